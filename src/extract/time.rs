//! Days and hours that sentences name.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::lexicon::{Cue, TimeCue};
use super::sentence::Sentence;
use crate::model::TimeWindow;
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
                .any(|cue| matches!(cue.cue, Cue::Speaker(super::lexicon::SpeakerCue::Say)))
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

/// Hours of a day that some tokens name: "from 9 a.m. to 9 p.m.", "at 10:00", «з 10:00».
pub fn hours(sentence: &Sentence<'_>, within: &Range<usize>) -> Option<TimeWindow> {
    let mut hours: Vec<String> = Vec::new();
    for at in within.clone() {
        let Some(token) = sentence.tokens.get(at) else {
            break;
        };
        if token.kind != TokenKind::Number {
            continue;
        }
        let text = token.text(sentence.text);
        let following: String = sentence.words.iter().skip(at + 1).take(4).collect();
        let half_day = if following.starts_with("a.m") || following.starts_with("am") {
            Some(0)
        } else if following.starts_with("p.m") || following.starts_with("pm") {
            Some(12)
        } else {
            None
        };
        let clock = match (text.split_once(':'), half_day) {
            (Some((hour, minute)), half_day) => clock(hour, minute, half_day.unwrap_or(0)),
            (None, Some(half_day)) => clock(text, "00", half_day),
            (None, None)
                if following.starts_with("год")
                    || following.starts_with("час")
                    || following.starts_with("o'clock") =>
            {
                clock(text, "00", 0)
            }
            _ => None,
        };
        hours.extend(clock);
    }
    let mut hours = hours.into_iter();
    let start = hours.next()?;
    let words: Vec<&str> = within
        .clone()
        .filter_map(|at| sentence.words.get(at))
        .collect();
    let says = |word: &str| words.contains(&word);
    let tz = if says("мск")
        || says("московскому")
        || says("московским")
        || words
            .windows(2)
            .any(|pair| pair[0] == "moscow" && pair[1] == "time")
    {
        Some("Europe/Moscow".to_owned())
    } else if says("київським")
        || words
            .windows(2)
            .any(|pair| (pair[0] == "kyiv" || pair[0] == "kiev") && pair[1] == "time")
    {
        Some("Europe/Kyiv".to_owned())
    } else {
        None
    };
    Some(TimeWindow {
        start: Some(start),
        end: hours.next(),
        tz,
    })
}

fn clock(hour: &str, minute: &str, half_day: u8) -> Option<String> {
    let hour: u8 = hour.parse().ok()?;
    let minute: u8 = minute.parse().ok()?;
    let hour = match half_day {
        12 if hour < 12 => hour + 12,
        _ => hour,
    };
    (hour <= 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
}
