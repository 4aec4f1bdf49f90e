//! Features of the GeoJSON files, as far as the basemap reads them.

use std::error::Error;
use std::fs;
use std::path::Path;

use geojson::{FeatureCollection, GeometryValue, JsonObject, Position};

/// A feature's geometry as lists of positions, with its properties.
pub struct Feature {
    properties: JsonObject,
    /// The lines, or the rings of each polygon in turn (outer ring first).
    pub parts: Vec<Vec<Vec<Position>>>,
}

impl Feature {
    /// Text of a property; empty where it is missing.
    pub fn text(&self, key: &str) -> &str {
        self.properties
            .get(key)
            .and_then(|v| v.as_str())
            .unwrap_or_default()
    }

    /// Whole number of a property; `None` where it is missing.
    pub fn number(&self, key: &str) -> Option<u8> {
        self.properties
            .get(key)
            .and_then(|v| v.as_f64())
            .map(|n| n as u8)
    }
}

/// Reads a FeatureCollection of lines or polygons.
pub fn read(file: &Path) -> Result<Vec<Feature>, Box<dyn Error>> {
    let told = |problem: String| format!("{}: {problem}", file.display());
    let text = fs::read_to_string(file).map_err(|e| told(e.to_string()))?;
    let collection: FeatureCollection = text.parse().map_err(|e| told(format!("{e}")))?;
    collection
        .features
        .into_iter()
        .map(|feature| {
            let geometry = feature
                .geometry
                .ok_or_else(|| told("a feature has no geometry".into()))?;
            let parts = match geometry.value {
                GeometryValue::LineString { coordinates } => vec![vec![coordinates]],
                GeometryValue::MultiLineString { coordinates } => {
                    coordinates.into_iter().map(|line| vec![line]).collect()
                }
                GeometryValue::Polygon { coordinates } => vec![coordinates],
                GeometryValue::MultiPolygon { coordinates } => coordinates,
                other => {
                    return Err(
                        told(format!("{} is neither line nor polygon", other.type_name())).into(),
                    );
                }
            };
            Ok(Feature {
                properties: feature.properties.unwrap_or_default(),
                parts,
            })
        })
        .collect()
}
