//! What a name was resolved to.

use crate::gazetteer::PlaceIx;

/// A name with the place it was resolved to.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// The place; `None` where the gazetteer knows none.
    pub place: Option<PlaceIx>,
    /// How sure, 0 to 1.
    pub confidence: f64,
    /// The number of the name of the area that the text states for it, where no place of this name lies there.
    pub outside: Option<usize>,
    /// Whether the words are an oblique case of the name.
    pub oblique: bool,
}
