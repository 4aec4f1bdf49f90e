//! Proposals of ways by road, and areas to avoid for other routing programs.

use std::sync::Arc;

use axum::extract::State;
use jiff::Timestamp;
use jiff::civil::Date;

use super::App;
use super::content::Content;
use super::error::Problem;
use super::features::geojson_only;
use super::parameters::Parameters;
use crate::format::geojson;
use crate::routing::{
    AvoidAreas, AvoidFormat, Avoidance, MOST_ALTERNATIVES, Question, Trouble, day_of, plan, today,
};

const MOST_DAYS: usize = 60;
const RADIUS_KM: std::ops::RangeInclusive<f64> = 0.5..=50.0;

/// Proposals of ways by road. They never change a stated corridor.
#[utoipa::path(
    get, path = "/routes", tag = "routes",
    params(
        ("from" = String, Query, description = "Where to start: the name of a settlement, or LON,LAT."),
        ("to" = String, Query, description = "Where to go: the name of a settlement, or LON,LAT."),
        ("via" = Option<String>, Query, description = "Stops on the way in order, with semicolons between them: names or LON,LAT."),
        ("datetime" = Option<String>, Query, description = "The day of the journey; today where it is not given. Bridges known to be destroyed by then are not used where another way leads on."),
        ("avoid" = Option<String>, Query, description = "What to keep away from: contested (places that both sides claim), shelled (places of shelling, strikes, battles and sieges), or both with a comma between them."),
        ("days" = Option<usize>, Query, description = "How many days back reports count for avoid, 1 to 60; 3 where it is not given."),
        ("radius_km" = Option<f64>, Query, description = "How far to keep away from such places, 0.5 to 50 kilometres; 5 where it is not given."),
        ("alternatives" = Option<usize>, Query, description = "How many ways at most, 1 to 5; 1 where it is not given."),
        ("f" = Option<String>, Query, description = "json or geojson."),
    ),
    responses(
        (status = 200, description = "One line for each way, the fastest first, with length, time, roads and what could not be avoided. Not for navigation; no statement about safety.", content_type = "application/geo+json"),
        (status = 400, description = "A parameter is missing, unknown or not understood."),
        (status = 404, description = "No road is known that leads there."),
    )
)]
pub(super) async fn routes(
    State(app): State<Arc<App>>,
    parameters: Parameters,
) -> Result<Content, Problem> {
    let parameters = parameters.only(&[
        "from",
        "to",
        "via",
        "datetime",
        "avoid",
        "days",
        "radius_km",
        "alternatives",
        "f",
    ])?;
    geojson_only(&parameters)?;
    let via = parameters.text("via").unwrap_or_default();
    let question = Question {
        from: parameters.text("from").unwrap_or_default().to_owned(),
        via: via
            .split(';')
            .filter(|stop| !stop.trim().is_empty())
            .map(str::to_owned)
            .collect(),
        to: parameters.text("to").unwrap_or_default().to_owned(),
        day: day(&parameters)?,
        avoidance: avoidance(&parameters, "")?,
        alternatives: parameters.number("alternatives", 1, MOST_ALTERNATIVES, 1)?,
    };
    // The state of a day that nobody has asked for yet takes some tens of milliseconds.
    let answering = app.answering.clone();
    let planning = move || {
        let archive = app.intake.archive();
        let gazetteer = &app.intake.world().gazetteer;
        let snapshot = archive.snapshot();
        let plan = plan(&question, gazetteer, archive.atlas(), Some(&snapshot))?;
        Content::json(geojson::MEDIA_TYPE, &plan.to_json())
    };
    answering.run(planning).await?
}

/// Areas around places where reports tell of fighting.
#[utoipa::path(
    get, path = "/avoid_areas", tag = "routes",
    params(
        ("datetime" = Option<String>, Query, description = "The day that the areas are of; today where it is not given."),
        ("avoid" = Option<String>, Query, description = "contested, shelled, or both with a comma between them; both where it is not given."),
        ("days" = Option<usize>, Query, description = "How many days back reports count, 1 to 60; 3 where it is not given."),
        ("radius_km" = Option<f64>, Query, description = "How far the areas reach around each place, 0.5 to 50 kilometres; 5 where it is not given."),
        ("format" = Option<String>, Query, description = "geojson (the default), openrouteservice (options.avoid_polygons of its requests) or valhalla (exclude_polygons of its requests)."),
    ),
    responses(
        (status = 200, description = "The areas, joined where they overlap, with the places that they lie around."),
        (status = 400, description = "A parameter is unknown or not understood."),
    )
)]
pub(super) async fn avoid_areas(
    State(app): State<Arc<App>>,
    parameters: Parameters,
) -> Result<Content, Problem> {
    let parameters = parameters.only(&["datetime", "avoid", "days", "radius_km", "format"])?;
    let format = parameters.parsed("format")?.unwrap_or(AvoidFormat::Geojson);
    let avoidance = avoidance(&parameters, "contested,shelled")?;
    let snapshot = app.intake.archive().snapshot();
    let day = day(&parameters)?;
    let media_type = match format {
        AvoidFormat::Geojson => geojson::MEDIA_TYPE,
        AvoidFormat::Openrouteservice | AvoidFormat::Valhalla => "application/json",
    };
    let finding = move || {
        let areas = AvoidAreas::around(&snapshot, day, &avoidance);
        Content::json(media_type, &areas.to_json(format))
    };
    app.answering.run(finding).await?
}

fn day(parameters: &Parameters) -> Result<Date, Problem> {
    let Some(text) = parameters.text("datetime") else {
        return Ok(today(Timestamp::now()));
    };
    day_of(text).ok_or_else(|| {
        Problem::bad_request(format!(
            "datetime is a day or a moment, such as 2022-03-30 or 2022-03-30T10:00:00Z; \"{text}\" is neither"
        ))
    })
}

fn avoidance(parameters: &Parameters, default: &str) -> Result<Avoidance, Problem> {
    let Avoidance {
        days, radius_km, ..
    } = Avoidance::default();
    let days = parameters.number("days", 1, MOST_DAYS, usize::from(days))?;
    Ok(Avoidance {
        troubles: Trouble::list(parameters.text("avoid").unwrap_or(default))?,
        days: u16::try_from(days).unwrap_or(u16::MAX),
        radius_km: parameters.kilometres(
            "radius_km",
            *RADIUS_KM.start(),
            *RADIUS_KM.end(),
            radius_km,
        )?,
    })
}
