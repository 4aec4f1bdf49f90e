//! Tables of passages in pages and in plain text, with a head or without one, and beside them tables
//! of the same shape that are about something else.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod reading;

use korydor::model::{Corridor, PlaceRef, Reading, Status};
use reading::reading_on;

fn reading_of(text: &str) -> Reading {
    reading_on("2022-04-12", text)
}

/// "origins > stops > destinations" by the names of the report; an unplaced one carries a question mark.
fn line(corridor: &Corridor) -> String {
    let words = |places: &Vec<PlaceRef>| {
        let name = |place: &PlaceRef| {
            let doubt = if place.place.position().is_some() {
                ""
            } else {
                "?"
            };
            format!("{}{doubt}", place.text)
        };
        places.iter().map(name).collect::<Vec<_>>().join("+")
    };
    let parts = [&corridor.from, &corridor.via, &corridor.to];
    let parts = parts.map(words).into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" > ")
}

fn lines(text: &str) -> Vec<String> {
    reading_of(text).corridors.iter().map(line).collect()
}

/// A page with a headline, a line and a table whose cells stand between bars.
fn page(title: &str, lead: &str, rows: &[&str]) -> String {
    let cells = |row: &&str| {
        let cells = row
            .split('|')
            .map(|cell| format!("<td>{}</td>", cell.trim()));
        format!("<tr>{}</tr>", cells.collect::<String>())
    };
    let rows: String = rows.iter().map(cells).collect();
    format!(
        "<html><body><article><h1>{title}</h1><p>{lead}</p><table>{rows}</table></article></body></html>"
    )
}

/// The same as plain text, with something else between the cells.
fn plain(title: &str, lead: &str, rows: &[&str], between: &str) -> String {
    let cells = |row: &&str| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        cells.join(between)
    };
    let rows: Vec<String> = rows.iter().map(cells).collect();
    format!("{title}\n\n{lead}\n\n{}", rows.join("\n"))
}

/// A table: its headline, its lead, its rows, and the passages that they state.
type Case<'t> = (&'t str, &'t str, &'t [&'t str], &'t [&'t str]);

fn check(cases: &[Case<'_>]) {
    for (title, lead, rows, expected) in cases {
        let texts = [
            page(title, lead, rows),
            plain(title, lead, rows, "\t"),
            plain(title, lead, rows, " | "),
        ];
        for text in texts {
            assert_eq!(lines(&text), *expected, "{text}");
        }
    }
}

#[test]
fn the_head_says_which_column_holds_the_ends() {
    check(&[
        (
            "Evacuation buses on 12 April",
            "Residents can leave the shelled towns free of charge.",
            &[
                "From|To|Departure time",
                "Izium|Lozova|9:00",
                "Barvinkove|Dnipro|11:30",
            ],
            &["Izium > Lozova", "Barvinkove > Dnipro"],
        ),
        (
            "Evacuation of civilians",
            "Buses leave at these hours.",
            &[
                "Destination|Point of departure|Date",
                "Poltava|Okhtyrka|13 April",
                "Poltava|Trostianets|14 April",
            ],
            &["Okhtyrka > Poltava", "Trostianets > Poltava"],
        ),
        (
            "Евакуація з громад області",
            "Безкоштовні автобуси для жителів.",
            &[
                "Область|Звідки|Через|Куди|Стан",
                "Сумська|Охтирка|Диканька|Полтава|діє",
                "Сумська|Тростянець||Полтава|скасовано",
            ],
            &["Охтирка > Диканька > Полтава", "Тростянець > Полтава"],
        ),
        (
            "Гуманитарные коридоры на 12 апреля",
            "Колонны выходят утром.",
            &[
                "№|Пункт отправления|Пункт назначения|Остановки",
                "1|Изюм|Лозовая|Барвенково",
                "2|Мелитополь, Токмак|Запорожье|",
            ],
            &[
                "Изюм > Барвенково > Лозовая",
                "Мелитополь+Токмак > Запорожье",
            ],
        ),
        (
            "Evacuations of the besieged towns",
            "Buses took civilians out this week.",
            &[
                "Origin|Destination|People",
                "Daraya|Idlib|700",
                "Madaya|Idlib|1,200",
            ],
            &["Daraya > Idlib", "Madaya > Idlib"],
        ),
        (
            "Humanitarian corridors, 12 April",
            "They work from 8 a.m.",
            &[
                "Route|Status",
                "Izium - Lozova|closed, shelling",
                "Sumy - Romny - Poltava|open",
            ],
            &["Izium > Lozova", "Sumy > Romny > Poltava"],
        ),
    ]);
}

#[test]
fn without_a_head_two_columns_of_places_are_the_ends() {
    check(&[
        (
            "Evacuation, 12 April",
            "Humanitarian corridors for civilians:",
            &[
                "Lysychansk|Bakhmut|bus|9:00",
                "Rubizhne|Sloviansk|bus|10:00",
            ],
            &["Lysychansk > Bakhmut", "Rubizhne > Sloviansk"],
        ),
        (
            "Новини",
            "Евакуація мирних жителів:",
            &["1|Лисичанськ|Бахмут", "2|Рубіжне|Слов'янськ"],
            &["Лисичанськ > Бахмут", "Рубіжне > Слов'янськ"],
        ),
        (
            "Новости",
            "Эвакуация мирных жителей:",
            &["Лисичанск|Бахмут", "Рубежное|Славянск"],
            &["Лисичанск > Бахмут", "Рубежное > Славянск"],
        ),
    ]);
}

#[test]
fn a_name_that_nobody_knows_keeps_its_cell() {
    check(&[(
        "Evacuation buses",
        "For residents of the front-line towns.",
        &["From|To", "Zorbelivka|Dnipro", "Izium|Zorbelivka"],
        &["Zorbelivka? > Dnipro", "Izium > Zorbelivka?"],
    )]);
}

#[test]
fn what_a_row_says_of_itself_is_its_own() {
    let text = plain(
        "Humanitarian corridors, 12 April",
        "Agreed, the ministry said.",
        &[
            "From|To|Status",
            "Izium|Lozova|cancelled",
            "Sumy|Poltava|open",
        ],
        "\t",
    );
    let reading = reading_of(&text);
    let standing: Vec<Status> = reading.corridors.iter().map(|it| it.status).collect();
    assert_eq!(standing, [Status::Cancelled, Status::Open]);
    assert_eq!(
        &*reading.corridors[0].quote.exact,
        "Izium\tLozova\tcancelled"
    );
}

#[test]
fn captions_cells_that_span_rows_and_columns_set_by_spaces_are_read() {
    for (text, expected) in [
        (
            "Humanitarian corridors, 12 April\n\nFrom\tTo\tBy\nDonetsk region\nMariupol\tZaporizhzhia\town cars\nZaporizhzhia region\nTokmak\tZaporizhzhia\tbuses",
            &["Mariupol > Zaporizhzhia", "Tokmak > Zaporizhzhia"][..],
        ),
        (
            "Evacuation buses\n\nFrom            To           Hour\nIzium           Lozova       9:00\nBarvinkove      Dnipro       9:30",
            &["Izium > Lozova", "Barvinkove > Dnipro"][..],
        ),
        (
            "Евакуація\n\nЗвідки\t\tКуди\tЧас\nІзюм\tЛозова\t\t9:00\nБарвінкове\tДніпро\t9:30",
            &["Ізюм > Лозова", "Барвінкове > Дніпро"][..],
        ),
        (
            "<body><h1>Evacuation of civilians</h1><table><tr><th>From<th>To<tr><td>Izium<td rowspan=2>Lozova<tr><td>Barvinkove</table>",
            &["Izium > Lozova", "Barvinkove > Lozova"][..],
        ),
    ] {
        assert_eq!(lines(text), expected, "{text}");
    }
}

#[test]
fn tables_about_something_else_say_nothing() {
    check(&[
        (
            "Bus tickets get dearer",
            "The carrier raised its fares.",
            &[
                "From|To|Price",
                "Kharkiv|Poltava|350 UAH",
                "Sumy|Kyiv|500 UAH",
            ],
            &[],
        ),
        (
            "Evacuation goes on",
            "Regular trains and tickets:",
            &["From|To|Fare", "Kharkiv|Poltava|350", "Sumy|Kyiv|500"],
            &[],
        ),
        (
            "Round 20 of the league",
            "All matches of the day.",
            &["Home|Away|Score", "Dnipro|Lviv|2:1", "Poltava|Sumy|0:0"],
            &[],
        ),
        (
            "Ціни на квитки",
            "Перевізник підвищив тарифи.",
            &[
                "Звідки|Куди|Вартість",
                "Харків|Полтава|350 грн",
                "Суми|Київ|500 грн",
            ],
            &[],
        ),
        (
            "Расписание электричек",
            "Пригородные поезда с 12 апреля.",
            &[
                "Откуда|Куда|Время",
                "Киев|Фастов|9:00",
                "Киев|Борисполь|10:00",
            ],
            &[],
        ),
        (
            "Evacuation of civilians goes on",
            "Killed and wounded by towns:",
            &[
                "City|Twin city|Killed",
                "Kharkiv|Poznan|3",
                "Kherson|Kent|2",
            ],
            &[],
        ),
        (
            "News of the war",
            "Evacuation, front, weather:",
            &["Home|Kyiv|Kharkiv|Odesa", "War|Donetsk|Luhansk|Kherson"],
            &[],
        ),
    ]);
}
