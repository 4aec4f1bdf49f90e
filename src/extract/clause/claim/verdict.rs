//! Words that say of a claim, before or behind it, that it is not so or that nobody confirms it.

use std::ops::Range;

use super::super::clauses::Stance;
use super::content::Ends;
use super::told::Told;
use crate::extract::words::{ClaimCue, ClauseCue, Cue, CueMatch, Modality, RoleCue, SpeakerCue};

impl<'c> Told<'c, '_> {
    /// "Not false", not "not only false".
    pub(super) fn is_negated(&self, at: usize) -> bool {
        const REACH: usize = 2;
        let near = at.saturating_sub(REACH)..at;
        let is_contracted = near
            .clone()
            .any(|at| self.words.get(at).is_some_and(|word| word.ends_with("n't")));
        let is_not = self.cues_in(&near).any(|found| {
            let is_not = matches!(
                found.cue,
                Cue::Modality(Modality::Not | Modality::NotYet | Modality::Nobody)
            );
            let is_only = self.starting(found.end, ClaimCue::Only).is_some();
            is_not && !is_only && found.end <= at
        });
        is_contracted || is_not
    }

    /// Where the noun of claiming ends that stands right behind a token.
    pub(super) fn noun_behind(&self, from: usize) -> Option<usize> {
        /// "Rejected as false all of Moscow's claims".
        const REACH: usize = 6;
        let near = from..self.clause_end(from).min(from + REACH);
        self.cues_in(&near)
            .find(|found| found.cue == Cue::Claim(ClaimCue::Noun))
            .map(|found| found.end)
    }

    /// The noun of claiming of which a verdict behind it speaks: the first since the sentence went
    /// on with something else.
    fn noun_before(&self, at: usize) -> Option<&'c CueMatch> {
        /// "In its report", "and that reports of".
        const NEAR: usize = 2;
        let part = self.part_before(at);
        let is_noun = |found: &&CueMatch| {
            found.cue == Cue::Claim(ClaimCue::Noun) && found.end <= at && found.start >= part.start
        };
        let near = |found: &CueMatch| found.start.saturating_sub(NEAR)..found.start;
        let is_setting = |found: &CueMatch| {
            self.cues_in(&near(found)).any(|before| {
                matches!(
                    before.cue,
                    Cue::Role(RoleCue::In) | Cue::Speaker(SpeakerCue::According)
                )
            })
        };
        let is_speaker = |found: &CueMatch| {
            self.cues_in(&(found.end..found.end + 1))
                .any(|next| next.cue == Cue::Speaker(SpeakerCue::Say))
        };
        let joins = |found: &CueMatch| {
            self.cues_in(&near(found))
                .any(|before| before.cue == Cue::Role(RoleCue::And))
        };
        let mut first = None;
        let mut speaker = None;
        // "Claims of losses are false, reports of the capture are true".
        let mut is_judged = false;
        for found in self.cues_in(&part) {
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
        first.or(speaker.filter(|_| !self.tells_more(&part)))
    }

    /// "… and that": whether a second thing is told in some tokens.
    fn tells_more(&self, within: &Range<usize>) -> bool {
        self.cues_in(within).any(|found| {
            found.cue == Cue::Role(RoleCue::And) && self.opens_clause(found.end, ClauseCue::That)
        })
    }

    /// Takes in a word that says that something is not so, or that nobody confirms it.
    pub(super) fn judge(&mut self, found: &CueMatch, cue: ClaimCue, stance: Stance) {
        /// "False Russian reports of".
        const ATTRIBUTE: usize = 3;
        const COPULA: usize = 4;
        const CALLS: usize = 6;
        if self.is_negated(found.start) {
            return;
        }
        if self.opens_clause(found.end.saturating_sub(1), ClauseCue::That) {
            return self.hold_content(found.end, Ends::Late, stance);
        }
        let comma = usize::from(self.is_mark(found.end, &[","]));
        if self.opens_clause(found.end + comma, ClauseCue::That)
            && matches!(cue, ClaimCue::IsFalse | ClaimCue::IsUnconfirmed)
        {
            return self.hold_content(found.end + comma, Ends::Late, stance);
        }
        let near = found.end..self.clause_end(found.end).min(found.end + ATTRIBUTE);
        let noun = self
            .cues_in(&near)
            .find(|noun| noun.cue == Cue::Claim(ClaimCue::Noun));
        if let Some(noun) = noun {
            return self.hold_content(noun.end, Ends::AtComma, stance);
        }
        let is_complete = matches!(cue, ClaimCue::IsFalse | ClaimCue::IsUnconfirmed);
        let before = self
            .clause_start(found.start)
            .max(found.start.saturating_sub(COPULA));
        let copula = self
            .cues_in(&(before..found.start))
            .filter(|found| found.cue == Cue::Claim(ClaimCue::Copula))
            .last();
        let noun = self.noun_before(found.start);
        let is_called = noun.is_some_and(|noun| {
            self.has(
                &(noun.start.saturating_sub(CALLS)..noun.start),
                ClaimCue::Calls,
            )
        });
        if !(is_complete || copula.is_some() || is_called) {
            return;
        }
        if noun.is_none() && is_complete {
            let clause = self.clause_start(found.start)..found.start;
            if self.tells_by_a_noun(&clause) {
                self.hold(&clause, stance);
            }
            if let Some(quotation) = self.quotation_before(found.start) {
                self.hold(&quotation, stance);
            }
        }
        if let Some(noun) = noun {
            let verdict = copula.map_or(found.start, |copula| copula.start);
            self.hold(&(noun.start..verdict), stance);
        }
        let this = before..found.start;
        let is_this = self
            .cues_in(&this)
            .find(|this| this.cue == Cue::Claim(ClaimCue::This))
            .filter(|this| this.start > 0 && self.breaks_before(this.start));
        if let Some(this) = is_this
            && !self.is_mark(found.end, &["to", "that"])
        {
            self.judge_before(this.start);
        }
    }

    /// "The capture of the town is a lie": whether what happens is the subject of a clause.
    fn tells_by_a_noun(&self, clause: &Range<usize>) -> bool {
        /// "The reported capture".
        const HEAD: usize = 3;
        let head = clause.start..clause.end.min(clause.start + HEAD);
        self.cues_in(&head).any(|found| {
            matches!(
                found.cue,
                Cue::Fighting(_) | Cue::Violence | Cue::Control(_) | Cue::Holding(_)
            )
        })
    }

    /// "“…” is a lie": the words that a quotation mark closes right before a verdict.
    fn quotation_before(&self, at: usize) -> Option<Range<usize>> {
        /// «» — це
        const REACH: usize = 3;
        const OPENS: [&str; 4] = ["\"", "“", "„", "«"];
        const CLOSES: [&str; 3] = ["\"", "”", "»"];
        let mut near = (at.saturating_sub(REACH)..at).rev();
        let close = near.find(|at| self.is_mark(*at, &CLOSES))?;
        let open = (0..close).rev().find(|at| self.is_mark(*at, &OPENS))?;
        Some(open..close)
    }

    /// Whether a comma or "but" stands before a token.
    fn breaks_before(&self, at: usize) -> bool {
        (at.saturating_sub(1)..at)
            .any(|at| self.breaks_clause(at) && !self.is_mark(at, &[";", ":"]))
    }

    /// "…, but this is not true": what was told before the comma is not so.
    pub(super) fn judge_before(&mut self, at: usize) {
        let start = (0..at).rev().find(|at| self.is_mark(*at, &[";"]));
        self.hold(&(start.map_or(0, |start| start + 1)..at), Stance::Denied);
    }

    /// "Rejected claims that", «повідомлення про … спростували».
    pub(super) fn reject(&mut self, found: &CueMatch) {
        if self.is_negated(found.start) {
            return;
        }
        if let Some(noun) = self.noun_behind(found.end) {
            return self.hold_content(noun, Ends::Late, Stance::Denied);
        }
        let is_last = found.end >= self.words.len()
            || self.breaks_clause(found.end)
            || self.is_mark(found.end, &[".", "!"])
            || self
                .cues_in(&(found.end..found.end + 1))
                .any(|next| next.cue == Cue::Role(RoleCue::In));
        let is_latin = self.words.get(found.start).is_some_and(str::is_ascii);
        if is_last
            && !is_latin
            && let Some(noun) = self.noun_before(found.start)
        {
            self.hold(&(noun.start..found.start), Stance::Denied);
        }
    }
}
