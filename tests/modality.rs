//! What may be, is wished, tried or alleged is not told as though it were: a line a sentence, with the status and day of its
//! corridor. All were published on Wednesday 14 June 2023.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use korydor::model::Status;
use korydor::read::read;
use korydor::report::{Hint, from_text};
use korydor::world::World;

const SENTENCES: [(&str, Status, Option<&str>); 44] = {
    use Status::{Agreed, Closed, Completed, Open, Planned, Proposed, Unknown};
    [
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
