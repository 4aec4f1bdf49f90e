//! Places behind a list of ends: who speaks or acts there, what only says where another place lies,
//! and what is one more end. One sentence a line of `tests/acting/*.tsv`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod reading;

use korydor::model::Reading;
use reading::{reading_on, words};

fn reading(text: String) -> Reading {
    reading_on("2022-04-10", &text)
}

/// The corridors of a reading; those that share origins and way stand together.
fn told(reading: &Reading) -> String {
    let mut ways: Vec<(String, Vec<String>)> = Vec::new();
    for corridor in &reading.corridors {
        let (from, via) = (words(&corridor.from), words(&corridor.via));
        let way = if via == "-" {
            from
        } else {
            format!("{from} > {via}")
        };
        let to = words(&corridor.to);
        match ways.iter_mut().find(|(known, _)| *known == way) {
            Some((_, ends)) => ends.push(to),
            None => ways.push((way, vec![to])),
        }
    }
    let lines = ways
        .iter()
        .map(|(way, ends)| format!("{way} > {}", ends.join("+")));
    lines.collect::<Vec<_>>().join("; ")
}

/// Reads each sentence of a table under a headline that speaks of passages.
fn table(headline: &str, table: &str) {
    let mut wrong = Vec::new();
    let (mut apart, mut lists) = (0, 0);
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (kind, rest) = line.split_once('\t').expect(line);
        let (text, expected) = rest.split_once('\t').expect(line);
        match kind {
            "acts" | "lies" => apart += 1,
            "list" => lists += 1,
            _ => panic!("{kind} is no kind: {line}"),
        }
        let text = text.replace("\\n", "\n");
        let found = told(&reading(format!("{headline}\n\n{text}")));
        if found != expected {
            wrong.push(format!(
                "{text}\n    expected {expected}\n    found    {found}"
            ));
        }
    }
    assert!(apart >= 20 && lists >= 10, "{apart} and {lists} cases");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn english_places_that_act_are_no_ends() {
    table(
        "Humanitarian corridors: evacuation of civilians under shelling goes on",
        include_str!("acting/en.tsv"),
    );
}

#[test]
fn ukrainian_places_that_act_are_no_ends() {
    table(
        "Гуманітарні коридори: евакуація цивільних з-під обстрілів триває",
        include_str!("acting/uk.tsv"),
    );
}

#[test]
fn russian_places_that_act_are_no_ends() {
    table(
        "Гуманитарные коридоры: эвакуация мирных жителей из-под обстрелов продолжается",
        include_str!("acting/ru.tsv"),
    );
}
