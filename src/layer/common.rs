//! What the features of all layers share: identity, provenance, and the order of properties.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::registry::LayerId;
use crate::model::{Feature, Place, PlaceKind, Quote, Report, Sensitivity, Verification};

/// Where a statement comes from and how sure the reader is of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Provenance<'a> {
    pub report: &'a Report,
    pub quote: &'a Quote,
    pub announced_by: Option<&'a str>,
    pub confidence: f64,
    pub verification: Verification,
}

/// A stable identifier: the first 16 hexadecimal digits of SHA-256 over the parts.
pub(super) fn identity<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let digest = hash.finalize();
    digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// A feature of `layer` with the common properties and its own, in the order of the schema.
///
/// Own properties that are absent become null, so that every feature of a layer has the same
/// members.
pub(super) fn feature(
    layer: LayerId,
    id: String,
    provenance: &Provenance<'_>,
    geometry: Option<geo::Geometry<f64>>,
    own: Value,
) -> Feature {
    let layer = layer.layer();
    let mut values = common(&id, provenance);
    if let Value::Object(own) = own {
        values.extend(own);
    }
    let properties = layer
        .properties()
        .map(|property| {
            let value = values.remove(property.name).unwrap_or(Value::Null);
            (property.name.to_owned(), value)
        })
        .collect();
    debug_assert!(
        values.is_empty(),
        "not in the schema of {}: {values:?}",
        layer.name
    );
    Feature {
        id,
        layer: layer.name,
        geometry,
        properties,
    }
}

fn common(id: &str, provenance: &Provenance<'_>) -> Map<String, Value> {
    let Provenance {
        report,
        quote,
        announced_by,
        confidence,
        verification,
    } = provenance;
    let Value::Object(values) = json!({
        "id": id,
        "report_id": report.id,
        "report_title": report.title,
        "source_name": report.source,
        "source_url": report.url,
        "quote": quote.exact,
        "quote_start": quote.start,
        "quote_end": quote.end,
        "quote_lang": report.language,
        "published": report.published,
        "confidence": rounded(*confidence, 3),
        "verification": verification,
        "sensitivity": Sensitivity::default(),
        "announced_by": announced_by,
    }) else {
        return Map::new();
    };
    values
}

/// The number to so many decimals.
pub(super) fn rounded(number: f64, decimals: i32) -> f64 {
    let factor = 10_f64.powi(decimals);
    (number * factor).round() / factor
}

/// The point of a place, where it is one: an area has a position too, but drawing a point there
/// would claim more than the report says.
pub(super) fn point(place: &Place) -> Option<geo::Point<f64>> {
    match place.kind {
        PlaceKind::PopulatedPlace | PlaceKind::District | PlaceKind::Feature => {
            let (lon, lat) = place.position()?;
            (lon.is_finite() && lat.is_finite()).then(|| geo::Point::new(lon, lat))
        }
        PlaceKind::Country
        | PlaceKind::Admin1
        | PlaceKind::Admin2
        | PlaceKind::Region
        | PlaceKind::Water => None,
    }
}
