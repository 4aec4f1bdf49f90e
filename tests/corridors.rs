//! One line for each rule by which prose becomes a corridor: a sentence or two in, the corridors
//! out, and beside it a sentence alike from which nothing may be read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod reading;

use korydor::model::{Corridor, Purpose, Reading, Status};
use reading::{reading_on, words};

fn reading_of(text: &str) -> Reading {
    reading_on("2022-04-10", text)
}

/// A corridor in a line: `origins > destinations`, with its way between where it has one.
fn line(corridor: &Corridor) -> String {
    let (from, via, to) = (
        words(&corridor.from),
        words(&corridor.via),
        words(&corridor.to),
    );
    if via == "-" {
        format!("{from} > {to}")
    } else {
        format!("{from} > {via} > {to}")
    }
}

fn assert_read(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        let found: Vec<String> = reading_of(text).corridors.iter().map(line).collect();
        assert_eq!(found, *expected, "{text}");
    }
}

#[test]
fn names_that_no_gazetteer_holds_are_read_at_the_ends_of_passages() {
    assert_read(&[
        (
            "Evacuation: buses took people from Qarbusha to Aleppo on Friday.",
            &["Qarbusha > Aleppo"],
        ),
        (
            "Эвакуация: из Квазимирска и Лубнева вывезли 300 человек.",
            &["Квазимирска+Лубнева > -"],
        ),
        (
            "Відкрито гуманітарний коридор Вовкодарі — Лозова.",
            &["Вовкодарі > Лозова"],
        ),
        // people, organisations and adjectives are no places
        (
            "The evacuation was halted after an appeal to Sergei Qarbushin.",
            &[],
        ),
        (
            "Patients were evacuated to Turkish hospitals after a letter from Qarbushin.",
            &[],
        ),
    ]);
}

#[test]
fn the_city_stands_for_the_place_said_before() {
    assert_read(&[
        (
            "Evacuation from Izium was planned.\n\nBuses will take people out of the city to Lozova.",
            &["Izium > Lozova"],
        ),
        (
            "Мирні жителі чекають у Дебальцевому.\n\nЕвакуаційна колона піде з міста через Вуглегірськ на Горлівку.",
            &["Дебальцевому > Вуглегірськ > Горлівку"],
        ),
        // the council of a city is no city
        (
            "Evacuation from Izium was planned. Reporters heard from the city council.",
            &["Izium > -"],
        ),
    ]);
}

#[test]
fn sites_pass_their_part_on_to_the_place_that_holds_them() {
    assert_read(&[
        (
            "Evacuation: patients were taken from hospitals in Kherson to clinics in Odesa.",
            &["Kherson > Odesa"],
        ),
        (
            "С химкомбината «Азот» в Северодонецке открыт гуманитарный коридор до Сватово.",
            &["Северодонецке > Сватово"],
        ),
        (
            "Евакуація: від міськради Торецька відходить автобус до Костянтинівки.",
            &["Торецька > Костянтинівки"],
        ),
    ]);
}

#[test]
fn goods_lead_to_those_whom_they_are_for() {
    assert_read(&[
        (
            "Trucks with food for Stepanakert left Goris, the Red Cross said of the convoy.",
            &["Goris > Stepanakert"],
        ),
        (
            "Гуманітарну колону з ліками для Маріуполя не пропустили.",
            &["- > Маріуполя"],
        ),
        (
            "A UN convoy delivered food parcels to the people of Yarmouk during the ceasefire.",
            &["- > Yarmouk"],
        ),
        // a number of people that goods are for is nobody moved
        (
            "Relief trucks brought food for 1,800 people from Dnipro to Toretsk.",
            &["Dnipro > Toretsk"],
        ),
    ]);
    let reading = reading_of("Relief trucks brought food for 1,800 people from Dnipro to Toretsk.");
    assert_eq!(reading.corridors[0].people_moved, None);
}

#[test]
fn vehicles_that_come_for_people_take_them_the_way_back() {
    assert_read(&[
        (
            "Buses left Mykolaiv to collect residents of Kherson, the evacuation staff said.",
            &["Kherson > Mykolaiv"],
        ),
        (
            "Евакуація: із Запоріжжя по людей до Бердянська вирушили автобуси.",
            &["Бердянська > Запоріжжя"],
        ),
        (
            "Гумколонна вышла из Запорожья в Мелитополь, на обратном пути автобусы заберут жителей Токмака.",
            &["Запорожья > Мелитополь", "Токмака > Запорожья"],
        ),
    ]);
}

#[test]
fn sentences_after_complete_what_an_earlier_one_leaves_open() {
    assert_read(&[
        (
            "Evacuation of residents of Kupiansk goes on. The buses go through Chuhuiv to Kharkiv.",
            &["Kupiansk > Chuhuiv > Kharkiv"],
        ),
        (
            "Поліцейські евакуювали з Вовчанська 32 людей. Усіх доправили до Харкова.",
            &["Вовчанська > Харкова"],
        ),
        (
            "A safe corridor leads from Mosul to Erbil. A second corridor, towards Badush, is planned.",
            &["Mosul > Erbil", "Mosul > Badush"],
        ),
        // nothing is inferred of what is no more
        (
            "A safe corridor leads from Mosul to Erbil. A second corridor, towards Badush, was closed.",
            &["Mosul > Erbil", "- > Badush"],
        ),
    ]);
}

#[test]
fn lists_records_and_arrows_are_read() {
    assert_read(&[
        (
            "Evacuation\n\nFrom: Sumy\nTo: Poltava\nVia: Lokhvytsia, Lubny",
            &["Sumy > Lokhvytsia+Lubny > Poltava"],
        ),
        (
            "Corridors by bus for evacuation: Berdiansk, Tokmak -> Zaporizhzhia.",
            &["Berdiansk+Tokmak > Zaporizhzhia"],
        ),
        (
            "Three humanitarian corridors between Hodeida and Sanaa will be opened.",
            &["Hodeida > Sanaa"],
        ),
        (
            "Открыт гуманитарный коридор. Маршрут из Мариуполя: Розовка, Пологи, Запорожье.",
            &["Мариуполя > Розовка+Пологи > Запорожье"],
        ),
        (
            "Евакуація: вантаж з їжею повезуть із Харкова до Вовчанська, а шлях на Балаклію опрацьовують.",
            &["Харкова > Вовчанська", "Харкова > Балаклію"],
        ),
    ]);
}

#[test]
fn where_and_whither_are_told_apart_by_the_case() {
    assert_read(&[
        (
            "Людей евакуювали з Осокорівки на Херсонщині.",
            &["Осокорівки > -"],
        ),
        (
            "Евакуація: людей із Сум вивезли на Полтавщину.",
            &["Сум > Полтавщину"],
        ),
        (
            "Из Мариуполя эвакуированных разместили в Безыменном.",
            &["Мариуполя > Безыменном"],
        ),
    ]);
}

#[test]
fn people_start_where_passages_or_their_town_were_named_before() {
    for (text, expected) in [
        (
            "A humanitarian corridor has been opened in Trostianets. Buses will take residents to Poltava.",
            "Trostianets > Poltava",
        ),
        (
            "The town of Izium is surrounded. Its inhabitants can leave by a humanitarian corridor to Lozova on Friday.",
            "Izium > Lozova",
        ),
        (
            "Shelling of Sumy goes on. Local residents were evacuated to Poltava by buses.",
            "Sumy > Poltava",
        ),
        (
            "Гуманітарний коридор відкрито в Тростянці. Автобуси вивезуть мешканців до Полтави.",
            "Тростянці > Полтави",
        ),
        (
            "Ізюм оточено. Його мешканці зможуть виїхати гуманітарним коридором до Лозової.",
            "Ізюм > Лозової",
        ),
        (
            "Гуманитарные коридоры открыты в Изюме. Жителей вывезут в Лозовую на автобусах.",
            "Изюме > Лозовую",
        ),
    ] {
        let found: Vec<String> = reading_of(text).corridors.iter().map(line).collect();
        assert_eq!(found, [expected], "{text}");
    }
}

#[test]
fn one_and_the_other_of_several_passages_start_at_the_same_place() {
    assert_read(&[
        (
            "Two humanitarian corridors lead out of Kharkiv: one to Belgorod, the other to Poltava.",
            &["Kharkiv > Belgorod", "Kharkiv > Poltava"],
        ),
        (
            "З Харкова відкрито два гуманітарні коридори: один до Бєлгорода, другий до Полтави.",
            &["Харкова > Бєлгорода", "Харкова > Полтави"],
        ),
        (
            "Из Харькова открыты два гуманитарных коридора: один – в Белгород, другой – в Полтаву.",
            &["Харькова > Белгород", "Харькова > Полтаву"],
        ),
    ]);
}

#[test]
fn where_both_or_all_go_is_the_end_of_each() {
    let text = "Evacuation buses will go from Lysychansk at 9 a.m. and from Hirske at 11 a.m.; both go to Bakhmut.";
    let found: Vec<String> = reading_of(text).corridors.iter().map(line).collect();
    assert_eq!(found, ["Lysychansk > Bakhmut", "Hirske > Bakhmut"]);
}

#[test]
fn meeting_points_and_the_sick_have_their_fields() {
    let reading = reading_of(
        "Evacuation from Vuhledar to Kurakhove by bus.\nAssembly points: the school, the town hall.",
    );
    assert_eq!(
        words(&reading.corridors[0].meeting_points),
        "school+the town hall"
    );
    let reading = reading_of("Ambulances took 26 wounded from Srebrenica to Tuzla, UNHCR said.");
    assert_eq!(reading.corridors[0].purpose, [Purpose::MedicalEvacuation]);
}

#[test]
fn journeys_and_disasters_yield_none() {
    for text in [
        "Wildfire forces evacuation of Paradise\n\nThousands of people were evacuated from Paradise to Chico on Thursday.",
        "President Volodymyr Zelensky travelled from Kyiv to Warsaw by train to discuss aid and the war.",
        "Aid from Germany to Ukraine will rise to 8 billion euros as the war goes on, the army heard.",
        "The rebels fled from Kabkabiya to El Fasher after clashes.",
        "Gunmen killed a woman visiting from Canada; security forces surrounded the castle.",
        "The journalists were driven from Toronto to Ottawa.",
    ] {
        let found: Vec<String> = reading_of(text).corridors.iter().map(line).collect();
        assert_eq!(found, Vec::<String>::new(), "{text}");
    }
}

#[test]
fn verbs_topics_and_lists_give_places_their_part() {
    assert_read(&[
        (
            "Evacuation. Buses for Bakhmut start every morning in Lysychansk, and vans collect whoever is left in Hirske and Zolote for the same destination.",
            &["Lysychansk > Bakhmut", "Hirske+Zolote > Bakhmut"],
        ),
        (
            "Евакуація цивільних. Людей забиратимуть у Маріуполі, а також у Бердянську й Токмаку; прийматиме всіх Запоріжжя.",
            &["Маріуполі+Бердянську+Токмаку > Запоріжжя"],
        ),
        (
            "Эвакуация мирных жителей. Автобусы будут забирать людей в Авдеевке и Красногоровке, встречать их будет Покровск.",
            &["Авдеевке+Красногоровке > Покровск"],
        ),
        (
            "Evacuation of civilians. As for Popasna, two buses sent for its residents came under fire.",
            &["Popasna > -"],
        ),
        (
            "Evacuation of civilians. A column of 20 coaches headed from Lozova to Izium to bring out families.",
            &["Izium > Lozova"],
        ),
        (
            "Евакуація з Луганщини\n🚌 Лисичанськ, Золоте — 9:00, виїзд на Бахмут;\n🚌 Гірське — 10:30, туди ж;",
            &["Лисичанськ+Золоте > Бахмут", "Гірське > Бахмут"],
        ),
        (
            "Гуманитарные коридоры:\n— Мариуполь (через Никольское) – Запорожье;\n— Орехов – Запорожье.",
            &["Мариуполь > Никольское > Запорожье", "Орехов > Запорожье"],
        ),
        (
            "Humanitarian corridors: from Sumy - along Lebedyn to Poltava, and along Trostianets to Kharkiv.",
            &["Sumy > Lebedyn > Poltava", "Sumy > Trostianets > Kharkiv"],
        ),
    ]);
}

#[test]
fn an_origin_may_stand_alone_and_an_end_in_the_sentence_before() {
    assert_read(&[
        (
            "\"Mariupol and Volnovakha remain completely blocked,\" Zelensky said. \"We did everything to make the humanitarian corridor work.\"",
            &["Mariupol > -", "Volnovakha > -"],
        ),
        (
            "Evacuation goes on in the Luhansk region. Lysychansk is surrounded and no one could leave from there.",
            &["Lysychansk > -"],
        ),
        (
            "Во время гуманитарной паузы в Алеппо заработают восемь коридоров.\n\nБоевики смогут уйти с оружием по коридору в Идлиб.",
            &["Алеппо > Идлиб"],
        ),
        (
            "Почти 700 сотрудников ООН, эвакуированных из-за боёв, прибыли в Порт-Судан. Автобусы проделали 850 километров от Хартума через Кассалу.",
            &["Хартума > Кассалу > Порт-Судан"],
        ),
        (
            "Mariupol is blocked by Russian troops. The army shelled the port and the war goes on.",
            &[],
        ),
        ("Talks on humanitarian corridors were held in Brest.", &[]),
    ]);
}

#[test]
fn headings_and_lists_share_what_their_lines_leave_out() {
    assert_read(&[
        (
            "Humanitarian corridors\n\nPeople can reach Zaporizhzhia by private car from\n1. Mariupol;\n2. Tokmak.",
            &["Mariupol > Zaporizhzhia", "Tokmak > Zaporizhzhia"],
        ),
        (
            "Humanitarian corridors\n\nResidents of Luhansk region are taken to Bakhmut, from:\n– Popasna;\n– Rubizhne.",
            &["Popasna > Bakhmut", "Rubizhne > Bakhmut"],
        ),
        (
            "Green corridor\n\nBuses leave at these times:\n– Trostianets – 8.00;\n– Krasnopillia – 10.00.\nAll columns go on to Poltava.",
            &["Trostianets > Poltava", "Krasnopillia > Poltava"],
        ),
        (
            "Matches\n\nTeams can be reached from\n1. Leeds;\n2. Derby.",
            &[],
        ),
    ]);
}

#[test]
fn ends_are_told_by_there_by_sides_and_by_those_who_are_fetched() {
    assert_read(&[
        (
            "Madaya and Zabadani are besieged, and evacuations from there to Idlib are expected.",
            &["Madaya+Zabadani > Idlib"],
        ),
        (
            "A safe corridor leads from El Fasher westwards to Tawila, where camps are, and northwest to Kutum.",
            &["El Fasher > Tawila", "El Fasher > Kutum"],
        ),
        (
            "Эвакуация: автобусы за жителями Изюма выехали из Лозовой.",
            &["Изюма > Лозовой"],
        ),
        (
            "The humanitarian corridor leads from the Red Sea port of Hodeidah to Sanaa.",
            &["Hodeidah > Sanaa"],
        ),
        (
            "Гуманитарный коридор из Киева в Гомель и далее самолётами в Россию.",
            &["Киева > Гомель"],
        ),
        (
            "Evacuation: no stops are advised between Tokmak and Orikhiv.",
            &[],
        ),
        (
            "Evacuation of civilians: families left Aleppo in green buses for Idlib.",
            &["Aleppo > Idlib"],
        ),
        (
            "The blockade goes on, leaving Stepanakert without food. A convoy is awaited.",
            &[],
        ),
    ]);
}

#[test]
fn a_passage_that_is_said_not_to_be_is_not_planned() {
    let texts = [
        "The corridor from Sumy to Poltava will not open on 11 April, the governor said.",
        "The humanitarian corridor from Izium to Lozova isn’t working today.",
        "Reports of a humanitarian corridor from Kherson to Mykolaiv are untrue.",
        "No one should use the humanitarian corridor from Kherson to Mykolaiv: the road is mined.",
        "Гуманітарний коридор з Ізюма до Лозової сьогодні працювати не буде.",
        "Інформація про гуманітарний коридор з Херсона до Миколаєва не відповідає дійсності.",
        "Никакого гуманитарного коридора из Херсона в Николаев нет.",
        "Гуманитарный коридор из Мариуполя в Запорожье завтра открывать не будут.",
    ];
    for text in texts {
        let reading = reading_of(text);
        assert_eq!(reading.corridors.len(), 1, "{text}");
        for corridor in &reading.corridors {
            assert_eq!(corridor.status, Status::Closed, "{text}");
        }
    }
}

#[test]
fn a_clause_of_another_day_is_another_passage() {
    for (text, expected) in [
        (
            "A humanitarian corridor opens from Kherson; yesterday's to Mykolaiv was shelled.",
            "Kherson > -",
        ),
        (
            "A humanitarian corridor opens from Kherson to Kryvyi Rih, while yesterday's to Mykolaiv was shelled.",
            "Kherson > Kryvyi Rih",
        ),
        (
            "Residents of Goma are being evacuated to Bukavu by bus, while the road to Sake stays shut.",
            "Goma > Bukavu",
        ),
        // By water and over land.
        (
            "Civilians are being evacuated from Goma to Bukavu by boat and by bus.",
            "Goma > Bukavu",
        ),
        // One passage, its end behind a semicolon.
        (
            "Evacuation buses leave from Kherson at ten; to Mykolaiv it is two hours.",
            "Kherson > Mykolaiv",
        ),
        // Where the one who speaks is, nobody leaves.
        (
            "A humanitarian corridor from Sumy to Poltava is open, the spokeswoman told journalists in Geneva from Amman.",
            "Sumy > Poltava",
        ),
        (
            "Evacuation: a convoy sets out today from Sumy for Poltava.",
            "Sumy > Poltava",
        ),
    ] {
        let lines: Vec<String> = reading_of(text).corridors.iter().map(line).collect();
        assert_eq!(lines, [expected], "{text}");
    }
}
