//! Names → places and positions → places, as GeoJSON with GeocodeJSON properties.

use std::sync::Arc;

use axum::extract::State;
use serde_json::{Value, json};

use super::App;
use super::content::Content;
use super::error::Problem;
use super::geocode_seam::{Query, search};
use super::parameters::Parameters;
use crate::format::geojson;
use crate::gazetteer::Gazetteer;
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
    let gazetteer = &app.intake.world().gazetteer;
    let hits = search(gazetteer, &query);
    let features = hits
        .iter()
        .map(|hit| feature(gazetteer, &hit.place, Some(hit.confidence)))
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

fn feature(gazetteer: &Gazetteer, place: &Place, confidence: Option<f64>) -> Value {
    let name_of = |id: String| gazetteer.place_by_id(&id).map(|unit| unit.name);
    let admin1 = place
        .admin1
        .as_deref()
        .filter(|code| !place.id.ends_with(code));
    let admin1_name = admin1.and_then(|code| name_of(format!("iso3166-2:{code}")));
    let country = place
        .country
        .as_deref()
        .filter(|code| !place.id.ends_with(code));
    let country_name = country.and_then(|code| name_of(format!("iso3166-1:{code}")));
    let label: Vec<&str> = [
        Some(&place.name),
        admin1_name.as_ref(),
        country_name.as_ref(),
    ]
    .into_iter()
    .flatten()
    .map(String::as_str)
    .collect();
    let label = label.join(", ");
    let geometry = place
        .position()
        .map(|(lon, lat)| json!({ "type": "Point", "coordinates": [lon, lat] }));
    json!({
        "type": "Feature",
        "id": place.id,
        "geometry": geometry,
        "properties": {
            "id": place.id,
            "name": place.name,
            "name_uk": place.name_uk,
            "name_ru": place.name_ru,
            "kind": place.kind,
            "country": place.country,
            "country_name": country_name,
            "admin1": place.admin1,
            "admin1_name": admin1_name,
            "admin2": place.admin2,
            "katottg": place.katottg,
            "population": place.population,
            "confidence": confidence,
            "geocoding": {
                "type": place.kind,
                "label": label,
                "name": place.name,
                "country": country_name,
                "state": admin1_name,
            },
        },
    })
}
