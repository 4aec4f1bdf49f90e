//! The page's words in the reader's language, for what the server itself renders.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde_json::Value;

use crate::model::Language;

/// The texts of one language, and English for what it lacks.
pub(super) struct Words {
    language: Language,
    own: &'static Value,
    english: &'static Value,
}

static ENGLISH: LazyLock<Value> =
    LazyLock::new(|| texts(include_str!("../../static/src/i18n/en.json")));
static UKRAINIAN: LazyLock<Value> =
    LazyLock::new(|| texts(include_str!("../../static/src/i18n/uk.json")));
static RUSSIAN: LazyLock<Value> =
    LazyLock::new(|| texts(include_str!("../../static/src/i18n/ru.json")));

/// The tests read each file; one that is no JSON leaves the names of the texts in their place.
fn texts(file: &str) -> Value {
    serde_json::from_str(file).unwrap_or_default()
}

impl Words {
    /// The words of a language.
    pub fn of(language: Language) -> Self {
        let own = match language {
            Language::En => &ENGLISH,
            Language::Uk => &UKRAINIAN,
            Language::Ru => &RUSSIAN,
        };
        Self {
            language,
            own,
            english: &ENGLISH,
        }
    }

    /// The language, and its code.
    pub fn language(&self) -> (Language, &'static str) {
        let code = match self.language {
            Language::En => "en",
            Language::Uk => "uk",
            Language::Ru => "ru",
        };
        (self.language, code)
    }

    /// The text called `key` (`panel.marked`).
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.known(key).unwrap_or(key)
    }

    /// The text called `key` with `{name}` filled in.
    pub fn filled(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut text = self.text(key).to_owned();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }

    /// A term of a vocabulary (`status`, `agreed`); one that is not known as it stands.
    pub fn term(&self, vocabulary: &str, term: &str) -> String {
        let known = self.known(&format!("{vocabulary}.{term}"));
        known.map_or_else(|| term.replace('_', " "), str::to_owned)
    }

    /// A day as it is written in a sentence.
    pub fn day(&self, day: Date) -> String {
        let month = format!("plain.months.{}", day.month());
        let month = self.text(&month);
        self.filled(
            "plain.date",
            &[
                ("day", &day.day().to_string()),
                ("month", month),
                ("year", &day.year().to_string()),
            ],
        )
    }

    fn known(&self, key: &str) -> Option<&'static str> {
        let pointer = format!("/{}", key.replace('.', "/"));
        let found = |texts: &'static Value| texts.pointer(&pointer)?.as_str();
        found(self.own).or_else(|| found(self.english))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn every_language_writes_days_and_knows_the_terms() {
        let day: Date = "2022-03-30".parse().unwrap();
        for (language, written, agreed) in [
            (Language::En, "30 March 2022", "agreed"),
            (Language::Uk, "30 березня 2022\u{a0}р.", "погоджено"),
            (Language::Ru, "30 марта 2022\u{a0}г.", "согласован"),
        ] {
            let words = Words::of(language);
            assert_eq!(words.day(day), written);
            assert_eq!(words.term("status", "agreed"), agreed);
            assert_eq!(words.term("status", "half_open"), "half open");
        }
    }
}
