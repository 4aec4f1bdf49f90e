//! What would be if something else were, and what has not come.

use std::ops::Range;

use super::super::clauses::Stance;
use super::told::Told;
use crate::extract::words::{ClaimCue, Cue, CueMatch, RoleCue};

/// "Had the convoy left": whether a token is the first of its sentence or, before a subject, of
/// its clause.
pub fn heads_clause(told: &Told<'_, '_>, at: usize) -> bool {
    const SUBJECTS: [&str; 12] = [
        "a", "an", "the", "it", "he", "she", "they", "there", "any", "these", "those", "no",
    ];
    let Some(before) = at.checked_sub(1) else {
        return true;
    };
    let is_and = told
        .cues_in(&(before..at))
        .any(|found| found.cue == Cue::Role(RoleCue::And));
    (told.breaks_clause(before) || is_and && told.breaks_clause(before.saturating_sub(1)))
        && told.is_mark(at + 1, &SUBJECTS)
}

/// Takes in a condition of what is not so, and what would be under it, behind or before it.
pub fn suppose(told: &mut Told<'_, '_>, condition: &CueMatch) {
    let clause = condition.start..told.clause_end(condition.end);
    told.hold(&clause, Stance::Unreal);
    let behind = clause.end + 1..told.clause_end(clause.end + 1);
    let before = told.clause_start(condition.start)..condition.start;
    let main_before = before
        .is_empty()
        .then(|| before.start.saturating_sub(1))
        .filter(|comma| told.is_mark(*comma, &[","]))
        .map(|comma| told.clause_start(comma)..comma);
    for clause in [Some(behind), Some(before), main_before]
        .into_iter()
        .flatten()
    {
        if told.has(&clause, ClaimCue::Would) || told.has(&clause, ClaimCue::WouldHave) {
            told.hold(&clause, Stance::Unreal);
        }
    }
}

/// "Until the corridor was opened".
pub fn tells_of_the_past(told: &Told<'_, '_>, clause: &Range<usize>) -> bool {
    let is_finite = |at: usize| {
        let ends_so = told.words.get(at).is_some_and(|word| word.ends_with("ed"));
        ends_so && !(at > 0 && told.has(&(at - 1..at), ClaimCue::Copula))
    };
    told.has(clause, ClaimCue::Came) || clause.clone().any(is_finite)
}
