//! How a stop joins the network: at its own node, or by a straight leg to the nearest roads.

use geo::{BoundingRect, Coord, Intersects, Line, LineString, Point, Rect};

use super::{Edge, Network};

/// A stop further than this from every road is not on the network.
const FURTHEST_KM: f64 = 15.0;
/// A stop nearer than this to a node is that node.
const SAME_PLACE_KM: f64 = 0.05;
/// Besides the nearest road, those are tried that are hardly further.
const HARDLY_FURTHER: f64 = 1.3;
const HARDLY_FURTHER_KM: f64 = 1.5;
const MOST_JOINS: usize = 6;

/// Where a stop joins the network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Join {
    /// Straight distance from the stop, kilometres; 0 at the stop's own node.
    pub leg_km: f64,
    pub at: At,
}

/// A position on the network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum At {
    Node(u16),
    /// On an edge, `part` of the way from its first end to its second.
    Edge {
        edge: u16,
        part: f64,
        position: Point,
    },
}

/// The shore of a lake.
#[derive(Debug)]
pub(super) struct Shore {
    bounds: Option<Rect>,
    ring: LineString,
}

impl Shore {
    pub fn of(ring: Vec<(f64, f64)>) -> Self {
        let ring = LineString::from(ring);
        Self {
            bounds: ring.bounding_rect(),
            ring,
        }
    }

    /// Whether the line runs into the lake and out again.
    fn is_crossed(&self, line: &Line) -> bool {
        let near = self
            .bounds
            .is_some_and(|bounds| bounds.intersects(&line.bounding_rect()));
        near && self
            .ring
            .lines()
            .filter(|shore| shore.intersects(line))
            .count()
            > 1
    }
}

impl Network {
    /// Where a stop can join the network; empty where no road is near.
    pub(super) fn joins(&self, stop: Point) -> Vec<Join> {
        let flat = Flat::around(stop);
        let own = (0..self.nodes.len())
            .map(|node| (flat.km(self.position(node)), node))
            .filter(|(km, _)| *km <= SAME_PLACE_KM)
            .min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, node)) = own {
            return vec![Join {
                leg_km: 0.0,
                at: At::Node(node as u16),
            }];
        }
        let mut joins: Vec<Join> = (0_u16..)
            .zip(&self.edges)
            .filter_map(|(number, edge)| self.join(number, edge, stop, &flat))
            .collect();
        joins.sort_by(|a, b| a.leg_km.total_cmp(&b.leg_km));
        joins.dedup_by(|a, b| a.at == b.at);
        let nearest = joins.first().map_or(0.0, |join| join.leg_km);
        let furthest = (nearest * HARDLY_FURTHER).max(nearest + HARDLY_FURTHER_KM);
        joins.retain(|join| join.leg_km <= furthest);
        joins.truncate(MOST_JOINS);
        joins
    }

    fn join(&self, number: u16, edge: &Edge, stop: Point, flat: &Flat) -> Option<Join> {
        let (a, b) = self.ends(usize::from(number));
        let (part, leg_km) = flat.nearest_on(a, b);
        if leg_km > FURTHEST_KM {
            return None;
        }
        let position = Point::from(a.0 + (b.0 - a.0) * part);
        let leg = Line::new(stop, position);
        if self.shores.iter().any(|shore| shore.is_crossed(&leg)) {
            return None;
        }
        let at = if part <= 0.0 {
            At::Node(edge.ends.0)
        } else if part >= 1.0 {
            At::Node(edge.ends.1)
        } else {
            At::Edge {
                edge: number,
                part,
                position,
            }
        };
        Some(Join { leg_km, at })
    }

    /// The edge that passes nearest to a position.
    pub(super) fn nearest_edge(&self, position: Point) -> usize {
        let flat = Flat::around(position);
        let distance = |edge: usize| {
            let (a, b) = self.ends(edge);
            flat.nearest_on(a, b).1
        };
        (0..self.edges.len())
            .map(|edge| (distance(edge), edge))
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map_or(0, |(_, edge)| edge)
    }
}

/// Whether a line runs within `km` of a position.
pub(super) fn passes(line: &LineString, position: Point, km: f64) -> bool {
    let flat = Flat::around(position);
    line.lines()
        .any(|leg| flat.nearest_on(leg.start_point(), leg.end_point()).1 <= km)
}

/// Kilometres to the east and north of an origin: good to a per mille within a hundred kilometres.
struct Flat {
    origin: Point,
    east: f64,
    north: f64,
}

impl Flat {
    fn around(origin: Point) -> Self {
        let north = 6371.0088_f64.to_radians();
        Self {
            origin,
            east: north * origin.y().to_radians().cos(),
            north,
        }
    }

    fn place(&self, position: Point) -> Coord {
        Coord {
            x: (position.x() - self.origin.x()) * self.east,
            y: (position.y() - self.origin.y()) * self.north,
        }
    }

    /// Distance from the origin.
    fn km(&self, position: Point) -> f64 {
        let at = self.place(position);
        at.x.hypot(at.y)
    }

    /// Which part of the way from `a` to `b` is nearest to the origin, and how far it is.
    fn nearest_on(&self, a: Point, b: Point) -> (f64, f64) {
        let (a, b) = (self.place(a), self.place(b));
        let along = b - a;
        let length = along.x * along.x + along.y * along.y;
        let part = if length > 0.0 {
            (-(a.x * along.x + a.y * along.y) / length).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let nearest = a + along * part;
        (part, nearest.x.hypot(nearest.y))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::super::index::NodeKind;
    use super::*;

    #[test]
    fn a_leg_does_not_lead_across_a_reservoir() {
        let network = Network::embedded();
        // On the left bank of the Kakhovka reservoir; the roads of Nikopol are as near as those of
        // its own bank.
        let stop = Point::new(34.40, 47.50);
        let flat = Flat::around(stop);
        let across = (0..network.edges.len())
            .map(|edge| network.ends(edge))
            .any(|(a, b)| flat.nearest_on(a, b).1 < FURTHEST_KM && a.y() > 47.54 && b.y() > 47.54);
        assert!(across);
        for join in network.joins(stop) {
            let at = match join.at {
                At::Node(node) => network.position(usize::from(node)),
                At::Edge { position, .. } => position,
            };
            assert!(at.y() < 47.54, "{at:?}");
        }
    }

    #[test]
    fn the_dnipro_is_crossed_on_bridges_and_dams_only() {
        let rivers = std::fs::read_to_string("geodata/boundaries/rivers.geojson").unwrap();
        let rivers: geojson::FeatureCollection = rivers.parse().unwrap();
        let dnipro: Vec<Line> = rivers
            .features
            .into_iter()
            .filter(|river| river.property("name").is_some_and(|name| name == "Dnipro"))
            .flat_map(|river| {
                match geo::Geometry::<f64>::try_from(river.geometry.unwrap()).unwrap() {
                    geo::Geometry::LineString(line) => vec![line],
                    geo::Geometry::MultiLineString(lines) => lines.0,
                    _ => Vec::new(),
                }
            })
            .flat_map(|line| line.lines().collect::<Vec<_>>())
            .collect();
        assert!(!dnipro.is_empty());
        let network = Network::embedded();
        let on_land = [NodeKind::Settlement, NodeKind::Junction];
        // The line of the river is coarse: some towns on its bank lie on the wrong side of it.
        let on_the_bank = ["Dnipro", "Kakhovka", "Rozumivka"];
        let mut wet = Vec::new();
        for (number, edge) in network.edges.iter().enumerate() {
            let (a, b) = network.ends(number);
            let line = Line::new(a, b);
            let ends = [edge.ends.0, edge.ends.1].map(|node| &network.nodes[usize::from(node)]);
            let excused = ends
                .iter()
                .any(|node| !on_land.contains(&node.kind) || on_the_bank.contains(&node.name));
            let times = dnipro
                .iter()
                .filter(|river| river.intersects(&line))
                .count();
            if !excused && times % 2 == 1 {
                wet.push(format!("{} - {}", ends[0].name, ends[1].name));
            }
        }
        assert_eq!(wet, Vec::<String>::new());
    }
}
