//! What can go wrong with a store, each with a sentence that says what to do.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use thiserror::Error;

/// Why a store could not be opened, read or written. Nothing was overwritten.
#[derive(Debug, Error)]
pub enum StoreError {
    /// There is no such file, and it was only to be read.
    #[error("there is no store at {}; `korydor serve` or `korydor ingest` makes one", .0.display())]
    Missing(PathBuf),
    /// The folder of the store does not exist.
    #[error("the folder of {} does not exist; make it, or choose another place with --store", .0.display())]
    NoFolder(PathBuf),
    /// The path is a folder.
    #[error("{} is a folder; give a file, for example {}", .0.display(), .0.join("korydor.gpkg").display())]
    Folder(PathBuf),
    /// The file is no SQLite database.
    #[error("{} is not a GeoPackage; it was left as it is: choose another file with --store", .0.display())]
    NotADatabase(PathBuf),
    /// The file is a database of another program.
    #[error("{} is a database of another program; it was left as it is: choose another file with --store", .0.display())]
    OtherProgram(PathBuf),
    /// The store was written by a newer Korydor.
    #[error("{} was written by a newer Korydor (store version {version}, this one knows {known}); update Korydor, or choose another file with --store", .path.display())]
    TooNew {
        /// The file.
        path: PathBuf,
        /// Version of the file.
        version: i64,
        /// Version of this program.
        known: i64,
    },
    /// The file is damaged or cut off.
    #[error("{} is damaged ({reason}); it was left as it is: put a copy from a backup in its place, or choose another file with --store", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was seen.
        reason: String,
    },
    /// The file lacks a table or a column that a store has, or has more than it can work with.
    #[error("{} has not the tables of a store ({reason}); it was left as it is: put a copy from a backup in its place, or choose another file with --store", .path.display())]
    Incomplete {
        /// The file.
        path: PathBuf,
        /// What was missed.
        reason: String,
    },
    /// The file that was opened is no longer at its path.
    #[error("{} was deleted or moved away; put it back, or stop the server and start it again", .0.display())]
    Gone(PathBuf),
    /// Another file is at the path of the one that was opened.
    #[error("{} was replaced by another file; put the one that was there back, or stop the server and start it again", .0.display())]
    Replaced(PathBuf),
    /// Another program holds the file.
    #[error("{} is locked by another program; close it there and try again", .0.display())]
    Locked(PathBuf),
    /// The file may not be written.
    #[error("{} may not be written; allow this user to write the file and its folder, or choose another file with --store", .0.display())]
    ReadOnly(PathBuf),
    /// No room on the disk.
    #[error("the disk of {} is full; make room and try again: nothing that was accepted is lost", .0.display())]
    Full(PathBuf),
    /// Others kept writing.
    #[error("other programs keep writing to the store; try again when they are done")]
    Contended,
    /// Someone else has written since.
    #[error("{} was changed by another program in the meantime; try again", .0.display())]
    ChangedElsewhere(PathBuf),
    /// Anything else the database says.
    #[error("{}: {source}", .path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What the database says.
        source: rusqlite::Error,
    },
    /// The file cannot be looked at.
    #[error("{} cannot be opened: {source}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
}

impl StoreError {
    /// What is wrong, for those who need not know where the file lies.
    pub fn reason(&self) -> &'static str {
        match self {
            Self::Missing(_) | Self::NoFolder(_) | Self::Folder(_) | Self::Gone(_) => {
                "the store was deleted or moved away"
            }
            Self::Replaced(_) => "another file is in the place of the store",
            Self::NotADatabase(_) | Self::OtherProgram(_) | Self::Damaged { .. } => {
                "the store is damaged or cut off"
            }
            Self::Incomplete { .. } => {
                "the store is damaged or cut off: its tables are not those of a store"
            }
            Self::TooNew { .. } => "the store was written by a newer version",
            Self::ReadOnly(_) => "the store may not be written",
            Self::Full(_) => "the disk of the store is full",
            Self::Locked(_) => "another program holds the store locked",
            Self::Contended | Self::ChangedElsewhere(_) => {
                "another program is writing to the store"
            }
            Self::Database { .. } | Self::Io { .. } => "the store cannot be read or written",
        }
    }

    /// What an error of the database means for the store at `path`.
    pub(super) fn of(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_owned();
        let code = match &source {
            // Of a statement that could not even be prepared.
            rusqlite::Error::SqlInputError { error, .. } => Some(error.code),
            other => other.sqlite_error_code(),
        };
        match code {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked(path),
            // Where a file is there or may be made, what is missing is the right to.
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                Self::ReadOnly(path)
            }
            Some(ErrorCode::NotADatabase) => Self::NotADatabase(path),
            Some(ErrorCode::DiskFull) => Self::Full(path),
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged {
                path,
                reason: source.to_string(),
            },
            // Nothing that is asked depends on what comes in: the tables are not those that it was written for.
            Some(ErrorCode::Unknown) => Self::Incomplete {
                path,
                reason: source.to_string(),
            },
            _ => Self::Database { path, source },
        }
    }
}
