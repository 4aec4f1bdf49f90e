//! Proposals as GeoJSON.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::{AvoidAreas, Avoidance, Stop};
use crate::format::attribution;
use crate::shape::{Caution, Route};

/// What a reader of any proposal must know.
pub const DISCLAIMER: &str = "Proposed by a computer from incomplete reports and a schematic map. Not for navigation; no statement about safety.";

/// Ways by road for a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The stops in order.
    pub stops: Vec<Stop>,
    /// The day of the journey.
    pub day: Date,
    /// What was to be kept away from.
    pub avoidance: Avoidance,
    /// The areas that this means.
    pub areas: AvoidAreas,
    /// The ways, the fastest first.
    pub routes: Vec<Route>,
}

impl Plan {
    /// A FeatureCollection of one line for each way.
    pub fn to_json(&self) -> Value {
        let routes = self.routes.iter().enumerate();
        let features = routes.map(|(at, route)| self.feature(at, route)).collect();
        collection(features)
    }

    /// What holds for all ways.
    pub fn note(&self) -> Option<String> {
        let (days, day) = (self.avoidance.days, self.day);
        let in_vain = !self.avoidance.troubles.is_empty() && self.areas.places.is_empty();
        in_vain.then(|| {
            format!(
                "nothing was avoided: no report of the {days} days to {day} names a place to avoid"
            )
        })
    }

    /// That places are avoided for what was last known of them.
    fn last_known_note(&self) -> Option<String> {
        let last_claims = || self.areas.last_known().map(|(_, age)| age.last_claim);
        let (first, last) = (last_claims().min()?, last_claims().max()?);
        let long = |day: Date| day.strftime("%-d %B %Y");
        let when = if first == last {
            long(first).to_string()
        } else {
            format!("{} to {}", long(first), long(last))
        };
        Some(format!(
            "{} places are avoided as contested because they were when last known, {when}; whether they are on {} is not known",
            last_claims().count(),
            self.day
        ))
    }

    fn feature(&self, at: usize, route: &Route) -> Value {
        let stops: Vec<Value> = self
            .stops
            .iter()
            .map(|stop| {
                json!({
                    "asked": stop.asked,
                    "label": stop.label,
                    "id": stop.id,
                    "coordinates": [stop.position.x(), stop.position.y()],
                })
            })
            .collect();
        let roads: Vec<Value> = route
            .roads
            .iter()
            .map(|part| json!({ "road": part.road, "length_km": tenth(part.length_km) }))
            .collect();
        let avoided: Vec<&str> = self
            .areas
            .places
            .iter()
            .map(|place| place.name.as_str())
            .collect();
        let mut notes: Vec<String> = route.cautions.iter().map(ToString::to_string).collect();
        notes.extend(self.note());
        notes.extend(self.last_known_note());
        json!({
            "type": "Feature",
            "id": format!("proposal-{}", at + 1),
            "geometry": geojson::Geometry::from(&route.line),
            "properties": {
                "proposed": true,
                "rank": at + 1,
                "stops": stops,
                "datetime": self.day.to_string(),
                "length_km": tenth(route.length_km),
                "duration_min": route.duration_s.map(|seconds| (seconds / 60.0).round() as u64),
                "roads": roads,
                "geometry_basis": route.basis,
                "avoid": self.avoidance.troubles.iter().map(|trouble| trouble.word()).collect::<Vec<_>>(),
                "avoided": avoided,
                "could_not_avoid": could_not_avoid(route),
                "notes": notes,
                "disclaimer": DISCLAIMER,
            },
        })
    }
}

/// Kilometres inside areas that were to be avoided, and closed bridges; `null` where there are
/// none.
fn could_not_avoid(route: &Route) -> Value {
    let mut km = None;
    let mut closed = Vec::new();
    for caution in &route.cautions {
        match caution {
            Caution::NotAvoided { km: inside } => km = Some(tenth(*inside)),
            Caution::Closed { name, .. } => closed.push(name.as_str()),
            Caution::OffRoad { .. } | Caution::Ferry { .. } | Caution::Detour { .. } => {}
        }
    }
    if km.is_none() && closed.is_empty() {
        return Value::Null;
    }
    json!({ "km": km, "closed": closed })
}

pub(super) fn collection(features: Vec<Value>) -> Value {
    let properties = features
        .iter()
        .filter_map(|feature| feature["properties"].as_object());
    json!({
        "type": "FeatureCollection",
        "disclaimer": DISCLAIMER,
        "attribution": attribution(properties),
        "features": features,
    })
}

fn tenth(km: f64) -> f64 {
    (km * 10.0).round() / 10.0
}
