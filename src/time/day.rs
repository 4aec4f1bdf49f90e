//! A day as words give it, and the date that it is.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// A day as words give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// A month and a day of it.
    Date {
        /// The year, where it is given.
        year: Option<i16>,
        /// Whether what looks like the year may count something ("28 March 2000 people").
        year_is_doubtful: bool,
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
        /// The day of the week that stands beside it, 1 (Monday) to 7.
        weekday: Option<i8>,
    },
    /// Two numbers of which either may be the month.
    Numeric {
        /// The first number.
        first: i8,
        /// The second number.
        second: i8,
        /// The year.
        year: i16,
    },
    /// A day of the month, without the month.
    OfMonth(i8),
    /// A day of the week.
    Weekday {
        /// 1 (Monday) to 7.
        number: i8,
        /// Last (-1), this (0), next (1) or not said.
        turn: Option<i8>,
    },
    /// So many days after the day of publication.
    Relative(i32),
    /// "In two days": so many days on, where the sentence looks ahead; else how long it took.
    Ahead(i32),
    /// A day, or days, that the words do not tell.
    Unclear,
}

/// In which order numbers name day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// 12/06 is in June.
    DayFirst,
    /// 12/06 is in December.
    MonthFirst,
}

/// What the words of a day are seen from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Anchor {
    /// The day of publication.
    pub published: Option<Date>,
    /// Whether the sentence speaks of what is to come.
    pub is_ahead: bool,
    /// The order of day and month in the report, where it is known.
    pub order: Option<Order>,
}

impl Day {
    /// Whether the words give the year.
    pub fn has_year(self) -> bool {
        match self {
            Self::Date { year, .. } => year.is_some(),
            Self::Numeric { .. } => true,
            _ => false,
        }
    }

    /// The date; `None` where it cannot be told from there, or there is no such day.
    pub fn date(self, anchor: &Anchor) -> Option<Date> {
        let published = anchor.published;
        match self {
            Self::Date {
                year,
                year_is_doubtful,
                month,
                day,
                weekday,
            } => {
                let is_year = |year: i16| {
                    !year_is_doubtful
                        || published
                            .is_some_and(|day| (i32::from(day.year()) - i32::from(year)).abs() <= 1)
                };
                let date = match year.filter(|year| is_year(*year)) {
                    Some(year) => Date::new(year, month, day).ok()?,
                    None => nearest(published?, month, day)?,
                };
                let agrees =
                    weekday.is_none_or(|weekday| date.weekday().to_monday_one_offset() == weekday);
                agrees.then_some(date)
            }
            Self::Numeric {
                first,
                second,
                year,
            } => {
                let day_first = Date::new(year, second, first).ok();
                let month_first = Date::new(year, first, second).ok();
                match (day_first, month_first, anchor.order) {
                    (Some(date), None, _) | (None, Some(date), _) => Some(date),
                    (Some(date), Some(other), _) if date == other => Some(date),
                    (date, _, Some(Order::DayFirst)) => date,
                    (_, date, Some(Order::MonthFirst)) => date,
                    _ => None,
                }
            }
            Self::OfMonth(day) => of_month(published?, day, anchor.is_ahead),
            Self::Weekday { number, turn } => on_weekday(published?, number, turn, anchor.is_ahead),
            Self::Relative(days) => days_on(published?, days),
            Self::Ahead(days) if anchor.is_ahead => days_on(published?, days),
            Self::Ahead(_) | Self::Unclear => None,
        }
    }
}

/// So many days on from a day; `None` where that is no day of the calendar.
fn days_on(day: Date, days: i32) -> Option<Date> {
    let span = Span::new().try_days(days).ok()?;
    day.checked_add(span).ok()
}

/// The date of a month and a day that lies nearest to the day of publication.
fn nearest(published: Date, month: i8, day: i8) -> Option<Date> {
    (published.year().saturating_sub(1)..=published.year().saturating_add(1))
        .filter_map(|year| {
            let date = Date::new(year, month, day).ok()?;
            let distance = published.until(date).ok()?.get_days().unsigned_abs();
            Some((distance, date))
        })
        .min()
        .map(|(_, date)| date)
}

/// The day of that number at or after the day of publication, or at or before it.
fn of_month(published: Date, day: i8, is_ahead: bool) -> Option<Date> {
    (0..=2).find_map(|months| {
        let month = published.first_of_month();
        let month = if is_ahead {
            month.checked_add(months.months())
        } else {
            month.checked_sub(months.months())
        };
        let date = month.ok()?.with().day(day).build().ok()?;
        let fits = if is_ahead {
            date >= published
        } else {
            date <= published
        };
        fits.then_some(date)
    })
}

/// The day of the week next to the day of publication: behind it where the sentence looks ahead,
/// before it or the same where it reports. "Next Friday" said before a Friday of the same week may
/// be either, and is none.
fn on_weekday(published: Date, number: i8, turn: Option<i8>, is_ahead: bool) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(number).ok()?;
    let today = published.weekday();
    match turn {
        Some(-1) => published.nth_weekday(-1, weekday).ok(),
        Some(1) => {
            let is_in_this_week = number > today.to_monday_one_offset();
            let next = published.nth_weekday(1, weekday).ok();
            next.filter(|_| !is_in_this_week)
        }
        _ if today == weekday => Some(published),
        _ => published
            .nth_weekday(if is_ahead { 1 } else { -1 }, weekday)
            .ok(),
    }
}
