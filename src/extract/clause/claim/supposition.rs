//! What would be if something else were, and what has not come.

use std::ops::Range;

use super::super::clauses::Stance;
use super::told::Told;
use crate::extract::words::{ClaimCue, Cue, CueMatch, RoleCue};

impl Told<'_, '_> {
    /// "Had the convoy left": whether a token is the first of its sentence or, before a subject, of
    /// its clause.
    pub(super) fn heads_clause(&self, at: usize) -> bool {
        const SUBJECTS: [&str; 12] = [
            "a", "an", "the", "it", "he", "she", "they", "there", "any", "these", "those", "no",
        ];
        let Some(before) = at.checked_sub(1) else {
            return true;
        };
        let is_and = self
            .cues_in(&(before..at))
            .any(|found| found.cue == Cue::Role(RoleCue::And));
        (self.breaks_clause(before) || is_and && self.breaks_clause(before.saturating_sub(1)))
            && self.is_mark(at + 1, &SUBJECTS)
    }

    /// Takes in a condition of what is not so, and what would be under it, behind or before it.
    pub(super) fn suppose(&mut self, condition: &CueMatch) {
        let clause = condition.start..self.clause_end(condition.end);
        self.hold(&clause, Stance::Unreal);
        let behind = clause.end + 1..self.clause_end(clause.end + 1);
        let before = self.clause_start(condition.start)..condition.start;
        let main_before = before
            .is_empty()
            .then(|| before.start.saturating_sub(1))
            .filter(|comma| self.is_mark(*comma, &[","]))
            .map(|comma| self.clause_start(comma)..comma);
        for clause in [Some(behind), Some(before), main_before]
            .into_iter()
            .flatten()
        {
            if self.has(&clause, ClaimCue::Would) || self.has(&clause, ClaimCue::WouldHave) {
                self.hold(&clause, Stance::Unreal);
            }
        }
    }

    /// "Until the corridor was opened".
    pub(super) fn tells_of_the_past(&self, clause: &Range<usize>) -> bool {
        let is_finite = |at: usize| {
            let ends_so = self.words.get(at).is_some_and(|word| word.ends_with("ed"));
            ends_so && !(at > 0 && self.has(&(at - 1..at), ClaimCue::Copula))
        };
        self.has(clause, ClaimCue::Came) || clause.clone().any(is_finite)
    }
}
