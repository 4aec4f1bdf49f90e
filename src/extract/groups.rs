//! Places of a sentence gathered into groups: lists ("A, B and C"), chains ("A – B – C"), each
//! with the part that the words around it give it.

use std::ops::Range;

use super::lexicon::{Cue, Movement, Passage, RoleCue, SpeakerCue};
use super::sentence::{DASHES, PlaceAt, Sentence};
use crate::model::{Mention, PlaceKind};

/// The part a group of places plays in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Where a movement starts.
    From,
    /// Where it leads.
    To,
    /// What it passes.
    Via,
    /// Where something is, nothing more.
    In,
    /// Whose people are meant: an origin unless another is named.
    Residents,
    /// Two ends that a way joins ("between A and B").
    Between,
    /// No word tells.
    None,
}

/// A list of places with one part, or a chain of such lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The lists in order: one for a plain list, two or more for a chain.
    pub stops: Vec<Vec<usize>>,
    /// Its part; a chain has [`Role::None`] unless a word says that it passes.
    pub role: Role,
    /// First token, its role's words included.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// First token of the first place.
    pub first_place: usize,
    /// Whether "and" or a comma stands right before it ("to A and to B").
    pub coordinated: bool,
    /// Whether vehicles start there, or people are picked up there ("buses start in A").
    pub starts_there: bool,
    /// Whether goods are said to be for it: they may be taken somewhere else.
    pub is_beneficiary: bool,
    /// Whether it goes on with a distribution ("14 from A, 11 from B") and shares the part of the
    /// group before it.
    pub continues: bool,
}

impl Group {
    /// Whether dashes join its places.
    pub fn is_chain(&self) -> bool {
        self.stops.len() > 1
    }

    /// All places, in order.
    pub fn places(&self) -> Vec<usize> {
        self.stops.concat()
    }
}

/// How two places that follow each other are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    List,
    Dash,
    /// The second is the area that holds the first.
    Container,
    None,
}

/// The groups of a sentence, in order.
pub fn groups(sentence: &Sentence<'_>, mentions: &[Mention]) -> Vec<Group> {
    let mut found: Vec<Group> = Vec::new();
    let mut places = sentence.places.iter().enumerate().peekable();
    while let Some((_, &first)) = places.next() {
        let mut stops = vec![vec![first.mention]];
        let mut last = first;
        while let Some(&(next_index, &next)) = places.peek() {
            match link(sentence, mentions, last, next) {
                Link::None => break,
                Link::Container => {
                    places.next();
                    last = next;
                    continue;
                }
                Link::Dash if is_led_to(sentence, mentions, first, last, next) => break,
                Link::Dash => stops.push(vec![next.mention]),
                Link::List => {
                    let starts_another_chain = stops.len() > 1
                        && sentence.places.get(next_index + 1).is_some_and(|after| {
                            link(sentence, mentions, next, *after) == Link::Dash
                        });
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
        let (mut role, start) = role_of(sentence, mentions, first, last, stops.len() > 1);
        let before = found.last();
        let after = before.map_or(0, |before| before.end);
        role = beside_verb(sentence, role, after, start..last.end);
        let goes_on_starting = before.is_some_and(|before| {
            before.starts_there
                && role == Role::In
                && (before.end..start).any(|at| sentence.token_has_role(at, RoleCue::And))
        });
        let starts_there =
            goes_on_starting || role == Role::In && starts_here(sentence, after..start);
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
        let continues = before.is_some_and(|before| {
            matches!(before.role, Role::From | Role::Residents)
                && matches!(role, Role::From | Role::Residents | Role::None)
                && (is_counted(sentence, start)
                    || sentence
                        .role_ending_at(start)
                        .any(|(role, _)| role == RoleCue::With))
        });
        let continues = continues || goes_on_starting;
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
                && (sentence.token_has_role(start, RoleCue::For)
                    || sentence.token_has_role(start, RoleCue::ResidentsBefore)),
            continues,
        });
    }
    found
}

/// "left Semera, in Afar, on Thursday for Mekelle", «з міста Газа за Ваді-Газа».
fn is_to_after_from(sentence: &Sentence<'_>, before: &Group, start: usize) -> bool {
    const REACH: usize = 14;
    let reach = if sentence.words[start].is_ascii() { REACH } else { 0 };
    before.role != Role::To
        && start.saturating_sub(before.end) <= reach
        && sentence.token_has_role(start, RoleCue::ToAfterFrom)
        && (0..start).any(|at| sentence.token_has_role(at, RoleCue::From))
        && !(before.end..start).any(|at| sentence.token_has_role(at, RoleCue::ClauseBreak))
}

/// Whether a verb of starting or picking up stands right before a place with no other part.
fn starts_here(sentence: &Sentence<'_>, between: Range<usize>) -> bool {
    let Some(verb) = between
        .clone()
        .rev()
        .find(|&at| sentence.token_has_role(at, RoleCue::Start))
    else {
        return false;
    };
    let has_vehicles = sentence.moves(&sentence.whole(), Movement::Carrying)
        || sentence.moves(&sentence.whole(), Movement::Evacuation)
        || sentence.first_mode(&sentence.whole()).is_some();
    has_vehicles && !(verb..between.end).any(|at| sentence.token_has_role(at, RoleCue::ClauseBreak))
}

/// The part of a place that has none by its own words: those beside a verb of taking in are where
/// people go («прийматиме всіх Запоріжжя», "Poltava will receive them").
fn beside_verb(sentence: &Sentence<'_>, role: Role, after: usize, group: Range<usize>) -> Role {
    const REACH: usize = 4;
    if role != Role::None {
        return role;
    }
    let before = group.start.saturating_sub(REACH).max(after)..group.start;
    let behind = group.end..group.end + 2;
    let takes_in = |at: usize| sentence.token_has_role(at, RoleCue::Receives);
    let parts = |at: usize| sentence.is_mark(at, &[",", ";", ":", "."]);
    let is_object = before
        .clone()
        .rev()
        .take_while(|at| !parts(*at))
        .any(takes_in);
    if is_object || behind.take_while(|at| !parts(*at)).any(takes_in) {
        Role::To
    } else {
        Role::None
    }
}

fn is_feature(mentions: &[Mention], mention: usize) -> bool {
    mentions
        .get(mention)
        .and_then(|mention| mention.place.as_ref())
        .is_some_and(|place| place.kind == PlaceKind::Feature)
}

/// Whether people leave, are taken away or fetched in a sentence.
fn speaks_of_movement(sentence: &Sentence<'_>) -> bool {
    sentence.cues.iter().any(|found| {
        matches!(
            found.cue,
            Cue::Movement(
                Movement::Evacuation | Movement::Leaving | Movement::Fetching | Movement::Carrying
            ) | Cue::Mode(_)
                | Cue::Passage(Passage::Humanitarian)
        )
    })
}

/// "Buses for Bakhmut", "a convoy for Douma".
fn follows_vehicles(sentence: &Sentence<'_>, start: usize) -> bool {
    sentence.cues.iter().any(|found| {
        found.end == start && matches!(found.cue, Cue::Movement(Movement::Carrying) | Cue::Mode(_))
    })
}

/// Whether a number and a dash, or a number alone, stand right before a group.
fn is_counted(sentence: &Sentence<'_>, start: usize) -> bool {
    let is_number = |at: usize| {
        sentence
            .tokens
            .get(at)
            .is_some_and(|token| token.kind == crate::report::TokenKind::Number)
    };
    let Some(before) = start.checked_sub(1) else {
        return false;
    };
    is_number(before) || (sentence.is_mark(before, &DASHES) && before > 0 && is_number(before - 1))
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

/// How `next` is joined to `last`, by the tokens between them.
fn link(sentence: &Sentence<'_>, mentions: &[Mention], last: PlaceAt, next: PlaceAt) -> Link {
    const LONGEST_LINK: usize = 9;
    let between = last.end..next.start;
    if between.len() > LONGEST_LINK {
        return Link::None;
    }
    let (mut dashes, mut joins, mut others) = (0, 0, 0);
    let mut names_villages = false;
    for at in between.clone() {
        let has = |role: RoleCue| sentence.token_has_role(at, role);
        let leads_on = dashes > 0 && has(RoleCue::To);
        if joins > 0 && has(RoleCue::Site) {
            names_villages = true;
            continue;
        }
        if names_villages && has(RoleCue::In) {
            // "Irpin and the villages around Borodianka".
            continue;
        }
        if sentence.is_mark(at, &DASHES) {
            // "->" is one arrow.
            let is_shaft = at > between.start && sentence.is_mark(at - 1, &DASHES);
            dashes += usize::from(!is_shaft);
        } else if sentence.is_mark(at, &[",", "/"]) || has(RoleCue::And) {
            joins += 1;
        } else if !(has(RoleCue::Filler) || is_area_word(&sentence.words[at]) || leads_on) {
            others += 1;
        }
    }
    if others > 0 {
        return Link::None;
    }
    if is_within(mentions, last.mention, next.mention)
        && dashes == 0
        && sentence_joins_container(sentence, &between)
    {
        return Link::Container;
    }
    match (dashes, joins) {
        (1, 0) => Link::Dash,
        (0, joins) if joins > 0 && directly_listed(sentence, &between) => Link::List,
        _ => Link::None,
    }
}

/// Whether the tokens between a place and its area are those of an apposition: "Mariupol, Donetsk
/// region", "Bakhmut in Donetsk Oblast", "Irpin (Kyiv region)".
fn sentence_joins_container(sentence: &Sentence<'_>, between: &Range<usize>) -> bool {
    between.clone().all(|at| {
        sentence.is_mark(at, &[",", "("])
            || sentence.token_has_role(at, RoleCue::In)
            || sentence.token_has_role(at, RoleCue::Filler)
    })
}

/// A list goes on without a role word of its own: "to A and to B" are two groups.
fn directly_listed(sentence: &Sentence<'_>, between: &Range<usize>) -> bool {
    !between.clone().any(|at| {
        [RoleCue::From, RoleCue::To, RoleCue::Via]
            .iter()
            .any(|role| {
                sentence.token_has_role(at, *role) && !sentence.token_has_role(at, RoleCue::Filler)
            })
    })
}

fn is_within(mentions: &[Mention], inner: usize, outer: usize) -> bool {
    let (Some(inner), Some(outer)) = (
        mentions
            .get(inner)
            .and_then(|mention| mention.place.as_ref()),
        mentions
            .get(outer)
            .and_then(|mention| mention.place.as_ref()),
    ) else {
        return false;
    };
    match outer.kind {
        PlaceKind::Country => inner.kind != PlaceKind::Country && inner.country == outer.country,
        PlaceKind::Admin1 => {
            !matches!(inner.kind, PlaceKind::Admin1 | PlaceKind::Country)
                && inner.admin1.is_some()
                && inner.admin1 == outer.admin1
        }
        _ => false,
    }
}

/// Words for areas and kinds of place after a name: they belong to it.
pub fn is_area_word(word: &str) -> bool {
    const STEMS: [&str; 20] = [
        "region",
        "regions",
        "oblast",
        "oblasts",
        "province",
        "provinces",
        "district",
        "districts",
        "county",
        "counties",
        "област",
        "район",
        "громад",
        "краю",
        "край",
        "республик",
        "республік",
        "провинци",
        "провінці",
        "governorate",
    ];
    STEMS.iter().any(|stem| word.starts_with(stem))
}

/// The part of a group, and the first token of the words that give it.
fn role_of(
    sentence: &Sentence<'_>,
    mentions: &[Mention],
    first: PlaceAt,
    last: PlaceAt,
    is_chain: bool,
) -> (Role, usize) {
    const REACH: usize = 8;
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
                        | RoleCue::With
                        | RoleCue::Start
                        | RoleCue::Receives
                        | RoleCue::LabelFrom
                        | RoleCue::LabelTo
                        | RoleCue::LabelVia
                )
            })
            .collect();
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
                && (start.saturating_sub(2)..start)
                    .any(|at| sentence.token_has_role(at, RoleCue::To));
            let is_for = has(RoleCue::For) || is_for_people(sentence, start);
            let role = if has(RoleCue::Checkpoint) {
                Role::In
            } else if has(RoleCue::Topic) {
                if speaks_of_movement(sentence) {
                    Role::Residents
                } else {
                    Role::In
                }
            } else if has(RoleCue::For) && follows_vehicles(sentence, start) {
                Role::To
            } else if has(RoleCue::Between) && !is_chain {
                Role::Between
            } else if has(RoleCue::For) && names_passage {
                Role::Residents
            } else if brings_to_people || is_for && follows_goods(sentence, start) {
                Role::To
            } else if has(RoleCue::ResidentsBefore) && !has(RoleCue::From) {
                Role::Residents
            } else if has(RoleCue::From) {
                Role::From
            } else if sentence.is_mark(start, &["у"]) && is_russian(sentence) {
                Role::In
            } else if has(RoleCue::To) && has(RoleCue::In) {
                if leads_to(sentence, mentions, first) {
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
        if at <= floor || !passes_over(sentence, at - 1) {
            break;
        }
        at -= 1;
    }
    if people_follow(sentence, last) {
        return (Role::Residents, first.start);
    }
    (Role::None, first.start)
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
        || sentence.is_mark(at, &["«", "\"", "“", "„"])
        || (is_compound
            && is_small
            && sentence.tokens[at].end - sentence.tokens[at].start < 16
            && is_joined(sentence, at))
        || (is_small && is_adjective(&sentence.words[at]))
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

/// Whether letters tell Russian from Ukrainian: «у» says where in one, where or whither in the
/// other.
pub fn is_russian(sentence: &Sentence<'_>) -> bool {
    sentence.text[sentence.range.clone()].contains(['ы', 'э', 'ъ', 'ё'])
}

/// Ukrainian and Russian adjectives, by their endings.
fn is_adjective(word: &str) -> bool {
    const ENDINGS: [&str; 12] = [
        "ного",
        "ної",
        "ной",
        "них",
        "ных",
        "ских",
        "ських",
        "ского",
        "ського",
        "ской",
        "ської",
        "ованого",
    ];
    word.chars().count() > 5 && ENDINGS.iter().any(|ending| word.ends_with(ending))
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
        if has(RoleCue::Site) {
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
            && (at + 1..start)
                .all(|at| is_number(at) || sentence.token_has_role(at, RoleCue::Filler))
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
    if name.ends_with(['у', 'ю']) && !is_base {
        // «в Полтаву», «на Полтавщину», not «у Бердянську».
        let is_masculine = name.ends_with("ську") || name.ends_with("цьку");
        return !is_masculine
            && (!mention.oblique || bases().any(|base| base.ends_with(['а', 'я'])));
    }
    let ends_like_locative = ["і", "ї", "е", "ах", "ях", "ові", "ому", "ом"]
        .iter()
        .any(|ending| name.ends_with(ending));
    if !is_base && (mention.oblique || ends_like_locative) {
        return false;
    }
    // Nominative and accusative look the same: direction, unless nothing moves here.
    let ends_in_neuter = name.ends_with(['е', 'о', 'я', 'є']);
    !ends_in_neuter || moves_here(sentence, place)
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

/// Whether people are named right after a place: "Mariupol residents".
fn people_follow(sentence: &Sentence<'_>, last: PlaceAt) -> bool {
    sentence.token_has_role(last.end, RoleCue::ResidentsAfter)
}
