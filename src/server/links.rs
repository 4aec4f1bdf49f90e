//! Absolute links that are right behind a proxy.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::{FORWARDED, HOST};
use axum::http::request::Parts;
use serde::Serialize;

/// The address that links start with, without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Base(String);

impl Base {
    /// The absolute address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

/// What the operator says the base is; where nothing, each request says it.
#[derive(Debug, Clone)]
pub(super) struct ConfiguredBase(pub Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for Base {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let configured = parts.extensions.get::<ConfiguredBase>();
        let base = match configured.and_then(|base| base.0.as_ref()) {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => of_request(&parts.headers, parts.uri.host()),
        };
        Ok(Self(base))
    }
}

/// Scheme, host and prefix as the proxies before us and the client say them: Forwarded (RFC
/// 7239) before X-Forwarded-*, the first value being the one nearest to the client.
fn of_request(headers: &HeaderMap, host_of_uri: Option<&str>) -> String {
    let header = |name: &str| headers.get(name)?.to_str().ok();
    let first = |name: &str| {
        let value = header(name)?.split(',').next()?.trim();
        (!value.is_empty()).then_some(value)
    };
    let forwarded = first(FORWARDED.as_str()).unwrap_or_default();
    let forwarded = |wanted: &str| {
        forwarded.split(';').find_map(|pair| {
            let (name, value) = pair.split_once('=')?;
            let value = value.trim().trim_matches('"');
            name.trim().eq_ignore_ascii_case(wanted).then_some(value)
        })
    };
    let scheme = forwarded("proto")
        .or_else(|| first("x-forwarded-proto"))
        .filter(|scheme| ["http", "https"].contains(scheme))
        .unwrap_or("http");
    let host = [
        forwarded("host"),
        first("x-forwarded-host"),
        header(HOST.as_str()),
        host_of_uri,
    ];
    let host = host
        .into_iter()
        .flatten()
        .find(|host| is_host(host))
        .unwrap_or("localhost");
    let prefix = first("x-forwarded-prefix")
        .filter(|prefix| is_path(prefix))
        .unwrap_or_default()
        .trim_end_matches('/');
    format!("{scheme}://{host}{prefix}")
}

fn is_host(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte))
}

fn is_path(text: &str) -> bool {
    text.starts_with('/')
        && !text.starts_with("//")
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"/.-_~%".contains(&byte))
}

/// A link as OGC documents carry it.
#[derive(Debug, Serialize)]
pub(super) struct Link {
    pub href: String,
    pub rel: &'static str,
    #[serde(rename = "type")]
    pub media_type: &'static str,
    pub title: String,
}

/// A link to `href`.
pub(super) fn link(
    href: String,
    rel: &'static str,
    media_type: &'static str,
    title: impl Into<String>,
) -> Link {
    Link {
        href,
        rel,
        media_type,
        title: title.into(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn the_base_is_what_the_client_sees() {
        let cases: &[(&[(&str, &str)], &str)] = &[
            (&[("host", "localhost:8080")], "http://localhost:8080"),
            (&[], "http://localhost"),
            (
                &[
                    ("host", "inner"),
                    ("x-forwarded-proto", "https"),
                    ("x-forwarded-host", "maps.example.org"),
                ],
                "https://maps.example.org",
            ),
            (
                &[
                    ("host", "inner"),
                    ("x-forwarded-host", "a.org, b.org"),
                    ("x-forwarded-prefix", "/korydor/"),
                ],
                "http://a.org/korydor",
            ),
            (
                &[
                    ("host", "inner"),
                    (
                        "forwarded",
                        "for=1.2.3.4;proto=https;host=\"maps.org:8443\", for=5.6.7.8",
                    ),
                ],
                "https://maps.org:8443",
            ),
            (
                &[
                    ("host", "ok.org"),
                    ("x-forwarded-host", "evil\"><script>"),
                    ("x-forwarded-proto", "javascript"),
                ],
                "http://ok.org",
            ),
            (
                &[("host", "ok.org"), ("x-forwarded-prefix", "//evil.org")],
                "http://ok.org",
            ),
        ];
        for (headers, base) in cases {
            let mut map = HeaderMap::new();
            for (name, value) in *headers {
                map.insert(
                    axum::http::HeaderName::from_bytes(name.as_bytes()).unwrap(),
                    value.parse().unwrap(),
                );
            }
            assert_eq!(of_request(&map, None), *base);
        }
    }
}
