//! Operations: is the server there, and can it answer.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, HeaderValue};
use serde_json::json;

use super::App;
use super::content::Content;
use super::error::Problem;

const NEVER_KEEP: HeaderValue = HeaderValue::from_static("no-store");

/// Whether the server runs.
#[utoipa::path(get, path = "/health", tag = "operations", responses((status = 200, description = "The server runs.")))]
pub(super) async fn health() -> Result<Content, Problem> {
    let document = json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") });
    Ok(Content::json("application/json", &document)?.with_header(CACHE_CONTROL, NEVER_KEEP))
}

/// Whether the server can answer: the store is open and its layers are made.
#[utoipa::path(get, path = "/ready", tag = "operations", responses((status = 200, description = "The layers are there.")))]
pub(super) async fn ready(State(app): State<Arc<App>>) -> Result<Content, Problem> {
    let snapshot = app.intake.archive().snapshot();
    let document = json!({ "status": "ready", "reports": snapshot.reports().len() });
    Ok(Content::json("application/json", &document)?.with_header(CACHE_CONTROL, NEVER_KEEP))
}
