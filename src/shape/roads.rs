//! What a road network answers, whichever it is: the schematic one that is built in, or one imported
//! from OpenStreetMap.

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
}

/// A stretch of a way along one road.
#[derive(Debug, Clone, PartialEq)]
pub struct RoadUse {
    /// Number or name of the road; `None` where none is known.
    pub road: Option<String>,
    /// Length of the stretch, kilometres.
    pub length_km: f64,
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
