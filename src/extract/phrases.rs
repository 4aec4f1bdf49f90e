//! Phrases of one or more words, and the matcher that finds them among the words of a sentence.

use std::cmp::Reverse;

use super::lexicon::{Cue, CueMatch};
use crate::report::{Words, folded, tokens};

/// Phrases with their meanings, indexed by their first words.
#[derive(Debug)]
pub struct Phrases {
    nodes: Vec<Node>,
    /// The node of each pair of first bytes, 0 for none: where a word leaves the index early.
    by_two_bytes: Vec<u32>,
    phrases: Vec<Phrase>,
    tables: usize,
}

#[derive(Debug)]
struct Phrase {
    rest: Vec<WordPattern>,
    cue: Cue,
    /// Phrases of one table exclude each other: the longest wins.
    table: usize,
}

/// One word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
struct WordPattern {
    letters: String,
    /// Any ending may follow.
    open: bool,
}

impl WordPattern {
    fn matches(&self, word: &str) -> bool {
        if self.open {
            word.starts_with(&self.letters)
        } else {
            word == self.letters
        }
    }
}

/// The start of a first word, a byte of its letters after the other.
#[derive(Debug, Default)]
struct Node {
    /// The bytes that may follow, in order, and the nodes that they lead to.
    children: Vec<(u8, u32)>,
    /// Phrases whose first word ends here.
    exact: Openings,
    /// Phrases whose first word starts like this.
    open: Openings,
}

/// Phrases that begin alike.
#[derive(Debug, Default)]
struct Openings {
    /// Of one word.
    whole: Vec<u32>,
    /// Of several words, by the first byte of the second: most phrases fail there.
    by_second: Vec<(u8, u32)>,
}

impl Openings {
    fn add(&mut self, second: Option<u8>, phrase: u32) {
        match second {
            None => self.whole.push(phrase),
            Some(second) => {
                let at = self.by_second.partition_point(|(byte, _)| *byte <= second);
                self.by_second.insert(at, (second, phrase));
            }
        }
    }

    /// The phrases that may stand where a word with this first byte follows.
    fn before(&self, second: Option<u8>) -> impl Iterator<Item = u32> {
        let longer = second.map_or(&[][..], |second| {
            let from = self.by_second.partition_point(|(byte, _)| *byte < second);
            let rest = &self.by_second[from..];
            &rest[..rest.partition_point(|(byte, _)| *byte == second)]
        });
        let longer = longer.iter().map(|(_, phrase)| *phrase);
        self.whole.iter().copied().chain(longer)
    }
}

/// A phrase that stands at a word.
struct Standing {
    table: usize,
    end: usize,
    cue: Cue,
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
        let mut words = words_of(phrase).into_iter();
        let Some(first) = words.next() else { return };
        let mut node = 0;
        for (depth, &byte) in first.letters.as_bytes().iter().enumerate() {
            node = match self.child(node, byte) {
                Ok(child) => child,
                Err(edge) => {
                    let child = self.nodes.len();
                    self.nodes.push(Node::default());
                    self.nodes[node].children.insert(edge, (byte, child as u32));
                    child
                }
            };
            if depth == 1 {
                self.by_two_bytes[two_bytes(first.letters.as_bytes())] = node as u32;
            }
        }
        let rest: Vec<WordPattern> = words.collect();
        let second = rest
            .first()
            .and_then(|word| word.letters.as_bytes().first().copied());
        let number = self.phrases.len() as u32;
        self.phrases.push(Phrase { rest, cue, table });
        self.tables = self.tables.max(table + 1);
        if first.open {
            self.nodes[node].open.add(second, number);
        } else {
            self.nodes[node].exact.add(second, number);
        }
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
        for start in 0..words.len() {
            self.at(words, start, &covered, &mut standing);
            // By table, the longest first; a stable sort keeps the order of the lexicon.
            if standing.len() > 1 {
                standing.sort_by_key(|phrase| (phrase.table, Reverse(phrase.end)));
            }
            let first = found.len();
            for phrase in standing.drain(..) {
                let is_shorter =
                    start < covered[phrase.table] && phrase.end < covered[phrase.table];
                if is_shorter {
                    continue;
                }
                covered[phrase.table] = phrase.end;
                let cue = CueMatch {
                    start,
                    end: phrase.end,
                    cue: phrase.cue,
                };
                if !found[first..].contains(&cue) {
                    found.push(cue);
                }
            }
        }
        found
    }

    /// The phrases that stand at word `start`, but those of tables that are `covered` there.
    fn at(&self, words: &Words, start: usize, covered: &[usize], standing: &mut Vec<Standing>) {
        let second = words[start + 1].as_bytes().first().copied();
        let mut take = |openings: &Openings| {
            for number in openings.before(second) {
                let phrase = &self.phrases[number as usize];
                let end = start + 1 + phrase.rest.len();
                let stands = start >= covered[phrase.table]
                    && end <= words.len()
                    && (start + 1..end)
                        .zip(&phrase.rest)
                        .all(|(at, pattern)| pattern.matches(&words[at]));
                if stands {
                    standing.push(Standing {
                        table: phrase.table,
                        end,
                        cue: phrase.cue,
                    });
                }
            }
        };
        let word = words[start].as_bytes();
        let (mut node, rest) = match word {
            [_, _, rest @ ..] => {
                let node = self.by_two_bytes[two_bytes(word)] as usize;
                if node == 0 {
                    return;
                }
                (node, rest)
            }
            short => (0, short),
        };
        take(&self.nodes[node].open);
        for &byte in rest {
            let Ok(child) = self.child(node, byte) else {
                return;
            };
            node = child;
            take(&self.nodes[node].open);
        }
        take(&self.nodes[node].exact);
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
