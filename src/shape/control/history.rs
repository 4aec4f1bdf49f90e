//! All claims, and control as of any day that they speak of.

use std::collections::{BTreeMap, HashSet};
use std::convert::Infallible;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, LazyLock};

use geo::{
    Area, Centroid, Contains, Coord, CoordsIter, LineString, MultiPolygon, Point, Polygon, coord,
};
use jiff::civil::Date;
use quick_cache::sync::Cache;

use super::claim::{AreaClaim, CONTESTED, Claim, Source, days_between};
use super::land::Land;
use super::lines::Certainty;
use super::plane::Plane;
use super::standing::{OLD_AFTER_DAYS, Standing, standing};
use super::surface::{Site, Surface, places_in, surface};
use super::{boundary, grid};
use crate::model::{ControlTier, PlaceKind};
use crate::shape::area::Areas;

/// Days of control that are kept once made.
const DAYS_KEPT: usize = 32;

/// Claims of all sources, by settlement. Immutable.
#[derive(Debug)]
pub struct ControlHistory {
    made: Cache<Date, Arc<Control>>,
    by_place: BTreeMap<String, Vec<Arc<Claim>>>,
    areas: Vec<Arc<AreaClaim>>,
    latest: Option<Date>,
    boundaries: Areas,
}

/// Who holds what at the end of a day.
#[derive(Debug)]
pub struct Control {
    /// The day.
    pub as_of: Date,
    /// The settlements, by identifier.
    pub standings: Vec<Standing>,
    /// Areas that others than the state itself hold, or that are contested.
    pub areas: Vec<HeldArea>,
    /// The lines around them.
    pub lines: Vec<FrontLine>,
    /// The countries whose whole surface is known.
    countries: Vec<Arc<Land>>,
}

/// What lines and areas rest on.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// The claims that decide for the settlements on both sides, or within.
    pub claims: Vec<Arc<Claim>>,
    /// Imported areas whose edge is near.
    pub areas: Vec<Arc<AreaClaim>>,
    /// The oldest day for which one of them vouches.
    pub vouched: Date,
}

/// An area that a party holds, or that is contested.
#[derive(Debug, Clone)]
pub struct HeldArea {
    /// `russia`, …, or [`CONTESTED`].
    pub party: String,
    /// How well founded: assessed, claimed or contested.
    pub tier: ControlTier,
    /// Where, in degrees.
    pub polygon: MultiPolygon,
    /// Square kilometres.
    pub area_km2: f64,
    /// What it rests on.
    pub evidence: Evidence,
}

/// A piece of the line around what a party holds.
#[derive(Debug, Clone)]
pub struct FrontLine {
    /// Points in order, degrees.
    pub line: LineString,
    /// Who holds the land on the left of it.
    pub left: String,
    /// Who holds the land on the right of it.
    pub right: String,
    /// Distance between the nearest settlements of opposite control, kilometres: the true line runs
    /// somewhere between them.
    pub uncertainty_km: f64,
    /// How sure it is.
    pub certainty: Certainty,
    /// What it rests on.
    pub evidence: Evidence,
}

/// Who holds a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// `russia`, `ukraine`, …, or [`CONTESTED`].
    pub party: String,
    /// How well founded.
    pub tier: ControlTier,
}

/// Where a site comes from.
#[derive(Debug, Clone, Copy)]
enum Origin {
    Settlement(usize),
    Area(usize),
}

impl ControlHistory {
    /// The history of these claims.
    pub fn new(claims: impl IntoIterator<Item = Arc<Claim>>, areas: Vec<Arc<AreaClaim>>) -> Self {
        let mut by_place: BTreeMap<String, Vec<Arc<Claim>>> = BTreeMap::new();
        for claim in claims {
            let of_place = by_place.entry(claim.place.id.clone()).or_default();
            of_place.push(claim);
        }
        let days = by_place.values().flatten().map(|claim| claim.period);
        let days = days.chain(areas.iter().map(|claim| claim.period));
        let latest = days.map(|period| period.since.max(period.through)).max();
        Self {
            made: Cache::new(DAYS_KEPT),
            by_place,
            areas,
            latest,
            boundaries: Areas::embedded(),
        }
    }

    /// Whether both hold the same claims, so that all states are the same.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let same_source = |a: &Source, b: &Source| {
            a.report.id == b.report.id && a.quote == b.quote && a.confidence == b.confidence
        };
        let same = |a: &Claim, b: &Claim| {
            (&a.place, &a.party, a.tier, a.cut_off, a.period)
                == (&b.place, &b.party, b.tier, b.cut_off, b.period)
                && same_source(&a.source, &b.source)
        };
        let same_area = |a: &AreaClaim, b: &AreaClaim| {
            (&a.party, a.tier, a.period, &a.area) == (&b.party, b.tier, b.period, &b.area)
                && same_source(&a.source, &b.source)
        };
        let (ours, theirs) = (&self.by_place, &other.by_place);
        ours.len() == theirs.len()
            && self.areas.len() == other.areas.len()
            && ours.values().flatten().count() == theirs.values().flatten().count()
            && (ours.values().flatten())
                .zip(theirs.values().flatten())
                .all(|(a, b)| same(a, b))
            && (self.areas.iter())
                .zip(&other.areas)
                .all(|(a, b)| same_area(a, b))
    }

    /// The latest day that any claim speaks of.
    pub fn latest(&self) -> Option<Date> {
        self.latest
    }

    /// Whether there are no claims.
    pub fn is_empty(&self) -> bool {
        self.latest.is_none()
    }

    /// Who holds what at the end of `day`. The first question for a day takes some tens of
    /// milliseconds; the answers to the last ones are kept.
    pub fn as_of(&self, day: Date) -> Arc<Control> {
        let made = self
            .made
            .get_or_insert_with::<_, Infallible>(&day, || Ok(self.shared(day)));
        match made {
            Ok(control) => control,
            Err(never) => match never {},
        }
    }

    /// The control of the day, shared with other histories whose claims about it are the same: a
    /// new report changes the days from its own on, not those before.
    fn shared(&self, day: Date) -> Arc<Control> {
        static MADE: LazyLock<Cache<(Date, u64), Arc<Control>>> =
            LazyLock::new(|| Cache::new(2 * DAYS_KEPT));
        let made = MADE.get_or_insert_with::<_, Infallible>(&(day, self.fingerprint(day)), || {
            Ok(Arc::new(self.make(day)))
        });
        match made {
            Ok(control) => control,
            Err(never) => match never {},
        }
    }

    /// Equal for two histories whose claims in force on the day are the same.
    pub fn fingerprint(&self, day: Date) -> u64 {
        let mut hash = DefaultHasher::new();
        let claims = self.by_place.values().flatten();
        for claim in claims.filter(|claim| claim.period.holds_on(day)) {
            claim.place.id.hash(&mut hash);
            claim.party.hash(&mut hash);
            (claim.tier, claim.cut_off, claim.period).hash(&mut hash);
            claim.source.fingerprint(&mut hash);
        }
        let areas = self.areas.iter();
        for claim in areas.filter(|claim| claim.period.holds_on(day)) {
            (&claim.country, &claim.party, claim.tier, claim.period).hash(&mut hash);
            claim.source.fingerprint(&mut hash);
            for at in claim.area.coords_iter() {
                (at.x.to_bits(), at.y.to_bits()).hash(&mut hash);
            }
        }
        hash.finish()
    }

    /// The same, made anew whatever is kept.
    pub fn make(&self, day: Date) -> Control {
        let areas: Vec<Arc<AreaClaim>> = self.areas_in_force(day);
        let standings: Vec<Standing> = self
            .by_place
            .values()
            .filter_map(|claims| {
                let covering = boundary::covering(&areas, &claims.first()?.place);
                if covering.is_empty() {
                    standing(claims, day)
                } else {
                    standing(&[claims.as_slice(), &covering].concat(), day)
                }
            })
            .collect();
        let mut control = Control {
            as_of: day,
            standings,
            areas: Vec::new(),
            lines: Vec::new(),
            countries: Vec::new(),
        };
        for country in control.countries_of(&areas) {
            self.add_country(&country, &areas, &mut control);
        }
        control
    }

    /// The imported areas that hold on `day` and are not old; of each source the newest.
    fn areas_in_force(&self, day: Date) -> Vec<Arc<AreaClaim>> {
        let fresh = |claim: &&Arc<AreaClaim>| {
            claim.period.holds_on(day)
                && days_between(claim.period.vouched(day), day) <= OLD_AFTER_DAYS
        };
        let of_source = |claim: &AreaClaim| claim.source.report.source.clone();
        let mut newest: BTreeMap<Option<String>, Date> = BTreeMap::new();
        for claim in self.areas.iter().filter(fresh) {
            let since = newest.entry(of_source(claim)).or_insert(claim.period.since);
            *since = claim.period.since.max(*since);
        }
        let in_force = self.areas.iter().filter(fresh);
        in_force
            .filter(|claim| newest.get(&of_source(claim)) == Some(&claim.period.since))
            .cloned()
            .collect()
    }

    fn add_country(&self, country: &str, areas: &[Arc<AreaClaim>], control: &mut Control) {
        let Some(land) = Land::of(country, &self.boundaries) else {
            return;
        };
        let (home, plane) = (land.home.as_str(), land.plane);
        let (sites, origins) = sites(country, home, areas, control, &plane);
        let drawn = surface(&sites, home, &land.projected, plane);
        let maker = Maker {
            plane,
            sites: &sites,
            origins: &origins,
            areas,
        };
        let is_whole = drawn.is_whole;
        maker.finish(drawn, control);
        if is_whole {
            control.countries.push(land);
        }
    }
}

/// The places in a country that its surface rests on, each at another position, and where each
/// comes from.
fn sites(
    country: &str,
    home: &str,
    areas: &[Arc<AreaClaim>],
    control: &Control,
    plane: &Plane,
) -> (Vec<Site>, Vec<Origin>) {
    let (mut sites, mut origins) = (Vec::new(), Vec::new());
    let mut taken = HashSet::new();
    for (number, standing) in control.standings.iter().enumerate() {
        let Some(at) = settlement_position(standing, country) else {
            continue;
        };
        let metres = |degrees: f64| (degrees * 10_000.0).round() as i64;
        if !taken.insert((metres(at.x), metres(at.y))) {
            continue;
        }
        sites.push(Site {
            at: plane.project(at),
            degrees: at,
            party: (standing.party != CONTESTED).then(|| standing.party.clone()),
            claimed: standing.tier == ControlTier::Claimed || standing.tier == ControlTier::Unknown,
            cut_off: standing.cut_off,
            old: standing.is_old(control.as_of),
        });
        origins.push(Origin::Settlement(number));
    }
    for (number, claim) in areas.iter().enumerate() {
        if claim.country != country {
            continue;
        }
        for site in boundary::sites(claim, home, plane, &sites) {
            let degrees = site.degrees;
            let metres = |degrees: f64| (degrees * 10_000.0).round() as i64;
            if taken.insert((metres(degrees.x), metres(degrees.y))) {
                sites.push(site);
                origins.push(Origin::Area(number));
            }
        }
    }
    (sites, origins)
}

/// Where a settlement of the country lies; `None` for other places, whose control says nothing about
/// the land around a point.
fn settlement_position(standing: &Standing, country: &str) -> Option<Coord> {
    let place = &standing.place;
    let is_settlement =
        place.kind == PlaceKind::PopulatedPlace && place.country.as_deref() == Some(country);
    let (lon, lat) = place.position().filter(|_| is_settlement)?;
    (lon.is_finite() && lat.is_finite()).then_some(coord! { x: lon, y: lat })
}

impl Control {
    fn countries_of(&self, areas: &[Arc<AreaClaim>]) -> Vec<String> {
        let of_places = self
            .standings
            .iter()
            .filter_map(|standing| standing.place.country.clone());
        let mut countries: Vec<String> = of_places
            .chain(areas.iter().map(|claim| claim.country.clone()))
            .collect();
        countries.sort_unstable();
        countries.dedup();
        countries
    }

    /// Who holds `point` (degrees); `None` where that is not known: outside of the countries that
    /// there are claims about, and where the claims are too few for a surface.
    ///
    /// What is in no held area counts as the state's own.
    pub fn control_at(&self, point: Point) -> Option<Holder> {
        let of_area = self.areas.iter().find(|area| area.polygon.contains(&point));
        if let Some(area) = of_area {
            return Some(Holder {
                party: area.party.clone(),
                tier: area.tier,
            });
        }
        let state = self.countries.iter().find(|land| land.contains(point))?;
        Some(Holder {
            party: state.home.clone(),
            tier: ControlTier::Assessed,
        })
    }

    /// All land that `party` holds, whatever the tier.
    pub fn held_by(&self, party: &str) -> MultiPolygon {
        let areas = self.areas.iter().filter(|area| area.party == party);
        areas.flat_map(|area| area.polygon.clone()).collect()
    }
}

/// What turns a surface into areas and lines in degrees, with the claims that they rest on.
struct Maker<'a> {
    plane: Plane,
    sites: &'a [Site],
    origins: &'a [Origin],
    areas: &'a [Arc<AreaClaim>],
}

impl Maker<'_> {
    fn finish(&self, drawn: Surface, control: &mut Control) {
        for held in drawn.areas {
            let area_km2 = held.polygon.unsigned_area();
            let mut within = places_in(&held.polygon, self.sites);
            if within.is_empty() {
                within.extend(self.nearest(&held.polygon));
            }
            let polygon: Polygon = held.polygon;
            let degrees = self.plane.unproject_areas(&MultiPolygon::from(polygon));
            let polygon = grid::areas(&degrees);
            if polygon.0.is_empty() {
                continue;
            }
            let evidence = self.evidence(&within, control);
            control.areas.push(HeldArea {
                party: held.party.unwrap_or_else(|| CONTESTED.to_owned()),
                tier: held.tier,
                polygon,
                area_km2,
                evidence,
            });
        }
        for piece in drawn.lines {
            let line = grid::line(&self.plane.unproject_line(&piece.line));
            if line.0.len() < 2 {
                continue;
            }
            let evidence = self.evidence(&piece.sites, control);
            control.lines.push(FrontLine {
                line,
                left: piece.left,
                right: piece.right.unwrap_or_else(|| CONTESTED.to_owned()),
                uncertainty_km: piece.uncertainty_km,
                certainty: piece.certainty,
                evidence,
            });
        }
    }

    /// The site nearest to the middle of the polygon.
    fn nearest(&self, polygon: &Polygon) -> Option<usize> {
        let middle = polygon.centroid()?.0;
        let away = |site: &Site| (site.at.x - middle.x).hypot(site.at.y - middle.y);
        (0..self.sites.len()).min_by(|a, b| away(&self.sites[*a]).total_cmp(&away(&self.sites[*b])))
    }

    fn evidence(&self, sites: &[usize], control: &Control) -> Evidence {
        let mut evidence = Evidence {
            claims: Vec::new(),
            areas: Vec::new(),
            vouched: control.as_of,
        };
        for site in sites {
            match self.origins[*site] {
                Origin::Settlement(number) => {
                    let standing = &control.standings[number];
                    evidence.claims.push(Arc::clone(&standing.decided_by));
                    evidence.vouched = evidence.vouched.min(standing.vouched);
                }
                Origin::Area(number) => {
                    let claim = &self.areas[number];
                    if !evidence.areas.iter().any(|other| Arc::ptr_eq(other, claim)) {
                        evidence.areas.push(Arc::clone(claim));
                    }
                    let vouched = claim.period.vouched(control.as_of);
                    evidence.vouched = evidence.vouched.min(vouched);
                }
            }
        }
        evidence
    }
}
