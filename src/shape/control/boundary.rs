//! Imported areas → claims about the settlements within, and places along their edges.

use std::collections::HashMap;
use std::sync::Arc;

use geo::indexed::IntervalTreeMultiPolygon;
use geo::{BoundingRect, Contains, Coord, Point};
use geo_index::rtree::sort::HilbertSort;
use geo_index::rtree::{RTree, RTreeBuilder, RTreeIndex};
use jiff::civil::Date;

use super::age::CURRENT_DAYS;
use super::claim::{AreaClaim, CONTESTED, Claim, days_between};
use super::plane::Plane;
use super::surface::Site;
use crate::model::{ControlTier, SharedPlace};

/// Distance between places along an edge, kilometres.
const STEP_KM: f64 = 4.0;
/// Distance of these places from the edge, kilometres.
const BESIDE_KM: f64 = 0.5;
/// A settlement this near to such a place speaks for itself, kilometres.
const NEAR_KM: f64 = 2.0;

/// What the areas say about a settlement that lies in them.
pub(super) fn covering(areas: &[Arc<AreaClaim>], place: &SharedPlace) -> Vec<Arc<Claim>> {
    let Some((lon, lat)) = place.position() else {
        return Vec::new();
    };
    let at = Point::new(lon, lat);
    let inside = areas.iter().filter(|claim| {
        let bounds = claim.area.bounding_rect();
        bounds.is_some_and(|bounds| bounds.contains(&at)) && claim.area.contains(&at)
    });
    inside
        .map(|claim| {
            Arc::new(Claim {
                place: place.clone(),
                party: claim.party.clone(),
                tier: claim.tier,
                cut_off: false,
                period: claim.period,
                source: claim.source.clone(),
            })
        })
        .collect()
}

/// Places just inside and just outside of the area's edge, where no settlement speaks for itself and
/// the nearest one is not known of so much later that the area is overtaken.
pub(super) fn sites(
    claim: &AreaClaim,
    home: &str,
    plane: &Plane,
    others: &[Site],
    day: Date,
) -> Vec<Site> {
    let area = plane.project_areas(&claim.area);
    let indexed = IntervalTreeMultiPolygon::new(&area);
    let contested = claim.party == CONTESTED;
    let last_day = claim.period.last_day();
    let mut sites = Vec::new();
    for ring in area
        .iter()
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
    {
        for side in ring.0.windows(2) {
            let along = side[1] - side[0];
            let length = along.x.hypot(along.y);
            let steps = (length / STEP_KM).ceil();
            if length < BESIDE_KM {
                continue;
            }
            let across = Coord {
                x: -along.y,
                y: along.x,
            } * (BESIDE_KM / length);
            let mut step = 0.5;
            while step < steps {
                let edge = side[0] + along * (step / steps);
                for at in [edge + across, edge - across] {
                    let inside = indexed.contains(&at);
                    let party = if inside { &claim.party } else { home };
                    sites.push(Site {
                        at,
                        degrees: plane.unproject(at),
                        party: (!inside || !contested).then(|| party.to_owned()),
                        claimed: inside && claim.tier == ControlTier::Claimed,
                        cut_off: false,
                        last_day,
                    });
                }
                step += 1.0;
            }
        }
    }
    let cell = |at: Coord| {
        (
            (at.x / NEAR_KM).floor() as i64,
            (at.y / NEAR_KM).floor() as i64,
        )
    };
    let mut cells: HashMap<(i64, i64), Vec<Coord>> = HashMap::new();
    for other in others {
        cells.entry(cell(other.at)).or_default().push(other.at);
    }
    let is_near = |site: &Site| {
        let (x, y) = cell(site.at);
        let around = (x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| (x, y)));
        let mut others = around.filter_map(|cell| cells.get(&cell)).flatten();
        others.any(|other| (other.x - site.at.x).hypot(other.y - site.at.y) <= NEAR_KM)
    };
    let newer = NewerPlaces::than(last_day, others, day);
    sites.retain(|site| !is_near(site) && !newer.speak_at(site.at));
    sites
}

/// The settlements, and which of them are known of more than two weeks after an area was claimed.
struct NewerPlaces {
    is_newer: Vec<bool>,
    /// Absent where none is.
    index: Option<RTree<f64>>,
}

impl NewerPlaces {
    fn than(last_day: Date, others: &[Site], day: Date) -> Self {
        let since = |site: &Site| days_between(last_day, site.last_day.min(day));
        let is_newer: Vec<bool> = others
            .iter()
            .map(|site| since(site) > CURRENT_DAYS)
            .collect();
        let index = is_newer.contains(&true).then(|| {
            let count = u32::try_from(others.len()).unwrap_or(u32::MAX);
            let mut builder = RTreeBuilder::new(count);
            for other in others {
                builder.add(other.at.x, other.at.y, other.at.x, other.at.y);
            }
            builder.finish::<HilbertSort>()
        });
        Self { is_newer, index }
    }

    /// Whether the nearest settlement is one of them.
    fn speak_at(&self, at: Coord) -> bool {
        let nearest = self.index.as_ref().and_then(|index| {
            let nearest = index.neighbors(at.x, at.y, Some(1), None);
            self.is_newer.get(*nearest.first()? as usize).copied()
        });
        nearest.unwrap_or(false)
    }
}
