//! A report cut into sentences and words, once for all who read it.

use std::ops::Range;

use super::sentences::sentences;
use super::tokens::{Token, tokens};
use super::words::FoldedText;
use crate::model::Report;

/// A report with the tokens and folded words of its paragraphs.
#[derive(Debug)]
pub struct Cut<'r> {
    /// The report.
    pub report: &'r Report,
    /// Its paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
    /// Byte ranges of its sentences in order; none reaches over a paragraph, none is longer than [`LONGEST_SENTENCE`].
    pub sentences: Vec<Range<usize>>,
    /// How many sentences were longer and are parted.
    pub overlong: usize,
}

/// How many words and marks a sentence may have. The longest that reports and announcements hold has about a hundred; what
/// goes on for longer is a table, a list without ends or no prose. The rules look from each word to the others of its
/// sentence: that reading takes no longer than the text is long rests on this number.
pub const LONGEST_SENTENCE: usize = 500;

/// The tokens of a paragraph and their folded words.
#[derive(Debug, Default)]
pub struct Paragraph {
    /// Tokens, with byte offsets in the report's text.
    pub tokens: Vec<Token>,
    /// Their words; word `n` is that of token `n`.
    pub folded: FoldedText,
}

impl<'r> Cut<'r> {
    /// Cuts a report.
    pub fn of(report: &'r Report) -> Self {
        let paragraphs = report.paragraphs.iter().map(|range| {
            let tokens = tokens(&report.text, range.start, range.end);
            Paragraph {
                folded: FoldedText::of(&report.text, &tokens),
                tokens,
            }
        });
        let mut cut = Self {
            report,
            paragraphs: paragraphs.collect(),
            sentences: Vec::new(),
            overlong: 0,
        };
        cut.take_in(sentences(&report.text, &report.paragraphs));
        cut
    }

    /// Takes in the sentences, the overlong ones in parts.
    fn take_in(&mut self, sentences: Vec<Range<usize>>) {
        // No token is shorter than a byte.
        if sentences
            .iter()
            .all(|sentence| sentence.len() <= LONGEST_SENTENCE)
        {
            self.sentences = sentences;
            return;
        }
        let mut paragraphs = self.paragraphs.iter().peekable();
        for sentence in sentences {
            let ends_before = |paragraph: &&Paragraph| {
                let last = paragraph.tokens.last();
                last.is_none_or(|last| last.end <= sentence.start)
            };
            while paragraphs.next_if(ends_before).is_some() {}
            let tokens = paragraphs
                .peek()
                .map_or(&[][..], |paragraph| paragraph.within(&sentence));
            if tokens.len() <= LONGEST_SENTENCE {
                self.sentences.push(sentence);
            } else {
                self.overlong += 1;
                let text = &self.report.text;
                self.sentences.extend(parts(text, tokens));
            }
        }
        self.sentences.shrink_to_fit();
    }
}

impl Paragraph {
    /// The tokens that begin within a byte range.
    fn within(&self, range: &Range<usize>) -> &[Token] {
        let first = self
            .tokens
            .partition_point(|token| token.start < range.start);
        let end = self.tokens.partition_point(|token| token.start < range.end);
        self.tokens.get(first..end).unwrap_or_default()
    }
}

/// The parts of an overlong sentence: each ends where a list or clause does, if it does near its greatest length.
fn parts(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut rest = tokens;
    while let (Some(first), true) = (rest.first(), rest.len() > LONGEST_SENTENCE) {
        let longest = rest.get(..LONGEST_SENTENCE).unwrap_or(rest);
        let ends = |marks: [&str; 2]| {
            let mut far = longest.iter().skip(LONGEST_SENTENCE / 2);
            let last = far.rposition(|token| marks.contains(&token.text(text)));
            last.map(|at| at + LONGEST_SENTENCE / 2 + 1)
        };
        let length = ends([";", "•"])
            .or(ends([",", ":"]))
            .unwrap_or(longest.len());
        let (part, behind) = rest.split_at(length);
        parts.extend(part.last().map(|last| first.start..last.end));
        rest = behind;
    }
    if let (Some(first), Some(last)) = (rest.first(), rest.last()) {
        parts.push(first.start..last.end);
    }
    parts
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::report::{Hint, from_text};
    use proptest::prelude::*;

    #[test]
    fn an_overlong_sentence_is_parted_where_its_list_is() {
        let list = "from Sumy to Poltava; ".repeat(400);
        let text = format!("Buses left.\nCorridors: {list}and on.\nThe end.");
        let report = from_text(text, &Hint::default()).unwrap();
        let cut = Cut::of(&report);
        assert_eq!(cut.overlong, 1);
        assert!(cut.sentences.len() > 5);
        let inner = &cut.sentences[1..cut.sentences.len() - 2];
        for part in inner {
            assert!(report.text[part.clone()].ends_with("Poltava;"));
        }
    }

    proptest! {
        #[test]
        fn no_word_is_lost_and_no_sentence_is_overlong(pieces in prop::collection::vec("(a|Київ|[;,.] |\n|-){1,40}", 1..120)) {
            let Ok(report) = from_text(pieces.concat(), &Hint::default()) else { return Ok(()) };
            let cut = Cut::of(&report);
            let mut covered = 0;
            for sentence in &cut.sentences {
                prop_assert!(report.text[covered..sentence.start].trim().is_empty());
                let words = tokens(&report.text, sentence.start, sentence.end);
                prop_assert!(words.len() <= LONGEST_SENTENCE);
                covered = sentence.end;
            }
            prop_assert!(report.text[covered..].trim().is_empty());
        }
    }
}
