//! The other names of a report as witnesses for what a name means: same country, same unit, near.

use foldhash::{HashMap, HashMapExt};

use super::candidates::Scored;
use super::name::Name;
use crate::gazetteer::{Admin1Ix, PlaceFacts};
use crate::model::PlaceKind;

/// What the report's names say about where it plays.
#[derive(Debug, Default)]
pub struct Witnesses {
    countries: HashMap<[u8; 2], f64>,
    country_total: f64,
    units: HashMap<Admin1Ix, f64>,
    unit_total: f64,
    positions: Vec<(f64, f64)>,
    by_paragraph: HashMap<usize, Vec<(f64, f64)>>,
    /// What each name itself has said, by its number: a name is no witness for itself.
    own: Vec<Testimony>,
}

/// What one name of the report says, all its mentions together.
#[derive(Debug, Default, Clone, Copy)]
struct Testimony {
    country: Option<[u8; 2]>,
    unit: Option<Admin1Ix>,
    weight: f64,
    position: Option<(f64, f64)>,
}

/// Inhabitants from which on a settlement is a city.
pub const CITY: u32 = 50_000;
const CLEAR_MARGIN: f64 = 1.0;
/// Positions that are asked, in the report and in a paragraph of it.
const MOST_POSITIONS: usize = 100;

impl Witnesses {
    /// Countries, units and positions of the names that need no witness themselves.
    pub fn of(names: &[Name], words: &[String], scored: &[Vec<Scored>]) -> Self {
        Self::heard(names, words, scored, testimony)
    }

    /// The same, but that cities say only in which country they lie: a city hints at itself, and not at the villages
    /// around it.
    pub fn without_surroundings_of_cities(
        names: &[Name],
        words: &[String],
        scored: &[Vec<Scored>],
    ) -> Self {
        Self::heard(names, words, scored, |candidates| {
            let said = testimony(candidates);
            match candidates.first() {
                Some(first) if first.facts.population >= CITY && !is_area(first.facts.kind) => {
                    Testimony {
                        unit: None,
                        position: None,
                        ..said
                    }
                }
                _ => said,
            }
        })
    }

    fn heard(
        names: &[Name],
        words: &[String],
        scored: &[Vec<Scored>],
        testimony: impl Fn(&[Scored]) -> Testimony,
    ) -> Self {
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut heard: Vec<(Testimony, f64)> = Vec::new();
        let mut number_of: Vec<usize> = Vec::with_capacity(names.len());
        let mut found = Self::default();
        for ((name, word), candidates) in names.iter().zip(words).zip(scored) {
            let next = heard.len();
            let number = *numbers.entry(word.as_str()).or_insert(next);
            number_of.push(number);
            if number == next {
                heard.push((testimony(candidates), 0.0));
            }
            heard[number].1 += 1.0;
            if let Some(position) = heard[number].0.position {
                let here = found.by_paragraph.entry(name.paragraph).or_default();
                for positions in [&mut found.positions, here] {
                    if positions.len() < MOST_POSITIONS && !positions.contains(&position) {
                        positions.push(position);
                    }
                }
            }
        }
        for (said, times) in &mut heard {
            said.weight *= 1.0 + times.ln();
            if let Some(country) = said.country {
                *found.countries.entry(country).or_default() += said.weight;
                found.country_total += said.weight;
            }
            if let Some(unit) = said.unit {
                *found.units.entry(unit).or_default() += said.weight;
                found.unit_total += said.weight;
            }
        }
        found.own = number_of.iter().map(|number| heard[*number].0).collect();
        found
    }

    /// Witnesses of that many names who say nothing.
    pub fn silent(names: usize) -> Self {
        Self {
            own: vec![Testimony::default(); names],
            ..Self::default()
        }
    }

    /// Adds the country of the publisher to what is heard.
    pub fn hear_publisher(&mut self, country: Option<[u8; 2]>) {
        const WEIGHT: f64 = 1.0;
        if let Some(country) = country {
            *self.countries.entry(country).or_default() += WEIGHT;
            self.country_total += WEIGHT;
        }
    }

    /// How well a place fits with the report's other places, 0 to about 5.
    pub fn speak_for(&self, facts: &PlaceFacts, index: usize, paragraph: usize) -> f64 {
        let own = &self.own[index];
        let share = |sum: Option<&f64>, total: f64, is_own: bool, counts: bool| {
            let own_weight = if counts { own.weight } else { 0.0 };
            let sum = sum.copied().unwrap_or(0.0) - if is_own { own_weight } else { 0.0 };
            let total = total - own_weight;
            if sum <= 1e-6 || total <= 1e-6 {
                0.0
            } else {
                (sum / total).min(1.0)
            }
        };
        let country = facts.country.map_or(0.0, |country| {
            let is_own = own.country == Some(country);
            share(
                self.countries.get(&country),
                self.country_total,
                is_own,
                own.country.is_some(),
            )
        });
        let unit = facts.admin1.map_or(0.0, |unit| {
            let is_own = own.unit == Some(unit);
            share(
                self.units.get(&unit),
                self.unit_total,
                is_own,
                own.unit.is_some(),
            )
        });
        let is_area = is_area(facts.kind);
        let near = |positions: &[(f64, f64)], reach: f64| {
            facts.position.filter(|_| !is_area).map_or(0.0, |position| {
                nearest(position, positions, own.position, reach)
            })
        };
        let here = self
            .by_paragraph
            .get(&paragraph)
            .map_or(0.0, |positions| near(positions, 60.0));
        country.sqrt() * 2.4 + unit.sqrt() * 1.0 + near(&self.positions, 150.0) * 1.2 + here * 1.4
    }

    /// Whether another name of the report lies in the country of a place, or the report names no country at all.
    pub fn know_country(&self, facts: &PlaceFacts, index: usize) -> bool {
        let own = &self.own[index];
        let Some(country) = facts.country else {
            return true;
        };
        let others = self.country_total
            - if own.country.is_some() {
                own.weight
            } else {
                0.0
            };
        let sum = self.countries.get(&country).copied().unwrap_or(0.0)
            - if own.country == Some(country) {
                own.weight
            } else {
                0.0
            };
        others <= 1e-6 || sum > 1e-6
    }

    /// The share of the report's names that lie in a country.
    pub fn share_of_country(&self, country: Option<[u8; 2]>) -> f64 {
        let sum = country
            .and_then(|country| self.countries.get(&country))
            .copied();
        sum.unwrap_or(0.0) / self.country_total.max(1.0)
    }

    /// The share of the report's names that lie in a unit.
    pub fn share_of_unit(&self, unit: Option<Admin1Ix>) -> f64 {
        let sum = unit.and_then(|unit| self.units.get(&unit)).copied();
        sum.unwrap_or(0.0) / self.unit_total.max(1.0)
    }
}

fn is_area(kind: PlaceKind) -> bool {
    matches!(
        kind,
        PlaceKind::Admin1 | PlaceKind::Country | PlaceKind::Region
    )
}

/// What a name says by its best candidate.
fn testimony(candidates: &[Scored]) -> Testimony {
    let Some(first) = candidates.first() else {
        return Testimony::default();
    };
    let margin = candidates
        .get(1)
        .map_or(3.0, |second| first.prior - second.prior);
    let is_clear = margin >= CLEAR_MARGIN;
    let is_local = matches!(
        first.facts.kind,
        PlaceKind::PopulatedPlace | PlaceKind::District | PlaceKind::Admin1
    );
    Testimony {
        country: first.facts.country,
        unit: first.facts.admin1.filter(|_| is_local),
        weight: if is_clear { 1.0 } else { 0.3 },
        position: first.facts.position.filter(|_| is_local && is_clear),
    }
}

/// `exp(-distance / reach)` for the nearest position that is neither the place's own nor `but`.
fn nearest(
    position: (f64, f64),
    positions: &[(f64, f64)],
    but: Option<(f64, f64)>,
    reach: f64,
) -> f64 {
    let mut nearest = f64::INFINITY;
    for other in positions {
        // The way north alone rules most out, and costs no cosine.
        let may_be_nearer = (position.1 - other.1).abs() * KM_PER_DEGREE < nearest;
        if may_be_nearer && *other != position && Some(*other) != but {
            nearest = nearest.min(distance(position, *other));
        }
    }
    (-nearest / reach).exp()
}

/// Kilometres of a degree of latitude on a sphere of 6,371 km.
const KM_PER_DEGREE: f64 = 111.195;

/// Rough distance in kilometres, good enough to weigh witnesses (equirectangular).
pub fn distance((lon1, lat1): (f64, f64), (lon2, lat2): (f64, f64)) -> f64 {
    let shrink = f64::midpoint(lat1, lat2).to_radians().cos();
    let (east, north) = ((lon1 - lon2) * shrink, lat1 - lat2);
    (east * east + north * north).sqrt() * KM_PER_DEGREE
}
