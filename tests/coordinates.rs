//! Coordinates in texts are places: as ends and stops of passages, as places of events, behind names; and what only looks
//! like them is none.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod reading;

use korydor::model::{PlaceRef, Reading};
use reading::reading_on;

fn reading_of(text: &str) -> Reading {
    reading_on("2022-04-12", text)
}

/// Latitude and longitude of the coordinates that a text holds, and how it writes them; "-" for those that tell no place.
fn points(reading: &Reading) -> Vec<String> {
    let text = &reading.report.text;
    let mentions = reading.mentions.iter();
    let points = mentions.filter(|mention| mention.text.contains(|c: char| c.is_ascii_digit()));
    points
        .map(|mention| {
            let words: String = (text.chars().skip(mention.start))
                .take(mention.end - mention.start)
                .collect();
            assert_eq!(words, &*mention.text, "the offsets point at the words");
            match mention.place.as_ref().and_then(|place| place.position()) {
                Some((lon, lat)) => format!("{words} = {lat:.4} {lon:.4}"),
                None => format!("{words} = -"),
            }
        })
        .collect()
}

fn assert_points(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(points(&reading_of(text)), *expected, "{text}");
    }
}

fn words(places: &[PlaceRef]) -> String {
    let name = |place: &PlaceRef| match place.place.position() {
        Some(_) => place.text.to_string(),
        None => format!("{}?", place.text),
    };
    let words: Vec<String> = places.iter().map(name).collect();
    if words.is_empty() {
        "-".to_owned()
    } else {
        words.join(" + ")
    }
}

/// The passages of a text, `from > via > to`, and its events.
fn lines(reading: &Reading) -> Vec<String> {
    let corridors = reading.corridors.iter().map(|corridor| {
        let mut parts = vec![words(&corridor.from)];
        if !corridor.via.is_empty() {
            parts.push(words(&corridor.via));
        }
        parts.push(words(&corridor.to));
        parts.join(" > ")
    });
    let events = reading.events.iter().map(|event| {
        let place = std::slice::from_ref(&event.place);
        format!("{:?} {}", event.kind, words(place))
    });
    corridors.chain(events).collect()
}

fn assert_read(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(lines(&reading_of(text)), *expected, "{text}");
    }
}

#[test]
fn decimal_degrees() {
    assert_points(&[
        (
            "The buses wait at 47.0971, 37.5434 in Mariupol.",
            &["47.0971, 37.5434 = 47.0971 37.5434"],
        ),
        (
            "They wait in Mariupol (47.09712,37.54341).",
            &["47.09712,37.54341 = 47.0971 37.5434"],
        ),
        (
            "The point lies at 47.0971 N, 37.5434 E, near Mariupol.",
            &["47.0971 N, 37.5434 E = 47.0971 37.5434"],
        ),
        (
            "Go to N47.0971 E37.5434 or to N 48.5953, E 38.0003.",
            &[
                "N47.0971 E37.5434 = 47.0971 37.5434",
                "N 48.5953, E 38.0003 = 48.5953 38.0003",
            ],
        ),
        (
            "The camp is at 18.5392° N, 72.3364° W in Port-au-Prince.",
            &["18.5392° N, 72.3364° W = 18.5392 -72.3364"],
        ),
        (
            "The clinic stands at -1.6741, 29.2384 in Goma.",
            &["-1.6741, 29.2384 = -1.6741 29.2384"],
        ),
        (
            "Latitude 15.58, longitude 32.53: the clinic in Khartoum.",
            &["Latitude 15.58, longitude 32.53 = 15.5800 32.5300"],
        ),
        (
            "Coordinates: 31.50, 34.46 (Gaza City).",
            &["31.50, 34.46 = 31.5000 34.4600"],
        ),
        (
            "Автобуси чекають за координатами 48.595, 38.000 у Бахмуті.",
            &["48.595, 38.000 = 48.5950 38.0000"],
        ),
        (
            "Точка збору: 47,8388 пн. ш., 35,1396 сх. д. у Запоріжжі.",
            &["47,8388 пн. ш., 35,1396 сх. д. = 47.8388 35.1396"],
        ),
        (
            "Пункт лежить на 47,8388° північної широти та 35,1396° східної довготи.",
            &["47,8388° північної широти та 35,1396° східної довготи = 47.8388 35.1396"],
        ),
        (
            "Сбор в точке 48,5953; 38,0003 под Бахмутом.",
            &["48,5953; 38,0003 = 48.5953 38.0003"],
        ),
        (
            "Место сбора – 36,2021° с.ш. 37,1343° в.д., Алеппо.",
            &["36,2021° с.ш. 37,1343° в.д. = 36.2021 37.1343"],
        ),
    ]);
}

#[test]
fn degrees_minutes_and_seconds() {
    assert_points(&[
        (
            "The meeting point is at 48°35'20\"N 38°00'00\"E near Bakhmut.",
            &["48°35'20\"N 38°00'00\"E = 48.5889 38.0000"],
        ),
        (
            "It lies at N 48° 35′ 20.5″, E 38° 0′ 30″.",
            &["N 48° 35′ 20.5″, E 38° 0′ 30″ = 48.5890 38.0083"],
        ),
        (
            "The boat was at 12°30.5'N, 43°15.2'E.",
            &["12°30.5'N, 43°15.2'E = 12.5083 43.2533"],
        ),
        (
            "Місце: 47°05′50″ пн. ш. 37°32′36″ сх. д.",
            &["47°05′50″ пн. ш. 37°32′36″ сх. д. = 47.0972 37.5433"],
        ),
        (
            "Точка 47°05'50'' с. ш., 37°32'36'' в. д. под Мариуполем.",
            &["47°05'50'' с. ш., 37°32'36'' в. д. = 47.0972 37.5433"],
        ),
    ]);
}

#[test]
fn military_grid_and_plus_codes() {
    assert_points(&[
        (
            "The convoy halted at 37U DP 26289 82951 near Bakhmut.",
            &["37U DP 26289 82951 = 48.5953 38.0003"],
        ),
        (
            "Колона стоїть у квадраті 37UDP2628982951.",
            &["37UDP2628982951 = 48.5953 38.0003"],
        ),
        (
            "Колонна стоит в квадрате (37T CN 8946 1698).",
            &["37T CN 8946 1698 = 47.0971 37.5434"],
        ),
        (
            "The clinic in Kramatorsk is at 8GWVPHQM+HW.",
            &["8GWVPHQM+HW = 48.7389 37.5848"],
        ),
        (
            "Buses leave from FG2F+43 Kyiv at noon.",
            &["FG2F+43 Kyiv = 50.4503 30.5227"],
        ),
        (
            "Автобуси від'їжджають з Києва (FG2F+43) опівдні.",
            &["FG2F+43 = 50.4503 30.5227"],
        ),
        (
            "Автобусы отходят от FG2F+43, Киев, в полдень.",
            &["FG2F+43, Киев = 50.4503 30.5227"],
        ),
    ]);
}

#[test]
fn what_only_looks_like_coordinates() {
    for text in [
        "Prices in Kherson rose from 47.10, 37.54 to 50.22, 60.11 hryvnias.",
        "The bank in Kyiv sells at 36.5686, 39.7241 hryvnias.",
        "The exchange rate in Kyiv was 36.5686, 39.7241 yesterday.",
        "Dollar in Kyiv: 36.5686/39.7241.",
        "Version 47.0971.37 and version 47.0971, 37.5434 were released in Lviv.",
        "The team from Lviv won 102.5, 98.3.",
        "Call 48.595 38.000 in Kramatorsk.",
        "From Kyiv it is 47.5, then 37.5 km.",
        "The road is 47.0971, 37.5434 km long.",
        "Shares of 12.5%, 13.7% were counted in Odesa.",
        "It was 36.6°, then 37.2° in Kharkiv.",
        "Of 1,234, 5,678 were women in Dnipro.",
        "The values were 0.1234, 0.5678, 0.9012 in Sumy.",
        "In Lviv on 12.03.2022, 13.03.2022 and 10MAR2022.",
        "He was born on 10 MAR 1962 in Lviv.",
        "The grades XX+XX and B2+C3 were given in Lviv, 2345+67 in all.",
        "The E40 and the M03, N1 E40 lead to Kyiv.",
        "Курс у Києві: 36.5686, 39.7241.",
        "Рахунок матчу у Львові: 102.1234, 98.4321.",
        "Від Києва 47.5, далі 37.5 км; ціни 47.1012, 37.5434 грн.",
        "Цена в Киеве выросла с 47.1012, 37.5434 до 50.2211 рублей.",
        "Версия 3.1415, 2.7182 вышла в Киеве.",
        "Пн 10.30, вт 11.30: автобуси зі Львова.",
    ] {
        let found = points(&reading_of(text));
        let found: Vec<&String> = found.iter().filter(|point| point.contains(" = ")).collect();
        let roads = |point: &&&String| !point.starts_with(['E', 'M', 'N']);
        assert!(found.iter().filter(roads).count() == 0, "{text}: {found:?}");
    }
}

#[test]
fn coordinates_that_tell_no_place_are_listed_with_the_reason() {
    for (text, words, reason) in [
        (
            "A humanitarian corridor will open from 97.0971, 37.5434 to Zaporizhzhia.",
            "97.0971, 37.5434",
            "latitude 97.0971 is beyond 90 degrees",
        ),
        (
            "Гуманітарний коридор: координати 47.0971, 237.5434, поблизу Маріуполя.",
            "47.0971, 237.5434",
            "longitude 237.5434 is beyond 180 degrees",
        ),
        (
            "Гуманитарный коридор ведёт из Мариуполя в 35.1396, 47.8388.",
            "35.1396, 47.8388",
            "km from the nearest place that the text names",
        ),
        (
            "Evacuation buses wait at FG2F+43 today.",
            "FG2F+43",
            "no town that is known stands beside it",
        ),
    ] {
        let reading = reading_of(text);
        let listed = reading.unplaced.iter().find(|name| &*name.text == words);
        let listed = listed.unwrap_or_else(|| panic!("{text}: {:?}", reading.unplaced));
        assert!(listed.reason.contains(reason), "{text}: {}", listed.reason);
        assert_eq!(points(&reading), [format!("{words} = -")], "{text}");
    }
}

#[test]
fn coordinates_are_ends_and_stops_of_passages() {
    assert_read(&[
        (
            "A humanitarian corridor will open from 47.0971, 37.5434 to Zaporizhzhia via 47.4512, 36.2533.",
            &["47.0971, 37.5434 > 47.4512, 36.2533 > Zaporizhzhia"],
        ),
        (
            "Civilians are evacuated from Bakhmut to 36U YV 12345 67890 by armoured vehicles.",
            &["Bakhmut > 36U YV 12345 67890"],
        ),
        (
            "Гуманітарний коридор: 47.0971, 37.5434 → 47.8388, 35.1396.",
            &["47.0971, 37.5434 > 47.8388, 35.1396"],
        ),
        (
            "Евакуація цивільних із точки 47.0971 пн. ш., 37.5434 сх. д. до Запоріжжя триває.",
            &["47.0971 пн. ш., 37.5434 сх. д. > Запоріжжя"],
        ),
        (
            "Гуманитарный коридор откроют из Мариуполя в точку 47°50′20″ с.ш. 35°08′22″ в.д. завтра.",
            &["Мариуполя > 47°50′20″ с.ш. 35°08′22″ в.д."],
        ),
        (
            "Эвакуация мирных жителей из Мариуполя в точку с координатами 47.8388, 35.1396.",
            &["Мариуполя > 47.8388, 35.1396"],
        ),
        (
            "The humanitarian corridor leads from Mariupol (47.0971, 37.5434) to Zaporizhzhia (47.8388, 35.1396).",
            &["Mariupol > Zaporizhzhia"],
        ),
    ]);
}

#[test]
fn coordinates_are_places_of_events() {
    assert_read(&[
        (
            "Shelling hit a residential block at 46.6354, 32.6169 on Monday, killing two people in the city.",
            &["Shelling 46.6354, 32.6169"],
        ),
        (
            "Обстріл стався за координатами 48.5953, 38.0003, двоє поранених.",
            &["Shelling 48.5953, 38.0003"],
        ),
        (
            "Обстрел произошёл в точке 48.5953, 38.0003, двое раненых.",
            &["Shelling 48.5953, 38.0003"],
        ),
    ]);
}

#[test]
fn a_name_lies_where_coordinates_behind_it_say() {
    for (text, name) in [
        (
            "Residents left Novoselivka (48.1021, 37.5210) near Donetsk.",
            "Novoselivka",
        ),
        (
            "Мешканці залишили Новоселівку (48.1021, 37.5210) під Донецьком.",
            "Новоселівку",
        ),
        (
            "Жители покинули село Зябликово (48.1021, 37.5210) под Донецком.",
            "Зябликово",
        ),
    ] {
        let reading = reading_of(text);
        let mention = reading
            .mentions
            .iter()
            .find(|mention| &*mention.text == name);
        let position = mention
            .and_then(|mention| mention.place.as_ref())
            .and_then(|place| place.position());
        assert_eq!(position, Some((37.521, 48.1021)), "{text}");
        assert!(
            reading
                .unplaced
                .iter()
                .all(|unplaced| &*unplaced.text != name)
        );
    }
}
