//! What the passages of one sentence take from each other and from what vehicles come for.

use std::ops::Range;

use super::items::Item;
use super::lexicon::{Cue, Movement, RoleCue};
use super::sentence::Sentence;

/// Whether the way back is spoken of.
pub fn goes_back(sentence: &Sentence<'_>, between: &Range<usize>) -> bool {
    between
        .clone()
        .any(|at| sentence.token_has_role(at, RoleCue::Back))
}

/// "From A to B; on the way back the buses take people from C": they go where the way began.
pub fn turn_back(sentence: &Sentence<'_>, items: &mut [Item]) {
    for next in 1..items.len() {
        let (before, after) = items.split_at_mut(next);
        let (Some(out), Some(back)) = (before.last(), after.first_mut()) else {
            return;
        };
        let begins = back.tokens.start..back.first_place;
        if !goes_back(sentence, &begins) {
            continue;
        }
        if back.to.is_empty() && !back.origins().is_empty() {
            back.to.clone_from(&out.from);
        } else if back.origins().is_empty() && !back.to.is_empty() {
            back.from.clone_from(&out.to);
        }
    }
}

/// "3,071 from A to B, 400 from C, from D another 196": who is only counted went the same way.
pub fn share_destination(sentence: &Sentence<'_>, items: &mut [Item]) {
    for next in 1..items.len() {
        let (before, after) = items.split_at_mut(next);
        let (Some(known), Some(item)) = (before.last(), after.first_mut()) else {
            return;
        };
        let is_counted = sentence.numbers(&item.tokens).next().is_some()
            && !item.from.is_empty()
            && item.to.is_empty()
            && item.via.is_empty();
        let has_own_verb = sentence.cues_in(&item.tokens).any(|found| {
            matches!(
                found.cue,
                Cue::Status(_)
                    | Cue::Movement(Movement::Evacuation | Movement::Leaving | Movement::Going)
                    | Cue::Role(RoleCue::ClauseBreak | RoleCue::Back)
            )
        });
        if is_counted && !has_own_verb && !known.from.is_empty() && !known.is_chain {
            item.to.clone_from(&known.to);
        }
    }
}

/// Whether vehicles come to a place to take people away.
pub fn comes_to_fetch(sentence: &Sentence<'_>, item: &Item, city: usize) -> bool {
    const REACH: usize = 5;
    let Some(place) = sentence.places.iter().find(|place| place.mention == city) else {
        return false;
    };
    let behind = place.end..(place.end + REACH).min(item.tokens.end);
    let people_follow = sentence.moves(&(place.end..item.tokens.end), Movement::People)
        || sentence.moves(&(place.end..item.tokens.end), Movement::Medical)
        || sentence.moves(&(place.end..item.tokens.end), Movement::Evacuation);
    sentence.moves(&behind, Movement::Fetching) && people_follow
}

/// Whether people or vehicles wait in a place.
pub fn waits_in(sentence: &Sentence<'_>, mention: usize) -> bool {
    sentence
        .places
        .iter()
        .filter(|place| place.mention == mention && place.start > 0)
        .any(|place| sentence.token_has_role(place.start - 1, RoleCue::Waiting))
}
