//! Words of imported files: headings, parties and days, in the ways in which they are written.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::intake::{has_begun, is_web_address};
use crate::language::language_files;
use crate::model::{ControlTier, Quote};
use crate::report::{PhraseTableError, phrase_rows};
use crate::shape::control::{CONTESTED, Said};

/// What a column or a property holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    Name,
    Lat,
    Lon,
    Party,
    Tier,
    Day,
    Source,
    Url,
    Unit,
}

/// What headings and words for parties mean, in all languages, read from
/// `geodata/languages/*/control_files.tsv`.
#[derive(Debug, Default)]
struct FileWords {
    headings: HashMap<String, Heading>,
    holders: HashMap<&'static str, &'static str>,
}

/// Who holds a place where a file says that nobody knows.
const UNKNOWN: &str = "unknown";

static WORDS: LazyLock<Result<FileWords, PhraseTableError>> = LazyLock::new(FileWords::embedded);

impl FileWords {
    fn embedded() -> Result<Self, PhraseTableError> {
        let mut words = Self::default();
        for (file, table) in language_files!("control_files.tsv") {
            for row in phrase_rows(file, table) {
                let row = row?;
                let phrases = row.phrases();
                match row.kind {
                    "heading" => {
                        let heading = named(row.value)
                            .ok_or_else(|| row.error("its heading is not known"))?;
                        let headings = phrases.map(|phrase| (letters(phrase), heading));
                        words.headings.extend(headings);
                    }
                    "holder" => words
                        .holders
                        .extend(phrases.map(|phrase| (phrase, row.value))),
                    _ => return Err(row.error("its kind is not known")),
                }
            }
        }
        Ok(words)
    }
}

fn named(heading: &str) -> Option<Heading> {
    Some(match heading {
        "name" => Heading::Name,
        "lat" => Heading::Lat,
        "lon" => Heading::Lon,
        "party" => Heading::Party,
        "tier" => Heading::Tier,
        "day" => Heading::Day,
        "source" => Heading::Source,
        "url" => Heading::Url,
        "unit" => Heading::Unit,
        _ => return None,
    })
}

fn letters(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphabetic());
    letters.flat_map(char::to_lowercase).collect()
}

/// What the column or property of this name holds; letters only, whatever the case.
pub(super) fn heading(name: &str) -> Option<Heading> {
    let words = WORDS.as_ref().ok()?;
    words.headings.get(&letters(name)).copied()
}

/// Who holds a place and how well founded that is, from the words for it; an error says what is
/// wrong. `Ok(None)` where the file says that it is not known.
pub(super) fn party(words: &str) -> Result<Option<(String, ControlTier)>, String> {
    let lower = words.trim().to_lowercase();
    let claimed = lower.contains("claim") || lower.ends_with('?');
    let core: String = lower
        .replace("claimed", " ")
        .replace("claims", " ")
        .replace("controlled", " ")
        .replace("control", " ")
        .replace("under", " ")
        .replace("held", " ")
        .replace("(confirmed)", " ");
    let mut letters = core
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !["by", "of", "the", "forces", "army"].contains(word));
    let word = letters.next().unwrap_or_default();
    let rest: Vec<&str> = letters.collect();
    let holders = &WORDS.as_ref().map_err(ToString::to_string)?.holders;
    let party = match (word, holders.get(word)) {
        ("", _) | (_, Some(&UNKNOWN)) => return Ok(None),
        (_, Some(party)) => *party,
        (other, None) if rest.is_empty() && other.chars().all(char::is_alphabetic) => other,
        _ => {
            return Err(format!(
                "\"{}\" is not a party; write its name (russia, ukraine, …), contested or unknown",
                words.trim()
            ));
        }
    };
    let tier = if party == CONTESTED {
        ControlTier::Contested
    } else if claimed {
        ControlTier::Claimed
    } else {
        ControlTier::Assessed
    };
    Ok(Some((party.to_owned(), tier)))
}

/// What a row or a feature says, given its values by heading, the party that is meant with the tier that the
/// words for it have, and the day.
pub(super) fn said<'v>(
    value: impl Fn(Heading) -> Option<&'v str>,
    (party, tier_of_party): (String, ControlTier),
    since: Date,
    quote: Quote,
) -> Said {
    Said {
        party,
        tier: value(Heading::Tier).and_then(tier).unwrap_or(tier_of_party),
        since,
        by: value(Heading::Source).map(str::to_owned),
        url: value(Heading::Url)
            .filter(|url| is_web_address(url))
            .map(str::to_owned),
        quote,
    }
}

/// How well founded, where a file has its own word for it.
fn tier(word: &str) -> Option<ControlTier> {
    Some(match word.trim().to_lowercase().as_str() {
        "assessed" | "confirmed" | "high" => ControlTier::Assessed,
        "claimed" | "low" | "advance" | "advances" => ControlTier::Claimed,
        "contested" => ControlTier::Contested,
        _ => return None,
    })
}

/// The day: `2022-03-30`, with a time after it or without, or `30.03.2022`.
pub(super) fn day(text: &str) -> Result<Date, String> {
    let text = text.trim();
    let day = written_day(text)?;
    if !has_begun(day, Timestamp::now()) {
        return Err(format!(
            "\"{text}\" is yet to come; nobody can say who will hold a place"
        ));
    }
    Ok(day)
}

fn written_day(text: &str) -> Result<Date, String> {
    let iso = text.get(..10).unwrap_or(text);
    if let Ok(day) = iso.parse::<Date>() {
        return Ok(day);
    }
    let parts: Vec<&str> = text.split('.').collect();
    if let [day, month, year] = parts.as_slice()
        && let (Ok(day), Ok(month), Ok(year)) = (day.parse(), month.parse(), year.parse())
        && let Ok(date) = Date::new(year, month, day)
    {
        return Ok(date);
    }
    Err(format!(
        "\"{text}\" is not a day; write it as 2022-03-30 or 30.03.2022"
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn the_embedded_words_are_well_formed() {
        assert!(FileWords::embedded().unwrap().holders.contains_key("росія"));
    }

    #[test]
    fn headings_are_known_whatever_their_case_and_signs() {
        for (name, known) in [
            ("Settlement", Some(Heading::Name)),
            ("place_name", Some(Heading::Name)),
            ("LAT", Some(Heading::Lat)),
            ("lng", Some(Heading::Lon)),
            ("Controlled by", Some(Heading::Party)),
            ("as_of", Some(Heading::Day)),
            ("Дата", Some(Heading::Day)),
            ("population", None),
        ] {
            assert_eq!(heading(name), known, "{name}");
        }
    }

    #[test]
    fn parties_are_known_in_the_ways_they_are_written() {
        let assessed = |party: &str| Some((party.to_owned(), ControlTier::Assessed));
        for (words, known) in [
            ("Russia", assessed("russia")),
            ("Russian-controlled", assessed("russia")),
            ("under control of Ukraine", assessed("ukraine")),
            ("occupied", assessed("russia")),
            ("liberated", assessed("ukraine")),
            (
                "russia (claimed)",
                Some(("russia".to_owned(), ControlTier::Claimed)),
            ),
            (
                "Contested",
                Some((CONTESTED.to_owned(), ControlTier::Contested)),
            ),
            ("RSF", assessed("rsf")),
            ("unknown", None),
        ] {
            assert_eq!(party(words).unwrap(), known, "{words}");
        }
        assert!(party("maybe some day").is_err());
    }

    #[test]
    fn days_are_read_in_two_ways_of_writing() {
        let known = jiff::civil::date(2022, 3, 30);
        for text in [
            "2022-03-30",
            "2022-03-30T12:00:00Z",
            "30.03.2022",
            " 30.3.2022 ",
        ] {
            assert_eq!(day(text).unwrap(), known, "{text}");
        }
        assert!(day("March").is_err());
    }
}
