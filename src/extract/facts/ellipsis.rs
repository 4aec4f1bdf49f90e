//! "The corridor from A works, that from B does not", «із А відкрито, а з Б – ні»: a clause that leaves out the verb of the
//! one before.

use std::ops::Range;

use crate::extract::annotate::Sentence;
use crate::extract::words::{Cue, CueMatch, Modality, Worded};
use crate::model::Status;

/// How a passage stands whose tokens say it by the verb of a clause before them.
pub fn status_by_ellipsis(
    sentence: &Sentence<'_>,
    tokens: &Range<usize>,
) -> Option<Worded<Status>> {
    let says_itself = sentence
        .cues_in(tokens)
        .any(|found| matches!(found.cue, Cue::Status(_)));
    if says_itself {
        return None;
    }
    let last_place = sentence
        .places
        .iter()
        .rfind(|place| tokens.contains(&place.start))?;
    let (verb, does) = sentence
        .cues_in(&(last_place.end..tokens.end))
        .filter_map(|found| match found.cue {
            Cue::Modality(Modality::DidSo) => Some((found, true)),
            Cue::Modality(Modality::DidNot) => Some((found, false)),
            _ => None,
        })
        .find(|(found, _)| ends_clause(sentence, found.end))?;
    let before = sentence
        .cues_in(&(0..tokens.start))
        .filter_map(|found| match found.cue {
            Cue::Status(status) => Some((found, status)),
            _ => None,
        });
    let (said, status) = before.last()?;
    let value = match (does, is_negated(sentence, said)) {
        (true, false) | (false, true) if status.went_wrong() => return None,
        (true, true) if status.went_wrong() => Status::Open,
        (true, _) => status,
        (false, false) if status.went_wrong() => Status::Open,
        (false, false) => Status::Closed,
        (false, true) => return None,
    };
    let words = sentence.span_of(&(verb.start..verb.end));
    Some(Worded { value, words })
}

/// Whether a clause ends before a token.
fn ends_clause(sentence: &Sentence<'_>, at: usize) -> bool {
    at >= sentence.tokens.len() || sentence.is_mark(at, &[".", ",", ";", "!", ")"])
}

/// Whether the words that say a status hold a negation or stand behind one.
fn is_negated(sentence: &Sentence<'_>, found: &CueMatch) -> bool {
    const REACH: usize = 2;
    let near = found.start.saturating_sub(REACH)..found.end;
    sentence.cues_in(&near).any(|other| {
        matches!(
            other.cue,
            Cue::Modality(Modality::Not | Modality::Nobody | Modality::NotYet)
        )
    })
}
