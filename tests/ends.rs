//! Where the ends of corridors are said: each in the words of its statement, or named as inferred;
//! and counts that are given for several corridors once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use korydor::model::{Corridor, CorridorField, PlaceRef, Reading, Span, Status};
use korydor::read::read;
use korydor::report::{Hint, from_text};
use korydor::world::World;

static WORLD: LazyLock<World> = LazyLock::new(|| World::embedded().unwrap());

fn reading_on(day: Option<&str>, text: &str) -> Reading {
    let hint = Hint {
        published: day.map(str::to_owned),
        ..Hint::default()
    };
    read(from_text(text.into(), &hint).unwrap(), &WORLD)
}

fn corridors(text: &str) -> Vec<Corridor> {
    reading_on(Some("2022-04-10"), text).corridors
}

fn is_past_or_failed(corridor: &Corridor) -> bool {
    corridor.status == Status::Completed || corridor.status.went_wrong()
}

fn words(text: &str, span: Span) -> String {
    text.chars()
        .skip(span.start)
        .take(span.end - span.start)
        .collect()
}

/// What is wrong with the ends of a reading, a line each.
fn faults(reading: &Reading) -> Vec<String> {
    let text = &reading.report.text;
    let mut faults = Vec::new();
    for corridor in &reading.corridors {
        let ends = [
            (CorridorField::From, &corridor.from),
            (CorridorField::To, &corridor.to),
        ];
        for (field, places) in ends {
            let evidence: Vec<Span> = corridor.evidence.of(field).collect();
            let is_inferred = corridor.inferred.contains(&field);
            let mut fault = |what: &str, of: &str| {
                faults.push(format!("{what}: {field:?} {of} | {}", corridor.quote.exact));
            };
            if is_inferred && is_past_or_failed(corridor) {
                fault("inferred of what is over or failed", "");
            }
            if is_inferred || places.is_empty() {
                if !evidence.is_empty() {
                    fault("evidence of what is not stated", "");
                }
                continue;
            }
            let said: Vec<String> = evidence.iter().map(|span| words(text, *span)).collect();
            for place in places
                .iter()
                .filter(|place| !said.iter().any(|said| **said == *place.text))
            {
                fault("without evidence", &place.text);
            }
            let rests_on: Vec<Span> = std::iter::once(&corridor.quote)
                .chain(&corridor.context)
                .map(|quote| quote.span())
                .collect();
            for span in evidence {
                if !rests_on.iter().any(|sentence| span.lies_in(*sentence)) {
                    fault("outside quote and context", &words(text, span));
                }
            }
        }
        for quote in std::iter::once(&corridor.quote).chain(&corridor.context) {
            if words(text, quote.span()) != *quote.exact {
                faults.push(format!("not the words at its place: {}", quote.exact));
            }
        }
    }
    faults
}

fn texts_of(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|file| file.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_end_of_the_samples_and_announcements_is_said_or_inferred() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [
        "geodata/reports",
        "tests/announcements",
        "tests/announcements/kept_back",
    ];
    let mut ends = 0;
    for file in folders
        .iter()
        .flat_map(|folder| texts_of(&root.join(folder)))
    {
        let reading = reading_on(None, &fs::read_to_string(&file).unwrap());
        assert_eq!(faults(&reading), Vec::<String>::new(), "{}", file.display());
        let of_text = reading.corridors.iter();
        ends += of_text
            .map(|said| said.from.len() + said.to.len())
            .sum::<usize>();
    }
    assert!(ends > 400, "{ends} ends");
}

/// Texts that are not part of the repository; of the folder `blind` nothing but numbers is shown.
#[test]
fn every_end_of_the_development_corpus_is_said_or_inferred() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !corpus.is_dir() {
        eprintln!("skipped: there is no folder {}", corpus.display());
        return;
    }
    for folder in ["gold", "blind"] {
        let texts = texts_of(&corpus.join(folder));
        assert!(!texts.is_empty());
        for (number, file) in texts.iter().enumerate() {
            let answers = fs::read_to_string(file.with_extension("json")).unwrap();
            let answers: serde_json::Value = serde_json::from_str(&answers).unwrap();
            let text = fs::read_to_string(file).unwrap();
            let found = faults(&reading_on(answers["date"].as_str(), &text));
            if folder == "blind" {
                assert_eq!(found.len(), 0, "faults in text {number} of blind");
            } else {
                assert_eq!(found, Vec::<String>::new(), "{}", file.display());
            }
        }
    }
}

/// The names of an end as the report writes them, with a question mark where it is inferred.
fn end(places: &[PlaceRef], is_inferred: bool) -> String {
    if places.is_empty() {
        return "…".to_owned();
    }
    let names: Vec<&str> = places.iter().map(|place| &*place.text).collect();
    names.join("+") + if is_inferred { "?" } else { "" }
}

/// `origins → destinations`, and the people counted: `1500`, or `shared` with the line before.
fn line(corridor: &Corridor) -> String {
    let inferred = |field| corridor.inferred.contains(&field);
    let (from, to) = (
        end(&corridor.from, inferred(CorridorField::From)),
        end(&corridor.to, inferred(CorridorField::To)),
    );
    let people = match corridor.people_moved {
        _ if corridor.shares_counts => " shared".to_owned(),
        Some(people) => format!(" {people}"),
        None => String::new(),
    };
    format!("{from} → {to}{people}")
}

fn assert_ends(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        let found: Vec<String> = corridors(text).iter().map(line).collect();
        assert_eq!(found, *expected, "{text}");
    }
}

#[test]
fn where_people_were_taken_is_said_or_left_open() {
    assert_ends(&[
        // others arrive, and nobody says that they are the same
        (
            "Evacuation. Some 900 people were taken out of Popasna and Rubizhne.\n\nTwelve more buses have arrived in Berdiansk.",
            &["Popasna+Rubizhne → … 900"],
        ),
        (
            "Евакуація. Із Рубіжного вивезли 400 людей. Ще 15 автобусів прибули до Бердянська.",
            &["Рубіжного → … 400"],
        ),
        (
            "Эвакуация. Из Попасной вывезли 120 человек. Ещё шесть автобусов прибыли в Бердянск.",
            &["Попасной → … 120"],
        ),
        // a corridor announced for the same day lends no end to what is over
        (
            "Humanitarian corridors for today: Tokmak – Zaporizhzhia. From Enerhodar 80 people were evacuated.",
            &["Tokmak → Zaporizhzhia", "Enerhodar → … 80"],
        ),
        // what is over has no plan's end, whatever the report's corridors are
        (
            "Humanitarian corridors are open today: Tokmak – Zaporizhzhia. Fifty people had been led out of Enerhodar.",
            &["Tokmak → Zaporizhzhia", "Enerhodar → … 50"],
        ),
        (
            "Гуманитарные коридоры на сегодня: Токмак – Запорожье. Из Мелитополя выехали жители.",
            &["Токмак → Запорожье", "Мелитополя → …"],
        ),
        (
            "Гуманітарні коридори на сьогодні: Токмак – Запоріжжя. З Мелітополя виїхали мешканці.",
            &["Токмак → Запоріжжя", "Мелітополя → …"],
        ),
        // what is to come may have it, and says so
        (
            "Humanitarian corridors for today: Tokmak – Zaporizhzhia. A corridor from Enerhodar is planned for today too.",
            &["Tokmak → Zaporizhzhia", "Enerhodar → Zaporizhzhia?"],
        ),
        // the same people, by a word for them
        (
            "Evacuation. Some 900 people were taken out of Popasna. All of them were brought to Bakhmut.",
            &["Popasna → Bakhmut 900"],
        ),
        (
            "Поліцейські евакуювали з Вовчанська 32 людей. Усіх доправили до Харкова.",
            &["Вовчанська → Харкова 32"],
        ),
        (
            "Эвакуация. Из Счастья вывезли 40 жителей. Доставлены они в Лисичанск.",
            &["Счастья → Лисичанск 40"],
        ),
    ]);
}

#[test]
fn ends_are_shared_where_words_join_them_and_not_guessed() {
    assert_ends(&[
        (
            "Humanitarian corridors are open: from Mariupol and from Berdiansk people can get to Zaporizhzhia by car. From Lysychansk a corridor leads to Bakhmut.",
            &["Mariupol+Berdiansk → Zaporizhzhia", "Lysychansk → Bakhmut"],
        ),
        // "in A or B" is no city to come back to
        (
            "A humanitarian corridor leads out of Mariupol. Drivers may stay the night in Berdiansk or Tokmak. By evening 900 people had left the city for Zaporizhzhia.",
            &["Mariupol → Zaporizhzhia 900"],
        ),
        // a plan does not say where those got who have left
        (
            "Evacuation. Seventeen buses with residents have left Enerhodar. The buses are to go to Zaporizhzhia tomorrow.",
            &["Enerhodar → …"],
        ),
    ]);
}

#[test]
fn what_failed_leads_nowhere_unless_it_is_said() {
    assert_ends(&[
        (
            "Humanitarian corridors agreed for today:\n– Tokmak – Zaporizhzhia;\n– Orikhiv – Zaporizhzhia.\n\nThe evacuation from Melitopol failed.",
            &[
                "Tokmak → Zaporizhzhia",
                "Orikhiv → Zaporizhzhia",
                "Melitopol → …",
            ],
        ),
        (
            "Гуманітарні коридори на сьогодні: Токмак – Запоріжжя. Евакуацію з Енергодара зірвано.",
            &["Токмак → Запоріжжя", "Енергодара → …"],
        ),
        (
            "Гуманитарные коридоры на сегодня: Токмак – Запорожье. Эвакуация из Мелитополя сорвана.",
            &["Токмак → Запорожье", "Мелитополя → …"],
        ),
        // a list of towns behind a colon is no way out of those before it
        (
            "Humanitarian corridors will not open today. The talks were about ways out of Mariupol and Berdiansk, and about three places in the Kherson region: Osokorivka, Myroliubivka and Vysokopillia.",
            &[],
        ),
    ]);
}

#[test]
fn the_lead_of_a_list_is_context_of_its_lines() {
    for (text, lead) in [
        (
            "Humanitarian corridors\n\nPeople can reach Zaporizhzhia by private car from\n1. Mariupol;\n2. Tokmak.",
            "People can reach Zaporizhzhia by private car from",
        ),
        (
            "Гуманітарні коридори\n\nДо Запоріжжя:\n– з Токмака;\n– з Оріхова.",
            "До Запоріжжя:",
        ),
        (
            "Гуманитарные коридоры\n\nДо Запорожья:\n– из Токмака;\n– из Орехова.",
            "До Запорожья:",
        ),
    ] {
        let found = corridors(text);
        assert_eq!(found.len(), 2, "{text}");
        for corridor in found {
            let context: Vec<&str> = corridor.context.iter().map(|lead| &*lead.exact).collect();
            assert_eq!(context, [lead], "{text}");
            assert!(!corridor.inferred.contains(&CorridorField::To), "{text}");
            let said = corridor.evidence.of(CorridorField::To).next().unwrap();
            assert_eq!(words(text, said), &*corridor.to[0].text);
        }
    }
}

#[test]
fn words_for_a_place_are_evidence_beside_its_name() {
    for (text, reference) in [
        (
            "Evacuation from Izium was planned.\n\nBuses will take people out of the city to Lozova.",
            "the city",
        ),
        (
            "Мирні жителі чекають у Дебальцевому.\n\nЕвакуаційна колона піде з міста через Вуглегірськ на Горлівку.",
            "міста",
        ),
        (
            "В Дебальцево ждут мирные жители.\n\nЭвакуационная колонна пойдёт из города через Углегорск на Горловку.",
            "города",
        ),
    ] {
        let corridor = corridors(text).into_iter().last().unwrap();
        let said: Vec<String> = corridor
            .evidence
            .of(CorridorField::From)
            .map(|span| words(text, span))
            .collect();
        assert_eq!(said, [reference, &*corridor.from[0].text], "{text}");
        assert_eq!(corridor.context.len(), 1, "{text}");
    }
}

#[test]
fn a_count_for_several_ends_is_given_once() {
    assert_ends(&[
        (
            "Evacuation. 1,500 people were taken from Izium to Lozova and from Balakliia to Kharkiv.",
            &["Izium → Lozova 1500", "Balakliia → Kharkiv shared"],
        ),
        (
            "Эвакуация. Из Авдеевки вывезли 300 человек в Покровск и в Днепр.",
            &["Авдеевки → Покровск 300", "Авдеевки → Днепр shared"],
        ),
        (
            "Евакуація. Із Сум вивезли 700 людей до Полтави та до Лубнів.",
            &["Сум → Полтави 700", "Сум → Лубнів shared"],
        ),
        // each with its own
        (
            "Evacuation. 300 people were taken from Izium to Lozova and 200 people from Balakliia to Kharkiv.",
            &["Izium → Lozova 300", "Balakliia → Kharkiv 200"],
        ),
    ]);
}
