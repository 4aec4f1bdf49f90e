//! How far a verdict in front of a claim reaches.

use super::super::clauses::Stance;
use super::told::Told;
use crate::extract::words::{ClaimCue, ClauseCue, Cue, RoleCue, SpeakerCue};

/// Where what a verdict in front is about ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    /// At the comma: "despite claims that the town fell, …".
    AtComma,
    /// Where the sentence goes on with something else.
    Late,
}

/// Says what the words that follow a verdict are worth, as far as it reaches.
pub fn hold_content(told: &mut Told<'_, '_>, from: usize, ends: Ends, stance: Stance) {
    let content = from..content_end(told, from, ends);
    let is_confirmed = || {
        told.cues_in(&content).any(|found| {
            found.cue == Cue::Claim(ClaimCue::Confirmed) && !told.is_negated(found.start)
        })
    };
    if stance == Stance::Doubted && is_confirmed() {
        return;
    }
    told.hold(&content, stance);
}

fn content_end(told: &Told<'_, '_>, from: usize, ends: Ends) -> usize {
    // A comma that ends a clause about a noun does not end the content.
    let mut is_inserted = false;
    for at in from..told.words.len() {
        let is_comma = at > from + 1 && told.is_mark(at, &[","]);
        let begins_insertion = is_comma && told.opens_clause(at + 1, ClauseCue::Relative);
        let is_end = told.is_contrast(at)
            || told.opens_clause(at, ClauseCue::Before)
            || at > from && told.is_mark(at, &[":", "—", "–"])
            || is_said_behind(told, at)
            || told.starting(at, ClaimCue::Until).is_some()
            || is_comma && !is_inserted && ends_at_comma(told, at, ends);
        if is_end {
            return at;
        }
        is_inserted = begins_insertion || is_inserted && !is_comma;
    }
    told.words.len()
}

/// "… and said", "…, adding": what is said then is not what was rejected.
fn is_said_behind(told: &Told<'_, '_>, at: usize) -> bool {
    let mut cues = told.cues_in(&(at..at + 1));
    let says = cues.any(|found| found.cue == Cue::Speaker(SpeakerCue::Say));
    let joins = |at: usize| {
        told.is_mark(at, &[","])
            || told
                .cues_in(&(at..at + 1))
                .any(|found| found.cue == Cue::Role(RoleCue::And))
    };
    says && at.checked_sub(1).is_some_and(joins)
}

fn ends_at_comma(told: &Told<'_, '_>, comma: usize, ends: Ends) -> bool {
    let next = comma + 1;
    let goes_on = told.opens_clause(next, ClauseCue::That)
        || told.opens_clause(next, ClauseCue::Relative)
        || told.opens_clause(next + 1, ClauseCue::That)
        || told.opens_clause(next + 1, ClauseCue::Relative);
    let is_and = told
        .cues_in(&(next..next + 1))
        .any(|found| found.cue == Cue::Role(RoleCue::And));
    !goes_on && (ends == Ends::AtComma || is_and)
}
