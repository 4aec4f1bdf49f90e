//! Operations: is the server there, and can it answer.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, HeaderValue};
use serde_json::json;
use tokio::sync::Mutex;

use super::App;
use super::content::Content;
use super::error::Problem;
use crate::store::StoreError;

const NEVER_KEEP: HeaderValue = HeaderValue::from_static("no-store");

/// Whether the server runs.
#[utoipa::path(get, path = "/health", tag = "operations", responses((status = 200, description = "The server runs.")))]
pub(super) async fn health() -> Result<Content, Problem> {
    let document = json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") });
    Ok(Content::json("application/json", &document)?.with_header(CACHE_CONTROL, NEVER_KEEP))
}

/// How long an answer to "are you ready" holds.
const HOLDS_FOR: Duration = Duration::from_secs(1);

/// How the store was when it was last tried.
#[derive(Debug, Default)]
pub(super) struct Readiness {
    last: Mutex<Option<(Instant, Option<&'static str>)>>,
}

impl Readiness {
    /// Why the store cannot take a report now; `None` where it can. Of those who ask at once, one tries.
    async fn trouble(&self, app: &Arc<App>) -> Result<Option<&'static str>, Problem> {
        let mut last = self.last.lock().await;
        if let Some((at, trouble)) = &*last
            && at.elapsed() < HOLDS_FOR
        {
            return Ok(*trouble);
        }
        let asked = Arc::clone(app);
        let tried = tokio::task::spawn_blocking(move || asked.intake.archive().check());
        let tried = tried.await.map_err(Problem::internal)?;
        let trouble = tried.as_ref().err().map(StoreError::reason);
        let before = last.and_then(|(_, trouble)| trouble);
        match tried {
            Err(error) if before != trouble => tracing::error!("not ready: {error}"),
            Ok(()) if before.is_some() => tracing::info!("ready again"),
            _ => {}
        }
        *last = Some((Instant::now(), trouble));
        Ok(trouble)
    }
}

/// Whether the server can do all it should: the layers are there, and the store can keep a report.
#[utoipa::path(
    get, path = "/ready", tag = "operations",
    responses(
        (status = 200, description = "The layers are there, and the store can keep a report."),
        (status = 503, description = "The store cannot keep a report now; the detail says why."),
    )
)]
pub(super) async fn ready(State(app): State<Arc<App>>) -> Result<Content, Problem> {
    if let Some(reason) = app.readiness.trouble(&app).await? {
        return Err(Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            format!("{reason}; the operator's log says more"),
        )
        .with_header(CACHE_CONTROL, NEVER_KEEP));
    }
    let snapshot = app.intake.archive().snapshot();
    let document = json!({ "status": "ready", "reports": snapshot.reports().len() });
    Ok(Content::json("application/json", &document)?.with_header(CACHE_CONTROL, NEVER_KEEP))
}
