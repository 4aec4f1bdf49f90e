//! Homes: a street with a house and a flat, and one without a flat where somebody is said to live there.

use std::ops::Range;

use super::find::Find;
use super::names::Names;
use super::pieces::{Gap, Pieces};
use super::rules::Home;
use crate::model::PersonalData;

/// How far before an address the words may stand that say whose it is, in pieces.
const REACH: usize = 12;
/// How far from somebody's name his address may stand, in pieces.
const FROM_NAME: usize = 10;
/// The name of a street has no more words.
const LONGEST_STREET: usize = 5;
/// Numbers of houses and flats have no more digits.
const LONGEST_NUMBER: usize = 4;

/// A street with the number of a house.
#[derive(Debug)]
struct Address {
    pieces: Range<usize>,
    has_flat: bool,
}

/// The homes in a stretch of text; `people` are those of whom it tells.
pub(super) fn find(names: &Names<'_>, people: &[Range<usize>], in_address: &[bool]) -> Vec<Find> {
    let mut found: Vec<Find> = Vec::new();
    for at in 0..names.pieces.len() {
        let is_free = names.pieces.is_digits(at)
            && !names.is_found(at)
            && !in_address.get(at).copied().unwrap_or(false)
            && found.last().is_none_or(|last| last.pieces.end <= at);
        let Some(address) = is_free.then(|| Address::with_house(names, at)).flatten() else {
            continue;
        };
        if is_home(names, &address, people) {
            found.push(Find {
                pieces: address.pieces,
                kind: PersonalData::HomeAddress,
            });
        }
    }
    found
}

fn is_home(names: &Names<'_>, address: &Address, people: &[Range<usize>]) -> bool {
    let pieces = names.pieces;
    let words = &names.rules.home;
    let mut is_addressed = false;
    for at in (0..address.pieces.start).rev().take(REACH) {
        if pieces.gap(at + 1) == Gap::Line || names.ends_sentence(at) {
            break;
        }
        if words.lives.ending_at(pieces, at) > 0 {
            return true;
        }
        if words.public.ending_at(pieces, at) > 0 {
            return false;
        }
        is_addressed |= pieces.is_mark(at, &[":"]) || words.address.ending_at(pieces, at) > 0;
        let name = &names.rules.name;
        let is_somebodys = at.checked_sub(1).is_some_and(|before| {
            name.own.has(pieces.word(before)) || name.others.has(pieces.word(before))
        });
        if name.kin.has(pieces.word(at)) && (is_addressed || is_somebodys) {
            return true;
        }
    }
    address.has_flat
        || people
            .iter()
            .any(|run| is_near(pieces, run, &address.pieces))
}

/// Whether a name stands near an address, in the same line.
fn is_near(pieces: &Pieces, run: &Range<usize>, address: &Range<usize>) -> bool {
    let between = if run.end <= address.start {
        run.end..address.start
    } else {
        address.end..run.start
    };
    between.len() <= FROM_NAME
        && (between.start..=between.end).all(|at| pieces.gap(at) != Gap::Line)
}

impl Address {
    /// The address whose house has the number at piece `at`.
    fn with_house(names: &Names<'_>, at: usize) -> Option<Self> {
        let pieces = names.pieces;
        if pieces.word(at).len() > LONGEST_NUMBER {
            return None;
        }
        let words = &names.rules.home;
        let (behind, has_flat) = flat_behind(pieces, house_end(pieces, at, words), words);
        let mut address = if let Some(start) = street_before(names, at, has_flat) {
            Self {
                pieces: start..behind,
                has_flat,
            }
        } else {
            let (end, has_flat) = flat_behind(pieces, street_behind(names, at)?, words);
            Self {
                pieces: at..end,
                has_flat,
            }
        };
        if let Some(flat) = flat_before(pieces, address.pieces.start, words) {
            address.pieces.start = flat;
            address.has_flat = true;
        }
        Some(address)
    }
}

/// «вул. Садова, буд. 14», «Соборний проспект 14», "Peace Avenue 61": where the street begins whose house is piece `house`.
/// With a flat behind, the name of the street is enough.
fn street_before(names: &Names<'_>, house: usize, has_flat: bool) -> Option<usize> {
    let pieces = names.pieces;
    let words = &names.rules.home;
    let mut end = house;
    while end > 0
        && house - end < 4
        && pieces.gap(end) != Gap::Line
        && (pieces.is_mark(end - 1, &[",", ".", "№", "-"])
            || words.houses.has(pieces.word(end - 1)))
    {
        end -= 1;
    }
    let last = end
        .checked_sub(1)
        .filter(|_| pieces.gap(end) != Gap::Line)?;
    let mut at = last;
    loop {
        if words.streets.has(pieces.word(at)) {
            // A type without a name before or behind is no street.
            return if at == last || at + 1 == last && pieces.is_mark(last, &["."]) {
                name_before(names, at)
            } else {
                Some(at)
            };
        }
        let is_part = pieces.is_word(at)
            || pieces.is_digits(at) && pieces.word(at).len() <= 2
            || pieces.is_mark(at, &[".", "-", "«", "»", "\"", "'"]);
        if !is_part || last - at >= LONGEST_STREET || at == 0 || pieces.gap(at) == Gap::Line {
            break;
        }
        at -= 1;
    }
    (has_flat && names.has_capital(last)).then(|| name_before(names, end).unwrap_or(last))
}

/// Where the capitalised words begin that end before piece `end`.
fn name_before(names: &Names<'_>, end: usize) -> Option<usize> {
    const LONGEST: usize = 3;
    let start = (0..end)
        .rev()
        .take(LONGEST)
        .take_while(|at| names.has_capital(*at) && names.pieces.gap(at + 1) == Gap::Space)
        .last()?;
    Some(start)
}

/// "14 Sadova Street": one past the street whose name begins behind piece `house`.
fn street_behind(names: &Names<'_>, house: usize) -> Option<usize> {
    let pieces = names.pieces;
    let first = house + 1;
    let mut at = first;
    while at - first < LONGEST_STREET && names.has_capital(at) && pieces.gap(at) == Gap::Space {
        if at > first && names.rules.home.streets.has(pieces.word(at)) {
            let has_stop = pieces.is_mark(at + 1, &["."]) && pieces.gap(at + 1) == Gap::None;
            return Some(at + 1 + usize::from(has_stop));
        }
        at += 1;
    }
    None
}

/// One past the number of a house: "14", "14a", "14-б", "102/40", "14, корп. 2".
fn house_end(pieces: &Pieces, house: usize, words: &Home) -> usize {
    let mut end = house + 1;
    let is_letter = |at: usize| pieces.is_word(at) && pieces.word(at).chars().count() == 1;
    let is_joined = |at: usize| pieces.gap(at) == Gap::None;
    if is_letter(end) && is_joined(end) {
        end += 1;
    }
    if pieces.is_mark(end, &["-", "/"])
        && is_joined(end)
        && is_joined(end + 1)
        && (is_letter(end + 1) || pieces.is_digits(end + 1))
    {
        end += 2;
    }
    let comma = end + usize::from(pieces.is_mark(end, &[","]));
    if pieces.gap(comma) != Gap::Line && words.parts.has(pieces.word(comma)) {
        let number = comma + 1 + usize::from(pieces.is_mark(comma + 1, &["."]));
        if pieces.is_digits(number) && pieces.word(number).len() <= 2 {
            return number + 1;
        }
    }
    end
}

/// One past the flat that is told behind piece `end`, and whether one is; else `end`.
fn flat_behind(pieces: &Pieces, end: usize, words: &Home) -> (usize, bool) {
    let mut at = end;
    while at - end < 2
        && pieces.is_mark(at, &[",", ";", "-", ".", "/"])
        && pieces.gap(at) != Gap::Line
    {
        at += 1;
    }
    let flat = (pieces.gap(at) != Gap::Line)
        .then(|| flat_at(pieces, at, words))
        .flatten();
    flat.map_or((end, false), |end| (end, true))
}

/// One past a flat that begins with piece `at`: "apt. 9", «кв 12».
fn flat_at(pieces: &Pieces, at: usize, words: &Home) -> Option<usize> {
    if !words.flats.has(pieces.word(at)) {
        return None;
    }
    let mut number = at + 1;
    while number - at < 3 && pieces.is_mark(number, &[".", "№", "-", "#", ":"]) {
        number += 1;
    }
    let is_number = pieces.is_digits(number)
        && pieces.gap(number) != Gap::Line
        && pieces.word(number).len() <= LONGEST_NUMBER;
    is_number.then_some(number + 1)
}

/// "Flat 9, 14 Sadova Street": where the flat begins that ends before piece `start`.
fn flat_before(pieces: &Pieces, start: usize, words: &Home) -> Option<usize> {
    let number = start.checked_sub(1)?;
    let number = number.checked_sub(usize::from(pieces.is_mark(number, &[","])))?;
    (1..=2)
        .filter_map(|back| number.checked_sub(back))
        .find(|flat| flat_at(pieces, *flat, words) == Some(number + 1))
}
