//! Phrases with their meanings, looked up in a row of words.

mod build;

use std::ops::Range;

use super::words::Words;
use build::Builder;

/// Phrases of one or more words with their meanings, as a trie over the letters of their words. A star at the end of a word of
/// two bytes or more stands for any ending, also none.
#[derive(Debug)]
pub struct Phrasebook<T> {
    /// The children of a node stand side by side, by their first letter.
    nodes: Vec<Node>,
    /// The first byte that leads to each node.
    first_bytes: Vec<u8>,
    /// The further bytes that lead to nodes.
    further_bytes: Vec<u8>,
    ends: Vec<End>,
    /// The meanings and numbers of the phrases that the ends of words complete.
    completed: Vec<(T, u32)>,
    /// The node of each first byte, 0 for none.
    by_one_byte: Vec<u32>,
    /// The node of each pair of first bytes, 0 for none: where most words leave the trie early.
    by_two_bytes: Vec<u32>,
    /// Words of the longest phrase.
    longest: usize,
}

/// The start of a word after the words before it, where it may go on in more ways than one or end.
#[derive(Debug, Default, Clone, Copy)]
struct Node {
    /// Where the bytes between the first one and this node stand, and how many there are.
    further: u32,
    length: u8,
    children: u8,
    first_child: u32,
    /// Where the word ends here, 0 for nowhere.
    exact: u32,
    /// Where the word goes on with any ending, 0 for nowhere.
    open: u32,
}

/// What the end of a word completes.
#[derive(Debug, Default, Clone, Copy)]
struct End {
    /// Where the phrases stand of which it was the last word, and how many there are.
    completed: u32,
    number: u32,
    /// The node from which the next word goes on, 0 for none.
    next: u32,
}

/// A phrase that stands at a word.
#[derive(Debug, Clone, Copy)]
pub struct FoundPhrase<T> {
    /// Its first word.
    pub start: usize,
    /// One past its last word.
    pub end: usize,
    /// What it means.
    pub meaning: T,
    /// How many phrases of the book were given before it.
    pub number: u32,
}

impl<T: Copy> Phrasebook<T> {
    /// The book of some phrases, in the order in which those of the same length are found.
    pub fn of<P: AsRef<str>>(phrases: impl IntoIterator<Item = (P, T)>) -> Self {
        let mut builder = Builder::default();
        let mut meanings = Vec::new();
        for (phrase, meaning) in phrases {
            builder.add(phrase.as_ref());
            meanings.push(meaning);
        }
        builder.finish(meanings)
    }

    /// Hands on the phrases that begin at each word where any does, in no order.
    pub fn each(&self, words: Words<'_>, mut take: impl FnMut(&mut [FoundPhrase<T>])) {
        let mut standing = Vec::new();
        for (start, word) in words.iter().enumerate() {
            let (node, rest) = match word.as_bytes() {
                [first, second, rest @ ..] => {
                    (self.by_two_bytes.get(two_bytes(*first, *second)), rest)
                }
                [first] => (self.by_one_byte.get(usize::from(*first)), &[][..]),
                [] => continue,
            };
            let Some(node @ 1..) = node.copied() else {
                continue;
            };
            standing.clear();
            let mut walk = Walk {
                book: self,
                words,
                start,
                standing: &mut standing,
            };
            walk.follow(node, start, rest);
            if !standing.is_empty() {
                take(&mut standing);
            }
        }
    }

    /// All phrases that stand in a row of words.
    pub fn found_in(&self, words: Words<'_>) -> FoundPhrases<T> {
        let mut found = Vec::new();
        let mut first = Vec::with_capacity(words.len() + 1);
        self.each(words, |standing| {
            let start = standing.first().map_or(0, |standing| standing.start);
            first.resize(start + 1, found.len() as u32);
            if standing.len() > 1 {
                standing.sort_unstable_by_key(|found| found.number);
            }
            found.extend_from_slice(standing);
        });
        first.resize(words.len() + 1, found.len() as u32);
        FoundPhrases {
            found,
            first,
            longest: self.longest,
        }
    }
}

impl<T> Phrasebook<T> {
    /// The node that a byte leads to.
    fn child(&self, node: Node, byte: u8) -> Option<usize> {
        let first = node.first_child as usize;
        let bytes = &self.first_bytes[first..first + usize::from(node.children)];
        let child = bytes.iter().position(|first| *first == byte)?;
        Some(first + child)
    }

    fn push(&mut self, node: Node, first_byte: u8) {
        self.nodes.push(node);
        self.first_bytes.push(first_byte);
    }
}

/// The first two bytes of a word as one number.
fn two_bytes(first: u8, second: u8) -> usize {
    usize::from(first) << 8 | usize::from(second)
}

/// Follows the words of a row from one of them on.
struct Walk<'w, T> {
    book: &'w Phrasebook<T>,
    words: Words<'w>,
    start: usize,
    standing: &'w mut Vec<FoundPhrase<T>>,
}

impl<T: Copy> Walk<'_, T> {
    /// Follows the rest of word `at` from a node on, and the words after it.
    fn follow(&mut self, node: u32, at: usize, mut rest: &[u8]) {
        let book = self.book;
        let mut node = book.nodes[node as usize];
        if node.open != 0 {
            self.leave(node.open, at);
        }
        while let Some((byte, after)) = rest.split_first() {
            let Some(child) = book.child(node, *byte) else {
                return;
            };
            node = book.nodes[child];
            let further = node.further as usize;
            let further = &book.further_bytes[further..further + usize::from(node.length)];
            let Some(after) = after.strip_prefix(further) else {
                return;
            };
            rest = after;
            if node.open != 0 {
                self.leave(node.open, at);
            }
        }
        if node.exact != 0 {
            self.leave(node.exact, at);
        }
    }

    /// Takes what the end of word `at` completes, and goes on with the next word.
    fn leave(&mut self, end: u32, at: usize) {
        let book = self.book;
        let end = book.ends[end as usize];
        let start = self.start;
        let completed = end.completed as usize..(end.completed + end.number) as usize;
        for (meaning, number) in &book.completed[completed] {
            self.standing.push(FoundPhrase {
                start,
                end: at + 1,
                meaning: *meaning,
                number: *number,
            });
        }
        if end.next != 0
            && let Some(word) = self.words.get(at + 1)
        {
            self.follow(end.next, at + 1, word.as_bytes());
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

impl<T: Copy + PartialEq> FoundPhrases<T> {
    /// Those that begin at one of some words.
    fn within(&self, words: Range<usize>) -> &[FoundPhrase<T>] {
        let before = |word: usize| self.first.get(word).map(|number| *number as usize);
        let all = self.found.len();
        let numbers = before(words.start).unwrap_or(all)..before(words.end).unwrap_or(all);
        self.found.get(numbers).unwrap_or_default()
    }

    /// The words that a phrase of a wanted meaning begins at, in order; as often as there are such phrases.
    pub fn beginnings(&self, is_wanted: impl Fn(T) -> bool) -> impl Iterator<Item = usize> {
        let found = self.found.iter();
        let wanted = found.filter(move |found| is_wanted(found.meaning));
        wanted.map(|found| found.start)
    }

    /// The longest phrase at word `at` whose meaning is wanted: how many words it has, and its meaning.
    pub fn find<U>(&self, at: usize, wanted: impl Fn(T) -> Option<U>) -> Option<(usize, U)> {
        let mut longest: Option<(usize, U)> = None;
        for found in self.within(at..at + 1) {
            let length = found.end - found.start;
            if longest.as_ref().is_none_or(|(known, _)| length > *known)
                && let Some(wanted) = wanted(found.meaning)
            {
                longest = Some((length, wanted));
            }
        }
        longest
    }

    /// How many words the longest phrase at word `at` has that has a meaning.
    pub fn starts(&self, at: usize, meaning: T) -> Option<usize> {
        let found = self.within(at..at + 1).iter();
        let meant = found.filter(|found| found.meaning == meaning);
        meant.map(|found| found.end - found.start).max()
    }

    /// The first word of the longest phrase of a meaning that ends right before word `end`.
    pub fn ends(&self, end: usize, meaning: T) -> Option<usize> {
        let near = self.within(end.saturating_sub(self.longest)..end).iter();
        near.filter(|found| found.end == end)
            .find(|found| found.meaning == meaning)
            .map(|found| found.start)
    }

    /// The longest phrase that ends right before word `end`: its first word, and its meaning.
    pub fn ending_at(&self, end: usize) -> Option<(usize, T)> {
        let near = self.within(end.saturating_sub(self.longest)..end).iter();
        let mut ending = near.filter(|found| found.end == end);
        ending.next().map(|found| (found.start, found.meaning))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{FoldedText, tokens};

    #[test]
    fn a_short_stem_added_late_hides_no_phrase() {
        let book = Phrasebook::of([
            ("residents", 1),
            ("resident*", 2),
            ("мешкан*", 3),
            ("re*", 4),
            ("м*", 5),
        ]);
        let text = "Residents resided мешканці мости";
        let folded = FoldedText::of(text, &tokens(text, 0, text.len()));
        let found = book.found_in(folded.words());
        for (meaning, words) in [
            (1, [0].as_slice()),
            (2, &[0]),
            (3, &[2]),
            (4, &[0, 1]),
            (5, &[2, 3]),
        ] {
            let all: Vec<usize> = found.beginnings(|m| m == meaning).collect();
            assert_eq!(all, words, "{meaning}");
        }
    }

    #[test]
    fn the_longest_wanted_phrase_is_found_from_either_end() {
        let book = Phrasebook::of([("more than", 1), ("no more than", 2), ("resident*", 3)]);
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
