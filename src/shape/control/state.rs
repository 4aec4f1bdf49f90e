//! Who holds what at the end of a day: settlements, areas, lines.

use std::sync::Arc;

use geo::{Contains, Coord, CoordsIter, Distance, Haversine, LineString, MultiPolygon, Point};
use jiff::civil::Date;

use super::age::Age;
use super::claim::{AreaClaim, Claim};
use super::land::Land;
use super::lines::Certainty;
use super::standing::Standing;
use crate::model::ControlTier;

/// Who holds what at the end of a day.
#[derive(Debug)]
pub struct Control {
    /// The first day with this state: it holds until the claims say something else, and what
    /// differs from day to day is only how old they are.
    pub since: Date,
    /// The settlements, by identifier.
    pub standings: Vec<Standing>,
    /// Areas that others than the state itself hold, or that are contested.
    pub areas: Vec<HeldArea>,
    /// The lines around them.
    pub lines: Vec<FrontLine>,
    /// The countries whose whole surface is known.
    pub(super) countries: Vec<Arc<Land>>,
}

/// What lines and areas rest on.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// The claims that decide for the settlements on both sides, or within.
    pub claims: Vec<Arc<Claim>>,
    /// Imported areas whose edge is near.
    pub areas: Vec<Arc<AreaClaim>>,
    /// The last day that is vouched for at all places: of the last days for which the claims about
    /// each of them vouch, the oldest. It may lie ahead.
    pub last_day: Date,
    /// The newest of these days.
    pub newest_day: Date,
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

impl Evidence {
    /// How old it is on `day`.
    pub fn age(&self, day: Date) -> Age {
        Age::on(day, self.last_day)
    }
}

impl Control {
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

    /// The memory that it takes, in bytes, as an estimate; what it shares with others is not counted.
    pub fn weight(&self) -> usize {
        let of_evidence = |evidence: &Evidence| {
            (evidence.claims.len() + evidence.areas.len()) * size_of::<usize>()
        };
        let standings = self.standings.iter().map(|standing| {
            size_of::<Standing>()
                + standing.party.len()
                + standing.claims.len() * size_of::<usize>()
        });
        let areas = self.areas.iter().map(|area| {
            let points = area.polygon.coords_count() * size_of::<Coord>();
            size_of::<HeldArea>() + points + of_evidence(&area.evidence)
        });
        let lines = self.lines.iter().map(|line| {
            let points = line.line.coords_count() * size_of::<Coord>();
            size_of::<FrontLine>() + points + of_evidence(&line.evidence)
        });
        size_of::<Self>() + standings.sum::<usize>() + areas.sum::<usize>() + lines.sum::<usize>()
    }

    /// All land that `party` holds, whatever the tier.
    pub fn held_by(&self, party: &str) -> MultiPolygon {
        let areas = self.areas.iter().filter(|area| area.party == party);
        areas.flat_map(|area| area.polygon.clone()).collect()
    }

    /// The last day for which the claims vouch that say who holds `point`: those of the area that it
    /// lies in, or of the nearest settlement of `holder` where it lies in none.
    pub fn last_day_at(&self, point: Point, holder: &str) -> Option<Date> {
        let mut areas = self.areas.iter();
        if let Some(area) = areas.find(|area| area.polygon.contains(&point)) {
            return Some(area.evidence.last_day);
        }
        let of_holder = self.standings.iter().filter(|one| one.party == holder);
        let away = |standing: &Standing| {
            let at = standing.place.position().map(Point::from);
            at.map_or(f64::INFINITY, |at| Haversine.distance(at, point))
        };
        let nearest = of_holder.min_by(|a, b| away(a).total_cmp(&away(b)));
        nearest.map(|standing| standing.last_day)
    }
}
