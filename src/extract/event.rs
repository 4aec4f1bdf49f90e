//! Fighting and movements of forces, and who holds a place.

use std::ops::Range;

use super::groups::{Group, Role};
use super::lexicon::{Cue, Modality, Party, RoleCue};
use super::sentence::Sentence;
use crate::model::{
    ControlClaim, ControlTier, Event, EventKind, Mention, PlaceKind, PlaceRef, Quote,
};

/// "has not yet seen any fighting": how many tokens before a word its negation may begin.
const NEGATION_REACH: usize = 4;

/// What every statement of a sentence shares.
#[derive(Debug, Clone)]
pub struct Source {
    /// The sentence as a quote.
    pub quote: Quote,
    /// Who says so.
    pub speaker: Option<String>,
}

/// Whether a sentence may report fighting or who holds a place.
pub fn reports(sentence: &Sentence<'_>) -> bool {
    sentence
        .cues
        .iter()
        .any(|found| matches!(found.cue, Cue::Fighting(_) | Cue::Control(_)))
}

/// The events that a sentence reports.
pub fn events(
    sentence: &Sentence<'_>,
    groups: &[Group],
    mentions: &[Mention],
    source: &Source,
) -> Vec<Event> {
    let mut found: Vec<Event> = Vec::new();
    for cue in &sentence.cues {
        let Cue::Fighting(kind) = cue.cue else {
            continue;
        };
        // Not every withdrawal is one of troops.
        let needs_forces = matches!(kind, EventKind::Withdrawal | EventKind::Advance);
        if sentence.is_negated(cue.start, NEGATION_REACH)
            || (needs_forces && !sentence.has(Cue::Forces))
        {
            continue;
        }
        for mention in places_of(
            sentence,
            groups,
            mentions,
            cue.start,
            cue.end,
            describes_a_place(kind),
        ) {
            let Some(place) = place_ref(mentions, mention) else {
                continue;
            };
            if found
                .iter()
                .any(|event| event.kind == kind && event.place.place.id == place.place.id)
            {
                continue;
            }
            let hedged = sentence.has(Cue::Modality(Modality::Hedge));
            found.push(Event {
                kind,
                place,
                acled: kind.acled().to_owned(),
                by: source.speaker.clone(),
                quote: source.quote.clone(),
                confidence: if hedged { 0.6 } else { 0.8 },
            });
        }
    }
    found
}

/// The claims of control that a sentence makes. Parties are known for places in Ukraine only.
pub fn control(
    sentence: &Sentence<'_>,
    groups: &[Group],
    mentions: &[Mention],
    source: &Source,
) -> Vec<ControlClaim> {
    let mut found: Vec<ControlClaim> = Vec::new();
    for cue in &sentence.cues {
        let party = match cue.cue {
            Cue::Control(party) => party,
            _ => continue,
        };
        if sentence.is_negated(cue.start, NEGATION_REACH) {
            continue;
        }
        for mention in places_of(sentence, groups, mentions, cue.start, cue.end, true) {
            let Some(place) = place_ref(mentions, mention) else {
                continue;
            };
            let is_settlement_of_ukraine = place.place.country.as_deref() == Some("UA")
                && place.place.kind == PlaceKind::PopulatedPlace;
            if !is_settlement_of_ukraine
                || found
                    .iter()
                    .any(|claim| claim.place.place.id == place.place.id)
            {
                continue;
            }
            let party = match party {
                Party::Ukraine => "ukraine",
                Party::Russia => "russia",
            };
            found.push(ControlClaim {
                place,
                party: party.to_owned(),
                tier: ControlTier::Claimed,
                by: source.speaker.clone(),
                quote: source.quote.clone(),
                confidence: 0.7,
            });
        }
    }
    found
}

/// Words such as "besieged" belong to the name beside them; words such as "fighting" to all places
/// of their clause.
fn describes_a_place(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Siege | EventKind::Occupation | EventKind::Liberation
    )
}

/// The mentions that a cue at tokens `start..end` speaks of.
fn places_of(
    sentence: &Sentence<'_>,
    groups: &[Group],
    mentions: &[Mention],
    start: usize,
    end: usize,
    beside_only: bool,
) -> Vec<usize> {
    const BESIDE: usize = 7;
    const BEHIND: usize = 5;
    let clause = clause_around(sentence, start);
    let in_clause = |group: &&Group| clause.contains(&group.first_place);
    let after = groups
        .iter()
        .filter(in_clause)
        .find(|group| group.first_place >= end);
    let before = groups
        .iter()
        .filter(in_clause)
        .rev()
        .find(|group| group.end <= start);
    if beside_only {
        let next = after.filter(|group| {
            group.first_place - end <= BESIDE && !breaks(sentence, end, group.first_place)
        });
        let group = next
            .or(before.filter(|group| start - group.end <= BEHIND))
            .or(before_clause(groups, start));
        return group
            .map(|group| settlements_first(group.places(), mentions))
            .unwrap_or_default();
    }
    // An attack on a whole country is no event at a place.
    let object_is_country = after.is_some_and(|group| {
        group.first_place - end <= 1
            && group
                .places()
                .iter()
                .all(|place| kind_of(mentions, *place) == Some(PlaceKind::Country))
    });
    if object_is_country {
        return Vec::new();
    }
    let places: Vec<usize> = groups
        .iter()
        .filter(in_clause)
        .filter(|group| group.role != Role::Residents)
        .flat_map(Group::places)
        .collect();
    settlements_first(places, mentions)
}

fn before_clause(groups: &[Group], start: usize) -> Option<&Group> {
    const REACH: usize = 8;
    groups
        .iter()
        .rev()
        .find(|group| group.end <= start && start - group.end <= REACH)
}

/// Settlements where there are any, else areas; never whole countries.
fn settlements_first(places: Vec<usize>, mentions: &[Mention]) -> Vec<usize> {
    let is_settlement = |place: &usize| {
        matches!(
            kind_of(mentions, *place),
            Some(PlaceKind::PopulatedPlace | PlaceKind::District | PlaceKind::Feature)
        )
    };
    if places.iter().any(is_settlement) {
        return places.into_iter().filter(is_settlement).collect();
    }
    places
        .into_iter()
        .filter(|place| {
            matches!(
                kind_of(mentions, *place),
                Some(PlaceKind::Admin1 | PlaceKind::Admin2 | PlaceKind::Region)
            )
        })
        .collect()
}

fn kind_of(mentions: &[Mention], mention: usize) -> Option<PlaceKind> {
    mentions
        .get(mention)?
        .place
        .as_ref()
        .map(|place| place.kind)
}

/// The clause that holds a token: between semicolons and words such as "but", "while", "where".
fn clause_around(sentence: &Sentence<'_>, token: usize) -> Range<usize> {
    let is_break = |at: usize| {
        sentence.is_mark(at, &[";"])
            || (sentence.token_has_role(at, RoleCue::ClauseBreak)
                && at > 0
                && !sentence.is_mark(at, &["where"]))
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

fn breaks(sentence: &Sentence<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| sentence.is_mark(at, &[",", ";", ":"]))
}

/// A mention as a reference, where it was placed.
pub fn place_ref(mentions: &[Mention], mention: usize) -> Option<PlaceRef> {
    let mention = mentions.get(mention)?;
    Some(PlaceRef {
        text: mention.text.clone(),
        place: mention.place.as_deref()?.clone(),
    })
}
