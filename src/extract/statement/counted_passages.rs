//! Passages that a sentence counts and does not spell out: a further one, those of so many settlements.

use super::ends::refs_in;
use super::fields::draft_of;
use super::passage::counts_passages;
use crate::extract::annotate::{Misread, Stated};
use crate::extract::discourse::{Heard, Memory};
use crate::extract::facts::{settlements_before, status_of};
use crate::extract::places::{Group, Item};
use crate::extract::words::{Cue, Movement, Passage, Worded};
use crate::model::{CorridorField, PlaceKind, Status, kind_of_place};

/// "A fourth, for fighters, will be opened in the north": a further passage whose ends are not
/// said starts where the one before did.
pub fn read_further_passage(memory: &mut Memory<'_>, heard: &Heard<'_>, items: &[Item]) -> bool {
    let sentence = heard.sentence;
    let is_further = counts_passages(&memory.frame, sentence)
        && items
            .iter()
            .all(|item| item.origins().is_empty() && item.to.is_empty())
        && sentence.moves(&sentence.whole(), Movement::People)
        && status_of(sentence, &sentence.whole()).is_some();
    let Some(last) = memory.drafts.0.last().filter(|_| is_further) else {
        return false;
    };
    let from = last.corridor.from.clone();
    if from.is_empty() || last.sentence + 2 < heard.index {
        return false;
    }
    let located: Vec<usize> = items.iter().flat_map(|item| item.located.clone()).collect();
    let item = Item {
        tokens: sentence.whole(),
        ..Item::default()
    };
    let mut named = refs_in(memory, heard, &item, &located);
    named.retain(|place| from.iter().any(|start| start.place.id == place.place.id));
    let is_stated = !named.is_empty();
    let mut draft = draft_of(memory, heard, &item, 1);
    draft.corridor.rule = "further-passage".into();
    draft.corridor.from = if is_stated { named } else { from };
    draft.corridor.via = memory.refs(
        &items
            .iter()
            .flat_map(|item| item.via.clone())
            .collect::<Vec<_>>(),
    );
    if !is_stated {
        draft.corridor.inferred.push(CorridorField::From);
    }
    memory.drafts.0.push(draft);
    true
}

/// "Corridors to the 97 most affected settlements in Kharkiv, Kyiv … regions".
pub fn read_counted_areas(memory: &mut Memory<'_>, heard: &Heard<'_>) -> bool {
    let (sentence, groups) = (heard.sentence, heard.groups);
    let Some(settlements) = sentence
        .cues
        .iter()
        .find(|found| found.cue == Cue::Settlements)
    else {
        return false;
    };
    /// Fewer can be named one by one.
    const FEWEST: u32 = 10;
    let count = settlements_before(sentence, settlements);
    if count == Stated::Nothing
        || matches!(
            count,
            Stated::Told(Worded {
                value: ..FEWEST,
                ..
            })
        )
    {
        return false;
    }
    let is_area = |mention: &usize| {
        matches!(
            kind_of_place(memory.mentions, *mention),
            Some(PlaceKind::Admin1 | PlaceKind::Admin2 | PlaceKind::Region)
        )
    };
    let areas: Vec<usize> = groups
        .iter()
        .filter(|group| group.first_place >= settlements.end)
        .flat_map(Group::places)
        .filter(is_area)
        .collect();
    let names_passages = sentence.has(Cue::Passage(Passage::Humanitarian))
        || sentence.has(Cue::Movement(Movement::Evacuation));
    if areas.is_empty() || !names_passages {
        return false;
    }
    let Some(count) = memory.understood(heard, Misread::Count, count) else {
        return false;
    };
    let item = Item {
        to: areas,
        tokens: sentence.whole(),
        first_place: settlements.start,
        ..Item::default()
    };
    let mut draft = draft_of(memory, heard, &item, 1);
    draft.corridor.rule = "counted-areas".into();
    draft.corridor.to = memory.refs(&item.to);
    draft.corridor.settlements = Some(count.value);
    draft
        .corridor
        .evidence
        .set(CorridorField::Settlements, count.words);
    if !draft.status_is_stated {
        draft.corridor.status = Status::Proposed;
    }
    memory.drafts.0.push(draft);
    true
}
