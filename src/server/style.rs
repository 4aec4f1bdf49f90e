//! `GET /styles/korydor.json?lang=en|uk|ru&theme=light|dark`: the map's style for MapLibre clients.

use axum::Router;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::routing::get;
use serde::Deserialize;

use super::content::Content;
use super::error::Problem;
use super::links::Base;
use crate::basemap::style::{Language, Theme, style};

/// The route of the style.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/styles/korydor.json", get(korydor))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wishes {
    #[serde(default)]
    lang: Language,
    #[serde(default)]
    theme: Theme,
}

async fn korydor(
    wishes: Result<Query<Wishes>, QueryRejection>,
    base: Base,
) -> Result<Content, Problem> {
    let Ok(Query(Wishes { lang, theme })) = wishes else {
        return Err(Problem::bad_request(
            "the style takes lang=en, uk or ru and theme=light or dark, each once, and nothing else",
        ));
    };
    let style = style(lang, theme, &base.url("")).map_err(Problem::internal)?;
    Content::json("application/json", &style)
}
