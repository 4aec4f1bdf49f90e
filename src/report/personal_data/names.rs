//! Names of private persons beside their data. Who is named with an office stays.

use std::ops::Range;

use super::find::Find;
use super::pieces::{Gap, Kind, Pieces};
use super::rules::Rules;
use crate::gazetteer::Gazetteer;
use crate::model::PersonalData;

/// How far from its data a name may stand, in pieces.
const REACH: usize = 14;
/// A name has no more words.
pub(super) const LONGEST_NAME: usize = 4;
/// How far before a name its office may stand, in pieces.
pub(super) const OFFICE_REACH: usize = 8;

/// So many people share a number at most.
const MOST_NAMES: usize = 5;

/// What the place of a name beside its data says for a person.
#[derive(Debug, Clone, Copy)]
struct Beside {
    /// A word for somebody stands before.
    has_role: bool,
    /// Words that no list holds may be a name.
    may_be_rare: bool,
    /// A person is named beside it: "Rezan or Shvan".
    is_with_person: bool,
}

/// Whether such data belong to somebody who is named beside them, not to a car or a channel.
fn is_of_one_person(kind: PersonalData) -> bool {
    !matches!(
        kind,
        PersonalData::NumberPlate | PersonalData::MessengerAddress
    )
}

fn is_of_bank(kind: PersonalData) -> bool {
    matches!(kind, PersonalData::BankCard | PersonalData::BankAccount)
}

/// Names among the pieces of a stretch, and what was found beside them.
pub(super) struct Names<'a> {
    pub(super) pieces: &'a Pieces,
    pub(super) rules: &'a Rules,
    pub(super) places: Gazetteer,
    is_found: Vec<bool>,
}

impl<'a> Names<'a> {
    /// The names in a stretch in which `finds` were found.
    pub(super) fn of(pieces: &'a Pieces, finds: &[Find], rules: &'a Rules) -> Self {
        let mut is_found = vec![false; pieces.len()];
        for find in finds {
            if let Some(found) = is_found.get_mut(find.pieces.clone()) {
                found.fill(true);
            }
        }
        Self {
            pieces,
            rules,
            places: Gazetteer::embedded(),
            is_found,
        }
    }
}

impl Names<'_> {
    /// The names that belong to the finds, which stand in order.
    pub(super) fn beside(&self, finds: &[Find]) -> Vec<Range<usize>> {
        let beside = |find| self.before(find).into_iter().chain(self.behind(find));
        finds.iter().flat_map(beside).collect()
    }

    /// Whether a name stands with an office: "the mayor, …", "…, head of the administration".
    pub(super) fn is_in_office(&self, run: Range<usize>) -> bool {
        self.office_before(run.start) || self.has_office(run.end..run.end + OFFICE_REACH)
    }

    /// "Olena Kovalenko, tel. 067 …", "Petrenko Ivan, 1956, passport …".
    fn before(&self, find: &Find) -> Vec<Range<usize>> {
        let Some((last, lines)) = self.name_before(find.pieces.start) else {
            return self.name_in_small_before(find).into_iter().collect();
        };
        let mut runs = vec![self.run_ending(last)];
        while let Some(first) = runs.last().map(|run| run.start)
            && let Some(joint) = first.checked_sub(2)
            && runs.len() < MOST_NAMES
            && self.is_joint(joint + 1)
            && self.is_name_end(joint)
            && self.pieces.gap(first) != Gap::Line
        {
            runs.push(self.run_ending(joint));
        }
        let first = runs.last().map_or(last, |run| run.start);
        let beside = Beside {
            has_role: lines == 0 && self.has_role_before(first),
            may_be_rare: lines == 0 && is_of_one_person(find.kind),
            is_with_person: false,
        };
        if self.office_before(first) || self.office_behind(find.pieces.end) {
            return Vec::new();
        }
        self.private(runs, beside)
    }

    /// «олена гриценко 067…», «настя – 098…»: a name in small letters right before the data.
    fn name_in_small_before(&self, find: &Find) -> Option<Range<usize>> {
        const NEAR: usize = 4;
        let before = (0..find.pieces.start).rev().take(NEAR);
        let mut near = before.skip_while(|at| {
            self.pieces.gap(at + 1) != Gap::Line
                && (self.pieces.is_mark(*at, &[",", ":", "-", "(", ".", "+"])
                    || self.rules.phone.cues.ending_at(self.pieces, *at) > 0)
        });
        let last = near.next()?;
        (is_of_one_person(find.kind) && self.pieces.gap(last + 1) != Gap::Line)
            .then(|| self.run_in_small_ending(last))?
    }

    /// The last word of the name before piece `data`, and how many ends of lines stand between.
    fn name_before(&self, data: usize) -> Option<(usize, usize)> {
        const MARKS: [&str; 14] = [
            ":", ",", ".", "-", "(", ")", "№", "#", "«", "»", ";", "+", "/", "|",
        ];
        let mut at = data;
        let mut lines = 0;
        while let Some(before) = at.checked_sub(1).filter(|before| data - before <= REACH) {
            lines += usize::from(self.pieces.gap(at) == Gap::Line);
            if lines > 1 {
                return None;
            }
            if self.is_name_end(before) {
                return Some((before, lines));
            }
            let word = self.pieces.word(before);
            let is_between = match self.pieces.kind(before)? {
                Kind::Mark => MARKS.contains(&word) && !self.ends_sentence(before),
                Kind::Digits => self.is_found(before) || word.len() <= 4,
                _ => {
                    // "Olena (volunteer) 067 …"
                    let is_role = before > 0
                        && self.pieces.is_mark(before - 1, &["("])
                        && self.rules.name.roles.ending_at(self.pieces, before) > 0;
                    is_role
                        || self.is_found(before)
                        || self.rules.name.between.has(word)
                        || self.rules.account.is_bank(word)
                        || self.rules.phone.cues.ending_at(self.pieces, before) > 0
                }
            };
            if !is_between {
                return None;
            }
            at = before;
        }
        None
    }

    /// "067 … (Olena)", "067 … – Olena".
    fn behind(&self, find: &Find) -> Vec<Range<usize>> {
        let data = find.pieces.end;
        let mut at = data;
        while at - data < 3
            && self
                .pieces
                .is_mark(at, &["(", ")", "-", ",", ":", "/", "|"])
            && self.pieces.gap(at) != Gap::Line
        {
            at += 1;
        }
        if is_of_bank(find.kind) {
            at = self.behind_bank(at);
        }
        // "067 … (coordinator Olena)"
        if self.pieces.gap(at) != Gap::Line && self.rules.name.roles.ending_at(self.pieces, at) == 1
        {
            at += 1;
        }
        if !self.is_name_word(at) {
            at = self.asked_for(data).unwrap_or(at);
        }
        let mut runs = Vec::new();
        let first = at;
        if self.pieces.gap(at) != Gap::Line
            && is_of_one_person(find.kind)
            && let Some(run) = self.run_in_small_starting(at)
        {
            return vec![run];
        }
        let has_role = self.has_role_before(first);
        let is_behind_comma = (find.pieces.end..at).any(|mark| self.pieces.is_mark(mark, &[","]));
        let beside = Beside {
            has_role,
            may_be_rare: is_of_one_person(find.kind)
                && (!is_behind_comma || self.ends_there(self.run_end(at))),
            is_with_person: false,
        };
        while runs.len() < MOST_NAMES && self.pieces.gap(at) != Gap::Line && self.is_name_word(at) {
            let end = self.run_end(at);
            runs.push(at..end);
            if !self.is_joint(end) || self.pieces.gap(end) == Gap::Line {
                break;
            }
            at = end + 1;
        }
        let Some(end) = runs.last().map(|run| run.end) else {
            return runs;
        };
        // «067 …, Олена Петренко 050 …»: the name of the next number is found from there.
        if self.has_office(end..end + OFFICE_REACH)
            || self.has_office(first..end)
            || self.has_office(first.saturating_sub(2)..first)
        {
            return Vec::new();
        }
        self.private(runs, beside)
    }

    /// "… (Deutsche Bank, Olena Kovalenko)": one past a bank and the marks behind it, where one is named from piece `at` on.
    fn behind_bank(&self, at: usize) -> usize {
        const LONGEST: usize = 4;
        let mut words = (at..at + LONGEST).take_while(|word| {
            let is_part = self.has_capital(*word) || self.pieces.is_mark(*word, &["«", "\""]);
            is_part && self.pieces.gap(*word) != Gap::Line
        });
        let Some(bank) = words.find(|word| self.rules.account.is_bank(self.pieces.word(*word)))
        else {
            return at;
        };
        let marks = (bank + 1..).take_while(|mark| {
            self.pieces
                .is_mark(*mark, &[",", ")", "(", "-", ":", "»", "\"", "."])
        });
        bank + 1 + marks.count()
    }

    /// "41-23-45 in Sumy, ask for Viktor": the name behind a word for somebody, in the same sentence.
    fn asked_for(&self, data: usize) -> Option<usize> {
        let role = (data..data + OFFICE_REACH)
            .take_while(|at| self.pieces.gap(*at) != Gap::Line)
            .take_while(|at| !self.ends_sentence(*at) && !self.is_found(*at))
            .find(|at| {
                self.is_name_word(at + 1) && self.rules.name.roles.ending_at(self.pieces, *at) > 0
            })?;
        Some(role + 1)
    }

    /// Whether a line, a sentence or a bracket ends right before piece `at`.
    fn ends_there(&self, at: usize) -> bool {
        self.pieces.gap(at) == Gap::Line || self.pieces.is_mark(at, &[".", "!", ")", ";"])
    }

    pub(super) fn is_found(&self, at: usize) -> bool {
        self.is_found.get(at).copied().unwrap_or(false)
    }

    /// The runs that name private persons: "Karwan and Dilan Barzani" are two where one is.
    fn private(&self, runs: Vec<Range<usize>>, mut beside: Beside) -> Vec<Range<usize>> {
        let is_listed = |run: &Range<usize>| {
            self.pieces.is_mark(run.end, &[",", "/"])
                || run.start > 0 && self.pieces.is_mark(run.start - 1, &[",", "/"])
        };
        let are_together = runs.len() > 1 && !runs.iter().skip(1).any(is_listed);
        beside.is_with_person =
            are_together && runs.iter().any(|run| self.is_private(run.clone(), beside));
        runs.into_iter()
            .filter(|run| self.is_private(run.clone(), beside))
            .collect()
    }

    /// Whether a run names a private person.
    fn is_private(&self, run: Range<usize>, beside: Beside) -> bool {
        if self.has_office(run.end..run.end + OFFICE_REACH) {
            return false;
        }
        let name = &self.rules.name;
        let has_given = run.clone().any(|at| name.is_given(self.pieces.word(at)));
        if has_given {
            return true;
        }
        let is_body = run
            .clone()
            .any(|at| name.bodies.ending_at(self.pieces, at) > 0);
        let before = run.start.checked_sub(1);
        let is_where = !beside.has_role
            && before.is_some_and(|at| name.prepositions.has(self.pieces.word(at)));
        if is_body || is_where {
            return false;
        }
        if beside.is_with_person {
            return true;
        }
        if self.is_place(run.clone()) {
            return false;
        }
        let is_rare = || beside.may_be_rare && self.is_rare_name(run.clone());
        beside.has_role || self.is_person(run.clone()) || is_rare()
    }

    /// "…, 056 742 84 17, OVA": an office right behind the data, of nobody who is named there.
    fn office_behind(&self, end: usize) -> bool {
        const NEAR: usize = 3;
        let is_apart = self.pieces.is_mark(end, &[",", "(", "-"]);
        let office = (end..end + NEAR)
            .take_while(|at| self.pieces.gap(*at) != Gap::Line && !self.is_found(*at))
            .find(|at| self.rules.name.offices.ending_at(self.pieces, *at) > 0);
        is_apart && office.is_some_and(|at| !self.is_name_word(at + 1))
    }

    /// «Водій Петро», "call Olena": a word for somebody right before.
    pub(super) fn has_role_before(&self, start: usize) -> bool {
        let mut at = start;
        for _ in 0..2 {
            let Some(before) = at.checked_sub(1) else {
                return false;
            };
            if self.pieces.gap(at) == Gap::Line {
                return false;
            }
            if self.rules.name.roles.ending_at(self.pieces, before) > 0 {
                return true;
            }
            if !self.pieces.is_mark(before, &[":", "-", ",", "("]) {
                return false;
            }
            at = before;
        }
        false
    }

    /// Whether an office or a body stands before, nearer than a word for a private person, in the same sentence.
    pub(super) fn office_before(&self, start: usize) -> bool {
        for before in (0..start).rev().take(OFFICE_REACH) {
            if self.pieces.gap(before + 1) == Gap::Line
                || self.ends_sentence(before)
                || self.pieces.is_mark(before, &[";"])
                || self.is_found(before)
            {
                return false;
            }
            if self.rules.name.offices.ending_at(self.pieces, before) > 0 {
                return true;
            }
            if self.rules.name.roles.ending_at(self.pieces, before) > 0 {
                return false;
            }
        }
        false
    }

    /// Whether an office stands in a range, before the line or the sentence ends.
    pub(super) fn has_office(&self, range: Range<usize>) -> bool {
        let first = range.start;
        range
            .take_while(|at| *at == first || self.pieces.gap(*at) != Gap::Line)
            .take_while(|at| !self.ends_sentence(*at) && !self.is_found(*at))
            .any(|at| self.rules.name.offices.ending_at(self.pieces, at) > 0)
    }

    /// Whether a full stop ends a sentence: not that of an abbreviation ("tel.") or an initial.
    pub(super) fn ends_sentence(&self, at: usize) -> bool {
        const LONGEST_ABBREVIATION: usize = 4;
        if self.pieces.is_mark(at, &["!", "?"]) {
            return true;
        }
        self.pieces.is_mark(at, &["."])
            && at > 0
            && self.pieces.gap(at + 1) != Gap::None
            && !self.is_found(at - 1)
            && self.pieces.word(at - 1).chars().count() > LONGEST_ABBREVIATION
    }
}
