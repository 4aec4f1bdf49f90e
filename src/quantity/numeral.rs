//! What digits, number words and multipliers come to.

/// A numeral: the longest phrase of digits, number words and multipliers at a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral {
    /// One past its last token.
    pub end: usize,
    /// What it comes to; `None` where it is no whole number or is not understood.
    pub value: Option<u64>,
    /// What it is.
    pub kind: NumeralKind,
    /// The multiplier that ends it.
    pub(super) multiplier: Option<u64>,
    /// How many digits it is written with, where they stand alone.
    pub digits: Option<usize>,
}

impl Numeral {
    /// One that counts something, nobody can say how many.
    pub(super) fn unclear(end: usize) -> Self {
        Self {
            end,
            value: None,
            kind: NumeralKind::Cardinal,
            multiplier: None,
            digits: None,
        }
    }
}

/// What a numeral is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumeralKind {
    /// How many.
    Cardinal,
    /// Which one ("12th", «двадцять перше»).
    Ordinal,
    /// Digits that name or measure something ("20km", "T-72"): no numeral of its own.
    Name,
}
