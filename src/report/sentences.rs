//! Paragraphs and sentences.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::cells::{is_cell_wall, may_be_row};
use super::marks::ends_with_chain_mark;
use super::unbroken::line_end;

/// Words that end with a full stop inside a sentence; one a line, `#` starts a comment.
static ABBREVIATIONS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| words_of(include_str!("../../geodata/lexicons/abbreviations.txt")));

/// Words after which no line ends of its own accord; one a line, `#` starts a comment.
static LEADING_ON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| words_of(include_str!("../../geodata/lexicons/leading_on.txt")));

fn words_of(file: &'static str) -> HashSet<&'static str> {
    file.lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|line| !line.is_empty())
        .collect()
}

/// The paragraphs of a text, as byte ranges without surrounding white space: its lines, where
/// lines broken at a width, or in the middle of a sentence, count as one.
pub fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let lines = lines(text);
    let width = lines
        .iter()
        .map(|line| columns(&text[line.clone()]))
        .max()
        .unwrap_or(0);
    let wrap = Wrap {
        width,
        is_wide: (NARROWEST_WIDE_WRAP..=WIDEST_WRAP).contains(&width),
        is_narrow: (NARROWEST_WRAP..NARROWEST_WIDE_WRAP).contains(&width)
            && is_full(text, &lines, width),
    };
    let mut found: Vec<Range<usize>> = Vec::with_capacity(lines.len());
    for line in lines {
        match found.last_mut() {
            Some(paragraph) if goes_on(text, paragraph, &line, wrap) => {
                paragraph.end = line.end;
            }
            _ => found.push(line),
        }
    }
    found.shrink_to_fit();
    found
}

/// At which width the lines of a text are broken, as far as that can be told.
#[derive(Clone, Copy)]
struct Wrap {
    width: usize,
    is_wide: bool,
    is_narrow: bool,
}

/// Widths at which people and programs break lines, in characters; below the third, lists of short
/// lines are as narrow, and only lines that are full all over are taken for broken ones.
const NARROWEST_WRAP: usize = 28;
const NARROWEST_WIDE_WRAP: usize = 60;
const WIDEST_WRAP: usize = 130;

fn columns(line: &str) -> usize {
    line.chars().count()
}

/// Whether nearly all lines but the last of a block are too full for the first word of the next,
/// end in the middle of a sentence, and begin with this word or that, as lines of a list do not.
fn is_full(text: &str, lines: &[Range<usize>], width: usize) -> bool {
    const FEWEST: usize = 3;
    let (mut ends, mut full, mut open, mut small) = (0, 0, 0, 0);
    let mut beginnings = HashSet::new();
    for pair in lines.windows(2) {
        let [before, this] = pair else { continue };
        let (said, goes_on) = (&text[before.clone()], &text[this.clone()]);
        if text[before.end..this.start].matches('\n').count() != 1 {
            continue;
        }
        ends += 1;
        full += usize::from(takes_no_more(said, goes_on, width));
        open += usize::from(!ends_sentence(said));
        small += usize::from(!ends_sentence(said) && starts_lower(goes_on));
        beginnings.insert(first_word(goes_on));
    }
    ends >= FEWEST
        && full * 5 >= ends * 4
        && open * 2 >= ends
        && small * 5 >= ends
        && beginnings.len() * 4 >= ends * 3
}

fn first_word(line: &str) -> &str {
    line.split_whitespace().next().unwrap_or_default()
}

fn takes_no_more(line: &str, next: &str, width: usize) -> bool {
    columns(line) + 1 + columns(first_word(next)) > width
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(is_closing)
        .ends_with(['.', '!', '?', '…', ':', ';'])
}

/// Whether `line` goes on with a paragraph: the line before it ends with a word that leads on
/// ("from", "the"), or was too full to take the first word of this one, or is long and ends in
/// the middle of a sentence. A line that starts an item goes on with nothing.
fn goes_on(text: &str, paragraph: &Range<usize>, line: &Range<usize>, wrap: Wrap) -> bool {
    /// What part of the widest line a line broken by a program reaches, in tenths, and how long it is at least.
    const REACHES: usize = 7;
    const SHORTEST: usize = 40;
    let between = &text[paragraph.end..line.start];
    let before = text[paragraph.clone()]
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .trim();
    let this = &text[line.clone()];
    let first = first_word(this);
    let starts_item = this
        .starts_with(|c: char| !c.is_alphanumeric() && !matches!(c, '"' | '«' | '“' | '('))
        || first
            .trim_end_matches(['.', ')'])
            .chars()
            .all(|c| c.is_ascii_digit())
            && first.ends_with(['.', ')']);
    let is_row = may_be_row(before) || may_be_row(this);
    if line_end(before, &text[paragraph.end..]).is_some() {
        return true;
    }
    if between.matches('\n').count() != 1 || starts_item || is_row || before.ends_with([':', ';']) {
        return false;
    }
    let was_full = (wrap.is_wide || wrap.is_narrow) && takes_no_more(before, this, wrap.width);
    let length = columns(before);
    let is_open = !ends_sentence(before)
        && starts_lower(this)
        && length >= SHORTEST
        && length * 10 >= wrap.width.min(WIDEST_WRAP) * REACHES
        && first_word(before) != first;
    let goes_on_already = text[paragraph.clone()].contains('\n');
    was_full || is_open || leads_on(before, goes_on_already) || ends_with_stop(before)
}

/// "Mariupol –", a line whose last name a dash or an arrow leads on from.
fn ends_with_stop(line: &str) -> bool {
    let rest = ends_with_chain_mark(line).map(str::trim_end);
    let last = rest.and_then(|rest| rest.split_whitespace().next_back());
    last.is_some_and(|name| name.starts_with(char::is_uppercase))
}

/// Whether a line ends with a word that something must follow, and is no question or label of it.
fn leads_on(line: &str, goes_on_already: bool) -> bool {
    const FEWEST_WORDS: usize = 3;
    let last = line.split_whitespace().next_back().unwrap_or_default();
    (goes_on_already || line.split_whitespace().nth(FEWEST_WORDS - 1).is_some())
        && LEADING_ON.contains(last.to_lowercase().as_str())
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
    /// A caption may stand between two rows.
    const BESIDE: [isize; 4] = [-1, 1, -2, 2];
    let is_row = |at: Option<usize>| {
        let line = at.and_then(|at| text.get(paragraphs.get(at)?.clone()));
        line.is_some_and(|line| line.contains(is_cell_wall) && may_be_row(line))
    };
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if is_row(Some(at))
            && BESIDE
                .iter()
                .any(|beside| is_row(at.checked_add_signed(*beside)))
        {
            // What a cell says ends no sentence: the row is one.
            found.push(paragraph.clone());
        } else {
            add_sentences(text, paragraph.clone(), &mut found);
        }
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
