//! The months and years of dates, and the marks that join their parts.

use super::numeric::behind_year;
use super::row::Row;
use super::vocabulary::Sense;
use crate::report::{Run, Token, TokenKind};

/// The month that a token names, and one past it.
pub fn month_at(row: Row<'_>, at: usize) -> Option<(i8, usize)> {
    let run = row.run;
    let is_capital = run.tokens.get(at).is_some_and(Token::is_capitalised);
    let month = |sense| match sense {
        Sense::Month(month) => Some(month),
        Sense::CapitalMonth(month) if is_capital => Some(month),
        _ => None,
    };
    let (length, month) = row.phrases.find(at, month)?;
    let end = at + length;
    // "Jan. 12".
    let is_abbreviated = run.word(end) == "."
        && run.touches_next(end - 1)
        && run.word(at).chars().count() <= 4
        && (run.number(end + 1).is_some());
    Some((month, end + usize::from(is_abbreviated)))
}

/// The year behind a month: the year, whether it may count something instead, and one past it.
pub fn year_at(row: Row<'_>, at: usize) -> (Option<i16>, bool, usize) {
    let run = row.run;
    let number = |at: usize| {
        let text = run.number(at).filter(|text| text.len() == 4)?;
        let year: i16 = text.parse().ok()?;
        (1900..2200).contains(&year).then_some(year)
    };
    if let Some(length) = row.starts(at, Sense::ThisYear) {
        return (None, false, at + length);
    }
    let place = if run.word(at) == "," { at + 1 } else { at };
    // "20 June 1850": a year long past where it counts nothing.
    let long_past = |at: usize| {
        let text = run.number(at).filter(|text| text.len() == 4)?;
        let year: i16 = text.parse().ok()?;
        let counts = row.numbers.counted_at(at + 1).is_some();
        (1000..1900)
            .contains(&year)
            .then_some(year)
            .filter(|_| !counts)
    };
    let Some(year) = number(place).or_else(|| long_past(place)) else {
        return (None, false, at);
    };
    let end = place + 1;
    let behind = behind_year(row, end);
    let is_doubtful = behind == end && row.numbers.counted_at(end).is_some();
    (Some(year), is_doubtful, behind)
}

/// Behind the mark that joins the parts of a date ("2-Apr-2022", "2. April").
pub fn joint_of_date(run: Run<'_>, at: usize) -> Option<usize> {
    let joins = at > 0
        && run.touches_next(at - 1)
        && matches!(run.word(at), "." | "/" | "-" | "‑")
        && (run.touches_next(at) || run.word(at) == ".");
    joins.then_some(at + 1)
}

/// "2.IV.2022", "2 IV 2022": a month in capitals behind a joint, or before a year.
pub fn roman_month(row: Row<'_>, end: usize, joint: Option<usize>) -> Option<(i8, usize)> {
    let run = row.run;
    let at = joint.unwrap_or(end);
    let roman = |sense| match sense {
        Sense::Roman(month) => Some(month),
        _ => None,
    };
    let (length, month) = row.phrases.find(at, roman)?;
    let is_capital = run.tokens.get(at).is_some_and(Token::is_capitalised);
    let behind = at + length;
    let joined = joint_of_date(run, behind).filter(|_| joint.is_some());
    let has_year = year_at(row, joined.unwrap_or(behind)).0.is_some();
    (is_capital && has_year).then_some((month, behind))
}

/// "T+2", "D+1": where the code of a day begins that ends with the number at a token.
pub fn code_of_day(run: Run<'_>, at: usize) -> Option<usize> {
    let start = at.checked_sub(2)?;
    let is_letter =
        run.kind(start) == Some(TokenKind::Word) && run.word(start).chars().count() == 1;
    let is_code =
        is_letter && run.touches_next(start) && run.touches_next(at - 1) && run.word(at - 1) == "+";
    is_code.then_some(start)
}
