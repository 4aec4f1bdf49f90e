//! `/ready` says whether the store can keep a report, and `/health` whether the server runs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::fs;
use std::time::{Duration, Instant};

use support::{TestServer, body, corridor_report};

/// Asks until the answer has this status; an answer may be a second old.
fn ready_when(server: &TestServer, status: u16) -> serde_json::Value {
    let patience = Instant::now() + Duration::from_secs(60);
    loop {
        let answer = server.get("/ready");
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
