//! `korydor import control` and what comes of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

fn korydor(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_korydor"));
    command
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn layer(folder: &Path, name: &str, day: &str) -> Value {
    let written = korydor(folder, &["export", name, "--datetime", day]);
    assert!(written.status.success(), "{}", said(&written));
    serde_json::from_slice(&written.stdout).unwrap()
}

fn settlement(folder: &Path, name: &str, day: &str) -> Value {
    let control = layer(folder, "control", day);
    let features = control["features"].as_array().unwrap().clone();
    let is_it = |feature: &&Value| feature["properties"]["place_name"] == name;
    features
        .iter()
        .find(is_it)
        .unwrap_or_else(|| panic!("{name}"))["properties"]
        .clone()
}

#[test]
fn a_table_is_taken_in_and_what_is_not_understood_is_listed() {
    let folder = tempfile::tempdir().unwrap();
    let table = "Населений пункт;область;Controlled by;Дата;Джерело\n\
                 Херсон;;Ukraine;2022-06-20;a list\n\
                 Nowhereville;;Russia;2022-06-20;a list\n\
                 Ізюм;Kharkiv;contested;20.06.2022;a list\n\
                 Балта;;what is this;2022-06-20;a list\n\
                 Одеса;;Ukraine;yesterday;a list\n";
    fs::write(folder.path().join("held.csv"), table).unwrap();
    let taken = korydor(
        folder.path(),
        &["import", "control", "held.csv", "--source", "A list"],
    );
    let said = said(&taken);
    assert!(taken.status.success(), "{said}");
    for (line, word) in [(3, "Nowhereville"), (5, "what is this"), (6, "yesterday")] {
        let told = said
            .lines()
            .find(|told| told.starts_with(&format!("line {line}:")));
        assert!(told.unwrap().contains(word), "{said}");
    }
    assert!(said.contains("2 settlements"), "{said}");

    let kherson = settlement(folder.path(), "Kherson", "2022-06-20");
    assert_eq!(kherson["party"], "ukraine");
    assert_eq!(kherson["basis"], "imported");
    assert_eq!(kherson["source_name"], "A list");
    assert_eq!(kherson["announced_by"], "a list");
    assert_eq!(kherson["quote"], "Херсон;;Ukraine;2022-06-20;a list");
    assert_eq!(kherson["other_claims"][0]["party"], "russia");
    assert_eq!(
        settlement(folder.path(), "Izium", "2022-06-20")["tier"],
        "contested"
    );
    assert_eq!(
        settlement(folder.path(), "Kherson", "2022-04-30")["party"],
        "russia"
    );

    let again = korydor(
        folder.path(),
        &["import", "control", "held.csv", "--source", "A list"],
    );
    assert!(self::said(&again).contains("was there already"));
}

#[test]
fn polygons_are_taken_in_repaired_or_refused_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let feature = |kind: &str, coordinates: Value| {
        json!({
            "type": "Feature",
            "properties": { "party": "russia", "date": "2022-06-20" },
            "geometry": { "type": kind, "coordinates": coordinates },
        })
    };
    let bow_tie = json!([[
        [33.0, 49.0],
        [33.6, 49.4],
        [33.6, 49.0],
        [33.0, 49.4],
        [33.0, 49.0]
    ]]);
    let flat = json!([[[33.0, 49.0], [33.6, 49.4], [33.0, 49.0], [33.0, 49.0]]]);
    let far = json!([[[333.0, 49.0], [333.6, 49.4], [333.0, 49.4], [333.0, 49.0]]]);
    let features = json!({
        "type": "FeatureCollection",
        "features": [
            feature("Polygon", bow_tie),
            feature("LineString", json!([[33.0, 49.0], [33.6, 49.4]])),
            feature("Polygon", flat),
            feature("Polygon", far),
        ],
    });
    fs::write(folder.path().join("held.geojson"), features.to_string()).unwrap();
    let taken = korydor(folder.path(), &["import", "control", "held.geojson"]);
    let said = said(&taken);
    assert!(taken.status.success(), "{said}");
    for (number, word) in [
        (1, "repaired"),
        (2, "line"),
        (3, "cannot be repaired"),
        (4, "degrees"),
    ] {
        let told = said
            .lines()
            .find(|told| told.starts_with(&format!("feature {number}:")));
        assert!(told.unwrap().contains(word), "{said}");
    }
    let inside = |day: &str| {
        let areas = layer(folder.path(), "control_areas", day);
        let held: Vec<geo::MultiPolygon> = areas["features"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|feature| feature["properties"]["party"] == "russia")
            .map(|feature| {
                let geometry: geojson::Geometry =
                    serde_json::from_value(feature["geometry"].clone()).unwrap();
                geo::Geometry::try_from(geometry)
                    .unwrap()
                    .try_into()
                    .unwrap()
            })
            .collect();
        use geo::Contains;
        held.iter()
            .any(|area| area.contains(&geo::Point::new(33.1, 49.2)))
    };
    assert!(inside("2022-06-20"));
    assert!(!inside("2022-06-19"));
}

#[test]
fn a_file_of_which_nothing_can_be_used_leaves_the_store_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    for (name, content, word) in [
        (
            "no-place.csv",
            "status,date\nRussia,2022-03-30\n",
            "no column says where",
        ),
        ("no-party.csv", "name,date\nKherson,2022-03-30\n", "--party"),
        ("no-day.csv", "name,status\nKherson,Russia\n", "--date"),
        (
            "unknown.csv",
            "name,status,date\nNowhereville,Russia,2022-03-30\n",
            "nothing of it",
        ),
        ("broken.json", "{\"type\":", "not GeoJSON"),
        ("empty.csv", "", "no column"),
    ] {
        fs::write(folder.path().join(name), content).unwrap();
        let taken = korydor(folder.path(), &["import", "control", name]);
        assert_eq!(taken.status.code(), Some(1), "{name}");
        assert!(said(&taken).contains(word), "{name}: {}", said(&taken));
        assert!(!folder.path().join("korydor.gpkg").exists(), "{name}");
    }
    let absent = korydor(folder.path(), &["import", "control", "absent.csv"]);
    assert_eq!(absent.status.code(), Some(1));
}

#[test]
fn a_bad_area_is_listed_and_the_others_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let ring = json!([[[36.0, 49.0], [36.5, 49.0], [36.5, 49.5], [36.0, 49.0]]]);
    let area = |coordinates: Value| {
        json!({
            "type": "Feature",
            "properties": {"party": "russia", "date": "2022-06-20"},
            "geometry": {"type": "Polygon", "coordinates": coordinates},
        })
    };
    let features = [
        area(json!([[[1]]])),
        area(ring.clone()),
        area(json!([[[]]])),
        area(json!([[["36", "49"]]])),
        area(json!([[[36.0, 49.0, null]]])),
        area(json!([[
            [1e300, 49.0],
            [36.0, 49.0],
            [36.0, 50.0],
            [1e300, 49.0]
        ]])),
        area(json!([])),
        area(json!({"a": 1})),
        json!({"type": "Feature", "properties": [], "geometry": null}),
        json!(7),
        area(json!([[[36.0, 49.0], [36.5, 49.0], [36.5, 49.5], []]])),
        area(json!([[36.0, 49.0], [36.5, 49.0]])),
        json!({"type": "Feature", "properties": {}, "geometry": {"type": "MultiPolygon", "coordinates": [[[[]]]]}}),
        area(ring),
    ];
    let collection = json!({"type": "FeatureCollection", "features": features});
    fs::write(folder.path().join("held.geojson"), collection.to_string()).unwrap();
    let taken = korydor(folder.path(), &["import", "control", "held.geojson"]);
    let told = said(&taken);
    assert!(taken.status.success(), "{told}");
    assert!(told.contains("0 settlements, 2 areas: kept"), "{told}");
    for number in [1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13] {
        assert!(
            told.contains(&format!("feature {number}: left out: ")),
            "{number}: {told}"
        );
    }
    for text in ["[", "{}", "[[1]]", "{\"type\": \"FeatureCollection\"}"] {
        fs::write(folder.path().join("no.geojson"), text).unwrap();
        let refused = korydor(folder.path(), &["import", "control", "no.geojson"]);
        assert_eq!(refused.status.code(), Some(1), "{text}");
        assert!(
            said(&refused).contains("not GeoJSON"),
            "{text}: {}",
            said(&refused)
        );
    }
}
