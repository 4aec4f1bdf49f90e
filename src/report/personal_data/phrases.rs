//! Words and phrases as the lists of `geodata/lexicons/personal_data.toml` write them.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::pieces::Pieces;

/// Single words in small letters.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Words(pub HashSet<String>);

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
pub(super) struct Stem {
    pub letters: String,
    pub is_open: bool,
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

    /// Those of one word.
    pub fn single_words(&self) -> impl Iterator<Item = &Stem> {
        let phrases = self.whole.values().chain(self.stems.values()).flatten();
        phrases.filter_map(|phrase| match phrase.as_slice() {
            [word] => Some(word),
            _ => None,
        })
    }

    /// How many pieces the longest phrase takes that ends with piece `last`; 0 where none does.
    pub fn ending_at(&self, pieces: &Pieces, last: usize) -> usize {
        let word = pieces.word(last);
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

fn beginning(word: &str) -> &str {
    let end = word.char_indices().nth(2).map_or(word.len(), |(at, _)| at);
    word.get(..end).unwrap_or_default()
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
