//! Areas around places where reports tell of fighting, and their forms for other routing programs.

use std::collections::BTreeSet;
use std::str::FromStr;

use geo::algorithm::unary_union;
use geo::orient::{Direction, Orient};
use geo::{
    Coord, Destination, Geometry, Haversine, LineString, MapCoords, MultiPolygon, Point, Polygon,
};
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use thiserror::Error;

use super::answer::{DISCLAIMER, collection};
use crate::layer::{LayerId, age_properties};
use crate::model::ControlTier;
use crate::shape::control::{Age, Currency};
use crate::store::{Interval, Snapshot};

/// Corners of the circle around a place.
const CORNERS: u32 = 32;
/// Kinds of events that shell a place or make its roads a battlefield.
const FIGHTING: [&str; 4] = ["shelling", "strike", "battle", "siege"];

/// What a proposal keeps away from.
#[derive(Debug, Clone, PartialEq)]
pub struct Avoidance {
    /// Around what; empty for nothing.
    pub troubles: BTreeSet<Trouble>,
    /// How many days back, the day itself included, reports count.
    pub days: u16,
    /// How far around a place, kilometres.
    pub radius_km: f64,
}

impl Default for Avoidance {
    fn default() -> Self {
        Self {
            troubles: BTreeSet::new(),
            days: 3,
            radius_km: 5.0,
        }
    }
}

/// Why a place is avoided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trouble {
    /// Both sides claim it or fight for it.
    Contested,
    /// Reports tell of shelling, strikes, battles or a siege.
    Shelled,
}

impl Trouble {
    const ALL: [Self; 2] = [Self::Contested, Self::Shelled];

    /// The word for it in `avoid=`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Contested => "contested",
            Self::Shelled => "shelled",
        }
    }

    /// All of them.
    pub fn all() -> BTreeSet<Self> {
        Self::ALL.into()
    }

    /// Those that a list such as `contested,shelled` names.
    ///
    /// # Errors
    /// [`NotATrouble`] where a word is none of them.
    pub fn list(text: &str) -> Result<BTreeSet<Self>, NotATrouble> {
        text.split(',')
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(str::parse)
            .collect()
    }
}

/// A word that names nothing to avoid.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("avoid is a list of contested and shelled; \"{0}\" is neither")]
pub struct NotATrouble(String);

impl FromStr for Trouble {
    type Err = NotATrouble;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.into_iter().find(|known| known.word() == text);
        known.ok_or_else(|| NotATrouble(text.to_owned()))
    }
}

/// A place to keep away from.
#[derive(Debug, Clone, PartialEq)]
pub struct AvoidedPlace {
    /// Name in English.
    pub name: String,
    /// Why.
    pub trouble: Trouble,
    /// The report, or the file of dated facts, that says so.
    pub report_id: Option<String>,
    /// Where it is, degrees.
    pub position: Point,
    /// How old the claims are that call it contested.
    pub age: Option<Age>,
}

/// Areas to keep out of on a day, and the places that they lie around.
#[derive(Debug, Clone, PartialEq)]
pub struct AvoidAreas {
    /// The day.
    pub day: Date,
    /// What was asked for.
    pub avoidance: Avoidance,
    /// The places, by name.
    pub places: Vec<AvoidedPlace>,
    /// Circles around them, joined; outer rings run against the clock.
    pub polygons: MultiPolygon,
}

/// How areas to avoid are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AvoidFormat {
    /// A FeatureCollection of one MultiPolygon.
    Geojson,
    /// `options.avoid_polygons` of a request to openrouteservice.
    Openrouteservice,
    /// `exclude_polygons` of a request to Valhalla.
    Valhalla,
}

/// A word that is no format of areas.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("format is geojson, openrouteservice or valhalla; \"{0}\" is none of them")]
pub struct NotAFormat(String);

impl FromStr for AvoidFormat {
    type Err = NotAFormat;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "geojson" => Ok(Self::Geojson),
            "openrouteservice" => Ok(Self::Openrouteservice),
            "valhalla" => Ok(Self::Valhalla),
            other => Err(NotAFormat(other.to_owned())),
        }
    }
}

impl AvoidAreas {
    /// Nothing to keep out of.
    pub fn none(day: Date) -> Self {
        Self {
            day,
            avoidance: Avoidance::default(),
            places: Vec::new(),
            polygons: MultiPolygon::new(Vec::new()),
        }
    }

    /// The areas around what the reports of the last days up to `day` tell of.
    pub fn around(snapshot: &Snapshot, day: Date, avoidance: &Avoidance) -> Self {
        let mut places = Vec::new();
        if avoidance.troubles.contains(&Trouble::Contested) {
            places.extend(contested(snapshot, day));
        }
        if avoidance.troubles.contains(&Trouble::Shelled) {
            places.extend(shelled(snapshot, &last_days(day, avoidance.days)));
        }
        places.sort_by(|a, b| (&a.name, a.trouble).cmp(&(&b.name, b.trouble)));
        // The newest report stands first in its layer, and sorting keeps the order of equals.
        places.dedup_by(|a, b| a.position == b.position && a.trouble == b.trouble);
        let polygons = circles(
            places.iter().map(|place| place.position),
            avoidance.radius_km,
        );
        Self {
            day,
            avoidance: avoidance.clone(),
            places,
            polygons,
        }
    }

    /// The places that were contested when last heard of, too long ago to say so of the day.
    pub fn last_known(&self) -> impl Iterator<Item = (&AvoidedPlace, Age)> {
        let aged = self
            .places
            .iter()
            .filter_map(|place| Some((place, place.age?)));
        aged.filter(|(_, age)| age.currency() == Currency::LastKnown)
    }

    /// The areas in a form that other programs take.
    pub fn to_json(&self, format: AvoidFormat) -> Value {
        let rings = |polygon: &Polygon| -> Vec<Value> {
            std::iter::once(polygon.exterior())
                .chain(polygon.interiors())
                .map(ring)
                .collect()
        };
        match format {
            AvoidFormat::Geojson => {
                let features = if self.polygons.0.is_empty() {
                    Vec::new()
                } else {
                    vec![self.feature()]
                };
                collection(features)
            }
            AvoidFormat::Openrouteservice => {
                let coordinates: Vec<Vec<Value>> = self.polygons.iter().map(rings).collect();
                let areas = if coordinates.is_empty() {
                    json!({})
                } else {
                    json!({ "type": "MultiPolygon", "coordinates": coordinates })
                };
                json!({ "options": { "avoid_polygons": areas } })
            }
            AvoidFormat::Valhalla => {
                // It takes no holes: what lies in one is left out as well.
                let outer: Vec<Value> = self
                    .polygons
                    .iter()
                    .map(|polygon| ring(polygon.exterior()))
                    .collect();
                json!({ "exclude_polygons": outer })
            }
        }
    }

    fn feature(&self) -> Value {
        let places: Vec<Value> = self
            .places
            .iter()
            .map(|place| {
                let mut described = json!({
                    "name": place.name,
                    "avoid": place.trouble.word(),
                    "report_id": place.report_id,
                    "coordinates": [place.position.x(), place.position.y()],
                });
                if let (Value::Object(described), Some(age)) = (&mut described, &place.age) {
                    described.extend(age_properties(age));
                }
                described
            })
            .collect();
        json!({
            "type": "Feature",
            "geometry": geojson::Geometry::from(&self.polygons),
            "properties": {
                "datetime": self.day.to_string(),
                "days": self.avoidance.days,
                "radius_km": self.avoidance.radius_km,
                "avoid": self.avoidance.troubles.iter().map(|trouble| trouble.word()).collect::<Vec<_>>(),
                "places": places,
                "disclaimer": DISCLAIMER,
            },
        })
    }
}

/// The settlements that are contested at the end of the day, or were when last heard of.
fn contested(snapshot: &Snapshot, day: Date) -> Vec<AvoidedPlace> {
    let state = snapshot.states().on(day);
    let standings = state.control.standings.iter();
    standings
        .filter(|standing| standing.tier == ControlTier::Contested)
        .filter_map(|standing| {
            Some(AvoidedPlace {
                name: standing.place.name.clone(),
                trouble: Trouble::Contested,
                report_id: Some(standing.decided_by.source.report.id.clone()),
                position: standing.place.position()?.into(),
                age: Some(standing.age(day)),
            })
        })
        .collect()
}

/// The places of fighting in reports of the time.
fn shelled(snapshot: &Snapshot, window: &Interval) -> Vec<AvoidedPlace> {
    let held = snapshot.layer(LayerId::Events.layer());
    held.entries()
        .iter()
        .filter_map(|entry| {
            let Some(Geometry::Point(position)) = entry.geometry else {
                return None;
            };
            if entry.valid.is_some_and(|valid| !valid.meets(window)) {
                return None;
            }
            let feature = held.feature(entry);
            let text = |name: &str| feature.properties.get(name).and_then(Value::as_str);
            // Of fighting on a day that was not understood, the day of the report is the last that it can have been.
            let told = text("published").and_then(Interval::of);
            let is_of_the_time =
                entry.valid.is_some() || told.is_none_or(|told| told.meets(window));
            (is_of_the_time && FIGHTING.contains(&text("kind")?)).then(|| AvoidedPlace {
                name: text("place_name").unwrap_or_default().to_owned(),
                trouble: Trouble::Shelled,
                report_id: text("report_id").map(str::to_owned),
                position,
                age: None,
            })
        })
        .collect()
}

fn ring(line: &LineString) -> Value {
    line.coords().map(|at| json!([at.x, at.y])).collect()
}

/// From the first moment of the first of so many days to the last moment of `day`, in UTC.
fn last_days(day: Date, days: u16) -> Interval {
    let before = i64::from(days.max(1)) - 1;
    let first = day.saturating_sub(before.days());
    let start = first.to_zoned(TimeZone::UTC).ok();
    Interval {
        start: start.map(|start| start.timestamp()),
        end: Interval::of(&day.to_string()).and_then(|day| day.end),
    }
}

/// Circles around the positions, joined where they overlap.
fn circles(positions: impl Iterator<Item = Point>, radius_km: f64) -> MultiPolygon {
    // The corners lie so far out that the circle itself fits in.
    let metres = radius_km * 1000.0 / (std::f64::consts::PI / f64::from(CORNERS)).cos();
    let circles: Vec<Polygon> = positions
        .map(|centre| {
            let corners = (0..CORNERS).map(|corner| {
                let bearing = 360.0 - 360.0 * f64::from(corner) / f64::from(CORNERS);
                Haversine.destination(centre, bearing, metres)
            });
            Polygon::new(LineString::from_iter(corners), Vec::new())
        })
        .collect();
    let joined = unary_union(&circles).map_coords(rounded);
    // RFC 7946: outer rings run against the clock, holes with it.
    joined.orient(Direction::Default)
}

/// To a tenth of a metre: what is joined lies on a grid of its own.
fn rounded(at: Coord) -> Coord {
    let round = |degrees: f64| (degrees * 1e6).round() / 1e6;
    Coord {
        x: round(at.x),
        y: round(at.y),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use geo::winding_order::Winding;
    use geo::{Contains, Distance, Validation};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn areas_are_valid_and_hold_all_within_the_radius(
            places in proptest::collection::vec((30.0..32.0_f64, 46.0..47.0_f64), 1..12),
            radius_km in 1.0..30.0_f64,
            bearing in 0.0..360.0_f64,
        ) {
            let places: Vec<Point> = places.into_iter().map(Point::from).collect();
            let areas = circles(places.iter().copied(), radius_km);
            prop_assert!(areas.is_valid(), "{:?}", areas.check_validation());
            for area in &areas {
                prop_assert!(area.exterior().is_closed() && area.exterior().is_ccw());
                prop_assert!(area.interiors().iter().all(|hole| hole.is_cw()));
            }
            for place in &places {
                let near = Haversine.destination(*place, bearing, radius_km * 990.0);
                let far = Haversine.destination(*place, bearing, radius_km * 1020.0);
                prop_assert!(areas.contains(place) && areas.contains(&near));
                let alone = places.iter().all(|other| {
                    Haversine.distance(far, *other) > radius_km * 1010.0
                });
                prop_assert!(!alone || !areas.contains(&far));
            }
        }
    }

    #[test]
    fn no_places_make_no_areas_in_every_format() {
        let areas = AvoidAreas {
            day: jiff::civil::date(2022, 3, 30),
            avoidance: Avoidance::default(),
            places: Vec::new(),
            polygons: circles(std::iter::empty(), 5.0),
        };
        let empty = |format: AvoidFormat| areas.to_json(format);
        assert_eq!(empty(AvoidFormat::Geojson)["features"], json!([]));
        assert_eq!(
            empty(AvoidFormat::Openrouteservice),
            json!({ "options": { "avoid_polygons": {} } })
        );
        assert_eq!(
            empty(AvoidFormat::Valhalla),
            json!({ "exclude_polygons": [] })
        );
    }

    #[test]
    fn the_last_days_end_with_the_day_itself() {
        let window = last_days(jiff::civil::date(2022, 3, 30), 3);
        let day = |text: &str| Interval::of(text).unwrap();
        assert!(window.meets(&day("2022-03-28")) && window.meets(&day("2022-03-30")));
        assert!(!window.meets(&day("2022-03-27")) && !window.meets(&day("2022-03-31")));
    }

    #[test]
    fn lists_of_troubles_are_understood() {
        assert_eq!(Trouble::list("shelled, contested"), Ok(Trouble::all()));
        assert_eq!(Trouble::list(""), Ok(BTreeSet::new()));
        assert!(
            Trouble::list("mined")
                .unwrap_err()
                .to_string()
                .contains("mined")
        );
    }
}
