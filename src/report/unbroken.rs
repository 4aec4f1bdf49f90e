//! A report as if no line ended within a word and nothing invisible stood in it: text that was
//! copied from PDF files, from messengers and from pages that set their words from right to left.

use std::ops::Range;

use super::cells::{build_walls, may_be_row};
use crate::model::{Report, Span};

/// A report without what parts its words, and where its characters stand in the one it is made of.
#[derive(Debug, Clone)]
pub struct Unbroken {
    /// The report: title and text are joined, everything else is that of the broken one.
    pub report: Report,
    places: Places,
}

/// Where the characters that were kept stand in the broken text, in code points.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// From which code point of the joined text on how many are left out before it, in order.
    left_out: Vec<(usize, usize)>,
    /// The same in bytes, but behind which byte of the broken text.
    bytes: Vec<(usize, usize)>,
}

impl Unbroken {
    /// Joins a report; `None` where nothing parts its words.
    pub fn of(report: &Report) -> Option<Self> {
        let is_broken = |paragraph: &Range<usize>| {
            let text = report.text.get(paragraph.clone());
            text.is_some_and(|text| text.contains('\n') || may_be_row(text))
        };
        let (text, places) = match joined(&report.text) {
            Some(joined) => joined,
            None if report.paragraphs.iter().any(is_broken) => {
                (report.text.clone(), Places::default())
            }
            None => return None,
        };
        let paragraphs = report.paragraphs.iter().map(|paragraph| {
            places.byte_behind(paragraph.start)..places.byte_behind(paragraph.end)
        });
        let paragraphs: Vec<Range<usize>> = paragraphs.filter(|range| !range.is_empty()).collect();
        let text = in_lines_of(text, &paragraphs);
        let title = report.title.as_deref().map(|title| {
            let joined = joined(title).map(|(title, _)| title);
            joined
                .as_deref()
                .unwrap_or(title)
                .replace(['\n', '\r'], " ")
        });
        Some(Self {
            report: report.with_text(title, text, paragraphs),
            places,
        })
    }

    /// Where words of the joined text stand in the broken one.
    pub fn place_of(&self, words: Span) -> Span {
        self.places.of(words)
    }
}

impl Places {
    /// Where a byte of the broken text stands in the joined one.
    fn byte_behind(&self, byte: usize) -> usize {
        let before = self.bytes.partition_point(|(behind, _)| *behind <= byte);
        let left_out = before.checked_sub(1).and_then(|last| self.bytes.get(last));
        byte - left_out.map_or(0, |(_, bytes)| *bytes)
    }

    fn of(&self, words: Span) -> Span {
        let at = |position: usize| {
            let before = self.left_out.partition_point(|(from, _)| *from <= position);
            let left_out = before
                .checked_sub(1)
                .and_then(|last| self.left_out.get(last));
            position + left_out.map_or(0, |(_, count)| *count)
        };
        // What is left out behind the last character does not belong to the words.
        Span {
            start: at(words.start),
            end: words
                .end
                .checked_sub(1)
                .map_or(0, |last| at(last) + 1)
                .max(at(words.start)),
        }
    }
}

/// A text each of whose paragraphs, given in order, is one line, with bars between the cells of rows: as many bytes as before.
fn in_lines_of(text: String, paragraphs: &[Range<usize>]) -> String {
    let mut bytes = text.into_bytes();
    build_walls(&mut bytes, paragraphs);
    for paragraph in paragraphs {
        let lines = bytes.get_mut(paragraph.clone()).unwrap_or_default();
        for byte in lines
            .iter_mut()
            .filter(|byte| matches!(byte, b'\n' | b'\r'))
        {
            *byte = b' ';
        }
    }
    // Of ASCII only ASCII was made.
    String::from_utf8(bytes).unwrap_or_default()
}

/// Whether a character shows nothing and parts no words: soft hyphens, marks of direction, joiners,
/// spaces without width, selectors of a picture's variant.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe0e}' | '\u{fe0f}' | '\u{feff}'
    )
}

/// How many bytes of a text, from the line end at its start on, are left out because a word goes on behind it.
pub(super) fn line_end(before: &str, rest: &str) -> Option<usize> {
    let hyphen = before
        .chars()
        .next_back()
        .filter(|last| matches!(last, '-' | '\u{2010}'))?;
    let is_word = before
        .trim_end_matches(hyphen)
        .ends_with(char::is_alphabetic);
    let behind = rest.trim_start();
    let space = rest.get(..rest.len() - behind.len())?;
    (is_word && space.matches('\n').count() == 1 && behind.starts_with(char::is_alphabetic))
        .then_some(space.len())
}

/// Whether a text may hold what parts its words: seen from single bytes, as nearly all texts hold nothing.
fn may_be_parted(text: &str) -> bool {
    let bytes = text.as_bytes();
    let starts_invisible = |at: usize| {
        let character = text.get(at..).and_then(|rest| rest.chars().next());
        character.is_some_and(is_invisible)
    };
    let hyphen_before_line_end = |at: usize| {
        let behind = text.get(at..).unwrap_or_default();
        let behind = behind.trim_start_matches(['-', '\u{2010}']);
        let mut space = behind.chars().take_while(|next| next.is_whitespace());
        space.any(|next| next == '\n')
    };
    bytes.iter().enumerate().any(|(at, byte)| match byte {
        b'-' => hyphen_before_line_end(at),
        0xc2 | 0xcd | 0xd8 | 0xe1 | 0xef => starts_invisible(at),
        0xe2 => starts_invisible(at) || hyphen_before_line_end(at),
        _ => false,
    })
}

/// A text without what parts its words; `None` where nothing does.
fn joined(text: &str) -> Option<(String, Places)> {
    if !may_be_parted(text) {
        return None;
    }
    let mut kept = String::new();
    let mut places = Places::default();
    let (mut count, mut left_out, mut bytes) = (0, 0, 0);
    let mut copied = 0;
    let mut characters = text.char_indices().peekable();
    let mut leave_out = |count: usize, number: usize, gone: Range<usize>| {
        left_out += number;
        bytes += gone.len();
        places.bytes.push((gone.end, bytes));
        match places.left_out.last_mut() {
            Some((from, so_far)) if *from == count => *so_far = left_out,
            _ => places.left_out.push((count, left_out)),
        }
    };
    while let Some((at, character)) = characters.next() {
        if is_invisible(character) {
            kept.push_str(text.get(copied..at)?);
            copied = at + character.len_utf8();
            leave_out(count, 1, at..copied);
            continue;
        }
        if matches!(character, '\n' | '\r' | ' ')
            && let Some(length) = line_end_at(text, at, character)
        {
            kept.push_str(text.get(copied..at)?);
            copied = at + length;
            let mut number = 1;
            while characters.next_if(|(next, _)| *next < copied).is_some() {
                number += 1;
            }
            let behind = text.get(copied..)?.chars().next();
            let mut start = at;
            if behind.is_some_and(char::is_lowercase)
                && let Some(hyphen) = kept.pop()
            {
                // "Zapo-⏎rizhzhia" is one word, "Al-⏎Mawasi" keeps its hyphen.
                count -= 1;
                number += 1;
                start -= hyphen.len_utf8();
            }
            leave_out(count, number, start..copied);
            continue;
        }
        count += 1;
    }
    if places.left_out.is_empty() {
        return None;
    }
    kept.push_str(text.get(copied..)?);
    Some((kept, places))
}

/// The length of the line end at byte `at` with the spaces around it, where it parts a word.
fn line_end_at(text: &str, at: usize, character: char) -> Option<usize> {
    let before = text.get(..at)?;
    if character == ' ' && !before.ends_with(['-', '\u{2010}']) {
        return None;
    }
    line_end(before, text.get(at..)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_joined_where_a_line_or_nothing_visible_parts_them() {
        for (broken, expected) in [
            (
                "from Meli-\ntopol to Zapo-\r\n  rizhzhia",
                "from Melitopol to Zaporizhzhia",
            ),
            ("Al-\nMawasi", "Al-Mawasi"),
            ("Суми -\nПолтава", "Суми -\nПолтава"),
            ("Sumy –\n- Poltava", "Sumy –\n- Poltava"),
            ("word-\n\nnext", "word-\n\nnext"),
            (
                "Запо\u{ad}ріж\u{200b}жя \u{2066}➡\u{fe0f}\u{2069} Суми",
                "Запоріжжя ➡ Суми",
            ),
            ("10-\n12 April", "10-\n12 April"),
        ] {
            let found = joined(broken).map_or_else(|| broken.to_owned(), |(text, _)| text);
            assert_eq!(found, expected);
        }
    }

    proptest! {
        #[test]
        fn every_character_that_is_kept_is_found_again(broken in "(a|b-\n|C|-\r\n |\u{ad}|\u{200b}| |\n|Я){0,40}") {
            let Some((text, places)) = joined(&broken) else { return Ok(()) };
            let original: Vec<char> = broken.chars().collect();
            for (at, character) in text.chars().enumerate() {
                let place = places.of(Span { start: at, end: at + 1 });
                prop_assert_eq!(place.end, place.start + 1);
                prop_assert_eq!(original[place.start], character);
            }
        }
    }
}
