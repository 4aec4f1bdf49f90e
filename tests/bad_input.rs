//! Bad input gets a clear answer, loses nothing and is never executed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::fs;
use std::net::TcpListener;

use korydor::report::Hint;
use rusqlite::Connection;
use support::{TestServer, body, corridor_report, korydor};

#[test]
fn bytes_that_are_no_report_are_refused_with_the_reason() {
    let server = TestServer::empty();
    let cases: [(&str, &[u8], u16, &str); 12] = [
        ("text/plain", b"", 422, "empty"),
        ("text/plain", b" \n\t ", 422, "empty"),
        ("text/plain", b"caf\xe9 au lait, from Sumy", 422, "UTF-8"),
        ("text/plain", b"%PDF-1.7 \x00\x01\x02", 422, "not text"),
        ("text/plain", b"\x89PNG\r\n\x1a\n\x00\x00", 422, "not text"),
        ("image/png", b"\x89PNG", 415, "text/plain"),
        ("application/json", b"{\"text\": 1}", 400, "text or html"),
        ("application/json", b"not json", 400, "JSON"),
        (
            "application/json",
            b"{\"title\": \"no text\"}",
            400,
            "either text or html",
        ),
        (
            "application/json",
            b"{\"text\": \"Sumy\", \"published\": \"yesterday\"}",
            422,
            "YYYY-MM-DD",
        ),
        (
            "application/json",
            b"{\"text\": \"Sumy\", \"published\": \"2999-01-01\"}",
            422,
            "yet to come",
        ),
        (
            "application/json",
            b"{\"text\": \"Sumy\", \"url\": \"data:text/html,x\"}",
            400,
            "http",
        ),
    ];
    for (media_type, bytes, status, word) in cases {
        let refused = server.post(media_type, bytes);
        let shown = String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(refused.status(), status, "{shown}");
        let detail = body(refused)["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains(word), "{shown}: {detail}");
    }
    assert_eq!(server.json("/reports")["numberMatched"], 0);
}

#[test]
fn a_report_over_fifty_mebibytes_is_too_large() {
    let server = TestServer::empty();
    let long = "Nothing happens here. ".repeat(50 * 1024 * 1024 / 22 + 1);
    let refused = server.intake.accept(long, &Hint::default());
    let reason = refused.unwrap_err().to_string();
    assert!(reason.contains("52428800"), "{reason}");
    assert_eq!(server.json("/reports")["numberMatched"], 0);
}

#[test]
fn a_text_without_places_is_kept_and_yields_no_feature() {
    let server = TestServer::empty();
    let kept = server.post(
        "text/plain",
        b"The minister said that the talks would go on tomorrow.",
    );
    assert_eq!(kept.status(), 201);
    let report = body(kept);
    assert_eq!(report["reading"]["corridors"], serde_json::json!([]));
    assert!(!report["reading"]["problems"].as_array().unwrap().is_empty());
    for layer in korydor::layer::layers() {
        let held = server.json(&format!("/layers/{}.geojson", layer.name));
        let features = held["features"].as_array().unwrap();
        let of_report =
            |feature: &&serde_json::Value| feature["properties"]["report_id"] == report["id"];
        assert_eq!(
            features.iter().filter(of_report).count(),
            0,
            "{}",
            layer.name
        );
    }
}

#[test]
fn nothing_of_a_report_runs_in_its_page() {
    let server = TestServer::empty();
    let attack = "<script>alert(1)</script><img src=x onerror=alert(2)>\" onmouseover=\"alert(3)";
    let text = format!(
        "{attack}\n\n{} {attack}",
        corridor_report("Mariupol", "Zaporizhzhia")
    );
    let json = serde_json::json!({
        "text": text,
        "title": attack,
        "source": attack,
    });
    let mut with_script = json.clone();
    with_script["url"] = "javascript:alert(4)".into();
    let refused = server.post("application/json", with_script.to_string().as_bytes());
    assert_eq!(refused.status(), 400);
    let sent = server.post("application/json", json.to_string().as_bytes());
    assert_eq!(sent.status(), 201);
    let id = body(sent)["id"].as_str().unwrap().to_owned();
    let mut page = server.get(&format!("/reports/{id}?f=html"));
    let policy = support::header_of(&page, "content-security-policy");
    assert!(policy.contains("default-src 'none'") && !policy.contains("script-src"));
    let page = page.body_mut().read_to_string().unwrap();
    assert!(page.contains("&lt;script&gt;alert(1)"), "{page}");
    for danger in [
        "<script",
        "<img",
        "javascript:",
        " onmouseover=\"",
        " onerror=",
    ] {
        let raw = page
            .replace("&lt;img src=x onerror=alert(2)&gt;", "")
            .replace("&quot; onmouseover=&quot;", "");
        assert!(!raw.contains(danger), "{danger} in {raw}");
    }
}

#[test]
fn html_full_of_scripts_is_read_as_its_text() {
    let server = TestServer::empty();
    let html = format!(
        "<html><head><script>document.write('from Sumy to Poltava')</script><style>p{{}}</style></head><body onload=alert(1)><p>{}</p><script>fetch('/reports')</script></body></html>",
        corridor_report("Mariupol", "Zaporizhzhia")
    );
    let report = body(server.post("text/html", html.as_bytes()));
    let text = report["text"].as_str().unwrap();
    assert!(
        text.contains("Mariupol") && !text.contains("document.write") && !text.contains("fetch"),
        "{text}"
    );
}

#[test]
fn a_server_that_cannot_start_says_why_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken_address = taken.local_addr().unwrap().to_string();
    fs::write(path("text.gpkg"), "Dear diary").unwrap();
    let other = Connection::open(path("other.gpkg")).unwrap();
    other
        .execute_batch("CREATE TABLE songs (title TEXT)")
        .unwrap();

    let free = "127.0.0.1:0";
    let cases = [
        (
            taken_address.as_str(),
            path("new.gpkg"),
            1,
            "is taken by another program",
        ),
        (free, path("text.gpkg"), 1, "is not a GeoPackage"),
        (free, path("other.gpkg"), 1, "of another program"),
        (free, path("none/store.gpkg"), 1, "does not exist"),
        ("nonsense", path("new.gpkg"), 2, "is not an address"),
    ];
    for (bind, store, code, word) in cases {
        let before = fs::read(&store).ok();
        let done = korydor()
            .args(["serve", "--no-samples", "--bind", bind, "--store", &store])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(code), "{bind} {store}: {said}");
        assert!(said.contains(word), "{word}: {said}");
        assert!(done.stdout.is_empty());
        if before.is_some() {
            assert_eq!(fs::read(&store).ok(), before, "{store} was changed");
        }
    }
}

#[test]
fn files_of_days_to_come_or_with_addresses_that_run_are_listed_and_the_others_kept() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let mut command = korydor();
        command
            .current_dir(folder.path())
            .args(arguments)
            .output()
            .unwrap()
    };
    let text = "A humanitarian corridor from Sumy to Poltava is open, the mayor said.";
    for (name, head) in [
        ("future", "published = \"2999-03-30\""),
        ("script", "url = \"javascript:alert(1)\""),
        ("page", "url = \"data:text/html,x\""),
        ("password", "url = \"https://olena:secret@example.org/a\""),
        (
            "sound",
            "published = \"2022-03-30\"\nurl = \"https://example.org/a\"",
        ),
    ] {
        let file = format!("---\n{head}\n---\n\n{text} {name}\n");
        fs::write(folder.path().join(format!("{name}.txt")), file).unwrap();
    }
    let done = run(&["ingest", "."]);
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(1), "{told}");
    for (name, why) in [
        ("future", "yet to come"),
        ("script", "http"),
        ("page", "http"),
        ("password", "password"),
    ] {
        let line = told
            .lines()
            .find(|line| line.contains(&format!("{name}.txt")));
        assert!(
            line.is_some_and(|line| line.contains(why)),
            "{name}: {told}"
        );
    }
    let listed = run(&["reports"]);
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    assert!(listed.contains("2022-03-30"), "{listed}");
    assert!(!listed.contains("2999"), "{listed}");

    fs::write(
        folder.path().join("held.csv"),
        "name,status,date\nKharkiv,Ukraine,2999-01-01\nBalakliia,Ukraine,2022-09-10\n",
    )
    .unwrap();
    let imported = run(&["import", "control", "held.csv"]);
    let told = String::from_utf8_lossy(&imported.stderr).into_owned();
    assert!(
        told.contains("line 2") && told.contains("yet to come"),
        "{told}"
    );
    let refused = run(&[
        "import",
        "control",
        "held.csv",
        "--url",
        "javascript:alert(2)",
    ]);
    assert!(!refused.status.success());
}

#[test]
fn a_charset_that_is_not_utf_8_is_refused_and_says_what_is_taken() {
    let server = TestServer::empty();
    let text = corridor_report("Mariupol", "Berdiansk");
    for charset in [
        "utf-16",
        "UTF-16LE",
        "windows-1251",
        "\"KOI8-U\"",
        "iso-8859-1",
        "x-unknown",
        "",
    ] {
        for media_type in ["text/plain", "text/html", "application/json"] {
            let refused = server.post(&format!("{media_type}; charset={charset}"), text.as_bytes());
            assert_eq!(refused.status(), 415, "{media_type} {charset}");
            let problem = body(refused);
            let detail = problem["detail"].as_str().unwrap();
            assert!(detail.contains("UTF-8"), "{charset}: {detail}");
        }
    }
    assert_eq!(server.json("/reports")["numberMatched"], 0);
    for (at, charset) in [
        "charset=utf-8",
        "Charset=\"UTF-8\"",
        "format=flowed; charset=us-ascii",
        "charset=utf8",
    ]
    .into_iter()
    .enumerate()
    {
        let text = format!("{text} It was the message {at}.");
        let kept = server.post(&format!("text/plain; {charset}"), text.as_bytes());
        assert_eq!(kept.status(), 201, "{charset}");
    }
}

#[test]
fn impossible_times_are_refused_wherever_a_time_is_asked_for() {
    let server = TestServer::empty();
    for time in [
        "2022-03-30T10:00:00%2B25:00",
        "2022-03-30T10:00:00-24:00",
        "2022-03-30T10:00:00%2B02:60",
        "2022-03-30T25:00:00Z",
        "2022-03-30T10:61:00Z",
        "2022-03-30T10:00:00%2B02:00[Europe/Kyiv]",
        "2022-02-30",
        "2022-13-01T00:00:00Z",
        "2022-03-30T10:00:00",
    ] {
        for path in [
            format!("/collections/corridors/items?datetime={time}"),
            format!("/collections/control/items?datetime=../{time}"),
            format!("/layers/events.geojson?datetime={time}/.."),
            format!("/layers/corridors.csv?datetime={time}"),
            format!("/routes?from=Mariupol&to=Berdiansk&datetime={time}"),
        ] {
            let refused = server.get(&path);
            assert_eq!(refused.status(), 400, "{path}");
            let detail = body(refused)["detail"].as_str().unwrap().to_owned();
            assert!(detail.contains("2022-03-30"), "{path}: {detail}");
        }
    }
    for time in [
        "2022-03-30T10:00:00%2B14:00",
        "2022-03-30T10:00:00.5Z",
        "2022-03-30",
    ] {
        let found = server.get(&format!("/collections/corridors/items?datetime={time}"));
        assert_eq!(found.status(), 200, "{time}");
    }
}

#[test]
fn short_free_text_is_one_line_without_what_turns_it_around() {
    const HOSTILE: &str =
        "\u{202e}Of\u{202c} \u{2066}the\u{2069}\u{200f} day\r\n\u{1b}[31m\u{0}\u{9b}news";
    let is_clean = |text: &str| {
        let is_bad = |c: char| {
            c.is_control()
                || ('\u{202a}'..='\u{202e}').contains(&c)
                || ('\u{2066}'..='\u{2069}').contains(&c)
        };
        !text.contains(is_bad)
    };
    let server = TestServer::empty();
    let document = serde_json::json!({
        "text": corridor_report("Mariupol", "Berdiansk"), "title": HOSTILE, "source": HOSTILE, "published": "2022-03-30",
    });
    let kept = body(server.post("application/json", document.to_string().as_bytes()));
    assert_eq!(kept["title"], "Of the day [31m news");
    assert_eq!(kept["source"], kept["title"]);
    let layer = server.json("/layers/corridors.geojson").to_string();
    assert!(is_clean(&layer), "{layer}");
    // A headline that is taken from the text is one as well; the text stays as it came.
    let text = format!(
        "{HOSTILE}\n\n{}",
        corridor_report("Melitopol", "Zaporizhzhia")
    );
    let text = text.replace('\0', "");
    let second = body(server.post("text/plain", text.as_bytes()));
    assert!(
        is_clean(second["title"].as_str().unwrap()),
        "{}",
        second["title"]
    );
    let address =
        serde_json::json!({ "text": "Sumy", "url": "https://example.org/\u{202e}gpj.exe" });
    let refused = server.post("application/json", address.to_string().as_bytes());
    assert_eq!(refused.status(), 400);

    let id: String = kept["id"].as_str().unwrap().to_owned();
    let reason: korydor::model::Reason = HOSTILE.parse().unwrap();
    server
        .intake
        .archive()
        .withdraw(&id, Some(&reason))
        .unwrap();
    let gone = body(server.get(&format!("/reports/{id}")));
    assert_eq!(gone["tombstone"]["reason"], "Of the day [31m news");
    assert!(is_clean(&gone.to_string()));
}
