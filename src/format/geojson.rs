//! GeoJSON (RFC 7946): WGS 84, longitude before latitude.

use std::borrow::Borrow;
use std::ops::Range;

use geo::{Coord, Geometry, MapCoords, coord};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::{DISCLAIMER, attribution};
use crate::layer::{Known, Layer, title};
use crate::model::Feature;
use crate::shape::crs::Crs;

/// `application/geo+json`.
pub const MEDIA_TYPE: &str = "application/geo+json";

/// A whole layer as a FeatureCollection, one feature a line, and where in it each feature
/// stands.
pub fn layer<F: Borrow<Feature>>(
    layer: &Layer,
    features: &[F],
    changed_at: Option<Timestamp>,
) -> (Vec<u8>, Vec<Range<usize>>) {
    let known = Known::of(layer, features);
    let mut head = json!({
        "type": "FeatureCollection",
        "title": title(layer, known.as_ref()),
        "description": layer.description,
        "disclaimer": DISCLAIMER,
        "attribution": attribution(features.iter().map(|feature| &feature.borrow().properties)),
        "generated": changed_at.map(|at| at.to_string()),
        "numberMatched": features.len(),
    });
    if let (Value::Object(head), Some(known)) = (&mut head, known) {
        head.extend(known.members());
    }
    let mut body = head.to_string().into_bytes();
    body.pop();
    body.extend_from_slice(b",\"features\":[");
    let mut ranges = Vec::with_capacity(features.len());
    for (at, each) in features.iter().enumerate() {
        body.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
        let start = body.len();
        body.extend_from_slice(feature(each.borrow()).to_string().as_bytes());
        ranges.push(start..body.len());
    }
    body.extend_from_slice(b"\n]}\n");
    (body, ranges)
}

/// One feature.
pub fn feature(feature: &Feature) -> Value {
    let geometry = feature.geometry.as_ref().map(geojson::Geometry::from);
    json!({
        "type": "Feature",
        "id": feature.id,
        "geometry": geometry,
        "properties": feature.properties,
    })
}

/// A feature that was encoded by [`feature`], with its positions in another reference system, in
/// that system's axis order and to the centimetre.
///
/// # Errors
/// The JSON error where `json` is no feature.
pub fn feature_in(
    crs: Crs,
    json: &[u8],
    geometry: Option<&Geometry<f64>>,
) -> serde_json::Result<Vec<u8>> {
    #[derive(Deserialize)]
    struct Encoded<'a> {
        #[serde(borrow)]
        id: &'a RawValue,
        #[serde(borrow)]
        properties: &'a RawValue,
    }
    let Encoded { id, properties } = serde_json::from_slice(json)?;
    let scale = 10_f64.powi(crs.decimals());
    let moved = geometry.map(|geometry| {
        let moved = geometry.map_coords(|position| {
            let Coord { x, y } = crs.from_degrees(position);
            coord! { x: (x * scale).round() / scale, y: (y * scale).round() / scale }
        });
        geojson::Geometry::from(&moved)
    });
    let geometry = serde_json::to_string(&moved)?;
    let encoded = format!(
        "{{\"type\":\"Feature\",\"id\":{id},\"geometry\":{geometry},\"properties\":{properties}}}"
    );
    Ok(encoded.into_bytes())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use crate::layer::{LayerId, features, fixtures};
    use crate::shape::Atlas;

    #[test]
    fn each_range_holds_one_feature_of_the_layer() {
        let said = fixtures::corridor(
            &["Mariupol", "Berdiansk"],
            &["Zaporizhzhia"],
            crate::model::Status::Agreed,
        );
        let reading =
            fixtures::reading("a", "2022-03-30", vec![said, fixtures::unplaced_corridor()]);
        let features: Vec<Feature> = features(&[&reading], &Atlas::embedded())
            .into_iter()
            .filter(|feature| feature.layer == "corridors")
            .collect();
        let (body, ranges) = layer(LayerId::Corridors.layer(), &features, None);
        let collection: geojson::FeatureCollection =
            String::from_utf8(body.clone()).unwrap().parse().unwrap();
        assert_eq!(collection.features.len(), 3);
        for (range, feature) in ranges.iter().zip(&features) {
            let one: Value = serde_json::from_slice(&body[range.clone()]).unwrap();
            assert_eq!(one["id"], feature.id.as_str());
        }
    }

    #[test]
    fn an_empty_layer_is_an_empty_collection() {
        let (body, _) = layer::<Feature>(LayerId::FrontLines.layer(), &[], None);
        let value: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(value["features"], json!([]));
        assert_eq!(value["numberMatched"], 0);
    }
}
