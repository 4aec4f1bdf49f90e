//! The words of a sentence that say how a passage stands.

use std::ops::Range;

use super::assertion::{is_rescheduled, stated};
use crate::extract::annotate::Sentence;
use crate::extract::words::{Cue, CueMatch, Modality};
use crate::model::{Span, Status};

/// The words that say a status, in the first of some stretches of a sentence that has any: a word of
/// status, or else the verb whose tense tells it, or the word that denies the whole or leaves it open.
pub fn words_of_status(
    sentence: &Sentence<'_>,
    within: &[Range<usize>],
    status: Status,
) -> Option<Span> {
    let says_it = |found: &CueMatch| match found.cue {
        Cue::Status(word) => stated(sentence, found, word) == Some(status),
        _ => false,
    };
    let by_tense = |found: &CueMatch| match found.cue {
        Cue::Moved if is_rescheduled(sentence, found) => status == Status::Suspended,
        Cue::Moved => status == Status::Completed,
        Cue::Moves => status == Status::Open,
        Cue::WillMove => status == Status::Planned,
        _ => false,
    };
    let denies = |found: &CueMatch| {
        let is_denial = matches!(
            found.cue,
            Cue::Modality(Modality::Denial | Modality::Nobody | Modality::Not)
        );
        is_denial && status == Status::Closed
    };
    let judges = |found: &CueMatch| match found.cue {
        Cue::Claim(claim) if claim.denies() => status == Status::Closed,
        Cue::Claim(claim) if claim.leaves_open() => status == Status::Unknown,
        Cue::Modality(Modality::Condition | Modality::Not) => status == Status::Unknown,
        _ => false,
    };
    first(sentence, within, says_it)
        .or_else(|| first(sentence, within, by_tense))
        .or_else(|| first(sentence, within, denies))
        .or_else(|| first(sentence, within, judges))
}

fn first(
    sentence: &Sentence<'_>,
    within: &[Range<usize>],
    is_wanted: impl Fn(&CueMatch) -> bool,
) -> Option<Span> {
    let mut found = within
        .iter()
        .flat_map(|tokens| sentence.cues_in(tokens))
        .filter(|found| is_wanted(found));
    let found = found.next()?;
    sentence.span_of(&(found.start..found.end))
}
