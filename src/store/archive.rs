//! The one writer to a store, and the snapshot that everybody reads.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use jiff::Timestamp;

use super::snapshot::Snapshot;
use super::states::States;
use super::{Change, LayerChange, Store, StoreError};
use crate::layer::{self, StoredReading};
use crate::model::Feature;
use crate::shape::Atlas;
use crate::shape::control::{ControlImport, embedded_facts};

/// Setting: the layers as they stand in the store, in short.
const LAYERS_DIGEST: &str = "layers_digest";
/// How often to begin again when another program writes at the same time.
const TRIES: u32 = 20;

/// A store, its single writer and its current snapshot.
pub struct Archive {
    writer: Mutex<Writer>,
    snapshot: RwLock<Arc<Snapshot>>,
    atlas: Atlas,
}

struct Writer {
    store: Box<dyn Store>,
    readings: Vec<Arc<StoredReading>>,
    imports: Vec<ControlImport>,
}

/// What became of a report that was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Identifier of the report.
    pub id: String,
    /// Whether it is new; `false` where the same text was there already.
    pub is_new: bool,
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
            let (readings, imports) = load(store.as_mut())?;
            let (features, snapshot) = derive(&readings, &imports, &atlas, None);
            if store.setting(LAYERS_DIGEST)?.as_deref() != Some(snapshot.digest()) {
                let written = store.commit(&Change {
                    reports: &[],
                    imports: &[],
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
            return Ok(Self {
                writer: Mutex::new(Writer {
                    store,
                    readings,
                    imports,
                }),
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
        let (readings, imports) = load(store)?;
        Ok(derive(&readings, &imports, atlas, None).1)
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
        let mut writer = self.lock();
        if let Some(report) = writer.store.report(id)? {
            return Ok(Some(report));
        }
        let import = writer.imports.iter().find(|import| import.report.id == id);
        if let Some(import) = import {
            return Ok(Some(StoredReading::new(
                import.reading(),
                import.received_at,
            )));
        }
        let facts = embedded_facts().reading(id);
        Ok(facts.map(|facts| StoredReading::new(facts, Timestamp::UNIX_EPOCH)))
    }

    /// Keeps an imported file of control; says whether it is new.
    ///
    /// # Errors
    /// [`StoreError`] when it could not be kept.
    pub fn import(&self, import: ControlImport) -> Result<bool, StoreError> {
        let mut writer = self.lock();
        self.follow(&mut writer)?;
        let mut known = writer.imports.iter();
        if known.any(|known| known.report.id == import.report.id) {
            return Ok(false);
        }
        self.write(&mut writer, Vec::new(), vec![import], &[])?;
        Ok(true)
    }

    /// A setting of the store.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.lock().store.setting(name)
    }

    /// Keeps reports with their readings and swaps the snapshot. When this returns, they are on
    /// the disk. A report whose text is there already is left as it is.
    ///
    /// # Errors
    /// [`StoreError`] when nothing could be kept.
    pub fn accept(
        &self,
        incoming: Vec<StoredReading>,
        settings: &[(&str, String)],
    ) -> Result<Vec<Receipt>, StoreError> {
        let mut writer = self.lock();
        self.follow(&mut writer)?;
        let mut known: HashSet<String> = writer
            .readings
            .iter()
            .map(|stored| stored.reading.report.id.clone())
            .collect();
        let mut receipts = Vec::with_capacity(incoming.len());
        let mut fresh = Vec::new();
        for stored in incoming {
            let id = stored.reading.report.id.clone();
            let is_new = known.insert(id.clone());
            receipts.push(Receipt { id, is_new });
            if is_new {
                fresh.push(stored);
            }
        }
        self.write(&mut writer, fresh, Vec::new(), settings)?;
        Ok(receipts)
    }

    /// Puts new readings in the place of those of the same reports.
    ///
    /// # Errors
    /// [`StoreError`] when nothing could be changed.
    pub fn replace(
        &self,
        readings: Vec<StoredReading>,
        settings: &[(&str, String)],
    ) -> Result<(), StoreError> {
        let mut writer = self.lock();
        self.follow(&mut writer)?;
        self.write(&mut writer, readings, Vec::new(), settings)
    }

    /// Swaps the snapshot if another program has written to the store; says whether it had.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn follow_others(&self) -> Result<bool, StoreError> {
        self.follow(&mut self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Writer> {
        // The writer's state changes only after a commit: a panic elsewhere cannot spoil it.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn follow(&self, writer: &mut Writer) -> Result<bool, StoreError> {
        if !writer.store.changed_elsewhere()? {
            return Ok(false);
        }
        (writer.readings, writer.imports) = load(writer.store.as_mut())?;
        let before = Arc::clone(self.snapshot().states());
        let derived = derive(
            &writer.readings,
            &writer.imports,
            &self.atlas,
            Some(&before),
        );
        self.swap(derived.1);
        Ok(true)
    }

    fn write(
        &self,
        writer: &mut Writer,
        reports: Vec<StoredReading>,
        imports: Vec<ControlImport>,
        settings: &[(&str, String)],
    ) -> Result<(), StoreError> {
        if reports.is_empty() && imports.is_empty() && settings.is_empty() {
            return Ok(());
        }
        for attempt in 0..TRIES {
            let readings = with(&writer.readings, &reports);
            let all_imports = [writer.imports.as_slice(), &imports].concat();
            let current = self.snapshot();
            let before = Some(current.states());
            let (features, next) = derive(&readings, &all_imports, &self.atlas, before);
            let mut settings = settings.to_vec();
            settings.push((LAYERS_DIGEST, next.digest().to_owned()));
            let change = Change {
                reports: &reports,
                imports: &imports,
                layers: difference(&current, &next, &features),
                settings: &settings,
            };
            match writer.store.commit(&change) {
                Ok(()) => {
                    writer.readings = readings;
                    writer.imports = all_imports;
                    self.swap(next);
                    return Ok(());
                }
                Err(StoreError::ChangedElsewhere(_)) => {
                    give_way(attempt);
                    self.follow(writer)?;
                }
                Err(error) => return Err(error),
            }
        }
        Err(StoreError::Contended)
    }

    fn swap(&self, next: Snapshot) {
        *self
            .snapshot
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
    }
}

type Loaded = (Vec<Arc<StoredReading>>, Vec<ControlImport>);

fn load(store: &mut dyn Store) -> Result<Loaded, StoreError> {
    let readings = store.readings()?.into_iter().map(Arc::new).collect();
    Ok((readings, store.imports()?))
}

fn derive(
    readings: &[Arc<StoredReading>],
    imports: &[ControlImport],
    atlas: &Atlas,
    before: Option<&Arc<States>>,
) -> (Vec<Feature>, Snapshot) {
    let borrowed: Vec<&StoredReading> = readings.iter().map(AsRef::as_ref).collect();
    let mut claims = layer::claims(&borrowed);
    claims.extend(imports.iter().flat_map(ControlImport::claims));
    let areas: Vec<_> = imports
        .iter()
        .flat_map(ControlImport::area_claims)
        .collect();
    let atlas = if claims.is_empty() && areas.is_empty() {
        atlas.clone()
    } else {
        atlas.with_claims(claims, areas)
    };
    let mut features = layer::lasting_features(&borrowed, &atlas);
    let states = States::of(&atlas, before);
    let snapshot = Snapshot::new(&features, &borrowed, Arc::clone(&states));
    features.extend(states.on(states.latest()).features());
    (features, snapshot)
}

/// The readings with `changed` in place of those of the same reports, or after them.
fn with(readings: &[Arc<StoredReading>], changed: &[StoredReading]) -> Vec<Arc<StoredReading>> {
    let mut readings = readings.to_vec();
    let mut at: HashMap<String, usize> = readings
        .iter()
        .enumerate()
        .map(|(at, stored)| (stored.reading.report.id.clone(), at))
        .collect();
    for stored in changed {
        let id = stored.reading.report.id.clone();
        let statements = Arc::new(stored.statements_only());
        match at.get(&id) {
            Some(at) => readings[*at] = statements,
            None => {
                at.insert(id, readings.len());
                readings.push(statements);
            }
        }
    }
    readings
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
