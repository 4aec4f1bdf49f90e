//! Coordinates as they are written: to 1/100,000 of a degree, about a metre.

use geo::{Coord, LineString, MultiPolygon, Polygon, coord};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{ContourDirection, IntOverlayOptions, Overlay, ShapeType};
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::i_float::int::point::IntPoint;

const STEPS: f64 = 100_000.0;

fn onto(at: Coord) -> IntPoint {
    // Degrees fit: 180 times the steps is far below the largest number.
    IntPoint::new((at.x * STEPS).round() as i32, (at.y * STEPS).round() as i32)
}

fn off(at: IntPoint) -> Coord {
    coord! { x: f64::from(at.x) / STEPS, y: f64::from(at.y) / STEPS }
}

/// The areas on the grid, with no ring that crosses itself or another, outer rings against the
/// clock and holes with it (RFC 7946).
pub fn areas(areas: &MultiPolygon) -> MultiPolygon {
    let options = IntOverlayOptions {
        preserve_input_collinear: false,
        output_direction: ContourDirection::CounterClockwise,
        preserve_output_collinear: false,
        min_output_area: 0,
        ogc: true,
    };
    let rings: Vec<Vec<IntPoint>> = areas
        .iter()
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
        .map(|ring| ring.coords().map(|at| onto(*at)).collect())
        .collect();
    let corners = rings.iter().map(Vec::len).sum();
    let mut overlay = Overlay::new_custom(corners, options, Default::default());
    overlay.add_contours(&rings, ShapeType::Subject);
    let shapes = overlay.overlay(OverlayRule::Subject, FillRule::EvenOdd);
    shapes
        .into_iter()
        .filter_map(|shape| {
            let mut rings = shape.into_iter().enumerate().map(|(number, points)| {
                let mut ring: Vec<Coord> = points.into_iter().map(off).collect();
                // i_overlay winds some holes the wrong way round.
                let is_outer = number == 0;
                if (doubled_area(&ring) > 0.0) != is_outer {
                    ring.reverse();
                }
                LineString::new(ring)
            });
            let outer = rings.next()?;
            Some(Polygon::new(outer, rings.collect()))
        })
        .collect()
}

fn doubled_area(ring: &[Coord]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    let pairs = ring.iter().zip(next);
    pairs.map(|(a, b)| a.x * b.y - b.x * a.y).sum()
}

/// The line on the grid, without points that fell together.
pub fn line(line: &LineString) -> LineString {
    let mut points: Vec<IntPoint> = line.coords().map(|at| onto(*at)).collect();
    points.dedup();
    points.into_iter().map(off).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use geo::Validation;
    use geo::winding_order::Winding;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn whatever_goes_in_valid_areas_come_out(
            points in prop::collection::vec((30.0..31.0_f64, 48.0..49.0_f64), 3..30)
        ) {
            let ring: LineString = points.into_iter().map(|(x, y)| coord! { x: x, y: y }).collect();
            let out = areas(&MultiPolygon::from(Polygon::new(ring, Vec::new())));
            for polygon in &out {
                prop_assert!(polygon.is_valid(), "{:?}", polygon.validation_errors());
                prop_assert!(polygon.exterior().is_ccw());
                prop_assert!(polygon.interiors().iter().all(Winding::is_cw));
            }
        }
    }
}
