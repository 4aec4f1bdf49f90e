//! Days of birth beside names that are masked.

use std::ops::Range;

use super::find::Find;
use super::pieces::{Gap, Kind, Pieces};
use super::rules::Rules;
use crate::model::PersonalData;

/// How far behind a name its day of birth may stand, in pieces.
const REACH: usize = 7;
/// A day of this year or an earlier one, right behind a name, is no day of the war.
const LAST_YEAR_WITHOUT_WORD: u16 = 2013;

/// How far behind a year the words may stand that say that it is one of birth («1936 року народження»).
const BIRTH_REACH: usize = 4;

/// What is told of a birth.
enum Birth {
    /// The pieces of its day.
    Day(Range<usize>),
    /// Its year, which alone gives nobody away.
    Year,
}

/// The day of birth behind a name that ends before piece `end`: "12.03.1985", "14 May 1978", "1985-03-12".
pub(super) fn behind(pieces: &Pieces, end: usize, rules: &Rules) -> Option<Find> {
    match told(pieces, end, rules)? {
        Birth::Day(pieces) => Some(Find {
            pieces,
            kind: PersonalData::BirthDate,
        }),
        Birth::Year => None,
    }
}

/// Whether a day or a year of birth stands behind a name that ends before piece `end`.
pub(super) fn is_told_behind(pieces: &Pieces, end: usize, rules: &Rules) -> bool {
    told(pieces, end, rules).is_some()
}

/// A day, or the year where words say that it is one of birth ("born in 1956", «1936 г.р.»).
fn told(pieces: &Pieces, end: usize, rules: &Rules) -> Option<Birth> {
    let born = &rules.name.born;
    let mut has_word = false;
    let mut has_birth = false;
    let mut lines = 0;
    for at in end..end + REACH {
        lines += usize::from(pieces.gap(at) == Gap::Line);
        if lines > 1 {
            return None;
        }
        if pieces.is_digits(at) {
            let Some((date_end, year)) = date(pieces, at, rules) else {
                let is_said = has_birth
                    || (at + 1..=at + BIRTH_REACH)
                        .take_while(|behind| pieces.gap(*behind) != Gap::Line)
                        .any(|behind| rules.name.births.ending_at(pieces, behind) > 0);
                return (is_said && is_year_of_birth(pieces.word(at))).then_some(Birth::Year);
            };
            let is_said = has_word
                || (date_end..date_end + 3)
                    .take_while(|behind| pieces.gap(*behind) != Gap::Line)
                    .any(|behind| born.has(pieces.word(behind)));
            return (is_said || year <= LAST_YEAR_WITHOUT_WORD).then_some(Birth::Day(at..date_end));
        }
        has_birth |= rules.name.births.ending_at(pieces, at) > 0;
        if has_birth || born.has(pieces.word(at)) {
            has_word = true;
        } else if has_birth && pieces.is_word(at) {
            // "Born in Kyiv in 1956".
        } else if !pieces.is_mark(at, &[",", "(", ":", "-", ".", "/"]) {
            return None;
        }
    }
    None
}

/// Whether four digits are a year in which somebody who lives may have been born.
fn is_year_of_birth(word: &str) -> bool {
    word.len() == 4 && word.parse().is_ok_and(|year| (1900..=2100).contains(&year))
}

/// One past a whole date that starts with piece `at`, and its year.
fn date(pieces: &Pieces, at: usize, rules: &Rules) -> Option<(usize, u16)> {
    let value = |at: usize| {
        let is_number = pieces.is_digits(at);
        is_number.then(|| pieces.word(at).parse::<u16>().ok())?
    };
    let is_day = |value: u16| (1..=31).contains(&value);
    let is_month = |value: u16| (1..=12).contains(&value);
    let is_year = |value: u16| (1900..=2100).contains(&value);
    let first = value(at)?;
    if pieces.is_word(at + 1) {
        let is_month = rules.name.months.ending_at(pieces, at + 1) > 0;
        let year = value(at + 2).filter(|year| is_year(*year))?;
        return (is_day(first) && is_month && pieces.kind(at + 2) == Some(Kind::Digits))
            .then_some((at + 3, year));
    }
    let is_joined = pieces.is_mark(at + 1, &[".", "-", "/"])
        && pieces.word(at + 1) == pieces.word(at + 3)
        && pieces.gap(at + 4) == Gap::None;
    let (second, third) = (value(at + 2)?, value(at + 4)?);
    let year = if is_year(third) { third } else { first };
    let day = if is_year(third) { first } else { third };
    (is_joined && is_year(year) && is_month(second) && is_day(day)).then_some((at + 5, year))
}
