//! The places that a name may mean, with what is known of them beforehand.

use super::name::Name;
use super::options::Options;
use super::words::PlaceWords;
use crate::gazetteer::{Candidate, Gazetteer, NameClass, PlaceFacts};
use crate::model::{PlaceKind, Report};

/// A candidate with its score.
#[derive(Debug, Clone, Copy)]
pub struct Scored {
    pub candidate: Candidate,
    pub facts: PlaceFacts,
    /// Score without witnesses.
    pub prior: f64,
}

/// At most so many candidates of a name are weighed; the more populous come first.
const MOST_CANDIDATES: usize = 160;

/// The candidates of a name with their prior scores, best first.
pub fn candidates(
    report: &Report,
    name: &Name,
    gazetteer: &Gazetteer,
    words: &PlaceWords,
    options: Options,
) -> Vec<Scored> {
    let Some(key) = name.key else {
        return Vec::new();
    };
    let mut scored: Vec<Scored> = gazetteer
        .candidates(key)
        .filter(|candidate| options.knows(candidate.class))
        .take(MOST_CANDIDATES)
        .map(|candidate| score(gazetteer, candidate, name))
        .collect();
    let is_unit_known = scored
        .iter()
        .any(|scored| scored.facts.kind == PlaceKind::Admin1);
    if name.is_unit && !is_unit_known {
        let text = &report.text[name.bytes.clone()];
        let unit = words
            .unit_types
            .iter()
            .find_map(|unit| gazetteer.key(&format!("{text} {unit}")));
        let as_units = |candidates: Vec<Candidate>| -> Vec<Scored> {
            candidates
                .into_iter()
                .map(|candidate| score(gazetteer, candidate, name))
                .filter(|scored| scored.facts.kind == PlaceKind::Admin1)
                .collect()
        };
        let named = unit.into_iter().flat_map(|key| gazetteer.candidates(key));
        let mut units = as_units(named.collect());
        if units.is_empty() {
            let of_settlement = scored
                .first()
                .and_then(|first| gazetteer.admin1_place(first.facts.admin1?));
            let class = NameClass::Alias;
            units = as_units(
                of_settlement
                    .map(|place| Candidate { place, class })
                    .into_iter()
                    .collect(),
            );
        }
        scored.extend(units);
    }
    if !name.is_unit {
        prefer_city_to_its_unit(&mut scored);
        prefer_unit_to_city(report, name, gazetteer, &mut scored);
    }
    sort(&mut scored);
    scored
}

/// Puts the best candidate first.
pub fn sort(scored: &mut [Scored]) {
    scored.sort_by(|a, b| b.prior.total_cmp(&a.prior));
}

/// A unit that is hardly more than its city: the city is meant ("Stepanakert").
fn prefer_city_to_its_unit(scored: &mut [Scored]) {
    const HARDLY_MORE: u32 = 4;
    const BEHIND: f64 = 0.5;
    for unit in 0..scored.len() {
        let facts = scored[unit].facts;
        if facts.kind != PlaceKind::Admin1 {
            continue;
        }
        let city = scored.iter().find(|city| {
            city.facts.kind == PlaceKind::PopulatedPlace
                && city.facts.admin1.is_some()
                && (city.facts.admin1 == facts.admin1 || city.facts.country == facts.country)
                && facts.population <= city.facts.population.saturating_mul(HARDLY_MORE)
        });
        if let Some(prior) = city.map(|city| city.prior) {
            scored[unit].prior = scored[unit].prior.min(prior - BEHIND);
        }
    }
}

/// "Quebec" is the province, because the city is called "Quebec City".
fn prefer_unit_to_city(report: &Report, name: &Name, gazetteer: &Gazetteer, scored: &mut [Scored]) {
    const UNIT_WITH_CITY: f64 = 1.0;
    let is_unit = |scored: &Scored| scored.facts.kind == PlaceKind::Admin1;
    let is_city = |scored: &Scored| {
        scored.facts.kind == PlaceKind::PopulatedPlace && scored.facts.population >= 100_000
    };
    if !scored.iter().any(is_unit) || !scored.iter().any(is_city) {
        return;
    }
    let text = &report.text[name.bytes.clone()];
    let Some(key) = gazetteer.key(&format!("{text} City")) else {
        return;
    };
    let cities: Vec<_> = gazetteer
        .candidates(key)
        .map(|candidate| gazetteer.facts(candidate.place).admin1)
        .collect();
    for unit in scored.iter_mut().filter(|scored| is_unit(scored)) {
        if unit.facts.admin1.is_some() && cities.contains(&unit.facts.admin1) {
            unit.prior += UNIT_WITH_CITY;
        }
    }
}

fn score(gazetteer: &Gazetteer, candidate: Candidate, name: &Name) -> Scored {
    let facts = gazetteer.facts(candidate.place);
    let class = match candidate.class {
        NameClass::Official => 0.0,
        NameClass::Inflected => -0.3,
        NameClass::Alias => -0.6,
        NameClass::InflectedAlias => -0.9,
        NameClass::Generated => -1.2,
        NameClass::Adjective => -0.5,
    };
    let kind = match facts.kind {
        // "The city of Turkey" is not the country.
        PlaceKind::Country | PlaceKind::Admin1 if name.is_settlement && !name.is_unit => -1.0,
        PlaceKind::Country => 6.0,
        PlaceKind::Admin1 if name.is_unit => 8.0,
        PlaceKind::Admin1 => 3.6,
        PlaceKind::Admin2 => 1.5,
        PlaceKind::Region => 4.5,
        PlaceKind::Water | PlaceKind::Feature => 4.0,
        PlaceKind::PopulatedPlace => {
            let is_great = facts.population >= 1_000_000;
            f64::from(facts.population + 100).log10() * 0.9 - if is_great { 0.5 } else { 1.0 }
        }
        PlaceKind::District => f64::from(facts.population + 100).log10() * 0.9 - 2.2,
    };
    let settlement = if name.is_settlement && facts.kind == PlaceKind::PopulatedPlace {
        3.0
    } else {
        0.0
    };
    let nowhere = if facts.position.is_none() { -2.0 } else { 0.0 };
    Scored {
        candidate,
        facts,
        prior: class + kind + settlement + nowhere,
    }
}
