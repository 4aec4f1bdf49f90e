//! Reports that are taken back: out of every layer, behind a tombstone, back again, or erased.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use korydor::intake::{Intake, IntakeError};
use korydor::layer::layers;
use korydor::model::Reason;
use korydor::report::Hint;
use korydor::store::{Archive, Reception, Reread, WithdrawalError, samples};
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde_json::{Value, json};
use support::{Process, TOKEN, TestServer, agent, body, header_of, intake, korydor};
use ureq::Body;
use ureq::http::{Response, header};

/// A report that speaks of a corridor, fighting, control and a proposal.
const REPORT: &str = "Quinces ripen behind the depot\n\n\
    A humanitarian corridor from Mariupol to Berdiansk has been agreed for 30 March 2022, Iryna Vereshchuk said.\n\n\
    Street fighting went on in Popasna on 29 March. Russian forces took control of Trostianets, the mayor said.\n\n\
    Korydory proposed: humanitarian corridors were proposed for 97 settlements in the Kharkiv and Sumy regions.";
/// Another one that speaks of the same corridor.
const OTHER: &str = "A humanitarian corridor from Mariupol to Berdiansk was opened on 30 March 2022, Petro Andriushchenko said.";

fn hint() -> Hint {
    Hint {
        title: Some("Quinces ripen behind the depot".to_owned()),
        published: Some("2022-03-30".to_owned()),
        source: Some("The Orchard Courier".to_owned()),
        url: Some("https://example.org/quinces".to_owned()),
        ..Hint::default()
    }
}

fn other_hint() -> Hint {
    Hint {
        published: Some("2022-03-30".to_owned()),
        ..Hint::default()
    }
}

fn reason(text: &str) -> Reason {
    text.parse().unwrap()
}

fn taken_in(intake: &Intake, text: &str) -> String {
    let hint = if text == OTHER { other_hint() } else { hint() };
    let receipt = intake.accept(text.as_bytes(), &hint).unwrap();
    assert!(receipt.is_new());
    receipt.id
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn run(store: &Path, arguments: &[&str]) -> Output {
    let mut command = korydor();
    command.args(arguments).arg("--store").arg(store);
    command.output().unwrap()
}

/// The command, expecting that it does its work.
fn done(store: &Path, arguments: &[&str]) -> Output {
    let output = run(store, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    output
}

fn listed(store: &Path, arguments: &[&str]) -> String {
    String::from_utf8(done(store, arguments).stdout).unwrap()
}

/// All features of all layers, as GeoJSON.
fn features(archive: &Archive) -> BTreeSet<String> {
    let snapshot = archive.snapshot();
    let layers = snapshot.layers().iter();
    let features = layers.flat_map(|held| {
        let entries = held.entries().iter();
        entries.map(|entry| String::from_utf8(held.json(entry).to_vec()).unwrap())
    });
    features.collect()
}

/// What the tables of the store hold, row by row, those that are listed to other programs.
fn listed_rows(store: &Path) -> Vec<String> {
    let connection = Connection::open(store).unwrap();
    let mut tables = connection
        .prepare("SELECT table_name FROM gpkg_contents")
        .unwrap();
    let tables: Vec<String> = tables
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let mut rows = Vec::new();
    for table in tables {
        let mut select = connection
            .prepare(&format!("SELECT * FROM {table}"))
            .unwrap();
        let columns = select.column_count();
        let mut found = select.query([]).unwrap();
        while let Some(row) = found.next().unwrap() {
            let cells = (0..columns).map(|at| match row.get_ref(at).unwrap() {
                ValueRef::Text(text) => String::from_utf8(text.to_vec()).unwrap(),
                other => format!("{other:?}"),
            });
            rows.push(format!("{table}: {}", cells.collect::<Vec<_>>().join(" ")));
        }
    }
    rows
}

fn delete(
    server: &str,
    id: &str,
    query: &str,
    reason: &str,
    token: Option<&str>,
) -> Response<Body> {
    let mut request = agent()
        .delete(format!("{server}/reports/{id}{query}"))
        .header(header::CONTENT_TYPE, "application/json")
        .force_send_body();
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    request.send(reason.as_bytes()).unwrap()
}

#[test]
fn layers_without_a_withdrawn_report_are_those_of_a_store_that_never_had_it() {
    let folder = tempfile::tempdir().unwrap();
    let with = intake(&folder.path().join("with.gpkg"));
    with.load_samples().unwrap();
    taken_in(&with, OTHER);
    let before = features(with.archive());
    let id = taken_in(&with, REPORT);
    let added: Vec<String> = (features(with.archive()).difference(&before).cloned()).collect();
    for layer in ["corridors", "events", "proposals"] {
        let of_layer = |feature: &&String| feature.contains(&format!("\"report_id\":\"{id}\""));
        assert!(added.iter().any(|feature| of_layer(&feature)), "{layer}");
    }
    with.archive().withdraw(&id, None).unwrap();
    assert_eq!(features(with.archive()), before);

    // The same with reports that others share much with, in a store that is opened again.
    let snapshot = with.archive().snapshot();
    let shared = snapshot
        .reports()
        .iter()
        .take(2)
        .map(|report| report.id.clone());
    for id in shared {
        with.archive().withdraw(&id, None).unwrap();
        let without = intake(&folder.path().join(format!("without-{id}.gpkg")));
        let snapshot = with.archive().snapshot();
        let others = snapshot.reports().iter();
        let others: Vec<_> = others
            .map(|other| with.archive().report(&other.id).unwrap().unwrap())
            .collect();
        without.archive().accept(&others, &[]).unwrap();
        assert_eq!(features(with.archive()), features(without.archive()));
        with.restore(&id).unwrap();
    }
    assert_eq!(features(with.archive()), before);
    let path = folder.path().join("with.gpkg");
    assert_eq!(features(intake(&path).archive()), before);
}

#[test]
fn a_withdrawn_report_leaves_a_tombstone_at_its_address() {
    let server = TestServer::empty();
    let id = taken_in(&server.intake, REPORT);
    let other = taken_in(&server.intake, OTHER);
    let corridors = server.json("/collections/corridors/items");
    let shared = corridors["features"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(corridors["features"][0]["properties"]["statements"], 2);
    let events = server.json("/collections/events/items");
    let alone = events["features"][0]["id"].as_str().unwrap().to_owned();

    let why = "The ministry <b>denied</b> it.";
    let answer = delete(
        &server.url,
        &id,
        "",
        &json!({ "reason": why }).to_string(),
        Some(TOKEN),
    );
    assert_eq!(answer.status(), 200);
    assert_eq!(header_of(&answer, "cache-control"), "no-store");
    let tombstone = body(answer);
    let today = jiff::Timestamp::now().to_string()[..10].to_owned();
    assert_eq!(
        tombstone,
        json!({ "id": id, "withdrawn": today, "reason": why, "forgotten": false })
    );

    let program = server.get(&format!("/reports/{id}"));
    assert_eq!(program.status(), 410);
    assert_eq!(
        header_of(&program, "content-type"),
        "application/problem+json"
    );
    let problem = body(program);
    assert_eq!(problem["tombstone"], tombstone);
    let mut browser = server.get_with(&format!("/reports/{id}"), &[("accept", "text/html")]);
    assert_eq!(browser.status(), 410);
    assert_eq!(
        header_of(&browser, "content-type"),
        "text/html; charset=utf-8"
    );
    assert!(header_of(&browser, "content-security-policy").contains("default-src 'none'"));
    let page = browser.body_mut().read_to_string().unwrap();
    for word in [
        id.as_str(),
        &today,
        "withdrawn",
        "The ministry &lt;b&gt;denied&lt;/b&gt; it.",
    ] {
        assert!(page.contains(word), "{word} in {page}");
    }
    for word in ["Quinces", "Orchard", "example.org", "Popasna"] {
        assert!(!page.contains(word), "{word}");
        assert!(!problem.to_string().contains(word), "{word}");
    }

    let feature = server.json(&format!("/collections/corridors/items/{shared}"));
    assert_eq!(feature["properties"]["report_id"], other);
    assert_eq!(feature["properties"]["statements"], 1);
    let gone = server.get(&format!("/collections/events/items/{alone}"));
    assert_eq!(gone.status(), 410);
    assert_eq!(body(gone)["tombstone"]["id"], id);
    assert_eq!(server.get("/collections/events/items/none").status(), 404);

    for layer in layers() {
        for path in [
            format!("/layers/{}.geojson", layer.name),
            format!("/layers/{}.csv", layer.name),
            format!("/layers/{}.geojson?datetime=2022-03-30", layer.name),
            format!("/collections/{}/items?limit=10000", layer.name),
        ] {
            let answer = server.get(&path).body_mut().read_to_string().unwrap();
            assert!(
                !answer.contains(&id) && !answer.contains("Quinces"),
                "{path}"
            );
        }
    }
    let reports = server.json("/reports");
    assert_eq!(reports["numberMatched"], 1);
    assert_eq!(reports["reports"][0]["id"], other);
    assert_eq!(server.json("/ready")["reports"], 1);
    let withdrawn = server.json("/reports?status=withdrawn");
    assert_eq!(withdrawn["reports"], json!([tombstone]));
    assert_eq!(server.get("/reports?status=lost").status(), 400);
    let rows = listed_rows(&server.store());
    let named: Vec<_> = rows.iter().filter(|row| row.contains(&id)).collect();
    assert!(named.is_empty(), "{named:?}");

    let twice = delete(&server.url, &id, "?reason=Another", "", Some(TOKEN));
    assert_eq!(twice.status(), 200);
    assert_eq!(body(twice), tombstone);
}

#[test]
fn the_same_text_is_not_taken_in_again_by_mistake() {
    let server = TestServer::empty();
    let id = taken_in(&server.intake, REPORT);
    assert_eq!(delete(&server.url, &id, "", "", Some(TOKEN)).status(), 200);
    let refused = server.post("text/plain", REPORT.as_bytes());
    assert_eq!(refused.status(), 409);
    let problem = body(refused);
    assert_eq!(problem["tombstone"]["id"], id);
    assert!(problem["detail"].as_str().unwrap().contains("again=true"));
    assert_eq!(server.json("/reports")["numberMatched"], 0);

    let again = "/reports?again=true&published=2022-03-30";
    let taken = server.post_with(again, "text/plain", REPORT.as_bytes(), Some(TOKEN));
    assert_eq!(taken.status(), 201);
    assert_eq!(body(taken)["id"], id);
    assert_eq!(server.get(&format!("/reports/{id}")).status(), 200);
    assert_eq!(server.json("/reports?status=withdrawn")["numberMatched"], 0);
    let known = server.post_with(again, "text/plain", REPORT.as_bytes(), Some(TOKEN));
    assert_eq!(known.status(), 200);
    let wrong = server.post_with("/reports?again=yes", "text/plain", b"A", Some(TOKEN));
    assert_eq!(wrong.status(), 400);
}

/// The same text as other programs hand it on.
fn variants(text: &str) -> Vec<(&'static str, String)> {
    use unicode_normalization::UnicodeNormalization;
    vec![
        ("as it was", text.to_owned()),
        ("a final line end", format!("{text}\n")),
        ("CRLF", text.replace('\n', "\r\n")),
        ("double spaces", text.replace(' ', "  ")),
        ("no-break spaces", text.replace(' ', "\u{a0}")),
        (
            "spaces of no width beside spaces",
            text.replace(' ', " \u{200b}"),
        ),
        ("soft hyphens in words", text.replace('o', "o\u{ad}")),
        ("a byte order mark", format!("\u{feff}{text}")),
        ("NFD", text.nfd().collect()),
        ("other quotation marks", text.replace('\'', "’")),
    ]
}

/// With letters that have two forms in Unicode, and an apostrophe.
const ACCENTED: &str = "Quinces ripen in José's garden\n\n\
    Гуманітарний коридор з Ізюма до Лозової узгоджено на 30 березня 2022 року, сказала Ірина Верещук.\n\n\
    A humanitarian corridor from Mariupol to Berdiansk was agreed for 30 March 2022, the mayor said.";

#[test]
fn the_same_words_in_other_bytes_do_not_come_back_by_post() {
    let server = TestServer::empty();
    let id = taken_in(&server.intake, ACCENTED);
    for (variant, text) in variants(ACCENTED) {
        let known = server.post("text/plain", text.as_bytes());
        assert_eq!(known.status(), 200, "{variant}");
        assert!(header_of(&known, "location").ends_with(&id), "{variant}");
    }
    for forget in [false, true] {
        if forget {
            server.intake.archive().forget(&id, None).unwrap();
        } else {
            assert_eq!(delete(&server.url, &id, "", "", Some(TOKEN)).status(), 200);
        }
        for (variant, text) in variants(ACCENTED) {
            let refused = server.post("text/plain", text.as_bytes());
            assert_eq!(refused.status(), 409, "{variant}");
            assert_eq!(body(refused)["tombstone"]["id"], id, "{variant}");
        }
    }
    let other = ACCENTED.replace("30 March", "31 March");
    assert_eq!(server.post("text/plain", other.as_bytes()).status(), 201);

    // What is meant comes in, and the tombstone goes, whatever the bytes.
    let again = "/reports?again=true";
    let crlf = ACCENTED.replace('\n', "\r\n");
    let taken = server.post_with(again, "text/plain", crlf.as_bytes(), Some(TOKEN));
    assert_eq!(taken.status(), 201);
    let taken = body(taken)["id"].as_str().unwrap().to_owned();
    assert_ne!(taken, id);
    assert_eq!(server.json("/reports?status=withdrawn")["numberMatched"], 0);
    assert_eq!(server.post("text/plain", ACCENTED.as_bytes()).status(), 200);
    // One is withdrawn, and the other bytes are as well.
    assert_eq!(
        delete(&server.url, &taken, "", "", Some(TOKEN)).status(),
        200
    );
    assert_eq!(server.post("text/plain", ACCENTED.as_bytes()).status(), 409);
    server.intake.restore(&taken).unwrap();
    assert_eq!(server.post("text/plain", ACCENTED.as_bytes()).status(), 200);
}

#[test]
fn the_same_words_in_other_bytes_do_not_come_back_from_files() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.gpkg");
    let texts = folder.path().join("texts");
    fs::create_dir(&texts).unwrap();
    let id = taken_in(&intake(&store), ACCENTED);
    for (at, (_, text)) in variants(ACCENTED).iter().enumerate() {
        fs::write(texts.join(format!("{at}.txt")), text).unwrap();
    }
    let count = variants(ACCENTED).len();
    let ingest = ["ingest", texts.to_str().unwrap()];
    let told = said(&done(&store, &ingest));
    assert!(told.contains(&format!("0 new, {count} known")), "{told}");
    for taken_back in [
        ["withdraw", &id, "--reason", "Fruit."].as_slice(),
        &["forget", &id],
    ] {
        done(&store, taken_back);
        let told = said(&done(&store, &ingest));
        let expected = format!("0 new, 0 known, 0 failed, {count} withdrawn before");
        assert!(told.contains(&expected), "{told}");
        assert!(told.contains(&id), "{told}");
    }
    let told = said(&done(&store, &[ingest.as_slice(), &["--again"]].concat()));
    assert!(
        told.contains(&format!("1 new, {} known", count - 1)),
        "{told}"
    );
    assert_eq!(listed(&store, &["reports", "--withdrawn"]), "");
}

#[test]
fn the_same_table_of_control_in_other_bytes_does_not_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.gpkg");
    let table = folder.path().join("held.csv");
    let text = "name,status,date\nKherson,Ukraine,2022-06-20\nХерсон,Україна,2022-06-21\n";
    let import = ["import", "control", table.to_str().unwrap()];
    fs::write(&table, text).unwrap();
    done(&store, &import);
    let reports = listed(&store, &["reports"]);
    let line = reports.lines().find(|line| line.contains("held.csv"));
    let id = line.unwrap().split('\t').next().unwrap();
    for taken_back in [
        ["withdraw", id, "--reason", "Fruit."].as_slice(),
        &["forget", id],
    ] {
        done(&store, taken_back);
        for (variant, other) in [
            ("an empty line", format!("{text}\n")),
            ("no final line end", text.trim_end().to_owned()),
            ("CRLF", text.replace('\n', "\r\n")),
            ("a byte order mark", format!("\u{feff}{text}")),
            ("spaces", text.replace(",2022", ", 2022")),
        ] {
            fs::write(&table, other).unwrap();
            let refused = run(&store, &import);
            assert_eq!(refused.status.code(), Some(1), "{variant}");
            let told = said(&refused);
            assert!(
                told.contains(id) && told.contains("--again"),
                "{variant}: {told}"
            );
        }
    }
    fs::write(&table, text.replace("06-20", "06-19")).unwrap();
    done(&store, &import);
    fs::write(&table, format!("{text}\n")).unwrap();
    done(&store, &[import.as_slice(), &["--again"]].concat());
    assert_eq!(listed(&store, &["reports", "--withdrawn"]), "");
}

/// Identifier, query, body and token of a withdrawal; status of the answer and a word of it.
type Refused<'a> = (&'a str, &'a str, &'a str, Option<&'a str>, u16, &'a str);

#[test]
fn a_withdrawal_that_is_not_understood_changes_nothing() {
    let server = TestServer::empty();
    let id = taken_in(&server.intake, REPORT);
    let facts = server.json("/layers/control.geojson")["features"][0]["properties"]["report_id"]
        .as_str()
        .unwrap()
        .to_owned();
    let long = "x".repeat(501);
    let huge = json!({ "reason": "x".repeat(20_000) }).to_string();
    let cases: [Refused; 11] = [
        (&id, "", "", None, 401, "token"),
        (&id, "", "", Some("guess"), 401, "token"),
        ("0000000000000000", "", "", Some(TOKEN), 404, "report_id"),
        (&facts, "", "", Some(TOKEN), 409, "comes with Korydor"),
        (&id, &format!("?reason={long}"), "", Some(TOKEN), 400, "501"),
        (&id, "?reason=", "", Some(TOKEN), 400, "empty"),
        (&id, "?because=so", "", Some(TOKEN), 400, "reason"),
        (
            &id,
            "?reason=a",
            r#"{"reason":"b"}"#,
            Some(TOKEN),
            400,
            "once",
        ),
        (&id, "", "because", Some(TOKEN), 400, "JSON"),
        (&id, "", r#"{"why":"b"}"#, Some(TOKEN), 400, "JSON"),
        (&id, "", &huge, Some(TOKEN), 400, "20000"),
    ];
    for (id, query, reason, token, status, word) in cases {
        let answer = delete(&server.url, id, query, reason, token);
        assert_eq!(answer.status(), status, "{query} {reason}");
        let problem = body(answer);
        assert!(
            problem["detail"].as_str().unwrap().contains(word),
            "{problem}"
        );
    }
    assert_eq!(server.get(&format!("/reports/{id}")).status(), 200);
    // Pages of others do not write.
    let preflight = agent()
        .options(format!("{}/reports/{id}", server.url))
        .header("origin", "https://elsewhere.example")
        .header("access-control-request-method", "DELETE")
        .call()
        .unwrap();
    assert!(!header_of(&preflight, "access-control-allow-methods").contains("DELETE"));
    let closed = TestServer::with(Default::default());
    assert_eq!(delete(&closed.url, &id, "", "", Some(TOKEN)).status(), 403);
    let described = server.json("/openapi.json");
    let operation = &described["paths"]["/reports/{id}"]["delete"];
    assert!(operation["responses"]["200"].is_object(), "{operation}");
    assert!(described["paths"]["/reports/{id}"]["get"]["responses"]["410"].is_object());
    assert!(described["paths"]["/reports"]["post"]["responses"]["409"].is_object());
}

#[test]
fn the_command_line_withdraws_lists_and_restores() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.gpkg");
    let texts = folder.path().join("texts");
    fs::create_dir(&texts).unwrap();
    fs::write(texts.join("a.txt"), REPORT).unwrap();
    fs::write(texts.join("b.txt"), OTHER).unwrap();
    let ingest = [
        "ingest",
        texts.to_str().unwrap(),
        "--published",
        "2022-03-30",
    ];
    done(&store, &ingest);
    let reports = listed(&store, &["reports"]);
    let line = reports
        .lines()
        .find(|line| line.contains("Quinces"))
        .unwrap();
    let id = line.split('\t').next().unwrap();
    let before = listed(&store, &["export", "corridors"]);

    let unknown = run(
        &store,
        &["withdraw", "0000000000000000", "--reason", "None"],
    );
    assert_eq!(unknown.status.code(), Some(1));
    assert!(
        said(&unknown).contains("korydor reports"),
        "{}",
        said(&unknown)
    );
    assert_eq!(
        run(&store, &["withdraw", id, "--reason", " "])
            .status
            .code(),
        Some(2)
    );
    assert_eq!(run(&store, &["withdraw", id]).status.code(), Some(2));
    let missing = folder.path().join("misspelt.gpkg");
    for command in [
        ["withdraw", id, "--reason", "No"].as_slice(),
        &["restore", id],
        &["forget", id],
    ] {
        let refused = run(&missing, command);
        assert_eq!(refused.status.code(), Some(1), "{command:?}");
        assert!(
            said(&refused).contains("there is no store"),
            "{}",
            said(&refused)
        );
        assert!(!missing.exists());
    }
    assert!(said(&run(&store, &["restore", id])).contains("is not withdrawn"));

    for _ in 0..2 {
        let withdrawn = done(&store, &["withdraw", id, "--reason", "The day was wrong."]);
        assert!(said(&withdrawn).contains("The day was wrong."));
    }
    assert!(!listed(&store, &["reports"]).contains(id));
    let stones = listed(&store, &["reports", "--withdrawn"]);
    assert!(
        stones.starts_with(id) && stones.contains("The day was wrong."),
        "{stones}"
    );
    assert!(!listed(&store, &["export", "corridors"]).contains(id));

    let again = done(&store, &ingest);
    let told = said(&again);
    assert!(
        told.contains("0 new, 1 known, 0 failed, 1 withdrawn before"),
        "{told}"
    );
    assert!(told.contains(&format!("korydor restore {id}")), "{told}");
    assert!(!listed(&store, &["reports"]).contains(id));

    done(&store, &["restore", id]);
    assert_eq!(listed(&store, &["reports", "--withdrawn"]), "");
    let unstamped = |layer: &str| {
        let mut layer: Value = serde_json::from_str(layer).unwrap();
        layer["generated"].take();
        layer
    };
    let after = listed(&store, &["export", "corridors"]);
    assert_eq!(unstamped(&after), unstamped(&before));

    done(&store, &["withdraw", id, "--reason", "Once more."]);
    let taken = done(&store, &[ingest.as_slice(), &["--again"]].concat());
    assert!(
        said(&taken).contains("1 new, 1 known, 0 failed;"),
        "{}",
        said(&taken)
    );
    assert_eq!(listed(&store, &["reports", "--withdrawn"]), "");
}

#[test]
fn a_withdrawn_sample_does_not_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.gpkg");
    let first = intake(&path);
    // A sample that came in by hand, before the samples were offered.
    let (_, sample) = samples()[0];
    let reading = first
        .read_file(sample.as_bytes(), &Hint::default())
        .unwrap();
    let id = reading.reading.report.id.clone();
    first.archive().accept(&[reading], &[]).unwrap();
    first.archive().withdraw(&id, None).unwrap();
    drop(first);
    let second = intake(&path);
    assert_eq!(second.load_samples().unwrap(), 0);
    assert!(second.archive().snapshot().reports().is_empty());

    // A server that takes in a folder of reports at its start.
    let texts = folder.path().join("texts");
    fs::create_dir(&texts).unwrap();
    fs::write(texts.join("a.txt"), sample).unwrap();
    fs::write(texts.join("b.txt"), OTHER).unwrap();
    drop(second);
    let mut child = korydor()
        .args(["serve", "--bind", "127.0.0.1:0", "--reports"])
        .arg(&texts)
        .arg("--store")
        .arg(&path)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let log = std::io::BufReader::new(child.stderr.take().unwrap());
    let lines = std::io::BufRead::lines(log).map_while(Result::ok);
    let mut heard = Vec::new();
    for line in lines {
        let is_last = line.contains("new reports from");
        heard.push(line);
        if is_last {
            break;
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let heard = heard.join("\n");
    assert!(heard.contains("a.txt is left out"), "{heard}");
    assert!(heard.contains("1 new reports"), "{heard}");
    let archive = intake(&path);
    assert_eq!(archive.archive().snapshot().reports().len(), 1);
    assert!(archive.archive().snapshot().tombstone(&id).is_some());
}

#[test]
fn what_another_program_withdraws_is_followed_and_not_undone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.gpkg");
    let [one, other] = [intake(&path), intake(&path)];
    let id = taken_in(&one, REPORT);
    let read = one.archive().report(&id).unwrap().unwrap();
    other.archive().withdraw(&id, Some(&reason("No."))).unwrap();
    let reread = Reread {
        before: id.clone(),
        now: read.clone(),
    };
    // The first knows nothing of it yet, and hands in what it had read again, or got again.
    one.archive().replace(&[reread], &[]).unwrap();
    let receipts = one.archive().accept(&[read], &[]).unwrap();
    assert!(matches!(receipts[0].reception, Reception::Withdrawn(_)));
    for intake in [&one, &other] {
        intake.archive().follow_others().unwrap();
        let snapshot = intake.archive().snapshot();
        assert!(snapshot.reports().is_empty());
        assert_eq!(snapshot.tombstones().len(), 1);
    }
    other.restore(&id).unwrap();
    assert!(one.archive().follow_others().unwrap());
    assert_eq!(one.archive().snapshot().reports().len(), 1);
    assert!(one.archive().snapshot().tombstones().is_empty());
    assert!(matches!(
        other.archive().withdrawn(&id),
        Err(WithdrawalError::NotWithdrawn(_))
    ));
}

#[test]
fn what_another_program_forgets_is_not_restored() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.gpkg");
    let [one, other] = [intake(&path), intake(&path)];
    let id = taken_in(&one, REPORT);
    one.archive().withdraw(&id, None).unwrap();
    let kept = one.archive().withdrawn(&id).unwrap();
    other.archive().forget(&id, None).unwrap();
    let restored = one.archive().restore(&id, &kept);
    assert!(matches!(restored, Err(WithdrawalError::Forgotten(_))));
    assert!(one.archive().snapshot().reports().is_empty());
}

#[test]
fn an_imported_file_of_control_is_withdrawn_like_a_report() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.gpkg");
    let table = folder.path().join("held.csv");
    fs::write(&table, "name,status,date\nKherson,Ukraine,2022-06-20\n").unwrap();
    let import = [
        "import",
        "control",
        table.to_str().unwrap(),
        "--source",
        "Plum",
    ];
    done(&store, &import);
    let shown = || listed(&store, &["export", "control", "--datetime", "2022-06-20"]);
    let before = shown();
    let layer: Value = serde_json::from_str(&before).unwrap();
    let features = layer["features"].as_array().unwrap().iter();
    let mut sources = features.map(|feature| &feature["properties"]);
    let kherson = sources.find(|of| of["source_name"] == "Plum").unwrap();
    let id = kherson["report_id"].as_str().unwrap().to_owned();
    assert!(listed(&store, &["reports"]).contains(&id));

    let server = Process::serve(&store);
    let withdrawn = delete(&server.url, &id, "?reason=No%20licence", "", Some(TOKEN));
    assert_eq!(withdrawn.status(), 200);
    let address = format!("{}/reports/{id}", server.url);
    assert_eq!(agent().get(&address).call().unwrap().status(), 410);
    assert!(!shown().contains(&id) && !shown().contains("Plum"));
    let refused = run(&store, &import);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("No licence"), "{}", said(&refused));

    done(&store, &["restore", &id]);
    assert_eq!(shown(), before);
    done(&store, &["withdraw", &id, "--reason", "No licence"]);
    done(&store, &[import.as_slice(), &["--again"]].concat());
    assert_eq!(shown(), before);
    done(&store, &["forget", &id]);
    assert!(!shown().contains("Plum"));
    let restored = run(&store, &["restore", &id]);
    assert_eq!(restored.status.code(), Some(1));
    assert!(said(&restored).contains("--again"), "{}", said(&restored));
}

/// A report that nothing else in the store shares a word with, as long as several pages.
fn long_report() -> String {
    let mut text = format!(
        "{REPORT}\n\nГуманітарний коридор з Ізюма до Лозової узгоджено на 30 березня 2022 року, сказала Ірина Верещук біля старої айви.\n"
    );
    for number in 0..60 {
        text += &format!(
            "\nWitness {number} counted {number} quinces at gate Q{number}Z and went home."
        );
    }
    text
}

/// Pieces of that report that must not be left anywhere, in UTF-8.
const PIECES: [&str; 9] = [
    "Quinces ripen behind the depot",
    "The Orchard Courier",
    "example.org/quinces",
    "Street fighting went on in Popasna on 29 March",
    "Russian forces took control of Trostianets",
    "97 settlements in the Kharkiv",
    "коридор з Ізюма до Лозової узгоджено",
    "Witness 7 counted 7 quinces",
    "gate Q59Z",
];

/// The pieces that stand in any file of the folder, and in which.
fn left_in(folder: &Path) -> Vec<(PathBuf, &'static str)> {
    let mut left = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        for piece in PIECES {
            if memchr::memmem::find(&bytes, piece.as_bytes()).is_some() {
                left.push((path.clone(), piece));
            }
        }
    }
    left
}

/// A store in a folder of its own, in which the long report has been withdrawn and restored, read
/// again, and moved about by others that came and went.
fn much_written_store(folder: &Path) -> (PathBuf, String) {
    let path = folder.join("store.gpkg");
    let intake = intake(&path);
    taken_in(&intake, OTHER);
    let id = taken_in(&intake, &long_report());
    // Another program without care for what it deletes.
    let careless = Connection::open(&path).unwrap();
    careless
        .execute_batch("PRAGMA secure_delete = OFF; UPDATE reports SET reading = reading || ' '; CREATE TABLE copy AS SELECT * FROM reports; DROP TABLE copy;")
        .unwrap();
    drop(careless);
    intake.archive().follow_others().unwrap();
    intake
        .archive()
        .withdraw(&id, Some(&reason("Fruit.")))
        .unwrap();
    intake.restore(&id).unwrap();
    (path, id)
}

#[test]
fn nothing_is_left_of_a_forgotten_report_but_its_tombstone() {
    for journal in ["delete", "wal"] {
        let folder = tempfile::tempdir().unwrap();
        let (store, id) = much_written_store(folder.path());
        let open = Connection::open(&store).unwrap();
        let mode: String = open
            .query_row(&format!("PRAGMA journal_mode = {journal}"), [], |row| {
                row.get(0)
            })
            .unwrap();
        assert_eq!(mode, journal);
        let pieces: BTreeSet<&str> = left_in(folder.path()).iter().map(|(_, p)| *p).collect();
        assert_eq!(pieces.len(), PIECES.len(), "{pieces:?}");
        let server = Process::serve(&store);
        let address = format!("{}/reports/{id}", server.url);
        assert_eq!(agent().get(&address).call().unwrap().status(), 200);

        let forgotten = done(&store, &["forget", &id, "--reason", "It named people."]);
        assert!(said(&forgotten).contains("It named people."));
        assert_eq!(left_in(folder.path()), [], "{journal}");
        // The server has it in its memory for as long as a second.
        while agent().get(&address).call().unwrap().status() != 410 {
            std::thread::yield_now();
        }
        let refused = agent()
            .post(format!("{}/reports", server.url))
            .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"))
            .send(long_report().as_bytes())
            .unwrap();
        assert_eq!(refused.status(), 409);
        drop(server);
        drop(open);
        assert_eq!(left_in(folder.path()), [], "{journal}");

        let stones = listed(&store, &["reports", "--withdrawn"]);
        assert_eq!(stones.trim_end().split('\t').next(), Some(id.as_str()));
        assert!(stones.contains("It named people.\tforgotten"), "{stones}");
        // What was seen of it is not known any more, not even the digest of its text.
        let bytes = fs::read(&store).unwrap();
        let sha256 = korydor::report::from_text(long_report(), &hint())
            .unwrap()
            .sha256;
        assert!(sha256.starts_with(&id));
        assert!(memchr::memmem::find(&bytes, sha256.as_bytes()).is_none());
        let sound: String = Connection::open(&store)
            .unwrap()
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(sound, "ok");
        let intake = intake(&store);
        assert_eq!(intake.archive().snapshot().reports().len(), 1);
        let again = intake.archive().forget(&id, None).unwrap();
        assert_eq!(again.reason.unwrap().to_string(), "It named people.");
        let taken = intake
            .accept_again(long_report().as_bytes(), &hint())
            .unwrap();
        assert!(taken.is_new());
    }
}

#[test]
fn a_withdrawn_report_can_be_forgotten_and_keeps_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    let (store, id) = much_written_store(folder.path());
    done(&store, &["withdraw", &id, "--reason", "It named people."]);
    assert!(!left_in(folder.path()).is_empty());
    done(&store, &["forget", &id]);
    assert_eq!(left_in(folder.path()), []);
    let stones = listed(&store, &["reports", "--withdrawn"]);
    assert!(stones.contains("It named people.\tforgotten"), "{stones}");
}

#[test]
fn an_erasure_that_was_broken_off_is_done_at_the_next_opening() {
    let folder = tempfile::tempdir().unwrap();
    let (store, id) = much_written_store(folder.path());
    intake(&store).archive().withdraw(&id, None).unwrap();
    // As a kill leaves it between the deletion and the writing anew.
    let connection = Connection::open(&store).unwrap();
    connection
        .execute_batch("PRAGMA secure_delete = OFF; UPDATE korydor_tombstones SET content = NULL; INSERT INTO korydor_settings VALUES ('erasure_due', 'yes')")
        .unwrap();
    drop(connection);
    assert!(!left_in(folder.path()).is_empty());
    intake(&store);
    assert_eq!(left_in(folder.path()), []);
}

#[test]
fn a_killed_command_leaves_a_whole_store() {
    let folder = tempfile::tempdir().unwrap();
    let (store, id) = much_written_store(folder.path());
    let journal = folder.path().join("store.gpkg-journal");
    let mut killed = 0;
    for round in 0..8 {
        for arguments in [
            ["withdraw", "--reason", "Fruit."].as_slice(),
            &["restore"],
            &["forget"],
        ] {
            if arguments[0] == "forget" && round < 5 {
                continue;
            }
            let mut child = korydor()
                .arg(arguments[0])
                .arg(&id)
                .args(&arguments[1..])
                .arg("--store")
                .arg(&store)
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            // Into the first, second, … moment at which it writes.
            let mut seen = 0;
            while child.try_wait().unwrap().is_none() {
                seen += usize::from(journal.exists());
                if seen > round * 3 {
                    child.kill().unwrap();
                    killed += 1;
                    break;
                }
            }
            child.wait().unwrap();
            let intake = intake(&store);
            let snapshot = intake.archive().snapshot();
            let is_there = intake.archive().report(&id).unwrap().is_some();
            assert_ne!(is_there, snapshot.tombstone(&id).is_some());
            let rows = listed_rows(&store);
            assert_eq!(is_there, rows.iter().any(|row| row.contains(&id)));
            let of_corridors = rows.iter().filter(|row| row.starts_with("corridors:"));
            let corridors = korydor::layer::layer_named("corridors").unwrap();
            assert_eq!(
                of_corridors.count(),
                snapshot.layer(corridors).entries().len()
            );
        }
    }
    assert!(killed > 0);
    done(&store, &["forget", &id]);
    assert_eq!(left_in(folder.path()), []);
}

#[test]
fn a_store_of_the_version_before_is_brought_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.gpkg");
    let id = taken_in(&intake(&path), REPORT);
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch("DROP TABLE korydor_tombstones; DROP TABLE korydor_fingerprints; UPDATE korydor_settings SET value = '2' WHERE name = 'store_version'")
        .unwrap();
    drop(connection);
    assert!(listed(&path, &["reports"]).contains(&id), "read only");
    assert_eq!(listed(&path, &["reports", "--withdrawn"]), "");
    done(&path, &["withdraw", &id, "--reason", "Fruit."]);
    assert!(listed(&path, &["reports", "--withdrawn"]).contains(&id));
    let crlf = REPORT.replace('\n', "\r\n");
    let refused = intake(&path).accept(crlf.as_bytes(), &hint());
    assert!(matches!(refused, Err(IntakeError::Withdrawn(_))));
}
