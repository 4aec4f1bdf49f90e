//! Somebody in a sentence who may be its speaker.

/// Somebody in a sentence who may be its speaker.
#[derive(Debug, Clone)]
pub struct Actor {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Who it is.
    pub kind: ActorKind,
}

#[derive(Debug, Clone)]
pub enum ActorKind {
    /// Somebody by name.
    Person(String),
    /// An organisation or a state.
    Organisation(String),
    /// Passes on what others say.
    Media(String),
    /// "She", "the mayor", "the ministry": somebody named before.
    Reference(Reference),
}

/// Words that stand for somebody named before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// "She".
    Pronoun,
    /// "The mayor": the word of the office, folded.
    Office(String),
    /// "The ministry".
    Organisation(String),
}
