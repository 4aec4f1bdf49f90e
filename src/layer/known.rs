//! Of which day the features of a layer are that shows a state, and how many are only last known.

use std::borrow::Borrow;

use jiff::Span;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::registry::Layer;
use crate::model::Feature;
use crate::shape::control::{Age, Currency};

/// Of which days the features of a layer are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// The day asked for.
    pub asked: Date,
    /// The oldest of the last claims that the features rest on.
    pub last_claim: Date,
    /// The newest of the last claims: a feature's own is the oldest that it rests on.
    pub latest_last_claim: Date,
    /// The newest of all claims that shape a feature.
    pub newest_claim: Date,
    /// How many features are the state of the day.
    pub current: usize,
    /// How many are what was last known.
    pub last_known: usize,
}

impl Known {
    /// What features of a layer of a state say; `None` for other layers, and where there are none.
    pub fn of<F: Borrow<Feature>>(layer: &Layer, features: &[F]) -> Option<Self> {
        if !layer.id.shows_a_state() {
            return None;
        }
        let ages = features.iter().filter_map(|feature| {
            let properties = &feature.borrow().properties;
            let day = |name: &str| properties.get(name)?.as_str();
            let last_claim = day("last_claim")?;
            let newest_claim = day("newest_claim").unwrap_or(last_claim);
            let age_days = properties.get("age_days")?.as_i64()?;
            Self::of_feature(last_claim, newest_claim, age_days)
        });
        ages.reduce(Self::and)
    }

    /// What one feature says by its `last_claim`, `newest_claim` and `age_days`.
    pub fn of_feature(last_claim: &str, newest_claim: &str, age_days: i64) -> Option<Self> {
        let last_claim: Date = last_claim.parse().ok()?;
        let days = Span::new().try_days(age_days).ok()?;
        let asked = last_claim.checked_add(days).ok()?;
        let is_current = Age::on(asked, last_claim).currency() == Currency::Current;
        Some(Self {
            asked,
            last_claim,
            latest_last_claim: last_claim,
            newest_claim: newest_claim.parse().ok()?,
            current: usize::from(is_current),
            last_known: usize::from(!is_current),
        })
    }

    /// What these and further features say together.
    pub fn and(self, further: Self) -> Self {
        Self {
            asked: self.asked.max(further.asked),
            last_claim: self.last_claim.min(further.last_claim),
            latest_last_claim: self.latest_last_claim.max(further.latest_last_claim),
            newest_claim: self.newest_claim.max(further.newest_claim),
            current: self.current + further.current,
            last_known: self.last_known + further.last_known,
        }
    }

    /// The members by which a file or an answer says so.
    pub fn members(&self) -> Map<String, Value> {
        let members = json!({
            "asked": self.asked.to_string(),
            "last_claim": self.last_claim.to_string(),
            "newest_claim": self.newest_claim.to_string(),
            "currency": { "current": self.current, "last_known": self.last_known },
        });
        match members {
            Value::Object(members) => members,
            _ => Map::new(),
        }
    }

    /// " as of 30 March 2022", ", last known 30 April 2022", or ", partly last known 30 April 2022 (1 of 9
    /// features current)".
    fn words(&self) -> String {
        let long = |day: Date| day.strftime("%-d %B %Y");
        let (first, last) = (long(self.last_claim), long(self.latest_last_claim));
        let all = self.current + self.last_known;
        match (self.current, self.last_known) {
            (_, 0) => format!(" as of {}", long(self.asked)),
            (0, _) if self.last_claim == self.latest_last_claim => format!(", last known {first}"),
            (0, _) => format!(", last known {first} to {last}"),
            (current, _) => {
                format!(", partly last known {first} ({current} of {all} features current)")
            }
        }
    }
}

/// The title of a layer for people; says of which day the state is, where it shows one.
pub fn title(layer: &Layer, known: Option<&Known>) -> String {
    let words = known.map(Known::words).unwrap_or_default();
    format!("{}{words}", layer.title)
}
