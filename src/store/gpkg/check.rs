//! Trying whether the file can be written, without changing it.

use rusqlite::{Connection, TransactionBehavior};

/// Writes a setting, longer than it was (what stays the same is not written), and takes it back: SQLite
/// reads the head of the file, takes its lock, makes its journal and puts the old page into it, so that a
/// file that was cut off, may not be written or has no room shows here.
///
/// Gives what is wrong with the contents, where they can be read and are not those of a store.
pub(super) fn try_writing(connection: &mut Connection) -> rusqlite::Result<Option<String>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let tables: i64 = transaction.query_row(
        "SELECT count(*) FROM sqlite_schema WHERE name IN ('korydor_settings', 'reports')",
        [],
        |row| row.get(0),
    )?;
    if tables != 2 {
        return Ok(Some("its tables are gone".to_owned()));
    }
    transaction.query_row("SELECT max(fid) FROM reports", [], |_| Ok(()))?;
    transaction.execute(
        "UPDATE korydor_settings SET value = value || ' ' WHERE name = 'store_version'",
        [],
    )?;
    transaction.rollback()?;
    Ok(None)
}
