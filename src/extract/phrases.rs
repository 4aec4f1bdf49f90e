//! Phrases of one or more words, and the matcher that finds them among the words of a sentence.

use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};

use super::cue::{Cue, CueMatch};
use crate::report::{Words, folded, tokens};

/// Phrases with their meanings, as a trie over the letters of their words.
#[derive(Debug)]
pub struct Phrases {
    /// The children of a node stand side by side, by their first letter.
    nodes: Vec<Node>,
    /// The first byte that leads to each node.
    first_bytes: Vec<u8>,
    /// The further bytes that lead to nodes.
    further_bytes: Vec<u8>,
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
        let mut phrases = Phrases {
            nodes: vec![Node::default()],
            first_bytes: vec![0],
            further_bytes: Vec::new(),
            ends: Vec::new(),
            by_two_bytes: vec![0; 1 << 16],
            phrases: std::mem::take(&mut self.phrases),
            tables: self.tables,
        };
        self.lay(0, 0, &mut phrases);
        for (first, branch) in &self.nodes[0].children {
            for second in self.nodes[*branch].children.keys() {
                let node = phrases.child(phrases.nodes[0], *first);
                let node = node.and_then(|node| phrases.child(phrases.nodes[node], *second));
                phrases.by_two_bytes[two_bytes(&[*first, *second])] = node.unwrap_or(0) as u32;
            }
        }
        let mut ends = std::mem::take(&mut self.ends);
        for end in &mut ends {
            if end.next != 0 {
                let start = phrases.nodes.len();
                phrases.push(Node::default(), 0);
                self.lay(end.next as usize, start, &mut phrases);
                end.next = start as u32;
            }
        }
        phrases.ends = ends;
        phrases
    }

    /// Lays out what follows a branch below its node.
    fn lay(&self, branch: usize, node: usize, phrases: &mut Phrases) {
        let is_first_word = node == 0;
        // Branch, node, how many bytes lead to it.
        let mut open = VecDeque::from([(branch, node, 0)]);
        while let Some((branch, node, depth)) = open.pop_front() {
            let branch = &self.nodes[branch];
            let first_child = phrases.nodes.len() as u32;
            let laid = &mut phrases.nodes[node];
            laid.children = branch.children.len() as u8;
            laid.exact = branch.exact;
            laid.open = branch.open;
            laid.first_child = first_child;
            for (first_byte, child) in &branch.children {
                let mut child = *child;
                let further = phrases.further_bytes.len();
                // First words are entered after two bytes.
                let may_skip = !is_first_word || depth >= 2;
                while may_skip && let Some((byte, only)) = self.nodes[child].only_child() {
                    phrases.further_bytes.push(byte);
                    child = only;
                }
                let length = phrases.further_bytes.len() - further;
                open.push_back((child, phrases.nodes.len(), depth + 1 + length));
                let child = Node {
                    further: further as u32,
                    length: length as u8,
                    ..Node::default()
                };
                phrases.push(child, *first_byte);
            }
        }
    }
}

impl Branch {
    /// The only way on, where no word ends here.
    fn only_child(&self) -> Option<(u8, usize)> {
        let is_inner = self.exact == 0 && self.open == 0 && self.children.len() == 1;
        let (byte, child) = self.children.first_key_value()?;
        is_inner.then_some((*byte, *child))
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
        mut rest: &[u8],
        standing: &mut Vec<Standing>,
    ) {
        let mut node = self.nodes[node as usize];
        if node.open != 0 {
            self.leave(node.open, words, at, standing);
        }
        while let Some((byte, after)) = rest.split_first() {
            let Some(child) = self.child(node, *byte) else {
                return;
            };
            node = self.nodes[child];
            let further = node.further as usize;
            let further = &self.further_bytes[further..further + usize::from(node.length)];
            let Some(after) = after.strip_prefix(further) else {
                return;
            };
            rest = after;
            if node.open != 0 {
                self.leave(node.open, words, at, standing);
            }
        }
        if node.exact != 0 {
            self.leave(node.exact, words, at, standing);
        }
    }

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
