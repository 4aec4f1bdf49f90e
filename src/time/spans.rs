//! Days that stand side by side → spans: "from 28 February to 3 March", "until Friday", "Monday,
//! 12 June".

use super::day::Day;
use super::days::DayPhrase;
use super::row::Row;
use super::vocabulary::Sense;

/// How many tokens may stand between the ends of a span ("from 9 a.m. on Monday to 5 p.m. on
/// Thursday").
const REACH: usize = 8;

/// Joins phrases in order to whole ones.
pub fn joined(row: Row<'_>, phrases: Vec<DayPhrase>) -> Vec<DayPhrase> {
    let mut found: Vec<DayPhrase> = Vec::with_capacity(phrases.len());
    for next in phrases {
        let Some(last) = found.last_mut() else {
            found.push(next);
            continue;
        };
        if let Some(whole) = beside(row, last, &next).or_else(|| span(row, last, &next)) {
            *last = whole;
        } else {
            found.push(next);
        }
    }
    for phrase in &mut found {
        lead(row, phrase);
    }
    found
}

/// A day of the week and a date, or a week, side by side name one day; a week and a day of the week ("in a
/// week, on Friday") some day.
fn beside(row: Row<'_>, last: &DayPhrase, next: &DayPhrase) -> Option<DayPhrase> {
    if last.last.is_some() || next.last.is_some() {
        return None;
    }
    let is_filler = |at: usize| {
        matches!(row.run.word(at), "," | "(" | "the" | ")") || row.starts(at, Sense::On) == Some(1)
    };
    const WIDEST: usize = 2;
    let gap = last.tokens.end..next.tokens.start;
    if gap.len() > WIDEST || !gap.into_iter().all(is_filler) {
        return None;
    }
    let day = match (last.first?, next.first?) {
        (Day::Weekday { number, turn: None }, date)
        | (date, Day::Weekday { number, turn: None }) => {
            match date {
                Day::Date {
                    year,
                    year_is_doubtful,
                    month,
                    day,
                    weekday: None,
                } => Day::Date {
                    year,
                    year_is_doubtful,
                    month,
                    day,
                    weekday: Some(number),
                },
                // "Tomorrow, Thursday".
                Day::Relative(_) => date,
                // "Monday last week", "in a week, on Friday": some Monday, some Friday.
                Day::Unclear | Day::Ahead(7..) => Day::Unclear,
                _ => return None,
            }
        }
        // "Today, 12 June": the date is the surer.
        (Day::Relative(_), date @ Day::Date { .. })
        | (date @ Day::Date { .. }, Day::Relative(_)) => date,
        _ => return None,
    };
    Some(DayPhrase {
        tokens: last.tokens.start..next.tokens.end,
        first: Some(day),
        last: None,
    })
}

/// The span from one day to another.
fn span(row: Row<'_>, last: &DayPhrase, next: &DayPhrase) -> Option<DayPhrase> {
    let gap = last.tokens.end..next.tokens.start;
    if gap.len() > REACH || gap.is_empty() {
        return None;
    }
    let first = last.first?;
    let end = next.last.or(next.first)?;
    let joint_ends = |sense: Sense| row.ends(next.tokens.start, sense);
    // "From Monday until Thursday": the word stands right before the second day, an "on" between.
    let before_on = row
        .ends(next.tokens.start, Sense::On)
        .unwrap_or(next.tokens.start);
    let leads_end = [Sense::To, Sense::Until]
        .into_iter()
        .any(|sense| joint_ends(sense).is_some() || row.ends(before_on, sense).is_some());
    let joins = |sense: Sense| {
        let start = joint_ends(sense).or_else(|| row.ends(before_on, sense));
        start.is_some_and(|start| start == last.tokens.end)
    };
    let is_list = joins(Sense::List);
    // "Tomorrow or on Friday": one of them, and nobody says which.
    if joins(Sense::Either) && !leads_end {
        return Some(DayPhrase::of(
            last.tokens.start..next.tokens.end,
            Day::Unclear,
        ));
    }
    let is_dash = row.run.is_dash(last.tokens.end) && before_on == last.tokens.end + 1
        || row.run.is_dash(last.tokens.end) && next.tokens.start == last.tokens.end + 1;
    if !(leads_end || is_list || is_dash) {
        return None;
    }
    let same_kind = matches!(
        (first, end),
        (
            Day::Date { .. } | Day::Numeric { .. },
            Day::Date { .. } | Day::Numeric { .. }
        ) | (Day::Weekday { .. }, Day::Weekday { .. })
            | (
                Day::Relative(_),
                Day::Relative(_) | Day::Date { .. } | Day::Weekday { .. }
            )
            | (Day::Unclear, _)
            | (_, Day::Unclear)
            | (Day::Date { .. }, Day::OfMonth(_))
    );
    if !same_kind || (is_list && !leads_end && (first == Day::Unclear || end == Day::Unclear)) {
        return None;
    }
    Some(DayPhrase {
        tokens: last.tokens.start..next.tokens.end,
        first: Some(with_year_of(first, end)),
        last: Some(end),
    })
}

/// "28 February to 3 March 2023": the year is of both.
fn with_year_of(first: Day, last: Day) -> Day {
    match (first, last) {
        (
            Day::Date {
                year: None,
                month,
                day,
                weekday,
                ..
            },
            Day::Date {
                year: Some(year),
                month: last_month,
                year_is_doubtful,
                ..
            },
        ) => Day::Date {
            year: Some(if month > last_month { year - 1 } else { year }),
            year_is_doubtful,
            month,
            day,
            weekday,
        },
        _ => first,
    }
}

/// "Until Friday", «до 5 квітня»: only the end is named. "Not on Friday": no day is.
fn lead(row: Row<'_>, phrase: &mut DayPhrase) {
    let start = phrase.tokens.start;
    let before_on = row.ends(start, Sense::On).unwrap_or(start);
    if [start, before_on]
        .into_iter()
        .any(|at| row.ends(at, Sense::Not).is_some())
    {
        (phrase.first, phrase.last) = (Some(Day::Unclear), None);
        return;
    }
    if phrase.last.is_some() {
        return;
    }
    if row.ends(phrase.tokens.start, Sense::Until).is_some() {
        phrase.last = phrase.first.take();
    }
}
