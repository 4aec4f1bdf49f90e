//! The lines around what a party holds, in pieces of one certainty each.

use geo::indexed::IntervalTreeMultiPolygon;
use geo::{Contains, Coord, MultiPolygon};
use jiff::civil::Date;
use serde::Serialize;

use super::mesh::Crossing;
use super::smooth::{Bend, rounded};
use super::surface::{Ground, Pocket};

/// Beyond this distance between the nearest places of opposite control a line is sparse, kilometres.
const SPARSE_KM: f64 = 30.0;
/// Beyond this distance none is drawn, kilometres.
const EMPTY_KM: f64 = 100.0;
/// Upper ends of the classes of uncertainty that a line is cut at, kilometres.
const BANDS_KM: [f64; 4] = [6.0, 12.0, 20.0, SPARSE_KM];
/// Crossings on either side that share in the uncertainty at one.
const NEIGHBOURS: usize = 2;

/// How sure a piece of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Settlements on both sides are near and lately vouched for.
    Firm,
    /// The nearest settlements of opposite control are far apart.
    Sparse,
    /// Nobody has vouched for one of the sides of late.
    Old,
}

/// A piece of a line in the plane, with the party on its left.
#[derive(Debug)]
pub(super) struct Piece {
    /// Points in order.
    pub line: Vec<Coord>,
    /// Who holds the left side.
    pub left: String,
    /// Who holds the right side; `None` where it is contested.
    pub right: Option<String>,
    /// Distance between the nearest places of opposite control, kilometres.
    pub uncertainty_km: f64,
    /// How sure it is.
    pub certainty: Certainty,
    /// The places that it rests on, by number, in order.
    pub sites: Vec<usize>,
}

/// What does not change along a piece.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Character<'a> {
    certainty: Certainty,
    band: usize,
    right: Option<&'a str>,
    /// The month that it was last known in, where that is past: months of a long war do not date
    /// each other's lines.
    last_known: Option<(i16, i8)>,
}

/// The lines along `rings` and around the pockets, cut to the land of the country. `whole` is what
/// the party holds.
pub(super) fn around(
    ground: &Ground<'_>,
    rings: &[Vec<Crossing>],
    whole: &MultiPolygon,
    party: &str,
) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for ring in rings {
        along_ring(ground, ring, party, &mut pieces);
    }
    let held = IntervalTreeMultiPolygon::new(whole);
    for pocket in &ground.pockets {
        around_pocket(ground, pocket, &held, party, &mut pieces);
    }
    pieces
}

fn along_ring(ground: &Ground<'_>, ring: &[Crossing], party: &str, pieces: &mut Vec<Piece>) {
    let count = ring.len();
    let edges: Vec<f64> = ring.iter().map(|each| ground.mesh.edge_km(each)).collect();
    let near = |at: usize| {
        let width = 2 * NEIGHBOURS + 1;
        let sum: f64 = (0..width)
            .map(|step| edges[(at + count + step - NEIGHBOURS.min(count)) % count])
            .sum();
        sum / width as f64
    };
    let days: Vec<Option<Date>> = ring.iter().map(|each| ground.last_day(each)).collect();
    // What lies between two crossings is as old as the older of them.
    let last_day = |at: usize| {
        let around = [(at + count - 1) % count, at, (at + 1) % count];
        around.into_iter().filter_map(|at| days[at]).min()
    };
    let character = |at: usize| {
        let (_, below) = ground.mesh.settlements(&ring[at])?;
        let uncertainty = near(at);
        let last_day = last_day(at)?;
        let is_old = ground.is_old(last_day);
        if edges[at] > EMPTY_KM {
            return None;
        }
        let band = BANDS_KM.iter().filter(|end| uncertainty > **end).count();
        Some(Character {
            certainty: if is_old {
                Certainty::Old
            } else if band == BANDS_KM.len() {
                Certainty::Sparse
            } else {
                Certainty::Firm
            },
            band,
            right: ground.sites[below].party.as_deref(),
            last_known: is_old.then(|| (last_day.year(), last_day.month())),
        })
    };
    let characters: Vec<Option<Character<'_>>> = (0..count).map(character).collect();
    let bends = rounded(ground.mesh, ring);
    // Begin where the character changes, so that no piece is cut without need.
    let begin = (0..bends.len())
        .find(|at| {
            let before = &bends[(at + bends.len() - 1) % bends.len()];
            characters[before.crossing] != characters[bends[*at].crossing]
        })
        .unwrap_or(0);
    let mut at = 0;
    while at < bends.len() {
        let first = &bends[(begin + at) % bends.len()];
        let same = (at..bends.len())
            .take_while(|next| {
                let bend = &bends[(begin + next) % bends.len()];
                characters[bend.crossing] == characters[first.crossing]
            })
            .count();
        if let Some(character) = characters[first.crossing] {
            // One bend more, so that pieces join.
            let joins = characters[bends[(begin + at + same) % bends.len()].crossing].is_some();
            let bend = |next: usize| &bends[(begin + next) % bends.len()];
            let mut run: Vec<&Bend> = (at..at + same).map(bend).collect();
            let mut crossings: Vec<usize> = run.iter().map(|bend| bend.crossing).collect();
            crossings.dedup();
            run.extend(joins.then(|| bend(at + same)));
            pieces.extend(finished(ground, ring, &run, &crossings, character, party));
        }
        at += same;
    }
}

fn finished(
    ground: &Ground<'_>,
    ring: &[Crossing],
    run: &[&Bend],
    crossings: &[usize],
    character: Character<'_>,
    party: &str,
) -> Vec<Piece> {
    let line: Vec<Coord> = run.iter().map(|bend| bend.at).collect();
    let edges = crossings.iter().map(|at| ground.mesh.edge_km(&ring[*at]));
    let uncertainty_km = edges.sum::<f64>() / crossings.len().max(1) as f64;
    // The crossings before and after: with theirs, these are the corners of all triangles that the
    // line passes through.
    let before = crossings
        .first()
        .map(|at| (at + ring.len() - 1) % ring.len());
    let after = crossings.last().map(|at| (at + 1) % ring.len());
    let mut sites: Vec<usize> = before
        .into_iter()
        .chain(crossings.iter().copied())
        .chain(after)
        .filter_map(|at| ground.mesh.settlements(&ring[at]))
        .flat_map(|(above, below)| [above, below])
        .collect();
    sites.sort_unstable();
    sites.dedup();
    let bounds = ground.bounds(&sites);
    let kept = |at: Coord| {
        let clear = |pocket: &Pocket| {
            let away = at - pocket.centre;
            away.x.hypot(away.y) >= pocket.radius
        };
        ground.within(bounds.as_ref(), at)
            && ground.inland.contains(&at)
            && ground.pockets.iter().all(clear)
    };
    let pieces = cut(&line, kept).into_iter().map(|line| Piece {
        line,
        left: party.to_owned(),
        right: character.right.map(str::to_owned),
        uncertainty_km,
        certainty: character.certainty,
        sites: sites.clone(),
    });
    pieces.collect()
}

/// The edge of a pocket that another line meets, where `held` lies on one side of it and not on the
/// other.
fn around_pocket(
    ground: &Ground<'_>,
    pocket: &Pocket,
    held: &IntervalTreeMultiPolygon<f64>,
    party: &str,
    pieces: &mut Vec<Piece>,
) {
    let site = &ground.sites[pocket.site];
    let is_own = site.party.as_deref() == Some(party);
    let mut ring = pocket.ring();
    if !is_own {
        // What the party holds lies outside: on the left of a ring with the clock.
        ring.reverse();
    }
    if let Some(first) = ring.first().copied() {
        ring.push(first);
    }
    let around = ground.mesh.neighbours(pocket.site);
    let mut sites: Vec<usize> = around.chain([pocket.site]).collect();
    sites.sort_unstable();
    let is_old = ground.is_old(ground.oldest(&sites));
    let bounds = ground.bounds(&sites);
    let kept = |at: Coord| {
        let outside = pocket.centre + (at - pocket.centre) * 1.05;
        ground.within(bounds.as_ref(), at)
            && ground.inland.contains(&at)
            && held.contains(&outside) != is_own
    };
    // Far from other lines a town behind columns has no front: its area shows the land that goes
    // with it, and a line would say more than is known.
    let bulges = cut(&ring, kept)
        .into_iter()
        .filter(|line| line.first() != line.last());
    for line in bulges {
        pieces.push(Piece {
            line,
            left: party.to_owned(),
            right: if is_own { None } else { site.party.clone() },
            uncertainty_km: 2.0 * pocket.radius,
            certainty: if is_old {
                Certainty::Old
            } else {
                Certainty::Sparse
            },
            sites: sites.clone(),
        });
    }
}

/// The parts of a line whose points are kept; where it passes out, it ends at the edge.
fn cut(line: &[Coord], kept: impl Fn(Coord) -> bool) -> Vec<Vec<Coord>> {
    /// Halvings of a segment: ten metres in ten kilometres.
    const HALVINGS: u32 = 10;
    let edge = |mut inside: Coord, mut outside: Coord| {
        for _ in 0..HALVINGS {
            let middle = (inside + outside) / 2.0;
            if kept(middle) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        inside
    };
    let mut parts = Vec::new();
    let mut part: Vec<Coord> = Vec::new();
    let mut before: Option<(Coord, bool)> = None;
    for &at in line {
        let keep = kept(at);
        match before {
            Some((from, true)) if !keep => {
                part.push(edge(from, at));
                parts.push(std::mem::take(&mut part));
            }
            Some((from, false)) if keep => part.push(edge(at, from)),
            _ => {}
        }
        if keep {
            part.push(at);
        }
        before = Some((at, keep));
    }
    parts.push(part);
    parts.retain(|part| part.len() > 1 && length(part) > 0.05);
    parts
}

fn length(line: &[Coord]) -> f64 {
    let step = |pair: &[Coord]| (pair[1].x - pair[0].x).hypot(pair[1].y - pair[0].y);
    line.windows(2).map(step).sum()
}
