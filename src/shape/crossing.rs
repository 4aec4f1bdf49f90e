//! Where a line crosses lines at which control changes hands.

use geo::line_intersection::line_intersection;
use geo::{
    BoundingRect, Distance, Haversine, Intersects, Line, LineIntersection, LineString, Point,
};
use jiff::civil::Date;

/// Crossings nearer to each other than this along the line are one: a front is not known so well
/// that a road could weave through it.
const ONE_CROSSING_KM: f64 = 5.0;

/// A line at which control changes hands.
#[derive(Debug, Clone, Copy)]
pub struct Front<'a> {
    /// Points in order, degrees.
    pub line: &'a LineString,
    /// Who holds the land on the left of it.
    pub left: &'a str,
    /// Who holds the land on the right of it.
    pub right: &'a str,
    /// How far the true front may be, kilometres.
    pub uncertainty_km: f64,
    /// The last day that its claims vouch for.
    pub last_day: Date,
}

/// A change of hands on the way along a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Crossing {
    /// Where, degrees.
    pub at: Point,
    /// How far along the line, kilometres (great circles).
    pub along_km: f64,
    /// Who holds the land before.
    pub from: String,
    /// Who holds the land after.
    pub to: String,
    /// How far the true place may be, kilometres.
    pub uncertainty_km: f64,
    /// The last day for which the claims vouch that it rests on.
    pub last_day: Date,
}

/// Where `line` crosses `fronts`, in its direction.
pub fn crossings(line: &LineString, fronts: &[Front<'_>]) -> Vec<Crossing> {
    let Some(bounds) = line.bounding_rect() else {
        return Vec::new();
    };
    let mut all: Vec<Crossing> = fronts
        .iter()
        .filter(|front| {
            let reach = front.line.bounding_rect();
            reach.is_some_and(|reach| reach.intersects(&bounds))
        })
        .flat_map(|front| crossings_of(line, front))
        .collect();
    all.sort_by(|a, b| a.along_km.total_cmp(&b.along_km));
    let weaving = all.chunk_by(|a, b| b.along_km - a.along_km < ONE_CROSSING_KM);
    weaving.filter_map(as_one).collect()
}

fn crossings_of(line: &LineString, front: &Front<'_>) -> Vec<Crossing> {
    let mut crossings = Vec::new();
    let mut before_km = 0.0;
    for leg in line.lines() {
        let (start, end) = leg.points();
        let bounds = leg.bounding_rect();
        let pieces = front.line.lines();
        for piece in pieces.filter(|piece| piece.bounding_rect().intersects(&bounds)) {
            if let Some(LineIntersection::SinglePoint { intersection, .. }) =
                line_intersection(leg, piece)
                && let Some((from, to)) = sides(&leg, &piece, front)
            {
                let at = Point::from(intersection);
                crossings.push(Crossing {
                    at,
                    along_km: before_km + kilometres(start, at),
                    from: from.to_owned(),
                    to: to.to_owned(),
                    uncertainty_km: front.uncertainty_km,
                    last_day: front.last_day,
                });
            }
        }
        before_km += kilometres(start, end);
    }
    crossings
}

/// Who holds the land before and after; `None` where leg and front are parallel.
fn sides<'a>(leg: &Line, piece: &Line, front: &Front<'a>) -> Option<(&'a str, &'a str)> {
    let (front_way, way) = (piece.delta(), leg.delta());
    let turn = front_way.x * way.y - front_way.y * way.x;
    if turn > 0.0 {
        Some((front.right, front.left))
    } else if turn < 0.0 {
        Some((front.left, front.right))
    } else {
        None
    }
}

/// Crossings near each other as one; none where they end on the side that they began on.
fn as_one(near: &[Crossing]) -> Option<Crossing> {
    let (first, last) = (near.first()?, near.last()?);
    (first.from != last.to).then(|| {
        let uncertainty = near.iter().map(|crossing| crossing.uncertainty_km);
        Crossing {
            from: first.from.clone(),
            to: last.to.clone(),
            uncertainty_km: uncertainty.fold(0.0, f64::max),
            last_day: near
                .iter()
                .fold(first.last_day, |day, near| day.min(near.last_day)),
            ..near[near.len() / 2].clone()
        }
    })
}

/// Length along great circles, kilometres.
pub(crate) fn kilometres(a: Point, b: Point) -> f64 {
    Haversine.distance(a, b) / 1000.0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use geo::line_string;
    use proptest::prelude::*;

    use super::*;

    /// Runs to the north: the west is on its left.
    fn front(line: &LineString) -> Front<'_> {
        Front {
            line,
            left: "west",
            right: "east",
            uncertainty_km: 7.0,
            last_day: Date::ZERO,
        }
    }

    #[test]
    fn a_way_over_a_front_changes_hands_in_its_direction() {
        let north = line_string![(x: 35.0, y: 46.0), (x: 35.0, y: 48.0)];
        let way = line_string![(x: 34.0, y: 47.0), (x: 36.0, y: 47.0)];
        let found = crossings(&way, &[front(&north)]);
        assert_eq!(found.len(), 1);
        assert!(kilometres(found[0].at, Point::new(35.0, 47.0)) < 1.0);
        assert_eq!(
            (found[0].from.as_str(), found[0].to.as_str()),
            ("west", "east")
        );
        assert!(
            (found[0].along_km - 75.8).abs() < 1.0,
            "{}",
            found[0].along_km
        );
        let back: LineString = way.points().rev().collect();
        let found = crossings(&back, &[front(&north)]);
        assert_eq!(
            (found[0].from.as_str(), found[0].to.as_str()),
            ("east", "west")
        );
    }

    #[test]
    fn a_way_that_weaves_through_a_front_crosses_once_or_not_at_all() {
        let north = line_string![(x: 35.0, y: 46.0), (x: 35.0, y: 48.0)];
        let weaving = [(34.9, 47.0), (35.01, 47.0), (34.99, 47.01), (35.1, 47.02)];
        let over = crossings(&LineString::from(weaving.to_vec()), &[front(&north)]);
        assert_eq!(over.len(), 1);
        let touching = crossings(&LineString::from(weaving[..3].to_vec()), &[front(&north)]);
        assert_eq!(touching, []);
    }

    proptest! {
        #[test]
        fn sides_follow_each_other_along_a_way(
            way in proptest::collection::vec((34.0..36.0_f64, 46.5..47.5_f64), 2..8),
        ) {
            let north = line_string![(x: 35.0, y: 46.0), (x: 35.0, y: 48.0)];
            let found = crossings(&LineString::from(way), &[front(&north)]);
            for pair in found.windows(2) {
                prop_assert!(pair[0].along_km < pair[1].along_km);
                prop_assert_eq!(&pair[0].to, &pair[1].from);
            }
            for crossing in &found {
                prop_assert!((crossing.at.x() - 35.0).abs() < 1e-9);
            }
        }
    }
}
