//! What a server says of control years after its last claims: over real HTTP, and in its store.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::sync::LazyLock;

use rusqlite::Connection;
use serde_json::{Value, json};
use support::TestServer;

const TODAY: &str = "2026-11-30";

static SERVER: LazyLock<TestServer> = LazyLock::new(server);

/// The samples, the dated facts, and a report of today about one village.
fn server() -> TestServer {
    let server = TestServer::with_samples();
    let report = json!({
        "text": "Kharkiv, November 30 - Ukrainian forces have taken control of the village of Vilkhuvatka in Kharkiv Oblast, the General Staff said on Monday.",
        "published": TODAY,
        "source": "A newspaper",
    });
    let sent = server.post("application/json", report.to_string().as_bytes());
    assert_eq!(sent.status(), 201);
    server
}

fn date(feature: &Value, name: &str) -> jiff::civil::Date {
    feature["properties"][name]
        .as_str()
        .unwrap()
        .parse()
        .unwrap()
}

#[test]
fn no_feature_is_shown_as_of_more_than_two_weeks_after_its_last_claim() {
    let server = &*SERVER;
    for layer in ["control", "control_areas", "front_lines"] {
        for asked in [
            "?datetime=2026-11-30&",
            "?",
            "?datetime=2022-03-01/2026-11-30&",
            "?datetime=2024-01-01/..&",
        ] {
            let page = server.json(&format!("/collections/{layer}/items{asked}limit=10000"));
            let features = page["features"].as_array().unwrap();
            assert!(features.len() > 10, "{layer}{asked}");
            for feature in features {
                let (as_of, last_claim) = (date(feature, "as_of"), date(feature, "last_claim"));
                assert!(
                    as_of <= last_claim.checked_add(jiff::ToSpan::days(14)).unwrap(),
                    "{feature}"
                );
                let age = feature["properties"]["age_days"].as_i64().unwrap();
                let asked: jiff::civil::Date = TODAY.parse().unwrap();
                assert_eq!(i64::from((asked - last_claim).get_days()), age, "{feature}");
            }
            let title = page["title"].as_str().unwrap();
            assert!(title.contains("last known 30 April 2022"), "{title}");
            assert!(!title.contains("2026"), "{title}");
            let is_mixed = page["currency"]["current"].as_u64().unwrap() > 0;
            assert_eq!(title.contains("partly"), is_mixed, "{title}");
            assert_eq!(page["asked"], TODAY);
            assert_eq!(page["last_claim"], "2022-04-30");
            assert!(page["currency"]["last_known"].as_u64().unwrap() > 10);
        }
    }
    let lines = server.json("/layers/front_lines.geojson");
    assert_eq!(lines["title"], "Front lines, last known 30 April 2022");
    assert_eq!(lines["currency"]["current"], 0);
    let collection = server.json("/collections/front_lines");
    assert_eq!(collection["title"], "Front lines, last known 30 April 2022");
}

#[test]
fn days_of_the_samples_stay_as_they_were_and_days_before_all_claims_are_empty() {
    let server = &*SERVER;
    let lines = |day: &str| {
        server.json(&format!(
            "/collections/front_lines/items?limit=10000&datetime={day}"
        ))
    };
    let of_march = lines("2022-03-30");
    assert_eq!(of_march["title"], "Front lines as of 30 March 2022");
    for feature in of_march["features"].as_array().unwrap() {
        assert_eq!(feature["properties"]["currency"], "current");
        assert_eq!(feature["properties"]["as_of"], "2022-03-30");
    }
    assert_eq!(lines("1985-01-01")["features"], json!([]));
    let shapes = |day: &str| -> Vec<Value> {
        let page = lines(day);
        let features = page["features"].as_array().unwrap();
        features
            .iter()
            .map(|each| each["geometry"].clone())
            .collect()
    };
    assert_eq!(shapes("2022-04-30"), shapes("2025-06-01"), "geometry stays");
}

#[test]
fn parties_are_named_in_three_languages() {
    let server = &*SERVER;
    let line = &server.json("/layers/front_lines.geojson?datetime=2022-03-30")["features"][0]["properties"];
    for (name, expected) in [
        ("side_name", "Russia"),
        ("side_name_uk", "Росія"),
        ("side_name_ru", "Россия"),
    ] {
        assert_eq!(line[name], expected);
    }
    let areas = server.json("/layers/control_areas.geojson?datetime=2022-03-30");
    assert_eq!(areas["features"][0]["properties"]["party_name"], "Russia");
}

#[test]
fn dated_facts_have_no_day_of_publication() {
    let server = &*SERVER;
    let settlements = server.json("/layers/control.geojson?datetime=2022-03-30");
    let features = settlements["features"].as_array().unwrap();
    assert!(
        features
            .iter()
            .all(|each| each["properties"]["published"].is_null())
    );
}

#[test]
fn what_changed_until_a_later_day_says_how_far_it_is_known() {
    let server = &*SERVER;
    let changes = server.json("/collections/control/changes?datetime=2022-04-16/2026-11-30");
    let title = changes["title"].as_str().unwrap();
    assert!(title.contains("as far as known"), "{title}");
    let features = changes["features"].as_array().unwrap();
    assert!(features.len() > 2);
    for feature in features {
        let (as_of, last_claim) = (date(feature, "as_of"), date(feature, "last_claim"));
        assert!(
            as_of <= last_claim.checked_add(jiff::ToSpan::days(14)).unwrap(),
            "{feature}"
        );
    }
}

#[test]
fn places_to_avoid_say_until_when_they_were_known_to_be_contested() {
    let server = &*SERVER;
    let avoid = |day: &str| server.json(&format!("/avoid_areas?avoid=contested&datetime={day}"));
    let places = |document: &Value| {
        document["features"][0]["properties"]["places"]
            .as_array()
            .unwrap()
            .clone()
    };
    assert!(
        places(&avoid("2022-04-30"))
            .iter()
            .all(|place| place["currency"] == "current")
    );
    let later = places(&avoid(TODAY));
    assert_eq!(later.len(), places(&avoid("2022-04-30")).len());
    for place in &later {
        assert_eq!(
            (&place["currency"], &place["last_claim"]),
            (&json!("last_known"), &json!("2022-04-30"))
        );
    }
    let ways = server.json(&format!(
        "/routes?from=Zaporizhzhia&to=Dnipro&avoid=contested&datetime={TODAY}"
    ));
    let notes = ways["features"][0]["properties"]["notes"].to_string();
    assert!(notes.contains("last known, 30 April 2022"), "{notes}");
}

#[test]
fn the_store_says_it_in_the_description_of_its_layers() {
    let server = &*SERVER;
    let store = Connection::open(server.store()).unwrap();
    let described = |layer: &str| -> String {
        let sql = "SELECT description FROM gpkg_contents WHERE table_name = ?1";
        store.query_row(sql, [layer], |row| row.get(0)).unwrap()
    };
    assert!(described("front_lines").starts_with("Front lines, last known 30 April 2022. "));
    assert!(
        described("control")
            .starts_with("Control of settlements, partly last known 30 April 2022 (1 of ")
    );
    assert!(described("corridors").starts_with("Passages for civilians"));
    let late: i64 = store
        .query_row(
            "SELECT count(*) FROM front_lines WHERE julianday(as_of) > julianday(last_claim) + 14",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(late, 0);
}

#[test]
fn a_corridor_of_a_later_year_crosses_the_front_as_it_was_last_known() {
    let server = TestServer::empty();
    let text = "Three humanitarian corridors will be open on June 5, 2023, Iryna Vereshchuk said. The first is from Melitopol to Zaporizhzhia.";
    let report = json!({ "text": text, "published": "2023-06-04" });
    assert_eq!(
        server
            .post("application/json", report.to_string().as_bytes())
            .status(),
        201
    );
    let crossings = server.json("/layers/crossing_points.geojson");
    let features = crossings["features"].as_array().unwrap();
    assert!(!features.is_empty());
    for feature in features {
        assert_eq!(feature["properties"]["last_claim"], "2022-04-30");
        assert_eq!(feature["properties"]["as_of"], "2022-05-14");
        assert_eq!(feature["properties"]["currency"], "last_known");
        assert_eq!(feature["properties"]["day"], "2023-06-05");
    }
    let matched = |day: &str| {
        let page = server.json(&format!(
            "/collections/crossing_points/items?datetime={day}"
        ));
        page["numberMatched"].as_u64().unwrap()
    };
    assert_eq!(
        matched("2023-06-05"),
        features.len() as u64,
        "a crossing is of its corridor's day"
    );
    assert_eq!(matched("2022-05-14"), 0, "and not of the day of its age");
}

#[test]
fn a_report_that_says_a_day_to_come_does_not_make_that_day_the_latest() {
    let server = TestServer::with_samples();
    let report = json!({
        "text": "Ukrainian forces have taken control of the village of Vilkhuvatka in Kharkiv Oblast, the General Staff said.",
        "published": "2962-11-30",
    });
    let sent = server.post("application/json", report.to_string().as_bytes());
    assert_eq!(sent.status(), 422);
    let lines = server.json("/collections/control/items?limit=1");
    let asked = lines["asked"].as_str().unwrap();
    assert!(asked < "2962", "{asked}");
}

#[test]
fn an_answer_tells_the_newest_claim_that_shapes_a_feature_of_it() {
    let lines = SERVER.json("/collections/front_lines/items?limit=10000&datetime=2026-11-30");
    let features = lines["features"].as_array().unwrap().iter();
    let newest = features.map(|feature| date(feature, "newest_claim")).max();
    assert_eq!(lines["newest_claim"], newest.unwrap().to_string());
}

#[test]
fn reports_of_days_to_come_in_an_old_store_do_not_make_them_the_day_that_is_shown() {
    use korydor::layer::StoredReading;
    use korydor::report::{Hint, from_text};

    let server = TestServer::with_samples();
    let text = "A humanitarian corridor from Mariupol to Zaporizhzhia has been agreed, Iryna Vereshchuk said. Ukrainian forces have taken control of the village of Vilkhuvatka in Kharkiv Oblast, the General Staff said.";
    let hint = Hint {
        published: Some("2999-01-01".to_owned()),
        ..Hint::default()
    };
    let report = from_text(text.to_owned(), &hint).unwrap();
    let reading = korydor::read::read(report, &support::WORLD);
    assert!(!reading.corridors.is_empty() && !reading.control.is_empty());
    let stored = StoredReading::new(reading, jiff::Timestamp::now());
    server.intake.archive().accept(&[stored], &[]).unwrap();

    let all = server.json("/layers/corridors.geojson").to_string();
    assert!(all.contains("2999-01-01"), "it is in the store");
    let today = jiff::Timestamp::now().to_string()[..10].to_owned();
    for layer in ["control", "control_areas", "front_lines"] {
        let page = server.json(&format!("/layers/{layer}.geojson"));
        let asked = page["asked"].as_str().unwrap();
        assert!(asked <= today.as_str(), "{layer}: {asked}");
    }
    let browser = [("accept", "text/html")];
    let mut page = server.get_with("/", &browser);
    let page = page.body_mut().read_to_string().unwrap();
    let title = page.split("<title>").nth(1).unwrap();
    let title = title.split("</title>").next().unwrap();
    assert!(title.contains("2022"), "{title}");
    let said = page.split("data-today=\"").nth(1).map(|rest| &rest[..10]);
    assert!(said.is_some_and(|said| said >= today.as_str()), "{said:?}");
}
