//! Phrases of one or more words, and the matcher that finds them among the words of a sentence.

use std::cmp::Reverse;

use super::cue::{Cue, CueMatch};
use crate::report::{Words, folded, tokens};

/// Phrases with their meanings, as a trie over the letters of their words.
#[derive(Debug)]
pub struct Phrases {
    nodes: Vec<Node>,
    /// The node of each pair of first bytes, 0 for none: where a word leaves the index early.
    by_two_bytes: Vec<u32>,
    phrases: Vec<Phrase>,
    tables: usize,
}

#[derive(Debug, Clone, Copy)]
struct Phrase {
    cue: Cue,
    /// Phrases of one table exclude each other: the longest wins.
    table: usize,
}

/// The start of a word after the words before it.
#[derive(Debug, Default)]
struct Node {
    /// The bytes that may follow, in order, and the nodes that they lead to.
    children: Vec<(u8, u32)>,
    /// Where the word ends here.
    exact: Option<Box<End>>,
    /// Where the word goes on with any ending.
    open: Option<Box<End>>,
}

/// What the end of a word completes.
#[derive(Debug, Default)]
struct End {
    /// Phrases of which it was the last word.
    phrases: Vec<u32>,
    /// The node from which the next word goes on, 0 for none.
    next: u32,
}

/// One word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
struct WordPattern {
    letters: String,
    /// Any ending may follow.
    open: bool,
}

/// A phrase that stands at a word.
struct Standing {
    phrase: u32,
    end: usize,
}

impl Default for Phrases {
    fn default() -> Self {
        Self {
            nodes: vec![Node::default()],
            by_two_bytes: vec![0; 1 << 16],
            phrases: Vec::new(),
            tables: 0,
        }
    }
}

impl Phrases {
    /// Adds a phrase of a table; `*` at the end of a word of two bytes or more stands for any
    /// ending.
    pub fn add(&mut self, phrase: &str, cue: Cue, table: usize) {
        let words = words_of(phrase);
        let number = self.phrases.len() as u32;
        let mut node = 0;
        for (at, word) in words.iter().enumerate() {
            node = self.node_of(node, word, at == 0);
            if at + 1 == words.len() {
                self.end(node, word.open).phrases.push(number);
            } else if self.end(node, word.open).next == 0 {
                let next = self.nodes.len();
                self.nodes.push(Node::default());
                self.end(node, word.open).next = next as u32;
                node = next;
            } else {
                node = self.end(node, word.open).next as usize;
            }
        }
        self.phrases.push(Phrase { cue, table });
        self.tables = self.tables.max(table + 1);
    }

    fn end(&mut self, node: usize, open: bool) -> &mut End {
        let node = &mut self.nodes[node];
        let end = if open {
            &mut node.open
        } else {
            &mut node.exact
        };
        end.get_or_insert_default()
    }

    /// The node of a word's letters from a node on, made where there is none.
    fn node_of(&mut self, from: usize, word: &WordPattern, is_first: bool) -> usize {
        let mut node = from;
        for (depth, &byte) in word.letters.as_bytes().iter().enumerate() {
            node = match self.child(node, byte) {
                Ok(child) => child,
                Err(edge) => {
                    let child = self.nodes.len();
                    self.nodes.push(Node::default());
                    self.nodes[node].children.insert(edge, (byte, child as u32));
                    child
                }
            };
            if is_first && depth == 1 {
                self.by_two_bytes[two_bytes(word.letters.as_bytes())] = node as u32;
            }
        }
        node
    }

    /// The node that a byte leads to, or where its edge would be.
    fn child(&self, node: usize, byte: u8) -> Result<usize, usize> {
        for (edge, (letter, child)) in self.nodes[node].children.iter().enumerate() {
            if *letter >= byte {
                let is_there = *letter == byte;
                return if is_there {
                    Ok(*child as usize)
                } else {
                    Err(edge)
                };
            }
        }
        Err(self.nodes[node].children.len())
    }

    /// The cues of a sentence, given its folded words, in order of the text. Within one table the
    /// longest phrase wins; cues of different tables may share words.
    pub fn cues(&self, words: &Words) -> Vec<CueMatch> {
        let mut found: Vec<CueMatch> = Vec::new();
        let mut covered = vec![0_usize; self.tables];
        let mut standing: Vec<Standing> = Vec::new();
        for (start, word) in words.iter().enumerate() {
            let word = word.as_bytes();
            if word.len() < 2 {
                self.walk(0, words, start, word, &mut standing);
            } else {
                let node = self.by_two_bytes[two_bytes(word)] as usize;
                if node == 0 {
                    continue;
                }
                self.walk(node, words, start, &word[2..], &mut standing);
            }
            // By table, the longest first, then in the order of the lexicon.
            if standing.len() > 1 {
                standing.sort_unstable_by_key(|standing| {
                    let table = self.phrases[standing.phrase as usize].table;
                    (table, Reverse(standing.end), standing.phrase)
                });
            }
            let first = found.len();
            // The table that is looked at, and where its longest phrase ends.
            let mut longest = (usize::MAX, 0);
            for Standing { phrase, end } in standing.drain(..) {
                let Phrase { cue, table } = self.phrases[phrase as usize];
                if table != longest.0 {
                    let is_covered = start < covered[table];
                    longest = (table, if is_covered { usize::MAX } else { end });
                }
                if end < longest.1 {
                    continue;
                }
                covered[table] = end;
                let cue = CueMatch { start, end, cue };
                if !found[first..].contains(&cue) {
                    found.push(cue);
                }
            }
        }
        found
    }

    /// Follows the rest of word `at` from a node on, and the words after it.
    fn walk(
        &self,
        mut node: usize,
        words: &Words,
        at: usize,
        rest: &[u8],
        standing: &mut Vec<Standing>,
    ) {
        self.leave(self.nodes[node].open.as_deref(), words, at, standing);
        for &byte in rest {
            let Ok(child) = self.child(node, byte) else {
                return;
            };
            node = child;
            self.leave(self.nodes[node].open.as_deref(), words, at, standing);
        }
        self.leave(self.nodes[node].exact.as_deref(), words, at, standing);
    }

    /// Takes what the end of word `at` completes, and goes on with the next word.
    #[inline]
    fn leave(&self, end: Option<&End>, words: &Words, at: usize, standing: &mut Vec<Standing>) {
        let Some(end) = end else { return };
        standing.extend(end.phrases.iter().map(|phrase| Standing {
            phrase: *phrase,
            end: at + 1,
        }));
        if end.next != 0
            && let Some(word) = words.get(at + 1)
        {
            self.walk(end.next as usize, words, at + 1, word.as_bytes(), standing);
        }
    }
}

/// The first two bytes of a word as one number.
fn two_bytes(word: &[u8]) -> usize {
    match word {
        [first, second, ..] => usize::from(*first) << 8 | usize::from(*second),
        _ => 0,
    }
}

fn words_of(phrase: &str) -> Vec<WordPattern> {
    let mut words: Vec<WordPattern> = Vec::new();
    for token in tokens(phrase, 0, phrase.len()) {
        match (token.text(phrase), words.last_mut()) {
            ("*", Some(last)) => last.open = true,
            (letters, _) => words.push(WordPattern {
                letters: folded(letters),
                open: false,
            }),
        }
    }
    words
}
