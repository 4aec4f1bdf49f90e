//! Taking reports back: out of all layers at once, behind a tombstone, and back again.

use jiff::Timestamp;
use thiserror::Error;

use super::held::{Held, Plan};
use super::{Archive, Receipt, Reception, fingerprints_of};
use crate::layer::StoredReading;
use crate::model::{Masked, Reason, Tombstone};
use crate::report::{Fingerprint, mask};
use crate::shape::control::{ControlImport, embedded_facts};
use crate::store::{Snapshot, StoreError, Withdrawn};

/// Why a report was not taken back, forgotten or restored. Nothing was changed.
#[derive(Debug, Error)]
pub enum WithdrawalError {
    /// There is no such report, and never was one as far as is known.
    #[error(
        "there is no report \"{0}\"; `korydor reports` and GET /reports list them, and every feature names its own as report_id"
    )]
    Unknown(String),
    /// The facts that come with the program.
    #[error(
        "{0} is a file of facts that comes with Korydor and cannot be withdrawn; an imported file of control (`korydor import control`) goes before it"
    )]
    ComesWithKorydor(String),
    /// It counts.
    #[error("the report {0} is not withdrawn; there is nothing to restore")]
    NotWithdrawn(String),
    /// Nothing is kept that could come back.
    #[error(
        "{0}: it cannot be restored; whoever has the text can take it in again: `korydor ingest --again FILE` (`korydor import control --again FILE` for a file of control)"
    )]
    Forgotten(Box<Tombstone>),
    /// The store could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Archive {
    /// Takes a report or an imported file back: what it says leaves all layers, and a tombstone is
    /// left. When this returns, that is on the disk. Its text is kept, so that it can be restored.
    /// One that is withdrawn already keeps its tombstone as it is.
    ///
    /// # Errors
    /// [`WithdrawalError`] when there is no such report, or the store could not be written.
    pub fn withdraw(
        &self,
        id: &str,
        reason: Option<&Reason>,
    ) -> Result<Tombstone, WithdrawalError> {
        self.change(&[], |held| match held.tombstone(id) {
            Some(before) => Ok((Plan::default(), before.clone())),
            None => self.tombstone_in_place_of(held, id, reason),
        })
    }

    /// Takes a report or an imported file back for good: its text and what was read from it are
    /// erased from the file of the store. What is left is a tombstone, which keeps the reason that
    /// was given before where none is given now. One that is forgotten already is erased once more.
    ///
    /// # Errors
    /// [`WithdrawalError`] when there is no such report, or the store could not be written. Where
    /// it could be written and not be erased ([`StoreError::Locked`], [`StoreError::Full`]), the
    /// report is withdrawn and deleted; forgetting it again erases it.
    pub fn forget(&self, id: &str, reason: Option<&Reason>) -> Result<Tombstone, WithdrawalError> {
        let tombstone = self.change(&[], |held| {
            let stone = match held.tombstone(id) {
                Some(before) => before.clone(),
                None => self.tombstone_in_place_of(held, id, reason)?.1,
            };
            let forgotten = Tombstone {
                reason: shown(reason).or(stone.reason),
                forgotten: true,
                features: Vec::new(),
                ..stone
            };
            let plan = Plan {
                tombstones: vec![forgotten.clone()],
                ..Plan::default()
            };
            Ok::<_, WithdrawalError>((plan, forgotten))
        })?;
        self.writer.lock().store.erase_deleted()?;
        Ok(tombstone)
    }

    /// What was withdrawn under this identifier, to be [restored](Archive::restore).
    ///
    /// # Errors
    /// [`WithdrawalError`] when nothing was, or it is forgotten.
    pub fn withdrawn(&self, id: &str) -> Result<Withdrawn, WithdrawalError> {
        let mut writer = self.writer.lock();
        self.follow(&mut writer)?;
        let tombstone = restorable(&writer.held, id)?.clone();
        let kept = writer.store.withdrawn(id)?;
        kept.ok_or_else(|| WithdrawalError::Forgotten(Box::new(tombstone)))
    }

    /// Takes in again what was withdrawn under this identifier, a report with a new reading; its
    /// tombstone goes.
    ///
    /// # Errors
    /// [`WithdrawalError`] when it is not withdrawn, or was forgotten meanwhile, or the store could
    /// not be written.
    pub fn restore<'a>(
        &self,
        id: &'a str,
        withdrawn: &'a Withdrawn,
    ) -> Result<Receipt, WithdrawalError> {
        let (new_id, fingerprint) = match withdrawn {
            Withdrawn::Report(stored) => {
                let report = &stored.reading.report;
                (report.id.as_str(), Fingerprint::of(&report.text))
            }
            Withdrawn::Import(import) => (import.report.id.as_str(), import.fingerprint()),
        };
        self.change(&[], |held| {
            restorable(held, id)?;
            let mut plan = Plan {
                lifted: vec![id.to_owned()],
                ..Plan::default()
            };
            plan.lifted
                .extend(ids_of(held.tombstones_of(new_id, fingerprint)));
            let known_as = match withdrawn {
                Withdrawn::Report(_) => held.known().find(new_id, fingerprint).map(str::to_owned),
                Withdrawn::Import(_) => held.import(new_id).map(|import| import.report.id.clone()),
            };
            if let Some(known_as) = known_as {
                return Ok((plan, Receipt::new(&known_as, false)));
            }
            match withdrawn {
                Withdrawn::Report(stored) => {
                    plan.originals_renamed.push((id, new_id));
                    plan.take(stored, fingerprint);
                }
                Withdrawn::Import(import) => plan.take_import(import, fingerprint),
            }
            Ok((plan, Receipt::new(new_id, true)))
        })
    }

    /// Keeps reports with their readings like [`Archive::accept`], those that were withdrawn as
    /// well: their tombstones go.
    ///
    /// # Errors
    /// [`StoreError`] when nothing could be kept.
    pub fn accept_again(&self, incoming: &[StoredReading]) -> Result<Vec<Receipt>, StoreError> {
        let fingerprints = fingerprints_of(incoming);
        self.change(&[], |held| {
            let mut known = held.known();
            let mut plan = Plan::default();
            let mut receipts = Vec::with_capacity(incoming.len());
            for (stored, &fingerprint) in incoming.iter().zip(&fingerprints) {
                let id = stored.reading.report.id.as_str();
                if let Some(known_as) = known.find(id, fingerprint) {
                    receipts.push(Receipt::new(known_as, false));
                    continue;
                }
                known.add(id, fingerprint);
                plan.take(stored, fingerprint);
                plan.lifted
                    .extend(ids_of(held.tombstones_of(id, fingerprint)));
                receipts.push(Receipt::new(id, true));
            }
            Ok((plan, receipts))
        })
    }

    /// Keeps an imported file of control like [`Archive::import`], one that was withdrawn as well:
    /// its tombstone goes.
    ///
    /// # Errors
    /// [`StoreError`] when it could not be kept.
    pub fn import_again(&self, import: &ControlImport) -> Result<Receipt, StoreError> {
        let id = import.report.id.as_str();
        let fingerprint = import.fingerprint();
        self.change(&[], |held| {
            let is_new = held.import(id).is_none();
            let mut plan = Plan::default();
            if is_new {
                plan.take_import(import, fingerprint);
                plan.lifted
                    .extend(ids_of(held.tombstones_of(id, fingerprint)));
            }
            Ok((plan, Receipt::new(id, is_new)))
        })
    }

    fn tombstone_in_place_of<'a>(
        &self,
        held: &Held,
        id: &str,
        reason: Option<&Reason>,
    ) -> Result<(Plan<'a>, Tombstone), WithdrawalError> {
        if !held.has(id) {
            return Err(if embedded_facts().reading(id).is_some() {
                WithdrawalError::ComesWithKorydor(id.to_owned())
            } else {
                WithdrawalError::Unknown(id.to_owned())
            });
        }
        let tombstone = Tombstone {
            id: id.to_owned(),
            withdrawn_at: Timestamp::now(),
            reason: shown(reason),
            forgotten: false,
            features: resting_on(&self.snapshot(), id),
        };
        let plan = Plan {
            tombstones: vec![tombstone.clone()],
            ..Plan::default()
        };
        Ok((plan, tombstone))
    }
}

/// A reason as everyone may read it: without personal data.
fn shown(reason: Option<&Reason>) -> Option<Reason> {
    let reason = reason?;
    match mask(reason.as_ref(), &mut Masked::default()) {
        Some(hidden) => hidden.parse().ok(),
        None => Some(reason.clone()),
    }
}

fn ids_of<'a>(tombstones: impl Iterator<Item = &'a Tombstone>) -> impl Iterator<Item = String> {
    tombstones.map(|stone| stone.id.clone())
}

/// The tombstone behind which something may still be kept.
fn restorable<'a>(held: &'a Held, id: &str) -> Result<&'a Tombstone, WithdrawalError> {
    match held.tombstone(id) {
        Some(tombstone) if tombstone.forgotten => {
            Err(WithdrawalError::Forgotten(Box::new(tombstone.clone())))
        }
        Some(tombstone) => Ok(tombstone),
        None if held.has(id) || embedded_facts().reading(id).is_some() => {
            Err(WithdrawalError::NotWithdrawn(id.to_owned()))
        }
        None => Err(WithdrawalError::Unknown(id.to_owned())),
    }
}

/// The features, as `layer/id`, that name a report, as the one that they rest on or among others.
fn resting_on(snapshot: &Snapshot, id: &str) -> Vec<String> {
    let named = format!("\"report_id\":\"{id}\"");
    let layers = snapshot.layers().iter();
    layers
        .flat_map(|held| {
            let entries = held.entries().iter();
            let entries = entries
                .filter(|entry| memchr::memmem::find(held.json(entry), named.as_bytes()).is_some());
            entries.map(|entry| format!("{}/{}", held.layer.name, entry.id))
        })
        .collect()
}

impl Receipt {
    pub(super) fn new(id: &str, is_new: bool) -> Self {
        Self {
            id: id.to_owned(),
            reception: if is_new {
                Reception::New
            } else {
                Reception::Known
            },
        }
    }

    pub(super) fn refused(tombstone: &Tombstone) -> Self {
        Self {
            id: tombstone.id.clone(),
            reception: Reception::Withdrawn(tombstone.clone()),
        }
    }
}
