//! Phrases → the trie of a phrasebook.

use std::collections::{BTreeMap, VecDeque};

use super::{End, Node, Phrasebook, two_bytes};
use crate::report::tokens::tokens;
use crate::report::words::folded;

/// The trie while phrases are added.
#[derive(Debug)]
pub(super) struct Builder {
    nodes: Vec<Branch>,
    ends: Vec<WordEnd>,
    phrases: u32,
    longest: usize,
}

#[derive(Debug, Default)]
struct Branch {
    /// The bytes that may follow, and the branches that they lead to.
    children: BTreeMap<u8, usize>,
    exact: u32,
    open: u32,
}

/// What the end of a word completes.
#[derive(Debug, Default)]
struct WordEnd {
    /// Phrases of which it was the last word.
    phrases: Vec<u32>,
    /// The branch from which the next word goes on, 0 for none.
    next: u32,
}

/// One word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
struct WordPattern {
    letters: String,
    /// Any ending may follow.
    open: bool,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            nodes: vec![Branch::default()],
            ends: vec![WordEnd::default()],
            phrases: 0,
            longest: 0,
        }
    }
}

impl Builder {
    /// Adds a phrase, whose number is how many were added before.
    pub(super) fn add(&mut self, phrase: &str) {
        let words = words_of(phrase);
        let number = self.phrases;
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
        self.phrases += 1;
        self.longest = self.longest.max(words.len());
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
            self.ends.push(WordEnd::default());
        }
        *end as usize
    }

    /// The phrases, laid out for matching; `meanings` are those of their numbers.
    pub(super) fn finish<T: Copy>(self, meanings: Vec<T>) -> Phrasebook<T> {
        let mut book = Phrasebook {
            nodes: vec![Node::default()],
            first_bytes: vec![0],
            further_bytes: Vec::new(),
            ends: Vec::with_capacity(self.ends.len()),
            completed: Vec::with_capacity(meanings.len()),
            by_one_byte: vec![0; 1 << 8],
            by_two_bytes: vec![0; 1 << 16],
            longest: self.longest,
        };
        self.lay(0, 0, &mut book);
        for (first, branch) in &self.nodes[0].children {
            let Some(node) = book.child(book.nodes[0], *first) else {
                continue;
            };
            book.by_one_byte[usize::from(*first)] = node as u32;
            for second in self.nodes[*branch].children.keys() {
                let node = book.child(book.nodes[node], *second);
                book.by_two_bytes[two_bytes(*first, *second)] = node.unwrap_or(0) as u32;
            }
        }
        for end in &self.ends {
            let completed = book.completed.len() as u32;
            let meant = |number: &u32| Some((*meanings.get(*number as usize)?, *number));
            book.completed.extend(end.phrases.iter().filter_map(meant));
            let mut next = 0;
            if end.next != 0 {
                next = book.nodes.len() as u32;
                book.push(Node::default(), 0);
                self.lay(end.next as usize, next as usize, &mut book);
            }
            book.ends.push(End {
                completed,
                number: end.phrases.len() as u32,
                next,
            });
        }
        book
    }

    /// Lays out what follows a branch below its node.
    fn lay<T>(&self, branch: usize, node: usize, book: &mut Phrasebook<T>) {
        let is_first_word = node == 0;
        // Branch, node, how many bytes lead to it.
        let mut open = VecDeque::from([(branch, node, 0)]);
        while let Some((branch, node, depth)) = open.pop_front() {
            let branch = &self.nodes[branch];
            let first_child = book.nodes.len() as u32;
            let laid = &mut book.nodes[node];
            laid.children = branch.children.len() as u8;
            laid.exact = branch.exact;
            laid.open = branch.open;
            laid.first_child = first_child;
            for (first_byte, child) in &branch.children {
                let mut child = *child;
                let further = book.further_bytes.len();
                // First words are entered after two bytes.
                let may_skip = !is_first_word || depth >= 2;
                while may_skip && let Some((byte, only)) = self.nodes[child].only_child() {
                    book.further_bytes.push(byte);
                    child = only;
                }
                let length = book.further_bytes.len() - further;
                open.push_back((child, book.nodes.len(), depth + 1 + length));
                let child = Node {
                    further: further as u32,
                    length: length as u8,
                    ..Node::default()
                };
                book.push(child, *first_byte);
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
