//! What one sentence says of people and goods on the move: which verbs and prepositions make which
//! places the ends of a passage. One sentence a line of `tests/movements/*.tsv`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod reading;

use reading::{reading_on, words};

/// The corridors that a text tells, parted by semicolons.
fn told(text: String) -> String {
    let reading = reading_on("2022-06-01", &text);
    let corridors = reading.corridors.iter().map(|corridor| {
        let ends = [&corridor.from, &corridor.via, &corridor.to];
        let [from, via, to] = ends.map(|places| words(places));
        match via.as_str() {
            "-" => format!("{from} > {to}"),
            via => format!("{from} > {via} > {to}"),
        }
    });
    corridors.collect::<Vec<_>>().join("; ")
}

/// Reads each sentence of a table below a report that speaks of evacuation under shelling.
fn table(report: &str, table: &str) {
    let mut wrong = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (kind, rest) = line.split_once('\t').expect(line);
        assert!(
            matches!(kind, "moves" | "other"),
            "{kind} is no kind: {line}"
        );
        let (text, expected) = rest.split_once('\t').expect(line);
        let found = told(format!("{report}\n\n{text}"));
        if found != expected {
            wrong.push(format!(
                "{text}\n    expected {expected}\n    found    {found}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn ukrainian_predicates_of_movement_give_the_ends() {
    table(
        "Евакуація триває, повідомили у зведенні\n\nУ вівторок під обстрілами вивозили цивільних.",
        include_str!("movements/uk.tsv"),
    );
}

#[test]
fn russian_predicates_of_movement_give_the_ends() {
    table(
        "Эвакуация продолжается, говорится в сводке\n\nВо вторник под обстрелами вывозили мирных жителей.",
        include_str!("movements/ru.tsv"),
    );
}

#[test]
fn english_predicates_of_movement_give_the_ends() {
    table(
        "Evacuation goes on, officials say\n\nCivilians were evacuated under shelling and a humanitarian convoy brought aid on \
         Tuesday, the authorities said.",
        include_str!("movements/en.tsv"),
    );
}
