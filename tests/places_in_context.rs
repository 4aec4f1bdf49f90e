//! What is taken for a place and which place is meant: one line a rule. "Text=Name" expects a mention placed there, "Text="
//! one that is not placed; all others must be absent.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use korydor::geoparse::Geoparser;
use korydor::report::{Cut, Hint, from_text};
use korydor::world::World;

fn check(rows: &[(&str, &[&str])]) {
    let world = World::embedded().unwrap();
    let mut geoparser = Geoparser::new(&world.gazetteer, &world.place_words);
    let mut failures = Vec::new();
    for (text, expected) in rows {
        let report = from_text((*text).to_owned(), &Hint::default()).unwrap();
        let (found, _) = geoparser.mentions(&Cut::of(&report));
        let found: Vec<String> = found
            .iter()
            .map(|mention| {
                let place = mention.place.as_ref();
                let name = place.map_or("", |place| place.name.as_str());
                let unit = place
                    .and_then(|place| place.admin1.as_deref())
                    .unwrap_or("");
                format!(
                    "{}={name}{}{unit}",
                    mention.text,
                    if unit.is_empty() { "" } else { "/" }
                )
            })
            .collect();
        if found != *expected {
            failures.push(format!(
                "{text}\n  found    {found:?}\n  expected {expected:?}"
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn datelines_name_places_in_capitals_and_states_in_short() {
    check(&[
        (
            "GLASGOW, Ky. (AP) - A woman died in Glasgow.",
            &[
                "GLASGOW=Glasgow/US-KY",
                "Ky.=Kentucky/US-KY",
                "Glasgow=Glasgow/US-KY",
            ],
        ),
        (
            "Snow is expected in B.C. this week.",
            &["B.C.=British Columbia/CA-BC"],
        ),
        (
            "BERLIN — Robert Gentz stepped off a plane.",
            &["BERLIN=Berlin/DE-BE"],
        ),
        (
            "Cairo, Nov 10 - The evacuation went on.",
            &["Cairo=Cairo/EG-C"],
        ),
        (
            "Nobody from Holliday, Mo. was hurt.",
            &["Holliday=", "Mo.=Missouri/US-MO"],
        ),
        (
            "The US and the U.S. are one.",
            &["US=United States", "U.S.=United States"],
        ),
        ("They told us about 300 B.C. and the year after.", &[]),
    ]);
}

#[test]
fn people_are_no_places() {
    check(&[
        (
            "Georgia Stevens skates well. It was hard, said Georgia.",
            &[],
        ),
        (
            "Nick Burton, 39, runs a farm. As a farmer, Burton feels obliged.",
            &[],
        ),
        (
            "His wife, Dora, and his daughters, Malia and Sasha, came.",
            &[],
        ),
        (
            "Russian President Vladimir Putin spoke in Vladimir.",
            &["Vladimir=Vladimir/RU-VLA"],
        ),
        ("I've said that we'll go on.", &[]),
        (
            "The French minister Bruno Le Roux spoke to journalists on Saturday.",
            &[],
        ),
        ("«Ми чекаємо», – сказала його дружина Олена.", &[]),
    ]);
}

#[test]
fn peoples_organisations_and_papers_are_no_places_institutions_of_a_town_are() {
    check(&[
        ("Russian troops and Canadian officials met.", &[]),
        (
            "The Jerusalem Post and the Kyiv Independent reported it.",
            &[],
        ),
        ("Pravda and Xinhua reported it.", &[]),
        (
            "Glasgow Police arrested two men in Glasgow.",
            &["Glasgow=Glasgow/GB-SCT", "Glasgow=Glasgow/GB-SCT"],
        ),
        ("She told CBC Toronto about it.", &["Toronto=Toronto/CA-ON"]),
        ("The Red Cross and the Red Crescent came.", &[]),
        (
            "Canada's government met Edmonton's mayor.",
            &["Canada=Canada", "Edmonton=Edmonton/CA-AB"],
        ),
        ("According to Al-Ahram, twenty people left.", &[]),
    ]);
}

#[test]
fn streets_and_buildings_are_named_and_not_placed_addresses_are_not_named() {
    check(&[
        (
            "A collision closed Clarke Road near London.",
            &["Clarke Road=", "London=London/GB-ENG"],
        ),
        (
            "The music was played last week at the Bob Wills Museum in Paris.",
            &["Bob Wills Museum=", "Paris=Paris/FR-IDF"],
        ),
        (
            "The new dam on Holloway Creek flooded farms.",
            &["Holloway Creek="],
        ),
        ("Buses leave from 324 Sosiury Street at noon.", &[]),
        ("The Wall Street Journal reported it.", &[]),
        (
            "Buses left Aleppo by the Castello road.",
            &["Aleppo=Aleppo/SY-HL", "Castello road=Castello Road/SY-HL"],
        ),
        (
            "Homes were buried in Maoxun county in China.",
            &["Maoxun=", "China=China"],
        ),
    ]);
}

#[test]
fn what_the_text_states_decides_which_place_is_meant() {
    check(&[
        (
            "He farms in Paris, Texas. People in Paris like him.",
            &[
                "Paris=Paris/US-TX",
                "Texas=Texas/US-TX",
                "Paris=Paris/US-TX",
            ],
        ),
        (
            "The firm owns flats in Atlanta, Georgia.",
            &["Atlanta=Atlanta/US-GA", "Georgia=Georgia/US-GA"],
        ),
        (
            "The conflict in Georgia frightens Armenia.",
            &["Georgia=Georgia", "Armenia=Armenia"],
        ),
        ("A region of Belgium objected.", &["Belgium=Belgium"]),
        (
            "It may reach Quebec and Ontario.",
            &["Quebec=Quebec/CA-QC", "Ontario=Ontario/CA-ON"],
        ),
        (
            "Fire crews from Enfield came to Edmonton.",
            &["Enfield=Enfield Town/GB-ENG", "Edmonton=Edmonton/GB-ENG"],
        ),
        (
            "Hundreds fled the Old City of Mosul in Iraq.",
            &["Old City=", "Mosul=Mosul/IQ-NI", "Iraq=Iraq"],
        ),
    ]);
}

#[test]
fn places_of_other_wars_are_known_in_their_usual_spellings() {
    check(&[
        (
            "Families came from Kafraya and Foua to Idlib.",
            &[
                "Kafraya=Kafriya/SY-ID",
                "Foua=Al-Fu’ah/SY-ID",
                "Idlib=Idlib/SY-ID",
            ],
        ),
        (
            "Trucks passed Kerem Shalom and Zikim.",
            &["Kerem Shalom=Kerem Shalom crossing", "Zikim=Ziqim/IL-D"],
        ),
        (
            "Aid reached El Fasher and Zamzam in North Darfur.",
            &[
                "El Fasher=El Fasher/SD-DN",
                "Zamzam=Zamzam camp/SD-DN",
                "North Darfur=North Darfur/SD-DN",
            ],
        ),
        (
            "Cars left Stepanakert for Goris.",
            &["Stepanakert=Khankendi/AZ-XA", "Goris=Goris/AM-SU"],
        ),
    ]);
}

#[test]
fn a_place_stands_between_an_office_and_the_name_of_its_holder() {
    check(&[
        (
            "Мер Мелітополя Іван Федоров повідомив про обстріл.",
            &["Мелітополя=Melitopol/UA-23"],
        ),
        (
            "Мэр Чернигова Владислав Атрошенко говорил вечером.",
            &["Чернигова=Chernihiv/UA-74"],
        ),
    ]);
}
