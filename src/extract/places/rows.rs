//! The passage of a table's row, by the columns that its places stand in.

use std::ops::Range;

use super::group::Group;
use super::item::Item;
use crate::extract::annotate::{Cell, Sentence, TableRow};

/// The passage of a row whose columns say where people leave or are taken; `None` where a column holds whole ways at most.
pub fn item_of_row(sentence: &Sentence<'_>, row: &TableRow) -> Option<Item> {
    let held = |cell: Cell| -> Vec<usize> {
        let places = row.holding(cell).flat_map(|tokens| {
            let inside = sentence.places.iter();
            inside.filter(|place| tokens.contains(&place.start))
        });
        let mentions = places.map(|place| place.mention);
        mentions
            .filter(|mention| !row.areas.contains(mention))
            .collect()
    };
    let (from, to) = (held(Cell::From), held(Cell::To));
    if from.is_empty() && to.is_empty() {
        return None;
    }
    let mut via = held(Cell::Via);
    via.extend(held(Cell::Way));
    let starts = sentence.places.iter().find(|place| {
        let mention = place.mention;
        from.contains(&mention) || from.is_empty() && to.contains(&mention)
    });
    Some(Item {
        first_place: starts.map_or(0, |place| place.start),
        tokens: sentence.whole(),
        from,
        via,
        to,
        ..Item::default()
    })
}

/// The groups that stand in columns of whole ways.
pub fn groups_in_ways(groups: &[Group], row: &TableRow) -> Vec<Group> {
    let in_way = |group: &&Group| {
        row.holding(Cell::Way)
            .any(|tokens| tokens.contains(&group.first_place))
    };
    groups.iter().filter(in_way).cloned().collect()
}

/// Whether some tokens fill a cell in which an end or a stop of a passage stands.
pub fn fills_cell(sentence: &Sentence<'_>, tokens: &Range<usize>) -> bool {
    let cells = sentence.table_row.iter().flat_map(|row| &row.cells);
    let mut ends = cells.filter(|(cell, _)| *cell != Cell::Way);
    ends.any(|(_, cell)| cell == tokens)
}
