//! Statements → geometry, and how each geometry came about.

mod area;
pub mod control;
pub mod crossing;
pub mod crs;
pub mod network;
pub mod osm;
mod roads;
mod route;

use std::sync::{Arc, LazyLock};

pub use area::AreaError;
pub use roads::{Caution, RoadRoute, RoadUse, Roads};
pub use route::Route;

use geo::{MultiPolygon, Point};
use jiff::civil::Date;

use area::Areas;
use control::{AreaClaim, Claim, ControlHistory};
use network::Network;

/// The schematic network, loaded once for all atlases.
static NETWORK: LazyLock<Arc<Network>> = LazyLock::new(|| Arc::new(Network::embedded()));

/// What geometry is made from: the boundaries of areas, the roads, and who held what when. Cheap to
/// clone.
#[derive(Clone)]
pub struct Atlas {
    areas: Areas,
    network: Arc<Network>,
    imported: Option<Arc<dyn Roads>>,
    control: Arc<ControlHistory>,
}

impl Atlas {
    /// The embedded boundaries, schematic road network and dated facts.
    pub fn embedded() -> Self {
        static CONTROL: LazyLock<Arc<ControlHistory>> =
            LazyLock::new(|| Arc::new(control::history_of(Vec::new(), Vec::new())));
        Self {
            areas: Areas::embedded(),
            network: Arc::clone(&NETWORK),
            imported: None,
            control: Arc::clone(&CONTROL),
        }
    }

    /// The same with imported roads, which come before the schematic network where they lead.
    pub fn with_roads(self, roads: Arc<dyn Roads>) -> Self {
        Self {
            imported: Some(roads),
            ..self
        }
    }

    /// The same with these claims beside the embedded facts.
    pub fn with_claims(&self, claims: Vec<Arc<Claim>>, areas: Vec<Arc<AreaClaim>>) -> Self {
        Self {
            control: Arc::new(control::history_of(claims, areas)),
            ..self.clone()
        }
    }

    /// Who held what when, as of any day: `as_of(day)` has the front lines and says who holds a
    /// point.
    pub fn control(&self) -> &Arc<ControlHistory> {
        &self.control
    }

    /// The way through the stated places in order on `day`: along roads where they lead there
    /// without an absurd detour, else straight from place to place.
    ///
    /// `None` where fewer than two different positions are given.
    pub fn route(&self, stops: &[Point], day: Option<Date>) -> Option<Route> {
        let stops = route::different(stops)?;
        let straight = route::through_stated_places(&stops);
        let along_roads = self.along_roads(&stops, day, false, None, 1).pop();
        Some(match along_roads {
            Some(way) if way.length_km > straight.length_km * route::LONGEST_DETOUR => {
                straight.instead_of(&way)
            }
            Some(way) => way.into(),
            None => straight,
        })
    }

    /// The way straight from place to place, for what does not go by road.
    ///
    /// `None` where fewer than two different positions are given.
    pub fn straight_route(&self, stops: &[Point]) -> Option<Route> {
        Some(route::through_stated_places(&route::different(stops)?))
    }

    /// Up to `count` ways through the stops that keep out of `avoid` where they can, the fastest
    /// first; none where a stop is far from every road.
    pub fn proposals(
        &self,
        stops: &[Point],
        day: Option<Date>,
        avoid: Option<&MultiPolygon>,
        count: usize,
    ) -> Vec<Route> {
        let Some(stops) = route::different(stops) else {
            return Vec::new();
        };
        let ways = self.along_roads(&stops, day, true, avoid, count);
        ways.into_iter().map(Route::from).collect()
    }

    fn along_roads(
        &self,
        stops: &[Point],
        day: Option<Date>,
        proposed: bool,
        avoid: Option<&MultiPolygon>,
        count: usize,
    ) -> Vec<RoadRoute> {
        let imported = self
            .imported
            .as_ref()
            .map(|roads| roads.routes(stops, avoid, count));
        let network = self.network.on(day, proposed);
        match imported {
            Some(mut ways) if !ways.is_empty() => {
                // Imported roads are of their own day and do not know which bridges were closed.
                for way in &mut ways {
                    way.cautions.extend(network.closed_bridges_near(&way.line));
                }
                ways
            }
            _ => network.routes(stops, avoid, count),
        }
    }

    /// The schematic road network.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The area called `id` (`iso3166-2:UA-14`, `iso3166-1:UA`), `None` where no boundary is known.
    pub fn area(&self, id: &str) -> Option<MultiPolygon> {
        self.areas.polygon(id)
    }
}
