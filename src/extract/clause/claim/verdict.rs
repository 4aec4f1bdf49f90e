//! Words that say of a claim, before or behind it, that it is not so or that nobody confirms it.

use std::ops::Range;

use super::super::clauses::Stance;
use super::content::Ends;
use super::content::hold_content;
use super::told::Told;
use crate::extract::words::{ClaimCue, ClauseCue, Cue, CueMatch, Modality, RoleCue, SpeakerCue};

/// Where the noun of claiming ends that stands right behind a token.
pub fn noun_behind(told: &Told<'_, '_>, from: usize) -> Option<usize> {
    /// "Rejected as false all of Moscow's claims".
    const REACH: usize = 6;
    let near = from..told.clause_end(from).min(from + REACH);
    told.cues_in(&near)
        .find(|found| found.cue == Cue::Claim(ClaimCue::Noun))
        .map(|found| found.end)
}

/// The noun of claiming of which a verdict behind it speaks: the first since the sentence went
/// on with something else.
fn noun_before<'c>(told: &Told<'c, '_>, at: usize) -> Option<&'c CueMatch> {
    /// "In its report", "and that reports of".
    const NEAR: usize = 2;
    let part = told.part_before(at);
    let is_noun = |found: &&CueMatch| {
        found.cue == Cue::Claim(ClaimCue::Noun) && found.end <= at && found.start >= part.start
    };
    let near = |found: &CueMatch| found.start.saturating_sub(NEAR)..found.start;
    let is_setting = |found: &CueMatch| {
        told.cues_in(&near(found)).any(|before| {
            matches!(
                before.cue,
                Cue::Role(RoleCue::In) | Cue::Speaker(SpeakerCue::According)
            )
        })
    };
    let is_speaker = |found: &CueMatch| {
        told.cues_in(&(found.end..found.end + 1))
            .any(|next| next.cue == Cue::Speaker(SpeakerCue::Say))
    };
    let joins = |found: &CueMatch| {
        told.cues_in(&near(found))
            .any(|before| before.cue == Cue::Role(RoleCue::And))
    };
    let mut first = None;
    let mut speaker = None;
    // "Claims of losses are false, reports of the capture are true".
    let mut is_judged = false;
    for found in told.cues_in(&part) {
        is_judged |= found.cue == Cue::Claim(ClaimCue::IsFalse);
        if !is_noun(&found) || is_setting(found) {
            continue;
        }
        if is_speaker(found) {
            speaker = speaker.or(Some(found));
        } else if first.is_none() || is_judged || joins(found) {
            first = Some(found);
        }
    }
    // "The report said that … and that its figures were wrong".
    first.or(speaker.filter(|_| !tells_more(told, &part)))
}

/// "… and that": whether a second thing is told in some tokens.
fn tells_more(told: &Told<'_, '_>, within: &Range<usize>) -> bool {
    told.cues_in(within).any(|found| {
        found.cue == Cue::Role(RoleCue::And) && told.opens_clause(found.end, ClauseCue::That)
    })
}

/// Takes in a word that says that something is not so, or that nobody confirms it.
pub fn judge(told: &mut Told<'_, '_>, found: &CueMatch, cue: ClaimCue, stance: Stance) {
    /// "False Russian reports of".
    const ATTRIBUTE: usize = 3;
    const COPULA: usize = 4;
    const CALLS: usize = 6;
    // «Ніхто не підтвердив» has two negations, and is one.
    let is_doubled =
        cue == ClaimCue::IsUnconfirmed && !told.words.get(found.start).is_some_and(str::is_ascii);
    if told.is_negated(found.start) && !is_doubled {
        return;
    }
    if told.opens_clause(found.end.saturating_sub(1), ClauseCue::That) {
        return hold_content(told, found.end, Ends::Late, stance);
    }
    let comma = usize::from(told.is_mark(found.end, &[","]));
    if told.opens_clause(found.end + comma, ClauseCue::That)
        && matches!(cue, ClaimCue::IsFalse | ClaimCue::IsUnconfirmed)
    {
        return hold_content(told, found.end + comma, Ends::Late, stance);
    }
    let near = found.end..told.clause_end(found.end).min(found.end + ATTRIBUTE);
    let noun = told
        .cues_in(&near)
        .find(|noun| noun.cue == Cue::Claim(ClaimCue::Noun));
    if let Some(noun) = noun {
        return hold_content(told, noun.end, Ends::AtComma, stance);
    }
    let is_complete = matches!(cue, ClaimCue::IsFalse | ClaimCue::IsUnconfirmed);
    let before = told
        .clause_start(found.start)
        .max(found.start.saturating_sub(COPULA));
    let copula = told
        .cues_in(&(before..found.start))
        .filter(|found| found.cue == Cue::Claim(ClaimCue::Copula))
        .last();
    let noun = noun_before(told, found.start);
    let is_called = noun.is_some_and(|noun| {
        told.has(
            &(noun.start.saturating_sub(CALLS)..noun.start),
            ClaimCue::Calls,
        )
    });
    if !(is_complete || copula.is_some() || is_called) {
        return;
    }
    if noun.is_none() && is_complete {
        let clause = told.clause_start(found.start)..found.start;
        if tells_by_a_noun(told, &clause) {
            told.hold(&clause, stance);
        }
        if let Some(quotation) = quotation_before(told, found.start) {
            told.hold(&quotation, stance);
        }
    }
    if let Some(noun) = noun {
        let verdict = copula.map_or(found.start, |copula| copula.start);
        told.hold(&(noun.start..verdict), stance);
    }
    let this = before..found.start;
    let is_this = told
        .cues_in(&this)
        .find(|this| this.cue == Cue::Claim(ClaimCue::This))
        .filter(|this| this.start > 0 && breaks_before(told, this.start));
    if let Some(this) = is_this
        && !told.is_mark(found.end, &["to", "that"])
    {
        judge_before(told, this.start);
    }
}

/// "The capture of the town is a lie": whether what happens is the subject of a clause.
fn tells_by_a_noun(told: &Told<'_, '_>, clause: &Range<usize>) -> bool {
    /// "The reported capture".
    const HEAD: usize = 3;
    let head = clause.start..clause.end.min(clause.start + HEAD);
    told.cues_in(&head).any(|found| {
        matches!(
            found.cue,
            Cue::Fighting(_) | Cue::Violence | Cue::Control(_) | Cue::Holding(_)
        )
    })
}

/// "“…” is a lie": the words that a quotation mark closes right before a verdict.
fn quotation_before(told: &Told<'_, '_>, at: usize) -> Option<Range<usize>> {
    /// «» — це
    const REACH: usize = 3;
    const OPENS: [&str; 4] = ["\"", "“", "„", "«"];
    const CLOSES: [&str; 3] = ["\"", "”", "»"];
    let mut near = (at.saturating_sub(REACH)..at).rev();
    let close = near.find(|at| told.is_mark(*at, &CLOSES))?;
    let open = (0..close).rev().find(|at| told.is_mark(*at, &OPENS))?;
    Some(open..close)
}

/// Whether a comma or "but" stands before a token.
fn breaks_before(told: &Told<'_, '_>, at: usize) -> bool {
    (at.saturating_sub(1)..at).any(|at| told.breaks_clause(at) && !told.is_mark(at, &[";", ":"]))
}

/// "…, but this is not true": what was told before the comma is not so.
pub fn judge_before(told: &mut Told<'_, '_>, at: usize) {
    let start = (0..at).rev().find(|at| told.is_mark(*at, &[";"]));
    told.hold(&(start.map_or(0, |start| start + 1)..at), Stance::Denied);
}

/// "Rejected claims that", «повідомлення про … спростували».
pub fn reject(told: &mut Told<'_, '_>, found: &CueMatch) {
    if told.is_negated(found.start) {
        return;
    }
    if let Some(noun) = noun_behind(told, found.end) {
        return hold_content(told, noun, Ends::Late, Stance::Denied);
    }
    let is_last = found.end >= told.words.len()
        || told.breaks_clause(found.end)
        || told.is_mark(found.end, &[".", "!"])
        || told
            .cues_in(&(found.end..found.end + 1))
            .any(|next| next.cue == Cue::Role(RoleCue::In));
    let is_latin = told.words.get(found.start).is_some_and(str::is_ascii);
    if is_last
        && !is_latin
        && let Some(noun) = noun_before(told, found.start)
    {
        told.hold(&(noun.start..found.start), Stance::Denied);
    }
}

/// "Nobody has confirmed that": what follows is not known, and the verb says nothing of a passage.
pub fn leave_unconfirmed(told: &mut Told<'_, '_>, found: &CueMatch) {
    if is_denied(told, found) {
        told.hold(&(found.start..found.end), Stance::Doubted);
        hold_content(told, found.end, Ends::Late, Stance::Doubted);
    }
}

/// "Nobody has so far", "no official of the city": whether a verb is denied in its clause.
pub fn is_denied(told: &Told<'_, '_>, verb: &CueMatch) -> bool {
    /// "No official of the city has so far".
    const SUBJECT: usize = 9;
    let near = told
        .clause_start(verb.start)
        .max(verb.start.saturating_sub(SUBJECT))..verb.start;
    let denies = told.cues_in(&near).any(|found| {
        matches!(
            found.cue,
            Cue::Modality(Modality::Nobody | Modality::Not | Modality::NotYet)
        ) && told.starting(found.end, ClaimCue::Only).is_none()
    });
    let goes_on = told
        .cues_in(&near)
        .any(|found| found.cue == Cue::Role(RoleCue::And));
    told.is_negated(verb.start) || denies && !goes_on
}
