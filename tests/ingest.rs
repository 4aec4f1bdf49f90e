//! `korydor ingest` and `korydor export` as a person runs them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::fs;
use std::io::Write;
use std::process::Stdio;

use serde_json::Value;
use support::{corridor_report, korydor};

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_folder_is_taken_in_and_exported() {
    let folder = tempfile::tempdir().unwrap();
    let reports = folder.path().join("reports");
    fs::create_dir_all(reports.join("inner")).unwrap();
    let with_head = format!(
        "---\ntitle = \"With a head\"\npublished = \"2022-03-30\"\nsource = \"Ministry\"\n---\n\n{}\n",
        corridor_report("Mariupol", "Berdiansk")
    );
    fs::write(reports.join("a.txt"), with_head).unwrap();
    fs::write(
        reports.join("inner/b.md"),
        corridor_report("Enerhodar", "Zaporizhzhia"),
    )
    .unwrap();
    fs::write(
        reports.join("README.md"),
        "About these files: from Sumy to Poltava.",
    )
    .unwrap();
    fs::write(reports.join("picture.png"), [0x89, b'P', b'N', b'G']).unwrap();
    let store = folder.path().join("store.gpkg");

    let ingest = || {
        korydor()
            .arg("ingest")
            .arg(&reports)
            .arg("--store")
            .arg(&store)
            .output()
            .unwrap()
    };
    let first = ingest();
    assert!(first.status.success(), "{}", text(&first.stderr));
    assert!(
        text(&first.stderr).contains("2 new, 0 known, 0 failed"),
        "{}",
        text(&first.stderr)
    );
    assert!(first.stdout.is_empty());
    let second = ingest();
    assert!(text(&second.stderr).contains("0 new, 2 known, 0 failed"));

    let export = |args: &[&str]| {
        korydor()
            .arg("export")
            .args(args)
            .arg("--store")
            .arg(&store)
            .output()
            .unwrap()
    };
    let geojson: Value = serde_json::from_slice(&export(&["corridors"]).stdout).unwrap();
    assert_eq!(geojson["features"].as_array().unwrap().len(), 2);
    let named: Vec<&str> = geojson["features"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|f| f["properties"]["report_title"].as_str())
        .collect();
    assert!(named.contains(&"With a head"), "{named:?}");
    let csv = text(&export(&["corridors", "--format", "csv"]).stdout);
    assert_eq!(csv.lines().count(), 4, "{csv}");
    let nothing: Value =
        serde_json::from_slice(&export(&["corridors", "--bbox", "-10,40,0,50"]).stdout).unwrap();
    assert_eq!(nothing["numberMatched"], 0);
}

#[test]
fn bad_files_are_listed_and_the_others_kept() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("good.txt"),
        corridor_report("Sumy", "Poltava"),
    )
    .unwrap();
    fs::write(folder.path().join("empty.txt"), " \n").unwrap();
    fs::write(folder.path().join("latin1.txt"), b"caf\xe9 au lait").unwrap();
    fs::write(
        folder.path().join("head.txt"),
        "---\ntitle: not TOML\n---\nText",
    )
    .unwrap();
    let store = folder.path().join("store.gpkg");
    let done = korydor()
        .arg("ingest")
        .arg(folder.path())
        .arg("--store")
        .arg(&store)
        .output()
        .unwrap();
    let said = text(&done.stderr);
    assert_eq!(done.status.code(), Some(1), "{said}");
    for name in [
        "empty.txt: the report is empty",
        "latin1.txt: byte 3",
        "head.txt: the head",
        "1 new, 0 known, 3 failed",
    ] {
        assert!(said.contains(name), "{name} in {said}");
    }
    let layer = korydor()
        .args(["export", "corridors", "--store"])
        .arg(&store)
        .output()
        .unwrap();
    let layer: Value = serde_json::from_slice(&layer.stdout).unwrap();
    assert_eq!(layer["numberMatched"], 1);
}

#[test]
fn a_report_comes_from_standard_input_with_its_facts() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.gpkg");
    let mut child = korydor()
        .args([
            "ingest",
            "-",
            "--published",
            "2022-03-30",
            "--source",
            "Ministry",
            "--url",
            "https://example.org/1",
            "--store",
        ])
        .arg(&store)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(corridor_report("Izium", "Lozova").as_bytes())
        .unwrap();
    assert!(child.wait_with_output().unwrap().status.success());
    let layer = korydor()
        .args(["export", "corridors", "--store"])
        .arg(&store)
        .output()
        .unwrap();
    let layer: Value = serde_json::from_slice(&layer.stdout).unwrap();
    let properties = &layer["features"][0]["properties"];
    assert_eq!(properties["source_name"], "Ministry");
    assert_eq!(properties["source_url"], "https://example.org/1");
}

#[test]
fn wrong_usage_is_told_from_failure() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.gpkg");
    let store = store.to_str().unwrap();
    let cases: [(&[&str], i32, &str); 6] = [
        (&["ingest"], 2, "FILE"),
        (
            &["ingest", "-", "--published", "soon", "--store", store],
            2,
            "YYYY-MM-DD",
        ),
        (
            &["ingest", "/no/such/file", "--store", store],
            1,
            "/no/such/file",
        ),
        (&["export", "roads", "--store", store], 2, "corridors"),
        (
            &["export", "corridors", "--format", "doc", "--store", store],
            2,
            "geojson",
        ),
        (
            &["export", "corridors", "--store", store],
            1,
            "there is no store",
        ),
    ];
    for (args, code, word) in cases {
        let done = korydor().args(args).output().unwrap();
        let said = text(&done.stderr);
        assert_eq!(done.status.code(), Some(code), "{args:?}: {said}");
        assert!(said.contains(word), "{args:?}: {said}");
    }
}
