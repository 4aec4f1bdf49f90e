//! The store in one file: a GeoPackage (OGC 12-128r17, SQLite) that QGIS and GDAL open as it is.
//!
//! Layers are feature tables, reports and statements attribute tables. SQLite's rollback journal
//! and full synchronisation make a commit survive a kill at any moment, and leave one file that
//! can be copied.

mod check;
mod erase;
mod fingerprints;
mod geometry;
mod open;
mod originals;
mod read;
mod schema;
mod sweep;
mod tombstones;
mod write;

use std::collections::HashMap;
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use super::{Change, Part, ReportHead, Store, StoreError, Withdrawn};
use crate::layer::StoredReading;
use crate::model::Tombstone;
use crate::report::Fingerprint;
use crate::shape::control::ControlImport;
use sweep::Sweep;
use write::Written;

/// What tells a file from all others: its file system and its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Identity {
    device: u64,
    inode: u64,
}

impl Identity {
    /// Asks by path: opening the file and closing it again would drop the locks that SQLite has on it.
    fn of(path: &Path) -> Result<Self, StoreError> {
        match std::fs::metadata(path) {
            Ok(facts) => Ok(Self {
                device: facts.dev(),
                inode: facts.ino(),
            }),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Err(StoreError::Gone(path.to_owned()))
            }
            Err(source) => Err(StoreError::Io {
                path: path.to_owned(),
                source,
            }),
        }
    }
}

/// A GeoPackage file that holds a store.
#[derive(Debug)]
pub struct GeoPackage {
    path: PathBuf,
    connection: Connection,
    identity: Identity,
    patience: Duration,
    seen_version: Option<i64>,
    sweep: Sweep,
    /// Whether another program is waited for right now.
    waits: Arc<AtomicBool>,
    /// Whether another program kept the last change from being written.
    was_locked_out: bool,
}

/// How long to wait for another program that is writing.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a check waits for one: a change or two of another program are written by then.
const PATIENCE_OF_CHECK: Duration = Duration::from_millis(500);
/// How long a check looks through the rows.
const LOOK_FOR: Duration = Duration::from_millis(20);

impl GeoPackage {
    /// Opens the store at `path` for reading and writing; makes it where there is none.
    ///
    /// # Errors
    /// [`StoreError`] when the file is no store of ours, is damaged, locked or may not be
    /// written. It is then left as it is.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_waiting(path, PATIENCE)
    }

    /// Opens the store like [`GeoPackage::open`] and waits at most `patience` for a lock.
    ///
    /// # Errors
    /// As [`GeoPackage::open`].
    pub fn open_waiting(path: &Path, patience: Duration) -> Result<Self, StoreError> {
        let connection = open::for_writing(path, patience)?;
        Ok(Self {
            path: path.to_owned(),
            identity: Identity::of(path)?,
            connection,
            patience,
            seen_version: None,
            sweep: Sweep::default(),
            waits: Arc::default(),
            was_locked_out: false,
        })
    }

    /// Opens an existing store for reading only.
    ///
    /// # Errors
    /// [`StoreError`] when there is none, or it is no store of ours, damaged or locked.
    pub fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        let connection = open::for_reading(path, PATIENCE)?;
        Ok(Self {
            path: path.to_owned(),
            identity: Identity::of(path)?,
            connection,
            patience: PATIENCE,
            seen_version: None,
            sweep: Sweep::default(),
            waits: Arc::default(),
            was_locked_out: false,
        })
    }

    /// # Errors
    /// [`StoreError::Gone`] or [`StoreError::Replaced`] where the path leads elsewhere than to the file that
    /// was opened.
    fn is_where_it_was(&self) -> Result<(), StoreError> {
        if Identity::of(&self.path)? == self.identity {
            return Ok(());
        }
        Err(StoreError::Replaced(self.path.clone()))
    }

    fn sqlite<T>(&self, result: rusqlite::Result<T>) -> Result<T, StoreError> {
        result.map_err(|error| {
            let error = StoreError::of(&self.path, error);
            if matches!(
                error,
                StoreError::NotADatabase(_) | StoreError::Damaged { .. }
            ) {
                self.forget_pages();
            }
            error
        })
    }

    /// SQLite takes pages that it holds for those of the file while the file's change counter is theirs: pages
    /// of a file that was cut off would be held on to when it is whole again.
    fn forget_pages(&self) {
        if let Err(error) = self.connection.execute_batch("PRAGMA shrink_memory") {
            tracing::warn!("pages of the store could not be dropped: {error}");
        }
    }
}

impl Store for GeoPackage {
    fn readings(&mut self) -> Result<Vec<StoredReading>, StoreError> {
        let readings = read::all(&mut self.connection);
        let (version, readings) = self.sqlite(readings)?;
        self.seen_version = Some(version);
        Ok(readings)
    }

    fn imports(&mut self) -> Result<Vec<ControlImport>, StoreError> {
        let imports = read::imports(&self.connection);
        self.sqlite(imports)
    }

    fn tombstones(&mut self) -> Result<Vec<Tombstone>, StoreError> {
        let tombstones = tombstones::all(&self.connection);
        self.sqlite(tombstones)
    }

    fn fingerprints(&mut self) -> Result<HashMap<String, Fingerprint>, StoreError> {
        let fingerprints = fingerprints::all(&self.connection);
        self.sqlite(fingerprints)
    }

    fn withdrawn(&mut self, id: &str) -> Result<Option<Withdrawn>, StoreError> {
        let found = tombstones::withdrawn(&self.connection, id);
        self.sqlite(found)
    }

    fn report(&mut self, id: &str) -> Result<Option<StoredReading>, StoreError> {
        let found = read::one(&self.connection, id);
        self.sqlite(found)
    }

    fn original(&mut self, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let found = originals::of(&self.connection, id);
        self.sqlite(found)
    }

    fn head(&mut self, id: &str) -> Result<Option<ReportHead>, StoreError> {
        let found = read::head(&self.connection, id);
        self.sqlite(found)
    }

    fn piece(
        &mut self,
        head: &ReportHead,
        part: Part,
        start: usize,
        length: usize,
    ) -> Result<Vec<u8>, StoreError> {
        let piece = read::piece(&self.connection, head, part, start, length);
        self.sqlite(piece)?
            .ok_or_else(|| StoreError::ChangedElsewhere(self.path.clone()))
    }

    fn for_reading(&self) -> Result<Box<dyn Store>, StoreError> {
        Ok(Box::new(Self::open_read_only(&self.path)?))
    }

    fn setting(&mut self, name: &str) -> Result<Option<String>, StoreError> {
        let value = self
            .connection
            .query_row(
                "SELECT value FROM korydor_settings WHERE name = ?1",
                [name],
                |row| row.get(0),
            )
            .optional();
        self.sqlite(value)
    }

    fn changed_elsewhere(&mut self) -> Result<bool, StoreError> {
        self.waits.store(true, Ordering::Relaxed);
        let version = data_version(&self.connection);
        self.waits.store(false, Ordering::Relaxed);
        let version = self.sqlite(version)?;
        Ok(self.seen_version != Some(version))
    }

    fn check(&mut self) -> Result<(), StoreError> {
        self.is_where_it_was()?;
        // What is in memory says nothing about the disk.
        self.forget_pages();
        // Who only reads keeps a change out at its end: after one was, all must let go before the store is well.
        let lock = if self.was_locked_out {
            TransactionBehavior::Exclusive
        } else {
            TransactionBehavior::Immediate
        };
        let quick = self
            .connection
            .busy_timeout(PATIENCE_OF_CHECK.min(self.patience));
        let checked = quick.and_then(|()| {
            let missing = check::try_writing(&mut self.connection, lock)?;
            let broken = match missing {
                Some(_) => None,
                None => self
                    .sweep
                    .look_on(&self.connection, Instant::now() + LOOK_FOR)?,
            };
            Ok((missing, broken))
        });
        let patient = self.connection.busy_timeout(self.patience);
        let path = || self.path.clone();
        match self.sqlite(checked.and_then(|found| patient.map(|()| found))) {
            Ok((Some(table), _)) => Err(StoreError::Incomplete {
                path: path(),
                reason: format!("no table {table}"),
            }),
            Ok((None, Some(reason))) => Err(StoreError::Damaged {
                path: path(),
                reason,
            }),
            Ok((None, None)) => {
                self.was_locked_out = false;
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    fn waits(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.waits)
    }

    fn commit(&mut self, change: &Change<'_>) -> Result<(), StoreError> {
        // SQLite would write on in a file that has no name any more.
        self.is_where_it_was()?;
        self.waits.store(true, Ordering::Relaxed);
        let begun = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate);
        self.waits.store(false, Ordering::Relaxed);
        let written = begun.and_then(|begun| write::change(begun, self.seen_version, change));
        let written = self.sqlite(written);
        self.was_locked_out = matches!(written, Err(StoreError::Locked(_)));
        match written? {
            Written::All => Ok(()),
            Written::NothingForOthersWrote => Err(StoreError::ChangedElsewhere(self.path.clone())),
        }
    }

    fn erase_deleted(&mut self) -> Result<(), StoreError> {
        let erased = erase::erase(&self.connection);
        self.sqlite(erased)
    }
}

/// A number that changes when another connection commits, and stays when this one does.
fn data_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "data_version", |row| row.get(0))
}
