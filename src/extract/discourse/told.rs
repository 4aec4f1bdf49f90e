//! The sentences that have been read.

use crate::model::{PlaceRef, Quote, Span};

/// The sentences that have been read, in order of the text.
#[derive(Debug, Default)]
pub struct Told(Vec<Quote>);

impl Told {
    /// Takes in the next sentence.
    pub fn hear(&mut self, quote: &Quote) {
        self.0.push(quote.clone());
    }

    /// The sentences that name some places.
    pub fn naming(&self, places: &[PlaceRef]) -> Vec<Quote> {
        places
            .iter()
            .filter_map(|place| self.holding(place.said_at.name?))
            .cloned()
            .collect()
    }

    /// The sentence in which some words stand.
    pub fn holding(&self, words: Span) -> Option<&Quote> {
        let next = self.0.partition_point(|quote| quote.start <= words.start);
        let quote = self.0.get(next.checked_sub(1)?)?;
        words.lies_in(quote.span()).then_some(quote)
    }
}
