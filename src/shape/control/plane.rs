//! A flat map of a region, in kilometres, on which areas have their true size.

use geo::{Coord, LineString, MapCoords, MultiPolygon, coord};

/// Mean radius of the Earth (IUGG), kilometres.
const EARTH_KM: f64 = 6371.0088;

/// Lambert's azimuthal equal-area projection of the sphere around a centre (Snyder 1987, Map
/// Projections: A Working Manual, chapter 24). Within a thousand kilometres of the centre lengths
/// are right to half a per cent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plane {
    lon: f64,
    sin_lat: f64,
    cos_lat: f64,
}

impl Plane {
    /// The plane that touches the Earth at `centre` (degrees).
    pub fn around(centre: Coord) -> Self {
        let (sin_lat, cos_lat) = centre.y.to_radians().sin_cos();
        Self {
            lon: centre.x.to_radians(),
            sin_lat,
            cos_lat,
        }
    }

    /// Degrees → kilometres east and north of the centre.
    pub fn project(&self, at: Coord) -> Coord {
        let (sin, cos) = at.y.to_radians().sin_cos();
        let (sin_east, cos_east) = (at.x.to_radians() - self.lon).sin_cos();
        // The antipode has no image: it is taken as a point far away.
        let nearness = (1.0 + self.sin_lat * sin + self.cos_lat * cos * cos_east).max(1e-9);
        let scale = EARTH_KM * (2.0 / nearness).sqrt();
        coord! {
            x: scale * cos * sin_east,
            y: scale * (self.cos_lat * sin - self.sin_lat * cos * cos_east),
        }
    }

    /// Kilometres → degrees.
    pub fn unproject(&self, at: Coord) -> Coord {
        let distance = at.x.hypot(at.y);
        if distance < 1e-9 {
            return coord! { x: self.lon.to_degrees(), y: self.sin_lat.asin().to_degrees() };
        }
        let angle = 2.0 * (distance / (2.0 * EARTH_KM)).min(1.0).asin();
        let (sin, cos) = angle.sin_cos();
        let lat = (cos * self.sin_lat + at.y * sin * self.cos_lat / distance).clamp(-1.0, 1.0);
        let east = (at.x * sin).atan2(distance * self.cos_lat * cos - at.y * self.sin_lat * sin);
        coord! { x: (self.lon + east).to_degrees(), y: lat.asin().to_degrees() }
    }

    /// Areas in degrees → areas in the plane.
    pub fn project_areas(&self, areas: &MultiPolygon) -> MultiPolygon {
        areas.map_coords(|at| self.project(at))
    }

    /// Areas in the plane → areas in degrees.
    pub fn unproject_areas(&self, areas: &MultiPolygon) -> MultiPolygon {
        areas.map_coords(|at| self.unproject(at))
    }

    /// A line in the plane → a line in degrees.
    pub fn unproject_line(&self, line: &[Coord]) -> LineString {
        line.iter().map(|at| self.unproject(*at)).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use geo::{Distance, Haversine, Point};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn there_and_back_is_the_same_place(lon in 20.0..45.0_f64, lat in 44.0..53.0_f64) {
            let plane = Plane::around(coord! { x: 33.0, y: 48.0 });
            let back = plane.unproject(plane.project(coord! { x: lon, y: lat }));
            prop_assert!((back.x - lon).abs() < 1e-9 && (back.y - lat).abs() < 1e-9);
        }

        #[test]
        fn lengths_are_right_to_half_a_per_cent(lon in 26.0..40.0_f64, lat in 45.0..52.0_f64) {
            let plane = Plane::around(coord! { x: 33.0, y: 48.0 });
            let (a, b) = (coord! { x: lon, y: lat }, coord! { x: lon + 0.2, y: lat + 0.1 });
            let (flat_a, flat_b) = (plane.project(a), plane.project(b));
            let flat = (flat_a.x - flat_b.x).hypot(flat_a.y - flat_b.y);
            let true_km = Haversine.distance(Point::from(a), Point::from(b)) / 1000.0;
            prop_assert!((flat / true_km - 1.0).abs() < 0.005, "{flat} {true_km}");
        }
    }
}
