//! A time of day as words give it.

use super::row::Row;
use super::vocabulary::Sense;
use crate::quantity::NumeralKind;
use crate::report::{Run, TokenKind};

/// Minutes of a day.
pub const DAY: u16 = 24 * 60;
const NOON: u16 = 12 * 60;

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// One past its last token.
    pub end: usize,
    /// Minutes from midnight as written, without the half of the day; `None` for a time that there
    /// is not ("25:00").
    pub written: Option<u16>,
    /// The half of the day, where it is said.
    pub half: Option<Half>,
    /// What tells that it is a time of day at all.
    pub sign: Sign,
}

/// What is said of the half of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// Before noon.
    Morning,
    /// After noon.
    Afternoon,
    /// The night: before six it is the morning's.
    Night,
}

/// What tells that words are a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// Nothing: a small number.
    Bare,
    /// A number with two digits behind a full stop.
    Dotted,
    /// Minutes behind a colon, the half of the day, "o'clock", noon.
    Sure,
}

impl Clock {
    /// Minutes from midnight, with the half of the day that is said.
    pub fn minutes(&self) -> Option<u16> {
        in_half(self.written?, self.half)
    }

    /// Whether the other half of the day may be meant.
    pub fn may_be_either(&self) -> bool {
        self.half.is_none()
            && self
                .written
                .is_some_and(|written| (60..NOON + 60).contains(&written))
    }
}

/// A time of twelve hours in a half of the day.
pub fn in_half(written: u16, half: Option<Half>) -> Option<u16> {
    let (hour, minute) = (written / 60, written % 60);
    Some(match half {
        None => written,
        // "16:00 in the afternoon".
        Some(_) if hour > 12 => written,
        Some(Half::Morning) => hour % 12 * 60 + minute,
        Some(Half::Afternoon) => (hour % 12 + 12) * 60 + minute,
        Some(Half::Night) => match hour {
            12 => minute,
            0..=5 => written,
            9..=11 => written + NOON,
            _ => return None,
        },
    })
}

/// Looks for times of day.
#[derive(Debug, Clone, Copy)]
pub struct Clocks<'k> {
    pub row: Row<'k>,
    pub run: Run<'k>,
}

impl Clocks<'_> {
    /// The time of day that begins at a token.
    pub fn at(&self, at: usize) -> Option<Clock> {
        let fixed = |sense| match sense {
            Sense::Fixed(minutes) => Some(minutes),
            _ => None,
        };
        if let Some((length, minutes)) = self.row.phrases.find(at, fixed) {
            return Some(Clock {
                end: at + length,
                written: Some(minutes),
                half: None,
                sign: Sign::Sure,
            });
        }
        let past = |sense| match sense {
            Sense::Past(minutes) => Some(minutes),
            _ => None,
        };
        if let Some((length, minutes)) = self.row.phrases.find(at, past) {
            return self.past(at + length, minutes);
        }
        match self.run.kind(at)? {
            TokenKind::Mark => None,
            TokenKind::Number => self.digits(at),
            TokenKind::Word => self.worded(at),
        }
    }

    /// "9:30", "9.30 a.m.", "0900 hours", "9 a.m.", «9-ї», "9".
    fn digits(&self, at: usize) -> Option<Clock> {
        let run = self.run;
        let text = run.number(at)?;
        const LONGEST: usize = 8;
        if text.len() > LONGEST {
            return None;
        }
        if let Some((hour, minute)) = text.split_once(':') {
            // "2022-04-02T10:00:00".
            if let Some(hour) = self.hour_of_timestamp(at) {
                let minute = text.split(':').next().unwrap_or(text);
                return Some(self.with_half(at + 1, written(hour, minute), Sign::Sure));
            }
            // Seconds say nothing here.
            let minute = minute.split(':').next().unwrap_or(minute);
            return Some(self.with_half(at + 1, written(hour, minute), Sign::Sure));
        }
        if let Some((hour, minute)) = text.split_once('.') {
            let is_time = minute.len() == 2 && hour.len() <= 2;
            let time = written(hour, minute).filter(|_| is_time)?;
            return Some(self.with_half(at + 1, Some(time), Sign::Dotted));
        }
        if text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            let length = self.starts(at + 1, Sense::Hours24).unwrap_or(0);
            let is_zoned =
                self.starts(at + 1, Sense::Universal).is_some() || self.zone_starts(at + 1);
            let (hour, minute) = text.split_at_checked(2)?;
            let sign = if length > 0 || is_zoned {
                Sign::Sure
            } else {
                Sign::Bare
            };
            return Some(Clock {
                end: at + 1 + length,
                written: Some(written(hour, minute)?),
                half: None,
                sign,
            });
        }
        if text.len() > 2 {
            return None;
        }
        // "9h30".
        let minute = run.word(at + 1).strip_prefix('h');
        if let Some(minute) = minute.filter(|minute| minute.len() == 2 && run.touches_next(at)) {
            let time = written(text, minute)?;
            return Some(self.with_half(at + 2, Some(time), Sign::Sure));
        }
        // «10-00»: nothing goes from ten to nought.
        let is_joined = run.is_dash(at + 1) && run.touches_next(at) && run.touches_next(at + 1);
        if is_joined
            && let Some(minute) = run.number(at + 2)
            && let Some(time) = written(text, minute)
        {
            if minute == "00" {
                return Some(self.with_half(at + 3, Some(time), Sign::Sure));
            }
            // «16-30»: no hours of a day, so an hour and its minutes, where hours are told at all.
            if time % 60 > 24 {
                return Some(Clock {
                    end: at + 3,
                    written: Some(time),
                    half: None,
                    sign: Sign::Bare,
                });
            }
        }
        let numeral = self.row.numbers.numeral_at(at)?;
        let ends_with = match numeral.kind {
            NumeralKind::Ordinal | NumeralKind::Cardinal => numeral.end,
            // "9am".
            NumeralKind::Name => at + 1,
        };
        let is_ordinal = numeral.kind == NumeralKind::Ordinal;
        let sign = if is_ordinal { Sign::Dotted } else { Sign::Bare };
        let clock = self.with_half(ends_with, written(text, "00"), sign);
        (numeral.kind != NumeralKind::Name || clock.half.is_some()).then_some(clock)
    }

    /// The hour before a token in a moment as ISO 8601 writes it, "T10" before ":00".
    fn hour_of_timestamp(&self, at: usize) -> Option<&str> {
        let run = self.run;
        let hour = at.checked_sub(2)?;
        let is_joined =
            run.word(at - 1) == ":" && run.touches_next(hour) && run.touches_next(at - 1);
        let digits = run.word(hour).strip_prefix('t').filter(|_| is_joined)?;
        (digits.len() == 2).then_some(digits)
    }

    /// "Nine o'clock", «восьмій ранку».
    fn worded(&self, at: usize) -> Option<Clock> {
        let numeral = self.row.numbers.numeral_at(at)?;
        let hour = u16::try_from(numeral.value?)
            .ok()
            .filter(|hour| *hour <= 24)?;
        let clock = self.with_half(numeral.end, Some(hour * 60), Sign::Bare);
        (clock.sign == Sign::Sure).then_some(clock)
    }

    /// "Half past nine".
    fn past(&self, at: usize, minutes: i16) -> Option<Clock> {
        let numeral = self.row.numbers.numeral_at(at)?;
        let hour = i16::try_from(numeral.value?)
            .ok()
            .filter(|hour| (1..=12).contains(hour))?;
        let time = u16::try_from(hour * 60 + minutes).ok();
        Some(self.with_half(numeral.end, time, Sign::Sure))
    }

    /// A time with the half of the day that may stand behind it, and the word for hours.
    fn with_half(&self, at: usize, written: Option<u16>, sign: Sign) -> Clock {
        let half = |sense| match sense {
            Sense::Half(0) => Some(Half::Morning),
            Sense::Half(_) => Some(Half::Afternoon),
            Sense::Afternoon => Some(Half::Afternoon),
            Sense::Night => Some(Half::Night),
            _ => None,
        };
        let found = self.row.phrases.find(at, half);
        // «3 дня» are three days where nothing leads an hour.
        if let Some((length, half)) = found {
            return Clock {
                end: at + length,
                written,
                half: Some(half),
                sign: Sign::Sure,
            };
        }
        // "Nine o'clock", «9 годині»; hours that are counted are no clock.
        let (end, sign) = match self.starts(at, Sense::HourWord) {
            Some(length) => {
                let is_counted = self.starts(at, Sense::Hours).is_some();
                let sign = if is_counted {
                    sign.max(Sign::Dotted)
                } else {
                    Sign::Sure
                };
                (at + length, sign)
            }
            None => (at, sign),
        };
        // «9 годині 30 хвилин».
        let minute = self.run.number(end).filter(|_| end > at);
        let is_minute = self.starts(end + 1, Sense::Minutes);
        let (end, written) = match minute.zip(is_minute) {
            Some((minute, length)) => {
                let minute = minute.parse().ok().filter(|minute| *minute < 60);
                let time = written
                    .zip(minute)
                    .map(|(hour, minute): (u16, u16)| hour + minute);
                (end + 1 + length, time)
            }
            None => (end, written),
        };
        Clock {
            end,
            written,
            half: None,
            sign,
        }
    }

    pub fn starts(&self, at: usize, sense: Sense) -> Option<usize> {
        self.row.starts(at, sense)
    }

    pub fn ends(&self, end: usize, sense: Sense) -> Option<usize> {
        self.row.ends(end, sense)
    }

    fn zone_starts(&self, at: usize) -> bool {
        let is_zone = |sense| matches!(sense, Sense::Zone(_) | Sense::Local).then_some(());
        self.row.phrases.find(at, is_zone).is_some()
    }
}

/// Minutes from midnight; `None` for a time that there is not.
fn written(hour: &str, minute: &str) -> Option<u16> {
    let is_short = (1..=2).contains(&hour.len()) && minute.len() == 2;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let is_written = is_short && minute < 60;
    is_written
        .then(|| hour * 60 + minute)
        .filter(|time| *time <= DAY)
}
