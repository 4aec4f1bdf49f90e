//! How old what rests on claims is on a day, and until when it may be taken for that day's state.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::claim::days_between;

/// Days for which what a claim says is taken to go on after the last day that it vouches for.
pub const CURRENT_DAYS: i32 = 14;

/// Whether what is shown is the state of the day that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Currency {
    /// The last claim is at most [`CURRENT_DAYS`] older than the day.
    Current,
    /// Nobody has vouched for it since: what was last known, whatever has happened after.
    LastKnown,
}

/// The age, on a day, of what rests on claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    /// The last day up to the one asked for that its claims vouch for.
    pub last_claim: Date,
    /// The day asked for.
    pub asked: Date,
}

impl Age {
    /// The age on `asked` of what is vouched for until `last_day`, which may lie ahead.
    pub fn on(asked: Date, last_day: Date) -> Self {
        Self {
            last_claim: last_day.min(asked),
            asked,
        }
    }

    /// Days from the last claim to the day asked for.
    pub fn days(&self) -> i32 {
        days_between(self.last_claim, self.asked)
    }

    /// Whether it is the state of the day asked for.
    pub fn currency(&self) -> Currency {
        if self.days() > CURRENT_DAYS {
            Currency::LastKnown
        } else {
            Currency::Current
        }
    }

    /// The day whose state it is: the one asked for, but never more than [`CURRENT_DAYS`] after the
    /// last claim.
    pub fn as_of(&self) -> Date {
        let reach = self.last_claim.saturating_add(CURRENT_DAYS.days());
        reach.min(self.asked)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_claim_reaches_two_weeks_and_no_further() {
        let april = date(2022, 4, 30);
        for (asked, last_claim, days, currency, as_of) in [
            (
                "2022-04-01",
                "2022-04-01",
                0,
                Currency::Current,
                "2022-04-01",
            ),
            (
                "2022-04-30",
                "2022-04-30",
                0,
                Currency::Current,
                "2022-04-30",
            ),
            (
                "2022-05-14",
                "2022-04-30",
                14,
                Currency::Current,
                "2022-05-14",
            ),
            (
                "2022-05-15",
                "2022-04-30",
                15,
                Currency::LastKnown,
                "2022-05-14",
            ),
            (
                "2026-11-30",
                "2022-04-30",
                1675,
                Currency::LastKnown,
                "2022-05-14",
            ),
        ] {
            let age = Age::on(asked.parse().unwrap(), april);
            assert_eq!(age.last_claim.to_string(), last_claim, "{asked}");
            assert_eq!((age.days(), age.currency()), (days, currency), "{asked}");
            assert_eq!(age.as_of().to_string(), as_of, "{asked}");
        }
        let end_of_time = Age::on(Date::MAX, Date::MAX);
        assert_eq!(end_of_time.as_of(), Date::MAX);
    }
}
