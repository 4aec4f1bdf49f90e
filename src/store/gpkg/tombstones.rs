//! Withdrawn reports and files: out of their tables, behind a tombstone, and back.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use super::write::json_text;
use super::{originals, read};
use crate::layer::StoredReading;
use crate::model::{Problem, Reading, Report, Tombstone};
use crate::shape::control::ControlImport;
use crate::store::Withdrawn;

/// What is kept behind a tombstone. Text stands apart: [`Report`] does not write it.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Content {
    Report {
        report: Report,
        text: String,
        received_at: Timestamp,
        problems: Vec<Problem>,
    },
    Import {
        import: ControlImport,
        text: String,
    },
}

/// All tombstones in the order of their withdrawal; none where the store is of a version that had
/// none.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<Vec<Tombstone>> {
    if !read::has_table(connection, "korydor_tombstones")? {
        return Ok(Vec::new());
    }
    let mut select = connection.prepare(
        "SELECT id, withdrawn_at, reason, features, content IS NULL AS forgotten
         FROM korydor_tombstones ORDER BY fid",
    )?;
    let tombstones = select.query_map([], |row| {
        let reason: Option<String> = row.get("reason")?;
        Ok(Tombstone {
            id: row.get("id")?,
            withdrawn_at: read::parsed(row, "withdrawn_at", str::parse)?,
            // Somebody else may have written another one there: then it is not shown.
            reason: reason.and_then(|reason| reason.parse().ok()),
            forgotten: row.get("forgotten")?,
            features: read::parsed(row, "features", |json| serde_json::from_str(json))?,
        })
    })?;
    tombstones.collect()
}

/// What was withdrawn under this identifier and is not forgotten.
pub(super) fn withdrawn(connection: &Connection, id: &str) -> rusqlite::Result<Option<Withdrawn>> {
    connection
        .query_row(
            "SELECT content FROM korydor_tombstones WHERE id = ?1 AND content IS NOT NULL",
            [id],
            |row| read::parsed(row, "content", |json| serde_json::from_str::<Content>(json)),
        )
        .optional()
        .map(|content| content.map(Withdrawn::from))
}

/// Sets a tombstone in the place of the report or file of its identifier.
pub(super) fn set(transaction: &Transaction<'_>, tombstone: &Tombstone) -> rusqlite::Result<()> {
    let id = &tombstone.id;
    let content = if tombstone.forgotten {
        None
    } else {
        content_of(transaction, id)?
    };
    remove(transaction, id)?;
    if tombstone.forgotten {
        originals::remove(transaction, id)?;
    }
    transaction.execute(
        "INSERT INTO korydor_tombstones (id, withdrawn_at, reason, features, content)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (id) DO UPDATE SET
           reason = excluded.reason, features = excluded.features, content = excluded.content",
        params![
            id,
            tombstone.withdrawn_at.to_string(),
            tombstone.reason.as_ref().map(AsRef::<str>::as_ref),
            json_text(&tombstone.features)?,
            content,
        ],
    )?;
    Ok(())
}

/// Removes the report or file of an identifier from its tables.
pub(super) fn remove(transaction: &Transaction<'_>, id: &str) -> rusqlite::Result<()> {
    for (table, column) in [
        ("statements", "report_id"),
        ("reports", "id"),
        ("control_imports", "id"),
    ] {
        transaction.execute(&format!("DELETE FROM {table} WHERE {column} = ?1"), [id])?;
    }
    Ok(())
}

/// Takes a tombstone away, with what was kept behind it.
pub(super) fn lift(transaction: &Transaction<'_>, id: &str) -> rusqlite::Result<()> {
    transaction.execute("DELETE FROM korydor_tombstones WHERE id = ?1", [id])?;
    Ok(())
}

/// What is to be kept of a report or file that is still in its table, as JSON.
fn content_of(transaction: &Transaction<'_>, id: &str) -> rusqlite::Result<Option<String>> {
    let content = if let Some(stored) = read::one(transaction, id)? {
        let Reading {
            report, problems, ..
        } = stored.reading;
        let text = report.text.clone();
        Some(Content::Report {
            report,
            text,
            received_at: stored.received_at,
            problems,
        })
    } else {
        let mut imports = read::imports(transaction)?.into_iter();
        let import = imports.find(|import| import.report.id == id);
        import.map(|import| Content::Import {
            text: import.report.text.clone(),
            import,
        })
    };
    content.as_ref().map(json_text).transpose()
}

impl From<Content> for Withdrawn {
    fn from(content: Content) -> Self {
        match content {
            Content::Report {
                mut report,
                text,
                received_at,
                problems,
            } => {
                report.text = text;
                let reading = Reading {
                    problems,
                    ..Reading::of_nothing_but(report)
                };
                Self::Report(StoredReading::new(reading, received_at))
            }
            Content::Import { mut import, text } => {
                import.report.text = text;
                Self::Import(import)
            }
        }
    }
}
