//! The territories of states, in degrees and in a plane of their own.

use std::sync::{Arc, LazyLock};

use geo::{BoundingRect, Contains, MultiPolygon, Point, Rect};
use quick_cache::sync::Cache;

use super::plane::Plane;
use crate::gazetteer::Gazetteer;
use crate::shape::area::Areas;

/// Territories that are kept once they were asked for.
const KEPT: usize = 32;

/// The territory of a state.
#[derive(Debug)]
pub(super) struct Land {
    /// The party of the state itself: its name in small letters.
    pub home: String,
    /// The plane around its middle.
    pub plane: Plane,
    /// The territory in that plane.
    pub projected: MultiPolygon,
    degrees: MultiPolygon,
    bounds: Rect,
}

impl Land {
    /// The territory of a country (ISO 3166-1); `None` where no boundary is known.
    pub fn of(country: &str, boundaries: &Areas) -> Option<Arc<Self>> {
        static LANDS: LazyLock<Cache<String, Arc<Land>>> = LazyLock::new(|| Cache::new(KEPT));
        LANDS
            .get_or_insert_with(country, || {
                Self::read(country, boundaries).ok_or(()).map(Arc::new)
            })
            .ok()
    }

    fn read(country: &str, boundaries: &Areas) -> Option<Self> {
        let id = format!("iso3166-1:{country}");
        let degrees = boundaries.polygon(&id)?;
        let bounds = degrees.bounding_rect()?;
        let plane = Plane::around(bounds.center());
        let home = Gazetteer::embedded()
            .place_by_id(&id)
            .map_or_else(|| country.to_lowercase(), |place| place.name.to_lowercase());
        Some(Self {
            home,
            projected: plane.project_areas(&degrees),
            plane,
            degrees,
            bounds,
        })
    }

    /// Whether a point (degrees) lies in it.
    pub fn contains(&self, point: Point) -> bool {
        self.bounds.contains(&point) && self.degrees.contains(&point)
    }
}
