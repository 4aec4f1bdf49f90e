//! Names → places and positions → places, as GeoJSON with GeocodeJSON properties.

use std::sync::Arc;

use axum::extract::State;
use serde_json::{Value, json};

use super::App;
use super::content::Content;
use super::error::Problem;
use super::parameters::Parameters;
use crate::format::geojson;
use crate::gazetteer::Query;
use crate::model::Place;

const GEOCODEJSON_VERSION: &str = "0.1.0";
const ATTRIBUTION: &str = "GeoNames (CC BY 4.0), KATOTTG";
const MOST: usize = 50;
const DEFAULT_LIMIT: usize = 5;
const LONGEST_NAME: usize = 200;

/// Places of a name, best first.
#[utoipa::path(
    get, path = "/geocode", tag = "places",
    params(
        ("q" = String, Query, description = "A name in Latin or Cyrillic letters; case, apostrophes, diacritics and one typing error are forgiven."),
        ("limit" = Option<usize>, Query, description = "How many places at most, 1 to 50; 5 where it is not given."),
        ("country" = Option<String>, Query, description = "Only places of this country, ISO 3166-1 alpha-2."),
        ("lat" = Option<f64>, Query, description = "Together with lon: nearer places come first."),
        ("lon" = Option<f64>, Query, description = "Together with lat: nearer places come first."),
    ),
    responses(
        (status = 200, description = "Places with confidence, best first.", content_type = "application/geo+json"),
        (status = 400, description = "A parameter is missing, unknown or not understood."),
    )
)]
pub(super) async fn geocode(
    State(app): State<Arc<App>>,
    parameters: Parameters,
) -> Result<Content, Problem> {
    let parameters = parameters.only(&["q", "limit", "country", "lat", "lon"])?;
    let name = parameters.text("q").unwrap_or_default().trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(Problem::bad_request(format!(
            "q is the name of a place, 1 to {LONGEST_NAME} characters; for example ?q=Mariupol"
        )));
    }
    let near = match (parameters.text("lon"), parameters.text("lat")) {
        (None, None) => None,
        _ => Some((
            parameters.degrees("lon", 180.0)?,
            parameters.degrees("lat", 90.0)?,
        )),
    };
    let query = Query {
        text: name.to_owned(),
        country: country(&parameters)?,
        near,
        limit: parameters.number("limit", 1, MOST, DEFAULT_LIMIT)?,
    };
    let hits = app.intake.world().gazetteer.search(&query);
    let features = hits
        .iter()
        .map(|hit| feature(&hit.place, Some(hit.confidence)))
        .collect();
    answer(json!({ "query": name }), features)
}

fn country(parameters: &Parameters) -> Result<Option<String>, Problem> {
    let Some(code) = parameters.text("country") else {
        return Ok(None);
    };
    if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Ok(Some(code.to_ascii_uppercase()));
    }
    Err(Problem::bad_request(format!(
        "country is a code of two letters, for example UA; \"{code}\" is not"
    )))
}

/// The nearest settlement to a position, with its region and country.
#[utoipa::path(
    get, path = "/reverse", tag = "places",
    params(
        ("lon" = f64, Query, description = "Longitude in degrees."),
        ("lat" = f64, Query, description = "Latitude in degrees."),
    ),
    responses(
        (status = 200, description = "The settlement, its region and its country.", content_type = "application/geo+json"),
        (status = 400, description = "A parameter is missing, unknown or not understood."),
    )
)]
pub(super) async fn reverse(
    State(app): State<Arc<App>>,
    parameters: Parameters,
) -> Result<Content, Problem> {
    let parameters = parameters.only(&["lon", "lat"])?;
    let (lon, lat) = (
        parameters.degrees("lon", 180.0)?,
        parameters.degrees("lat", 90.0)?,
    );
    let found = app.intake.world().gazetteer.reverse(lon, lat);
    let places = [found.settlement, found.admin1, found.country];
    let features = places
        .iter()
        .flatten()
        .map(|place| feature(place, None))
        .collect();
    answer(json!({ "lon": lon, "lat": lat }), features)
}

fn answer(query: Value, features: Vec<Value>) -> Result<Content, Problem> {
    let mut geocoding = json!({
        "version": GEOCODEJSON_VERSION,
        "attribution": ATTRIBUTION,
        "licence": "CC BY 4.0",
    });
    if let (Value::Object(geocoding), Value::Object(query)) = (&mut geocoding, query) {
        geocoding.extend(query);
    }
    let document = json!({
        "type": "FeatureCollection",
        "geocoding": geocoding,
        "features": features,
    });
    Content::json(geojson::MEDIA_TYPE, &document)
}

fn feature(place: &Place, confidence: Option<f64>) -> Value {
    let position = place.position();
    let label: Vec<&str> = [
        Some(place.name.as_str()),
        place.admin2.as_deref(),
        place.admin1.as_deref(),
        place.country.as_deref(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let label = label.join(", ");
    json!({
        "type": "Feature",
        "id": place.id,
        "geometry": position.map(|(lon, lat)| json!({ "type": "Point", "coordinates": [lon, lat] })),
        "properties": {
            "id": place.id,
            "name": place.name,
            "name_uk": place.name_uk,
            "name_ru": place.name_ru,
            "kind": place.kind,
            "country": place.country,
            "admin1": place.admin1,
            "admin2": place.admin2,
            "katottg": place.katottg,
            "population": place.population,
            "confidence": confidence,
            "geocoding": {
                "type": place.kind,
                "label": label,
                "name": place.name,
                "country": place.country,
            },
        },
    })
}
