//! What a name was resolved to.

use crate::gazetteer::PlaceIx;

/// A name with the place it was resolved to.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// The place; `None` where the gazetteer knows none.
    pub place: Option<PlaceIx>,
    /// How sure, 0 to 1.
    pub confidence: f64,
    /// Whether the words are an oblique case of the name.
    pub oblique: bool,
}
