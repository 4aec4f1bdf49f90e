//! Counts that a sentence gives for several corridors at once: each stands with one of them, so that
//! a sum over the layer counts nobody twice.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value, json};

use crate::model::{Corridor, CorridorField};

/// What reports count of one corridor.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Counts {
    people_moved: Option<u32>,
    vehicles: Option<u32>,
    settlements: Option<u32>,
    /// Names of the other corridors that a count here is given for as well, or of the one that has
    /// it.
    shared_with: BTreeSet<String>,
}

/// A corridor as far as it is counted: its name, and the statements that count it, newest first.
pub(super) type Counted<'a> = (String, Vec<&'a Corridor>);

type Field = (
    fn(&Corridor) -> Option<u32>,
    fn(&mut Counts) -> &mut Option<u32>,
);

const FIELDS: [Field; 3] = [
    (|said| said.people_moved, |counts| &mut counts.people_moved),
    (|said| said.vehicles, |counts| &mut counts.vehicles),
    (|said| said.settlements, |counts| &mut counts.settlements),
];

/// Gives the newest count of each corridor to it, or to the first of those that share it.
pub(super) fn tally(corridors: &[Counted<'_>]) -> Vec<Counts> {
    let mut counts = vec![Counts::default(); corridors.len()];
    for (count, place) in FIELDS {
        let mut sharing: HashMap<*const Corridor, Vec<usize>> = HashMap::new();
        for (index, (_, statements)) in corridors.iter().enumerate() {
            let newest = statements
                .iter()
                .copied()
                .find(|said| count(said).is_some());
            let (Some(said), Some(own)) = (newest, counts.get_mut(index)) else {
                continue;
            };
            let members = sharing.entry(said).or_default();
            if members.is_empty() {
                *place(own) = count(said);
            }
            members.push(index);
        }
        let name = |index: &usize| corridors.get(*index).map(|(name, _)| name.clone());
        for members in sharing.values() {
            let [holder, others @ ..] = &members[..] else {
                continue;
            };
            if let Some(own) = counts.get_mut(*holder) {
                own.shared_with.extend(others.iter().filter_map(name));
            }
            for other in others {
                if let Some(own) = counts.get_mut(*other) {
                    own.shared_with.extend(name(holder));
                }
            }
        }
    }
    counts
}

impl Counts {
    /// Whether a count stands here and not with another corridor.
    pub(super) fn has(&self, field: CorridorField) -> bool {
        match field {
            CorridorField::PeopleMoved => self.people_moved.is_some(),
            CorridorField::Vehicles => self.vehicles.is_some(),
            CorridorField::Settlements => self.settlements.is_some(),
            _ => false,
        }
    }

    /// The counts under their names in the schema of the layer.
    pub(super) fn properties(&self) -> Map<String, Value> {
        let values = [
            ("people_moved", json!(self.people_moved)),
            ("vehicles", json!(self.vehicles)),
            ("settlements", json!(self.settlements)),
            ("counts_shared_with", json!(self.shared_with)),
        ];
        values
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use crate::layer::fixtures::corridor;
    use crate::model::Status;

    fn counted(people: u32) -> Corridor {
        let mut said = corridor(&["Mariupol"], &["Zaporizhzhia"], Status::Completed);
        said.people_moved = Some(people);
        said
    }

    #[test]
    fn a_count_for_several_corridors_stands_with_one_and_names_the_others() {
        let (said, newer) = (counted(2_700), counted(100));
        let counts = tally(&[
            ("A → …".into(), vec![&newer, &said]),
            ("B → …".into(), vec![&said]),
            ("C → …".into(), vec![&said]),
            ("D → …".into(), vec![&said]),
            ("E → …".into(), vec![]),
        ]);
        let people: Vec<Option<u32>> = counts.iter().map(|count| count.people_moved).collect();
        assert_eq!(people, [Some(100), Some(2_700), None, None, None]);
        let shared: Vec<Vec<&str>> = counts
            .iter()
            .map(|count| count.shared_with.iter().map(String::as_str).collect())
            .collect();
        let has_it = vec!["B → …"];
        assert_eq!(
            shared,
            [
                vec![],
                vec!["C → …", "D → …"],
                has_it.clone(),
                has_it,
                vec![]
            ]
        );
    }
}
