//! What words state of something that they may also leave open, and what is listed where it is
//! stated and not understood.

use std::ops::Range;

use super::sentence::Sentence;
use crate::model::{Problem, Quote};

/// What words state of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stated<T> {
    /// They are silent on it.
    Nothing,
    /// They tell it.
    Told(T),
    /// They speak of it, in these tokens, and it is not to be told from them.
    Untold(Range<usize>),
}

impl<T> Stated<T> {
    /// This, or where it is silent what another says.
    pub fn or_else(self, other: impl FnOnce() -> Self) -> Self {
        match self {
            Self::Nothing => other(),
            stated => stated,
        }
    }

    /// What is told, or the tokens that do not tell it.
    pub fn told(self) -> Result<Option<T>, Range<usize>> {
        match self {
            Self::Nothing => Ok(None),
            Self::Told(told) => Ok(Some(told)),
            Self::Untold(tokens) => Err(tokens),
        }
    }
}

/// What was stated and not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misread {
    /// How many.
    Count,
    /// A number of people who are not those that a passage moves.
    OtherPeople,
    /// A number of vehicles that do not take part in a passage.
    OtherVehicles,
    /// On which day.
    Day,
    /// At which hours.
    Hours,
}

impl Misread {
    /// The problem to list, with its words; `start` is the sentence's first code point.
    pub fn problem(
        self,
        sentence: &Sentence<'_>,
        start: usize,
        tokens: Range<usize>,
    ) -> Option<Problem> {
        let first = sentence.tokens.get(tokens.start)?.start;
        let last = sentence.tokens.get(tokens.end.checked_sub(1)?)?.end;
        let exact = sentence.text.get(first..last)?;
        let before = sentence
            .text
            .get(sentence.range.start..first)?
            .chars()
            .count();
        let (code, what) = match self {
            Self::Count => (
                "count_not_understood",
                "count not understood: these words are no plain number, or give several, so none is given",
            ),
            Self::OtherPeople => (
                "count_of_others",
                "count left out: these words are not understood to count the people whom this passage moves",
            ),
            Self::OtherVehicles => (
                "count_of_others",
                "count left out: these words are not understood to count the vehicles of this passage",
            ),
            Self::Day => (
                "day_not_understood",
                "day not understood: these words do not tell one day, so none is given",
            ),
            Self::Hours => (
                "hours_not_understood",
                "hours not understood: these words do not tell the time, so none is given",
            ),
        };
        let start = start + before;
        Some(Problem {
            code: code.to_owned(),
            detail: format!("{what} (“{exact}”)"),
            quote: Some(Quote {
                exact: exact.into(),
                start,
                end: start + exact.chars().count(),
            }),
        })
    }
}
