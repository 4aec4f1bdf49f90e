//! The schematic network as the build script writes it and the binary embeds it.
//!
//! The build script compiles this file too, so that writer and reader cannot drift apart.

use serde::{Deserialize, Serialize};

/// Nodes, roads and the edges between them.
#[derive(Debug, Serialize, Deserialize)]
pub struct Index<'a> {
    /// Places that roads pass.
    #[serde(borrow)]
    pub nodes: Vec<NodeRow<'a>>,
    /// Roads, the higher class first.
    #[serde(borrow)]
    pub roads: Vec<RoadRow<'a>>,
    /// Stretches of road between two nodes; no two have the same ends.
    pub edges: Vec<EdgeRow>,
    /// Outer rings of the lakes around: nobody drives across them to reach a road.
    pub lakes: Vec<Vec<(f64, f64)>>,
}

/// A place that roads pass.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NodeRow<'a> {
    /// Name in English.
    pub name: &'a str,
    /// What it is.
    pub kind: NodeKind,
    /// Number in GeoNames; 0 where the gazetteer has no such place.
    pub geonames: u32,
    /// Longitude in degrees.
    pub lon: f64,
    /// Latitude in degrees.
    pub lat: f64,
    /// First day, month or year (ISO 8601) from which vehicles could not pass; empty where none is
    /// known.
    pub closed_from: &'a str,
    /// The day (ISO 8601) from which cars could pass again; empty where none is known.
    pub open_again: &'a str,
    /// What is known of it; empty where nothing is.
    pub note: &'a str,
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NodeKind {
    /// City, town or village.
    Settlement,
    /// A bridge, or a dam with a road on it.
    Bridge,
    /// A crossing of a border.
    Crossing,
    /// A checkpoint.
    Checkpoint,
    /// A junction away from settlements.
    Junction,
}

/// A road.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RoadRow<'a> {
    /// Official number (`M18`); empty where none is known.
    pub number: &'a str,
    /// Class in the list of public roads.
    pub class: RoadClass,
}

/// Classes of roads in Ukraine's list of public roads, the highest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RoadClass {
    /// М.
    International,
    /// Н.
    National,
    /// Р.
    Regional,
    /// Т.
    Territorial,
    /// Local roads and links.
    Local,
}

/// A stretch of road between two nodes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EdgeRow {
    /// Its ends, the smaller number first.
    pub ends: (u16, u16),
    /// The roads that run here, the higher class first.
    pub roads: Vec<u16>,
    /// Great-circle distance between the ends, kilometres.
    pub straight_km: f64,
}

/// Great-circle distance between two positions in degrees, kilometres (haversine on the mean Earth
/// radius).
pub fn straight_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    const EARTH_DIAMETER_KM: f64 = 2.0 * 6371.0088;
    let half = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
    let cosines = a.1.to_radians().cos() * b.1.to_radians().cos();
    EARTH_DIAMETER_KM * (half(b.1 - a.1) + cosines * half(b.0 - a.0)).sqrt().asin()
}
