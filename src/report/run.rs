//! Tokens in a row with their text and folded words: what a phrase is looked for in.

use super::tokens::{Token, TokenKind};
use super::words::Words;

/// Tokens in a row. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct Run<'t> {
    /// The text that the tokens were cut from.
    pub text: &'t str,
    /// The tokens.
    pub tokens: &'t [Token],
    /// Their folded words; word `n` is that of token `n`.
    pub words: Words<'t>,
}

impl<'t> Run<'t> {
    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The folded word of token `at`; none is the empty word.
    pub fn word(&self, at: usize) -> &'t str {
        self.words.get(at).unwrap_or_default()
    }

    /// What token `at` is.
    pub fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// The characters of token `at` where it is a number.
    pub fn number(&self, at: usize) -> Option<&'t str> {
        let token = self.tokens.get(at)?;
        (token.kind == TokenKind::Number).then(|| token.text(self.text))
    }

    /// The tokens that are numbers, in order.
    pub fn numbers(&self) -> impl Iterator<Item = usize> + use<'t> {
        let tokens = self.tokens.iter().enumerate();
        let numbers = tokens.filter(|(_, token)| token.kind == TokenKind::Number);
        numbers.map(|(at, _)| at)
    }

    /// What stands between token `at` and the next one: nothing, or white space.
    pub fn gap_after(&self, at: usize) -> Option<&'t str> {
        let (here, next) = (self.tokens.get(at)?, self.tokens.get(at + 1)?);
        self.text.get(here.end..next.start)
    }

    /// Whether nothing stands between token `at` and the next one.
    pub fn touches_next(&self, at: usize) -> bool {
        self.gap_after(at).is_some_and(str::is_empty)
    }

    /// Whether token `at` is a dash of any kind.
    pub fn is_dash(&self, at: usize) -> bool {
        matches!(self.word(at), "-" | "–" | "—" | "‑" | "−" | "‐" | "‒")
    }
}
