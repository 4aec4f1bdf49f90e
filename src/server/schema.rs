//! What the features of a layer hold, and what they can be filtered by, as JSON Schemas.

use axum::extract::Path;
use serde_json::{Map, Value, json};

use super::content::Content;
use super::error::Problem;
use super::layers::known_layer;
use super::links::{Base, Link, link};
use super::parameters::Parameters;
use crate::filter::queryables as filter_properties;
use crate::layer::{GeometryType, Layer, Property, PropertyType};

const MEDIA_TYPE: &str = "application/schema+json";
const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The links of a layer to its schemas.
///
/// The relation `describedby` stands twice: registered is the lower case, and GDAL before 3.8 looks
/// for the other.
pub(super) fn links(layer: &str, base: &Base) -> Vec<Link> {
    let feature = || base.url(&format!("/collections/{layer}/schemas/feature"));
    let queryables = || base.url(&format!("/collections/{layer}/queryables"));
    vec![
        link(feature(), "describedby", MEDIA_TYPE, "What a feature holds"),
        link(feature(), "describedBy", MEDIA_TYPE, "What a feature holds"),
        link(
            queryables(),
            "http://www.opengis.net/def/rel/ogc/1.0/queryables",
            MEDIA_TYPE,
            "What features can be filtered by",
        ),
    ]
}

/// What a feature of the layer holds, as a JSON Schema of its GeoJSON.
#[utoipa::path(
    get, path = "/collections/{collectionId}/schemas/feature", tag = "layers",
    params(("collectionId" = String, Path, description = "Name of the layer.")),
    responses(
        (status = 200, description = "A JSON Schema.", content_type = "application/schema+json"),
        (status = 400, description = "A parameter is unknown."),
        (status = 404, description = "No such layer."),
    )
)]
pub(super) async fn feature(
    Path(layer): Path<String>,
    base: Base,
    parameters: Parameters,
) -> Result<Content, Problem> {
    parameters.only(&[])?;
    let layer = known_layer(&layer)?;
    let schema = json!({
        "$schema": DRAFT,
        "$id": base.url(&format!("/collections/{}/schemas/feature", layer.name)),
        "title": layer.title,
        "description": format!("{} What is not stated is null, also within lists.", layer.description),
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": { "type": "string", "enum": ["Feature"] },
            "id": { "type": "string" },
            "geometry": { "$ref": geometry_schema(layer.geometry) },
            "properties": {
                "type": "object",
                "properties": described(layer.properties()),
            },
        },
    });
    Content::json(MEDIA_TYPE, &schema)
}

/// What the features of the layer can be filtered by.
#[utoipa::path(
    get, path = "/collections/{collectionId}/queryables", tag = "layers",
    params(
        ("collectionId" = String, Path, description = "Name of the layer."),
        ("f" = Option<String>, Query, description = "json."),
    ),
    responses(
        (status = 200, description = "A JSON Schema of the properties that filter may name.", content_type = "application/schema+json"),
        (status = 400, description = "A parameter is unknown or not understood."),
        (status = 404, description = "No such layer."),
    )
)]
pub(super) async fn queryables(
    Path(layer): Path<String>,
    base: Base,
    parameters: Parameters,
) -> Result<Content, Problem> {
    parameters.only(&["f"])?.json_only()?;
    let layer: &Layer = known_layer(&layer)?;
    let schema = json!({
        "$schema": DRAFT,
        "$id": base.url(&format!("/collections/{}/queryables", layer.name)),
        "title": layer.title,
        "type": "object",
        "additionalProperties": false,
        "properties": described(filter_properties(layer)),
    });
    Content::json(MEDIA_TYPE, &schema)
}

fn described(properties: impl Iterator<Item = &'static Property>) -> Map<String, Value> {
    properties
        .map(|property| {
            let mut schema = match property.kind {
                PropertyType::Text => json!({ "type": "string" }),
                PropertyType::Date => json!({ "type": "string", "format": "date" }),
                PropertyType::Integer => json!({ "type": "integer" }),
                PropertyType::Number => json!({ "type": "number" }),
                PropertyType::Boolean => json!({ "type": "boolean" }),
                PropertyType::List => json!({ "type": "array", "items": { "type": "string" } }),
                PropertyType::Objects => json!({ "type": "array", "items": { "type": "object" } }),
            };
            schema["description"] = Value::from(property.description);
            (property.name.to_owned(), schema)
        })
        .collect()
}

fn geometry_schema(geometry: GeometryType) -> String {
    format!(
        "https://geojson.org/schema/{}.json",
        geometry.geojson_name()
    )
}
