//! What a sentence says of its own claims: that they are false, that nobody confirms them, that they
//! would be so only if something else were.
//!
//! Their words are data: `geodata/languages/*/claims.toml`.

use std::ops::Range;

use super::claim_words::ClaimCue;
use super::clause::Stance;
use super::cue::{ClauseCue, Cue, CueMatch, Modality, RoleCue, SpeakerCue};
use crate::report::Words;

/// How the one who speaks stands to what each token of a sentence tells; empty where nothing is said
/// of it. `is_number` tells whether a token is a number.
pub fn stances(
    words: Words<'_>,
    cues: &[CueMatch],
    is_number: impl Fn(usize) -> bool,
) -> Vec<Stance> {
    let is_question = words.get(words.len().saturating_sub(1)) == Some("?");
    let speaks_of_claims = cues.iter().any(|found| matches!(found.cue, Cue::Claim(_)));
    if !is_question && !speaks_of_claims {
        return Vec::new();
    }
    let mut told = Told::of(words, cues);
    if is_question {
        told.hold(&(0..words.len()), Stance::Unreal);
    }
    for found in cues {
        let Cue::Claim(cue) = found.cue else { continue };
        match cue {
            ClaimCue::False | ClaimCue::IsFalse => told.judge(found, cue, Stance::Denied),
            ClaimCue::Unconfirmed | ClaimCue::IsUnconfirmed => {
                told.judge(found, cue, Stance::Doubted);
            }
            ClaimCue::UnconfirmedSource => {
                let part = told.part_before(found.start).start..told.part_end(found.end);
                told.hold(&part, Stance::Doubted);
            }
            ClaimCue::NotSo => told.judge_before(found.start),
            ClaimCue::Rejects => told.reject(found),
            ClaimCue::Despite => {
                if let Some(noun) = told.noun_behind(found.end) {
                    told.hold_content(noun, Ends::AtComma, Stance::Denied);
                }
            }
            ClaimCue::Fake | ClaimCue::Rumour => {
                if let Some(link) = told.starting(found.end, ClaimCue::About) {
                    // A verdict before a colon is on words that are quoted.
                    let is_quoted = words.get(found.end) == Some(":");
                    let stance = match cue {
                        ClaimCue::Fake if !is_quoted => Stance::Denied,
                        _ => Stance::Doubted,
                    };
                    told.hold_content(link.end, Ends::AtComma, stance);
                }
            }
            ClaimCue::Falsely => {
                told.hold_content(found.end, Ends::Late, Stance::Denied);
            }
            ClaimCue::Alleged => {
                /// "Allegedly captured", "the alleged Russian capture of".
                const REACH: usize = 4;
                let clause = told.clause_end(found.end);
                // "Allegedly the corridor from … to … is open".
                let is_of_clause = told.clause_start(found.start) == found.start;
                let end = if is_of_clause {
                    clause
                } else {
                    clause.min(found.end + REACH)
                };
                told.hold(&(found.end..end), Stance::Doubted);
            }
            ClaimCue::Perhaps if !is_number(found.end) => {
                let comma = usize::from(words.get(found.end) == Some(","));
                let clause = found.end..told.clause_end(found.end + comma);
                told.hold(&clause, Stance::Possible);
            }
            ClaimCue::WouldHave => {
                let clause = found.start..told.clause_end(found.end);
                told.hold(&clause, Stance::Unreal);
            }
            ClaimCue::Counterfactual => told.suppose(found),
            ClaimCue::If => {
                let clause = found.end..told.clause_end(found.end);
                if told.has(&clause, ClaimCue::Pluperfect) {
                    told.suppose(found);
                }
            }
            ClaimCue::Conditional => {
                let clause = told.clause_start(found.start)..told.clause_end(found.end);
                told.hold(&clause, Stance::Unreal);
            }
            ClaimCue::Inverted if told.heads_clause(found.start) => told.suppose(found),
            ClaimCue::Until if !is_number(found.end) => {
                let clause = found.end..told.clause_end(found.end);
                if !told.tells_of_the_past(&clause) {
                    told.hold(&clause, Stance::Unreal);
                }
            }
            ClaimCue::Ahead => told.hold(&(found.start..found.end), Stance::Unreal),
            _ => {}
        }
    }
    told.stances
}

/// Where what a verdict in front is about ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// At the comma: "despite claims that the town fell, …".
    AtComma,
    /// Where the sentence goes on with something else.
    Late,
}

/// A sentence and how its tokens are told.
struct Told<'c, 'w> {
    words: Words<'w>,
    cues: &'c [CueMatch],
    stances: Vec<Stance>,
}

impl<'c, 'w> Told<'c, 'w> {
    fn of(words: Words<'w>, cues: &'c [CueMatch]) -> Self {
        Self {
            words,
            cues,
            stances: vec![Stance::Asserted; words.len()],
        }
    }

    /// Says of some tokens what they are worth, unless less is said of them already.
    fn hold(&mut self, tokens: &Range<usize>, stance: Stance) {
        let end = tokens.end.min(self.stances.len());
        for held in self.stances.get_mut(tokens.start..end).unwrap_or_default() {
            *held = stance.max(*held);
        }
    }

    fn is_mark(&self, at: usize, marks: &[&str]) -> bool {
        self.words.get(at).is_some_and(|word| marks.contains(&word))
    }

    fn cues_in(&self, within: &Range<usize>) -> impl Iterator<Item = &'c CueMatch> + use<'c> {
        let first = self
            .cues
            .partition_point(|found| found.start < within.start);
        let end = within.end;
        let cues = self.cues.get(first..).unwrap_or_default();
        cues.iter().take_while(move |found| found.start < end)
    }

    fn starting(&self, at: usize, cue: ClaimCue) -> Option<&'c CueMatch> {
        self.cues_in(&(at..at + 1))
            .find(|found| found.cue == Cue::Claim(cue))
    }

    fn has(&self, within: &Range<usize>, cue: ClaimCue) -> bool {
        self.cues_in(within)
            .any(|found| found.cue == Cue::Claim(cue))
    }

    fn opens_clause(&self, at: usize, cue: ClauseCue) -> bool {
        self.cues_in(&(at..at + 1))
            .any(|found| found.cue == Cue::Clause(cue))
    }

    /// Whether the sentence goes on with something of its own at a token: ";", "but".
    fn is_contrast(&self, at: usize) -> bool {
        let is_ascii = self.words.get(at).is_some_and(str::is_ascii);
        let follows_comma = at > 0 && self.is_mark(at - 1, &[","]);
        self.is_mark(at, &[";"])
            || self.opens_clause(at, ClauseCue::Contrast) && (is_ascii || follows_comma)
    }

    /// From the last ";" or "but" to a token.
    fn part_before(&self, at: usize) -> Range<usize> {
        let start = (0..at).rev().find(|at| self.is_contrast(*at));
        start.map_or(0, |start| start + 1)..at
    }

    fn part_end(&self, from: usize) -> usize {
        let mut behind = from..self.words.len();
        behind
            .find(|at| self.is_contrast(*at))
            .unwrap_or(self.words.len())
    }

    fn breaks_clause(&self, at: usize) -> bool {
        self.is_mark(at, &[",", ";", ":", "—", "–", "(", ")"]) || self.is_contrast(at)
    }

    fn clause_start(&self, at: usize) -> usize {
        let before = (0..at).rev().find(|at| self.breaks_clause(*at));
        before.map_or(0, |before| before + 1)
    }

    fn clause_end(&self, from: usize) -> usize {
        let mut behind = from..self.words.len();
        behind
            .find(|at| self.breaks_clause(*at))
            .unwrap_or(self.words.len())
    }

    /// "Had the convoy left": whether a token is the first of its sentence or, before a subject, of
    /// its clause.
    fn heads_clause(&self, at: usize) -> bool {
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
    fn suppose(&mut self, condition: &CueMatch) {
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
    fn tells_of_the_past(&self, clause: &Range<usize>) -> bool {
        let is_finite = |at: usize| {
            let ends_so = self.words.get(at).is_some_and(|word| word.ends_with("ed"));
            ends_so && !(at > 0 && self.has(&(at - 1..at), ClaimCue::Copula))
        };
        self.has(clause, ClaimCue::Came) || clause.clone().any(is_finite)
    }

    /// "Not false", not "not only false".
    fn is_negated(&self, at: usize) -> bool {
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
    fn noun_behind(&self, from: usize) -> Option<usize> {
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
        let begins_anew = |found: &CueMatch| {
            let joins = self
                .cues_in(&near(found))
                .any(|before| before.cue == Cue::Role(RoleCue::And));
            joins || self.has(&(part.start..found.start), ClaimCue::IsFalse)
        };
        let mut first = None;
        let mut speaker = None;
        for found in self.cues_in(&part).filter(is_noun) {
            if is_setting(found) {
                continue;
            }
            if is_speaker(found) {
                speaker = speaker.or(Some(found));
            } else if first.is_none() || begins_anew(found) {
                first = Some(found);
            }
        }
        first.or(speaker)
    }

    /// Takes in a word that says that something is not so, or that nobody confirms it.
    fn judge(&mut self, found: &CueMatch, cue: ClaimCue, stance: Stance) {
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

    /// Whether a comma or "but" stands before a token.
    fn breaks_before(&self, at: usize) -> bool {
        (at.saturating_sub(1)..at)
            .any(|at| self.breaks_clause(at) && !self.is_mark(at, &[";", ":"]))
    }

    /// "…, but this is not true": what was told before the comma is not so.
    fn judge_before(&mut self, at: usize) {
        let start = (0..at).rev().find(|at| self.is_mark(*at, &[";"]));
        self.hold(&(start.map_or(0, |start| start + 1)..at), Stance::Denied);
    }

    /// "Rejected claims that", «повідомлення про … спростували».
    fn reject(&mut self, found: &CueMatch) {
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

    /// Says what the words that follow a verdict are worth, as far as it reaches.
    fn hold_content(&mut self, from: usize, ends: Ends, stance: Stance) {
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
