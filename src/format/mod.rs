//! Features → files that other programs open.
//!
//! A format is an entry of [`formats`]: name, media type and the function that writes a layer.

mod csv;
pub mod geojson;

use jiff::Timestamp;
use serde_json::{Map, Value};
use thiserror::Error;

use crate::layer::Layer;
use crate::model::{Feature, GeometryBasis};
use crate::shape::osm;

/// Whom the data comes from; stands in every download.
pub const ATTRIBUTION: &str = "Statements: the quoted reports and their publishers. Places: GeoNames (CC BY 4.0) and KATOTTG. Boundaries: Natural Earth (public domain).";

/// Whom features with these properties come from: [`ATTRIBUTION`], and the makers of the roads
/// where a geometry follows imported ones.
pub fn attribution<'a>(properties: impl IntoIterator<Item = &'a Map<String, Value>>) -> String {
    let basis = serde_json::json!(GeometryBasis::RoadNetwork);
    let along_roads = properties
        .into_iter()
        .any(|properties| properties.get("geometry_basis") == Some(&basis));
    if along_roads {
        format!("{ATTRIBUTION} Roads: {}.", osm::ATTRIBUTION)
    } else {
        ATTRIBUTION.to_owned()
    }
}

/// What a reader of any download must know.
pub const DISCLAIMER: &str = "Reported routes. Not a safety assessment. Do not use for navigation.";

/// Why a layer could not be written.
#[derive(Debug, Error)]
#[error("the layer could not be written as {format}: {reason}")]
pub struct FormatError {
    format: &'static str,
    reason: String,
}

/// A format that layers can be written in.
#[derive(Debug)]
pub struct Format {
    /// Name in `f=` and `--format`, and the ending of file names.
    pub name: &'static str,
    /// Media type.
    pub media_type: &'static str,
    /// Writes a layer.
    pub write: Write,
}

/// Writes a layer: its features in order, and when the newest report came in.
pub type Write = fn(&Layer, &[&Feature], Option<Timestamp>) -> Result<Vec<u8>, FormatError>;

/// All formats.
pub fn formats() -> &'static [Format] {
    &FORMATS
}

/// The format called `name`.
pub fn format_named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

static FORMATS: [Format; 2] = [
    Format {
        name: "geojson",
        media_type: geojson::MEDIA_TYPE,
        write: |layer, features, changed_at| Ok(geojson::layer(layer, features, changed_at).0),
    },
    Format {
        name: "csv",
        media_type: csv::MEDIA_TYPE,
        write: |layer, features, _| csv::layer(layer, features),
    },
];
