//! What a report says of the claims that it tells: a claim that is called false, that nobody confirms
//! or that would be so only under another condition gives neither fighting nor who holds a place; a
//! claim beside such a one stays. A line a sentence, in three languages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::LazyLock;

use korydor::model::Status;
use korydor::read::read;
use korydor::report::{Hint, from_text};
use korydor::world::World;

static WORLD: LazyLock<World> = LazyLock::new(|| World::embedded().unwrap());

/// The events and claims of control of a text: `place kind`, `place: party`.
fn told(text: &str) -> Vec<String> {
    let hint = Hint {
        published: Some("2023-06-14".into()),
        ..Hint::default()
    };
    // The last line is there so that a short text is of war.
    let text = format!("{text}\n\nThe war goes on among civilians.");
    let reading = read(from_text(text, &hint).unwrap(), &WORLD);
    let events = reading.events.iter().map(|event| {
        let kind = serde_json::to_value(event.kind).unwrap();
        format!("{} {}", event.place.text, kind.as_str().unwrap_or("-"))
    });
    let claims = reading.control.iter();
    let claims = claims.map(|claim| format!("{}: {}", claim.place.text, claim.party));
    events.chain(claims).collect()
}

fn assert_nothing_is_told(texts: &[&str]) {
    let wrong: Vec<String> = texts
        .iter()
        .filter(|text| !told(text).is_empty())
        .map(|text| format!("{text}: {:?}", told(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn assert_told(cases: &[(&str, &[&str])]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| told(text) != *expected)
        .map(|(text, expected)| format!("{text}: {:?}, not {expected:?}", told(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn english_claims_that_are_called_false_tell_nothing() {
    assert_nothing_is_told(&[
        "Reports that Russian forces captured Bakhmut are premature.",
        "Russian claims that Bakhmut was captured by Russian forces are false.",
        "Claims by Moscow that its troops seized Bakhmut were simply untrue.",
        "Ukraine's General Staff rejected reports of Bakhmut's capture by Russian forces.",
        "The RSF rejected the army's claims that it recaptured Khartoum.",
        "The Houthis dismissed as lies reports that government forces seized Hodeidah.",
        "Claims that the army retook Khartoum were dismissed by the RSF.",
        "It is not true that Russian forces captured Bakhmut.",
        "It is false that Sumy was shelled.",
        "Fake news about the capture of Bakhmut by Russian forces is spreading online.",
        "A hoax about the shelling of Sumy spread on Telegram.",
        "Rumours of the fall of Bakhmut spread on Monday.",
        "False reports of shelling in Sumy caused panic.",
        "The governor called reports of shelling in Sumy fake.",
        "Reports that Goma was shelled turned out to be false.",
        "Moscow said its troops captured Bakhmut, but this is not true.",
        "Moscow claims its forces captured Bakhmut, which Kyiv says is false.",
        "Moscow falsely claimed that Russian troops captured Bakhmut.",
        "There is no truth in reports that Russian forces captured Bakhmut.",
        "It is too early to say that Russian forces captured Bakhmut.",
        "The capture of Bakhmut by Russian forces is a lie.",
        "“Bakhmut has been captured by Russian forces” is a fake, the centre said.",
        "Officials described as propaganda Russian statements that Bakhmut had been captured by Russian troops.",
        "Moscow's announcement of the capture of Bakhmut was premature.",
        "The story that Sumy was shelled is an invention.",
        // What nobody confirms.
        "Unconfirmed reports say that Russian forces captured Bakhmut.",
        "Russian forces captured Bakhmut, according to unconfirmed reports.",
        "Reports that Russian forces had captured Bakhmut could not be confirmed.",
        "The capture of Bakhmut by Russian forces has not been confirmed.",
        "The alleged capture of Bakhmut by Russian forces was discussed.",
        // What would be, and what is asked.
        "Had Russian forces captured Bakhmut, they would have shelled Kramatorsk.",
        "If Russian forces had captured Bakhmut, they would have advanced.",
        "Did Russian forces capture Bakhmut? Was Bakhmut captured by Russian forces?",
        "Perhaps Russian forces captured Bakhmut.",
    ]);
}

#[test]
fn english_claims_beside_false_ones_stay() {
    assert_told(&[
        (
            "Russian forces captured Bakhmut; reports of losses are false.",
            &["Bakhmut occupation", "Bakhmut: russia"],
        ),
        (
            "Russian forces captured Bakhmut, and reports of heavy losses are false.",
            &["Bakhmut occupation", "Bakhmut: russia"],
        ),
        (
            "Officials denied reports of losses after Russian forces captured Bakhmut.",
            &["Bakhmut occupation", "Bakhmut: russia"],
        ),
        (
            "Kyiv denied reports of losses, and Russian forces captured Bakhmut.",
            &["Bakhmut occupation", "Bakhmut: russia"],
        ),
        (
            "Reports say Russian forces captured Bakhmut, and claims of an encirclement of Soledar are false.",
            &["Bakhmut occupation", "Bakhmut: russia"],
        ),
        (
            "Reports that Russian forces captured Bakhmut were confirmed.",
            &["Bakhmut occupation", "Bakhmut: russia"],
        ),
        (
            "According to reports, Russian forces captured Bakhmut.",
            &["Bakhmut occupation", "Bakhmut: russia"],
        ),
        (
            "Russian forces captured Bakhmut under a false flag.",
            &["Bakhmut occupation", "Bakhmut: russia"],
        ),
        (
            "Despite claims that Russian forces captured Bakhmut, the town is under Ukrainian control.",
            &["Bakhmut: ukraine"],
        ),
        (
            "Contrary to reports of the capture of Bakhmut, fighting goes on in Soledar.",
            &["Soledar battle"],
        ),
        (
            "Kyiv dismissed claims of losses, saying Russian forces shelled Sumy.",
            &["Sumy shelling"],
        ),
        (
            "Reports of shelling in Sumy are not false.",
            &["Sumy shelling"],
        ),
        (
            "Sumy was shelled despite Moscow's claims that it only strikes military targets.",
            &["Sumy shelling"],
        ),
        (
            "Shelling of Sumy continued, reports of a truce are false.",
            &["Sumy shelling"],
        ),
        (
            "The mayor denied rumours, but Russian forces shelled Sumy.",
            &["Sumy shelling"],
        ),
        (
            "Fighting went on in Goma; the army's claims were dismissed by the rebels.",
            &["Goma battle"],
        ),
        (
            "The number of people killed in the shelling of Sumy has not been confirmed.",
            &["Sumy shelling"],
        ),
        (
            "Moscow denies targeting civilians, yet Russian forces shelled Sumy again.",
            &["Sumy shelling"],
        ),
        (
            "The report said Russian forces shelled Sumy and that its earlier figures were wrong.",
            &["Sumy shelling"],
        ),
        (
            "Residents were told false stories before Russian forces shelled Sumy.",
            &["Sumy shelling"],
        ),
        (
            "Shelling of Sumy is wrong, the UN said.",
            &["Sumy shelling"],
        ),
        (
            "Perhaps 40 shells hit Sumy in the shelling overnight.",
            &["Sumy shelling"],
        ),
        (
            "Sumy was shelled before the corridor was opened.",
            &["Sumy shelling"],
        ),
    ]);
}

#[test]
fn ukrainian_claims_that_are_called_false_tell_nothing() {
    assert_nothing_is_told(&[
        "Заяви про захоплення Бахмута є неправдивими.",
        "Повідомлення про захоплення Бахмута російськими військами не відповідають дійсності.",
        "Фейк про захоплення Бахмута поширюють російські канали.",
        "Не відповідає дійсності інформація про захоплення Бахмута.",
        "Неправда, що російські війська захопили Бахмут.",
        "Генштаб спростував заяви про захоплення Бахмута.",
        "Генштаб спростував заяви Росії про те, що її війська, які наступають, захопили Бахмут.",
        "Повідомлення про обстріл Сум спростували в ОВА.",
        "Чутки про захоплення Бахмута передчасні.",
        "У Генштабі назвали повідомлення про захоплення Бахмута фейком.",
        "Росія заявила, що її війська захопили Бахмут, але це неправда.",
        "Твердження Росії, буцімто її війська захопили Бахмут, — неправда.",
        "У Кремлі заявили, що чутки про обстріл Сум — брехня.",
        "Фейкові повідомлення про обстріл Сум поширюють у мережі.",
        "Передчасно говорити про захоплення Бахмута.",
        "Про захоплення Бахмута говорити передчасно.",
        "Це фейк, що росіяни захопили Бахмут.",
        "Російська пропаганда бреше, що війська рф захопили Бахмут.",
        "Інформація про те, що росіяни захопили Бахмут, не підтвердилася.",
        "Захоплення Бахмута російськими військами не підтвердилося.",
        "Російські війська захопили Бахмут, за непідтвердженими даними.",
        "Росіяни нібито захопили Бахмут.",
        "Якби росіяни захопили Бахмут, вони б обстріляли Краматорськ.",
        "Російські війська захопили б Бахмут, якби не оборона.",
        "Чи захопили росіяни Бахмут?",
    ]);
}

#[test]
fn ukrainian_claims_beside_false_ones_stay() {
    assert_told(&[
        (
            "Російські війська захопили Бахмут; повідомлення про втрати неправдиві.",
            &["Бахмут occupation", "Бахмут: russia"],
        ),
        (
            "Російські війська захопили Бахмут, а заяви про втрати не відповідають дійсності.",
            &["Бахмут occupation", "Бахмут: russia"],
        ),
        (
            "Чутки про захоплення Бахмута російськими військами підтвердилися.",
            &["Бахмута occupation", "Бахмута: russia"],
        ),
        (
            "Генштаб підтвердив повідомлення про захоплення Бахмута.",
            &["Бахмута occupation", "Бахмута: russia"],
        ),
        (
            "За повідомленнями, росіяни захопили Бахмут.",
            &["Бахмут occupation", "Бахмут: russia"],
        ),
        (
            "Попри заяви про захоплення Бахмута, місто під контролем України.",
            &["Бахмута: ukraine"],
        ),
        (
            "Росіяни обстріляли Суми, а чутки про евакуацію не підтвердилися.",
            &["Суми shelling"],
        ),
        (
            "Росіяни обстріляли Суми, заявили у Генштабі.",
            &["Суми shelling"],
        ),
        (
            "Попри обіцянки, росіяни обстріляли Суми.",
            &["Суми shelling"],
        ),
        (
            "Російські війська помилково обстріляли Суми.",
            &["Суми shelling"],
        ),
        (
            "Обстріл Сум тривав, кількість загиблих не підтверджено.",
            &["Сум shelling"],
        ),
        (
            "Росіяни обстріляли Суми, бо хибні повідомлення про колону поширили канали.",
            &["Суми shelling"],
        ),
    ]);
}

#[test]
fn russian_claims_that_are_called_false_tell_nothing() {
    assert_nothing_is_told(&[
        "Заявления о том, что Бахмут захвачен, ложны.",
        "Заявления о том, что российские войска захватили Бахмут, не соответствуют действительности.",
        "Фейк о том, что Бахмут захвачен, распространяют каналы.",
        "Неправда, что российские войска захватили Бахмут.",
        "Это ложь, что российские войска захватили Бахмут.",
        "Сообщения о том, что Бахмут захвачен, преждевременны.",
        "Ложные сообщения о том, что Сумы обстреляли, вызвали панику.",
        "Генштаб опроверг заявления о том, что Бахмут захвачен.",
        "Сообщения о том, что Сумы обстреляли, опровергли в администрации.",
        "Минобороны отвергло обвинения в том, что его войска обстреляли Сумы.",
        "Слухи о том, что Бахмут захвачен, распространились утром.",
        "В Генштабе назвали сообщения о том, что Сумы обстреляли, ложью.",
        "В Кремле заявили, что сообщения о том, что Сумы обстреляли, — фейк.",
        "Москва заявила, что войска захватили Бахмут, но это не так.",
        "Утверждения, что российские войска захватили Бахмут, — ложь.",
        "Сообщения о том, что российские войска захватили Бахмут, не подтвердились.",
        "Обстрел Сум не подтвердился.",
        "О том, что российские войска захватили Бахмут, говорить преждевременно.",
        "Пропаганда врёт, что российские войска захватили Бахмут.",
        "Российские войска якобы захватили Бахмут.",
        "По неподтверждённым данным, российские войска захватили Бахмут.",
        "Если бы российские войска захватили Бахмут, они бы обстреляли Краматорск.",
        "Российские войска захватили бы Бахмут, если бы не оборона.",
        "Захватили ли российские войска Бахмут?",
    ]);
}

#[test]
fn russian_claims_beside_false_ones_stay() {
    assert_told(&[
        (
            "Российские войска захватили Бахмут; сообщения о потерях ложны.",
            &["Бахмут occupation", "Бахмут: russia"],
        ),
        (
            "Российские войска захватили Бахмут, а сообщения о потерях не соответствуют действительности.",
            &["Бахмут occupation", "Бахмут: russia"],
        ),
        (
            "По сообщениям, российские войска захватили Бахмут.",
            &["Бахмут occupation", "Бахмут: russia"],
        ),
        (
            "Российские войска захватили Бахмут, и это не слухи.",
            &["Бахмут occupation", "Бахмут: russia"],
        ),
        (
            "Вопреки заявлениям о том, что Бахмут захвачен, город под контролем ВСУ.",
            &["Бахмут: ukraine"],
        ),
        (
            "Россияне обстреляли Сумы, а слухи об эвакуации не подтвердились.",
            &["Сумы shelling"],
        ),
        (
            "Российские войска обстреляли Сумы, опровергнув слухи о перемирии.",
            &["Сумы shelling"],
        ),
        (
            "Российские войска ошибочно обстреляли Сумы.",
            &["Сумы shelling"],
        ),
        (
            "Российские войска обстреляли Сумы, хотя сообщалось о перемирии.",
            &["Сумы shelling"],
        ),
        (
            "Российские войска обстреляли Сумы, ложные сообщения о перемирии не помогли.",
            &["Сумы shelling"],
        ),
    ]);
}

#[test]
fn who_holds_a_place_by_hearsay_is_less_certain() {
    let confidence = |text: &str| {
        let text = format!("{text}\n\nThe war goes on among civilians.");
        let reading = read(from_text(text, &Hint::default()).unwrap(), &WORLD);
        reading.control.first().unwrap().confidence
    };
    let plain = confidence("Russian forces captured Bakhmut.");
    assert!(confidence("Russian forces reportedly captured Bakhmut.") < plain);
    assert!(confidence("Ймовірно, росіяни захопили Бахмут.") < plain);
    assert!(confidence("Видимо, российские войска захватили Бахмут.") < plain);
}

#[test]
fn a_passage_of_which_only_claims_tell_is_not_open() {
    use Status::{Closed, Open, Unknown};
    let cases = [
        (
            "Claims that a humanitarian corridor from Sumy to Poltava was opened are false.",
            Closed,
        ),
        (
            "Reports that a humanitarian corridor from Sumy to Poltava was agreed are premature.",
            Closed,
        ),
        (
            "It is not true that a humanitarian corridor from Sumy to Poltava was opened.",
            Closed,
        ),
        (
            "The governor said a humanitarian corridor from Sumy to Poltava is open, but this is not true.",
            Closed,
        ),
        (
            "Unconfirmed reports say that a humanitarian corridor from Sumy to Poltava is open.",
            Unknown,
        ),
        (
            "Rumours of an open humanitarian corridor from Sumy to Poltava spread.",
            Unknown,
        ),
        (
            "A humanitarian corridor from Sumy to Poltava was opened; reports of shelling there are false.",
            Open,
        ),
        (
            "A humanitarian corridor from Sumy to Poltava is open despite claims that it is closed.",
            Open,
        ),
        (
            "A humanitarian corridor from Sumy to Poltava is open, the rumours that it is closed are false.",
            Open,
        ),
        (
            "Заяви про відкриття гуманітарного коридору із Сум до Полтави неправдиві.",
            Closed,
        ),
        (
            "Повідомлення про те, що гуманітарний коридор із Сум до Полтави відкрито, не відповідають дійсності.",
            Closed,
        ),
        (
            "Фейк про відкриття гуманітарного коридору із Сум до Полтави поширюють у мережі.",
            Closed,
        ),
        (
            "Чутки про відкриття гуманітарного коридору із Сум до Полтави поширюють у мережі.",
            Unknown,
        ),
        (
            "Гуманітарний коридор із Сум до Полтави відкрито; повідомлення про обстріл неправдиві.",
            Open,
        ),
        (
            "Чутки, що гуманітарний коридор із Сум до Полтави відкрито, неправдиві.",
            Unknown,
        ),
        (
            "Гуманітарний коридор із Сум до Полтави відкрито, попри чутки про мінування.",
            Open,
        ),
        (
            "Заявления об открытии гуманитарного коридора из Сум в Полтаву ложны.",
            Closed,
        ),
        (
            "Фейк об открытии гуманитарного коридора из Сум в Полтаву разошёлся.",
            Closed,
        ),
        (
            "Сообщения о том, что гуманитарный коридор из Сум в Полтаву открыт, не подтвердились.",
            Unknown,
        ),
        (
            "Гуманитарный коридор из Сум в Полтаву открыт; сообщения об обстреле ложны.",
            Open,
        ),
        (
            "Nobody has confirmed that a humanitarian corridor from Izium to Lozova will be opened.",
            Unknown,
        ),
        (
            "No official of the region has so far confirmed the opening of a humanitarian corridor from Bucha to Kyiv.",
            Unknown,
        ),
        (
            "Rumours that a humanitarian corridor from Kherson to Mykolaiv is open have not been confirmed.",
            Unknown,
        ),
        (
            "The UN neither confirmed nor denied that a humanitarian corridor from Izium to Lozova is open.",
            Unknown,
        ),
        (
            "No one could say whether a humanitarian corridor from Izium to Lozova is open.",
            Unknown,
        ),
        (
            "The mayor confirmed that a humanitarian corridor from Izium to Lozova is open.",
            Open,
        ),
        (
            "The army has not only confirmed that a humanitarian corridor from Izium to Lozova is open but named the hours.",
            Open,
        ),
        (
            "The humanitarian corridor from Polohy to Zaporizhzhia is working, although rumours spread that it is closed.",
            Open,
        ),
        (
            "Ніхто не підтвердив, що гуманітарний коридор з Ізюма до Лозової відкриють.",
            Unknown,
        ),
        (
            "Чутки про відкриття гуманітарного коридору з Бучі до Києва не підтверджуються.",
            Unknown,
        ),
        (
            "Чутки про те, що відкрито гуманітарний коридор з Херсона до Миколаєва, не підтверджені.",
            Unknown,
        ),
        (
            "Гуманітарний коридор з Ізюма до Лозової діє, хоча поширюють чутки, що його закрито.",
            Open,
        ),
        (
            "Евакуаційний коридор із Сум до Полтави працює, хоча ходять чутки, нібито він закритий.",
            Open,
        ),
        (
            "Никто не подтверждает, что гуманитарный коридор из Изюма в Лозовую открыт.",
            Unknown,
        ),
        (
            "Слухи о том, что открыт гуманитарный коридор из Бучи в Киев, не подтверждены.",
            Unknown,
        ),
        (
            "Гуманитарный коридор из Изюма в Лозовую действует, хотя ходят слухи, что он закрыт.",
            Open,
        ),
        (
            "Гуманитарный коридор из Сум в Полтаву открыт, слухи о его закрытии ложны.",
            Open,
        ),
    ];
    assert_statuses(&cases);
}

fn assert_statuses(cases: &[(&str, Status)]) {
    let mut wrong = Vec::new();
    for &(text, status) in cases {
        let hint = Hint {
            published: Some("2023-06-14".into()),
            ..Hint::default()
        };
        let reading = read(from_text(text.into(), &hint).unwrap(), &WORLD);
        let found: Vec<_> = reading.corridors.iter().map(|found| found.status).collect();
        if found != [status] {
            wrong.push(format!("{text}: {found:?}, not {status:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_sentence_may_judge_the_one_before() {
    use Status::{Closed, Failed, Open, Unknown};
    assert_statuses(&[
        (
            "A humanitarian corridor from Izium to Lozova is open. That is false.",
            Closed,
        ),
        (
            "Some channels write that a humanitarian corridor from Bucha to Kyiv is open. But this is simply not true.",
            Closed,
        ),
        (
            "A humanitarian corridor from Kherson to Mykolaiv is open. Fake!",
            Closed,
        ),
        (
            "A humanitarian corridor from Kherson to Mykolaiv is open.\n\nThe report is false.",
            Closed,
        ),
        (
            "A humanitarian corridor from Izium to Lozova is open. This has not been confirmed.",
            Unknown,
        ),
        (
            "A humanitarian corridor from Izium to Lozova is open. Nobody has confirmed this.",
            Unknown,
        ),
        (
            "A humanitarian corridor from Izium to Lozova is open. The mayor called this a lie.",
            Unknown,
        ),
        (
            "A humanitarian corridor from Izium to Lozova is open. This is not false.",
            Open,
        ),
        (
            "A humanitarian corridor from Izium to Lozova is open. Is that false?",
            Open,
        ),
        (
            "A humanitarian corridor from Izium to Lozova is open. This document is fake.",
            Open,
        ),
        (
            "A humanitarian corridor from Izium to Lozova is open. Rumours of shelling are false.",
            Open,
        ),
        (
            "A humanitarian corridor from Izium to Lozova is open. It is a rumour that shops are shut.",
            Open,
        ),
        (
            "A humanitarian corridor from Izium to Lozova was to open today. It did not happen.",
            Failed,
        ),
        (
            "Канали пишуть, що гуманітарний коридор з Ізюма до Лозової відкрито. Це неправда.",
            Closed,
        ),
        (
            "Гуманітарний коридор із Сум до Полтави відкрито. Ця інформація не відповідає дійсності.",
            Closed,
        ),
        (
            "Гуманітарний коридор із Сум до Полтави відкрито. Насправді це фейк.",
            Closed,
        ),
        (
            "Гуманітарний коридор із Сум до Полтави відкрито. Це поки не підтверджено.",
            Unknown,
        ),
        (
            "Гуманітарний коридор із Сум до Полтави відкрито. Це лише чутки.",
            Unknown,
        ),
        (
            "Гуманітарний коридор із Сум до Полтави відкрито. «Це брехня», – заявив мер.",
            Unknown,
        ),
        (
            "Гуманітарний коридор із Сум до Полтави відкрито. Це не фейк.",
            Open,
        ),
        (
            "Гуманітарний коридор із Сум до Полтави відкрито. Це підтвердив мер.",
            Open,
        ),
        (
            "Каналы пишут, что гуманитарный коридор из Изюма в Лозовую открыт. Это фейк.",
            Closed,
        ),
        (
            "Гуманитарный коридор из Сум в Полтаву открыт. Это не так.",
            Closed,
        ),
        (
            "Гуманитарный коридор из Сум в Полтаву открыт. Эта информация – ложь.",
            Closed,
        ),
        (
            "Гуманитарный коридор из Сум в Полтаву открыт. Официально это не подтверждено.",
            Unknown,
        ),
        (
            "Гуманитарный коридор из Сум в Полтаву открыт. «Это ложь», – сказал мэр.",
            Unknown,
        ),
        (
            "Гуманитарный коридор из Сум в Полтаву открыт. Это не ложь.",
            Open,
        ),
    ]);
    assert_nothing_is_told(&[
        "Russian forces captured Bakhmut. This is false.",
        "Російські війська захопили Бахмут. Це неправда.",
        "Сумы обстреляли ночью. Это фейк.",
    ]);
}

#[test]
fn what_came_last_counts() {
    use Status::{Cancelled, Closed, Open, Proposed, Suspended};
    assert_statuses(&[
        (
            "The evacuation from Izium to Lozova was called off, then resumed.",
            Open,
        ),
        (
            "The evacuation from Sumy to Poltava was called off in the morning and resumed at noon.",
            Open,
        ),
        (
            "The humanitarian corridor from Sumy to Poltava was blocked at noon, then opened.",
            Open,
        ),
        (
            "A humanitarian corridor from Izium to Lozova was closed but later reopened.",
            Open,
        ),
        (
            "A humanitarian corridor from Izium to Lozova was opened, then closed.",
            Closed,
        ),
        (
            "The evacuation from Sumy to Poltava resumed and was then halted.",
            Suspended,
        ),
        (
            "The evacuation from Sumy to Poltava was called off after shelling resumed.",
            Cancelled,
        ),
        (
            "The evacuation from Sumy to Poltava was called off and may resume on Tuesday.",
            Cancelled,
        ),
        (
            "The evacuation from Sumy to Poltava was called off and was not resumed.",
            Cancelled,
        ),
        (
            "Евакуацію з Ізюма до Лозової скасували, а потім відновили.",
            Open,
        ),
        (
            "Гуманітарний коридор із Сум до Полтави закрили, згодом знову відкрили.",
            Open,
        ),
        (
            "Гуманітарний коридор із Сум до Полтави відкрили, потім закрили.",
            Closed,
        ),
        (
            "Эвакуацию из Изюма в Лозовую отменили, потом возобновили.",
            Open,
        ),
        (
            "Движение по гуманитарному коридору из Сум в Полтаву приостановили, но вечером возобновили.",
            Open,
        ),
        (
            "Гуманитарный коридор из Сум в Полтаву открыли, затем закрыли.",
            Closed,
        ),
        (
            "The evacuation from Izium to Lozova was moved to 10 am.",
            Suspended,
        ),
        (
            "The evacuation from Bucha to Kyiv was moved to Friday.",
            Suspended,
        ),
        (
            "The evacuation from Bucha to Kyiv was brought forward to 9 am.",
            Suspended,
        ),
        (
            "Виїзд гуманітарним коридором із Сум до Полтави перенесено на 12:00.",
            Suspended,
        ),
        (
            "Эвакуацию из Изюма в Лозовую перенесли на 10:00.",
            Suspended,
        ),
        (
            "Residents dream of an open humanitarian corridor from Izium to Lozova.",
            Proposed,
        ),
        (
            "People pray for a humanitarian corridor from Bucha to Kyiv.",
            Proposed,
        ),
        (
            "Жителі мріють про відкритий гуманітарний коридор з Ізюма до Лозової.",
            Proposed,
        ),
        (
            "Жители мечтают об открытом гуманитарном коридоре из Изюма в Лозовую.",
            Proposed,
        ),
    ]);
    let over = "Residents were moved from Sumy to Poltava at 10 am by a humanitarian corridor.";
    assert_statuses(&[(over, Status::Completed)]);
}

#[test]
fn people_who_wait_in_another_clause_are_no_start() {
    for text in [
        "Evacuation from Izium failed; people in Lozova were waiting.",
        "The evacuation from Sumy failed; residents of Poltava prepared beds.",
        "Евакуація із Сум зірвалася; мешканці Полтави приготували притулки.",
        "Эвакуация из Сум сорвалась; жители Полтавы готовили ночлег.",
    ] {
        let reading = read(from_text(text.into(), &Hint::default()).unwrap(), &WORLD);
        assert_eq!(
            reading.corridors.len(),
            1,
            "{text}: {:#?}",
            reading.corridors
        );
    }
}
