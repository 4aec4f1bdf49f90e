//! The front door: the map for people, the list of what is here for programs.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_SECURITY_POLICY, HeaderValue};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{DOCTYPE, Markup, html};
use serde_json::json;

use super::App;
use super::content::Content;
use super::error::Problem;
use super::links::{Base, link};
use super::openapi;
use super::parameters::Parameters;
use super::plain_list::{Days, plain_list, title};
use super::preference::{Wanted, language, wanted};
use super::words::Words;
use crate::format::{ATTRIBUTION, DISCLAIMER};

/// The map (HTML) or the landing page (JSON).
#[utoipa::path(
    get, path = "/", tag = "capabilities",
    params(("f" = Option<String>, Query, description = "json or html; without it the Accept header decides.")),
    responses(
        (status = 200, description = "The landing page with its links."),
        (status = 400, description = "A parameter is unknown or not understood."),
    )
)]
pub(super) async fn landing(
    State(app): State<Arc<App>>,
    base: Base,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Content, Problem> {
    match wanted(&parameters, &headers)? {
        // The page keeps its own state (day, layers, feature) in the address.
        Wanted::Html => {
            let words = Words::of(language(&parameters, &headers));
            let showing = Arc::clone(&app);
            let page = move || page(&showing, &base, &words, parameters.text("date"));
            app.answering.run(page).await
        }
        Wanted::Json => {
            parameters.only(&["f"])?;
            landing_json(&base)
        }
    }
}

fn page(app: &App, base: &Base, words: &Words, date: Option<&str>) -> Content {
    let snapshot = app.intake.archive().snapshot();
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    let days = Days::asked_for(date, &snapshot, today);
    let list = plain_list(&snapshot, days, words, &base.root_of_page(0), today);
    let title = title(days, words);
    super::page::map(base, words, &title, &list, today)
        .unwrap_or_else(|| page_not_built(words, &title, &list))
}

fn landing_json(base: &Base) -> Result<Content, Problem> {
    const JSON: &str = "application/json";
    const GEOJSON: &str = crate::format::geojson::MEDIA_TYPE;
    let document = json!({
        "title": "Korydor",
        "description": format!("Humanitarian corridors, fighting and control as reports state them, each with its sentence. {DISCLAIMER}"),
        "attribution": ATTRIBUTION,
        "links": [
            link(base.url("/?f=json"), "self", JSON, "This document"),
            link(base.url("/?f=html"), "alternate", "text/html", "The map"),
            link(base.url("/openapi.json"), "service-desc", openapi::MEDIA_TYPE, "The API"),
            link(base.url("/conformance"), "conformance", JSON, "Conformance classes"),
            link(base.url("/collections"), "data", JSON, "The layers"),
            link(base.url("/reports"), "related", JSON, "The reports"),
            link(base.url("/avoid_areas"), "related", GEOJSON, "Areas around places where reports tell of fighting"),
        ],
    });
    Content::json(JSON, &document)
}

fn page_not_built(words: &Words, title: &str, list: &Markup) -> Content {
    let (_, code) = words.language();
    let page = html! {
        (DOCTYPE)
        html lang=(code) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
            }
            body {
                p lang="en" { "The map page was not built into this server: run " code { "make build" } "." }
                main { (list) }
            }
        }
    };
    Content::new("text/html; charset=utf-8", page.into_string()).with_header(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; base-uri 'none'; form-action 'none'"),
    )
}

/// The classes of the standards that this server conforms to.
#[utoipa::path(
    get, path = "/conformance", tag = "capabilities",
    params(("f" = Option<String>, Query, description = "json.")),
    responses(
        (status = 200, description = "Conformance classes."),
        (status = 400, description = "A parameter is unknown or not understood."),
    )
)]
pub(super) async fn conformance(parameters: Parameters) -> Result<Content, Problem> {
    parameters.only(&["f"])?.json_only()?;
    const CLASSES: [&str; 9] = [
        "ogcapi-common-1/1.0/conf/core",
        "ogcapi-common-1/1.0/conf/landing-page",
        "ogcapi-common-1/1.0/conf/json",
        "ogcapi-common-1/1.0/conf/oas30",
        "ogcapi-common-2/1.0/conf/collections",
        "ogcapi-features-1/1.0/conf/core",
        "ogcapi-features-1/1.0/conf/geojson",
        "ogcapi-features-1/1.0/conf/oas30",
        "ogcapi-features-2/1.0/conf/crs",
    ];
    let classes = CLASSES.map(|class| format!("http://www.opengis.net/spec/{class}"));
    Content::json("application/json", &json!({ "conformsTo": classes }))
}
