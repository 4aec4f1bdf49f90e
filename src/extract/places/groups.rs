//! Places of a sentence gathered into groups: lists ("A, B and C"), chains ("A – B – C"), each
//! with the part that the words around it give it.

use std::ops::Range;

use super::acting::acting_places;
use super::by_people::{is_emptied, is_left_by_people, takes_people_in};
use super::group::{Group, Role};
use super::links::{Link, link};
use super::roles::role_of;
use super::verbs::{beside_verb, departs_for, goes_round, start_where, starts_here};
use super::whereabouts::{is_according_to, says_where};
use crate::extract::annotate::{DASHES, PlaceAt, Sentence};
use crate::extract::words::{ClosedSet, Cue, Movement, Passage, RoleCue, SpeakerCue};
use crate::model::{Mention, PlaceKind, kind_of_place};

/// The groups of a sentence, in order.
pub fn groups(sentence: &Sentence<'_>, mentions: &[Mention]) -> Vec<Group> {
    let mut found: Vec<Group> = Vec::new();
    let acting = acting_places(sentence, mentions);
    let mut places = sentence
        .places
        .iter()
        .enumerate()
        .filter(|(at, _)| !acting.apart.contains(at))
        .peekable();
    let mut inside_brackets: Option<(usize, Group)> = None;
    while let Some((_, &first)) = places.next() {
        let mut stops = vec![vec![first.mention]];
        let mut last = first;
        let mut bracketed: Vec<PlaceAt> = Vec::new();
        let mut is_slashed = true;
        while let Some(&(next_index, &next)) = places.peek() {
            if acting.receiving.contains(&next_index) {
                break;
            }
            if let Some(close) = bracket_before_dash(sentence, last, next) {
                // "Mariupol (through Nikolske) – Zaporizhzhia".
                while let Some((_, inner)) = places.next_if(|(_, place)| place.start < close) {
                    bracketed.push(*inner);
                }
                last.end = close + 1;
                continue;
            }
            let link_to_next = link(sentence, mentions, last, next);
            is_slashed &= matches!(link_to_next, Link::Slash | Link::None);
            match link_to_next {
                Link::None => break,
                Link::Possessor => {
                    // "Syria's eastern Ghouta".
                    stops = vec![vec![next.mention]];
                    places.next();
                    last = next;
                    continue;
                }
                Link::Container => {
                    places.next();
                    last = past_area(sentence, last, next);
                    continue;
                }
                Link::Dash if is_led_to(sentence, mentions, first, last, next) => break,
                Link::Dash => stops.push(vec![next.mention]),
                Link::List | Link::Slash => {
                    let rest = sentence.places.get(next_index..).unwrap_or_default();
                    let starts_another_chain =
                        stops.len() > 1 && opens_chain(sentence, mentions, rest);
                    if starts_another_chain {
                        break;
                    }
                    if let Some(stop) = stops.last_mut() {
                        stop.push(next.mention);
                    }
                }
            }
            last = next;
            places.next();
        }
        if stops.len() > 1
            && let [inner, ..] = bracketed[..]
        {
            inside_brackets = Some((found.len() + 1, passing(&bracketed, inner)));
        }
        let (mut role, mut start) = role_of(sentence, mentions, first, last, stops.len() > 1);
        if is_slashed && role == Role::None && is_way(sentence, mentions, first, &stops) {
            stops = stops.concat().into_iter().map(|stop| vec![stop]).collect();
        }
        let says_where = says_where(
            sentence,
            start,
            last.end,
            is_feature(mentions, first.mention),
        ) || is_according_to(sentence, first.start)
            || role == Role::From && says_from(sentence, start);
        if says_where {
            role = Role::In;
        }
        let before = found.last();
        let after = before.map_or(0, |before| before.end);
        role = beside_verb(sentence, role, after, start..last.end);
        role = match role {
            Role::In if takes_people_in(sentence, before, start..last.end) => Role::To,
            Role::None if is_left_by_people(sentence, last.end) => Role::From,
            Role::None if is_emptied(sentence, last.end) => Role::Residents,
            role => role,
        };
        let goes_on_starting = before.is_some_and(|before| {
            before.starts_there
                && matches!(role, Role::In | Role::None)
                && (before.end..start).any(|at| sentence.token_has_role(at, RoleCue::And))
        });
        let leaves = found
            .iter()
            .any(|group| group.role == Role::From && !group.starts_there);
        let begins_here = || match role {
            Role::In => starts_here(sentence, after..start) || start_where(sentence, last.end),
            Role::None => goes_round(sentence, start) || start_where(sentence, last.end),
            _ => false,
        };
        let starts_there = goes_on_starting || !leaves && begins_here();
        if starts_there {
            role = Role::From;
        }
        let is_site_of_start = before.is_some_and(|before| before.starts_there)
            && role != Role::To
            && !starts_there
            && is_feature(mentions, first.mention);
        if is_site_of_start {
            // "Buses pick people up in Mariupol, from the Port City centre".
            continue;
        }
        if let Some(before) = before
            && is_to_after_from(sentence, before, start)
        {
            role = Role::To;
        }
        // "66 left A, 41 B and 38 the villages around C".
        let villages = before_villages(sentence, start);
        let counts_villages = role == Role::In
            && before.is_some_and(|before| {
                before.role == Role::From && is_counted(sentence, before.end..villages)
            });
        if counts_villages {
            (role, start) = (Role::None, villages);
        }
        let continues = before.is_some_and(|before| {
            matches!(before.role, Role::From | Role::Residents)
                && matches!(role, Role::From | Role::Residents | Role::None)
                && (is_counted(sentence, before.end..start)
                    || sentence
                        .role_ending_at(start)
                        .any(|(role, _)| role == RoleCue::With))
        });
        let goes_on_from = before.is_some_and(|before| {
            // "From A and from B to C".
            before.role == Role::From
                && role == Role::From
                && before.end < start
                && (before.end..start).all(|at| sentence.token_has_role(at, RoleCue::And))
        });
        let continues = continues || goes_on_starting || goes_on_from;
        if let (Some(before), true) = (before, continues) {
            role = before.role;
        }
        let coordinated = start > 0
            && (sentence.token_has_role(start - 1, RoleCue::And)
                || sentence.is_mark(start - 1, &[","]));
        found.push(Group {
            stops,
            role,
            start,
            end: last.end,
            first_place: first.start,
            coordinated,
            starts_there,
            is_beneficiary: role == Role::To
                && !departs_for(sentence, start)
                && (sentence.token_has_role(start, RoleCue::For)
                    || sentence.token_has_role(start, RoleCue::ResidentsBefore)),
            continues,
        });
        if let Some((at, group)) = inside_brackets.take() {
            found.insert(at.min(found.len()), group);
        }
    }
    found
}

/// "Mariupol / Manhush / Berdiansk": whether names that slashes join, and to which no word gives a part, are the stops
/// of a way. Two may be a choice or two names of one place, unless they stand where a way does.
fn is_way(
    sentence: &Sentence<'_>,
    mentions: &[Mention],
    first: PlaceAt,
    stops: &[Vec<usize>],
) -> bool {
    const FEWEST: usize = 3;
    let [names] = stops else { return false };
    let place = |mention: &usize| {
        mentions
            .get(*mention)?
            .place
            .as_ref()
            .map(|place| &place.id)
    };
    let is_one_place = names.windows(2).any(|pair| match pair {
        [one, other] => place(one).is_some() && place(one) == place(other),
        _ => false,
    });
    let stands_as_way = || {
        let names_passage = sentence.cues_ending_at(first.start).any(|found| {
            matches!(
                found.cue,
                Cue::Passage(Passage::Humanitarian | Passage::General)
            )
        });
        names_passage || sentence.is_mark(first.start.wrapping_sub(1), &[":", "("])
    };
    !is_one_place && (names.len() >= FEWEST || names.len() > 1 && stands_as_way())
}

/// "Told journalists from Amman", «сообщил из Киева»: where the one who speaks is.
fn says_from(sentence: &Sentence<'_>, start: usize) -> bool {
    /// "Told journalists in Geneva from Amman", "said on Monday from Port Sudan".
    const REACH: usize = 5;
    let clause = sentence
        .clause_at(start)
        .map_or(0, |clause| clause.tokens.start);
    let near = clause.max(start.saturating_sub(REACH))..start;
    let Some(says) = sentence
        .cues_in(&near)
        .filter(|found| found.cue == Cue::Speaker(SpeakerCue::Say))
        // "Sets out from A" is what vehicles do as well.
        .filter(|found| !tells_of_vehicles(sentence, found.start))
        .last()
    else {
        return false;
    };
    !sentence.cues_in(&(says.end..start)).any(|found| {
        matches!(
            found.cue,
            Cue::Movement(_) | Cue::Passage(_) | Cue::Status(_) | Cue::Mode(_) | Cue::Moved
        )
    }) && !(says.end..start).any(|at| sentence.is_mark(at, &[",", "«", "\"", "“", "”", "»"]))
}

fn tells_of_vehicles(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence
        .cues_at(at)
        .any(|found| matches!(found.cue, Cue::Status(_) | Cue::Moved | Cue::Movement(_)))
}

/// The area of a place, up to the bracket that it stands in: "Irpin (Kyiv region) – Kyiv".
fn past_area(sentence: &Sentence<'_>, place: PlaceAt, area: PlaceAt) -> PlaceAt {
    /// Tokens behind the name of a unit, with the bracket.
    const LONGEST_UNIT: usize = 2;
    let has_bracket = sentence.is_mark(place.end, &["("]);
    let mut behind = area.end..area.end + LONGEST_UNIT;
    let closes = behind.find(|at| has_bracket && sentence.is_mark(*at, &[")"]));
    PlaceAt {
        end: closes.map_or(area.end, |at| at + 1),
        ..area
    }
}

/// Whether the first of some places is the first stop of a chain; its area may stand between.
fn opens_chain(sentence: &Sentence<'_>, mentions: &[Mention], places: &[PlaceAt]) -> bool {
    const MOST: usize = 3;
    let Some((&first, rest)) = places.split_first() else {
        return false;
    };
    let mut last = first;
    for &next in rest.iter().take(MOST) {
        match link(sentence, mentions, last, next) {
            Link::Container => last = past_area(sentence, last, next),
            link => return link == Link::Dash,
        }
    }
    false
}

/// Places in brackets within a chain, which it passes.
fn passing(places: &[PlaceAt], first: PlaceAt) -> Group {
    Group {
        stops: vec![places.iter().map(|place| place.mention).collect()],
        role: Role::Via,
        start: first.start,
        end: places.last().unwrap_or(&first).end,
        first_place: first.start,
        coordinated: false,
        starts_there: false,
        is_beneficiary: false,
        continues: false,
    }
}

/// Where a bracket closes that opens right behind a place with words of passing, holds the next
/// place, and stands before the dash of a chain.
fn bracket_before_dash(sentence: &Sentence<'_>, last: PlaceAt, next: PlaceAt) -> Option<usize> {
    const LONGEST: usize = 16;
    if !sentence.is_mark(last.end, &["("]) {
        return None;
    }
    let close = (next.end..next.end + LONGEST).find(|at| sentence.is_mark(*at, &[")"]))?;
    let passes = (last.end..next.start).any(|at| sentence.token_has_role(at, RoleCue::Via));
    (passes && sentence.is_mark(close + 1, &DASHES)).then_some(close)
}

/// "left Semera, in Afar, on Thursday for Mekelle", «з міста Газа за Ваді-Газа».
fn is_to_after_from(sentence: &Sentence<'_>, before: &Group, start: usize) -> bool {
    const REACH: usize = 14;
    let reach = if sentence.words[start].is_ascii() {
        REACH
    } else {
        0
    };
    before.role != Role::To
        && start.saturating_sub(before.end) <= reach
        && sentence.token_has_role(start, RoleCue::ToAfterFrom)
        && (0..start).any(|at| sentence.token_has_role(at, RoleCue::From))
        && !(before.end..start).any(|at| sentence.token_has_role(at, RoleCue::ClauseBreak))
}

/// Whether a number or a word for a part of those counted stands right before a group, a dash or people in between:
/// "11 from B", «решта – з Попасної», "and 20 children from C" in a list.
fn is_counted(sentence: &Sentence<'_>, between: Range<usize>) -> bool {
    let is_number = |at: usize| {
        let token = sentence.tokens.get(at);
        token.is_some_and(|token| token.kind == crate::report::TokenKind::Number)
            || sentence.is_one_of(at, ClosedSet::Portion)
    };
    let dash = between.end > 0 && sentence.is_mark(between.end - 1, &DASHES);
    let end = between.end - usize::from(dash);
    if end > 0 && is_number(end - 1) {
        return true;
    }
    let people = (between.start..end).rev();
    let people = people.take_while(|at| sentence.moves(&(*at..at + 1), Movement::People));
    let first = end - people.count();
    let is_listed = |at: usize| {
        sentence.is_mark(at, &[","])
            || sentence.token_has_role(at, RoleCue::And)
            || sentence.is_one_of(at, ClosedSet::BeforeNumber)
    };
    first < end
        && first > between.start
        && is_number(first - 1)
        && between.start + 1 < first
        && (between.start..first - 1).all(is_listed)
}

/// "From Sumy — to Poltava": both ends have their words, the dash stands for a verb.
fn is_led_to(
    sentence: &Sentence<'_>,
    mentions: &[Mention],
    first: PlaceAt,
    last: PlaceAt,
    next: PlaceAt,
) -> bool {
    (last.end..next.start).any(|at| sentence.token_has_role(at, RoleCue::To))
        && matches!(
            role_of(sentence, mentions, first, last, false).0,
            Role::From | Role::Residents | Role::Via
        )
}

/// Where the words begin that lead from a number to the place around which villages lie.
fn before_villages(sentence: &Sentence<'_>, start: usize) -> usize {
    const LONGEST: usize = 3;
    let leads = |at: &usize| {
        sentence.token_has_role(*at, RoleCue::Site) || sentence.token_has_role(*at, RoleCue::Filler)
    };
    let before = (start.saturating_sub(LONGEST)..start).rev();
    before.take_while(leads).last().unwrap_or(start)
}

fn is_feature(mentions: &[Mention], mention: usize) -> bool {
    kind_of_place(mentions, mention) == Some(PlaceKind::Feature)
}
