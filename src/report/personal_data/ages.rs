//! Ages beside names: "Olha Petrenko, 80", «Петренко Марія, 72 роки», "80-year-old Olha Petrenko".

use serde::Deserialize;

use super::phrases::{Phrases, Words};
use super::pieces::{Gap, Kind, Pieces};

/// Nobody is older.
const OLDEST: u16 = 112;
/// How far before a name its age may stand, in pieces.
const BEFORE: usize = 6;

/// Words of ages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AgeWords {
    /// Behind the number.
    pub years: Words,
    /// Before the number.
    pub aged: Words,
    /// Joined to the number, before a name.
    pub adjectives: Phrases,
    /// Behind the years, where these are a time.
    not_ages: Words,
    /// Behind the years in a sentence that goes on.
    goes_on: Words,
}

impl AgeWords {
    /// Whether a word behind a number, as it is written, makes an age of it.
    pub fn has(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.years.has(&word) || self.adjectives.has(&word)
    }
}

/// How surely a number is somebody's age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Age {
    /// "…, 80, …"
    Bare,
    /// "…, 80 years", "aged 80".
    Said,
}

/// The age that is told behind a name that ends before piece `end`.
pub(super) fn behind(pieces: &Pieces, end: usize, words: &AgeWords) -> Option<Age> {
    let end = behind_town(pieces, end, words);
    let is_apart = pieces.is_mark(end, &[",", "(", "-", ":"]) || pieces.gap(end) == Gap::Line;
    let mut at = end + usize::from(pieces.is_mark(end, &[",", "(", "-", ":"]));
    at += usize::from(matches!(pieces.word(at), "a" | "an"));
    let is_aged = words.aged.has(pieces.word(at));
    at += usize::from(is_aged);
    at += usize::from(is_aged && pieces.is_mark(at, &[":", "-"]));
    if !is_age(pieces, at) {
        return None;
    }
    let mut next = at + 1;
    next += usize::from(pieces.is_mark(next, &["-"]));
    if words.years.has(pieces.word(next)) && pieces.gap(next) != Gap::Line {
        return are_years(pieces, next, is_apart, words).then_some(Age::Said);
    }
    if is_aged {
        return Some(Age::Said);
    }
    let is_bare = is_apart
        && pieces.gap(at) != Gap::Line
        && (pieces.is_mark(at + 1, &[",", ")", ".", ";", "!"]) || pieces.gap(at + 1) == Gap::Line)
        && !(pieces.is_digits(at + 2) && pieces.gap(at + 2) == Gap::None);
    is_bare.then_some(Age::Bare)
}

/// "Olha Petrenko from Bucha, 61": one past the town, where one is told behind a name that ends before piece `end`.
fn behind_town(pieces: &Pieces, end: usize, words: &AgeWords) -> usize {
    const LONGEST: usize = 3;
    let from = end + usize::from(pieces.is_mark(end, &[","]));
    if pieces.gap(from) == Gap::Line
        || !(words.goes_on.has(pieces.word(from)) || pieces.word(from) == "of")
    {
        return end;
    }
    let town = (from + 1..from + 1 + LONGEST)
        .take_while(|at| {
            pieces.gap(*at) == Gap::Space && matches!(pieces.kind(*at), Some(Kind::Title))
        })
        .last();
    town.map_or(end, |town| town + 1)
}

/// Whether the years at piece `at` are an age: not "12 years ago", "12 years in prison".
fn are_years(pieces: &Pieces, at: usize, is_apart: bool, words: &AgeWords) -> bool {
    let mut next = at + 1;
    while pieces.gap(next) != Gap::Line
        && (pieces.is_mark(next, &[".", "-", "/"]) || matches!(pieces.word(next), "old" | "o"))
    {
        next += 1;
    }
    let ends = pieces.gap(next) == Gap::Line || pieces.kind(next) == Some(Kind::Mark);
    let goes_on = words.goes_on.has(pieces.word(next));
    if next > at + 1 && pieces.word(next - 1) == "old" {
        return true;
    }
    ends || goes_on || is_apart && !words.not_ages.has(pieces.word(next))
}

/// Whether an age stands before a name that begins with piece `start`: "80-year-old", «72-річна пенсіонерка».
pub(super) fn is_told_before(pieces: &Pieces, start: usize, words: &AgeWords) -> bool {
    for at in (0..start).rev().take(BEFORE) {
        if pieces.gap(at + 1) == Gap::Line {
            return false;
        }
        if words.adjectives.ending_at(pieces, at) > 0 {
            let number = at.checked_sub(1 + usize::from(at > 0 && pieces.is_mark(at - 1, &["-"])));
            return number.is_some_and(|number| is_age(pieces, number));
        }
        let is_between = pieces.kind(at) == Some(Kind::Lower) || pieces.is_mark(at, &["-"]);
        if !is_between {
            return false;
        }
    }
    false
}

fn is_age(pieces: &Pieces, at: usize) -> bool {
    let value = pieces.word(at).parse::<u16>();
    pieces.is_digits(at)
        && pieces.word(at).len() <= 3
        && value.is_ok_and(|value| (1..=OLDEST).contains(&value))
}
