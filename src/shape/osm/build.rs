//! Ways → graph: ways are cut where roads meet, where a barrier closes them and where the file
//! lacks their nodes.

use super::error::ImportError;
use super::geometry;
use super::graph::{Costs, Edge, Graph, MOST_EDGES, Source, Traits};
use super::pbf::{Micro, RawRoads, RawWay, UNKNOWN};
use super::tags::{Kind, Rules};
use super::{ATTRIBUTION, Summary, components};

/// How far a road that is kept may lie from where it was, metres.
const TOLERANCE_M: f64 = 3.0;
/// No node of the graph yet.
const NONE: u32 = u32::MAX;

pub(super) fn build(raw: RawRoads, rules: &Rules) -> Result<(Graph, Summary), ImportError> {
    let uses = uses(&raw);
    let mut builder = Builder {
        raw: &raw,
        uses,
        node_of: vec![NONE; raw.positions.len()],
        nodes: Vec::new(),
        edges: Vec::new(),
        geometry: Vec::new(),
    };
    for (way, nodes) in ways(&raw) {
        builder.add(way, nodes)?;
    }
    let Builder {
        mut nodes,
        mut edges,
        geometry,
        ..
    } = builder;
    let all_km = kilometres(&edges);
    components::keep_connected(&mut nodes, &mut edges);
    if edges.is_empty() {
        return Err(ImportError::NoRoads {
            ways: raw.ways_seen,
        });
    }
    let length_km = kilometres(&edges);
    let having = |what: Traits| edges.iter().filter(|edge| edge.traits.has(what)).count() as u64;
    let summary = Summary {
        ways: raw.ways_seen,
        roads: raw.ways.len() as u64,
        junctions: nodes.len() as u64,
        pieces: edges.len() as u64,
        length_km,
        bridges: having(Traits::BRIDGE),
        ferries: having(Traits::FERRY),
        islands_km: all_km - length_km,
        missing_nodes: raw.positions.iter().filter(|at| **at == UNKNOWN).count() as u64,
    };
    let source = Source {
        attribution: ATTRIBUTION.to_owned(),
        timestamp: raw.timestamp,
    };
    let costs = Costs {
        restricted_factor: rules.restricted_factor(),
        boarding_ms: rules.boarding_s() * 1000.0,
    };
    let labels = raw.labels.into_texts();
    Ok((
        Graph::new(source, costs, nodes, edges, labels, geometry),
        summary,
    ))
}

fn kilometres(edges: &[Edge]) -> f64 {
    edges
        .iter()
        .map(|edge| f64::from(edge.length_dm) / 10_000.0)
        .sum()
}

/// The ways with their nodes.
fn ways(raw: &RawRoads) -> impl Iterator<Item = (&RawWay, &[u32])> {
    let mut rest = raw.nodes.as_slice();
    raw.ways.iter().map(move |way| {
        let (nodes, after) = rest.split_at(way.length.min(rest.len()));
        rest = after;
        (way, nodes)
    })
}

/// The stretches of a way that can be driven through: known nodes, no closed one inside.
fn stretches<'a>(raw: &'a RawRoads, nodes: &'a [u32]) -> Vec<&'a [u32]> {
    let mut stretches = Vec::new();
    for known in nodes.split(|node| raw.positions[*node as usize] == UNKNOWN) {
        let mut begin = 0;
        for at in 1..known.len() {
            if at + 1 == known.len() || raw.closed[known[at] as usize] {
                stretches.push(&known[begin..=at]);
                begin = at;
            }
        }
    }
    stretches
}

/// How often each node is passed; an end counts twice, so that two are enough for a junction.
fn uses(raw: &RawRoads) -> Vec<u8> {
    let mut uses = vec![0_u8; raw.positions.len()];
    let mut count = |node: u32, times: u8| {
        let uses = &mut uses[node as usize];
        *uses = uses.saturating_add(times);
    };
    for (_, nodes) in ways(raw) {
        for stretch in stretches(raw, nodes) {
            for node in stretch {
                count(*node, 1);
            }
            for end in [stretch[0], stretch[stretch.len() - 1]] {
                count(end, 1);
            }
        }
    }
    uses
}

struct Builder<'a> {
    raw: &'a RawRoads,
    uses: Vec<u8>,
    node_of: Vec<u32>,
    nodes: Vec<Micro>,
    edges: Vec<Edge>,
    geometry: Vec<u8>,
}

/// Where on its ferry line a piece lies.
#[derive(Clone, Copy)]
struct Ends {
    first: bool,
    last: bool,
}

impl Builder<'_> {
    fn add(&mut self, way: &RawWay, nodes: &[u32]) -> Result<(), ImportError> {
        let stretches = stretches(self.raw, nodes);
        let metres: f64 = stretches
            .iter()
            .map(|stretch| geometry::length_m(&self.line(stretch)))
            .sum();
        let timetable = way
            .drive
            .duration_s
            .map(|seconds| metres * 3.6 / f64::from(seconds))
            .filter(|kmh| (0.5..=100.0).contains(kmh));
        for stretch in stretches {
            let mut begin = 0;
            for at in 1..stretch.len() {
                let is_last = at + 1 == stretch.len();
                if is_last || self.uses[stretch[at] as usize] >= 2 {
                    let ends = Ends {
                        first: begin == 0,
                        last: is_last,
                    };
                    self.add_piece(way, &stretch[begin..=at], timetable, ends)?;
                    begin = at;
                }
            }
        }
        Ok(())
    }

    fn line(&self, nodes: &[u32]) -> Vec<Micro> {
        nodes
            .iter()
            .map(|node| self.raw.positions[*node as usize])
            .collect()
    }

    /// A piece that ends where it begins is cut in two: between two nodes it is clear in which
    /// direction a piece is driven.
    fn add_piece(
        &mut self,
        way: &RawWay,
        nodes: &[u32],
        timetable: Option<f64>,
        ends: Ends,
    ) -> Result<(), ImportError> {
        let last = nodes.len() - 1;
        if nodes[0] != nodes[last] {
            return self.add_edge(way, nodes, timetable, ends);
        }
        if last < 2 {
            return Ok(());
        }
        let middle = nodes.len() / 2;
        self.add_edge(
            way,
            &nodes[..=middle],
            timetable,
            Ends {
                last: false,
                ..ends
            },
        )?;
        self.add_edge(
            way,
            &nodes[middle..],
            timetable,
            Ends {
                first: false,
                ..ends
            },
        )
    }

    fn add_edge(
        &mut self,
        way: &RawWay,
        nodes: &[u32],
        timetable: Option<f64>,
        ends: Ends,
    ) -> Result<(), ImportError> {
        let line = self.line(nodes);
        let metres = geometry::length_m(&line);
        let mut traits = Traits::default();
        match way.drive.kind {
            Kind::Road => {}
            Kind::Bridge => traits.set(Traits::BRIDGE),
            Kind::Ferry => {
                traits.set(Traits::FERRY);
                if ends.first {
                    traits.set(Traits::PIER_FROM);
                }
                if ends.last {
                    traits.set(Traits::PIER_TO);
                }
            }
        }
        if way.drive.restricted {
            traits.set(Traits::RESTRICTED);
        }
        let milliseconds = |kmh: Option<f32>| {
            kmh.map_or(0, |kmh| {
                let kmh = timetable.unwrap_or(f64::from(kmh));
                (metres * 3600.0 / kmh).round().max(1.0) as u32
            })
        };
        let from = self.node(nodes[0])?;
        let to = self.node(nodes[nodes.len() - 1])?;
        if from == to {
            return Ok(());
        }
        if self.edges.len() + 1 >= MOST_EDGES {
            return Err(ImportError::TooLarge);
        }
        let geometry = u32::try_from(self.geometry.len()).map_err(|_| ImportError::TooLarge)?;
        geometry::encode(
            &geometry::simplified(&line, TOLERANCE_M),
            &mut self.geometry,
        );
        self.edges.push(Edge {
            from,
            to,
            forward_ms: milliseconds(way.drive.forward_kmh),
            backward_ms: milliseconds(way.drive.backward_kmh),
            length_dm: (metres * 10.0).round() as u32,
            label: way.label,
            geometry,
            traits,
        });
        Ok(())
    }

    /// The node of the graph that stands for a node of a way. One that a barrier closes is an
    /// end of its own to each road that comes to it.
    fn node(&mut self, node: u32) -> Result<u32, ImportError> {
        let closed = self.raw.closed[node as usize];
        let known = self.node_of[node as usize];
        if known != NONE && !closed {
            return Ok(known);
        }
        let number = u32::try_from(self.nodes.len())
            .ok()
            .filter(|number| *number != NONE)
            .ok_or(ImportError::TooLarge)?;
        self.nodes.push(self.raw.positions[node as usize]);
        self.node_of[node as usize] = number;
        Ok(number)
    }
}
