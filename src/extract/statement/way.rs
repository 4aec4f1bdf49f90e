//! The places on the way of a passage: where it is held, what it crosses, its stops, and ways that
//! the sentences around it tell.

use super::ends::refs_in;
use crate::extract::annotate::Sentence;
use crate::extract::discourse::{Heard, Memory, WayAhead, give, speaks_of_passage};
use crate::extract::places::{Group, Item, Role, changes_vehicles, is_passed, ordinal};
use crate::extract::words::{Cue, Modality, RoleCue, TimeCue};
use crate::model::{PlaceKind, PlaceRef, Quote, Status};

/// The way that a sentence tells of its own passage, or that was told right before.
pub fn way_of(
    memory: &mut Memory<'_>,
    heard: &Heard<'_>,
    item: &Item,
    has_ends: bool,
    context: &mut Vec<Quote>,
) -> Vec<PlaceRef> {
    let sentence = heard.sentence;
    let mut way = item.via.clone();
    if has_ends {
        let held = held_at(memory, sentence, item, &item.located);
        if !held.is_empty() {
            way.extend(held);
            way.sort_by_key(|stop| position(sentence, *stop));
        }
    }
    let way = refs_in(memory, heard, item, &way);
    if !way.is_empty() {
        return way;
    }
    let way = take_way_ahead(memory, heard);
    context.extend(memory.told.naming(&way));
    way
}

/// Which of some places a passage is held at or crosses.
fn held_at(
    memory: &Memory<'_>,
    sentence: &Sentence<'_>,
    item: &Item,
    located: &[usize],
) -> Vec<usize> {
    let is_end = |mention: &usize| item.origins().contains(mention) || item.to.contains(mention);
    let is_spot = |mention: &usize| {
        let place = memory
            .mentions
            .get(*mention)
            .and_then(|known| known.place.as_ref());
        !place.is_some_and(|place| {
            matches!(
                place.kind,
                PlaceKind::Country | PlaceKind::Admin1 | PlaceKind::Admin2 | PlaceKind::Region
            )
        })
    };
    sentence
        .places
        .iter()
        .filter(|place| located.contains(&place.mention) && !place.refers_back)
        .filter(|place| is_passed(sentence, **place))
        .map(|place| place.mention)
        .filter(|mention| !is_end(mention) && is_spot(mention))
        .collect()
}

/// The way told before, if this sentence takes it.
fn take_way_ahead(memory: &mut Memory<'_>, heard: &Heard<'_>) -> Vec<PlaceRef> {
    /// How many sentences it may be ahead.
    const REACH: usize = 2;
    let Some(ahead) = memory.way_ahead.clone() else {
        return Vec::new();
    };
    let is_near = ahead.paragraph == memory.paragraph && heard.index - ahead.sentence <= REACH;
    let refers = || {
        (0..heard.sentence.tokens.len())
            .any(|at| heard.sentence.token_has_role(at, RoleCue::ThisWay))
    };
    if !is_near || ahead.is_object && !refers() {
        return Vec::new();
    }
    memory.way_ahead = None;
    ahead.stops
}

/// "Stops: A, B, C", a line or a sentence of its own. Says whether there was a passage for it.
pub fn add_stops(memory: &mut Memory<'_>, heard: &Heard<'_>) -> bool {
    let places: Vec<usize> = heard.groups.iter().flat_map(Group::places).collect();
    let way = memory.refs(&places);
    let Some(last) = memory.drafts.0.last().map(|draft| draft.sentence) else {
        return false;
    };
    let stated_last = |draft: &&mut crate::extract::discourse::Draft| draft.sentence == last;
    for draft in memory.drafts.0.iter_mut().filter(stated_last) {
        give(&mut draft.corridor, &way, &heard.source.quote);
    }
    true
}

/// A sentence without ends of its own that says where the passages before it are held, or that
/// tells a way before the passage which takes it.
pub fn complete_way(memory: &mut Memory<'_>, heard: &Heard<'_>, items: &[Item]) {
    const REACH: usize = 2;
    let sentence = heard.sentence;
    let has_ends = items
        .iter()
        .any(|item| !item.origins().is_empty() || !item.to.is_empty());
    if has_ends || sentence.has(Cue::Modality(Modality::Promise)) {
        return;
    }
    let last = memory.drafts.0.last().map(|draft| draft.sentence);
    let located: Vec<usize> = items.iter().flat_map(|item| item.located.clone()).collect();
    if let Some(last) = last
        && heard.index > last
        && heard.index - last <= REACH
        && (speaks_of_passage(sentence) || changes_vehicles(sentence))
        && !sentence.has(Cue::Time(TimeCue::Earlier))
    {
        let held = held_in_turn(memory, sentence, &located);
        give_held(memory, last, &held, &heard.source.quote);
    }
    note_way_ahead(memory, heard, items, &located);
}

/// Where passages are held, each with the number of its passage if the sentence counts them.
fn held_in_turn(
    memory: &Memory<'_>,
    sentence: &Sentence<'_>,
    located: &[usize],
) -> Vec<(Option<u32>, usize)> {
    let nobody = Item::default();
    let held = held_at(memory, sentence, &nobody, located);
    let is_stuck = sentence.has(Cue::Status(Status::Blocked));
    sentence
        .places
        .iter()
        .filter(|place| located.contains(&place.mention))
        .filter_map(|place| {
            let number = ordinal(sentence, *place);
            let counts = is_stuck && number.is_some();
            (counts || held.contains(&place.mention)).then_some((number, place.mention))
        })
        .collect()
}

fn give_held(memory: &mut Memory<'_>, last: usize, held: &[(Option<u32>, usize)], quote: &Quote) {
    let stated: Vec<usize> = (0..memory.drafts.0.len())
        .filter(|index| memory.drafts.0[*index].sentence == last)
        .collect();
    let counts = stated.len() > 1 && held.iter().any(|(number, _)| number.is_some());
    for (turn, index) in stated.iter().enumerate() {
        let is_meant = |number: &Option<u32>| !counts || *number == Some(turn as u32 + 1);
        let stops: Vec<usize> = held
            .iter()
            .filter(|(number, _)| is_meant(number))
            .map(|(_, stop)| *stop)
            .collect();
        let stops = memory.refs(&stops);
        let corridor = &mut memory.drafts.0[*index].corridor;
        let has_ends = !corridor.to.is_empty() || corridor.status == Status::Blocked;
        if has_ends && !corridor.from.is_empty() {
            give(corridor, &stops, quote);
        }
    }
}

fn note_way_ahead(memory: &mut Memory<'_>, heard: &Heard<'_>, items: &[Item], located: &[usize]) {
    let sentence = heard.sentence;
    let names_passage = sentence.names_passage()
        || (0..sentence.tokens.len()).any(|at| sentence.token_has_role(at, RoleCue::Road));
    if !names_passage {
        return;
    }
    let told: Vec<usize> = items.iter().flat_map(|item| item.via.clone()).collect();
    let is_object = told.is_empty();
    let stops = if is_object {
        let is_road = |mention: &usize| {
            heard.groups.iter().any(|group| {
                group.role == Role::None
                    && group.places() == [*mention]
                    && group.first_place > 0
                    && sentence.token_has_role(group.first_place - 1, RoleCue::Road)
            })
        };
        located.iter().copied().filter(is_road).collect()
    } else {
        told
    };
    if stops.is_empty() {
        return;
    }
    memory.way_ahead = Some(WayAhead {
        stops: memory.refs(&stops),
        sentence: heard.index,
        paragraph: memory.paragraph,
        is_object,
    });
}

/// Where a mention stands in its sentence.
fn position(sentence: &Sentence<'_>, mention: usize) -> usize {
    let mut places = sentence.places.iter();
    let at = places.find(|place| place.mention == mention);
    at.map_or(usize::MAX, |place| place.start)
}
