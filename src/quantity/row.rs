//! A row of tokens with the phrases of quantities and the numerals in it, each looked up once.

use std::ops::Range;

use super::numeral::Numeral;
use super::vocabulary::{Counted, Sense};
use crate::model::Language;
use crate::report::{FoundPhrases, Run};

/// What the words of a row of tokens say of quantities.
#[derive(Debug, Clone)]
pub struct Phrases {
    pub(super) found: FoundPhrases<Sense>,
    /// By the tokens that they begin at.
    pub(super) numerals: Vec<(usize, Numeral)>,
    pub(super) language: Language,
}

impl Phrases {
    /// The tokens, which must be those that the phrases were looked up in, with the phrases.
    pub fn row<'t>(&'t self, run: Run<'t>) -> Row<'t> {
        Row {
            run,
            language: self.language,
            phrases: &self.found,
            numerals: &self.numerals,
        }
    }
}

/// A row of tokens with what its words say of quantities. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct Row<'t> {
    /// The tokens.
    pub run: Run<'t>,
    /// Language of the text.
    pub language: Language,
    pub(super) phrases: &'t FoundPhrases<Sense>,
    numerals: &'t [(usize, Numeral)],
}

impl Row<'_> {
    /// The numeral that begins at token `at`.
    pub fn numeral_at(&self, at: usize) -> Option<Numeral> {
        let known = self.numerals.binary_search_by_key(&at, |(start, _)| *start);
        let (_, numeral) = self.numerals.get(known.ok()?)?;
        Some(*numeral)
    }

    /// The tokens that numerals begin at, in order.
    pub fn numerals(&self) -> impl Iterator<Item = usize> {
        self.numerals.iter().map(|(at, _)| *at)
    }

    /// What is counted, where token `at` names it.
    pub fn counted_at(&self, at: usize) -> Option<Counted> {
        let counted = |sense| match sense {
            Sense::Counted(counted) => Some(counted),
            _ => None,
        };
        let (_, counted) = self.phrases.find(at, counted)?;
        Some(counted)
    }

    /// Whether some tokens say that what follows is some of what is spoken of ("among them").
    pub fn names_some(&self, mut within: Range<usize>) -> bool {
        within.any(|at| self.starts(at, Sense::Among).is_some())
    }

    /// Whether a word that nothing counted is named behind stands at a token.
    pub(super) fn stops_at(&self, at: usize) -> bool {
        self.starts(at, Sense::Stop).is_some()
    }

    /// Whether a phrase of a sense begins at token `at`: how many words it has.
    pub(super) fn starts(&self, at: usize, wanted: Sense) -> Option<usize> {
        self.phrases.starts(at, wanted)
    }

    /// Whether a phrase of a sense ends right before token `end`: its first token.
    pub(super) fn ends(&self, end: usize, wanted: Sense) -> Option<usize> {
        self.phrases.ends(end, wanted)
    }
}
