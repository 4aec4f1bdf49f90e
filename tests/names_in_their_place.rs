//! Names in their place: no fragment of a longer name, no namesake on another continent, no namesake of a big city that is
//! named plainly, no town that only lends its name to a road.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use korydor::geoparse::Geoparser;
use korydor::report::{Cut, Hint, from_text};
use korydor::world::World;

/// "Text=Name/Unit" of every name that a text mentions; "Text=" of one without a place.
fn mentions(geoparser: &mut Geoparser<'_>, text: &str) -> Vec<String> {
    let report = from_text(text.to_owned(), &Hint::default()).unwrap();
    let (found, _) = geoparser.mentions(&Cut::of(&report));
    found
        .iter()
        .map(|mention| match mention.place.as_ref() {
            Some(place) => format!(
                "{}={}/{}",
                mention.text,
                place.name,
                place.admin1.as_deref().unwrap_or("")
            ),
            None => format!("{}=", mention.text),
        })
        .collect()
}

fn check(rows: &[(&str, &[&str])]) {
    let world = World::embedded().unwrap();
    let mut geoparser = Geoparser::new(&world.gazetteer, &world.place_words);
    let failures: Vec<String> = rows
        .iter()
        .map(|(text, expected)| (text, mentions(&mut geoparser, text), expected))
        .filter(|(_, found, expected)| found != *expected)
        .map(|(text, found, expected)| {
            format!("{text}\n  found    {found:?}\n  expected {expected:?}")
        })
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn no_fragment_of_a_longer_name_is_a_place() {
    check(&[
        (
            "Fighters of Hayat Tahrir al-Sham took the town of Saraqib in Syria.",
            &["Saraqib=Saraqib/SY-ID", "Syria=Syria/"],
        ),
        (
            "Ahrar al-Sham held Idlib in that year.",
            &["Idlib=Idlib/SY-ID"],
        ),
        (
            "He fled from Deir al-Zor to al-Bab in Syria.",
            &[
                "Deir al-Zor=Deir ez-Zor/SY-DY",
                "al-Bab=Al-Bab/SY-HL",
                "Syria=Syria/",
            ],
        ),
        (
            "A convoy with food reached Port-au-Prince in Haiti.",
            &["Port-au-Prince=Port-au-Prince/HT-OU", "Haiti=Haiti/"],
        ),
        (
            "The Tigray People's Liberation Front has left Mekelle.",
            &["Mekelle=Mekelle/ET-TI"],
        ),
        (
            "A shell fell beside Al Quds Hospital in Gaza City yesterday.",
            &["Al Quds Hospital=", "Gaza City=Gaza/"],
        ),
        (
            "Hamas let buses leave Khan Younis.",
            &["Khan Younis=Khan Yunis/"],
        ),
        ("The Amur Economic Region was not named.", &[]),
    ]);
}

#[test]
fn a_place_beyond_the_theatre_of_the_text_is_somebody_elses() {
    check(&[
        (
            "Буси їхали з Києва через Вінницю. Тоді говорили про Львів.",
            &[
                "Києва=Kyiv/UA-30",
                "Вінницю=Vinnytsia/UA-05",
                "Львів=Lviv/UA-46",
            ],
        ),
        (
            "Из Авдеевки и села Новая Богдановка людей вывезли в Днепр.",
            &[
                "Авдеевки=Avdiivka/UA-14",
                "Новая Богдановка=",
                "Днепр=Dnipro/UA-12",
            ],
        ),
        // Named unmistakably, or with its area: it stays, however far.
        (
            "Talks were held in Geneva about Kharkiv, Sumy and Poltava.",
            &[
                "Geneva=Geneva/CH-GE",
                "Kharkiv=Kharkiv/UA-63",
                "Sumy=Sumy/UA-59",
                "Poltava=Poltava/UA-53",
            ],
        ),
        (
            "Money for Kharkiv, Sumy and Poltava came from Moscow, Idaho.",
            &[
                "Kharkiv=Kharkiv/UA-63",
                "Sumy=Sumy/UA-59",
                "Poltava=Poltava/UA-53",
                "Moscow=Moscow/US-ID",
                "Idaho=Idaho/US-ID",
            ],
        ),
    ]);
}

#[test]
fn a_big_city_named_plainly_beats_a_village_in_the_unit_of_another_one() {
    let world = World::embedded().unwrap();
    let mut geoparser = Geoparser::new(&world.gazetteer, &world.place_words);
    let cities = [
        ("Mykolaiv", "Миколаєва", "UA-48"),
        ("Lviv", "Львова", "UA-46"),
        ("Rivne", "Рівного", "UA-56"),
        ("Kropyvnytskyi", "Кропивницького", "UA-35"),
        ("Chernivtsi", "Чернівців", "UA-77"),
        ("Vinnytsia", "Вінниці", "UA-05"),
        ("Kherson", "Херсона", "UA-65"),
        ("Poltava", "Полтави", "UA-53"),
        ("Sumy", "Сум", "UA-59"),
        ("Odesa", "Одеси", "UA-51"),
    ];
    let mut wrong = Vec::new();
    for (from, _, unit) in cities {
        for (to, genitive, other) in cities {
            if from == to {
                continue;
            }
            let english = mentions(
                &mut geoparser,
                &format!("A convoy went from {from} to {to}."),
            );
            let expected = [format!("/{unit}"), format!("/{other}")];
            let is_right = english.len() == 2
                && english
                    .iter()
                    .zip(&expected)
                    .all(|(name, unit)| name.ends_with(unit));
            if !is_right {
                wrong.push(format!("{from} to {to}: {english:?}"));
            }
            let text = format!("Потяг прибув до {genitive} зранку.");
            let ukrainian = mentions(&mut geoparser, &text);
            if !ukrainian.iter().all(|name| name.ends_with(&expected[1])) || ukrainian.len() != 1 {
                wrong.push(format!("{text}: {ukrainian:?}"));
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // What else the text says of the unit speaks for its village.
    check(&[(
        "Kirovohrad region. The village of Rivne took in families.",
        &["Kirovohrad=Kirovohrad Oblast/UA-35", "Rivne=Rivne/UA-35"],
    )]);
}

#[test]
fn the_capital_of_a_sentences_first_word_makes_no_person() {
    let world = World::embedded().unwrap();
    let mut geoparser = Geoparser::new(&world.gazetteer, &world.place_words);
    let cities = [
        ("Kharkiv", "Харкова", "Харькова"),
        ("Kyiv", "Києва", "Киева"),
        ("Sumy", "Сум", "Сум"),
        ("Mariupol", "Маріуполя", "Мариуполя"),
        ("Chernihiv", "Чернігова", "Чернигова"),
        ("Mykolaiv", "Миколаєва", "Николаева"),
        ("Kherson", "Херсона", "Херсона"),
        ("Odesa", "Одеси", "Одессы"),
        ("Dnipro", "Дніпра", "Днепра"),
        ("Kramatorsk", "Краматорська", "Краматорска"),
        ("Avdiivka", "Авдіївки", "Авдеевки"),
        ("Bakhmut", "Бахмута", "Бахмута"),
        ("Izium", "Ізюма", "Изюма"),
        ("Kupiansk", "Куп’янська", "Купянска"),
    ];
    let english = [
        "Shelling Hits",
        "Missiles Strike",
        "Drones Attack",
        "Rockets Pound",
    ];
    let ukrainian = [
        "Обстріл",
        "Бомбардування",
        "Евакуація",
        "Облога",
        "Штурм",
        "Оборона",
        "Очищення",
    ];
    let russian = [
        "Обстрел",
        "Бомбардировка",
        "Эвакуация",
        "Осада",
        "Штурм",
        "Оборона",
        "Зачистка",
    ];
    let mut lost = Vec::new();
    for (name, genitive, russian_genitive) in cities {
        let texts = english
            .iter()
            .map(|event| format!("{event} {name}"))
            .chain(
                ukrainian
                    .iter()
                    .map(|event| format!("{event} {genitive}: є загиблі.")),
            )
            .chain(
                russian
                    .iter()
                    .map(|event| format!("{event} {russian_genitive}: есть погибшие.")),
            );
        for text in texts {
            let found = mentions(&mut geoparser, &text);
            if !(found.len() == 1 && found[0].contains(&format!("={name}/"))) {
                lost.push(format!("{text}: {found:?}"));
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
    check(&[
        ("Володимир Харків сказав, що не поїде.", &[]),
        ("Brandon Lyman won the race.", &[]),
    ]);
}

#[test]
fn what_is_called_after_a_town_is_not_the_town() {
    check(&[
        (
            "КПВВ «Новотроїцьке» закрито, КПВВ «Мар’їнка» працює.",
            &["Новотроїцьке=", "Мар’їнка="],
        ),
        (
            "The Homs road and the Kostiantynivka checkpoint are closed.",
            &["Homs=", "Kostiantynivka="],
        ),
        (
            "Автобус стоїть на вулиці Харківська у Полтаві.",
            &["Харківська=", "Полтаві=Poltava/UA-53"],
        ),
        (
            "People left Sudan crossing into Chad by night.",
            &["Sudan=Sudan/", "Chad=Chad/"],
        ),
    ]);
}

/// Where a text states an area, the bearer there is meant, and no other.
#[test]
fn a_stated_area_holds_its_place() {
    check(&[
        (
            "Residents left Ivanivka in Kherson region.",
            &["Ivanivka=Ivanivka/UA-65", "Kherson=Kherson Oblast/UA-65"],
        ),
        (
            "Residents left Novotroitske, Henichesk raion.",
            &[
                "Novotroitske=Novotroitske/UA-65",
                "Henichesk raion=Henicheskyi Raion/UA-65",
            ],
        ),
        (
            "Мешканці залишили смт Новотроїцьке Волноваського району.",
            &[
                "Новотроїцьке=Novotroitske/UA-14",
                "Волноваського району=Volnovaskyi Raion/UA-14",
            ],
        ),
        (
            "Люди виїхали: Волноваський район, смт Новотроїцьке.",
            &[
                "Волноваський район=Volnovaskyi Raion/UA-14",
                "Новотроїцьке=Novotroitske/UA-14",
            ],
        ),
        (
            "Жители покинули Новотроицкое (Генический район).",
            &[
                "Новотроицкое=Novotroitske/UA-65",
                "Генический район=Henicheskyi Raion/UA-65",
            ],
        ),
    ]);
}

#[test]
fn where_no_bearer_lies_in_the_stated_area_the_name_is_not_placed() {
    let world = World::embedded().unwrap();
    let mut geoparser = Geoparser::new(&world.gazetteer, &world.place_words);
    for (text, name, area) in [
        (
            "They fled Novotroitske, Svatove raion, by bus.",
            "Novotroitske",
            "Svatove raion",
        ),
        (
            "They fled Petrivka (Sumy oblast) by bus.",
            "Petrivka",
            "Sumy oblast",
        ),
        (
            "Жителі с. Новотроїцьке Сватівського району поїхали.",
            "Новотроїцьке",
            "Сватівського району",
        ),
        (
            "Жители села Ивановка (Сватовский район) уехали.",
            "Ивановка",
            "Сватовский район",
        ),
    ] {
        let report = from_text(text.to_owned(), &Hint::default()).unwrap();
        let (found, unplaced) = geoparser.mentions(&Cut::of(&report));
        let mention = found.iter().find(|mention| &*mention.text == name);
        let mention = mention.unwrap_or_else(|| panic!("{text}: {found:?}"));
        assert!(mention.place.is_none(), "{text}: {:?}", mention.place);
        let listed = unplaced
            .iter()
            .find(|listed| &*listed.text == name)
            .unwrap();
        let reason = format!("places of this name are known, but none in {area}");
        assert_eq!(listed.reason, reason, "{text}");
    }
}

/// An area beside a city, a list, or words for whither are no area of the name.
#[test]
fn what_only_stands_beside_an_area_keeps_its_place() {
    check(&[
        (
            "Shelling hit Orikhiv, Huliaipole, Polohy district and Kherson.",
            &[
                "Orikhiv=Orikhiv/UA-23",
                "Huliaipole=Huliaipole/UA-23",
                "Polohy district=Polohivskyi Raion/UA-23",
                "Kherson=Kherson/UA-65",
            ],
        ),
        (
            "People from Mariupol in Zaporizhzhia region were fed.",
            &[
                "Mariupol=Mariupol/UA-14",
                "Zaporizhzhia=Zaporizhzhia Oblast/UA-23",
            ],
        ),
        (
            "Людей везуть з Лимана в Дніпропетровську область.",
            &[
                "Лимана=Lyman/UA-14",
                "Дніпропетровську=Dnipropetrovsk Oblast/UA-12",
            ],
        ),
        (
            "Жителей везут из Бахмута в Харьковскую область.",
            &["Бахмута=Bakhmut/UA-14", "Харьковскую=Kharkiv Oblast/UA-63"],
        ),
    ]);
}

#[test]
fn an_unknown_name_is_read_whole_where_an_area_is_stated_for_it() {
    check(&[
        (
            "Эвакуация жителей: Новая Богдановка (Мелитопольский район).",
            &[
                "Новая Богдановка=",
                "Мелитопольский район=Melitopolskyi Raion/UA-23",
            ],
        ),
        (
            "Евакуація жителів: Нова Богданівка (Мелітопольський район).",
            &[
                "Нова Богданівка=",
                "Мелітопольський район=Melitopolskyi Raion/UA-23",
            ],
        ),
        (
            "Люди уехали из деревни Зоряное Сумского района.",
            &["Зоряное=", "Сумского района=Sumskyi Raion/UA-59"],
        ),
        (
            "They walked to the Karm Abu Salem border crossing and to Rashmaya refugee camp.",
            &["Karm Abu Salem=", "Rashmaya="],
        ),
    ]);
}
