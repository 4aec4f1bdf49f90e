//! All claims, and control as of any day that they speak of.

use std::collections::{BTreeMap, HashSet};
use std::convert::Infallible;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, LazyLock};

use geo::{Area, Centroid, Coord, CoordsIter, MultiPolygon, Polygon, coord};
use jiff::civil::Date;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::age::{Age, CURRENT_DAYS};
use super::claim::{AreaClaim, CONTESTED, Claim, Source, days_between};
use super::land::Land;
use super::plane::Plane;
use super::standing::{Standing, standing};
use super::state::{Control, Evidence, FrontLine, HeldArea};
use super::surface::{Held, Site, Surface, places_in, surface};
use super::timeline::Timeline;
use super::{boundary, grid};
use crate::model::{ControlTier, PlaceKind};
use crate::shape::area::Areas;

/// Memory that the states of one history may take, and those of all together, in bytes.
const CACHE_BYTES: u64 = 24 << 20;
/// States that this holds, as an estimate: so few that a cache is in one piece.
const STATES_KEPT: usize = 32;

/// Claims of all sources, by settlement. Immutable.
#[derive(Debug)]
pub struct ControlHistory {
    made: Cache<Date, Arc<Control>, Bytewise>,
    by_place: BTreeMap<String, Vec<Arc<Claim>>>,
    areas: Vec<Arc<AreaClaim>>,
    timeline: Timeline,
    latest: Option<Date>,
    boundaries: Areas,
}

#[derive(Debug, Clone)]
struct Bytewise;

impl<Key> Weighter<Key, Arc<Control>> for Bytewise {
    fn weight(&self, _: &Key, control: &Arc<Control>) -> u64 {
        control.weight() as u64
    }
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
            made: Cache::with_weighter(STATES_KEPT, CACHE_BYTES, Bytewise),
            timeline: Timeline::of(&by_place, &areas),
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

    /// The first day whose state, but for the age of its claims, is that of `day`.
    pub fn unchanged_since(&self, day: Date) -> Date {
        self.timeline.unchanged_since(day)
    }

    /// Who holds what at the end of `day`. The first question for a state takes some tens of
    /// milliseconds; the answers to the last ones are kept. Days on which nothing changes share one.
    pub fn as_of(&self, day: Date) -> Arc<Control> {
        let since = self.unchanged_since(day);
        let made = self
            .made
            .get_or_insert_with::<_, Infallible>(&since, || Ok(self.shared(since)));
        match made {
            Ok(control) => control,
            Err(never) => match never {},
        }
    }

    /// The control of the day, shared with other histories whose claims about it are the same: a
    /// new report changes the days from its own on, not those before.
    fn shared(&self, day: Date) -> Arc<Control> {
        static MADE: LazyLock<Cache<(Date, u64), Arc<Control>, Bytewise>> =
            LazyLock::new(|| Cache::with_weighter(STATES_KEPT, CACHE_BYTES, Bytewise));
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

    /// The state of `day`, made anew whatever is kept.
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
            since: day,
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

    /// The imported areas that hold on `day`: of each source the newest, and of several sources in
    /// a country those that are no older than two weeks when the newest of them came.
    fn areas_in_force(&self, day: Date) -> Vec<Arc<AreaClaim>> {
        let of_source = |claim: &AreaClaim| claim.source.report.source.clone();
        let in_force = || self.areas.iter().filter(|claim| claim.period.holds_on(day));
        let mut newest: BTreeMap<Option<String>, Date> = BTreeMap::new();
        let mut last_day: BTreeMap<&str, Date> = BTreeMap::new();
        for claim in in_force() {
            let since = newest.entry(of_source(claim)).or_insert(claim.period.since);
            *since = claim.period.since.max(*since);
            let vouched = claim.period.vouched(day);
            let last = last_day.entry(&claim.country).or_insert(vouched);
            *last = vouched.max(*last);
        }
        let is_overtaken = |claim: &AreaClaim| {
            let last = last_day.get(claim.country.as_str());
            last.is_some_and(|last| days_between(claim.period.vouched(day), *last) > CURRENT_DAYS)
        };
        in_force()
            .filter(|claim| newest.get(&of_source(claim)) == Some(&claim.period.since))
            .filter(|claim| !is_overtaken(claim))
            .cloned()
            .collect()
    }

    fn add_country(&self, country: &str, areas: &[Arc<AreaClaim>], control: &mut Control) {
        let Some(land) = Land::of(country, &self.boundaries) else {
            return;
        };
        let (home, plane) = (land.home.as_str(), land.plane);
        let (sites, origins) = sites(country, home, areas, control, &plane);
        let drawn = surface(&sites, home, &land.projected, plane, control.since);
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
            last_day: standing.last_day,
        });
        origins.push(Origin::Settlement(number));
    }
    for (number, claim) in areas.iter().enumerate() {
        if claim.country != country {
            continue;
        }
        for site in boundary::sites(claim, home, plane, &sites, control.since) {
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
                within.extend(self.nearest(&held, control.since));
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

    /// The site nearest to the middle of an area without any, of those that its claims can be about.
    fn nearest(&self, held: &Held, day: Date) -> Option<usize> {
        let middle = held.polygon.centroid()?.0;
        let away = |site: usize| {
            let at = self.sites[site].at;
            (at.x - middle.x).hypot(at.y - middle.y)
        };
        let speaks = |site: &Site| {
            let holds = site.party == held.party || site.cut_off;
            holds && Age::on(day, site.last_day).currency() == held.currency
        };
        let all = 0..self.sites.len();
        let speaking = all.clone().filter(|site| speaks(&self.sites[*site]));
        let nearest = |a: &usize, b: &usize| away(*a).total_cmp(&away(*b));
        speaking.min_by(nearest).or_else(|| all.min_by(nearest))
    }

    fn evidence(&self, sites: &[usize], control: &Control) -> Evidence {
        let days = || sites.iter().map(|site| self.sites[*site].last_day);
        let mut evidence = Evidence {
            claims: Vec::new(),
            areas: Vec::new(),
            last_day: days().min().unwrap_or(control.since),
            newest_day: days().max().unwrap_or(control.since),
        };
        for site in sites {
            match self.origins[*site] {
                Origin::Settlement(number) => {
                    let standing = &control.standings[number];
                    evidence.claims.push(Arc::clone(&standing.decided_by));
                }
                Origin::Area(number) => {
                    let claim = &self.areas[number];
                    if !evidence.areas.iter().any(|other| Arc::ptr_eq(other, claim)) {
                        evidence.areas.push(Arc::clone(claim));
                    }
                }
            }
        }
        evidence
    }
}
