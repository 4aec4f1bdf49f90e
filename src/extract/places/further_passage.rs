//! What parts two passages of a sentence: a number of their own, a way that goes on from
//! where the one before ends.

use std::ops::Range;

use super::group::Group;
use super::item::Item;
use crate::extract::annotate::Sentence;
use crate::extract::facts::is_count;
use crate::extract::words::{ClosedSet, Movement, RoleCue};

/// "40 people reached A, 20 left B": a number of its own behind a comma or "and". "To A came 40 people from B" and
/// "40 people whom volunteers took from B" count once.
pub fn has_own_number(sentence: &Sentence<'_>, between: &Range<usize>) -> bool {
    let joins = |at: &usize| {
        sentence.is_mark(*at, &[",", ";", ":", "–", "—", "("])
            || sentence.token_has_role(*at, RoleCue::And)
    };
    let joint = between.clone().find(joins);
    joint.is_some_and(|joint| sentence.has_number(&(joint..between.end)))
}

/// "To A, where a train to B waits", «уже в А; там людей садят в автобус и везут в Б»: whether people or vehicles go on
/// from the place named before.
pub fn goes_on_there(sentence: &Sentence<'_>, between: &Range<usize>) -> bool {
    /// A comma, "and".
    const MOST_AHEAD: usize = 2;
    let ahead = between.start..(between.start + MOST_AHEAD).min(between.end);
    let there = ahead.clone().find(|at| {
        sentence.is_one_of(*at, ClosedSet::Where) || sentence.is_one_of(*at, ClosedSet::There)
    });
    there.is_some_and(|there| {
        let behind = there..between.end;
        sentence.moves(&behind, Movement::Evacuation)
            || sentence.moves(&behind, Movement::Carrying)
            || sentence.first_mode(&behind).is_some()
    })
}

/// "Eleven were taken to A, four to B": others of the same start.
pub fn counts_others(
    sentence: &Sentence<'_>,
    current: &Item,
    group: &Group,
    between: &Range<usize>,
) -> bool {
    const MOST_WORDS: usize = 3;
    let parts = |at: &usize| {
        sentence.is_mark(*at, &[",", ";"]) || sentence.token_has_role(*at, RoleCue::And)
    };
    let Some(behind) = between.clone().find(parts).map(|at| at + 1..group.start) else {
        return false;
    };
    let counts = |at: usize| is_count(sentence, at) || sentence.is_one_of(at, ClosedSet::Portion);
    !current.to.is_empty()
        && (1..=MOST_WORDS).contains(&behind.len())
        && behind.clone().any(counts)
        && !sentence.moves(&behind, Movement::Carrying)
}
