//! What is fought over, and where: a sentence a line, with sentences alike from which nothing may be
//! read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::LazyLock;

use korydor::read::read;
use korydor::report::{Hint, from_text};
use korydor::world::World;

static WORLD: LazyLock<World> = LazyLock::new(|| World::embedded().unwrap());

/// The events of a text: `place kind`, in order.
fn events_of(text: &str) -> Vec<String> {
    let hint = Hint {
        published: Some("2022-03-30".into()),
        ..Hint::default()
    };
    // The last line is there so that a short text is of war.
    let text = format!("{text}\n\nThe war goes on among civilians.");
    let reading = read(from_text(text, &hint).unwrap(), &WORLD);
    let name = |kind| serde_json::to_value(kind).unwrap();
    let events = reading.events.iter();
    events
        .map(|event| {
            let kind = name(event.kind);
            format!("{} {}", event.place.text, kind.as_str().unwrap_or("-"))
        })
        .collect()
}

fn assert_events(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(events_of(text), *expected, "{text}");
    }
}

#[test]
fn events_stand_where_they_happened_and_only_if_they_did() {
    assert_events(&[
        (
            "Kharkiv was shelled overnight from Belgorod.",
            &["Kharkiv shelling"],
        ),
        (
            "Heavy fighting continued around Bakhmut. The city was also hit by air strikes.",
            &["Bakhmut battle", "Bakhmut strike"],
        ),
        (
            "The shelling of Mariupol did not stop on Friday.",
            &["Mariupol shelling"],
        ),
        ("Besieged Madaya received aid on Monday.", &["Madaya siege"]),
        (
            "Through the shelling of Sumy, Kharkiv governor Oleh Syniehubov said, no bus came.",
            &["Sumy shelling"],
        ),
        (
            "Українські військові звільнили Тростянець.",
            &["Тростянець liberation"],
        ),
        (
            "Через обстріл не відбулася евакуація з Попасної.",
            &["Попасної shelling"],
        ),
        ("Войска отошли от Чернигова.", &["Чернигова withdrawal"]),
        (
            "BEIRUT, Feb 27 - Mortar shells fell on Douma on Tuesday.",
            &["Douma shelling"],
        ),
        (
            "Kyiv, 12 March (Ukrinform) — Shelling of Kharkiv goes on.",
            &["Kharkiv shelling"],
        ),
        (
            "Fighting went on in Kharkiv, Mala Danylivka and Sumy.",
            &["Kharkiv battle", "Mala Danylivka battle", "Sumy battle"],
        ),
        (
            "Trucks from Belgrade brought food to Srebrenica. They entered the besieged enclave from Tuzla.",
            &["Srebrenica siege"],
        ),
        (
            "The army, which agreed to a cessation of hostilities signed in Pretoria, was told of clashes east of Adigrat.",
            &["Adigrat battle"],
        ),
        (
            "A column that set out from Lozova stood under fire at the roadside.",
            &[],
        ),
        ("The ring around Mariupol was closed.", &["Mariupol siege"]),
        (
            "Mariupol – heavy fighting in every street.",
            &["Mariupol battle"],
        ),
        (
            "Kharkiv is held by the enemy after a night of street fighting.",
            &["Kharkiv battle"],
        ),
        (
            "The rebels denied it and said jets had bombed Douma.",
            &["Douma strike"],
        ),
        (
            "Aleppo, which the army has besieged since 2013, has no water.",
            &["Aleppo siege"],
        ),
        (
            "Troops went to Svitlodarsk, from which the Ukrainians pulled back.",
            &["Svitlodarsk withdrawal"],
        ),
        ("Місто Херсон росіяни взяли вночі.", &["Херсон occupation"]),
        (
            "У самому Харкові за добу зафіксували 89 влучань.",
            &["Харкові shelling"],
        ),
        ("Ворог бив по Харкову з танків.", &["Харкову shelling"]),
        ("Харків: тривають бої.", &["Харків battle"]),
        ("Мариуполь взят в кольцо.", &["Мариуполь siege"]),
        ("В Чернигове за ночь 20 попаданий.", &["Чернигове shelling"]),
        ("Войска отходят от Чернигова.", &["Чернигова withdrawal"]),
        ("The road from Mariupol remains blocked.", &[]),
        ("Влучань у Києві не було.", &[]),
        ("Попаданий в Харькове не зафиксировано.", &[]),
        (
            "Волонтеры били по тревоге весь день у вокзала в Самаре.",
            &[],
        ),
        ("The army gave up on an encirclement of Izium.", &[]),
        ("Russia denied shelling Mariupol.", &[]),
        ("Residents fear an assault on Odesa.", &[]),
        ("If the shelling of Mariupol stops, buses will go.", &[]),
        ("Donetsk has been shelled since 2014.", &[]),
        (
            "The mayor of Kyiv has won a battle against corruption.",
            &[],
        ),
        ("A storm hit Odesa on Tuesday.", &[]),
        ("The army plans to withdraw from Kherson.", &[]),
        ("Обстріл Донецька припинився.", &[]),
        ("С наступлением зимы в Киеве похолодало.", &[]),
    ]);
}

#[test]
fn fighting_told_in_passing_is_read() {
    assert_events(&[
        (
            "Kharkiv, the rail hub around which heavy battles raged, has no water.",
            &["Kharkiv battle"],
        ),
        (
            "Мешканці Харкова під обстрілами чекають на евакуацію.",
            &["Харкова shelling"],
        ),
        (
            "У Попасній немає води через обстріли.",
            &["Попасній shelling"],
        ),
        ("Jets bombed Douma during the lull.", &["Douma strike"]),
        ("Missiles struck a depot in Kharkiv.", &["Kharkiv shelling"]),
        (
            "The army closed its ring around Kharkiv.",
            &["Kharkiv siege"],
        ),
        (
            "Ukrainian troops drove the Russians out of Izium.",
            &["Izium liberation"],
        ),
        ("У Харкові рвалися снаряди.", &["Харкові shelling"]),
        (
            "Несколько мин упало в Дебальцево.",
            &["Дебальцево shelling"],
        ),
        (
            "The Damascus suburb of Douma was shelled.",
            &["Douma shelling"],
        ),
        // who takes is not what is taken; what soldiers rehearse does not happen
        ("Baku retook the territory in an assault.", &[]),
        (
            "Troops held an exercise near Lviv in which they repelled an attack.",
            &[],
        ),
        ("Футболисты обстреляли ворота хозяев в Казани.", &[]),
    ]);
}

#[test]
fn what_only_goes_on_is_where_the_report_is() {
    assert_events(&[
        (
            "Mayor of Mariupol asks for help\n\nCivilians are evacuated from Mariupol by car.\n\nShelling continued all night, he said.",
            &["Mariupol shelling"],
        ),
        (
            "Kharkiv waits\n\nThe army encircled Kharkiv. Aid goes to Poltava.\n\nShelling of the city's southern quarters killed ten.",
            &["Kharkiv siege", "Kharkiv shelling"],
        ),
        (
            "Talks in Istanbul end\n\nMinisters met in Istanbul.\n\nShelling continued all night.",
            &[],
        ),
        (
            "Buses leave Sumy and Mariupol, officials said. Shelling continues.",
            &[],
        ),
    ]);
}
