//! The stretches of a text that may hold personal data: most of a text has neither digits in a
//! row nor an @, and is not looked at again.

use std::ops::Range;

use super::pieces::{digit, looks_like_zero};
use super::rules::Rules;

/// How far around a find its name and its cue may stand, in bytes.
const AROUND: usize = 240;
/// How far before a short number its cue is looked for, in bytes.
const BEFORE: usize = 120;
/// So many digits make a number that may be personal by itself.
const FEWEST_ALONE: usize = 9;
/// Behind a cue, fewer do.
const FEWEST_CUED: usize = 5;
/// A plate may have fewer.
const FEWEST_ON_PLATE: usize = 3;
/// A document has so many behind its letters.
const OF_DOCUMENT: usize = 6;
/// Digits with more bytes than this between them belong to different numbers.
const LONGEST_GAP: usize = 14;

/// The stretches in order, as byte ranges that do not overlap.
pub(super) fn windows(text: &str, rules: &Rules) -> Vec<Range<usize>> {
    let mut finds = numbers(text);
    finds.retain(|find| find.is_strong || is_cued(text, find.start, rules));
    let mut finds: Vec<Range<usize>> = finds.into_iter().map(|find| find.start..find.end).collect();
    let words = rules.without_digits.find_iter(text);
    finds.extend(words.map(|found| found.range()));
    finds.sort_by_key(|find| find.start);
    let mut windows: Vec<Range<usize>> = Vec::new();
    for find in finds {
        let start = boundary(text, find.start.saturating_sub(AROUND));
        let end = boundary(text, find.end.saturating_add(AROUND));
        match windows.last_mut() {
            Some(last) if last.end >= start => last.end = last.end.max(end),
            _ => windows.push(start..end),
        }
    }
    windows
}

/// Digits near each other, or an @.
struct Number {
    start: usize,
    end: usize,
    /// Whether it may be personal whatever stands before it.
    is_strong: bool,
}

/// Stretches with enough digits near each other and no letters between, and every @.
fn numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let (mut first, mut last, mut count) = (0, 0, 0_usize);
    for (at, byte) in text.bytes().enumerate() {
        let is_digit = match byte {
            b'0'..=b'9' => true,
            b'@' => {
                found.push(strong(at));
                false
            }
            b'O' | b'o' | 0xd0 if is_zero_of_letters(text, at) => continue,
            b' '
            | b'-'
            | b'_'
            | b'*'
            | b'.'
            | b'/'
            | b'('
            | b')'
            | b'+'
            | b'\n'
            | b'\r'
            | b'\t'
            | 0x80..=0xc2 => continue,
            0..0xd9 => false,
            _ => match text.get(at..).and_then(|rest| rest.chars().next()) {
                Some('＠' | '﹫') => {
                    found.push(strong(at));
                    false
                }
                Some(character) if digit(character).is_some() => true,
                // Dashes, spaces and what is not seen begin so.
                _ if matches!(byte, 0xe2 | 0xef) => continue,
                _ => false,
            },
        };
        if count > 0 && (!is_digit || at - last > LONGEST_GAP) {
            found.extend(number(text, first, last, count));
            count = 0;
        }
        if is_digit {
            first = if count == 0 { at } else { first };
            count += 1;
            last = at;
        }
    }
    found.extend(number(text, first, last, count));
    found
}

/// "38O67": whether the letter at byte `at` stands for a zero between digits.
fn is_zero_of_letters(text: &str, at: usize) -> bool {
    let (before, from) = text.split_at_checked(at).unwrap_or_default();
    let mut from = from.chars();
    from.next().is_some_and(looks_like_zero)
        && from.next().is_some_and(|next| next.is_ascii_digit())
        && before.ends_with(|last: char| last.is_ascii_digit())
}

fn strong(at: usize) -> Number {
    Number {
        start: at,
        end: at + 1,
        is_strong: true,
    }
}

/// Some digits as a number, where they may be one of a person.
fn number(text: &str, first: usize, last: usize, count: usize) -> Option<Number> {
    if count < FEWEST_ON_PLATE {
        return None;
    }
    let (before, behind) = (capital_before(text, first), capital_behind(text, last));
    let is_strong = count >= FEWEST_ALONE || before && (behind || count == OF_DOCUMENT);
    (is_strong || before || behind || count >= FEWEST_CUED).then_some(Number {
        start: first,
        end: last + 1,
        is_strong,
    })
}

/// Whether a cue stands shortly before byte `at`.
fn is_cued(text: &str, at: usize, rules: &Rules) -> bool {
    let start = boundary(text, at.saturating_sub(BEFORE));
    let before = text.get(start..at).unwrap_or_default();
    rules.cues.find_overlapping_iter(before).any(|cue| {
        let is_start = before
            .get(..cue.start())
            .is_some_and(|before| !before.ends_with(char::is_alphanumeric));
        let is_end = before
            .get(cue.end()..)
            .is_some_and(|behind| !behind.starts_with(char::is_alphabetic));
        is_start && (is_end || rules.is_open_cue(cue.pattern().as_usize()))
    })
}

/// "AA 1234", «СН 123456»: whether a capital stands before byte `at`, with a space or a mark between at most.
fn capital_before(text: &str, at: usize) -> bool {
    let mut before = text.get(..at).unwrap_or_default().chars().rev();
    is_capital_beside(before.next(), before.next())
}

/// "1234 BB": whether a capital stands behind the digit at byte `at`.
fn capital_behind(text: &str, at: usize) -> bool {
    let mut behind = text.get(at + 1..).unwrap_or_default().chars();
    is_capital_beside(behind.next(), behind.next())
}

fn is_capital_beside(nearest: Option<char>, further: Option<char>) -> bool {
    let letter = match nearest {
        Some(' ' | '-' | '\u{a0}' | '–' | '№') => further,
        nearest => nearest,
    };
    letter.is_some_and(char::is_uppercase)
}

/// The nearest boundary of a character at or before `at`, the end of the text at most.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
