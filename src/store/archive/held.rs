//! What a store holds, as far as layers need it, and what is to become of it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::layer::StoredReading;
use crate::model::Tombstone;
use crate::shape::control::ControlImport;
use crate::store::{Store, StoreError};

/// The reports and files that count, and what stands in the place of those that count no more.
/// An identifier is in one of the three at most.
#[derive(Debug, Clone, Default)]
pub(super) struct Held {
    /// Readings without mentions and text, in the order of reception.
    pub readings: Vec<Arc<StoredReading>>,
    /// Imported files of control, in the order of reception.
    pub imports: Vec<Arc<ControlImport>>,
    /// Tombstones, in the order of withdrawal.
    pub tombstones: Vec<Tombstone>,
}

/// What is to become of reports and files in one commit.
#[derive(Debug, Default)]
pub(super) struct Plan<'a> {
    /// Reports that come in, or whose reading is replaced.
    pub reports: Vec<&'a StoredReading>,
    /// Files that come in.
    pub imports: Vec<&'a ControlImport>,
    /// Tombstones that are set, new or changed.
    pub tombstones: Vec<Tombstone>,
    /// Tombstones that are taken away.
    pub lifted: Vec<&'a str>,
    /// Identifiers of reports and files that leave without a trace: they are held under others.
    pub renamed: Vec<&'a str>,
}

impl Plan<'_> {
    pub fn is_empty(&self) -> bool {
        self.reports.is_empty()
            && self.imports.is_empty()
            && self.tombstones.is_empty()
            && self.lifted.is_empty()
            && self.renamed.is_empty()
    }
}

impl Held {
    /// What the store holds now.
    pub fn load(store: &mut dyn Store) -> Result<Self, StoreError> {
        Ok(Self {
            readings: store.readings()?.into_iter().map(Arc::new).collect(),
            imports: store.imports()?.into_iter().map(Arc::new).collect(),
            tombstones: store.tombstones()?,
        })
    }

    /// The identifiers of all reports.
    pub fn report_ids(&self) -> HashSet<&str> {
        let ids = self.readings.iter();
        ids.map(|stored| stored.reading.report.id.as_str())
            .collect()
    }

    /// The imported file of this identifier.
    pub fn import(&self, id: &str) -> Option<&ControlImport> {
        let imports = self.imports.iter().map(AsRef::as_ref);
        imports.into_iter().find(|import| import.report.id == id)
    }

    /// Whether a report or an imported file of this identifier counts.
    pub fn has(&self, id: &str) -> bool {
        let mut readings = self.readings.iter();
        readings.any(|stored| stored.reading.report.id == id) || self.import(id).is_some()
    }

    /// The tombstone of this identifier.
    pub fn tombstone(&self, id: &str) -> Option<&Tombstone> {
        self.tombstones.iter().find(|stone| stone.id == id)
    }

    /// What is held once a plan is carried out.
    pub fn after(&self, plan: &Plan<'_>) -> Self {
        let mut next = self.clone();
        let withdrawn = plan.tombstones.iter().map(|stone| stone.id.as_str());
        let leaves: HashSet<&str> = withdrawn.chain(plan.renamed.iter().copied()).collect();
        if !leaves.is_empty() {
            next.readings
                .retain(|stored| !leaves.contains(stored.reading.report.id.as_str()));
            next.imports
                .retain(|import| !leaves.contains(import.report.id.as_str()));
        }
        next.tombstones
            .retain(|stone| !plan.lifted.contains(&stone.id.as_str()));
        for stone in &plan.tombstones {
            match next.tombstones.iter_mut().find(|old| old.id == stone.id) {
                Some(old) => *old = stone.clone(),
                None => next.tombstones.push(stone.clone()),
            }
        }
        next.put(&plan.reports);
        let imports = plan.imports.iter().map(|&import| Arc::new(import.clone()));
        next.imports.extend(imports);
        next
    }

    /// Puts readings in place of those of the same reports, or after the others.
    fn put(&mut self, reports: &[&StoredReading]) {
        let mut at: HashMap<String, usize> = self
            .readings
            .iter()
            .enumerate()
            .map(|(at, stored)| (stored.reading.report.id.clone(), at))
            .collect();
        for stored in reports {
            let id = stored.reading.report.id.clone();
            let statements = Arc::new(stored.statements_only());
            match at.get(&id).and_then(|at| self.readings.get_mut(*at)) {
                Some(before) => *before = statements,
                None => {
                    at.insert(id, self.readings.len());
                    self.readings.push(statements);
                }
            }
        }
    }
}
