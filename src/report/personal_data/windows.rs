//! The stretches of a text that may hold personal data: most of a text has neither digits in a
//! row nor an @, and is not looked at again.

use std::ops::Range;

use super::ages::AgeWords;
use super::openings::Counts;
use super::pieces::digit;
use super::rules::Rules;

/// How far around a find its name and its cue may stand, in bytes.
const AROUND: usize = 360;
/// The same around an age, a relative, a street.
const AROUND_PERSON: usize = 200;
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
/// An age has no more.
const MOST_IN_AGE: usize = 3;
/// Words beside an age are no longer, in bytes.
const LONGEST_WORD_OF_AGE: usize = 24;
/// Later days are those of the war.
const LAST_YEAR_OF_BIRTH: u16 = 2013;
/// Digits with more bytes than this between them belong to different numbers.
const LONGEST_GAP: usize = 14;

/// A stretch of the text that is looked at.
#[derive(Debug)]
pub(super) struct Window {
    /// Its bytes.
    pub range: Range<usize>,
    /// Whether letters may stand for digits in it.
    pub is_spelt: bool,
}

/// The stretches in order, which do not overlap.
pub(super) fn windows(text: &str, rules: &Rules) -> Vec<Window> {
    let mut finds = numbers(text, rules);
    finds.retain(|find| find.is_strong || is_cued(text, find.start, rules));
    finds.extend(rules.openings.find(text).map(|(range, counts)| Number {
        start: range.start,
        end: range.end,
        is_strong: true,
        is_spelt: false,
        around: if counts == Counts::Everywhere {
            AROUND
        } else {
            AROUND_PERSON
        },
    }));
    finds.sort_by_key(|find| find.start);
    let mut windows: Vec<Window> = Vec::new();
    for find in finds {
        let start = boundary(text, find.start.saturating_sub(find.around));
        let end = boundary(text, find.end.saturating_add(find.around));
        match windows.last_mut() {
            Some(last) if last.range.end >= start => {
                last.range.end = last.range.end.max(end);
                last.is_spelt |= find.is_spelt;
            }
            _ => windows.push(Window {
                range: start..end,
                is_spelt: find.is_spelt,
            }),
        }
    }
    windows
}

/// Digits near each other, an @, or a word that opens a search.
struct Number {
    start: usize,
    end: usize,
    /// Whether it may be personal whatever stands before it.
    is_strong: bool,
    /// Whether letters may stand for some of the digits.
    is_spelt: bool,
    /// How far around it belongs to its window, in bytes.
    around: usize,
}

/// Stretches with enough digits near each other and no letters between, and every @.
fn numbers(text: &str, rules: &Rules) -> Vec<Number> {
    let mut found = Vec::new();
    let look_alikes = &rules.digits.look_alikes;
    let mut is_spelt = false;
    let (mut first, mut last, mut count) = (0, 0, 0_usize);
    let mut from = 0;
    while let Some(at) = next_of_number(text, from, count > 0) {
        from = at + 1;
        let byte = text.as_bytes().get(at).copied().unwrap_or_default();
        let mut is_letter = false;
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
            | b'|'
            | b'\''
            | b'.'
            | b'/'
            | b'('
            | b')'
            | b'+'
            | b'\n'
            | b'\r'
            | b'\t'
            | 0x80..=0xc2 => continue,
            _ if count > 0 && at - last <= LONGEST_GAP && look_alikes.is_at(text, at, byte) => {
                is_letter = true;
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
            found.extend(number(text, first, last, count, is_spelt, rules));
            count = 0;
            is_spelt = false;
        }
        if is_digit {
            if count == 0 {
                let letter = look_alikes.before(text, at);
                first = letter.unwrap_or(at);
                count = usize::from(letter.is_some());
                is_letter = letter.is_some();
            }
            count += 1;
            last = at;
            is_spelt |= is_letter;
        }
    }
    found.extend(number(text, first, last, count, is_spelt, rules));
    found
}

/// The next byte from `from` on that a number may begin or, `within` one, go on or end with.
fn next_of_number(text: &str, from: usize, within: bool) -> Option<usize> {
    let rest = text.as_bytes().get(from..)?;
    if within {
        return (!rest.is_empty()).then_some(from);
    }
    // Digits of other scripts begin with later bytes than letters.
    let next = rest
        .iter()
        .position(|byte| matches!(byte, b'0'..=b'9' | b'@' | 0xd9..))?;
    Some(from + next)
}

fn strong(at: usize) -> Number {
    Number {
        start: at,
        end: at + 1,
        is_strong: true,
        is_spelt: false,
        around: AROUND,
    }
}

/// Some digits as a number, where they may be one of a person; `is_spelt` where letters may stand for some of them.
fn number(
    text: &str,
    first: usize,
    last: usize,
    count: usize,
    is_spelt: bool,
    rules: &Rules,
) -> Option<Number> {
    if count <= MOST_IN_AGE && is_beside_name(text, first, last, &rules.age) {
        return Some(Number {
            start: first,
            end: last + 1,
            is_strong: true,
            is_spelt,
            around: AROUND_PERSON,
        });
    }
    if count < FEWEST_ON_PLATE {
        return None;
    }
    // "O.6.7.1.2.3.4.5.6.7"
    let is_letter_apart = || {
        let mark = first.checked_sub(1);
        mark.is_some_and(|mark| rules.digits.look_alikes.before(text, mark).is_some())
    };
    let is_spelt = is_spelt || count + 1 >= FEWEST_ALONE && is_letter_apart();
    let (before, behind) = (capital_before(text, first), capital_behind(text, last));
    let is_strong = count >= FEWEST_ALONE
        || is_spelt
        || is_day_of_birth(text.get(first..=last).unwrap_or_default())
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
        is_spelt,
        around: AROUND,
    })
}

/// "…, 80, …", "(80)", «72 роки», "aged 80": whether digits may be the age of whoever is named beside them.
fn is_beside_name(text: &str, first: usize, last: usize, ages: &AgeWords) -> bool {
    let before = text.get(..first).unwrap_or_default();
    let behind = text.get(last + 1..).unwrap_or_default();
    let word = behind.trim_start_matches([' ', '-', '\u{a0}']);
    let end = word.find(|letter: char| !letter.is_alphabetic());
    let word = word.get(..end.unwrap_or(word.len())).unwrap_or_default();
    if word.len() <= LONGEST_WORD_OF_AGE && ages.has(word) {
        return true;
    }
    let (before, is_apart) = match before
        .strip_suffix(", ")
        .or_else(|| before.strip_suffix('('))
    {
        Some(before) => (before, true),
        None => (before, false),
    };
    let before = before.trim_end_matches([' ', ':', '.']);
    let start = before.rfind(|letter: char| !letter.is_alphabetic());
    let name = before
        .get(start.map_or(0, |start| start + 1)..)
        .unwrap_or_default();
    is_apart
        && behind.starts_with([',', ')', '.', ';', '\n'])
        && name.starts_with(char::is_uppercase)
        || name.len() <= LONGEST_WORD_OF_AGE && ages.aged.has(&name.to_lowercase())
}

/// "12.03.1956", "1956-03-12": a day before the war.
fn is_day_of_birth(written: &str) -> bool {
    let parts: Vec<&str> = written.split(['.', '-', '/']).collect();
    let [one, month, other] = parts.as_slice() else {
        return false;
    };
    let year = if one.len() == 4 { one } else { other };
    year.len() == 4
        && month.len() <= 2
        && year
            .parse()
            .is_ok_and(|year: u16| (1900..=LAST_YEAR_OF_BIRTH).contains(&year))
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
