//! `/ready` says whether the store can keep a report, and `/health` whether the server runs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use support::{Process, TOKEN, TestServer, agent, body, corridor_report, header_of, korydor};
use ureq::http::{Response, header};

/// Asks until the answer has this status; an answer may be a second old.
fn ready_when(server: &TestServer, status: u16) -> serde_json::Value {
    ready_at(&server.url, status)
}

fn ready_at(url: &str, status: u16) -> serde_json::Value {
    let patience = Instant::now() + Duration::from_secs(60);
    loop {
        let answer = agent().get(format!("{url}/ready")).call().unwrap();
        if answer.status() == status {
            return body(answer);
        }
        let status = answer.status();
        assert!(
            Instant::now() < patience,
            "/ready stays {status}: {}",
            body(answer)
        );
    }
}

fn posted(server: &TestServer, to: &str) -> u16 {
    let report = corridor_report("Mariupol", to);
    let answer = server.post("text/plain", report.as_bytes());
    answer.status().as_u16()
}

#[test]
fn a_store_that_is_there_is_ready() {
    let server = TestServer::empty();
    let ready = ready_when(&server, 200);
    assert_eq!(ready["status"], "ready");
    assert_eq!(ready["reports"], 0);
    assert_eq!(posted(&server, "Berdiansk"), 201);
}

#[test]
fn a_store_that_was_moved_away_or_replaced_is_not_ready_until_it_is_back() {
    let server = TestServer::empty();
    assert_eq!(posted(&server, "Berdiansk"), 201);
    let (store, aside) = (server.store(), server.folder.path().join("aside"));
    fs::rename(&store, &aside).unwrap();
    let gone = ready_when(&server, 503);
    let reason = gone["detail"].as_str().unwrap();
    assert!(reason.contains("deleted or moved away"), "{reason}");
    assert_eq!(
        posted(&server, "Zaporizhzhia"),
        503,
        "not into a file without a name"
    );
    assert!(!store.exists(), "nothing is made in its place");

    fs::copy(&aside, &store).unwrap();
    let replaced = server.get("/ready");
    assert_eq!(replaced.status(), 503);
    assert_eq!(posted(&server, "Zaporizhzhia"), 503);
    assert_eq!(server.get("/health").status(), 200);
    assert_eq!(
        server.json("/reports")["numberMatched"],
        1,
        "what was read is served on"
    );

    fs::rename(&aside, &store).unwrap();
    ready_when(&server, 200);
    assert_eq!(posted(&server, "Zaporizhzhia"), 201);
}

#[test]
fn a_store_that_was_cut_off_or_overwritten_is_not_ready_until_it_is_whole() {
    let server = TestServer::empty();
    assert_eq!(posted(&server, "Berdiansk"), 201);
    let whole = fs::read(server.store()).unwrap();
    let half = whole[..whole.len() / 2].to_vec();
    for broken in [Vec::new(), half, b"This is not a database. ".repeat(1000)] {
        fs::write(server.store(), &broken).unwrap();
        let answer = ready_when(&server, 503);
        let reason = answer["detail"].as_str().unwrap();
        assert!(reason.contains("damaged or cut off"), "{reason}");
        assert_eq!(server.get("/health").status(), 200);
        assert_eq!(fs::read(server.store()).unwrap(), broken, "left as it is");
        fs::write(server.store(), &whole).unwrap();
        ready_when(&server, 200);
    }
    assert_eq!(posted(&server, "Zaporizhzhia"), 201);
}

#[test]
fn a_store_that_another_program_holds_is_not_ready_until_it_lets_go() {
    let server = TestServer::empty();
    assert_eq!(posted(&server, "Berdiansk"), 201);
    let other = Connection::open(server.store()).unwrap();
    for lock in ["BEGIN EXCLUSIVE", "BEGIN IMMEDIATE"] {
        other.execute_batch(lock).unwrap();
        let held = ready_when(&server, 503);
        let reason = held["detail"].as_str().unwrap();
        assert!(reason.contains("another program"), "{reason}");
        assert_eq!(server.get("/health").status(), 200);
        assert_eq!(server.json("/reports")["numberMatched"], 1);
        other.execute_batch("ROLLBACK").unwrap();
        ready_when(&server, 200);
    }
    assert_eq!(posted(&server, "Zaporizhzhia"), 201);
}

#[test]
fn while_a_report_waits_for_another_program_the_server_is_not_ready() {
    let server = TestServer::empty();
    let other = Connection::open(server.store()).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    std::thread::scope(|scope| {
        let sender = scope.spawn(|| posted(&server, "Berdiansk"));
        while !sender.is_finished() {
            ready_when(&server, 503);
        }
        assert_eq!(sender.join().unwrap(), 503);
    });
    other.execute_batch("ROLLBACK").unwrap();
    ready_when(&server, 200);
    assert_eq!(posted(&server, "Berdiansk"), 201);
}

#[test]
fn a_program_that_reads_on_and_on_and_keeps_reports_out_is_noticed() {
    let server = TestServer::empty();
    let other = Connection::open(server.store()).unwrap();
    other.execute_batch("BEGIN").unwrap();
    let reports: i64 = other
        .query_row("SELECT count(*) FROM reports", [], |row| row.get(0))
        .unwrap();
    assert_eq!(reports, 0);
    assert_eq!(posted(&server, "Berdiansk"), 503);
    ready_when(&server, 503);
    other.execute_batch("COMMIT").unwrap();
    ready_when(&server, 200);
    assert_eq!(posted(&server, "Berdiansk"), 201);
}

fn sent(server: &Process, report: &str) -> Response<ureq::Body> {
    agent()
        .post(format!("{}/reports", server.url))
        .header(header::CONTENT_TYPE, "text/plain")
        .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"))
        .send(report.as_bytes())
        .unwrap()
}

/// A store that the binary has made and filled.
fn store_of_the_binary(folder: &Path, reports: usize) -> std::path::PathBuf {
    let store = folder.join("store.gpkg");
    let texts = folder.join("texts");
    fs::create_dir(&texts).unwrap();
    for number in 0..reports {
        let report = corridor_report("Mariupol", "Zaporizhzhia");
        let report =
            format!("{report} It was report {number} of that day. Shelling of Kharkiv went on.");
        fs::write(texts.join(format!("{number}.txt")), report).unwrap();
    }
    let ingested = korydor()
        .arg("ingest")
        .arg(&texts)
        .arg("--store")
        .arg(&store)
        .output()
        .unwrap();
    assert!(ingested.status.success(), "{ingested:?}");
    store
}

type Damage<'a> = &'a dyn Fn(&Path);

fn drop_table(store: &Path, table: &str) {
    let database = Connection::open(store).unwrap();
    let statements = format!("PRAGMA foreign_keys = off; DROP TABLE {table}");
    database.execute_batch(&statements).unwrap();
}

fn overwrite_page_of(store: &Path, name: &str) {
    const PAGE: usize = 4096;
    let database = Connection::open(store).unwrap();
    let page: u32 = database
        .query_row(
            "SELECT rootpage FROM sqlite_schema WHERE name = ?1",
            [name],
            |row| row.get(0),
        )
        .unwrap();
    drop(database);
    let mut bytes = fs::read(store).unwrap();
    let end = page as usize * PAGE;
    for (at, byte) in bytes[end - PAGE..end].iter_mut().enumerate() {
        *byte = (at * 7 + 3) as u8;
    }
    fs::write(store, &bytes).unwrap();
}

fn all_of_a_kind(store: &Path, kind: &str) -> Vec<String> {
    let database = Connection::open(store).unwrap();
    let mut select = database
        .prepare("SELECT name FROM sqlite_schema WHERE type = ?1 AND name NOT LIKE 'sqlite_seq%'")
        .unwrap();
    let names = select.query_map([kind], |row| row.get(0)).unwrap();
    names.collect::<Result<_, _>>().unwrap()
}

#[test]
fn a_store_that_cannot_keep_a_report_is_not_ready_and_says_so_to_who_sends_one() {
    let folder = tempfile::tempdir().unwrap();
    let store = store_of_the_binary(folder.path(), 3);
    let whole = fs::read(&store).unwrap();
    let server = Process::serve(&store);
    ready_at(&server.url, 200);
    let without_column = |store: &Path| {
        let database = Connection::open(store).unwrap();
        let statement = "ALTER TABLE statements DROP COLUMN announced_by";
        database.execute_batch(statement).unwrap();
    };
    let damages: [(&str, Damage<'_>); 7] = [
        ("no statements", &|store| drop_table(store, "statements")),
        ("no corridors", &|store| drop_table(store, "corridors")),
        ("no fingerprints", &|store| {
            drop_table(store, "korydor_fingerprints");
        }),
        ("no contents", &|store| drop_table(store, "gpkg_contents")),
        ("no column", &without_column),
        ("reports overwritten", &|store| {
            overwrite_page_of(store, "reports");
        }),
        ("index overwritten", &|store| {
            overwrite_page_of(store, "sqlite_autoindex_corridors_1");
        }),
    ];
    for (name, damage) in damages {
        damage(&store);
        let answer = ready_at(&server.url, 503);
        let reason = answer["detail"].as_str().unwrap();
        assert!(reason.contains("damaged or cut off"), "{name}: {reason}");
        let refused = sent(&server, &corridor_report("Melitopol", "Zaporizhzhia"));
        assert_eq!(refused.status(), 503, "{name}");
        assert_eq!(
            header_of(&refused, "content-type"),
            "application/problem+json",
            "{name}"
        );
        let detail = body(refused)["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains("the store"), "{name}: {detail}");
        let health = agent().get(format!("{}/health", server.url)).call();
        assert_eq!(health.unwrap().status(), 200, "{name}");
        fs::write(&store, &whole).unwrap();
        ready_at(&server.url, 200);
    }
    let kept = sent(&server, &corridor_report("Melitopol", "Zaporizhzhia"));
    assert_eq!(kept.status(), 201);
}

#[test]
fn whatever_table_or_page_is_lost_a_check_notices_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = store_of_the_binary(folder.path(), 30);
    let whole = fs::read(&store).unwrap();
    let archive = support::intake(&store);
    let archive = archive.archive();
    archive.check().unwrap();
    let mut damages: Vec<(String, Vec<u8>)> = Vec::new();
    for table in all_of_a_kind(&store, "table") {
        drop_table(&store, &table);
        damages.push((format!("no {table}"), fs::read(&store).unwrap()));
        fs::write(&store, &whole).unwrap();
    }
    let is_of_the_standard = |name: &String| name.contains("gpkg_");
    for kind in ["table", "index"] {
        for name in all_of_a_kind(&store, kind) {
            if is_of_the_standard(&name) {
                continue;
            }
            overwrite_page_of(&store, &name);
            damages.push((format!("{name} overwritten"), fs::read(&store).unwrap()));
            fs::write(&store, &whole).unwrap();
        }
    }
    assert!(damages.len() > 40, "{}", damages.len());
    for (name, damaged) in damages {
        fs::write(&store, damaged).unwrap();
        // A look at some rows at a time: how many there are in a moment depends on the machine.
        let noticed = (0..1000).find_map(|_| archive.check().err());
        let noticed = noticed.unwrap_or_else(|| panic!("{name} is not noticed"));
        assert!(noticed.reason().contains("damaged"), "{name}: {noticed}");
        fs::write(&store, &whole).unwrap();
        archive.check().unwrap();
    }
}

#[test]
fn a_page_deep_in_a_store_of_many_rows_is_noticed_in_time() {
    const PAGE: usize = 4096;
    let folder = tempfile::tempdir().unwrap();
    let store = store_of_the_binary(folder.path(), 30);
    let database = Connection::open(&store).unwrap();
    database
        .execute_batch(
            "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 60000)
             INSERT INTO statements (report_id, kind, quote, quote_start, quote_end, confidence, statement)
             SELECT (SELECT id FROM reports LIMIT 1), 'corridor', 'of many', n, n, 1, '{}' FROM n",
        )
        .unwrap();
    drop(database);
    let whole = fs::read(&store).unwrap();
    let archive = support::intake(&store);
    let archive = archive.archive();
    archive.check().unwrap();
    let pages = whole.len() / PAGE;
    assert!(pages > 600, "{pages}");
    let mut damaged = whole.clone();
    damaged[(pages - 200) * PAGE..(pages - 199) * PAGE].fill(0xff);
    fs::write(&store, damaged).unwrap();
    assert!((0..1000).any(|_| archive.check().is_err()));
    assert!(archive.check().is_err(), "it stays noticed");
    fs::write(&store, &whole).unwrap();
    archive.check().unwrap();
}

#[test]
fn a_page_inside_a_long_text_is_noticed() {
    const PAGE: usize = 4096;
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.gpkg");
    let intake = support::intake(&store);
    let text = corridor_report("Mariupol", "Berdiansk") + &"\n\nQuinces ripen here.".repeat(2000);
    intake
        .accept(text, &korydor::report::Hint::default())
        .unwrap();
    let archive = intake.archive();
    archive.check().unwrap();
    let whole = fs::read(&store).unwrap();
    let is_text = |page: &[u8]| memchr::memmem::find_iter(page, b"Quinces ripen").count() > 100;
    let inside = whole.chunks(PAGE).position(is_text).unwrap();
    let mut damaged = whole.clone();
    damaged[inside * PAGE + 4..(inside + 1) * PAGE].fill(0xff);
    fs::write(&store, damaged).unwrap();
    assert!((0..1000).any(|_| archive.check().is_err()));
    fs::write(&store, &whole).unwrap();
    archive.check().unwrap();
}
