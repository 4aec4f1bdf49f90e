//! How many: the quantities of sentences as ministries, agencies, newspapers and channels write
//! them, one a line of `tests/quantities/*.tsv`, and every whole number in every form.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::LazyLock;

use korydor::model::Language;
use korydor::quantity::{Amount, Counted, Vocabulary, counts, phrases, quantities};
use korydor::report::{FoldedText, Run, tokens};
use proptest::prelude::*;

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::embedded().unwrap());

/// What a text says of how many people, vehicles or settlements there are: "people 40000",
/// "vehicles 20+" (at least), "20-" (at most), "20..30", "?" (not told); "-" for nothing.
fn read(text: &str, vocabulary: &Vocabulary, language: Language) -> String {
    let tokens = tokens(text, 0, text.len());
    let folded = FoldedText::of(text, &tokens);
    let run = Run {
        text,
        tokens: &tokens,
        words: folded.words(),
    };
    let phrases = phrases(run, vocabulary, language);
    let row = phrases.row(run);
    let found = quantities(row);
    let mut said: Vec<String> = Vec::new();
    for (at, quantity) in found.iter().enumerate() {
        let counted = counts(row, &found, at, |at| row.counted_at(at));
        let what = match counted {
            Some(Counted::People) => "people",
            Some(Counted::Vehicles) => "vehicles",
            Some(Counted::Settlements) => "settlements",
            Some(Counted::Other) | None => continue,
        };
        if quantity.is_whole {
            continue;
        }
        let amount = match quantity.amount {
            Amount::Number(number) => number.to_string(),
            Amount::AtLeast(number) => format!("{number}+"),
            Amount::AtMost(number) => format!("{number}-"),
            Amount::Between(least, most) => format!("{least}..{most}"),
            Amount::Unclear => "?".to_owned(),
        };
        said.push(format!("{what} {amount}"));
    }
    if said.is_empty() {
        "-".to_owned()
    } else {
        said.join(", ")
    }
}

fn table(name: &str, table: &str, language: Language) {
    let vocabulary = &*VOCABULARY;
    let mut wrong = Vec::new();
    let mut cases = 0;
    for line in table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        let (text, expected) = line.split_once('\t').expect(line);
        cases += 1;
        let found = read(text, vocabulary, language);
        if found != expected {
            wrong.push(format!(
                "{text}\n    expected {expected}\n    found    {found}"
            ));
        }
    }
    assert!(cases > 100, "{name}: {cases} cases");
    assert!(
        wrong.is_empty(),
        "{name}: {} of {cases} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn english_quantities_are_whole_phrases() {
    table("en", include_str!("quantities/en.tsv"), Language::En);
}

#[test]
fn ukrainian_quantities_are_whole_phrases() {
    table("uk", include_str!("quantities/uk.tsv"), Language::Uk);
}

#[test]
fn russian_quantities_are_whole_phrases() {
    table("ru", include_str!("quantities/ru.tsv"), Language::Ru);
}

/// The digits of a number in groups of three.
fn grouped(number: u64, separator: &str) -> String {
    let digits = number.to_string();
    let head = digits.len() % 3;
    let mut groups: Vec<&str> = Vec::new();
    if head > 0 {
        groups.push(&digits[..head]);
    }
    let tail = (head..digits.len()).step_by(3);
    groups.extend(tail.map(|at| &digits[at..at + 3]));
    groups.join(separator)
}

/// A number below a million in English words.
fn spelled(number: u64) -> String {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 10] = [
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];
    let below_thousand = |number: usize| {
        let tens = |number: usize| match (number, number % 10) {
            (0..20, _) => SMALL[number].to_owned(),
            (_, 0) => TENS[number / 10].to_owned(),
            (_, unit) => format!("{}-{}", TENS[number / 10], SMALL[unit]),
        };
        match (number / 100, number % 100) {
            (0, rest) => tens(rest),
            (hundreds, 0) => format!("{} hundred", SMALL[hundreds]),
            (hundreds, rest) => format!("{} hundred and {}", SMALL[hundreds], tens(rest)),
        }
    };
    let (thousands, rest) = (number as usize / 1000, number as usize % 1000);
    match (thousands, rest) {
        (0, rest) => below_thousand(rest),
        (thousands, 0) => format!("{} thousand", below_thousand(thousands)),
        (thousands, rest) => {
            format!(
                "{} thousand {}",
                below_thousand(thousands),
                below_thousand(rest)
            )
        }
    }
}

proptest! {
    #[test]
    fn every_whole_number_reads_back_in_every_grouping(number in 2_u64..4_000_000_000) {
        let vocabulary = &*VOCABULARY;
        let expected = format!("people {number}");
        let separators = ["", " ", "\u{a0}", "\u{202f}", "\u{2009}", ",", ".", "'", "’"];
        for separator in separators {
            let digits = grouped(number, separator);
            for (text, language) in [
                (format!("They took out {digits} people."), Language::En),
                (format!("Вивезли {digits} людей."), Language::Uk),
                (format!("Вывезли {digits} человек."), Language::Ru),
            ] {
                prop_assert_eq!(read(&text, vocabulary, language), expected.as_str(), "{}", text);
            }
        }
    }

    #[test]
    fn every_number_in_words_reads_back(number in 2_u64..1_000_000) {
        let vocabulary = &*VOCABULARY;
        let text = format!("Buses took {} people away.", spelled(number));
        let expected = format!("people {number}");
        prop_assert_eq!(read(&text, vocabulary, Language::En), expected, "{}", text);
    }

    #[test]
    fn any_text_is_read_without_panic(text in "[0-9kтисKk.,:/%+ –-]{0,40}(people|людей)?") {
        let vocabulary = &*VOCABULARY;
        for language in [Language::En, Language::Uk, Language::Ru] {
            read(&text, vocabulary, language);
        }
    }
}
