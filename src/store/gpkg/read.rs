//! Rows → readings.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::data_version;
use crate::layer::StoredReading;
use crate::model::{ControlClaim, Corridor, Event, Masked, Problem, Reading, Report, Unplaced};
use crate::shape::control::ControlImport;
use crate::store::{Part, ReportHead};

/// All readings without mentions and text, and the version of the data that they are of.
pub(super) fn all(connection: &mut Connection) -> rusqlite::Result<(i64, Vec<StoredReading>)> {
    let transaction = connection.transaction()?;
    let mut select = transaction.prepare(&format!(
        "SELECT {REPORT_COLUMNS} FROM reports ORDER BY fid"
    ))?;
    let readings = select
        .query_map([], stored_reading::<Statements>)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    drop(select);
    let version = data_version(&transaction)?;
    Ok((version, readings))
}

/// The imported files of control; none where the store is of a version that had none.
pub(super) fn imports(connection: &Connection) -> rusqlite::Result<Vec<ControlImport>> {
    if !has_table(connection, "control_imports")? {
        return Ok(Vec::new());
    }
    let mut select =
        connection.prepare("SELECT text, content FROM control_imports ORDER BY fid")?;
    let mut imports = Vec::new();
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let content = row.get_ref("content")?.as_str()?;
        match serde_json::from_str::<ControlImport>(content) {
            Ok(mut import) => {
                import.report.text = row.get("text")?;
                imports.push(import);
            }
            // Another version wrote it: it stays, and that version knows it.
            Err(error) => tracing::warn!("an imported file of control is left out: {error}"),
        }
    }
    Ok(imports)
}

/// Whether the store has a table, which older versions may lack.
pub(super) fn has_table(connection: &Connection, name: &str) -> rusqlite::Result<bool> {
    connection.query_row(
        "SELECT count(*) > 0 FROM sqlite_schema WHERE name = ?1",
        [name],
        |row| row.get(0),
    )
}

/// One report with its text and its whole reading.
pub(super) fn one(connection: &Connection, id: &str) -> rusqlite::Result<Option<StoredReading>> {
    connection
        .prepare_cached(&format!(
            "SELECT {REPORT_COLUMNS}, text FROM reports WHERE id = ?1"
        ))?
        .query_row([id], |row| {
            let mut stored = stored_reading::<Reading>(row)?;
            stored.reading.report.text = row.get("text")?;
            Ok(stored)
        })
        .optional()
}

/// What is known of a report without its text and its reading.
pub(super) fn head(connection: &Connection, id: &str) -> rusqlite::Result<Option<ReportHead>> {
    connection
        .prepare_cached(
            "SELECT fid, id, sha256, title, published, language, source, url, received_at,
               octet_length(text) AS text_bytes, octet_length(reading) AS reading_bytes
             FROM reports WHERE id = ?1",
        )?
        .query_row([id], |row| {
            let bytes = |column| {
                let bytes: i64 = row.get(column)?;
                Ok::<_, rusqlite::Error>(usize::try_from(bytes).unwrap_or_default())
            };
            Ok(ReportHead {
                row: row.get("fid")?,
                report: report(row)?,
                received_at: parsed(row, "received_at", str::parse)?,
                text_bytes: bytes("text_bytes")?,
                reading_bytes: bytes("reading_bytes")?,
            })
        })
        .optional()
}

/// A piece of a part of a report; `None` where the part is not as long as `head` says: it was read again.
pub(super) fn piece(
    connection: &Connection,
    head: &ReportHead,
    part: Part,
    start: usize,
    length: usize,
) -> rusqlite::Result<Option<Vec<u8>>> {
    let (column, bytes) = match part {
        Part::Text => ("text", head.text_bytes),
        Part::Reading => ("reading", head.reading_bytes),
    };
    let blob = connection.blob_open("main", "reports", column, head.row, true)?;
    if blob.len() != bytes {
        return Ok(None);
    }
    let mut piece = vec![0; length.min(bytes.saturating_sub(start))];
    blob.read_at_exact(&mut piece, start)?;
    Ok(Some(piece))
}

const REPORT_COLUMNS: &str =
    "id, sha256, title, published, language, source, url, received_at, reading";

/// A reading without its mentions, which are most of it and which layers do not need.
#[derive(Deserialize)]
struct Statements {
    doc: String,
    report: Report,
    corridors: Vec<Corridor>,
    events: Vec<Event>,
    control: Vec<ControlClaim>,
    unplaced: Vec<Unplaced>,
    problems: Vec<Problem>,
}

impl From<Statements> for Reading {
    fn from(statements: Statements) -> Self {
        Self {
            doc: statements.doc,
            report: statements.report,
            mentions: Vec::new(),
            corridors: statements.corridors,
            events: statements.events,
            control: statements.control,
            unplaced: statements.unplaced,
            problems: statements.problems,
        }
    }
}

/// The reading of a row, as far as `R` holds it.
fn stored_reading<R>(row: &Row<'_>) -> rusqlite::Result<StoredReading>
where
    R: DeserializeOwned + Into<Reading>,
{
    let received_at: Timestamp = parsed(row, "received_at", str::parse)?;
    let reading = match serde_json::from_str::<R>(row.get_ref("reading")?.as_str()?) {
        Ok(reading) => reading.into(),
        // Another version wrote it: the report is there and will be read again.
        Err(_) => unread(row)?,
    };
    Ok(StoredReading::new(reading, received_at))
}

/// The report of a row without anything understood of it.
fn unread(row: &Row<'_>) -> rusqlite::Result<Reading> {
    let report = report(row)?;
    Ok(Reading {
        problems: vec![Problem {
            code: "unread".to_owned(),
            detail:
                "The report was read by another version of Korydor and has not been read again yet."
                    .to_owned(),
            quote: None,
        }],
        ..Reading::of_nothing_but(report)
    })
}

/// The report of a row without its text.
fn report(row: &Row<'_>) -> rusqlite::Result<Report> {
    Ok(Report {
        id: row.get("id")?,
        title: row.get("title")?,
        published: row.get("published")?,
        language: parsed(row, "language", |word| {
            serde_json::from_value(Value::from(word))
        })?,
        source: row.get("source")?,
        url: row.get("url")?,
        sha256: row.get("sha256")?,
        text: String::new(),
        masked: Masked::default(),
        paragraphs: Vec::new(),
    })
}

pub(super) fn parsed<T, E: std::error::Error + Send + Sync + 'static>(
    row: &Row<'_>,
    column: &str,
    parse: impl Fn(&str) -> Result<T, E>,
) -> rusqlite::Result<T> {
    parse(row.get_ref(column)?.as_str()?).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
    })
}
