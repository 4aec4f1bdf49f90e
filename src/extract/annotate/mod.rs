//! Sentences with all that is found in their words: cues, places, quantities, times, clauses.

mod parted;
mod sentence;
mod stated;
mod table_row;
mod tables;

/// Dashes and arrows that join places of a chain.
pub use crate::report::CHAIN_MARKS as DASHES;
pub use sentence::of_report::sentences;
pub use sentence::{BULLETS, PlaceAt, Sentence};
pub use stated::{Misread, Stated};
pub use table_row::{Cell, TableRow};
pub use tables::tell_rows;
