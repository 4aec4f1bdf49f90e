//! What a road network answers, whichever it is: the schematic one that is built in, or one imported
//! from OpenStreetMap.

use std::fmt;

use geo::{LineString, MultiPolygon, Point};

use crate::model::GeometryBasis;

/// A way along roads through given stops.
#[derive(Debug, Clone, PartialEq)]
pub struct RoadRoute {
    /// Positions in the direction of travel, degrees; every stop lies on it.
    pub line: LineString,
    /// Length along the roads, kilometres.
    pub length_km: f64,
    /// Estimated time on the way without stops and checks, seconds.
    pub duration_s: f64,
    /// The roads in the order of travel.
    pub roads: Vec<RoadUse>,
    /// Which kind of network it comes from.
    pub basis: GeometryBasis,
    /// What must be known of the way; empty for one that stays on open roads.
    pub cautions: Vec<Caution>,
}

/// A stretch of a way along one road.
#[derive(Debug, Clone, PartialEq)]
pub struct RoadUse {
    /// Number or name of the road; `None` where none is known.
    pub road: Option<String>,
    /// Length of the stretch, kilometres.
    pub length_km: f64,
}

/// What must be known of a way.
#[derive(Debug, Clone, PartialEq)]
pub enum Caution {
    /// Straight legs between a stop and the nearest road.
    OffRoad {
        /// Length of all such legs, kilometres.
        km: f64,
    },
    /// It leads over a bridge or through a crossing that vehicles are known not to have passed.
    Closed {
        /// The bridge or crossing.
        name: String,
        /// First day, month or year of it, ISO 8601.
        from: String,
        /// What happened.
        note: String,
    },
    /// A part of it is a ferry.
    Ferry {
        /// Its name, where known.
        name: Option<String>,
    },
    /// A part of it lies in an area that was to be avoided.
    NotAvoided {
        /// Length of that part, kilometres.
        km: f64,
    },
    /// The network knows only a way that is much longer than the straight line: the straight line
    /// is given.
    Detour {
        /// Length of the network's way, kilometres.
        km: f64,
    },
}

impl fmt::Display for Caution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OffRoad { km } => write!(
                f,
                "{km:.1} km in straight lines between stated places and the nearest road"
            ),
            Self::Closed { name, from, note } if note.is_empty() => {
                write!(f, "{name}: closed to vehicles from {from}")
            }
            Self::Closed { name, from, note } => {
                write!(f, "{name}: closed to vehicles from {from} ({note})")
            }
            Self::Ferry { name: Some(name) } => write!(f, "by ferry: {name}"),
            Self::Ferry { name: None } => write!(f, "by ferry"),
            Self::NotAvoided { km } => {
                write!(f, "{km:.1} km lie in areas that were to be avoided")
            }
            Self::Detour { km } => write!(
                f,
                "not drawn along roads: the only way known is {km:.0} km long"
            ),
        }
    }
}

/// A network of roads that can be asked for ways.
pub trait Roads: Send + Sync {
    /// Up to `count` ways through `stops` (degrees) in their order, the fastest first; none where a
    /// stop is not on the network or no way leads on.
    ///
    /// Ways keep out of `avoid` where they can; a stop inside it is reached nevertheless.
    fn routes(&self, stops: &[Point], avoid: Option<&MultiPolygon>, count: usize)
    -> Vec<RoadRoute>;
}
