//! For how many times its time a road counts in the choice of a way.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use geo::{LineString, MultiPolygon};

use super::graph::Graph;
use super::zones::Zones;

/// In an area to keep out of. Roads around it are taken up to this many times the time.
const AVOIDED: f64 = 100.0;
/// For each way that is known already, when another one is looked for (penalty method).
const USED: f64 = 1.5;

/// Prices of the roads of a graph for one question.
#[derive(Debug)]
pub(super) struct Prices<'a> {
    graph: &'a Graph,
    zones: Option<Zones>,
    /// What was asked of the zones already.
    avoided: HashMap<u32, bool, FixedState>,
    used: HashMap<u32, f64, FixedState>,
}

impl<'a> Prices<'a> {
    pub fn new(graph: &'a Graph, avoid: Option<&MultiPolygon>) -> Self {
        Self {
            graph,
            zones: avoid.and_then(Zones::of),
            avoided: HashMap::default(),
            used: HashMap::default(),
        }
    }

    /// Whether an edge lies in an area to keep out of, be it for a part.
    pub fn is_avoided(&mut self, edge: u32) -> bool {
        let Some(zones) = &self.zones else {
            return false;
        };
        let graph = self.graph;
        *self
            .avoided
            .entry(edge)
            .or_insert_with(|| zones.touch(&graph.line(&graph.edges[edge as usize])))
    }

    /// Metres of a line in the areas to keep out of.
    pub fn metres_avoided(&self, line: &LineString) -> f64 {
        let zones = self.zones.as_ref();
        zones.map_or(0.0, |zones| zones.metres_inside(line))
    }

    /// What an edge counts for because of where it lies.
    pub fn of_place(&mut self, edge: u32) -> f64 {
        if self.is_avoided(edge) { AVOIDED } else { 1.0 }
    }

    /// What an edge counts for in all.
    pub fn of(&mut self, edge: u32) -> f64 {
        self.of_place(edge) * self.used.get(&edge).copied().unwrap_or(1.0)
    }

    /// Makes an edge cost more for the next way.
    pub fn raise(&mut self, edge: u32) {
        *self.used.entry(edge).or_insert(1.0) *= USED;
    }
}
