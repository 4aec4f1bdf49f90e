//! `GET /styles/korydor.json?lang=en|uk|ru&theme=light|dark`: the map's style for MapLibre clients.

use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;

use super::problem;
use crate::basemap::style::{Language, Theme, style};

/// The route of the style.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/styles/korydor.json", get(korydor))
}

#[derive(Debug, Deserialize)]
struct Wishes {
    #[serde(default)]
    lang: Language,
    #[serde(default)]
    theme: Theme,
}

async fn korydor(
    wishes: Result<Query<Wishes>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let Ok(Query(Wishes { lang, theme })) = wishes else {
        return problem(
            StatusCode::BAD_REQUEST,
            "The style takes lang=en, uk or ru and theme=light or dark.",
        );
    };
    match style(lang, theme, &super::base_url(&headers)) {
        Ok(style) => ([(header::CACHE_CONTROL, "public, max-age=300")], Json(style)).into_response(),
        Err(reason) => {
            tracing::error!(%reason, "no style");
            problem(StatusCode::INTERNAL_SERVER_ERROR, "The style could not be made.")
        }
    }
}
