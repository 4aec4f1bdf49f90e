//! Phrases with their meanings, looked up at a word of a text.

use foldhash::{HashMap, HashMapExt};

use super::tokens::tokens;
use super::words::{Words, folded};

/// Phrases of one or more words. A star at the end of a word stands for any ending, also none.
#[derive(Debug)]
pub struct Phrasebook<T> {
    by_word: HashMap<String, Vec<Phrase<T>>>,
    by_stem: HashMap<String, Vec<Phrase<T>>>,
    /// Bytes of the shortest and of the longest stem.
    stems: (usize, usize),
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
            stems: (usize::MAX, 0),
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
            self.stems = (self.stems.0.min(length), self.stems.1.max(length));
            self.by_stem.entry(first.letters).or_default()
        } else {
            self.by_word.entry(first.letters).or_default()
        };
        phrases.push(Phrase { further, meaning });
    }

    /// The phrases that begin at word `at`: how many words each has and what it means, the longest
    /// first.
    pub fn at(&self, words: Words<'_>, at: usize) -> Vec<(usize, T)> {
        let mut found = Vec::new();
        let Some(word) = words.get(at) else {
            return found;
        };
        let mut take = |phrases: Option<&Vec<Phrase<T>>>| {
            for phrase in phrases.into_iter().flatten() {
                let stands = phrase.further.iter().enumerate().all(|(behind, pattern)| {
                    words
                        .get(at + 1 + behind)
                        .is_some_and(|word| pattern.matches(word))
                });
                if stands {
                    found.push((phrase.further.len() + 1, phrase.meaning));
                }
            }
        };
        take(self.by_word.get(word));
        let (shortest, longest) = self.stems;
        for length in shortest..=longest.min(word.len()) {
            if let Some(stem) = word.get(..length) {
                take(self.by_stem.get(stem));
            }
        }
        found.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
        found
    }

    /// The longest phrase at word `at` whose meaning is wanted.
    pub fn find<U>(
        &self,
        words: Words<'_>,
        at: usize,
        wanted: impl Fn(T) -> Option<U>,
    ) -> Option<(usize, U)> {
        let mut found = self.at(words, at).into_iter();
        found.find_map(|(length, meaning)| Some((length, wanted(meaning)?)))
    }

    /// The longest phrase that ends right before word `end` and whose meaning is wanted: its first
    /// word and its meaning.
    pub fn find_before<U>(
        &self,
        words: Words<'_>,
        end: usize,
        wanted: impl Fn(T) -> Option<U>,
    ) -> Option<(usize, U)> {
        (end.saturating_sub(self.longest)..end).find_map(|start| {
            let reaches = |(length, meaning): (usize, T)| {
                (start + length == end).then(|| wanted(meaning)).flatten()
            };
            let found = self.at(words, start).into_iter().find_map(reaches)?;
            Some((start, found))
        })
    }
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
    fn the_longest_wanted_phrase_is_found_from_either_end() {
        let mut book = Phrasebook::default();
        for (phrase, meaning) in [("more than", 1), ("no more than", 2), ("resident*", 3)] {
            book.add(phrase, meaning);
        }
        let text = "No more than 200 Residents";
        let folded = FoldedText::of(text, &tokens(text, 0, text.len()));
        let words = folded.words();
        assert_eq!(book.find(words, 0, Some), Some((3, 2)));
        assert_eq!(book.find_before(words, 3, Some), Some((0, 2)));
        assert_eq!(
            book.find_before(words, 3, |m| (m == 1).then_some(m)),
            Some((1, 1))
        );
        assert_eq!(book.find(words, 4, Some), Some((1, 3)));
        assert_eq!(book.find(words, 3, Some), None);
    }
}
