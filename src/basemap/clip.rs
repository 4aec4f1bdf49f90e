//! Geometry cut to a tile, in tile units (y to the south).

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{ContourDirection, IntOverlayOptions, Overlay, ShapeType};
use i_overlay::core::overlay_rule::OverlayRule;

pub use i_overlay::i_float::int::point::IntPoint as Point;

/// A polygon: the outer ring first, then its holes; no closing points.
pub type Polygon = Vec<Vec<Point>>;

/// The square that geometry is cut to, in tile units, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// West and north.
    pub min: i32,
    /// East and south.
    pub max: i32,
}

impl Window {
    /// Whether the point lies in the window.
    pub fn contains(self, p: Point) -> bool {
        (self.min..=self.max).contains(&p.x) && (self.min..=self.max).contains(&p.y)
    }
}

/// Cuts a ring to the window (Sutherland and Hodgman 1974).
///
/// Where a ring leaves and enters again, the pieces stay joined by edges along the border of the
/// window; [`polygons`] takes these apart.
pub fn ring(points: Vec<Point>, window: Window) -> Vec<Point> {
    if points.iter().all(|&p| window.contains(p)) {
        return points;
    }
    let Window { min, max } = window;
    let points = cut(
        &points,
        |p| p.x >= min,
        |a, b| Point::new(min, y_at(a, b, min)),
    );
    let points = cut(
        &points,
        |p| p.x <= max,
        |a, b| Point::new(max, y_at(a, b, max)),
    );
    let points = cut(
        &points,
        |p| p.y >= min,
        |a, b| Point::new(x_at(a, b, min), min),
    );
    cut(
        &points,
        |p| p.y <= max,
        |a, b| Point::new(x_at(a, b, max), max),
    )
}

/// Keeps the part of a ring that lies on one side of a line.
fn cut(
    ring: &[Point],
    inside: impl Fn(Point) -> bool,
    crossing: impl Fn(Point, Point) -> Point,
) -> Vec<Point> {
    let mut kept = Vec::with_capacity(ring.len().min(1024));
    let Some(&last) = ring.last() else {
        return kept;
    };
    let (mut from, mut from_inside) = (last, inside(last));
    for &to in ring {
        let to_inside = inside(to);
        if from_inside != to_inside {
            kept.push(crossing(from, to));
        }
        if to_inside {
            kept.push(to);
        }
        (from, from_inside) = (to, to_inside);
    }
    kept
}

fn y_at(a: Point, b: Point, x: i32) -> i32 {
    between(
        a.y,
        b.y,
        i64::from(x) - i64::from(a.x),
        i64::from(b.x) - i64::from(a.x),
    )
}

fn x_at(a: Point, b: Point, y: i32) -> i32 {
    between(
        a.x,
        b.x,
        i64::from(y) - i64::from(a.y),
        i64::from(b.y) - i64::from(a.y),
    )
}

/// The value `part / whole` of the way from `from` to `to`, rounded; `whole` is not 0.
fn between(from: i32, to: i32, part: i64, whole: i64) -> i32 {
    let share = part as f64 / whole as f64;
    (f64::from(from) + (f64::from(to) - f64::from(from)) * share).round() as i32
}

/// Valid polygons that cover what the rings enclose (non-zero rule).
///
/// No ring crosses itself or another, none is smaller than `min_area` square units; outer rings
/// have a positive area and holes a negative one, as version 2 of the vector tile format asks.
pub fn polygons(rings: &[Vec<Point>], min_area: u64) -> Vec<Polygon> {
    let options = IntOverlayOptions {
        preserve_input_collinear: false,
        output_direction: ContourDirection::CounterClockwise,
        preserve_output_collinear: false,
        min_output_area: min_area,
        ogc: true,
    };
    let corners = rings.iter().map(Vec::len).sum();
    let mut overlay = Overlay::new_custom(corners, options, Default::default());
    overlay.add_contours(rings, ShapeType::Subject);
    overlay.overlay(OverlayRule::Subject, FillRule::NonZero)
}

/// Cuts a line to the window: the pieces inside, in order (Liang and Barsky 1984).
pub fn line(points: &[Point], window: Window) -> Vec<Vec<Point>> {
    let mut pieces = Vec::new();
    let mut piece: Vec<Point> = Vec::new();
    for pair in points.windows(2) {
        let &[a, b] = pair else { continue };
        let Some((start, end)) = segment(a, b, window) else {
            continue;
        };
        if piece.last() != Some(&start) {
            finish(&mut piece, &mut pieces);
            piece.push(start);
        }
        if end != start {
            piece.push(end);
        }
        if end != b {
            finish(&mut piece, &mut pieces);
        }
    }
    finish(&mut piece, &mut pieces);
    pieces
}

fn finish(piece: &mut Vec<Point>, pieces: &mut Vec<Vec<Point>>) {
    let done = std::mem::take(piece);
    if done.len() > 1 {
        pieces.push(done);
    }
}

/// The part of a segment inside the window.
fn segment(a: Point, b: Point, window: Window) -> Option<(Point, Point)> {
    if window.contains(a) && window.contains(b) {
        return Some((a, b));
    }
    let (dx, dy) = (
        f64::from(b.x) - f64::from(a.x),
        f64::from(b.y) - f64::from(a.y),
    );
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (step, room) in [
        (-dx, f64::from(a.x) - f64::from(window.min)),
        (dx, f64::from(window.max) - f64::from(a.x)),
        (-dy, f64::from(a.y) - f64::from(window.min)),
        (dy, f64::from(window.max) - f64::from(a.y)),
    ] {
        if step == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if step < 0.0 {
            enter = enter.max(room / step);
        } else {
            leave = leave.min(room / step);
        }
    }
    if enter > leave {
        return None;
    }
    let at = |share: f64| {
        Point::new(
            (f64::from(a.x) + dx * share).round() as i32,
            (f64::from(a.y) + dy * share).round() as i32,
        )
    };
    let start = if enter > 0.0 { at(enter) } else { a };
    let end = if leave < 1.0 { at(leave) } else { b };
    Some((start, end))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WINDOW: Window = Window {
        min: -64,
        max: 4160,
    };

    fn points(max: usize) -> impl Strategy<Value = Vec<Point>> {
        prop::collection::vec((-9000..9000_i32, -9000..9000_i32), 0..max)
            .prop_map(|ps| ps.into_iter().map(|(x, y)| Point::new(x, y)).collect())
    }

    fn doubled_area(ring: &[Point]) -> i64 {
        let mut area = 0;
        for (i, a) in ring.iter().enumerate() {
            let b = ring[(i + 1) % ring.len()];
            area += i64::from(a.x) * i64::from(b.y) - i64::from(b.x) * i64::from(a.y);
        }
        area
    }

    #[test]
    fn a_ring_around_the_window_becomes_the_window() {
        let around = [(-9000, -9000), (9000, -9000), (9000, 9000), (-9000, 9000)];
        let cut = ring(around.map(|(x, y)| Point::new(x, y)).to_vec(), WINDOW);
        let side = i64::from(WINDOW.max - WINDOW.min);
        assert_eq!(doubled_area(&cut), 2 * side * side);
    }

    #[test]
    fn a_comb_outside_the_window_is_cut_into_its_teeth() {
        let comb = [
            (5000, 0),
            (5000, 400),
            (100, 400),
            (100, 300),
            (4900, 300),
            (4900, 200),
            (100, 200),
            (100, 0),
        ];
        let cut = ring(comb.map(|(x, y)| Point::new(x, y)).to_vec(), WINDOW);
        let teeth = polygons(&[cut], 0);
        assert_eq!(teeth.len(), 2, "{teeth:?}");
    }

    #[test]
    fn a_line_that_leaves_and_returns_gives_two_pieces() {
        let zigzag = [(10, 10), (9000, 10), (9000, 50), (10, 50)].map(|(x, y)| Point::new(x, y));
        assert_eq!(
            line(&zigzag, WINDOW),
            [
                vec![Point::new(10, 10), Point::new(4160, 10)],
                vec![Point::new(4160, 50), Point::new(10, 50)]
            ]
        );
    }

    proptest! {
        #[test]
        fn cut_rings_stay_in_the_window_and_give_valid_winding(points in points(40)) {
            let cut = ring(points, WINDOW);
            for polygon in polygons(&[cut], 4) {
                for (i, ring) in polygon.iter().enumerate() {
                    prop_assert!(ring.len() >= 3);
                    prop_assert!(ring.iter().all(|&p| WINDOW.contains(p)));
                    prop_assert!((doubled_area(ring) > 0) == (i == 0));
                }
            }
        }

        #[test]
        fn cut_lines_stay_in_the_window_and_have_length(points in points(40)) {
            for piece in line(&points, WINDOW) {
                prop_assert!(piece.len() >= 2);
                prop_assert!(piece.iter().all(|&p| WINDOW.contains(p)));
                prop_assert!(piece.windows(2).all(|w| w[0] != w[1]));
            }
        }
    }
}
