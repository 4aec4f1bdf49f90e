//! Sentences that complete what was stated before them: its end, its way, its mode, its hours, its
//! meeting points.

use super::fields::draft_of;
use super::passage::counts_passages;
use crate::extract::annotate::{Misread, Sentence};
use crate::extract::discourse::{
    Draft, Heard, Memory, Part, an_official_travels, refers_to_passage, speaks_of_all,
    speaks_of_others, told_way,
};
use crate::extract::facts::{hours, is_over, is_past_plan, status_of, words_of_status};
use crate::extract::places::{Group, Item};
use crate::extract::words::{Cue, CueMatch, Modality, Movement, Passage, RoleCue, Worded};
use crate::model::{Corridor, CorridorField, Mode, PlaceKind, PlaceRef, Status};

/// Gives meeting points to the passages that start where the sentence says, or else to those
/// stated last.
pub fn add_meeting_points(memory: &mut Memory<'_>, sentence: &Sentence<'_>, points: Vec<PlaceRef>) {
    let named = |draft: &Draft| {
        draft.corridor.from.iter().any(|from| {
            sentence
                .places
                .iter()
                .filter_map(|place| memory.mentions.get(place.mention)?.place.as_ref())
                .any(|place| place.id == from.place.id)
        })
    };
    let some_named = memory.drafts.0.iter().any(named);
    let last = memory.drafts.0.last().map(|draft| draft.sentence);
    let chosen: Vec<bool> = memory
        .drafts
        .0
        .iter()
        .map(|draft| {
            if some_named {
                named(draft)
            } else {
                Some(draft.sentence) == last
            }
        })
        .collect();
    for (draft, _) in memory
        .drafts
        .0
        .iter_mut()
        .zip(chosen)
        .filter(|(_, is_meant)| *is_meant)
    {
        for point in &points {
            if !draft.corridor.meeting_points.contains(point) {
                draft.corridor.meeting_points.push(point.clone());
            }
        }
    }
}

/// Takes in a line of a record ("To: Poltava"); its passage is stated once both ends are known.
pub fn read_part(memory: &mut Memory<'_>, heard: &Heard<'_>, part: Part, groups: &[Group]) {
    let places: Vec<usize> = groups.iter().flat_map(Group::places).collect();
    memory.record.take_in(part, places, &heard.source.quote);
    let record = memory.record.clone();
    if record.from.is_empty() || record.to.is_empty() {
        return;
    }
    if part == Part::Via && memory.record.is_stated {
        let via = memory.refs(&record.via);
        if let Some(last) = memory.drafts.0.last_mut() {
            last.corridor.via = via;
            last.corridor.context.push(heard.source.quote.clone());
        }
        return;
    }
    let item = Item {
        tokens: heard.sentence.whole(),
        ..Item::default()
    };
    let mut draft = draft_of(memory, heard, &item, 1);
    draft.corridor.from = memory.refs(&record.from);
    draft.corridor.to = memory.refs(&record.to);
    draft.corridor.via = memory.refs(&record.via);
    draft.corridor.context = record.lines;
    draft.corridor.rule = "record".into();
    memory.drafts.0.push(draft);
    memory.record.is_stated = true;
}

/// "All of these run by bus": a sentence about modes completes the statements before it.
pub fn complete_modes(memory: &mut Memory<'_>, sentence: &Sentence<'_>, groups: &[Group]) {
    let Some(mode) = sentence.mode_in(&sentence.whole()) else {
        return;
    };
    if !groups.is_empty()
        && !groups
            .iter()
            .all(|group| group.role == crate::extract::places::Role::In)
    {
        return;
    }
    if counts_vehicles(sentence) {
        // "Eleven coaches got past the checkpoint": those, and no others.
        return;
    }
    let is_about_passages = [Movement::People, Movement::Evacuation, Movement::Carrying]
        .iter()
        .any(|movement| sentence.has(Cue::Movement(*movement)));
    if !is_about_passages {
        return;
    }
    if memory.drafts.0.is_empty() {
        memory.frame.mode = Some(mode);
    }
    // A line of a record speaks of its own passage only.
    let spared = if memory.record.is_stated {
        memory.drafts.0.len().saturating_sub(1)
    } else {
        0
    };
    for draft in memory.drafts.0.iter_mut().skip(spared) {
        give_mode(&mut draft.corridor, Some(mode));
    }
}

/// "Use Al-Rashid Street between 10:00 and 14:00": hours and the way complete the statements
/// before it.
pub fn complete_details(memory: &mut Memory<'_>, heard: &Heard<'_>, items: &[Item]) {
    const REACH: usize = 3;
    let sentence = heard.sentence;
    let is_about_way = [
        Movement::Going,
        Movement::Leaving,
        Movement::Carrying,
        Movement::Evacuation,
    ]
    .iter()
    .any(|movement| sentence.has(Cue::Movement(*movement)))
        || sentence.has(Cue::Passage(Passage::General))
        || sentence.has(Cue::Passage(Passage::Humanitarian))
        || sentence.has(Cue::Assembly);
    let has_ends = items
        .iter()
        .any(|item| !item.origins().is_empty() || !item.to.is_empty());
    let Some(last) = memory.drafts.0.last() else {
        return;
    };
    let (last_sentence, paragraph) = (last.sentence, last.paragraph);
    let is_near = paragraph == memory.paragraph || heard.index - last_sentence <= REACH;
    if has_ends || !is_about_way || !is_near || last.corridor.status.went_wrong() {
        return;
    }
    let hours = memory.understood(heard, Misread::Hours, hours(sentence, &sentence.whole()));
    let mut via = memory.refs(
        &items
            .iter()
            .flat_map(|item| item.via.clone())
            .collect::<Vec<_>>(),
    );
    let is_advised_against = sentence.has(Cue::Modality(Modality::Not))
        && !status_of(sentence, &sentence.whole()).is_some_and(Status::went_wrong);
    if speaks_of_others(sentence) || is_advised_against {
        // "Going through C is not advised".
        via.clear();
    }
    // "Go by way of Belarus" is advice on getting there.
    via.retain(|stop| stop.place.kind != PlaceKind::Country);
    let stated_last = memory
        .drafts
        .0
        .iter_mut()
        .filter(|draft| draft.sentence == last_sentence);
    for draft in stated_last {
        let corridor = &mut draft.corridor;
        if let (None, Some(hours)) = (&corridor.time_window, &hours) {
            corridor.time_window = Some(hours.value.clone());
            corridor
                .evidence
                .set(CorridorField::TimeWindow, hours.words);
            corridor.complete_by("hours-told-later");
        }
        if !corridor.to.is_empty() {
            told_way::give(corridor, &via, &heard.source.quote);
        }
    }
}

/// What a statement takes from the one before: the way back leads where that one began; "a
/// second corridor, towards B" starts where the first did.
pub fn take_from_last(
    memory: &Memory<'_>,
    heard: &Heard<'_>,
    item: &Item,
    from: &mut Vec<PlaceRef>,
    to: &mut Vec<PlaceRef>,
    inferred: &mut Vec<CorridorField>,
) {
    let sentence = heard.sentence;
    let Some(last) = memory.drafts.0.last() else {
        return;
    };
    let is_right_before = heard.index - last.sentence <= 1;
    let last = &last.corridor;
    let goes_back = is_right_before
        && (0..item.first_place).any(|at| sentence.token_has_role(at, RoleCue::Back));
    if goes_back && from.is_empty() && !to.is_empty() {
        from.clone_from(&last.to);
        inferred.push(CorridorField::From);
    } else if goes_back && to.is_empty() && !from.is_empty() {
        to.clone_from(&last.from);
        inferred.push(CorridorField::To);
    } else if from.is_empty()
        && !to.is_empty()
        && counts_passages(&memory.frame, sentence)
        && !sentence.has(Cue::Movement(Movement::Aid))
        && !last
            .from
            .iter()
            .any(|start| to.iter().any(|end| end.place.id == start.place.id))
    {
        from.clone_from(&last.from);
        inferred.push(CorridorField::From);
    }
}

/// A sentence that only says where people go or got to completes the statements before it
/// that leave their end open.
pub fn completes_last(
    memory: &mut Memory<'_>,
    heard: &Heard<'_>,
    item: &Item,
    to: &[PlaceRef],
) -> bool {
    const REACH: usize = 3;
    let sentence = heard.sentence;
    let status = status_of(sentence, &item.tokens);
    let mode = sentence.mode_in(&item.tokens);
    let names_passage = sentence.names_passage();
    let takes_people = [Movement::Evacuation, Movement::Leaving, Movement::Going]
        .iter()
        .any(|movement| sentence.moves(&item.tokens, *movement))
        || sentence.has(Cue::Role(RoleCue::Receives));
    let arrives = names_passage
        || takes_people
        || matches!(
            status,
            Some(Status::Completed | Status::Open | Status::Planned)
        );
    if !arrives || sentence.has(Cue::Movement(Movement::Aid)) || an_official_travels(sentence) {
        return false;
    }
    let is_linked = refers_to_passage(sentence);
    let names_corridor = sentence.has(Cue::Passage(Passage::Humanitarian));
    let paragraph = memory.paragraph;
    // "An exit from A is settled. 600 are to be brought out through a corridor to B".
    let goes_on = |draft: &Draft| {
        is_linked
            || names_corridor
                && is_to_come(draft)
                && draft.sentence + 1 == heard.index
                && draft.paragraph == paragraph
    };
    // What failed led somewhere only if the sentence speaks of the failure too.
    // "The buses were to go to B", of which it was just said that they did not.
    let goes_wrong =
        status.is_some_and(Status::went_wrong) || is_linked && is_past_plan(sentence, &item.tokens);
    // Who gets out on his own uses no corridor that is only asked for.
    let happens = matches!(status, Some(Status::Completed | Status::Open));
    // What is over leads where people are said to have got, and not where they are to go.
    let tells_of_the_past = happens || is_over(sentence, &item.tokens);
    let is_open_ended = |draft: &Draft| {
        let is_only_asked_for = draft.corridor.status == Status::Proposed;
        (!happens || !is_only_asked_for)
            && (is_linked || !happens && is_to_come(draft))
            && (tells_of_the_past || draft.corridor.status != Status::Completed)
            && draft.corridor.to.is_empty()
            && !draft.corridor.from.is_empty()
            && !draft.is_headline
            && (!draft.corridor.status.went_wrong() || goes_wrong)
            && draft.sentence < heard.index
            && heard.index - draft.sentence <= REACH
            && !draft
                .corridor
                .from
                .iter()
                .any(|place| to.iter().any(|end| end.place.id == place.place.id))
    };
    let Some(last_sentence) = memory
        .drafts
        .0
        .iter()
        .rev()
        .find(|draft| is_open_ended(draft))
        .map(|draft| draft.sentence)
    else {
        return false;
    };
    let via = memory.refs(&item.via);
    let stated_since = |draft: &Draft| draft.sentence > last_sentence;
    if memory.drafts.0.iter().any(stated_since) {
        return false;
    }
    // "Everybody goes on to C": all lines of the list before.
    let of_all = memory.frame.follows_departures
        && ((0..sentence.tokens.len()).any(|at| sentence.token_has_role(at, RoleCue::Everybody))
            || speaks_of_all(sentence));
    let is_listed =
        |draft: &Draft| of_all && draft.corridor.to.is_empty() && !draft.corridor.from.is_empty();
    let open_ended = memory.drafts.0.iter_mut().filter(|draft| {
        draft.sentence == last_sentence && is_open_ended(draft) || is_listed(draft)
    });
    for draft in open_ended {
        draft.corridor.to = to.iter().take(1).cloned().collect();
        if goes_on(draft) {
            draft.corridor.context.push(heard.source.quote.clone());
        }
        if draft.corridor.via.is_empty() {
            draft.corridor.via.clone_from(&via);
        }
        give_mode(&mut draft.corridor, mode);
        draft.corridor.complete_by("end-told-later");
        if let (false, Some(status)) = (draft.status_is_stated, status) {
            draft.corridor.status = status;
            let words = words_of_status(sentence, std::slice::from_ref(&item.tokens), status);
            draft.corridor.evidence.set(CorridorField::Status, words);
        }
    }
    true
}

/// Gives a passage of which no mode is known the mode that another sentence tells.
fn give_mode(corridor: &mut Corridor, mode: Option<Worded<Mode>>) {
    if let (None, Some(mode)) = (corridor.mode, mode) {
        corridor.mode = Some(mode.value);
        corridor.evidence.set(CorridorField::Mode, mode.words);
        corridor.complete_by("mode-told-later");
    }
}

/// Whether a passage is still to come, or nothing is said of how it stands.
fn is_to_come(draft: &Draft) -> bool {
    let corridor = &draft.corridor;
    let is_unsaid = corridor.status == Status::Unknown && !draft.counts_people;
    !draft.is_over && is_unsaid || draft.may_infer_ends()
}

/// Whether a number stands right before the vehicles that a sentence names first.
fn counts_vehicles(sentence: &Sentence<'_>) -> bool {
    const REACH: usize = 2;
    let is_vehicle = |found: &&CueMatch| matches!(found.cue, Cue::Mode(_));
    sentence.cues.iter().find(is_vehicle).is_some_and(|found| {
        let before = found.start.saturating_sub(REACH)..found.start;
        sentence.has_number(&before)
            || sentence
                .cues_in(&before)
                .any(|count| matches!(count.cue, Cue::Count(_)))
    })
}
