//! Names → places and positions → places, as GeoJSON with GeocodeJSON properties.

use std::sync::Arc;

use axum::extract::State;

use super::App;
use super::content::Content;
use super::error::Problem;
use super::parameters::Parameters;
use crate::format::geojson;
use crate::gazetteer::Query;

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
    let country = country(&parameters)?;
    let limit = parameters.number_up_to("limit", 1, MOST, DEFAULT_LIMIT)?;
    let name = name.to_owned();
    let answering = app.answering.clone();
    let searching = move || {
        let query = Query {
            country,
            near,
            limit,
            // People search while they type.
            prefix: true,
            ..Query::new(&name)
        };
        let gazetteer = &app.intake.world().gazetteer;
        let hits = gazetteer.search(&query);
        Content::json(geojson::MEDIA_TYPE, &gazetteer.search_json(&name, &hits))
    };
    answering.run(searching).await?
}

fn country(parameters: &Parameters) -> Result<Option<[u8; 2]>, Problem> {
    let Some(code) = parameters.text("country") else {
        return Ok(None);
    };
    match code.as_bytes() {
        [first, second] if first.is_ascii_alphabetic() && second.is_ascii_alphabetic() => {
            Ok(Some([
                first.to_ascii_uppercase(),
                second.to_ascii_uppercase(),
            ]))
        }
        _ => Err(Problem::bad_request(format!(
            "country is a code of two letters, for example UA; \"{code}\" is not"
        ))),
    }
}

/// The settlement at a position, with its region and country.
#[utoipa::path(
    get, path = "/reverse", tag = "places",
    params(
        ("lon" = f64, Query, description = "Longitude in degrees."),
        ("lat" = f64, Query, description = "Latitude in degrees."),
    ),
    responses(
        (status = 200, description = "The settlement, its region and its country; a sentence in `geocoding.summary`.", content_type = "application/geo+json"),
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
    let gazetteer = &app.intake.world().gazetteer;
    let found = gazetteer.reverse(lon, lat);
    Content::json(
        geojson::MEDIA_TYPE,
        &gazetteer.reverse_json((lon, lat), &found),
    )
}
