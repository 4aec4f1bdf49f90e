//! A sentence as the rules of this room look at it.

use std::ops::Range;

use super::ground::Ground;
use crate::extract::annotate::{Sentence, Stated};
use crate::extract::facts::{Now, day_of_event};
use crate::extract::places::Group;
use crate::extract::words::{ClosedSet, CueMatch, RoleCue};
use crate::model::{Mention, Span, StatedDay};

/// A sentence with its places, as the rules of this room look at it.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    pub sentence: &'a Sentence<'a>,
    pub groups: &'a [Group],
    pub mentions: &'a [Mention],
    pub ground: &'a Ground,
}

/// The day that the sentence states for what a cue of it tells, and the words that do.
pub fn stated_day(sentence: &Sentence<'_>, cue: &CueMatch, now: Now) -> (StatedDay, Option<Span>) {
    let clause = clause_around(sentence, cue.start);
    let stated = day_of_event(sentence, &clause, now);
    let day_not_understood = matches!(stated, Stated::Untold(_));
    let told = stated.told().ok().flatten();
    let words = told.and_then(|told| told.words);
    let when = StatedDay {
        day: told.map(|told| told.value.to_string()),
        day_not_understood,
    };
    (when, words)
}

/// The clause that holds a token: between semicolons and words such as "but", "while", "where".
pub fn clause_around(sentence: &Sentence<'_>, token: usize) -> Range<usize> {
    let is_break = |at: usize| {
        sentence.is_mark(at, &[";"])
            || (sentence.token_has_role(at, RoleCue::ClauseBreak)
                && at > 0
                && !sentence.is_one_of(at, ClosedSet::ClauseOfScene))
    };
    let start = (0..token)
        .rev()
        .find(|at| is_break(*at))
        .map_or(0, |at| at + 1);
    let end = (token..sentence.tokens.len())
        .find(|at| is_break(*at))
        .unwrap_or(sentence.tokens.len());
    start..end
}
