//! The hours that a row of tokens names, each as a whole phrase: from when to when, in which zone.

use std::ops::Range;

use super::clock::{Clock, Clocks, DAY, Half, Sign, in_half};
use super::days::DayPhrase;
use super::row::Row;
use super::vocabulary::Sense;
use crate::model::Language;

/// Hours of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursPhrase {
    /// The tokens of the whole phrase.
    pub tokens: Range<usize>,
    /// When it begins, minutes from midnight.
    pub start: Option<u16>,
    /// When it ends, minutes from midnight; before the start where it is of the next day.
    pub end: Option<u16>,
    /// IANA name or offset of the zone, where it is said.
    pub zone: Option<String>,
    /// Whether hours are named that are not to be told.
    pub is_unclear: bool,
}

/// The hours that a row of tokens names, in order; tokens of days name none.
pub fn hours(row: Row<'_>, days: &[DayPhrase]) -> Vec<HoursPhrase> {
    let run = row.run;
    let reader = Reader(Clocks { row, run });
    let mut found = Vec::new();
    let mut days = days.iter().peekable();
    let mut end = 0;
    for at in row.openings {
        while days.next_if(|day| day.tokens.end <= *at).is_some() {}
        let is_free = *at >= end && days.peek().is_none_or(|day| !day.tokens.contains(at));
        if is_free && let Some(phrase) = reader.window(*at) {
            end = phrase.tokens.end;
            found.push(phrase);
        }
    }
    found
}

struct Reader<'k>(Clocks<'k>);

/// The word that leads an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    None,
    At,
    From,
    Until,
    Between,
}

impl Reader<'_> {
    fn window(&self, at: usize) -> Option<HoursPhrase> {
        let clocks = self.0;
        if let Some(end) = self.untold(at) {
            return Some(self.finish(at, end, None));
        }
        let first = clocks.at(at)?;
        let (lead, start) = self.lead(at);
        let first_zone = self.zone(first.end);
        let joint = first_zone.as_ref().map_or(first.end, |(end, _)| *end);
        let second = self.joint(joint, lead).and_then(|joint| clocks.at(joint));
        let Some(second) = second else {
            return self.single(start, at, first, lead);
        };
        if let Some(sign) = [first.sign, second.sign].into_iter().max()
            && sign < Sign::Sure
        {
            return self.unsure(start, first, second, lead);
        }
        if first.sign == Sign::Bare && second.half.is_none() && lead == Lead::None
            // «9-18 год» and "9–17:30" are hours, "in 2 or 10:30" is not.
            && !clocks.run.is_dash(first.end)
        {
            return None;
        }
        // "8:00 Kyiv time to 15:00 Moscow time": the two are hours of different clocks.
        let are_of_one_zone = match (first_zone, self.zone(second.end)) {
            (Some((_, first)), Some((_, second))) => first == second,
            _ => true,
        };
        let times = pair(first, second, clocks.row.numbers.language);
        // "9:30 until 4:45": over night, or in the afternoon; "07:30 until 04:45" is of twenty-four hours.
        let is_padded =
            [at, second.end.saturating_sub(1)].map(|at| clocks.run.word(at).starts_with('0'));
        let is_either = times.is_some_and(|(start, end)| end < start)
            && [first, second].iter().all(Clock::may_be_either)
            && !is_padded.contains(&true);
        Some(self.finish(
            start,
            second.end,
            times.filter(|_| are_of_one_zone && !is_either),
        ))
    }

    /// "At dawn", "in three hours": where hours end that no clock tells.
    fn untold(&self, at: usize) -> Option<usize> {
        let clocks = self.0;
        if let Some(length) = clocks.starts(at, Sense::VagueHours) {
            return Some(at + length);
        }
        let count = at + clocks.starts(at, Sense::Ahead)?;
        let numeral = clocks.row.numbers.numeral_at(count);
        let end = numeral.map_or(count, |numeral| numeral.end);
        Some(end + clocks.starts(end, Sense::Hours)?)
    }

    /// Two numbers of which nothing tells that they are hours.
    fn unsure(&self, start: usize, first: Clock, second: Clock, lead: Lead) -> Option<HoursPhrase> {
        let clocks = self.0;
        let is_dotted = first.sign == Sign::Dotted || second.sign == Sign::Dotted;
        let are_counted = clocks.ends(second.end, Sense::Hours).is_some();
        let is_led = matches!(lead, Lead::From | Lead::At | Lead::Between);
        let is_four_digits = |clock: &Clock| {
            clock.sign == Sign::Bare && clock.written.is_some_and(|w| w % 60 != 0 || w > DAY)
        };
        if is_four_digits(&first) || is_four_digits(&second) {
            return None;
        }
        let are_hours = is_dotted && (is_led || clocks.run.is_dash(first.end))
            || are_counted && lead == Lead::From;
        if are_hours {
            return Some(self.finish(
                start,
                second.end,
                pair(first, second, clocks.row.numbers.language),
            ));
        }
        // "From 9 to 17.": hours most likely, and yet not said.
        let behind = clocks.run.kind(second.end);
        let is_alone = behind.is_none_or(|kind| kind == crate::report::TokenKind::Mark)
            && clocks.run.word(second.end) != "%";
        (lead == Lead::From && is_alone && !clocks.run.is_dash(second.end))
            .then(|| self.finish(start, second.end, None))
    }

    /// One time: it begins or ends there.
    fn single(&self, start: usize, at: usize, first: Clock, lead: Lead) -> Option<HoursPhrase> {
        let clocks = self.0;
        let is_zoned = self.zone(first.end).is_some();
        let counts = clocks.ends(at, Sense::Duration).is_some() && first.sign != Sign::Sure;
        let half = first.end.saturating_sub(1);
        let is_day_half = first.half == Some(Half::Afternoon)
            && clocks.starts(half, Sense::Afternoon).is_some()
            && (clocks.row.numbers.numeral_at(at)).is_some_and(|numeral| numeral.end == half);
        // «3 дня» without a word that leads hours are three days, «третього дня» is the third.
        if is_day_half && matches!(lead, Lead::None) || counts {
            return None;
        }
        let is_hour = match first.sign {
            Sign::Sure => true,
            Sign::Dotted => lead != Lead::None || is_zoned,
            Sign::Bare => is_zoned && lead != Lead::None,
        };
        if !is_hour {
            return None;
        }
        let minutes = first.minutes();
        let times = match lead {
            Lead::Until => minutes.map(|end| (None, Some(end))),
            Lead::Between => None,
            _ => minutes.map(|start| (Some(start), self.end_of_duration(first.end, start))),
        };
        Some(self.finish(start, first.end, times))
    }

    fn finish(
        &self,
        start: usize,
        end: usize,
        times: Option<(Option<u16>, Option<u16>)>,
    ) -> HoursPhrase {
        let (end, zone) = match self.zone(end) {
            Some((end, zone)) => (end, zone),
            None => (end, None),
        };
        let (first, last) = times.unwrap_or_default();
        HoursPhrase {
            tokens: start..end,
            start: first,
            end: last,
            zone,
            is_unclear: times.is_none(),
        }
    }

    /// The word that leads an hour, and where it stands.
    fn lead(&self, at: usize) -> (Lead, usize) {
        let clocks = self.0;
        let mut start = at;
        let mut led = Lead::None;
        if let Some(before) = clocks.ends(at, Sense::At) {
            (led, start) = (Lead::At, before);
        }
        for (sense, lead) in [
            (Sense::Until, Lead::Until),
            (Sense::Between, Lead::Between),
            (Sense::From, Lead::From),
        ] {
            let before = clocks.ends(at, sense).or_else(|| clocks.ends(start, sense));
            if let Some(before) = before {
                return (lead, before);
            }
        }
        // "From dawn to 4 p.m.": the end of what begins at no hour; "moved to 10 a.m." is none.
        const REACH: usize = 5;
        let end = clocks.ends(at, Sense::To);
        let begins = |end: usize| {
            (end.saturating_sub(REACH)..end)
                .any(|before| clocks.starts(before, Sense::From).is_some())
        };
        if let Some(end) = end.filter(|end| begins(*end)) {
            return (Lead::Until, end);
        }
        (led, start)
    }

    /// Behind what joins the beginning with the end.
    fn joint(&self, at: usize, lead: Lead) -> Option<usize> {
        let clocks = self.0;
        let end = if clocks.run.is_dash(at) {
            at + 1
        } else if let Some(length) = clocks.starts(at, Sense::To) {
            at + length
        } else if lead == Lead::Between {
            at + clocks.starts(at, Sense::List)?
        } else {
            return None;
        };
        // «До о 18:00» is rare, "to about 6 p.m." is not.
        let at_length = clocks
            .starts(end, Sense::At)
            .filter(|_| clocks.at(end).is_none());
        Some(end + at_length.unwrap_or(0))
    }

    /// "For seven hours": when what begins there ends.
    fn end_of_duration(&self, at: usize, start: u16) -> Option<u16> {
        const REACH: usize = 4;
        let clocks = self.0;
        (at..at + REACH).find_map(|at| {
            let count = at + clocks.starts(at, Sense::Duration)?;
            let numeral = clocks.row.numbers.numeral_at(count)?;
            clocks.starts(numeral.end, Sense::Hours)?;
            let hours = u16::try_from(numeral.value?)
                .ok()
                .filter(|hours| *hours < 24)?;
            let end = start + hours * 60;
            Some(if end > DAY { end - DAY } else { end })
        })
    }

    /// The zone that begins at a token: one past it, and its name where the words give it.
    fn zone(&self, at: usize) -> Option<(usize, Option<String>)> {
        let clocks = self.0;
        let (row, run) = (clocks.row, clocks.run);
        let place = at + usize::from(matches!(run.word(at), "(" | ","));
        let zone = |sense| match sense {
            Sense::Zone(number) => Some(row.zone(number).map(str::to_owned)),
            Sense::Local => Some(None),
            _ => None,
        };
        if let Some((length, zone)) = row.phrases.find(place, zone) {
            return Some((place + length, zone));
        }
        let universal = row.starts(place, Sense::Universal);
        let sign = place + universal.unwrap_or(0);
        let offset = self.offset(sign, universal.is_some());
        match (universal, offset) {
            (_, Some((end, offset))) => Some((end, Some(offset))),
            (Some(_), None) => Some((sign, Some("UTC".to_owned()))),
            (None, None) => None,
        }
    }

    /// "+2", "+03:00", "−5" as `±HH:MM`.
    fn offset(&self, at: usize, is_named: bool) -> Option<(usize, String)> {
        let run = self.0.run;
        let touches = at > 0 && run.touches_next(at - 1);
        let sign = match run.word(at) {
            "+" => '+',
            "-" | "−" | "–" if is_named && run.touches_next(at) => '-',
            _ => return None,
        };
        let text = run.number(at + 1)?;
        let (hours, minutes) = match text.split_once(':') {
            Some((hours, minutes)) => (hours, minutes),
            None if text.len() == 4 => text.split_at_checked(2)?,
            None => (text, "00"),
        };
        let is_offset = is_named || touches && text.len() >= 4;
        let (hours, minutes): (u8, u8) = (hours.parse().ok()?, minutes.parse().ok()?);
        (is_offset && hours <= 14 && minutes < 60)
            .then(|| (at + 2, format!("{sign}{hours:02}:{minutes:02}")))
    }
}

/// Beginning and end: where only one says the half of the day, the other is in the half in which
/// the end comes first after the beginning. `None` where a time is none.
fn pair(first: Clock, second: Clock, language: Language) -> Option<(Option<u16>, Option<u16>)> {
    let (start, end) = (first.minutes()?, second.minutes()?);
    let other = |half: Half| match half {
        Half::Morning => Half::Afternoon,
        Half::Afternoon | Half::Night => Half::Morning,
    };
    let (start, end) = match (first.half, second.half) {
        (None, Some(half)) if first.may_be_either() => {
            let written = first.written?;
            let same = in_half(written, Some(half));
            let start = same
                .filter(|start| *start < end)
                .or_else(|| in_half(written, Some(other(half))));
            (start?, end)
        }
        // «З 9 ранку до 18:00»: with minutes, all twenty-four hours are told but in English.
        (Some(_), None)
            if second.may_be_either()
                && (language == Language::En || second.sign != Sign::Sure) =>
        {
            let written = second.written?;
            let next = [Half::Morning, Half::Afternoon]
                .into_iter()
                .filter_map(|half| in_half(written, Some(half)))
                .filter(|end| *end > start)
                .min();
            (
                start,
                next.or_else(|| in_half(written, Some(Half::Morning)))?,
            )
        }
        _ => (start, end),
    };
    // Midnight that ends a day.
    let end = if end == 0 && start > 0 { DAY } else { end };
    (start != end).then_some((Some(start), Some(end)))
}
