//! What words say, with where they stand in the report.

use crate::model::Span;

/// Something that is said, and the words that say it; none where it is known without any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worded<T> {
    pub value: T,
    pub words: Option<Span>,
}
