//! Where in its life a corridor stands, by the words around it.

use std::ops::Range;

use super::lexicon::Cue;
use super::sentence::Sentence;
use crate::model::Status;

/// Statuses from the one that decides to the one that yields when several are spoken of.
///
/// What went wrong decides over what was planned; an agreement over the opening that it is for; an
/// offer over what it offers.
const DECIDING_FIRST: [Status; 12] = [
    Status::Failed,
    Status::Blocked,
    Status::Rejected,
    Status::Cancelled,
    Status::Suspended,
    Status::Closed,
    Status::PartiallyOpen,
    Status::Agreed,
    Status::Proposed,
    Status::Completed,
    Status::Open,
    Status::Planned,
];

fn rank(status: Status) -> usize {
    DECIDING_FIRST
        .iter()
        .position(|known| *known == status)
        .unwrap_or(DECIDING_FIRST.len())
}

/// The status that some tokens of a sentence speak of.
pub fn status_of(sentence: &Sentence<'_>, within: &Range<usize>) -> Option<Status> {
    sentence
        .cues_in(within)
        .filter_map(|found| match found.cue {
            Cue::Status(Status::Completed) if is_ahead(sentence, found.start) => {
                Some(Status::Planned)
            }
            Cue::Status(status) if sentence.is_negated(found.start, NEGATION_REACH) => {
                negated(status)
            }
            Cue::Status(status) => Some(status),
            _ => None,
        })
        .min_by_key(|status| rank(*status))
}

/// "was not opened": how many tokens before a word its negation may begin.
const NEGATION_REACH: usize = 2;

/// What the negation of a status says; of the statuses that went wrong it says nothing.
fn negated(status: Status) -> Option<Status> {
    match status {
        Status::Open | Status::PartiallyOpen | Status::Planned => Some(Status::Closed),
        Status::Completed => Some(Status::Failed),
        _ => None,
    }
}

/// Whether a status says more of a report's corridors than the one known so far.
pub fn is_stronger(new: Status, known: Status) -> bool {
    rank(new) < rank(known) || matches!(known, Status::Planned | Status::Unknown)
}

/// "will be evacuated", "to be evacuated": the participle alone would say that it is done.
fn is_ahead(sentence: &Sentence<'_>, at: usize) -> bool {
    at > 0
        && matches!(
            &sentence.words[at - 1],
            "be" | "being" | "буде" | "будуть" | "будет" | "будут" | "бути" | "быть"
        )
}
