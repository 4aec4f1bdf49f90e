//! Trying whether the file can be written, without changing it.

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use serde_json::{Map, Value};

use super::{fingerprints, schema, tombstones, write};
use crate::layer::{StoredReading, layers};
use crate::model::{Feature, Language, Masked, Quote, Reading, Report, Tombstone};
use crate::report::Fingerprint;
use crate::shape::control::ControlImport;

/// The identifier of what is written and taken back; no report has one like it.
const PROBE: &str = "korydor-probe";
/// More than a page holds, so that room is looked for as well.
const PROBE_BYTES: usize = 20_000;

/// Writes one row into each table that a report may touch, by the statements that a report is written by, and
/// takes them back: SQLite reads the head of the file, takes its lock, makes its journal and puts the old pages
/// into it, so that a file that was cut off, may not be written, has no room or has not the tables that it was
/// made with shows here. What it costs does not depend on how much the store holds.
///
/// `lock` says whether others may read meanwhile. Gives the name of a table that is missing.
pub(super) fn try_writing(
    connection: &mut Connection,
    lock: TransactionBehavior,
) -> rusqlite::Result<Option<String>> {
    let transaction = connection.transaction_with_behavior(lock)?;
    let missing = schema::missing_table(&transaction)?;
    if missing.is_none() {
        write_probe(&transaction)?;
    }
    transaction.rollback()?;
    Ok(missing)
}

fn write_probe(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let now = Timestamp::now();
    let report = Report {
        id: PROBE.to_owned(),
        title: None,
        published: None,
        language: Language::default(),
        source: None,
        url: None,
        sha256: String::new(),
        masked: Masked::default(),
        text: " ".repeat(PROBE_BYTES),
        paragraphs: Vec::new(),
    };
    let import = ControlImport {
        report: report.clone(),
        received_at: now,
        settlements: Vec::new(),
        areas: Vec::new(),
    };
    let mut stored = StoredReading::new(Reading::of_nothing_but(report), now);
    stored.original = Some(Vec::new());
    write::report(transaction, &stored)?;
    write::statement(
        transaction,
        PROBE,
        "probe",
        &Quote {
            exact: "".into(),
            start: 0,
            end: 0,
        },
        None,
        0.0,
        String::new(),
    )?;
    write::import(transaction, &import)?;
    fingerprints::put(transaction, PROBE, Fingerprint::of(""))?;
    for layer in layers() {
        let id = Value::String(PROBE.to_owned());
        let feature = Feature {
            id: PROBE.to_owned(),
            layer: layer.name,
            geometry: None,
            properties: Map::from_iter([("id".to_owned(), id)]),
        };
        write::features(transaction, &[&feature])?;
        write::set_extent(transaction, layer.name, None)?;
    }
    tombstones::set(
        transaction,
        &Tombstone {
            id: PROBE.to_owned(),
            withdrawn_at: now,
            reason: None,
            forgotten: true,
            features: Vec::new(),
        },
    )?;
    transaction.execute(
        "UPDATE korydor_settings SET value = value || ' ' WHERE name = 'store_version'",
        [],
    )?;
    Ok(())
}
