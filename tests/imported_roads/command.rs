//! `korydor import roads` as a person runs it, and who uses the roads.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use super::extract::Extract;
use super::support::{Process, agent, corridor_report, korydor};

/// A detour between the towns of the report: Mariupol, a corner in the north, Berdiansk.
fn extract() -> Extract {
    Extract::new()
        .nodes(&[
            (1, 37.54131, 47.09514),
            (2, 37.2, 47.2),
            (3, 36.78449, 46.75674),
        ])
        .way(&[1, 2, 3], "highway=primary ref=М-14")
}

fn import(file: &Path, store: &Path) -> Output {
    korydor()
        .args(["import", "roads"])
        .arg(file)
        .arg("--store")
        .arg(store)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn corridors(store: &Path) -> Value {
    let output = korydor()
        .args(["export", "corridors", "--store"])
        .arg(store)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A store with one corridor, and the file of an extract.
fn store_and_extract(folder: &Path) -> (std::path::PathBuf, std::path::PathBuf) {
    let store = folder.join("store.gpkg");
    let report = folder.join("report.txt");
    fs::write(&report, corridor_report("Mariupol", "Berdiansk")).unwrap();
    let ingest = korydor()
        .arg("ingest")
        .arg(&report)
        .arg("--store")
        .arg(&store)
        .output()
        .unwrap();
    assert!(ingest.status.success(), "{}", said(&ingest));
    let file = folder.join("small.osm.pbf");
    fs::write(&file, extract().bytes()).unwrap();
    (store, file)
}

#[test]
fn corridors_follow_imported_roads() {
    let folder = tempfile::tempdir().unwrap();
    let (store, file) = store_and_extract(folder.path());
    let imported = import(&file, &store);
    assert!(imported.status.success(), "{}", said(&imported));
    assert!(imported.stdout.is_empty());
    assert!(
        said(&imported).contains("1 of 1 ways are roads for cars"),
        "{}",
        said(&imported)
    );
    let mut files: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    assert_eq!(
        files,
        ["report.txt", "small.osm.pbf", "store.gpkg", "store.roads"]
    );

    let properties = &corridors(&store)["features"][0]["properties"];
    assert_eq!(properties["geometry_basis"], "road_network");
    assert_eq!(properties["roads"][0], "М-14");
    let named = "Roads: © OpenStreetMap contributors, ODbL.";
    let attribution = |layer: &Value| layer["attribution"].as_str().unwrap().to_owned();
    assert!(attribution(&corridors(&store)).ends_with(named));
    let process = Process::serve(&store);
    for (path, expected) in [
        ("/collections/corridors", true),
        ("/collections/corridors/items", true),
        ("/routes?from=Mariupol&to=Berdiansk", true),
        ("/collections/events", false),
    ] {
        let mut answer = agent()
            .get(format!("{}{path}", process.url))
            .call()
            .unwrap();
        let document: Value = answer.body_mut().read_json().unwrap();
        assert_eq!(attribution(&document).ends_with(named), expected, "{path}");
    }
    let mut answer = agent()
        .get(format!("{}/layers/corridors.geojson", process.url))
        .call()
        .unwrap();
    let layer: Value = answer.body_mut().read_json().unwrap();
    assert_eq!(
        layer["features"][0]["properties"]["geometry_basis"],
        "road_network"
    );
    assert_eq!(
        layer["features"][0]["geometry"]["coordinates"][1],
        serde_json::json!([37.2, 47.2])
    );
}

#[test]
fn a_failed_import_leaves_the_roads_that_were_there() {
    let folder = tempfile::tempdir().unwrap();
    let (store, file) = store_and_extract(folder.path());
    assert!(import(&file, &store).status.success());
    let roads = folder.path().join("store.roads");
    let before = fs::read(&roads).unwrap();
    let whole = fs::read(&file).unwrap();
    let broken = folder.path().join("broken.osm.pbf");
    for (bytes, reason) in [
        (
            &whole[..whole.len() - 3],
            "it is cut off: 2 blocks are whole",
        ),
        (
            b"not a map".as_slice(),
            "it is not an OpenStreetMap extract",
        ),
    ] {
        fs::write(&broken, bytes).unwrap();
        let failed = import(&broken, &store);
        assert_eq!(failed.status.code(), Some(1));
        assert!(said(&failed).contains(reason), "{}", said(&failed));
        assert!(fs::read(&roads).unwrap() == before);
    }
    let parts = fs::read_dir(folder.path()).unwrap();
    let parts = parts.filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_string_lossy().ends_with(".part")
    });
    assert_eq!(parts.count(), 0);
}

#[test]
fn a_broken_road_file_is_spoken_of_and_does_not_stop_the_work() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = store_and_extract(folder.path());
    fs::write(folder.path().join("store.roads"), b"korydorroads").unwrap();
    let output = korydor()
        .args(["export", "corridors", "--store"])
        .arg(&store)
        .output()
        .unwrap();
    assert!(output.status.success());
    assert!(
        said(&output).contains("import the roads again"),
        "{}",
        said(&output)
    );
    let process = Process::serve(&store);
    let answer = agent()
        .get(format!("{}/health", process.url))
        .call()
        .unwrap();
    assert_eq!(answer.status(), 200);
}

#[test]
fn wrong_use_is_answered_with_what_would_be_right() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.gpkg");
    let missing = import(&folder.path().join("none.osm.pbf"), &store);
    assert_eq!(missing.status.code(), Some(1));
    assert!(
        said(&missing).contains("there is no such file"),
        "{}",
        said(&missing)
    );
    let file = folder.path().join("small.osm.pbf");
    fs::write(&file, extract().bytes()).unwrap();
    let nowhere = import(&file, &folder.path().join("no/folder/store.gpkg"));
    assert_eq!(nowhere.status.code(), Some(1));
    assert!(
        said(&nowhere).contains("does not exist"),
        "{}",
        said(&nowhere)
    );
    let nothing = korydor().args(["import"]).output().unwrap();
    assert_eq!(nothing.status.code(), Some(2));
}
