//! Reports, their readings and the features of all layers, kept and versioned.
//!
//! A [`Store`] keeps them on disk and is the truth; the [`Archive`] is the one writer to it and
//! holds a [`Snapshot`] that is swapped after every commit. Whoever reads asks the snapshot and
//! never waits for the disk.

mod archive;
mod error;
mod gpkg;
mod query;
mod road_file;
mod samples;
mod snapshot;
mod states;

pub use archive::{Archive, Receipt, Reception, ReportParts, Reread, WithdrawalError};
pub use error::StoreError;
pub use gpkg::GeoPackage;
pub use query::{BoundingBox, Interval, ParseQueryError, Query, Selection};
pub use road_file::{NewRoadFile, RoadStoreError, read_roads, road_file};
pub use samples::{FrontMatterError, samples, split_front_matter};
pub use snapshot::{Entry, LayerSnapshot, ReportSummary, Snapshot, etag_of, gzip};
pub use states::{State, States};

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use jiff::Timestamp;

use crate::layer::StoredReading;
use crate::model::{Feature, Report, Tombstone};
use crate::report::Fingerprint;
use crate::shape::control::ControlImport;

/// What a store is asked to change in one transaction.
#[derive(Debug)]
pub struct Change<'a> {
    /// Reports with their readings, new or read again.
    pub reports: &'a [&'a StoredReading],
    /// Imported files of control, new.
    pub imports: &'a [&'a ControlImport],
    /// Tombstones to set, new or changed: the report or file of that identifier leaves. Where the
    /// tombstone says that it is forgotten, nothing else is kept of it.
    pub tombstones: &'a [Tombstone],
    /// Identifiers of tombstones to take away, with all that was kept behind them.
    pub lifted: &'a [String],
    /// Identifiers of reports and files to remove without a trace: they are put under others.
    pub renamed: &'a [&'a str],
    /// What reports came in as stays where it is kept and their identifiers change, or come back: the old and
    /// the new one, which may be the same. What is kept under others that are lifted or renamed is deleted.
    pub originals_renamed: &'a [(&'a str, &'a str)],
    /// Fingerprints of the reports and files that come in, by identifier. Those of what is withdrawn stay.
    pub fingerprints: &'a [(&'a str, Fingerprint)],
    /// What becomes of the layers.
    pub layers: LayerChange<'a>,
    /// Settings to set.
    pub settings: &'a [(&'a str, String)],
}

/// What becomes of the layers.
#[derive(Debug)]
pub enum LayerChange<'a> {
    /// The layers are made anew of these features.
    Rewrite(Vec<&'a Feature>),
    /// Some features go, some are new or changed.
    Edit {
        /// Features to remove: layer and identifier.
        removed: Vec<(&'static str, &'a str)>,
        /// Features to add, or to put in the place of those with the same identifier.
        put: Vec<&'a Feature>,
    },
}

/// What was withdrawn, as it is kept for its return.
#[derive(Debug, Clone, PartialEq)]
pub enum Withdrawn {
    /// A report with its text; of its reading only the problems, it is to be read again.
    Report(StoredReading),
    /// An imported file of control.
    Import(ControlImport),
}

/// A part of a stored report that may be long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The text, UTF-8.
    Text,
    /// The reading as JSON.
    Reading,
}

/// A stored report without its text and its reading.
#[derive(Debug, Clone)]
pub struct ReportHead {
    /// Its number in the store.
    pub row: i64,
    /// The report; its text is empty.
    pub report: Report,
    /// When it came in.
    pub received_at: Timestamp,
    /// Length of its text in bytes.
    pub text_bytes: usize,
    /// Length of its reading in bytes.
    pub reading_bytes: usize,
}

/// Where reports, readings and layers are kept.
pub trait Store: Send {
    /// The readings of all reports, without mentions and text, in the order of reception.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn readings(&mut self) -> Result<Vec<StoredReading>, StoreError>;

    /// The imported files of control, in the order of reception.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn imports(&mut self) -> Result<Vec<ControlImport>, StoreError>;

    /// What stands in the place of reports that were withdrawn, in the order of their withdrawal.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn tombstones(&mut self) -> Result<Vec<Tombstone>, StoreError>;

    /// The fingerprints of the texts of all reports, files and tombstones, by identifier.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn fingerprints(&mut self) -> Result<HashMap<String, Fingerprint>, StoreError>;

    /// What was withdrawn under this identifier; `None` where nothing was, or it is forgotten.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn withdrawn(&mut self, id: &str) -> Result<Option<Withdrawn>, StoreError>;

    /// One report with its text and its whole reading.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn report(&mut self, id: &str) -> Result<Option<StoredReading>, StoreError>;

    /// The bytes that a report came in as, personal data and all; `None` where they were not kept. Only for the
    /// operator: nothing that is served or exported asks for them.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn original(&mut self, id: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// What is known of a report without its text and its reading, which may be long.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn head(&mut self, id: &str) -> Result<Option<ReportHead>, StoreError>;

    /// At most `length` bytes of a part of a report, from the byte `start` on; none behind its end.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read, or the part is not the one that `head` spoke of.
    fn piece(
        &mut self,
        head: &ReportHead,
        part: Part,
        start: usize,
        length: usize,
    ) -> Result<Vec<u8>, StoreError>;

    /// The same store once more, for reading beside the writer.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be opened.
    fn for_reading(&self) -> Result<Box<dyn Store>, StoreError>;

    /// A setting of the store.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn setting(&mut self, name: &str) -> Result<Option<String>, StoreError>;

    /// Whether someone else has written to the store since [`Store::readings`] was asked.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn changed_elsewhere(&mut self) -> Result<bool, StoreError>;

    /// Whether a change could be made durable now: the store is where it was opened, whole, and may be
    /// written. Nothing is changed.
    ///
    /// # Errors
    /// [`StoreError`] that says why not.
    fn check(&mut self) -> Result<(), StoreError>;

    /// Is true while the store waits for another program that holds it.
    fn waits(&self) -> Arc<AtomicBool>;

    /// Makes all of a change durable, or none of it.
    ///
    /// # Errors
    /// [`StoreError::ChangedElsewhere`] when someone else has written since [`Store::readings`]
    /// was asked (ask again and repeat), another [`StoreError`] when nothing could be written.
    fn commit(&mut self, change: &Change<'_>) -> Result<(), StoreError>;

    /// Makes sure that no byte of what was deleted is left in the files of the store. What was
    /// committed stays; a store whose erasure was broken off does it when it is next opened.
    ///
    /// # Errors
    /// [`StoreError`] when another program holds the store for long, or there is no room for a
    /// second copy of it.
    fn erase_deleted(&mut self) -> Result<(), StoreError>;
}
