//! A sentence's groups of places gathered into items: one item is one passage.

use std::ops::Range;

use super::groups::{Group, Role};
use super::lexicon::{Cue, Movement, Passage, RoleCue};
use super::sentence::Sentence;
use crate::report::TokenKind;

/// One passage that a sentence speaks of: indices into the mentions, and the tokens it covers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// Origins that are stated.
    pub from: Vec<usize>,
    /// Places on the way, in order.
    pub via: Vec<usize>,
    /// Destinations.
    pub to: Vec<usize>,
    /// Whose people move.
    pub residents: Vec<usize>,
    /// Where something merely is.
    pub located: Vec<usize>,
    /// Whether its destination is only the place whose people goods are for.
    pub is_for_beneficiary: bool,
    /// Whether the places came as a chain with dashes.
    pub is_chain: bool,
    /// Tokens before this one (up to a colon) are said of all items of the sentence.
    pub head: usize,
    /// Tokens of the item.
    pub tokens: Range<usize>,
    /// First token of its first place.
    pub first_place: usize,
}

impl Item {
    /// The origins: those stated, or else those whose people move.
    pub fn origins(&self) -> &[usize] {
        if self.from.is_empty() {
            &self.residents
        } else {
            &self.from
        }
    }

    /// The token at which its first origin or, failing that, its first place is named.
    pub fn starts_at(&self, sentence: &Sentence<'_>) -> usize {
        let origin = sentence
            .places
            .iter()
            .filter(|place| self.tokens.contains(&place.start))
            .find(|place| self.origins().contains(&place.mention));
        origin.map_or(self.first_place, |place| place.start)
    }

    /// All tokens that are said of the item: its own, and those before the colon that leads the
    /// items of the sentence.
    pub fn reach(&self) -> Range<usize> {
        let start = if self.tokens.start == self.head { 0 } else { self.tokens.start };
        start..self.tokens.end
    }

    fn is_empty(&self) -> bool {
        self.from.is_empty()
            && self.via.is_empty()
            && self.to.is_empty()
            && self.residents.is_empty()
            && self.located.is_empty()
    }
}

/// The items of a sentence.
pub fn items(sentence: &Sentence<'_>, groups: &[Group]) -> Vec<Item> {
    if let Some((destinations, rest)) = destinations_ahead(sentence, groups) {
        let mut found = gather(sentence, rest);
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
/// ahead of the colon is that of all items behind it.
fn destinations_ahead<'g>(
    sentence: &Sentence<'_>,
    groups: &'g [Group],
) -> Option<(Vec<usize>, &'g [Group])> {
    let [first, rest @ ..] = groups else {
        return None;
    };
    let next = rest.first()?;
    let is_ahead = first.role == Role::To
        && next.role == Role::From
        && rest
            .iter()
            .all(|group| matches!(group.role, Role::From | Role::In))
        && (first.end..next.start).any(|at| sentence.is_mark(at, &[":"]));
    is_ahead.then(|| (first.places(), rest))
}

fn gather(sentence: &Sentence<'_>, groups: &[Group]) -> Vec<Item> {
    let mut found: Vec<Item> = Vec::new();
    let mut current = Item::default();
    let mut last_group: Option<&Group> = None;
    for (index, group) in groups.iter().enumerate() {
        let between = last_group.map_or(0..group.start, |last| last.end..group.start.max(last.end));
        let is_another_way = leads_another_way(sentence, &current, groups, index);
        if last_group.is_some()
            && (is_another_way
                || starts_new_item(sentence, &current, last_group, group, &between))
        {
            let boundary = boundary(sentence, &between);
            current.tokens.end = boundary;
            let inherits_origin =
                group.role == Role::To && group.coordinated && is_joined(sentence, &between);
            let inherits_origin = inherits_origin
                || is_another_way
                || (group.role == Role::To && names_another_way(sentence, last_group, group));
            let goes_on_from_there = leads_on_from(sentence, group, &between)
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
    take_in(sentence, &mut found);
    share_destination(sentence, &mut found);
    for item in &mut found {
        if let [city] = item.to[..]
            && item.origins().is_empty()
            && comes_to_fetch(sentence, item, city)
        {
            // "Buses reached Mariupol to take people out".
            item.from = std::mem::take(&mut item.to);
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

/// "From Sumy along Sudzha to Belgorod, and along Romny to Poltava", «по одному, вдоль трассы, — к
/// границе, по другому, через рынок, — в Идлиб»: a way that branches off where the first began.
fn leads_another_way(
    sentence: &Sentence<'_>,
    current: &Item,
    groups: &[Group],
    index: usize,
) -> bool {
    let [before, group, next] = groups
        .get(index.wrapping_sub(1)..(index + 2).min(groups.len()))
        .unwrap_or_default()
    else {
        return false;
    };
    let is_way = |group: &Group| matches!(group.role, Role::Via | Role::In | Role::From);
    before.role == Role::To
        && is_way(group)
        && group.role == Role::Via
        && next.role == Role::To
        && !current.is_chain
        && !current.to.is_empty()
        && (before.end..group.first_place).any(|at| {
            sentence.is_mark(at, &[",", ";"]) || sentence.token_has_role(at, RoleCue::And)
        })
}

/// "Buses pick people up in A and B; C will take everybody in": the destination behind is that of
/// the passages before that have none.
fn take_in(sentence: &Sentence<'_>, found: &mut Vec<Item>) {
    let receives = |item: &Item| {
        item.origins().is_empty()
            && !item.to.is_empty()
            && sentence
                .cues_in(&item.tokens)
                .any(|found| found.cue == Cue::Role(RoleCue::Receives))
    };
    let Some(receiving) = found.iter().position(receives) else {
        return;
    };
    let ends = found[receiving].to.clone();
    let mut is_taken = false;
    for item in &mut found[..receiving] {
        if item.to.is_empty() && !item.origins().is_empty() {
            item.to.clone_from(&ends);
            is_taken = true;
        }
    }
    if is_taken {
        found.remove(receiving);
    }
}

fn starts_new_item(
    sentence: &Sentence<'_>,
    current: &Item,
    last: Option<&Group>,
    group: &Group,
    between: &Range<usize>,
) -> bool {
    let completes = group.role == Role::To && current.to.is_empty() && !current.from.is_empty();
    if !completes && between.clone().any(|at| sentence.is_mark(at, &[";"])) {
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
            let fetches = sentence.moves(&(current.first_place..group.start), Movement::Fetching);
            let counts_on = current.to.is_empty()
                && !current.residents.is_empty()
                && between.clone().any(|at| sentence.is_mark(at, &[",", ";"]));
            let counts_apart = !current.to.is_empty()
                && current.from.is_empty()
                && sentence.numbers(between).next().is_some();
            counts_apart
                || counts_on
                || (!current.from.is_empty() && !fetches)
                || (!current.residents.is_empty() && !current.to.is_empty() && !fetches)
        }
        Role::Residents => {
            let is_clause = between.clone().any(|at| sentence.token_has_role(at, RoleCue::And));
            !current.from.is_empty()
                && !current.to.is_empty()
                && (is_clause || !sentence.moves(between, Movement::Fetching))
        }
        Role::To if leads_on_from(sentence, group, between) => !current.to.is_empty(),
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

/// "Mariupol – Taganrog – Rostov, and Mariupol – Polohy – Zaporizhzhia": one start, two ends.
fn parts_from(sentence: &Sentence<'_>, current: &Item, group: &Group) -> bool {
    let same = |known: &[usize], places: Option<&Vec<usize>>| {
        places.is_some_and(|places| {
            known
                .iter()
                .all(|one| places.iter().any(|other| same_name(sentence, *one, *other)))
        })
    };
    same(&current.from, group.stops.first()) && !same(&current.to, group.stops.last())
}

/// Whether the way back is spoken of.
fn goes_back(sentence: &Sentence<'_>, between: &Range<usize>) -> bool {
    between
        .clone()
        .any(|at| sentence.token_has_role(at, RoleCue::Back))
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
    sentence.cues_in(&behind).any(|found| {
        matches!(
            found.cue,
            Cue::Passage(Passage::Humanitarian | Passage::General)
        )
    }) && !sentence.moves(&between, Movement::Fetching)
}

/// "to Bakhmut, from where they go on to Lviv", "to Gomel and then by air to Russia".
fn leads_on_from(sentence: &Sentence<'_>, group: &Group, between: &Range<usize>) -> bool {
    let flies = || {
        sentence
            .cues_in(between)
            .any(|found| found.cue == Cue::Mode(crate::model::Mode::Air))
    };
    group.role == Role::To && (is_from_there(sentence, between) || flies())
}

fn is_from_there(sentence: &Sentence<'_>, between: &Range<usize>) -> bool {
    between
        .clone()
        .any(|at| sentence.token_has_role(at, RoleCue::There))
}

/// Whether nothing but a comma or "and" stands between two groups ("to A and to B").
fn is_joined(sentence: &Sentence<'_>, between: &Range<usize>) -> bool {
    !between.is_empty()
        && between
            .clone()
            .all(|at| sentence.token_has_role(at, RoleCue::And) || sentence.is_mark(at, &[","]))
}

/// "From A to B; on the way back the buses take people from C": they go where the way began.
fn turn_back(sentence: &Sentence<'_>, items: &mut [Item]) {
    for next in 1..items.len() {
        let (before, after) = items.split_at_mut(next);
        let (Some(out), Some(back)) = (before.last(), after.first_mut()) else {
            return;
        };
        let begins = back.tokens.start..back.first_place;
        if !goes_back(sentence, &begins) {
            continue;
        }
        if back.to.is_empty() && !back.origins().is_empty() {
            back.to.clone_from(&out.from);
        } else if back.origins().is_empty() && !back.to.is_empty() {
            back.from.clone_from(&out.to);
        }
    }
}

/// "3,071 from A to B, 400 from C, from D another 196": who is only counted went the same way.
fn share_destination(sentence: &Sentence<'_>, items: &mut [Item]) {
    for next in 1..items.len() {
        let (before, after) = items.split_at_mut(next);
        let (Some(known), Some(item)) = (before.last(), after.first_mut()) else {
            return;
        };
        let is_counted = sentence.numbers(&item.tokens).next().is_some()
            && !item.from.is_empty()
            && item.to.is_empty()
            && item.via.is_empty();
        let has_own_verb = sentence.cues_in(&item.tokens).any(|found| {
            matches!(
                found.cue,
                Cue::Status(_)
                    | Cue::Movement(Movement::Evacuation | Movement::Leaving | Movement::Going)
                    | Cue::Role(RoleCue::ClauseBreak | RoleCue::Back)
            )
        });
        if is_counted && !has_own_verb && !known.from.is_empty() && !known.is_chain {
            item.to.clone_from(&known.to);
        }
    }
}

/// Whether vehicles come to a place to take people away.
fn comes_to_fetch(sentence: &Sentence<'_>, item: &Item, city: usize) -> bool {
    const REACH: usize = 5;
    let Some(place) = sentence.places.iter().find(|place| place.mention == city) else {
        return false;
    };
    let behind = place.end..(place.end + REACH).min(item.tokens.end);
    let people_follow = sentence.moves(&(place.end..item.tokens.end), Movement::People)
        || sentence.moves(&(place.end..item.tokens.end), Movement::Medical)
        || sentence.moves(&(place.end..item.tokens.end), Movement::Evacuation);
    sentence.moves(&behind, Movement::Fetching) && people_follow
}

/// Whether people or vehicles wait in a place.
fn waits_in(sentence: &Sentence<'_>, mention: usize) -> bool {
    sentence
        .places
        .iter()
        .filter(|place| place.mention == mention && place.start > 0)
        .any(|place| sentence.token_has_role(place.start - 1, RoleCue::Waiting))
}

/// Two mentions in one sentence are the same place when their first words agree.
fn same_name(sentence: &Sentence<'_>, one: usize, other: usize) -> bool {
    const STEM: usize = 4;
    let word = |mention: usize| {
        sentence
            .places
            .iter()
            .find(|place| place.mention == mention)
            .and_then(|place| sentence.words.get(place.start))
            .map(|word| word.chars().take(STEM).collect::<String>())
    };
    word(one).is_some() && word(one) == word(other)
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

fn add(sentence: &Sentence<'_>, item: &mut Item, group: &Group, last: Option<&Group>) {
    if group.is_chain() {
        add_chain(item, group);
        return;
    }
    let places = group.places();
    match group.role {
        Role::From if group.continues => item.from.extend(places),
        Role::From if !item.from.is_empty() => {
            item.residents.clear();
            // Vehicles left one place to fetch people at another: people go the way back.
            item.to = std::mem::replace(&mut item.from, places);
        }
        Role::From => {
            if item.to.is_empty() && !item.residents.is_empty() && departs(sentence, group) {
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
            let right_before =
                last.filter(|last| last.role == Role::None && last.end == group.start);
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
        Role::Residents => item.residents.extend(places),
        Role::Between => match &places[..] {
            [one, other] if item.is_empty() => {
                item.from = vec![*one];
                item.to = vec![*other];
            }
            _ => item.located.extend(places),
        },
        Role::In => item.located.extend(places),
        Role::None => add_unmarked(sentence, item, group),
    }
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
fn add_unmarked(sentence: &Sentence<'_>, item: &mut Item, group: &Group) {
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
        item.to.is_empty() && spells_way_out(sentence, item, group),
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

/// "Route from A: B, C, D": the list behind the colon goes on from the origin before it.
fn spells_way_out(sentence: &Sentence<'_>, item: &Item, group: &Group) -> bool {
    !item.from.is_empty()
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

fn add_chain(item: &mut Item, group: &Group) {
    if let [from, via @ .., to] = &group.stops[..] {
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
