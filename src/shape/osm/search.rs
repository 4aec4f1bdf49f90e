//! The cheapest way where some roads cost more than usual: A* on the graph as it is. A hierarchy
//! is prepared for one price of each road and cannot answer this.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use geo::{Distance, Haversine, Point};

use super::geometry;
use super::graph::{Arc, Graph};
use super::hierarchy::Gate;

/// Not reached.
const NEVER: u64 = u64::MAX;

/// The arcs of the cheapest way from one of `starts` to one of `ends`, which lie around
/// `destination`, with its first node and its cost. `factor` says for how many times its cost an
/// arc counts, at least once.
pub(super) fn cheapest(
    graph: &Graph,
    starts: &[Gate],
    ends: &[Gate],
    destination: Point,
    mut factor: impl FnMut(Arc) -> f64,
) -> Option<(u32, Vec<Arc>, u64)> {
    let least_ms = graph.least_ms_per_metre;
    let radius = ends
        .iter()
        .map(|(node, _)| {
            Haversine.distance(geometry::degrees(graph.nodes[*node as usize]), destination)
        })
        .fold(0.0, f64::max);
    // At least this is still to come: as the crow flies at the highest speed of the network.
    let to_come = |node: u32| {
        let position = geometry::degrees(graph.nodes[node as usize]);
        let metres = Haversine.distance(position, destination) - radius;
        (metres.max(0.0) * least_ms) as u64
    };
    let mut cost = vec![NEVER; graph.nodes.len()];
    let mut came_by = vec![None; graph.nodes.len()];
    let mut open = BinaryHeap::new();
    for (node, start) in starts {
        if *start < cost[*node as usize] {
            cost[*node as usize] = *start;
            open.push(Reverse((start + to_come(*node), *start, *node)));
        }
    }
    let mut best: Option<(u64, u32)> = None;
    while let Some(Reverse((at_least, so_far, node))) = open.pop() {
        if best.is_some_and(|(known, _)| known <= at_least) {
            break;
        }
        if so_far > cost[node as usize] {
            continue;
        }
        for (end, more) in ends {
            if *end == node && best.is_none_or(|(known, _)| so_far + more < known) {
                best = Some((so_far + more, node));
            }
        }
        for arc in graph.leaving(node) {
            let Some(own) = graph.cost_ms(arc) else {
                continue;
            };
            let next = so_far + (own as f64 * factor(arc)) as u64;
            let head = graph.head(arc);
            if next < cost[head as usize] {
                cost[head as usize] = next;
                came_by[head as usize] = Some(arc);
                open.push(Reverse((next + to_come(head), next, head)));
            }
        }
    }
    let (whole, end) = best?;
    let mut arcs = Vec::new();
    let mut node = end;
    while let Some(arc) = came_by[node as usize] {
        arcs.push(arc);
        node = graph.tail(arc);
    }
    arcs.reverse();
    Some((node, arcs, whole))
}
