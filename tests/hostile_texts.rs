//! No text brings the reader down, and what it finds stands where it says, whatever the text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../fuzz/src/pieces.rs"]
mod pieces;
mod support;

use std::fs;
use std::sync::LazyLock;

use korydor::model::{Reading, SharedText};
use korydor::read::read;
use korydor::report::{Hint, from_bytes};
use korydor::world::World;
use proptest::prelude::*;
use support::{corridor_report, korydor};

static WORLD: LazyLock<World> = LazyLock::new(|| World::embedded().unwrap());

/// Reads a text that may be none; checks that all words stand where the reading says.
fn check(text: &str) {
    if let Ok(report) = from_bytes(text.as_bytes(), &Hint::default()) {
        assert_words_stand_where_said(&read(report, &WORLD));
    }
}

fn assert_words_stand_where_said(reading: &Reading) {
    let letters: Vec<char> = reading.report.text.chars().collect();
    let said = |start: usize, end: usize, words: &SharedText| {
        let found: String = letters.get(start..end).unwrap_or_default().iter().collect();
        assert_eq!(
            found, **words,
            "{start}..{end} of {:?}",
            reading.report.text
        );
    };
    for mention in &reading.mentions {
        said(mention.start, mention.end, &mention.text);
        assert!(mention.start < mention.end, "{mention:?}");
    }
    for name in &reading.unplaced {
        said(name.start, name.end, &name.text);
    }
    let corridors = reading.corridors.iter().map(|corridor| &corridor.quote);
    let events = reading.events.iter().map(|event| &event.quote);
    let claims = reading.control.iter().map(|claim| &claim.quote);
    for quote in corridors.chain(events).chain(claims) {
        said(quote.start, quote.end, &quote.exact);
    }
}

#[test]
fn texts_that_once_brought_the_reader_down_are_read() {
    for text in [
        "El Gen-\neina",
        "El Gen-",
        "Gen-\n\nSumy",
        "Київ-\nСуми",
        "A-",
        "Los\nAngeles",
        "Ivano-\nFrankivsk",
        "From Mariupol to Ivano-\n- Frankivsk",
        "At 1801:59 on 30 March",
        "in 2147483647 days, for 2147483647 days from 30 March",
    ] {
        check(text);
        check(&format!(
            "{}\n{text}",
            corridor_report("Mariupol", "Zaporizhzhia")
        ));
    }
    // A word may carry marks without end.
    check(&format!(
        "Kyi\u{301}{} was shelled.",
        "\u{301}".repeat(300_000)
    ));
}

#[test]
fn a_name_does_not_reach_into_the_next_paragraph() {
    let report = from_bytes("Evacuation: Los\n\nAngeles".as_bytes(), &Hint::default()).unwrap();
    let reading = read(report, &WORLD);
    let named: Vec<&str> = reading.mentions.iter().map(|named| &*named.text).collect();
    assert!(!named.contains(&"Los"), "{named:?}");
}

#[test]
fn a_file_that_cannot_be_read_is_listed_and_the_others_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::create_dir(path("in")).unwrap();
    let good = [
        ("in/1.txt", "El Gen-\neina".to_owned()),
        ("in/2.txt", corridor_report("Mariupol", "Zaporizhzhia")),
        ("in/5.txt", corridor_report("Izium", "Lozova")),
    ];
    for (name, text) in &good {
        fs::write(path(name), text).unwrap();
    }
    fs::write(path("in/3.txt"), b"caf\xe9").unwrap();
    fs::write(path("in/4.txt"), "").unwrap();
    std::os::unix::fs::symlink(path("nowhere"), path("in/6.txt")).unwrap();
    let store = path("store.gpkg");

    let kept = korydor()
        .args(["ingest", &path("in"), "--store", &store])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&kept.stderr).into_owned();
    assert_eq!(kept.status.code(), Some(1), "{said}");
    assert!(said.contains("3 new, 0 known, 3 failed"), "{said}");
    for bad in ["3.txt", "4.txt", "6.txt"] {
        assert!(said.contains(&path(&format!("in/{bad}"))), "{bad}: {said}");
    }

    let read = korydor()
        .args(["read", "--format", "jsonl", &path("in")])
        .output()
        .unwrap();
    assert_eq!(read.status.code(), Some(1));
    let lines = String::from_utf8(read.stdout).unwrap();
    assert_eq!(lines.lines().count(), good.len());
}

#[test]
fn a_sentence_without_end_is_read_in_parts_and_that_is_said() {
    for unit in [
        "from Mariupol to Zaporizhzhia, from Sumy to Poltava; ",
        "HUMANITARIAN CORRIDOR FROM MARIUPOL TO ZAPORIZHZHIA AGREED ",
        "Russia agreed and Kyiv rejected and the Russian side denied ",
        "Ivan Petrov of Xarbolum said that Vertobul ",
        "Russian forces captured Izium and shelled Kharkiv and ",
        "гуманітарний коридор з Маріуполя до Запоріжжя погоджено та ",
        "\"Kyiv\" (Sumy) → Mariupol – 12, ",
        "U.S.A.B.",
    ] {
        let text = format!(
            "Humanitarian corridors for civilians amid shelling {}",
            unit.repeat(80_000 / unit.len())
        );
        let report = from_bytes(text.as_bytes(), &Hint::default()).unwrap();
        let reading = read(report, &WORLD);
        assert_words_stand_where_said(&reading);
        let said = |problem: &korydor::model::Problem| problem.code == "long_sentences";
        assert!(reading.problems.iter().any(said), "{unit}");
        let quotes = reading.corridors.iter().map(|corridor| &corridor.quote);
        for quote in quotes {
            assert!(quote.exact.split_whitespace().count() <= 500, "{unit}");
        }
    }
    let usual = from_bytes(
        corridor_report("Mariupol", "Zaporizhzhia").as_bytes(),
        &Hint::default(),
    );
    let reading = read(usual.unwrap(), &WORLD);
    let codes: Vec<&str> = reading
        .problems
        .iter()
        .map(|problem| &*problem.code)
        .collect();
    assert!(!codes.contains(&"long_sentences"), "{codes:?}");
}

/// What texts of reports are made of, and what they should not be made of.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => prop::sample::select(pieces::pieces()),
        1 => any::<char>().prop_map(String::from),
        1 => "\\PC{1,6}",
        1 => "[A-Z][a-z]{1,9}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_the_text_its_words_stand_where_the_reading_says(
        pieces in prop::collection::vec(piece(), 1..60)
    ) {
        check(&pieces.concat());
    }
}
