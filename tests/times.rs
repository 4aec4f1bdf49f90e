//! When: the days and hours of sentences as ministries, agencies, newspapers and channels write
//! them, one a line of `tests/times/*.tsv`, and every date in every form.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::LazyLock;

use jiff::civil::Date;
use korydor::model::Language;
use korydor::quantity;
use korydor::report::{FoldedText, Run, tokens};
use korydor::time::{Anchor, Calendar, Phrases, days, hours};
use proptest::prelude::*;

static WORDS: LazyLock<Words> = LazyLock::new(Words::embedded);

struct Words {
    calendar: Calendar,
    numerals: quantity::Vocabulary,
}

impl Words {
    fn embedded() -> Self {
        Self {
            calendar: Calendar::embedded().unwrap(),
            numerals: quantity::Vocabulary::embedded().unwrap(),
        }
    }

    /// What a text says: days as "2022-03-30", "2022-03-30..2022-04-02", "..2022-04-02" (until),
    /// "?" (not told), then hours as "09:00-17:00", "09:00-", "-17:00", "?h", with their zone.
    fn read(&self, text: &str, language: Language, published: Date, is_ahead: bool) -> String {
        let tokens = tokens(text, 0, text.len());
        let folded = FoldedText::of(text, &tokens);
        let run = Run {
            text,
            tokens: &tokens,
            words: folded.words(),
        };
        let phrases = Phrases::of(run, &self.calendar, &self.numerals, language);
        let row = phrases.row(run, &self.calendar);
        let anchor = Anchor {
            published: Some(published),
            is_ahead,
            order: None,
        };
        let found = days(row);
        let date = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
        let mut said: Vec<String> = found
            .iter()
            .map(|phrase| match phrase.span(&anchor) {
                None => "?".to_owned(),
                Some((first, None)) => date(first),
                Some((first, last)) => format!("{}..{}", date(first), date(last)),
            })
            .collect();
        let clock = |minutes: Option<u16>| {
            minutes.map_or(String::new(), |minutes| {
                format!("{:02}:{:02}", minutes / 60, minutes % 60)
            })
        };
        said.extend(hours(row, &found).iter().map(|phrase| {
            let zone = phrase
                .zone
                .as_deref()
                .map_or(String::new(), |zone| format!(" {zone}"));
            match phrase.is_unclear {
                true => format!("?h{zone}"),
                false => format!("{}-{}{zone}", clock(phrase.start), clock(phrase.end)),
            }
        }));
        if said.is_empty() {
            "-".to_owned()
        } else {
            said.join(", ")
        }
    }
}

fn table(name: &str, table: &str, language: Language) {
    let words = &*WORDS;
    let mut wrong = Vec::new();
    let mut cases = 0;
    for line in table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        let columns: Vec<&str> = line.split('\t').collect();
        let [text, published, expected] = columns[..] else {
            panic!("{line}: three columns")
        };
        cases += 1;
        // "→ 2022-03-30": the sentence looks ahead.
        let (is_ahead, published) = match published.strip_prefix("→ ") {
            Some(day) => (true, day),
            None => (false, published),
        };
        let found = words.read(text, language, published.parse().expect(line), is_ahead);
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
fn english_times_are_whole_phrases() {
    table("en", include_str!("times/en.tsv"), Language::En);
}

#[test]
fn ukrainian_times_are_whole_phrases() {
    table("uk", include_str!("times/uk.tsv"), Language::Uk);
}

#[test]
fn russian_times_are_whole_phrases() {
    table("ru", include_str!("times/ru.tsv"), Language::Ru);
}

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const UKRAINIAN: [&str; 12] = [
    "січня",
    "лютого",
    "березня",
    "квітня",
    "травня",
    "червня",
    "липня",
    "серпня",
    "вересня",
    "жовтня",
    "листопада",
    "грудня",
];
const RUSSIAN: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

proptest! {
    #[test]
    fn every_date_reads_back_in_every_form(year in 1990_i16..2100, ordinal in 1_i16..366) {
        let words = &*WORDS;
        let date = Date::new(year, 1, 1).unwrap();
        let date = date.checked_add(jiff::Span::new().days(ordinal - 1)).unwrap();
        let published = Date::new(2022, 3, 30).unwrap();
        let (day, month) = (date.day(), date.month());
        let name = |names: [&'static str; 12]| names[usize::try_from(month - 1).unwrap()];
        let (en, uk, ru) = (name(ENGLISH), name(UKRAINIAN), name(RUSSIAN));
        for (text, language) in [
            (format!("On {day} {en} {year}, buses left."), Language::En),
            (format!("On {en} {day}, {year}, buses left."), Language::En),
            (format!("On the {day}th of {en}, {year}, buses left."), Language::En),
            (format!("On {date} buses left."), Language::En),
            (format!("On {day:02}.{month:02}.{year} buses left."), Language::En),
            (format!("{day} {uk} {year} року автобуси виїхали."), Language::Uk),
            (format!("{day}-го {uk} {year} р. автобуси виїхали."), Language::Uk),
            (format!("Станом на {day:02}.{month:02}.{year} вивезли всіх."), Language::Uk),
            (format!("На {day:02}/{month:02}/{year} автобуси."), Language::Uk),
            (format!("{day} {ru} {year} года автобусы выехали."), Language::Ru),
            (format!("{day}.{month:02}.{year} г. автобусы выехали."), Language::Ru),
        ] {
            let found = words.read(&text, language, published, false);
            prop_assert_eq!(found, date.to_string(), "{}", text);
        }
    }

    #[test]
    fn every_hour_reads_back(start in 0_u16..1440, end in 0_u16..1440) {
        prop_assume!(start != end && end != 0);
        let words = &*WORDS;
        let published = Date::new(2022, 3, 30).unwrap();
        let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let (from, to) = (clock(start), clock(end));
        let half = |minutes: u16| {
            let (hour, half) = (minutes / 60, if minutes < 720 { "am" } else { "pm" });
            format!("{}:{:02} {half}", (hour + 11) % 12 + 1, minutes % 60)
        };
        // "10:39 to 10:00": over night, or of twelve hours.
        let is_either = end < start && [start, end].iter().all(|minutes| (600..780).contains(minutes));
        let written = if is_either { "?h".to_owned() } else { format!("{from}-{to}") };
        for (text, language) in [
            (format!("open from {from} to {to}"), Language::En),
            (format!("open {from}–{to}"), Language::En),
            (format!("open from {} to {}", half(start), half(end)), Language::En),
            (format!("діє з {from} до {to}"), Language::Uk),
            (format!("действует с {from} до {to}"), Language::Ru),
        ] {
            let found = words.read(&text, language, published, false);
            let is_of_twelve = text.ends_with('m');
            let expected = if is_of_twelve { format!("{from}-{to}") } else { written.clone() };
            prop_assert_eq!(found, expected, "{}", text);
        }
    }

    #[test]
    fn any_text_is_read_without_panic(text in "[0-9apm.:/ –,-]{0,40}(June|червня|мая|GMT)?[0-9 ]{0,6}") {
        let words = &*WORDS;
        for language in [Language::En, Language::Uk, Language::Ru] {
            words.read(&text, language, Date::new(2022, 3, 30).unwrap(), true);
        }
    }
}
