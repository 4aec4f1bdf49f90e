//! Letters that are written for digits: "O67 l23 45 67".

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;
use serde::Deserialize;

use super::pieces::{digit, is_invisible};

/// Numbers of people have so many digits.
const FEWEST: usize = 10;
/// With hyphens between short groups, fewer do: "4l-23-45".
const FEWEST_HYPHENATED: usize = 6;
const LONGEST_HYPHENATED: usize = 3;
/// So many marks and spaces stand between two groups at most.
const MOST_MARKS: usize = 3;

/// Letters that look like digits.
#[derive(Debug, Deserialize)]
#[serde(from = "Vec<(char, String)>")]
pub(super) struct LookAlikes {
    digits: HashMap<char, char, FixedState>,
    /// Of each byte, whether one of the letters begins with it.
    begins: Vec<bool>,
}

impl From<Vec<(char, String)>> for LookAlikes {
    fn from(written: Vec<(char, String)>) -> Self {
        let mut made = Self {
            digits: HashMap::default(),
            begins: vec![false; 256],
        };
        for (digit, letters) in written {
            for letter in letters.chars() {
                made.digits.insert(letter, digit);
                let mut bytes = [0; 4];
                let first = letter.encode_utf8(&mut bytes).bytes().next();
                if let Some(begins) = first.and_then(|byte| made.begins.get_mut(usize::from(byte)))
                {
                    *begins = true;
                }
            }
        }
        made
    }
}

impl LookAlikes {
    /// The digit that a letter looks like.
    fn digit(&self, letter: char) -> Option<char> {
        self.digits.get(&letter).copied()
    }

    /// Whether the letter at byte `at`, with digits shortly before, may stand for a digit: no other letter touches it.
    pub fn is_at(&self, text: &str, at: usize, byte: u8) -> bool {
        if !self.begins.get(usize::from(byte)).copied().unwrap_or(false) {
            return false;
        }
        let (before, from) = text.split_at_checked(at).unwrap_or_default();
        let mut from = from.chars();
        from.next()
            .is_some_and(|letter| self.digit(letter).is_some())
            && self.is_apart(from.next())
            && self.is_apart(before.chars().next_back())
    }

    /// Where a letter stands right before the digit at byte `at` that may stand for one too.
    pub fn before(&self, text: &str, at: usize) -> Option<usize> {
        let mut before = text.get(..at)?.char_indices().rev();
        let (start, letter) = before.next()?;
        let is_apart = self.is_apart(before.next().map(|(_, letter)| letter));
        (self.digit(letter).is_some() && is_apart).then_some(start)
    }

    fn is_apart(&self, beside: Option<char>) -> bool {
        beside.is_none_or(|letter| !letter.is_alphabetic() || self.digit(letter).is_some())
    }

    /// Where in a stretch of a text letters stand for digits, and for which: within numbers of many digits.
    pub fn spelt(&self, text: &str, range: Range<usize>) -> Vec<(usize, char)> {
        let mut spelt = Vec::new();
        let mut run = Vec::new();
        let mut token = Token::default();
        let mut marks = 0;
        let characters = text.get(range.clone()).unwrap_or_default().char_indices();
        for (at, character) in characters {
            if is_invisible(character) {
                continue;
            }
            if digit(character).is_some() {
                token.shape.push('9');
            } else if let Some(digit) = self.digit(character) {
                token.letters.push((range.start + at, digit));
                token.shape.push('L');
            } else if character.is_alphabetic() {
                token.is_word = true;
            } else {
                if !std::mem::take(&mut token).ends(&mut run) {
                    take(&mut run, &mut spelt);
                }
                marks += 1;
                let is_joint = character.is_whitespace()
                    || matches!(
                        character,
                        '-' | '.' | '/' | '(' | ')' | '+' | '_' | '*' | '‐'..='―' | '−'
                    );
                if !is_joint || marks > MOST_MARKS {
                    take(&mut run, &mut spelt);
                }
                if let Some(last) = run.last_mut() {
                    last.is_hyphenated = character == '-';
                }
                continue;
            }
            marks = 0;
        }
        if !token.ends(&mut run) {
            take(&mut run, &mut spelt);
        }
        take(&mut run, &mut spelt);
        spelt
    }
}

/// Letters and digits without anything between.
#[derive(Debug, Default)]
struct Token {
    /// Letters that look like digits: where they stand, and the digits.
    letters: Vec<(usize, char)>,
    /// A nine for each digit, an L for each of these letters.
    shape: String,
    /// Whether another letter is in it.
    is_word: bool,
    /// Whether a hyphen stands behind it.
    is_hyphenated: bool,
}

impl Token {
    /// Joins the run before it; `false` where that ends before it.
    fn ends(self, run: &mut Vec<Self>) -> bool {
        if self.shape.is_empty() && !self.is_word {
            return true;
        }
        let has_digits = self.shape.contains('9');
        let is_single = |token: &Self| token.shape.len() == 1;
        // «о 9», «з 9 до 18» are words; "0 9 7 O 1" is spelt digit by digit.
        let is_of_run = has_digits || self.shape.len() > 1 || run.last().is_none_or(is_single);
        if self.is_word || !is_of_run || self.is_plate() {
            return false;
        }
        run.push(self);
        true
    }

    /// "OO1234OO", "O123OO77".
    fn is_plate(&self) -> bool {
        let rest = self.shape.strip_prefix("L999LL");
        self.shape == "LL9999LL" || rest.is_some_and(|rest| matches!(rest, "" | "99" | "999"))
    }
}

/// Ends a run: its letters stand for digits where it is long enough and at least half of it are digits.
fn take(run: &mut Vec<Token>, spelt: &mut Vec<(usize, char)>) {
    if let [first, second, ..] = run.as_slice()
        && !first.shape.contains('9')
        && second.shape.len() > 1
    {
        run.remove(0);
    }
    let length: usize = run.iter().map(|token| token.shape.len()).sum();
    let letters: usize = run.iter().map(|token| token.letters.len()).sum();
    let are_hyphenated = || {
        let mut all_but_last = run.iter().rev().skip(1);
        run.len() > 1
            && all_but_last.all(|token| token.is_hyphenated)
            && run
                .iter()
                .all(|token| token.shape.len() <= LONGEST_HYPHENATED)
    };
    let is_number = length >= FEWEST || length >= FEWEST_HYPHENATED && are_hyphenated();
    if letters > 0 && is_number && letters * 2 <= length {
        spelt.extend(run.iter().flat_map(|token| token.letters.iter().copied()));
    }
    run.clear();
}
