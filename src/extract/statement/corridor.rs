//! Sentences → statements about corridors.
//!
//! The report is read in order. Sentences that speak of corridors in general set the frame
//! (status, speaker, day, purpose); sentences that name ends make statements within it; later
//! sentences that name a mode or a destination only complete what was stated before.

use super::completion::{
    add_meeting_points, complete_details, complete_modes, completes_last, read_part, take_from_last,
};
use super::counted_passages::{read_counted_areas, read_further_passage};
use super::ends::{lead_of, refs_in, settle};
use super::ends_told_before::{
    goes_on_from_there, remember_arrival, take_departure, take_ends_told_before,
};
use super::fields::draft_of;
use super::finished::finished;
use super::meeting::meeting_points;
use super::origin_only::{brings_goods_back, read_origin_only, reports_progress};
use super::passage::{is_passage, leads_goods_in};
use super::way::{add_stops, complete_way, way_of};
use crate::extract::annotate::{Misread, Sentence};
use crate::extract::discourse::{Draft, Heard, Memory, Part, restate, share_counts};
use crate::extract::facts::{first_day, heads_a_list, status_of};
use crate::extract::places::{
    Item, groups, is_counted_with, items, start_at_head, start_where_people_are,
};
use crate::extract::speaker::consent;
use crate::extract::words::{Cue, Modality, Movement, Passage, RoleCue, TimeCue};
use crate::model::{Corridor, CorridorField, PlaceRef, Problem, Status};

/// Takes in the next sentence.
pub fn read(memory: &mut Memory<'_>, heard: &Heard<'_>) {
    memory.paragraph += usize::from(heard.sentence.starts_paragraph);
    memory.told.hear(&heard.source.quote);
    let stated_before = memory.drafts.0.len();
    match memory.focus.resolve(heard.sentence, memory.mentions) {
        Some(sentence) => read_sentence(
            memory,
            &Heard {
                sentence: &sentence,
                groups: &groups(&sentence, memory.mentions),
                ..*heard
            },
        ),
        None => read_sentence(memory, heard),
    }
    for draft in memory.drafts.0.iter_mut().skip(stated_before) {
        draft.is_headline = heard.is_headline;
    }
}

fn read_sentence(memory: &mut Memory<'_>, heard: &Heard<'_>) {
    let (sentence, groups) = (heard.sentence, heard.groups);
    if !memory.frame.may_name_passage(sentence) || sentence.has(Cue::Modality(Modality::Caption)) {
        return;
    }
    if sentence.speaks_of_other_passages() || explains(sentence) {
        return;
    }
    let mut stated = false;
    let mut items = items(sentence, groups);
    if memory
        .frame
        .opens_section(sentence, &items, memory.mentions)
    {
        return;
    }
    if sentence.starts_as_list_item() {
        memory.frame.apply_section(&mut items, groups);
        start_at_head(sentence, groups, &mut items);
    } else if sentence.starts_paragraph || heads_a_list(sentence) {
        memory.frame.leave_section(sentence);
    }
    start_where_people_are(sentence, groups, &mut items, memory.mentions);
    let as_stated = items.clone();
    if let Some(part) = Part::of(sentence) {
        if part != Part::Via || !memory.record.is_empty() {
            read_part(memory, heard, part, groups);
            return;
        }
        if add_stops(memory, heard) {
            return;
        }
    }
    let points = meeting_points(sentence);
    let states_ends = items
        .iter()
        .any(|item| !item.to.is_empty() || !item.origins().is_empty());
    if !points.is_empty() && !states_ends {
        // Where people gather nobody passes; it belongs to what was stated before.
        add_meeting_points(memory, sentence, points);
        return;
    }
    memory.focus.apply_there(sentence, &mut items);
    memory.focus.apply_its_people(sentence, &mut items);
    memory.focus.apply_same_end(sentence, &mut items);
    let sides = consent::sides(sentence, memory.mentions);
    for item in &items {
        let stated_before = memory.drafts.0.len();
        stated |= read_item(memory, heard, item, items.len(), &sides);
        if items
            .first()
            .is_some_and(|first| is_counted_with(sentence, first, item))
        {
            for draft in memory.drafts.0.iter_mut().skip(stated_before) {
                draft.corridor.shares_counts = true;
            }
        }
    }
    memory.frame.has_statements |= stated;
    memory.frame.section.states_passages |= stated && sentence.starts_as_list_item();
    if !points.is_empty() {
        add_meeting_points(memory, sentence, points);
    }
    if !stated {
        stated = read_counted_areas(memory, heard)
            || read_further_passage(memory, heard, &items)
            || read_origin_only(memory, heard, &items);
    }
    if !stated {
        restate(&mut memory.drafts, heard, memory.mentions, memory.now);
        let untold = memory
            .frame
            .take_in(sentence, heard.speaker, memory.now, memory.mentions);
        memory.list(heard, Misread::Day, untold);
        complete_modes(memory, sentence, groups);
        complete_details(memory, heard, &items);
        complete_way(memory, heard, &items);
    }
    memory.focus.follow(sentence, &as_stated, memory.mentions);
    memory
        .departure
        .follow(heard, &as_stated, memory.mentions, memory.paragraph);
}

/// The statements of the report, and what was not understood of them.
pub fn finish(memory: Memory<'_>) -> (Vec<Corridor>, Vec<Problem>) {
    let published = memory.now.published.map(|day| day.to_string());
    let mut drafts = finished(memory.drafts);
    drafts.retain_mut(|draft| {
        infer_plan(draft, published.as_deref());
        settle(draft, &memory.told)
    });
    let corridors = drafts.into_iter().map(|draft| draft.corridor);
    (corridors.collect(), memory.problems)
}

fn explains(sentence: &Sentence<'_>) -> bool {
    sentence.has(Cue::Passage(Passage::Explanation)) && sentence.places.is_empty()
}

fn read_item(
    memory: &mut Memory<'_>,
    heard: &Heard<'_>,
    item: &Item,
    items: usize,
    sides: &consent::Sides,
) -> bool {
    let sentence = heard.sentence;
    let mut from = refs_in(memory, heard, item, item.origins());
    let mut to = refs_in(memory, heard, item, &item.to);
    let mut inferred = Vec::new();
    let mut context = lead_of(memory, heard, item);
    take_from_last(memory, heard, item, &mut from, &mut to, &mut inferred);
    let counts_out = take_ends_told_before(memory, heard, item, &mut from, &mut to, &mut context);
    // "Aid comes into Melitopol and people leave the city": it is where people start.
    to.retain(|end| !from.iter().any(|start| start.place.id == end.place.id));
    if from.is_empty() && to.is_empty() {
        return false;
    }
    let moves_somebody = [
        Movement::Carrying,
        Movement::People,
        Movement::Leaving,
        Movement::Evacuation,
        Movement::Going,
    ]
    .iter()
    .any(|movement| sentence.moves(&item.tokens, *movement))
        || sentence.has(Cue::Passage(Passage::General))
        || sentence.has(Cue::Role(RoleCue::Receives))
        || sentence.has(Cue::Role(RoleCue::Everybody));
    if from.is_empty() && moves_somebody && completes_last(memory, heard, item, &to) {
        return true;
    }
    let goes_on = match from.is_empty() {
        true => take_departure(memory, heard, item, &to, &mut from, &mut context),
        false => goes_on_from_there(memory, heard, item),
    };
    if !goes_on && !counts_out && !is_passage(&memory.frame, sentence, item, &from, &to) {
        remember_arrival(memory, heard, item, &to);
        return false;
    }
    // "Buses left Zaporizhzhia to collect people": where vehicles start nobody leaves.
    let up_to_place = 0..item.first_place.max(item.tokens.end);
    let comes_for_people = sentence.cues_in(&up_to_place).any(|found| {
        found.cue == Cue::Movement(Movement::Fetching)
            && (found.start == 0 || found.start > item.starts_at(sentence))
    });
    if to.is_empty()
        && item.residents.is_empty()
        && comes_for_people
        && sentence.moves(&up_to_place, Movement::Carrying)
    {
        return false;
    }
    if from.is_empty() && !leads_goods_in(&memory.frame, sentence, item) {
        remember_arrival(memory, heard, item, &to);
        return false;
    }
    if from.is_empty()
        && (reports_progress(memory, heard, &to) || brings_goods_back(memory, heard, item, &to))
    {
        return true;
    }
    if !from.is_empty() && reports_earlier_days(memory, sentence, item, &from) {
        return true;
    }
    let mut draft = draft_of(memory, heard, item, items);
    let is_stopped = status_of(sentence, &item.tokens) == Some(Status::Blocked);
    let may_be_held = !from.is_empty() && (!to.is_empty() || is_stopped);
    draft.corridor.via = way_of(memory, heard, item, may_be_held, &mut context);
    // "From A: A – B – C" names the start again.
    let is_end = |stop: &PlaceRef| {
        from.iter()
            .chain(&to)
            .any(|end| end.place.id == stop.place.id)
    };
    draft.corridor.via.retain(|stop| !is_end(stop));
    draft.corridor.inferred.append(&mut inferred);
    draft.corridor.context = context;
    if goes_on {
        draft.corridor.complete_by("start-told-before");
    }
    consent::take_in(&mut draft.corridor, sides);
    // Two destinations of one passage are two passages; areas that are counted stay one.
    let destinations: Vec<Vec<PlaceRef>> = if to.len() > 1 {
        to.into_iter().map(|place| vec![place]).collect()
    } else {
        vec![to]
    };
    for (index, destination) in destinations.into_iter().enumerate() {
        let mut corridor = Corridor {
            from: from.clone(),
            to: destination,
            ..draft.corridor.clone()
        };
        if index > 0 {
            share_counts(&mut corridor);
        }
        memory.drafts.add(Draft {
            corridor,
            sentence: draft.sentence,
            paragraph: draft.paragraph,
            status_is_stated: draft.status_is_stated,
            is_over: draft.is_over,
            is_headline: false,
            yields: false,
            is_counted: false,
            counts_people: draft.counts_people,
        });
    }
    true
}

/// "On 28 March 880 people were brought out": what happened before is no corridor of this
/// report's day when the report states one from there; the count is kept.
fn reports_earlier_days(
    memory: &mut Memory<'_>,
    sentence: &Sentence<'_>,
    item: &Item,
    from: &[PlaceRef],
) -> bool {
    let named_day = first_day(sentence, memory.now);
    let of_report = memory
        .frame
        .day
        .map(|day| day.value)
        .or(memory.now.published);
    let is_earlier = match (named_day, of_report) {
        (Some(day), Some(report_day)) => day < report_day,
        _ => false,
    } || sentence.has(Cue::Time(TimeCue::Earlier));
    is_earlier
        && status_of(sentence, &item.tokens) == Some(Status::Completed)
        // "To Lviv from Sloviansk and Bakhmut" says something of Bakhmut.
        && from.iter().all(|place| {
            memory.drafts.0.iter().any(|draft| {
                // That it worked the day before says something where it fails now.
                !draft.corridor.status.went_wrong()
                    && draft
                        .corridor
                        .from
                        .iter()
                        .any(|known| place.place.id == known.place.id)
            })
        })
}

/// An announcement that lists ways and says nothing of how they stand is a plan, unless it speaks
/// of a day before or counts who came through.
fn infer_plan(draft: &mut Draft, published: Option<&str>) {
    let corridor = &mut draft.corridor;
    let is_past = corridor
        .valid_from
        .as_deref()
        .zip(published)
        .is_some_and(|(day, published)| day < published);
    let is_unsaid = corridor.status == Status::Unknown && !draft.status_is_stated;
    if is_unsaid && !is_past && !draft.counts_people {
        corridor.status = Status::Planned;
        corridor.inferred.push(CorridorField::Status);
    }
}
