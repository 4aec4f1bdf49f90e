//! The server over real HTTP.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::collections::HashSet;
use std::sync::LazyLock;

use korydor::server::Config;
use serde_json::Value;
use support::{TOKEN, TestServer, agent, body, corridor_report, header_of};

/// A server that the reading tests share: none of them changes it.
static SAMPLES: LazyLock<TestServer> = LazyLock::new(TestServer::with_samples);

const LAYERS: [&str; 8] = [
    "corridors",
    "events",
    "control",
    "control_areas",
    "front_lines",
    "places",
    "proposals",
    "crossing_points",
];

fn links(document: &Value) -> Vec<(&str, &str)> {
    let links = document["links"].as_array().unwrap().iter();
    links
        .map(|link| {
            (
                link["rel"].as_str().unwrap(),
                link["href"].as_str().unwrap(),
            )
        })
        .collect()
}

fn link<'a>(document: &'a Value, rel: &str) -> Option<&'a str> {
    let found = links(document).into_iter().find(|(name, _)| *name == rel);
    found.map(|(_, href)| href)
}

#[test]
fn every_link_of_the_landing_page_and_the_collections_leads_somewhere() {
    let mut documents = vec![SAMPLES.json("/?f=json"), SAMPLES.json("/collections")];
    let collections = documents[1]["collections"].as_array().unwrap().clone();
    assert_eq!(collections.len(), LAYERS.len());
    documents.extend(collections);
    for document in &documents {
        for (rel, href) in links(document) {
            let path = href
                .strip_prefix(&SAMPLES.url)
                .unwrap_or_else(|| panic!("{href}"));
            assert_eq!(SAMPLES.get(path).status(), 200, "{rel} {href}");
        }
    }
}

#[test]
fn programs_get_json_and_browsers_get_the_page() {
    let program = SAMPLES.get("/");
    assert_eq!(header_of(&program, "content-type"), "application/json");
    let browser = SAMPLES.get_with(
        "/",
        &[("accept", "text/html,application/xhtml+xml,*/*;q=0.8")],
    );
    assert_eq!(
        header_of(&browser, "content-type"),
        "text/html; charset=utf-8"
    );
    assert!(!header_of(&browser, "content-security-policy").is_empty());
}

#[test]
fn the_api_description_names_every_resource() {
    let description = SAMPLES.json("/openapi.json");
    let paths = description["paths"].as_object().unwrap();
    for path in [
        "/",
        "/conformance",
        "/collections/{collectionId}/items",
        "/layers/{file}",
        "/geocode",
        "/routes",
        "/avoid_areas",
        "/reports/{id}",
        "/health",
    ] {
        assert!(paths.contains_key(path), "{path}");
    }
}

#[test]
fn a_whole_layer_holds_every_feature_with_its_provenance() {
    let layer = SAMPLES.json("/layers/corridors.geojson");
    for member in ["title", "attribution", "generated", "disclaimer"] {
        assert!(layer[member].is_string(), "{member}");
    }
    let features = layer["features"].as_array().unwrap();
    assert_eq!(layer["numberMatched"], features.len());
    assert!(features.len() > 20, "{}", features.len());
    for feature in features {
        let properties = &feature["properties"];
        assert_eq!(feature["id"], properties["id"]);
        for name in [
            "report_id",
            "quote",
            "published",
            "status",
            "verification",
            "sensitivity",
        ] {
            assert!(properties[name].is_string(), "{name} of {feature}");
        }
    }
}

#[test]
fn the_corridors_of_30_march_are_there() {
    let layer = SAMPLES.json("/collections/corridors/items?datetime=2022-03-30");
    let named = |name: &str| {
        let features = layer["features"].as_array().unwrap().iter();
        let mut names = features.map(|feature| feature["properties"]["name"].as_str().unwrap());
        names.any(|known| known == name)
    };
    assert!(
        named("Mariupol → Berdiansk") && named("Enerhodar → Zaporizhzhia"),
        "{layer}"
    );
}

#[test]
fn following_next_shows_every_feature_once_and_ends() {
    let all = SAMPLES.json("/layers/places.geojson");
    let all: Vec<&Value> = all["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| &f["id"])
        .collect();
    let mut path = "/collections/places/items?limit=37&bbox=-180,-90,180,90".to_owned();
    let mut seen = Vec::new();
    loop {
        let page = SAMPLES.json(&path);
        let features = page["features"].as_array().unwrap();
        assert_eq!(page["numberReturned"], features.len());
        seen.extend(features.iter().map(|feature| feature["id"].clone()));
        match link(&page, "next") {
            Some(next) => {
                assert!(next.contains("bbox="), "{next}");
                path = next.strip_prefix(&SAMPLES.url).unwrap().to_owned();
            }
            None => {
                assert!(link(&page, "prev").is_some());
                break;
            }
        }
    }
    let unique: HashSet<String> = seen.iter().map(ToString::to_string).collect();
    assert_eq!(unique.len(), seen.len());
    let placed = all.len();
    assert!(
        seen.len() <= placed && seen.len() > 40,
        "{} of {placed}",
        seen.len()
    );
}

#[test]
fn area_and_time_narrow_a_layer_to_what_meets_them() {
    let all = SAMPLES.json("/layers/corridors.geojson");
    let all = all["features"].as_array().unwrap();
    let of_day = |feature: &&Value, day: &str| {
        let properties = &feature["properties"];
        // A stated day that was not understood is no day.
        if properties["day_not_understood"] == true {
            return false;
        }
        let from = properties["valid_from"]
            .as_str()
            .or(properties["published"].as_str())
            .unwrap();
        let to = properties["valid_to"].as_str().unwrap_or(from);
        (from..=to).contains(&day)
    };
    for day in ["2022-03-05", "2022-03-30", "2022-04-01", "2021-01-01"] {
        let page = SAMPLES.json(&format!(
            "/collections/corridors/items?limit=1000&datetime={day}"
        ));
        let expected = all.iter().filter(|feature| of_day(feature, day)).count();
        assert_eq!(page["numberMatched"], expected, "{day}");
    }
    let ocean = SAMPLES.json("/collections/corridors/items?bbox=-40,-10,-30,10");
    assert_eq!(ocean["numberMatched"], 0);
    let half = SAMPLES.json("/collections/corridors/items?bbox=36,46,39,48&limit=1000");
    let half = half["numberMatched"].as_u64().unwrap() as usize;
    assert!(half > 0 && half < all.len());
}

#[test]
fn one_feature_is_had_by_its_identifier() {
    let layer = SAMPLES.json("/layers/events.geojson");
    let id = layer["features"][0]["id"].as_str().unwrap();
    let feature = SAMPLES.json(&format!("/collections/events/items/{id}"));
    assert_eq!(feature["type"], "Feature");
    assert_eq!(feature["properties"], layer["features"][0]["properties"]);
    assert!(link(&feature, "collection").is_some());
}

#[test]
fn ways_by_road_are_proposed_with_what_could_not_be_avoided() {
    let answer = SAMPLES.json(
        "/routes?from=Mariupol&via=Berdiansk;Tokmak&to=Zaporizhzhia&datetime=2022-03-30&avoid=contested,shelled&alternatives=2",
    );
    let features = answer["features"].as_array().unwrap();
    assert!((1..=2).contains(&features.len()));
    for feature in features {
        let properties = &feature["properties"];
        assert_eq!(properties["proposed"], true);
        assert_eq!(properties["geometry_basis"], "schematic_network");
        assert_eq!(properties["stops"].as_array().unwrap().len(), 4);
        assert!(properties["length_km"].as_f64().unwrap() > 250.0);
        assert!(properties["duration_min"].as_u64().unwrap() > 180);
        assert!(properties["roads"][0]["road"].is_string());
        // The journey starts in a town that is shelled.
        assert!(properties["could_not_avoid"]["km"].as_f64().unwrap() > 0.0);
        let disclaimer = properties["disclaimer"].as_str().unwrap();
        assert!(disclaimer.contains("Not for navigation; no statement about safety"));
    }
}

#[test]
fn areas_to_avoid_come_in_the_forms_of_routing_programs() {
    let address = |format: &str| format!("/avoid_areas?datetime=2022-03-30&days=5&format={format}");
    let geojson = SAMPLES.json(&address("geojson"));
    let feature = &geojson["features"][0];
    assert_eq!(feature["geometry"]["type"], "MultiPolygon");
    let areas = feature["geometry"]["coordinates"].as_array().unwrap();
    assert!(areas.len() > 3);
    let places = feature["properties"]["places"].as_array().unwrap();
    assert!(places.len() >= areas.len());
    assert!(places.iter().all(|place| place["report_id"].is_string()));
    let ors = SAMPLES.json(&address("openrouteservice"));
    assert_eq!(ors["options"]["avoid_polygons"], feature["geometry"]);
    let valhalla = SAMPLES.json(&address("valhalla"));
    let rings = valhalla["exclude_polygons"].as_array().unwrap();
    assert_eq!(rings.len(), areas.len());
    for (ring, area) in rings.iter().zip(areas) {
        assert_eq!(*ring, area[0]);
        let ring = ring.as_array().unwrap();
        assert_eq!(ring.first(), ring.last());
    }
    let peace = SAMPLES.json("/avoid_areas?datetime=2019-01-01");
    assert_eq!(peace["features"].as_array().unwrap().len(), 0);
}

#[test]
fn what_is_not_understood_is_a_problem_with_a_sentence() {
    let cases = [
        ("/nothing", 404, "lists what there is"),
        ("/collections/roads", 404, "corridors"),
        ("/collections/roads/items", 404, "corridors"),
        ("/collections/corridors/items/0000", 404, "0000"),
        ("/layers/corridors.doc", 404, "corridors.geojson"),
        ("/layers/corridors", 404, "corridors.csv"),
        ("/reports/0000", 404, "/reports"),
        ("/collections/corridors/items?colour=red", 400, "colour"),
        ("/collections/corridors/items?limit=0", 400, "limit"),
        ("/collections/corridors/items?limit=-1", 400, "limit"),
        ("/collections/corridors/items?limit=ten", 400, "limit"),
        ("/collections/corridors/items?limit=1&limit=2", 400, "twice"),
        ("/collections/corridors/items?offset=-1", 400, "offset"),
        ("/collections/corridors/items?bbox=1,2,3", 400, "bbox"),
        (
            "/collections/corridors/items?bbox=1,9,3,4",
            400,
            "lower latitude",
        ),
        (
            "/collections/corridors/items?datetime=yesterday",
            400,
            "yesterday",
        ),
        (
            "/collections/corridors/items?datetime=2022-04-01/2022-03-01",
            400,
            "ends before",
        ),
        ("/collections/corridors/items?f=shp", 400, "shp"),
        ("/reports?limit=x", 400, "limit"),
        ("/geocode", 400, "q is the name"),
        ("/geocode?q=Sumy&country=Ukraine", 400, "two letters"),
        ("/geocode?q=Sumy&lat=95&lon=30", 400, "lat"),
        ("/reverse?lon=37", 400, "lat"),
        ("/?f=xml", 400, "xml"),
        ("/tiles/basemap/99/0/0.mvt", 404, "z from 0"),
        ("/routes?to=Dnipro", 400, "from is missing"),
        ("/routes?from=Kharkiv&to=", 400, "to is missing"),
        ("/routes?from=Qwxzyqwxzy&to=Dnipro", 400, "no settlement"),
        ("/routes?from=37.5,97.1&to=Dnipro", 400, "longitude"),
        ("/routes?from=Kharkiv&to=Kharkiv", 400, "same place"),
        ("/routes?from=Kharkiv&to=Paris", 404, "no way by road"),
        (
            "/routes?from=Kharkiv&to=Dnipro&avoid=mines",
            400,
            "contested and shelled",
        ),
        (
            "/routes?from=Kharkiv&to=Dnipro&alternatives=6",
            400,
            "from 1 to 5",
        ),
        (
            "/routes?from=Kharkiv&to=Dnipro&datetime=soon",
            400,
            "2022-03-30",
        ),
        ("/routes?from=Kharkiv&to=Dnipro&f=gpx", 400, "gpx"),
        ("/avoid_areas?format=kml", 400, "valhalla"),
        ("/avoid_areas?days=0", 400, "days"),
        ("/avoid_areas?radius_km=900", 400, "kilometres"),
    ];
    for (path, status, word) in cases {
        let response = SAMPLES.get(path);
        assert_eq!(response.status(), status, "{path}");
        assert_eq!(
            header_of(&response, "content-type"),
            "application/problem+json",
            "{path}"
        );
        assert_eq!(
            header_of(&response, "access-control-allow-origin"),
            "*",
            "{path}"
        );
        let problem = body(response);
        assert_eq!(problem["status"], status, "{path}");
        assert_eq!(problem["instance"], path);
        assert!(
            problem["detail"].as_str().unwrap().contains(word),
            "{path}: {problem}"
        );
    }
}

#[test]
fn what_a_client_has_is_not_sent_again() {
    for path in [
        "/layers/corridors.geojson",
        "/layers/corridors.csv",
        "/collections",
        "/collections/events/items",
        "/reports",
        "/openapi.json",
        "/tiles/basemap/0/0/0.mvt",
    ] {
        let plain = SAMPLES.get_with(path, &[("accept-encoding", "identity")]);
        let gzipped = SAMPLES.get_with(path, &[("accept-encoding", "gzip")]);
        let tags = [header_of(&plain, "etag"), header_of(&gzipped, "etag")];
        assert!(
            tags.iter().all(|tag| tag.starts_with('"')),
            "{path}: {tags:?} is not strong"
        );
        assert_ne!(tags[0], tags[1], "{path}");
        for tag in &tags {
            let again = SAMPLES.get_with(path, &[("if-none-match", tag)]);
            assert_eq!(again.status(), 304, "{path}");
        }
        let other = SAMPLES.get_with(path, &[("if-none-match", "\"other\"")]);
        assert_eq!(other.status(), 200, "{path}");
    }
}

#[test]
fn compressed_answers_hold_the_same_bytes() {
    let path = "/layers/places.geojson";
    let mut plain = SAMPLES.get_with(path, &[("accept-encoding", "identity")]);
    let mut gzipped = SAMPLES.get_with(path, &[("accept-encoding", "gzip")]);
    let sent: usize = header_of(&gzipped, "content-length")
        .parse()
        .unwrap_or_default();
    let plain = plain.body_mut().read_to_vec().unwrap();
    assert!(sent < plain.len() / 4, "{sent} of {}", plain.len());
    assert_eq!(gzipped.body_mut().read_to_vec().unwrap(), plain);
}

#[test]
fn head_and_options_are_answered() {
    for path in ["/layers/corridors.geojson", "/collections", "/reports", "/"] {
        let mut head = agent()
            .head(format!("{}{path}", SAMPLES.url))
            .header("accept-encoding", "identity")
            .call()
            .unwrap();
        assert_eq!(head.status(), 200, "{path}");
        assert!(!header_of(&head, "etag").is_empty(), "{path}");
        assert!(head.body_mut().read_to_vec().unwrap().is_empty(), "{path}");
        let asked = agent()
            .options(format!("{}{path}", SAMPLES.url))
            .header("origin", "https://example.org")
            .header("access-control-request-method", "GET")
            .call()
            .unwrap();
        assert_eq!(asked.status(), 200, "{path}");
        assert!(header_of(&asked, "access-control-allow-methods").contains("GET"));
    }
    let wrong = agent()
        .delete(format!("{}/collections", SAMPLES.url))
        .call()
        .unwrap();
    assert_eq!(wrong.status(), 405);
    assert!(header_of(&wrong, "allow").contains("GET"));
    assert!(body(wrong)["detail"].is_string());
}

#[test]
fn a_sent_report_is_on_the_map_at_once_and_kept_once() {
    let server = TestServer::empty();
    let before = header_of(&server.get("/layers/corridors.geojson"), "etag");
    let text = corridor_report("Mariupol", "Zaporizhzhia");
    let sent = server.post_with(
        "/reports?published=2022-03-30&source=Ministry",
        "text/plain; charset=utf-8",
        text.as_bytes(),
        Some(TOKEN),
    );
    assert_eq!(sent.status(), 201);
    let location = header_of(&sent, "location");
    let report = body(sent);
    assert_eq!(report["text"], text);
    assert_eq!(report["source"], "Ministry");
    assert_eq!(
        location,
        format!("{}/reports/{}", server.url, report["id"].as_str().unwrap())
    );

    let layer = server.json("/layers/corridors.geojson");
    assert_eq!(
        layer["features"][0]["properties"]["name"],
        "Mariupol → Zaporizhzhia"
    );
    assert_eq!(
        layer["features"][0]["properties"]["report_id"],
        report["id"]
    );
    assert_ne!(
        before,
        header_of(&server.get("/layers/corridors.geojson"), "etag")
    );

    let again = server.post("text/plain", text.as_bytes());
    assert_eq!(again.status(), 200);
    assert_eq!(body(again)["id"], report["id"]);
    assert_eq!(server.json("/reports")["numberMatched"], 1);
}

#[test]
fn reports_come_as_text_html_and_json() {
    let server = TestServer::empty();
    let text = corridor_report("Enerhodar", "Zaporizhzhia");
    let html = format!(
        "<html><head><title>Agreed</title></head><body><p>{}</p></body></html>",
        corridor_report("Sumy", "Poltava")
    );
    let json = serde_json::json!({ "text": corridor_report("Izium", "Lozova"), "title": "Posted", "published": "2022-03-30", "lang": "en" });
    assert_eq!(server.post("text/plain", text.as_bytes()).status(), 201);
    let of_html = body(server.post("text/html", html.as_bytes()));
    assert_eq!(of_html["title"], "Agreed");
    let of_json = body(server.post("application/json", json.to_string().as_bytes()));
    assert_eq!(of_json["title"], "Posted");
    assert_eq!(of_json["published"], "2022-03-30");
    assert_eq!(server.json("/collections/corridors")["numberOfFeatures"], 3);
}

#[test]
fn only_those_with_the_token_may_send_reports() {
    let text = corridor_report("Mariupol", "Zaporizhzhia");
    let server = TestServer::empty();
    for token in [None, Some("wrong"), Some("")] {
        let refused = server.post_with("/reports", "text/plain", text.as_bytes(), token);
        assert_eq!(refused.status(), 401);
        assert_eq!(header_of(&refused, "www-authenticate"), "Bearer");
    }
    let closed = TestServer::with(Config::default());
    let refused = closed.post("text/plain", text.as_bytes());
    assert_eq!(refused.status(), 403);
    assert!(
        body(refused)["detail"]
            .as_str()
            .unwrap()
            .contains("KORYDOR_TOKEN")
    );
    for server in [server, closed] {
        assert_eq!(server.json("/reports")["numberMatched"], 0);
    }
}

#[test]
fn the_page_of_a_report_marks_its_quotes_and_places() {
    let layer = SAMPLES.json("/layers/corridors.geojson");
    let properties = &layer["features"][0]["properties"];
    let id = properties["report_id"].as_str().unwrap();
    let mut page = SAMPLES.get(&format!("/reports/{id}?f=html"));
    assert!(header_of(&page, "content-security-policy").contains("default-src 'none'"));
    let page = page.body_mut().read_to_string().unwrap();
    assert!(
        page.contains(&format!("id=\"q-{}\"", properties["quote_start"])),
        "{page}"
    );
    assert!(page.contains("class=\"place\"") && page.contains("<mark class=\"corridor"));
    assert_eq!(SAMPLES.get("/report.css").status(), 200);
}

#[test]
fn reports_are_listed_newest_first_in_pages() {
    let list = SAMPLES.json("/reports?limit=5");
    assert_eq!(list["numberReturned"], 5);
    assert!(link(&list, "next").is_some());
    let all = SAMPLES.json("/reports?limit=1000");
    let days: Vec<&str> = all["reports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|report| report["published"].as_str().unwrap())
        .collect();
    assert!(days.is_sorted_by(|a, b| a >= b), "{days:?}");
    for member in [
        "id",
        "title",
        "source",
        "url",
        "language",
        "corridors",
        "events",
        "unplaced",
    ] {
        assert!(all["reports"][0].get(member).is_some(), "{member}");
    }
}

#[test]
fn places_are_found_by_name_and_by_position() {
    let found = SAMPLES.json("/geocode?q=Маріуполь&limit=1");
    assert_eq!(found["features"][0]["properties"]["name"], "Mariupol");
    assert!(found["features"][0]["properties"]["confidence"].is_number());
    let reverse = SAMPLES.json("/reverse?lon=37.54&lat=47.10");
    assert_eq!(reverse["features"][0]["properties"]["name"], "Mariupol");
}

#[test]
fn the_table_of_a_layer_has_tags_and_as_many_rows_as_features() {
    let mut response = SAMPLES.get("/layers/corridors.csv");
    assert_eq!(
        header_of(&response, "content-type"),
        "text/csv; charset=utf-8"
    );
    let text = response.body_mut().read_to_string().unwrap();
    let rows: Vec<csv::StringRecord> = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes())
        .records()
        .map(Result::unwrap)
        .collect();
    assert!(rows[1].iter().any(|tag| tag == "#loc+name+origin"));
    let layer = SAMPLES.json("/layers/corridors.geojson");
    assert_eq!(rows.len() - 2, layer["features"].as_array().unwrap().len());
}

#[test]
fn the_server_says_that_it_lives_and_is_ready() {
    assert_eq!(SAMPLES.json("/health")["status"], "ok");
    assert!(SAMPLES.json("/ready")["reports"].as_u64().unwrap() > 0);
    assert_eq!(
        header_of(&SAMPLES.get("/health"), "cache-control"),
        "no-store"
    );
}

#[test]
fn layers_of_a_state_answer_with_the_state_at_the_end_of_the_time_asked_for() {
    let front = |query: &str| {
        SAMPLES.json(&format!(
            "/collections/front_lines/items?limit=10000{query}"
        ))
    };
    let latest = front("");
    assert!(
        latest["title"]
            .as_str()
            .unwrap()
            .contains("as of 30 April 2022"),
        "{}",
        latest["title"]
    );
    for (asked, as_of) in [
        ("2022-03-30", "2022-03-30"),
        ("2022-03-30T10:00:00Z", "2022-03-30"),
        ("2022-03-01/2022-03-16", "2022-03-16"),
        ("2022-03-01/..", "2022-04-30"),
    ] {
        let page = front(&format!("&datetime={asked}"));
        let features = page["features"].as_array().unwrap();
        assert!(features.len() > 20, "{asked}");
        for feature in features {
            let properties = &feature["properties"];
            assert_eq!(properties["as_of"], as_of, "{asked}");
            assert!(properties["side"].is_string() && properties["quote"].is_string());
            assert!(properties["uncertainty_km"].as_f64().unwrap() > 0.0);
            assert!(properties["claims"].as_u64().unwrap() > 1);
        }
    }
    let north = "&datetime=2022-04-16&bbox=30,50.5,33,52.5";
    assert_eq!(front(north)["numberMatched"], 0);
    assert!(
        front("&datetime=2022-03-16&bbox=30,50.5,33,52.5")["numberMatched"]
            .as_u64()
            .unwrap()
            > 5
    );
    let areas = SAMPLES.json("/layers/control_areas.geojson?datetime=2022-03-30");
    assert!(
        areas["title"]
            .as_str()
            .unwrap()
            .contains("as of 30 March 2022")
    );
    let one = &areas["features"][0];
    let id = one["id"].as_str().unwrap();
    let same = SAMPLES.json(&format!(
        "/collections/control_areas/items/{id}?datetime=2022-03-30"
    ));
    assert_eq!(same["properties"], one["properties"]);
}

#[test]
fn a_settlement_leads_to_the_words_that_say_who_holds_it() {
    let page = SAMPLES.json("/collections/control/items?limit=10000&datetime=2022-03-30");
    let features = page["features"].as_array().unwrap();
    assert!(features.len() > 1000);
    let named = |name: &str| {
        let is_it = |feature: &&Value| feature["properties"]["place_name"] == name;
        &features.iter().find(is_it).unwrap()["properties"]
    };
    let kherson = named("Kherson");
    assert_eq!(
        (&kherson["party"], &kherson["basis"]),
        (&"russia".into(), &"read".into())
    );
    assert!(kherson["source_url"].as_str().unwrap().starts_with("http"));
    let report = SAMPLES.json(&format!(
        "/reports/{}?f=json",
        kherson["report_id"].as_str().unwrap()
    ));
    let text: Vec<char> = report["text"].as_str().unwrap().chars().collect();
    let end = |name: &str| kherson[name].as_u64().unwrap() as usize;
    let words: String = text[end("quote_start")..end("quote_end")].iter().collect();
    assert_eq!(words, kherson["quote"].as_str().unwrap());
    assert!(words.starts_with("Kherson: "));
    let recalled = named("Tavriisk");
    assert_eq!(recalled["basis"], "recalled");
    assert!(recalled["confidence"].as_f64().unwrap() < 0.6);
}

#[test]
fn what_changed_between_two_days_is_told() {
    let changes = SAMPLES.json("/collections/control/changes?datetime=2022-03-16/2022-04-08");
    let features = changes["features"].as_array().unwrap();
    let settlement = |name: &str| {
        let is_it = |feature: &&Value| feature["properties"]["place_name"] == name;
        &features
            .iter()
            .find(is_it)
            .unwrap_or_else(|| panic!("{name}"))["properties"]
    };
    for (name, from, to, since) in [
        ("Bucha", "russia", "ukraine", "2022-03-31"),
        ("Izium", "contested", "russia", "2022-04-01"),
        ("Trostianets", "russia", "ukraine", "2022-03-26"),
    ] {
        let turn = settlement(name);
        assert_eq!(
            (&turn["from"], &turn["to"]),
            (&from.into(), &to.into()),
            "{name}"
        );
        assert_eq!(turn["since"], since, "{name}");
    }
    let size = |kind: &str| {
        let of_kind = |feature: &&Value| feature["properties"]["kind"] == kind;
        let found = features.iter().find(of_kind).unwrap();
        assert_eq!(found["properties"]["party"], "russia");
        found["properties"]["area_km2"].as_f64().unwrap()
    };
    assert!(size("lost") > 20_000.0 && size("gained") > 300.0);
    for asked in ["", "?datetime=2022-03-16/..", "?datetime=soon/later"] {
        let refused = SAMPLES.get(&format!("/collections/control/changes{asked}"));
        assert_eq!(refused.status(), 400, "{asked}");
    }
}
