//! Statements → geometry, and how each geometry came about.

mod area;
pub mod osm;
mod roads;
mod route;

pub use area::AreaError;
pub use roads::{RoadRoute, RoadUse, Roads};
pub use route::Route;

use geo::{MultiPolygon, Point};

use area::Areas;

/// What geometry is made from: the boundaries of areas. Cheap to clone.
#[derive(Debug, Clone, Copy)]
pub struct Atlas {
    areas: Areas,
}

impl Atlas {
    /// The embedded boundaries. Costs nothing until an area is asked for.
    pub fn embedded() -> Self {
        Self {
            areas: Areas::embedded(),
        }
    }

    /// The way from `origin` through the stated places to `destination`, in that order.
    ///
    /// `None` where fewer than two different positions are given.
    pub fn route(&self, origin: Point, via: &[Point], destination: Point) -> Option<Route> {
        route::through_stated_places(origin, via, destination)
    }

    /// The area called `id` (`iso3166-2:UA-14`, `iso3166-1:UA`), `None` where no boundary is known.
    pub fn area(&self, id: &str) -> Option<MultiPolygon> {
        self.areas.polygon(id)
    }
}
