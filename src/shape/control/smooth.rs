//! Contours made smooth without ever passing over a settlement.

use geo::Coord;

use super::mesh::{Crossing, Mesh};

/// How often the crossings slide towards a straight course.
const ROUNDS: usize = 3;
/// How far a crossing may slide on its edge, as a share of the edge.
const SLIDE: f64 = 0.15;
/// How near to a settlement a line may come, as a share of the edge to the next one.
const CLEARANCE: f64 = 0.06;

/// A point of a smoothed ring.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bend {
    /// Where, in the plane.
    pub at: Coord,
    /// The crossing of the ring that it belongs to.
    pub crossing: usize,
}

/// The ring with its crossings slid along their edges towards a straight course.
///
/// Each stays on its edge and off the ends of it. So every settlement stays on its side, and as
/// a triangle still holds one piece of one ring, no ring comes to cross another.
pub(super) fn straightened(mesh: &Mesh, ring: &[Crossing]) -> Vec<Crossing> {
    let mut slid = ring.to_vec();
    for _ in 0..ROUNDS {
        let places: Vec<Coord> = slid.iter().map(|each| mesh.position(each)).collect();
        for (at, crossing) in slid.iter_mut().enumerate() {
            let before = places[(at + places.len() - 1) % places.len()];
            let after = places[(at + 1) % places.len()];
            let (above, below) = (
                mesh.at[crossing.above as usize],
                mesh.at[crossing.below as usize],
            );
            let Some(straight) = share_of_meeting(above, below, before, after) else {
                continue;
            };
            let least = (ring[at].share - SLIDE).max(CLEARANCE.min(ring[at].share));
            let most = (ring[at].share + SLIDE).min((1.0 - CLEARANCE).max(ring[at].share));
            crossing.share = f64::midpoint(crossing.share, straight).clamp(least, most);
        }
    }
    slid
}

/// The closed ring with its corners cut twice (Chaikin 1974), first point not repeated.
///
/// The first cut at a crossing goes from a triangle into the next one and is made only where it
/// passes over their common edge, off its ends; that passage stays a point of the ring. All other
/// cuts lie within one triangle. So the ring keeps all settlements on their sides and meets no
/// other ring.
pub(super) fn rounded(mesh: &Mesh, ring: &[Crossing]) -> Vec<Bend> {
    let places: Vec<Coord> = ring.iter().map(|each| mesh.position(each)).collect();
    let count = places.len();
    let mut bends: Vec<(Bend, bool)> = Vec::with_capacity(3 * count);
    for (number, crossing) in ring.iter().enumerate() {
        let here = places[number];
        let (before, after) = (
            places[(number + count - 1) % count],
            places[(number + 1) % count],
        );
        let (enter, leave) = (here + (before - here) * 0.25, here + (after - here) * 0.25);
        let (above, below) = (
            mesh.at[crossing.above as usize],
            mesh.at[crossing.below as usize],
        );
        let bend = |at| Bend {
            at,
            crossing: number,
        };
        let passage = share_of_meeting(above, below, enter, leave)
            .filter(|share| (CLEARANCE / 2.0..=1.0 - CLEARANCE / 2.0).contains(share));
        match passage {
            Some(share) => bends.extend([
                (bend(enter), true),
                (bend(above + (below - above) * share), false),
                (bend(leave), true),
            ]),
            None => bends.push((bend(here), false)),
        }
    }
    let mut round = Vec::with_capacity(2 * bends.len());
    for (at, (bend, is_corner)) in bends.iter().enumerate() {
        if !is_corner {
            round.push(*bend);
            continue;
        }
        let before = bends[(at + bends.len() - 1) % bends.len()].0.at;
        let after = bends[(at + 1) % bends.len()].0.at;
        for towards in [before, after] {
            round.push(Bend {
                at: bend.at + (towards - bend.at) * 0.25,
                crossing: bend.crossing,
            });
        }
    }
    round
}

/// Where the line through `a` and `b` meets the edge from `above` to `below`, as a share of the
/// edge; `None` where they are parallel.
fn share_of_meeting(above: Coord, below: Coord, a: Coord, b: Coord) -> Option<f64> {
    let (edge, line) = (below - above, b - a);
    let turn = edge.x * line.y - edge.y * line.x;
    let scale = edge.x.hypot(edge.y) * line.x.hypot(line.y);
    if turn.abs() <= 1e-9 * scale {
        return None;
    }
    let apart = a - above;
    Some((apart.x * line.y - apart.y * line.x) / turn)
}
