//! What a request says about the address that its client sees: the Host header, and what trusted
//! proxies add to it.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::header::{FORWARDED, HOST};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};
use ipnet::IpNet;

/// Scheme, host and path prefix of an address, each checked: no part can hold anything but an
/// address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// `http` or `https`.
    pub scheme: String,
    /// The host with its port, where that is not the scheme's own.
    pub host: String,
    /// The path before all paths of this server, without a slash at its end; mostly empty.
    pub prefix: String,
}

/// Why a request has no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the Host header is not one host with or without a port, such as maps.example.org:8080")]
pub(super) struct NotAHost;

/// Headers that a trusted proxy may set; an answer depends on them.
pub(super) const SET_BY_PROXIES: &str =
    "forwarded, x-forwarded-host, x-forwarded-proto, x-forwarded-port, x-forwarded-prefix";

impl Address {
    /// An address that an operator gives: `https://maps.example.org/korydor`.
    pub fn parse(url: &str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        let scheme = known_scheme(scheme)?;
        let (host, path) = match rest.find('/') {
            Some(at) => rest.split_at(at),
            None => (rest, ""),
        };
        let prefix = if path.is_empty() { "" } else { prefix(path)? };
        Some(Self {
            host: Host::parse(host)?.written(scheme),
            scheme: scheme.to_owned(),
            prefix: prefix.to_owned(),
        })
    }

    /// The address that the client sees: the request's own host, unless the request comes from
    /// one of the `trusted` proxies, which then says it.
    ///
    /// # Errors
    /// [`NotAHost`] where the request names no host that could stand in a link.
    pub fn of_request(request: &Parts, trusted: &[IpNet]) -> Result<Self, NotAHost> {
        let own = own_host(request)?;
        let said = match peer(&request.extensions) {
            Some(peer) if is_trusted(peer, trusted) => {
                proxies_word(&request.headers, |address| is_trusted(address, trusted))
            }
            _ => Said::default(),
        };
        let scheme = said.scheme.unwrap_or("http");
        let mut host = said.host.unwrap_or(own);
        host.port = host.port.or(said.port);
        Ok(Self {
            scheme: scheme.to_owned(),
            host: host.written(scheme),
            prefix: said.prefix,
        })
    }
}

/// Whether what the request's headers say about its address counts.
pub(super) fn comes_from_trusted(request: &Parts, trusted: &[IpNet]) -> bool {
    peer(&request.extensions).is_some_and(|peer| is_trusted(peer, trusted))
}

/// Whether the request carries headers as proxies set them.
pub(super) fn names_another_address(headers: &HeaderMap) -> bool {
    SET_BY_PROXIES
        .split(", ")
        .any(|name| headers.contains_key(name))
}

/// Who has opened the connection.
pub(super) fn peer(extensions: &Extensions) -> Option<IpAddr> {
    let ConnectInfo(address) = extensions.get::<ConnectInfo<SocketAddr>>()?;
    Some(address.ip())
}

fn is_trusted(address: IpAddr, trusted: &[IpNet]) -> bool {
    // A socket for both families shows IPv4 clients as ::ffff:127.0.0.1.
    let address = address.to_canonical();
    trusted.iter().any(|network| network.contains(&address))
}

/// RFC 9110, 7.2 and RFC 9112, 3.2.2: a host in the request line goes before the Host header,
/// and there is at most one such header.
fn own_host(request: &Parts) -> Result<Host, NotAHost> {
    if let Some(authority) = request.uri.authority() {
        return Host::parse(authority.as_str()).ok_or(NotAHost);
    }
    let mut named = request.headers.get_all(HOST).iter();
    match (named.next(), named.next()) {
        (None, _) => Ok(Host::localhost()),
        (Some(host), None) => host.to_str().ok().and_then(Host::parse).ok_or(NotAHost),
        (Some(_), Some(_)) => Err(NotAHost),
    }
}

/// What proxies say of the client's request.
#[derive(Debug, Default)]
struct Said {
    scheme: Option<&'static str>,
    host: Option<Host>,
    port: Option<u16>,
    prefix: String,
}

/// What the trusted ones among the proxies say. Each proxy adds to the right of what it was
/// given, so that a client's own inventions stand on the left: only as many values count, from
/// the right, as trusted proxies stand in a row before this server.
fn proxies_word(headers: &HeaderMap, is_trusted: impl Fn(IpAddr) -> bool) -> Said {
    let elements = values(headers, FORWARDED.as_str(), ',');
    let hops_of = |clients: &[Option<IpAddr>]| {
        let in_a_row = clients.iter().rev().take_while(|client| {
            let client: &Option<IpAddr> = client;
            client.is_some_and(&is_trusted)
        });
        1 + in_a_row.count()
    };
    let clients: Vec<_> = elements.iter().map(|e| node(pair(e, "for")?)).collect();
    let elements = last(&elements, hops_of(&clients));

    let named = values(headers, "x-forwarded-for", ',');
    let clients: Vec<_> = named.iter().map(|client| node(client)).collect();
    let hops = hops_of(&clients);
    let of_header = |name: &str| {
        let all = values(headers, name, ',');
        last(&all, hops).to_vec()
    };
    let of_pair = |name: &str| elements.iter().find_map(|element| pair(element, name));

    let hosts = [
        of_pair("host").and_then(Host::parse),
        of_header("x-forwarded-host")
            .first()
            .and_then(|host| Host::parse(host)),
    ];
    // A proxy sets one kind of header and may let the client's other kind through: where they
    // do not agree, nothing tells which is the proxy's.
    if let [Some(one), Some(other)] = &hosts
        && one != other
    {
        return Said::default();
    }
    let schemes = of_header("x-forwarded-proto");
    let paths = of_header("x-forwarded-prefix");
    // One that is no path makes the others a guess.
    let path: Option<String> = paths.iter().map(|path| prefix(path)).collect();
    let path = path.unwrap_or_default();
    Said {
        scheme: of_pair("proto")
            .or(schemes.first().copied())
            .and_then(known_scheme),
        host: hosts.into_iter().flatten().next(),
        port: of_header("x-forwarded-port")
            .first()
            .and_then(|port| port.parse().ok()),
        prefix: if is_own(&path) { String::new() } else { path },
    }
}

/// All values of a header that lists them, over all its lines.
fn values<'a>(headers: &'a HeaderMap, name: &str, separator: char) -> Vec<&'a str> {
    let lines = headers.get_all(name).iter();
    lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(separator))
        .map(str::trim)
        .filter(|value| !value.is_empty())
        .collect()
}

fn last<'s, 'a>(values: &'s [&'a str], count: usize) -> &'s [&'a str] {
    values
        .get(values.len().saturating_sub(count)..)
        .unwrap_or_default()
}

/// The value of a parameter of an element of Forwarded (RFC 7239).
fn pair<'a>(element: &'a str, wanted: &str) -> Option<&'a str> {
    element.split(';').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        let value = value.trim().trim_matches('"');
        name.trim().eq_ignore_ascii_case(wanted).then_some(value)
    })
}

/// The address of a node: `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]:4711`.
fn node(text: &str) -> Option<IpAddr> {
    text.parse()
        .ok()
        .or_else(|| text.parse().ok().map(|node: SocketAddr| node.ip()))
        .or_else(|| {
            let inner = text.strip_prefix('[')?.strip_suffix(']')?;
            inner.parse().ok().map(|address: Ipv6Addr| address.into())
        })
}

fn known_scheme(text: &str) -> Option<&'static str> {
    ["http", "https"]
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(text))
}

/// The first segments of this server's own paths. What a client names as a prefix and a proxy passes on may be
/// one of them; followed, it would be taken off the front of the path, and put before each link.
pub(super) const OWN_PATHS: &[&str] = &[
    "assets",
    "avoid_areas",
    "collections",
    "conformance",
    "favicon.svg",
    "geocode",
    "health",
    "layers",
    "openapi.json",
    "ready",
    "report.css",
    "reports",
    "reverse",
    "routes",
    "styles",
    "tiles",
];

fn is_own(prefix: &str) -> bool {
    let first = prefix.trim_start_matches('/').split('/').next();
    first.is_some_and(|first| OWN_PATHS.contains(&first))
}

/// A path of plain segments, without its last slash: nothing that leads to another host, up, or
/// out of an attribute.
fn prefix(path: &str) -> Option<&str> {
    const LONGEST: usize = 200;
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.is_empty() {
        return Some(path);
    }
    let plain = |segment: &str| {
        let mut bytes = segment.bytes();
        !["", ".", ".."].contains(&segment)
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
    };
    let segments = path.strip_prefix('/')?;
    (path.len() <= LONGEST && segments.split('/').all(plain)).then_some(path)
}

/// A host, and its port where it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Host {
    name: String,
    port: Option<u16>,
}

impl Host {
    fn localhost() -> Self {
        Self {
            name: "localhost".to_owned(),
            port: None,
        }
    }

    /// A name, an IPv4 address, or an IPv6 address in brackets, with or without a port.
    fn parse(text: &str) -> Option<Self> {
        const LONGEST: usize = 253;
        let bracket = text.rfind(']').unwrap_or(0);
        let (name, port) = match text.rfind(':').filter(|colon| *colon > bracket) {
            Some(colon) => {
                let port = text.get(colon + 1..)?;
                let is_number = !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
                (
                    text.get(..colon)?,
                    Some(is_number.then(|| port.parse().ok())??),
                )
            }
            None => (text, None),
        };
        let is_name = |name: &str| {
            let labels = name.strip_suffix('.').unwrap_or(name);
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
            name.len() <= LONGEST
                && labels
                    .split('.')
                    .all(|label| !label.is_empty() && label.bytes().all(plain))
        };
        let is_host = match name.strip_prefix('[') {
            Some(rest) => rest
                .strip_suffix(']')
                .is_some_and(|address| address.parse::<Ipv6Addr>().is_ok()),
            None => is_name(name),
        };
        is_host.then(|| Self {
            name: name.to_ascii_lowercase(),
            port,
        })
    }

    /// As it stands in an address of this scheme.
    fn written(&self, scheme: &str) -> String {
        let own = if scheme == "https" { 443 } else { 80 };
        match self.port.filter(|port| *port != own) {
            Some(port) => format!("{}:{port}", self.name),
            None => self.name.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use axum::http::Request;
    use proptest::prelude::*;

    use super::*;

    const PROXY: &str = "127.0.0.1";

    /// The address of a request with these headers that comes from [`PROXY`].
    fn seen(headers: &[(&str, &str)], trusted: &[&str]) -> Result<String, NotAHost> {
        let mut request = Request::builder().uri("/collections");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut parts = request.body(()).unwrap().into_parts().0;
        let peer = SocketAddr::new(PROXY.parse().unwrap(), 4711);
        parts.extensions.insert(ConnectInfo(peer));
        let trusted: Vec<IpNet> = trusted.iter().map(|text| text.parse().unwrap()).collect();
        let Address {
            scheme,
            host,
            prefix,
        } = Address::of_request(&parts, &trusted)?;
        Ok(format!("{scheme}://{host}{prefix}"))
    }

    #[test]
    fn a_trusted_proxy_says_what_the_client_sees() {
        let cases: &[(&[(&str, &str)], &str)] = &[
            (&[("host", "localhost:8080")], "http://localhost:8080"),
            (
                &[("host", "Maps.Example.ORG:80")],
                "http://maps.example.org",
            ),
            (&[("host", "[::1]:8080")], "http://[::1]:8080"),
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
                    ("x-forwarded-host", "a.org"),
                    ("x-forwarded-prefix", "/korydor/"),
                ],
                "http://a.org/korydor",
            ),
            (
                &[
                    ("host", "inner"),
                    (
                        "forwarded",
                        "for=1.2.3.4;proto=https;host=\"maps.org:8443\"",
                    ),
                ],
                "https://maps.org:8443",
            ),
            // The port where the host does not name one, and the scheme's own is left out.
            (
                &[
                    ("host", "maps.org"),
                    ("x-forwarded-proto", "https"),
                    ("x-forwarded-port", "8443"),
                ],
                "https://maps.org:8443",
            ),
            (
                &[
                    ("host", "maps.org"),
                    ("x-forwarded-proto", "https"),
                    ("x-forwarded-port", "443"),
                ],
                "https://maps.org",
            ),
            (
                &[
                    ("host", "inner"),
                    ("x-forwarded-host", "maps.org:8443"),
                    ("x-forwarded-port", "443"),
                ],
                "http://maps.org:8443",
            ),
            // What the client has invented stands left of what the proxy adds.
            (
                &[
                    ("host", "inner"),
                    ("x-forwarded-host", "evil.org, maps.org"),
                    ("x-forwarded-for", "6.6.6.6, 5.6.7.8"),
                ],
                "http://maps.org",
            ),
            (
                &[
                    ("host", "inner"),
                    (
                        "forwarded",
                        "for=6.6.6.6;host=evil.org, for=5.6.7.8;host=maps.org",
                    ),
                ],
                "http://maps.org",
            ),
            // Two proxies in a row, both trusted: the outer one's word.
            (
                &[
                    ("host", "inner"),
                    ("x-forwarded-host", "evil.org, maps.org, middle"),
                    ("x-forwarded-for", "5.6.7.8, 10.0.0.7"),
                    ("x-forwarded-prefix", "/a"),
                    ("x-forwarded-prefix", "/b"),
                ],
                "http://maps.org/a/b",
            ),
            (
                &[
                    ("host", "inner"),
                    (
                        "forwarded",
                        "for=5.6.7.8;host=maps.org, for=\"10.0.0.7:99\";host=middle",
                    ),
                ],
                "http://maps.org",
            ),
            // Two kinds of headers that do not agree: one of them is the client's.
            (
                &[
                    ("host", "inner"),
                    ("forwarded", "host=evil.org"),
                    ("x-forwarded-host", "maps.org"),
                ],
                "http://inner",
            ),
            (
                &[
                    ("host", "ok.org"),
                    ("x-forwarded-host", "evil\"><script>"),
                    ("x-forwarded-proto", "javascript"),
                    ("x-forwarded-port", "99999"),
                ],
                "http://ok.org",
            ),
            (
                &[("host", "ok.org"), ("x-forwarded-prefix", "//evil.org")],
                "http://ok.org",
            ),
            (
                &[("host", "ok.org"), ("x-forwarded-prefix", "/a/../b")],
                "http://ok.org",
            ),
        ];
        for (headers, address) in cases {
            let trusted = ["127.0.0.0/8", "10.0.0.0/8"];
            assert_eq!(
                seen(headers, &trusted).as_deref(),
                Ok(*address),
                "{headers:?}"
            );
        }
    }

    #[test]
    fn nobody_else_is_believed() {
        let headers = [
            ("host", "maps.org"),
            ("forwarded", "host=evil.org;proto=https"),
            ("x-forwarded-host", "evil.org"),
            ("x-forwarded-proto", "https"),
            ("x-forwarded-port", "1"),
            ("x-forwarded-prefix", "/evil"),
        ];
        for trusted in [&[][..], &["10.0.0.0/8"], &["::1/128"]] {
            assert_eq!(seen(&headers, trusted).as_deref(), Ok("http://maps.org"));
        }
    }

    #[test]
    fn what_is_no_host_is_refused() {
        for host in [
            "",
            "evil\"><script>",
            "a b",
            "user@maps.org",
            "maps.org/path",
            "maps.org:http",
            "maps.org:",
            "maps.org:70000",
            "a..b",
            "::1",
            "[::1",
            "[zz]",
        ] {
            assert_eq!(seen(&[("host", host)], &[]), Err(NotAHost), "{host}");
        }
        assert_eq!(
            seen(&[("host", "a.org"), ("host", "b.org")], &[]),
            Err(NotAHost)
        );
    }

    #[test]
    fn an_operators_address_has_a_scheme_a_host_and_perhaps_a_path() {
        for (url, prefix) in [
            ("https://maps.example.org", ""),
            ("https://maps.example.org/", ""),
            ("http://127.0.0.1:8080/korydor", "/korydor"),
            ("https://maps.example.org/a/b/", "/a/b"),
        ] {
            assert_eq!(Address::parse(url).unwrap().prefix, prefix, "{url}");
        }
        for url in [
            "",
            "maps.example.org",
            "ftp://maps.example.org",
            "https://",
            "https:///korydor",
            "https://maps.example.org?x",
            "https://maps.example.org/a?b",
            "https://maps.example.org/a b",
            "https://maps.example.org//b",
        ] {
            assert_eq!(Address::parse(url), None, "{url}");
        }
    }

    proptest! {
        #[test]
        fn no_header_gets_more_than_an_address_into_a_link(
            host in "\\PC{0,30}", proto in "\\PC{0,8}", path in "\\PC{0,20}", forwarded in "\\PC{0,40}",
        ) {
            let headers: Vec<(&str, &str)> = [
                ("host", "ok.org"),
                ("x-forwarded-host", host.as_str()),
                ("x-forwarded-proto", proto.as_str()),
                ("x-forwarded-prefix", path.as_str()),
                ("forwarded", forwarded.as_str()),
            ]
            .into_iter()
            .filter(|(_, value)| axum::http::HeaderValue::from_str(value).is_ok())
            .collect();
            let address = seen(&headers, &["127.0.0.1/32"]).unwrap();
            prop_assert!(address.bytes().all(|b| b.is_ascii_alphanumeric() || b":/.-_~[]".contains(&b)), "{address}");
        }
    }
}
