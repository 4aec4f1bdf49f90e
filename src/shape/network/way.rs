//! A way over the network → line, length, roads, and what must be known of it.

use geo::{Coord, LineString};

use super::NetworkOn;
use super::cost::Costs;
use super::search::{Step, Way};
use crate::model::GeometryBasis;
use crate::shape::roads::{Caution, RoadRoute, RoadUse};

impl NetworkOn<'_> {
    pub(super) fn road_route(&self, way: &Way, costs: &Costs) -> RoadRoute {
        let mut line: Vec<Coord> = vec![way.start.0];
        for step in &way.steps {
            if line.last() != Some(&step.to.0) {
                line.push(step.to.0);
            }
        }
        RoadRoute {
            line: LineString::new(line),
            length_km: way.steps.iter().map(|step| step.km).sum(),
            duration_s: way.steps.iter().map(|step| step.seconds).sum(),
            roads: self.roads_of(&way.steps),
            basis: GeometryBasis::SchematicNetwork,
            cautions: self.cautions(&way.steps, costs),
        }
    }

    /// The roads in order; where several share a stretch, the one that was followed already.
    fn roads_of(&self, steps: &[Step]) -> Vec<RoadUse> {
        let mut uses: Vec<RoadUse> = Vec::new();
        let mut following: Option<u16> = None;
        for step in steps {
            let here = match step.on {
                Some((edge, _)) => self.network.edges[usize::from(edge)].roads.as_slice(),
                None => &[],
            };
            following = following
                .filter(|road| here.contains(road))
                .or(here.first().copied());
            let number = following
                .map(|road| self.network.roads[usize::from(road)].number)
                .filter(|number| !number.is_empty());
            match uses.last_mut() {
                Some(last) if last.road.as_deref() == number => last.length_km += step.km,
                _ => uses.push(RoadUse {
                    road: number.map(str::to_owned),
                    length_km: step.km,
                }),
            }
        }
        uses
    }

    fn cautions(&self, steps: &[Step], costs: &Costs) -> Vec<Caution> {
        let mut cautions = Vec::new();
        let beside: f64 = steps
            .iter()
            .filter(|step| step.on.is_none())
            .map(|step| step.km)
            .sum();
        if beside > 0.0 {
            cautions.push(Caution::OffRoad { km: beside });
        }
        let passed = steps.split_last().map_or(steps, |(_, passed)| passed);
        for node in passed.iter().filter_map(|step| step.through) {
            let node = usize::from(node);
            if self.is_closed(node) {
                let closed = self.closed(node);
                if !cautions.contains(&closed) {
                    cautions.push(closed);
                }
            }
        }
        let not_avoided: f64 = steps
            .iter()
            .filter_map(|step| {
                let (edge, _) = step.on?;
                Some(step.km * costs.avoided.get(usize::from(edge))?)
            })
            .sum();
        if not_avoided > 0.0 {
            cautions.push(Caution::NotAvoided { km: not_avoided });
        }
        cautions
    }
}
