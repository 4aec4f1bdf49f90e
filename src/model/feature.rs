//! A feature of a layer: geometry, properties, and where it comes from.

use serde::{Deserialize, Serialize};

/// How the geometry of a feature came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GeometryBasis {
    /// A line through the stated places in order.
    StatedWaypoints,
    /// A route over imported roads.
    RoadNetwork,
    /// A route over the schematic network of state roads.
    SchematicNetwork,
    /// A straight line between two places.
    StraightLine,
    /// Drawn by hand.
    Digitised,
    /// The polygons of the named areas.
    AreaOnly,
}

/// How far a feature has been checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Verification {
    /// Nobody looked at it yet.
    #[default]
    Unreviewed,
    /// A person looked at it.
    Reviewed,
    /// Independent sources say the same.
    Corroborated,
    /// A party says otherwise.
    Disputed,
    /// Shown to be wrong.
    Refuted,
    /// Cannot be checked.
    Unverifiable,
    /// The same statement again.
    Duplicate,
}

/// Who may see a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Sensitivity {
    /// Everybody.
    #[default]
    Public,
    /// Named users.
    Restricted,
    /// Nobody through this server.
    Confidential,
}

/// A feature of a layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// Stable identifier within the layer.
    pub id: String,
    /// The layer it belongs to (`corridors`, `events`, …).
    pub layer: &'static str,
    /// Geometry in degrees; `None` where nothing could be placed.
    pub geometry: Option<geo::Geometry<f64>>,
    /// Properties by name, in the order of the layer's schema.
    pub properties: serde_json::Map<String, serde_json::Value>,
}
