//! Whether what a verb says comes about: it is not denied, not ahead, not wished for, not left open.

use super::assertion::{depends, governing, governing_infinitive, is_infinitive};
use crate::extract::annotate::Sentence;
use crate::extract::clause::Stance;
use crate::extract::words::{Cue, Governing, Modality};
use crate::model::Status;

/// Whether a sentence tells of a verb at a token that what it says happened, or is happening.
pub fn comes_about(sentence: &Sentence<'_>, verb: usize) -> bool {
    let infinitive = sentence
        .cues_starting_at(verb)
        .find(|found| is_infinitive(sentence, found));
    let is_told = match infinitive {
        // «Вдалося вивезти», and not «треба вивезти».
        Some(found) => governing_infinitive(sentence, found) == Some(Governing::Achieved),
        None => matches!(
            governing(sentence, verb),
            None | Some(Governing::Achieved | Governing::Almost)
        ),
    };
    is_told
        && !is_denied(sentence, verb)
        && sentence.stance_at(verb) <= Stance::Possible
        && !depends(sentence, verb)
        && !is_ahead(sentence, verb)
}

/// "Were not evacuated", "nobody left".
pub fn is_denied(sentence: &Sentence<'_>, verb: usize) -> bool {
    const NEAR: usize = 2;
    let near = verb.saturating_sub(NEAR)..verb;
    sentence.cues_in(&near).any(|found| {
        matches!(
            found.cue,
            Cue::Modality(Modality::Not | Modality::Nobody | Modality::NotYet)
        )
    })
}

/// "Will be evacuated", "were to leave", «мали вивезти», «вивезуть».
fn is_ahead(sentence: &Sentence<'_>, verb: usize) -> bool {
    /// "Would then be evacuated".
    const REACH: usize = 3;
    let near = verb.saturating_sub(REACH)..verb + 1;
    sentence.cues_in(&near).any(|found| match found.cue {
        Cue::Status(Status::Planned) => found.end > verb,
        Cue::WillMove => found.start == verb,
        Cue::Modality(Modality::Future) => {
            // "Managed to leave", "are being evacuated", "had to be evacuated".
            let says_nothing = sentence.is_mark(found.start, &["to", "be", "being"])
                && (found.end == found.start + 1
                    || found.start > 0 && sentence.is_mark(found.start - 1, &["had"]));
            found.end <= verb && !says_nothing
        }
        _ => false,
    })
}
