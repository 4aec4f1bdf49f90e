//! Who says what, in which status, for when, and what is fought over: a sentence a line.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::LazyLock;

use korydor::model::Reading;
use korydor::read::read;
use korydor::report::{Hint, from_text};
use korydor::world::World;

static WORLD: LazyLock<World> = LazyLock::new(|| World::embedded().unwrap());

fn reading(text: &str) -> Reading {
    let hint = Hint {
        published: Some("2022-03-30".into()),
        ..Hint::default()
    };
    // The last line is there so that a short text is of war.
    let text = format!("{text}\n\nThe war goes on among civilians.");
    read(from_text(text, &hint).unwrap(), &WORLD)
}

fn word<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .unwrap()
        .as_str()
        .unwrap_or("-")
        .to_owned()
}

#[test]
fn the_one_who_says_so_is_named() {
    for (text, speaker) in [
        (
            "A humanitarian corridor from Mariupol to Zaporizhzhia is open, the Russian defence ministry said.",
            "Russian defence ministry",
        ),
        (
            "“A humanitarian corridor from Mariupol to Zaporizhzhia was opened,” Enerhodar mayor Dmytro Orlov told Reuters.",
            "Dmytro Orlov",
        ),
        (
            "“The corridor from Mariupol to Zaporizhzhia is open,” Dmytro Orlov, the mayor of Enerhodar, told the BBC on Monday.",
            "Dmytro Orlov",
        ),
        (
            "In a post on X, army spokesman Nabil Abdallah said a humanitarian corridor from El Fasher to Tawila had been closed.",
            "Nabil Abdallah",
        ),
        (
            "Iryna Vereshchuk announced seven humanitarian corridors for Tuesday.\n\nResidents can leave Berdiansk for Zaporizhzhia in their own cars, she said.",
            "Iryna Vereshchuk",
        ),
        (
            "Petro Andriushchenko: humanitarian corridor from Mariupol to Zaporizhzhia blocked.",
            "Petro Andriushchenko",
        ),
        (
            "Two corridors from Sumy to Poltava were agreed. This was announced by Dmytro Zhyvytskyi, head of the regional administration.",
            "Dmytro Zhyvytskyi",
        ),
        (
            "Witnesses told Reuters that civilians were evacuated from Bucha to Kyiv through a humanitarian corridor.",
            "-",
        ),
        (
            "Sumy said so, the ministry said.\n\nHis deputy chief of staff, Kyrylo Tymoshenko, gave the figures. Civilians left Sumy for Poltava through a humanitarian corridor.",
            "Kyrylo Tymoshenko",
        ),
        (
            "A humanitarian corridor from Sumy to Poltava is open, the ministry of defence said in a statement read out by its chief, Colonel General Mikhail Mizintsev.",
            "Mikhail Mizintsev",
        ),
        (
            "Philippe Morillon, commander of U.N. troops in Bosnia, has promised help. He wants a humanitarian corridor from Srebrenica to Tuzla.",
            "Philippe Morillon",
        ),
        (
            "Сергій Гайдай, очільник Луганської ОВА, у телеграмі, 18 квітня\n\nЕвакуація: із Лисичанська до Бахмута о 9:00.",
            "Сергій Гайдай",
        ),
        (
            "Олексій Кулеба / Київська ОВА\n\nЕвакуація з Ворзеля до Києва триває.",
            "Олексій Кулеба",
        ),
        (
            "Павел Кириленко, глава Донецкой области, в Telegram, 5 марта\n\nЭвакуация из Волновахи в Покровск продолжается.",
            "Павел Кириленко",
        ),
        (
            "Наступний рейс, пояснила журналістам «Української правди» Ірина Верещук, заплановано на середу. Евакуація з Маріуполя до Запоріжжя триває.",
            "Ірина Верещук",
        ),
        (
            "Людмила Денісова повідомила про загиблих.\n\nЗаявку на коридор з Чернігова до Києва Вячеслав Чаус подавав тричі, і, за його словами, ворог не відповів.",
            "Вячеслав Чаус",
        ),
        (
            "Силы быстрой поддержки заявили, что открыли гуманитарный коридор из Хартума в Омдурман.",
            "Силы быстрой поддержки",
        ),
        (
            "Мер Енергодара Дмитро Орлов повідомив, що гуманітарний коридор з Енергодара до Запоріжжя відкрито.",
            "Дмитро Орлов",
        ),
        (
            "Евакуація з Ізюма до Лозової не відбулася, повідомили в Харківській ОВА.",
            "Харківській ОВА",
        ),
        (
            "За словами голови Луганської обласної військової адміністрації Сергія Гайдая, евакуацію з Рубіжного до Бахмута зірвано.",
            "Сергій Гайдай",
        ),
        (
            "Гуманитарные коридоры из Степанакерта в Горис перекрыты, говорится в заявлении МИД Армении.",
            "МИД Армении",
        ),
        (
            "Эвакуация жителей из Лисичанска в Бахмут приостановлена, рассказал в эфире телеканала Сергей Гайдай.",
            "Сергей Гайдай",
        ),
    ] {
        let reading = reading(text);
        let corridor = reading.corridors.first().expect(text);
        assert_eq!(
            corridor.announced_by.as_deref().unwrap_or("-"),
            speaker,
            "{text}"
        );
    }
}

#[test]
fn a_status_knows_negation_tense_and_what_follows() {
    for (text, status) in [
        (
            "The humanitarian corridor from Mariupol to Zaporizhzhia has not been opened.",
            "closed",
        ),
        (
            "No one has been able to leave Irpin for Kyiv through the humanitarian corridor.",
            "failed",
        ),
        (
            "The evacuation from Kherson to Mykolaiv resumed on Tuesday after a pause.",
            "open",
        ),
        (
            "If the ceasefire holds, humanitarian corridors from Sumy to Poltava will open at 10:00.",
            "planned",
        ),
        (
            "The RSF said it was ready to open a humanitarian corridor from Khartoum to Wad Madani.",
            "proposed",
        ),
        (
            "A humanitarian corridor from Mariupol to Zaporizhzhia was agreed for Saturday. But the convoy was not let through, the mayor said.",
            "blocked",
        ),
        (
            "A humanitarian corridor from Mariupol to Zaporizhzhia was to open at 11 a.m. on Saturday. The evacuation was later postponed because of shelling.",
            "suspended",
        ),
        (
            "Гуманітарний коридор із Маріуполя до Запоріжжя мав запрацювати о 9:00. Проте евакуацію зірвано через обстріли.",
            "failed",
        ),
        (
            "Рух гуманітарним коридором з Сум до Полтави відновлено.",
            "open",
        ),
        (
            "Гуманитарный коридор из Мариуполя в Запорожье начнет работать в 10:00.",
            "planned",
        ),
        (
            "Из Волновахи в Покровск должен был действовать гуманитарный коридор. Однако эвакуацию пришлось отменить.",
            "cancelled",
        ),
    ] {
        let reading = reading(text);
        assert_eq!(reading.corridors.len(), 1, "{text}");
        assert_eq!(word(&reading.corridors[0].status), status, "{text}");
    }
}

#[test]
fn parties_agree_and_dispute() {
    for (text, agreed, disputed) in [
        (
            "Ukraine and Russia agreed on a humanitarian corridor from Mariupol to Zaporizhzhia.",
            &["Ukraine", "Russia"][..],
            &[][..],
        ),
        (
            "The humanitarian corridor from Mariupol to Zaporizhzhia was confirmed by the Russian side.",
            &["Russian side"],
            &[],
        ),
        (
            "Russia proposed humanitarian corridors from Kyiv to Gomel, but Kyiv said the offer was unacceptable.",
            &[],
            &["Kyiv"],
        ),
        (
            "The evacuation from Mariupol to Zaporizhzhia was blocked, Iryna Vereshchuk said. Russia denied it.",
            &[],
            &["Russia"],
        ),
        (
            "The ICRC has not agreed to the humanitarian corridor from Mariupol to Zaporizhzhia.",
            &[],
            &[],
        ),
        (
            "Российская сторона отвергла гуманитарный коридор из Киева в Гомель.",
            &[],
            &["Российская сторона"],
        ),
    ] {
        let reading = reading(text);
        let corridor = reading.corridors.first().expect(text);
        assert_eq!(corridor.agreed_by, agreed, "{text}");
        assert_eq!(corridor.disputed_by, disputed, "{text}");
    }
}

#[test]
fn days_and_hours_are_those_of_the_passage() {
    for (text, from, to, hours) in [
        (
            "A humanitarian corridor from Sumy to Poltava will open on Saturday.",
            "2022-04-02",
            "-",
            "-",
        ),
        (
            "A humanitarian corridor from Sumy to Poltava worked on Saturday.",
            "2022-03-26",
            "-",
            "-",
        ),
        (
            "Humanitarian corridors from Sumy to Poltava will operate from Monday until Thursday.",
            "2022-04-04",
            "2022-04-07",
            "-",
        ),
        (
            "Гуманітарні коридори з Сум до Полтави діятимуть з 5 по 7 квітня.",
            "2022-04-05",
            "2022-04-07",
            "-",
        ),
        (
            "Серед людей паніка: гуманітарний коридор з Сум до Полтави заблоковано.",
            "-",
            "-",
            "-",
        ),
        (
            "The humanitarian corridor from Gaza City to Khan Younis is open from 9 to 11 a.m.",
            "-",
            "-",
            "09:00–11:00",
        ),
        (
            "The humanitarian corridor from Gaza City to Khan Younis will be open until 4 p.m.",
            "-",
            "-",
            "–16:00",
        ),
        (
            "A humanitarian corridor from Sumy to Poltava opens at 9 a.m. for seven hours.",
            "-",
            "-",
            "09:00–16:00",
        ),
        (
            "Гуманитарный коридор из Мариуполя в Запорожье действует с 8 утра до 7 вечера по московскому времени.",
            "-",
            "-",
            "08:00–19:00 Europe/Moscow",
        ),
    ] {
        let reading = reading(text);
        let corridor = reading.corridors.first().expect(text);
        let window = corridor
            .time_window
            .as_ref()
            .map_or("-".to_owned(), |window| {
                let (start, end) = (window.start.as_deref(), window.end.as_deref());
                let zone = window.tz.as_deref().unwrap_or_default();
                format!(
                    "{}–{} {zone}",
                    start.unwrap_or_default(),
                    end.unwrap_or_default()
                )
                .trim_end()
                .to_owned()
            });
        assert_eq!(
            corridor.valid_from.as_deref().unwrap_or("-"),
            from,
            "{text}"
        );
        assert_eq!(corridor.valid_to.as_deref().unwrap_or("-"), to, "{text}");
        assert_eq!(window, hours, "{text}");
    }
}

#[test]
fn events_stand_where_they_happened_and_only_if_they_did() {
    for (text, expected) in [
        (
            "Kharkiv was shelled overnight from Belgorod.",
            &["Kharkiv shelling"][..],
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
    ] {
        let reading = reading(text);
        let found: Vec<String> = reading
            .events
            .iter()
            .map(|event| format!("{} {}", event.place.text, word(&event.kind)))
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_claim_of_control_names_a_party_that_the_text_names() {
    for (text, expected) in [
        (
            "El Geneina fell to the RSF in June.",
            &["El Geneina: rapid support forces"][..],
        ),
        (
            "Residents of Houthi-controlled Sanaa said prices had doubled.",
            &["Sanaa: houthis"],
        ),
        (
            "The government controls Damascus while rebels hold Douma.",
            &["Damascus: government", "Douma: rebels"],
        ),
        (
            "The occupied city of Melitopol has no power.",
            &["Melitopol: russia"],
        ),
        (
            "Сирийская армия освободила Алеппо.",
            &["Алеппо: syrian government"],
        ),
        ("The occupied city of Hebron has no power.", &[]),
        ("Police seized drugs in Marseille.", &[]),
    ] {
        let reading = reading(text);
        let found: Vec<String> = reading
            .control
            .iter()
            .map(|claim| format!("{}: {}", claim.place.text, claim.party))
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}
