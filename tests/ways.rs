//! One line for each rule about the places on the way of a passage: a sentence or two in, the ways
//! out, and beside it a sentence alike from which no stop may be read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::LazyLock;

use korydor::model::PlaceRef;
use korydor::read::read;
use korydor::report::{Hint, from_text};
use korydor::world::World;

static WORLD: LazyLock<World> = LazyLock::new(|| World::embedded().unwrap());

fn names(places: &[PlaceRef]) -> String {
    let names: Vec<&str> = places.iter().map(|place| &*place.text).collect();
    names.join("+")
}

/// `origins > way > destinations`, a corridor a line.
fn ways_of(text: &str) -> Vec<String> {
    let hint = Hint {
        published: Some("2022-04-10".into()),
        ..Hint::default()
    };
    let reading = read(from_text(text.into(), &hint).unwrap(), &WORLD);
    let corridors = reading.corridors.iter();
    corridors
        .map(|corridor| [&corridor.from, &corridor.via, &corridor.to].map(|end| names(end)))
        .map(|ends| ends.join(" > "))
        .collect()
}

fn assert_ways(before: &str, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let text = format!("{before}{text}");
        assert_eq!(ways_of(&text), [*expected], "{text}");
    }
}

const EN: &str = "Humanitarian corridor: buses left Mariupol for Zaporizhzhia on Thursday. ";
const UK: &str = "Гуманітарний коридор: автобуси вирушили з Маріуполя до Запоріжжя. ";
const RU: &str = "Гуманитарный коридор: автобусы выехали из Мариуполя в Запорожье. ";

#[test]
fn later_sentences_tell_the_way_of_the_passage_before() {
    assert_ways(
        EN,
        &[
            (
                "They were held up at the checkpoint in Vasylivka.",
                "Mariupol > Vasylivka > Zaporizhzhia",
            ),
            (
                "The convoy was turned back at the bridge in Tokmak.",
                "Mariupol > Tokmak > Zaporizhzhia",
            ),
            (
                "The route runs through Manhush and Tokmak.",
                "Mariupol > Manhush+Tokmak > Zaporizhzhia",
            ),
            (
                "People are to change buses in Berdiansk.",
                "Mariupol > Berdiansk > Zaporizhzhia",
            ),
            // near by, others, advice
            (
                "The column is stuck near Vasylivka.",
                "Mariupol >  > Zaporizhzhia",
            ),
            (
                "A second convoy is to go past Tokmak.",
                "Mariupol >  > Zaporizhzhia",
            ),
            (
                "Those who cannot get there should leave by way of Belarus.",
                "Mariupol >  > Zaporizhzhia",
            ),
        ],
    );
    assert_ways(
        UK,
        &[
            (
                "Їх не пропускають через блокпост у Василівці.",
                "Маріуполя > Василівці > Запоріжжя",
            ),
            (
                "Колону розвернули на мосту в Токмаку.",
                "Маріуполя > Токмаку > Запоріжжя",
            ),
            (
                "Маршрут пролягає через Мангуш і Токмак.",
                "Маріуполя > Мангуш+Токмак > Запоріжжя",
            ),
            (
                "Маршрут: Маріуполь – Мангуш – Запоріжжя.",
                "Маріуполя > Мангуш > Запоріжжя",
            ),
            (
                "У Бердянську люди пересядуть на інші автобуси.",
                "Маріуполя > Бердянську > Запоріжжя",
            ),
            (
                "Колону затримали на блокпосту біля Василівки.",
                "Маріуполя >  > Запоріжжя",
            ),
        ],
    );
    assert_ways(
        RU,
        &[
            (
                "Колонну не пропустили на блокпосту в Васильевке.",
                "Мариуполя > Васильевке > Запорожье",
            ),
            (
                "Колонну развернули у моста в Токмаке.",
                "Мариуполя > Токмаке > Запорожье",
            ),
            (
                "Дорога пролегает через Мангуш и Токмак.",
                "Мариуполя > Мангуш+Токмак > Запорожье",
            ),
            (
                "Маршрут проходит по трассе через Бердянск.",
                "Мариуполя > Бердянск > Запорожье",
            ),
            (
                "Колонну остановили на блокпосту возле Васильевки.",
                "Мариуполя >  > Запорожье",
            ),
        ],
    );
}

#[test]
fn a_passage_is_held_at_or_crosses_what_its_sentence_says() {
    assert_ways(
        "",
        &[
            (
                "The evacuation convoy from Enerhodar to Zaporizhzhia was held up in Kamianske.",
                "Enerhodar > Kamianske > Zaporizhzhia",
            ),
            (
                "People evacuated from Irpin to Kyiv cross the river by the bridge in Romanivka.",
                "Irpin > Romanivka > Kyiv",
            ),
            (
                "З Ірпеня до Києва евакуйовані переходять річку під мостом у Романівці.",
                "Ірпеня > Романівці > Києва",
            ),
            (
                "Евакуйовані з Ірпеня до Києва переходять річку по мосту в Романівці.",
                "Ірпеня > Романівці > Києва",
            ),
            (
                "Колонну эвакуированных из Бердянска в Запорожье остановили на блокпосту в Васильевке.",
                "Бердянска > Васильевке > Запорожье",
            ),
            (
                "The evacuation convoy from Enerhodar to Zaporizhzhia came under fire at Kamianske.",
                "Enerhodar > Kamianske > Zaporizhzhia",
            ),
            (
                "The evacuation convoy from Mariupol passed Berdiansk and reached Zaporizhzhia.",
                "Mariupol > Berdiansk > Zaporizhzhia",
            ),
            (
                "Евакуація із Сум до Полтави йде через населені пункти Лохвиця та Лубни.",
                "Сум > Лохвиця+Лубни > Полтави",
            ),
            (
                "Эвакуация из Мариуполя — Мариуполь – Токмак – Запорожье.",
                "Мариуполя > Токмак > Запорожье",
            ),
            // where somebody only speaks, what lies near by
            (
                "Evacuation buses from Mariupol to Zaporizhzhia were stopped, the ministry in Kyiv said.",
                "Mariupol >  > Zaporizhzhia",
            ),
            (
                "Колону евакуаційних автобусів із Бердянська до Запоріжжя затримали на блокпосту біля Василівки.",
                "Бердянська >  > Запоріжжя",
            ),
        ],
    );
}

#[test]
fn stops_are_listed_behind_a_word_for_them() {
    assert_ways(
        "",
        &[
            (
                "Evacuation buses go from Pokrovsk to Chop, stops: Dnipro, Vinnytsia, Lviv.",
                "Pokrovsk > Dnipro+Vinnytsia+Lviv > Chop",
            ),
            (
                "Evacuation buses go from Pokrovsk to Chop, calling at Dnipro and Lviv.",
                "Pokrovsk > Dnipro+Lviv > Chop",
            ),
            (
                "Евакуаційний потяг вирушить із Покровська до Чопа, зупинки — Дніпро, Вінниця, Львів.",
                "Покровська > Дніпро+Вінниця+Львів > Чопа",
            ),
            (
                "Евакуаційний потяг вирушить із Покровська до Чопа. Зупинки: Дніпро, Львів.",
                "Покровська > Дніпро+Львів > Чопа",
            ),
            (
                "Эвакуационный поезд отправится из Покровска в Чоп с остановками в Днепре и Львове.",
                "Покровска > Днепре+Львове > Чоп",
            ),
            (
                "Людей эвакуировали из Мариуполя в Запорожье с пересадкой в Бердянске.",
                "Мариуполя > Бердянске > Запорожье",
            ),
        ],
    );
}

#[test]
fn roads_bridges_and_crossings_of_no_gazetteer_are_stops() {
    assert_ways(
        "",
        &[
            (
                "Evacuation buses go from Irpin to Kyiv over the second Qarbusha Bridge.",
                "Irpin > Qarbusha Bridge > Kyiv",
            ),
            (
                "Евакуація: людей вивезли з Харкова до Полтави Карбушинською трасою.",
                "Харкова > Карбушинською трасою > Полтави",
            ),
            (
                "Людей евакуювали з Колотилівки до Сум через пункт пропуску «Карбушине».",
                "Колотилівки > Карбушине > Сум",
            ),
            (
                "Эвакуация: людей вывезли из Харькова в Полтаву по Карбушинской трассе.",
                "Харькова > Карбушинской трассе > Полтаву",
            ),
            (
                "Эвакуация: людей вывезли из Харькова в Полтаву через пункт пропуска Карбушино.",
                "Харькова > Карбушино > Полтаву",
            ),
            (
                "Эвакуация: люди выезжают из Алеппо в Идлиб по дороге Кастелло.",
                "Алеппо > Кастелло > Идлиб",
            ),
        ],
    );
}

#[test]
fn a_way_may_be_told_before_the_passage_that_takes_it() {
    assert_ways(
        "",
        &[
            (
                "A humanitarian corridor was opened along the Castello Road. People left Aleppo for Idlib in buses.",
                "Aleppo > Castello Road > Idlib",
            ),
            (
                "Для цивільних відкрили гуманітарний коридор по дорозі Кастелло. Людей вивезли з Алеппо до Ідліба.",
                "Алеппо > Кастелло > Ідліба",
            ),
            (
                "Для жителей открыли гуманитарный коридор по дороге Кастелло. Людей вывезли из Алеппо в Идлиб.",
                "Алеппо > Кастелло > Идлиб",
            ),
        ],
    );
}

#[test]
fn what_a_crossing_or_a_passage_at_a_place_is_called_by_lies_on_the_way() {
    for (text, expected) in [
        (
            "The Masnaa humanitarian route: the road from Lebanon to Syria was closed near the Masnaa border crossing.",
            "Lebanon > Masnaa border crossing > Syria",
        ),
        (
            "More than 300 civilians left Sumy for Poltava through the humanitarian corridor near Lubny.",
            "Sumy > Lubny > Poltava",
        ),
        (
            "Через гуманітарний коридор біля Лубен із Сум до Полтави вийшло 300 людей.",
            "Сум > Лубен > Полтави",
        ),
        (
            "Из города Сумы в Полтаву через гуманитарный коридор в районе Лубен вышло 300 человек.",
            "Сумы > Лубен > Полтаву",
        ),
        (
            "A humanitarian corridor out of Mariupol to Zaporizhzhia has been agreed. Then the column travels Mariupol - Manhush - Berdiansk - Tokmak - Zaporizhzhia.",
            "Mariupol > Manhush+Berdiansk+Tokmak > Zaporizhzhia",
        ),
        // Fighting near a place is no passage there.
        (
            "More than 300 civilians left Sumy for Poltava through a humanitarian corridor during fighting near Lubny.",
            "Sumy >  > Poltava",
        ),
    ] {
        assert_eq!(ways_of(text), [expected], "{text}");
    }
}
