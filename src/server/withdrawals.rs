//! Reports that were taken back: withdrawn by those who may, and shown as tombstones.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use maud::{DOCTYPE, html};
use serde::Deserialize;

use super::App;
use super::connection::Origin;
use super::content::Content;
use super::error::Problem;
use super::links::Base;
use super::parameters::Parameters;
use super::preference::Wanted;
use super::report_page;
use crate::format::DISCLAIMER;
use crate::model::{Reason, Tombstone};

/// Why a report is withdrawn.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Withdrawal {
    /// The reason in a sentence of at most 500 characters; everyone can read it.
    reason: Option<String>,
}

/// Takes a report back: what it says leaves all layers, a tombstone with day and reason is left.
///
/// The text is kept where only the operator reaches it, and is not taken in again unless that is
/// asked for. Withdrawing twice changes nothing.
#[utoipa::path(
    delete, path = "/reports/{id}", tag = "reports",
    params(
        ("id" = String, Path, description = "Identifier of the report or imported file."),
        ("reason" = Option<String>, Query, description = "Why, in a sentence of at most 500 characters; everyone can read it. Here or in the body."),
    ),
    request_body(content = Option<Withdrawal>, description = "The reason as JSON, or nothing."),
    responses(
        (status = 200, description = "The report is withdrawn; its tombstone: id, withdrawn (day), reason, forgotten."),
        (status = 400, description = "A parameter, the JSON or the reason is not understood."),
        (status = 401, description = "No token, or a wrong one."),
        (status = 403, description = "This server takes no reports, and none back."),
        (status = 404, description = "No such report."),
        (status = 409, description = "Facts that come with the server cannot be withdrawn."),
        (status = 408, description = "The reason did not arrive in time."),
        (status = 413, description = "The body is too large."),
        (status = 429, description = "Too many wrong tokens came from this address."),
        (status = 503, description = "Too many reports wait already; try again in some seconds."),
    )
)]
pub(super) async fn withdraw(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    parameters: Parameters,
    body: Body,
) -> Result<Content, Problem> {
    let origin = peer.map(|Extension(ConnectInfo(peer))| Origin::of(peer.ip()));
    app.gate.check(&headers, origin).await?;
    let parameters = parameters.only(&["reason"])?;
    let in_query = parameters.parsed::<Reason>("reason")?;
    let bytes = app.bodies.whole(body, &headers, &app.config.limits).await?;
    let reason = match (in_query, in_body(&bytes)?) {
        (Some(_), Some(_)) => {
            return Err(Problem::bad_request(
                "the reason stands in the address and in the body; give it once",
            ));
        }
        (in_query, in_body) => in_query.or(in_body),
    };
    let worker = Arc::clone(&app);
    let withdrawing = move || worker.intake.archive().withdraw(&id, reason.as_ref());
    let tombstone = app.reading.run(withdrawing).await??;
    Ok(Content::json("application/json", &tombstone)?
        .with_header(CACHE_CONTROL, HeaderValue::from_static("no-store")))
}

fn in_body(bytes: &[u8]) -> Result<Option<Reason>, Problem> {
    if bytes.is_empty() {
        return Ok(None);
    }
    let withdrawal: Withdrawal = serde_json::from_slice(bytes).map_err(|error| {
        Problem::bad_request(format!(
            "the JSON is no reason ({error}); it is {{\"reason\": \"…\"}}, or leave the body out"
        ))
    })?;
    Ok(withdrawal.reason.map(|reason| reason.parse()).transpose()?)
}

/// The answer of an address whose report was withdrawn: 410.
pub(super) fn gone(tombstone: &Tombstone, wanted: Wanted, base: &Base) -> Result<Content, Problem> {
    match wanted {
        Wanted::Json => {
            Err(Problem::new(StatusCode::GONE, tombstone.to_string()).with_tombstone(tombstone))
        }
        Wanted::Html => Ok(
            Content::new("text/html; charset=utf-8", page(tombstone, base))
                .with_status(StatusCode::GONE)
                .with_header(
                    CONTENT_SECURITY_POLICY,
                    HeaderValue::from_static(report_page::POLICY),
                ),
        ),
    }
}

/// The answer of a feature that went with its report: 410.
pub(super) fn feature_gone(tombstone: &Tombstone) -> Problem {
    Problem::new(
        StatusCode::GONE,
        format!("the feature is gone: it rested on a report that was taken back; {tombstone}"),
    )
    .with_tombstone(tombstone)
}

fn page(tombstone: &Tombstone, base: &Base) -> String {
    let day = tombstone.day().to_string();
    let root = base.root_of_page(1);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Withdrawn report · Korydor" }
                link rel="stylesheet" href={ (root) "report.css" };
            }
            body {
                header {
                    p { a href=(root) { "← Map" } }
                    h1 { "This report was withdrawn" }
                    p.facts { time datetime=(day) { (day) } " · report " (tombstone.id) }
                    p.disclaimer { (DISCLAIMER) }
                }
                main {
                    article {
                        @match &tombstone.reason {
                            Some(reason) => p { "Reason: " bdi { (reason) } },
                            None => p { "No reason was given." },
                        }
                        p {
                            "Nothing that it said is on the map any longer. What was taken from it earlier, do not use or pass on without saying that it was withdrawn."
                        }
                        @if tombstone.forgotten { p { "Its text has been erased." } }
                        p { a href={ (root) "reports?status=withdrawn" } { "All withdrawn reports" } }
                    }
                }
            }
        }
    }
    .into_string()
}
