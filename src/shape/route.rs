//! Lines through the places that a statement gives.

use geo::{Haversine, Length, LineString, Point};

use super::roads::{Caution, RoadRoute, RoadUse};
use crate::model::GeometryBasis;

/// A way along roads that is longer than so many times the straight line is none that a report
/// would mean: the straight line is drawn.
pub(super) const LONGEST_DETOUR: f64 = 2.5;

/// A line, how it came about, how long it is, and what must be known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// Positions in the direction of travel, degrees; every stated place is one of them.
    pub line: LineString,
    /// How the line came about.
    pub basis: GeometryBasis,
    /// Length along the roads; of straight lines along great circles (haversine on the mean Earth
    /// radius). Kilometres.
    pub length_km: f64,
    /// Estimated time on the way without stops and checks, seconds; `None` off the roads.
    pub duration_s: Option<f64>,
    /// The roads in the order of travel; empty off the roads.
    pub roads: Vec<RoadUse>,
    /// What must be known of the way.
    pub cautions: Vec<Caution>,
}

impl From<RoadRoute> for Route {
    fn from(way: RoadRoute) -> Self {
        Self {
            line: way.line,
            basis: way.basis,
            length_km: way.length_km,
            duration_s: Some(way.duration_s),
            roads: way.roads,
            cautions: way.cautions,
        }
    }
}

impl Route {
    /// This straight way, saying that `way` was too long.
    pub(super) fn instead_of(mut self, way: &RoadRoute) -> Self {
        self.cautions.push(Caution::Detour { km: way.length_km });
        self
    }

    /// The numbers or names of the roads, each once in a row.
    pub fn road_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .roads
            .iter()
            .filter_map(|part| part.road.as_deref())
            .collect();
        names.dedup();
        names
    }
}

/// The positions without those that repeat the one before; `None` where fewer than two are left
/// or one is not a number.
pub(super) fn different(stops: &[Point]) -> Option<Vec<Point>> {
    let mut different: Vec<Point> = Vec::new();
    for stop in stops {
        if !(stop.x().is_finite() && stop.y().is_finite()) {
            return None;
        }
        if different.last() != Some(stop) {
            different.push(*stop);
        }
    }
    (different.len() > 1).then_some(different)
}

/// The line straight from stop to stop.
pub(super) fn through_stated_places(stops: &[Point]) -> Route {
    let line: LineString = stops.to_vec().into();
    Route {
        length_km: Haversine.length(&line) / 1000.0,
        line,
        basis: if stops.len() > 2 {
            GeometryBasis::StatedWaypoints
        } else {
            GeometryBasis::StraightLine
        },
        duration_s: None,
        roads: Vec::new(),
        cautions: Vec::new(),
    }
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
        let route = through_stated_places(&[MARIUPOL.into(), BERDIANSK.into()]);
        assert_eq!(route.basis, GeometryBasis::StraightLine);
        assert!((route.length_km - 68.6).abs() < 1.0, "{}", route.length_km);
    }

    #[test]
    fn a_way_from_a_place_to_itself_has_no_two_stops() {
        assert_eq!(different(&[MARIUPOL.into(), MARIUPOL.into()]), None);
    }

    #[test]
    fn a_position_that_is_not_a_number_is_no_stop() {
        let nowhere = Point::new(f64::NAN, 47.0);
        assert_eq!(
            different(&[MARIUPOL.into(), nowhere, MARIUPOL.into()]),
            None
        );
    }

    fn position() -> impl Strategy<Value = Point> {
        (-180.0..=180.0_f64, -90.0..=90.0_f64).prop_map(Point::from)
    }

    proptest! {
        #[test]
        fn a_straight_way_runs_through_its_stops_in_order(
            stops in proptest::collection::vec(position(), 2..7),
        ) {
            let Some(stops) = different(&stops) else {
                return Ok(());
            };
            let route = through_stated_places(&stops);
            prop_assert_eq!(route.line.points().collect::<Vec<_>>(), stops);
            prop_assert!(route.length_km.is_finite() && route.length_km > 0.0);
        }
    }
}
