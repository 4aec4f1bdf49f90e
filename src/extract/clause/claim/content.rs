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

impl Told<'_, '_> {
    /// Says what the words that follow a verdict are worth, as far as it reaches.
    pub(super) fn hold_content(&mut self, from: usize, ends: Ends, stance: Stance) {
        let content = from..self.content_end(from, ends);
        let is_confirmed = || {
            self.cues_in(&content).any(|found| {
                found.cue == Cue::Claim(ClaimCue::Confirmed) && !self.is_negated(found.start)
            })
        };
        if stance == Stance::Doubted && is_confirmed() {
            return;
        }
        self.hold(&content, stance);
    }

    fn content_end(&self, from: usize, ends: Ends) -> usize {
        // A comma that ends a clause about a noun does not end the content.
        let mut is_inserted = false;
        for at in from..self.words.len() {
            let is_comma = at > from + 1 && self.is_mark(at, &[","]);
            let begins_insertion = is_comma && self.opens_clause(at + 1, ClauseCue::Relative);
            let is_end = self.is_contrast(at)
                || self.opens_clause(at, ClauseCue::Before)
                || at > from && self.is_mark(at, &[":", "—", "–"])
                || self.is_said_behind(at)
                || self.starting(at, ClaimCue::Until).is_some()
                || is_comma && !is_inserted && self.ends_at_comma(at, ends);
            if is_end {
                return at;
            }
            is_inserted = begins_insertion || is_inserted && !is_comma;
        }
        self.words.len()
    }

    /// "… and said", "…, adding": what is said then is not what was rejected.
    fn is_said_behind(&self, at: usize) -> bool {
        let mut cues = self.cues_in(&(at..at + 1));
        let says = cues.any(|found| found.cue == Cue::Speaker(SpeakerCue::Say));
        let joins = |at: usize| {
            self.is_mark(at, &[","])
                || self
                    .cues_in(&(at..at + 1))
                    .any(|found| found.cue == Cue::Role(RoleCue::And))
        };
        says && at.checked_sub(1).is_some_and(joins)
    }

    fn ends_at_comma(&self, comma: usize, ends: Ends) -> bool {
        let next = comma + 1;
        let goes_on = self.opens_clause(next, ClauseCue::That)
            || self.opens_clause(next, ClauseCue::Relative)
            || self.opens_clause(next + 1, ClauseCue::That)
            || self.opens_clause(next + 1, ClauseCue::Relative);
        let is_and = self
            .cues_in(&(next..next + 1))
            .any(|found| found.cue == Cue::Role(RoleCue::And));
        !goes_on && (ends == Ends::AtComma || is_and)
    }
}
