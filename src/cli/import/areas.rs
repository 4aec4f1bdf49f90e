//! GeoJSON polygons of who holds which land.

use geo::algorithm::Validation;
use geo::{CoordsIter, InteriorPoint, MultiPolygon};
use geojson::{Feature, JsonObject, JsonValue};

use super::table::Defaults;
use super::words::{Heading, day, heading, party, said};
use crate::fault::caught;
use crate::gazetteer::Gazetteer;
use crate::model::Quote;
use crate::shape::control::{ImportedArea, grid};

/// The areas that were understood; what was done to others; and a text with a line for each
/// feature, which the quotes are taken from.
#[derive(Debug, Default)]
pub(super) struct Areas {
    pub areas: Vec<ImportedArea>,
    pub repaired: Vec<(usize, String)>,
    pub left_out: Vec<(usize, String)>,
    pub text: String,
}

/// Reads the features.
///
/// # Errors
/// A sentence when the text is not GeoJSON.
pub(super) fn read(text: &str, defaults: &Defaults) -> Result<Areas, String> {
    let mut areas = Areas::default();
    let mut written = 0;
    for (number, feature) in (1..).zip(features(text)?) {
        let (geometry, properties) = match understood(feature) {
            Ok(feature) => (feature.geometry, feature.properties.unwrap_or_default()),
            Err(wrong) => {
                areas.left_out.push((number, wrong));
                continue;
            }
        };
        let line = serde_json::to_string(&properties).unwrap_or_default();
        let length = line.chars().count();
        let quote = Quote {
            exact: line.as_str().into(),
            start: written,
            end: written + length,
        };
        areas.text.push_str(&line);
        areas.text.push('\n');
        written += length + 1;
        let area = caught(|| area(geometry, &properties, defaults, quote));
        match area.unwrap_or_else(|fault| Err(fault.to_string())) {
            Ok(None) => {}
            Ok(Some((area, repair))) => {
                areas.areas.push(area);
                areas.repaired.extend(repair.map(|what| (number, what)));
            }
            Err(wrong) => areas.left_out.push((number, wrong)),
        }
    }
    Ok(areas)
}

/// The features of a GeoJSON text, not looked into yet: what is wrong with one says nothing of the others.
fn features(text: &str) -> Result<Vec<JsonValue>, String> {
    let mut parsed: JsonValue =
        serde_json::from_str(text).map_err(|error| format!("the file is not GeoJSON: {error}"))?;
    let kind = parsed.get("type").and_then(JsonValue::as_str);
    match kind.unwrap_or_default() {
        "FeatureCollection" => match parsed.get_mut("features").map(JsonValue::take) {
            Some(JsonValue::Array(features)) => Ok(features),
            _ => Err("the file is not GeoJSON: its collection has no list of features".to_owned()),
        },
        "Feature" => Ok(vec![parsed]),
        "Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon" | "MultiPolygon"
        | "GeometryCollection" => Ok(vec![serde_json::json!({
            "type": "Feature",
            "geometry": parsed,
            "properties": null,
        })]),
        _ => Err(
            "the file is not GeoJSON: its type is neither FeatureCollection nor Feature nor a geometry"
                .to_owned(),
        ),
    }
}

fn understood(feature: JsonValue) -> Result<Feature, String> {
    if !feature.get("geometry").is_none_or(has_whole_positions) {
        return Err("one of its positions is not longitude and latitude, two numbers".to_owned());
    }
    serde_json::from_value(feature)
        .map_err(|error| format!("it is not a feature of GeoJSON: {error}"))
}

/// Whether each position of a geometry has two numbers or more; how deep positions lie is told by its type (RFC 7946,
/// section 3.1). Nesting is bounded by the reader of JSON.
fn has_whole_positions(geometry: &JsonValue) -> bool {
    fn are_whole(coordinates: &JsonValue, depth: usize) -> bool {
        let JsonValue::Array(values) = coordinates else {
            return false;
        };
        match depth.checked_sub(1) {
            None => values.len() >= 2 && values.iter().all(JsonValue::is_number),
            Some(depth) => values.iter().all(|value| are_whole(value, depth)),
        }
    }
    let depth = match geometry.get("type").and_then(JsonValue::as_str) {
        Some("Point") => 0,
        Some("MultiPoint" | "LineString") => 1,
        Some("MultiLineString" | "Polygon") => 2,
        Some("MultiPolygon") => 3,
        // A collection's parts have the positions; what is no geometry is refused by its reader.
        _ => {
            let parts = geometry.get("geometries").and_then(JsonValue::as_array);
            return parts.is_none_or(|parts| parts.iter().all(has_whole_positions));
        }
    };
    let coordinates = geometry.get("coordinates");
    coordinates.is_none_or(|coordinates| are_whole(coordinates, depth))
}

type Understood = Option<(ImportedArea, Option<String>)>;

fn area(
    geometry: Option<geojson::Geometry>,
    properties: &JsonObject,
    defaults: &Defaults,
    quote: Quote,
) -> Result<Understood, String> {
    let geometry = geometry.ok_or("it has no geometry")?;
    let geometry = geo::Geometry::<f64>::try_from(geometry)
        .map_err(|error| format!("its geometry cannot be read: {error}"))?;
    let stated: MultiPolygon = match geometry {
        geo::Geometry::Polygon(polygon) => polygon.into(),
        geo::Geometry::MultiPolygon(polygons) => polygons,
        geo::Geometry::LineString(_) | geo::Geometry::MultiLineString(_) => {
            return Err(
                "it is a line, which does not say who holds which side; give the held land as a polygon"
                    .to_owned(),
            );
        }
        _ => return Err("it is not a polygon".to_owned()),
    };
    let out_of_range = |at: geo::Coord| {
        !(at.x.is_finite() && at.y.is_finite()) || at.x.abs() > 180.0 || at.y.abs() > 90.0
    };
    if stated.coords_iter().any(out_of_range) {
        return Err(
            "its coordinates are not degrees of longitude and latitude (WGS 84)".to_owned(),
        );
    }
    let wrong = stated
        .check_validation()
        .err()
        .map(|error| error.to_string());
    let clean = grid::areas(&stated);
    if clean.0.is_empty() {
        return Err(match wrong {
            Some(wrong) => format!("its polygon cannot be repaired: {wrong}"),
            None => "its polygon encloses nothing".to_owned(),
        });
    }
    let value = |wanted: Heading| {
        properties.iter().find_map(|(name, value)| {
            let text = value.as_str().filter(|text| !text.trim().is_empty())?;
            (heading(name) == Some(wanted)).then_some(text)
        })
    };
    let words = value(Heading::Party).or(defaults.party.as_deref());
    let words = words.ok_or("nothing says who holds it: a property party or status, or --party")?;
    let Some(held) = party(words)? else {
        return Ok(None);
    };
    let since = match (value(Heading::Day), defaults.day) {
        (Some(text), _) => day(text)?,
        (None, Some(day)) => day,
        (None, None) => {
            return Err("nothing says of which day it is: a property date, or --date".to_owned());
        }
    };
    let country = country(&clean, defaults)
        .ok_or("no country is known where it lies; give it with --country")?;
    let area = ImportedArea {
        rings: ImportedArea::rings_of(&clean),
        country,
        said: said(value, held, since, quote),
    };
    let repair =
        wrong.map(|wrong| format!("{wrong}; what it encloses an odd number of times was kept"));
    Ok(Some((area, repair)))
}

fn country(area: &MultiPolygon, defaults: &Defaults) -> Option<String> {
    if let Some(code) = defaults.country {
        return Some(code.iter().map(|letter| char::from(*letter)).collect());
    }
    let inside = area.interior_point()?;
    let gazetteer = Gazetteer::embedded();
    let country = gazetteer.reverse(inside.x(), inside.y()).country?;
    let id = gazetteer.place(country).id;
    id.strip_prefix("iso3166-1:").map(str::to_owned)
}
