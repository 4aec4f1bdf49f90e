//! Reading, by examples: a sentence or a short report in, the statements out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::LazyLock;

use korydor::model::{CorridorField, PlaceRef, Reading};
use korydor::read::read;
use korydor::report::{Hint, from_text};
use korydor::world::World;

static WORLD: LazyLock<World> = LazyLock::new(|| World::embedded().unwrap());

fn reading_of(text: &str) -> Reading {
    let hint = Hint {
        published: Some("2022-03-30".into()),
        ..Hint::default()
    };
    read(from_text(text.into(), &hint).unwrap(), &WORLD)
}

fn names(places: &[PlaceRef]) -> String {
    places
        .iter()
        .map(|place| place.place.name.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}

fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .unwrap()
        .as_str()
        .unwrap_or("-")
        .to_owned()
}

/// Corridors in a line each: `origins > via > destinations | status | purposes | mode`.
fn corridors(text: &str) -> Vec<String> {
    let reading = reading_of(text);
    let line = |corridor: &korydor::model::Corridor| {
        let way: Vec<String> = [&corridor.from, &corridor.via, &corridor.to]
            .into_iter()
            .filter(|places| !places.is_empty())
            .map(|places| names(places))
            .collect();
        let purposes: Vec<String> = corridor.purpose.iter().map(word).collect();
        format!(
            "{} | {} | {} | {}",
            way.join(" > "),
            word(corridor.status),
            purposes.join("+"),
            word(corridor.mode)
        )
    };
    reading.corridors.iter().map(line).collect()
}

const EVACUATION: &str = "civilian_evacuation";
const AID: &str = "aid_delivery";

/// One example a rule: the forms in which announcements put a corridor.
#[test]
fn each_form_of_an_announcement_yields_its_corridor() {
    let both = format!("{EVACUATION}+{AID}");
    let cases: &[(&str, &[String])] = &[
        // from A to B
        (
            "A humanitarian corridor from Enerhodar to Zaporizhzhia has been agreed.",
            &[format!(
                "Enerhodar > Zaporizhzhia | agreed | {EVACUATION} | -"
            )],
        ),
        // A – B, a line of a list
        (
            "Evacuation corridors agreed for today:\n• Izium – Lozova;\n• Volnovakha – Pokrovsk.",
            &[
                format!("Izium > Lozova | agreed | {EVACUATION} | -"),
                format!("Volnovakha > Pokrovsk | agreed | {EVACUATION} | -"),
            ],
        ),
        // several origins share a destination
        (
            "People are being evacuated from Bucha, Irpin and Hostomel to Kyiv by bus.",
            &[format!(
                "Bucha, Irpin, Hostomel > Kyiv | open | {EVACUATION} | bus"
            )],
        ),
        // via, in order
        (
            "The evacuation route from Mariupol to Zaporizhzhia through Manhush, Berdiansk and Tokmak is open.",
            &[format!(
                "Mariupol > Manhush, Berdiansk, Tokmak > Zaporizhzhia | open | {EVACUATION} | -"
            )],
        ),
        // aid goes the other way
        (
            "Trucks with humanitarian aid are on the way from Zaporizhzhia to Enerhodar.",
            &[format!("Zaporizhzhia > Enerhodar | open | {AID} | -")],
        ),
        // a heading gives the end to the lines below it
        (
            "Humanitarian corridors agreed for Friday\nTo Bakhmut, by bus:\n- Lysychansk\n- Popasna and Rubizhne",
            &[
                format!("Lysychansk > Bakhmut | agreed | {EVACUATION} | bus"),
                format!("Popasna, Rubizhne > Bakhmut | agreed | {EVACUATION} | bus"),
            ],
        ),
        // several corridors in one sentence, words shared
        (
            "Открываются гуманитарные коридоры: один из Киева в Гомель, два из Сум — в Белгород и в Полтаву.",
            &[
                format!("Kyiv > Homiel | open | {EVACUATION} | -"),
                format!("Sumy > Belgorod | open | {EVACUATION} | -"),
                format!("Sumy > Poltava | open | {EVACUATION} | -"),
            ],
        ),
        // a later sentence gives the mode
        (
            "Узгоджено гуманітарні коридори.\nМаріуполь – Запоріжжя.\nЛюдей вивозитимуть автобусами.",
            &[format!(
                "Mariupol > Zaporizhzhia | agreed | {EVACUATION} | bus"
            )],
        ),
        // people of one place leave another on their way
        (
            "Евакуаційна колона з мешканцями Енергодара виїхала з Василівки і прямує до Запоріжжя.",
            &[format!(
                "Enerhodar > Vasylivka > Zaporizhzhia | open | {EVACUATION} | -"
            )],
        ),
        // buses fetch people and go back
        (
            "Evacuation buses left Zaporizhzhia to fetch residents from Berdiansk.",
            &[format!(
                "Berdiansk > Zaporizhzhia | open | {EVACUATION} | bus"
            )],
        ),
        // one end is stated
        (
            "The humanitarian corridor out of Mariupol failed to work on Wednesday.",
            &[format!("Mariupol | failed | {EVACUATION} | -")],
        ),
        // an offer that is turned down
        (
            "Kyiv rejected the offer of a humanitarian corridor from Kharkiv to Belgorod.",
            &[format!("Kharkiv > Belgorod | rejected | {EVACUATION} | -")],
        ),
        // both purposes
        (
            "Tokmak residents will be evacuated to Zaporizhzhia by the buses that bring in humanitarian aid.",
            &[format!("Tokmak > Zaporizhzhia | planned | {both} | bus")],
        ),
        // another war
        (
            "The evacuation of the wounded from Aleppo to Idlib was suspended, the Red Crescent said.",
            &["Aleppo > Idlib | suspended | medical_evacuation | -".into()],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(corridors(text), *expected, "{text}");
    }
}

#[test]
fn what_is_no_humanitarian_corridor_yields_none() {
    for text in [
        "The economic corridor from Gwadar to Kashgar will be opened next year.",
        "The Suwalki corridor worries NATO; troops moved from Suwalki to Vilnius.",
        "Grain ships left Odesa for Istanbul through the grain corridor despite the war.",
        "Russian troops advanced from Izium to Sloviansk.",
        "У лікарняних коридорах Харкова лежать поранені.",
        "A humanitarian corridor is a way agreed by the sides on which civilians can leave a city in war.",
        "Trains with copper leave Kolwezi for Lobito twice a week.",
    ] {
        assert_eq!(corridors(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn the_announcement_of_30_march_2022_becomes_its_corridors() {
    let text = include_str!("../geodata/reports/2022-03-30-three-corridors.en.txt");
    let (_, text) = text.rsplit_once("---\n").unwrap();
    assert_eq!(
        corridors(text),
        [
            "Mariupol > Berdiansk | agreed | civilian_evacuation+aid_delivery | -",
            "Melitopol > Zaporizhzhia | agreed | civilian_evacuation+aid_delivery | -",
            "Enerhodar > Zaporizhzhia | agreed | civilian_evacuation | own_vehicle",
            "Kharkiv Oblast, Kyiv Oblast, Kherson Oblast, Chernihiv Oblast, Sumy Oblast, Zaporizhzhia Oblast, \
             Donetsk Oblast, Luhansk Oblast, Mykolaiv Oblast | proposed | civilian_evacuation | -",
            "Mariupol | failed | civilian_evacuation | -",
        ]
    );
    let reading = reading_of(text);
    let melitopol = &reading.corridors[1];
    assert_eq!(
        melitopol.inferred,
        [CorridorField::To],
        "its end is not stated"
    );
    assert_eq!(
        reading.corridors[0].announced_by.as_deref(),
        Some("Iryna Vereshchuk")
    );
    assert_eq!(
        reading.corridors[4].announced_by.as_deref(),
        Some("Pavlo Kyrylenko")
    );
    assert_eq!(reading.corridors[3].settlements, Some(97));
    let fighting: Vec<String> = reading
        .events
        .iter()
        .map(|event| format!("{} {}", word(event.kind), event.place.place.name))
        .collect();
    for expected in [
        "battle Popasna",
        "battle Rubizhne",
        "battle Mariupol",
        "shelling Chernihiv",
    ] {
        assert!(
            fighting.iter().any(|found| found == expected),
            "{expected} in {fighting:?}"
        );
    }
}

#[test]
fn every_quote_and_mention_stands_in_the_text_where_it_says() {
    for text in [
        "Колона з мешканцями Енергодара виїхала з Василівки, сказав мер Дмитро Орлов. Евакуація триває. 😀 Суми.",
        include_str!("../geodata/reports/2022-03-30-three-corridors.en.txt"),
    ] {
        let reading = reading_of(text);
        let letters: Vec<char> = text.chars().collect();
        let at = |start: usize, end: usize| letters[start..end].iter().collect::<String>();
        assert!(!reading.mentions.is_empty());
        for mention in &reading.mentions {
            assert_eq!(at(mention.start, mention.end), *mention.text);
        }
        for corridor in &reading.corridors {
            assert_eq!(
                at(corridor.quote.start, corridor.quote.end),
                *corridor.quote.exact
            );
        }
    }
}

#[test]
fn a_place_that_the_quote_names_is_in_the_corridor_or_listed_as_left_out() {
    let reading = reading_of(include_str!(
        "../geodata/reports/2022-03-30-three-corridors.en.txt"
    ));
    for corridor in &reading.corridors {
        let ends = corridor
            .from
            .iter()
            .chain(&corridor.via)
            .chain(&corridor.to);
        let held: Vec<&str> = ends
            .map(|place| &*place.text)
            .chain(corridor.left_out.iter().map(|name| &**name))
            .collect();
        let quoted = reading.mentions.iter().filter(|mention| {
            mention.start >= corridor.quote.start && mention.end <= corridor.quote.end
        });
        for mention in quoted {
            assert!(
                held.contains(&&*mention.text),
                "{} in {:?}",
                mention.text,
                corridor.quote.exact
            );
        }
    }
}

#[test]
fn names_of_people_and_papers_are_no_places() {
    let reading = reading_of(
        "Jordan said the Washington Post and the Kyiv Independent had asked David Arakhamia. He was in Lviv.",
    );
    let places: Vec<&str> = reading
        .mentions
        .iter()
        .map(|mention| &*mention.text)
        .collect();
    assert_eq!(places, ["Lviv"]);
}

#[test]
fn a_settlement_without_coordinates_is_listed_and_not_placed() {
    let reading = reading_of(
        "Узгоджено гуманітарний коридор Сумська область:\nСуми – Голубівка – Недригайлів – Ромни – Полтава.",
    );
    assert!(
        reading
            .unplaced
            .iter()
            .any(|name| *name.text == *"Голубівка"),
        "{:?}",
        reading.unplaced
    );
    let way = &reading.corridors[0].via;
    assert_eq!(&*way[0].text, "Голубівка");
    assert_eq!(way[0].place.position(), None);
}

#[test]
fn no_line_of_the_sample_reports_makes_an_absurd_detour() {
    use geo::{Distance, Haversine, Point};
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/geodata/reports");
    for file in std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
    {
        let text = std::fs::read_to_string(&file).unwrap();
        for corridor in reading_of(&text).corridors {
            let stops = corridor
                .from
                .iter()
                .take(1)
                .chain(&corridor.via)
                .chain(corridor.to.iter().take(1));
            let way: Vec<Point> = stops
                .filter_map(|stop| stop.place.position())
                .map(Point::from)
                .collect();
            let out_of_way = |stops: &[Point]| {
                let leg = |a: usize, b: usize| Haversine.distance(stops[a], stops[b]);
                leg(0, 1) + leg(1, 2) - leg(0, 2)
            };
            let length = way.windows(3).map(out_of_way).fold(0.0, f64::max);
            let (Some(first), Some(last)) = (way.first(), way.last()) else {
                continue;
            };
            let direct = Haversine.distance(*first, *last);
            let has_ends = !corridor.from.is_empty() && !corridor.to.is_empty();
            assert!(
                !has_ends || length <= direct + 60_000.0,
                "{}: a stop leads {:.0} km out of a way of {:.0} km: {}",
                file.display(),
                length / 1000.0,
                direct / 1000.0,
                corridor.quote.exact
            );
        }
    }
}

#[test]
fn words_that_deny_a_status_turn_it() {
    for (text, status) in [
        (
            "The humanitarian corridor from Mariupol was not opened.",
            "closed",
        ),
        (
            "The evacuation from Izium has not been completed.",
            "failed",
        ),
        ("Гуманітарний коридор з Маріуполя не відкрили.", "failed"),
    ] {
        let found = corridors(text);
        assert!(
            found.len() == 1 && found[0].contains(status),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn a_report_without_a_date_says_so() {
    let undated = |text: &str| read(from_text(text.into(), &Hint::default()).unwrap(), &WORLD);
    let reading = undated("People left Mariupol on Tuesday.");
    assert_eq!(reading.report.published, None);
    assert_eq!(reading.problems[0].code, "undated");
    let reading = undated("Irpin, March 29, 2022. A governor said on Wednesday that people left.");
    assert_eq!(reading.report.published.as_deref(), Some("2022-03-30"));
    assert_eq!(reading.problems[0].code, "published_inferred");
}

#[test]
fn a_name_that_only_its_statement_makes_a_place_is_placed_where_it_is_known() {
    let text = include_str!("../geodata/reports/2022-03-11-mariupol-demining.ru.txt");
    let (_, text) = text.rsplit_once("---\n").unwrap();
    let reading = reading_of(text);
    let polohy = reading
        .mentions
        .iter()
        .find(|mention| *mention.text == *"Пологи")
        .and_then(|mention| mention.place.as_ref());
    assert_eq!(polohy.unwrap().name, "Polohy");
}
