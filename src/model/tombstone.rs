//! What is left of a report that was taken back.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize, Serializer};

use super::one_line;

/// What stands in the place of a report that was withdrawn: its address and why it is gone, and
/// nothing of what it said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tombstone {
    /// Identifier of the report.
    pub id: String,
    /// When it was withdrawn; others learn the day (UTC).
    #[serde(rename = "withdrawn", serialize_with = "as_day")]
    pub withdrawn_at: Timestamp,
    /// Why, where that was said.
    pub reason: Option<Reason>,
    /// Whether its text is gone for good, so that it cannot be restored.
    pub forgotten: bool,
    /// The features that rested on it first, as `layer/id`; none where it is forgotten.
    #[serde(skip)]
    pub features: Vec<String>,
}

impl Tombstone {
    /// The day of the withdrawal (UTC).
    pub fn day(&self) -> Date {
        self.withdrawn_at.to_zoned(TimeZone::UTC).date()
    }
}

impl fmt::Display for Tombstone {
    /// A sentence without its full stop: "the report … was withdrawn on … (reason: …)".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the report {} was withdrawn on {}", self.id, self.day())?;
        if self.forgotten {
            f.write_str(" and its text forgotten")?;
        }
        match &self.reason {
            Some(reason) => write!(f, " (reason: {reason})"),
            None => f.write_str(" (no reason was given)"),
        }
    }
}

fn as_day<S: Serializer>(moment: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    let day = moment.to_zoned(TimeZone::UTC).date();
    serializer.collect_str(&day)
}

/// Why a report was withdrawn, in the words of who did it: one line, shown to everyone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reason(String);

/// Why words are no reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReasonError {
    /// Nothing but white space.
    #[error(
        "the reason is empty; say in a sentence why the report is withdrawn, everyone can read it"
    )]
    Empty,
    /// Too many words.
    #[error(
        "the reason has {0} characters and at most {LONGEST_REASON} are taken; shorten it, everyone can read it"
    )]
    TooLong(usize),
}

/// The longest reason, in code points.
const LONGEST_REASON: usize = 500;

impl FromStr for Reason {
    type Err = ReasonError;

    /// As [`one_line`] writes it.
    fn from_str(text: &str) -> Result<Self, ReasonError> {
        let reason = one_line(text);
        match reason.chars().count() {
            0 => Err(ReasonError::Empty),
            length if length > LONGEST_REASON => Err(ReasonError::TooLong(length)),
            _ => Ok(Self(reason)),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Reason {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_reason_is_one_line_of_bounded_length() {
        let reason = |text: &str| text.parse::<Reason>().map(|reason| reason.to_string());
        assert_eq!(
            reason("  The day\r\nwas \u{1b}[31m wrong.\u{0}").unwrap(),
            "The day was [31m wrong."
        );
        assert_eq!(
            reason("\u{202e}gnorw\u{202c} \u{2066}day\u{2069}").unwrap(),
            "gnorw day"
        );
        assert_eq!(reason(&"ї".repeat(500)).unwrap().chars().count(), 500);
        assert_eq!(reason(&"ї".repeat(501)), Err(ReasonError::TooLong(501)));
        assert_eq!(reason(" \n\t\u{7}"), Err(ReasonError::Empty));
    }

    #[test]
    fn others_learn_id_day_and_reason() {
        let tombstone = Tombstone {
            id: "0123456789abcdef".to_owned(),
            withdrawn_at: "2026-11-30T23:59:59.5Z".parse().unwrap(),
            reason: Some("The day was wrong.".parse().unwrap()),
            forgotten: false,
            features: vec!["corridors/1".to_owned()],
        };
        let expected = serde_json::json!({
            "id": "0123456789abcdef",
            "withdrawn": "2026-11-30",
            "reason": "The day was wrong.",
            "forgotten": false,
        });
        assert_eq!(serde_json::to_value(&tombstone).unwrap(), expected);
        assert_eq!(
            tombstone.to_string(),
            "the report 0123456789abcdef was withdrawn on 2026-11-30 (reason: The day was wrong.)"
        );
    }
}
