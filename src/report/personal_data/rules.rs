//! The words, codes and shapes that tell personal data, from `geodata/lexicons/personal_data.toml`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind};
use serde::Deserialize;

use super::pieces::Pieces;

/// What the file holds, ready to be asked.
#[derive(Debug)]
pub(super) struct Rules {
    pub phone: Phone,
    pub mail: Mail,
    pub messenger: Messenger,
    pub passport: Cued,
    pub tax: Cued,
    pub account: Account,
    pub plate: Plate,
    pub name: Name,
    /// Finds what may be personal and has neither digits nor an @.
    pub without_digits: AhoCorasick,
    /// Finds the words that may stand before numbers of few digits.
    pub cues: AhoCorasick,
    /// Of each of these words, whether it may end in any letters.
    open_cues: Vec<bool>,
}

/// Telephone numbers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Phone {
    pub cues: Phrases,
    pub fillers: Words,
    pub hot_lines: Vec<String>,
    pub short_hot_lines: Vec<String>,
    pub mobile: Words,
    /// Code of a country, fewest and most digits of a number with it.
    pub countries: Vec<(String, usize, usize)>,
}

/// E-mail addresses in words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mail {
    pub at: Words,
    pub dot: Words,
}

/// Handles and links of messengers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Messenger {
    pub links: Vec<String>,
    pub profiles: Vec<String>,
    pub private: Phrases,
    /// Words behind a link that ask to write there.
    pub asks: Phrases,
    pub services: Words,
    pub sites: Words,
    pub public: Phrases,
}

/// Data that a word before them tells.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cued {
    pub cues: Phrases,
    pub fillers: Words,
}

/// Bank accounts and cards.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Account {
    pub cues: Phrases,
    pub fillers: Words,
    stars: Vec<String>,
}

/// Number plates.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plate {
    shapes: Vec<String>,
    glued: Vec<String>,
    letters: String,
    pub not_letters: Words,
    pub regions: Words,
    pub others: Phrases,
    pub cues: Phrases,
    pub fillers: Words,
}

/// Names of people.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Name {
    pub roles: Phrases,
    pub offices: Phrases,
    pub bodies: Phrases,
    pub prepositions: Words,
    pub particles: Words,
    pub joins: Words,
    pub between: Words,
    pub not_names: Words,
    given: Words,
    #[serde(skip)]
    stems: HashSet<String>,
    case_endings: Words,
    surname_endings: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    phone: Phone,
    mail: Mail,
    messenger: Messenger,
    passport: Cued,
    tax: Cued,
    account: Account,
    plate: Plate,
    name: Name,
}

/// Why the file cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum RulesError {
    /// It is no TOML of these tables.
    #[error("personal_data.toml: {0}")]
    Toml(#[from] toml::de::Error),
    /// The words without digits make no automaton.
    #[error("personal_data.toml: {0}")]
    Automaton(#[from] aho_corasick::BuildError),
}

/// The rules that the binary carries; a test reads them, so that a broken file never leaves the house.
pub(super) static RULES: LazyLock<Result<Rules, RulesError>> =
    LazyLock::new(|| Rules::of(include_str!("../../../geodata/lexicons/personal_data.toml")));

impl Rules {
    fn of(toml: &str) -> Result<Self, RulesError> {
        let mut file: File = toml::from_str(toml)?;
        let given = file.name.given.0.iter();
        file.name.stems = given.map(|name| stem(name).to_owned()).collect();
        let links = file.messenger.links.iter();
        let mut without_digits: Vec<String> =
            links.chain(&file.messenger.profiles).cloned().collect();
        for service in &file.messenger.services.0 {
            without_digits.extend([service.clone(), title(service), service.to_uppercase()]);
        }
        without_digits.extend(file.account.stars.iter().cloned());
        for dot in &file.mail.dot.0 {
            without_digits.extend([format!(" {dot} "), format!("({dot})"), format!("[{dot}]")]);
        }
        for at in &file.mail.at.0 {
            without_digits.extend([format!("({at})"), format!("[{at}]"), format!("{{{at}}}")]);
        }
        let cues = [
            &file.phone.cues,
            &file.passport.cues,
            &file.tax.cues,
            &file.account.cues,
            &file.plate.cues,
        ];
        let mut written: Vec<(String, bool)> = Vec::new();
        for stem in cues.into_iter().flat_map(Phrases::last_words) {
            for letters in [
                stem.letters.clone(),
                title(&stem.letters),
                stem.letters.to_uppercase(),
            ] {
                written.push((letters, stem.is_open));
            }
        }
        Ok(Self {
            cues: AhoCorasickBuilder::new()
                .kind(Some(AhoCorasickKind::DFA))
                .build(written.iter().map(|(letters, _)| letters))?,
            open_cues: written.iter().map(|(_, is_open)| *is_open).collect(),
            phone: file.phone,
            mail: file.mail,
            messenger: file.messenger,
            passport: file.passport,
            tax: file.tax,
            account: file.account,
            plate: file.plate,
            name: file.name,
            without_digits: AhoCorasickBuilder::new()
                .ascii_case_insensitive(true)
                .kind(Some(AhoCorasickKind::DFA))
                .build(without_digits)?,
        })
    }
}

impl Rules {
    /// Whether cue `number` may end in any letters.
    pub fn is_open_cue(&self, number: usize) -> bool {
        self.open_cues.get(number).copied().unwrap_or(false)
    }
}

fn title(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

impl Plate {
    /// The shapes, and whether nothing may stand between their parts.
    pub fn shapes(&self) -> impl Iterator<Item = (&str, bool)> {
        let spaced = self.shapes.iter().map(|shape| (shape.as_str(), false));
        spaced.chain(self.glued.iter().map(|shape| (shape.as_str(), true)))
    }

    /// Whether a folded word is made of letters of plates alone.
    pub fn has_letters(&self, word: &str) -> bool {
        let is_letter = |letter: char| {
            letter
                .to_uppercase()
                .all(|capital| self.letters.contains(capital))
        };
        word.chars().all(is_letter)
    }
}

impl Name {
    /// Whether a folded word is a given name, in whatever case.
    pub fn is_given(&self, word: &str) -> bool {
        if self.given.has(word) {
            return true;
        }
        if word.is_ascii() {
            return false;
        }
        // The stem of the nominative with an ending: «Олен-ою», «Сергі-я».
        let letters = word.chars().count();
        let first_ending = letters.saturating_sub(LONGEST_ENDING).max(SHORTEST_STEM);
        let mut ends = word.char_indices().map(|(at, _)| at).chain([word.len()]);
        ends.by_ref().skip(first_ending).any(|at| {
            let (stem, ending) = word.split_at(at);
            self.case_endings.has(ending) && self.stems.contains(stem)
        })
    }

    /// Whether a folded word ends like a family name or a patronymic.
    pub fn is_surname(&self, word: &str) -> bool {
        let last_part = word.rsplit('-').next().unwrap_or(word);
        self.surname_endings.iter().any(|ending| {
            last_part
                .strip_suffix(ending.as_str())
                .is_some_and(|stem| stem.chars().count() >= SHORTEST_STEM)
        })
    }
}

const LONGEST_ENDING: usize = 3;
const SHORTEST_STEM: usize = 2;

/// What stays of a name in the nominative when it is declined.
fn stem(nominative: &str) -> &str {
    const ENDINGS: [&str; 12] = [
        "ія", "ий", "ей", "ій", "ья", "ия", "а", "я", "о", "й", "ь", "е",
    ];
    let stem = ENDINGS
        .iter()
        .find_map(|ending| nominative.strip_suffix(ending));
    stem.unwrap_or(nominative)
}

/// Single words in small letters.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Words(HashSet<String>);

impl From<Vec<String>> for Words {
    fn from(words: Vec<String>) -> Self {
        Self(words.iter().map(|word| word.replace('ё', "е")).collect())
    }
}

impl Words {
    /// Whether a folded word is one of them.
    pub fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

/// Phrases of words and marks, of which each may end in any letters.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Phrases {
    /// By their last word: the words, the last first.
    whole: HashMap<String, Vec<Vec<Stem>>>,
    /// By the first two letters of their last word, where it may end in any letters.
    stems: HashMap<String, Vec<Vec<Stem>>>,
}

/// A word, or the beginning of words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stem {
    letters: String,
    is_open: bool,
}

impl From<Vec<String>> for Phrases {
    fn from(phrases: Vec<String>) -> Self {
        let mut made = Self::default();
        for phrase in phrases {
            let pieces = Pieces::of(&phrase, 0..phrase.len());
            let mut words: Vec<Stem> = Vec::new();
            for at in 0..pieces.len() {
                match words.last_mut() {
                    Some(last) if pieces.is_mark(at, &["*"]) => last.is_open = true,
                    _ => words.push(Stem {
                        letters: pieces.word(at).to_owned(),
                        is_open: false,
                    }),
                }
            }
            words.reverse();
            let Some(last) = words.first() else { continue };
            if last.is_open {
                made.stems
                    .entry(beginning(&last.letters))
                    .or_default()
                    .push(words);
            } else {
                made.whole
                    .entry(last.letters.clone())
                    .or_default()
                    .push(words);
            }
        }
        made
    }
}

impl Phrases {
    /// The last word of each.
    fn last_words(&self) -> impl Iterator<Item = &Stem> {
        let phrases = self.whole.values().chain(self.stems.values()).flatten();
        phrases.filter_map(|phrase| phrase.first())
    }

    /// How many pieces the longest phrase takes that ends with piece `last`; 0 where none does.
    pub fn ending_at(&self, pieces: &Pieces, last: usize) -> usize {
        let word = pieces.word(last);
        let whole = self.whole.get(word).into_iter().flatten();
        let stems = self.stems.get(&beginning(word)).into_iter().flatten();
        let fits = |phrase: &&Vec<Stem>| {
            phrase.iter().enumerate().all(|(back, stem)| {
                last.checked_sub(back).is_some_and(|at| {
                    let word = pieces.word(at);
                    if stem.is_open {
                        word.starts_with(&stem.letters)
                    } else {
                        word == stem.letters
                    }
                })
            })
        };
        whole
            .chain(stems)
            .filter(fits)
            .map(Vec::len)
            .max()
            .unwrap_or(0)
    }
}

fn beginning(word: &str) -> String {
    word.chars().take(2).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_file_can_be_used() {
        assert!(RULES.as_ref().is_ok(), "{:?}", RULES.as_ref().err());
    }

    #[test]
    fn given_names_are_known_in_every_case_and_towns_are_none() {
        let name = &RULES.as_ref().unwrap().name;
        for word in [
            "олена",
            "олені",
            "оленою",
            "сергія",
            "сергію",
            "івана",
            "дмитра",
            "olena",
        ] {
            assert!(name.is_given(word), "{word}");
        }
        for word in ["оленівка", "харків", "іванків", "суми"] {
            assert!(!name.is_given(word), "{word}");
        }
    }
}
