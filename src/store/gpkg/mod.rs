//! The store in one file: a GeoPackage (OGC 12-128r17, SQLite) that QGIS and GDAL open as it is.
//!
//! Layers are feature tables, reports and statements attribute tables. SQLite's rollback journal
//! and full synchronisation make a commit survive a kill at any moment, and leave one file that
//! can be copied.

mod geometry;
mod open;
mod schema;

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::types::{ToSqlOutput, Value as SqlValue};
use rusqlite::{
    Connection, OptionalExtension, Row, ToSql, Transaction, TransactionBehavior, params,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::snapshot::around_both;
use super::{Change, LayerChange, Store, StoreError};
use crate::layer::{StoredReading, layer_named, layers};
use crate::model::{
    ControlClaim, Corridor, Event, Feature, Problem, Quote, Reading, Report, Unplaced,
};

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
        let readings = read_all(&mut self.connection);
        let (version, readings) = self.sqlite(readings)?;
        self.seen_version = Some(version);
        Ok(readings)
    }

    fn report(&mut self, id: &str) -> Result<Option<StoredReading>, StoreError> {
        let found = self
            .connection
            .prepare_cached(&format!(
                "SELECT {REPORT_COLUMNS}, text FROM reports WHERE id = ?1"
            ))
            .and_then(|mut select| {
                select
                    .query_row([id], |row| {
                        let mut stored = stored_reading::<Reading>(row)?;
                        stored.reading.report.text = row.get("text")?;
                        Ok(stored)
                    })
                    .optional()
            });
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
        let written = write(&mut self.connection, self.seen_version, change);
        match self.sqlite(written)? {
            Written::All => Ok(()),
            Written::NothingForOthersWrote => Err(StoreError::ChangedElsewhere(self.path.clone())),
        }
    }
}

/// A number that changes when another connection commits, and stays when this one does.
fn data_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "data_version", |row| row.get(0))
}

fn read_all(connection: &mut Connection) -> rusqlite::Result<(i64, Vec<StoredReading>)> {
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
    let id: String = row.get("id")?;
    Ok(Reading {
        doc: id.clone(),
        report: Report {
            id,
            title: row.get("title")?,
            published: row.get("published")?,
            language: parsed(row, "language", |word| {
                serde_json::from_value(Value::from(word))
            })?,
            source: row.get("source")?,
            url: row.get("url")?,
            sha256: row.get("sha256")?,
            text: String::new(),
            paragraphs: Vec::new(),
            sentences: Vec::new(),
        },
        mentions: Vec::new(),
        corridors: Vec::new(),
        events: Vec::new(),
        control: Vec::new(),
        unplaced: Vec::new(),
        problems: vec![Problem {
            code: "unread".to_owned(),
            detail:
                "The report was read by another version of Korydor and has not been read again yet."
                    .to_owned(),
        }],
    })
}

fn parsed<T, E: std::error::Error + Send + Sync + 'static>(
    row: &Row<'_>,
    column: &str,
    parse: impl Fn(&str) -> Result<T, E>,
) -> rusqlite::Result<T> {
    parse(row.get_ref(column)?.as_str()?).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
    })
}

enum Written {
    All,
    NothingForOthersWrote,
}

fn write(
    connection: &mut Connection,
    seen_version: Option<i64>,
    change: &Change<'_>,
) -> rusqlite::Result<Written> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if seen_version != Some(data_version(&transaction)?) {
        return Ok(Written::NothingForOthersWrote);
    }
    for stored in change.reports {
        write_report(&transaction, stored)?;
    }
    match &change.layers {
        LayerChange::Rewrite(features) => {
            transaction.execute_batch(&schema::layer_tables())?;
            write_features(&transaction, features)?;
            for layer in layers() {
                write_extent(&transaction, layer.name)?;
            }
        }
        LayerChange::Edit { removed, put } => {
            let put_ids = put
                .iter()
                .map(|feature| (feature.layer, feature.id.as_str()));
            for (layer, id) in removed.iter().copied().chain(put_ids) {
                transaction
                    .prepare_cached(&format!("DELETE FROM {layer} WHERE id = ?1"))?
                    .execute([id])?;
            }
            write_features(&transaction, put)?;
            let touched = removed.iter().map(|(layer, _)| *layer);
            let touched = touched.chain(put.iter().map(|feature| feature.layer));
            let touched: std::collections::BTreeSet<&str> = touched.collect();
            for layer in touched {
                write_extent(&transaction, layer)?;
            }
        }
    }
    for (name, value) in change.settings {
        transaction.execute(
            "INSERT INTO korydor_settings VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            params![name, value],
        )?;
    }
    transaction.commit()?;
    Ok(Written::All)
}

fn write_report(transaction: &Transaction<'_>, stored: &StoredReading) -> rusqlite::Result<()> {
    let reading = &stored.reading;
    let report = &reading.report;
    transaction
        .prepare_cached(
            "INSERT INTO reports (id, sha256, title, published, language, source, url, received_at, text, reading)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (id) DO UPDATE SET
               title = excluded.title, published = excluded.published, language = excluded.language,
               reading = excluded.reading",
        )?
        .execute(params![
            report.id,
            report.sha256,
            report.title,
            report.published,
            json_word(&report.language),
            report.source,
            report.url,
            stored.received_at.to_string(),
            report.text,
            json_text(reading)?,
        ])?;
    transaction.execute("DELETE FROM statements WHERE report_id = ?1", [&report.id])?;
    let mut insert = transaction.prepare_cached(
        "INSERT INTO statements (report_id, kind, quote, quote_start, quote_end, announced_by, confidence, statement)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let mut write = |kind: &str, quote: &Quote, by: Option<&str>, confidence: f64, json: String| {
        let [start, end] = [quote.start, quote.end].map(|at| i64::try_from(at).ok());
        insert.execute(params![
            report.id,
            kind,
            quote.exact,
            start,
            end,
            by,
            confidence,
            json
        ])
    };
    for said in &reading.corridors {
        let by = said.announced_by.as_deref();
        write(
            "corridor",
            &said.quote,
            by,
            said.confidence,
            json_text(said)?,
        )?;
    }
    for said in &reading.events {
        write(
            "event",
            &said.quote,
            said.by.as_deref(),
            said.confidence,
            json_text(said)?,
        )?;
    }
    for said in &reading.control {
        write(
            "control",
            &said.quote,
            said.by.as_deref(),
            said.confidence,
            json_text(said)?,
        )?;
    }
    Ok(())
}

fn json_text(value: &impl serde::Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

fn json_word(value: &impl serde::Serialize) -> Option<String> {
    let word = serde_json::to_value(value).ok()?;
    word.as_str().map(str::to_owned)
}

fn write_features(transaction: &Transaction<'_>, features: &[&Feature]) -> rusqlite::Result<()> {
    for feature in features {
        let Some(layer) = layer_named(feature.layer) else {
            continue;
        };
        let mut insert = transaction.prepare_cached(&schema::insert_feature(layer))?;
        let blob = feature
            .geometry
            .as_ref()
            .map(geometry::blob)
            .transpose()
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
        insert.raw_bind_parameter(1, blob)?;
        for (at, property) in layer.properties().enumerate() {
            let value = feature
                .properties
                .get(property.name)
                .unwrap_or(&Value::Null);
            insert.raw_bind_parameter(at + 2, Column(value))?;
        }
        insert.raw_execute()?;
    }
    Ok(())
}

/// A property as a column holds it: lists as JSON.
struct Column<'a>(&'a Value);

impl ToSql for Column<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let owned = match self.0 {
            Value::String(text) => return Ok(text.as_str().into()),
            Value::Null => SqlValue::Null,
            Value::Bool(yes) => SqlValue::Integer(i64::from(*yes)),
            Value::Number(number) => match number.as_i64() {
                Some(whole) => SqlValue::Integer(whole),
                None => number.as_f64().map_or(SqlValue::Null, SqlValue::Real),
            },
            Value::Array(_) | Value::Object(_) => SqlValue::Text(self.0.to_string()),
        };
        Ok(ToSqlOutput::Owned(owned))
    }
}

fn write_extent(transaction: &Transaction<'_>, layer: &str) -> rusqlite::Result<()> {
    let mut extent: Option<geo::Rect> = None;
    let mut select =
        transaction.prepare(&format!("SELECT geom FROM {layer} WHERE geom IS NOT NULL"))?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(bounds) = geometry::envelope(row.get_ref(0)?.as_blob()?) {
            extent = Some(extent.map_or(bounds, |extent| around_both(extent, bounds)));
        }
    }
    transaction.execute(
        "UPDATE gpkg_contents SET min_x = ?2, min_y = ?3, max_x = ?4, max_y = ?5,
           last_change = strftime('%Y-%m-%dT%H:%M:%fZ','now') WHERE table_name = ?1",
        params![
            layer,
            extent.map(|extent| extent.min().x),
            extent.map(|extent| extent.min().y),
            extent.map(|extent| extent.max().x),
            extent.map(|extent| extent.max().y),
        ],
    )?;
    Ok(())
}
