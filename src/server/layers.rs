//! Whole layers as downloads, at addresses that stay.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, HeaderValue};

use super::App;
use super::content::Content;
use super::error::Problem;
use super::parameters::Parameters;
use crate::format::{self, format_named, formats};
use crate::layer::{Layer, layer_named, layers};
use crate::model::Feature;
use crate::store::Query;

/// The layer called `name`, or the problem that there is none.
pub(super) fn known_layer(name: &str) -> Result<&'static Layer, Problem> {
    layer_named(name).ok_or_else(|| {
        let known: Vec<&str> = layers().iter().map(|layer| layer.name).collect();
        let known = known.join(", ");
        Problem::not_found(format!("there is no layer \"{name}\"; there are: {known}"))
    })
}

/// A whole layer as a file: `corridors.geojson`, `corridors.csv`.
#[utoipa::path(
    get, path = "/layers/{file}", tag = "layers",
    params(
        ("file" = String, Path, description = "Name of the layer, a dot, and the format: geojson or csv."),
        ("datetime" = Option<String>, Query, description = "As for the items of the layer: only features of this time, or the state at its end."),
    ),
    responses(
        (status = 200, description = "All features of the layer.", content_type = "application/geo+json"),
        (status = 400, description = "A parameter is unknown or not understood."),
        (status = 404, description = "No such layer or format."),
    )
)]
pub(super) async fn layer_file(
    State(app): State<Arc<App>>,
    Path(file): Path<String>,
    parameters: Parameters,
) -> Result<Content, Problem> {
    let query = Query {
        datetime: parameters.only(&["datetime"])?.parsed("datetime")?,
        offset: 0,
        limit: usize::MAX,
        ..Query::default()
    };
    let (name, ending) = file.rsplit_once('.').unwrap_or((&file, ""));
    let layer = known_layer(name)?;
    let format = format_named(ending).ok_or_else(|| {
        let known: Vec<String> = formats()
            .iter()
            .map(|format| format!("{name}.{}", format.name))
            .collect();
        let known = known.join(", ");
        Problem::not_found(format!("there is no \"{file}\"; there are: {known}"))
    })?;
    let snapshot = app.intake.archive().snapshot();
    let answered = {
        let snapshot = Arc::clone(&snapshot);
        move || snapshot.answering(layer, query)
    };
    let (held, query) = app.answering.run(answered).await?;
    if format.name == "geojson" && query.datetime.is_none() {
        return Ok(Content::prepared(
            format::geojson::MEDIA_TYPE,
            Bytes::from_owner(Arc::clone(&held.geojson)),
            Bytes::from_owner(Arc::clone(&held.geojson_gzip)),
            &held.etag,
        ));
    }
    let making = move || {
        let selection = held.select(&query);
        let features: Vec<Feature> = selection.page.iter().map(|e| held.feature(e)).collect();
        let features: Vec<&Feature> = features.iter().collect();
        let body = (format.write)(layer, &features, snapshot.changed_at());
        body.map(|body| Content::new(format.media_type, body))
            .map_err(Problem::internal)
    };
    let content = app.answering.run(making).await??;
    Ok(
        match HeaderValue::from_str(&format!("attachment; filename=\"{file}\"")) {
            Ok(name) => content.with_header(CONTENT_DISPOSITION, name),
            Err(_) => content,
        },
    )
}
