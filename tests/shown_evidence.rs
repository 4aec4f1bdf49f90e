//! Layers and pages show the words that each field of a feature comes from.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use serde_json::{Value, json};
use support::{Process, TestServer};

const REPORT: &str = "Iryna Vereshchuk named the humanitarian corridors for 8 March.\n\nFour corridors were agreed, she said.\n\n\
    - from Mariupol to Zaporizhzhia by private cars\n- from Popasna to Bakhmut\n\n\
    Pavlo Kyrylenko said that Russian artillery shelled Bakhmut on 7 March. Russian-occupied Izium is without power. \
    Russian-occupied Lutsk is without power.\n";

/// The words at a place of a text.
fn words(text: &str, entry: &Value) -> String {
    let (start, end) = (
        entry["start"].as_u64().unwrap() as usize,
        entry["end"].as_u64().unwrap() as usize,
    );
    text.chars().skip(start).take(end - start).collect()
}

/// The entries of a field of a feature.
fn of<'a>(feature: &'a Value, field: &str) -> Vec<&'a Value> {
    let entries = feature["properties"]["evidence"].as_array().unwrap();
    entries
        .iter()
        .filter(|entry| entry["field"] == field)
        .collect()
}

fn posted(url: &str, text: &str) -> Value {
    support::agent()
        .post(format!("{url}/reports?published=2022-03-08"))
        .header("Content-Type", "text/plain; charset=utf-8")
        .header("Authorization", "Bearer let-me-in")
        .send(text)
        .unwrap()
        .body_mut()
        .read_json()
        .unwrap()
}

fn json_of(url: &str) -> Value {
    let mut answer = support::agent().get(url).call().unwrap();
    assert_eq!(answer.status(), 200, "{url}");
    answer.body_mut().read_json().unwrap()
}

#[test]
fn a_posted_report_gives_features_whose_fields_lead_to_their_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = support::korydor();
    command.env("KORYDOR_TOKEN", "let-me-in");
    let server = Process::serve_with(command, &folder.path().join("store.gpkg"));
    let id = posted(&server.url, REPORT)["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let text = json_of(&format!("{}/reports/{id}?f=json", server.url))["text"]
        .as_str()
        .unwrap()
        .to_owned();
    let layer = |name: &str| {
        let layer = json_of(&format!("{}/layers/{name}.geojson", server.url));
        let features = layer["features"].as_array().unwrap().clone();
        let mine = |feature: &&Value| feature["properties"]["report_id"] == id;
        features.iter().filter(mine).cloned().collect::<Vec<_>>()
    };

    let corridors = layer("corridors");
    assert_eq!(corridors.len(), 2);
    for feature in &corridors {
        let properties = &feature["properties"];
        for entry in properties["evidence"].as_array().unwrap() {
            if let Some(exact) = entry["exact"].as_str() {
                assert_eq!(exact, words(&text, entry));
            }
        }
        assert!(!properties["rule"].as_str().unwrap().is_empty());
        assert!(properties["completed_by"].is_array());
    }
    let first = corridors
        .iter()
        .find(|feature| feature["properties"]["from"] == json!(["Mariupol"]))
        .unwrap();
    let said = |field: &str| -> Vec<String> {
        let entries = of(first, field);
        entries.iter().map(|entry| words(&text, entry)).collect()
    };
    assert_eq!(said("status"), ["agreed"]);
    assert_eq!(said("mode"), ["private cars"]);
    assert_eq!(said("from"), ["Mariupol"]);
    assert_eq!(of(first, "mode")[0]["exact"], "private cars");
    // The status stands in no sentence that the feature carries.
    assert_eq!(of(first, "status")[0].get("exact"), None);

    let events = layer("events");
    let shelling = events
        .iter()
        .find(|feature| feature["properties"]["place_name"] == "Bakhmut")
        .unwrap();
    assert_eq!(of(shelling, "announced_by")[0]["exact"], "Pavlo Kyrylenko");
    assert_eq!(of(shelling, "time")[0]["exact"], "7 March");
    assert_eq!(of(shelling, "kind")[0]["exact"], "artillery");

    let control = json_of(&format!(
        "{}/collections/control/items?datetime=2022-03-08&limit=10000",
        server.url
    ));
    let features = control["features"].as_array().unwrap();
    let at = |name: &str| {
        let named = |feature: &&Value| feature["properties"]["place_name"] == name;
        features.iter().find(named).unwrap()
    };
    let decided_by_it = at("Lutsk");
    assert_eq!(decided_by_it["properties"]["report_id"], json!(id));
    assert_eq!(of(decided_by_it, "place_name")[0]["exact"], "Lutsk");
    assert_eq!(of(decided_by_it, "party")[0]["exact"], "Russian-occupied");
    let others = at("Izium")["properties"]["other_claims"]
        .as_array()
        .unwrap();
    let claim = others.iter().find(|other| other["report_id"] == json!(id));
    let claim = claim.unwrap();
    assert_eq!(claim["evidence"][0]["exact"], "Russian-occupied");
    assert!(!claim["rule"].as_str().unwrap().is_empty());
    let of_a_file = features
        .iter()
        .find(|feature| feature["properties"]["basis"] == "recalled")
        .unwrap();
    assert_eq!(of_a_file["properties"]["evidence"], json!([]));
    assert_eq!(of_a_file["properties"]["rule"], Value::Null);
}

#[test]
fn what_one_report_infers_and_another_states_leads_to_the_other() {
    let server = TestServer::empty();
    let list = "Humanitarian corridors on 4 April:\n\n- from Mariupol to Zaporizhzhia\n- from Popasna to Bakhmut";
    let told = "A humanitarian corridor from Mariupol to Zaporizhzhia was agreed for 4 April, Iryna Vereshchuk said.";
    let post = |path: &str, text: &str| {
        let answer = server.post_with(path, "text/plain", text.as_bytes(), Some(support::TOKEN));
        support::body(answer)["id"].as_str().unwrap().to_owned()
    };
    let earlier = post("/reports?published=2022-04-03", told);
    let later = post("/reports?published=2022-04-04", list);
    let layer = server.json("/layers/corridors.geojson");
    let features = layer["features"].as_array().unwrap();
    let merged = features
        .iter()
        .find(|feature| feature["properties"]["from"] == json!(["Mariupol"]))
        .unwrap();
    let alone = features
        .iter()
        .find(|feature| feature["properties"]["from"] == json!(["Popasna"]))
        .unwrap();
    assert_eq!(merged["properties"]["statements"], 2, "{merged:#}");
    let status = &merged["properties"]["status"];
    let is_inferred = |feature: &Value, field: &str| {
        let inferred = feature["properties"]["inferred"].as_array().unwrap();
        inferred.iter().any(|of| of == field)
    };
    assert!(is_inferred(alone, "status"), "{alone:#}");
    assert!(of(alone, "status").is_empty());
    // The list infers that they are planned: whoever said that they are agreed did not say that.
    assert_eq!(status, "planned");
    assert!(is_inferred(merged, "status"));
    assert_eq!(merged["properties"]["report_id"], json!(later));
    for entry in of(merged, "from") {
        assert_eq!(entry.get("report_id"), None);
    }
    assert_ne!(earlier, later);
}

#[test]
fn the_page_of_a_report_frames_the_words_of_each_field_and_lists_what_is_inferred() {
    let server = TestServer::empty();
    let answer = server.post_with(
        "/reports?published=2022-03-08",
        "text/plain",
        REPORT.as_bytes(),
        Some(support::TOKEN),
    );
    let id = support::body(answer)["id"].as_str().unwrap().to_owned();
    let page = server
        .get(&format!("/reports/{id}?f=html"))
        .body_mut()
        .read_to_string()
        .unwrap();
    for marked in [
        r#"<span class="said" data-field="status" title="status">agreed</span>"#,
        r#"<span class="said" data-field="speaker" title="speaker">Pavlo Kyrylenko</span>"#,
    ] {
        assert!(page.contains(marked), "{marked}\n{page}");
    }
    let mariupol = page.split("title=\"Mariupol (").nth(1).unwrap();
    let mariupol = mariupol.split('"').next().unwrap();
    assert!(mariupol.ends_with("%) origin"), "{mariupol}");
    let start = REPORT.find("agreed").unwrap();
    assert!(page.contains(&format!(r#"<span id="q-{start}"></span>"#)));
    assert!(page.contains(&format!(r##"<a href="#q-{start}">status</a>"##)));
    assert!(!page.contains("<script"));
}
