//! The front door: the map for people, the list of what is here for programs.

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CONTENT_SECURITY_POLICY, HeaderValue};
use maud::{DOCTYPE, html};
use serde_json::json;

use super::content::Content;
use super::error::Problem;
use super::links::{Base, link};
use super::openapi;
use super::parameters::Parameters;
use crate::format::{ATTRIBUTION, DISCLAIMER};
use crate::layer::layers;

/// What a request wants to be answered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Html,
    Json,
}

/// HTML or JSON, by `f=`, else by the Accept header: browsers name `text/html`, programs do not.
pub(super) fn wanted(parameters: &Parameters, headers: &HeaderMap) -> Result<Wanted, Problem> {
    match parameters.text("f") {
        Some("html") => Ok(Wanted::Html),
        Some("json") => Ok(Wanted::Json),
        Some(other) => Err(Problem::bad_request(format!(
            "f is json or html; \"{other}\" is neither"
        ))),
        None => {
            let accept = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok());
            let takes_html = accept.is_some_and(|accept| accept.contains("text/html"));
            Ok(if takes_html {
                Wanted::Html
            } else {
                Wanted::Json
            })
        }
    }
}

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
    base: Base,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Content, Problem> {
    match wanted(&parameters, &headers)? {
        // The page keeps its own state (day, layers, feature) in the address.
        Wanted::Html => Ok(super::page::map().unwrap_or_else(|| page_not_built(&base))),
        Wanted::Json => {
            parameters.only(&["f"])?;
            landing_json(&base)
        }
    }
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

fn page_not_built(base: &Base) -> Content {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; title { "Korydor" } }
            body {
                h1 { "Korydor" }
                p { "The map page was not built into this server: run " code { "make build" } "." }
                p { "The data is here:" }
                ul {
                    @for layer in layers() {
                        li { a href=(base.url(&format!("/layers/{}.geojson", layer.name))) { (layer.title) } }
                    }
                    li { a href=(base.url("/reports")) { "Reports" } }
                }
                p { (DISCLAIMER) }
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
    const CLASSES: [&str; 8] = [
        "ogcapi-common-1/1.0/conf/core",
        "ogcapi-common-1/1.0/conf/landing-page",
        "ogcapi-common-1/1.0/conf/json",
        "ogcapi-common-1/1.0/conf/oas30",
        "ogcapi-common-2/1.0/conf/collections",
        "ogcapi-features-1/1.0/conf/core",
        "ogcapi-features-1/1.0/conf/geojson",
        "ogcapi-features-1/1.0/conf/oas30",
    ];
    let classes = CLASSES.map(|class| format!("http://www.opengis.net/spec/{class}"));
    Content::json("application/json", &json!({ "conformsTo": classes }))
}
