//! Links that are right for the client: behind a proxy, under a path prefix.

use axum::extract::{FromRequestParts, Request};
use axum::http::Uri;
use axum::http::request::Parts;
use axum::http::uri::PathAndQuery;
use ipnet::IpNet;
use serde::Serialize;

use super::error::Problem;
use super::forwarded::{self, Address, NotAHost};

/// The address that links start with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Base {
    /// Without a slash at its end.
    address: String,
    prefix: String,
    /// Whether headers of a trusted proxy say it.
    by_proxy: bool,
}

impl Base {
    /// The absolute address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// What addresses within a page start with that lies `depth` folders below the front page;
    /// with its slash. Never names the host, so that a page works under every name of its server.
    pub fn root_of_page(&self, depth: usize) -> String {
        match (self.prefix.as_str(), depth) {
            ("", 0) => "./".to_owned(),
            ("", depth) => "../".repeat(depth),
            // The front page may have been asked for without the slash at the prefix's end.
            (prefix, _) => format!("{prefix}/"),
        }
    }

    fn of(address: Address, by_proxy: bool) -> Self {
        let Address {
            scheme,
            host,
            prefix,
        } = address;
        Self {
            address: format!("{scheme}://{host}{prefix}"),
            prefix,
            by_proxy,
        }
    }
}

/// What is known of the address of a request, as a request carries it.
#[derive(Debug, Clone)]
pub(super) struct Addressed(Result<Base, NotAHost>);

impl Addressed {
    /// The path before all paths of this server; mostly empty.
    pub fn prefix(&self) -> &str {
        self.0.as_ref().map_or("", |base| &base.prefix)
    }

    /// Whether headers of a trusted proxy say it.
    pub fn by_proxy(&self) -> bool {
        self.0.as_ref().is_ok_and(|base| base.by_proxy)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Base {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let addressed = parts.extensions.get::<Addressed>();
        let addressed = addressed.ok_or_else(|| Problem::internal("a request without address"))?;
        addressed
            .0
            .clone()
            .map_err(|error| Problem::bad_request(error.to_string()))
    }
}

/// Who says under which address the server is seen.
#[derive(Debug, Clone)]
pub(super) struct Addressing {
    configured: Option<Base>,
    trusted: Vec<IpNet>,
}

impl Addressing {
    /// The operator's address, where there is one; else requests say it, and `trusted` proxies.
    pub fn new(base_url: Option<&str>, trusted: &[IpNet]) -> Self {
        let configured = base_url.and_then(Address::parse);
        Self {
            configured: configured.map(|address| Base::of(address, false)),
            trusted: trusted.to_vec(),
        }
    }

    /// The request with what is known of its address, and with its path as the routes know it:
    /// a proxy may or may not take the prefix away.
    pub fn address(&self, request: Request) -> Request {
        let (mut parts, body) = request.into_parts();
        let base = match &self.configured {
            Some(base) => Ok(base.clone()),
            None => Address::of_request(&parts, &self.trusted).map(|address| {
                Base::of(
                    address,
                    forwarded::comes_from_trusted(&parts, &self.trusted),
                )
            }),
        };
        if self.configured.is_none() && forwarded::names_another_address(&parts.headers) {
            self.warn_of_distrust(&parts);
        }
        let addressed = Addressed(base);
        if let Some(uri) = without_prefix(&parts.uri, addressed.prefix()) {
            parts.uri = uri;
        }
        parts.extensions.insert(addressed);
        Request::from_parts(parts, body)
    }

    /// Once, so that a client cannot fill the log.
    fn warn_of_distrust(&self, parts: &Parts) {
        static WARNED: std::sync::Once = std::sync::Once::new();
        if forwarded::comes_from_trusted(parts, &self.trusted) {
            return;
        }
        if let Some(peer) = forwarded::peer(&parts.extensions) {
            WARNED.call_once(|| {
                tracing::warn!(
                    "Forwarded or X-Forwarded-* of {peer} are not followed; where that is your proxy, start with --trusted-proxies {peer} or with --base-url"
                );
            });
        }
    }
}

/// The address without `prefix`; `None` where it does not start with that.
fn without_prefix(uri: &Uri, prefix: &str) -> Option<Uri> {
    if prefix.is_empty() {
        return None;
    }
    let rest = uri.path().strip_prefix(prefix)?;
    if !(rest.is_empty() || rest.starts_with('/')) {
        return None;
    }
    let path = if rest.is_empty() { "/" } else { rest };
    let path: PathAndQuery = match uri.query() {
        Some(query) => format!("{path}?{query}").parse().ok()?,
        None => path.parse().ok()?,
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(path);
    Uri::from_parts(parts).ok()
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
    fn the_prefix_goes_only_where_it_is_whole() {
        let cases = [
            ("/korydor", Some("/")),
            ("/korydor/", Some("/")),
            ("/korydor?date=2022-03-30", Some("/?date=2022-03-30")),
            (
                "/korydor/layers/a.csv?x=/korydor",
                Some("/layers/a.csv?x=/korydor"),
            ),
            ("/korydors", None),
            ("/layers/korydor", None),
            ("/", None),
        ];
        for (asked, left) in cases {
            let uri = without_prefix(&asked.parse().unwrap(), "/korydor");
            assert_eq!(uri.map(|uri| uri.to_string()).as_deref(), left, "{asked}");
        }
    }

    #[test]
    fn a_page_finds_its_root_with_and_without_a_prefix() {
        let base = |url| Base::of(Address::parse(url).unwrap(), false);
        let plain = base("https://maps.example.org");
        assert_eq!(
            [plain.root_of_page(0), plain.root_of_page(1)],
            ["./", "../"]
        );
        let under = base("https://maps.example.org/korydor");
        assert_eq!(
            [under.root_of_page(0), under.root_of_page(1)],
            ["/korydor/"; 2]
        );
    }
}
