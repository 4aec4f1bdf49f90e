//! Names that stand apart from their data: notices of missing persons, "his surname is …", and who was named a sentence before.

use std::ops::Range;

use super::births;
use super::find::Find;
use super::names::{Names, OFFICE_REACH};
use super::pieces::{Gap, Kind};
use crate::model::PersonalData;

/// How far behind a word of looking for somebody the name may stand, in pieces.
const NAME_REACH: usize = 8;

/// Why a name is looked for, and how far from it data may stand: in pieces, and ends of lines between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    /// "Missing: …".
    Missing,
    /// "The surname of the driver is …".
    Named,
    /// "Volunteer …".
    Role,
}

impl Why {
    fn reach(self) -> (usize, usize) {
        match self {
            Self::Missing => (70, 5),
            Self::Named => (30, 2),
            Self::Role => (30, 1),
        }
    }
}

/// The names that words introduce, with data in the same item; and those of whom the data are said to be.
pub(super) fn introduced(names: &Names<'_>, finds: &[Find]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut lines = Vec::with_capacity(names.pieces.len() + 1);
    let mut count = 0_usize;
    for at in 0..names.pieces.len() {
        count += usize::from(names.pieces.gap(at) == Gap::Line);
        lines.push(count);
    }
    let mut next = 0;
    for at in 0..names.pieces.len() {
        while finds.get(next).is_some_and(|find| find.pieces.start <= at) {
            next += 1;
        }
        if !names.pieces.is_word(at) {
            continue;
        }
        let Some((why, first)) = names.introduced_by(at) else {
            continue;
        };
        let run = first..names.run_end(first);
        let is_near = |find: &&Find| {
            let (pieces, most_lines) = why.reach();
            let (from, to) = if find.pieces.start >= run.end {
                (run.end, find.pieces.start)
            } else {
                (find.pieces.end, run.start)
            };
            let between = |at: usize| lines.get(at).copied().unwrap_or(count);
            is_of_somebody(find.kind)
                && to.saturating_sub(from) <= pieces
                && between(to).saturating_sub(between(from)) <= most_lines
        };
        let before = next.checked_sub(1).and_then(|before| finds.get(before));
        let has_data = finds.iter().skip(next).take(2).any(|find| is_near(&find))
            || before.is_some_and(|find| why != Why::Role && is_near(&find))
            || why == Why::Missing && births::is_told_behind(names.pieces, run.end, names.rules);
        if has_data && names.is_introduced(run.clone(), why) {
            found.push(run);
        }
    }
    found.extend(finds.iter().filter_map(|find| names.owner_of(find)));
    found
}

/// Whether such data are somebody's who may be named elsewhere.
fn is_of_somebody(kind: PersonalData) -> bool {
    !matches!(
        kind,
        PersonalData::NumberPlate | PersonalData::Wallet | PersonalData::Device
    )
}

impl Names<'_> {
    /// What the word at piece `at` introduces, and the first word of the name.
    fn introduced_by(&self, at: usize) -> Option<(Why, usize)> {
        let name = &self.rules.name;
        let why = if name.missing.ending_at(self.pieces, at) > 0 {
            Why::Missing
        } else if name.named.ending_at(self.pieces, at) > 0 {
            Why::Named
        } else if self.is_name_word(at + 1) && name.roles.ending_at(self.pieces, at) > 0 {
            Why::Role
        } else {
            return None;
        };
        let most_lines = usize::from(why == Why::Missing);
        let mut lines = 0;
        for first in at + 1..at + 1 + NAME_REACH {
            lines += usize::from(self.pieces.gap(first) == Gap::Line);
            if lines > most_lines || self.is_found(first) {
                return None;
            }
            if self.is_name_word(first) {
                return Some((why, first));
            }
            let is_between = match self.pieces.kind(first) {
                Some(Kind::Lower) => true,
                Some(Kind::Title) => name.roles.ending_at(self.pieces, first) > 0,
                Some(Kind::Mark) => {
                    let marks: &[&str] = match why {
                        Why::Missing => &[":", ",", "-", "!", "«", "\"", "'"],
                        _ => &[":", "-", "«", "\"", "'"],
                    };
                    self.pieces.is_mark(first, marks)
                }
                _ => false,
            };
            if !is_between {
                return None;
            }
        }
        None
    }

    /// Whether the run that words introduce is the name of somebody without an office.
    fn is_introduced(&self, run: Range<usize>, why: Why) -> bool {
        let name = &self.rules.name;
        let is_of_office = self.has_office(run.end..run.end + OFFICE_REACH)
            || self.office_before(run.start)
            || self.has_office(run.clone());
        let is_body = || {
            run.clone()
                .any(|at| name.bodies.ending_at(self.pieces, at) > 0)
        };
        let is_where = || {
            let before = run.start.checked_sub(1);
            before.is_some_and(|at| name.prepositions.has(self.pieces.word(at)))
        };
        if is_of_office || is_body() || is_where() {
            return false;
        }
        match why {
            Why::Missing => {
                self.is_person(run.clone())
                    || self.is_rare_name(run.clone())
                        && !self.is_place(run.clone())
                        && self.has_age_or_day(run.end)
            }
            Why::Named => !self.is_place(run),
            Why::Role => self.has_given(run),
        }
    }

    /// "…, 34, last seen", «…, 7 років»: whether digits stand right behind a name.
    fn has_age_or_day(&self, end: usize) -> bool {
        let at = end + usize::from(self.pieces.is_mark(end, &[",", "(", "-"]));
        self.pieces.gap(at) != Gap::Line
            && (self.pieces.is_digits(at) || self.rules.name.born.has(self.pieces.word(at)))
    }

    fn has_given(&self, run: Range<usize>) -> bool {
        let name = &self.rules.name;
        run.into_iter()
            .any(|at| name.is_given(self.pieces.word(at)))
    }

    /// "Olena Hrytsenko keeps the list. Her number: 067 …": who was named last before data that are said to be hers.
    fn owner_of(&self, find: &Find) -> Option<Range<usize>> {
        const NEAR: usize = 7;
        const REACH: usize = 40;
        const MOST_LINES: usize = 2;
        if !is_of_somebody(find.kind) {
            return None;
        }
        let name = &self.rules.name;
        let before = (0..find.pieces.start).rev().take(NEAR);
        let owner = before
            .take_while(|at| !self.is_found(*at) && !self.ends_sentence(*at))
            .find(|at| name.owners.has(self.pieces.word(*at)))?;
        let mut lines = 0;
        let mut at = owner;
        while let Some(last) = at.checked_sub(1).filter(|last| owner - last <= REACH) {
            lines += usize::from(self.pieces.gap(at) == Gap::Line);
            if lines > MOST_LINES || self.is_found(last) {
                return None;
            }
            if self.is_name_word(last) {
                let run = self.run_ending(last);
                if self.is_person(run.clone()) && self.is_introduced(run.clone(), Why::Role) {
                    return Some(run);
                }
                at = run.start;
            } else {
                at = last;
            }
        }
        None
    }
}
