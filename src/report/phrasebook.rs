//! Phrases with their meanings, looked up in a row of words.

use std::ops::Range;

use foldhash::{HashMap, HashMapExt};

use super::tokens::tokens;
use super::words::{Words, folded};

/// Phrases of one or more words. A star at the end of a word stands for any ending, also none.
#[derive(Debug)]
pub struct Phrasebook<T> {
    by_word: HashMap<String, Vec<Phrase<T>>>,
    by_stem: HashMap<String, Vec<Phrase<T>>>,
    /// How the words begin that phrases begin with, and how the stems do: most words of a text are told
    /// by these to begin none.
    word_beginnings: Beginnings,
    stem_beginnings: Beginnings,
    /// Bytes of the stems, each length once, the shortest first.
    stem_lengths: Vec<usize>,
    /// Words of the longest phrase.
    longest: usize,
}

#[derive(Debug)]
struct Phrase<T> {
    /// The words behind the first.
    further: Vec<Pattern>,
    meaning: T,
}

#[derive(Debug)]
struct Pattern {
    letters: String,
    is_stem: bool,
}

impl Pattern {
    fn matches(&self, word: &str) -> bool {
        if self.is_stem {
            word.starts_with(&self.letters)
        } else {
            word == self.letters
        }
    }
}

impl<T> Default for Phrasebook<T> {
    fn default() -> Self {
        Self {
            by_word: HashMap::new(),
            by_stem: HashMap::new(),
            word_beginnings: Beginnings::default(),
            stem_beginnings: Beginnings::default(),
            stem_lengths: Vec::new(),
            longest: 0,
        }
    }
}

impl<T: Copy> Phrasebook<T> {
    /// Adds a phrase; one without words is none.
    pub fn add(&mut self, phrase: &str, meaning: T) {
        let mut further = patterns(phrase);
        if further.is_empty() {
            return;
        }
        let first = further.remove(0);
        self.longest = self.longest.max(further.len() + 1);
        let phrases = if first.is_stem {
            let length = first.letters.len();
            if let Err(place) = self.stem_lengths.binary_search(&length) {
                self.stem_lengths.insert(place, length);
            }
            self.stem_beginnings.add_stem(&first.letters);
            self.by_stem.entry(first.letters).or_default()
        } else {
            self.word_beginnings.add(&first.letters);
            self.by_word.entry(first.letters).or_default()
        };
        phrases.push(Phrase { further, meaning });
    }

    /// Hands on the phrases that begin at word `at`: how many words each has and what it means.
    fn each(&self, words: Words<'_>, at: usize, mut take: impl FnMut(usize, T)) {
        let Some(word) = words.get(at) else {
            return;
        };
        let mut take_of = |phrases: Option<&Vec<Phrase<T>>>| {
            for phrase in phrases.into_iter().flatten() {
                let stands = phrase.further.iter().enumerate().all(|(behind, pattern)| {
                    words
                        .get(at + 1 + behind)
                        .is_some_and(|word| pattern.matches(word))
                });
                if stands {
                    take(phrase.further.len() + 1, phrase.meaning);
                }
            }
        };
        if self.word_beginnings.may_hold(word) {
            take_of(self.by_word.get(word));
        }
        if self.stem_beginnings.may_hold(word) {
            for length in &self.stem_lengths {
                match word.get(..*length) {
                    Some(stem) => take_of(self.by_stem.get(stem)),
                    None if *length > word.len() => break,
                    None => {}
                }
            }
        }
    }

    /// All phrases that stand in a row of words.
    pub fn found_in(&self, words: Words<'_>) -> FoundPhrases<T> {
        let mut found = Vec::new();
        let mut first = Vec::with_capacity(words.len() + 1);
        for at in 0..words.len() {
            first.push(found.len() as u32);
            self.each(words, at, |length, meaning| {
                found.push(FoundPhrase {
                    start: at,
                    length,
                    meaning,
                });
            });
        }
        first.push(found.len() as u32);
        FoundPhrases {
            found,
            first,
            longest: self.longest,
        }
    }
}

/// The phrases of a book that stand in a row of words: looked up once, and then asked for at any word.
#[derive(Debug, Clone)]
pub struct FoundPhrases<T> {
    /// By their first words.
    found: Vec<FoundPhrase<T>>,
    /// For each word, and for the end of the row, how many of them begin before it.
    first: Vec<u32>,
    /// Words of the longest phrase of the book.
    longest: usize,
}

#[derive(Debug, Clone, Copy)]
struct FoundPhrase<T> {
    start: usize,
    length: usize,
    meaning: T,
}

impl<T: Copy + PartialEq> FoundPhrases<T> {
    /// Those that begin at one of some words.
    fn within(&self, words: Range<usize>) -> &[FoundPhrase<T>] {
        let before = |word: usize| self.first.get(word).map(|number| *number as usize);
        let all = self.found.len();
        let numbers = before(words.start).unwrap_or(all)..before(words.end).unwrap_or(all);
        self.found.get(numbers).unwrap_or_default()
    }

    /// What the phrases mean that begin at word `at`.
    pub fn meanings_at(&self, at: usize) -> impl Iterator<Item = T> {
        self.within(at..at + 1).iter().map(|found| found.meaning)
    }

    /// The longest phrase at word `at` whose meaning is wanted: how many words it has, and its meaning.
    pub fn find<U>(&self, at: usize, wanted: impl Fn(T) -> Option<U>) -> Option<(usize, U)> {
        let mut longest: Option<(usize, U)> = None;
        for found in self.within(at..at + 1) {
            if longest
                .as_ref()
                .is_none_or(|(known, _)| found.length > *known)
                && let Some(wanted) = wanted(found.meaning)
            {
                longest = Some((found.length, wanted));
            }
        }
        longest
    }

    /// How many words the longest phrase at word `at` has that has a meaning.
    pub fn starts(&self, at: usize, meaning: T) -> Option<usize> {
        let found = self.within(at..at + 1).iter();
        let meant = found.filter(|found| found.meaning == meaning);
        meant.map(|found| found.length).max()
    }

    /// The first word of the longest phrase of a meaning that ends right before word `end`.
    pub fn ends(&self, end: usize, meaning: T) -> Option<usize> {
        let near = self.within(end.saturating_sub(self.longest)..end).iter();
        near.filter(|found| found.start + found.length == end)
            .find(|found| found.meaning == meaning)
            .map(|found| found.start)
    }

    /// The longest phrase that ends right before word `end`: its first word, and its meaning.
    pub fn ending_at(&self, end: usize) -> Option<(usize, T)> {
        let near = self.within(end.saturating_sub(self.longest)..end).iter();
        let mut ending = near.filter(|found| found.start + found.length == end);
        ending.next().map(|found| (found.start, found.meaning))
    }
}

/// A set of how words begin, which may say yes to more than it was given, and never no to what it was.
#[derive(Debug)]
struct Beginnings {
    bits: Vec<u64>,
    /// Bytes of a word that are looked at, where it begins in ASCII and where not.
    looked_at: [usize; 2],
    members: Vec<String>,
}

impl Default for Beginnings {
    fn default() -> Self {
        Self {
            bits: vec![0; Self::BITS / 64],
            looked_at: [Self::MOST_BYTES; 2],
            members: Vec::new(),
        }
    }
}

impl Beginnings {
    const BITS: usize = 1 << 14;
    /// Two Cyrillic letters, or four Latin ones.
    const MOST_BYTES: usize = 4;

    fn add(&mut self, word: &str) {
        self.members.push(word.to_owned());
        self.set(word);
    }

    /// A stem says nothing of the bytes behind its end, so no more than its own are looked at.
    fn add_stem(&mut self, stem: &str) {
        self.members.push(stem.to_owned());
        let looked_at = self.looked_at_of(stem);
        if stem.len() < *looked_at {
            *looked_at = stem.len();
            self.bits.fill(0);
            for member in std::mem::take(&mut self.members) {
                self.set(&member);
                self.members.push(member);
            }
        } else {
            self.set(stem);
        }
    }

    fn looked_at_of(&mut self, word: &str) -> &mut usize {
        let [ascii, other] = &mut self.looked_at;
        if begins_in_ascii(word) { ascii } else { other }
    }

    fn set(&mut self, word: &str) {
        let bit = self.bit(word);
        if let Some(bits) = self.bits.get_mut(bit / 64) {
            *bits |= 1 << (bit % 64);
        }
    }

    fn may_hold(&self, word: &str) -> bool {
        let bit = self.bit(word);
        let bits = self.bits.get(bit / 64).copied().unwrap_or_default();
        bits & (1 << (bit % 64)) != 0
    }

    fn bit(&self, word: &str) -> usize {
        let [ascii, other] = self.looked_at;
        let bytes = if begins_in_ascii(word) { ascii } else { other };
        let key = word
            .bytes()
            .take(bytes)
            .fold(0_u32, |key, byte| (key << 8) | u32::from(byte));
        // Fibonacci hashing: the upper bits of the product are well mixed.
        (key.wrapping_mul(0x9E37_79B1) >> 18) as usize % Self::BITS
    }
}

fn begins_in_ascii(word: &str) -> bool {
    word.bytes().next().is_none_or(|byte| byte.is_ascii())
}

fn patterns(phrase: &str) -> Vec<Pattern> {
    let mut patterns: Vec<Pattern> = Vec::new();
    for token in tokens(phrase, 0, phrase.len()) {
        match (token.text(phrase), patterns.last_mut()) {
            ("*", Some(last)) => last.is_stem = true,
            (letters, _) => patterns.push(Pattern {
                letters: folded(letters),
                is_stem: false,
            }),
        }
    }
    patterns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::FoldedText;

    #[test]
    fn a_short_stem_added_late_hides_no_phrase() {
        let mut book = Phrasebook::default();
        for (phrase, meaning) in [
            ("residents", 1),
            ("resident*", 2),
            ("мешкан*", 3),
            ("re*", 4),
            ("м*", 5),
        ] {
            book.add(phrase, meaning);
        }
        let text = "Residents resided мешканці мости";
        let folded = FoldedText::of(text, &tokens(text, 0, text.len()));
        let found = book.found_in(folded.words());
        for (at, meanings) in [
            (0, [1, 2, 4].as_slice()),
            (1, &[4]),
            (2, &[3, 5]),
            (3, &[5]),
        ] {
            let mut all: Vec<i32> = found.meanings_at(at).collect();
            all.sort_unstable();
            assert_eq!(all, meanings, "{at}");
        }
    }

    #[test]
    fn the_longest_wanted_phrase_is_found_from_either_end() {
        let mut book = Phrasebook::default();
        for (phrase, meaning) in [("more than", 1), ("no more than", 2), ("resident*", 3)] {
            book.add(phrase, meaning);
        }
        let text = "No more than 200 Residents";
        let folded = FoldedText::of(text, &tokens(text, 0, text.len()));
        let found = book.found_in(folded.words());
        assert_eq!(found.find(0, Some), Some((3, 2)));
        assert_eq!(found.starts(0, 2), Some(3));
        assert_eq!(found.starts(1, 2), None);
        assert_eq!(found.ends(3, 2), Some(0));
        assert_eq!(found.ends(3, 1), Some(1));
        assert_eq!(found.ends(2, 1), None);
        assert_eq!(found.find(4, Some), Some((1, 3)));
        assert_eq!(found.find(3, Some), None);
        assert_eq!(found.find(5, Some), None);
    }
}
