//! A sentence whose tokens are marked by how they are told.

use std::ops::Range;

use super::super::clauses::Stance;
use crate::extract::words::{ClaimCue, ClauseCue, Cue, CueMatch, Modality};
use crate::report::Words;

/// A sentence and how its tokens are told.
pub(super) struct Told<'c, 'w> {
    pub(super) words: Words<'w>,
    pub(super) cues: &'c [CueMatch],
    pub(super) stances: Vec<Stance>,
}

impl<'c, 'w> Told<'c, 'w> {
    pub(super) fn of(words: Words<'w>, cues: &'c [CueMatch]) -> Self {
        Self {
            words,
            cues,
            stances: vec![Stance::Asserted; words.len()],
        }
    }

    /// Says of some tokens what they are worth, unless less is said of them already.
    pub(super) fn hold(&mut self, tokens: &Range<usize>, stance: Stance) {
        let end = tokens.end.min(self.stances.len());
        for held in self.stances.get_mut(tokens.start..end).unwrap_or_default() {
            *held = stance.max(*held);
        }
    }

    pub(super) fn is_mark(&self, at: usize, marks: &[&str]) -> bool {
        self.words.get(at).is_some_and(|word| marks.contains(&word))
    }

    pub(super) fn cues_in(
        &self,
        within: &Range<usize>,
    ) -> impl Iterator<Item = &'c CueMatch> + use<'c> {
        let first = self
            .cues
            .partition_point(|found| found.start < within.start);
        let end = within.end;
        let cues = self.cues.get(first..).unwrap_or_default();
        cues.iter().take_while(move |found| found.start < end)
    }

    pub(super) fn starting(&self, at: usize, cue: ClaimCue) -> Option<&'c CueMatch> {
        self.cues_in(&(at..at + 1))
            .find(|found| found.cue == Cue::Claim(cue))
    }

    pub(super) fn has(&self, within: &Range<usize>, cue: ClaimCue) -> bool {
        self.cues_in(within)
            .any(|found| found.cue == Cue::Claim(cue))
    }

    pub(super) fn opens_clause(&self, at: usize, cue: ClauseCue) -> bool {
        self.cues_in(&(at..at + 1))
            .any(|found| found.cue == Cue::Clause(cue))
    }

    /// Whether the sentence goes on with something of its own at a token: ";", "but".
    pub(super) fn is_contrast(&self, at: usize) -> bool {
        let is_ascii = self.words.get(at).is_some_and(str::is_ascii);
        let follows_comma = at > 0 && self.is_mark(at - 1, &[","]);
        self.is_mark(at, &[";"])
            || self.opens_clause(at, ClauseCue::Contrast) && (is_ascii || follows_comma)
    }

    /// From the last ";" or "but" to a token.
    pub(super) fn part_before(&self, at: usize) -> Range<usize> {
        let start = (0..at).rev().find(|at| self.is_contrast(*at));
        start.map_or(0, |start| start + 1)..at
    }

    pub(super) fn part_end(&self, from: usize) -> usize {
        let mut behind = from..self.words.len();
        behind
            .find(|at| self.is_contrast(*at))
            .unwrap_or(self.words.len())
    }

    pub(super) fn breaks_clause(&self, at: usize) -> bool {
        self.is_mark(at, &[",", ";", ":", "—", "–", "(", ")"]) || self.is_contrast(at)
    }

    pub(super) fn clause_start(&self, at: usize) -> usize {
        let before = (0..at).rev().find(|at| self.breaks_clause(*at));
        before.map_or(0, |before| before + 1)
    }

    pub(super) fn clause_end(&self, from: usize) -> usize {
        let mut behind = from..self.words.len();
        behind
            .find(|at| self.breaks_clause(*at))
            .unwrap_or(self.words.len())
    }

    /// "Not false", not "not only false".
    pub fn is_negated(&self, at: usize) -> bool {
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
}
