//! What a store holds, as far as layers need it, and what is to become of it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::layer::StoredReading;
use crate::model::Tombstone;
use crate::report::Fingerprint;
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
    /// Fingerprints of the texts of all three, by identifier.
    pub fingerprints: HashMap<String, Fingerprint>,
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
    pub lifted: Vec<String>,
    /// Identifiers of reports and files that leave without a trace: they are held under others.
    pub renamed: Vec<&'a str>,
    /// What reports came in as moves from the one identifier to the other, or stays with it.
    pub originals_renamed: Vec<(&'a str, &'a str)>,
    /// Fingerprints of the reports and files that come in.
    pub fingerprints: Vec<(&'a str, Fingerprint)>,
}

impl<'a> Plan<'a> {
    /// A report comes in, or its reading is replaced.
    pub fn take(&mut self, stored: &'a StoredReading, fingerprint: Fingerprint) {
        let id = stored.reading.report.id.as_str();
        self.fingerprints.push((id, fingerprint));
        self.reports.push(stored);
    }

    /// A file comes in.
    pub fn take_import(&mut self, import: &'a ControlImport, fingerprint: Fingerprint) {
        let id = import.report.id.as_str();
        self.fingerprints.push((id, fingerprint));
        self.imports.push(import);
    }

    pub fn is_empty(&self) -> bool {
        self.reports.is_empty()
            && self.imports.is_empty()
            && self.tombstones.is_empty()
            && self.lifted.is_empty()
            && self.renamed.is_empty()
    }
}

/// The reports that are there, by identifier and by fingerprint.
#[derive(Default)]
pub(super) struct Known<'a> {
    ids: HashSet<&'a str>,
    by_fingerprint: HashMap<Fingerprint, &'a str>,
}

impl<'a> Known<'a> {
    /// Whether a report of this identifier is there.
    pub fn has(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// The identifier under which a text is there.
    pub fn find(&self, id: &'a str, fingerprint: Fingerprint) -> Option<&'a str> {
        match self.ids.get(id) {
            Some(id) => Some(id),
            None => self.by_fingerprint.get(&fingerprint).copied(),
        }
    }

    /// Notes that a report is there from now on.
    pub fn add(&mut self, id: &'a str, fingerprint: Fingerprint) {
        self.ids.insert(id);
        self.by_fingerprint.entry(fingerprint).or_insert(id);
    }
}

impl Held {
    /// What the store holds now.
    pub fn load(store: &mut dyn Store) -> Result<Self, StoreError> {
        Ok(Self {
            readings: store.readings()?.into_iter().map(Arc::new).collect(),
            imports: store.imports()?.into_iter().map(Arc::new).collect(),
            tombstones: store.tombstones()?,
            fingerprints: store.fingerprints()?,
        })
    }

    /// What tells whether a report is there.
    pub fn known(&self) -> Known<'_> {
        let readings = self.readings.iter();
        let mut known = Known::default();
        for id in readings.map(|stored| stored.reading.report.id.as_str()) {
            known.ids.insert(id);
            if let Some(fingerprint) = self.fingerprints.get(id) {
                known.by_fingerprint.entry(*fingerprint).or_insert(id);
            }
        }
        known
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

    /// The tombstones of a text: that of this identifier first, then others with its fingerprint.
    pub fn tombstones_of(
        &self,
        id: &str,
        fingerprint: Fingerprint,
    ) -> impl Iterator<Item = &Tombstone> {
        let others = self.tombstones.iter().filter(move |stone| {
            stone.id != id && self.fingerprints.get(&stone.id) == Some(&fingerprint)
        });
        self.tombstone(id).into_iter().chain(others)
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
            .retain(|stone| !plan.lifted.contains(&stone.id));
        for id in &plan.lifted {
            next.fingerprints.remove(id);
        }
        for id in &plan.renamed {
            next.fingerprints.remove(*id);
        }
        let fingerprints = plan.fingerprints.iter();
        next.fingerprints
            .extend(fingerprints.map(|(id, fingerprint)| ((*id).to_owned(), *fingerprint)));
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
