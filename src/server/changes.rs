//! What changed in control between two days.

use std::sync::Arc;

use axum::extract::State;

use super::App;
use super::content::Content;
use super::error::Problem;
use super::parameters::Parameters;
use crate::format::geojson;
use crate::layer::changes;
use crate::store::Interval;

/// What changed in control between two days: settlements that changed hands, land gained and lost.
#[utoipa::path(
    get, path = "/collections/control/changes", tag = "layers",
    params(
        ("datetime" = String, Query, description = "Two days, as 2022-03-16/2022-03-30: the states at the end of both are compared."),
        ("f" = Option<String>, Query, description = "json or geojson."),
    ),
    responses(
        (status = 200, description = "A FeatureCollection: settlements with from, to, since and source (kind settlement), and for each party the land that it gained and lost with its size (kind gained, lost).", content_type = "application/geo+json"),
        (status = 400, description = "A parameter is unknown, missing or not understood."),
    )
)]
pub(super) async fn control_changes(
    State(app): State<Arc<App>>,
    parameters: Parameters,
) -> Result<Content, Problem> {
    let parameters = parameters.only(&["datetime", "f"])?;
    super::features::geojson_only(&parameters)?;
    let asked: Option<Interval> = parameters.parsed("datetime")?;
    let ends = asked.and_then(|interval| {
        let end = |at| Interval {
            start: None,
            end: Some(at),
        };
        Some((end(interval.start?), end(interval.end?)))
    });
    let (first, last) = ends.ok_or_else(|| {
        Problem::bad_request("datetime is two days to compare, as 2022-03-16/2022-03-30")
    })?;
    let states = Arc::clone(app.intake.archive().snapshot().states());
    let compared = move || {
        let (before, after) = (states.at(Some(&first)), states.at(Some(&last)));
        let document = changes((&before.control, before.day), (&after.control, after.day));
        Content::json(geojson::MEDIA_TYPE, &document)
    };
    app.answering.run(compared).await?
}
