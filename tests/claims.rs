//! Who says what, in which status, for when, and who holds what: a sentence a line.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::LazyLock;

use korydor::model::{Reading, Status};
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
        // what came before, what only names the passages, what another day was like
        (
            "After being suspended for a week, the evacuation from Aleppo to Idlib resumed on Monday.",
            "open",
        ),
        (
            "Of the agreed humanitarian corridors only the one from Sumy to Poltava worked.",
            "open",
        ),
        (
            "The humanitarian corridor from Sumy to Poltava, which the sides agreed on in May, was opened.",
            "open",
        ),
        (
            "Узгодженого гуманітарного коридору з Херсона до Миколаєва немає.",
            "closed",
        ),
        (
            "No humanitarian corridors will be open today, the minister said. Residents of Izium were to be taken to Lozova.",
            "closed",
        ),
        (
            "Humanitarian corridors for 31 March: buses take people from Sumy to Poltava. All Wednesday the buses were not let through.",
            "planned",
        ),
        (
            "Russia will open a humanitarian corridor from Sumy to Belgorod. Kyiv called the offer absurd.",
            "planned",
        ),
        (
            "The sides have yet to agree on a humanitarian corridor from Izium to Lozova.",
            "proposed",
        ),
        (
            "Гуманитарным коридором из Дебальцево в Донецк никто не воспользовался.",
            "failed",
        ),
        (
            "Humanitarian corridors are open from Sumy to Poltava.",
            "open",
        ),
    ] {
        let reading = reading(text);
        assert_eq!(reading.corridors.len(), 1, "{text}");
        assert_eq!(word(&reading.corridors[0].status), status, "{text}");
    }
}

/// The status of the only corridor of a text.
fn status_of(text: &str) -> String {
    let found = reading(text).corridors;
    assert_eq!(found.len(), 1, "{text}: {found:#?}");
    word(&found[0].status)
}

/// The speaker of the first corridor of a text.
fn speaker_of(text: &str) -> String {
    let found = reading(text).corridors;
    let first = found.first().unwrap_or_else(|| panic!("{text}"));
    first.announced_by.clone().unwrap_or_else(|| "-".into())
}

#[test]
fn a_late_spokesman_says_no_more_than_he_says() {
    for (text, speaker) in [
        // What others say is not his.
        (
            "Witnesses said a humanitarian corridor from Sumy to Poltava was open.\n\nThe shelling went on all night.\n\nThe general Mikhail Mizintsev said troops had advanced.",
            "-",
        ),
        (
            "War in Ukraine, day 30.\n\nThe shelling went on all night.\n\nIt rained.\n\nA humanitarian corridor from Sumy to Poltava was open.\n\nThe general Mikhail Mizintsev said troops had advanced.",
            "-",
        ),
        (
            "Війна в Україні, день тридцятий.\n\nОбстріли тривали всю ніч.\n\nЙшов дощ.\n\nІз Сум до Полтави відкрили гуманітарний коридор.\n\nГенерал Михайло Мізінцев заявив, що війська просунулися.",
            "-",
        ),
        (
            "Война в Украине, день тридцатый.\n\nОбстрелы шли всю ночь.\n\nШёл дождь.\n\nИз Сум в Полтаву открыт гуманитарный коридор.\n\nГенерал Михаил Мизинцев заявил, что войска продвинулись.",
            "-",
        ),
        // A headline and the lead are his.
        (
            "Corridor from Sumy to Poltava for civilians opens\n\nA humanitarian corridor from Sumy to Poltava was open, the general Mikhail Mizintsev said.",
            "Mikhail Mizintsev",
        ),
        // Those whom somebody counts say nothing.
        (
            "A humanitarian corridor from Sumy to Poltava opened for people whom the UN counts as displaced, Dmytro Zhyvytskyi said.",
            "Dmytro Zhyvytskyi",
        ),
        (
            "Утвержденный список коридоров обнародовала министр по вопросам реинтеграции Ирина Верещук.\n\nИз Сум в Полтаву людей везут автобусами.",
            "Ирина Верещук",
        ),
    ] {
        assert_eq!(speaker_of(text), speaker, "{text}");
    }
}

#[test]
fn what_is_denied_or_cannot_be_confirmed_is_not_so() {
    for (text, status) in [
        (
            "Moscow denied that a humanitarian corridor from Mariupol to Zaporizhzhia had been agreed.",
            "closed",
        ),
        (
            "Moscow denied there was any humanitarian corridor from Mariupol to Zaporizhzhia.",
            "closed",
        ),
        (
            "Reports that a humanitarian corridor from Sumy to Poltava was open were denied by Kyiv.",
            "closed",
        ),
        (
            "Москва заперечила, що гуманітарний коридор з Маріуполя до Запоріжжя погоджено.",
            "closed",
        ),
        (
            "Москва опровергла, что гуманитарный коридор из Мариуполя в Запорожье согласован.",
            "closed",
        ),
        // That it failed is denied, and nothing else is said.
        (
            "Kyiv denied that the evacuation from Sumy to Poltava had failed.",
            "unknown",
        ),
        (
            "Мер спростував, що евакуація із Сум до Полтави зірвалася.",
            "unknown",
        ),
        (
            "Мэр опроверг, что эвакуация из Сум в Полтаву сорвалась.",
            "unknown",
        ),
        (
            "The Red Cross could not confirm that a humanitarian corridor from Sumy to Poltava had been agreed.",
            "proposed",
        ),
        (
            "Мэр не смог подтвердить, что гуманитарный коридор из Сум в Полтаву согласован.",
            "proposed",
        ),
        (
            "Мер не зміг підтвердити, що гуманітарний коридор із Сум до Полтави погоджено.",
            "proposed",
        ),
        // What else is denied in the sentence does not touch the corridor.
        (
            "The mayor denied that civilians were shelled and said that a humanitarian corridor from Sumy to Poltava was open.",
            "open",
        ),
        (
            "Moscow confirmed that a humanitarian corridor from Mariupol to Zaporizhzhia had been agreed.",
            "agreed",
        ),
        (
            "Москва підтвердила, що гуманітарний коридор з Маріуполя до Запоріжжя погоджено.",
            "agreed",
        ),
        (
            "Москва подтвердила, что гуманитарный коридор из Мариуполя в Запорожье согласован.",
            "agreed",
        ),
    ] {
        assert_eq!(status_of(text), status, "{text}");
    }
}

#[test]
fn a_clause_about_a_noun_or_of_what_came_before_yields() {
    for (text, status) in [
        (
            "The UN is preparing a humanitarian convoy from Sumy to Poltava for people who got away from the fighting.",
            "planned",
        ),
        (
            "The humanitarian corridor from Sumy to Poltava, which the sides agreed on in May, was closed on Monday.",
            "closed",
        ),
        (
            "After two days in which the road was blocked, the humanitarian corridor from Sumy to Poltava is open.",
            "open",
        ),
        (
            "Після обстрілу, який зірвав евакуацію, гуманітарний коридор із Сум до Полтави відкрито.",
            "open",
        ),
        (
            "После обстрела, который сорвал эвакуацию, гуманитарный коридор из Сум в Полтаву открыт.",
            "open",
        ),
        // What stops people on a way tells of the way, wherever it is said.
        (
            "The humanitarian corridor from Sumy to Poltava, which was opened on Monday, was closed again.",
            "closed",
        ),
        (
            "Гуманитарный коридор из Сум в Полтаву, который открыли утром, заблокирован.",
            "blocked",
        ),
    ] {
        assert_eq!(status_of(text), status, "{text}");
    }
}

#[test]
fn fighting_that_stops_a_passage_is_no_status_of_the_fighting() {
    for (text, status) in [
        (
            "Shelling disrupted the evacuation from Volnovakha to Pokrovsk.",
            "failed",
        ),
        (
            "Обстріл зірвав евакуацію з Волновахи. Автобуси мали їхати до Покровська.",
            "failed",
        ),
        (
            "Обстрел сорвал эвакуацию из Волновахи. Автобусы должны были ехать в Покровск.",
            "failed",
        ),
        (
            "The evacuation from Volnovakha is planned. The buses are to go to Pokrovsk.",
            "planned",
        ),
    ] {
        assert_eq!(status_of(text), status, "{text}");
    }
}

#[test]
fn the_tense_of_those_who_move_tells_where_no_word_of_status_does() {
    for (text, status) in [
        (
            "Evacuation: hundreds of civilians streamed out of Avdiivka towards Pokrovsk in the night.",
            "completed",
        ),
        (
            "Evacuation: volunteers drive civilians from Kurakhove to Pokrovsk every morning.",
            "open",
        ),
        (
            "Evacuation: civilians can leave Severodonetsk only across the last bridge to Lysychansk.",
            "open",
        ),
        (
            "Evacuation: volunteers will drive people from Kurakhove to Pokrovsk.",
            "planned",
        ),
        (
            "Евакуація: мирні жителі тікають із Сум до Полтави автобусами.",
            "open",
        ),
        (
            "Евакуація: мирні жителі поїдуть із Сум до Полтави автобусами.",
            "planned",
        ),
        (
            "Эвакуация: мирные жители бегут из Сум в Полтаву автобусами.",
            "open",
        ),
        (
            "Эвакуация: мирные жители поедут из Сум в Полтаву автобусами.",
            "planned",
        ),
        // In an announcement people travel as agreed.
        (
            "A humanitarian corridor for civilians was agreed. People go to Poltava from Sumy by bus.",
            "agreed",
        ),
        // What was agreed and has not begun is agreed.
        (
            "Rebels have agreed to let civilians out of Homs to Hama, but the first buses have not left yet.",
            "agreed",
        ),
        (
            "Talks about a way out of Mariupol to Zaporizhzhia for civilians go on; nothing has been agreed.",
            "proposed",
        ),
        // That nobody set out is a failure.
        (
            "Евакуаційна колона так і не виїхала із Запоріжжя до Бердянська.",
            "failed",
        ),
        (
            "Эвакуационная колонна так и не выехала из Запорожья в Бердянск.",
            "failed",
        ),
        // What became of it in the next clause.
        (
            "A UN convoy carrying aid left Sumy for Poltava but was turned back at Lubny.",
            "blocked",
        ),
    ] {
        assert_eq!(status_of(text), status, "{text}");
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
        ("Російські війська захопили Ізюм.", &["Ізюм: russia"]),
        ("Захоплено склад зброї у Броварах, повідомила поліція.", &[]),
        ("Російські військові захопили автобус біля Василівки.", &[]),
        ("У Пологах росіяни захопили двох волонтерів.", &[]),
        ("Russian soldiers captured near Izium gave testimony.", &[]),
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

#[test]
fn a_denied_closure_is_not_shown_as_closed() {
    for text in [
        "The mayor denied that the evacuation from Sloviansk to Dnipro had stopped.",
        "The mayor denied that the humanitarian corridor from Sumy to Poltava had failed.",
        "Неверно, что гуманитарный коридор из Изюма в Лозовую перекрыт.",
        "Мер спростував, що евакуацію з Ізюма до Лозової скасовано.",
    ] {
        let statuses: Vec<Status> = reading(text)
            .corridors
            .iter()
            .map(|corridor| corridor.status)
            .collect();
        assert_eq!(statuses, [Status::Unknown], "{text}");
    }
}
