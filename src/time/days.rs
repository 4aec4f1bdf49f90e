//! The days that a row of tokens names, each as a whole phrase.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;

use super::day::{Anchor, Day};
use super::months::{code_of_day, joint_of_date, month_at, roman_month, year_at};
use super::numeric::{date, numeric_date, small};
use super::row::Row;
use super::spans::joined;
use super::vocabulary::Sense;
use crate::quantity::NumeralKind;
use crate::report::{Run, TokenKind};

/// A day or a span of days that words name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayPhrase {
    /// The tokens of the whole phrase.
    pub tokens: Range<usize>,
    /// The first day; `None` where only the last is named ("until Friday").
    pub first: Option<Day>,
    /// The last day of several.
    pub last: Option<Day>,
}

impl DayPhrase {
    /// The first and the last day as dates; a single day has no last one. `None` where one of them
    /// cannot be told, or the last is before the first.
    pub fn span(&self, anchor: &Anchor) -> Option<(Option<Date>, Option<Date>)> {
        let told = |day: Option<Day>| match day {
            None => Some(None),
            Some(day) => day.date(anchor).map(Some),
        };
        let (first, mut last) = (told(self.first)?, told(self.last)?);
        // "From Monday until Thursday": the Thursday behind that Monday.
        if let (Some(first), Some(end), Some(Day::Weekday { .. })) = (first, last, self.last)
            && end <= first
        {
            last = end.checked_add(7.days()).ok();
        }
        let is_in_order = first.zip(last).is_none_or(|(first, last)| first <= last);
        is_in_order.then_some((first, last.filter(|last| Some(*last) != first)))
    }

    /// Whether no day of publication would tell it.
    pub fn is_unclear(&self) -> bool {
        [self.first, self.last].contains(&Some(Day::Unclear))
    }

    pub(super) fn of(tokens: Range<usize>, day: Day) -> Self {
        Self {
            tokens,
            first: Some(day),
            last: None,
        }
    }
}

/// The days that a row of tokens names, in order.
pub fn days(row: Row<'_>) -> Vec<DayPhrase> {
    let run = row.run;
    let scan = Scan { row, run };
    let mut found = Vec::new();
    let mut end = 0;
    for at in row.openings {
        if *at >= end
            && let Some(phrase) = scan.phrase_at(*at)
        {
            end = phrase.tokens.end;
            found.push(phrase);
        }
    }
    joined(row, found)
}

/// The days of a list.
struct Listed {
    first: i8,
    last: i8,
    /// Whether each is later than the one before.
    is_rising: bool,
}

pub(super) struct Scan<'k> {
    pub(super) row: Row<'k>,
    run: Run<'k>,
}

/// How many days a list before or behind a month may have.
const LONGEST_LIST: usize = 12;

impl Scan<'_> {
    fn phrase_at(&self, at: usize) -> Option<DayPhrase> {
        let run = self.run;
        match run.kind(at)? {
            TokenKind::Mark => None,
            TokenKind::Number => {
                if let Some((day, end)) = numeric_date(self.row, at) {
                    return Some(DayPhrase::of(at..end, day));
                }
                if let Some(start) = code_of_day(self.run, at) {
                    return Some(DayPhrase::of(start..at + 1, Day::Unclear));
                }
                self.numbered(at).or_else(|| self.units_ago(at))
            }
            TokenKind::Word => self.worded(at),
        }
    }

    pub(super) fn starts(&self, at: usize, sense: Sense) -> Option<usize> {
        self.row.starts(at, sense)
    }

    fn ends(&self, end: usize, sense: Sense) -> Option<usize> {
        self.row.ends(end, sense)
    }

    /// The number of a day, with its ending, and one past it: "12", "12th", «12-го», "twelfth".
    fn day_number(&self, at: usize) -> Option<(i8, usize, bool)> {
        let run = self.run;
        if let Some(text) = run.number(at) {
            let day = small(text).filter(|day| (1..=31).contains(day))?;
            let numeral = self.row.numbers.numeral_at(at)?;
            let is_ordinal = numeral.kind == NumeralKind::Ordinal;
            return Some((
                day,
                if is_ordinal { numeral.end } else { at + 1 },
                is_ordinal,
            ));
        }
        let numeral = self
            .row
            .numbers
            .numeral_at(at)
            .filter(|numeral| numeral.kind == NumeralKind::Ordinal)?;
        let day = i8::try_from(numeral.value?).ok()?;
        (1..=31).contains(&day).then_some((day, numeral.end, true))
    }

    /// What joins days of a list: a comma, a dash, "and", "or", "to".
    fn joint(&self, at: usize) -> Option<usize> {
        let run = self.run;
        if run.is_dash(at) || run.word(at) == "," {
            return Some(at + 1);
        }
        let length = self
            .starts(at, Sense::List)
            .or_else(|| self.starts(at, Sense::Either))
            .or_else(|| self.starts(at, Sense::To))?;
        Some(at + length)
    }

    /// "12 June", "the 12th of June", «12 і 13 червня», "12-14 June 2023", «12 числа».
    fn numbered(&self, at: usize) -> Option<DayPhrase> {
        let (first, mut end, is_ordinal) = self.day_number(at)?;
        let mut last = first;
        let mut is_rising = true;
        for _ in 0..LONGEST_LIST {
            let Some((next, behind, _)) = self.joint(end).and_then(|joint| self.day_number(joint))
            else {
                break;
            };
            // "2 or 3 April": one of them, and nobody says which.
            is_rising &= next > last && self.starts(end, Sense::Either).is_none();
            last = next;
            end = behind;
        }
        let behind_of = end + self.starts(end, Sense::Of).unwrap_or(0);
        let joint = joint_of_date(self.run, end);
        let month = month_at(self.row, behind_of).or_else(|| month_at(self.row, end));
        let month = month
            .or_else(|| month_at(self.row, joint?))
            .or_else(|| roman_month(self.row, end, joint));
        if let Some((month, month_end)) = month {
            let behind = joint_of_date(self.run, month_end).filter(|_| joint.is_some());
            let (year, doubtful, end) = year_at(self.row, behind.unwrap_or(month_end));
            return Some(Self::span(
                at..end,
                month,
                Listed {
                    first,
                    last,
                    is_rising,
                },
                (year, doubtful),
            ));
        }
        if let Some(length) = self.starts(end, Sense::OfMonth) {
            let day = match first == last {
                true => Day::OfMonth(first),
                false => Day::Unclear,
            };
            return Some(DayPhrase::of(at..end + length, day));
        }
        // "On the 12th": a number of its own, led by "on".
        let (_, alone, _) = self.day_number(at)?;
        let is_alone = run_ends(self.run, alone) || self.leads_on(alone);
        let is_led = self.ends(at, Sense::On).is_some() && self.run.number(at).is_some();
        (is_ordinal && is_led && is_alone).then(|| DayPhrase::of(at..alone, Day::OfMonth(first)))
    }

    /// Whether a word follows that no day counts: a preposition of days or places.
    fn leads_on(&self, at: usize) -> bool {
        [Sense::From, Sense::To, Sense::On, Sense::At, Sense::Until]
            .iter()
            .any(|sense| self.starts(at, *sense).is_some())
    }

    /// The phrase of the days of a month, with the year behind it and whether that is doubtful.
    fn span(
        tokens: Range<usize>,
        month: i8,
        listed: Listed,
        (year, doubtful): (Option<i16>, bool),
    ) -> DayPhrase {
        let Listed {
            first,
            last,
            is_rising,
        } = listed;
        let day = |day: i8| match date(year, month, day) {
            Day::Date {
                year,
                month,
                day,
                weekday,
                ..
            } => Day::Date {
                year,
                year_is_doubtful: doubtful,
                month,
                day,
                weekday,
            },
            other => other,
        };
        if !is_rising {
            return DayPhrase::of(tokens, Day::Unclear);
        }
        DayPhrase {
            tokens,
            first: Some(day(first)),
            last: (last != first).then(|| day(last)),
        }
    }

    /// "June 12", "June 12th, 2023", "June 5, 6 and 7", "June 12-14", or a month alone.
    fn month_first(&self, at: usize) -> Option<DayPhrase> {
        let (month, month_end) = month_at(self.row, at)?;
        let start = month_end + self.starts(month_end, Sense::One).unwrap_or(0);
        let Some((first, mut end, _)) = self.day_number(start) else {
            return self.month_alone(at, month_end);
        };
        // "June 12:30", "June 12 buses" are no days of it; a list goes on with numbers only.
        let mut last = first;
        let mut is_rising = true;
        let mut list_end = end;
        for _ in 0..LONGEST_LIST {
            let is_comma = self.run.word(list_end) == ",";
            let is_either = self.starts(list_end, Sense::Either).is_some();
            let Some((next, behind, _)) = self
                .joint(list_end)
                .and_then(|joint| self.day_number(joint))
            else {
                break;
            };
            // "June 12, 20 buses": after a comma only where the list ends with "and".
            let ends_list = run_ends(self.run, behind) || self.leads_on(behind);
            let goes_on = is_comma && self.starts(behind, Sense::List).is_some();
            let is_dashed = self.run.is_dash(list_end) && self.run.touches_next(list_end);
            let is_year = self.run.word(behind) == "," && year_at(self.row, behind).0.is_some();
            list_end = behind;
            if goes_on {
                continue;
            }
            if is_comma
                || !(ends_list || is_dashed || is_year || year_at(self.row, behind).0.is_some())
            {
                break;
            }
            is_rising &= next > last && !is_either;
            last = next;
            end = behind;
        }
        let (year, doubtful, end) = year_at(self.row, end);
        Some(Self::span(
            at..end,
            month,
            Listed {
                first,
                last,
                is_rising,
            },
            (year, doubtful),
        ))
    }

    /// "In March", "June 2023": a stated time that is no day.
    fn month_alone(&self, at: usize, end: usize) -> Option<DayPhrase> {
        let (year, _, behind) = year_at(self.row, end);
        // "32 April": there is no such day.
        let is_numbered = at
            .checked_sub(1)
            .and_then(|before| self.run.number(before))
            .is_some_and(|number| number.len() <= 2);
        let is_led = self.ends(at, Sense::MonthLead).is_some() || is_numbered;
        (is_led || year.is_some()).then(|| DayPhrase::of(at..behind, Day::Unclear))
    }

    fn worded(&self, at: usize) -> Option<DayPhrase> {
        let named = |sense| match sense {
            Sense::Relative(days) => Some(Day::Relative(days)),
            Sense::Anaphor(_) | Sense::Vague => Some(Day::Unclear),
            Sense::Weekday(number) => Some(Day::Weekday { number, turn: None }),
            _ => None,
        };
        let whole = self.row.phrases.find(at, named);
        if let Some((length, day)) = whole {
            return Some(DayPhrase::of(at..at + length, day));
        }
        if let Some(turned) = self.turned_weekday(at) {
            return Some(turned);
        }
        if let Some(phrase) = self.month_first(at) {
            return Some(phrase);
        }
        self.units_ahead(at)
            .or_else(|| self.units_ago(at))
            .or_else(|| self.numbered(at))
    }

    /// "Last Monday", «наступної середи».
    fn turned_weekday(&self, at: usize) -> Option<DayPhrase> {
        let turn = |sense| match sense {
            Sense::Turn(turn) => Some(turn),
            _ => None,
        };
        let (length, turn) = self.row.phrases.find(at, turn)?;
        let weekday = |sense| match sense {
            Sense::Weekday(number) => Some(number),
            _ => None,
        };
        let behind = at + length;
        let (weekday_length, number) = self.row.phrases.find(behind, weekday)?;
        let day = Day::Weekday {
            number,
            turn: Some(turn),
        };
        Some(DayPhrase::of(at..behind + weekday_length, day))
    }
}

/// Whether a row ends there, or a mark that is no dash does.
fn run_ends(run: Run<'_>, at: usize) -> bool {
    match run.kind(at) {
        None => true,
        Some(kind) => kind == TokenKind::Mark && !run.is_dash(at),
    }
}
