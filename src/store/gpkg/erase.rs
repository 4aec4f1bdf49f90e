//! Forgotten text leaves the bytes of the file, not only its tables.
//!
//! Deleted rows are overwritten (`secure_delete`), yet earlier copies of them may lie in pages that
//! were free before: the file is written anew from what is live (`VACUUM`), and where another
//! program has switched it to a write-ahead log, that is emptied as well. A setting is there from
//! the deletion until this is done, so that a kill in between is made good at the next opening.

use rusqlite::{Connection, ErrorCode, ffi};

/// Setting: something was forgotten, and the file has not been written anew since.
const ERASURE_DUE: &str = "erasure_due";

/// Notes, in the transaction that deletes, that the file is to be written anew.
pub(super) fn note(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT OR REPLACE INTO korydor_settings VALUES (?1, 'yes')",
        [ERASURE_DUE],
    )?;
    Ok(())
}

/// Whether the file is still to be written anew.
pub(super) fn is_due(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row(
        "SELECT count(*) > 0 FROM korydor_settings WHERE name = ?1",
        [ERASURE_DUE],
        |row| row.get(0),
    )
}

/// Writes the file anew from what is live.
pub(super) fn erase(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("VACUUM")?;
    let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    if mode.eq_ignore_ascii_case("wal") {
        let is_held: bool =
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if is_held {
            return Err(rusqlite::Error::SqliteFailure(
                ffi::Error {
                    code: ErrorCode::DatabaseBusy,
                    extended_code: ffi::SQLITE_BUSY,
                },
                None,
            ));
        }
    }
    connection.execute(
        "DELETE FROM korydor_settings WHERE name = ?1",
        [ERASURE_DUE],
    )?;
    Ok(())
}
