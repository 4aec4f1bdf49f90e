//! A row of tokens with the phrases of times in it, looked up once, and its numbers.

use super::vocabulary::{Calendar, Sense};
use crate::model::Language;
use crate::quantity;
use crate::report::{FoundPhrases, Run, TokenKind};

/// What the words of a row of tokens say of days, hours and quantities.
#[derive(Debug, Clone)]
pub struct Phrases {
    numbers: quantity::Phrases,
    found: FoundPhrases<Sense>,
    openings: Vec<usize>,
}

impl Phrases {
    /// Looks the phrases of some tokens of a text in a language up.
    pub fn of(
        run: Run<'_>,
        calendar: &Calendar,
        numerals: &quantity::Vocabulary,
        language: Language,
    ) -> Self {
        let numbers = quantity::phrases(run, numerals, language);
        let found = calendar.found_in(run.words);
        let words = found.beginnings(Sense::opens_time);
        let words = words.filter(|at| run.kind(*at) == Some(TokenKind::Word));
        let mut openings: Vec<usize> = run.numbers().chain(words).collect();
        openings.extend(numbers.row(run).numerals());
        openings.sort_unstable();
        openings.dedup();
        Self {
            numbers,
            found,
            openings,
        }
    }

    /// The tokens, which must be those that the phrases were looked up in, with the phrases.
    pub fn row<'t>(&'t self, run: Run<'t>, calendar: &'t Calendar) -> Row<'t> {
        Row {
            run,
            numbers: self.numbers.row(run),
            openings: &self.openings,
            phrases: &self.found,
            calendar,
        }
    }
}

/// A row of tokens with what its words say of days, hours and quantities. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct Row<'t> {
    /// The tokens.
    pub run: Run<'t>,
    /// What they say of quantities.
    pub numbers: quantity::Row<'t>,
    /// Where a day or an hour may begin, in order: numbers, and words that open one or a numeral.
    pub(super) openings: &'t [usize],
    pub(super) phrases: &'t FoundPhrases<Sense>,
    calendar: &'t Calendar,
}

impl<'t> Row<'t> {
    /// Behind a word that tells how long at a token ("for"): where the number stands.
    pub fn duration_start(&self, at: usize) -> Option<usize> {
        Some(at + self.starts(at, Sense::Duration)?)
    }

    /// Whether a unit of one day stands at a token.
    pub fn day_unit_at(&self, at: usize) -> Option<usize> {
        self.starts(at, Sense::Unit(1))
    }

    /// How many words the longest phrase at a token has that is of a sense.
    pub(super) fn starts(&self, at: usize, wanted: Sense) -> Option<usize> {
        self.phrases.starts(at, wanted)
    }

    /// The first token of the longest phrase of a sense that ends right before a token.
    pub(super) fn ends(&self, end: usize, wanted: Sense) -> Option<usize> {
        self.phrases.ends(end, wanted)
    }

    /// The name or the offset of a zone.
    pub(super) fn zone(&self, number: usize) -> Option<&'t str> {
        self.calendar.zone(number)
    }
}
