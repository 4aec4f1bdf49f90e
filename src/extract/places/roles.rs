//! The part that the words around a place give it.

use std::ops::Range;

use super::group::Role;
use super::pass::leads_through_passage;
use super::verbs::{
    departs_for, follows_vehicles, is_left_without, people_follow, speaks_of_movement,
};
use super::way_words::{follows_via, leads_along, leaves_by, listed_stops};
use super::whereabouts::is_measured_from;
use crate::extract::annotate::{PlaceAt, Sentence};
use crate::extract::words::{
    ClosedSet, Cue, CueMatch, Ending, Movement, Passage, RoleCue, SpeakerCue,
};
use crate::model::{EventKind, Mention};

/// The part of a group, and the first token of the words that give it.
pub fn role_of(
    sentence: &Sentence<'_>,
    mentions: &[Mention],
    first: PlaceAt,
    last: PlaceAt,
    is_chain: bool,
) -> (Role, usize) {
    const REACH: usize = 8;
    if leads_along(sentence, &(first.start..last.end)) {
        return (Role::Via, first.start.saturating_sub(1));
    }
    let mut at = first.start;
    let floor = first.start.saturating_sub(REACH);
    loop {
        let mut roles: Vec<(RoleCue, usize)> = sentence
            .role_ending_at(at)
            .filter(|(role, _)| {
                !matches!(
                    role,
                    RoleCue::Filler
                        | RoleCue::And
                        | RoleCue::ClauseBreak
                        | RoleCue::ResidentsAfter
                        | RoleCue::Site
                        | RoleCue::There
                        | RoleCue::LabelFrom
                        | RoleCue::LabelTo
                        | RoleCue::LabelVia
                        | RoleCue::With
                        | RoleCue::Start
                        | RoleCue::GoesRound
                        | RoleCue::Receives
                        | RoleCue::Stops
                        | RoleCue::Pass
                        | RoleCue::Road
                        | RoleCue::Along
                        | RoleCue::ThisWay
                        | RoleCue::Near
                        | RoleCue::Change
                        | RoleCue::Everybody
                )
            })
            .collect();
        // "Out of the area of A": the word for the area says where only if none before it says more.
        roles.retain(|(role, start)| {
            *role != RoleCue::In
                || !sentence.token_has_role(*start, RoleCue::Site)
                || !sentence
                    .role_ending_at(*start)
                    .any(|(before, _)| matches!(before, RoleCue::From | RoleCue::To))
        });
        roles.sort_by_key(|(_, start)| *start);
        if let Some(&(_, start)) = roles.first() {
            let has = |wanted: RoleCue| {
                roles
                    .iter()
                    .any(|(role, at)| *role == wanted && *at == start)
            };
            let names_passage = sentence.cues.iter().any(|found| {
                found.end == start && matches!(found.cue, Cue::Passage(Passage::Humanitarian))
            });
            let brings_to_people = has(RoleCue::ResidentsBefore)
                && sentence.moves(&(0..start), Movement::Aid)
                && (sentence.ends_as(start, Ending::Recipient)
                    || (start.saturating_sub(2)..start)
                        .any(|at| sentence.token_has_role(at, RoleCue::To)));
            let is_for = has(RoleCue::For) || is_for_people(sentence, start);
            let role = if has(RoleCue::Checkpoint) && follows_via(sentence, start) {
                Role::Via
            } else if has(RoleCue::Checkpoint) {
                Role::In
            } else if has(RoleCue::Topic) {
                if speaks_of_movement(sentence) {
                    Role::Residents
                } else {
                    Role::In
                }
            } else if has(RoleCue::For)
                && (follows_vehicles(sentence, start) || departs_for(sentence, start))
            {
                Role::To
            } else if has(RoleCue::Between) && !is_chain {
                Role::Between
            } else if has(RoleCue::For) && names_passage {
                Role::Residents
            } else if brings_to_people || is_for && follows_goods(sentence, start) {
                Role::To
            } else if has(RoleCue::ResidentsBefore) && !has(RoleCue::From) {
                Role::Residents
            } else if has(RoleCue::From)
                && (is_left_without(sentence, start, last) || is_measured_from(sentence, start))
            {
                Role::In
            } else if has(RoleCue::From) {
                Role::From
            } else if says_where(sentence, start)
                || has(RoleCue::To) && leads_forces(sentence, start)
            {
                Role::In
            } else if has(RoleCue::To) && has(RoleCue::In) {
                let into_site = leads_into_site(sentence, at..first.start);
                if into_site.unwrap_or_else(|| leads_to(sentence, mentions, first)) {
                    Role::To
                } else {
                    Role::In
                }
            } else if has(RoleCue::To) {
                Role::To
            } else if has(RoleCue::Via) && is_via(sentence, start) {
                Role::Via
            } else {
                Role::In
            };
            let role = match role {
                Role::In if !is_chain && leads_through_passage(sentence, start) => Role::Via,
                role => role,
            };
            let (role, start) = match role {
                Role::In | Role::Via if !is_chain && has(RoleCue::In) => {
                    beyond_site(sentence, start).unwrap_or((role, start))
                }
                role => (role, start),
            };
            let role = match role {
                Role::In | Role::None if people_follow(sentence, last) => Role::Residents,
                role if is_chain && matches!(role, Role::In | Role::From | Role::To) => Role::None,
                role => role,
            };
            return (role, start);
        }
        if let Some(start) = listed_stops(sentence, at) {
            return (Role::Via, start);
        }
        if at <= floor || !passes_over(sentence, at - 1) {
            break;
        }
        at -= 1;
    }
    if people_follow(sentence, last) {
        return (Role::Residents, first.start);
    }
    if let (false, Some(start)) = (is_chain, leaves_by(sentence, &(first.start..last.end))) {
        return (Role::Via, start);
    }
    (Role::None, first.start)
}

/// «Линия фронта подошла к Лиману», «прорвались к»: where those who fight get to.
fn leads_forces(sentence: &Sentence<'_>, start: usize) -> bool {
    let is_advance = |found: &CueMatch| found.cue == Cue::Fighting(EventKind::Advance);
    let mut here = sentence.cues_at(start);
    here.any(is_advance) || sentence.cues_ending_at(start).any(is_advance)
}

/// «В больницу Константиновки», «в село Белогородка», «в больнице», «в селе»: whether a noun behind a preposition that
/// says whither as well as where says whither; `None` where no such noun tells.
fn leads_into_site(sentence: &Sentence<'_>, between: Range<usize>) -> Option<bool> {
    const SHORTEST: usize = 3;
    let is_noun = |at: &usize| {
        let word = &sentence.words[*at];
        !word.is_ascii()
            && word.chars().count() >= SHORTEST
            && (sentence.token_has_role(*at, RoleCue::Site)
                || sentence.token_has_role(*at, RoleCue::Filler))
    };
    between.filter(is_noun).find_map(|at| {
        match (
            sentence.ends_as(at, Ending::LocativeSite),
            sentence.ends_as(at, Ending::AccusativeSite),
        ) {
            (true, _) => Some(false),
            (false, true) => Some(true),
            (false, false) => None,
        }
    })
}

/// Whether a word may stand between a role's word and its place: a filler, a site («от горсовета
/// Торецка»), an adjective («из восточных кварталов Алеппо»), a quotation mark, a hyphen.
pub fn passes_over(sentence: &Sentence<'_>, at: usize) -> bool {
    let is_compound = sentence.is_mark(at + 1, &["-"])
        || sentence.is_mark(at, &["-"])
        || (at > 0 && sentence.is_mark(at - 1, &["-"]));
    let is_small = sentence
        .tokens
        .get(at)
        .is_some_and(|token| !token.is_capitalised());
    sentence.token_has_role(at, RoleCue::Filler)
        || sentence.token_has_role(at, RoleCue::Site)
        || sentence.token_has_role(at, RoleCue::Pass)
        || is_number_of_name(sentence, at)
        || sentence.is_mark(at, &["«", "\"", "“", "„"])
        || (is_compound
            && is_small
            && sentence.tokens[at].end - sentence.tokens[at].start < 16
            && is_joined(sentence, at))
        || (is_small && is_adjective(sentence, at))
}

/// "Over the second Friendship Bridge".
fn is_number_of_name(sentence: &Sentence<'_>, at: usize) -> bool {
    let is_number = |found: &CueMatch| matches!(found.cue, Cue::Count(_)) && found.end == at + 1;
    sentence.cues.iter().any(is_number) && follows_via(sentence, at)
}

/// Whether a hyphen joins a token to a neighbour without spaces.
fn is_joined(sentence: &Sentence<'_>, at: usize) -> bool {
    let touches =
        |left: usize, right: usize| match (sentence.tokens.get(left), sentence.tokens.get(right)) {
            (Some(left), Some(right)) => left.end == right.start,
            _ => false,
        };
    touches(at, at + 1) || (at > 0 && touches(at - 1, at))
}

/// «У Мариуполя»: whether a preposition says where in the language of the sentence, told by its
/// letters, and whither in another one.
pub fn says_where(sentence: &Sentence<'_>, at: usize) -> bool {
    let text = || sentence.text.get(sentence.range.clone());
    let endings = &sentence.lexicon.endings;
    sentence.is_one_of(at, ClosedSet::WhereInRussian)
        && text().is_some_and(|text| endings.stands_in(text, Ending::LetterOfRussian))
}

/// Whether a word is an adjective that may stand before a place, by its ending.
pub fn is_adjective(sentence: &Sentence<'_>, at: usize) -> bool {
    const SHORTEST: usize = 6;
    sentence.words[at].chars().count() >= SHORTEST && sentence.ends_as(at, Ending::Adjective)
}

/// "From hospitals in Gaza City", «с комбината «Азот» в Северодонецке»: what leads from or to a
/// site leads from or to the place that holds it.
pub fn beyond_site(sentence: &Sentence<'_>, start: usize) -> Option<(Role, usize)> {
    const REACH: usize = 6;
    let mut has_site = false;
    let passes_place = |at: usize| sentence.places.iter().any(|place| place.start == at);
    for at in (start.saturating_sub(REACH)..start).rev() {
        let has = |role: RoleCue| sentence.token_has_role(at, role);
        if has(RoleCue::Checkpoint) {
            return None;
        }
        if has(RoleCue::Site) || has(RoleCue::Pass) {
            has_site = true;
            continue;
        }
        // «На блокпосту в»: a word that may say where as well as whither decides nothing.
        if has(RoleCue::From) || (has(RoleCue::To) && !has(RoleCue::In)) {
            let role = if has(RoleCue::From) {
                Role::From
            } else {
                Role::To
            };
            let is_hour = sentence
                .tokens
                .get(at + 1)
                .is_some_and(|token| token.kind == crate::report::TokenKind::Number);
            return (has_site && !is_hour).then_some((role, at));
        }
        let breaks = has(RoleCue::ClauseBreak)
            || passes_place(at)
            || has(RoleCue::Via)
            || sentence.is_mark(at, &[",", ".", ";", ":", "(", ")"])
            || sentence
                .cues_in(&(at..at + 1))
                .any(|found| matches!(found.cue, Cue::Status(_) | Cue::Speaker(SpeakerCue::Say)));
        if breaks {
            return None;
        }
    }
    None
}

/// "for 27,500 people in Douma", «для жителів Бучі»: the words before those for people.
fn is_for_people(sentence: &Sentence<'_>, start: usize) -> bool {
    const LONGEST: usize = 3;
    let is_number = |at: usize| {
        sentence
            .tokens
            .get(at)
            .is_some_and(|token| token.kind == crate::report::TokenKind::Number)
    };
    (start.saturating_sub(LONGEST)..start).any(|at| {
        sentence.token_has_role(at, RoleCue::For)
            && (at + 1..start).all(|at| {
                is_number(at)
                    || sentence.token_has_role(at, RoleCue::Filler)
                    // "For displaced people in", not "for people from".
                    || sentence.token_has_role(start, RoleCue::ResidentsBefore)
                        && sentence.moves(&(at..at + 1), Movement::People)
            })
    })
}

/// Whether relief goods, or the vehicles that carry them, are spoken of shortly before.
pub fn follows_goods(sentence: &Sentence<'_>, at: usize) -> bool {
    const REACH: usize = 7;
    let before = at.saturating_sub(REACH)..at;
    sentence.moves(&before, Movement::Aid)
        && !(before.start..at).any(|at| sentence.token_has_role(at, RoleCue::ClauseBreak))
}

/// "near" and the like mean a way only where a passage is spoken of; others always do.
fn is_via(sentence: &Sentence<'_>, start: usize) -> bool {
    // "Fighting near C" is there, and nobody passes.
    let is_of_fighting = sentence
        .cues_ending_at(start)
        .any(|found| matches!(found.cue, Cue::Fighting(_) | Cue::Violence));
    if is_of_fighting && sentence.token_has_role(start, RoleCue::Near) {
        return false;
    }
    !sentence.token_has_role(start, RoleCue::In)
        || sentence.cues.iter().any(|found| {
            matches!(
                found.cue,
                Cue::Passage(Passage::Humanitarian | Passage::General)
            )
        })
        || sentence.places.len() > 1
}

/// «в Полтаву», «на Запоріжжя»: the preposition stands for direction with the accusative and for
/// location with the locative; the name's ending tells, as far as it can.
fn leads_to(sentence: &Sentence<'_>, mentions: &[Mention], place: PlaceAt) -> bool {
    let Some(mention) = mentions.get(place.mention) else {
        return false;
    };
    if place.refers_back {
        return true;
    }
    let name = mention.text.to_lowercase();
    let bases = || {
        let place = mention.place.as_ref();
        place
            .into_iter()
            .flat_map(|place| [&place.name_uk, &place.name_ru])
            .flatten()
    };
    let is_base = bases().any(|base| base.to_lowercase() == name);
    let ends_as = |ending| sentence.lexicon.endings.has(&name, ending);
    if ends_as(Ending::AccusativePlace) && !is_base {
        // «в Полтаву», «на Полтавщину», not «у Бердянську».
        let is_feminine = |base: &String| {
            let endings = &sentence.lexicon.endings;
            endings.has(base, Ending::FemininePlace)
        };
        return !ends_as(Ending::MasculineDative) && (!mention.oblique || bases().any(is_feminine));
    }
    if !is_base && (mention.oblique || ends_as(Ending::LocativePlace)) {
        return false;
    }
    // Nominative and accusative look the same: direction, unless nothing moves here.
    !ends_as(Ending::NeuterPlace) || moves_here(sentence, place) || is_way_onto(sentence, place)
}

/// «Коридор на Запорожье», «поезд на Ровно»: a way or vehicles that lead there.
fn is_way_onto(sentence: &Sentence<'_>, place: PlaceAt) -> bool {
    let before = place.start.saturating_sub(1);
    sentence.is_one_of(before, ClosedSet::Onto)
        && sentence.cues.iter().any(|found| {
            found.end == before
                && matches!(
                    found.cue,
                    Cue::Passage(Passage::Humanitarian | Passage::General)
                        | Cue::Movement(Movement::Carrying)
                        | Cue::Mode(_)
                )
        })
}

fn moves_here(sentence: &Sentence<'_>, place: PlaceAt) -> bool {
    const REACH: usize = 4;
    let before = place.start.saturating_sub(REACH)..place.start;
    let is_taken_there = sentence.cues_in(&before).any(|found| {
        matches!(
            found.cue,
            Cue::Movement(Movement::Evacuation | Movement::Leaving)
                | Cue::Status(crate::model::Status::Completed)
        )
    });
    is_taken_there || (0..place.start).any(|at| sentence.token_has_role(at, RoleCue::From))
}
