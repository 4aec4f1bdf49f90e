//! What lies at a position: the settlement, its unit and its country.

use std::cmp::Ordering;

use geo::{Distance as _, Haversine, Point};
use geo_index::kdtree::{KDTreeIndex as _, KDTreeRef};

use super::blob::{DEGREE, u32_at};
use super::{Gazetteer, PlaceIx};
use crate::model::PlaceKind;

/// Half the sides of the boxes that are searched in turn, in metres.
const BOXES: [f64; 3] = [25_000.0, SETTLEMENT_WITHIN, COUNTRY_WITHIN];
/// A point farther from every settlement than this belongs to none.
const SETTLEMENT_WITHIN: f64 = 50_000.0;
/// A point farther from every settlement than this may be in any country, or at sea.
const COUNTRY_WITHIN: f64 = 200_000.0;
/// Metres in a degree of latitude.
const METRES_A_DEGREE: f64 = 111_195.0;
/// Inhabitants of a built-up square kilometre; from it follows how far a town reaches.
const DENSITY: f64 = 6_000.0;

/// A place and how far its centre is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// The place.
    pub place: PlaceIx,
    /// Metres from the point asked for, along the sphere.
    pub distance_m: f64,
}

/// What lies at a position.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Reverse {
    /// The settlement that the point lies in or next to, within 50 km. A town is taken to reach
    /// as far as its inhabitants need at the density of a city.
    pub settlement: Option<Near>,
    /// The part of the settlement, where one is nearer than its centre.
    pub district: Option<Near>,
    /// The nearest settlement however far, within 200 km.
    pub nearest: Option<Near>,
    /// First-order unit of the settlement.
    pub admin1: Option<PlaceIx>,
    /// Country of the settlement; where there is none, the one country that all settlements
    /// within 200 km belong to.
    pub country: Option<PlaceIx>,
}

impl Gazetteer {
    /// What lies at a longitude and latitude in degrees.
    ///
    /// ```
    /// use korydor::gazetteer::Gazetteer;
    /// let gazetteer = Gazetteer::embedded();
    /// let found = gazetteer.reverse(37.54, 47.10);
    /// assert_eq!(gazetteer.name(found.settlement.unwrap().place), "Mariupol");
    /// assert_eq!(gazetteer.name(found.admin1.unwrap()), "Donetsk Oblast");
    /// assert_eq!(gazetteer.name(found.country.unwrap()), "Ukraine");
    /// ```
    pub fn reverse(&self, lon: f64, lat: f64) -> Reverse {
        for half in BOXES {
            let around = self.settlements_around(lon, lat, half);
            let settlements = || {
                let near = around.iter().copied();
                near.filter(|near| self.facts(near.place).kind == PlaceKind::PopulatedPlace)
            };
            let Some(nearest) = settlements().min_by(by(|near| near.distance_m)) else {
                continue;
            };
            if nearest.distance_m > half {
                continue;
            }
            if nearest.distance_m > SETTLEMENT_WITHIN {
                return Reverse {
                    nearest: Some(nearest),
                    country: self.only_country(&around),
                    ..Reverse::default()
                };
            }
            let settlement = settlements()
                .min_by(by(|near| self.remoteness(*near)))
                .unwrap_or(nearest);
            let facts = self.facts(settlement.place);
            let district = around.iter().copied().filter(|near| {
                let district = self.facts(near.place);
                district.kind == PlaceKind::District
                    && district.admin1 == facts.admin1
                    && near.distance_m < settlement.distance_m
                    && self.metres_between(near.place, settlement.place)
                        < self.reach(settlement.place)
            });
            return Reverse {
                settlement: Some(settlement),
                district: district.min_by(by(|near| near.distance_m)),
                nearest: Some(nearest),
                admin1: facts.admin1.and_then(|unit| self.admin1_place(unit)),
                country: facts.country.and_then(|code| self.country_place(code)),
            };
        }
        Reverse::default()
    }

    /// Settlements and districts in the box around a point, also across the date line.
    fn settlements_around(&self, lon: f64, lat: f64, half: f64) -> Vec<Near> {
        let tall = half / METRES_A_DEGREE;
        let wide = (tall / lat.to_radians().cos().max(0.01)).min(180.0);
        let tree = match KDTreeRef::<i32>::try_new(&self.positions) {
            Ok(tree) => tree,
            Err(_) => return Vec::new(),
        };
        let stored = |degrees: f64| (degrees * DEGREE).round() as i32;
        let mut around = Vec::new();
        for turn in [-360.0, 0.0, 360.0] {
            let (west, east) = (lon - wide + turn, lon + wide + turn);
            if east < -180.0 || west > 180.0 {
                continue;
            }
            for item in tree.range(
                stored(west),
                stored(lat - tall),
                stored(east),
                stored(lat + tall),
            ) {
                let place = PlaceIx(u32_at(self.position_places, item as usize));
                if let Some(position) = self.facts(place).position {
                    let distance_m = metres((lon, lat), position);
                    around.push(Near { place, distance_m });
                }
            }
        }
        around
    }

    /// Metres to the edge of a built-up area; inside it, the way from its edge (0) to its centre
    /// (-1), so that a suburb is not swallowed by the city that reaches over it.
    fn remoteness(&self, near: Near) -> f64 {
        let reach = self.reach(near.place);
        if near.distance_m < reach {
            near.distance_m / reach - 1.0
        } else {
            near.distance_m - reach
        }
    }

    /// Radius of the built-up area of a town, by its inhabitants.
    fn reach(&self, place: PlaceIx) -> f64 {
        let square_kilometres = f64::from(self.facts(place).population) / DENSITY;
        ((square_kilometres / std::f64::consts::PI).sqrt() * 1000.0).max(500.0)
    }

    fn metres_between(&self, a: PlaceIx, b: PlaceIx) -> f64 {
        match (self.facts(a).position, self.facts(b).position) {
            (Some(a), Some(b)) => metres(a, b),
            _ => f64::INFINITY,
        }
    }

    fn only_country(&self, around: &[Near]) -> Option<PlaceIx> {
        let within = around
            .iter()
            .filter(|near| near.distance_m <= COUNTRY_WITHIN);
        let mut countries = within.map(|near| self.facts(near.place).country);
        let first = countries.next()?;
        if countries.any(|country| country != first) {
            return None;
        }
        self.country_place(first?)
    }
}

fn by(measure: impl Fn(&Near) -> f64) -> impl Fn(&Near, &Near) -> Ordering {
    move |a, b| {
        let nearer = measure(a).total_cmp(&measure(b));
        nearer.then_with(|| a.place.cmp(&b.place))
    }
}

fn metres(a: (f64, f64), b: (f64, f64)) -> f64 {
    Haversine.distance(Point::from(a), Point::from(b))
}
