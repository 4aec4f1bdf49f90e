//! A sentence's groups of places gathered into items: one item is one passage.

use std::ops::Range;

use super::further_passage::{counts_others, has_own_number};
use super::group::{Group, Role};
use super::item::{Item, same_name};
use super::item_parts::{add, stays_apart};
use super::onward::{
    also_departs_for, brings_with_it, goes_on_with_them, is_from_there, is_led_on, leads_on_from,
    starts_where_the_last_ended,
};
use super::rows::{groups_in_ways, item_of_row};
use super::sharing::{
    carries_nobody_yet, comes_to_fetch, excepts, goes_back, leads_another_way, leave_area_ahead,
    parts_from, share_destination, take_in, tells_of_a_shut_way, tells_of_another, turn_back,
    waits_in,
};
use crate::extract::annotate::Sentence;
use crate::extract::words::{ClosedSet, Cue, Movement, Passage, RoleCue};

/// The items of a sentence.
pub fn items(sentence: &Sentence<'_>, groups: &[Group]) -> Vec<Item> {
    if let Some(row) = &sentence.table_row {
        let item = item_of_row(sentence, row);
        return item.map_or_else(
            || gather(sentence, &groups_in_ways(groups, row)),
            |item| vec![item],
        );
    }
    if let Some((destinations, rest)) = destinations_ahead(sentence, groups) {
        let mut found = gather(sentence, &rest);
        for item in &mut found {
            if item.to.is_empty() {
                item.to.clone_from(&destinations);
            }
        }
        return found;
    }
    gather(sentence, groups)
}

/// "2,343 people reached Zaporizhzhia: 208 from Mariupol, the rest from Polohy": the destination
/// ahead of the colon is that of all items behind it. In "Four lead to Zaporizhzhia: from Melitopol; Berdyansk" the
/// word for the origin is said once for the list.
fn destinations_ahead(
    sentence: &Sentence<'_>,
    groups: &[Group],
) -> Option<(Vec<usize>, Vec<Group>)> {
    let [first, rest @ ..] = groups else {
        return None;
    };
    let next = rest.first()?;
    let leads = first.role == Role::To
        && next.role == Role::From
        && (first.end..next.start).any(|at| sentence.is_mark(at, &[":"]));
    if !leads {
        return None;
    }
    let mut origins: Vec<Group> = Vec::new();
    for group in rest {
        let heads_part =
            group.role == Role::None && !group.is_chain() && heads_part_of_list(sentence, group);
        match group.role {
            Role::From | Role::In => origins.push(group.clone()),
            Role::None if heads_part => origins.push(Group {
                role: Role::From,
                ..group.clone()
            }),
            // "Tokmak (gathering point: 5 Shevchenko Street)": a remark on the part before it.
            Role::None if is_in_brackets(sentence, group) => {}
            _ => return None,
        }
    }
    Some((first.places(), origins))
}

/// Whether a group begins a part of a list with semicolons, or hardly anything stands before it there.
fn heads_part_of_list(sentence: &Sentence<'_>, group: &Group) -> bool {
    const MOST_WORDS: usize = 3;
    let ahead = (0..group.first_place).rev();
    let words = ahead.take_while(|at| !sentence.is_mark(*at, &[";"]));
    let words: Vec<usize> = words.take(MOST_WORDS + 1).collect();
    words.len() <= MOST_WORDS
        && words.iter().all(|at| sentence.is_word(*at))
        && sentence.is_mark(group.first_place.wrapping_sub(words.len() + 1), &[";"])
}

/// Whether a bracket is open before a group.
fn is_in_brackets(sentence: &Sentence<'_>, group: &Group) -> bool {
    let ahead = (0..group.first_place).rev();
    let mut brackets = ahead.filter(|at| sentence.is_mark(*at, &["(", ")"]));
    brackets
        .next()
        .is_some_and(|at| sentence.is_mark(at, &["("]))
}

fn gather(sentence: &Sentence<'_>, groups: &[Group]) -> Vec<Item> {
    let mut found: Vec<Item> = Vec::new();
    let mut current = Item::default();
    let mut last_group: Option<&Group> = None;
    for (index, group) in groups.iter().enumerate() {
        let between = last_group.map_or(0..group.start, |last| last.end..group.start.max(last.end));
        let is_another_way = leads_another_way(sentence, &current, groups, index);
        if last_group.is_some()
            && (is_another_way || starts_new_item(sentence, &current, last_group, group, &between))
        {
            let boundary = boundary(sentence, &between);
            current.tokens.end = boundary;
            let leads_elsewhere = || {
                group.coordinated && is_joined(sentence, &between)
                    || branches_off(sentence, &current, group, &between)
                    || counts_others(sentence, &current, group, &between)
                    || also_departs_for(sentence, &current, group)
                    || names_another_way(sentence, last_group, group)
                        && !tells_of_a_shut_way(sentence, group)
            };
            let inherits_origin = is_another_way || group.role == Role::To && leads_elsewhere();
            let goes_on_from_there = leads_on_from(sentence, group, &between)
                || is_led_on(sentence, &current, group)
                || (group.role == Role::Via && is_from_there(sentence, &between));
            let next = Item {
                from: if inherits_origin {
                    current.from.clone()
                } else if goes_on_from_there {
                    current.to.clone()
                } else {
                    Vec::new()
                },
                residents: if inherits_origin {
                    current.residents.clone()
                } else {
                    Vec::new()
                },
                tokens: boundary..sentence.tokens.len(),
                first_place: group.first_place,
                ..Item::default()
            };
            found.push(std::mem::replace(&mut current, next));
        }
        if current.is_empty() {
            current.first_place = group.first_place;
        }
        add(sentence, &mut current, group, last_group);
        last_group = Some(group);
    }
    if !current.is_empty() {
        current.tokens.end = sentence.tokens.len();
        found.push(current);
    }
    turn_back(sentence, &mut found);
    starts_where_the_last_ended(sentence, groups, &mut found);
    leave_area_ahead(sentence, &mut found);
    take_in(sentence, &mut found);
    share_destination(sentence, &mut found);
    for item in &mut found {
        if let [city] = item.to[..]
            && item.origins().is_empty()
            && comes_to_fetch(sentence, item, city)
        {
            // "Buses reached Mariupol to take people out".
            item.from = std::mem::take(&mut item.to);
        } else if let ([base], [city]) = (&item.from[..], &item.to[..])
            && base != city
            && carries_nobody_yet(sentence, item, *city)
            && comes_to_fetch(sentence, item, *city)
        {
            // "A column headed from Lozova to Izium to bring out families".
            std::mem::swap(&mut item.from, &mut item.to);
        }
        if item.origins().is_empty() && !item.to.is_empty() {
            // "Trucks that wait in Visoko to drive to Sarajevo".
            let waits = |mention: &usize| waits_in(sentence, *mention);
            item.from = item.located.iter().copied().filter(waits).collect();
        }
    }
    // What stands before a colon is said of all items.
    let head = found
        .first()
        .and_then(|first| colon_before(sentence, first.first_place))
        .map_or(0, |colon| colon + 1);
    if let Some(first) = found.first_mut() {
        first.tokens.start = head;
    }
    for item in &mut found {
        item.head = head;
    }
    found
}

fn starts_new_item(
    sentence: &Sentence<'_>,
    current: &Item,
    last: Option<&Group>,
    group: &Group,
    between: &Range<usize>,
) -> bool {
    if group.role == Role::Residents
        && !current.from.is_empty()
        && stays_apart(sentence, group, last)
    {
        return false;
    }
    // "From A at nine and from B at ten; both go to C": of all of them.
    let is_of_all = between
        .clone()
        .any(|at| sentence.token_has_role(at, RoleCue::Everybody));
    // "17 people out of A; they were driven on to B".
    let goes_on = !current.from.is_empty()
        || !current.residents.is_empty() && goes_on_with_them(sentence, between);
    let completes = group.role == Role::To && current.to.is_empty() && goes_on && !is_of_all;
    if !completes && between.clone().any(|at| sentence.is_mark(at, &[";"])) {
        return true;
    }
    let is_of_them = completes && goes_on_with_them(sentence, between);
    if !is_of_them && tells_of_another(sentence, last, group) || excepts(sentence, current, between)
    {
        return true;
    }
    if goes_back(sentence, between) {
        return true;
    }
    if group.role == Role::Via && is_from_there(sentence, between) {
        return !current.to.is_empty();
    }
    if (group.role == Role::Via && !group.is_chain()) || group.continues {
        return false;
    }
    if current.is_chain || group.is_chain() {
        // "Sumy–Poltava: Sumy – Romny – Poltava" and "residents of A: the road A – B" stay one.
        let places = group.places();
        let known: Vec<usize> = [
            &current.from[..],
            &current.via,
            &current.to,
            &current.residents,
        ]
        .concat();
        let same = known.iter().any(|known| {
            places
                .iter()
                .any(|place| same_name(sentence, *known, *place))
        });
        let only_located = known.is_empty();
        if current.is_chain && group.is_chain() && parts_from(sentence, current, group) {
            return true;
        }
        if group.role == Role::To && last.is_some_and(|last| last.role == Role::Via) {
            // "A – B: through C and on to D".
            return false;
        }
        return !(same || only_located)
            || (group.role != Role::None && !same && current.is_chain && group.role != Role::Via);
    }
    match group.role {
        Role::From => {
            let ends = if current.from.is_empty() {
                &current.to
            } else {
                &current.from
            };
            // "Vans came from A to fetch people from B", and not "B: to fetch people from C, from D".
            let origins = sentence.places.iter();
            let origins = origins.filter(|place| ends.contains(&place.mention));
            let since = origins.map(|place| place.end).max();
            let since = since.unwrap_or(current.first_place)..group.start;
            let fetches = sentence.moves(&since, Movement::Fetching);
            let counts_on = current.to.is_empty()
                && !current.residents.is_empty()
                && between.clone().any(|at| sentence.is_mark(at, &[",", ";"]));
            let counts_apart = !current.to.is_empty()
                && current.from.is_empty()
                && has_own_number(sentence, between)
                && !brings_with_it(sentence, between);
            counts_apart
                || counts_on
                || (!current.from.is_empty() && !fetches)
                || (!current.residents.is_empty() && !current.to.is_empty() && !fetches)
        }
        Role::Residents => {
            let is_clause = between
                .clone()
                .any(|at| sentence.token_has_role(at, RoleCue::And));
            !current.from.is_empty()
                && !current.to.is_empty()
                && (is_clause || !sentence.moves(between, Movement::Fetching))
        }
        Role::To if leads_on_from(sentence, group, between) => !current.to.is_empty(),
        Role::To if is_led_on(sentence, current, group) => true,
        Role::To if also_departs_for(sentence, current, group) => true,
        // "Trucks entered Madaya at the same time as 21 others reached Foua".
        Role::To
            if !current.to.is_empty()
                && current.origins().is_empty()
                && names_vehicles(sentence, &(between.start..group.first_place)) =>
        {
            true
        }
        Role::To if branches_off(sentence, current, group, between) => true,
        Role::To if counts_others(sentence, current, group, between) => true,
        // "… to Vovchansk, and the way to Balakliia is being worked on".
        Role::To if names_another_way(sentence, last, group) => !current.to.is_empty(),
        Role::To => {
            !current.to.is_empty()
                && is_joined(sentence, between)
                && last.is_some_and(|last| last.role == Role::To)
        }
        Role::Via | Role::In | Role::None | Role::Between => false,
    }
}

/// Whether vehicles, or a train, are spoken of.
fn names_vehicles(sentence: &Sentence<'_>, within: &Range<usize>) -> bool {
    sentence.moves(within, Movement::Carrying) || sentence.first_mode(within).is_some()
}

/// "From A west to B, where camps are, and northwest to C": another end of the same start.
fn branches_off(
    sentence: &Sentence<'_>,
    current: &Item,
    group: &Group,
    between: &Range<usize>,
) -> bool {
    let joint = group.start.wrapping_sub(2);
    let is_side = sentence.is_one_of(group.start.wrapping_sub(1), ClosedSet::SideOfTheWorld);
    !current.to.is_empty()
        && !current.origins().is_empty()
        && is_side
        && between.contains(&joint)
        && (sentence.token_has_role(joint, RoleCue::And) || sentence.is_mark(joint, &[","]))
}

/// Whether another passage is spoken of after a comma or "and".
fn names_another_way(sentence: &Sentence<'_>, last: Option<&Group>, group: &Group) -> bool {
    const REACH: usize = 4;
    let between = last.map_or(0, |last| last.end)..group.first_place;
    let joins = |at: &usize| {
        sentence.is_mark(*at, &[",", ";"]) || sentence.token_has_role(*at, RoleCue::And)
    };
    let Some(joint) = between.clone().rev().find(joins) else {
        return false;
    };
    let behind = joint..(joint + REACH).min(group.first_place);
    // "One to A, the other to B".
    let is_further = behind
        .clone()
        .any(|at| sentence.is_one_of(at, ClosedSet::FurtherOne));
    let names_passage = sentence.cues_in(&behind).any(|found| {
        matches!(
            found.cue,
            Cue::Passage(Passage::Humanitarian | Passage::General)
        )
    });
    (is_further || names_passage) && !sentence.moves(&between, Movement::Fetching)
}

/// Whether nothing but a comma or "and" stands between two groups ("to A and to B").
fn is_joined(sentence: &Sentence<'_>, between: &Range<usize>) -> bool {
    !between.is_empty()
        && between
            .clone()
            .all(|at| sentence.token_has_role(at, RoleCue::And) || sentence.is_mark(at, &[","]))
}

/// Where a new item begins: after the last separator before its first place's words.
fn boundary(sentence: &Sentence<'_>, between: &Range<usize>) -> usize {
    between
        .clone()
        .find(|&at| {
            sentence.is_mark(at, &[",", ";", ":", "."]) || sentence.token_has_role(at, RoleCue::And)
        })
        .unwrap_or(between.end)
}

fn colon_before(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    (0..at).rev().find(|&token| sentence.is_mark(token, &[":"]))
}
