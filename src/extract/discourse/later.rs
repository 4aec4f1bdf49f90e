//! Later sentences that change what earlier ones stated of their corridors.

use jiff::civil::Date;

use super::drafts::Drafts;
use super::heard::Heard;
use super::reference::{speaks_of_all, speaks_of_passage};
use crate::extract::annotate::Sentence;
use crate::extract::facts::{Now, first_day, status_of, words_of_status};
use crate::extract::places::{Group, Role};
use crate::extract::speaker::consent;
use crate::extract::words::{Cue, Modality, TimeCue};
use crate::model::{Corridor, CorridorField, Mention, PlaceKind, Status, kind_of_place};

/// "But the convoy was not let through", "none of them worked": a sentence without ends of its
/// own that says what became of the corridors stated before it.
///
/// What it says is of the day that it names, seen from `now`.
pub fn restate(drafts: &mut Drafts, heard: &Heard<'_>, mentions: &[Mention], now: Now) {
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
    let words = words_of_status(sentence, &[sentence.whole()], status);
    let day = first_day(sentence, now).map(|day| day.to_string());
    for draft in &mut drafts.0 {
        // What happened before a corridor's day says nothing of it.
        let of_corridor = draft.corridor.valid_from.as_deref();
        let is_before = day
            .as_deref()
            .is_some_and(|day| of_corridor.is_some_and(|of| day < of))
            || of_corridor
                .and_then(|of| of.parse::<Date>().ok())
                .is_some_and(|of| names_other_weekday(sentence, of));
        // "The buses were not let through": those who drive themselves are not meant.
        let modes_agree =
            mode.is_none() || draft.corridor.mode.is_none_or(|known| Some(known) == mode);
        let is_meant = modes_agree
            && (of_all || draft.sentence == last)
            && names_nothing_else(heard.groups, mentions, &draft.corridor);
        if is_meant
            && !is_before
            && draft.sentence < index
            && follows(draft.corridor.status, status)
        {
            draft.corridor.status = status;
            draft.corridor.evidence.set(CorridorField::Status, words);
            draft.corridor.complete_by("status-told-later");
        }
    }
}

/// "All Wednesday the buses stood", of corridors for Thursday.
fn names_other_weekday(sentence: &Sentence<'_>, day: Date) -> bool {
    let weekday = day.weekday().to_monday_one_offset();
    let mut named = sentence.cues.iter().filter_map(|found| match found.cue {
        Cue::Time(TimeCue::Weekday(number)) => Some(number),
        _ => None,
    });
    named.clone().next().is_some() && named.all(|number| number != weekday)
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
    if !(speaks_of_it || answers) {
        return;
    }
    let sides = consent::sides(heard.sentence, mentions);
    for draft in &mut drafts.0 {
        if Some(draft.sentence) == last {
            consent::take_in(&mut draft.corridor, &sides);
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
    let is_state = |mention: usize| kind_of_place(mentions, mention) == Some(PlaceKind::Country);
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
        // What one side announces and the other rejects stays announced.
        Status::Rejected => matches!(before, Status::Proposed | Status::Unknown),
        Status::Completed => before == Status::Unknown,
        Status::Open => matches!(
            before,
            Status::Suspended | Status::Blocked | Status::Closed | Status::Unknown
        ),
        _ => false,
    }
}
