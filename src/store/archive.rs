//! The one writer to a store, and the snapshot that everybody reads.

mod held;
mod turns;
mod withdrawal;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use jiff::Timestamp;

use super::snapshot::Snapshot;
use super::states::States;
use super::{Change, LayerChange, Part, ReportHead, Store, StoreError};
use crate::layer::{self, StoredReading};
use crate::model::{Feature, Report, Tombstone};
use crate::report::Fingerprint;
use crate::shape::Atlas;
use crate::shape::control::{ControlImport, embedded_facts};
use held::{Held, Plan};
use turns::Turns;
pub use withdrawal::WithdrawalError;

/// Setting: the layers as they stand in the store, in short.
const LAYERS_DIGEST: &str = "layers_digest";
/// How often to begin again when another program writes at the same time.
const TRIES: u32 = 20;

/// A store, its single writer and its current snapshot.
pub struct Archive {
    writer: Turns<Writer>,
    /// For reports, which are read while the writer is at work.
    reader: Mutex<Box<dyn Store>>,
    snapshot: RwLock<Arc<Snapshot>>,
    atlas: Atlas,
}

struct Writer {
    store: Box<dyn Store>,
    held: Held,
}

/// A report whose text and reading are read piece by piece.
pub struct ReportParts {
    /// The report; its text is empty.
    pub report: Report,
    /// When it came in.
    pub received_at: Timestamp,
    contents: Contents,
}

enum Contents {
    InStore(Box<ReportHead>),
    InMemory { text: Vec<u8>, reading: Vec<u8> },
}

impl ReportParts {
    /// The length of a part in bytes.
    pub fn length(&self, part: Part) -> usize {
        match (&self.contents, part) {
            (Contents::InStore(head), Part::Text) => head.text_bytes,
            (Contents::InStore(head), Part::Reading) => head.reading_bytes,
            (Contents::InMemory { text, .. }, Part::Text) => text.len(),
            (Contents::InMemory { reading, .. }, Part::Reading) => reading.len(),
        }
    }
}

/// What became of a report or a file that was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Its identifier.
    pub id: String,
    /// How it was received.
    pub reception: Reception,
}

impl Receipt {
    /// Whether it is new, and kept.
    pub fn is_new(&self) -> bool {
        self.reception == Reception::New
    }
}

/// How a report or a file was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reception {
    /// It is new, and kept.
    New,
    /// The same text was there already, and stays as it is.
    Known,
    /// The same text was withdrawn, and is not taken in again.
    Withdrawn(Tombstone),
}

/// A report that was read again.
#[derive(Debug, Clone, PartialEq)]
pub struct Reread {
    /// The identifier that it is held under.
    pub before: String,
    /// What it is now.
    pub now: StoredReading,
}

/// Waits a little longer after each attempt, each program its own time, so that several writers
/// do not meet again and again.
fn give_way(attempt: u32) {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let own = now.map_or(0, |now| now.subsec_micros() % 16);
    std::thread::sleep(std::time::Duration::from_millis(u64::from(
        attempt * 4 + own,
    )));
}

impl Archive {
    /// Takes over a store: derives its layers and, where they do not stand in the store as they
    /// should (another version made them), writes them anew.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read or written.
    pub fn open(mut store: Box<dyn Store>, atlas: Atlas) -> Result<Self, StoreError> {
        for attempt in 0..TRIES {
            let held = Held::load(store.as_mut())?;
            let (features, snapshot) = derive(&held, &atlas, None);
            if store.setting(LAYERS_DIGEST)?.as_deref() != Some(snapshot.digest()) {
                let written = store.commit(&Change {
                    reports: &[],
                    imports: &[],
                    tombstones: &[],
                    lifted: &[],
                    renamed: &[],
                    originals_renamed: &[],
                    fingerprints: &[],
                    layers: LayerChange::Rewrite(features.iter().collect()),
                    settings: &[(LAYERS_DIGEST, snapshot.digest().to_owned())],
                });
                match written {
                    Ok(()) => {}
                    Err(StoreError::ChangedElsewhere(_)) => {
                        give_way(attempt);
                        continue;
                    }
                    Err(error) => return Err(error),
                }
            }
            let waits = store.waits();
            return Ok(Self {
                reader: Mutex::new(store.for_reading()?),
                writer: Turns::of(Writer { store, held }, waits),
                snapshot: RwLock::new(Arc::new(snapshot)),
                atlas,
            });
        }
        Err(StoreError::Contended)
    }

    /// The layers of a store as of now, without taking it over.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn snapshot_of(store: &mut dyn Store, atlas: &Atlas) -> Result<Snapshot, StoreError> {
        Ok(derive(&Held::load(store)?, atlas, None).1)
    }

    /// The current snapshot.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// What geometry is made from.
    pub fn atlas(&self) -> &Atlas {
        &self.atlas
    }

    /// One report with its text and its whole reading; or a file of facts or an imported file as one.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn report(&self, id: &str) -> Result<Option<StoredReading>, StoreError> {
        if let Some(report) = self.reader().report(id)? {
            return Ok(Some(report));
        }
        let writer = self.writer.lock();
        if let Some(import) = writer.held.import(id) {
            return Ok(Some(StoredReading::new(
                import.reading(),
                import.received_at,
            )));
        }
        let facts = embedded_facts().reading(id);
        Ok(facts.map(|facts| StoredReading::new(facts, Timestamp::UNIX_EPOCH)))
    }

    /// One report, to be read piece by piece.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn report_parts(&self, id: &str) -> Result<Option<ReportParts>, StoreError> {
        if let Some(head) = self.reader().head(id)? {
            return Ok(Some(ReportParts {
                report: head.report.clone(),
                received_at: head.received_at,
                contents: Contents::InStore(Box::new(head)),
            }));
        }
        let made = self.report(id)?;
        Ok(made.map(|stored| {
            let reading = serde_json::to_vec(&stored.reading).unwrap_or_default();
            let mut report = stored.reading.report;
            let text = std::mem::take(&mut report.text).into_bytes();
            ReportParts {
                report,
                received_at: stored.received_at,
                contents: Contents::InMemory { text, reading },
            }
        }))
    }

    /// At most `length` bytes of a part of a report, from the byte `start` on; none behind its end.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read, or the report was read again since.
    pub fn piece(
        &self,
        report: &ReportParts,
        part: Part,
        start: usize,
        length: usize,
    ) -> Result<Vec<u8>, StoreError> {
        match &report.contents {
            Contents::InStore(head) => self.reader().piece(head, part, start, length),
            Contents::InMemory { text, reading } => {
                let whole = match part {
                    Part::Text => text,
                    Part::Reading => reading,
                };
                Ok(whole.iter().skip(start).take(length).copied().collect())
            }
        }
    }

    fn reader(&self) -> MutexGuard<'_, Box<dyn Store>> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps an imported file of control. One that is there already is left as it is; one that was
    /// withdrawn is not taken in.
    ///
    /// # Errors
    /// [`StoreError`] when it could not be kept.
    pub fn import(&self, import: &ControlImport) -> Result<Receipt, StoreError> {
        let id = import.report.id.as_str();
        let fingerprint = import.fingerprint();
        self.change(&[], |held| {
            let mut plan = Plan::default();
            let receipt = if held.import(id).is_some() {
                Receipt::new(id, false)
            } else if let Some(tombstone) = held.tombstones_of(id, fingerprint).next() {
                Receipt::refused(tombstone)
            } else {
                plan.take_import(import, fingerprint);
                Receipt::new(id, true)
            };
            Ok((plan, receipt))
        })
    }

    /// A setting of the store.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.writer.lock().store.setting(name)
    }

    /// Keeps reports with their readings and swaps the snapshot. When this returns, they are on
    /// the disk. A report whose text is there already is left as it is; one whose text was
    /// withdrawn is not taken in.
    ///
    /// # Errors
    /// [`StoreError`] when nothing could be kept.
    pub fn accept(
        &self,
        incoming: &[StoredReading],
        settings: &[(&str, String)],
    ) -> Result<Vec<Receipt>, StoreError> {
        let fingerprints = fingerprints_of(incoming);
        self.change(settings, |held| {
            let mut known = held.known();
            let mut plan = Plan::default();
            let mut receipts = Vec::with_capacity(incoming.len());
            for (stored, &fingerprint) in incoming.iter().zip(&fingerprints) {
                let id = stored.reading.report.id.as_str();
                receipts.push(if let Some(known_as) = known.find(id, fingerprint) {
                    Receipt::new(known_as, false)
                } else if let Some(tombstone) = held.tombstones_of(id, fingerprint).next() {
                    Receipt::refused(tombstone)
                } else {
                    known.add(id, fingerprint);
                    plan.take(stored, fingerprint);
                    Receipt::new(id, true)
                });
            }
            Ok((plan, receipts))
        })
    }

    /// Puts new readings in the place of those of the same reports, as far as these are still there.
    /// Where a report has another identifier now, for more of its text was masked, nothing is left
    /// under the old one; where the new one is known or withdrawn already, nothing else is kept.
    ///
    /// # Errors
    /// [`StoreError`] when nothing could be changed.
    pub fn replace(
        &self,
        readings: &[Reread],
        settings: &[(&str, String)],
    ) -> Result<(), StoreError> {
        self.change(settings, |held| {
            let mut known = held.known();
            let mut plan = Plan::default();
            for reread in readings {
                let (before, now) = (reread.before.as_str(), &reread.now);
                let id = now.reading.report.id.as_str();
                if !known.has(before) {
                    continue;
                }
                let fingerprint = Fingerprint::of(&now.reading.report.text);
                let is_kept = if id == before {
                    true
                } else {
                    plan.renamed.push(before);
                    let was_withdrawn = held.tombstones_of(id, fingerprint).next().is_some();
                    !was_withdrawn && known.find(id, fingerprint).is_none_or(|id| id == before)
                };
                if is_kept {
                    if id != before {
                        plan.originals_renamed.push((before, id));
                    }
                    known.add(id, fingerprint);
                    plan.take(now, fingerprint);
                }
            }
            Ok((plan, ()))
        })
    }

    /// Masks the personal data of imported files that an older version took in; says whether there
    /// were any.
    ///
    /// # Errors
    /// [`StoreError`] when nothing could be changed.
    pub fn mask_imports(&self) -> Result<bool, StoreError> {
        let imports = self.writer.lock().held.imports.clone();
        let masked: Vec<(String, ControlImport)> = imports
            .iter()
            .filter_map(|import| {
                let masked = import.as_ref().clone().without_personal_data();
                let is_new = masked.report.masked != import.report.masked;
                is_new.then(|| (import.report.id.clone(), masked.renamed()))
            })
            .collect();
        self.change(&[], |held| {
            let mut plan = Plan::default();
            for (before, now) in &masked {
                if held.import(before).is_some() {
                    plan.renamed.push(before);
                    plan.take_import(now, now.fingerprint());
                }
            }
            Ok::<_, StoreError>((plan, ()))
        })?;
        Ok(!masked.is_empty())
    }

    /// Makes sure that no byte of what was replaced or deleted is left in the files of the store.
    ///
    /// # Errors
    /// [`StoreError`] when another program holds the store for long, or there is no room for a
    /// second copy of it.
    pub fn erase_deleted(&self) -> Result<(), StoreError> {
        self.writer.lock().store.erase_deleted()
    }

    /// Whether the store could keep a report now. While the writer is at work that is taken for granted, unless it
    /// waits for another program. The answer is there within a second.
    ///
    /// # Errors
    /// [`StoreError`] that says why not.
    pub fn check(&self) -> Result<(), StoreError> {
        self.writer.check(|writer| writer.store.check())
    }

    /// Swaps the snapshot if another program has written to the store; says whether it had.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn follow_others(&self) -> Result<bool, StoreError> {
        self.follow(&mut self.writer.lock())
    }

    fn follow(&self, writer: &mut Writer) -> Result<bool, StoreError> {
        if !writer.store.changed_elsewhere()? {
            return Ok(false);
        }
        writer.held = Held::load(writer.store.as_mut())?;
        let before = Arc::clone(self.snapshot().states());
        let derived = derive(&writer.held, &self.atlas, Some(&before));
        self.swap(derived.1);
        Ok(true)
    }

    /// Carries out what `plan` makes of what is held, with its answer. Where another program writes
    /// in between, it is asked again about what is held then.
    fn change<'a, T, E: From<StoreError>>(
        &self,
        settings: &[(&str, String)],
        plan: impl Fn(&Held) -> Result<(Plan<'a>, T), E>,
    ) -> Result<T, E> {
        let mut writer = self.writer.lock();
        for attempt in 0..TRIES {
            self.follow(&mut writer)?;
            let (plan, answer) = plan(&writer.held)?;
            if plan.is_empty() && settings.is_empty() {
                return Ok(answer);
            }
            match self.write(&mut writer, &plan, settings) {
                Ok(()) => return Ok(answer),
                Err(StoreError::ChangedElsewhere(_)) => give_way(attempt),
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::Contended.into())
    }

    fn write(
        &self,
        writer: &mut Writer,
        plan: &Plan<'_>,
        settings: &[(&str, String)],
    ) -> Result<(), StoreError> {
        let held = writer.held.after(plan);
        let current = self.snapshot();
        let (features, next) = derive(&held, &self.atlas, Some(current.states()));
        let mut settings = settings.to_vec();
        settings.push((LAYERS_DIGEST, next.digest().to_owned()));
        writer.store.commit(&Change {
            reports: &plan.reports,
            imports: &plan.imports,
            tombstones: &plan.tombstones,
            lifted: &plan.lifted,
            renamed: &plan.renamed,
            originals_renamed: &plan.originals_renamed,
            fingerprints: &plan.fingerprints,
            layers: difference(&current, &next, &features),
            settings: &settings,
        })?;
        writer.held = held;
        self.swap(next);
        Ok(())
    }

    fn swap(&self, next: Snapshot) {
        *self
            .snapshot
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
    }
}

/// The fingerprints of the texts of reports, in their order.
fn fingerprints_of(readings: &[StoredReading]) -> Vec<Fingerprint> {
    let texts = readings.iter().map(|stored| &stored.reading.report.text);
    texts.map(|text| Fingerprint::of(text)).collect()
}

fn derive(held: &Held, atlas: &Atlas, before: Option<&Arc<States>>) -> (Vec<Feature>, Snapshot) {
    let borrowed: Vec<&StoredReading> = held.readings.iter().map(AsRef::as_ref).collect();
    let imports = || held.imports.iter();
    let mut claims = layer::claims(&borrowed);
    claims.extend(imports().flat_map(|import| import.claims()));
    let areas: Vec<_> = imports().flat_map(|import| import.area_claims()).collect();
    let atlas = if claims.is_empty() && areas.is_empty() {
        atlas.clone()
    } else {
        atlas.with_claims(claims, areas)
    };
    let mut features = layer::lasting_features(&borrowed, &atlas);
    let states = States::of(&atlas, before);
    let snapshot = Snapshot::new(
        &features,
        &held.readings,
        &held.tombstones,
        Arc::clone(&states),
    );
    features.extend(states.on(states.latest()).features());
    (features, snapshot)
}

/// What to change in a store that holds `current` so that it holds `next`, whose features are
/// given.
fn difference<'a>(
    current: &'a Snapshot,
    next: &Snapshot,
    features: &'a [Feature],
) -> LayerChange<'a> {
    let mut removed = Vec::new();
    let mut unchanged: HashSet<(&str, &str)> = HashSet::new();
    for before in current.layers() {
        let after = next.layer(before.layer);
        for entry in before.entries() {
            match after.entry(&entry.id) {
                None => removed.push((before.layer.name, entry.id.as_str())),
                Some(kept) if after.json(kept) == before.json(entry) => {
                    unchanged.insert((before.layer.name, &entry.id));
                }
                Some(_) => {}
            }
        }
    }
    let is_new = |feature: &&Feature| !unchanged.contains(&(feature.layer, feature.id.as_str()));
    LayerChange::Edit {
        removed,
        put: features.iter().filter(is_new).collect(),
    }
}
