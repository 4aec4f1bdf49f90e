//! The store in one file: a GeoPackage (OGC 12-128r17, SQLite) that QGIS and GDAL open as it is.
//!
//! Layers are feature tables, reports and statements attribute tables. SQLite's rollback journal
//! and full synchronisation make a commit survive a kill at any moment, and leave one file that
//! can be copied.

mod erase;
mod geometry;
mod open;
mod read;
mod schema;
mod tombstones;
mod write;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension};

use super::{Change, Store, StoreError, Withdrawn};
use crate::layer::StoredReading;
use crate::model::Tombstone;
use crate::shape::control::ControlImport;
use write::Written;

/// A GeoPackage file that holds a store.
#[derive(Debug)]
pub struct GeoPackage {
    path: PathBuf,
    connection: Connection,
    seen_version: Option<i64>,
}

/// How long to wait for another program that is writing.
const PATIENCE: Duration = Duration::from_secs(5);

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
            connection,
            seen_version: None,
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
            connection,
            seen_version: None,
        })
    }

    fn sqlite<T>(&self, result: rusqlite::Result<T>) -> Result<T, StoreError> {
        result.map_err(|error| StoreError::of(&self.path, error))
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

    fn withdrawn(&mut self, id: &str) -> Result<Option<Withdrawn>, StoreError> {
        let found = tombstones::withdrawn(&self.connection, id);
        self.sqlite(found)
    }

    fn report(&mut self, id: &str) -> Result<Option<StoredReading>, StoreError> {
        let found = read::one(&self.connection, id);
        self.sqlite(found)
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
        let version = self.sqlite(data_version(&self.connection))?;
        Ok(self.seen_version != Some(version))
    }

    fn commit(&mut self, change: &Change<'_>) -> Result<(), StoreError> {
        let written = write::change(&mut self.connection, self.seen_version, change);
        match self.sqlite(written)? {
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
