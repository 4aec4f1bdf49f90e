//! Areas that ways are to keep out of, asked many times.

use std::fmt;

use geo::orient::{Direction, Orient};
use geo::{Coord, Haversine, Length, LineString, MultiPolygon};
use geo_index::rtree::sort::HilbertSort;
use geo_index::rtree::{RTree, RTreeBuilder, RTreeIndex};

use super::pbf::Micro;

/// Polygons with an index of their sides.
pub(super) struct Zones {
    sides: Vec<[Coord; 2]>,
    index: RTree<f64>,
}

impl fmt::Debug for Zones {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Zones")
            .field("sides", &self.sides.len())
            .finish_non_exhaustive()
    }
}

impl Zones {
    /// `None` where there is no area at all.
    pub fn of(areas: &MultiPolygon) -> Option<Self> {
        let sides: Vec<[Coord; 2]> = areas
            .orient(Direction::Default)
            .iter()
            .flat_map(|area| std::iter::once(area.exterior()).chain(area.interiors()))
            .flat_map(|ring| ring.lines())
            .filter(|side| {
                [side.start, side.end]
                    .iter()
                    .all(|c| c.x.is_finite() && c.y.is_finite())
            })
            .map(|side| [side.start, side.end])
            .collect();
        if sides.is_empty() {
            return None;
        }
        let mut builder = RTreeBuilder::new(u32::try_from(sides.len()).ok()?);
        for [a, b] in &sides {
            builder.add(a.x.min(b.x), a.y.min(b.y), a.x.max(b.x), a.y.max(b.y));
        }
        let index = builder.finish::<HilbertSort>();
        Some(Self { sides, index })
    }

    /// Whether a line lies in one of the areas, be it for a part.
    pub fn touch(&self, line: &[Micro]) -> bool {
        let line: Vec<Coord> = line
            .iter()
            .map(|position| Coord {
                x: f64::from(position[0]) / 1e6,
                y: f64::from(position[1]) / 1e6,
            })
            .collect();
        // A line that begins outside and crosses no side stays outside.
        line.first().is_some_and(|first| self.hold(*first))
            || line
                .windows(2)
                .any(|pair| self.side_crosses(pair[0], pair[1]))
    }

    /// Metres of a line that lie in the areas, to a few dozen metres.
    pub fn metres_inside(&self, line: &LineString) -> f64 {
        const STEP_M: f64 = 50.0;
        line.lines()
            .map(|side| {
                let metres = Haversine.length(&side);
                let steps = (metres / STEP_M).ceil().max(1.0);
                let inside = (0..steps as u32)
                    .map(|step| side.start + side.delta() * ((f64::from(step) + 0.5) / steps))
                    .filter(|middle| self.hold(*middle));
                metres * inside.count() as f64 / steps
            })
            .sum()
    }

    /// Whether a position lies in one of the areas. Areas that overlap count as one.
    fn hold(&self, position: Coord) -> bool {
        // Sides that a ray to the east meets wind around the position.
        let met = self
            .index
            .search(position.x, position.y, f64::INFINITY, position.y);
        let winding: i32 = met
            .into_iter()
            .map(|side| {
                let [a, b] = self.sides[side as usize];
                let left = (b.x - a.x) * (position.y - a.y) - (position.x - a.x) * (b.y - a.y);
                if a.y <= position.y && b.y > position.y && left > 0.0 {
                    1
                } else if b.y <= position.y && a.y > position.y && left < 0.0 {
                    -1
                } else {
                    0
                }
            })
            .sum();
        winding != 0
    }

    fn side_crosses(&self, from: Coord, to: Coord) -> bool {
        let near = self.index.search(
            from.x.min(to.x),
            from.y.min(to.y),
            from.x.max(to.x),
            from.y.max(to.y),
        );
        near.into_iter().any(|side| {
            let [a, b] = self.sides[side as usize];
            let turn = |p: Coord, q: Coord, r: Coord| {
                (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
            };
            turn(from, to, a) * turn(from, to, b) <= 0.0 && turn(a, b, from) * turn(a, b, to) <= 0.0
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use geo::{Intersects, polygon};
    use proptest::prelude::*;

    use super::*;

    fn areas() -> MultiPolygon {
        MultiPolygon(vec![polygon!(
            exterior: [(x: 0.0, y: 0.0), (x: 4.0, y: 0.0), (x: 4.0, y: 4.0), (x: 0.0, y: 4.0)],
            interiors: [[(x: 1.0, y: 1.0), (x: 1.0, y: 3.0), (x: 3.0, y: 3.0), (x: 3.0, y: 1.0)]],
        )])
    }

    #[test]
    fn no_area_is_touched_by_nothing() {
        assert!(Zones::of(&MultiPolygon(vec![])).is_none());
    }

    #[test]
    fn the_part_of_a_line_inside_is_measured() {
        let zones = Zones::of(&areas()).unwrap();
        let line = LineString::from(vec![(-1.0, 2.0), (5.0, 2.0)]);
        let whole = Haversine.length(&line);
        let inside = zones.metres_inside(&line);
        assert!(
            (inside / whole - 2.0 / 6.0).abs() < 0.01,
            "{inside} of {whole}"
        );
    }

    proptest! {
        #[test]
        fn a_line_touches_where_it_intersects(
            line in proptest::collection::vec([-1_000_000..5_000_000, -1_000_000..5_000_000], 2..5)
        ) {
            let zones = Zones::of(&areas()).unwrap();
            let degrees: LineString = line
                .iter()
                .map(|[x, y]| (f64::from(*x) / 1e6, f64::from(*y) / 1e6))
                .collect();
            prop_assert_eq!(zones.touch(&line), areas().intersects(&degrees));
        }
    }
}
