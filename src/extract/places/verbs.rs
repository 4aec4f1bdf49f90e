//! The part that a verb, or a noun for vehicles, gives to a place: "buses start in A", "B will take
//! them in", "a convoy for C".

use std::ops::Range;

use super::group::Role;
use crate::extract::annotate::{PlaceAt, Sentence};
use crate::extract::words::{ClosedSet, Cue, CueMatch, Movement, Passage, RoleCue};

/// Whether a verb of starting or picking up stands right before a place with no other part.
pub fn starts_here(sentence: &Sentence<'_>, between: Range<usize>) -> bool {
    let Some(verb) = between
        .clone()
        .rev()
        .find(|&at| sentence.token_has_role(at, RoleCue::Start))
    else {
        return false;
    };
    let has_vehicles = sentence.moves(&sentence.whole(), Movement::Carrying)
        || sentence.moves(&sentence.whole(), Movement::Evacuation)
        || sentence.first_mode(&sentence.whole()).is_some();
    has_vehicles && !(verb..between.end).any(|at| sentence.token_has_role(at, RoleCue::ClauseBreak))
}

/// "A minibus goes round A and B and brings people to C": whether a verb of going round stands right before places.
pub fn goes_round(sentence: &Sentence<'_>, start: usize) -> bool {
    sentence
        .role_ending_at(start)
        .any(|(role, _)| role == RoleCue::GoesRound)
        && speaks_of_movement(sentence)
}

/// "It is A where the buses start": whether a clause about the place right before says that vehicles start there.
pub fn start_where(sentence: &Sentence<'_>, end: usize) -> bool {
    /// "Where the buses start".
    const REACH: usize = 4;
    let opens = sentence.is_one_of(end, ClosedSet::Where);
    let mut behind = end + 1..end + 1 + REACH;
    opens
        && behind.any(|at| {
            sentence.token_has_role(at, RoleCue::Start)
                && sentence.moves(&(end..at), Movement::Carrying)
                && (end..at).all(|at| sentence.is_word(at) && sentence.place_at(at).is_none())
        })
}

/// The part of a place that has none by its own words: those beside a verb of taking in are where
/// people go («прийматиме всіх Запоріжжя», "Poltava will receive them").
pub fn beside_verb(sentence: &Sentence<'_>, role: Role, after: usize, group: Range<usize>) -> Role {
    const REACH: usize = 4;
    if role != Role::None {
        return role;
    }
    let before = group.start.saturating_sub(REACH).max(after)..group.start;
    let behind = group.end..group.end + 2;
    let takes_in = |at: usize| sentence.token_has_role(at, RoleCue::Receives);
    let parts = |at: usize| sentence.is_mark(at, &[",", ";", ":", "."]);
    let is_object = before
        .clone()
        .rev()
        .take_while(|at| !parts(*at))
        .any(takes_in);
    if is_object || behind.take_while(|at| !parts(*at)).any(takes_in) {
        Role::To
    } else {
        Role::None
    }
}

/// Whether people leave, are taken away or fetched in a sentence.
pub fn speaks_of_movement(sentence: &Sentence<'_>) -> bool {
    sentence.cues.iter().any(|found| {
        matches!(
            found.cue,
            Cue::Movement(
                Movement::Evacuation | Movement::Leaving | Movement::Fetching | Movement::Carrying
            ) | Cue::Mode(_)
                | Cue::Passage(Passage::Humanitarian)
        )
    })
}

/// "Buses for Bakhmut", "a convoy for Douma".
pub fn follows_vehicles(sentence: &Sentence<'_>, start: usize) -> bool {
    sentence.cues.iter().any(|found| {
        found.end == start && matches!(found.cue, Cue::Movement(Movement::Carrying) | Cue::Mode(_))
    })
}

/// "Buses depart from the central bus station for A, daily, and for B", "they depart twice a day for A": whether
/// "for" follows a verb of leaving, with no other place between than such ends.
pub fn departs_for(sentence: &Sentence<'_>, start: usize) -> bool {
    const REACH: usize = 16;
    let clause = sentence
        .clause_at(start)
        .map_or(start, |clause| clause.tokens.start);
    let ahead = clause.max(start.saturating_sub(REACH))..start;
    let starts = |found: &CueMatch| match found.cue {
        Cue::Movement(Movement::Leaving) => true,
        Cue::Role(RoleCue::Start) => sentence.moves(&(clause..found.start), Movement::Carrying),
        _ => false,
    };
    let verb = sentence.cues_in(&ahead).find(|found| starts(found));
    let is_end = |place: &PlaceAt| {
        let before = place.start.saturating_sub(1);
        let has = |role: RoleCue| sentence.token_has_role(before, role);
        place.end <= start && (has(RoleCue::For) || has(RoleCue::From))
    };
    verb.is_some_and(|verb| (verb.end..start).all(|at| sentence.place_at(at).is_none_or(is_end)))
}

/// "Leaving the city without food": nobody leaves it.
pub fn is_left_without(sentence: &Sentence<'_>, start: usize, last: PlaceAt) -> bool {
    sentence.is_mark(start, &["leaving", "left", "leaves", "leave"])
        && sentence.is_mark(last.end, &["without", "cut", "isolated", "besieged"])
}

/// Whether people are named right after a place: "Mariupol residents".
pub fn people_follow(sentence: &Sentence<'_>, last: PlaceAt) -> bool {
    sentence.token_has_role(last.end, RoleCue::ResidentsAfter)
}
