//! Claims: who holds a place from which day on, who says so, and what that weighs.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use geo::MultiPolygon;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::{ControlTier, EventEvidence, Quote, Report, SharedPlace};

/// The party of a place that is fought over or lies between the lines.
pub const CONTESTED: &str = "contested";

/// Days after which half of a claim's weight is gone.
const HALF_LIFE_DAYS: f64 = 10.0;

/// Where a claim comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// A dated fact whose source was read.
    Read,
    /// A dated fact written down from memory.
    Recalled,
    /// A sentence of a report.
    Report,
    /// A row or an area of an imported file.
    Imported,
}

impl Basis {
    /// What a claim weighs on the day that it speaks of, before its tier and confidence count.
    fn grade(self) -> f64 {
        match self {
            Self::Read => 0.9,
            Self::Imported => 0.8,
            Self::Report => 0.7,
            Self::Recalled => 0.6,
        }
    }
}

/// Where a claim stands and who makes it.
#[derive(Debug, Clone)]
pub struct Source {
    /// The report, or the file of facts as a report.
    pub report: Arc<Report>,
    /// Its words.
    pub quote: Quote,
    /// The words that the claim's fields come from.
    pub evidence: EventEvidence,
    /// The rule of reading that made it; `None` for a row or an area of a file.
    pub rule: Option<Cow<'static, str>>,
    /// Who says so.
    pub by: Option<String>,
    /// Address that this claim rests on, where it is another than the report's.
    pub url: Option<String>,
    /// What kind of source it is.
    pub basis: Basis,
    /// How sure the reader is of having understood it, 0 to 1.
    pub confidence: f64,
}

impl Source {
    /// What tells it from another source.
    pub(super) fn fingerprint(&self, hash: &mut impl Hasher) {
        self.report.id.hash(hash);
        self.quote.start.hash(hash);
        self.quote.exact.hash(hash);
        (&self.evidence, &self.rule).hash(hash);
        (self.basis, self.confidence.to_bits()).hash(hash);
    }
}

/// How long a claim is said to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    /// First day.
    pub since: Date,
    /// Last day; `None` where no end is said.
    pub until: Option<Date>,
    /// Last day that the source speaks of.
    pub through: Date,
}

impl Period {
    /// One day, from which on nothing else is said.
    pub fn from_day(day: Date) -> Self {
        Self {
            since: day,
            until: None,
            through: day,
        }
    }

    /// Whether the claim is in force on `day`: it has begun and is not said to have ended.
    pub fn holds_on(&self, day: Date) -> bool {
        self.since <= day && self.until.is_none_or(|until| day <= until)
    }

    /// The last day for which the source vouches.
    pub fn last_day(&self) -> Date {
        let end = self.until.map_or(self.through, |u| u.min(self.through));
        end.max(self.since)
    }

    /// The last day up to `day` for which the source vouches.
    pub fn vouched(&self, day: Date) -> Date {
        self.last_day().min(day)
    }
}

/// Who holds a place from which day on, as one source says.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The place.
    pub place: SharedPlace,
    /// `russia`, `ukraine`, …, or [`CONTESTED`].
    pub party: String,
    /// How well founded the source calls it.
    pub tier: ControlTier,
    /// Whether the party holds the place and not the land around it.
    pub cut_off: bool,
    /// When.
    pub period: Period,
    /// Who says so.
    pub source: Source,
}

/// Who holds an area on a day, as one source says.
#[derive(Debug, Clone)]
pub struct AreaClaim {
    /// The area in degrees.
    pub area: MultiPolygon,
    /// ISO 3166-1 alpha-2 code of the country that it lies in.
    pub country: String,
    /// As in [`Claim::party`].
    pub party: String,
    /// How well founded the source calls it.
    pub tier: ControlTier,
    /// When.
    pub period: Period,
    /// Who says so.
    pub source: Source,
}

/// What a claim of this tier and source weighs on `day`, 0 to 1: half of it is gone every
/// [`HALF_LIFE_DAYS`] after the last day that the source vouches for.
pub(super) fn weight(tier: ControlTier, source: &Source, period: &Period, day: Date) -> f64 {
    let tier = match tier {
        ControlTier::Assessed | ControlTier::Contested => 1.0,
        ControlTier::Claimed => 0.8,
        ControlTier::Unknown => 0.5,
    };
    let confidence = match source.basis {
        Basis::Report => source.confidence,
        Basis::Read | Basis::Recalled | Basis::Imported => 1.0,
    };
    let age = f64::from(days_between(period.vouched(day), day));
    source.basis.grade() * tier * confidence * 0.5_f64.powf(age / HALF_LIFE_DAYS)
}

/// Whole days from `first` to `last`; 0 where `last` is not later.
pub(super) fn days_between(first: Date, last: Date) -> i32 {
    (last - first).get_days().max(0)
}
