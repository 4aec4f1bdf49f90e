//! Personal data of a text: tables of what is masked and of look-alikes, and what must hold for any text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod personal_data {
    pub mod table;
}

use korydor::model::Masked;
use korydor::report::{MASK, mask};
use personal_data::table::{Score, cases};
use proptest::prelude::*;

/// The tables that the rules were made with.
const TABLES: [(&str, &str); 3] = [
    ("en", include_str!("personal_data/en.tsv")),
    ("uk", include_str!("personal_data/uk.tsv")),
    ("ru", include_str!("personal_data/ru.tsv")),
];

fn masked(text: &str) -> String {
    mask(text, &mut Masked::default()).unwrap_or_else(|| text.to_owned())
}

#[test]
fn what_is_personal_is_masked_and_what_looks_like_it_is_not() {
    let mut whole = Score::default();
    for (language, table) in TABLES {
        let mut score = Score::default();
        for case in cases(table) {
            score.add(&case, &masked(&case.text));
        }
        println!("{language}: {}", score.summary());
        whole.add_all(&score);
    }
    println!("all: {}", whole.summary());
    assert!(whole.positives >= 150 && whole.look_alikes >= 150);
    assert!(whole.wrong.is_empty(), "{}", whole.wrong.join("\n"));
}

proptest! {
    #[test]
    fn a_mask_keeps_every_place_of_a_text(
        text in "([+0-9 ().@/–-]|тел\\.|phone|паспорт|Олена|Ivan P\\.|[a-zа-я]{1,5}|\\PC|\n|t\\.me/\\+){0,60}"
    ) {
        let hidden = masked(&text);
        prop_assert_eq!(hidden.chars().count(), text.chars().count());
        for (now, before) in hidden.chars().zip(text.chars()) {
            prop_assert!(now == before || now == MASK && before != '\n');
        }
    }
}
