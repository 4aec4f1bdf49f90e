//! Fingerprints of the texts that are held or were withdrawn.

use std::collections::HashMap;

use rusqlite::{Connection, Transaction, params};

use super::read;
use crate::report::Fingerprint;

/// All fingerprints by identifier; none where the store is of a version that had none.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<HashMap<String, Fingerprint>> {
    if !read::has_table(connection, "korydor_fingerprints")? {
        return Ok(HashMap::new());
    }
    let mut select = connection.prepare("SELECT id, fingerprint FROM korydor_fingerprints")?;
    let found = select.query_map([], |row| {
        Ok((
            row.get("id")?,
            Fingerprint::from_bits(row.get("fingerprint")?),
        ))
    })?;
    found.collect()
}

/// Takes the fingerprints of all reports and files that an older version took in.
pub(super) fn take_all(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut select = transaction.prepare("SELECT id, text FROM reports")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let id: String = row.get("id")?;
        let text = row.get_ref("text")?.as_str()?;
        put(transaction, &id, Fingerprint::of(text))?;
    }
    for import in read::imports(transaction)? {
        put(transaction, &import.report.id, import.fingerprint())?;
    }
    Ok(())
}

/// Notes the fingerprint of an identifier.
pub(super) fn put(
    transaction: &Transaction<'_>,
    id: &str,
    fingerprint: Fingerprint,
) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "INSERT INTO korydor_fingerprints VALUES (?1, ?2)
             ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint",
        )?
        .execute(params![id, fingerprint.bits()])?;
    Ok(())
}

/// Removes the fingerprint of an identifier.
pub(super) fn remove(transaction: &Transaction<'_>, id: &str) -> rusqlite::Result<()> {
    transaction.execute("DELETE FROM korydor_fingerprints WHERE id = ?1", [id])?;
    Ok(())
}
