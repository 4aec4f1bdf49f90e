//! Stops put on roads.

use std::fmt;

use geo::Point;
use geo_index::rtree::sort::HilbertSort;
use geo_index::rtree::{RTree, RTreeBuilder, RTreeIndex};

use super::geometry::{self, METRES};
use super::graph::Graph;
use super::pbf::Micro;

/// Farther from every road than this a stop is not on the network, metres.
const FARTHEST_M: f64 = 5_000.0;
/// How far is looked, one after the other: most stops have a road beside them.
const RADII_M: [f64; 3] = [200.0, 1_000.0, FARTHEST_M];
/// Roads are as good as the nearest if they are not farther from the stop by more than this: the
/// other carriageway, the street around the corner of the same square.
const AS_GOOD_M: f64 = 60.0;
/// Roads that are tried for one stop.
const MOST: usize = 4;

/// A stop on a road.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Snap {
    pub edge: u32,
    /// Where on the edge, as share of its length.
    pub share: f64,
    pub position: Micro,
    /// From the stop to the road.
    pub metres: f64,
}

/// Finds edges by place.
pub(super) struct Index {
    boxes: Option<RTree<i32>>,
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").finish_non_exhaustive()
    }
}

impl Index {
    pub fn of(graph: &Graph) -> Self {
        let count = u32::try_from(graph.edges.len()).unwrap_or(u32::MAX);
        if count == 0 {
            return Self { boxes: None };
        }
        let mut builder = RTreeBuilder::<i32>::new(count);
        for edge in &graph.edges {
            let line = graph.line(edge);
            let span = |axis: usize| {
                let values = line.iter().map(|position| position[axis]);
                let least = values.clone().min().unwrap_or_default();
                (least, values.max().unwrap_or_default())
            };
            let ((west, east), (south, north)) = (span(0), span(1));
            builder.add(west, south, east, north);
        }
        Self {
            boxes: Some(builder.finish::<HilbertSort>()),
        }
    }

    /// The edges whose boxes touch a box: west, south, east, north.
    fn within(&self, west: i32, south: i32, east: i32, north: i32) -> Vec<u32> {
        let boxes = self.boxes.as_ref();
        boxes.map_or_else(Vec::new, |boxes| boxes.search(west, south, east, north))
    }

    /// The road beside a stop, the nearest first, and others that are as good; none where the
    /// nearest is too far away.
    pub fn near(&self, graph: &Graph, stop: Point) -> Vec<Snap> {
        if !(stop.x().is_finite() && stop.y().is_finite() && stop.y().abs() < 89.0) {
            return Vec::new();
        }
        let at = geometry::micro(stop);
        let shrink = stop.y().to_radians().cos();
        let mut found = Vec::new();
        for radius in RADII_M {
            let north = (radius / METRES) as i32 + 1;
            let east = (radius / METRES / shrink) as i32 + 1;
            let edges = self.within(
                at[0].saturating_sub(east),
                at[1].saturating_sub(north),
                at[0].saturating_add(east),
                at[1].saturating_add(north),
            );
            found = edges
                .into_iter()
                .map(|edge| {
                    let line = graph.line(&graph.edges[edge as usize]);
                    let (share, position, metres) = geometry::nearest(&line, at);
                    Snap {
                        edge,
                        share,
                        position,
                        metres,
                    }
                })
                .filter(|snap| snap.metres <= radius)
                .collect::<Vec<_>>();
            if !found.is_empty() {
                break;
            }
        }
        found.sort_by(|a, b| a.metres.total_cmp(&b.metres).then(a.edge.cmp(&b.edge)));
        if let Some(nearest) = found.first().map(|snap| snap.metres) {
            found.retain(|snap| snap.metres <= nearest + AS_GOOD_M);
            found.truncate(MOST);
        }
        found
    }
}
