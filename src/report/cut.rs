//! A report cut into words, once for all who read it.

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
}

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
        Self {
            report,
            paragraphs: paragraphs.collect(),
        }
    }
}
