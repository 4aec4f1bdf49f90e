//! A sentence that says of the one before that it is not so, or that nobody confirms it: "That is
//! false.", «Це не підтверджено.», "“A lie,” the mayor said."

use std::ops::Range;

use super::super::clauses::Stance;
use super::told::Told;
use super::verdict::is_denied;
use crate::extract::words::{ClaimCue, Cue, CueMatch, SpeakerCue};
use crate::model::Status;
use crate::report::Words;

/// How far into its sentence such a verdict stands.
const REACH: usize = 12;

/// How a sentence stands to what the one before tells.
pub fn stance_to_sentence_before(words: Words<'_>, cues: &[CueMatch]) -> Stance {
    let told = Told::of(words, cues);
    let verdict = cues
        .iter()
        .take_while(|found| found.start < REACH)
        .find_map(|found| Some((found, stance_of(&told, found)?)));
    let Some((verdict, stance)) = verdict else {
        return Stance::Asserted;
    };
    // "Nobody has confirmed this."
    let this = told.starting(verdict.end, ClaimCue::This);
    let end = this.map_or(verdict.end, |this| this.end);
    let ends = end >= words.len() || is_mark(&told, end);
    let is_question = words.get(words.len().saturating_sub(1)) == Some("?");
    let is_confirming = verdict.cue == Cue::Claim(ClaimCue::Confirms);
    let is_negated = !is_confirming && told.is_negated(verdict.start);
    if !ends || is_question || is_negated || is_outcome(&told, verdict) {
        return Stance::Asserted;
    }
    if is_confirming && this.is_some() {
        return stance;
    }
    let Some(is_said_before) = lead(&told, verdict) else {
        return Stance::Asserted;
    };
    // What one says and another calls a lie, nobody knows.
    match is_said_before || is_said_behind(&told, verdict.end) {
        true => Stance::Doubted,
        false => stance,
    }
}

fn stance_of(told: &Told<'_, '_>, found: &CueMatch) -> Option<Stance> {
    match found.cue {
        Cue::Claim(ClaimCue::Confirms) if is_denied(told, found) => Some(Stance::Doubted),
        Cue::Claim(ClaimCue::Verdict | ClaimCue::IsFalse | ClaimCue::NotSo) => Some(Stance::Denied),
        Cue::Claim(ClaimCue::IsUnconfirmed | ClaimCue::OpenVerdict | ClaimCue::Rumour) => {
            Some(Stance::Doubted)
        }
        _ => None,
    }
}

/// "It did not happen": what became of a passage, and no verdict on what was told of it.
fn is_outcome(told: &Told<'_, '_>, verdict: &CueMatch) -> bool {
    told.cues_in(&(verdict.start..verdict.end)).any(|found| {
        matches!(found.cue, Cue::Status(status) if status.went_wrong() && status != Status::Closed)
    })
}

/// What stands in front of a verdict, where it is little but the word for what was told, and perhaps
/// who says so; whether it is said by somebody.
fn lead(told: &Told<'_, '_>, verdict: &CueMatch) -> Option<bool> {
    /// "But of course that", "is simply and plainly".
    const OTHERS: usize = 3;
    let lead = 0..verdict.start;
    let names_claim = |found: &&CueMatch| {
        matches!(found.cue, Cue::Claim(ClaimCue::This | ClaimCue::Noun)) && found.end <= lead.end
    };
    let is_judging = |at: usize| {
        let mut cues = told.cues_in(&(at..at + 1));
        is_mark(told, at) || cues.any(|found| matches!(found.cue, Cue::Claim(_)))
    };
    let others = |within: Range<usize>| within.filter(|at| !is_judging(*at)).count();
    let Some(claim) = told.cues_in(&lead).filter(names_claim).last() else {
        // "False.", «Фейк!», «“Брехня”, – сказав мер»: nothing else is said.
        let behind = verdict.end..told.words.len();
        let is_alone = others(behind) == 0 || is_said_behind(told, verdict.end);
        return (others(lead) == 0 && is_alone).then_some(false);
    };
    let before = 0..claim.start;
    let is_said = told.cues_in(&before).any(|found| {
        matches!(
            found.cue,
            Cue::Speaker(SpeakerCue::Say) | Cue::Claim(ClaimCue::Calls)
        )
    });
    let tells = told.cues_in(&lead).any(|found| {
        matches!(
            found.cue,
            Cue::Passage(_) | Cue::Fighting(_) | Cue::Movement(_) | Cue::Holding(_)
        )
    });
    // "This document is fake" is no verdict on what was told.
    let is_latin = told.words.get(claim.start).is_some_and(str::is_ascii);
    let leads_on = claim.end == lead.end || is_judging(claim.end) || is_auxiliary(told, claim.end);
    let is_plain = (is_said || others(before) <= OTHERS) && others(claim.end..lead.end) <= OTHERS;
    (is_plain && !tells && (leads_on || is_said || !is_latin)).then_some(is_said)
}

/// "That has", "the claim has".
fn is_auxiliary(told: &Told<'_, '_>, at: usize) -> bool {
    told.cues_in(&(at..at + 1))
        .any(|found| found.cue == Cue::Speaker(SpeakerCue::Auxiliary))
}

/// "…," the mayor said.
fn is_said_behind(told: &Told<'_, '_>, from: usize) -> bool {
    /// ”, – the mayor
    const NEAR: usize = 6;
    told.cues_in(&(from..from + NEAR))
        .any(|found| found.cue == Cue::Speaker(SpeakerCue::Say))
}

fn is_mark(told: &Told<'_, '_>, at: usize) -> bool {
    const MARKS: [&str; 17] = [
        ".", "!", ",", ";", ":", "…", "—", "–", "-", "\"", "“", "”", "„", "«", "»", "(", ")",
    ];
    told.is_mark(at, &MARKS)
}
