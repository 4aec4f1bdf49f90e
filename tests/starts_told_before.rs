//! Where people start of whom a sentence says only where they go: the sentences before it, or the heading, have told.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use korydor::read::read;
use korydor::report::{Hint, from_text};
use korydor::world::World;

static WORLD: LazyLock<World> = LazyLock::new(|| World::embedded().unwrap());

const CASES: &str = include_str!("starts_told_before.tsv");

/// The ways that a text states, "A > B", by the words for their ends; those without both ends are left out.
fn ways(text: &str) -> BTreeSet<String> {
    let hint = Hint {
        published: Some("2022-05-10".into()),
        ..Hint::default()
    };
    let reading = read(from_text(text.into(), &hint).unwrap(), &WORLD);
    let mut ways = BTreeSet::new();
    for corridor in &reading.corridors {
        for from in &corridor.from {
            for to in &corridor.to {
                ways.insert(format!("{} > {}", from.text, to.text));
            }
        }
    }
    ways
}

#[test]
fn a_sentence_that_says_only_where_people_go_takes_their_start_from_before() {
    let mut faults = Vec::new();
    for line in CASES.lines().filter(|line| !line.starts_with('#')) {
        let (text, expected) = line.split_once('\t').unwrap();
        let expected: BTreeSet<String> = expected
            .split(';')
            .map(|way| way.trim().to_owned())
            .filter(|way| !way.is_empty())
            .collect();
        let found = ways(&text.replace('|', "\n"));
        if found != expected {
            faults.push(format!("{text}\n  found {found:?}\n  not {expected:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_sentence_that_tells_the_start_is_shown() {
    let text = "Evacuation goes on.\n\nVolunteers got 24 people out of Lysychansk on Thursday. They were driven on to Dnipro.";
    let hint = Hint::default();
    let reading = read(from_text(text.into(), &hint).unwrap(), &WORLD);
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
