//! Corridors: who may pass from where to where, under which status, and who says so.

use serde::{Deserialize, Serialize};

use super::{PlaceRef, Quote, SharedText, Span};

/// What international practice calls the thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Arrangement {
    /// Agreed route and logistics.
    #[default]
    HumanitarianCorridor,
    /// A way out that nobody is said to have agreed on.
    EvacuationRoute,
    /// A halt of fighting for some hours in some area.
    HumanitarianPause,
    /// A ceasefire.
    Ceasefire,
    /// A cessation of hostilities.
    CessationOfHostilities,
    /// Days of tranquillity.
    DaysOfTranquillity,
    /// A protected zone.
    ProtectedZone,
    /// A crossing point.
    CrossingPoint,
}

/// Where in its life a corridor stands, in the word of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// One side has offered it.
    Proposed,
    /// Announced for a day; agreement is not said.
    Planned,
    /// The sides have agreed.
    Agreed,
    /// In use.
    Open,
    /// In use in part.
    PartiallyOpen,
    /// Interrupted.
    Suspended,
    /// Stopped by a party.
    Blocked,
    /// Tried, did not work.
    Failed,
    /// Closed.
    Closed,
    /// Done.
    Completed,
    /// Called off.
    Cancelled,
    /// Offered and refused.
    Rejected,
    /// Not said.
    Unknown,
}

/// The five classes that a status is drawn in (Logistics Cluster).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum StatusClass {
    /// In use or agreed for use.
    Open,
    /// In use in part.
    Restricted,
    /// Not usable.
    Closed,
    /// Not yet.
    Planned,
    /// Not known.
    Unknown,
}

impl Status {
    /// The class that the status is drawn in. Agreed is not open: it is drawn as planned.
    pub fn class(self) -> StatusClass {
        match self {
            Self::Open => StatusClass::Open,
            Self::PartiallyOpen | Self::Suspended => StatusClass::Restricted,
            Self::Blocked
            | Self::Failed
            | Self::Closed
            | Self::Completed
            | Self::Cancelled
            | Self::Rejected => StatusClass::Closed,
            Self::Proposed | Self::Planned | Self::Agreed => StatusClass::Planned,
            Self::Unknown => StatusClass::Unknown,
        }
    }

    /// Whether nobody passes, or passed.
    pub fn went_wrong(self) -> bool {
        matches!(
            self,
            Self::Blocked | Self::Failed | Self::Closed | Self::Cancelled | Self::Rejected
        )
    }
}

/// What the passage is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Civilians leave.
    CivilianEvacuation,
    /// Wounded or sick people leave.
    MedicalEvacuation,
    /// Relief goods come in.
    AidDelivery,
    /// The dead are brought home.
    RecoveryOfDead,
}

/// How people or goods move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Private cars.
    OwnVehicle,
    /// Buses.
    Bus,
    /// A convoy of unsaid vehicles.
    Convoy,
    /// Ambulances.
    Ambulance,
    /// Trains.
    Rail,
    /// On foot.
    Foot,
    /// Aircraft.
    Air,
    /// Boats.
    Water,
}

/// Which way the passage works, seen from the place in need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// People leave.
    Out,
    /// Goods come in.
    In,
    /// Both.
    Both,
}

/// What the passage depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Fire must stop.
    CeasefireRequired,
    /// Mines must be cleared.
    DeminingRequired,
    /// Weather must allow it.
    SubjectToWeather,
}

/// Hours of a day in which the passage is to work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeWindow {
    /// `HH:MM`.
    pub start: Option<String>,
    /// `HH:MM`.
    pub end: Option<String>,
    /// IANA name or offset, where the report says it.
    pub tz: Option<String>,
}

/// A field that the report does not state and the reader inferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inference {
    /// The origin.
    From,
    /// The places on the way.
    Via,
    /// The destination.
    To,
    /// The purpose.
    Purpose,
    /// The mode.
    Mode,
    /// The status.
    Status,
    /// The day.
    ValidFrom,
}

/// The words of the report that the fields of a statement come from.
///
/// An end that has none is in [`Corridor::inferred`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Evidence {
    /// The origins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<Span>,
    /// The places on the way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub via: Vec<Span>,
    /// The destinations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Span>,
}

impl Evidence {
    /// All words, field by field.
    pub fn spans(&self) -> impl Iterator<Item = Span> {
        self.from.iter().chain(&self.via).chain(&self.to).copied()
    }

    /// Says where all words stand in another text, given where some words do.
    pub fn relocate(&mut self, place_of: impl Fn(Span) -> Span) {
        for span in [&mut self.from, &mut self.via, &mut self.to]
            .into_iter()
            .flatten()
        {
            *span = place_of(*span);
        }
    }
}

/// One statement about one corridor: a claim, never a promise of safety.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Corridor {
    /// Where it starts; several origins may share a line.
    pub from: Vec<PlaceRef>,
    /// Places on the way, in order.
    pub via: Vec<PlaceRef>,
    /// Where it leads.
    pub to: Vec<PlaceRef>,
    /// What it is for.
    pub purpose: Vec<Purpose>,
    /// How people or goods move.
    pub mode: Option<Mode>,
    /// Where in its life it stands.
    pub status: Status,
    /// What the report calls it.
    pub arrangement: Arrangement,
    /// Which way it works.
    pub direction: Option<Direction>,
    /// Who says so.
    pub announced_by: Option<String>,
    /// Who is said to have agreed.
    #[serde(default)]
    pub agreed_by: Vec<String>,
    /// Who disputes it.
    pub disputed_by: Vec<String>,
    /// What it depends on.
    pub conditions: Vec<Condition>,
    /// First day on which it is to work, ISO 8601.
    pub valid_from: Option<String>,
    /// Whether a day is stated that was not understood: `valid_from` is then `None`, and the day of
    /// publication does not stand for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub day_not_understood: bool,
    /// Last day on which it is to work, ISO 8601.
    pub valid_to: Option<String>,
    /// Hours of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_window: Option<TimeWindow>,
    /// Places where people gather.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meeting_points: Vec<PlaceRef>,
    /// How many settlements it is for, where they are counted and not named.
    pub settlements: Option<u32>,
    /// People said to have been moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people_moved: Option<u32>,
    /// Vehicles said to have taken part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicles: Option<u32>,
    /// Whether the counts of the statement before are given for this passage as well; they are not
    /// repeated here, so that a sum counts nobody twice.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shares_counts: bool,
    /// Fields that are inferred and not stated.
    pub inferred: Vec<Inference>,
    /// The words that the ends and the way come from.
    #[serde(default)]
    pub evidence: Evidence,
    /// Places that the quote names and that are no part of this corridor.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<SharedText>,
    /// 0 to 1.
    pub confidence: f64,
    /// The sentence.
    pub quote: Quote,
    /// Other sentences that the statement rests on, because they name an end or a place on the way:
    /// the heading over a list, the sentence that "the city" refers to, one that goes on with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub context: Vec<Quote>,
}

impl Corridor {
    /// Whether the statement speaks of what has not happened yet, or goes on: an end that is not
    /// stated may then be inferred from what else is announced. Where people were in the end
    /// taken, or were not, nobody can infer.
    pub fn may_infer_ends(&self) -> bool {
        match self.status {
            Status::Proposed | Status::Planned | Status::Agreed => true,
            Status::Open | Status::PartiallyOpen => self.people_moved.is_none(),
            _ => false,
        }
    }

    /// Whether this is a proposal for areas with a count and not a passage between places.
    pub fn is_area_proposal(&self) -> bool {
        self.settlements.is_some() && self.from.is_empty()
    }
}
