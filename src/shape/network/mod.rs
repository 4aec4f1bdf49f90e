//! The schematic road network of Ukraine, from the hand-written lines of `geodata/roads`.
//!
//! Nodes are settlements, bridges, crossings and checkpoints; an edge is the straight line between
//! two of them that follow each other on a road. Towns are passed through their centre.

mod access;
mod cost;
pub mod index;
mod search;
mod way;

use std::ops::Range;

use geo::{LineString, MultiPolygon, Point};
use jiff::civil::Date;

use access::Shore;
use index::{Index, NodeKind, NodeRow, RoadClass, RoadRow};

use super::roads::{Caution, RoadRoute, Roads};

/// Kilometres of road for a kilometre of straight line between neighbouring nodes.
///
/// Relative least squares over the published distances of `geodata/roads/distances.tsv` that are
/// marked `fit` (127); root mean square of the error 5.4 %, worst 17 %. A test computes it anew.
pub const ROAD_FACTOR: f64 = 1.062;

/// How far from the position of a bridge a line of another network may run over it: positions are
/// rough.
const SAME_BRIDGE_KM: f64 = 1.0;

static EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/roads.bin"));

/// The network. Loaded once and shared.
#[derive(Debug)]
pub struct Network {
    nodes: Vec<NodeRow<'static>>,
    roads: Vec<RoadRow<'static>>,
    edges: Vec<Edge>,
    /// Where the arcs of each node stand in `arcs`.
    arcs_of: Vec<Range<usize>>,
    arcs: Vec<Arc>,
    shores: Vec<Shore>,
}

/// A stretch of road between two nodes, passable both ways.
#[derive(Debug, Clone)]
struct Edge {
    ends: (u16, u16),
    /// The roads that run here, the higher class first.
    roads: Vec<u16>,
    km: f64,
    seconds: f64,
}

/// An edge as seen from one of its ends.
#[derive(Debug, Clone, Copy)]
struct Arc {
    to: u16,
    edge: u16,
}

/// A place on the network, as other rooms see it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NetworkPlace {
    /// Name in English.
    pub name: &'static str,
    /// What it is.
    pub kind: NodeKind,
    /// Where it is, degrees.
    pub position: Point,
}

/// Average speed on roads of a class, without stops and checks, km/h. Assumed, not measured.
fn speed(class: RoadClass) -> f64 {
    match class {
        RoadClass::International => 80.0,
        RoadClass::National => 75.0,
        RoadClass::Regional => 65.0,
        RoadClass::Territorial => 60.0,
        RoadClass::Local => 50.0,
    }
}

impl Network {
    /// The network that the binary carries.
    pub fn embedded() -> Self {
        match postcard::from_bytes::<Index<'static>>(EMBEDDED) {
            Ok(index) => Self::of(index),
            Err(error) => unreachable!("the build script wrote the index: {error}"),
        }
    }

    fn of(index: Index<'static>) -> Self {
        let Index {
            nodes,
            roads,
            edges,
            lakes,
        } = index;
        let edges: Vec<Edge> = edges
            .into_iter()
            .map(|row| {
                let class = row
                    .roads
                    .first()
                    .map(|road| roads[usize::from(*road)].class);
                let km = row.straight_km * ROAD_FACTOR;
                Edge {
                    ends: row.ends,
                    roads: row.roads,
                    km,
                    seconds: km / speed(class.unwrap_or(RoadClass::Local)) * 3600.0,
                }
            })
            .collect();
        let mut around: Vec<Vec<Arc>> = vec![Vec::new(); nodes.len()];
        for (edge, Edge { ends: (a, b), .. }) in (0_u16..).zip(&edges) {
            around[usize::from(*a)].push(Arc { to: *b, edge });
            around[usize::from(*b)].push(Arc { to: *a, edge });
        }
        let mut arcs = Vec::with_capacity(edges.len() * 2);
        let arcs_of = around
            .into_iter()
            .map(|own| {
                let start = arcs.len();
                arcs.extend(own);
                start..arcs.len()
            })
            .collect();
        Self {
            nodes,
            roads,
            edges,
            arcs_of,
            arcs,
            shores: lakes.into_iter().map(Shore::of).collect(),
        }
    }

    /// The network as of a day: what is known to be closed then is used only where nothing else
    /// leads on (`proposed`), or where all else is a long detour (not `proposed`), and never
    /// silently.
    pub fn on(&self, day: Option<Date>, proposed: bool) -> NetworkOn<'_> {
        NetworkOn {
            network: self,
            day: day.map(|day| day.to_string()),
            proposed,
        }
    }

    /// All places on the network.
    pub fn places(&self) -> impl Iterator<Item = NetworkPlace> + '_ {
        (0..self.nodes.len()).map(|node| self.place(node))
    }

    /// The place at `point`, or the two places between which the nearest road passes it.
    pub fn around(&self, point: Point) -> (NetworkPlace, Option<NetworkPlace>) {
        const AT_KM: f64 = 2.0;
        let distance = |place: &NetworkPlace| index::straight_km(place.position.x_y(), point.x_y());
        let nearest = self
            .places()
            .min_by(|a, b| distance(a).total_cmp(&distance(b)));
        let edge = self.nearest_edge(point);
        let (a, b) = self.edges[edge].ends;
        let mut ends = [self.place(usize::from(a)), self.place(usize::from(b))];
        ends.sort_by(|a, b| distance(a).total_cmp(&distance(b)));
        match nearest {
            Some(nearest) if distance(&nearest) <= AT_KM => (nearest, None),
            _ => (ends[0], Some(ends[1])),
        }
    }

    fn place(&self, node: usize) -> NetworkPlace {
        let row = &self.nodes[node];
        NetworkPlace {
            name: row.name,
            kind: row.kind,
            position: self.position(node),
        }
    }

    fn position(&self, node: usize) -> Point {
        let NodeRow { lon, lat, .. } = self.nodes[node];
        Point::new(lon, lat)
    }

    fn ends(&self, edge: usize) -> (Point, Point) {
        let (a, b) = self.edges[edge].ends;
        (self.position(usize::from(a)), self.position(usize::from(b)))
    }

    fn arcs(&self, node: u16) -> &[Arc] {
        &self.arcs[self.arcs_of[usize::from(node)].clone()]
    }
}

/// The network as of a day.
#[derive(Debug, Clone)]
pub struct NetworkOn<'n> {
    network: &'n Network,
    day: Option<String>,
    proposed: bool,
}

impl NetworkOn<'_> {
    /// Whether vehicles are known not to pass a node on the day.
    fn is_closed(&self, node: usize) -> bool {
        let Some(day) = self.day.as_deref() else {
            return false;
        };
        let NodeRow {
            closed_from,
            open_again,
            ..
        } = self.network.nodes[node];
        // "2022-02" sorts before every day of February 2022: a month closes from its first day on.
        let closed = !closed_from.is_empty() && closed_from <= day;
        closed && (open_again.is_empty() || day < open_again)
    }
}

impl NetworkOn<'_> {
    /// The bridges known to be closed on the day that a line of another network may lead over.
    pub fn closed_bridges_near(&self, line: &LineString) -> Vec<Caution> {
        (0..self.network.nodes.len())
            .filter(|node| self.network.nodes[*node].kind == NodeKind::Bridge)
            .filter(|node| self.is_closed(*node))
            .filter(|node| access::passes(line, self.network.position(*node), SAME_BRIDGE_KM))
            .map(|node| self.closed(node))
            .collect()
    }

    fn closed(&self, node: usize) -> Caution {
        let row = &self.network.nodes[node];
        Caution::Closed {
            name: row.name.to_owned(),
            from: row.closed_from.to_owned(),
            note: row.note.to_owned(),
        }
    }
}

impl Roads for NetworkOn<'_> {
    fn routes(
        &self,
        stops: &[Point],
        avoid: Option<&MultiPolygon>,
        count: usize,
    ) -> Vec<RoadRoute> {
        let costs = self.costs(avoid);
        self.ways(stops, &costs.seconds, count)
            .iter()
            .map(|way| self.road_route(way, &costs))
            .collect()
    }
}
