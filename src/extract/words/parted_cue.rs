//! Verbs that stand around their object.

/// A part of a verb that stands around its object: "got 24 people out".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parted {
    /// The verb, of what goes on or is to come.
    Take,
    /// The verb, of what is over.
    Took,
    /// The particle.
    Out,
}
