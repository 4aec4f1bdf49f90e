//! Words and phrases as the lists of `geodata/lexicons/personal_data.toml` write them.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;
use serde::Deserialize;

use super::pieces::Pieces;

/// Single words in small letters.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Words(pub HashSet<String, FixedState>);

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
    /// As they are written.
    written: Vec<String>,
    /// By their last word: the words, the last first.
    whole: HashMap<String, Vec<Vec<Stem>>, FixedState>,
    /// With what the last words may begin, in few bits.
    beginnings: Beginnings,
    /// By the first two letters of their last word, where it may end in any letters.
    stems: HashMap<String, Vec<Vec<Stem>>, FixedState>,
}

/// A word, or the beginning of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stem {
    pub letters: String,
    pub is_open: bool,
}

impl From<Vec<String>> for Phrases {
    fn from(phrases: Vec<String>) -> Self {
        let mut made = Self {
            written: phrases.clone(),
            ..Self::default()
        };
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
            made.beginnings.add(&last.letters);
            if last.is_open {
                made.stems
                    .entry(beginning(&last.letters).to_owned())
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
    pub fn last_words(&self) -> impl Iterator<Item = &Stem> {
        let phrases = self.whole.values().chain(self.stems.values()).flatten();
        phrases.filter_map(|phrase| phrase.first())
    }

    /// The first word of each.
    pub fn first_words(&self) -> impl Iterator<Item = &Stem> {
        let phrases = self.whole.values().chain(self.stems.values()).flatten();
        phrases.filter_map(|phrase| phrase.last())
    }

    /// As the list writes them.
    pub fn written(&self) -> &[String] {
        &self.written
    }

    /// Whether a folded word is one of them.
    pub fn has(&self, word: &str) -> bool {
        let fits = |phrase: &Vec<Stem>| match phrase.as_slice() {
            [stem] if stem.is_open => word.starts_with(&stem.letters),
            [stem] => word == stem.letters,
            _ => false,
        };
        let stems = self.stems.get(beginning(word)).into_iter().flatten();
        self.whole.contains_key(word) || stems.into_iter().any(fits)
    }

    /// How many pieces the longest phrase takes that ends with piece `last`; 0 where none does.
    pub fn ending_at(&self, pieces: &Pieces, last: usize) -> usize {
        let word = pieces.word(last);
        if !self.beginnings.may_have(word) {
            return 0;
        }
        let whole = self.whole.get(word).into_iter().flatten();
        let stems = self.stems.get(beginning(word)).into_iter().flatten();
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

/// Which words a list may have, by their first two letters: most words of a text are in none, and this says so soonest.
#[derive(Debug, Default)]
struct Beginnings {
    bits: [u64; 32],
}

impl Beginnings {
    fn add(&mut self, word: &str) {
        let (at, bit) = Self::place(word);
        if let Some(bits) = self.bits.get_mut(at) {
            *bits |= bit;
        }
    }

    fn may_have(&self, word: &str) -> bool {
        let (at, bit) = Self::place(word);
        self.bits.get(at).is_some_and(|bits| bits & bit != 0)
    }

    fn place(word: &str) -> (usize, u64) {
        let bytes = beginning(word).bytes();
        let hash = bytes.fold(0_usize, |hash, byte| {
            hash.wrapping_mul(37).wrapping_add(usize::from(byte))
        });
        ((hash >> 6) % 32, 1 << (hash % 64))
    }
}

/// The first two letters.
fn beginning(word: &str) -> &str {
    let width = |at: usize| match word.as_bytes().get(at) {
        None => 0,
        Some(0..0x80) => 1,
        Some(0x80..0xe0) => 2,
        Some(0xe0..0xf0) => 3,
        Some(_) => 4,
    };
    let first = width(0);
    word.get(..first + width(first)).unwrap_or(word)
}

/// What stays of a name in the nominative when it is declined.
pub(super) fn stem<'n>(nominative: &'n str, endings: &[String]) -> &'n str {
    let stem = |ending: &String| nominative.strip_suffix(ending.as_str());
    endings.iter().find_map(stem).unwrap_or(nominative)
}

/// A word with a capital letter.
pub(super) fn title(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
