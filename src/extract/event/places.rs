//! Where an event is: the places that its words are attached to.

use std::ops::Range;

use super::attach::{
    breaks, explains, goes_on, is_attached, is_cause, is_passive, is_subject_or_place, is_taker,
    leads_on, relative_at, takes_object, tells_where,
};
use super::background::{is_dateline, is_of_talks, names_office};
use super::kinds::{is_point, kind_of};
use super::on_ground::{goes_on_here, refers_to_ground};
use super::scene::{Scene, clause_around};
use crate::extract::annotate::Sentence;
use crate::extract::places::{Group, Role};
use crate::extract::words::{ClosedSet, CueMatch, Movement};
use crate::model::{EventKind, Mention, PlaceKind};

/// The mentions that a cue of fighting speaks of.
pub fn of_event(scene: &Scene<'_>, cue: &CueMatch, kind: EventKind) -> Vec<usize> {
    match kind {
        EventKind::Siege | EventKind::Occupation | EventKind::Liberation => beside(scene, cue),
        _ => around(scene, cue, kind),
    }
}

/// Words such as "besieged" belong to the name beside them.
pub fn beside(scene: &Scene<'_>, cue: &CueMatch) -> Vec<usize> {
    const BESIDE: usize = 7;
    const BEHIND: usize = 8;
    let sentence = scene.sentence;
    let clause = clause_around(sentence, cue.start);
    let in_clause = |group: &&Group| clause.contains(&group.first_place);
    let after = scene
        .groups
        .iter()
        .filter(in_clause)
        .find(|group| group.first_place >= cue.end)
        .filter(|group| {
            group.first_place - cue.end <= BESIDE
                && !breaks(sentence, cue.end..group.first_place)
                && (group.role != Role::To || group.first_place - cue.end <= 2)
                // "The blockaded city from Zaporizhzhia"; not "from besieged Mariupol".
                && (group.role != Role::From || group.start < cue.end)
        });
    if let Some(there) = refers_to_ground(scene, cue, after.map(|group| group.first_place)) {
        return vec![there];
    }
    // "Parts of", "areas held by", "the last district of": not the whole of what is named.
    let names_part = |from: usize, to: usize| {
        (from.saturating_sub(3)..to).any(|at| sentence.is_one_of(at, ClosedSet::PartOfPlace))
    };
    let before = || {
        if takes_object(sentence, cue) {
            return None;
        }
        let index = scene
            .groups
            .iter()
            .rposition(|group| group.end <= cue.start && cue.start - group.end <= BEHIND)?;
        let role = scene.groups[index].role;
        // "Hospitals in X remain blocked": not X.
        let remains = sentence.is_one_of(cue.start, ClosedSet::Remains);
        let is_way = matches!(role, Role::From | Role::Via) || remains && role == Role::In;
        // "From Melitopol, a city that the army has seized"; not "the road from X is blocked".
        let explained = (scene.groups[index].first_place..cue.start).any(|at| {
            sentence.is_mark(at, &[","]) || sentence.is_one_of(at, ClosedSet::RelativeOfHolder)
        });
        if is_way && !explained {
            return None;
        }
        scene
            .groups
            .get(head_of_apposition(sentence, scene.groups, index))
    };
    let group = match after {
        Some(after) if is_passive(sentence, cue) => before()
            .filter(|group| cue.start - group.end.min(cue.start) <= 3)
            .or(Some(after)),
        Some(after) => Some(after),
        None => before(),
    };
    let Some(group) = group.filter(|group| !is_dateline(sentence, group.first_place)) else {
        return Vec::new();
    };
    let is_part =
        names_part(cue.start, cue.start) || names_part(group.first_place, group.first_place);
    settlements_first(group.places(), scene.mentions)
        .into_iter()
        .filter(|_| !is_part)
        .filter(|place| !names_office(sentence, *place))
        .filter(|place| !is_of_talks(sentence, *place))
        .collect()
}

/// "Ganfouda, the last district of Benghazi that it besieges": the name that the comma explains.
fn head_of_apposition(sentence: &Sentence<'_>, groups: &[Group], index: usize) -> usize {
    let explains = |head: &Group, named: &Group| {
        sentence.is_mark(head.end, &[","])
            && sentence.is_mark(head.end + 1, &["the", "a", "an", "its"])
            && (head.end + 1..named.first_place).any(|at| sentence.is_mark(at, &["of", "in"]))
            && !breaks(sentence, head.end + 1..named.first_place)
    };
    match (
        index.checked_sub(1).and_then(|head| groups.get(head)),
        groups.get(index),
    ) {
        (Some(head), Some(named)) if explains(head, named) => index - 1,
        _ => index,
    }
}

/// Words such as "fighting" belong to what follows them closely, else to what their clause says
/// where it is.
fn around(scene: &Scene<'_>, cue: &CueMatch, kind: EventKind) -> Vec<usize> {
    let sentence = scene.sentence;
    let clause = clause_around(sentence, cue.start);
    let found = within_clause(scene, cue, kind, &clause);
    if !found.is_empty() {
        return found;
    }
    if let Some(label) = label(scene).filter(|label| label.end < cue.start) {
        return settlements_first(label.places(), scene.mentions);
    }
    let mut groups = scene.groups.iter();
    if groups.any(|group| clause.contains(&group.first_place)) {
        return found;
    }
    // "X is held by the enemy after a night of fighting".
    let follows = clause.start.checked_sub(1);
    if follows.is_some_and(|at| sentence.is_one_of(at, ClosedSet::After)) {
        let before = clause_around(sentence, clause.start.saturating_sub(2)).start;
        return within_clause(scene, cue, kind, &(before..clause.end));
    }
    goes_on_here(scene, cue).into_iter().collect()
}

/// "Popasna – fighting in every street", «Попасна: тривають бої»: the place that opens a line and
/// that the rest of the line is about.
fn label<'a>(scene: &Scene<'a>) -> Option<&'a Group> {
    let sentence = scene.sentence;
    let first = scene.groups.first().filter(|group| !group.is_chain())?;
    let opens = (0..first.first_place).all(|at| !sentence.is_word(at));
    let is_alone = scene.groups.len() == 1;
    (opens && is_alone && sentence.is_mark(first.end, &[":", "–", "—", "-"])).then_some(first)
}

fn within_clause(
    scene: &Scene<'_>,
    cue: &CueMatch,
    kind: EventKind,
    clause: &Range<usize>,
) -> Vec<usize> {
    let sentence = scene.sentence;
    let groups: Vec<&Group> = scene
        .groups
        .iter()
        .filter(|group| clause.contains(&group.first_place))
        .filter(|group| group.role != Role::Residents || stays_under(sentence, cue, clause))
        .filter(|group| !is_dateline(sentence, group.first_place))
        .collect();
    let attached = groups
        .iter()
        .position(|group| is_attached(sentence, cue, kind, group));
    let first_attached = attached.map(|index| groups[index].first_place);
    if let Some(there) = refers_to_ground(scene, cue, first_attached) {
        return vec![there];
    }
    let is_passive = is_passive(sentence, cue);
    let is_of_residents = |group: &Group| group.role == Role::Residents;
    // "Mariupol, where fighting goes on".
    let where_clause = || {
        let relative = (clause.start..cue.start)
            .rev()
            .find_map(|at| relative_at(sentence, at))?;
        groups
            .iter()
            .rposition(|group| group.end <= relative && explains(sentence, group.end, relative))
    };
    let before = || {
        groups.iter().rposition(|group| {
            group.end <= cue.start
                && (tells_where(sentence, clause, group, kind) || is_of_residents(group))
                && !is_taker(sentence, group.end)
                && is_subject_or_place(sentence, group, cue)
        })
    };
    let first = if is_passive {
        before().or(attached).or_else(where_clause)
    } else {
        attached.or_else(where_clause).or_else(before)
    };
    let places: Vec<usize> = match first {
        Some(first) if groups[first].first_place >= cue.end => groups[first..]
            .iter()
            .enumerate()
            .take_while(|(offset, group)| {
                *offset == 0 || goes_on(sentence, groups[first + offset - 1], group)
            })
            .flat_map(|(_, group)| group.places())
            .collect(),
        Some(first) => (0..=first)
            .rev()
            .take_while(|at| *at == first || goes_on(sentence, groups[*at], groups[*at + 1]))
            .flat_map(|at| groups[at].places())
            .collect(),
        None if is_cause(sentence, cue) => groups
            .iter()
            .filter(|group| group.role != Role::To)
            .flat_map(|group| group.places())
            .collect(),
        None => groups
            .iter()
            .filter(|group| tells_where(sentence, clause, group, kind))
            .filter(|group| group.first_place >= cue.end || group.role == Role::In)
            .filter(|group| group.end <= cue.start || !leads_on(sentence, cue))
            .flat_map(|group| group.places())
            .collect(),
    };
    // An attack on a whole country is no event at a place.
    if first.is_some_and(|first| {
        groups[first]
            .places()
            .iter()
            .all(|place| kind_of(scene.mentions, *place) == Some(PlaceKind::Country))
    }) {
        return Vec::new();
    }
    let named: Vec<usize> = places
        .into_iter()
        .filter(|place| !names_office(sentence, *place))
        .filter(|place| !is_of_talks(sentence, *place))
        .collect();
    settlements_first(named, scene.mentions)
}

/// "Residents of X wait under shelling": they are in it, unless somebody comes for them.
fn stays_under(sentence: &Sentence<'_>, cue: &CueMatch, clause: &Range<usize>) -> bool {
    let comes = |movement: Movement| sentence.moves(clause, movement);
    is_passive(sentence, cue) && !comes(Movement::Fetching) && !comes(Movement::Carrying)
}

/// Settlements where there are any, else areas; never whole countries.
fn settlements_first(places: Vec<usize>, mentions: &[Mention]) -> Vec<usize> {
    let of_kind = |wanted: fn(PlaceKind) -> bool| -> Vec<usize> {
        places
            .iter()
            .copied()
            .filter(|place| kind_of(mentions, *place).is_some_and(wanted))
            .collect()
    };
    let settlements = of_kind(is_point);
    if settlements.is_empty() {
        of_kind(|kind| {
            matches!(
                kind,
                PlaceKind::Admin1 | PlaceKind::Admin2 | PlaceKind::Region
            )
        })
    } else {
        settlements
    }
}
