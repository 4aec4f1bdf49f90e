//! Statements → geometry, and how each geometry came about.

mod area;
pub mod control;
mod roads;
mod route;

pub use area::AreaError;
pub use roads::{RoadRoute, RoadUse, Roads};
pub use route::Route;

use std::sync::{Arc, LazyLock};

use geo::{MultiPolygon, Point};

use area::Areas;
use control::{AreaClaim, Claim, ControlHistory};

/// What geometry is made from: the boundaries of areas, and who held what when. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Atlas {
    areas: Areas,
    control: Arc<ControlHistory>,
}

impl Atlas {
    /// The embedded boundaries and dated facts. Costs nothing until something is asked for.
    pub fn embedded() -> Self {
        static CONTROL: LazyLock<Arc<ControlHistory>> =
            LazyLock::new(|| Arc::new(control::history_of(Vec::new(), Vec::new())));
        Self {
            areas: Areas::embedded(),
            control: Arc::clone(&CONTROL),
        }
    }

    /// The same with these claims beside the embedded facts.
    pub fn with_claims(&self, claims: Vec<Arc<Claim>>, areas: Vec<Arc<AreaClaim>>) -> Self {
        Self {
            areas: self.areas,
            control: Arc::new(control::history_of(claims, areas)),
        }
    }

    /// Who held what when, as of any day: `as_of(day)` has the front lines and says who holds a
    /// point.
    pub fn control(&self) -> &Arc<ControlHistory> {
        &self.control
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
