//! What reports came in as: kept only where the operator says so, served by nothing, gone when it is forgotten.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use korydor::report::{Hint, from_text};
use korydor::store::{GeoPackage, Reread, Store};
use rusqlite::Connection;
use support::{Process, TOKEN, WORLD, agent, intake, korydor};
use ureq::http::header;

const PHONE: &str = "067 123 45 67";
const HEAD: &str = "---\ntitle = \"Call 050 765 43 21\"\npublished = \"2022-03-30\"\n---\n";

fn text() -> String {
    format!(
        "A humanitarian corridor from Mariupol to Berdiansk has been agreed for 30 March 2022, Iryna Vereshchuk said. Call {PHONE} for a seat in the bus."
    )
}

fn run(store: &Path, arguments: &[&str]) -> Output {
    let mut command = korydor();
    command.args(arguments).arg("--store").arg(store);
    command.output().unwrap()
}

fn done(store: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = run(store, arguments);
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    output.stdout
}

/// A store into which the file was ingested; gives the file and the report's identifier too.
fn ingested(folder: &Path, options: &[&str]) -> (PathBuf, Vec<u8>, String) {
    let (store, file) = (folder.join("store.gpkg"), folder.join("post.txt"));
    let bytes = format!("{HEAD}{}\r\n", text()).into_bytes();
    fs::write(&file, &bytes).unwrap();
    let mut arguments = vec!["ingest", file.to_str().unwrap()];
    arguments.extend(options);
    done(&store, &arguments);
    fs::remove_file(&file).unwrap();
    let list = String::from_utf8(done(&store, &["reports"])).unwrap();
    let id = list.split('\t').next().unwrap().to_owned();
    (store, bytes, id)
}

/// Whether the words stand in any file of the folder.
fn stands_in(folder: &Path, words: &str) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        memchr::memmem::find(&bytes, words.as_bytes()).is_some()
    })
}

#[test]
fn without_the_setting_nothing_personal_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _, id) = ingested(folder.path(), &[]);
    assert!(!stands_in(folder.path(), PHONE));
    let none = run(&store, &["reports", "original", &id]);
    assert_eq!(none.status.code(), Some(1));
    let reason = String::from_utf8(none.stderr).unwrap();
    assert!(reason.contains("--keep-originals"), "{reason}");
    assert!(none.stdout.is_empty());
}

#[test]
fn an_original_is_printed_goes_with_a_withdrawal_and_is_erased_when_it_is_forgotten() {
    for journal in ["delete", "wal"] {
        let folder = tempfile::tempdir().unwrap();
        let (store, bytes, id) = ingested(folder.path(), &["--keep-originals"]);
        let open = Connection::open(&store).unwrap();
        open.query_row(&format!("PRAGMA journal_mode = {journal}"), [], |_| Ok(()))
            .unwrap();
        let original = || run(&store, &["reports", "original", &id]);
        assert_eq!(original().stdout, bytes);
        done(&store, &["withdraw", &id, "--reason", "The day was wrong."]);
        assert_eq!(original().stdout, bytes, "withdrawn");
        done(&store, &["restore", &id]);
        assert_eq!(original().stdout, bytes, "restored");
        assert!(stands_in(folder.path(), PHONE));
        done(&store, &["forget", &id, "--reason", "It named people."]);
        for words in [PHONE, "050 765 43 21", "a seat in the bus"] {
            assert!(!stands_in(folder.path(), words), "{journal}: {words}");
        }
        assert_eq!(original().status.code(), Some(1));
        drop(open);
        assert!(!stands_in(folder.path(), PHONE));
    }
}

#[test]
fn a_withdrawn_original_that_is_forgotten_or_taken_in_again_without_the_setting_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let (store, bytes, id) = ingested(folder.path(), &["--keep-originals"]);
    done(&store, &["withdraw", &id, "--reason", "The day was wrong."]);
    let file = folder.path().join("again.txt");
    fs::write(&file, &bytes).unwrap();
    done(&store, &["ingest", "--again", file.to_str().unwrap()]);
    fs::remove_file(&file).unwrap();
    assert_eq!(
        run(&store, &["reports", "original", &id]).status.code(),
        Some(1)
    );
    fs::write(&file, &bytes).unwrap();
    done(&store, &["withdraw", &id, "--reason", "The day was wrong."]);
    done(
        &store,
        &[
            "ingest",
            "--again",
            "--keep-originals",
            file.to_str().unwrap(),
        ],
    );
    fs::remove_file(&file).unwrap();
    assert_eq!(done(&store, &["reports", "original", &id]), bytes);
    done(&store, &["withdraw", &id, "--reason", "The day was wrong."]);
    done(&store, &["forget", &id]);
    assert!(!stands_in(folder.path(), PHONE));
}

#[test]
fn a_server_keeps_originals_and_serves_none() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.gpkg");
    let mut command: Command = korydor();
    command.env("KORYDOR_KEEP_ORIGINALS", "true");
    let server = Process::serve_with(command, &store);
    let page = format!("<html><body><p>{}</p></body></html>", text());
    let posted = |media_type: &str, body: &str| {
        let sent = agent()
            .post(format!("{}/reports", server.url))
            .header(header::CONTENT_TYPE, media_type)
            .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"))
            .send(body.as_bytes());
        let mut answer = sent.unwrap();
        assert_eq!(answer.status(), 201);
        let report = answer.body_mut().read_to_string().unwrap();
        assert!(!report.contains(PHONE), "{report}");
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        report["id"].as_str().unwrap().to_owned()
    };
    let html = posted("text/html", &page);
    let plain = format!("{} It was another post.", text());
    let as_json = serde_json::json!({ "text": plain }).to_string();
    let json = posted("application/json", &as_json);
    assert_eq!(
        done(&store, &["reports", "original", &html]),
        page.as_bytes()
    );
    assert_eq!(
        done(&store, &["reports", "original", &json]),
        plain.as_bytes()
    );
    let read = |path: &str| {
        let mut answer = agent().get(format!("{}{path}", server.url)).call().unwrap();
        answer.body_mut().read_to_string().unwrap_or_default()
    };
    let description: serde_json::Value = serde_json::from_str(&read("/openapi.json")).unwrap();
    let layers = ["corridors", "events", "control", "places", "proposals"];
    let mut paths = vec![
        "/?f=html".to_owned(),
        "/layers/korydor_originals.geojson".to_owned(),
        "/collections/korydor_originals/items".to_owned(),
    ];
    for path in description["paths"].as_object().unwrap().keys() {
        for layer in layers {
            let path = path
                .replace("{collectionId}", layer)
                .replace("{file}", &format!("{layer}.csv"));
            for id in [&html, &json] {
                paths.push(path.replace("{id}", id).replace("{featureId}", id));
                paths.push(format!("{}?f=html", path.replace("{id}", id)));
            }
        }
    }
    for path in paths {
        assert!(!read(&path).contains(PHONE), "{path}");
    }
    for layer in layers {
        for format in ["geojson", "csv"] {
            let export = done(&store, &["export", layer, "--format", format]);
            assert!(
                memchr::memmem::find(&export, PHONE.as_bytes()).is_none(),
                "{layer}"
            );
        }
    }
    let listed: bool = Connection::open(&store)
        .unwrap()
        .query_row(
            "SELECT count(*) FROM gpkg_contents WHERE table_name = 'korydor_originals'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert!(!listed, "a layer of no map program");
}

#[test]
fn an_original_follows_its_report_to_another_identifier() {
    let folder = tempfile::tempdir().unwrap();
    let (store, bytes, id) = ingested(folder.path(), &["--keep-originals"]);
    let intake = intake(&store);
    let held = intake.archive().report(&id).unwrap().unwrap();
    let hint = Hint {
        published: Some("2022-03-30".to_owned()),
        ..Hint::default()
    };
    // As if this version masked more.
    let masked = held.reading.report.text.replace("seat", "████");
    let mut now = held.clone();
    now.reading = korydor::read::read(from_text(masked, &hint).unwrap(), &WORLD);
    let new = now.reading.report.id.clone();
    assert_ne!(new, id);
    let reread = Reread {
        before: id.clone(),
        now,
    };
    intake.archive().replace(&[reread], &[]).unwrap();
    let mut store = GeoPackage::open_read_only(&store).unwrap();
    assert_eq!(store.original(&id).unwrap(), None);
    assert_eq!(store.original(&new).unwrap(), Some(bytes));
}

#[test]
fn a_store_of_the_version_before_is_brought_up_and_keeps_originals_then() {
    let folder = tempfile::tempdir().unwrap();
    let (store, bytes, id) = ingested(folder.path(), &[]);
    Connection::open(&store)
        .unwrap()
        .execute_batch("DROP TABLE korydor_originals; UPDATE korydor_settings SET value = '3' WHERE name = 'store_version'")
        .unwrap();
    assert_eq!(
        run(&store, &["reports", "original", &id]).status.code(),
        Some(1)
    );
    assert!(!done(&store, &["reports"]).is_empty(), "read only");
    let file = folder.path().join("other.txt");
    let other = [&bytes[..], b"It was another post."].concat();
    fs::write(&file, &other).unwrap();
    done(
        &store,
        &["ingest", "--keep-originals", file.to_str().unwrap()],
    );
    let list = String::from_utf8(done(&store, &["reports"])).unwrap();
    let originals: Vec<Output> = list
        .lines()
        .map(|line| {
            run(
                &store,
                &["reports", "original", line.split('\t').next().unwrap()],
            )
        })
        .collect();
    assert_eq!(
        originals
            .iter()
            .filter(|output| output.stdout == other)
            .count(),
        1
    );
    assert_eq!(
        originals
            .iter()
            .filter(|output| output.stdout.is_empty())
            .count(),
        1
    );
}
