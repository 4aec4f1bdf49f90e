//! What clients of OGC API Features ask for: reference systems, filters, pages, schemas.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::sync::LazyLock;

use serde_json::{Value, json};
use support::{TestServer, header_of};

static SAMPLES: LazyLock<TestServer> = LazyLock::new(TestServer::with_samples);

const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
const EPSG_4326: &str = "http://www.opengis.net/def/crs/EPSG/0/4326";
const EPSG_3857: &str = "http://www.opengis.net/def/crs/EPSG/0/3857";

fn matched(path: &str) -> u64 {
    SAMPLES.json(path)["numberMatched"].as_u64().unwrap()
}

/// The positions of a geometry in order.
fn positions(geometry: &Value) -> Vec<(f64, f64)> {
    match geometry["coordinates"].as_array() {
        None => Vec::new(),
        Some(_) => flat(&geometry["coordinates"]),
    }
}

fn flat(coordinates: &Value) -> Vec<(f64, f64)> {
    let parts = coordinates.as_array().unwrap();
    match parts.as_slice() {
        [x, y] if x.is_number() => vec![(x.as_f64().unwrap(), y.as_f64().unwrap())],
        parts => parts.iter().flat_map(flat).collect(),
    }
}

#[test]
fn positions_come_in_the_asked_reference_system_and_its_axis_order() {
    for layer in ["corridors", "events", "proposals"] {
        let path = format!("/collections/{layer}/items?limit=40");
        let stored = SAMPLES.json(&path);
        for (crs, decimals) in [(CRS84, 1e-9), (EPSG_4326, 1e-6), (EPSG_3857, 1e-2)] {
            let response = SAMPLES.get(&format!("{path}&crs={crs}"));
            assert_eq!(header_of(&response, "content-crs"), format!("<{crs}>"));
            let asked = SAMPLES.json(&format!("{path}&crs={crs}"));
            assert_eq!(asked["numberReturned"], stored["numberReturned"]);
            let pairs = stored["features"].as_array().unwrap().iter();
            for (one, other) in pairs.zip(asked["features"].as_array().unwrap()) {
                assert_eq!(one["id"], other["id"]);
                assert_eq!(one["properties"], other["properties"]);
                let degrees = positions(&one["geometry"]);
                let moved = positions(&other["geometry"]);
                assert_eq!(degrees.len(), moved.len());
                for ((lon, lat), (x, y)) in degrees.into_iter().zip(moved) {
                    let expected = match crs {
                        CRS84 => (lon, lat),
                        EPSG_4326 => (lat, lon),
                        _ => {
                            let north =
                                (std::f64::consts::FRAC_PI_4 + lat.to_radians() / 2.0).tan();
                            (lon.to_radians() * 6_378_137.0, north.ln() * 6_378_137.0)
                        }
                    };
                    assert!((x - expected.0).abs() < decimals && (y - expected.1).abs() < decimals);
                }
            }
        }
    }
    let id = SAMPLES.json("/collections/events/items?limit=1")["features"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/collections/events/items/{id}?crs={EPSG_4326}");
    assert_eq!(
        header_of(&SAMPLES.get(&path), "content-crs"),
        format!("<{EPSG_4326}>")
    );
}

#[test]
fn a_box_finds_the_same_in_every_reference_system() {
    let degrees = matched("/collections/corridors/items?bbox=35,46,38,48");
    assert!(degrees > 0);
    for (bbox, crs) in [
        ("35,46,38,48", CRS84),
        ("46,35,48,38", EPSG_4326),
        ("3896182.178,5780349.220,4230140.650,6106854.835", EPSG_3857),
    ] {
        let path = format!("/collections/corridors/items?bbox={bbox}&bbox-crs={crs}");
        assert_eq!(matched(&path), degrees, "{path}");
    }
}

#[test]
fn a_layer_says_its_reference_systems_and_pages_keep_the_asked_one() {
    let layer = SAMPLES.json("/collections/corridors");
    let systems: Vec<&str> = layer["crs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|crs| crs.as_str().unwrap())
        .collect();
    assert_eq!(systems, [CRS84, EPSG_4326, EPSG_3857]);
    assert_eq!(layer["storageCrs"], CRS84);
    let page = SAMPLES.json(&format!(
        "/collections/corridors/items?limit=3&crs={EPSG_3857}&filter=people_moved%20%3E%200"
    ));
    let next = page["links"]
        .as_array()
        .unwrap()
        .iter()
        .find(|link| link["rel"] == "next")
        .unwrap();
    let next = next["href"]
        .as_str()
        .unwrap()
        .strip_prefix(&SAMPLES.url)
        .unwrap();
    let response = SAMPLES.get(next);
    assert_eq!(
        header_of(&response, "content-crs"),
        format!("<{EPSG_3857}>")
    );
    assert_eq!(SAMPLES.json(next)["numberMatched"], page["numberMatched"]);
}

#[test]
fn a_filter_finds_what_its_words_say() {
    let all = SAMPLES.json("/layers/corridors.geojson");
    let count = |holds: &dyn Fn(&Value) -> bool| {
        let features = all["features"].as_array().unwrap().iter();
        features
            .filter(|feature| holds(&feature["properties"]))
            .count() as u64
    };
    let cases: [(&str, u64); 5] = [
        (
            "status%20%3D%20%27agreed%27",
            count(&|p| p["status"] == "agreed"),
        ),
        (
            "people_moved%20%3E%20500",
            count(&|p| p["people_moved"].as_u64() > Some(500)),
        ),
        (
            "valid_from%20%3D%20DATE(%272022-03-30%27)",
            count(&|p| p["valid_from"] == "2022-03-30"),
        ),
        (
            "people_moved%20IS%20NULL",
            count(&|p| p["people_moved"].is_null()),
        ),
        (
            "announced_by%20LIKE%20%27Iryna%25%27%20AND%20NOT%20mode%20%3D%20%27bus%27",
            count(&|p| {
                let by = p["announced_by"]
                    .as_str()
                    .is_some_and(|by| by.starts_with("Iryna"));
                by && p["mode"].as_str().is_some_and(|mode| mode != "bus")
            }),
        ),
    ];
    for (filter, expected) in cases {
        assert!(expected > 0, "{filter}");
        for language in ["", "&filter-lang=cql2-text", "&filter-lang=cql-text"] {
            let path = format!("/collections/corridors/items?filter={filter}{language}");
            assert_eq!(matched(&path), expected, "{path}");
        }
    }
}

#[test]
fn more_than_the_most_is_the_most() {
    let everything = matched("/collections/events/items");
    for limit in ["10000", "10001", "1000000", "99999999999999999999999999"] {
        let page = SAMPLES.json(&format!("/collections/events/items?limit={limit}"));
        assert_eq!(page["numberReturned"], everything, "{limit}");
        assert!(SAMPLES.json(&format!("/reports?limit={limit}"))["reports"].is_array());
        assert!(SAMPLES.json(&format!("/geocode?q=Mariupol&limit={limit}"))["features"].is_array());
    }
}

#[test]
fn what_is_no_reference_system_or_filter_is_refused_with_what_would_be_right() {
    let cases = [
        (
            "crs=EPSG:32636",
            "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        ),
        ("crs=", "EPSG/0/4326"),
        ("bbox=35,46,38,48&bbox-crs=none", "EPSG/0/3857"),
        ("bbox=100,35,120,38&bbox-crs=EPSG:4326", "latitudes"),
        ("filter=colour%20%3D%20%27red%27", "there are: id"),
        ("filter=status", "a comparison"),
        ("filter=", "its end"),
        (
            "filter=status%20%3D%20%27agreed%27&filter-lang=cql2-json",
            "cql2-text",
        ),
    ];
    for (query, says) in cases {
        let mut response = SAMPLES.get(&format!("/collections/corridors/items?{query}"));
        assert_eq!(response.status(), 400, "{query}");
        let problem: Value = response.body_mut().read_json().unwrap();
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains(says), "{query}: {detail}");
    }
}

#[test]
fn the_schema_of_a_layer_tells_the_types_that_its_features_have() {
    for layer in SAMPLES.json("/collections")["collections"]
        .as_array()
        .unwrap()
    {
        let links = layer["links"].as_array().unwrap().iter();
        let described = links
            .clone()
            .find(|link| link["rel"] == "describedby")
            .unwrap();
        let path = described["href"]
            .as_str()
            .unwrap()
            .strip_prefix(&SAMPLES.url)
            .unwrap();
        let schema = SAMPLES.json(path);
        let types = &schema["properties"]["properties"]["properties"];
        let name = layer["id"].as_str().unwrap();
        let features = SAMPLES.json(&format!("/layers/{name}.geojson"));
        for feature in features["features"].as_array().unwrap() {
            for (property, value) in feature["properties"].as_object().unwrap() {
                let kind = types[property]["type"]
                    .as_str()
                    .unwrap_or_else(|| panic!("{name}.{property}"));
                let fits = match value {
                    Value::Null => true,
                    Value::String(_) => kind == "string",
                    Value::Bool(_) => kind == "boolean",
                    Value::Number(number) => {
                        kind == "number" || (kind == "integer" && number.is_i64())
                    }
                    Value::Array(values) => {
                        let item = types[property]["items"]["type"].as_str();
                        kind == "array"
                            && values.iter().all(|value| match value {
                                Value::String(_) | Value::Null => item == Some("string"),
                                Value::Object(_) => item == Some("object"),
                                _ => false,
                            })
                    }
                    Value::Object(_) => false,
                };
                assert!(fits, "{name}.{property} is {kind}: {value}");
            }
        }
        let queryables = SAMPLES.json(&format!("/collections/{name}/queryables"));
        assert_eq!(queryables["type"], "object");
        assert!(
            queryables["properties"]["report_id"].is_object(),
            "{queryables}"
        );
    }
}

#[test]
fn what_has_a_day_that_was_not_understood_is_found_without_a_day_only() {
    let server = TestServer::empty();
    let report = r#"{"text": "A humanitarian corridor from Sumy to Poltava will open this weekend, Iryna Vereshchuk said. Russian troops shelled Kharkiv this week.", "published": "2022-03-30"}"#;
    let posted = server.post("application/json", report.as_bytes());
    assert_eq!(posted.status(), 201);
    for layer in ["corridors", "events"] {
        let found = |query: &str| {
            let path = format!("/collections/{layer}/items?{query}");
            server.json(&path)["numberMatched"].as_u64().unwrap()
        };
        assert_eq!(found("datetime=2022-03-30"), 0, "{layer}");
        assert_eq!(found("datetime=2022-03-01/.."), 0, "{layer}");
        assert_eq!(found(""), 1, "{layer}");
        assert_eq!(found("filter=day_not_understood%3Dtrue"), 1, "{layer}");
    }
}

#[test]
fn what_has_no_day_is_found_by_no_time_and_by_every_question_without_one() {
    let server = TestServer::empty();
    let text = "A humanitarian corridor from Mariupol to Berdiansk has been agreed, Iryna Vereshchuk said. Shelling of Kharkiv went on.";
    assert_eq!(server.post("text/plain", text.as_bytes()).status(), 201);
    let dated = "A humanitarian corridor from Melitopol to Zaporizhzhia has been agreed for 30 March 2022, Iryna Vereshchuk said.";
    assert_eq!(server.post("text/plain", dated.as_bytes()).status(), 201);
    let matched = |layer: &str, query: &str| {
        let page = server.json(&format!("/collections/{layer}/items?{query}"));
        page["numberMatched"].as_u64().unwrap()
    };
    assert_eq!(matched("corridors", ""), 2);
    assert_eq!(matched("corridors", "datetime=2022-03-30"), 1);
    assert_eq!(matched("events", ""), 1);
    assert_eq!(matched("places", "bbox=37,46,38,48"), 1);
    for time in [
        "2022-03-29",
        "1990-01-01",
        "2026-11-30",
        "../1990-01-01",
        "2023-01-01/..",
    ] {
        for layer in ["corridors", "events"] {
            assert_eq!(
                matched(layer, &format!("datetime={time}")),
                0,
                "{layer} {time}"
            );
        }
        let file = server.json(&format!("/layers/corridors.geojson?datetime={time}"));
        assert_eq!(file["features"].as_array().unwrap().len(), 0, "{time}");
    }
}

#[test]
fn a_claim_of_a_day_that_was_not_understood_says_so_and_decides_nothing() {
    let server = TestServer::empty();
    let text = "Russian forces took control of Trostianets this week.";
    let report = json!({ "text": text, "published": "2022-03-30" });
    let posted = server.post("application/json", report.to_string().as_bytes());
    assert_eq!(posted.status(), 201);
    let kept = support::body(posted);
    assert_eq!(kept["reading"]["control"][0]["day_not_understood"], true);
    let id = kept["id"].as_str().unwrap();
    let control = server.json("/layers/control.geojson?datetime=2022-03-30");
    let settlements = control["features"].as_array().unwrap();
    assert!(settlements.iter().all(|settlement| {
        let said = &settlement["properties"];
        said["day_not_understood"] == false && said["report_id"] != id
    }));
    let folder = tempfile::tempdir().unwrap();
    for (text, expected) in [
        (text, json!(["Trostianets", true, null])),
        (
            "Ukrainian forces took control of Irpin on 28 March.",
            json!(["Irpin", false, "2022-03-28"]),
        ),
    ] {
        let file = folder.path().join("post.txt");
        std::fs::write(&file, text).unwrap();
        let read = support::korydor()
            .args(["read", "--published", "2022-03-30", "--format", "geojson"])
            .arg(&file)
            .output()
            .unwrap();
        let layers: Value = serde_json::from_slice(&read.stdout).unwrap();
        let features = layers["features"].as_array().unwrap().iter();
        let claim = features
            .map(|feature| &feature["properties"])
            .find(|said| said["party"].is_string())
            .unwrap();
        let said = ["place_name", "day_not_understood", "as_of"].map(|name| claim[name].clone());
        assert_eq!(json!(said), expected);
    }
}
