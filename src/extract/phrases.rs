//! Phrases of one or more words, and the matcher that finds them among the words of a sentence.

use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};

use super::cue::{Cue, CueMatch};
use crate::report::{Words, folded, tokens};

/// Phrases with their meanings, as a trie over the letters of their words.
#[derive(Debug)]
pub struct Phrases {
    /// The children of a node stand side by side, by their letter.
    nodes: Vec<Node>,
    ends: Vec<End>,
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
#[derive(Debug, Default, Clone, Copy)]
struct Node {
    /// The byte that leads here.
    letter: u8,
    children: u8,
    first_child: u32,
    /// Where the word ends here, 0 for nowhere.
    exact: u32,
    /// Where the word goes on with any ending, 0 for nowhere.
    open: u32,
}

/// What the end of a word completes.
#[derive(Debug, Default, Clone)]
struct End {
    /// Phrases of which it was the last word.
    phrases: Vec<u32>,
    /// The node from which the next word goes on, 0 for none.
    next: u32,
}

/// The trie while phrases are added.
#[derive(Debug)]
pub struct PhrasesBuilder {
    nodes: Vec<Branch>,
    ends: Vec<End>,
    phrases: Vec<Phrase>,
    tables: usize,
}

#[derive(Debug, Default)]
struct Branch {
    /// The bytes that may follow, and the branches that they lead to.
    children: BTreeMap<u8, usize>,
    exact: u32,
    open: u32,
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

impl Default for PhrasesBuilder {
    fn default() -> Self {
        Self {
            nodes: vec![Branch::default()],
            ends: vec![End::default()],
            phrases: Vec::new(),
            tables: 0,
        }
    }
}

impl PhrasesBuilder {
    /// Adds a phrase of a table; `*` at the end of a word of two bytes or more stands for any
    /// ending.
    pub fn add(&mut self, phrase: &str, cue: Cue, table: usize) {
        let words = words_of(phrase);
        let number = self.phrases.len() as u32;
        let mut node = 0;
        for (at, word) in words.iter().enumerate() {
            node = self.node_of(node, word);
            let end = self.end(node, word.open);
            if at + 1 == words.len() {
                self.ends[end].phrases.push(number);
                continue;
            }
            if self.ends[end].next == 0 {
                self.ends[end].next = self.nodes.len() as u32;
                self.nodes.push(Branch::default());
            }
            node = self.ends[end].next as usize;
        }
        self.phrases.push(Phrase { cue, table });
        self.tables = self.tables.max(table + 1);
    }

    /// The node of a word's letters from a node on, made where there is none.
    fn node_of(&mut self, from: usize, word: &WordPattern) -> usize {
        word.letters.bytes().fold(from, |node, byte| {
            let next = self.nodes.len();
            let child = *self.nodes[node].children.entry(byte).or_insert(next);
            if child == next {
                self.nodes.push(Branch::default());
            }
            child
        })
    }

    fn end(&mut self, node: usize, open: bool) -> usize {
        let node = &mut self.nodes[node];
        let end = if open {
            &mut node.open
        } else {
            &mut node.exact
        };
        if *end == 0 {
            *end = self.ends.len() as u32;
            self.ends.push(End::default());
        }
        *end as usize
    }

    /// The phrases, laid out for matching.
    pub fn finish(mut self) -> Phrases {
        let mut nodes = vec![Node::default()];
        // Where each branch was laid; the first words of phrases start at the first of them.
        let mut laid = vec![0_u32; self.nodes.len()];
        let later_words = self.ends.iter().map(|end| end.next as usize);
        let starts: Vec<usize> = std::iter::once(0)
            .chain(later_words.filter(|next| *next != 0))
            .collect();
        for start in starts {
            if start != 0 {
                laid[start] = nodes.len() as u32;
                nodes.push(Node::default());
            }
            let mut open = VecDeque::from([start]);
            while let Some(from) = open.pop_front() {
                let branch = &self.nodes[from];
                let first_child = nodes.len() as u32;
                for (letter, child) in &branch.children {
                    laid[*child] = nodes.len() as u32;
                    nodes.push(Node {
                        letter: *letter,
                        ..Node::default()
                    });
                    open.push_back(*child);
                }
                let node = &mut nodes[laid[from] as usize];
                node.children = branch.children.len() as u8;
                node.first_child = first_child;
                node.exact = branch.exact;
                node.open = branch.open;
            }
        }
        for end in &mut self.ends {
            end.next = laid[end.next as usize];
        }
        let mut by_two_bytes = vec![0; 1 << 16];
        for (first, branch) in &self.nodes[0].children {
            for (second, child) in &self.nodes[*branch].children {
                by_two_bytes[two_bytes(&[*first, *second])] = laid[*child];
            }
        }
        Phrases {
            nodes,
            ends: self.ends,
            by_two_bytes,
            phrases: self.phrases,
            tables: self.tables,
        }
    }
}

impl Phrases {
    /// The cues of a sentence, given its folded words, in order of the text. Within one table the
    /// longest phrase wins; cues of different tables may share words.
    pub fn cues(&self, words: Words<'_>) -> Vec<CueMatch> {
        let mut found: Vec<CueMatch> = Vec::new();
        let mut covered = vec![0_usize; self.tables];
        let mut standing: Vec<Standing> = Vec::new();
        for (start, word) in words.iter().enumerate() {
            let word = word.as_bytes();
            if word.len() < 2 {
                self.walk(0, words, start, word, &mut standing);
            } else {
                let node = self.by_two_bytes[two_bytes(word)];
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
        node: u32,
        words: Words<'_>,
        at: usize,
        rest: &[u8],
        standing: &mut Vec<Standing>,
    ) {
        let mut node = self.nodes[node as usize];
        if node.open != 0 {
            self.leave(node.open, words, at, standing);
        }
        for byte in rest {
            let first = node.first_child as usize;
            let children = &self.nodes[first..first + usize::from(node.children)];
            let Some(child) = children.iter().find(|child| child.letter == *byte) else {
                return;
            };
            node = *child;
            if node.open != 0 {
                self.leave(node.open, words, at, standing);
            }
        }
        if node.exact != 0 {
            self.leave(node.exact, words, at, standing);
        }
    }

    /// Takes what the end of word `at` completes, and goes on with the next word.
    fn leave(&self, end: u32, words: Words<'_>, at: usize, standing: &mut Vec<Standing>) {
        let end = &self.ends[end as usize];
        standing.extend(end.phrases.iter().map(|phrase| Standing {
            phrase: *phrase,
            end: at + 1,
        }));
        if end.next != 0
            && let Some(word) = words.get(at + 1)
        {
            self.walk(end.next, words, at + 1, word.as_bytes(), standing);
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
