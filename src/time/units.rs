//! Days that are so many days or weeks away: "three days ago", "in a week".

use super::day::Day;
use super::days::{DayPhrase, Scan};
use super::vocabulary::Sense;
use crate::quantity::NumeralKind;

impl Scan<'_> {
    /// A number of days or weeks, and one past it.
    fn units(&self, at: usize) -> Option<(Option<i32>, usize)> {
        let unit = |sense| match sense {
            Sense::Unit(days) => Some(Some(days)),
            Sense::LongUnit => Some(None),
            _ => None,
        };
        let numeral = (self.row.numbers.numeral_at(at))
            .filter(|numeral| numeral.kind == NumeralKind::Cardinal);
        let (count, behind) = match numeral {
            Some(numeral) => (numeral.value, numeral.end),
            None => (Some(1), at + self.starts(at, Sense::One).unwrap_or(0)),
        };
        let (length, days) = self.row.phrases.find(behind, unit)?;
        let count = count.and_then(|count| i32::try_from(count).ok());
        let days = count
            .zip(days)
            .and_then(|(count, days)| count.checked_mul(days));
        const FARTHEST: i32 = 366;
        let days = days.filter(|days| *days <= FARTHEST);
        Some((days, behind + length))
    }

    pub(super) fn units_ago(&self, at: usize) -> Option<DayPhrase> {
        let (days, end) = self.units(at)?;
        // "Two days later": after what, another sentence tells.
        if let Some(length) = self.starts(end, Sense::Apart) {
            return Some(DayPhrase::of(at..end + length, Day::Unclear));
        }
        let end = end + self.starts(end, Sense::Ago)?;
        let day = days.map_or(Day::Unclear, |days| Day::Relative(-days));
        Some(DayPhrase::of(at..end, day))
    }

    pub(super) fn units_ahead(&self, at: usize) -> Option<DayPhrase> {
        let within = self.starts(at, Sense::Within);
        let start = at + within.or_else(|| self.starts(at, Sense::Ahead))?;
        if let Some(end) = self.day_of_hours(start) {
            return Some(DayPhrase::of(at..end, Day::Unclear));
        }
        let (days, end) = self.units(start)?;
        if let Some(length) = self.starts(end, Sense::Apart) {
            return Some(DayPhrase::of(at..end + length, Day::Unclear));
        }
        // "In two days' time", «за два дні до», "in a week of fighting".
        if self.starts(end, Sense::Ago).is_some() {
            return None;
        }
        // "In week 14", "within two days".
        let is_named = self.row.run.number(end).is_some();
        let day = days
            .filter(|_| within.is_none() && !is_named)
            .map_or(Day::Unclear, Day::Ahead);
        Some(DayPhrase::of(at..end + usize::from(is_named), day))
    }

    /// "48 hours": where so many hours end that they are of another day.
    fn day_of_hours(&self, at: usize) -> Option<usize> {
        const DAY: u64 = 24;
        let numeral = self.row.numbers.numeral_at(at)?;
        let length = self.starts(numeral.end, Sense::Hours)?;
        let is_long = numeral.value.is_some_and(|hours| hours >= DAY);
        (numeral.kind == NumeralKind::Cardinal && is_long).then_some(numeral.end + length)
    }
}
