//! Personal data of a text: tables of what is masked and of look-alikes, and what must hold for any text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod personal_data {
    pub mod table;
}
mod support;

use std::fs;
use std::path::Path;

use korydor::model::Masked;
use korydor::report::{Hint, MASK, mask};
use personal_data::table::{Score, cases};
use proptest::prelude::*;
use serde_json::Value;
use support::{TestServer, corridor_report, korydor};

/// The tables that the rules were made with.
const TABLES: [(&str, &str); 4] = [
    ("en", include_str!("personal_data/en.tsv")),
    ("uk", include_str!("personal_data/uk.tsv")),
    ("ru", include_str!("personal_data/ru.tsv")),
    ("apart", include_str!("personal_data/apart.tsv")),
];

fn masked(text: &str) -> String {
    mask(text, &mut Masked::default()).unwrap_or_else(|| text.to_owned())
}

#[test]
fn what_is_personal_is_masked_and_what_looks_like_it_is_not() {
    let mut whole = Score::default();
    for (language, table) in TABLES {
        let mut score = Score::default();
        for case in cases(table) {
            score.add(&case, &masked(&case.text));
        }
        println!("{language}: {}", score.summary());
        whole.add_all(&score);
    }
    println!("all: {}", whole.summary());
    assert!(whole.positives >= 150 && whole.look_alikes >= 150);
    assert!(whole.wrong.is_empty(), "{}", whole.wrong.join("\n"));
}

#[test]
fn what_the_rules_were_not_made_with_is_masked_for_the_most_part() {
    for table in [
        include_str!("personal_data/kept_back.tsv"),
        include_str!("personal_data/kept_back_2.tsv"),
        include_str!("personal_data/kept_back_3.tsv"),
    ] {
        let mut score = Score::default();
        for case in cases(table) {
            score.add(&case, &masked(&case.text));
        }
        println!("kept back: {}", score.summary());
        assert!(score.recall() >= 0.95, "{}", score.wrong.join("\n"));
        assert!(score.precision() >= 0.96, "{}", score.wrong.join("\n"));
    }
}

/// A post as it comes: a passage, and beside it the people who organise it.
fn post() -> String {
    format!(
        "{}\n\nThe column leaves Mariupol for Berdiansk at 9. Coordinator Olena Kovalenko, tel. +380 67 123 45 67, olena.k@example.org. \
         Fighting goes on in Popasna, driver Petro Hryshko, plate AA 1234 BB, said on 067-765-43-21. Aid to card 4111 1111 1111 1111.\n",
        corridor_report("Mariupol", "Berdiansk")
    )
}

/// What must be nowhere: parts of what the post and what is said about it hold.
const SECRETS: [&str; 10] = [
    "123 45 67",
    "123%2045",
    "765-43-21",
    "7654321",
    "olena.k",
    "Kovalenko",
    "Hryshko",
    "1234 BB",
    "1111 1111",
    "380671234567",
];

fn assert_no_secret(what: &str, bytes: &[u8]) {
    for secret in SECRETS {
        let found = memchr::memmem::find(bytes, secret.as_bytes());
        assert!(found.is_none(), "{what} holds {secret:?}");
    }
}

fn assert_no_secret_in(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        assert_no_secret(&path.display().to_string(), &fs::read(&path).unwrap());
    }
}

#[test]
fn nothing_that_a_server_gives_out_or_keeps_holds_the_data_of_a_posted_report() {
    let server = TestServer::empty();
    let query = "/reports?published=2022-03-30&title=Call%20Olena%20Kovalenko%20067%20765-43-21\
                 &source=olena.k%40example.org&url=https%3A%2F%2Fwa.me%2F380671234567";
    let mut answer = server.post_with(query, "text/plain", post().as_bytes(), Some(support::TOKEN));
    assert_eq!(answer.status(), 201);
    let answer: Value = answer.body_mut().read_json().unwrap();
    assert_no_secret("the answer", answer.to_string().as_bytes());
    let problems = answer["reading"]["problems"].as_array().unwrap();
    let problem = problems
        .iter()
        .find(|problem| problem["code"] == "personal_data_masked");
    let detail = problem.unwrap()["detail"].as_str().unwrap();
    assert!(
        detail.contains("3 phone numbers") && detail.contains("1 number plate"),
        "{detail}"
    );
    assert!(
        !answer["reading"]["corridors"]
            .as_array()
            .unwrap()
            .is_empty()
    );

    let id = answer["id"].as_str().unwrap();
    let mut addresses = vec![
        "/reports".to_owned(),
        format!("/reports/{id}?f=json"),
        format!("/reports/{id}?f=html"),
    ];
    for layer in [
        "corridors",
        "events",
        "control",
        "control_areas",
        "front_lines",
        "places",
        "proposals",
    ] {
        addresses.push(format!("/collections/{layer}/items"));
        addresses.push(format!("/layers/{layer}.geojson"));
        addresses.push(format!("/layers/{layer}.csv"));
    }
    for address in addresses {
        let body = server.get(&address).body_mut().read_to_vec().unwrap();
        assert_no_secret(&address, &body);
    }
    let page = server
        .get(&format!("/reports/{id}?f=html"))
        .body_mut()
        .read_to_string()
        .unwrap();
    assert!(page.contains("personal data were masked"), "{page}");
    assert_no_secret_in(server.folder.path());
}

#[test]
fn tags_and_attributes_of_a_page_hide_no_number() {
    let page = "<html><head><title>Call 067-765-43-21</title><meta property='og:site_name' content='olena.k@example.org'></head>\
                <body><p>Phone <b>+380</b>&nbsp;67<i>1234567</i>, <a href='tel:+380671234567'>call</a> \
                or <a href='mailto:olena.k@example.org'>write</a>.</p><table><tr><td>067</td><td>765-43-21</td></tr></table></body></html>";
    let server = TestServer::empty();
    let mut answer = server.post("text/html", page.as_bytes());
    let answer = answer.body_mut().read_to_string().unwrap();
    assert_no_secret("the answer", answer.as_bytes());
    for part in ["1234567", "43-21"] {
        assert!(!answer.contains(part), "{part} in {answer}");
    }
}

#[test]
fn the_command_line_masks_what_it_reads_keeps_and_imports() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = tempfile::tempdir().unwrap();
    let report = inputs.path().join("call 067-765-43-21.txt");
    fs::write(&report, post()).unwrap();
    for format in ["json", "jsonl", "geojson", "table"] {
        let read = korydor()
            .args(["read", "--format", format])
            .arg(&report)
            .output()
            .unwrap();
        assert!(read.status.success() && !read.stdout.is_empty());
        assert_no_secret(format, &read.stdout);
    }
    let store = folder.path().join("store.gpkg");
    let ingest = korydor()
        .arg("ingest")
        .arg(&report)
        .arg("--store")
        .arg(&store)
        .output()
        .unwrap();
    assert!(ingest.status.success());
    let held = inputs.path().join("held.csv");
    let row = "Kherson,,Russia,2022-03-05,\"Olena Kovalenko, tel. 067 123 45 67\"";
    fs::write(
        &held,
        format!("settlement,oblast,controlled by,date,source\n{row}\n"),
    )
    .unwrap();
    let import = korydor()
        .args(["import", "control"])
        .arg(&held)
        .arg("--store")
        .arg(&store)
        .output()
        .unwrap();
    assert!(
        import.status.success(),
        "{}",
        String::from_utf8_lossy(&import.stderr)
    );
    for layer in ["corridors", "events", "control", "places"] {
        let export = korydor()
            .args(["export", layer, "--store"])
            .arg(&store)
            .output()
            .unwrap();
        assert!(export.status.success());
        assert_no_secret(layer, &export.stdout);
    }
    assert_no_secret_in(folder.path());
}

#[test]
fn what_an_older_version_kept_is_masked_when_it_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.gpkg");
    let old_id = "0123456789abcdef";
    {
        let intake = support::intake(&path);
        intake.accept(post(), &Hint::default()).unwrap();
        let connection = rusqlite::Connection::open(&path).unwrap();
        connection
            .execute_batch(&format!(
                "DELETE FROM statements; UPDATE korydor_settings SET value = '1' WHERE name = 'reader_version';
                 UPDATE reports SET id = '{old_id}', reading = '{{}}', title = 'Ask Kovalenko, 067-765-43-21', source = 'olena.k@example.org'"
            ))
            .unwrap();
        connection
            .execute("UPDATE reports SET text = ?1", [post()])
            .unwrap();
    }
    let intake = support::intake(&path);
    assert_eq!(intake.read_again().unwrap(), 1);
    assert_eq!(intake.read_again().unwrap(), 0);
    assert_no_secret_in(folder.path());
    assert!(intake.archive().report(old_id).unwrap().is_none());
    let snapshot = intake.archive().snapshot();
    let [report] = snapshot.reports() else {
        panic!("one report stays one");
    };
    let stored = intake.archive().report(&report.id).unwrap().unwrap();
    assert!(
        stored
            .reading
            .problems
            .iter()
            .any(|problem| problem.code == "personal_data_masked")
    );
    assert!(!stored.reading.corridors.is_empty());
    let again = intake.accept(post(), &Hint::default()).unwrap();
    assert_eq!(again.id, report.id, "the same post is the same report");
}

#[test]
fn nobody_can_find_a_number_by_trying_it_against_the_identifier() {
    let identifier = |number: &str| {
        let text = format!("Buses leave Sumy at 9. Call {number}.");
        korydor::report::from_text(text, &Hint::default())
            .unwrap()
            .id
    };
    assert_eq!(identifier("067 123 45 67"), identifier("067 765 43 21"));
    assert_ne!(identifier("067 123 45 67"), identifier("112"));
}

proptest! {
    #[test]
    fn a_mask_keeps_every_place_of_a_text(
        text in "([+0-9 ().@/–-]|тел\\.|phone|паспорт|Олена|Ivan P\\.|[a-zа-я]{1,5}|\\PC|\n|t\\.me/\\+){0,60}"
    ) {
        let hidden = masked(&text);
        prop_assert_eq!(hidden.chars().count(), text.chars().count());
        for (now, before) in hidden.chars().zip(text.chars()) {
            prop_assert!(now == before || now == MASK && before != '\n');
        }
    }
}
