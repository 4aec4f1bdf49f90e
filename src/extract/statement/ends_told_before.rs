//! Ends of a passage that the sentences before have told: where those start of whom a sentence says only where they go, and
//! where those got of whom it says only where they came from.

use crate::extract::annotate::Sentence;
use crate::extract::discourse::{Draft, Heard, Memory, is_on_the_move, refers_to_passage};
use crate::extract::facts::status_of;
use crate::extract::places::Item;
use crate::extract::words::{ClosedSet, Cue, Movement, Passage};
use crate::model::{PlaceRef, Quote, Status};

/// Where the passages of a sentence start or lead that does not say it: in the city in which
/// the report says corridors are, or at the place where the sentence before says people got. Whether it counts
/// out those who got there, and so tells of the same passage.
pub fn take_ends_told_before(
    memory: &Memory<'_>,
    heard: &Heard<'_>,
    item: &Item,
    from: &mut Vec<PlaceRef>,
    to: &mut Vec<PlaceRef>,
    context: &mut Vec<Quote>,
) -> bool {
    let sentence = heard.sentence;
    let counts_out = counts_out_of_them(sentence);
    let in_item = |movement: Movement| sentence.moves(&item.tokens, movement);
    let brings_goods = sentence.has(Cue::Movement(Movement::Aid));
    let carries_people = sentence.has(Cue::Movement(Movement::Carrying))
        && sentence.has(Cue::Movement(Movement::People));
    let people_move = sentence.has(Cue::Movement(Movement::Leaving))
        || sentence.has(Cue::Movement(Movement::Evacuation))
        || carries_people
        || sentence.names_passage();
    if from.is_empty() && !to.is_empty() && people_move && !brings_goods {
        let starts = memory.refs(memory.passages_in.as_slice());
        let leads_back = starts
            .iter()
            .any(|start| to.iter().any(|end| end.place.id == start.place.id));
        if !starts.is_empty() && !leads_back {
            if sentence.names_passage() {
                context.extend(memory.told.naming(&starts));
            }
            *from = starts;
        }
    }
    if let Some((told, ends)) = &memory.arrival
        && to.is_empty()
        && !from.is_empty()
        && heard.index == told + 1
        && !item.is_chain
        && status_of(sentence, &item.tokens).is_none_or(|status| status == Status::Completed)
        && (counts_out
            || in_item(Movement::Carrying)
            || in_item(Movement::Going)
            || sentence.has(Cue::Passage(Passage::General)))
        && !brings_goods
        && !ends
            .iter()
            .any(|end| from.iter().any(|start| end.place.id == start.place.id))
    {
        if counts_out || refers_to_passage(sentence) {
            context.extend(memory.told.naming(ends));
        }
        to.clone_from(ends);
        return counts_out;
    }
    false
}

/// "Of them 363 are from A", «із них 90 – з Б»: of those who were just said to have got somewhere.
fn counts_out_of_them(sentence: &Sentence<'_>) -> bool {
    const BEGINNING: usize = 3;
    let mut first = 0..BEGINNING;
    first.any(|at| sentence.is_one_of(at, ClosedSet::ThoseWhoMove))
        && sentence.has_number(&sentence.whole())
}

/// Where those start of whom a sentence says only where they go ("They were driven to B"); whether the sentences before it
/// say so.
pub fn take_departure(
    memory: &Memory<'_>,
    heard: &Heard<'_>,
    item: &Item,
    to: &[PlaceRef],
    from: &mut Vec<PlaceRef>,
    context: &mut Vec<Quote>,
) -> bool {
    let starts = memory.departure.starts_for(heard, item, memory.paragraph);
    let starts = memory.refs(&starts);
    let leads_back = |start: &PlaceRef| to.iter().any(|end| end.place.id == start.place.id);
    if starts.is_empty() || starts.iter().any(leads_back) {
        return false;
    }
    context.extend(memory.told.naming(&starts));
    *from = starts;
    true
}

/// Whether people go on from where the passage stated right before it led, or from where they were said to start.
pub fn goes_on_from_there(memory: &Memory<'_>, heard: &Heard<'_>, item: &Item) -> bool {
    const REACH: usize = 2;
    let is_near = |draft: &Draft| {
        draft.paragraph == memory.paragraph && heard.index - draft.sentence <= REACH
    };
    !item.referring.is_empty()
        && !item.is_chain
        && is_on_the_move(heard.sentence, item)
        && memory.drafts.0.last().is_some_and(is_near)
}

/// Remembers where a sentence says that people arrived.
pub fn remember_arrival(memory: &mut Memory<'_>, heard: &Heard<'_>, item: &Item, to: &[PlaceRef]) {
    let sentence = heard.sentence;
    let people_arrive = sentence.moves(&item.tokens, Movement::People)
        && status_of(sentence, &item.tokens) == Some(Status::Completed)
        && !sentence.has(Cue::Movement(Movement::Aid))
        && item.origins().is_empty();
    if let ([end], true) = (to, people_arrive) {
        memory.arrival = Some((heard.index, vec![end.clone()]));
    }
}
