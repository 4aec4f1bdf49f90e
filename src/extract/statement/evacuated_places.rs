//! "Evacuation has begun in A": where people are taken away, of which a sentence says no more than that it happens there.

use crate::extract::annotate::Sentence;
use crate::extract::places::{Group, Role};
use crate::extract::words::{ClosedSet, Cue, Movement, RoleCue, SpeakerCue};
use crate::model::{Mention, PlaceKind, kind_of_place};

/// The settlements of a sentence in which it says that an evacuation goes on, is planned, or has come to an end.
pub fn evacuated_places(
    sentence: &Sentence<'_>,
    groups: &[Group],
    mentions: &[Mention],
) -> Vec<usize> {
    let [group] = groups else { return Vec::new() };
    let is_settlement = |mention: &usize| {
        matches!(
            kind_of_place(mentions, *mention),
            Some(PlaceKind::PopulatedPlace | PlaceKind::District | PlaceKind::Admin2)
        )
    };
    let evacuations = sentence.whole().filter(|at| is_evacuation(sentence, *at));
    let mut evacuations = evacuations.filter(|at| {
        let between = if *at < group.start {
            at + 1..group.start
        } else {
            group.end..*at
        };
        tells_how_it_stands(sentence, between, *at)
    });
    let places = group.places();
    let is_there = group.role == Role::In && !group.is_chain() && places.iter().all(is_settlement);
    if is_there && evacuations.next().is_some() {
        places
    } else {
        Vec::new()
    }
}

/// Whether a token is a noun for the evacuation of people, and not the first word for a point, a train or a staff of it.
fn is_evacuation(sentence: &Sentence<'_>, at: usize) -> bool {
    let next = at + 1;
    let goes_on = !sentence.is_word(next)
        || sentence.place_at(next).is_some()
        || is_said_of_it(sentence, next) && !sentence.token_has_role(next, RoleCue::Filler);
    goes_on && sentence.is_one_of(at, ClosedSet::Evacuation)
}

/// Whether a word tells how an evacuation stands, when it happens, or whose it is.
fn is_said_of_it(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.token_has_role(at, RoleCue::Filler)
        || sentence.token_has_role(at, RoleCue::In)
        || sentence.token_has_role(at, RoleCue::ResidentsBefore)
        || sentence.cues_at(at).any(|found| {
            matches!(
                found.cue,
                Cue::Status(_)
                    | Cue::Time(_)
                    | Cue::Modality(_)
                    | Cue::WillMove
                    | Cue::Movement(Movement::People | Movement::Going)
                    | Cue::Speaker(SpeakerCue::Auxiliary)
            )
        })
}

/// Whether nothing but that stands between the evacuation and its place, on either side of which its status is told.
fn tells_how_it_stands(
    sentence: &Sentence<'_>,
    between: std::ops::Range<usize>,
    evacuation: usize,
) -> bool {
    const REACH: usize = 8;
    const BEHIND: usize = 4;
    let around = between.start.min(evacuation)..between.end.max(evacuation) + BEHIND;
    let has_status = sentence
        .cues_in(&around)
        .any(|found| matches!(found.cue, Cue::Status(_)));
    has_status && between.len() <= REACH && between.clone().all(|at| is_said_of_it(sentence, at))
}
