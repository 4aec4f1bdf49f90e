//! Imported areas → claims about the settlements within, and places along their edges.

use std::sync::Arc;

use geo::{Contains, Coord, MultiPolygon, Point};

use super::claim::{AreaClaim, CONTESTED, Claim};
use super::plane::Plane;
use super::surface::Site;
use crate::model::{ControlTier, Place};

/// Distance between places along an edge, kilometres.
const STEP_KM: f64 = 4.0;
/// Distance of these places from the edge, kilometres.
const BESIDE_KM: f64 = 0.5;
/// A settlement this near to such a place speaks for itself, kilometres.
const NEAR_KM: f64 = 2.0;

/// What the areas say about a settlement that lies in them.
pub(super) fn covering(areas: &[Arc<AreaClaim>], place: &Arc<Place>) -> Vec<Arc<Claim>> {
    let Some((lon, lat)) = place.position() else {
        return Vec::new();
    };
    let at = Point::new(lon, lat);
    let inside = areas.iter().filter(|claim| claim.area.contains(&at));
    inside
        .map(|claim| {
            Arc::new(Claim {
                place: Arc::clone(place),
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
                    let inside = is_inside(&area, at);
                    let party = if inside { &claim.party } else { home };
                    sites.push(Site {
                        at,
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
    let far_from_all = |site: &Site| {
        others.iter().all(|other| {
            let away = other.at - site.at;
            away.x.hypot(away.y) > NEAR_KM
        })
    };
    sites.retain(far_from_all);
    sites
}

fn is_inside(area: &MultiPolygon, at: Coord) -> bool {
    area.contains(&at)
}
