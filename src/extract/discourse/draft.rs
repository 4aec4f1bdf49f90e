//! A statement about a corridor while it is read.

use crate::model::{Corridor, Direction, Purpose};

/// A corridor with what only the reading itself needs.
#[derive(Debug)]
pub struct Draft {
    pub corridor: Corridor,
    /// Index of its sentence.
    pub sentence: usize,
    /// Number of its paragraph.
    pub paragraph: usize,
    pub status_is_stated: bool,
    /// Whether it tells of a movement that is over, whatever the status of its corridor.
    pub is_over: bool,
    /// A headline says in short what the text then states.
    pub is_headline: bool,
    /// Whether it is dropped where another statement has its origin.
    pub yields: bool,
    /// Whether it counts passages that others do not spell out ("six corridors for civilians").
    pub is_counted: bool,
    /// Whether it says how many people moved, be it understood or not.
    pub counts_people: bool,
}

impl Draft {
    /// Whether an end that is not stated may be inferred.
    pub fn may_infer_ends(&self) -> bool {
        !self.is_over && self.corridor.may_infer_ends()
    }
}

/// Which way passages of these purposes work.
pub fn direction(purpose: &[Purpose]) -> Option<Direction> {
    let out = purpose
        .iter()
        .any(|purpose| *purpose != Purpose::AidDelivery);
    let aid = purpose.contains(&Purpose::AidDelivery);
    match (out, aid) {
        (true, true) => Some(Direction::Both),
        (true, false) => Some(Direction::Out),
        (false, true) => Some(Direction::In),
        (false, false) => None,
    }
}

/// Leaves the counts of a sentence to the statement before, whose passage they are given for too.
pub fn share_counts(corridor: &mut Corridor) {
    let counts = [
        corridor.people_moved.take(),
        corridor.vehicles.take(),
        corridor.settlements.take(),
    ];
    corridor.shares_counts |= counts.iter().any(Option::is_some);
}
