//! The settlements of one country → the areas that others than the state itself hold, and the lines
//! around them, in the plane.

use geo::indexed::IntervalTreeMultiPolygon;
use geo::{
    Area, BooleanOps, BoundingRect, Contains, Coord, Intersects, LineString, MultiPoint,
    MultiPolygon, Point, Polygon, Rect,
};
use jiff::civil::Date;

use super::age::{Age, Currency};
use super::lines::{self, Piece};
use super::mesh::{Crossing, Mesh};
use super::plane::Plane;
use super::smooth::{rounded, straightened};
use crate::model::ControlTier;

/// Weight of a claim that only one side makes, where an assessed one weighs 1: the line runs nearer
/// to such a settlement.
const CLAIMED: f64 = 0.8;
/// Weight of a contested settlement, counted as not held: the line runs close by. Where it is
/// encircled the weight is 1: the line is a ring around it.
const CONTESTED: f64 = 0.3;
/// Value of places beyond those that an area is parted by: the parts reach past the area's edge,
/// which ends them.
const BEYOND: f64 = -0.4;
/// Areas smaller than this without a settlement are dropped, such holes filled, square kilometres.
const SLIVER_KM2: f64 = 2.0;
/// Largest radius of the land that goes with a place that is cut off, kilometres.
const POCKET_KM: f64 = 3.0;
/// Corners of such a pocket.
const POCKET_CORNERS: u32 = 32;

/// A place on which the surface rests.
#[derive(Debug, Clone)]
pub(super) struct Site {
    /// Where, in the plane.
    pub at: Coord,
    /// Where, in degrees.
    pub degrees: Coord,
    /// Who holds it; `None` where it is contested.
    pub party: Option<String>,
    /// Whether only one side says so.
    pub claimed: bool,
    /// Whether the party holds the place and not the land around it.
    pub cut_off: bool,
    /// The last day that its claims vouch for; it may lie ahead.
    pub last_day: Date,
}

/// An area that a party holds, or that is contested.
#[derive(Debug)]
pub(super) struct Held {
    /// Who; `None` where it is contested.
    pub party: Option<String>,
    /// How well founded.
    pub tier: ControlTier,
    /// Whether it is the state of the day or what was last known.
    pub currency: Currency,
    /// Where, in the plane.
    pub polygon: Polygon,
}

/// All that the settlements of a country say.
#[derive(Debug, Default)]
pub(super) struct Surface {
    /// Areas; none overlaps another of the same party.
    pub areas: Vec<Held>,
    /// Lines around the areas of each party.
    pub lines: Vec<Piece>,
    /// Whether what lies in no area can be taken for the state's own: there are enough places, and
    /// of every party some that it does not hold.
    pub is_whole: bool,
}

/// The surface over `sites` on `day`, where `home` is the party of the state itself and `land` its
/// territory in the plane. Empty where there are too few places or all are held by one party.
pub(super) fn surface(
    sites: &[Site],
    home: &str,
    land: &MultiPolygon,
    plane: Plane,
    day: Date,
) -> Surface {
    let places: Vec<Coord> = sites.iter().map(|site| site.at).collect();
    let Some(mesh) = Mesh::over(&places) else {
        return Surface::default();
    };
    let ground = Ground {
        pockets: pockets(sites, &mesh),
        inland: IntervalTreeMultiPolygon::new(land),
        sites,
        mesh: &mesh,
        land,
        plane,
        day,
    };
    let contested = ground.contested();
    let mut surface = Surface {
        is_whole: true,
        ..Surface::default()
    };
    for (rank, party) in occupiers(sites, home).iter().enumerate() {
        ground.add_party(party, rank == 0, &contested, &mut surface);
    }
    let claims = |number: usize| sites[number].party.is_none();
    surface.add(None, ControlTier::Contested, &contested, claims, &ground);
    surface
}

/// The parties other than the state itself, the one with the most settlements first.
fn occupiers(sites: &[Site], home: &str) -> Vec<String> {
    let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for party in sites.iter().filter_map(|site| site.party.as_deref()) {
        *counts.entry(party).or_default() += 1;
    }
    counts.remove(home);
    let mut parties: Vec<(&str, usize)> = counts.into_iter().collect();
    parties.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    parties
        .into_iter()
        .map(|(party, _)| party.to_owned())
        .collect()
}

/// The land that goes with a place that is cut off.
#[derive(Debug)]
pub(super) struct Pocket {
    /// The place.
    pub site: usize,
    /// Its middle, in the plane.
    pub centre: Coord,
    /// Kilometres.
    pub radius: f64,
}

impl Pocket {
    /// The corners in order against the clock, first not repeated.
    pub fn ring(&self) -> Vec<Coord> {
        let corner = |number: u32| {
            let turn = f64::from(number) / f64::from(POCKET_CORNERS) * std::f64::consts::TAU;
            self.centre
                + Coord {
                    x: turn.cos(),
                    y: turn.sin(),
                } * self.radius
        };
        (0..POCKET_CORNERS).map(corner).collect()
    }

    fn polygon(&self) -> Polygon {
        Polygon::new(LineString::new(self.ring()), Vec::new())
    }
}

fn pockets(sites: &[Site], mesh: &Mesh) -> Vec<Pocket> {
    let cut_off = sites.iter().enumerate().filter(|(_, site)| site.cut_off);
    cut_off
        .map(|(number, site)| {
            let nearest = mesh.nearest_km(number);
            Pocket {
                site: number,
                centre: site.at,
                radius: (0.35 * nearest).min(POCKET_KM),
            }
        })
        .collect()
}

/// What the work on one country goes by.
pub(super) struct Ground<'a> {
    pub sites: &'a [Site],
    pub mesh: &'a Mesh,
    pub pockets: Vec<Pocket>,
    pub inland: IntervalTreeMultiPolygon<f64>,
    land: &'a MultiPolygon,
    plane: Plane,
    day: Date,
}

impl Ground<'_> {
    /// The smallest rectangle around the places, in degrees.
    pub fn bounds(&self, sites: &[usize]) -> Option<Rect> {
        let places = sites
            .iter()
            .map(|site| Point::from(self.sites[*site].degrees));
        places.collect::<MultiPoint>().bounding_rect()
    }

    /// Whether a point of the plane lies in the bounds.
    pub fn within(&self, bounds: Option<&Rect>, at: Coord) -> bool {
        bounds.is_some_and(|bounds| bounds.intersects(&self.plane.unproject(at)))
    }

    /// Whether what is vouched for until `last_day` is no state of the day any more.
    pub fn is_old(&self, last_day: Date) -> bool {
        Age::on(self.day, last_day).currency() == Currency::LastKnown
    }

    /// The last day that is vouched for on both sides of a crossing: that of the older side.
    pub fn last_day(&self, crossing: &Crossing) -> Option<Date> {
        let (above, below) = self.mesh.settlements(crossing)?;
        Some(self.sites[above].last_day.min(self.sites[below].last_day))
    }

    /// The last day that is vouched for at all of these places.
    pub fn oldest(&self, sites: &[usize]) -> Date {
        let days = sites.iter().map(|site| self.sites[*site].last_day);
        days.min().unwrap_or(self.day)
    }

    /// An area parted into what is current and what was last known, by the places in it that its
    /// claims are about: between two of them the parts meet halfway.
    fn by_currency(
        &self,
        area: &MultiPolygon,
        claims: impl Fn(usize) -> bool,
    ) -> Vec<(Currency, MultiPolygon)> {
        let value =
            |(number, site): (usize, &Site)| match (claims(number), self.is_old(site.last_day)) {
                (true, true) => 1.0,
                (true, false) => -1.0,
                (false, _) => BEYOND,
            };
        let values: Vec<f64> = self.sites.iter().enumerate().map(value).collect();
        if !values.iter().any(|value| *value > 0.0) {
            return vec![(Currency::Current, area.clone())];
        }
        if !values.contains(&-1.0) {
            return vec![(Currency::LastKnown, area.clone())];
        }
        let old = self.enclosed(&self.rings(&values, BEYOND));
        vec![
            (Currency::Current, area.difference(&old)),
            (Currency::LastKnown, area.intersection(&old)),
        ]
    }

    fn rings(&self, values: &[f64], unknown: f64) -> Vec<Vec<Crossing>> {
        let values = self.mesh.spread(values, unknown);
        let rings = self.mesh.zero_rings(&values);
        rings
            .iter()
            .map(|ring| straightened(self.mesh, ring))
            .collect()
    }

    /// What lies within the rings, each smoothed.
    fn enclosed(&self, rings: &[Vec<Crossing>]) -> MultiPolygon {
        let polygon = |ring: &Vec<Crossing>| {
            let line = rounded(self.mesh, ring).into_iter().map(|bend| bend.at);
            Polygon::new(line.collect(), Vec::new())
        };
        MultiPolygon::new(rings.iter().map(polygon).collect())
    }

    fn pockets_where(&self, wanted: impl Fn(&Site) -> bool) -> MultiPolygon {
        let pockets = self.pockets.iter();
        let wanted = pockets.filter(|pocket| wanted(&self.sites[pocket.site]));
        MultiPolygon::new(wanted.map(Pocket::polygon).collect())
    }

    /// The area nearer to contested settlements than to others.
    fn contested(&self) -> MultiPolygon {
        let value = |site: &Site| {
            if site.party.is_none() && !site.cut_off {
                1.0
            } else {
                -1.0
            }
        };
        let values: Vec<f64> = self.sites.iter().map(value).collect();
        let area = self.enclosed(&self.rings(&values, -1.0));
        let pockets = self.pockets_where(|site| site.party.is_none());
        with(area, &pockets)
    }

    /// Adds what `party` holds. The main occupier holds the land around places that are cut off.
    fn add_party(
        &self,
        party: &str,
        is_main: bool,
        contested: &MultiPolygon,
        surface: &mut Surface,
    ) {
        let of_party = |site: &Site| site.party.as_deref() == Some(party);
        let value = |site: &Site| {
            let weight = if site.claimed { CLAIMED } else { 1.0 };
            match (of_party(site), site.cut_off) {
                (true, false) => weight,
                (false, true) if is_main => CLAIMED,
                (false, false) if site.party.is_none() => -CONTESTED,
                (true, true) | (false, _) => -weight,
            }
        };
        let mut values: Vec<f64> = self.sites.iter().map(value).collect();
        for (number, site) in self.sites.iter().enumerate() {
            let is_encircled = || {
                let mut around = self.mesh.neighbours(number);
                around.all(|other| values[other] > 0.0)
            };
            if site.party.is_none() && values[number] < 0.0 && is_encircled() {
                values[number] = -1.0;
            }
        }
        if values.iter().all(|value| *value > 0.0) || values.iter().all(|value| *value <= 0.0) {
            surface.is_whole = false;
            return;
        }
        let rings = self.rings(&values, -1.0);
        let own_pockets = self.pockets_where(of_party);
        let others = self.pockets_where(|site| !of_party(site));
        let whole = without(with(self.enclosed(&rings), &own_pockets), &others);
        surface
            .lines
            .extend(lines::around(self, &rings, &whole, party));
        let undisputed = without(whole, contested);
        let claimed: Vec<f64> = self
            .sites
            .iter()
            .zip(&values)
            .map(
                |(site, value)| match (*value > 0.0, site.claimed || site.cut_off) {
                    (true, true) => 1.0,
                    (true, false) => -1.0,
                    (false, _) => BEYOND,
                },
            )
            .collect();
        let claims = |number: usize| values[number] > 0.0 || of_party(&self.sites[number]);
        let mut add = |tier, area: &MultiPolygon| {
            surface.add(Some(party), tier, area, claims, self);
        };
        if claimed.iter().any(|value| *value > 0.0) {
            let claimed = self.enclosed(&self.rings(&claimed, BEYOND));
            add(ControlTier::Assessed, &undisputed.difference(&claimed));
            add(ControlTier::Claimed, &undisputed.intersection(&claimed));
        } else {
            add(ControlTier::Assessed, &undisputed);
        }
    }
}

/// The area and a further one. Most days have no further one, and joining none takes as long.
fn with(area: MultiPolygon, further: &MultiPolygon) -> MultiPolygon {
    if further.0.is_empty() {
        area
    } else {
        area.union(further)
    }
}

/// The area without another.
fn without(area: MultiPolygon, other: &MultiPolygon) -> MultiPolygon {
    if other.0.is_empty() {
        area
    } else {
        area.difference(other)
    }
}

impl Surface {
    /// Adds the land of an area that the claims about these places hold, parted by its currency. The
    /// coast has many corners: areas are cut to it last.
    fn add(
        &mut self,
        party: Option<&str>,
        tier: ControlTier,
        area: &MultiPolygon,
        claims: impl Fn(usize) -> bool,
        ground: &Ground<'_>,
    ) {
        if area.0.is_empty() {
            return;
        }
        for (currency, part) in ground.by_currency(area, claims) {
            self.add_part(party, tier, currency, &part, ground);
        }
    }

    fn add_part(
        &mut self,
        party: Option<&str>,
        tier: ControlTier,
        currency: Currency,
        area: &MultiPolygon,
        ground: &Ground<'_>,
    ) {
        let is_sliver = |polygon: &Polygon| {
            polygon.unsigned_area() < SLIVER_KM2 && places_in(polygon, ground.sites).is_empty()
        };
        for polygon in area.intersection(ground.land) {
            if is_sliver(&polygon) {
                continue;
            }
            let (outer, mut holes) = polygon.into_inner();
            holes.retain(|hole| !is_sliver(&Polygon::new(hole.clone(), Vec::new())));
            self.areas.push(Held {
                party: party.map(str::to_owned),
                tier,
                currency,
                polygon: Polygon::new(outer, holes),
            });
        }
    }
}

/// The numbers of the places that lie in the polygon.
pub(super) fn places_in(polygon: &Polygon, sites: &[Site]) -> Vec<usize> {
    let Some(bounds) = polygon.bounding_rect() else {
        return Vec::new();
    };
    let indexed = IntervalTreeMultiPolygon::new(&MultiPolygon::from(polygon.clone()));
    let inside = |site: &Site| bounds.contains(&site.at) && indexed.contains(&site.at);
    let sites = sites.iter().enumerate();
    sites
        .filter(|(_, site)| inside(site))
        .map(|(number, _)| number)
        .collect()
}
