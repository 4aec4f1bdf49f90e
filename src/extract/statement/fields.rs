//! What a passage's own words, its sentence and the report say of it besides its ends: how it stands,
//! what for, by what, when, how many; each with the words that say so.

use super::purpose::purpose_of;
use crate::extract::annotate::{Misread, Stated};
use crate::extract::discourse::{Draft, Heard, Memory, direction};
use crate::extract::facts::{
    OfPassage, counted, days, first_day, hours, is_over, is_past_plan, leaves_open,
    status_by_ellipsis, status_by_tense, status_of, status_of_passage, words_of_status,
};
use crate::extract::places::Item;
use crate::extract::words::{Cue, Modality, Passage, Worded};
use crate::model::{Arrangement, Corridor, CorridorField, Evidence, Mode, Status};
use crate::quantity::Counted;

/// How a passage stands.
struct Standing {
    status: Worded<Status>,
    /// Whether the words of its sentence say it, or leave it open.
    is_stated: bool,
}

/// A statement without ends, of an item that is one of so many of its sentence.
pub fn draft_of(memory: &mut Memory<'_>, heard: &Heard<'_>, item: &Item, items: usize) -> Draft {
    let sentence = heard.sentence;
    let mut evidence = Evidence::default();
    let Standing { status, is_stated } = standing(memory, heard, item, items);
    evidence.set(CorridorField::Status, status.words);
    let (purpose, words) = purpose_of(&memory.frame, sentence, item);
    evidence.set(CorridorField::Purpose, words);
    let mode = mode_of(memory, heard, item, items);
    evidence.set(CorridorField::Mode, mode.and_then(|mode| mode.words));

    let stated_days = days(sentence, &item.tokens, memory.now)
        .or_else(|| days(sentence, &sentence.whole(), memory.now));
    let is_untold = matches!(stated_days, Stated::Untold(_));
    let stated_days = memory.understood(heard, Misread::Day, stated_days);
    let first_day = stated_days.as_ref().and_then(|days| {
        let words = sentence.span_of(&days.tokens);
        days.first.map(|value| Worded { value, words })
    });
    let last_day = stated_days.as_ref().and_then(|days| days.last);
    if let (Some(days), true) = (&stated_days, last_day.is_some()) {
        evidence.set(CorridorField::ValidTo, sentence.span_of(&days.tokens));
    }
    let of_day = first_day.or(memory.frame.day);
    let day = of_day.filter(|_| !is_untold);
    evidence.set(CorridorField::ValidFrom, day.and_then(|day| day.words));
    let day_not_understood = day.is_none() && (is_untold || memory.frame.day_is_untold);

    let time_window = hours(sentence, &item.tokens).or_else(|| hours(sentence, &sentence.whole()));
    let time_window = memory.understood(heard, Misread::Hours, time_window);
    let words = time_window.as_ref().and_then(|window| window.words);
    evidence.set(CorridorField::TimeWindow, words);

    let of = OfPassage {
        day: of_day.map(|day| day.value),
        now: memory.now,
        status: Some(status.value),
    };
    let people = counted(sentence, &item.tokens, Counted::People, of);
    let counts_people = people.may_count;
    let people_moved = memory.count(heard, Misread::OtherPeople, people);
    evidence.set(
        CorridorField::PeopleMoved,
        people_moved.and_then(|it| it.words),
    );
    let vehicles = counted(sentence, &item.tokens, Counted::Vehicles, of);
    let vehicles = memory.count(heard, Misread::OtherVehicles, vehicles);
    evidence.set(CorridorField::Vehicles, vehicles.and_then(|it| it.words));

    let speaker = heard.speaker.or(memory.frame.speaker.as_ref());
    let words = speaker.map(|speaker| speaker.words.clone());
    evidence.set(CorridorField::AnnouncedBy, words.into_iter().flatten());

    let mut conditions = memory.frame.conditions.clone();
    for found in &sentence.cues {
        if let Cue::Condition(condition) = found.cue
            && !conditions.contains(&condition)
        {
            conditions.push(condition);
        }
    }
    let is_bare = !sentence.has(Cue::Passage(Passage::Humanitarian))
        && memory.frame.arrangement.is_none()
        && memory.frame.status.is_none();
    let hedged = sentence.has(Cue::Modality(Modality::Hedge));
    Draft {
        corridor: Corridor {
            from: Vec::new(),
            via: Vec::new(),
            to: Vec::new(),
            direction: direction(&purpose),
            purpose,
            mode: mode.map(|mode| mode.value),
            status: status.value,
            arrangement: match is_bare {
                true => Arrangement::EvacuationRoute,
                false => Arrangement::HumanitarianCorridor,
            },
            announced_by: speaker.map(|speaker| speaker.name.clone()),
            agreed_by: memory.frame.agreed_by.clone(),
            disputed_by: Vec::new(),
            conditions,
            valid_from: day.map(|day| day.value.to_string()),
            valid_to: last_day.map(|day| day.to_string()),
            day_not_understood,
            time_window: time_window.map(|window| window.value),
            meeting_points: Vec::new(),
            settlements: None,
            people_moved: people_moved.map(|count| count.value),
            vehicles: vehicles.map(|count| count.value),
            shares_counts: false,
            inferred: Vec::new(),
            evidence,
            rule: rule_of(heard, item).into(),
            completed_by: Vec::new(),
            left_out: Vec::new(),
            confidence: if hedged { 0.7 } else { 0.9 },
            quote: heard.source.quote.clone(),
            context: Vec::new(),
        },
        sentence: heard.index,
        paragraph: memory.paragraph,
        status_is_stated: is_stated,
        is_over: is_over(sentence, &sentence.whole()),
        is_headline: false,
        yields: false,
        is_counted: false,
        counts_people,
    }
}

/// How an item's passage stands, by its own words, its sentence's, or the report's.
fn standing(memory: &Memory<'_>, heard: &Heard<'_>, item: &Item, items: usize) -> Standing {
    let sentence = heard.sentence;
    if let Some(status) = status_by_ellipsis(sentence, &item.tokens) {
        return Standing {
            status,
            is_stated: true,
        };
    }
    let own = status_of_passage(sentence, &item.tokens, item.head);
    let of_whole = || status_of(sentence, &sentence.whole());
    // A plan or an agreement is told in any tense but the past.
    let of_frame = memory.frame.day.map(|day| day.value);
    let of_day = first_day(sentence, memory.now).or(of_frame);
    let is_ahead = of_day > memory.now.published && memory.now.published.is_some();
    let known = memory.frame.status.map(|status| status.value);
    let by_tense = status_by_tense(sentence, &item.tokens).filter(|status| match status {
        Status::Completed => !known.is_some_and(Status::went_wrong),
        Status::Suspended => true,
        _ => known.is_none() && !is_ahead,
    });
    // Of several passages each has its own verb.
    let stated = if items > 1 {
        own.or(by_tense).or_else(of_whole)
    } else {
        own.or_else(of_whole).or(by_tense)
    };
    let is_of_frame = match (stated, known) {
        // Plans and movements within an agreement do not undo it.
        (Some(Status::Planned), Some(Status::Agreed)) => true,
        // "They were to be taken to B" in a report that says no corridor will be open.
        (Some(Status::Planned), Some(known)) => {
            (known.went_wrong() || known == Status::Closed)
                && is_past_plan(sentence, &sentence.whole())
        }
        (Some(_), _) => false,
        (None, _) => true,
    };
    let status = match (stated, memory.frame.status) {
        (_, Some(of_frame)) if is_of_frame => of_frame,
        (Some(status), _) => Worded {
            value: status,
            words: words_of_status(
                sentence,
                &[
                    item.tokens.clone(),
                    0..item.first_place,
                    0..item.head,
                    sentence.whole(),
                ],
                status,
            ),
        },
        (None, _) => Worded {
            value: Status::Unknown,
            words: None,
        },
    };
    let is_left_open = status.value == Status::Unknown && leaves_open(sentence, &sentence.whole());
    Standing {
        status,
        is_stated: stated.is_some() || is_left_open,
    }
}

/// How people or goods move, by the words of an item, of its sentence, of the heading or of the report.
fn mode_of(
    memory: &Memory<'_>,
    heard: &Heard<'_>,
    item: &Item,
    items: usize,
) -> Option<Worded<Mode>> {
    let sentence = heard.sentence;
    sentence
        .mode_in(&item.tokens)
        .or_else(|| sentence.mode_in(&(0..item.head)))
        .or(memory.frame.section.mode)
        .or_else(|| match items {
            1 => sentence.mode_in(&sentence.whole()),
            _ => None,
        })
        .or(memory.frame.mode)
}

/// The rule by which an item states a passage.
fn rule_of(heard: &Heard<'_>, item: &Item) -> &'static str {
    let is_line = heard.sentence.starts_as_list_item();
    let (starts, leads) = (!item.origins().is_empty(), !item.to.is_empty());
    match (item.is_chain, is_line, starts, leads) {
        (true, ..) => "chain",
        (_, true, ..) => "line-of-list",
        (_, _, true, true) => "from-to",
        (_, _, true, false) => "from",
        (_, _, false, true) => "to",
        (_, _, false, false) => "no-ends",
    }
}
