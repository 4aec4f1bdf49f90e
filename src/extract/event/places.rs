//! Where an event is: the places that its words are attached to.

use std::ops::Range;

use super::super::groups::{Group, Role};
use super::super::lexicon::{Cue, CueMatch, Modality, Movement, RoleCue, SpeakerCue};
use super::super::sentence::Sentence;
use super::ground::refers_to_ground;
use super::{Scene, clause_around};
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
        });
    if let Some(there) = refers_to_ground(scene, cue, after.map(|group| group.first_place)) {
        return vec![there];
    }
    // "Parts of", "areas held by", "the last district of": not the whole of what is named.
    let names_part = |from: usize, to: usize| {
        (from.saturating_sub(3)..to).any(|at| sentence.is_mark(at, &PARTS))
    };
    let before = || {
        let index = scene
            .groups
            .iter()
            .rposition(|group| group.end <= cue.start && cue.start - group.end <= BEHIND)?;
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
    let Some(group) = group else {
        return Vec::new();
    };
    let is_part =
        names_part(cue.start, cue.start) || names_part(group.first_place, group.first_place);
    settlements_first(group.places(), scene.mentions)
        .into_iter()
        .filter(|_| !is_part)
        .filter(|place| !names_office(sentence, *place))
        .collect()
}

const PARTS: [&str; 25] = [
    "parts",
    "areas",
    "territory",
    "territories",
    "part",
    "district",
    "suburb",
    "suburbs",
    "quarter",
    "outskirts",
    "neighbourhood",
    "neighborhood",
    "villages",
    "частини",
    "частина",
    "части",
    "часть",
    "районів",
    "району",
    "района",
    "neighborhoods",
    "neighbourhoods",
    "pocket",
    "sliver",
    "districts",
];

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
    let groups: Vec<&Group> = scene
        .groups
        .iter()
        .filter(|group| clause.contains(&group.first_place) && group.role != Role::Residents)
        .collect();
    let attached = groups
        .iter()
        .position(|group| is_attached(sentence, cue, kind, group));
    let first_attached = attached.map(|index| groups[index].first_place);
    if let Some(there) = refers_to_ground(scene, cue, first_attached) {
        return vec![there];
    }
    let is_passive = is_passive(sentence, cue);
    // "Mariupol, where fighting goes on".
    let where_clause = || {
        let relative = (clause.start..cue.start)
            .rev()
            .find(|at| sentence.is_mark(*at, &["where", "де", "где"]))?;
        groups
            .iter()
            .rposition(|group| group.end <= relative && relative - group.end <= 1)
    };
    let before = || {
        groups.iter().rposition(|group| {
            group.end <= cue.start
                && tells_where(sentence, &clause, group)
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
            .filter(|group| tells_where(sentence, &clause, group))
            .filter(|group| group.first_place >= cue.end || group.role == Role::In)
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
        .collect();
    settlements_first(named, scene.mentions)
}

/// Whether a group follows a cue so closely that it says where: "clashes in", «обстріл».
fn is_attached(sentence: &Sentence<'_>, cue: &CueMatch, kind: EventKind, group: &Group) -> bool {
    const CLOSE: usize = 7;
    const CLOSEST: usize = 3;
    if group.first_place < cue.end || group.first_place - cue.end > CLOSE {
        return false;
    }
    let between = cue.end..group.first_place;
    let leads = match group.role {
        Role::From => kind == EventKind::Withdrawal,
        Role::To | Role::Via => between.len() <= CLOSEST,
        _ => true,
    };
    let other_verb = sentence.cues_in(&between).any(|found| {
        matches!(
            found.cue,
            Cue::Speaker(SpeakerCue::Say)
                | Cue::Passage(_)
                | Cue::Movement(Movement::Evacuation | Movement::Leaving | Movement::Carrying)
        )
    });
    leads && !other_verb && !breaks(sentence, between)
}

/// Whether a group names a place where something is, in a clause that may speak of journeys too.
fn tells_where(sentence: &Sentence<'_>, clause: &Range<usize>, group: &Group) -> bool {
    let moves = sentence.cues_in(clause).any(|found| {
        matches!(
            found.cue,
            Cue::Passage(_)
                | Cue::Movement(Movement::Evacuation | Movement::Leaving | Movement::Carrying)
        )
    });
    match group.role {
        Role::In | Role::None => !group.is_chain(),
        Role::From | Role::To | Role::Via | Role::Between => !moves && !group.is_chain(),
        Role::Residents => false,
    }
}

/// "X was shelled", "In X there is fighting": not a place that a clause further ahead names.
fn is_subject_or_place(sentence: &Sentence<'_>, group: &Group, cue: &CueMatch) -> bool {
    const REACH: usize = 10;
    cue.start - group.end <= REACH
        && !(group.end..cue.start).any(|at| sentence.is_mark(at, &[";", ":", ")"]))
}

/// Whether a group continues the list of the one before it.
fn goes_on(sentence: &Sentence<'_>, before: &Group, next: &Group) -> bool {
    const LONGEST: usize = 5;
    next.first_place >= before.end
        && next.first_place - before.end <= LONGEST
        && (before.end..next.first_place).all(|at| {
            sentence.is_mark(at, &[","])
                || sentence.cues.iter().any(|found| {
                    (found.start..found.end).contains(&at)
                        && matches!(
                            found.cue,
                            Cue::Role(
                                RoleCue::And
                                    | RoleCue::In
                                    | RoleCue::Via
                                    | RoleCue::Filler
                                    | RoleCue::Checkpoint
                            )
                        )
                })
        })
}

/// «Через обстріл», "because of the shelling": the cause of what the clause says of its places.
fn is_cause(sentence: &Sentence<'_>, cue: &CueMatch) -> bool {
    const REACH: usize = 4;
    let before = cue.start.saturating_sub(REACH)..cue.start;
    sentence.cues_in(&before).any(|found| {
        found.cue == Cue::Modality(Modality::Cause)
            && sentence.is_mark(
                found.start,
                &[
                    "because",
                    "due",
                    "owing",
                    "через",
                    "из",
                    "внаслідок",
                    "вследствие",
                ],
            )
    })
}

/// "Was shelled", "under siege", «обстріляно»: the place is the subject.
fn is_passive(sentence: &Sentence<'_>, cue: &CueMatch) -> bool {
    const REACH: usize = 2;
    let near = cue.start.saturating_sub(REACH)..cue.start;
    let word = &sentence.words[cue.start];
    let is_participle = word.ends_with("ed") || word.ends_with("но");
    sentence.is_mark(cue.start.saturating_sub(1), &LED_INTO)
        || sentence.is_mark(cue.start, &LED_INTO)
        || is_participle
            && (!word.is_ascii() || near.into_iter().any(|at| sentence.is_mark(at, &BE)))
}

const BE: [&str; 6] = ["was", "were", "been", "being", "is", "are"];
const LED_INTO: [&str; 7] = [
    "under",
    "came",
    "під",
    "под",
    "зазнав",
    "зазнала",
    "зазнали",
];

/// "Darfur governor X": the place belongs to the office, not to what happens.
pub fn names_office(sentence: &Sentence<'_>, mention: usize) -> bool {
    sentence
        .places
        .iter()
        .filter(|place| place.mention == mention)
        .any(|place| {
            let is_title = |at: usize| {
                sentence
                    .words
                    .get(at)
                    .is_some_and(|word| OFFICES.iter().any(|office| word.starts_with(office)))
            };
            let before = place.start.checked_sub(1);
            let with_of = place
                .start
                .checked_sub(2)
                .filter(|at| sentence.is_mark(at + 1, &["of", "the"]));
            is_title(place.end)
                || (super::super::groups::is_area_word(
                    sentence.words.get(place.end).unwrap_or_default(),
                ) && is_title(place.end + 1))
                || before.is_some_and(is_title)
                || with_of.is_some_and(is_title)
                || (sentence.is_mark(place.end, &["'", "’", "'s", "’s"]) && is_title(place.end + 1))
        })
}

const OFFICES: [&str; 16] = [
    "governor",
    "mayor",
    "spokes",
    "мер",
    "мера",
    "мэр",
    "губернатор",
    "очільни",
    "голова",
    "глава",
    "главы",
    "голови",
    "administration",
    "council",
    "ова",
    "military",
];

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

/// Whether a place is a town or a part of one.
pub fn is_settlement(kind: PlaceKind) -> bool {
    matches!(kind, PlaceKind::PopulatedPlace | PlaceKind::District)
}

fn is_point(kind: PlaceKind) -> bool {
    matches!(
        kind,
        PlaceKind::PopulatedPlace | PlaceKind::District | PlaceKind::Feature
    )
}

/// What kind of place a mention is.
pub fn kind_of(mentions: &[Mention], mention: usize) -> Option<PlaceKind> {
    mentions
        .get(mention)?
        .place
        .as_ref()
        .map(|place| place.kind)
}

/// Whether a mark parts some tokens.
pub fn breaks(sentence: &Sentence<'_>, tokens: Range<usize>) -> bool {
    tokens
        .into_iter()
        .any(|at| sentence.is_mark(at, &[",", ";", ":", "—", "–", "”", "»"]))
}
