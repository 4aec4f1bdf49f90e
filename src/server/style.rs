//! `GET /styles/korydor.json?lang=en|uk|ru&theme=light|dark`: the map's style for MapLibre clients.

use std::sync::Arc;

use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;

use super::App;
use super::error::Problem;
use super::links::Base;
use crate::basemap::style::{Language, Theme, style};

/// The route of the style.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/styles/korydor.json", get(korydor))
}

#[derive(Debug, Deserialize)]
struct Wishes {
    #[serde(default)]
    lang: Language,
    #[serde(default)]
    theme: Theme,
}

async fn korydor(wishes: Result<Query<Wishes>, QueryRejection>, base: Base) -> Response {
    let Ok(Query(Wishes { lang, theme })) = wishes else {
        return Problem::bad_request("the style takes lang=en, uk or ru and theme=light or dark")
            .into_response();
    };
    match style(lang, theme, &base.url("")) {
        Ok(style) => (
            [(header::CACHE_CONTROL, "public, max-age=300")],
            Json(style),
        )
            .into_response(),
        Err(reason) => Problem::internal(format!("style: {reason}")).into_response(),
    }
}
