//! Days and hours that sentences name.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::cue::{Cue, TimeCue};
use super::sentence::Sentence;
use crate::model::Status;
use crate::report::TokenKind;

/// A day named in a sentence: its token and its date, as far as a day of publication allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayAt {
    /// First token of the words.
    pub token: usize,
    /// The date.
    pub date: Date,
    /// Whether the words give the year.
    pub with_year: bool,
}

/// The days that some tokens name. Without a day of publication only dates with a year count.
pub fn days(sentence: &Sentence<'_>, within: &Range<usize>, published: Option<Date>) -> Vec<DayAt> {
    let mut found = Vec::new();
    for cue in sentence.cues_in(within) {
        let Cue::Time(time) = cue.cue else { continue };
        let relative = |days: i64| published.and_then(|day| day.checked_add(days.days()).ok());
        let dated = match time {
            TimeCue::Month(month) => day_of_month(sentence, cue.start, cue.end, month, published),
            TimeCue::Today => relative(0).map(|date| (date, false)),
            TimeCue::Yesterday => relative(-1).map(|date| (date, false)),
            TimeCue::Tomorrow => relative(1).map(|date| (date, false)),
            TimeCue::Weekday(number) if !is_day_of_saying(sentence, cue.start, cue.end) => {
                published
                    .and_then(|published| weekday(sentence, cue.start, number, published))
                    .map(|date| (date, false))
            }
            TimeCue::Earlier | TimeCue::Weekday(_) => None,
        };
        if let Some((date, with_year)) = dated {
            found.push(DayAt {
                token: cue.start,
                date,
                with_year,
            });
        }
    }
    found
}

/// "Said on Wednesday": the day of the words, not of what they say.
fn is_day_of_saying(sentence: &Sentence<'_>, start: usize, end: usize) -> bool {
    const REACH: usize = 3;
    sentence.cues.iter().any(|found| {
        let is_saying = matches!(found.cue, Cue::Speaker(super::cue::SpeakerCue::Say));
        let before = found.end <= start && start - found.end <= REACH;
        let behind = found.start >= end && found.start - end <= 1;
        is_saying && (before || behind)
    })
}

/// The day of the week next to the day of publication: behind it where the sentence speaks of what
/// is to come, before it or the same where it reports.
fn weekday(sentence: &Sentence<'_>, at: usize, number: u8, published: Date) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(i8::try_from(number).ok()?).ok()?;
    let is_last = at > 0
        && sentence.is_mark(
            at - 1,
            &[
                "last",
                "минулий",
                "минулу",
                "минулої",
                "прошлый",
                "прошлую",
                "прошлой",
            ],
        );
    if published.weekday() == weekday && !is_last {
        return Some(published);
    }
    let is_ahead = sentence.cues.iter().any(|found| {
        matches!(
            found.cue,
            Cue::Status(Status::Planned | Status::Proposed | Status::Agreed)
        )
    });
    let back_or_on = if is_ahead && !is_last { 1 } else { -1 };
    published.nth_weekday(back_or_on, weekday).ok()
}

/// The first and the last day for which something holds, by the days that some tokens name: "from
/// Monday until Thursday", "on 5, 6 and 7 May", "for three days".
pub fn validity(
    sentence: &Sentence<'_>,
    within: &Range<usize>,
    published: Option<Date>,
) -> Option<(Option<Date>, Option<Date>)> {
    const RANGE: usize = 6;
    let named = days(sentence, within, published);
    // "Until Friday", «до 5 квітня»: right before the day or its number.
    let is_end = |day: &DayAt| {
        let number = day
            .token
            .checked_sub(1)
            .filter(|at| sentence.tokens[*at].kind == TokenKind::Number);
        let before = number.unwrap_or(day.token).checked_sub(1);
        earliest_of_list(sentence, day).is_none()
            && before.is_some_and(|at| sentence.is_mark(at, &UNTIL))
    };
    let first = named.iter().find(|day| !is_end(day));
    let Some(first) = first else {
        let last = named.first()?;
        return Some((None, Some(last.date)));
    };
    let list_start = earliest_of_list(sentence, first);
    let start = list_start.unwrap_or(first.date);
    let last = named
        .iter()
        .find(|day| day.token > first.token && (day.token - first.token <= RANGE || is_end(day)))
        // "From Monday until Thursday": the Thursday behind that Monday.
        .and_then(|day| {
            let is_behind = day.date > first.date || !is_end(day);
            let days = if is_behind { 0 } else { 7 };
            day.date.checked_add(days.days()).ok()
        })
        .filter(|last| *last > first.date)
        .or(list_start.map(|_| first.date))
        .or_else(|| {
            let days = counted_days(sentence, within)?;
            start.checked_add((days - 1).days()).ok()
        });
    Some((Some(start), last.filter(|last| *last > start)))
}

const UNTIL: [&str; 6] = ["until", "till", "through", "до", "по", "to"];

/// "5, 6 and 7 May", «з 5 по 7 травня»: the first of the numbers before a day.
fn earliest_of_list(sentence: &Sentence<'_>, day: &DayAt) -> Option<Date> {
    const JOINTS: [&str; 14] = [
        ",", "-", "–", "—", "and", "to", "until", "та", "і", "й", "и", "по", "до", "or",
    ];
    let number = |at: usize| {
        let token = sentence.tokens.get(at)?;
        (token.kind == TokenKind::Number).then(|| token.text(sentence.text).parse::<i8>().ok())?
    };
    // The cue is the month; the day's own number stands before it.
    let mut at = day.token.checked_sub(1)?;
    number(at)?;
    let mut earliest = None;
    while at >= 2 && sentence.is_mark(at - 1, &JOINTS) {
        let Some(earlier) = number(at - 2).filter(|earlier| *earlier < day.date.day()) else {
            break;
        };
        earliest = Date::new(day.date.year(), day.date.month(), earlier).ok();
        at -= 2;
    }
    earliest
}

/// "For three days", «на десять днів»: how many.
fn counted_days(sentence: &Sentence<'_>, within: &Range<usize>) -> Option<i64> {
    const DAYS: [&str; 6] = ["days", "днів", "дні", "дней", "дня", "суток"];
    within
        .clone()
        .find_map(|at| {
            let counts = sentence.is_mark(at, &DAYS)
                && at > 1
                && sentence.is_mark(
                    at - 2,
                    &["for", "на", "протягом", "упродовж", "течение", "next"],
                );
            if !counts {
                return None;
            }
            let as_word = sentence
                .cues_in(&(at - 1..at))
                .find_map(|found| match found.cue {
                    Cue::Count(count) => Some(i64::from(count)),
                    _ => None,
                });
            as_word.or_else(|| sentence.words[at - 1].parse().ok())
        })
        .filter(|days| (1..=31).contains(days))
}

/// "March 29", "29 March 2022", «29 березня»: the number beside the month, and a year if one follows.
fn day_of_month(
    sentence: &Sentence<'_>,
    start: usize,
    end: usize,
    month: u8,
    published: Option<Date>,
) -> Option<(Date, bool)> {
    let number = |at: usize| {
        let token = sentence.tokens.get(at)?;
        (token.kind == TokenKind::Number).then(|| token.text(sentence.text).parse::<i16>().ok())?
    };
    let is_day = |day: &i16| (1..=31).contains(day);
    let is_year = |year: &i16| (1900..2200).contains(year);
    let before = start.checked_sub(1).and_then(number).filter(is_day);
    let (day, next) = match before {
        Some(day) => (day, end),
        None => {
            // "March 29, 2022" reads its comma as part of no number.
            let after = number(end).filter(is_day)?;
            (after, end + 1)
        }
    };
    let year = number(next).filter(is_year).or_else(|| {
        sentence
            .is_mark(next, &[","])
            .then(|| number(next + 1).filter(is_year))?
    });
    let with_year = year.is_some();
    let year = year.or_else(|| published.map(|date| year_nearest(date, month, day)))?;
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some((date, with_year))
}

/// The year in which a day without one lies nearest to the day of publication.
fn year_nearest(published: Date, month: u8, day: i16) -> i16 {
    (published.year() - 1..=published.year() + 1)
        .filter_map(|year| {
            let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
            let distance = published.until(date).ok()?.get_days().unsigned_abs();
            Some((distance, year))
        })
        .min()
        .map_or(published.year(), |(_, year)| year)
}

/// The day of publication as the text lets one infer it: the newest date with a year, moved on
/// to the weekday on which something "was said".
pub fn inferred_publication(sentences: &[Sentence<'_>]) -> Option<Date> {
    let newest = sentences
        .iter()
        .flat_map(|sentence| days(sentence, &sentence.whole(), None))
        .filter(|day| day.with_year)
        .map(|day| day.date)
        .max()?;
    let weekday = sentences
        .iter()
        .filter(|sentence| {
            sentence
                .cues
                .iter()
                .any(|cue| matches!(cue.cue, Cue::Speaker(super::cue::SpeakerCue::Say)))
        })
        .flat_map(|sentence| sentence.cues.iter())
        .find_map(|cue| match cue.cue {
            Cue::Time(TimeCue::Weekday(number)) => {
                Weekday::from_monday_one_offset(i8::try_from(number).ok()?).ok()
            }
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
