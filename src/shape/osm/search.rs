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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use proptest::prelude::*;

    use super::*;
    use crate::shape::osm::graph::{Costs, Edge, Source, Traits};
    use crate::shape::osm::hierarchy::Hierarchy;

    const NODES: u32 = 20;

    /// Nodes on a line of 111 m steps to the north, joined at random.
    fn graph(pieces: &[(u32, u32, u32, u32)]) -> Graph {
        let nodes: Vec<_> = (0..NODES as i32)
            .map(|at| [30_000_000, 50_000_000 + at * 1000])
            .collect();
        let ring = (0..NODES).map(|at| (at, (at + 1) % NODES, 900, 900));
        let edges = pieces
            .iter()
            .copied()
            .chain(ring)
            .filter(|(from, to, ..)| from != to);
        let edges = edges
            .map(|(from, to, there, back)| Edge {
                from,
                to,
                forward_ms: there * 100,
                backward_ms: back * 100,
                length_dm: from.abs_diff(to) * 1112,
                label: 0,
                geometry: 0,
                traits: Traits::default(),
            })
            .collect();
        let source = Source {
            attribution: String::new(),
            timestamp: None,
        };
        let costs = Costs {
            restricted_factor: 1.0,
            boarding_ms: 0.0,
        };
        Graph::new(source, costs, nodes, edges, Vec::new(), vec![0])
    }

    proptest! {
        #[test]
        fn a_search_and_a_hierarchy_find_the_same_cost(
            pieces in proptest::collection::vec((0..NODES, 0..NODES, 1..1000_u32, 0..1000_u32), 1..60),
            from in proptest::collection::vec((0..NODES, 0..5000_u64), 1..3),
            to in proptest::collection::vec((0..NODES, 0..5000_u64), 1..3),
        ) {
            let graph = graph(&pieces);
            let destination = geometry::degrees(graph.nodes[to[0].0 as usize]);
            let (first, arcs, cost) = cheapest(&graph, &from, &to, destination, |_| 1.0).unwrap();
            let (nodes, known) = Hierarchy::prepare(&graph).way(&from, &to).unwrap();
            prop_assert_eq!(cost, known);
            // The arcs hang together, may be driven and cost what is said.
            let mut node = first;
            let mut sum = 0;
            for arc in &arcs {
                prop_assert_eq!(graph.tail(*arc), node);
                sum += graph.cost_ms(*arc).unwrap();
                node = graph.head(*arc);
            }
            let ends = |gates: &[Gate], node: u32| {
                gates.iter().filter(|(gate, _)| *gate == node).map(|(_, cost)| *cost).min().unwrap()
            };
            prop_assert_eq!(sum + ends(&from, first) + ends(&to, node), cost);
            let by_hierarchy: u64 = nodes
                .windows(2)
                .map(|pair| graph.cost_ms(graph.arc_between(pair[0], pair[1]).unwrap()).unwrap())
                .sum();
            let (start, end) = (nodes[0], nodes[nodes.len() - 1]);
            prop_assert_eq!(by_hierarchy + ends(&from, start) + ends(&to, end), known);
        }
    }
}
