//! The graph of roads: places where roads meet or end, and the pieces of road between them.

use serde::{Deserialize, Serialize};

use super::geometry;
use super::pbf::Micro;

/// A piece of road between two nodes, which are never the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Edge {
    pub from: u32,
    pub to: u32,
    /// Milliseconds from `from` to `to`; 0 where it is not driven so.
    pub forward_ms: u32,
    /// Milliseconds from `to` to `from`; 0 where it is not driven so.
    pub backward_ms: u32,
    /// Length along the road, decimetres.
    pub length_dm: u32,
    /// Its name: a number of [`Graph::label`].
    pub label: u32,
    /// Where its inner points begin in [`Graph::geometry`].
    pub geometry: u32,
    pub traits: Traits,
}

/// What else there is to know of a piece of road; several at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Traits(pub u8);

impl Traits {
    pub const BRIDGE: Self = Self(1);
    pub const FERRY: Self = Self(2);
    /// Open to those only who live or work there.
    pub const RESTRICTED: Self = Self(4);
    /// A ferry is boarded or left at the first node.
    pub const PIER_FROM: Self = Self(8);
    /// A ferry is boarded or left at the last node.
    pub const PIER_TO: Self = Self(16);

    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub fn set(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// What is weighed beside time in the choice of a way.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Costs {
    /// A restricted road counts for as many times its time.
    pub restricted_factor: f32,
    /// Going aboard a ferry, milliseconds.
    pub boarding_ms: f32,
}

/// Where the roads come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Source {
    pub attribution: String,
    /// As of when the data are, seconds since 1970.
    pub timestamp: Option<i64>,
}

/// A piece of road driven in one direction: twice the number of the edge, plus one where it is
/// driven from its last node to its first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Arc(pub u32);

impl Arc {
    pub fn new(edge: u32, backward: bool) -> Self {
        Self(edge << 1 | u32::from(backward))
    }

    pub fn edge(self) -> u32 {
        self.0 >> 1
    }

    pub fn is_backward(self) -> bool {
        self.0 & 1 == 1
    }
}

/// Edges are numbered in 31 bits, so that an arc fits into 32.
pub(super) const MOST_EDGES: usize = 1 << 31;

/// The graph of roads.
#[derive(Debug)]
pub(super) struct Graph {
    pub source: Source,
    pub costs: Costs,
    pub nodes: Vec<Micro>,
    pub edges: Vec<Edge>,
    pub labels: Vec<String>,
    /// Inner points of all edges, see [`geometry::encode`].
    pub geometry: Vec<u8>,
    leaving: Leaving,
    /// Milliseconds a metre on the fastest road.
    pub least_ms_per_metre: f64,
}

impl Graph {
    pub fn new(
        source: Source,
        costs: Costs,
        nodes: Vec<Micro>,
        edges: Vec<Edge>,
        labels: Vec<String>,
        geometry: Vec<u8>,
    ) -> Self {
        let leaving = Leaving::of(nodes.len(), &edges);
        let least_ms_per_metre = edges
            .iter()
            .flat_map(|edge| {
                let metres = f64::from(edge.length_dm + 1) / 10.0;
                [edge.forward_ms, edge.backward_ms]
                    .into_iter()
                    .filter(|time| *time > 0)
                    .map(move |time| f64::from(time) / metres)
            })
            .fold(f64::INFINITY, f64::min);
        Self {
            source,
            costs,
            nodes,
            edges,
            labels,
            geometry,
            leaving,
            least_ms_per_metre,
        }
    }

    pub fn edge(&self, arc: Arc) -> &Edge {
        &self.edges[arc.edge() as usize]
    }

    /// The node where an arc begins.
    pub fn tail(&self, arc: Arc) -> u32 {
        let edge = self.edge(arc);
        if arc.is_backward() {
            edge.to
        } else {
            edge.from
        }
    }

    /// The node where an arc ends.
    pub fn head(&self, arc: Arc) -> u32 {
        let edge = self.edge(arc);
        if arc.is_backward() {
            edge.from
        } else {
            edge.to
        }
    }

    /// Milliseconds on an arc; `None` where it is not driven.
    pub fn time_ms(&self, arc: Arc) -> Option<u32> {
        let edge = self.edge(arc);
        let time = if arc.is_backward() {
            edge.backward_ms
        } else {
            edge.forward_ms
        };
        (time > 0).then_some(time)
    }

    /// What an arc counts in the choice of a way, milliseconds and at least one; `None` where it
    /// is not driven.
    pub fn cost_ms(&self, arc: Arc) -> Option<u64> {
        let time = f64::from(self.time_ms(arc)?);
        let traits = self.edge(arc).traits;
        let factor = if traits.has(Traits::RESTRICTED) {
            f64::from(self.costs.restricted_factor)
        } else {
            1.0
        };
        // Going aboard and ashore are half of it each.
        let piers = [Traits::PIER_FROM, Traits::PIER_TO]
            .iter()
            .filter(|pier| traits.has(**pier))
            .count();
        let boarding = f64::from(self.costs.boarding_ms) * piers as f64 / 2.0;
        Some((time * factor + boarding).round().max(1.0) as u64)
    }

    /// The arcs that begin at a node and may be driven.
    pub fn leaving(&self, node: u32) -> impl Iterator<Item = Arc> + '_ {
        let node = node as usize;
        let range = self.leaving.begin[node] as usize..self.leaving.begin[node + 1] as usize;
        self.leaving.arcs[range].iter().copied()
    }

    /// The quickest arc from one node to another.
    pub fn arc_between(&self, tail: u32, head: u32) -> Option<Arc> {
        self.leaving(tail)
            .filter(|arc| self.head(*arc) == head)
            .min_by_key(|arc| self.cost_ms(*arc))
    }

    /// The points of an edge from its first node to its last.
    pub fn line(&self, edge: &Edge) -> Vec<Micro> {
        let bytes = self
            .geometry
            .get(edge.geometry as usize..)
            .unwrap_or_default();
        geometry::decode(
            bytes,
            self.nodes[edge.from as usize],
            self.nodes[edge.to as usize],
        )
    }

    /// Number or name of an edge.
    pub fn label(&self, edge: &Edge) -> Option<&str> {
        let at = (edge.label as usize).checked_sub(1)?;
        self.labels.get(at).map(String::as_str)
    }
}

/// For each node the arcs that leave it.
#[derive(Debug)]
struct Leaving {
    /// Where the arcs of a node begin; one more than there are nodes.
    begin: Vec<u32>,
    arcs: Vec<Arc>,
}

impl Leaving {
    fn of(nodes: usize, edges: &[Edge]) -> Self {
        let ends = |edge: &Edge| {
            [
                (edge.forward_ms > 0).then_some((edge.from, false)),
                (edge.backward_ms > 0).then_some((edge.to, true)),
            ]
        };
        let mut begin = vec![0_u32; nodes + 1];
        for (node, _) in edges.iter().flat_map(ends).flatten() {
            begin[node as usize + 1] += 1;
        }
        for node in 0..nodes {
            begin[node + 1] += begin[node];
        }
        let mut next = begin.clone();
        let mut arcs = vec![Arc(0); begin[nodes] as usize];
        for (number, edge) in edges.iter().enumerate() {
            for (node, backward) in ends(edge).into_iter().flatten() {
                let slot = &mut next[node as usize];
                arcs[*slot as usize] = Arc::new(number as u32, backward);
                *slot += 1;
            }
        }
        Self { begin, arcs }
    }
}
