//! The stretches of a text that may hold personal data: most of a text has neither digits in a
//! row nor an @, and is not looked at again.

use std::ops::Range;

use super::look_alikes::LookAlikes;
use super::pieces::digit;
use super::rules::Rules;

/// How far around a find its name and its cue may stand, in bytes.
const AROUND: usize = 360;
/// How far before a short number its cue is looked for, in bytes.
const BEFORE: usize = 120;
/// So many digits make a number that may be personal by itself.
const FEWEST_ALONE: usize = 9;
/// Behind a cue, fewer do.
const FEWEST_CUED: usize = 5;
/// A plate may have fewer.
const FEWEST_ON_PLATE: usize = 3;
/// And no more.
const MOST_ON_PLATE: usize = 4;
/// A document has so many behind its letters.
const OF_DOCUMENT: usize = 6;
/// Digits with more bytes than this between them belong to different numbers.
const LONGEST_GAP: usize = 14;

/// The stretches in order, as byte ranges that do not overlap.
pub(super) fn windows(text: &str, rules: &Rules) -> Vec<Range<usize>> {
    let mut finds = numbers(text, &rules.digits.look_alikes);
    finds.retain(|find| find.is_strong || is_cued(text, find.start, rules));
    let mut finds: Vec<Range<usize>> = finds.into_iter().map(|find| find.start..find.end).collect();
    let words = rules.without_digits.find_iter(text).filter(|found| {
        let is_within = |letter: Option<char>| letter.is_some_and(char::is_alphabetic);
        let before = || {
            text.get(..found.start())
                .and_then(|text| text.chars().next_back())
        };
        let behind = || text.get(found.end()..).and_then(|text| text.chars().next());
        !rules.is_whole(found.pattern().as_usize()) || !is_within(before()) && !is_within(behind())
    });
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
fn numbers(text: &str, look_alikes: &LookAlikes) -> Vec<Number> {
    let mut found = Vec::new();
    let mut is_spelt = false;
    let (mut first, mut last, mut count) = (0, 0, 0_usize);
    for (at, byte) in text.bytes().enumerate() {
        let is_digit = match byte {
            b'0'..=b'9' => true,
            b'@' => {
                found.push(strong(at));
                false
            }
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
            _ if look_alikes.is_at(text, at, byte, count > 0 && at - last <= LONGEST_GAP) => {
                is_spelt = true;
                true
            }
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
            found.extend(number(text, first, last, count, is_spelt));
            count = 0;
            is_spelt = false;
        }
        if is_digit {
            first = if count == 0 { at } else { first };
            count += 1;
            last = at;
        }
    }
    found.extend(number(text, first, last, count, is_spelt));
    found
}

fn strong(at: usize) -> Number {
    Number {
        start: at,
        end: at + 1,
        is_strong: true,
    }
}

/// Some digits as a number, where they may be one of a person; `is_spelt` where letters may stand for some of them.
fn number(text: &str, first: usize, last: usize, count: usize, is_spelt: bool) -> Option<Number> {
    if count < FEWEST_ON_PLATE {
        return None;
    }
    let (before, behind) = (capital_before(text, first), capital_behind(text, last));
    let is_strong = count >= FEWEST_ALONE
        || is_spelt
        || before && (behind || count == OF_DOCUMENT)
        || count <= MOST_ON_PLATE && is_between_letters(text, first, last);
    // "5168 …"
    let is_cut_off = || {
        let behind = text.get(last + 1..).unwrap_or_default();
        behind.trim_start_matches(' ').starts_with('…')
    };
    (is_strong || before || behind || count >= FEWEST_CUED || is_cut_off()).then_some(Number {
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

/// "а123вс", «вн 4471 ое», «777 мм 77», «12-34 КХ»: whether letters as of a plate stand around digits.
fn is_between_letters(text: &str, first: usize, last: usize) -> bool {
    let before = text.get(..first).unwrap_or_default().chars().rev();
    let behind = text.get(last + 1..).unwrap_or_default();
    let (letters_before, is_apart) = letters(before);
    let (letters_behind, is_apart_behind) = letters(behind.chars());
    let digit_behind = || {
        let mut behind = behind.chars().skip(3).skip_while(|letter| *letter == ' ');
        behind.next().is_some_and(|letter| letter.is_ascii_digit())
    };
    let is_hyphenated = || {
        last - first == 4
            && text.as_bytes().get(first + 2) == Some(&b'-')
            && capital_behind(text, last)
    };
    let is_count_or_year = || {
        let digits = text.get(first..=last).unwrap_or_default();
        is_apart && (digits.len() < 4 || digits.starts_with("19") || digits.starts_with("20"))
    };
    (1..=2).contains(&letters_before)
        && letters_behind == 2
        && is_apart == is_apart_behind
        && !is_count_or_year()
        || letters_behind == 2 && (is_hyphenated() || last - first == 2 && digit_behind())
}

/// How many letters come next, three at most, and whether a space or a hyphen stands before them.
fn letters(text: impl Iterator<Item = char>) -> (usize, bool) {
    let mut text = text.peekable();
    let is_apart = text.next_if(|mark| matches!(mark, ' ' | '-')).is_some();
    let letters = text.take(3).take_while(|letter| letter.is_alphabetic());
    (letters.count(), is_apart)
}

fn is_capital_beside(nearest: Option<char>, further: Option<char>) -> bool {
    let letter = match nearest {
        Some(' ' | '-' | '\u{a0}' | '–' | '№') => further,
        nearest => nearest,
    };
    letter.is_some_and(char::is_uppercase)
}

/// The nearest boundary of a character at or before `at`, the end of the text at most.
pub(super) fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
