//! Lines and rings, projected, with the zoom level from which each corner is needed.

use std::error::Error;

use super::features::Feature;
use super::prepared::{
    Border, BorderKind, Lake, MAX_ZOOM, Names, Path, Ring, River, Vertex, WORLD_BITS, project,
};
use super::waters::Waters;

/// Bits of a tile's width in tile units: 8 units are a pixel of a 512 pixel tile.
const EXTENT_BITS: u32 = 12;
/// How far a simplified line may stray, in tile units: 3/8 of a pixel.
const TOLERANCE: f64 = 3.0;
/// Smallest island drawn, in square tile units: half a square pixel.
const SMALLEST_ISLAND: f64 = 32.0;
/// Smallest lake drawn: small lakes speckle a map.
const SMALLEST_LAKE: f64 = 400.0;

/// Rings of all land.
pub fn land(features: &[Feature]) -> Vec<Ring> {
    rings(features, SMALLEST_ISLAND)
}

/// Lakes and reservoirs.
pub fn lakes(features: &[Feature]) -> Vec<Lake<'_>> {
    features
        .iter()
        .map(|feature| Lake {
            names: names(feature),
            until: feature.text("until"),
            rings: rings(std::slice::from_ref(feature), SMALLEST_LAKE),
        })
        .collect()
}

/// Rivers; `rank` decides from where on they are drawn.
pub fn rivers<'a>(features: &'a [Feature], waters: &Waters<'a>) -> Vec<River<'a>> {
    let mut rivers = Vec::new();
    for feature in features {
        let rank = feature.number("rank").unwrap_or(MAX_ZOOM);
        for course in feature.parts.iter().flatten() {
            let Some(path) = line(course) else { continue };
            rivers.push(River {
                from_zoom: rank.clamp(3, 8),
                names: waters.river_names(feature.text("name")),
                rank,
                path,
            });
        }
    }
    rivers
}

/// Borders between countries and between first-order units.
pub fn borders(features: &[Feature]) -> Result<Vec<Border>, Box<dyn Error>> {
    let mut borders = Vec::new();
    for feature in features {
        let (kind, from_zoom) = match (feature.text("kind"), feature.text("country")) {
            ("country", _) => (BorderKind::Country, 0),
            ("disputed", _) => (BorderKind::Disputed, 3),
            ("admin1", "UA") => (BorderKind::Admin1, 4),
            ("admin1", _) => (BorderKind::Admin1, 5),
            (other, _) => return Err(format!("borders.geojson: unknown kind {other:?}").into()),
        };
        for course in feature.parts.iter().flatten() {
            let Some(path) = line(course) else { continue };
            borders.push(Border {
                from_zoom,
                kind,
                path,
            });
        }
    }
    Ok(borders)
}

fn names(feature: &Feature) -> Names<'_> {
    Names {
        en: feature.text("name"),
        uk: feature.text("name_uk"),
        ru: feature.text("name_ru"),
    }
}

fn rings(features: &[Feature], smallest: f64) -> Vec<Ring> {
    let mut rings = Vec::new();
    for polygon in features.iter().flat_map(|feature| &feature.parts) {
        for (i, ring) in polygon.iter().enumerate() {
            let mut corners = projected(ring);
            let area = area(&corners);
            // Outer rings are positive with y to the south, holes negative.
            if (area > 0.0) != (i == 0) {
                corners.reverse();
            }
            let large_enough = |z: &u8| area.abs() >= smallest * square(unit(*z));
            let Some(from_zoom) = (0..=MAX_ZOOM).find(large_enough) else {
                continue;
            };
            let mut vertices = significant(&corners);
            vertices.pop();
            if vertices.len() > 2 {
                rings.push(Ring {
                    from_zoom,
                    path: Path::new(vertices),
                });
            }
        }
    }
    rings
}

fn line(course: &[geojson::Position]) -> Option<Path> {
    let corners = projected(course);
    (corners.len() > 1).then(|| Path::new(significant(&corners)))
}

fn projected(positions: &[geojson::Position]) -> Vec<(i32, i32)> {
    let mut corners: Vec<_> = positions.iter().map(|p| project(p[0], p[1])).collect();
    corners.dedup();
    corners
}

/// Width of a tile unit at a zoom level, in world units.
fn unit(zoom: u8) -> f64 {
    f64::from(1_u32 << (WORLD_BITS - EXTENT_BITS - u32::from(zoom)))
}

fn square(n: f64) -> f64 {
    n * n
}

/// Signed area of a closed ring.
fn area(ring: &[(i32, i32)]) -> f64 {
    let twice: i64 = ring
        .windows(2)
        .map(|w| i64::from(w[0].0) * i64::from(w[1].1) - i64::from(w[1].0) * i64::from(w[0].1))
        .sum();
    twice as f64 / 2.0
}

/// The corners that some zoom level needs, each with the first level that does.
///
/// One run of the Douglas-Peucker algorithm for all levels: the distance at which a corner splits
/// a stretch is the tolerance up to which it has to stay, limited by that of its parent stretch.
fn significant(corners: &[(i32, i32)]) -> Vec<Vertex> {
    let mut strays = vec![0.0_f64; corners.len()];
    let mut stretches = vec![(0, corners.len().saturating_sub(1), f64::INFINITY)];
    while let Some((first, last, limit)) = stretches.pop() {
        let farthest = (first + 1..last)
            .map(|i| (i, distance(corners[i], corners[first], corners[last])))
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((i, stray)) = farthest {
            strays[i] = stray.min(limit);
            stretches.push((first, i, strays[i]));
            stretches.push((i, last, strays[i]));
        }
    }
    let last = corners.len().saturating_sub(1);
    corners
        .iter()
        .zip(strays)
        .enumerate()
        .filter_map(|(i, (&(x, y), stray))| {
            let from_zoom = if i == 0 || i == last {
                0
            } else {
                (0..=MAX_ZOOM).find(|&z| stray > tolerance(z))?
            };
            Some(Vertex { x, y, from_zoom })
        })
        .collect()
}

/// How far a line may stray, in world units. The deepest tiles are enlarged further by clients.
fn tolerance(zoom: u8) -> f64 {
    if zoom == MAX_ZOOM {
        unit(zoom)
    } else {
        TOLERANCE * unit(zoom)
    }
}

/// Distance of a point from the segment `a` to `b`.
fn distance(p: (i32, i32), a: (i32, i32), b: (i32, i32)) -> f64 {
    let minus = |q: (i32, i32)| {
        (
            f64::from(q.0) - f64::from(a.0),
            f64::from(q.1) - f64::from(a.1),
        )
    };
    let ((px, py), (bx, by)) = (minus(p), minus(b));
    let length = square(bx) + square(by);
    let along = if length > 0.0 {
        ((px * bx + py * by) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (px - along * bx).hypot(py - along * by)
}
