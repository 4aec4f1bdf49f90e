//! Paragraphs and sentences.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Words that end with a full stop inside a sentence; one a line, `#` starts a comment.
static ABBREVIATIONS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../geodata/lexicons/abbreviations.txt")
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|line| !line.is_empty())
        .collect()
});

/// The paragraphs of a text, as byte ranges without surrounding white space: its lines, where
/// lines broken at a fixed width count as one.
pub fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let lines = lines(text);
    let width = lines
        .iter()
        .map(|line| columns(&text[line.clone()]))
        .max()
        .unwrap_or(0);
    let is_wrapped = (NARROWEST_WRAP..=WIDEST_WRAP).contains(&width);
    let mut found: Vec<Range<usize>> = Vec::with_capacity(lines.len());
    for line in lines {
        match found.last_mut() {
            Some(paragraph) if is_wrapped && goes_on(text, paragraph, &line, width) => {
                paragraph.end = line.end;
            }
            _ => found.push(line),
        }
    }
    found.shrink_to_fit();
    found
}

/// Widths at which people and programs break lines, in characters.
const NARROWEST_WRAP: usize = 60;
const WIDEST_WRAP: usize = 130;

fn columns(line: &str) -> usize {
    line.chars().count()
}

/// Whether `line` goes on with a paragraph of a text whose lines are broken at `width`: the line
/// before it was too full to take the first word of this one, and this one starts no item.
fn goes_on(text: &str, paragraph: &Range<usize>, line: &Range<usize>, width: usize) -> bool {
    let between = &text[paragraph.end..line.start];
    let before = text[paragraph.clone()]
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .trim();
    let this = &text[line.clone()];
    let first_word = this.split_whitespace().next().unwrap_or_default();
    let starts_item = this
        .starts_with(|c: char| !c.is_alphanumeric() && !matches!(c, '"' | '«' | '“' | '('))
        || first_word
            .trim_end_matches(['.', ')'])
            .chars()
            .all(|c| c.is_ascii_digit())
            && first_word.ends_with(['.', ')']);
    let was_full = columns(before) + 1 + columns(first_word) > width;
    between.matches('\n').count() == 1 && !starts_item && was_full && !before.ends_with([':', ';'])
}

fn lines(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    for end in memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]) {
        let line = &text[start..end];
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let from = start + (line.len() - line.trim_start().len());
            found.push(from..from + trimmed.len());
        }
        start = end + 1;
    }
    found
}

/// The sentences of a text, as byte ranges; none crosses a paragraph.
///
/// A sentence ends at `.`, `!`, `?` or `…` before white space, unless the full stop belongs to an
/// abbreviation or an initial, or what follows starts in lower case.
pub fn sentences(text: &str, paragraphs: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for paragraph in paragraphs {
        add_sentences(text, paragraph.clone(), &mut found);
    }
    // A long report is kept while it is read: no room for sentences that do not come.
    found.shrink_to_fit();
    found
}

fn add_sentences(text: &str, paragraph: Range<usize>, found: &mut Vec<Range<usize>>) {
    let mut start = paragraph.start;
    let bytes = text.as_bytes();
    let mut at = paragraph.start;
    while at < paragraph.end {
        // Marks that can end a sentence: ASCII `.!?`, and `…` whose first byte is 0xE2.
        let mark_end = match bytes[at] {
            b'.' | b'!' | b'?' => at + 1,
            0xe2 if text[at..].starts_with('…') => at + '…'.len_utf8(),
            _ => {
                at += 1;
                continue;
            }
        };
        let after_quotes = skip(text, mark_end, paragraph.end, is_closing);
        let next = skip(text, after_quotes, paragraph.end, char::is_whitespace);
        let is_full_stop = bytes[at] == b'.';
        let before = &text[start..at];
        at = mark_end;
        if next == after_quotes || next >= paragraph.end {
            continue;
        }
        let is_list_number = before.trim().chars().all(|c| c.is_ascii_digit());
        if is_full_stop && is_list_number {
            continue;
        }
        if is_full_stop && ends_with_abbreviation(before) {
            continue;
        }
        if starts_lower(&text[next..paragraph.end]) {
            continue;
        }
        found.push(start..after_quotes);
        start = next;
        at = next;
    }
    if start < paragraph.end {
        found.push(start..paragraph.end);
    }
}

fn skip(text: &str, from: usize, to: usize, wanted: impl Fn(char) -> bool) -> usize {
    text[from..to]
        .char_indices()
        .find(|(_, c)| !wanted(*c))
        .map_or(to, |(offset, _)| from + offset)
}

fn is_closing(character: char) -> bool {
    matches!(character, '"' | '”' | '’' | '»' | '\'' | ')' | ']')
}

fn starts_lower(text: &str) -> bool {
    text.chars()
        .find(|c| !matches!(c, '"' | '“' | '«' | '(' | '\'' | '‘'))
        .is_some_and(char::is_lowercase)
}

/// Whether the full stop after `text` belongs to its last word: an initial, or a known abbreviation.
fn ends_with_abbreviation(text: &str) -> bool {
    let word = text
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '«' | '“'))
        .next()
        .unwrap_or_default();
    let mut letters = word.chars();
    let is_initial =
        matches!((letters.next(), letters.next()), (Some(letter), None) if letter.is_uppercase());
    is_initial || word.contains('.') || ABBREVIATIONS.contains(word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text, &paragraphs(text))
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn sentences_end_where_a_reader_would_end_them() {
        for (text, expected) in [
            (
                "1. Sumy – Poltava. Buses wait.",
                vec!["1. Sumy – Poltava.", "Buses wait."],
            ),
            ("One. Two!", vec!["One.", "Two!"]),
            (
                "From 9 a.m. to 9 p.m. people leave. Buses wait.",
                vec!["From 9 a.m. to 9 p.m. people leave.", "Buses wait."],
            ),
            (
                "The U.S. said so. Gen. A. Smith left.",
                vec!["The U.S. said so.", "Gen. A. Smith left."],
            ),
            (
                "«Коридор відкрито». Про це сказав м. Київ.",
                vec!["«Коридор відкрито».", "Про це сказав м. Київ."],
            ),
            (
                "Вивезли 2,5 тис. людей. Далі — м. Суми.",
                vec!["Вивезли 2,5 тис. людей.", "Далі — м. Суми."],
            ),
            (
                "\"We left.\" She cried.\nNew line",
                vec!["\"We left.\"", "She cried.", "New line"],
            ),
        ] {
            assert_eq!(split(text), expected);
        }
    }

    #[test]
    fn lines_broken_at_a_width_are_one_paragraph() {
        let wrapped = "Buses will leave for the town of Manhush at nine in the morning and go on to the\n\
                       city of Zaporizhzhia.\n- Izium – Lozova\n- Sumy – Poltava\n";
        let found: Vec<_> = paragraphs(wrapped)
            .into_iter()
            .map(|range| &wrapped[range])
            .collect();
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].ends_with("Zaporizhzhia."));
    }

    proptest! {
        #[test]
        fn no_sentence_is_lost_and_none_overlap(text in "[A-Za-zА-Яа-я .!?…\"»\n]{0,120}") {
            let found = sentences(&text, &paragraphs(&text));
            let mut covered = 0;
            for sentence in &found {
                prop_assert!(sentence.start >= covered && sentence.end > sentence.start);
                prop_assert!(text[covered..sentence.start].trim().is_empty());
                covered = sentence.end;
            }
            prop_assert!(text[covered..].trim().is_empty());
        }
    }
}
