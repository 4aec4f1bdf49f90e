//! Tables of passages: rows of cells ("Kramatorsk | Dnipro | 10:00") under a head that says which
//! column holds where people leave and where they are taken, or without one.

use std::ops::Range;

use super::sentence::Sentence;
use super::table_row::{Cell, TableRow};
use crate::extract::words::{ColumnWord, Cue, Passage, Topic};
use crate::model::{Mention, PlaceKind, kind_of_place};
use crate::report::{TokenKind, is_cell_wall};

/// Tells the rows of tables what their cells hold.
pub fn tell_rows(sentences: &mut [Sentence<'_>], mentions: &[Mention]) {
    let has_walls = |text: &str| text.contains(is_cell_wall);
    if !sentences.first().is_some_and(|first| has_walls(first.text)) {
        return;
    }
    let mut start = 0;
    while start < sentences.len() {
        let lines = lines_of_table(sentences.get(start..).unwrap_or_default());
        if lines.is_empty() {
            start += 1;
            continue;
        }
        let end = start + lines.len();
        let (before, table) = sentences.split_at_mut(start);
        let rows = table.get_mut(..lines.len()).unwrap_or_default();
        let columns = columns(before, rows, &lines, mentions);
        for ((row, cells), holds) in rows.iter_mut().zip(&lines).zip(columns) {
            let holds = holds.filter(|_| !cells.is_empty());
            row.table_row = holds.map(|holds| row_of(row, cells, &holds, mentions));
        }
        start = end;
    }
}

/// The cells of the lines of the table that begins with the first of some sentences; none where none begins. Captions
/// between its rows ("Donetsk region") and rules have no cells.
fn lines_of_table(sentences: &[Sentence<'_>]) -> Vec<Vec<Range<usize>>> {
    let mut lines: Vec<Vec<Range<usize>>> = Vec::new();
    for (at, sentence) in sentences.iter().enumerate() {
        let own = cells(sentence);
        let is_caption = || {
            let next = sentences.get(at + 1);
            let goes_on = next.is_some_and(|next| cells(next).len() > 1);
            !lines.is_empty() && goes_on && stands_as_caption(sentence)
        };
        if own.len() < 2 && !is_rule(sentence) && !is_caption() {
            break;
        }
        lines.push(own);
    }
    if !lines.iter().any(|cells| cells.len() > 1) {
        return Vec::new();
    }
    let is_even = |lines: &[Vec<Range<usize>>]| {
        let mut numbers = lines.iter().map(Vec::len).filter(|number| *number > 0);
        let first = numbers.next();
        numbers.all(|number| Some(number) == first)
    };
    let head_is_full = lines
        .first()
        .is_some_and(|head| head.iter().all(|cell| !cell.is_empty()));
    if is_even(&lines) && head_is_full {
        return lines;
    }
    // Several tabs are put between two cells to make them stand below each other.
    let full = lines.iter().map(|cells| {
        let full = cells.iter().filter(|cell| !cell.is_empty());
        full.cloned().collect()
    });
    let full: Vec<Vec<Range<usize>>> = full.collect();
    if is_even(&full) { full } else { lines }
}

/// "Donetsk region", "30 March": a short line of its own that ends no sentence and heads nothing else.
fn stands_as_caption(sentence: &Sentence<'_>) -> bool {
    const LONGEST: usize = 6;
    let end = sentence.tokens.len();
    sentence.starts_paragraph
        && end <= LONGEST
        && !sentence.is_mark(end.saturating_sub(1), &[".", "!", "?"])
}

/// What the cells of each row of a table hold; `None` for a table of which nothing tells.
type Holdings = Vec<Option<Vec<Option<Cell>>>>;

fn columns(
    before: &[Sentence<'_>],
    rows: &[Sentence<'_>],
    lines: &[Vec<Range<usize>>],
    mentions: &[Mention],
) -> Holdings {
    let head = lines.first().map(|cells| heads(&rows[0], cells));
    let head = head.unwrap_or_default();
    let names = |word: ColumnWord| head.contains(&Some(word));
    let has_head = names(ColumnWord::From) || names(ColumnWord::To) || names(ColumnWord::Way);
    let of_all = |holds: Vec<Option<Cell>>| -> Holdings {
        let first = if has_head { 1 } else { 0 };
        (0..rows.len())
            .map(|at| {
                Some(if at < first {
                    Vec::new()
                } else {
                    holds.clone()
                })
            })
            .collect()
    };
    if is_of_other_ways(before, rows.first().filter(|_| has_head)) || counts(rows, lines, &head) {
        return of_all(Vec::new());
    }
    if has_head {
        return of_all(head.iter().map(|word| word.and_then(holds)).collect());
    }
    match without_head(before, rows, lines, mentions) {
        Some(holds) => of_all(holds),
        None => vec![None; rows.len()],
    }
}

fn holds(word: ColumnWord) -> Option<Cell> {
    match word {
        ColumnWord::From => Some(Cell::From),
        ColumnWord::To => Some(Cell::To),
        ColumnWord::Via => Some(Cell::Via),
        ColumnWord::Way => Some(Cell::Way),
        ColumnWord::Price | ColumnWord::Other => None,
    }
}

/// What the cells of the first row say that their columns hold; a cell with a place is no head.
fn heads(first: &Sentence<'_>, cells: &[Range<usize>]) -> Vec<Option<ColumnWord>> {
    let head = |cell: &Range<usize>| {
        let words = first.words.slice(cell.clone());
        let is_named = first.places.iter().any(|place| cell.contains(&place.start));
        let word = first.lexicon.column_words.of_head(words);
        word.filter(|_| !is_named)
    };
    cells.iter().map(head).collect()
}

/// Whether a column of prices or scores holds numbers: those are tables of fares and matches.
fn counts(rows: &[Sentence<'_>], lines: &[Vec<Range<usize>>], head: &[Option<ColumnWord>]) -> bool {
    let is_price = |word: &Option<ColumnWord>| *word == Some(ColumnWord::Price);
    let priced = head.iter().enumerate().filter(|(_, word)| is_price(word));
    let mut priced = priced.map(|(column, _)| column);
    priced.any(|column| {
        rows.iter().zip(lines).any(|(row, cells)| {
            let cell = cells.get(column).cloned().unwrap_or_default();
            row.has_number(&cell)
        })
    })
}

/// Whether the line above a table, or its head, speaks of regular trains, of goods or of matches.
fn is_of_other_ways(before: &[Sentence<'_>], head: Option<&Sentence<'_>>) -> bool {
    let above = before.last().into_iter().chain(head);
    above
        .filter(|line| !line.names_humanitarian_passage())
        .any(|line| {
            let is_other = |topic: &Topic| line.has(Cue::Topic(*topic));
            line.has(Cue::Passage(Passage::Other)) || OTHER_WAYS.iter().any(is_other)
        })
}

const OTHER_WAYS: [Topic; 5] = [
    Topic::Trade,
    Topic::Traffic,
    Topic::Wildlife,
    Topic::Sport,
    Topic::Diplomacy,
];

/// Without a head two columns of places are where people leave and where they are taken, if the lines above speak of
/// passages; one is the whole way. More do not tell which is which.
fn without_head(
    before: &[Sentence<'_>],
    rows: &[Sentence<'_>],
    lines: &[Vec<Range<usize>>],
    mentions: &[Mention],
) -> Option<Vec<Option<Cell>>> {
    const FEWEST: usize = 2;
    const LINES_ABOVE: usize = 2;
    let mut above = before.iter().rev().take(LINES_ABOVE);
    let speaks_of_passages = above
        .any(|line| line.names_humanitarian_passage() || line.has(Cue::Topic(Topic::Corridor)));
    let full = lines.iter().filter(|cells| !cells.is_empty());
    let number = full.clone().map(Vec::len).max()?;
    if !speaks_of_passages || full.count() < FEWEST || lines.first()?.len() != number {
        return None;
    }
    let places_of = |column: usize| -> Vec<bool> {
        let cells = rows
            .iter()
            .zip(lines)
            .filter(|(_, cells)| !cells.is_empty());
        let held = cells.map(|(row, cells)| {
            let cell = cells.get(column).cloned().unwrap_or_default();
            let mut places = row.places.iter();
            places.any(|place| cell.contains(&place.start) && !is_area(mentions, place.mention))
        });
        held.collect()
    };
    let mut holding = (0..number).filter(|column| {
        let held = places_of(*column);
        let number = held.iter().filter(|held| **held).count();
        // A first row without a place is a head that nobody understands.
        held.first() == Some(&true) && number >= FEWEST && number * 3 >= held.len() * 2
    });
    let (first, second, further) = (holding.next()?, holding.next(), holding.next());
    let mut holds = vec![None; number];
    match (second, further) {
        (None, _) => *holds.get_mut(first)? = Some(Cell::Way),
        (Some(second), None) => {
            *holds.get_mut(first)? = Some(Cell::From);
            *holds.get_mut(second)? = Some(Cell::To);
        }
        (Some(_), Some(_)) => return None,
    }
    Some(holds)
}

fn is_area(mentions: &[Mention], mention: usize) -> bool {
    matches!(
        kind_of_place(mentions, mention),
        Some(PlaceKind::Admin1 | PlaceKind::Admin2 | PlaceKind::Country)
    )
}

fn row_of(
    row: &Sentence<'_>,
    cells: &[Range<usize>],
    holds: &[Option<Cell>],
    mentions: &[Mention],
) -> TableRow {
    let held = holds.iter().zip(cells);
    let cells: Vec<(Cell, Range<usize>)> = held
        .filter_map(|(holds, cell)| Some(((*holds)?, cell.clone())))
        .collect();
    let mut areas = Vec::new();
    for (_, cell) in &cells {
        let inside = || {
            row.places
                .iter()
                .filter(|place| cell.contains(&place.start))
        };
        let (within, others): (Vec<usize>, Vec<usize>) = inside()
            .map(|place| place.mention)
            .partition(|mention| is_area(mentions, *mention));
        if !others.is_empty() {
            areas.extend(within);
        }
    }
    TableRow { cells, areas }
}

/// The cells of a line, by token; the walls at its ends hold none.
fn cells(sentence: &Sentence<'_>) -> Vec<Range<usize>> {
    let text = sentence.text.get(sentence.range.clone());
    if !text.is_some_and(|text| text.contains(is_cell_wall)) || is_rule(sentence) {
        return Vec::new();
    }
    let is_wall = |at: usize| sentence.words[at].starts_with(is_cell_wall);
    let end = sentence.tokens.len();
    let first = usize::from(is_wall(0));
    let walls = (first..end).filter(|at| is_wall(*at));
    let mut cells = Vec::new();
    let rest = walls.fold(first, |start, wall| {
        cells.push(start..wall);
        wall + 1
    });
    if rest < end {
        cells.push(rest..end);
    }
    cells
}

/// "|---|---|": a line of marks between the head of a table and its rows.
fn is_rule(sentence: &Sentence<'_>) -> bool {
    let is_mark = |at: usize| sentence.is_mark(at, &["|", "-", ":", "=", "+", "—", "–"]);
    let end = sentence.tokens.len();
    end > 1
        && is_mark(0)
        && sentence
            .tokens
            .iter()
            .all(|token| token.kind == TokenKind::Mark)
        && (0..end).all(is_mark)
}
