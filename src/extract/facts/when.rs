//! Days and hours that sentences name, as the statements take them.

use std::ops::Range;

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::assertion::is_rescheduled;
use crate::extract::annotate::{Sentence, Stated};
use crate::extract::words::{
    ClosedSet, Cue, CueMatch, Governing, Modality, SpeakerCue, TimeCue, Worded,
};
use crate::model::{Language, Status, TimeWindow};
use crate::time::{Anchor, Day, DayPhrase, Order};

/// What the days of a report are seen from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Now {
    /// The day of publication.
    pub published: Option<Date>,
    /// The order of day and month in its numeric dates, where it is known.
    pub order: Option<Order>,
}

/// The first and the last day for which something holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Days {
    pub first: Option<Date>,
    pub last: Option<Date>,
    /// The tokens that name the first, or the last where only that is named.
    pub tokens: Range<usize>,
}

impl Days {
    /// The first day that is named, a beginning or an end.
    pub fn named(&self) -> Option<Date> {
        self.first.or(self.last)
    }
}

/// The days that some tokens name for what is said there: "from Monday until Thursday", "on 5, 6
/// and 7 May", "on Monday for three days".
pub fn days(sentence: &Sentence<'_>, within: &Range<usize>, now: Now) -> Stated<Days> {
    const RANGE: usize = 6;
    if sentence.days().is_empty() {
        return Stated::Nothing;
    }
    let anchor = anchor(sentence, now);
    let named = || {
        sentence
            .days()
            .iter()
            .filter(|phrase| within.contains(&phrase.tokens.start))
            .filter(|phrase| !is_day_of_saying(sentence, phrase))
    };
    let told = || named().filter_map(|phrase| Some((phrase, phrase.span(&anchor)?)));
    let beginning = told().find(|(_, (first, _))| first.is_some());
    let Some((phrase, (first, last))) = beginning.or_else(|| told().next()) else {
        // Without a day of publication "tomorrow" is no fault of the words.
        let untold = named().find(|phrase| now.published.is_some() || phrase.is_unclear());
        return untold.map_or(Stated::Nothing, |phrase| {
            Stated::Untold(phrase.tokens.clone())
        });
    };
    let tokens = phrase.tokens.clone();
    let Some(first) = first else {
        return Stated::Told(Days {
            first: None,
            last,
            tokens,
        });
    };
    let ends_later = || {
        let behind = phrase.tokens.end..phrase.tokens.end + RANGE;
        told()
            .filter(|(later, _)| behind.contains(&later.tokens.start))
            .find_map(|(_, span)| match span {
                (None, last) => last,
                _ => None,
            })
    };
    let last = last
        .or_else(ends_later)
        .or_else(|| {
            let days = counted_days(sentence, within)?;
            let further = Span::new().try_days(days - 1).ok()?;
            first.checked_add(further).ok()
        })
        .filter(|last| *last > first);
    Stated::Told(Days {
        first: Some(first),
        last,
        tokens,
    })
}

/// The first day that a sentence names, a beginning or an end.
pub fn first_day(sentence: &Sentence<'_>, now: Now) -> Option<Date> {
    match days(sentence, &sentence.whole(), now) {
        Stated::Told(days) => days.named(),
        Stated::Nothing | Stated::Untold(_) => None,
    }
}

/// The day of something that happened, told in a clause of a sentence; what lasts since a day is
/// told as of the report.
pub fn day_of_event(
    sentence: &Sentence<'_>,
    clause: &Range<usize>,
    now: Now,
) -> Stated<Worded<Date>> {
    if sentence.has(Cue::Modality(Modality::Since)) {
        return Stated::Nothing;
    }
    let whole = sentence.whole();
    let stated = days(sentence, clause, now).or_else(|| match sentence.days() {
        // Of several days elsewhere in the sentence none is surely its own.
        [first, _, ..] if clause.len() < whole.len() => Stated::Untold(first.tokens.clone()),
        _ => days(sentence, &whole, now),
    });
    let has_come = |day: &Date| now.published.is_none_or(|published| *day <= published);
    match stated {
        Stated::Told(days) => {
            let words = sentence.span_of(&days.tokens);
            let day = days.first.filter(has_come);
            day.map_or(Stated::Nothing, |value| {
                Stated::Told(Worded { value, words })
            })
        }
        Stated::Nothing => Stated::Nothing,
        Stated::Untold(tokens) => Stated::Untold(tokens),
    }
}

/// The hours that some tokens name: "from 9 a.m. to 9 p.m.", "until 16:00", «с 10.00 мск».
pub fn hours(sentence: &Sentence<'_>, within: &Range<usize>) -> Stated<Worded<TimeWindow>> {
    let mut named = sentence
        .hours()
        .iter()
        .filter(|phrase| within.contains(&phrase.tokens.start));
    let Some(phrase) = named.next() else {
        return Stated::Nothing;
    };
    // "10:00 - 14:00 and 16:00 - 18:00": neither of them is the whole.
    const JOINT: usize = 2;
    let goes_on = named.next().filter(|next| {
        next.tokens.start <= phrase.tokens.end + JOINT
            && (next.start, next.end) != (phrase.start, phrase.end)
    });
    if let Some(next) = goes_on {
        return Stated::Untold(phrase.tokens.start..next.tokens.end);
    }
    if phrase.is_unclear {
        return Stated::Untold(phrase.tokens.clone());
    }
    let text = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    Stated::Told(Worded {
        value: TimeWindow {
            start: phrase.start.map(text),
            end: phrase.end.map(text),
            tz: phrase.zone.clone(),
        },
        words: sentence.span_of(&phrase.tokens),
    })
}

fn anchor(sentence: &Sentence<'_>, now: Now) -> Anchor {
    let looks_back =
        sentence.has(Cue::Time(TimeCue::Yesterday)) || sentence.has(Cue::Time(TimeCue::Earlier));
    let is_ahead = !looks_back
        && (is_put_off(sentence)
            || sentence.cues.iter().any(|found| {
                matches!(
                    found.cue,
                    Cue::Status(Status::Planned | Status::Proposed | Status::Agreed)
                        | Cue::Governing(Governing::Possible)
                )
            }));
    Anchor {
        published: now.published,
        is_ahead,
        order: now.order,
    }
}

/// "Postponed to Monday", "moved to Friday", «перенесли на вівторок»: whether a day is named to which something is
/// put off.
fn is_put_off(sentence: &Sentence<'_>) -> bool {
    let to_day = |word: &CueMatch| {
        let behind = word.end..word.end + 2;
        let mut days = sentence.days().iter();
        days.any(|day| {
            behind.contains(&day.tokens.start)
                && (word.end..day.tokens.start.max(word.end))
                    .all(|at| sentence.is_one_of(at, ClosedSet::PutOffTo))
        })
    };
    sentence.cues.iter().any(|found| {
        let puts_off = found.cue == Cue::Status(Status::Suspended);
        (puts_off && to_day(found)) || found.cue == Cue::Moved && is_rescheduled(sentence, found)
    })
}

/// "Said on Wednesday": the day of the words, not of what they say.
fn is_day_of_saying(sentence: &Sentence<'_>, phrase: &DayPhrase) -> bool {
    const REACH: usize = 3;
    let is_weekday = matches!(phrase.first, Some(Day::Weekday { turn: None, .. }));
    is_weekday
        && phrase.last.is_none()
        && sentence.cues.iter().any(|found| {
            let is_saying = found.cue == Cue::Speaker(SpeakerCue::Say);
            let (start, end) = (phrase.tokens.start, phrase.tokens.end);
            let before = found.end <= start && start - found.end <= REACH;
            let behind = found.start >= end && found.start - end <= 1;
            is_saying && (before || behind)
        })
}

/// "For three days", «на десять днів»: how many.
fn counted_days(sentence: &Sentence<'_>, within: &Range<usize>) -> Option<i64> {
    let row = sentence.row();
    within.clone().find_map(|at| {
        let start = row.duration_start(at)?;
        let numeral = row.numbers.numeral_at(start)?;
        row.day_unit_at(numeral.end)?;
        let days = i64::try_from(numeral.value?).ok()?;
        (1..=31).contains(&days).then_some(days)
    })
}

/// The order of day and month in the numeric dates of a report: as one of them that can be read
/// one way only, or that another date of the report settles, has it.
pub fn order(sentences: &[Sentence<'_>], language: Language) -> Option<Order> {
    if language != Language::En {
        return Some(Order::DayFirst);
    }
    let dated = || sentences.iter().filter(|it| it.may_name_years());
    let is_named = |date: Date| {
        let mut days = days_of(dated());
        days.any(|day| {
            matches!(day, Day::Date { year: Some(_), .. })
                && day.date(&Anchor::default()) == Some(date)
        })
    };
    const MOST: usize = 8;
    days_of(sentences.iter().filter(|it| it.joins_numbers()))
        .filter_map(|day| match day {
            Day::Numeric {
                first,
                second,
                year,
            } if first != second => Some((first, second, year)),
            _ => None,
        })
        .take(MOST)
        .find_map(|(first, second, year)| {
            let day_first = Date::new(year, second, first).ok();
            let month_first = Date::new(year, first, second).ok();
            match (day_first, month_first) {
                (Some(_), None) => Some(Order::DayFirst),
                (None, Some(_)) => Some(Order::MonthFirst),
                (Some(one), Some(other)) => match (is_named(one), is_named(other)) {
                    (true, false) => Some(Order::DayFirst),
                    (false, true) => Some(Order::MonthFirst),
                    _ => None,
                },
                (None, None) => None,
            }
        })
}

/// The days that some sentences name.
fn days_of<'s>(sentences: impl Iterator<Item = &'s Sentence<'s>>) -> impl Iterator<Item = Day> {
    sentences
        .flat_map(|sentence| sentence.days())
        .flat_map(|phrase| [phrase.first, phrase.last])
        .flatten()
}

/// The day of publication as the text lets one infer it: the newest date with a year, moved on
/// to the weekday on which something "was said".
pub fn inferred_publication(sentences: &[Sentence<'_>], order: Option<Order>) -> Option<Date> {
    let anchor = Anchor {
        order,
        ..Anchor::default()
    };
    let newest = days_of(sentences.iter().filter(|it| it.may_name_years()))
        .filter(|day| day.has_year())
        .filter_map(|day| day.date(&anchor))
        .max()?;
    let weekday = sentences
        .iter()
        .filter(|sentence| {
            sentence
                .cues
                .iter()
                .any(|cue| cue.cue == Cue::Speaker(SpeakerCue::Say))
        })
        .flat_map(|sentence| sentence.cues.iter())
        .find_map(|cue| match cue.cue {
            Cue::Time(TimeCue::Weekday(number)) => Weekday::from_monday_one_offset(number).ok(),
            _ => None,
        });
    let Some(weekday) = weekday else {
        return Some(newest);
    };
    if newest.weekday() == weekday {
        Some(newest)
    } else {
        newest.nth_weekday(1, weekday).ok()
    }
}
