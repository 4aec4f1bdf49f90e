//! What reports came in as, personal data and all, where the operator wants that kept. It goes with a report that
//! is withdrawn and comes back with it, and is deleted with one that is forgotten.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::read;

/// What the report of an identifier came in as; none where the store is of a version that kept none.
pub(super) fn of(connection: &Connection, id: &str) -> rusqlite::Result<Option<Vec<u8>>> {
    if !read::has_table(connection, "korydor_originals")? {
        return Ok(None);
    }
    let select = "SELECT bytes FROM korydor_originals WHERE id = ?1";
    let found = connection.query_row(select, [id], |row| row.get(0));
    found.optional()
}

/// Keeps what a report came in as; what was kept before stays.
pub(super) fn put(transaction: &Transaction<'_>, id: &str, bytes: &[u8]) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "INSERT INTO korydor_originals VALUES (?1, ?2) ON CONFLICT (id) DO NOTHING",
        )?
        .execute(params![id, bytes])?;
    Ok(())
}

/// Puts what is kept of a report under another identifier.
pub(super) fn rename(transaction: &Transaction<'_>, id: &str, new: &str) -> rusqlite::Result<()> {
    transaction.execute(
        "UPDATE OR REPLACE korydor_originals SET id = ?2 WHERE id = ?1",
        [id, new],
    )?;
    Ok(())
}

/// Deletes what is kept of a report.
pub(super) fn remove(transaction: &Transaction<'_>, id: &str) -> rusqlite::Result<()> {
    transaction.execute("DELETE FROM korydor_originals WHERE id = ?1", [id])?;
    Ok(())
}
