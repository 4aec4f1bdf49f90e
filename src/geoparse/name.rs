//! A name that is taken for a place's.

use std::ops::Range;

use crate::gazetteer::NameKey;

/// A name that is taken for a place's.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// Byte range of the name, without the words for its unit.
    pub bytes: Range<usize>,
    /// What the gazetteer holds for it; `None` for a place that it does not know.
    pub key: Option<NameKey>,
    /// How strongly the context speaks for a place; see [`ACCEPTED`].
    pub evidence: f64,
    /// Whether the words say that a unit is meant and no settlement ("Donetsk region").
    pub is_unit: bool,
    /// Whether the words say that a settlement is meant ("the city of Donetsk").
    pub is_settlement: bool,
    /// Whether its words say that something is there ("in Burton", "Burton, Ohio").
    pub is_located: bool,
    /// Whether all its words are common ones ("Old City"): the place needs a witness.
    pub is_common: bool,
    /// Whether it names a road, bridge or the like by a word of its own ("Castello road").
    pub is_feature: bool,
    /// Paragraph of the report.
    pub paragraph: usize,
    /// Byte offset just after the words for its unit.
    pub after: usize,
}

impl Name {
    /// A road, bridge or the like at some bytes by a word of its own, which the gazetteer does not hold.
    pub fn of_feature(bytes: Range<usize>, evidence: f64, paragraph: usize) -> Self {
        Self {
            after: bytes.end,
            bytes,
            key: None,
            evidence,
            is_unit: false,
            is_settlement: false,
            is_located: false,
            is_common: false,
            is_feature: true,
            paragraph,
        }
    }
}

/// Evidence from which on a name counts as a place's.
pub const ACCEPTED: f64 = 1.5;

/// A name without the ending of the possessive.
pub fn without_possessive(text: &str) -> &str {
    text.strip_suffix("'s")
        .or(text.strip_suffix("’s"))
        .unwrap_or(text)
}
