//! A change → rows, in one transaction.

use std::collections::BTreeSet;

use rusqlite::types::{ToSqlOutput, Value as SqlValue};
use rusqlite::{ToSql, Transaction, params};
use serde_json::Value;

use super::{data_version, erase, fingerprints, geometry, originals, schema, tombstones};
use crate::layer::{Known, Layer, StoredReading, layer_named, layers, title};
use crate::model::{Feature, Quote};
use crate::shape::control::ControlImport;
use crate::store::snapshot::around_both;
use crate::store::{Change, LayerChange};

/// What became of a change.
pub(super) enum Written {
    /// All of it is on the disk.
    All,
    /// Another connection has written since `seen_version`.
    NothingForOthersWrote,
}

/// Writes a change in a transaction that has begun, and ends it, if nobody else has written since `seen_version`.
pub(super) fn change(
    transaction: Transaction<'_>,
    seen_version: Option<i64>,
    change: &Change<'_>,
) -> rusqlite::Result<Written> {
    if seen_version != Some(data_version(&transaction)?) {
        return Ok(Written::NothingForOthersWrote);
    }
    let stays = |id: &str| change.originals_renamed.iter().any(|(_, new)| *new == id);
    for (id, new) in change.originals_renamed {
        originals::rename(&transaction, id, new)?;
    }
    // Before the reports: what comes back must not leave again.
    for tombstone in change.tombstones {
        tombstones::set(&transaction, tombstone)?;
    }
    if change
        .tombstones
        .iter()
        .any(|tombstone| tombstone.forgotten)
    {
        erase::note(&transaction)?;
    }
    for id in change.lifted {
        tombstones::lift(&transaction, id)?;
        fingerprints::remove(&transaction, id)?;
        if !stays(id) {
            originals::remove(&transaction, id)?;
        }
    }
    for id in change.renamed {
        tombstones::remove(&transaction, id)?;
        fingerprints::remove(&transaction, id)?;
        originals::remove(&transaction, id)?;
    }
    if !change.renamed.is_empty() {
        erase::note(&transaction)?;
    }
    for stored in change.reports {
        report(&transaction, stored)?;
    }
    for imported in change.imports {
        import(&transaction, imported)?;
    }
    for (id, fingerprint) in change.fingerprints {
        fingerprints::put(&transaction, id, *fingerprint)?;
    }
    match &change.layers {
        LayerChange::Rewrite(features) => {
            transaction.execute_batch(&schema::layer_tables())?;
            self::features(&transaction, features)?;
            for layer in layers() {
                write_extent(&transaction, layer.name)?;
                write_age(&transaction, layer)?;
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
            features(&transaction, put)?;
            let touched = removed.iter().map(|(layer, _)| *layer);
            let touched = touched.chain(put.iter().map(|feature| feature.layer));
            let touched: BTreeSet<&str> = touched.collect();
            for layer in touched {
                write_extent(&transaction, layer)?;
                if let Some(layer) = layer_named(layer) {
                    write_age(&transaction, layer)?;
                }
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

/// Writes a report with its statements in the place of those that it had.
pub(super) fn report(
    transaction: &Transaction<'_>,
    stored: &StoredReading,
) -> rusqlite::Result<()> {
    let reading = &stored.reading;
    let report = &reading.report;
    transaction
        .prepare_cached(
            "INSERT INTO reports (id, sha256, title, published, language, source, url, received_at, text, reading)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (id) DO UPDATE SET
               title = excluded.title, published = excluded.published, language = excluded.language,
               source = excluded.source, url = excluded.url,
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
    if let Some(original) = &stored.original {
        originals::put(transaction, &report.id, original)?;
    }
    transaction.execute("DELETE FROM statements WHERE report_id = ?1", [&report.id])?;
    let write = |kind: &str, quote: &Quote, by: Option<&str>, confidence: f64, json: String| {
        statement(transaction, &report.id, kind, quote, by, confidence, json)
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

/// Adds a statement of a report.
pub(super) fn statement(
    transaction: &Transaction<'_>,
    report_id: &str,
    kind: &str,
    quote: &Quote,
    by: Option<&str>,
    confidence: f64,
    json: String,
) -> rusqlite::Result<()> {
    let [start, end] = [quote.start, quote.end].map(|at| i64::try_from(at).ok());
    transaction
        .prepare_cached(
            "INSERT INTO statements (report_id, kind, quote, quote_start, quote_end, announced_by, confidence, statement)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            report_id,
            kind,
            &*quote.exact,
            start,
            end,
            by,
            confidence,
            json
        ])?;
    Ok(())
}

/// Writes an imported file of control.
pub(super) fn import(
    transaction: &Transaction<'_>,
    import: &ControlImport,
) -> rusqlite::Result<()> {
    let report = &import.report;
    transaction
        .prepare_cached(
            "INSERT INTO control_imports (id, title, source, url, received_at, text, content)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO NOTHING",
        )?
        .execute(params![
            report.id,
            report.title,
            report.source,
            report.url,
            import.received_at.to_string(),
            report.text,
            json_text(import)?,
        ])?;
    Ok(())
}

pub(super) fn json_text(value: &impl serde::Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

fn json_word(value: &impl serde::Serialize) -> Option<String> {
    let word = serde_json::to_value(value).ok()?;
    word.as_str().map(str::to_owned)
}

/// Adds features to their layers.
pub(super) fn features(
    transaction: &Transaction<'_>,
    features: &[&Feature],
) -> rusqlite::Result<()> {
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

/// Says in the description of a layer that shows a state of which day it is.
fn write_age(transaction: &Transaction<'_>, layer: &Layer) -> rusqlite::Result<()> {
    if !layer.id.shows_a_state() {
        return Ok(());
    }
    let known = known_of(transaction, layer)?;
    transaction.execute(
        "UPDATE gpkg_contents SET description = ?2 WHERE table_name = ?1",
        params![
            layer.name,
            format!("{}. {}", title(layer, known.as_ref()), layer.description),
        ],
    )?;
    Ok(())
}

fn known_of(transaction: &Transaction<'_>, layer: &Layer) -> rusqlite::Result<Option<Known>> {
    let has_newest = layer
        .properties()
        .any(|property| property.name == "newest_claim");
    let newest = if has_newest {
        "newest_claim"
    } else {
        "last_claim"
    };
    let mut select = transaction.prepare(&format!(
        "SELECT last_claim, age_days, coalesce({newest}, last_claim) FROM {} WHERE last_claim IS NOT NULL AND age_days IS NOT NULL",
        layer.name
    ))?;
    let mut rows = select.query([])?;
    let mut known: Option<Known> = None;
    while let Some(row) = rows.next()? {
        let last_claim: String = row.get(0)?;
        let newest_claim: String = row.get(2)?;
        let one = Known::of_feature(&last_claim, &newest_claim, row.get(1)?);
        known = match (known, one) {
            (Some(known), Some(one)) => Some(known.and(one)),
            (known, one) => known.or(one),
        };
    }
    Ok(known)
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
    set_extent(transaction, layer, extent)
}

/// Says in the contents of the store how far a layer reaches, and that it was changed.
pub(super) fn set_extent(
    transaction: &Transaction<'_>,
    layer: &str,
    extent: Option<geo::Rect>,
) -> rusqlite::Result<()> {
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
