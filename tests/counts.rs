//! What a number counts: sentences about passages with numbers of people who move by them, and of
//! others, one a line of `tests/counts/*.tsv`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::LazyLock;

use korydor::model::Reading;
use korydor::report::{Hint, from_text};
use korydor::world::World;

static WORLD: LazyLock<World> = LazyLock::new(|| World::embedded().unwrap());

fn reading(text: &str) -> Reading {
    let hint = Hint {
        published: Some("2022-04-10".to_owned()),
        ..Hint::default()
    };
    korydor::read::read(from_text(text.to_owned(), &hint).unwrap(), &WORLD)
}

/// The words that are listed as no count of this passage.
fn left_out(reading: &Reading) -> Vec<String> {
    let problems = reading.problems.iter();
    let counts = problems.filter(|problem| problem.code.starts_with("count_"));
    counts
        .filter_map(|problem| Some(problem.quote.as_ref()?.exact.to_string()))
        .collect()
}

fn table(table: &str) {
    let mut wrong = Vec::new();
    let (mut moved, mut others) = (0, 0);
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (text, expected) = line.split_once('\t').expect(line);
        let reading = reading(text);
        let counts: Vec<u32> = reading
            .corridors
            .iter()
            .filter_map(|corridor| corridor.people_moved)
            .collect();
        let listed = left_out(&reading);
        let is_right = match expected.parse::<u32>() {
            Ok(number) => {
                moved += 1;
                counts == [number]
            }
            Err(_) => {
                others += 1;
                counts.is_empty() && (expected == "~" || !listed.is_empty())
            }
        };
        if !is_right {
            wrong.push(format!(
                "{text}\n    expected {expected}, found {counts:?} in {} corridors, listed {listed:?}",
                reading.corridors.len()
            ));
        }
    }
    assert!(moved >= 28 && others >= 28, "{moved} and {others} cases");
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn english_numbers_of_people_count_those_who_move() {
    table(include_str!("counts/en.tsv"));
}

#[test]
fn ukrainian_numbers_of_people_count_those_who_move() {
    table(include_str!("counts/uk.tsv"));
}

#[test]
fn russian_numbers_of_people_count_those_who_move() {
    table(include_str!("counts/ru.tsv"));
}

#[test]
fn vehicles_and_settlements_are_counted_where_they_take_part() {
    for (text, vehicles) in [
        (
            "45 buses left Mariupol for Zaporizhzhia by a humanitarian corridor with evacuated people.",
            Some(45),
        ),
        (
            "A convoy of 45 buses took people from Mariupol to Zaporizhzhia by a humanitarian corridor.",
            Some(45),
        ),
        (
            "12 buses were destroyed on the humanitarian corridor from Mariupol to Zaporizhzhia.",
            None,
        ),
        (
            "Гуманітарним коридором з Маріуполя до Запоріжжя людей вивезли 45 автобусів.",
            Some(45),
        ),
        (
            "На гуманітарному коридорі з Маріуполя до Запоріжжя обстріляно 12 автобусів.",
            None,
        ),
        (
            "По гуманитарному коридору из Мариуполя в Запорожье людей вывезли 45 автобусов.",
            Some(45),
        ),
        (
            "На гуманитарном коридоре из Мариуполя в Запорожье сгорели 12 автобусов.",
            None,
        ),
    ] {
        let reading = reading(text);
        let corridor = reading.corridors.first().expect(text);
        assert_eq!(corridor.vehicles, vehicles, "{text}");
        assert_eq!(left_out(&reading).is_empty(), vehicles.is_some(), "{text}");
    }
    for (text, settlements) in [
        (
            "Ukraine proposes humanitarian corridors to the 97 most affected settlements in Kharkiv and Kyiv regions.",
            Some(97),
        ),
        (
            "Humanitarian corridors are needed: 97 settlements were shelled in Kharkiv and Kyiv regions.",
            None,
        ),
    ] {
        let reading = reading(text);
        let counts: Vec<u32> = reading
            .corridors
            .iter()
            .filter_map(|corridor| corridor.settlements)
            .collect();
        assert_eq!(counts.first().copied(), settlements, "{text}");
    }
}

#[test]
fn settlements_that_passages_are_proposed_for_are_counted() {
    for (sentence, expected) in [
        (
            "Residents are to be evacuated by bus. The delegation received proposals on humanitarian corridors to the 54 most-affected settlements in Kharkiv, Kyiv and Sumy regions.",
            Some(54),
        ),
        (
            "Residents are to be evacuated by bus. Proposals were handed over on humanitarian corridors to 31 settlements in Kherson and Mykolaiv regions.",
            Some(31),
        ),
        (
            "The evacuation goes on, and 80 settlements in Kharkiv, Kyiv and Sumy regions are without power.",
            None,
        ),
    ] {
        let hint = korydor::report::Hint {
            published: Some("2022-03-30".into()),
            ..korydor::report::Hint::default()
        };
        let report = korydor::report::from_text(sentence.into(), &hint).unwrap();
        let reading = korydor::read::read(report, &korydor::world::World::embedded().unwrap());
        let found = reading
            .corridors
            .iter()
            .find_map(|corridor| corridor.settlements);
        assert_eq!(found, expected, "{sentence}");
    }
}
