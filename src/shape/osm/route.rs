//! Ways through stops, put together from pieces of road.

use std::collections::HashSet;

use geo::{Coord, Distance, Haversine, LineString, MultiPolygon, Point};

use super::ImportedRoads;
use super::geometry;
use super::graph::{Arc, Traits};
use super::hierarchy::Gate;
use super::pbf::Micro;
use super::prices::Prices;
use super::search;
use super::snap::Snap;
use crate::model::GeometryBasis;
use crate::shape::{Caution, RoadRoute, RoadUse, Roads};

/// From a stop to its road, milliseconds a metre: 18 kilometres an hour.
const APPROACH_MS_PER_M: f64 = 200.0;
/// A further way may share no more than this of its length with another one.
const MOST_SHARED: f64 = 0.7;
/// A further way may cost no more than so many times the best one.
const MOST_COSTLY: f64 = 1.7;
/// Straight legs between stops and roads are spoken of from this length on, metres: nearly every
/// stop lies some steps from a road.
const WORTH_SAYING_M: f64 = 500.0;
/// How far the line that is given may lie from the road, metres. Hundreds of lines of hundreds of
/// kilometres are sent to phones.
const TOLERANCE_M: f64 = 10.0;
/// How often a further way is looked for.
const TRIES: usize = 4;

/// A stop and the roads beside it.
struct Stop {
    point: Point,
    snaps: Vec<Snap>,
}

/// A part of an edge, driven from one share of its length to another.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Piece {
    edge: u32,
    from: f64,
    to: f64,
}

impl Piece {
    fn whole(arc: Arc) -> Self {
        let (from, to) = if arc.is_backward() {
            (1.0, 0.0)
        } else {
            (0.0, 1.0)
        };
        Self {
            edge: arc.edge(),
            from,
            to,
        }
    }

    fn share(&self) -> f64 {
        (self.to - self.from).abs()
    }

    fn arc(&self) -> Arc {
        Arc::new(self.edge, self.from > self.to)
    }
}

/// The pieces from each stop to the next.
type Way = Vec<Vec<Piece>>;

impl Roads for ImportedRoads {
    fn routes(
        &self,
        stops: &[Point],
        avoid: Option<&MultiPolygon>,
        count: usize,
    ) -> Vec<RoadRoute> {
        let mut points = stops.to_vec();
        points.dedup();
        let mut stops = Vec::with_capacity(points.len());
        for point in points {
            let snaps = self.index.near(&self.graph, point);
            if snaps.is_empty() {
                return Vec::new();
            }
            stops.push(Stop { point, snaps });
        }
        if stops.len() < 2 || count == 0 {
            return Vec::new();
        }
        let mut prices = Prices::new(&self.graph, avoid);
        let ways = self.ways(&stops, &mut prices, count);
        ways.iter()
            .map(|way| self.route(&stops, way, &prices))
            .collect()
    }
}

impl ImportedRoads {
    /// Up to `count` ways, the best first.
    fn ways(&self, stops: &[Stop], prices: &mut Prices<'_>, count: usize) -> Vec<Way> {
        let Some(mut best) = self.through(stops, None) else {
            return Vec::new();
        };
        // The cheapest way of all is the cheapest of those that keep out if it keeps out.
        if best
            .iter()
            .flatten()
            .any(|piece| prices.is_avoided(piece.edge))
        {
            best = self.through(stops, Some(prices)).unwrap_or(best);
        }
        let least = self.cost(&best, prices);
        let mut found = vec![(least, best.clone())];
        let mut latest = best;
        for _ in 0..(count - 1) * TRIES {
            for piece in latest.iter().flatten() {
                prices.raise(piece.edge);
            }
            match self.through(stops, Some(prices)) {
                Some(way) => latest = way,
                None => break,
            }
            let cost = self.cost(&latest, prices);
            if cost <= least * MOST_COSTLY
                && found
                    .iter()
                    .all(|(_, other)| self.shared(&latest, other) <= MOST_SHARED)
            {
                found.push((cost, latest.clone()));
                if found.len() == count {
                    break;
                }
            }
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        found.into_iter().map(|(_, way)| way).collect()
    }

    /// The cheapest way through the stops; `None` where one of the next cannot be reached.
    fn through(&self, stops: &[Stop], mut prices: Option<&mut Prices<'_>>) -> Option<Way> {
        stops
            .windows(2)
            .map(|pair| self.leg(&pair[0], &pair[1], prices.as_deref_mut()))
            .collect()
    }

    fn leg(
        &self,
        start: &Stop,
        end: &Stop,
        mut prices: Option<&mut Prices<'_>>,
    ) -> Option<Vec<Piece>> {
        let mut price = |edge: u32| prices.as_mut().map_or(1.0, |prices| prices.of(edge));
        let mut gate = |snap: &Snap, piece: Piece, node: u32| -> Option<(Gate, Piece)> {
            self.graph.time_ms(piece.arc())?;
            let cost = self.cost_ms(&piece) * price(snap.edge) + snap.metres * APPROACH_MS_PER_M;
            Some(((node, cost as u64), piece))
        };
        let mut starts = Vec::new();
        for snap in &start.snaps {
            let Snap { edge, share, .. } = *snap;
            let there = Piece {
                edge,
                from: share,
                to: 1.0,
            };
            let back = Piece {
                edge,
                from: share,
                to: 0.0,
            };
            let ends = &self.graph.edges[edge as usize];
            starts.extend(gate(snap, there, ends.to));
            starts.extend(gate(snap, back, ends.from));
        }
        let mut arrivals = Vec::new();
        for snap in &end.snaps {
            let Snap { edge, share, .. } = *snap;
            let there = Piece {
                edge,
                from: 0.0,
                to: share,
            };
            let back = Piece {
                edge,
                from: 1.0,
                to: share,
            };
            let ends = &self.graph.edges[edge as usize];
            arrivals.extend(gate(snap, there, ends.from));
            arrivals.extend(gate(snap, back, ends.to));
        }
        let direct = self.direct(start, end, &mut price);
        let gates = |from: &[(Gate, Piece)]| from.iter().map(|(gate, _)| *gate).collect::<Vec<_>>();
        let (from, to) = (gates(&starts), gates(&arrivals));
        let found = match prices {
            None => self.hierarchy.way(&from, &to).and_then(|(nodes, cost)| {
                let arcs = nodes
                    .windows(2)
                    .map(|pair| self.graph.arc_between(pair[0], pair[1]))
                    .collect::<Option<Vec<_>>>()?;
                Some((*nodes.first()?, arcs, cost))
            }),
            Some(prices) => search::cheapest(&self.graph, &from, &to, end.point, |arc| {
                prices.of(arc.edge())
            }),
        };
        let (first, arcs) = match (found, direct) {
            (Some((_, _, cost)), Some((piece, known))) if known <= cost as f64 => {
                return Some(vec![piece]);
            }
            (None, Some((piece, _))) => return Some(vec![piece]),
            (Some((first, arcs, _)), _) => (first, arcs),
            (None, None) => return None,
        };
        let last = arcs.last().map_or(first, |arc| self.graph.head(*arc));
        let at = |gates: &[(Gate, Piece)], node: u32| {
            gates
                .iter()
                .filter(|((gate, _), _)| *gate == node)
                .min_by_key(|((_, cost), _)| *cost)
                .map(|(_, piece)| *piece)
        };
        let mut pieces = vec![at(&starts, first)?];
        pieces.extend(arcs.into_iter().map(Piece::whole));
        pieces.push(at(&arrivals, last)?);
        Some(pieces)
    }

    /// The way between two stops on one edge, with its cost.
    fn direct(
        &self,
        start: &Stop,
        end: &Stop,
        price: &mut impl FnMut(u32) -> f64,
    ) -> Option<(Piece, f64)> {
        let mut best: Option<(Piece, f64)> = None;
        for a in &start.snaps {
            for b in end.snaps.iter().filter(|b| b.edge == a.edge) {
                let piece = Piece {
                    edge: a.edge,
                    from: a.share,
                    to: b.share,
                };
                if piece.share() > 0.0 && self.graph.time_ms(piece.arc()).is_none() {
                    continue;
                }
                let cost = self.cost_ms(&piece) * price(a.edge)
                    + (a.metres + b.metres) * APPROACH_MS_PER_M;
                if best.is_none_or(|(_, known)| cost < known) {
                    best = Some((piece, cost));
                }
            }
        }
        best
    }

    fn cost_ms(&self, piece: &Piece) -> f64 {
        let whole = self.graph.cost_ms(piece.arc()).unwrap_or_default();
        whole as f64 * piece.share()
    }

    fn metres(&self, piece: &Piece) -> f64 {
        f64::from(self.graph.edges[piece.edge as usize].length_dm) / 10.0 * piece.share()
    }

    /// What a way costs, roads to keep out of at their price.
    fn cost(&self, way: &Way, prices: &mut Prices<'_>) -> f64 {
        let pieces = way.iter().flatten();
        pieces
            .map(|piece| self.cost_ms(piece) * prices.of_place(piece.edge))
            .sum()
    }

    /// The share of a way's length that runs on roads of the other.
    fn shared(&self, way: &Way, other: &Way) -> f64 {
        let used: HashSet<u32> = other.iter().flatten().map(|piece| piece.edge).collect();
        let metres = |only_used: bool| -> f64 {
            way.iter()
                .flatten()
                .filter(|piece| !only_used || used.contains(&piece.edge))
                .map(|piece| self.metres(piece))
                .sum()
        };
        metres(true) / metres(false).max(1.0)
    }

    fn route(&self, stops: &[Stop], way: &Way, prices: &Prices<'_>) -> RoadRoute {
        let mut line = Line::default();
        let (mut metres, mut milliseconds, mut beside) = (0.0, 0.0, 0.0);
        let mut roads: Vec<RoadUse> = Vec::new();
        let mut cautions = Vec::new();
        for (pair, pieces) in stops.windows(2).zip(way) {
            let mut road: Vec<Micro> = Vec::new();
            for piece in pieces {
                let edge = &self.graph.edges[piece.edge as usize];
                road.extend(geometry::piece(
                    &self.graph.line(edge),
                    piece.from,
                    piece.to,
                ));
                if piece.share() == 0.0 {
                    continue;
                }
                let time = self.graph.time_ms(piece.arc()).unwrap_or_default();
                metres += self.metres(piece);
                milliseconds += f64::from(time) * piece.share();
                let name = self.graph.label(edge).map(str::to_owned);
                let name = if edge.traits.has(Traits::FERRY) {
                    let ferry = Caution::Ferry { name: name.clone() };
                    if !cautions.contains(&ferry) {
                        cautions.push(ferry);
                    }
                    Some(name.map_or_else(|| "ferry".to_owned(), |name| format!("ferry {name}")))
                } else {
                    name
                };
                use_road(&mut roads, name, self.metres(piece) / 1000.0);
            }
            let road: Vec<Point> = geometry::simplified(&road, TOLERANCE_M)
                .into_iter()
                .map(geometry::degrees)
                .collect();
            for (stop, end) in [(&pair[0], road.first()), (&pair[1], road.last())] {
                beside += end.map_or(0.0, |end| Haversine.distance(stop.point, *end));
            }
            line.push(pair[0].point);
            road.into_iter().for_each(|point| line.push(point));
            line.push(pair[1].point);
        }
        let line = LineString::new(line.points);
        if beside >= WORTH_SAYING_M {
            cautions.push(Caution::OffRoad {
                km: beside / 1000.0,
            });
        }
        let avoided = prices.metres_avoided(&line);
        if avoided > 0.0 {
            cautions.push(Caution::NotAvoided {
                km: avoided / 1000.0,
            });
        }
        RoadRoute {
            line,
            length_km: (metres + beside) / 1000.0,
            duration_s: (milliseconds + beside * APPROACH_MS_PER_M) / 1000.0,
            roads,
            basis: GeometryBasis::RoadNetwork,
            cautions,
        }
    }
}

/// A line that grows, without a point twice in a row.
#[derive(Default)]
struct Line {
    points: Vec<Coord>,
}

impl Line {
    fn push(&mut self, point: Point) {
        if self.points.last() != Some(&point.0) {
            self.points.push(point.0);
        }
    }
}

fn use_road(roads: &mut Vec<RoadUse>, road: Option<String>, length_km: f64) {
    match roads.last_mut() {
        Some(last) if last.road == road => last.length_km += length_km,
        _ => roads.push(RoadUse { road, length_km }),
    }
}
