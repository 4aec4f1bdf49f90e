//! A group of places of a sentence and the part that it plays: what `groups` finds.

/// The part a group of places plays in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Where a movement starts.
    From,
    /// Where it leads.
    To,
    /// What it passes.
    Via,
    /// Where something is, nothing more.
    In,
    /// Whose people are meant: an origin unless another is named.
    Residents,
    /// Two ends that a way joins ("between A and B").
    Between,
    /// No word tells.
    None,
}

/// A list of places with one part, or a chain of such lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The lists in order: one for a plain list, two or more for a chain.
    pub stops: Vec<Vec<usize>>,
    /// Its part; a chain has [`Role::None`] unless a word says that it passes.
    pub role: Role,
    /// First token, its role's words included.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// First token of the first place.
    pub first_place: usize,
    /// Whether "and" or a comma stands right before it ("to A and to B").
    pub coordinated: bool,
    /// Whether vehicles start there, or people are picked up there ("buses start in A").
    pub starts_there: bool,
    /// Whether goods are said to be for it: they may be taken somewhere else.
    pub is_beneficiary: bool,
    /// Whether it goes on with a distribution ("14 from A, 11 from B") and shares the part of the
    /// group before it.
    pub continues: bool,
}

impl Group {
    /// Whether dashes join its places.
    pub fn is_chain(&self) -> bool {
        self.stops.len() > 1
    }

    /// All places, in order.
    pub fn places(&self) -> Vec<usize> {
        self.stops.concat()
    }
}
