//! Whether goods are what a sentence says moves.

use crate::extract::annotate::Sentence;
use crate::extract::facts::status_of;
use crate::extract::places::Item;
use crate::extract::words::{ClosedSet, Cue, CueMatch, Movement};
use crate::model::Status;

/// "A team reached the hospital with 5,000 litres of fuel": goods that somebody has brought to a destination.
pub fn arrives_with_goods(sentence: &Sentence<'_>, item: &Item) -> bool {
    /// "With 5,000 litres of fuel".
    const REACH: usize = 6;
    let brings = |found: &CueMatch| {
        let before = found.start.saturating_sub(REACH)..found.start;
        found.cue == Cue::Movement(Movement::Aid)
            && before
                .rev()
                .take_while(|at| sentence.place_at(*at).is_none())
                .any(|at| sentence.is_one_of(at, ClosedSet::Carrying))
    };
    !item.to.is_empty()
        && sentence.cues_in(&item.tokens).any(brings)
        && status_of(sentence, &item.tokens) == Some(Status::Completed)
}

/// Whether goods are what moves: named before the places, counted, or brought.
pub fn brings_goods(sentence: &Sentence<'_>, item: &Item) -> bool {
    const REACH: usize = 3;
    let at = item.starts_at(sentence);
    let goods = |found: &&CueMatch| found.cue == Cue::Movement(Movement::Aid);
    sentence.moves(&sentence.whole(), Movement::Evacuation)
        || sentence.cues.iter().filter(goods).any(|found| {
            let before = found.start.saturating_sub(REACH)..found.start;
            found.start < at || sentence.has_number(&before)
        })
}

/// Whether trucks are spoken of before an item's first place.
pub fn trucks_lead(sentence: &Sentence<'_>, item: &Item) -> bool {
    sentence.moves(&(item.tokens.start..item.first_place), Movement::Trucks)
}
