//! A paragraph while names are looked for in it: its tokens and the questions asked of them.

use std::collections::HashSet;
use std::ops::Range;

use super::words::{PlaceWords, folded};
use crate::report::{Case, Token, TokenKind, tokens};

/// What is known of one paragraph while it is read.
pub struct Line<'t> {
    pub text: &'t str,
    pub tokens: Vec<Token>,
    pub words: Vec<String>,
    /// All letters are capitals: a headline.
    pub is_capitals: bool,
    /// Most words are capitalised: a title.
    pub is_title: bool,
}

/// Words of the whole report that help to judge single ones.
#[derive(Default)]
pub struct Usage {
    /// Words that also stand in small letters.
    pub small: HashSet<String>,
    /// Last words of names of people.
    pub surnames: HashSet<String>,
    /// Words that name people by an age, a relation or a surname beside them.
    pub people: HashSet<String>,
    /// Where the name of a place that was found last ends.
    pub last_name_end: Option<usize>,
}

impl<'t> Line<'t> {
    pub fn new(text: &'t str, range: &Range<usize>) -> Self {
        let tokens = tokens(text, range.start, range.end);
        let words: Vec<String> = tokens
            .iter()
            .map(|token| folded(token.text(text)))
            .collect();
        let letters: Vec<&Token> = tokens
            .iter()
            .filter(|token| token.kind == TokenKind::Word && token.end - token.start > 3)
            .collect();
        let capitalised = letters
            .iter()
            .filter(|token| token.is_capitalised())
            .count();
        // Lists and chains of names are all capitals and no title.
        let listing = words
            .iter()
            .filter(|word| matches!(word.as_str(), "," | "–" | "—" | "→"))
            .count();
        let capitals = letters
            .iter()
            .filter(|token| token.case == Case::Upper)
            .count();
        Self {
            text,
            is_capitals: letters.len() > 2 && capitals * 10 >= letters.len() * 8,
            is_title: letters.len() > 3
                && capitalised * 10 >= letters.len() * 8
                && listing * 3 < letters.len(),
            tokens,
            words,
        }
    }

    pub fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", String::as_str)
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
        at > 0 && self.tokens[at - 1].end == self.tokens[at].start && self.word(at - 1) != "("
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
                || words.connectors.contains(word)
                || words.units_after.contains(word)
                || words.kinds_after.contains(word)
                || words.features_after.contains(word)
        }) && !range.clone().any(|at| {
            matches!(
                self.word(at),
                "," | ";" | ":" | "(" | ")" | "\"" | "!" | "?"
            )
        }) && !self.crosses_sentence(range)
    }
}
