//! Names of private persons beside their data. Who is named with an office stays.

use std::ops::Range;

use super::Find;
use super::pieces::{Gap, Kind, Pieces};
use super::rules::Rules;
use crate::model::PersonalData;

/// How far from its data a name may stand, in pieces.
const REACH: usize = 14;
/// A name has no more words.
const LONGEST_NAME: usize = 4;
/// How far before a name its office may stand, in pieces.
const OFFICE_REACH: usize = 8;

/// The names that belong to the finds, which stand in order.
pub(super) fn beside(pieces: &Pieces, finds: &[Find], rules: &Rules) -> Vec<Find> {
    let mut is_found = vec![false; pieces.len()];
    for find in finds {
        if let Some(found) = is_found.get_mut(find.pieces.clone()) {
            found.fill(true);
        }
    }
    let names = Names {
        pieces,
        rules,
        is_found,
    };
    let mut found: Vec<Find> = Vec::new();
    for find in finds {
        let before = names.before(find.pieces.start);
        let behind = names.behind(find.pieces.end);
        found.extend([before, behind].into_iter().flatten().map(|pieces| Find {
            pieces,
            kind: PersonalData::Name,
        }));
    }
    found
}

struct Names<'a> {
    pieces: &'a Pieces,
    rules: &'a Rules,
    is_found: Vec<bool>,
}

impl Names<'_> {
    /// "Olena Kovalenko, tel. 067 …", "Petrenko Ivan, 1956, passport …".
    fn before(&self, data: usize) -> Option<Range<usize>> {
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
            if self.is_name_word(before) || self.is_initial(before) {
                let run = self.run_ending(before);
                return self.private(run, lines == 0);
            }
            let word = self.pieces.word(before);
            let is_between = match self.pieces.kind(before)? {
                Kind::Mark => MARKS.contains(&word) && !self.ends_sentence(before),
                Kind::Digits => self.is_found(before) || word.len() <= 4,
                _ => {
                    self.is_found(before)
                        || self.rules.name.between.has(word)
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
    fn behind(&self, data: usize) -> Option<Range<usize>> {
        let mut at = data;
        while at - data < 3
            && self.pieces.is_mark(at, &["(", ")", "-", ",", ":", "/"])
            && self.pieces.gap(at) != Gap::Line
        {
            at += 1;
        }
        // "067 … (coordinator Olena)"
        if self.pieces.gap(at) != Gap::Line && self.rules.name.roles.ending_at(self.pieces, at) == 1
        {
            at += 1;
        }
        if self.pieces.gap(at) == Gap::Line || !self.is_name_word(at) {
            return None;
        }
        let mut end = at + 1;
        while end - at < 2 * LONGEST_NAME
            && self.pieces.gap(end) != Gap::Line
            && self.continues(end)
        {
            end += 1;
        }
        let is_role_before = self
            .rules
            .name
            .roles
            .ending_at(self.pieces, at.checked_sub(1)?)
            > 0;
        let run = at..end;
        let is_person = self.is_person(run.clone()) || is_role_before;
        let is_official = self.has_office(end..end + OFFICE_REACH)
            || self.has_office(run.clone())
            || self.has_office(at.saturating_sub(2)..at);
        // «067 …, Олена Петренко 050 …»: the name of the next number is found from there.
        (is_person && !is_official).then_some(run)
    }

    fn is_found(&self, at: usize) -> bool {
        self.is_found.get(at).copied().unwrap_or(false)
    }

    /// A capitalised word that may be part of a name, or an initial.
    fn is_name_word(&self, at: usize) -> bool {
        let word = self.pieces.word(at);
        let is_capitalised = match self.pieces.kind(at) {
            Some(Kind::Title) => true,
            // Whole lists are written in capitals.
            Some(Kind::Upper) => word.chars().count() > 2,
            _ => false,
        };
        is_capitalised
            && !self.is_found(at)
            && !self.rules.name.not_names.has(word)
            && !self.rules.name.between.has(word)
            && self.rules.name.offices.ending_at(self.pieces, at) == 0
            && self.rules.name.roles.ending_at(self.pieces, at) == 0
            && (self.rules.phone.cues.ending_at(self.pieces, at) == 0
                || self.rules.name.is_given(word))
    }

    /// An initial: one capital with a full stop.
    fn is_initial(&self, at: usize) -> bool {
        self.pieces.kind(at) == Some(Kind::Upper)
            && self.pieces.word(at).chars().count() == 1
            && self.pieces.is_mark(at + 1, &["."])
            && self.pieces.gap(at + 1) == Gap::None
    }

    /// Whether a name goes on with piece `at`: a further word, an initial, its full stop, a hyphen.
    fn continues(&self, at: usize) -> bool {
        let is_stop = self.pieces.is_mark(at, &["."]) && at > 0 && self.is_initial(at - 1);
        let is_hyphen = self.pieces.is_mark(at, &["-"])
            && self.pieces.gap(at) == Gap::None
            && self.pieces.gap(at + 1) == Gap::None
            && self.is_name_word(at + 1);
        self.is_name_word(at)
            || self.is_initial(at)
            || is_stop && self.pieces.gap(at) == Gap::None
            || is_hyphen
    }

    /// The longest name that ends with piece `last`.
    fn run_ending(&self, last: usize) -> Range<usize> {
        let mut start = last;
        while start > 0 && last - start < 2 * LONGEST_NAME {
            let is_joined = self.pieces.gap(start) != Gap::Line && self.continues(start - 1);
            if !is_joined {
                break;
            }
            start -= 1;
        }
        let end = if self.is_initial(last) {
            last + 2
        } else {
            last + 1
        };
        start..end
    }

    /// The part of a run that names a private person.
    fn private(&self, run: Range<usize>, is_same_line: bool) -> Option<Range<usize>> {
        let has_role = is_same_line && self.has_role_before(run.start);
        if !(self.is_person(run.clone()) || has_role) {
            return None;
        }
        let office = self.office_before(run.start);
        let is_official = office || self.has_office(run.end..run.end + OFFICE_REACH);
        (!is_official).then_some(run)
    }

    /// Whether the words of a run are a person's by themselves.
    fn is_person(&self, run: Range<usize>) -> bool {
        let name = &self.rules.name;
        let words = || run.clone().filter(|at| self.is_name_word(*at));
        let has_given = words().any(|at| name.is_given(self.pieces.word(at)));
        let has_initial = run.clone().any(|at| self.is_initial(at));
        let has_surname = words().any(|at| name.is_surname(self.pieces.word(at)));
        let words = words().count();
        has_given || has_initial && words > 0 || has_surname && words > 1
    }

    /// «Водій Петро», "call Olena": a word for somebody right before.
    fn has_role_before(&self, start: usize) -> bool {
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
    fn office_before(&self, start: usize) -> bool {
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
    fn has_office(&self, range: Range<usize>) -> bool {
        let first = range.start;
        range
            .take_while(|at| *at == first || self.pieces.gap(*at) != Gap::Line)
            .take_while(|at| !self.ends_sentence(*at) && !self.is_found(*at))
            .any(|at| self.rules.name.offices.ending_at(self.pieces, at) > 0)
    }

    /// Whether a full stop ends a sentence: not that of an abbreviation ("tel.") or an initial.
    fn ends_sentence(&self, at: usize) -> bool {
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
