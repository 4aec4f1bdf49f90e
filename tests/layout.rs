//! What lists, chains, timetables, tables and broken lines of announcements say, and beside each a
//! text of the same layout that says nothing of corridors.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod reading;

use korydor::model::{Corridor, CorridorField, Mode, PlaceRef, Reading};
use reading::reading_on;

fn reading_of(text: &str) -> Reading {
    reading_on("2022-04-12", text)
}

/// The names as the report writes them; an unplaced one carries a question mark.
fn words(places: &[PlaceRef]) -> String {
    let name = |place: &PlaceRef| {
        let doubt = if place.place.position().is_some() {
            ""
        } else {
            "?"
        };
        format!("{}{doubt}", place.text)
    };
    if places.is_empty() {
        return "-".to_owned();
    }
    places.iter().map(name).collect::<Vec<_>>().join("+")
}

/// A corridor in a line: `origins > destinations`, with its way between where it has one.
fn line(corridor: &Corridor) -> String {
    let mut parts = vec![words(&corridor.from)];
    if !corridor.via.is_empty() {
        parts.push(words(&corridor.via));
    }
    parts.push(words(&corridor.to));
    parts.join(" > ")
}

fn lines(reading: &Reading) -> Vec<String> {
    reading.corridors.iter().map(line).collect()
}

fn assert_read(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(lines(&reading_of(text)), *expected, "{text}");
    }
}

#[test]
fn chains_of_one_sentence_that_share_an_end_are_passages_of_their_own() {
    assert_read(&[
        (
            "Corridors work today: Berdiansk–Zaporizhzhia, Melitopol–Zaporizhzhia (own cars).",
            &["Berdiansk > Zaporizhzhia", "Melitopol > Zaporizhzhia"],
        ),
        (
            "Humanitarian corridors: Sumy – Romny – Poltava, Sumy – Konotop and Izium – Lozova.",
            &["Sumy > Romny > Poltava", "Sumy > Konotop", "Izium > Lozova"],
        ),
        (
            "Сьогодні діятимуть коридори: Бердянськ – Запоріжжя, Мелітополь – Запоріжжя.",
            &["Бердянськ > Запоріжжя", "Мелітополь > Запоріжжя"],
        ),
        (
            "Гуманитарные коридоры: Бердянск – Токмак – Запорожье, Мелитополь – Запорожье и Энергодар – Запорожье.",
            &[
                "Бердянск > Токмак > Запорожье",
                "Мелитополь > Запорожье",
                "Энергодар > Запорожье",
            ],
        ),
        // The same way in short and at length.
        (
            "Гуманітарний коридор: Суми – Полтава (Суми – Ромни – Лохвиця – Полтава).",
            &["Суми > Ромни+Лохвиця > Полтава"],
        ),
        (
            "Humanitarian corridor Sumy–Poltava: Sumy – Romny – Poltava.",
            &["Sumy > Romny > Poltava"],
        ),
    ]);
}

#[test]
fn the_last_stop_is_the_end() {
    assert_read(&[
        (
            "Evacuation from Severodonetsk: gather at school 5, the last stop is Dnipro.",
            &["Severodonetsk > Dnipro"],
        ),
        (
            "Евакуація зі Сєвєродонецька: збір біля школи №5, кінцева зупинка — Дніпро.",
            &["Сєвєродонецька > Дніпро"],
        ),
        (
            "Эвакуация из Северодонецка: сбор у школы, конечная – Днепр.",
            &["Северодонецка > Днепр"],
        ),
    ]);
}

#[test]
fn stops_of_a_chain_are_joined_by_any_arrow() {
    for arrow in [
        "→", "➡️", "➡", "➔", "➜", "=>", "==>", "⇒", "->", "-->", "—>", "–>", ">", ">>", "⟶", "–",
        "—", "-", "~>", "⮕", "🡒", "👉", "⇢",
    ] {
        assert_read(&[
            (
                &format!(
                    "Humanitarian corridors today:\nSumy {arrow} Poltava\nIzium {arrow} Barvinkove {arrow} Lozova"
                ),
                &["Sumy > Poltava", "Izium > Barvinkove > Lozova"],
            ),
            (
                &format!("Гуманітарні коридори сьогодні:\n• Суми {arrow} Полтава"),
                &["Суми > Полтава"],
            ),
            (
                &format!("Гуманитарные коридоры сегодня:\n1. Сумы {arrow} Ромны {arrow} Полтава"),
                &["Сумы > Ромны > Полтава"],
            ),
        ]);
    }
}

#[test]
fn an_unknown_name_keeps_its_place_in_a_chain() {
    assert_read(&[
        (
            "Humanitarian corridors:\n- Mariupol – Krugliakove – Zaporizhzhia\n- Dolynka Nova → Lozova\n- Izium – Verkhnia Balkivka",
            &[
                "Mariupol > Krugliakove? > Zaporizhzhia",
                "Dolynka Nova? > Lozova",
                "Izium > Verkhnia Balkivka?",
            ],
        ),
        (
            "Гуманітарні коридори:\n- Маріуполь – Круглякове – Запоріжжя\n- Ізюм ➡️ Верхня Балківка",
            &[
                "Маріуполь > Круглякове? > Запоріжжя",
                "Ізюм > Верхня Балківка?",
            ],
        ),
        (
            "Гуманитарные коридоры:\n- Сумы – Голубцово – Ромны – Полтава",
            &["Сумы > Голубцово?+Ромны > Полтава"],
        ),
    ]);
}

#[test]
fn slashes_join_the_stops_of_a_way_where_no_word_makes_them_a_list() {
    assert_read(&[
        (
            "The humanitarian corridor works today (Mariupol / Mangush / Berdiansk).",
            &["Mariupol > Mangush > Berdiansk"],
        ),
        (
            "Гуманітарний коридор Маріуполь/Мангуш/Бердянськ/Запоріжжя працює.",
            &["Маріуполь > Мангуш+Бердянськ > Запоріжжя"],
        ),
        (
            "Гуманитарный коридор: Сумы / Голубцово / Ромны / Полтава.",
            &["Сумы > Голубцово?+Ромны > Полтава"],
        ),
        (
            "The corridor from Mariupol to Zaporizhzhia (Mariupol / Mangush / Berdiansk / Tokmak / Zaporizhzhia) works today.",
            &["Mariupol > Mangush+Berdiansk+Tokmak > Zaporizhzhia"],
        ),
        (
            "Buses took people from Irpin/Bucha/Hostomel to Kyiv; evacuation goes on.",
            &["Irpin+Bucha+Hostomel > Kyiv"],
        ),
        (
            "Эвакуация из Артемовск/Бахмут в Днепр продолжается.",
            &["Артемовск > Днепр"],
        ),
    ]);
}

#[test]
fn a_chain_goes_on_over_line_ends() {
    assert_read(&[
        (
            "Humanitarian corridor today: Mariupol →\nMangush →\nBerdiansk → Zapo-\nrizhzhia.",
            &["Mariupol > Mangush+Berdiansk > Zaporizhzhia"],
        ),
        (
            "Сьогодні відкрито гуманітарний коридор Маріуполь –\nМангуш –\nБердянськ – Запо-\nріжжя.",
            &["Маріуполь > Мангуш+Бердянськ > Запоріжжя"],
        ),
    ]);
}

#[test]
fn a_timetable_names_trains_by_hour_and_number() {
    for text in [
        "Укрзалізниця призначила евакуаційні поїзди на 12 квітня:\n10:00 - №240/239 Краматорськ - Тернопіль;\n14:00 - №241/242 Слов'янськ - Львів.",
        "Эвакуационные поезда на 12 апреля\n08:30 №46 Краматорск → Тернополь\n19.15 № 84/83 Славянск → Львов",
        "Evacuation trains today:\n09:40 No. 84 Kramatorsk - Ternopil\n14:25 #712/711 Sloviansk - Lviv",
    ] {
        let reading = reading_of(text);
        assert_eq!(reading.corridors.len(), 2, "{text}");
        for corridor in &reading.corridors {
            assert_eq!(corridor.mode, Some(Mode::Rail), "{text}");
        }
    }
    assert_read(&[
        (
            "Розклад приміських поїздів на 12 квітня:\n08:00 - №840 Київ - Львів;\n10:15 - №12 Одеса - Харків.",
            &[],
        ),
        (
            "Trains on 12 April\n\nKyiv – Lviv, 08:00\nOdesa – Kharkiv, 10:15",
            &[],
        ),
        (
            "Расписание пригородных поездов на 12 апреля:\n08:00 №840 Киев - Львов",
            &[],
        ),
    ]);
}

/// A text with line ends at a width, as text from PDF files has them.
fn wrapped(text: &str, width: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().unwrap();
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.join("\n")
}

const PROSE: [&str; 3] = [
    "Humanitarian corridors for 13 April have been agreed, Iryna Vereshchuk said on Tuesday. Civilians will be taken from Melitopol to \
     Zaporizhzhia and from the town of Berdyansk to Zaporizhzhia by buses. Buses will also bring people from Izium to Lozova.",
    "Гуманітарні коридори на 13 квітня погоджено, повідомила у вівторок віцепрем'єр-міністр Ірина Верещук. Людей вивозитимуть з \
     Мелітополя до Запоріжжя, а також із Бердянська до Запоріжжя автобусами. З Ізюма автобуси поїдуть до Лозової.",
    "Гуманитарные коридоры на 13 апреля согласованы, сообщила во вторник вице-премьер Ирина Верещук. Людей вывезут из Мелитополя в \
     Запорожье, а также из Бердянска в Запорожье автобусами. Из Изюма автобусы поедут в Лозовую.",
];

/// What a reading says, apart from where its words stand.
fn said(reading: &Reading) -> Vec<(String, String, Option<String>, Option<String>)> {
    let said = |corridor: &Corridor| {
        (
            line(corridor),
            format!("{:?} {:?}", corridor.status, corridor.mode),
            corridor.valid_from.clone(),
            corridor.announced_by.clone(),
        )
    };
    reading.corridors.iter().map(said).collect()
}

#[test]
fn line_ends_within_sentences_change_nothing() {
    for text in PROSE {
        let whole = said(&reading_of(text));
        assert_eq!(whole.len(), 3, "{text}");
        for width in [34, 42, 56, 64, 72, 80, 100] {
            assert_eq!(
                said(&reading_of(&wrapped(text, width))),
                whole,
                "{width}: {text}"
            );
        }
    }
}

/// Words that are broken over lines, or that hold what nobody sees, and the same words whole.
const BROKEN: [(&str, &str); 6] = [
    ("Melitopol", "Meli-\ntopol"),
    ("Zaporizhzhia", "Zapo\u{ad}rizh\u{ad}zhia"),
    ("Civilians", "\u{2066}Ci\u{200b}vilians\u{2069}"),
    ("Мелітополя", "Мелі-\nтополя"),
    ("Запоріжжя", "\u{200e}Запоріж\u{ad}жя"),
    ("Мелитополя", "Мели\u{2010}\n  тополя"),
];

#[test]
fn line_ends_within_words_and_invisible_characters_change_nothing_and_offsets_hold() {
    for text in PROSE {
        let broken = BROKEN
            .iter()
            .fold(text.to_owned(), |text, (whole, broken)| {
                text.replace(whole, broken)
            });
        assert_ne!(broken, text);
        let (read_broken, read_whole) = (reading_of(&broken), reading_of(text));
        assert_eq!(said(&read_broken), said(&read_whole), "{broken}");
        let characters: Vec<char> = broken.chars().collect();
        let written = |start: usize, end: usize| characters[start..end].iter().collect::<String>();
        for corridor in &read_broken.corridors {
            assert_eq!(
                written(corridor.quote.start, corridor.quote.end),
                *corridor.quote.exact
            );
            for (places, field) in [
                (&corridor.from, CorridorField::From),
                (&corridor.to, CorridorField::To),
            ] {
                let shown: String = corridor
                    .evidence
                    .of(field)
                    .map(|span| written(span.start, span.end))
                    .collect();
                let visible: String = shown
                    .replace("-\n", "")
                    .replace("\u{2010}\n  ", "")
                    .replace(['\u{ad}', '\u{200b}', '\u{200e}'], "");
                assert!(
                    visible.contains(&*places[0].text),
                    "{shown} {}",
                    places[0].text
                );
            }
        }
    }
}

#[test]
fn lines_of_a_list_stay_apart() {
    assert_read(&[
        (
            "Humanitarian corridors work today\nfrom Melitopol to Zaporizhzhia\nfrom Berdyansk to Zaporizhzhia\nfrom Izium to Lozova",
            &[
                "Melitopol > Zaporizhzhia",
                "Berdyansk > Zaporizhzhia",
                "Izium > Lozova",
            ],
        ),
        (
            "Гуманітарні коридори сьогодні\nз Мелітополя до Запоріжжя\nіз Бердянська до Запоріжжя\nз Ізюма до Лозової",
            &[
                "Мелітополя > Запоріжжя",
                "Бердянська > Запоріжжя",
                "Ізюма > Лозової",
            ],
        ),
    ]);
}

#[test]
fn a_list_below_the_bare_word_for_a_corridor_is_read() {
    assert_read(&[
        (
            "Corridors, 12 April\n\n- Melitopol – Zaporizhzhia, buses\n- Berdyansk – Zaporizhzhia, own cars",
            &["Melitopol > Zaporizhzhia", "Berdyansk > Zaporizhzhia"],
        ),
        (
            "Сьогодні працюють коридори:\nз Сум до Полтави;\nз Ізюма до Лозової;\nз Токмака до Запоріжжя.",
            &["Сум > Полтави", "Ізюма > Лозової", "Токмака > Запоріжжя"],
        ),
        (
            "Коридоры на 12 апреля:\n1. Мелитополь – Запорожье\n2. Изюм – Лозовая",
            &["Мелитополь > Запорожье", "Изюм > Лозовая"],
        ),
    ]);
}

#[test]
fn lists_of_other_ways_say_nothing() {
    for text in [
        "Transport corridors of the EU\n\n- Gdansk – Odesa\n- Warsaw – Kyiv",
        "Corridors for grain\n- Odesa – Constanta\n- Izmail – Galati",
        "Corridors for wolves in the Carpathians\n- Rakhiv – Yaremche\n- Skole – Turka",
        "Road closures, 12 April\n- Sumy – Poltava: snow\n- Kyiv – Zhytomyr: ice",
        "Matches on 12 April\n- Lviv – Poltava\n- Kyiv – Odesa",
        "New bus routes\nSumy – Poltava\nKyiv – Zhytomyr",
        "Зернові коридори:\n- Одеса – Констанца\n- Ізмаїл – Галац",
        "Нові автобусні маршрути\nСуми – Полтава, 350 грн\nКиїв – Житомир, 200 грн",
        "Матчі туру\n- Львів – Полтава\n- Київ – Одеса",
        "Коридоры для экспорта\n- Одесса – Констанца\n- Измаил – Галац",
        "Маршруты междугородних автобусов\n- Сумы – Полтава\n- Киев – Житомир",
        "Очереди на границе\n«Корчева – Краковец»: 400 легковых автомобилей\n«Медыка – Шегини»: 900 легковых автомобилей",
    ] {
        assert_read(&[(text, &[])]);
    }
}

#[test]
fn an_origin_word_ahead_of_a_list_holds_for_all_its_parts() {
    assert_read(&[
        (
            "Humanitarian corridors on 12 April.\nThree lead to Zaporizhzhia: from Melitopol; Berdyansk (own cars only); Tokmak (gathering point: 5 Poltava Street).",
            &[
                "Melitopol > Zaporizhzhia",
                "Berdyansk > Zaporizhzhia",
                "Tokmak > Zaporizhzhia",
            ],
        ),
        (
            "Гуманітарні коридори на 12 квітня.\nТри ведуть до Запоріжжя: з Мелітополя; Бердянська (лише власним транспортом); Токмака.",
            &[
                "Мелітополя > Запоріжжя",
                "Бердянська > Запоріжжя",
                "Токмака > Запоріжжя",
            ],
        ),
        (
            "Humanitarian corridors on 12 April.\nPeople came to Zaporizhzhia from Melitopol; shells fell on Tokmak.",
            &["Melitopol > Zaporizhzhia"],
        ),
    ]);
}

#[test]
fn an_area_in_brackets_is_no_stop_of_a_chain() {
    assert_read(&[
        (
            "Humanitarian corridors: Irpin (Kyiv region) – Bila Tserkva, Bucha (Kyiv region) – Zhytomyr.",
            &["Irpin > Bila Tserkva", "Bucha > Zhytomyr"],
        ),
        (
            "Евакуаційні маршрути: Ізюм (Харківська область) – Лозова, Балаклія (Харківська область) – Полтава.",
            &["Ізюм > Лозова", "Балаклія > Полтава"],
        ),
        (
            "Эвакуация жителей: Новая Богдановка (Мелитопольский район) – Запорожье.",
            &["Новая Богдановка? > Запорожье"],
        ),
        (
            "Евакуація: Нова Богданівка (Мелітопольський район) – Запоріжжя.",
            &["Нова Богданівка? > Запоріжжя"],
        ),
        (
            "Civilians were evacuated from Novoselivka, Kharkiv raion, to Poltava.",
            &["Novoselivka? > Poltava"],
        ),
    ]);
}
