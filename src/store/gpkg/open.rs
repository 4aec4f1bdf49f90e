//! Opening the file with care: nothing that is not ours is written to.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior};

use super::{erase, fingerprints, schema};
use crate::store::StoreError;

/// Opens the store for reading and writing, and makes it in an absent or empty file.
pub(super) fn for_writing(path: &Path, patience: Duration) -> Result<Connection, StoreError> {
    let exists = look_at(path)?;
    if !exists {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        if folder.is_some_and(|folder| !folder.is_dir()) {
            return Err(StoreError::NoFolder(path.to_owned()));
        }
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut connection = connect(path, flags, patience)?;
    let of = |error| StoreError::of(path, error);
    if connection.is_readonly("main").map_err(of)? {
        return Err(StoreError::ReadOnly(path.to_owned()));
    }
    match contents(&connection).map_err(of)? {
        Contents::Nothing => make(&mut connection).map_err(of)?,
        Contents::Store(version) => {
            known(path, version)?;
            if version < schema::STORE_VERSION {
                bring_up(&mut connection).map_err(of)?;
            }
        }
        Contents::OtherProgram => return Err(StoreError::OtherProgram(path.to_owned())),
    }
    if erase::is_due(&connection).map_err(of)? {
        // Whoever opens the store next tries again.
        if let Err(error) = erase::erase(&connection) {
            let error = StoreError::of(path, error);
            tracing::warn!("what was forgotten could not be erased yet: {error}");
        }
    }
    Ok(connection)
}

/// Opens an existing store for reading only.
pub(super) fn for_reading(path: &Path, patience: Duration) -> Result<Connection, StoreError> {
    if !look_at(path)? {
        return Err(StoreError::Missing(path.to_owned()));
    }
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY, patience)?;
    match contents(&connection).map_err(|error| StoreError::of(path, error))? {
        Contents::Store(version) => known(path, version)?,
        Contents::Nothing => return Err(StoreError::Missing(path.to_owned())),
        Contents::OtherProgram => return Err(StoreError::OtherProgram(path.to_owned())),
    }
    Ok(connection)
}

/// Whether there is a file, and that it may be a database: SQLite itself would take a file of
/// a few bytes for a new one.
fn look_at(path: &Path) -> Result<bool, StoreError> {
    const MAGIC: &[u8] = b"SQLite format 3\0";
    let io = |source| StoreError::Io {
        path: path.to_owned(),
        source,
    };
    if path.is_dir() {
        return Err(StoreError::Folder(path.to_owned()));
    }
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(io(error)),
    };
    let mut head = Vec::new();
    file.take(MAGIC.len() as u64)
        .read_to_end(&mut head)
        .map_err(io)?;
    if head.is_empty() || head == MAGIC {
        Ok(true)
    } else {
        Err(StoreError::NotADatabase(path.to_owned()))
    }
}

fn connect(path: &Path, flags: OpenFlags, patience: Duration) -> Result<Connection, StoreError> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = || {
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(patience)?;
        // A commit is on the disk when it returns, the end of the journal included.
        connection.pragma_update(None, "synchronous", "EXTRA")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        // What is deleted is overwritten with zeros.
        connection.pragma_update(None, "secure_delete", true)?;
        Ok(connection)
    };
    open().map_err(|error| StoreError::of(path, error))
}

enum Contents {
    Nothing,
    Store(i64),
    OtherProgram,
}

fn contents(connection: &Connection) -> rusqlite::Result<Contents> {
    let objects: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let application: i64 =
        connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if objects == 0 && application == 0 {
        return Ok(Contents::Nothing);
    }
    let ours: bool = connection.query_row(
        "SELECT count(*) > 0 FROM sqlite_schema WHERE name = 'korydor_settings'",
        [],
        |row| row.get(0),
    )?;
    if application != schema::APPLICATION_ID || !ours {
        return Ok(Contents::OtherProgram);
    }
    let version: Option<String> = connection
        .query_row(
            "SELECT value FROM korydor_settings WHERE name = 'store_version'",
            [],
            |row| row.get(0),
        )
        .optional()?;
    let version = version.and_then(|version| version.parse().ok());
    Ok(version.map_or(Contents::OtherProgram, Contents::Store))
}

fn known(path: &Path, version: i64) -> Result<(), StoreError> {
    if version > schema::STORE_VERSION {
        return Err(StoreError::TooNew {
            path: path.to_owned(),
            version,
            known: schema::STORE_VERSION,
        });
    }
    Ok(())
}

/// Brings the tables of an older version up to this one.
fn bring_up(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(schema::IMPORT_TABLE)?;
    transaction.execute_batch(schema::TOMBSTONE_TABLE)?;
    transaction.execute_batch(schema::FINGERPRINT_TABLE)?;
    transaction.execute_batch(schema::ORIGINAL_TABLE)?;
    fingerprints::take_all(&transaction)?;
    transaction.execute(
        "UPDATE korydor_settings SET value = ?1 WHERE name = 'store_version'",
        [schema::STORE_VERSION.to_string()],
    )?;
    transaction.commit()
}

fn make(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let objects: i64 =
        transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if objects > 0 {
        // Another program has just made it.
        return Ok(());
    }
    transaction.pragma_update(None, "application_id", schema::APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", schema::USER_VERSION)?;
    transaction.execute_batch(schema::TABLES)?;
    transaction.execute_batch(schema::IMPORT_TABLE)?;
    transaction.execute_batch(schema::TOMBSTONE_TABLE)?;
    transaction.execute_batch(schema::FINGERPRINT_TABLE)?;
    transaction.execute_batch(schema::ORIGINAL_TABLE)?;
    transaction.execute_batch(&schema::layer_tables())?;
    transaction.execute(
        "INSERT INTO korydor_settings VALUES ('store_version', ?1)",
        [schema::STORE_VERSION.to_string()],
    )?;
    transaction.commit()
}
