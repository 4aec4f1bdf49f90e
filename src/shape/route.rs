//! Lines through the places that a statement gives.

use geo::{Haversine, Length, LineString, Point};

use crate::model::GeometryBasis;

/// A line, how it came about, and how long it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// Positions in the direction of travel, degrees.
    pub line: LineString,
    /// How the line came about.
    pub basis: GeometryBasis,
    /// Length along great circles (haversine on the mean Earth radius), kilometres.
    pub length_km: f64,
}

/// The line from `origin` through `via` to `destination`; `None` where fewer than two different
/// positions are given or one is not a number.
pub(super) fn through_stated_places(
    origin: Point,
    via: &[Point],
    destination: Point,
) -> Option<Route> {
    let mut stops: Vec<Point> = Vec::with_capacity(via.len() + 2);
    for stop in std::iter::once(&origin)
        .chain(via)
        .chain(std::iter::once(&destination))
    {
        if !(stop.x().is_finite() && stop.y().is_finite()) {
            return None;
        }
        if stops.last() != Some(stop) {
            stops.push(*stop);
        }
    }
    let basis = match stops.len() {
        0 | 1 => return None,
        2 => GeometryBasis::StraightLine,
        _ => GeometryBasis::StatedWaypoints,
    };
    let line: LineString = stops.into();
    let length_km = Haversine.length(&line) / 1000.0;
    Some(Route {
        line,
        basis,
        length_km,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use proptest::prelude::*;

    use super::*;

    const MARIUPOL: (f64, f64) = (37.54131, 47.09514);
    const BERDIANSK: (f64, f64) = (36.78449, 46.75674);

    #[test]
    fn two_ends_make_a_straight_line_of_the_right_length() {
        let route = through_stated_places(MARIUPOL.into(), &[], BERDIANSK.into()).unwrap();
        assert_eq!(route.basis, GeometryBasis::StraightLine);
        assert!((route.length_km - 68.6).abs() < 1.0, "{}", route.length_km);
    }

    #[test]
    fn a_way_from_a_place_to_itself_is_no_line() {
        assert_eq!(
            through_stated_places(MARIUPOL.into(), &[], MARIUPOL.into()),
            None
        );
    }

    #[test]
    fn a_position_that_is_not_a_number_is_no_line() {
        let nowhere = Point::new(f64::NAN, 47.0);
        assert_eq!(
            through_stated_places(MARIUPOL.into(), &[nowhere], BERDIANSK.into()),
            None
        );
    }

    fn position() -> impl Strategy<Value = Point> {
        (-180.0..=180.0_f64, -90.0..=90.0_f64).prop_map(Point::from)
    }

    proptest! {
        #[test]
        fn every_stated_place_lies_on_the_line_in_order(
            origin in position(),
            via in proptest::collection::vec(position(), 0..5),
            destination in position(),
        ) {
            let Some(route) = through_stated_places(origin, &via, destination) else {
                return Ok(());
            };
            let mut line = route.line.points();
            for stated in via {
                prop_assert!(line.any(|point| point == stated));
            }
            prop_assert_eq!(route.line.points().next_back(), Some(destination));
            prop_assert!(route.length_km.is_finite() && route.length_km > 0.0);
        }
    }
}
