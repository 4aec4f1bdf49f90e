//! What the passages of one sentence take from each other and from what vehicles come for.

use std::ops::Range;

use super::group::{Group, Role};
use super::item::{Item, same_name};
use crate::extract::annotate::Sentence;
use crate::extract::clause::{Clause, Opening};
use crate::extract::facts::{OfPassage, counted};
use crate::extract::words::{ClosedSet, Cue, Movement, RoleCue, TimeCue};
use crate::model::Status;
use crate::quantity::Counted;

/// Whether the way back is spoken of.
pub fn goes_back(sentence: &Sentence<'_>, between: &Range<usize>) -> bool {
    between
        .clone()
        .any(|at| sentence.token_has_role(at, RoleCue::Back))
}

/// "From A to B; on the way back the buses take people from C": they go where the way began.
pub fn turn_back(sentence: &Sentence<'_>, items: &mut [Item]) {
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

/// "To B, apart from 17 residents of A: for them ambulances went to C": who is excepted goes another way.
pub fn excepts(sentence: &Sentence<'_>, current: &Item, between: &Range<usize>) -> bool {
    !current.to.is_empty()
        && between
            .clone()
            .any(|at| sentence.is_one_of(at, ClosedSet::Excepting))
}

/// "In Kherson region, people who try to reach A are turned back at B": who is on the way to a place starts in
/// the area that leads the sentence.
pub fn leave_area_ahead(sentence: &Sentence<'_>, items: &mut [Item]) {
    const LAST_START: usize = 3;
    let Some(area) = sentence.places.first() else {
        return;
    };
    let comma = area.end + usize::from(!sentence.is_mark(area.end, &[","]));
    let names_area = (area.start..comma).any(|at| sentence.is_one_of(at, ClosedSet::AreaWord));
    let leads = area.start <= LAST_START && sentence.is_mark(comma, &[","]) && names_area;
    let people_move = sentence.moves(&sentence.whole(), Movement::People)
        && !sentence.moves(&sentence.whole(), Movement::Aid);
    let Some(item) = items.first_mut() else {
        return;
    };
    let is_open = item.origins().is_empty() && !item.to.is_empty() && !item.is_chain;
    if leads && people_move && is_open && item.located.contains(&area.mention) {
        item.located.retain(|place| *place != area.mention);
        item.residents = vec![area.mention];
    }
}

/// "3,071 from A to B, 400 from C, from D another 196": who is only counted went the same way.
pub fn share_destination(sentence: &Sentence<'_>, items: &mut [Item]) {
    for next in 1..items.len() {
        let (before, after) = items.split_at_mut(next);
        let (Some(known), Some(item)) = (before.last(), after.first_mut()) else {
            return;
        };
        let is_counted = sentence.has_number(&item.tokens)
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

/// "1,500 people were taken from A to B and from C to D": whether what is counted before the first
/// passage of a sentence is counted for a further one, of which nothing else is said.
pub fn is_counted_with(sentence: &Sentence<'_>, first: &Item, item: &Item) -> bool {
    // "300 people from A to B and to C".
    let ahead = if !item.origins().is_empty() && item.origins() == first.origins() {
        first.tokens.clone()
    } else {
        first.tokens.start..first.first_place.min(first.tokens.end)
    };
    let counts = |tokens: &Range<usize>| {
        [Counted::People, Counted::Vehicles]
            .iter()
            .any(|what| counted(sentence, tokens, *what, OfPassage::default()).may_count)
    };
    let says_more = sentence.cues_in(&item.tokens).any(|found| {
        matches!(
            found.cue,
            Cue::Status(_) | Cue::Movement(_) | Cue::Mode(_) | Cue::Role(RoleCue::ClauseBreak)
        )
    });
    item.tokens.start >= first.tokens.end
        && counts(&ahead)
        && !says_more
        && !sentence.has_number(&item.tokens)
}

/// Whether vehicles come to a place to take people away.
pub fn comes_to_fetch(sentence: &Sentence<'_>, item: &Item, city: usize) -> bool {
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

/// Whether vehicles, and no people, are spoken of before the place to which they go.
pub fn carries_nobody_yet(sentence: &Sentence<'_>, item: &Item, city: usize) -> bool {
    let Some(place) = sentence.places.iter().find(|place| place.mention == city) else {
        return false;
    };
    let before = item.tokens.start..place.start;
    let is_last = !item.from.iter().any(|base| {
        let mut named = sentence.places.iter().filter(|at| at.mention == *base);
        named.any(|at| at.start > place.start)
    });
    let people = [Movement::People, Movement::Evacuation, Movement::Medical]
        .iter()
        .any(|movement| sentence.moves(&before, *movement));
    is_last && sentence.moves(&before, Movement::Carrying) && !people
}

/// Whether people or vehicles wait in a place.
pub fn waits_in(sentence: &Sentence<'_>, mention: usize) -> bool {
    sentence
        .places
        .iter()
        .filter(|place| place.mention == mention && place.start > 0)
        .any(|place| sentence.token_has_role(place.start - 1, RoleCue::Waiting))
}

/// "From Sumy along Sudzha to Belgorod, and along Romny to Poltava", «по одному, вдоль трассы, — к
/// границе, по другому, через рынок, — в Идлиб»: a way that branches off where the first began.
pub fn leads_another_way(
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

/// "Buses pick people up in A and B; C will take everybody in", "90 people got out of A, 45 out of
/// B; all were taken to C": the destination behind is that of
/// the passages before that have none.
pub fn take_in(sentence: &Sentence<'_>, found: &mut Vec<Item>) {
    let receives = |item: &Item| {
        item.origins().is_empty()
            && !item.to.is_empty()
            && sentence
                .cues_in(&item.tokens)
                .any(|found| matches!(found.cue, Cue::Role(RoleCue::Receives | RoleCue::Everybody)))
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

/// "A – B – C, and A – D", "A – C, B – C": whether a chain is another passage than the one before. One that names
/// nothing but stops of that spells it out, or says more of it.
pub fn parts_from(sentence: &Sentence<'_>, current: &Item, group: &Group) -> bool {
    let is_known = |stop: &Vec<usize>| {
        let known = [&current.from[..], &current.via, &current.to];
        let mut known = known.into_iter().flatten();
        known.any(|one| stop.iter().any(|other| same_name(sentence, *one, *other)))
    };
    let is_known = |stop: Option<&Vec<usize>>| stop.is_some_and(is_known);
    let (first, last) = (group.stops.first(), group.stops.last());
    // "The village of A – B (A – C – B)": the same in other words.
    let opening = group.first_place.wrapping_sub(1);
    let spells_out = sentence.is_mark(opening, &["(", ":"]) && is_known(last);
    !(spells_out || is_known(first) && is_known(last))
}

/// "A corridor opens from A; yesterday's to B was shelled": a clause against the one before, or
/// behind a semicolon, that says of another day, or says for itself, what became of its passage.
pub fn tells_of_another(sentence: &Sentence<'_>, last: Option<&Group>, group: &Group) -> bool {
    let clauses = last.and_then(|last| sentence.clause_at(last.first_place));
    let (Some(before), Some(clause)) = (clauses, sentence.clause_at(group.first_place)) else {
        return false;
    };
    // "But was turned back at C": of the same passage.
    let is_end = group.is_chain()
        || matches!(
            group.role,
            Role::From | Role::To | Role::Residents | Role::Between
        );
    let is_parted = is_end
        && clause.tokens.start > before.tokens.start
        && (clause.opening == Opening::Contrast
            || sentence.is_mark(clause.tokens.start.wrapping_sub(1), &[";"]));
    let is_told = |clause: &Clause| {
        sentence
            .cues_in(&clause.tokens)
            .any(|found| matches!(found.cue, Cue::Status(_)))
    };
    let is_of_another_day = || {
        sentence.cues_in(&clause.tokens).any(|found| {
            matches!(
                found.cue,
                Cue::Time(TimeCue::Yesterday | TimeCue::Earlier | TimeCue::Tomorrow)
            )
        })
    };
    is_parted && is_told(before) && (is_told(clause) || is_of_another_day())
}

/// "People are taken to B, while the road to C stays shut": nobody starts on that way.
pub fn tells_of_a_shut_way(sentence: &Sentence<'_>, group: &Group) -> bool {
    let clause = sentence.clause_at(group.first_place);
    clause.is_some_and(|clause| {
        sentence
            .cues_in(&clause.tokens)
            .any(|found| match found.cue {
                Cue::Status(status) => status.went_wrong() || status == Status::Closed,
                _ => false,
            })
    })
}
