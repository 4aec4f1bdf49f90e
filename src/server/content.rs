//! Cacheable answers in one place: strong entity tags, 304, compression, HEAD.
//!
//! Handlers return a [`Content`]. It travels as an extension of the response and becomes bytes
//! in [`finish`], which knows what the request accepts and has.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG,
    HeaderName, HeaderValue, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, Method, Response, StatusCode};
use axum::middleware::Next;
use axum::response::IntoResponse;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use serde::Serialize;

use super::App;
use super::error::Problem;
use super::forwarded::SET_BY_PROXIES;
use super::links::Addressed;
use super::preference::{joined, weighted};
use super::work::Work;
use crate::store::{etag_of, gzip};

/// Ask again each time; a 304 costs little.
const REVALIDATE: HeaderValue = HeaderValue::from_static("public, no-cache");
/// Below this, compression gains nothing.
const WORTH_COMPRESSING: usize = 1024;
/// From here on, compression takes longer than a millisecond.
const WORTH_KEEPING: usize = 64 * 1024;

/// A body with its media type and strong entity tag.
#[derive(Debug, Clone)]
pub struct Content {
    status: StatusCode,
    media_type: &'static str,
    body: Bytes,
    gzipped: Option<Bytes>,
    etag: String,
    headers: HeaderMap,
}

impl Content {
    /// A body that is compressed when a request asks for it.
    pub fn new(media_type: &'static str, body: impl Into<Bytes>) -> Self {
        let body = body.into();
        Self {
            status: StatusCode::OK,
            media_type,
            etag: etag_of(&body),
            body,
            gzipped: None,
            headers: HeaderMap::new(),
        }
    }

    /// A body that was compressed and tagged before.
    pub fn prepared(
        media_type: &'static str,
        body: impl Into<Bytes>,
        gzipped: impl Into<Bytes>,
        etag: &str,
    ) -> Self {
        Self {
            status: StatusCode::OK,
            media_type,
            body: body.into(),
            gzipped: Some(gzipped.into()),
            etag: etag.to_owned(),
            headers: HeaderMap::new(),
        }
    }

    /// A JSON document.
    pub fn json(media_type: &'static str, document: &impl Serialize) -> Result<Self, Problem> {
        let body = serde_json::to_vec(document).map_err(Problem::internal)?;
        Ok(Self::new(media_type, body))
    }

    /// The same with another status.
    pub fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// The same with a header, which may replace one of ours.
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// # Errors
    /// 503 where too many answers wait to be compressed.
    async fn answer(
        self,
        request: &RequestFacts,
        compressor: &Compressor,
    ) -> Result<Response<Body>, Problem> {
        let is_compressed = request.takes_gzip && self.body.len() >= WORTH_COMPRESSING;
        let etag = if is_compressed {
            format!("\"{}-gzip\"", self.etag)
        } else {
            format!("\"{}\"", self.etag)
        };
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, REVALIDATE);
        headers.insert(VARY, HeaderValue::from_static("accept, accept-encoding"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.media_type));
        if let Ok(etag) = HeaderValue::from_str(&etag) {
            headers.insert(ETAG, etag);
        }
        headers.extend(self.headers);
        if request.is_by_proxy {
            headers.append(VARY, HeaderValue::from_static(SET_BY_PROXIES));
        }
        if self.status == StatusCode::NO_CONTENT {
            headers.remove(CONTENT_TYPE);
            return Ok(response);
        }
        if self.status == StatusCode::OK && request.has(&self.etag) {
            headers.remove(CONTENT_TYPE);
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return Ok(response);
        }
        let body = match self.gzipped {
            _ if !is_compressed => self.body,
            Some(gzipped) => gzipped,
            None => compressor.compressed(&self.etag, self.body).await?,
        };
        if is_compressed {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        if !request.is_head {
            *response.body_mut() = Body::from(body);
        }
        Ok(response)
    }
}

impl IntoResponse for Content {
    fn into_response(self) -> Response<Body> {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Compresses answers, large ones off the threads that serve connections, and keeps those for a while.
#[derive(Debug)]
pub(super) struct Compressor {
    work: Work,
    kept: Cache<String, Bytes, Bytewise>,
}

/// Answers that are kept at a time, as an estimate: so few that the cache is in one piece and takes
/// any that is not larger than itself.
const ANSWERS_KEPT: usize = 32;

impl Compressor {
    /// A compressor whose work goes through `work` and which keeps answers of `cache_bytes` in all.
    pub fn new(work: Work, cache_bytes: u64) -> Self {
        Self {
            work,
            kept: Cache::with_weighter(ANSWERS_KEPT, cache_bytes, Bytewise),
        }
    }

    /// The body in gzip; of those who ask for the same at once, one compresses it.
    async fn compressed(&self, etag: &str, body: Bytes) -> Result<Bytes, Problem> {
        if body.len() < WORTH_KEEPING {
            return Ok(gzip(&body).into());
        }
        let compress = self.work.run(move || Bytes::from(gzip(&body)));
        self.kept.get_or_insert_async(etag, compress).await
    }
}

#[derive(Debug, Clone)]
struct Bytewise;

impl Weighter<String, Bytes> for Bytewise {
    fn weight(&self, etag: &String, body: &Bytes) -> u64 {
        (etag.len() + body.len()) as u64 + 64
    }
}

/// What the answer depends on.
struct RequestFacts {
    is_head: bool,
    takes_gzip: bool,
    if_none_match: String,
    /// Whether a proxy's headers say how links start.
    is_by_proxy: bool,
}

impl RequestFacts {
    fn of(request: &Request) -> Self {
        let headers = request.headers();
        Self {
            is_head: request.method() == Method::HEAD,
            takes_gzip: takes_gzip(headers),
            if_none_match: joined(headers, IF_NONE_MATCH),
            is_by_proxy: request
                .extensions()
                .get::<Addressed>()
                .is_some_and(Addressed::by_proxy),
        }
    }

    /// Whether the client says that it has the body of this tag, in either encoding.
    fn has(&self, etag: &str) -> bool {
        self.if_none_match.split(',').map(str::trim).any(|tag| {
            let opaque = tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"');
            tag == "*" || opaque.strip_suffix("-gzip").unwrap_or(opaque) == etag
        })
    }
}

/// Whether a request takes its answer in gzip.
pub(super) fn takes_gzip(headers: &HeaderMap) -> bool {
    accepts_gzip(&joined(headers, ACCEPT_ENCODING))
}

/// Whether an Accept-Encoding header takes gzip: names it, or `*`, and not with weight 0.
fn accepts_gzip(accepted: &str) -> bool {
    let accepted = weighted(accepted);
    let weight = |coding: &str| {
        let item = accepted
            .iter()
            .find(|(named, _)| named.eq_ignore_ascii_case(coding));
        item.map(|(_, weight)| *weight)
    };
    weight("gzip")
        .or_else(|| weight("*"))
        .is_some_and(|weight| weight > 0.0)
}

/// Writes out the [`Content`] or [`Problem`] that a handler answered with, and explains errors
/// that no handler did.
pub(super) async fn finish(
    State(app): State<Arc<App>>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let facts = RequestFacts::of(&request);
    let addressed = request.extensions().get::<Addressed>();
    let prefix = addressed.map_or("", Addressed::prefix);
    let path = request.uri().path_and_query();
    let instance = path.map_or_else(String::new, |path| format!("{prefix}{path}"));
    let mut response = next.run(request).await;
    if let Some(content) = response.extensions_mut().remove::<Content>() {
        return match content.answer(&facts, &app.compressor).await {
            Ok(response) => response,
            Err(problem) => problem.render(&instance),
        };
    }
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        return problem.render(&instance);
    }
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let detail = match status {
        StatusCode::METHOD_NOT_ALLOWED => {
            "this address does not take this method; the allow header names those it takes"
        }
        _ => "the request was not understood",
    };
    let allowed = response.headers_mut().remove(axum::http::header::ALLOW);
    let problem = Problem::new(status, detail);
    match allowed {
        Some(methods) => problem.with_header(axum::http::header::ALLOW, methods),
        None => problem,
    }
    .render(&instance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_taken_when_it_is_named_and_not_refused() {
        let cases = [
            ("gzip", true),
            ("deflate, gzip;q=0.5, br", true),
            ("*", true),
            ("gzip;q=0", false),
            ("gzip;q=0, *", false),
            ("identity", false),
            ("br", false),
            ("", false),
        ];
        for (accepted, takes) in cases {
            assert_eq!(accepts_gzip(accepted), takes, "{accepted}");
        }
    }
}
