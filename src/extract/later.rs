//! Later sentences that change what earlier ones stated of their corridors.

use super::consent;
use super::corridor::Heard;
use super::cue::{Cue, CueMatch, Modality, Movement, Passage, TimeCue};
use super::drafts::Drafts;
use super::groups::{Group, Role};
use super::sentence::Sentence;
use super::status::status_of;
use crate::model::{Corridor, Mention, PlaceKind, Status};

/// "But the convoy was not let through", "none of them worked": a sentence without ends of its
/// own that says what became of the corridors stated before it.
pub fn restate(drafts: &mut Drafts, heard: &Heard<'_>, mentions: &[Mention]) {
    /// How many sentences may lie between.
    const REACH: usize = 2;
    let (sentence, index) = (heard.sentence, heard.index);
    let Some(last) = drafts.0.last().map(|draft| draft.sentence) else {
        return;
    };
    take_in_consent(drafts, heard, mentions);
    let Some(status) = status_of(sentence, &sentence.whole()) else {
        return;
    };
    let is_of_another_day =
        sentence.has(Cue::Time(TimeCue::Earlier)) || sentence.has(Cue::Time(TimeCue::Yesterday));
    if is_of_another_day || sentence.has(Cue::Modality(Modality::Promise)) {
        return;
    }
    let of_all = speaks_of_all(sentence);
    let of_offer = status == Status::Rejected && index - last == 1;
    if !of_all && !of_offer && (!speaks_of_passage(sentence) || index - last > REACH) {
        return;
    }
    let mode = sentence.first_mode(&sentence.whole());
    for draft in &mut drafts.0 {
        // "The buses were not let through": those who drive themselves are not meant.
        let modes_agree =
            mode.is_none() || draft.corridor.mode.is_none_or(|known| Some(known) == mode);
        let is_meant = modes_agree
            && (of_all || draft.sentence == last)
            && names_nothing_else(heard.groups, mentions, &draft.corridor);
        if is_meant && draft.sentence < index && follows(draft.corridor.status, status) {
            draft.corridor.status = status;
        }
    }
}

/// "The Russian side confirmed the route", "Kyiv called the offer unacceptable".
fn take_in_consent(drafts: &mut Drafts, heard: &Heard<'_>, mentions: &[Mention]) {
    let speaks_of_it = speaks_of_passage(heard.sentence)
        || speaks_of_all(heard.sentence)
        || heard.sentence.has(Cue::Status(Status::Proposed))
        || heard.sentence.has(Cue::Status(Status::Rejected));
    let last = drafts.0.last().map(|draft| draft.sentence);
    // "Russia denied it": an answer to the sentence before.
    let answers = last.is_some_and(|last| last + 1 == heard.index)
        && heard
            .groups
            .iter()
            .all(|group| matches!(group.role, Role::In | Role::None));
    let speaks_of_it = speaks_of_it || answers;
    for draft in &mut drafts.0 {
        if speaks_of_it && Some(draft.sentence) == last {
            consent::take_in(&mut draft.corridor, heard.sentence, mentions);
        }
    }
}

/// Whether the places of a sentence are those of a corridor, or only where something happened.
fn names_nothing_else(groups: &[Group], mentions: &[Mention], corridor: &Corridor) -> bool {
    let is_end = |mention: usize| {
        let place = mentions
            .get(mention)
            .and_then(|mention| mention.place.as_ref());
        let mut ends = corridor
            .from
            .iter()
            .chain(&corridor.via)
            .chain(&corridor.to);
        place.is_some_and(|place| ends.any(|end| end.place.id == place.id))
    };
    // "Ukraine rejected the offer": a state is no end of a passage.
    let is_state = |mention: usize| {
        mentions
            .get(mention)
            .and_then(|mention| mention.place.as_ref())
            .is_some_and(|place| place.kind == PlaceKind::Country)
    };
    groups.iter().all(|group| {
        let mut places = group.places().into_iter();
        group.role == Role::In || places.all(|place| is_end(place) || is_state(place))
    })
}

/// Whether a status may become another within one report.
fn follows(before: Status, after: Status) -> bool {
    let is_expected = matches!(
        before,
        Status::Proposed | Status::Planned | Status::Agreed | Status::Open | Status::Unknown
    );
    match after {
        Status::Failed
        | Status::Blocked
        | Status::Suspended
        | Status::Cancelled
        | Status::Closed
        | Status::PartiallyOpen => is_expected,
        Status::Rejected => matches!(before, Status::Proposed | Status::Planned | Status::Unknown),
        Status::Open => matches!(before, Status::Suspended | Status::Blocked | Status::Closed),
        _ => false,
    }
}

/// "None of them", "all corridors".
fn speaks_of_all(sentence: &Sentence<'_>) -> bool {
    const REACH: usize = 4;
    let mut quantifiers = (0..sentence.tokens.len()).filter(|at| sentence.is_mark(*at, &ALL));
    let is_convoy = |found: &CueMatch| found.cue == Cue::Movement(Movement::Carrying);
    quantifiers.any(|at| {
        sentence
            .cues_in(&(at..at + REACH))
            .any(|found| is_passage(found) || is_convoy(found))
    }) || (sentence.is_mark(0, &NONE) && sentence.places.is_empty())
}

fn is_passage(found: &CueMatch) -> bool {
    matches!(
        found.cue,
        Cue::Passage(Passage::Humanitarian | Passage::General)
    )
}

/// "The corridor", "the convoy", "it": a passage named before. "More buses" are others.
pub fn speaks_of_passage(sentence: &Sentence<'_>) -> bool {
    const REACH: usize = 4;
    let is_pronoun = sentence.is_mark(0, &PRONOUNS) || sentence.is_mark(1, &PRONOUNS);
    is_pronoun
        || sentence.cues.iter().any(|found| {
            let moves = matches!(
                found.cue,
                Cue::Movement(Movement::Evacuation | Movement::Carrying)
            );
            let before = found.start.saturating_sub(REACH)..found.start;
            let is_definite = !sentence.words[found.start].is_ascii()
                || before
                    .clone()
                    .any(|at| sentence.is_mark(at, &["the", "this", "that", "these", "both"]));
            let is_another = before.into_iter().any(|at| sentence.is_mark(at, &OTHERS));
            (moves || is_passage(found)) && is_definite && !is_another
        })
}

/// Whether vehicles that were not named before are spoken of ("a second convoy").
pub fn speaks_of_others(sentence: &Sentence<'_>) -> bool {
    const REACH: usize = 3;
    sentence.cues.iter().any(|found| {
        let before = found.start.saturating_sub(REACH)..found.start;
        (is_passage(found) || found.cue == Cue::Movement(Movement::Carrying))
            && before.into_iter().any(|at| sentence.is_mark(at, &FURTHER))
    })
}

const FURTHER: [&str; 15] = [
    "another",
    "other",
    "second",
    "further",
    "інша",
    "інший",
    "інші",
    "друга",
    "другий",
    "друге",
    "другая",
    "другой",
    "второй",
    "вторая",
    "другие",
];
const ALL: [&str; 14] = [
    "all",
    "none",
    "no",
    "both",
    "neither",
    "усі",
    "всі",
    "жоден",
    "жодного",
    "все",
    "ни",
    "обидва",
    "оба",
    "any",
];
const NONE: [&str; 8] = [
    "none",
    "neither",
    "both",
    "жоден",
    "обидва",
    "ни",
    "оба",
    "nobody",
];
const OTHERS: [&str; 18] = [
    "more",
    "another",
    "other",
    "second",
    "a",
    "ще",
    "інша",
    "інший",
    "інші",
    "іншу",
    "друга",
    "другу",
    "еще",
    "ещё",
    "другая",
    "другой",
    "вторая",
    "second",
];
const PRONOUNS: [&str; 12] = [
    "it", "they", "він", "вона", "вони", "он", "она", "они", "nobody", "їх", "их", "його",
];
