//! A paragraph while names are looked for in it: its tokens and the questions asked of them.

use std::collections::HashSet;
use std::hash::BuildHasher;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::words::{PlaceWords, WordSet};
use crate::report::{Case, Paragraph, Token, TokenKind, Words, is_arrow_shaft, is_chain_mark};

/// What is known of one paragraph while it is read.
pub struct Line<'t> {
    /// The text of the report up to the end of the paragraph: no name reaches over it.
    pub text: &'t str,
    pub tokens: &'t [Token],
    pub words: Words<'t>,
    /// All letters are capitals: a headline.
    pub is_capitals: bool,
    /// Most words are capitalised: a title.
    pub is_title: bool,
}

/// Words of the whole report that help to judge single ones.
#[derive(Default)]
pub struct Usage {
    /// Words that also stand in small letters.
    pub small: SmallWords,
    /// Last words of names of people.
    pub surnames: WordSet,
    /// Words that name people by an age, a relation or a surname beside them.
    pub people: WordSet,
    /// Where the name of a place that was found last ends.
    pub last_name_end: Option<usize>,
}

impl Usage {
    /// Takes in the words of a line that stand in small letters.
    pub fn take_in(&mut self, line: &Line<'_>) {
        self.small.0.reserve(line.tokens.len() / 2);
        for (token, word) in line.tokens.iter().zip(line.words.iter()) {
            if token.kind == TokenKind::Word && token.case == Case::Lower {
                self.small.insert(word);
            }
        }
    }
}

/// Words of a report that stand in small letters, by their hash: a report has many.
#[derive(Default)]
pub struct SmallWords(HashSet<u64, FixedState>);

impl SmallWords {
    pub fn insert(&mut self, word: &str) {
        self.0.insert(FixedState::default().hash_one(word));
    }

    pub fn contains(&self, word: &str) -> bool {
        self.0.contains(&FixedState::default().hash_one(word))
    }
}

/// Words in a headline too short to be told by their number: "Missiles Strike Kharkiv".
const LONGEST_SHORT_TITLE: usize = 3;

impl<'t> Line<'t> {
    pub fn new(text: &'t str, paragraph: &'t Paragraph, lists: &PlaceWords) -> Self {
        let Paragraph { tokens, folded } = paragraph;
        let words = folded.words();
        let end = tokens.last().map_or(0, |token| token.end);
        let (mut length, mut capitalised, mut capitals, mut listing) = (0, 0, 0, 0);
        let mut happens = false;
        for (at, token) in tokens.iter().enumerate() {
            match token.kind {
                TokenKind::Word if token.end - token.start > 3 => {
                    length += 1;
                    // What is longer is judged by its length.
                    happens |=
                        length <= LONGEST_SHORT_TITLE && lists.happenings.contains(&words[at]);
                    capitalised += usize::from(token.is_capitalised());
                    capitals += usize::from(token.case == Case::Upper);
                }
                // Lists and chains of names are all capitals and no title.
                TokenKind::Mark => {
                    listing += usize::from(
                        matches!(&words[at], "," | "|" | "/")
                            || is_chain_mark(&words[at]) && !matches!(&words[at], "-" | ">"),
                    );
                }
                _ => {}
            }
        }
        Self {
            text: text.get(..end).unwrap_or(text),
            is_capitals: length > 2 && capitals * 10 >= length * 8,
            is_title: length > 3 && capitalised * 10 >= length * 8 && listing * 3 < length
                || happens && length > 1 && length <= LONGEST_SHORT_TITLE && capitalised == length,
            tokens,
            words,
        }
    }

    pub fn word(&self, at: usize) -> &str {
        &self.words[at]
    }

    pub fn is_capitalised(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Word && token.is_capitalised())
    }

    /// Whether a token is in the possessive ("Mariupol's").
    pub fn is_possessive(&self, at: usize) -> bool {
        let text = self.tokens[at].text(self.text);
        text.ends_with("'s") || text.ends_with("’s")
    }

    /// Whether a dash or an arrow joins the stops of a way there; a hyphen within a word does not.
    pub fn joins_stops(&self, at: usize) -> bool {
        let is_mark = |at: usize| {
            is_chain_mark(self.word(at)) || is_arrow_shaft(self.word(at), self.word(at + 1))
        };
        is_mark(at) && (!self.is_joined(at) || at > 0 && is_mark(at - 1))
    }

    /// Whether a token starts a sentence, a quote or an item of a list.
    pub fn starts_sentence(&self, at: usize) -> bool {
        at == 0
            || matches!(
                self.word(at - 1),
                "." | "!" | "?" | ":" | "…" | "\"" | "“" | "«" | "•" | "*" | "("
            ) && !self.is_joined(at)
            || (at == 1 && matches!(self.word(0), "—" | "–" | "-"))
    }

    /// Whether the line starts with a bullet or a number.
    pub fn is_list_item(&self) -> bool {
        matches!(self.word(0), "•" | "-" | "–" | "—" | "*" | "▪" | "●" | "·")
            || (self
                .tokens
                .first()
                .is_some_and(|token| token.kind == TokenKind::Number)
                && matches!(self.word(1), "." | ")"))
    }

    /// Whether no space stands before a token.
    pub fn is_joined(&self, at: usize) -> bool {
        let before = at.checked_sub(1);
        let (Some(before), Some(token)) = (
            before.and_then(|at| self.tokens.get(at)),
            self.tokens.get(at),
        ) else {
            return false;
        };
        before.end == token.start && before.text(self.text) != "("
    }

    /// "… in Kyiv. Oblast officials": a full stop before a space ends a name unless the word
    /// before it is an abbreviation.
    pub fn crosses_sentence(&self, range: Range<usize>) -> bool {
        range.clone().skip(1).any(|at| {
            self.word(at) == "."
                && at + 1 < range.end
                && self.tokens[at + 1].start > self.tokens[at].end
                && self.tokens[at - 1].text(self.text).chars().count() > 3
        })
    }

    /// "Port-au-Prince": a word joined to those on both its sides.
    fn is_between_hyphens(&self, at: usize) -> bool {
        let is_hyphen = |at: usize| self.word(at) == "-" && self.is_joined(at);
        at > 0 && is_hyphen(at - 1) && self.is_joined(at) && is_hyphen(at + 1)
    }

    /// "Hayat Tahrir al-Sham": the article goes on with the name before it. Answers where that name ends.
    pub fn end_of_name_with_article(&self, at: usize, words: &PlaceWords) -> Option<usize> {
        let before = at.checked_sub(1)?;
        let goes_on = words.prefixes.contains(self.word(at))
            && !self.is_title
            && !self.is_capitals
            && self.is_capitalised(before)
            && !self.is_upper(before)
            && !self.is_possessive(before)
            && !self.is_plain_capital(before, words)
            && !words.never.contains(self.word(before));
        let end = match self.word(at + 1) {
            "-" => at + 2,
            _ => at + 1,
        };
        (goes_on && self.is_capitalised(end)).then_some(end + 1)
    }

    /// Whether the capitals of some tokens are those of one name.
    pub fn may_be_name(&self, range: Range<usize>, words: &PlaceWords) -> bool {
        let Some(last) = self.tokens.get(range.end.saturating_sub(1)) else {
            return false;
        };
        if range.is_empty() || last.kind != TokenKind::Word && last.text(self.text) != "." {
            return false;
        }
        range.clone().skip(1).all(|at| {
            let token = &self.tokens[at];
            let word = self.word(at);
            token.kind != TokenKind::Word
                || token.is_capitalised()
                || self.is_between_hyphens(at)
                || words.connectors.contains(word)
                || words.units_after.contains(word)
                || words.kinds_after.contains(word)
                || words.features_after.contains(word)
        }) && !range.clone().any(|at| {
            matches!(
                self.word(at),
                "," | ";" | ":" | "(" | ")" | "\"" | "!" | "?" | "|" | "/"
            )
        }) && !self.crosses_sentence(range)
    }

    pub fn is_upper(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.case == Case::Upper)
    }

    /// Whether a word before a name says that something is there.
    pub fn is_located(&self, start: usize, words: &PlaceWords) -> bool {
        start > 0 && words.locating.contains(self.word(start - 1))
    }

    /// Whether a capitalised word beside a name says nothing against it.
    pub fn is_plain_capital(&self, at: usize, words: &PlaceWords) -> bool {
        let word = self.word(at);
        // Numbers of roads: M23, E105.
        word.contains(|c: char| c.is_ascii_digit())
            || words.adjectives_before.contains(word)
            || words.demonyms.contains(word)
            || words.prepositions.contains(word)
            || words.units_after.contains(word)
            || words.kinds_after.contains(word)
            || words.types_before.contains(word)
            || words.connectors.contains(word)
            || (words.titles_before.contains(word) && !self.starts_sentence(at))
            || matches!(
                word,
                "monday"
                    | "tuesday"
                    | "wednesday"
                    | "thursday"
                    | "friday"
                    | "saturday"
                    | "sunday"
                    | "january"
                    | "february"
                    | "march"
                    | "april"
                    | "may"
                    | "june"
                    | "july"
                    | "august"
                    | "september"
                    | "october"
                    | "november"
                    | "december"
            )
    }
}
