//! Corridors: who may pass from where to where, under which status, and who says so.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

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

/// A field of a statement about a corridor, stated by words of the report or inferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CorridorField {
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
    /// The first day.
    ValidFrom,
    /// The last day.
    ValidTo,
    /// The hours.
    TimeWindow,
    /// Who says so.
    AnnouncedBy,
    /// How many people moved.
    PeopleMoved,
    /// How many vehicles took part.
    Vehicles,
    /// How many settlements it is for.
    Settlements,
}

impl CorridorField {
    /// All fields, in the order in which they are shown.
    pub const ALL: [Self; 13] = [
        Self::From,
        Self::Via,
        Self::To,
        Self::Purpose,
        Self::Mode,
        Self::Status,
        Self::AnnouncedBy,
        Self::ValidFrom,
        Self::ValidTo,
        Self::TimeWindow,
        Self::PeopleMoved,
        Self::Vehicles,
        Self::Settlements,
    ];
}

/// The words of the report that the fields of a statement come from; they may stand in other
/// sentences than its quote.
///
/// A field that is set and has none is in [`Corridor::inferred`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence(Vec<(CorridorField, Span)>);

impl Evidence {
    /// The words of a field.
    pub fn of(&self, field: CorridorField) -> impl Iterator<Item = Span> + '_ {
        let words = self.0.iter().filter(move |(of, _)| *of == field);
        words.map(|(_, words)| *words)
    }

    /// Adds words of a field that are not known yet.
    pub fn add(&mut self, field: CorridorField, words: impl IntoIterator<Item = Span>) {
        for words in words {
            if !self.0.contains(&(field, words)) {
                self.0.push((field, words));
            }
        }
    }

    /// Puts words of a field in the place of those known before.
    pub fn set(&mut self, field: CorridorField, words: impl IntoIterator<Item = Span>) {
        self.0.retain(|(of, _)| *of != field);
        self.add(field, words);
    }

    /// Takes the words of a field over from another statement.
    pub fn take_over(&mut self, field: CorridorField, from: &Self) {
        self.set(field, from.of(field));
    }

    /// All words of the ends and the way.
    pub fn of_places(&self) -> impl Iterator<Item = Span> + '_ {
        let fields = [CorridorField::From, CorridorField::Via, CorridorField::To];
        fields.into_iter().flat_map(|field| self.of(field))
    }

    /// Says where all words stand in another text, given where some words do.
    pub fn relocate(&mut self, place_of: impl Fn(Span) -> Span) {
        for (_, words) in &mut self.0 {
            *words = place_of(*words);
        }
    }

    /// Gives room back that no words fill.
    pub fn shrink(&mut self) {
        self.0.shrink_to_fit();
    }
}

impl Serialize for Evidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let known = CorridorField::ALL
            .iter()
            .map(|field| (field, self.of(*field).collect::<Vec<Span>>()));
        serializer.collect_map(known.filter(|(_, words)| !words.is_empty()))
    }
}

impl<'de> Deserialize<'de> for Evidence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let known = BTreeMap::<CorridorField, Vec<Span>>::deserialize(deserializer)?;
        let mut evidence = Self::default();
        for (field, words) in known {
            evidence.add(field, words);
        }
        Ok(evidence)
    }
}

fn same_places<'a>(some: &'a [PlaceRef], others: &'a [PlaceRef]) -> bool {
    let id = |place: &'a PlaceRef| -> &'a str { &place.place.id };
    some.iter().map(id).eq(others.iter().map(id))
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
    pub inferred: Vec<CorridorField>,
    /// The words that the fields come from.
    #[serde(default)]
    pub evidence: Evidence,
    /// The rule of reading that made it.
    #[serde(default)]
    pub rule: Cow<'static, str>,
    /// The rules by which further sentences, or other statements, changed it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub completed_by: Vec<Cow<'static, str>>,
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

    /// Whether a field says something: neither nothing nor that it is not known.
    pub fn says(&self, field: CorridorField) -> bool {
        match field {
            CorridorField::From => !self.from.is_empty(),
            CorridorField::Via => !self.via.is_empty(),
            CorridorField::To => !self.to.is_empty(),
            CorridorField::Purpose => !self.purpose.is_empty(),
            CorridorField::Mode => self.mode.is_some(),
            CorridorField::Status => self.status != Status::Unknown,
            CorridorField::AnnouncedBy => self.announced_by.is_some(),
            CorridorField::ValidFrom => self.valid_from.is_some(),
            CorridorField::ValidTo => self.valid_to.is_some(),
            CorridorField::TimeWindow => self.time_window.is_some(),
            CorridorField::PeopleMoved => self.people_moved.is_some(),
            CorridorField::Vehicles => self.vehicles.is_some(),
            CorridorField::Settlements => self.settlements.is_some(),
        }
    }

    /// Whether another statement says the same of a field.
    pub fn agrees_on(&self, field: CorridorField, other: &Self) -> bool {
        match field {
            CorridorField::From => same_places(&self.from, &other.from),
            CorridorField::Via => same_places(&self.via, &other.via),
            CorridorField::To => same_places(&self.to, &other.to),
            CorridorField::Purpose => self.purpose == other.purpose,
            CorridorField::Mode => self.mode == other.mode,
            CorridorField::Status => self.status == other.status,
            CorridorField::AnnouncedBy => self.announced_by == other.announced_by,
            CorridorField::ValidFrom => self.valid_from == other.valid_from,
            CorridorField::ValidTo => self.valid_to == other.valid_to,
            CorridorField::TimeWindow => self.time_window == other.time_window,
            CorridorField::PeopleMoved => self.people_moved == other.people_moved,
            CorridorField::Vehicles => self.vehicles == other.vehicles,
            CorridorField::Settlements => self.settlements == other.settlements,
        }
    }

    /// Takes some fields over from another statement of the same passage, where this one says nothing
    /// of them and the other does; ends, status and purpose are no such fields.
    pub fn take_missing(&mut self, other: &Self, fields: &[CorridorField]) {
        for field in fields {
            if self.says(*field) {
                continue;
            }
            match field {
                CorridorField::Mode => self.mode = other.mode,
                CorridorField::AnnouncedBy => self.announced_by.clone_from(&other.announced_by),
                CorridorField::ValidFrom => self.valid_from.clone_from(&other.valid_from),
                CorridorField::ValidTo => self.valid_to.clone_from(&other.valid_to),
                CorridorField::TimeWindow => self.time_window.clone_from(&other.time_window),
                CorridorField::PeopleMoved => self.people_moved = other.people_moved,
                CorridorField::Vehicles => self.vehicles = other.vehicles,
                CorridorField::Settlements => self.settlements = other.settlements,
                CorridorField::From
                | CorridorField::Via
                | CorridorField::To
                | CorridorField::Purpose
                | CorridorField::Status => continue,
            }
            self.evidence.take_over(*field, &other.evidence);
        }
    }

    /// Notes the rule by which another sentence or statement changed it.
    pub fn complete_by(&mut self, rule: &'static str) {
        if !self.completed_by.iter().any(|known| known == rule) {
            self.completed_by.push(rule.into());
        }
    }

    /// Whether this is a proposal for areas with a count and not a passage between places.
    pub fn is_area_proposal(&self) -> bool {
        self.settlements.is_some() && self.from.is_empty()
    }
}
