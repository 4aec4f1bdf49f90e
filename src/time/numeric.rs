//! Dates that are written with numbers alone: 12.06.2023, 12/06/2023, 2023-06-12.

use jiff::civil::{ISOWeekDate, Weekday};

use super::day::Day;
use super::row::Row;
use super::vocabulary::Sense;
use crate::model::Language;
use crate::report::Run;

/// A date that is written with numbers alone, and one past its last token.
pub fn numeric_date(row: Row<'_>, at: usize) -> Option<(Day, usize)> {
    let (run, language) = (row.run, row.numbers.language);
    let text = run.number(at)?;
    if let Some(found) = compact(row, at).or_else(|| week(run, at)) {
        return Some(found);
    }
    // Longer than any date, and the end of no other number.
    const LONGEST: usize = 10;
    if text.len() > LONGEST || is_part_of_more(run, at) {
        return None;
    }
    let dots: Vec<&str> = text.split('.').collect();
    if let [day, month, year] = dots[..] {
        return Some((dotted(day, month, year)?, behind_year(row, at + 1)));
    }
    if let [day, month] = dots[..] {
        return short(row, at, day, month);
    }
    let mark = run.word(at + 1);
    let (second, third) = (run.number(at + 2)?, run.number(at + 4));
    let is_row =
        matches!(mark, "/" | "-" | "‑" | ".") && (at..at + 2).all(|at| run.touches_next(at));
    let is_whole = third.is_some()
        && run.word(at + 3) == mark
        && (at + 2..at + 4).all(|at| run.touches_next(at));
    match third.filter(|_| is_row && is_whole) {
        Some(third) if !continues(run, at + 5) => {
            let end = at + 5;
            if text.len() == 4 {
                let (year, month, day) = (year(text)?, small(second)?, small(third)?);
                return Some((date(Some(year), month, day), end));
            }
            let (first, second, year) = (small(text)?, small(second)?, year(third)?);
            let day = match language {
                Language::En if mark != "." => Day::Numeric {
                    first,
                    second,
                    year,
                },
                _ => date(Some(year), second, first),
            };
            Some((day, behind_year(row, end)))
        }
        Some(_) => None,
        // "On 12/06": which is the month, and is it a date at all.
        None if is_row && mark == "/" && text.len() <= 2 && second.len() == 2 => {
            let leads = [Sense::On, Sense::From, Sense::Until];
            let is_led = leads.iter().any(|sense| row.ends(at, *sense).is_some());
            let day = match language {
                Language::En => Day::Unclear,
                _ => date(None, small(second)?, small(text)?),
            };
            is_led.then_some((day, at + 3))
        }
        // "On 2022-04", "on 2022-092": a month, or a day of the year.
        None if is_row && mark == "-" && text.len() == 4 && matches!(second.len(), 2 | 3) => {
            year(text)?;
            let is_led = row.ends(at, Sense::On).is_some();
            (is_led && !continues(run, at + 3)).then_some((Day::Unclear, at + 3))
        }
        None => None,
    }
}

/// "On 20220402": eight digits that are a day where a word leads days to them; elsewhere they may name
/// something.
fn compact(row: Row<'_>, at: usize) -> Option<(Day, usize)> {
    let text = row.run.number(at).filter(|text| text.len() == 8)?;
    let (first, day) = text.split_at_checked(6)?;
    let (first, month) = first.split_at_checked(4)?;
    let day = date(Some(year(first)?), small(month)?, small(day)?);
    let counts = row.numbers.counted_at(at + 1).is_some();
    if day == Day::Unclear || counts || is_part_of_more(row.run, at) {
        return None;
    }
    let leads = [Sense::On, Sense::From, Sense::Until, Sense::To];
    let is_led = at == 0 || leads.iter().any(|sense| row.ends(at, *sense).is_some());
    Some((if is_led { day } else { Day::Unclear }, at + 1))
}

/// "2022-W14-6", "2022-W14": a day of a week of ISO 8601, or the week.
fn week(run: Run<'_>, at: usize) -> Option<(Day, usize)> {
    let year = year(run.number(at).filter(|text| text.len() == 4)?)?;
    let touches = |at: usize| run.touches_next(at);
    let week = run.word(at + 2).strip_prefix('w').and_then(small)?;
    if run.word(at + 1) != "-" || !(touches(at) && touches(at + 1)) {
        return None;
    }
    let day_at = at + 4;
    let is_day = run.word(at + 3) == "-" && touches(at + 2) && touches(at + 3);
    let Some(weekday) = run.number(day_at).filter(|_| is_day).and_then(small) else {
        return Some((Day::Unclear, at + 3));
    };
    let weekday = Weekday::from_monday_one_offset(weekday).ok();
    let of_week = weekday.and_then(|weekday| ISOWeekDate::new(year, week, weekday).ok());
    let day = of_week.map_or(Day::Unclear, |of_week| {
        let day = of_week.date();
        date(Some(day.year()), day.month(), day.day())
    });
    Some((day, day_at + 1))
}

/// A date, or what looks like one.
pub fn date(year: Option<i16>, month: i8, day: i8) -> Day {
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return Day::Unclear;
    }
    Day::Date {
        year,
        year_is_doubtful: false,
        month,
        day,
        weekday: None,
    }
}

/// 12.06.2023: dots stand in dates with the day first.
fn dotted(first: &str, second: &str, third: &str) -> Option<Day> {
    if first.len() == 4 {
        let (year, month, day) = (year(first)?, small(second)?, small(third)?);
        return Some(date(Some(year), month, day));
    }
    let (day, month, year) = (small(first)?, small(second)?, year(third)?);
    Some(date(Some(year), month, day))
}

/// 12.06 without a year: a date where a word leads days to it, not where the clock may be meant.
fn short(row: Row<'_>, at: usize, day: &str, month: &str) -> Option<(Day, usize)> {
    if row.numbers.language == Language::En || month.len() != 2 || day.len() > 2 {
        return None;
    }
    let (day, month) = (small(day)?, small(month)?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let is_led = row.ends(at, Sense::On).is_some() && row.ends(at, Sense::At).is_none();
    // Times of departure are told in steps of five minutes.
    const STEP: i8 = 5;
    let may_be_hour = month % STEP == 0;
    (is_led || !may_be_hour).then_some((date(None, month, day), at + 1))
}

/// A number of one or two digits.
pub fn small(text: &str) -> Option<i8> {
    (text.len() <= 2).then(|| text.parse().ok())?
}

/// A year of four digits, or of two for this century.
fn year(text: &str) -> Option<i16> {
    let number: i16 = text.parse().ok()?;
    match text.len() {
        2 => Some(2000 + number),
        4 => (1900..2200).contains(&number).then_some(number),
        _ => None,
    }
}

/// Behind the «року» of a date.
pub fn behind_year(row: Row<'_>, at: usize) -> usize {
    at + row.starts(at, Sense::YearWord).unwrap_or(0)
}

/// Whether marks without spaces join a token to a number before it ("8-800-12.06").
fn is_part_of_more(run: Run<'_>, at: usize) -> bool {
    at >= 2
        && run.touches_next(at - 1)
        && run.touches_next(at - 2)
        && matches!(run.word(at - 1), "/" | "-" | "." | ":" | "№")
        && run.number(at - 2).is_some()
}

fn continues(run: Run<'_>, at: usize) -> bool {
    at > 0
        && run.touches_next(at - 1)
        && matches!(run.word(at), "/" | "-" | ":")
        && run.number(at + 1).is_some()
        && run.touches_next(at)
}
