//! What passing each edge costs: its time, and more where it is closed or to be avoided.

use geo::{BoundingRect, Contains, Intersects, MultiPolygon, Point};

use super::NetworkOn;

/// How much slower an edge counts inside an area to be avoided.
const AVOIDED: f64 = 50.0;
/// What passing a closed bridge costs a proposal: more than any detour in the country.
const CLOSED_TO_PROPOSALS: f64 = 100.0 * 3600.0;
/// What it costs a way that was stated: people did cross destroyed bridges, on foot.
const CLOSED_TO_STATED: f64 = 900.0;
/// Distance between the positions of an edge that are looked up in areas to be avoided.
const SAMPLE_KM: f64 = 0.5;

/// What each edge costs.
pub(super) struct Costs {
    /// Seconds and penalties, by edge.
    pub seconds: Vec<f64>,
    /// Part of each edge inside areas to be avoided, 0 to 1; empty where there are none.
    pub avoided: Vec<f64>,
}

impl NetworkOn<'_> {
    pub(super) fn costs(&self, avoid: Option<&MultiPolygon>) -> Costs {
        let network = self.network;
        let avoided = avoid.map_or_else(Vec::new, |areas| {
            (0..network.edges.len())
                .map(|edge| self.part_inside(edge, areas))
                .collect()
        });
        let closure = if self.proposed {
            CLOSED_TO_PROPOSALS
        } else {
            CLOSED_TO_STATED
        };
        let seconds = network
            .edges
            .iter()
            .enumerate()
            .map(|(at, edge)| {
                let inside = avoided.get(at).copied().unwrap_or_default();
                let closed_ends = [edge.ends.0, edge.ends.1]
                    .into_iter()
                    .filter(|node| self.is_closed(usize::from(*node)))
                    .count();
                // Passing a node takes two of its edges: each bears half.
                edge.seconds * (1.0 + AVOIDED * inside) + closure / 2.0 * closed_ends as f64
            })
            .collect();
        Costs { seconds, avoided }
    }

    fn part_inside(&self, edge: usize, areas: &MultiPolygon) -> f64 {
        let (a, b) = self.network.ends(edge);
        let line = geo::Line::new(a, b);
        let bounds = line.bounding_rect();
        let near: Vec<_> = areas
            .iter()
            .filter(|area| {
                area.bounding_rect()
                    .is_some_and(|area| area.intersects(&bounds))
            })
            .collect();
        if near.is_empty() {
            return 0.0;
        }
        let samples = (self.network.edges[edge].km / SAMPLE_KM).ceil().max(2.0);
        let positions = (0..samples as u32).map(|at| (f64::from(at) + 0.5) / samples);
        let inside = positions
            .filter(|t| {
                let at = Point::from(a.0 + (b.0 - a.0) * *t);
                near.iter().any(|area| area.contains(&at))
            })
            .count();
        inside as f64 / samples
    }
}
