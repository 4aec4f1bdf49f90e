//! What a group of places adds to the passage that is being gathered.

use super::group::{Group, Role};
use super::item::{Item, same_name};
use crate::extract::annotate::Sentence;
use crate::extract::words::{ClosedSet, Cue, Movement, Passage, RoleCue};
use crate::report::TokenKind;

pub fn add(sentence: &Sentence<'_>, item: &mut Item, group: &Group, last: Option<&Group>) {
    if group.is_chain() {
        add_chain(sentence, item, group);
        return;
    }
    let places = group.places();
    item.starts_there |= group.starts_there;
    match group.role {
        Role::From if group.continues => item.from.extend(places),
        Role::From if !item.from.is_empty() => {
            item.residents.clear();
            // Vehicles left one place to fetch people at another: people go the way back.
            item.to = std::mem::replace(&mut item.from, places);
        }
        Role::From => {
            let come_for_residents = item.to.is_empty()
                && !item.residents.is_empty()
                && sentence.moves(&(0..group.start), Movement::Fetching);
            if come_for_residents {
                // «Автобусы за жителями Изюма выехали из Лозовой».
                item.from = std::mem::take(&mut item.residents);
                item.to = places;
            } else if item.to.is_empty() && !item.residents.is_empty() && departs(sentence, group) {
                // People of one place leave another: it lies on their way.
                let is_known = |place: &usize| {
                    item.residents.contains(place) || sentence.refers_back_to(*place)
                };
                if !places.iter().all(is_known) {
                    item.via.extend(places);
                }
                item.from = std::mem::take(&mut item.residents);
            } else {
                item.from = places;
            }
        }
        Role::To if item.is_chain => item.via.extend(places),
        Role::To if fetches(sentence, item, group, last) => {
            // Buses leave one place to fetch people at others: people go the way back.
            item.to = std::mem::replace(&mut item.from, places);
        }
        Role::To if item.is_for_beneficiary => {
            item.is_for_beneficiary = group.is_beneficiary;
            item.located.append(&mut item.to);
            item.to = places;
        }
        Role::To if !item.to.is_empty() && group.is_beneficiary => item.located.extend(places),
        Role::To if !item.to.is_empty() => {
            let passed = std::mem::replace(&mut item.to, places);
            item.via.extend(passed);
        }
        Role::To => {
            // "Borodianka to Zhytomyr": the name right before the word is the origin.
            let right_before = last
                .filter(|last| last.role == Role::None && last.end == group.start)
                .filter(|_| !is_verb(sentence, group.start));
            if let (Some(last), true) = (right_before, item.origins().is_empty()) {
                item.from = last.places();
                item.located.retain(|place| !item.from.contains(place));
            }
            item.to = places;
            item.is_for_beneficiary = group.is_beneficiary;
        }
        Role::Via => item.via.extend(places),
        Role::Residents if comes_for(sentence, item, group, last) => {
            // "Buses left Mykolaiv to collect residents of Kherson".
            item.to = std::mem::take(&mut item.from);
            item.residents.extend(places);
        }
        Role::Residents if !item.from.is_empty() && stays_apart(sentence, group, last) => {
            item.located.extend(places);
        }
        Role::Residents => {
            if !item.from.is_empty() && names_area(sentence, &item.from) {
                // "From the district of A residents of B and C are taken": they start in B and C.
                item.located.append(&mut item.from);
            }
            item.residents.extend(places);
        }
        Role::Between => match &places[..] {
            // "No stops are advised between A and B".
            [one, other] if item.is_empty() && !speaks_of_stops(sentence, group) => {
                item.from = vec![*one];
                item.to = vec![*other];
            }
            _ => item.located.extend(places),
        },
        Role::In => item.located.extend(places),
        Role::None => add_unmarked(sentence, item, group, last),
    }
}

/// "The evacuation from A failed; people in B were waiting": whether people are spoken of in a clause of their own
/// in which nobody moves.
pub fn stays_apart(sentence: &Sentence<'_>, group: &Group, last: Option<&Group>) -> bool {
    let is_mark = |at: &usize| sentence.is_mark(*at, &[";", ",", ":", "–", "—", "."]);
    let before = last.map_or(0, |last| last.end)..group.start;
    let Some(start) = before.rev().find(is_mark) else {
        return false;
    };
    let end = (group.end..sentence.tokens.len()).find(is_mark);
    let clause = start..end.unwrap_or(sentence.tokens.len());
    let moves = |movement: Movement| sentence.moves(&clause, movement);
    let names_passage = sentence
        .cues_in(&clause)
        .any(|found| matches!(found.cue, Cue::Passage(_)));
    let any_moves = [
        Movement::Evacuation,
        Movement::Leaving,
        Movement::Carrying,
        Movement::Fetching,
        Movement::Going,
    ];
    !names_passage && !any_moves.into_iter().any(moves)
}

/// Whether places are districts or communities by the last word of their names.
fn names_area(sentence: &Sentence<'_>, mentions: &[usize]) -> bool {
    let mut named = sentence.places.iter();
    named.any(|place| {
        mentions.contains(&place.mention)
            && sentence.is_one_of(place.end.saturating_sub(1), ClosedSet::AreaWord)
    })
}

fn speaks_of_stops(sentence: &Sentence<'_>, group: &Group) -> bool {
    const REACH: usize = 6;
    (group.start.saturating_sub(REACH)..group.start)
        .any(|at| sentence.token_has_role(at, RoleCue::Stops))
}

/// «Колонна МЧС России прибыла в Донецк»: whose column it is says nothing of where it came from.
fn is_verb(sentence: &Sentence<'_>, at: usize) -> bool {
    let mut cues = sentence.cues.iter();
    cues.any(|found| found.start == at && matches!(found.cue, Cue::Status(_)))
}

fn comes_for(sentence: &Sentence<'_>, item: &Item, group: &Group, last: Option<&Group>) -> bool {
    let after_last = last.map_or(0, |last| last.end)..group.first_place;
    !item.from.is_empty() && item.to.is_empty() && sentence.moves(&after_last, Movement::Fetching)
}

fn fetches(sentence: &Sentence<'_>, item: &Item, group: &Group, last: Option<&Group>) -> bool {
    let after_last = last.map_or(0, |last| last.end)..group.start;
    !item.from.is_empty() && item.to.is_empty() && sentence.moves(&after_last, Movement::Fetching)
}

/// A list without a role word: the stops of a "line" or "route", or nothing but places.
fn add_unmarked(sentence: &Sentence<'_>, item: &mut Item, group: &Group, last: Option<&Group>) {
    let places = group.places();
    if item.is_chain
        && let [from, via @ .., to] = &places[..]
        && item
            .from
            .iter()
            .any(|known| same_name(sentence, *known, *from))
        && item.to.iter().any(|known| same_name(sentence, *known, *to))
    {
        // "Lebedyn – Poltava (Lebedyn, Shtepivka, …, Poltava)": the brackets spell the way out.
        item.via = via.to_vec();
        return;
    }
    let after_route_word = group.start > 0 && is_route_word_before(sentence, group.start);
    if let ([via @ .., to], true) = (
        &places[..],
        places.len() > 1 && item.to.is_empty() && spells_way_out(sentence, item, group, last),
    ) {
        item.via = via.to_vec();
        item.to = vec![*to];
        return;
    }
    match (&places[..], after_route_word) {
        ([from, via @ .., to], true) if !via.is_empty() => {
            item.from = vec![*from];
            item.via = via.to_vec();
            item.to = vec![*to];
        }
        _ => item.located.extend(places),
    }
}

/// "Route from A: B, C, D": the list behind the colon goes on from the one origin right before it.
/// "About ways out of A and B, and about five places: C, D" does not.
fn spells_way_out(
    sentence: &Sentence<'_>,
    item: &Item,
    group: &Group,
    last: Option<&Group>,
) -> bool {
    let goes_on = last.is_some_and(|last| {
        let between = last.end..group.start.saturating_sub(1);
        last.places() == item.from
            && !between.clone().any(|at| sentence.is_mark(at, &[",", ";"]))
            && !between
                .clone()
                .any(|at| sentence.token_has_role(at, RoleCue::And))
    });
    item.from.len() == 1
        && goes_on
        && group.start > 0
        && sentence.is_mark(group.start - 1, &[":"])
        && sentence.cues_in(&(0..group.start)).any(|found| {
            matches!(
                found.cue,
                Cue::Passage(Passage::General | Passage::Humanitarian)
            )
        })
}

/// "Route: A, B, C", «маршрут № 1 — А, Б, В», "No. 2 – D, E, F".
fn is_route_word_before(sentence: &Sentence<'_>, start: usize) -> bool {
    let mut at = start;
    let mut is_numbered = false;
    while at > 0 {
        let names_route = sentence.cues.iter().any(|found| {
            found.end == at
                && matches!(
                    found.cue,
                    Cue::Passage(Passage::General | Passage::Humanitarian)
                )
        });
        if names_route {
            return true;
        }
        let before = at - 1;
        let is_number = sentence
            .tokens
            .get(before)
            .is_some_and(|token| token.kind == TokenKind::Number);
        is_numbered |= sentence.is_mark(before, &["№"]);
        let is_count = is_number
            || sentence.is_mark(before, &["№", ":", "–", "—", "-", ".", ")", "("])
            || sentence.token_has_role(before, RoleCue::Filler);
        if !is_count {
            break;
        }
        at = before;
    }
    is_numbered
}

fn add_chain(sentence: &Sentence<'_>, item: &mut Item, group: &Group) {
    if let [from, via @ .., to] = &group.stops[..] {
        let is_end = |stop: &usize| item.to.iter().any(|end| same_name(sentence, *end, *stop));
        let is_start = |stop: &usize| {
            item.from
                .iter()
                .any(|start| same_name(sentence, *start, *stop))
        };
        if !item.is_chain && !item.from.is_empty() && to.iter().any(is_end) {
            // "From A to B (C/D – E – B)": the brackets spell the way out.
            let stops = from.iter().chain(via.iter().flatten());
            let stops: Vec<usize> = stops.copied().filter(|stop| !is_start(stop)).collect();
            item.via = stops;
            return;
        }
        if group.role == Role::Via && !item.from.is_empty() && !item.to.is_empty() {
            item.via.extend(group.places());
            return;
        }
        // A longer chain after a shorter one spells it out.
        let is_longer = via.len() >= item.via.len();
        if !item.is_chain || is_longer {
            item.from = from.clone();
            item.via = via.concat();
            item.to = to.clone();
            item.residents.clear();
        }
        item.is_chain = true;
    }
}

/// Whether a verb of leaving stands before an origin ("left Vasylivka", «виїхала з Василівки»).
fn departs(sentence: &Sentence<'_>, group: &Group) -> bool {
    const REACH: usize = 3;
    let before = group.first_place.saturating_sub(REACH)..group.first_place;
    sentence.cues_in(&before).any(|found| {
        matches!(
            found.cue,
            Cue::Movement(Movement::Leaving) | Cue::Status(crate::model::Status::Open)
        )
    })
}
