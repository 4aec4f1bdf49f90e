//! Hours of a day that sentences name.

use std::ops::Range;

use super::cue::Cue;
use super::sentence::Sentence;
use crate::model::TimeWindow;
use crate::report::TokenKind;

/// A time of day and the token that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Hour {
    at: usize,
    /// Minutes from midnight.
    minutes: u16,
}

const NOON: u16 = 12 * 60;
const DAY: u16 = 24 * 60;

/// The hours that some tokens name: "from 9 a.m. to 9 p.m.", "until 16:00", «с 10.00 мск».
pub fn hours(sentence: &Sentence<'_>, within: &Range<usize>) -> Option<TimeWindow> {
    let named: Vec<Hour> = within
        .clone()
        .filter_map(|at| {
            Some(Hour {
                at,
                minutes: minutes_at(sentence, at)?,
            })
        })
        .collect();
    let first = named.first()?;
    let is_end = (first.at.saturating_sub(2)..first.at).any(|at| sentence.is_mark(at, &ENDS));
    // A second time in another zone («10:00 мск, 9:00 за київським») says the same.
    let second = named.get(1).filter(|second| second.minutes > first.minutes);
    let text = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let (start, end) = if is_end {
        (None, Some(first.minutes))
    } else {
        let end = second
            .map(|second| second.minutes)
            .or_else(|| Some(first.minutes + duration(sentence, within)?))
            .filter(|end| *end <= DAY);
        (Some(first.minutes), end)
    };
    Some(TimeWindow {
        start: start.map(text),
        end: end.map(text),
        tz: zone(sentence, within),
    })
}

const ENDS: [&str; 8] = [
    "until",
    "till",
    "by",
    "before",
    "до",
    "к",
    "пізніше",
    "позднее",
];

/// The time of day that a token names.
fn minutes_at(sentence: &Sentence<'_>, at: usize) -> Option<u16> {
    if sentence.is_mark(at, &["noon", "midday", "полудня", "полудень"]) {
        return Some(NOON);
    }
    let token = sentence.tokens.get(at)?;
    if token.kind != TokenKind::Number {
        return None;
    }
    let text = token.text(sentence.text);
    let next = |ahead: usize| sentence.words.get(at + ahead).unwrap_or_default();
    if let Some((hour, minute)) = text.split_once(':') {
        return clock(hour, minute, half_of_day(sentence, at + 1));
    }
    let follows_role = at > 0 && sentence.is_mark(at - 1, &BEFORE_HOURS);
    if let Some((hour, minute)) = text.split_once('.')
        && minute.len() == 2
        && (follows_role || zone_word(next(1)))
    {
        return clock(hour, minute, half_of_day(sentence, at + 1));
    }
    // "0700 GMT"
    if text.len() == 4 && matches!(next(1), "gmt" | "utc" | "hours") {
        return clock(text.get(..2)?, text.get(2..)?, None);
    }
    let half = half_of_day(sentence, at + 1).or_else(|| {
        // "From 9 to 11 a.m.": the half of the day is said once.
        let joined = matches!(next(1), "to" | "and" | "-" | "–" | "until");
        let is_hour = sentence
            .tokens
            .get(at + 2)
            .is_some_and(|token| token.kind == TokenKind::Number);
        (joined && is_hour).then(|| half_of_day(sentence, at + 3))?
    });
    let says_hour = next(1).starts_with("год")
        || next(1).starts_with("час")
        || matches!(next(1), "o'clock")
        // «з 9-ї», «о 10-й»
        || (next(1) == "-" && matches!(next(2), "ї" | "й" | "ти" | "ій" | "і") && follows_role);
    let counts_hours = at > 0
        && sentence.is_mark(
            at - 1,
            &["for", "на", "через", "протягом", "течение", "упродовж"],
        );
    (half.is_some() || (says_hour && !counts_hours))
        .then(|| clock(text, "00", half))
        .flatten()
}

const BEFORE_HOURS: [&str; 18] = [
    "о",
    "об",
    "з",
    "із",
    "с",
    "до",
    "в",
    "at",
    "from",
    "until",
    "by",
    "to",
    "and",
    "-",
    "–",
    "к",
    "till",
    "після",
];

/// "a.m.", "in the morning", «ранку», «вечера»: 0 or 12 hours to add.
fn half_of_day(sentence: &Sentence<'_>, at: usize) -> Option<u16> {
    const REACH: usize = 4;
    let following: String = (at..at + REACH)
        .filter_map(|at| sentence.words.get(at))
        .collect();
    let morning = [
        "a.m",
        "am",
        "inthemorning",
        "ранку",
        "утра",
        "годиниранку",
        "годинранку",
        "часовутра",
        "-їранку",
    ];
    let evening = [
        "p.m",
        "pm",
        "intheafternoon",
        "intheevening",
        "вечора",
        "вечера",
        "часоввечера",
        "годинивечора",
        "дня",
        "часадня",
    ];
    if morning.iter().any(|word| following.starts_with(word)) {
        Some(0)
    } else if evening.iter().any(|word| following.starts_with(word)) {
        Some(NOON / 60)
    } else {
        None
    }
}

fn clock(hour: &str, minute: &str, half: Option<u16>) -> Option<u16> {
    let hour: u16 = hour.parse().ok()?;
    let minute: u16 = minute.parse().ok()?;
    if hour > 24 || minute > 59 {
        return None;
    }
    let hour = match half {
        Some(0) if hour == NOON / 60 => 0,
        Some(add) if add > 0 && hour < add => hour + add,
        _ => hour,
    };
    Some(hour * 60 + minute)
}

/// "For seven hours": how long, in minutes.
fn duration(sentence: &Sentence<'_>, within: &Range<usize>) -> Option<u16> {
    let hours = within.clone().find(|at| {
        sentence.is_mark(*at, &["hours", "hour", "годин", "години", "часов", "часа"]) && *at > 1
    })?;
    let counts = sentence.is_mark(hours - 2, &["for", "на", "протягом", "упродовж", "течение"]);
    let as_word = sentence
        .cues_in(&(hours - 1..hours))
        .find_map(|found| match found.cue {
            Cue::Count(count) => u16::try_from(count).ok(),
            _ => None,
        });
    let count = as_word.or_else(|| sentence.words[hours - 1].parse().ok())?;
    (counts && count <= 24).then(|| count * 60)
}

fn zone_word(word: &str) -> bool {
    matches!(word, "мск" | "gmt" | "utc" | "msk")
}

/// The zone that the hours are given in, where the words say it; the first one named counts.
fn zone(sentence: &Sentence<'_>, within: &Range<usize>) -> Option<String> {
    let name = within.clone().find_map(|at| {
        let word = sentence.words.get(at)?;
        let next = sentence.words.get(at + 1).unwrap_or_default();
        let is_time = next == "time" || next.starts_with("час") || next.starts_with("врем");
        match word {
            "мск" | "msk" | "московскому" | "московським" => {
                Some("Europe/Moscow")
            }
            "moscow" | "московского" | "московського" if is_time => {
                Some("Europe/Moscow")
            }
            "київським" | "киевскому" => Some("Europe/Kyiv"),
            "kyiv" | "kiev" | "киевского" | "київського" if is_time => {
                Some("Europe/Kyiv")
            }
            "gmt" | "utc" => Some("UTC"),
            _ => None,
        }
    });
    name.map(str::to_owned)
}
