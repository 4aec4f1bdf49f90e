//! How parties are called, to show to people.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::gazetteer::Gazetteer;

static TABLE: &str = include_str!("../../geodata/lexicons/parties.tsv");

/// The name of a party in the languages of the map; empty where it is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct PartyName {
    en: String,
    uk: String,
    ru: String,
}

/// The names of `party` as properties: `role` with `_name`, `_name_uk` and `_name_ru` behind it.
///
/// A party that is neither listed nor a state is called in English as its claims name it.
pub(super) fn name_properties(role: &str, party: &str) -> Map<String, Value> {
    let known = NAMES.get(party.replace('_', " ").as_str());
    let name = known.cloned().unwrap_or_else(|| PartyName {
        en: as_claimed(party),
        ..PartyName::default()
    });
    let text = |text: String| match text {
        text if text.is_empty() => Value::Null,
        text => Value::String(text),
    };
    [
        ("name", name.en),
        ("name_uk", name.uk),
        ("name_ru", name.ru),
    ]
    .into_iter()
    .map(|(language, name)| (format!("{role}_{language}"), text(name)))
    .collect()
}

/// The parties of the table, and states by their English names in small letters.
static NAMES: LazyLock<HashMap<String, PartyName>> = LazyLock::new(|| {
    let gazetteer = Gazetteer::embedded();
    let letters = || 'A'..='Z';
    let codes = letters().flat_map(|first| letters().map(move |second| format!("{first}{second}")));
    let states = codes.filter_map(|code| {
        let state = gazetteer.place_by_id(&format!("iso3166-1:{code}"))?;
        let name = PartyName {
            en: state.name.clone(),
            uk: state.name_uk.unwrap_or_default(),
            ru: state.name_ru.unwrap_or_default(),
        };
        Some((state.name.to_lowercase(), name))
    });
    states.chain(listed()).collect()
});

fn listed() -> impl Iterator<Item = (String, PartyName)> {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(|row| {
        let mut cells = row.split('\t').map(str::to_owned);
        let party = cells.next()?;
        let [en, uk, ru] = [cells.next()?, cells.next()?, cells.next()?];
        Some((party, PartyName { en, uk, ru }))
    })
}

fn as_claimed(party: &str) -> String {
    let words = party.replace('_', " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn parties_of_any_war_have_names() {
        for (party, en, uk) in [
            ("russia", "Russia", Some("Росія")),
            (
                "rapid support forces",
                "the Rapid Support Forces",
                Some("Сили швидкої підтримки"),
            ),
            (
                "rapid_support_forces",
                "the Rapid Support Forces",
                Some("Сили швидкої підтримки"),
            ),
            ("sudan", "Sudan", Some("Судан")),
            ("people of the hills", "People of the hills", None),
            ("", "", None),
        ] {
            let names = name_properties("party", party);
            let name = names["party_name"].as_str().unwrap_or_default();
            assert_eq!((name, names["party_name_uk"].as_str()), (en, uk), "{party}");
        }
    }

    #[test]
    fn every_listed_party_has_a_name_in_three_languages() {
        let all: Vec<_> = listed().collect();
        assert!(all.len() > 25);
        for (party, PartyName { en, uk, ru }) in all {
            assert!(
                ![&en, &uk, &ru].iter().any(|name| name.trim().is_empty()),
                "{party}"
            );
        }
    }

    #[test]
    fn every_party_of_the_lexicons_is_listed() {
        let listed: HashMap<_, _> = listed().collect();
        for (_, lexicon) in crate::language::language_files!("lexicon.toml") {
            let tables: toml::Table = lexicon.parse().unwrap();
            for party in tables["party"].as_table().unwrap().keys() {
                assert!(listed.contains_key(&party.replace('_', " ")), "{party}");
            }
        }
    }
}
