//! Passages of which a sentence tells no more than where people are: corridors in a city, a city
//! that is cut off, "there is no way out of there".

use std::ops::Range;

use super::ends::refs_in;
use super::evacuated_places::evacuated_places;
use super::fields::draft_of;
use crate::extract::annotate::Sentence;
use crate::extract::discourse::{Draft, Heard, Memory, share_counts, there};
use crate::extract::facts::status_of;
use crate::extract::places::{Group, Item, Role};
use crate::extract::words::{Cue, CueMatch, Modality, Movement, Passage, RoleCue, SpeakerCue};
use crate::model::{Arrangement, Mention, PlaceKind, PlaceRef, Status, kind_of_place};

/// States what a sentence without ends says of passages from one place; whether it does.
pub fn read_origin_only(memory: &mut Memory<'_>, heard: &Heard<'_>, items: &[Item]) -> bool {
    let (sentence, groups) = (heard.sentence, heard.groups);
    let states_ends = items
        .iter()
        .any(|item| !item.to.is_empty() || !item.from.is_empty());
    if states_ends || !memory.frame.may_name_passages() {
        return false;
    }
    if let Some(place) = place_of_passages(sentence, groups, memory.mentions) {
        memory.passages_in = Some(place);
        if !sentence.names_passage() {
            return false;
        }
        state(
            memory,
            heard,
            "passages-at-place",
            &Item::default(),
            &[place],
            false,
        );
        return true;
    }
    let evacuated = evacuated_places(sentence, groups, memory.mentions);
    if !evacuated.is_empty() {
        state(
            memory,
            heard,
            "evacuation-at-place",
            &Item::default(),
            &evacuated,
            false,
        );
        return true;
    }
    let blocked = blocked_places(sentence, groups);
    if !blocked.is_empty() && heard.is_amid_passages {
        state(
            memory,
            heard,
            "blocked-place",
            &Item::default(),
            &blocked,
            false,
        );
        return true;
    }
    if let Some((place, there)) = no_way_out_of(memory, sentence) {
        let item = Item {
            referring: vec![(place, there)],
            ..Item::default()
        };
        state(memory, heard, "no-way-out", &item, &[place], false);
        return true;
    }
    match memory.passages_in {
        Some(place) if sentence.places.is_empty() && counts_opened_passages(sentence) => {
            state(
                memory,
                heard,
                "counted-passages",
                &Item::default(),
                &[place],
                true,
            );
            true
        }
        _ => false,
    }
}

fn state(
    memory: &mut Memory<'_>,
    heard: &Heard<'_>,
    rule: &'static str,
    item: &Item,
    places: &[usize],
    is_counted: bool,
) {
    let item = Item {
        tokens: heard.sentence.whole(),
        ..item.clone()
    };
    let draft = draft_of(memory, heard, &item, 1);
    for (index, from) in refs_in(memory, heard, &item, places)
        .into_iter()
        .enumerate()
    {
        let mut corridor = draft.corridor.clone();
        corridor.rule = rule.into();
        if is_counted {
            // "Six corridors for civilians": those of the place that was said to have them.
            corridor.context = memory.told.naming(std::slice::from_ref(&from));
        }
        corridor.from = vec![from];
        if index > 0 {
            share_counts(&mut corridor);
        }
        memory.drafts.0.push(Draft {
            corridor,
            yields: !is_counted,
            is_counted,
            ..draft
        });
    }
}

/// «Кремінну взяли, тож коридору звідти більше нема»: where "there" is.
fn no_way_out_of(memory: &Memory<'_>, sentence: &Sentence<'_>) -> Option<(usize, Range<usize>)> {
    let there = there(sentence)?;
    let went_wrong = status_of(sentence, &sentence.whole())
        .is_some_and(|status| status.went_wrong() || status == Status::Closed);
    let moves = sentence.names_passage()
        || sentence.moves(&sentence.whole(), Movement::Leaving)
        || sentence.moves(&sentence.whole(), Movement::Evacuation);
    let named = sentence
        .places
        .iter()
        .rev()
        .filter(|place| place.end <= there.start)
        .map(|place| place.mention)
        .find(|mention| !is_country(memory.mentions, *mention));
    let place = named.or(memory.focus.last)?;
    (went_wrong && moves).then_some((place, there))
}

/// "The buses were to bring insulin into the city", from which people were to leave.
pub fn brings_goods_back(
    memory: &Memory<'_>,
    heard: &Heard<'_>,
    item: &Item,
    to: &[PlaceRef],
) -> bool {
    let is_origin = |end: &PlaceRef| {
        memory.drafts.0.iter().any(|draft| {
            let starts = &draft.corridor.from;
            draft.sentence + 1 == heard.index
                && starts.iter().any(|start| start.place.id == end.place.id)
        })
    };
    item.to
        .iter()
        .all(|end| heard.sentence.refers_back_to(*end))
        && to.iter().all(is_origin)
}

/// "Fifteen trucks reached Mai Tsebri" after a route through it: how far goods have come on a
/// way that is stated already.
pub fn reports_progress(memory: &Memory<'_>, heard: &Heard<'_>, to: &[PlaceRef]) -> bool {
    const REACH: usize = 2;
    memory.drafts.0.iter().any(|draft| {
        let corridor = &draft.corridor;
        let on_way = |end: &PlaceRef| {
            let mut stops = corridor.via.iter().chain(&corridor.to);
            stops.any(|stop| stop.place.id == end.place.id)
        };
        !corridor.from.is_empty()
            && draft.sentence < heard.index
            && heard.index - draft.sentence <= REACH
            && to.iter().all(on_way)
    })
}

fn is_country(mentions: &[Mention], mention: usize) -> bool {
    kind_of_place(mentions, mention) == Some(PlaceKind::Country)
}

/// "Eight corridors in Aleppo", «в Алеппо заработают восемь коридоров», "a pause in Aleppo": the
/// settlement where passages are said to be.
fn place_of_passages(
    sentence: &Sentence<'_>,
    groups: &[Group],
    mentions: &[Mention],
) -> Option<usize> {
    const REACH: usize = 4;
    let is_settlement = |mention: usize| {
        matches!(
            kind_of_place(mentions, mention),
            Some(PlaceKind::PopulatedPlace | PlaceKind::District)
        )
    };
    let [group] = groups else { return None };
    let [place] = group.places()[..] else {
        return None;
    };
    if group.role != Role::In || !is_settlement(place) {
        return None;
    }
    // "Six corridors have been opened in A": they are the subject, and nothing but how they stand is said between;
    // "talks on corridors were held in A".
    let is_subject = |start: usize| {
        let Some(before) = start.checked_sub(1) else {
            return true;
        };
        !sentence.is_word(before)
            || sentence.token_has_role(before, RoleCue::Filler)
            || sentence.cues_at(before).any(|found| {
                matches!(
                    found.cue,
                    Cue::Count(_) | Cue::Time(_) | Cue::Modality(Modality::Not)
                )
            })
    };
    let is_said_of = |passage: &CueMatch| {
        passage.end <= group.start
            && group.start - passage.end <= REACH
            && is_subject(passage.start)
            && (passage.end..group.start).all(|at| {
                sentence.cues_at(at).any(|found| {
                    matches!(
                        found.cue,
                        Cue::Status(_) | Cue::Speaker(SpeakerCue::Auxiliary) | Cue::WillMove
                    )
                })
            })
    };
    let names_at = |start: usize, end: usize| {
        sentence.cues.iter().any(|found| {
            let is_pause = matches!(found.cue, Cue::Arrangement(Arrangement::HumanitarianPause));
            let is_passage = matches!(
                found.cue,
                Cue::Passage(Passage::Humanitarian | Passage::General)
            );
            (is_passage || is_pause) && found.end == start
                || is_passage && start == group.start && is_said_of(found)
                || is_passage && (end..end + REACH).contains(&found.start)
        })
    };
    let opens = sentence
        .cues_in(&(group.end..group.end + REACH))
        .any(|found| {
            matches!(
                found.cue,
                Cue::Status(Status::Planned | Status::Open | Status::PartiallyOpen)
            )
        });
    let is_counted = |at: usize| {
        let before = at.saturating_sub(REACH)..at;
        sentence.has_number(&before)
            || sentence
                .cues_in(&before)
                .any(|found| matches!(found.cue, Cue::Count(_)))
    };
    let follows = names_at(group.start, usize::MAX - REACH);
    let is_pause = sentence.has(Cue::Arrangement(Arrangement::HumanitarianPause));
    let speaks_of_corridors =
        sentence.has(Cue::Passage(Passage::Humanitarian)) || is_counted(group.start) || is_pause;
    let is_said = follows && speaks_of_corridors || opens && names_at(usize::MAX, group.end);
    is_said.then_some(place)
}

/// "Mariupol and Volnovakha remain blocked".
fn blocked_places(sentence: &Sentence<'_>, groups: &[Group]) -> Vec<usize> {
    const REACH: usize = 4;
    let is_blocked = |group: &&Group| {
        let behind = group.end..group.end + REACH;
        let parted = behind
            .clone()
            .take_while(|at| *at < sentence.tokens.len())
            .find(|at| sentence.is_mark(*at, &[",", ".", ";", ":"]))
            .unwrap_or(behind.end);
        group.role == Role::None
            && !group.is_chain()
            && sentence
                .cues_in(&(group.end..parted))
                .any(|found| found.cue == Cue::Status(Status::Blocked))
    };
    groups
        .iter()
        .filter(is_blocked)
        .flat_map(Group::places)
        .collect()
}

/// "Six corridors have been prepared for civilians": several passages, and what becomes of them.
fn counts_opened_passages(sentence: &Sentence<'_>) -> bool {
    const REACH: usize = 3;
    let counted = sentence.cues.iter().any(|found| {
        let before = found.start.saturating_sub(REACH)..found.start;
        matches!(
            found.cue,
            Cue::Passage(Passage::Humanitarian | Passage::General)
        ) && (sentence
            .cues_in(&before)
            .any(|count| matches!(count.cue, Cue::Count(2..)))
            || sentence.has_number(&before))
    });
    counted
        && sentence.moves(&sentence.whole(), Movement::People)
        && status_of(sentence, &sentence.whole()).is_some()
}
