//! The part that a place has by what people do there or is done with them: those of another place are
//! taken in, its own leave or are taken away.

use std::ops::Range;

use super::group::{Group, Role};
use super::roles::is_adjective;
use crate::extract::annotate::Sentence;
use crate::extract::words::{ClosedSet, Cue, Movement, RoleCue};
use crate::report::TokenKind;

/// «У Полтаві прийняли 200 жителів Вовчанська», «Жителів Вовчанська приймають у Полтаві»: whether people, and no law
/// or guests, are what is taken in at a place that is said to be where.
pub fn takes_people_in(
    sentence: &Sentence<'_>,
    before: Option<&Group>,
    group: Range<usize>,
) -> bool {
    /// "In Poltava on Monday evening were taken in".
    const REACH: usize = 4;
    let takes_in = |at: &usize| sentence.token_has_role(*at, RoleCue::Receives);
    let behind = group.end..group.end + REACH;
    if let Some(verb) = behind.take_while(|at| !parts(sentence, *at)).find(takes_in) {
        return people_follow(sentence, verb + 1);
    }
    let Some(before) = before else { return false };
    let near = group.start.saturating_sub(REACH).max(before.end)..group.start;
    matches!(before.role, Role::Residents | Role::From)
        && !near.clone().any(|at| parts(sentence, at))
        && near.clone().any(|at| takes_in(&at))
}

/// «Вовчанськ покинули 300 людей»: whether people leave the place whose name ends before a token.
pub fn is_left_by_people(sentence: &Sentence<'_>, end: usize) -> bool {
    /// "Have left in the last two days".
    const REACH: usize = 4;
    let behind = end..end + REACH;
    let verb = behind
        .take_while(|at| !parts(sentence, *at))
        .find_map(|at| {
            let mut found = sentence.cues_starting_at(at);
            found
                .find(|found| found.cue == Cue::Role(RoleCue::From))
                .map(|found| found.end)
                .filter(|_| sentence.moves(&(at..at + 1), Movement::Leaving))
        });
    verb.is_some_and(|verb| people_follow(sentence, verb))
}

/// «Район евакуйовано»: whether the people of the place whose name ends before a token are said to be taken away.
pub fn is_emptied(sentence: &Sentence<'_>, end: usize) -> bool {
    /// "Is now completely evacuated".
    const REACH: usize = 3;
    (end..end + REACH)
        .take_while(|at| !parts(sentence, *at))
        .any(|at| sentence.is_one_of(at, ClosedSet::Emptied))
}

/// Whether people are what stands at a token, counted or not.
fn people_follow(sentence: &Sentence<'_>, at: usize) -> bool {
    /// "About two thousand of the last elderly".
    const MOST_COUNTED: usize = 6;
    let mut object = (at..at + MOST_COUNTED).skip_while(|at| counts(sentence, *at));
    object.next().is_some_and(|at| {
        sentence.moves(&(at..at + 1), Movement::People)
            || sentence.moves(&(at..at + 1), Movement::Medical)
    })
}

fn parts(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.is_mark(at, &[",", ";", ":", "."]) || sentence.token_has_role(at, RoleCue::ClauseBreak)
}

/// Whether a token counts what follows: a number, a word for one, an adjective before it.
fn counts(sentence: &Sentence<'_>, at: usize) -> bool {
    let is_number = sentence
        .tokens
        .get(at)
        .is_some_and(|token| token.kind == TokenKind::Number);
    is_number
        || is_adjective(sentence, at)
        || sentence
            .cues_at(at)
            .any(|found| matches!(found.cue, Cue::Count(_) | Cue::Time(_)))
        || sentence.is_one_of(at, ClosedSet::BeforeNumber)
}
