//! What changed between two days.

use geo::{BooleanOps, MultiPolygon};

use super::claim::CONTESTED;
use super::grid;
use super::standing::Standing;
use super::state::Control;

/// What changed from one day to another.
#[derive(Debug)]
pub struct Change<'a> {
    /// Settlements that another party holds than before, the first change first.
    pub turns: Vec<Turn<'a>>,
    /// Land that a party gained, by party, in degrees.
    pub gained: Vec<(String, MultiPolygon)>,
    /// Land that a party lost, by party, in degrees.
    pub lost: Vec<(String, MultiPolygon)>,
}

/// A settlement that changed hands.
#[derive(Debug)]
pub struct Turn<'a> {
    /// Before.
    pub before: &'a Standing,
    /// After.
    pub after: &'a Standing,
}

impl Control {
    /// What changed from `before` to this.
    pub fn since<'a>(&'a self, before: &'a Control) -> Change<'a> {
        let earlier: std::collections::HashMap<&str, &Standing> = before
            .standings
            .iter()
            .map(|standing| (standing.place.id.as_str(), standing))
            .collect();
        let mut turns: Vec<Turn<'a>> = self
            .standings
            .iter()
            .filter_map(|after| {
                let before = earlier.get(after.place.id.as_str()).copied()?;
                (before.party != after.party).then_some(Turn { before, after })
            })
            .collect();
        turns.sort_by_key(|turn| (turn.after.decided_by.period.since, &turn.after.place.name));
        let mut parties: Vec<&str> = [before, self]
            .iter()
            .flat_map(|control| &control.areas)
            .map(|area| area.party.as_str())
            .filter(|party| *party != CONTESTED)
            .collect();
        parties.sort_unstable();
        parties.dedup();
        let (mut gained, mut lost) = (Vec::new(), Vec::new());
        for party in parties {
            let (was, is) = (before.held_by(party), self.held_by(party));
            for (list, more, less) in [(&mut gained, &is, &was), (&mut lost, &was, &is)] {
                let land = grid::areas(&more.difference(less));
                if !land.0.is_empty() {
                    list.push((party.to_owned(), land));
                }
            }
        }
        Change {
            turns,
            gained,
            lost,
        }
    }
}
