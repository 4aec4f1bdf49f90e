//! Where one passes or is held: bridges, crossing points, checkpoints, passages at a place.

use crate::extract::annotate::{PlaceAt, Sentence};
use crate::extract::words::{Cue, CueMatch, Passage, RoleCue, SpeakerCue};
use crate::model::Status;

/// What gives a place its part on the way: a bridge, crossing point or checkpoint, or a word of
/// being held, before the preposition.
pub fn is_passed(sentence: &Sentence<'_>, place: PlaceAt) -> bool {
    /// "The bridge in".
    const NEAR: usize = 4;
    /// "Turned back on Monday morning at".
    const REACH: usize = 8;
    let parts = |at: usize| {
        sentence.is_mark(at, &[",", ";", ".", "(", ")"])
            || sentence.token_has_role(at, RoleCue::ClauseBreak)
            || sentence.places.iter().any(|other| other.end == at + 1)
            || sentence.cues_in(&(at..at + 1)).any(|found| {
                matches!(
                    found.cue,
                    Cue::Speaker(SpeakerCue::Say | SpeakerCue::According)
                )
            })
    };
    let before = |reach: usize| {
        (place.start.saturating_sub(reach)..place.start)
            .rev()
            .take_while(|at| !parts(*at))
    };
    if names_crossing(sentence, place) {
        return true;
    }
    if before(NEAR).any(|at| sentence.token_has_role(at, RoleCue::Near)) {
        return false;
    }
    let at_pass = before(NEAR).any(|at| {
        sentence.token_has_role(at, RoleCue::Pass)
            || sentence.token_has_role(at, RoleCue::Checkpoint)
    }) || place.start > 0
        && sentence.token_has_role(place.start - 1, RoleCue::Waiting);
    let is_held = || before(REACH).any(|at| is_blocked(sentence, at));
    // "In Berdiansk people change buses".
    let is_changed_at = || {
        (place.end..place.end + REACH)
            .take_while(|at| !parts(*at))
            .any(|at| sentence.token_has_role(at, RoleCue::Change))
    };
    // "Came under attack at C".
    let is_hit_at = || {
        sentence.is_mark(place.start.saturating_sub(1), &["at"])
            && before(NEAR).any(|at| failed_at(sentence, at))
    };
    at_pass || is_held() || is_changed_at() || is_hit_at()
}

pub fn changes_vehicles(sentence: &Sentence<'_>) -> bool {
    (0..sentence.tokens.len()).any(|at| sentence.token_has_role(at, RoleCue::Change))
}

fn is_blocked(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.cues.iter().any(|found| {
        found.cue == Cue::Status(Status::Blocked) && (found.start..found.end).contains(&at)
    })
}

fn failed_at(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence
        .cues_at(at)
        .any(|found| found.cue == Cue::Status(Status::Failed))
}

/// The number that tells which of several passages is meant ("the first in A, the second at B").
pub fn ordinal(sentence: &Sentence<'_>, place: PlaceAt) -> Option<u32> {
    const REACH: usize = 5;
    (place.start.saturating_sub(REACH)..place.start)
        .rev()
        .take_while(|at| !sentence.is_mark(*at, &[",", ";", ":"]))
        .find_map(|at| {
            sentence
                .cues_in(&(at..at + 1))
                .find_map(|found| match found.cue {
                    Cue::Count(count) => Some(count),
                    _ => None,
                })
        })
}

/// "The Masnaa border crossing": what one crosses behind the name.
fn names_crossing(sentence: &Sentence<'_>, place: PlaceAt) -> bool {
    let is_small = sentence
        .tokens
        .get(place.end)
        .is_some_and(|token| !token.is_capitalised());
    is_small && sentence.is_word(place.end) && sentence.token_has_role(place.end, RoleCue::Pass)
}

/// "Through a corridor near C", «по гуманитарному коридору в районе Ц»: whether what stands right
/// before the words that say where a place is says that something leads through a passage there.
pub fn leads_through_passage(sentence: &Sentence<'_>, start: usize) -> bool {
    /// "Through a long-awaited humanitarian corridor".
    const REACH: usize = 3;
    let is_passage = |found: &&CueMatch| {
        matches!(
            found.cue,
            Cue::Passage(Passage::Humanitarian | Passage::General)
        )
    };
    let Some(passage) = sentence
        .cues_ending_at(start)
        .filter(is_passage)
        .map(|found| found.start)
        .min()
    else {
        return false;
    };
    (passage.saturating_sub(REACH)..=passage).rev().any(|end| {
        let between = end..passage;
        let is_near = between
            .clone()
            .all(|at| sentence.is_word(at) && sentence.place_at(at).is_none());
        is_near
            && sentence
                .role_ending_at(end)
                .any(|(role, _)| matches!(role, RoleCue::Via | RoleCue::Along))
    })
}
