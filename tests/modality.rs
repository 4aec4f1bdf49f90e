//! What may be, is wished, tried or alleged is not told as though it were: a line a sentence, with the status and day of its
//! corridor. All were published on Wednesday 14 June 2023.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use korydor::model::Status;
use korydor::read::read;
use korydor::report::{Hint, from_text};
use korydor::world::World;

const SENTENCES: [(&str, Status, Option<&str>); 120] = {
    use Status::{Agreed, Closed, Completed, Failed, Open, Planned, Proposed, Unknown};
    [
        // What is said of a place is no status of the passage from it.
        (
            "300 people were taken from blocked Mariupol to Zaporizhzhia by buses.",
            Completed,
            None,
        ),
        (
            "A humanitarian corridor from the besieged and blockaded city of Izium to Lozova is open.",
            Open,
            None,
        ),
        (
            "Із заблокованого Маріуполя до Запоріжжя автобусами вивезли 300 людей.",
            Completed,
            None,
        ),
        (
            "Из заблокированного города Изюм в Лозовую вывезли 300 человек.",
            Completed,
            None,
        ),
        (
            "A humanitarian corridor from Sumy to Poltava could open on Friday.",
            Planned,
            Some("2023-06-16"),
        ),
        (
            "A humanitarian corridor from Sumy to Poltava may open on Monday.",
            Planned,
            Some("2023-06-19"),
        ),
        (
            "A humanitarian corridor from Izium to Lozova should open on Tuesday.",
            Planned,
            Some("2023-06-20"),
        ),
        (
            "A humanitarian corridor from Sumy to Poltava might have opened.",
            Unknown,
            None,
        ),
        (
            "A humanitarian corridor from Izium to Lozova could have been opened.",
            Unknown,
            None,
        ),
        (
            "A humanitarian corridor from Izium to Lozova was allegedly opened.",
            Unknown,
            None,
        ),
        (
            "Fake: a humanitarian corridor from Izium to Lozova is open.",
            Unknown,
            None,
        ),
        (
            "A humanitarian corridor from Izium to Lozova was nearly agreed.",
            Proposed,
            None,
        ),
        (
            "The humanitarian corridor from Izium to Lozova that was open in May no longer exists.",
            Closed,
            None,
        ),
        (
            "The governor promised to open a humanitarian corridor from Izium to Lozova.",
            Planned,
            None,
        ),
        // As it is told.
        (
            "A humanitarian corridor from Sumy to Poltava is open.",
            Open,
            None,
        ),
        (
            "A humanitarian corridor from Sumy to Poltava was agreed.",
            Agreed,
            None,
        ),
        (
            "A humanitarian corridor from Sumy to Poltava opened on Monday.",
            Open,
            Some("2023-06-12"),
        ),
        (
            "Residents were evacuated from Sumy to Poltava on Monday.",
            Completed,
            Some("2023-06-12"),
        ),
        (
            "Гуманітарний коридор з Ізюма до Лозової може відкритися у п'ятницю.",
            Planned,
            Some("2023-06-16"),
        ),
        (
            "Гуманітарний коридор з Ізюма до Лозової можуть відкрити в понеділок.",
            Planned,
            Some("2023-06-19"),
        ),
        (
            "Гуманітарний коридор з Ізюма до Лозової могли б відкрити.",
            Unknown,
            None,
        ),
        (
            "Гуманітарний коридор з Ізюма до Лозової планували відкрити вчора.",
            Planned,
            Some("2023-06-13"),
        ),
        (
            "Гуманітарний коридор з Ізюма до Лозової хотіли відкрити вчора.",
            Proposed,
            Some("2023-06-13"),
        ),
        (
            "Гуманітарний коридор з Ізюма до Лозової обіцяли відкрити.",
            Planned,
            None,
        ),
        (
            "Гуманітарний коридор з Ізюма до Лозової намагалися відкрити.",
            Unknown,
            None,
        ),
        (
            "Родичі просять відкрити гуманітарний коридор з Ізюма до Лозової.",
            Proposed,
            None,
        ),
        (
            "Гуманітарний коридор з Ізюма до Лозової нібито відкрито.",
            Unknown,
            None,
        ),
        (
            "Гуманітарний коридор з Ізюма до Лозової майже погоджено.",
            Proposed,
            None,
        ),
        (
            "Гуманітарного коридору з Ізюма до Лозової більше не існує.",
            Closed,
            None,
        ),
        (
            "Фейк: гуманітарний коридор з Ізюма до Лозової відкрито.",
            Unknown,
            None,
        ),
        (
            "Гуманітарний коридор з Ізюма до Лозової відкрито.",
            Open,
            None,
        ),
        (
            "Гуманітарний коридор з Ізюма до Лозової нарешті змогли відкрити.",
            Open,
            None,
        ),
        (
            "Сторони домовилися відкрити гуманітарний коридор з Ізюма до Лозової.",
            Agreed,
            None,
        ),
        (
            "Гуманитарный коридор из Изюма в Лозовую может открыться в пятницу.",
            Planned,
            Some("2023-06-16"),
        ),
        (
            "Гуманитарный коридор из Изюма в Лозовую могут открыть в понедельник.",
            Planned,
            Some("2023-06-19"),
        ),
        (
            "Гуманитарный коридор из Изюма в Лозовую могли бы открыть.",
            Unknown,
            None,
        ),
        (
            "Гуманитарный коридор из Изюма в Лозовую хотели открыть вчера.",
            Proposed,
            Some("2023-06-13"),
        ),
        (
            "Гуманитарный коридор из Изюма в Лозовую обещали открыть.",
            Planned,
            None,
        ),
        (
            "Гуманитарный коридор из Изюма в Лозовую пытались открыть.",
            Unknown,
            None,
        ),
        (
            "Гуманитарный коридор из Изюма в Лозовую нельзя открыть.",
            Closed,
            None,
        ),
        (
            "Гуманитарный коридор из Изюма в Лозовую якобы открыт.",
            Unknown,
            None,
        ),
        (
            "Гуманитарный коридор из Изюма в Лозовую почти согласован.",
            Proposed,
            None,
        ),
        (
            "Фейк: гуманитарный коридор из Изюма в Лозовую открыт.",
            Unknown,
            None,
        ),
        (
            "Гуманитарный коридор из Изюма в Лозовую больше не существует.",
            Closed,
            None,
        ),
        (
            "Гуманитарный коридор из Изюма в Лозовую открыт.",
            Open,
            None,
        ),
        (
            "Гуманитарный коридор из Изюма в Лозовую удалось открыть.",
            Open,
            None,
        ),
        (
            "Стороны договорились открыть гуманитарный коридор из Изюма в Лозовую.",
            Agreed,
            None,
        ),
        (
            "Гуманитарный коридор из Изюма в Лозовую открылся в понедельник.",
            Open,
            Some("2023-06-12"),
        ),
        // What would be, is asked, has not come.
        (
            "Had a humanitarian corridor from Sumy to Poltava been opened, thousands would have left.",
            Unknown,
            None,
        ),
        (
            "If a humanitarian corridor from Sumy to Poltava had been opened, thousands would have left.",
            Unknown,
            None,
        ),
        (
            "A humanitarian corridor from Sumy to Poltava would have been opened if the sides had agreed.",
            Unknown,
            None,
        ),
        (
            "Were a humanitarian corridor to open from Sumy to Poltava, thousands would leave.",
            Unknown,
            None,
        ),
        (
            "Were it not for the shelling, a humanitarian corridor from Sumy to Poltava would be open.",
            Unknown,
            None,
        ),
        (
            "A humanitarian corridor from Sumy to Poltava was to have been opened.",
            Unknown,
            None,
        ),
        (
            "The humanitarian corridor from Sumy to Poltava should have been opened long before.",
            Unknown,
            None,
        ),
        (
            "Perhaps a humanitarian corridor from Sumy to Poltava is open.",
            Unknown,
            None,
        ),
        (
            "A humanitarian corridor from Sumy to Poltava is perhaps open.",
            Unknown,
            None,
        ),
        (
            "A humanitarian corridor from Sumy to Poltava is reportedly open.",
            Open,
            None,
        ),
        (
            "Is a humanitarian corridor from Sumy to Poltava open?",
            Unknown,
            None,
        ),
        (
            "Was a humanitarian corridor from Sumy to Poltava agreed?",
            Unknown,
            None,
        ),
        (
            "If a humanitarian corridor from Sumy to Poltava is opened, thousands will leave.",
            Unknown,
            None,
        ),
        (
            "Unless a humanitarian corridor from Sumy to Poltava is opened, thousands will die.",
            Unknown,
            None,
        ),
        (
            "Nobody can leave until a humanitarian corridor from Sumy to Poltava is opened.",
            Unknown,
            None,
        ),
        (
            "Supplies must last before the humanitarian corridor from Sumy to Poltava opens.",
            Unknown,
            None,
        ),
        (
            "Without a humanitarian corridor from Sumy to Poltava, people will die.",
            Unknown,
            None,
        ),
        (
            "There are plans to open a humanitarian corridor from Sumy to Poltava.",
            Planned,
            None,
        ),
        (
            "The humanitarian corridor from Sumy to Poltava was to open but never did.",
            Planned,
            None,
        ),
        (
            "Allegedly a humanitarian corridor from Sumy to Poltava is open.",
            Unknown,
            None,
        ),
        // What is told beside it.
        (
            "People waited until a humanitarian corridor from Sumy to Poltava was opened.",
            Open,
            None,
        ),
        (
            "A humanitarian corridor from Sumy to Poltava is open until the evening.",
            Open,
            None,
        ),
        (
            "A humanitarian corridor from Sumy to Poltava was opened, and without it thousands would have died.",
            Open,
            None,
        ),
        (
            "A humanitarian corridor from Sumy to Poltava is open, and had been mined before.",
            Open,
            None,
        ),
        (
            "Before noon a humanitarian corridor from Sumy to Poltava was opened.",
            Open,
            None,
        ),
        (
            "Perhaps 500 people were evacuated from Sumy to Poltava through the humanitarian corridor.",
            Completed,
            None,
        ),
        (
            "Якби гуманітарний коридор із Сум до Полтави відкрили, люди виїхали б.",
            Unknown,
            None,
        ),
        (
            "Якби відкрили гуманітарний коридор із Сум до Полтави, тисячі людей виїхали б.",
            Unknown,
            None,
        ),
        (
            "Гуманітарний коридор із Сум до Полтави відкрили б, якби сторони домовилися.",
            Unknown,
            None,
        ),
        (
            "Відкрити гуманітарний коридор із Сум до Полтави мали намір.",
            Planned,
            None,
        ),
        (
            "Відкрити гуманітарний коридор із Сум до Полтави обіцяли.",
            Planned,
            None,
        ),
        (
            "Відкрити гуманітарний коридор із Сум до Полтави хотіли.",
            Proposed,
            None,
        ),
        (
            "Відкрити гуманітарний коридор із Сум до Полтави!",
            Unknown,
            None,
        ),
        (
            "Гуманітарний коридор із Сум до Полтави, можливо, відкрито.",
            Unknown,
            None,
        ),
        (
            "Можливо, гуманітарний коридор із Сум до Полтави відкрито.",
            Unknown,
            None,
        ),
        (
            "Гуманітарний коридор із Сум до Полтави мав би діяти.",
            Unknown,
            None,
        ),
        (
            "Гуманітарний коридор із Сум до Полтави міг би відкритися.",
            Unknown,
            None,
        ),
        (
            "Гуманітарний коридор із Сум до Полтави нібито діє.",
            Unknown,
            None,
        ),
        (
            "Кажуть, нібито гуманітарний коридор із Сум до Полтави відкрито.",
            Unknown,
            None,
        ),
        (
            "Гуманітарний коридор із Сум до Полтави відкрито?",
            Unknown,
            None,
        ),
        (
            "Чи відкрито гуманітарний коридор із Сум до Полтави?",
            Unknown,
            None,
        ),
        (
            "Невідомо, чи відкрито гуманітарний коридор із Сум до Полтави.",
            Unknown,
            None,
        ),
        (
            "Якщо гуманітарний коридор із Сум до Полтави відкриють, люди виїдуть.",
            Unknown,
            None,
        ),
        (
            "Хотілося б, щоб гуманітарний коридор із Сум до Полтави відкрили.",
            Unknown,
            None,
        ),
        (
            "До відкриття гуманітарного коридору із Сум до Полтави лишилася доба.",
            Unknown,
            None,
        ),
        (
            "Перш ніж відкриють гуманітарний коридор із Сум до Полтави, дорогу розмінують.",
            Unknown,
            None,
        ),
        (
            "Без гуманітарного коридору із Сум до Полтави люди загинуть.",
            Unknown,
            None,
        ),
        (
            "Відкрити гуманітарний коридор із Сум до Полтави вдалося.",
            Open,
            None,
        ),
        (
            "Відкрити гуманітарний коридор із Сум до Полтави не вдалося.",
            Failed,
            None,
        ),
        (
            "Гуманітарний коридор із Сум до Полтави відкрито, щоб люди могли виїхати.",
            Open,
            None,
        ),
        (
            "Гуманітарний коридор із Сум до Полтави відкрито, бо сторони домовилися.",
            Agreed,
            None,
        ),
        (
            "Если бы гуманитарный коридор из Сум в Полтаву открыли, люди уехали бы.",
            Unknown,
            None,
        ),
        (
            "Если бы открыли гуманитарный коридор из Сум в Полтаву, тысячи людей выехали бы.",
            Unknown,
            None,
        ),
        (
            "Гуманитарный коридор из Сум в Полтаву открыли бы, если бы стороны договорились.",
            Unknown,
            None,
        ),
        (
            "Открыть гуманитарный коридор из Сум в Полтаву собирались.",
            Planned,
            None,
        ),
        (
            "Открыть гуманитарный коридор из Сум в Полтаву обещали.",
            Planned,
            None,
        ),
        (
            "Открыть гуманитарный коридор из Сум в Полтаву хотели.",
            Proposed,
            None,
        ),
        (
            "Открыть гуманитарный коридор из Сум в Полтаву!",
            Unknown,
            None,
        ),
        (
            "Необходимо открыть гуманитарный коридор из Сум в Полтаву.",
            Unknown,
            None,
        ),
        (
            "Гуманитарный коридор из Сум в Полтаву, возможно, открыт.",
            Unknown,
            None,
        ),
        (
            "Возможно, гуманитарный коридор из Сум в Полтаву открыт.",
            Unknown,
            None,
        ),
        (
            "Гуманитарный коридор из Сум в Полтаву мог бы работать.",
            Unknown,
            None,
        ),
        (
            "Говорят, будто гуманитарный коридор из Сум в Полтаву открыт.",
            Unknown,
            None,
        ),
        (
            "Открыт ли гуманитарный коридор из Сум в Полтаву?",
            Unknown,
            None,
        ),
        (
            "Неизвестно, открыт ли гуманитарный коридор из Сум в Полтаву.",
            Unknown,
            None,
        ),
        (
            "Гуманитарный коридор из Сум в Полтаву открыт?",
            Unknown,
            None,
        ),
        (
            "Если гуманитарный коридор из Сум в Полтаву откроют, люди уедут.",
            Unknown,
            None,
        ),
        (
            "Хотелось бы, чтобы гуманитарный коридор из Сум в Полтаву открыли.",
            Unknown,
            None,
        ),
        (
            "До открытия гуманитарного коридора из Сум в Полтаву остались сутки.",
            Unknown,
            None,
        ),
        (
            "Открыть гуманитарный коридор из Сум в Полтаву удалось.",
            Open,
            None,
        ),
        (
            "Открыть гуманитарный коридор из Сум в Полтаву не удалось.",
            Failed,
            None,
        ),
        (
            "Гуманитарный коридор из Сум в Полтаву открыт, чтобы люди могли выехать.",
            Open,
            None,
        ),
    ]
};

#[test]
fn what_may_be_or_is_wished_tried_or_alleged_is_not_told_as_though_it_were() {
    let world = World::embedded().unwrap();
    let mut wrong = Vec::new();
    for (sentence, status, day) in SENTENCES {
        let hint = Hint {
            published: Some("2023-06-14".into()),
            ..Hint::default()
        };
        let reading = read(from_text(sentence.into(), &hint).unwrap(), &world);
        let found: Vec<_> = reading
            .corridors
            .iter()
            .map(|corridor| (corridor.status, corridor.valid_from.as_deref()))
            .collect();
        if found != [(status, day)] {
            wrong.push(format!(
                "{sentence}\n    {status:?} {day:?}, found {found:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the verb before says of one passage is said of another by a clause that leaves it out.
#[test]
fn a_clause_without_its_verb_says_what_the_one_before_does() {
    use Status::{Agreed, Closed, Failed, Open};
    let world = World::embedded().unwrap();
    for (text, expected) in [
        (
            "The humanitarian corridor from Mariupol to Zaporizhzhia did not work; the corridor from Enerhodar to Zaporizhzhia did.",
            [Failed, Open],
        ),
        (
            "The humanitarian corridor leading out of Rubizhne worked; that out of Hirske did not.",
            [Open, Closed],
        ),
        (
            "The humanitarian corridor from Sumy to Poltava is open, the one from Izium to Lozova is not.",
            [Open, Closed],
        ),
        (
            "The humanitarian corridor from Sumy to Poltava was not agreed, but that from Izium to Lozova was.",
            [Closed, Agreed],
        ),
        (
            "Гуманітарний коридор із Сум до Полтави відкрито, а з Ізюма до Лозової – ні.",
            [Open, Closed],
        ),
        (
            "Гуманитарный коридор из Сум в Полтаву открыт, а из Изюма в Лозовую – нет.",
            [Open, Closed],
        ),
    ] {
        let report = from_text(text.to_owned(), &Hint::default()).unwrap();
        let corridors = read(report, &world).corridors;
        let found: Vec<Status> = corridors.iter().map(|corridor| corridor.status).collect();
        assert_eq!(found, expected, "{text}");
    }
}
