//! Counts, days and hours of statements are whole phrases or none, and what is not understood is
//! listed with its words.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::LazyLock;

use korydor::model::Reading;
use korydor::report::{Hint, from_text};
use korydor::world::World;

static WORLD: LazyLock<World> = LazyLock::new(|| World::embedded().unwrap());

fn reading(text: &str, published: &str) -> Reading {
    let hint = Hint {
        published: Some(published.to_owned()),
        ..Hint::default()
    };
    korydor::read::read(from_text(text.to_owned(), &hint).unwrap(), &WORLD)
}

/// The words that are listed as not understood, with their codes.
fn listed(reading: &Reading) -> Vec<(String, String)> {
    let problems = reading.problems.iter();
    problems
        .filter_map(|problem| {
            let quote = problem.quote.as_ref()?;
            let words: String = reading
                .report
                .text
                .chars()
                .skip(quote.start)
                .take(quote.end - quote.start)
                .collect();
            assert_eq!(words, *quote.exact, "offsets of {}", problem.code);
            Some((problem.code.clone(), words))
        })
        .collect()
}

#[test]
fn people_and_vehicles_are_counted_by_whole_phrases_or_not_at_all() {
    for (text, people, vehicles, listed_words) in [
        (
            "40 тисяч людей евакуювали з Маріуполя до Запоріжжя гуманітарним коридором.",
            Some(40_000),
            None,
            "",
        ),
        (
            "Гуманітарним коридором 2,5 тис. людей вивезли з Маріуполя до Запоріжжя.",
            Some(2_500),
            None,
            "",
        ),
        (
            "12 345 people were evacuated from Mariupol to Zaporizhzhia by a humanitarian corridor.",
            Some(12_345),
            None,
            "",
        ),
        (
            "2k people were evacuated from Mariupol to Zaporizhzhia by a humanitarian corridor.",
            Some(2_000),
            None,
            "",
        ),
        (
            "Some 45 buses with two thousand three hundred people were evacuated from Mariupol to Zaporizhzhia.",
            Some(2_300),
            Some(45),
            "",
        ),
        (
            "По гуманитарному коридору две с половиной тысячи человек вывезли из Мариуполя в Запорожье.",
            Some(2_500),
            None,
            "",
        ),
        (
            "200 to 300 people were evacuated from Mariupol to Zaporizhzhia by a humanitarian corridor.",
            None,
            None,
            "200 to 300",
        ),
        (
            "About half of 3,000 people were evacuated from Mariupol to Zaporizhzhia by a humanitarian corridor.",
            None,
            None,
            "half of 3,000",
        ),
        (
            "At least 200 people were evacuated from Mariupol to Zaporizhzhia by a humanitarian corridor.",
            None,
            None,
            "At least 200",
        ),
        (
            "Dozens of people were evacuated from Mariupol to Zaporizhzhia by a humanitarian corridor.",
            None,
            None,
            "Dozens",
        ),
        (
            "In 2022 people were evacuated from Mariupol to Zaporizhzhia by a humanitarian corridor.",
            None,
            None,
            "",
        ),
    ] {
        let reading = reading(text, "2022-03-30");
        let corridor = reading.corridors.first().expect(text);
        assert_eq!(corridor.people_moved, people, "{text}");
        assert_eq!(corridor.vehicles, vehicles, "{text}");
        let words: Vec<String> = listed(&reading)
            .into_iter()
            .filter(|(code, _)| code == "count_not_understood")
            .map(|(_, words)| words)
            .collect();
        assert_eq!(words.join(", "), listed_words, "{text}");
    }
}

#[test]
fn a_day_that_is_not_understood_is_no_other_day_and_is_listed() {
    for (text, published, day, listed_words) in [
        (
            "A humanitarian corridor from Sumy to Poltava will open on 12.06.2023.",
            "2023-06-11",
            Some("2023-06-12"),
            "",
        ),
        (
            "A humanitarian corridor from Sumy to Poltava will open the day after tomorrow.",
            "2022-03-30",
            Some("2022-04-01"),
            "",
        ),
        (
            "Гуманітарний коридор із Сум до Полтави запрацює післязавтра.",
            "2022-03-30",
            Some("2022-04-01"),
            "",
        ),
        (
            "Гуманитарный коридор из Сум в Полтаву откроют послезавтра.",
            "2022-03-30",
            Some("2022-04-01"),
            "",
        ),
        (
            "A humanitarian corridor from Sumy to Poltava will open on 03/04/2022.",
            "2022-03-30",
            None,
            "03/04/2022",
        ),
        (
            "A humanitarian corridor from Sumy to Poltava will open this weekend.",
            "2022-03-30",
            None,
            "this weekend",
        ),
        (
            "A humanitarian corridor from Sumy to Poltava will open on 31 June.",
            "2022-06-20",
            None,
            "31 June",
        ),
        (
            "Humanitarian corridors were agreed for this weekend. People leave Sumy for Poltava by bus.",
            "2022-03-30",
            None,
            "this weekend",
        ),
        (
            "A humanitarian corridor from Sumy to Poltava will open.",
            "2022-03-30",
            None,
            "",
        ),
    ] {
        let reading = reading(text, published);
        let corridor = reading.corridors.first().expect(text);
        assert_eq!(corridor.valid_from.as_deref(), day, "{text}");
        assert_eq!(
            corridor.day_not_understood,
            !listed_words.is_empty(),
            "{text}"
        );
        let words: Vec<String> = listed(&reading)
            .into_iter()
            .filter(|(code, _)| code == "day_not_understood")
            .map(|(_, words)| words)
            .collect();
        assert_eq!(words.join(", "), listed_words, "{text}");
    }
}

#[test]
fn numeric_dates_are_read_in_the_order_that_the_report_settles() {
    let settled = "Aid came on 25/03/2022. A humanitarian corridor from Sumy to Poltava will open on 03/04/2022.";
    let corridors = reading(settled, "2022-03-30").corridors;
    assert_eq!(corridors[0].valid_from.as_deref(), Some("2022-04-03"));
}

#[test]
fn hours_share_their_half_of_the_day_and_are_listed_where_they_are_none() {
    let text = "The humanitarian corridor from Gaza City to Khan Younis is open from 9 to 5 pm.";
    let window = reading(text, "2023-11-09").corridors[0].time_window.clone();
    let window = window.unwrap();
    assert_eq!(window.start.as_deref(), Some("09:00"));
    assert_eq!(window.end.as_deref(), Some("17:00"));

    let text = "The humanitarian corridor from Gaza City to Khan Younis opens at 25:00.";
    let reading = reading(text, "2023-11-09");
    assert_eq!(reading.corridors[0].time_window, None);
    let expected = ("hours_not_understood".to_owned(), "at 25:00".to_owned());
    assert_eq!(listed(&reading), [expected]);
}

#[test]
fn events_and_claims_take_the_day_of_their_sentence() {
    for (text, day, is_untold) in [
        (
            "On 28 March Russian troops shelled Kharkiv, the governor said.",
            Some("2022-03-28"),
            false,
        ),
        (
            "Вчора російські війська обстріляли Харків.",
            Some("2022-03-29"),
            false,
        ),
        ("Russian troops shelled Kharkiv this week.", None, true),
        ("Russian troops shelled Kharkiv.", None, false),
    ] {
        let reading = reading(text, "2022-03-30");
        let event = reading.events.first().expect(text);
        assert_eq!(event.when.day.as_deref(), day, "{text}");
        assert_eq!(event.when.day_not_understood, is_untold, "{text}");
    }
    let text = "Russian troops captured Izium on 24 March.";
    let claims = reading(text, "2022-03-30").control;
    assert_eq!(claims[0].when.day.as_deref(), Some("2022-03-24"));
}

#[test]
fn offsets_of_what_is_listed_hold_in_long_reports() {
    let filler = "Автобуси вирушили вранці та прибули ввечері.\n".repeat(1_800);
    let text = format!(
        "{filler}Щонайменше 200 людей вивезли з Маріуполя до Запоріжжя гуманітарним коридором.\n"
    );
    let listed = listed(&reading(&text, "2022-03-30"));
    let expected = (
        "count_not_understood".to_owned(),
        "Щонайменше 200".to_owned(),
    );
    assert!(listed.contains(&expected), "{listed:?}");
}
