//! Each field of a statement leads to the words that say it, or says that it is inferred.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use korydor::model::{CorridorField, Reading, Span};
use korydor::read::read;
use korydor::report::{Hint, from_text};
use korydor::world::World;

fn reading(text: &str, world: &World) -> Reading {
    let hint = Hint {
        published: Some("2022-04-04".into()),
        ..Hint::default()
    };
    read(from_text(text.into(), &hint).unwrap(), world)
}

fn words(text: &str, span: Span) -> String {
    let letters = text.chars().skip(span.start);
    letters.take(span.end - span.start).collect()
}

type Case = (
    &'static str,
    &'static [(CorridorField, &'static [&'static str])],
);

const CASES: &[Case] = &[
    (
        "Ivan Fedorov, the mayor of Melitopol, said on Monday that a humanitarian corridor from Melitopol to \
         Zaporizhzhia was open on 4 April from 9:00 to 12:00. 300 people left by buses.",
        &[
            (CorridorField::From, &["Melitopol"]),
            (CorridorField::To, &["Zaporizhzhia"]),
            (CorridorField::Status, &["was open"]),
            (CorridorField::AnnouncedBy, &["Ivan Fedorov"]),
            (CorridorField::ValidFrom, &["4 April"]),
            (CorridorField::TimeWindow, &["from 9:00 to 12:00"]),
        ],
    ),
    (
        "Iryna Vereshchuk named the humanitarian corridors of the day.\n\nSeven corridors were agreed, she said.\n\n\
         - from Mariupol to Zaporizhzhia by private cars\n- from Popasna to Bakhmut",
        &[
            (CorridorField::Status, &["agreed"]),
            (CorridorField::AnnouncedBy, &["Iryna Vereshchuk", "she"]),
            (CorridorField::Mode, &["private cars"]),
        ],
    ),
    (
        "Гуманітарний коридор із Сум до Полтави погоджено на 8 березня, повідомив Дмитро Живицький. Автобусами \
         вивезли 1,5 тисячі людей із Сум до Полтави.",
        &[
            (CorridorField::Status, &["погоджено"]),
            (CorridorField::AnnouncedBy, &["Дмитро Живицький"]),
            (CorridorField::ValidFrom, &["8 березня"]),
        ],
    ),
    (
        "Гуманитарный коридор из Сум в Полтаву сорван, сообщил Дмитрий Живицкий.",
        &[
            (CorridorField::Status, &["сорван"]),
            (CorridorField::AnnouncedBy, &["Дмитрий Живицкий"]),
        ],
    ),
];

#[test]
fn the_words_of_each_field_are_those_that_say_it() {
    let world = World::embedded().unwrap();
    for (text, expected) in CASES {
        let reading = reading(text, &world);
        let corridor = reading.corridors.first().expect(text);
        for (field, said) in *expected {
            let mut found: Vec<String> = corridor
                .evidence
                .of(*field)
                .map(|span| words(&reading.report.text, span))
                .collect();
            found.sort();
            let mut said = said.to_vec();
            said.sort_unstable();
            assert_eq!(found, said, "{field:?} of {text}");
            assert!(!corridor.inferred.contains(field), "{field:?} of {text}");
        }
    }
}

#[test]
fn what_no_words_say_is_inferred_and_says_so() {
    let world = World::embedded().unwrap();
    let text = "Humanitarian corridors on 4 April:\n\n- from Mariupol to Zaporizhzhia\n- from Popasna to Bakhmut";
    let reading = reading(text, &world);
    assert_eq!(reading.corridors.len(), 2);
    for corridor in &reading.corridors {
        assert!(corridor.inferred.contains(&CorridorField::Status));
        assert_eq!(corridor.rule, "line-of-list");
    }
}

#[test]
fn a_later_sentence_that_changes_a_statement_is_its_evidence() {
    let world = World::embedded().unwrap();
    let text = "A humanitarian corridor from Mariupol to Zaporizhzhia was agreed. But the convoy was not let through.";
    let reading = reading(text, &world);
    let [corridor] = &reading.corridors[..] else {
        panic!("{:?}", reading.corridors);
    };
    let status: Vec<String> = corridor
        .evidence
        .of(CorridorField::Status)
        .map(|span| words(text, span))
        .collect();
    assert_eq!(status, ["was not let"]);
    assert_eq!(corridor.completed_by, ["status-told-later"]);
}

#[test]
fn fighting_and_control_lead_to_their_words() {
    let world = World::embedded().unwrap();
    let text = "Pavlo Kyrylenko said that Russian artillery shelled Bakhmut on 3 April. Russian-occupied Izium is without power.";
    let reading = reading(text, &world);
    let event = reading
        .events
        .iter()
        .find(|event| event.place.text == *"Bakhmut")
        .unwrap();
    let kind: Vec<String> = event
        .evidence
        .kind
        .iter()
        .map(|span| words(text, *span))
        .collect();
    assert_eq!(kind, ["artillery", "shelled"]);
    assert_eq!(
        event
            .evidence
            .by
            .first()
            .map(|span| words(text, *span))
            .as_deref(),
        Some("Pavlo Kyrylenko")
    );
    assert_eq!(
        event
            .evidence
            .day
            .first()
            .map(|span| words(text, *span))
            .as_deref(),
        Some("3 April")
    );
    let claim = reading
        .control
        .iter()
        .find(|claim| claim.place.text == *"Izium")
        .unwrap();
    assert_eq!(
        claim
            .evidence
            .place
            .first()
            .map(|span| words(text, *span))
            .as_deref(),
        Some("Izium")
    );
    assert!(!claim.evidence.party.is_empty() && !claim.rule.is_empty());
}

/// Over all sample reports: what is set has words or is inferred, and never both nor neither.
#[test]
fn every_field_of_the_samples_has_words_or_is_inferred() {
    let world = World::embedded().unwrap();
    let mut seen = 0;
    for file in std::fs::read_dir("geodata/reports").unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let reading = read(from_text(text, &Hint::default()).unwrap(), &world);
        let length = reading.report.text.chars().count();
        for corridor in &reading.corridors {
            for field in CorridorField::ALL {
                let mut spans = corridor.evidence.of(field);
                let has_words = spans.next().is_some();
                assert!(spans.all(|span| span.start < span.end && span.end <= length));
                let is_inferred = corridor.inferred.contains(&field);
                assert_eq!(
                    corridor.says(field),
                    has_words || is_inferred,
                    "{field:?} {corridor:?}"
                );
                assert!(!(has_words && is_inferred), "{field:?} {corridor:?}");
                seen += usize::from(has_words);
            }
        }
    }
    assert!(seen > 800, "{seen}");
}
