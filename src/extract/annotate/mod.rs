//! Sentences with all that is found in their words: cues, places, quantities, times, clauses.

mod sentence;
mod stated;

pub use sentence::of_report::sentences;
pub use sentence::{BULLETS, DASHES, PlaceAt, Sentence};
pub use stated::{Misread, Stated};
