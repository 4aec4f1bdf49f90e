//! What one client does to a server costs the others nothing: slow, silent, large and wrong requests.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::num::NonZeroUsize;
use std::thread;
use std::time::Duration;

use korydor::server::{Config, Limits};
use support::{TOKEN, TestServer, body, corridor_report, header_of};

fn server(limits: Limits) -> TestServer {
    TestServer::with(Config {
        token: Some(TOKEN.to_owned()),
        limits,
        ..Config::default()
    })
}

/// Limits that wait as long for nothing as a test likes to.
fn impatient() -> Limits {
    let soon = Duration::from_millis(300);
    Limits {
        head_timeout: soon,
        idle_timeout: soon,
        body_timeout: soon,
        ..Limits::default()
    }
}

/// A socket to the server that has sent `bytes`.
fn socket(server: &TestServer, bytes: &[u8]) -> TcpStream {
    let address = server.url.strip_prefix("http://").unwrap();
    let mut socket = TcpStream::connect(address).unwrap();
    // A server that never closes fails the test instead of holding it.
    socket
        .set_read_timeout(Some(Duration::from_secs(60)))
        .unwrap();
    socket.write_all(bytes).unwrap();
    socket
}

/// All that the server sends before it closes.
fn until_closed(mut socket: TcpStream) -> String {
    let mut answer = Vec::new();
    match socket.read_to_end(&mut answer) {
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => {}
        Err(error) => panic!("the server did not close: {error}"),
    }
    String::from_utf8(answer).unwrap()
}

fn head_of_a_post(length: &str) -> String {
    format!(
        "POST /reports HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nAuthorization: Bearer {TOKEN}\r\n{length}\r\n\r\n"
    )
}

#[test]
fn sockets_that_say_nothing_or_half_a_head_are_closed() {
    let server = server(impatient());
    for said in [
        "",
        "GET /hea",
        "GET /health HTTP/1.1\r\nHost: a\r\nX-Slow: a",
    ] {
        assert_eq!(
            until_closed(socket(&server, said.as_bytes())),
            "",
            "{said:?}"
        );
    }
}

#[test]
fn a_connection_is_kept_for_the_next_request_and_closed_when_none_comes() {
    let server = server(impatient());
    let request = b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n";
    let mut kept = socket(&server, request);
    let mut start = [0; 12];
    kept.read_exact(&mut start).unwrap();
    assert_eq!(&start, b"HTTP/1.1 200");
    kept.write_all(request).unwrap();
    assert!(until_closed(kept).contains("HTTP/1.1 200"));
}

#[test]
fn silent_sockets_leave_room_for_others() {
    let server = server(Limits {
        max_connections: NonZeroUsize::new(8).unwrap(),
        head_timeout: Duration::from_secs(3600),
        ..Limits::default()
    });
    let silent: Vec<TcpStream> = (0..40).map(|_| socket(&server, b"")).collect();
    for _ in 0..3 {
        assert_eq!(server.get("/health").status(), 200);
    }
    let mut silent = silent.into_iter();
    for pushed_out in silent.by_ref().take(32) {
        assert_eq!(until_closed(pushed_out), "");
    }
}

#[test]
fn bodies_that_do_not_arrive_hold_up_nobody_and_end() {
    let server = server(impatient());
    let slow: Vec<TcpStream> = (0..8)
        .map(|_| {
            let head = head_of_a_post("Content-Length: 1000");
            socket(&server, format!("{head}A humanitarian").as_bytes())
        })
        .collect();
    let report = corridor_report("Mariupol", "Berdiansk");
    let sent = server.post("text/plain", report.as_bytes());
    assert_eq!(sent.status(), 201);
    for slow in slow {
        let answer = until_closed(slow);
        assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
        assert!(answer.contains("did not arrive in time"), "{answer}");
    }
}

#[test]
fn while_bodies_are_stalled_everybody_else_is_answered() {
    let waits_for_long = Limits {
        head_timeout: Duration::from_secs(3600),
        body_timeout: Duration::from_secs(3600),
        max_bodies: NonZeroUsize::new(64).unwrap(),
        ..Limits::default()
    };
    let server = server(waits_for_long);
    let report = corridor_report("Mariupol", "Manhush");
    let (begun, rest) = report.split_at(20);
    let head = head_of_a_post(&format!("Content-Length: {}", report.len()));
    let silent: Vec<TcpStream> = (0..40).map(|_| socket(&server, b"")).collect();
    let stalled: Vec<TcpStream> = (0..40)
        .map(|_| socket(&server, format!("{head}{begun}").as_bytes()))
        .collect();
    assert_eq!(server.get("/health").status(), 200);
    for to in ["Berdiansk", "Zaporizhzhia"] {
        let report = corridor_report("Mariupol", to);
        assert_eq!(server.post("text/plain", report.as_bytes()).status(), 201);
    }
    assert_eq!(server.json("/reports")["numberMatched"], 2);
    // They were waited for all the while: each is answered when the rest of it arrives.
    for (number, mut stalled) in stalled.into_iter().enumerate() {
        stalled.write_all(rest.as_bytes()).unwrap();
        let mut start = [0; 12];
        stalled.read_exact(&mut start).unwrap();
        let status: &[u8] = if number == 0 { b"201" } else { b"200" };
        assert_eq!(&start[9..], status);
    }
    assert_eq!(server.json("/reports")["numberMatched"], 3);
    drop(silent);
}

#[test]
fn a_body_that_drips_ends_too() {
    let server = server(impatient());
    let head = head_of_a_post("Content-Length: 100000");
    let mut drip = socket(&server, head.as_bytes());
    // One byte more whenever there is no answer yet: never idle, and never whole.
    drip.set_read_timeout(Some(Duration::from_millis(20)))
        .unwrap();
    let mut start = [0; 12];
    let arrived = (0..100_000).find_map(|_| match drip.read(&mut start) {
        Ok(read) => Some(read),
        Err(_) => {
            drip.write_all(b"a").unwrap();
            None
        }
    });
    assert_eq!(arrived, Some(start.len()));
    assert_eq!(&start, b"HTTP/1.1 408");
}

#[test]
fn more_bodies_than_may_arrive_at_once_end_the_oldest() {
    let server = server(Limits {
        max_bodies: NonZeroUsize::new(2).unwrap(),
        body_timeout: Duration::from_secs(3600),
        ..Limits::default()
    });
    let head = head_of_a_post("Content-Length: 1000");
    let first = socket(&server, head.as_bytes());
    let others: Vec<TcpStream> = (0..3).map(|_| socket(&server, head.as_bytes())).collect();
    let answer = until_closed(first);
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert!(answer.contains("retry-after"), "{answer}");
    let report = corridor_report("Mariupol", "Berdiansk");
    assert_eq!(server.post("text/plain", report.as_bytes()).status(), 201);
    drop(others);
}

#[test]
fn a_report_above_the_limit_is_refused_as_soon_as_that_is_known() {
    let server = server(Limits {
        max_report_bytes: 1000,
        ..Limits::default()
    });
    let announced = server.post("text/plain", "Nothing. ".repeat(200).as_bytes());
    assert_eq!(announced.status(), 413);
    let detail = body(announced)["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("at most 1000 bytes"), "{detail}");

    // Of unknown length, and never whole: the answer does not wait for the end.
    let head = head_of_a_post("Transfer-Encoding: chunked\r\nConnection: close");
    let piece = format!("500\r\n{}\r\n", "a".repeat(0x500));
    let mut unknown = socket(&server, format!("{head}{piece}").as_bytes());
    let mut start = [0; 12];
    unknown.read_exact(&mut start).unwrap();
    assert_eq!(&start, b"HTTP/1.1 413");

    let fits = corridor_report("Mariupol", "Berdiansk");
    assert_eq!(server.post("text/plain", fits.as_bytes()).status(), 201);
}

#[test]
fn a_head_without_end_is_refused() {
    let server = server(Limits::default());
    for head in [
        format!(
            "GET /health HTTP/1.1\r\nHost: a\r\nX-Long: {}\r\n\r\n",
            "a".repeat(20_000)
        ),
        format!(
            "GET /health HTTP/1.1\r\nHost: a\r\n{}\r\n",
            "X-Many: a\r\n".repeat(300)
        ),
    ] {
        let answer = until_closed(socket(&server, head.as_bytes()));
        assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
    }
}

#[test]
fn guessing_at_the_token_is_slowed_and_the_right_one_is_not() {
    let server = server(Limits::default());
    let guess = |number: usize| {
        let token = format!("guess-{number}");
        server.post_with("/reports", "text/plain", b"Nothing.", Some(&token))
    };
    for number in 0..3 {
        let refused = guess(number);
        assert_eq!(refused.status(), 401);
        assert_eq!(header_of(&refused, "www-authenticate"), "Bearer");
    }
    // From here on answers are held back, and of those at most four at once.
    thread::scope(|scope| {
        let guesses: Vec<_> = (3..20)
            .map(|number| scope.spawn(move || guess(number)))
            .collect();
        let report = corridor_report("Mariupol", "Berdiansk");
        let sent = server.post("text/plain", report.as_bytes());
        assert_eq!(sent.status(), 201);
        let answers: Vec<_> = guesses
            .into_iter()
            .map(|guess| guess.join().unwrap())
            .collect();
        let of_status = |status: u16| {
            answers
                .iter()
                .filter(move |answer| answer.status() == status)
        };
        assert_eq!(
            of_status(401).count() + of_status(429).count(),
            answers.len()
        );
        let too_many = of_status(429).next().expect("some are refused at once");
        assert!(!header_of(too_many, "retry-after").is_empty());
    });
}

#[test]
fn a_long_report_is_sent_piece_by_piece_and_whole() {
    let server = server(Limits {
        max_report_bytes: 8 << 20,
        ..Limits::default()
    });
    // Letters of two bytes and marks that JSON escapes, at any place of a piece.
    let text: String = (0..40_000)
        .map(|number| format!("Рядок {number} \"нічого\" тут не сталося.\n"))
        .collect();
    let sent = server.post("text/plain; charset=utf-8", text.as_bytes());
    assert_eq!(sent.status(), 201);
    let sent = body_of_any_length(sent);
    let path = format!("/reports/{}?f=json", sent["id"].as_str().unwrap());
    for coding in ["gzip", "identity"] {
        let got = server.get_with(&path, &[("accept-encoding", coding)]);
        assert_eq!(got.status(), 200);
        let document = body_of_any_length(got);
        let shown = document["text"].as_str().unwrap();
        assert!(shown.len() > 2 << 20 && text.contains(shown));
        assert_eq!(document["reading"]["doc"], sent["id"]);
        assert_eq!(document["links"], sent["links"]);
        assert_eq!(document, sent);
    }
    let mut page = server.get(&path.replace("json", "html"));
    let page = page.body_mut().read_to_string().unwrap();
    assert!(page.contains("too long to be shown as a page"), "{page}");
}

fn body_of_any_length(mut response: ureq::http::Response<ureq::Body>) -> serde_json::Value {
    let config = response.body_mut().with_config().limit(64 << 20);
    config.read_json().unwrap()
}
