//! Where people start: told by the sentences before, or by the heading, of those of whom a sentence says only where they go; or
//! told alone.
#![allow(clippy::unwrap_used)]

mod reading;

use korydor::model::PlaceRef;
use reading::reading_on;
use std::collections::BTreeSet;

const CASES: &str = include_str!("starts_told_before.tsv");
const ORIGINS_ALONE: &str = include_str!("origins_alone.tsv");

/// The ways that a text states, "A > B", by the words for their ends, with a dash for none.
fn ways(text: &str) -> BTreeSet<String> {
    let reading = reading_on("2022-05-10", text);
    let mut ways = BTreeSet::new();
    for corridor in &reading.corridors {
        for from in words(&corridor.from) {
            for to in words(&corridor.to) {
                ways.insert(format!("{from} > {to}"));
            }
        }
    }
    ways
}

fn words(ends: &[PlaceRef]) -> Vec<String> {
    match ends {
        [] => vec!["-".to_owned()],
        _ => ends.iter().map(|end| end.text.to_string()).collect(),
    }
}

/// What is wrong with the ways of the texts of a table, a line each; `counts` says which ways are looked at.
fn faults(table: &str, counts: fn(&String) -> bool) -> Vec<String> {
    let mut faults = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (text, expected) = line.split_once('\t').unwrap();
        let ways_of = |ways: &str| -> BTreeSet<String> {
            let ways = ways.split(';').map(|way| way.trim().to_owned());
            ways.filter(|way| !way.is_empty()).collect()
        };
        let expected = ways_of(expected);
        let found: BTreeSet<String> = ways(&text.replace('|', "\n"))
            .into_iter()
            .filter(counts)
            .collect();
        if found != expected {
            faults.push(format!("{text}\n  found {found:?}\n  not {expected:?}"));
        }
    }
    faults
}

#[test]
fn a_sentence_that_says_only_where_people_go_takes_their_start_from_before() {
    let faults = faults(CASES, |way| {
        !way.ends_with("> -") && !way.starts_with("- >")
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn where_people_are_taken_away_is_stated_without_where_they_go() {
    let faults = faults(ORIGINS_ALONE, |_| true);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_sentence_that_tells_the_start_is_shown() {
    let text = "Evacuation goes on.\n\nVolunteers got 24 people out of Lysychansk on Thursday. They were driven on to Dnipro.";
    let reading = reading_on("2022-05-10", text);
    let shown: Vec<String> = reading
        .corridors
        .iter()
        .flat_map(|corridor| corridor.context.iter().chain([&corridor.quote]))
        .map(|quote| quote.exact.to_string())
        .collect();
    assert!(
        shown.iter().any(|quote| quote.contains("Lysychansk")),
        "{shown:?}"
    );
    assert!(
        shown.iter().any(|quote| quote.contains("Dnipro")),
        "{shown:?}"
    );
}
