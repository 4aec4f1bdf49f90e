//! Somebody who says something.

use crate::model::Span;

/// Somebody who says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    pub name: String,
    /// Where the report names them: beside the word of saying, and where that is no name ("she") with the name.
    pub words: Vec<Span>,
}
