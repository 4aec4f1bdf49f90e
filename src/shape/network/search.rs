//! Fastest ways (Dijkstra, "A note on two problems in connexion with graphs", 1959) and further
//! ones that differ from them (penalty method: edges of ways already found cost more).

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use geo::Point;

use super::access::{At, Join};
use super::index::RoadClass;
use super::{Network, NetworkOn, ROAD_FACTOR, speed};

/// What edges of a way cost more when another way is sought.
const PENALTY: f64 = 1.5;
/// How often another way is sought for each that is wanted.
const TRIES: usize = 4;
/// How much of a further way may be on the roads of another one.
const SHARED: f64 = 0.7;
/// How much more than the first one a further way may cost.
const LONGER: f64 = 1.6;

/// A way through all stops.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub start: Point,
    pub steps: Vec<Step>,
}

/// A straight piece of a way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    /// Where it ends.
    pub to: Point,
    /// The node where it ends, where it is one.
    pub through: Option<u16>,
    /// The edge, and which part of it; `None` for a leg beside the roads.
    pub on: Option<(u16, f64)>,
    pub km: f64,
    pub seconds: f64,
}

impl Way {
    fn cost(&self, costs: &[f64]) -> f64 {
        let cost = |step: &Step| match step.on {
            Some((edge, part)) => costs[usize::from(edge)] * part,
            None => step.seconds,
        };
        self.steps.iter().map(cost).sum()
    }

    fn km(&self) -> f64 {
        self.steps.iter().map(|step| step.km).sum()
    }

    fn shared_km(&self, other: &Self) -> f64 {
        let on_other = |edge: u16| {
            let mut edges = other.steps.iter().filter_map(|step| step.on);
            edges.any(|(known, _)| known == edge)
        };
        let shared = self.steps.iter().filter(|step| match step.on {
            Some((edge, _)) => on_other(edge),
            None => true,
        });
        shared.map(|step| step.km).sum()
    }
}

impl NetworkOn<'_> {
    /// Up to `count` ways that differ, the cheapest first.
    pub(super) fn ways(&self, stops: &[Point], costs: &[f64], count: usize) -> Vec<Way> {
        let network = self.network;
        let joins: Vec<Vec<Join>> = stops.iter().map(|stop| network.joins(*stop)).collect();
        if count == 0 || stops.len() < 2 || joins.iter().any(Vec::is_empty) {
            return Vec::new();
        }
        let Some(best) = network.way(stops, &joins, costs) else {
            return Vec::new();
        };
        let (most_cost, most_km) = (best.cost(costs) * LONGER, best.km() * LONGER);
        let mut penalised = costs.to_vec();
        let mut last = best.clone();
        let mut found = vec![best];
        for _ in 0..(count - 1) * TRIES {
            if found.len() == count {
                break;
            }
            for (edge, _) in last.steps.iter().filter_map(|step| step.on) {
                penalised[usize::from(edge)] *= PENALTY;
            }
            let Some(next) = network.way(stops, &joins, &penalised) else {
                break;
            };
            let differs = |known: &Way| next.shared_km(known) <= SHARED * next.km();
            if next.cost(costs) <= most_cost && next.km() <= most_km && found.iter().all(differs) {
                found.push(next.clone());
            }
            last = next;
        }
        found.sort_by(|a, b| a.cost(costs).total_cmp(&b.cost(costs)));
        found
    }
}

/// A node and what it costs to reach it, ordered so that the cheapest is the greatest.
#[derive(Debug, PartialEq)]
struct Open {
    cost: f64,
    node: u16,
}

impl Eq for Open {}

impl Ord for Open {
    fn cmp(&self, other: &Self) -> Ordering {
        let cheaper = other.cost.total_cmp(&self.cost);
        cheaper.then_with(|| other.node.cmp(&self.node))
    }
}

impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A node that a stop reaches first, by which of its joins and at which cost.
#[derive(Debug, Clone, Copy)]
struct Entry {
    node: u16,
    join: Join,
    cost: f64,
}

impl Network {
    fn way(&self, stops: &[Point], joins: &[Vec<Join>], costs: &[f64]) -> Option<Way> {
        let mut steps = Vec::new();
        for (stops, joins) in stops.windows(2).zip(joins.windows(2)) {
            steps.extend(self.leg(&joins[0], (stops[1], &joins[1]), costs)?);
        }
        Some(Way {
            start: *stops.first()?,
            steps,
        })
    }

    /// The cheapest way from one stop to the next.
    fn leg(&self, from: &[Join], (end, to): (Point, &[Join]), costs: &[f64]) -> Option<Vec<Step>> {
        let starts = self.entries(from, costs);
        let ends = self.entries(to, costs);
        let mut reached: Vec<f64> = vec![f64::INFINITY; self.nodes.len()];
        let mut before: Vec<Option<(u16, u16)>> = vec![None; self.nodes.len()];
        let mut open = BinaryHeap::new();
        for entry in &starts {
            if entry.cost < reached[usize::from(entry.node)] {
                reached[usize::from(entry.node)] = entry.cost;
                open.push(Open {
                    cost: entry.cost,
                    node: entry.node,
                });
            }
        }
        let mut best: Option<(f64, &Entry)> = None;
        while let Some(Open { cost, node }) = open.pop() {
            if best.is_some_and(|(total, _)| cost >= total) {
                break;
            }
            if cost > reached[usize::from(node)] {
                continue;
            }
            for end in ends.iter().filter(|end| end.node == node) {
                let total = cost + end.cost;
                if best.is_none_or(|(known, _)| total < known) {
                    best = Some((total, end));
                }
            }
            for arc in self.arcs(node) {
                let next = cost + costs[usize::from(arc.edge)];
                if next < reached[usize::from(arc.to)] {
                    reached[usize::from(arc.to)] = next;
                    before[usize::from(arc.to)] = Some((node, arc.edge));
                    open.push(Open {
                        cost: next,
                        node: arc.to,
                    });
                }
            }
        }
        if let Some((cost, steps)) = self.along_one_edge(from, (end, to), costs)
            && best.is_none_or(|(total, _)| cost <= total)
        {
            return Some(steps);
        }
        let (_, last) = best?;
        let mut nodes = vec![(last.node, None)];
        while let Some((node, edge)) = before[usize::from(nodes[nodes.len() - 1].0)] {
            let at = nodes.len() - 1;
            nodes[at].1 = Some(edge);
            nodes.push((node, None));
        }
        let first_node = nodes[nodes.len() - 1].0;
        let first = starts
            .iter()
            .filter(|entry| entry.node == first_node)
            .min_by(|a, b| a.cost.total_cmp(&b.cost))?;
        let mut steps = Vec::new();
        self.enter(first, &mut steps);
        for (node, edge) in nodes.iter().rev() {
            if let Some(edge) = edge {
                steps.push(self.step_to(*node, *edge));
            }
        }
        self.leave(last, end, &mut steps);
        Some(steps)
    }

    fn entries(&self, joins: &[Join], costs: &[f64]) -> Vec<Entry> {
        let mut entries = Vec::new();
        for join in joins {
            let leg = leg_seconds(join.leg_km);
            match join.at {
                At::Node(node) => entries.push(Entry {
                    node,
                    join: *join,
                    cost: leg,
                }),
                At::Edge { edge, part, .. } => {
                    let (a, b) = self.edges[usize::from(edge)].ends;
                    let cost = costs[usize::from(edge)];
                    for (node, part) in [(a, part), (b, 1.0 - part)] {
                        entries.push(Entry {
                            node,
                            join: *join,
                            cost: leg + cost * part,
                        });
                    }
                }
            }
        }
        entries
    }

    /// The way between two stops that join the same edge.
    fn along_one_edge(
        &self,
        from: &[Join],
        (end, to): (Point, &[Join]),
        costs: &[f64],
    ) -> Option<(f64, Vec<Step>)> {
        let mut best: Option<(f64, Vec<Step>)> = None;
        for first in from {
            for last in to {
                let (
                    At::Edge {
                        edge,
                        part: from_part,
                        position: from_position,
                    },
                    At::Edge {
                        edge: same,
                        part: to_part,
                        position: to_position,
                    },
                ) = (first.at, last.at)
                else {
                    continue;
                };
                if edge != same {
                    continue;
                }
                let part = (from_part - to_part).abs();
                let legs = leg_seconds(first.leg_km) + leg_seconds(last.leg_km);
                let cost = legs + costs[usize::from(edge)] * part;
                if best.as_ref().is_none_or(|(known, _)| cost < *known) {
                    let mut steps = Vec::new();
                    push_leg(from_position, first.leg_km, &mut steps);
                    steps.push(self.part_of_edge(edge, part, to_position, None));
                    push_leg(end, last.leg_km, &mut steps);
                    best = Some((cost, steps));
                }
            }
        }
        best
    }

    /// From a stop to its first node.
    fn enter(&self, entry: &Entry, steps: &mut Vec<Step>) {
        let node = self.position(usize::from(entry.node));
        match entry.join.at {
            At::Node(_) => push_leg(node, entry.join.leg_km, steps),
            At::Edge {
                edge,
                part,
                position,
            } => {
                push_leg(position, entry.join.leg_km, steps);
                let part = self.part_towards(edge, part, entry.node);
                steps.push(self.part_of_edge(edge, part, node, Some(entry.node)));
            }
        }
        // The leg to a node off the stop ends at that node.
        if let (At::Node(node), true) = (entry.join.at, entry.join.leg_km > 0.0)
            && let Some(last) = steps.last_mut()
        {
            last.through = Some(node);
        }
    }

    /// From the last node to a stop.
    fn leave(&self, entry: &Entry, stop: Point, steps: &mut Vec<Step>) {
        match entry.join.at {
            At::Node(_) if entry.join.leg_km == 0.0 => {
                // The stop is the node: its own position stands on the line.
                match steps.last_mut() {
                    Some(last) => last.to = stop,
                    None => steps.push(Step {
                        to: stop,
                        through: None,
                        on: None,
                        km: 0.0,
                        seconds: 0.0,
                    }),
                }
            }
            At::Node(_) => push_leg(stop, entry.join.leg_km, steps),
            At::Edge {
                edge,
                part,
                position,
            } => {
                let part = self.part_towards(edge, part, entry.node);
                steps.push(self.part_of_edge(edge, part, position, None));
                push_leg(stop, entry.join.leg_km, steps);
            }
        }
    }

    /// Which part of an edge lies between a position on it and one of its ends.
    fn part_towards(&self, edge: u16, part: f64, node: u16) -> f64 {
        if self.edges[usize::from(edge)].ends.0 == node {
            part
        } else {
            1.0 - part
        }
    }

    fn step_to(&self, node: u16, edge: u16) -> Step {
        let to = self.position(usize::from(node));
        self.part_of_edge(edge, 1.0, to, Some(node))
    }

    fn part_of_edge(&self, edge: u16, part: f64, to: Point, through: Option<u16>) -> Step {
        let whole = &self.edges[usize::from(edge)];
        Step {
            to,
            through,
            on: Some((edge, part)),
            km: whole.km * part,
            seconds: whole.seconds * part,
        }
    }
}

fn leg_seconds(straight_km: f64) -> f64 {
    straight_km * ROAD_FACTOR / speed(RoadClass::Local) * 3600.0
}

fn push_leg(to: Point, straight_km: f64, steps: &mut Vec<Step>) {
    if straight_km > 0.0 {
        steps.push(Step {
            to,
            through: None,
            on: None,
            km: straight_km * ROAD_FACTOR,
            seconds: leg_seconds(straight_km),
        });
    }
}
