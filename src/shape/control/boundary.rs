//! Imported areas → claims about the settlements within, and places along their edges.

use std::collections::HashMap;
use std::sync::Arc;

use geo::indexed::IntervalTreeMultiPolygon;
use geo::{BoundingRect, Contains, Coord, Point};

use super::claim::{AreaClaim, CONTESTED, Claim};
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

/// Places just inside and just outside of the area's edge, where no settlement speaks for itself.
pub(super) fn sites(claim: &AreaClaim, home: &str, plane: &Plane, others: &[Site]) -> Vec<Site> {
    let area = plane.project_areas(&claim.area);
    let indexed = IntervalTreeMultiPolygon::new(&area);
    let contested = claim.party == CONTESTED;
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
                        old: false,
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
    sites.retain(|site| !is_near(site));
    sites
}
