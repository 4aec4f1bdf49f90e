//! The server behind a proxy and under a path prefix: every address that it gives leads back to it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use korydor::server::Config;
use serde_json::Value;
use support::{TOKEN, TestServer, agent, body, corridor_report, header_of};
use ureq::http::header;

const BROWSER: (&str, &str) = ("accept", "text/html,*/*;q=0.8");
const PROXY_HEADERS: [(&str, &str); 3] = [
    ("x-forwarded-proto", "https"),
    ("x-forwarded-host", "maps.example.org"),
    ("x-forwarded-prefix", "/korydor"),
];

fn server(config: Config) -> TestServer {
    let server = TestServer::with(Config {
        token: Some(TOKEN.to_owned()),
        ..config
    });
    server.intake.load_samples().unwrap();
    server
}

fn configured(base_url: &str) -> TestServer {
    server(Config {
        base_url: Some(base_url.to_owned()),
        ..Config::default()
    })
}

fn trusting(networks: &[&str]) -> TestServer {
    server(Config {
        trusted_proxies: networks.iter().map(|text| text.parse().unwrap()).collect(),
        ..Config::default()
    })
}

/// Every text of a document that is an address.
fn addresses(document: &Value, found: &mut Vec<String>) {
    match document {
        Value::String(text) if text.starts_with("http") => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| addresses(item, found)),
        Value::Object(members) => members.values().for_each(|item| addresses(item, found)),
        _ => {}
    }
}

/// Addresses on this server that its documents name, asked with these headers.
fn own_addresses(server: &TestServer, headers: &[(&str, &str)], own: &str) -> Vec<String> {
    let mut found = Vec::new();
    for path in [
        "/?f=json",
        "/collections",
        "/collections/corridors",
        "/collections/places/items?limit=2&offset=2",
        "/reports?limit=2&offset=2",
        "/tiles/basemap.json",
        "/styles/korydor.json",
        "/openapi.json",
    ] {
        let before = found.len();
        let document = body(server.get_with(path, headers));
        addresses(&document, &mut found);
        let names_itself = found[before..]
            .iter()
            .any(|address| address.starts_with(own));
        assert!(names_itself, "{path} names no address under {own}");
    }
    found
}

/// The addresses that a page names in its attributes.
fn page_addresses(page: &str) -> Vec<String> {
    let after = |name: &str| {
        let attribute = format!(" {name}=\"");
        let parts = page.split(&attribute).skip(1);
        let values = parts.map(|part| part.split('"').next().unwrap().to_owned());
        values.collect::<Vec<_>>()
    };
    let mut all = after("href");
    all.extend(after("src"));
    all.retain(|address| !address.contains("://") && !address.starts_with('#'));
    all
}

/// The path of an address that stands in a page at `page`.
fn resolved(page: &str, address: &str) -> String {
    let address = address.split('#').next().unwrap();
    if address.starts_with('/') {
        return address.to_owned();
    }
    let folder = page.split('?').next().unwrap().rsplit_once('/').unwrap().0;
    let mut segments: Vec<&str> = folder.split('/').collect();
    let mut rest = address;
    loop {
        if let Some(shorter) = rest.strip_prefix("./") {
            rest = shorter;
        } else if let Some(shorter) = rest.strip_prefix("../") {
            segments.pop();
            rest = shorter;
        } else {
            return format!("{}/{rest}", segments.join("/"));
        }
    }
}

#[test]
fn all_addresses_follow_the_configured_one() {
    let own = "https://news.example.org/korydor";
    let server = configured("https://news.example.org/korydor/");
    // What the request says does not matter then, whoever sends it.
    for headers in [&[][..], &PROXY_HEADERS, &[("host", "other.example")]] {
        for address in own_addresses(&server, headers, own) {
            assert!(!address.contains("127.0.0.1"), "{address}");
            assert!(!address.contains("other.example"), "{address}");
            assert!(!address.contains("maps.example.org"), "{address}");
        }
    }
    let mut sent = server.post("text/plain", corridor_report("Sumy", "Poltava").as_bytes());
    assert!(header_of(&sent, "location").starts_with(&format!("{own}/reports/")));
    let sent: Value = sent.body_mut().read_json().unwrap();
    assert!(sent["links"][0]["href"].as_str().unwrap().starts_with(own));
}

#[test]
fn all_addresses_follow_a_trusted_proxy() {
    let server = trusting(&["127.0.0.0/8"]);
    let own = "https://maps.example.org/korydor";
    for address in own_addresses(&server, &PROXY_HEADERS, own) {
        assert!(!address.contains("127.0.0.1"), "{address}");
    }
    let response = server.get_with("/collections", &PROXY_HEADERS);
    let vary = response.headers().get_all("vary").iter();
    let vary: Vec<&str> = vary.map(|value| value.to_str().unwrap()).collect();
    assert!(vary.join(",").contains("x-forwarded-host"), "{vary:?}");
}

#[test]
fn nobody_else_changes_an_address() {
    for server in [trusting(&[]), trusting(&["10.0.0.0/8", "::1/128"])] {
        let own = server.url.clone();
        let headers = [
            ("forwarded", "for=1.2.3.4;host=maps.example.org;proto=https"),
            ("x-forwarded-proto", "https"),
            ("x-forwarded-host", "maps.example.org"),
            ("x-forwarded-port", "4711"),
            ("x-forwarded-prefix", "/korydor"),
        ];
        for address in own_addresses(&server, &headers, &own) {
            assert!(!address.contains("maps.example.org"), "{address}");
            assert!(!address.contains("/korydor/"), "{address}");
        }
    }
}

#[test]
fn a_host_that_is_none_is_not_repeated() {
    let plain = trusting(&[]);
    for host in ["evil\"><script>", "a.org/b", "user@a.org", "a.org:http"] {
        let response = plain.get_with("/collections", &[("host", host)]);
        assert_eq!(response.status(), 400, "{host}");
        let problem = body(response);
        assert!(problem["detail"].as_str().unwrap().contains("Host header"));
        assert!(!problem.to_string().contains(host), "{problem}");
    }
}

#[test]
fn paths_are_understood_with_and_without_their_prefix() {
    let server = configured("https://news.example.org/korydor");
    for path in [
        "/collections/corridors/items?datetime=2022-03-30",
        "/layers/corridors.csv",
        "/tiles/basemap/0/0/0.mvt",
        "/reports?limit=1",
        "/health",
        "/favicon.svg",
    ] {
        for prefix in ["", "/korydor"] {
            assert_eq!(
                server.get(&format!("{prefix}{path}")).status(),
                200,
                "{prefix}{path}"
            );
        }
    }
    for front in ["/korydor", "/korydor/", "/korydor?f=json"] {
        assert_eq!(server.get(front).status(), 200, "{front}");
    }
    let missing = server.get("/korydor/nothing?x=1");
    assert_eq!(missing.status(), 404);
    assert_eq!(body(missing)["instance"], "/korydor/nothing?x=1");
    assert_eq!(server.get("/korydors/health").status(), 404);
    // A trusted proxy that passes the prefix on.
    let trusting = trusting(&["127.0.0.1/32"]);
    let passed = trusting.get_with("/korydor/collections", &PROXY_HEADERS);
    assert_eq!(passed.status(), 200);
    assert_eq!(trusting.get("/korydor/collections").status(), 404);
}

#[test]
fn every_address_in_a_page_leads_back_under_its_prefix() {
    let server = configured("https://news.example.org/korydor");
    let layer = server.json("/layers/corridors.geojson");
    let id = layer["features"][0]["properties"]["report_id"]
        .as_str()
        .unwrap();
    let report = format!("/korydor/reports/{id}?f=html");
    for page in [
        "/korydor",
        "/korydor/",
        "/korydor/?date=2022-03-30",
        &report,
    ] {
        let mut response = server.get_with(page, &[BROWSER]);
        assert_eq!(
            header_of(&response, "content-type"),
            "text/html; charset=utf-8"
        );
        let html = response.body_mut().read_to_string().unwrap();
        let addresses = page_addresses(&html);
        assert!(addresses.len() > 2, "{page}: {html}");
        for address in addresses {
            let path = resolved(page, &address.replace("&amp;", "&"));
            assert!(path.starts_with("/korydor/"), "{address} in {page}");
            assert_eq!(server.get(&path).status(), 200, "{address} in {page}");
        }
    }
}

#[test]
fn without_a_known_prefix_pages_name_their_addresses_from_where_they_stand() {
    let server = trusting(&[]);
    let layer = server.json("/layers/corridors.geojson");
    let id = layer["features"][0]["properties"]["report_id"]
        .as_str()
        .unwrap();
    for page in ["/".to_owned(), format!("/reports/{id}?f=html")] {
        let mut response = server.get_with(&page, &[BROWSER]);
        let html = response.body_mut().read_to_string().unwrap();
        for address in page_addresses(&html) {
            assert!(address.starts_with('.'), "{address} in {page}");
            let path = resolved(&page, &address.replace("&amp;", "&"));
            assert_eq!(server.get(&path).status(), 200, "{address} in {page}");
        }
    }
}

#[test]
fn pages_ignore_parameters_that_they_do_not_know_and_resources_refuse_them() {
    let server = trusting(&[]);
    let layer = server.json("/layers/corridors.geojson");
    let id = layer["features"][0]["properties"]["report_id"]
        .as_str()
        .unwrap();
    let report = format!("/reports/{id}");
    for page in ["/", report.as_str()] {
        for accept in [
            "text/html",
            "*/*",
            "text/html,application/xhtml+xml,*/*;q=0.8",
        ] {
            let path = format!("{page}?date=2022-03-30&utm_source=a&utm_source=b&fbclid=%FF");
            for method in ["GET", "HEAD"] {
                let request = ureq::http::Request::builder()
                    .method(method)
                    .uri(format!("{}{path}", server.url))
                    .header("accept", accept)
                    .body(())
                    .unwrap();
                let response = agent().run(request).unwrap();
                assert_eq!(response.status(), 200, "{method} {path} {accept}");
                assert_eq!(
                    header_of(&response, "content-type"),
                    "text/html; charset=utf-8"
                );
            }
        }
        let path = format!("{page}?utm_source=a");
        for path in [format!("{path}&f=json"), path] {
            let refused = server.get_with(&path, &[("accept", "application/json")]);
            assert_eq!(refused.status(), 400, "{path}");
        }
    }
    for path in [
        "/collections",
        "/collections/corridors",
        "/collections/corridors/items",
        "/collections/control/changes",
        "/conformance",
        "/openapi.json",
        "/layers/corridors.geojson",
        "/tiles/basemap.json",
        "/tiles/basemap/0/0/0.mvt",
        "/styles/korydor.json",
        "/reports",
        "/geocode?q=Sumy",
        "/routes?from=Sumy&to=Poltava",
        "/avoid_areas",
    ] {
        let joint = if path.contains('?') { '&' } else { '?' };
        let response = server.get(&format!("{path}{joint}utm_source=a"));
        assert_eq!(response.status(), 400, "{path}");
    }
}

#[test]
fn every_get_is_a_head_with_the_same_headers() {
    let server = trusting(&[]);
    let layer = server.json("/layers/corridors.geojson");
    let properties = &layer["features"][0]["properties"];
    let report = format!("/reports/{}", properties["report_id"].as_str().unwrap());
    let feature = format!(
        "/collections/corridors/items/{}",
        properties["id"].as_str().unwrap()
    );
    for path in [
        "/",
        "/?f=json",
        "/?date=2022-03-30&utm_source=a",
        "/conformance",
        "/openapi.json",
        "/collections",
        "/collections/corridors",
        "/collections/corridors/items?limit=1",
        &feature,
        "/collections/control/changes?datetime=2022-03-16/2022-03-30",
        "/layers/corridors.geojson",
        "/layers/corridors.csv",
        "/reports",
        &report,
        &format!("{report}?f=html"),
        "/geocode?q=Sumy",
        "/reverse?lon=34.8&lat=50.9",
        "/routes?from=Sumy&to=Poltava",
        "/avoid_areas",
        "/tiles/basemap.json",
        "/tiles/basemap/0/0/0.mvt",
        "/styles/korydor.json",
        "/report.css",
        "/favicon.svg",
        "/health",
        "/ready",
        "/nothing",
        "/collections?colour=red",
    ] {
        let ask = |method: &str| {
            let request = ureq::http::Request::builder()
                .method(method)
                .uri(format!("{}{path}", server.url))
                .header(header::ACCEPT_ENCODING, "identity")
                .body(())
                .unwrap();
            let response = agent().run(request).unwrap();
            let headers = response.headers().iter();
            let mut headers: Vec<(String, String)> = headers
                .filter(|(name, _)| *name != header::DATE)
                .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
                .collect();
            headers.sort();
            (response.status(), headers)
        };
        assert_eq!(ask("HEAD"), ask("GET"), "{path}");
    }
}

#[test]
fn a_prefix_that_is_a_path_of_this_server_or_no_path_breaks_no_link() {
    let prefixes = [
        "/collections",
        "/layers/",
        "/reports/x",
        "collections",
        "//evil.org",
        "/a/../b",
        "/%2e%2e",
        "/a?b",
        "https://evil.org",
        "/ok, //evil.org",
        "/a b",
    ];
    for server in [trusting(&[]), trusting(&["127.0.0.1/32"])] {
        for prefix in prefixes {
            let headers = [("x-forwarded-prefix", prefix)];
            let collections = body(server.get_with("/collections", &headers));
            assert!(collections["collections"].is_array(), "{prefix}");
            let addresses: std::collections::BTreeSet<String> =
                own_addresses(&server, &headers, &server.url)
                    .into_iter()
                    .collect();
            for address in addresses {
                assert!(!address.contains("evil.org"), "{prefix}: {address}");
                let path = address.strip_prefix(&server.url);
                if let Some(path) = path.filter(|path| !path.contains('{')) {
                    assert_eq!(server.get(path).status(), 200, "{prefix}: {address}");
                }
            }
        }
    }
}

#[test]
fn the_servers_own_paths_are_known_as_such() {
    let server = trusting(&["127.0.0.1/32"]);
    let description = server.json("/openapi.json");
    let paths = description["paths"].as_object().unwrap().keys();
    let mut firsts: Vec<String> = paths
        .map(|path| path.split('/').nth(1).unwrap().to_owned())
        .filter(|first| !first.is_empty())
        .collect();
    firsts.extend(
        [
            "openapi.json",
            "assets",
            "favicon.svg",
            "report.css",
            "tiles",
            "styles",
        ]
        .map(str::to_owned),
    );
    for first in firsts {
        let prefix = format!("/{first}");
        let landing = body(server.get_with("/?f=json", &[("x-forwarded-prefix", &prefix)]));
        let own = landing["links"][0]["href"].as_str().unwrap();
        assert_eq!(own, format!("{}/?f=json", server.url), "{prefix}");
    }
}
