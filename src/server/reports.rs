//! Reports: sent in by those who may, listed, and shown one by one with what was read in them.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, LOCATION,
};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::App;
use super::connection::Origin;
use super::content::{Content, takes_gzip};
use super::error::Problem;
use super::links::{Base, link};
use super::parameters::Parameters;
use super::preference::{Wanted, wanted};
use super::report_json::{self, Document};
use super::report_page;
use super::withdrawals::gone;
use crate::model::Language;
use crate::report::Hint;
use crate::store::Part;

const JSON: &str = "application/json";
const DEFAULT_LIMIT: usize = 100;
const MOST: usize = 1000;
/// A page shows a text of at most so many bytes; browsers show no longer ones either.
const LONGEST_PAGE: usize = 2 << 20;

/// The reports, the newest first; or those that were withdrawn.
#[utoipa::path(
    get, path = "/reports", tag = "reports",
    params(
        ("limit" = Option<usize>, Query, description = "How many reports at most, 1 to 1000; 100 where it is not given."),
        ("offset" = Option<usize>, Query, description = "How many reports to leave out before the first."),
        ("status" = Option<String>, Query, description = "withdrawn: the reports that were withdrawn, the last one first, instead of those that count."),
        ("f" = Option<String>, Query, description = "json."),
    ),
    responses(
        (status = 200, description = "The reports with counts of what was read in them and the names that could not be placed; with status=withdrawn their tombstones: id, withdrawn (day), reason, forgotten."),
        (status = 400, description = "A parameter is unknown or not understood."),
    )
)]
pub(super) async fn list(
    State(app): State<Arc<App>>,
    base: Base,
    parameters: Parameters,
) -> Result<Content, Problem> {
    let parameters = parameters.only(&["limit", "offset", "status", "f"])?;
    parameters.json_only()?;
    let snapshot = app.intake.archive().snapshot();
    let listing = move || match parameters.text("status") {
        None => page(&parameters, &base, snapshot.reports().iter()),
        Some("withdrawn") => page(&parameters, &base, snapshot.tombstones().iter().rev()),
        Some(other) => Err(Problem::bad_request(format!(
            "status is withdrawn, or is left out for the reports that count; \"{other}\" is not known"
        ))),
    };
    app.answering.run(listing).await?
}

/// A page of a list of reports or tombstones.
fn page<T: Serialize>(
    parameters: &Parameters,
    base: &Base,
    reports: impl ExactSizeIterator<Item = T>,
) -> Result<Content, Problem> {
    let limit = parameters.number_up_to("limit", 1, MOST, DEFAULT_LIMIT)?;
    let offset = parameters.number("offset", 0, usize::MAX, 0)?;
    let matched = reports.len();
    let page: Vec<_> = reports.skip(offset).take(limit).collect();
    let at = |offset: usize| {
        let query = parameters.with("offset", &offset.to_string());
        base.url(&format!("/reports{query}"))
    };
    let own = base.url(&format!("/reports{}", parameters.query()));
    let mut links = vec![link(own, "self", JSON, "This page")];
    let end = offset.saturating_add(limit);
    if end < matched {
        links.push(link(at(end), "next", JSON, "Older reports"));
    }
    if offset > 0 {
        let before = offset.min(matched).saturating_sub(limit);
        links.push(link(at(before), "prev", JSON, "Newer reports"));
    }
    let withdrawn = base.url("/reports?status=withdrawn");
    links.push(link(
        withdrawn,
        "related",
        JSON,
        "Reports that were withdrawn",
    ));
    let document = json!({
        "numberMatched": matched,
        "numberReturned": page.len(),
        "reports": page,
        "links": links,
    });
    Content::json(JSON, &document)
}

/// One report with its text and its reading, or the same as a page with marked text.
#[utoipa::path(
    get, path = "/reports/{id}", tag = "reports",
    params(
        ("id" = String, Path, description = "Identifier of the report."),
        ("f" = Option<String>, Query, description = "json or html; without it the Accept header decides."),
    ),
    responses(
        (status = 200, description = "The report, its text and its reading."),
        (status = 400, description = "A parameter is unknown or not understood."),
        (status = 404, description = "No such report."),
        (status = 410, description = "The report was withdrawn: problem details with its tombstone (id, withdrawn, reason, forgotten), or the same as a page."),
    )
)]
pub(super) async fn one(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    base: Base,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Response<Body>, Problem> {
    let wanted = wanted(&parameters, &headers)?;
    if wanted == Wanted::Json {
        parameters.only(&["f"])?;
    }
    let worker = Arc::clone(&app);
    let showing = move || {
        let archive = worker.intake.archive();
        let snapshot = archive.snapshot();
        let unknown = || {
            Problem::not_found(format!(
                "there is no report \"{id}\"; GET /reports lists them"
            ))
        };
        let Some(parts) = archive.report_parts(&id)? else {
            let tombstone = snapshot.tombstone(&id).ok_or_else(unknown)?;
            return gone(tombstone, wanted, &base).map(Document::Short);
        };
        if wanted == Wanted::Json {
            return report_json::document(&worker, parts, &base);
        }
        let page = match snapshot.statements(&id) {
            Some(stored) if parts.length(Part::Text) > LONGEST_PAGE => {
                report_page::without_text(stored, &base)
            }
            _ => report_page::page(&archive.report(&id)?.ok_or_else(unknown)?, &base),
        };
        let content = Content::new("text/html; charset=utf-8", page).with_header(
            CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(report_page::POLICY),
        );
        Ok(Document::Short(content))
    };
    match app.answering.run(showing).await?? {
        Document::Short(content) => Ok(content.into_response()),
        Document::Long(pieces) => report_json::send(pieces, takes_gzip(&headers)),
    }
}

/// A report as JSON: its text or its HTML, and what is known of it.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Submission {
    /// The text, where it is plain.
    text: Option<String>,
    /// The page, where it is HTML.
    html: Option<String>,
    /// Headline.
    title: Option<String>,
    /// Day of publication, ISO 8601.
    published: Option<String>,
    /// Who published it.
    source: Option<String>,
    /// Where it was published.
    url: Option<String>,
    /// Language: en, uk or ru.
    lang: Option<String>,
}

/// Takes in a report: reads it, keeps it, and answers when it is on the disk.
#[utoipa::path(
    post, path = "/reports", tag = "reports",
    params(
        ("title" = Option<String>, Query, description = "Headline, for text and HTML."),
        ("published" = Option<String>, Query, description = "Day of publication, ISO 8601, for text and HTML."),
        ("source" = Option<String>, Query, description = "Who published it, for text and HTML."),
        ("url" = Option<String>, Query, description = "Where it was published, for text and HTML."),
        ("lang" = Option<String>, Query, description = "en, uk or ru, for text and HTML."),
        ("again" = Option<bool>, Query, description = "true takes in a text that was withdrawn before."),
    ),
    request_body(content = Submission, description = "JSON, or the report itself as text/plain or text/html; at most 1 MiB where the operator has set nothing else."),
    responses(
        (status = 201, description = "The report was read and kept."),
        (status = 200, description = "The same text was there already; nothing was changed."),
        (status = 400, description = "A parameter or the JSON is not understood."),
        (status = 401, description = "No token, or a wrong one."),
        (status = 403, description = "This server takes no reports."),
        (status = 409, description = "The same text was withdrawn before; its tombstone."),
        (status = 408, description = "The report did not arrive in time."),
        (status = 413, description = "The report is too large."),
        (status = 415, description = "Neither text nor HTML nor JSON, or not in UTF-8."),
        (status = 422, description = "The bytes hold no report."),
        (status = 429, description = "Too many wrong tokens came from this address."),
        (status = 503, description = "Too many reports wait already; try again in some seconds."),
    )
)]
pub(super) async fn submit(
    State(app): State<Arc<App>>,
    base: Base,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    parameters: Parameters,
    body: Body,
) -> Result<Response<Body>, Problem> {
    let origin = peer.map(|Extension(ConnectInfo(peer))| Origin::of(peer.ip()));
    app.gate.check(&headers, origin).await?;
    let parameters = parameters.only(&["title", "published", "source", "url", "lang", "again"])?;
    let again = parameters.flag("again")?;
    let kind = Kind::of(&headers)?;
    let bytes = app.bodies.whole(body, &headers, &app.config.limits).await?;
    let worker = Arc::clone(&app);
    let reading = move || {
        let (bytes, hint) = match kind {
            Kind::Json => from_json(&bytes)?,
            Kind::Text(media_type) => (bytes, from_parameters(&parameters, media_type)?),
        };
        let receipt = if again {
            worker.intake.accept_again(bytes, &hint)?
        } else {
            worker.intake.accept(bytes, &hint)?
        };
        let parts = worker.intake.archive().report_parts(&receipt.id)?;
        let parts = parts.ok_or_else(|| Problem::internal("an accepted report is gone"))?;
        let document = report_json::document(&worker, parts, &base)?;
        let location = base.url(&format!("/reports/{}", receipt.id));
        Ok::<_, Problem>((receipt, location, document))
    };
    let (receipt, location, document) = app.reading.run(reading).await??;
    let status = if receipt.is_new() {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let mut headers_of_answer = vec![(CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    if let Ok(location) = HeaderValue::from_str(&location) {
        headers_of_answer.push((LOCATION, location));
    }
    match document {
        Document::Short(content) => {
            let with = |content: Content, (name, value)| content.with_header(name, value);
            let content = headers_of_answer.into_iter().fold(content, with);
            Ok(content.with_status(status).into_response())
        }
        Document::Long(pieces) => {
            let mut response = report_json::send(pieces, takes_gzip(&headers))?;
            *response.status_mut() = status;
            response
                .headers_mut()
                .extend(HeaderMap::from_iter(headers_of_answer));
            Ok(response)
        }
    }
}

enum Kind {
    Json,
    /// The media type, where it is said.
    Text(Option<&'static str>),
}

impl Kind {
    fn of(headers: &HeaderMap) -> Result<Self, Problem> {
        let Some(value) = headers.get(CONTENT_TYPE) else {
            return Ok(Self::Text(None));
        };
        let value = value.to_str().unwrap_or_default().to_ascii_lowercase();
        let (media_type, parameters) = value.split_once(';').unwrap_or((&value, ""));
        if let Some(charset) = charset(parameters).filter(|charset| !is_utf_8(charset)) {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                format!(
                    "a report is in UTF-8 (charset=utf-8, or none said); \"{charset}\" is not taken: convert the text to UTF-8 and send it again"
                ),
            ));
        }
        match media_type.trim() {
            "application/json" => Ok(Self::Json),
            "text/plain" => Ok(Self::Text(Some("text/plain"))),
            "text/html" => Ok(Self::Text(Some("text/html"))),
            // What curl says when it is told nothing.
            "application/x-www-form-urlencoded" | "application/octet-stream" => {
                Ok(Self::Text(None))
            }
            other => Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                format!(
                    "a report is text/plain, text/html or application/json; \"{other}\" is none of them"
                ),
            )),
        }
    }
}

/// The charset that the parameters of a media type name (RFC 9110, 8.3.1), in lower case as they are.
fn charset(parameters: &str) -> Option<&str> {
    parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        (name.trim() == "charset").then(|| value.trim().trim_matches('"').trim())
    })
}

/// Whether text in this charset is UTF-8 as it stands: ASCII is.
fn is_utf_8(charset: &str) -> bool {
    matches!(
        charset,
        "utf-8" | "utf8" | "us-ascii" | "ascii" | "unicode-1-1-utf-8"
    )
}

fn from_json(bytes: &[u8]) -> Result<(Vec<u8>, Hint), Problem> {
    let submission: Submission = serde_json::from_slice(bytes).map_err(|error| {
        Problem::bad_request(format!(
            "the JSON is not a report ({error}); it has text or html, and may have title, published, source, url and lang"
        ))
    })?;
    let (bytes, media_type) = match (submission.text, submission.html) {
        (Some(text), None) => (text, "text/plain"),
        (None, Some(html)) => (html, "text/html"),
        _ => {
            return Err(Problem::bad_request(
                "the JSON of a report has either text or html",
            ));
        }
    };
    let hint = Hint {
        content_type: Some(media_type.to_owned()),
        title: submission.title,
        published: submission.published,
        source: submission.source,
        url: submission.url,
        language: submission.lang.as_deref().map(language).transpose()?,
    };
    Ok((bytes.into_bytes(), hint))
}

fn from_parameters(
    parameters: &Parameters,
    media_type: Option<&'static str>,
) -> Result<Hint, Problem> {
    let text = |name| parameters.text(name).map(str::to_owned);
    Ok(Hint {
        content_type: media_type.map(str::to_owned),
        title: text("title"),
        published: text("published"),
        source: text("source"),
        url: text("url"),
        language: parameters.text("lang").map(language).transpose()?,
    })
}

fn language(code: &str) -> Result<Language, Problem> {
    match code {
        "en" => Ok(Language::En),
        "uk" => Ok(Language::Uk),
        "ru" => Ok(Language::Ru),
        other => Err(Problem::bad_request(format!(
            "lang is en, uk or ru; \"{other}\" is none of them"
        ))),
    }
}
