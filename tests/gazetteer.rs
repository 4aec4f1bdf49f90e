//! The embedded gazetteer answers as its users expect.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::process::{Command, Output};

use korydor::gazetteer::{Answer, Gazetteer, NameClass, Query, Reverse};
use korydor::model::PlaceKind;

fn first_id(gazetteer: &Gazetteer, query: &Query<'_>) -> String {
    match gazetteer.search(query).first() {
        Some(hit) => gazetteer.place(hit.place).id,
        None => "nothing".to_owned(),
    }
}

#[test]
fn every_spelling_finds_its_place_first() {
    let gazetteer = Gazetteer::embedded();
    let mut wrong = Vec::new();
    for (id, spellings) in [
        (
            "geonames:687700",
            "Zaporizhia|Zaporizhzhia|Zaporozhye|Zaporozhe|Zaporizhzhya|Zaporizhzhja|Запоріжжя|Запорожье|ЗАПОРІЖЖЯ|Запоріжжі",
        ),
        (
            "geonames:709276",
            "Energodar|Enerhodar|Энергодар|Енергодар|Enerhodar.|enerhodar",
        ),
        (
            "geonames:696566",
            "Popasna|Popasne|Попасная|Попасна|Popasnaya",
        ),
        (
            "geonames:710735",
            "Chernihiv|Чернігів|Chernigov|Чернигов|Chernihov",
        ),
        ("geonames:703448", "Kiev|Kyiv|Київ|Киев|Kyïv|Kiew"),
        ("geonames:706483", "Kharkov|Kharkiv|Харків|Харьков|Kharkivv"),
        (
            "geonames:701822",
            "Mariupol|Маріуполь|Мариуполь|Mariupol'|Маріуполя|Mariuopl|Mariupl",
        ),
        (
            "geonames:712451",
            "Berdiansk|Berdyansk|Бердянськ|Бердянск|Берdyansk|Berdyansl",
        ),
        ("geonames:710403", "Chornobyl|Чорнобиль|Chernobyl|Чернобыль"),
        ("geonames:702550", "Lviv|Lvov|Львів|Львов|L'viv|Lwów"),
        ("geonames:713174", "Bakhmut|Artemivsk|Бахмут|Артемівськ"),
        ("geonames:2643743", "London|Лондон"),
        ("geonames:2988507", "Paris|Париж"),
        ("geonames:524901", "Moscow|Москва|Moskva"),
        ("geonames:281133", "Gaza|Газа"),
        ("geonames:170063", "Aleppo|Алеппо|حلب"),
        ("geonames:379252", "Khartoum|Хартум"),
        (
            "iso3166-2:UA-32",
            "Kyiv region|Kyiv Oblast|Київська область|Київщина|Киевская область",
        ),
        (
            "iso3166-2:UA-63",
            "Kharkiv oblast|Харківська область|Kharkiv region|Харківської області",
        ),
        (
            "iso3166-2:UA-14",
            "Donetsk Oblast|Донеччина|Донецкая область|Донеччині",
        ),
        ("iso3166-1:UA", "Ukraine|Україна|Украина"),
        ("geonames:698740", "Odesa|Odessa|Одеса|Одесса"),
        ("geonames:146970", "Stepanakert|Khankendi"),
        ("iso3166-1:GE", "Georgia|Грузія"),
        ("iso3166-2:CA-ON", "Ontario"),
        ("geonames:5128581", "New York|Нью-Йорк"),
        ("geonames:4140963", "Washington"),
        ("korydor:donbas", "Donbas|Донбас|Донбасс|Donbass"),
    ] {
        for typed in spellings.split('|') {
            let found = first_id(&gazetteer, &Query::new(typed));
            if found != id {
                wrong.push(format!("{typed}: {found}, not {id}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn what_stands_after_a_comma_narrows() {
    let gazetteer = Gazetteer::embedded();
    for (typed, admin1) in [
        ("Vasylivka, Zaporizhzhia oblast", "UA-23"),
        ("Василівка, Запорізька область", "UA-23"),
        ("Vasylivka, Odesa region", "UA-51"),
        ("Zaporizhzhia, Zaporizhzhia, Ukraine", "UA-23"),
        ("Moscow, Idaho", "US-ID"),
        ("Austin, MN", "US-MN"),
        ("Lebanon, PA", "US-PA"),
        ("Springfield, Mo.", "US-MO"),
        ("Paris France", "FR-IDF"),
        ("Paris Texas", "US-TX"),
        ("Berlin, DE", "DE-BE"),
        ("Die", "FR-ARA"),
        ("Åre", "SE-Z"),
        ("Berģi", "LV-RIX"),
    ] {
        let hit = gazetteer.search(&Query::new(typed))[0];
        let place = gazetteer.place(hit.place);
        assert_eq!(place.admin1.as_deref(), Some(admin1), "{typed}: {place:?}");
    }
}

#[test]
fn country_and_nearness_decide_between_namesakes() {
    let gazetteer = Gazetteer::embedded();
    let near_texas = Query {
        near: Some((-96.0, 33.5)),
        ..Query::new("Paris")
    };
    let place = gazetteer.place(gazetteer.search(&near_texas)[0].place);
    assert_eq!(place.admin1.as_deref(), Some("US-TX"));
    let in_canada = Query {
        country: Some(*b"CA"),
        limit: 50,
        ..Query::new("London")
    };
    let hits = gazetteer.search(&in_canada);
    assert!(!hits.is_empty());
    for hit in hits {
        let country = gazetteer.place(hit.place).country;
        assert_eq!(country.as_deref(), Some("CA"));
    }
}

#[test]
fn half_a_name_finds_the_populous_place_first() {
    let gazetteer = Gazetteer::embedded();
    for (typed, id) in [
        ("Mariu", "geonames:701822"),
        ("запор", "geonames:687700"),
        ("Київськ", "iso3166-2:UA-32"),
    ] {
        let query = Query {
            prefix: true,
            ..Query::new(typed)
        };
        assert_eq!(first_id(&gazetteer, &query), id, "{typed}");
    }
}

#[test]
fn a_sure_answer_has_more_confidence_than_a_doubtful_one() {
    let gazetteer = Gazetteer::embedded();
    let confidence = |typed: &str| gazetteer.search(&Query::new(typed))[0].confidence;
    assert!(confidence("Mariupol") > 0.9);
    assert!(confidence("Mariupol") > confidence("Mariuppol"));
    assert!(confidence("Ivanivka") < 0.5);
    let all = Query {
        limit: 1000,
        ..Query::new("Ivanivka")
    };
    let total: f64 = gazetteer
        .search(&all)
        .iter()
        .map(|hit| hit.confidence)
        .sum();
    assert!((0.0..=1.0).contains(&total), "{total}");
}

#[test]
fn nonsense_finds_nothing() {
    let gazetteer = Gazetteer::embedded();
    let long = "Mariupol ".repeat(200);
    for typed in ["", " ", ",", "qwxzzkjhq", "…", "\u{0}\u{301}", &long] {
        assert_eq!(gazetteer.search(&Query::new(typed)), [], "{typed:?}");
    }
}

#[test]
fn typing_errors_are_told_apart_from_names() {
    let gazetteer = Gazetteer::embedded();
    for (typed, answer) in [
        ("Mariupol", Answer::Name(NameClass::Official)),
        ("Маріуполем", Answer::Name(NameClass::Inflected)),
        ("Zhdanov", Answer::Name(NameClass::Alias)),
        ("Marrupol", Answer::Typo),
    ] {
        assert_eq!(
            gazetteer.search(&Query::new(typed))[0].answer,
            answer,
            "{typed}"
        );
    }
}

#[test]
fn a_position_is_named_by_settlement_unit_and_country() {
    let gazetteer = Gazetteer::embedded();
    for (lon, lat, settlement, admin1, country) in [
        (37.54, 47.10, "Mariupol", "UA-14", "UA"),
        (30.62, 50.45, "Kyiv", "UA-30", "UA"),
        (34.10, 44.95, "Simferopol", "UA-43", "UA"),
        (179.37, -16.43, "Labasa", "FJ-N", "FJ"),
    ] {
        let found = gazetteer.reverse(lon, lat);
        let place = gazetteer.place(found.settlement.unwrap().place);
        assert_eq!(place.name, settlement);
        let unit = gazetteer.place(found.admin1.unwrap());
        assert_eq!(unit.admin1.as_deref(), Some(admin1));
        let of = gazetteer.place(found.country.unwrap());
        assert_eq!(of.country.as_deref(), Some(country));
    }
}

#[test]
fn a_position_far_from_anything_has_no_settlement() {
    let gazetteer = Gazetteer::embedded();
    assert_eq!(gazetteer.reverse(-30.0, 30.0), Reverse::default());
    for (lon, lat) in [
        (0.0, 25.0),
        (0.0, 90.0),
        (0.0, -90.0),
        (180.0, 0.0),
        (-180.0, 0.0),
    ] {
        assert_eq!(gazetteer.reverse(lon, lat).settlement, None, "{lon},{lat}");
    }
}

#[test]
fn places_are_found_again_by_their_identifier() {
    let gazetteer = Gazetteer::embedded();
    for (id, kind) in [
        ("geonames:701822", PlaceKind::PopulatedPlace),
        ("iso3166-2:UA-14", PlaceKind::Admin1),
        ("iso3166-1:UA", PlaceKind::Country),
        ("katottg:UA44160030230014207", PlaceKind::PopulatedPlace),
    ] {
        let place = gazetteer.place_by_id(id).unwrap();
        assert_eq!((place.id.as_str(), place.kind), (id, kind));
    }
    for id in [
        "geonames:0",
        "geonames:x",
        "",
        "iso3166-1:XX",
        "geonames:99999999999",
    ] {
        assert_eq!(gazetteer.place_by_id(id), None, "{id}");
    }
}

#[test]
fn names_in_a_text_are_found_in_all_cases() {
    let gazetteer = Gazetteer::embedded();
    for (words, id) in [
        ("Маріуполя", "geonames:701822"),
        ("Запоріжжям", "geonames:687700"),
        ("Изюма", "geonames:707292"),
        ("Сєвєродонецьку", "geonames:691999"),
        ("Великої Новосілки", "geonames:690237"),
        ("Ивано-Франковске", "geonames:707471"),
        ("Кривого Рогу", "geonames:703845"),
        ("Білою Церквою", "geonames:712165"),
        ("Ростовом-на-Дону", "geonames:501175"),
        ("Сумської", "iso3166-2:UA-59"),
        ("Харьковскую", "iso3166-2:UA-63"),
        ("Донеччині", "iso3166-2:UA-14"),
        ("Донецкой области", "iso3166-2:UA-14"),
    ] {
        let mut names = Vec::new();
        gazetteer.names_at(words, 0, &mut names);
        let longest = names.last().unwrap();
        assert_eq!(longest.end, words.len(), "{words}");
        let ids: Vec<String> = gazetteer
            .candidates(longest.key)
            .map(|candidate| gazetteer.place(candidate.place).id)
            .collect();
        assert!(ids.iter().any(|found| found == id), "{words}: {ids:?}");
    }
}

#[test]
fn answers_are_geojson_with_geocodejson_properties() {
    let gazetteer = Gazetteer::embedded();
    let hits = gazetteer.search(&Query {
        limit: 1,
        ..Query::new("Mariupol")
    });
    let answer = gazetteer.search_json("Mariupol", &hits);
    assert_eq!(answer["type"], "FeatureCollection");
    assert_eq!(answer["geocoding"]["query"], "Mariupol");
    let feature = &answer["features"][0];
    assert_eq!(feature["id"], "geonames:701822");
    assert_eq!(feature["geometry"]["coordinates"][0], 37.54131);
    assert_eq!(feature["properties"]["name_uk"], "Маріуполь");
    assert_eq!(
        feature["properties"]["geocoding"]["label"],
        "Mariupol, Donetsk Oblast, Ukraine"
    );
    assert!(answer.to_string().parse::<geojson::GeoJson>().is_ok());
}

#[test]
fn a_place_without_coordinates_has_no_geometry() {
    let gazetteer = Gazetteer::embedded();
    let ix = gazetteer.find("katottg:UA44160030230014207").unwrap();
    let hit = gazetteer
        .search(&Query {
            limit: 100,
            ..Query::new("Попасне")
        })
        .into_iter()
        .find(|hit| hit.place == ix)
        .unwrap();
    let answer = gazetteer.search_json("Попасне", &[hit]);
    assert!(answer["features"][0]["geometry"].is_null());
}

#[test]
fn a_position_at_sea_is_said_to_have_nothing_near() {
    let gazetteer = Gazetteer::embedded();
    let found = gazetteer.reverse(-30.0, 30.0);
    let answer = gazetteer.reverse_json((-30.0, 30.0), &found);
    assert_eq!(answer["features"].as_array().unwrap().len(), 0);
    assert_eq!(
        answer["geocoding"]["summary"],
        "No settlement is known within 200 km."
    );
}

fn korydor(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_korydor"))
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn the_command_line_says_by_its_exit_code_what_came_of_the_question() {
    for (arguments, code, said) in [
        (vec!["geocode", "Mariupol"], 0, "geonames:701822"),
        (vec!["geocode", "Paris", "--near=-96,33"], 0, "Texas"),
        (vec!["geocode", "qwxzzkjhq"], 1, "no place is known"),
        (
            vec!["geocode", "Paris", "--country", "FRA"],
            2,
            "two letters",
        ),
        (vec!["geocode", "Paris", "--near", "here"], 2, "37.54,47.10"),
        (
            vec!["reverse", "37.54,47.10"],
            0,
            "Mariupol, Donetsk Oblast",
        ),
        (vec!["reverse", "-30,30"], 1, "No settlement"),
        (vec!["reverse", "47.10,137.54"], 2, "longitude comes first"),
        (vec!["reverse"], 2, "LON,LAT"),
    ] {
        let output = korydor(&arguments);
        let text = [output.stdout, output.stderr].concat();
        let text = String::from_utf8(text).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {text}");
        assert!(text.contains(said), "{arguments:?}: {text}");
    }
}
