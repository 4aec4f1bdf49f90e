//! What the gazetteer alone says of a name.

use super::options::Options;
use crate::gazetteer::{Gazetteer, NameClass, NameKey};
use crate::model::PlaceKind;

/// What the gazetteer alone says of a name.
pub struct Prior {
    /// How much the best known bearer speaks for a place.
    pub weight: f64,
    /// A country, a unit, a region, a sea.
    pub is_area: bool,
    /// A country, a region, a sea: nothing that shares its name with a common word by chance.
    pub is_major: bool,
    /// A country.
    pub is_country: bool,
    /// A city of 100,000 people or more.
    pub is_city: bool,
    /// A settlement of 15,000 people or more.
    pub is_town: bool,
    /// Known only by an oblique case of a name.
    pub is_inflected_only: bool,
    /// Known only by names that its country does not use, and by their cases.
    pub is_alias_only: bool,
    /// Known only as the adjective of a unit.
    pub adjective_only: bool,
}

/// People from which on a town counts as a city.
const CITY: u32 = 100_000;
/// People from which on a settlement counts as a town.
const TOWN: u32 = 15_000;

/// What the gazetteer says of a name by the places that bear it.
pub fn prior(gazetteer: &Gazetteer, key: NameKey, options: Options) -> Prior {
    let mut prior = Prior {
        weight: 0.0,
        is_area: false,
        is_major: false,
        is_country: false,
        is_city: false,
        is_town: false,
        is_inflected_only: true,
        is_alias_only: true,
        adjective_only: true,
    };
    // Bearers come by class, the more populous first and settlements last: behind a town of a class no other says more.
    let mut settled: Option<NameClass> = None;
    for candidate in gazetteer.candidates(key) {
        if !options.knows(candidate.class) || settled == Some(candidate.class) {
            continue;
        }
        if candidate.class == NameClass::Adjective {
            prior.weight = prior.weight.max(1.0);
            continue;
        }
        prior.adjective_only = false;
        let facts = gazetteer.facts(candidate.place);
        let weight = match facts.kind {
            PlaceKind::Country => 5.0,
            PlaceKind::Admin1 | PlaceKind::Region => 3.5,
            PlaceKind::Water | PlaceKind::Feature | PlaceKind::Admin2 => 3.0,
            PlaceKind::PopulatedPlace | PlaceKind::District => match facts.population {
                _ if facts.position.is_none() => 0.0,
                0..2_000 => 0.8,
                2_000..TOWN => 1.3,
                TOWN..CITY => 1.8,
                CITY..500_000 => 2.3,
                _ => 3.0,
            },
        };
        let weight = if candidate.class == NameClass::Generated {
            weight - 0.5
        } else {
            weight
        };
        prior.is_town |= facts.kind == PlaceKind::PopulatedPlace && facts.population >= TOWN;
        prior.is_inflected_only &= matches!(
            candidate.class,
            NameClass::Inflected | NameClass::InflectedAlias
        );
        prior.is_alias_only &=
            !matches!(candidate.class, NameClass::Official | NameClass::Inflected);
        prior.is_country |= facts.kind == PlaceKind::Country;
        prior.is_major |= matches!(
            facts.kind,
            PlaceKind::Country | PlaceKind::Region | PlaceKind::Water
        );
        prior.is_area |= prior.is_major || facts.kind == PlaceKind::Admin1;
        prior.is_city |= facts.kind == PlaceKind::PopulatedPlace && facts.population >= CITY;
        prior.weight = prior.weight.max(weight);
        if facts.kind == PlaceKind::PopulatedPlace && facts.position.is_some() {
            settled = Some(candidate.class);
        }
    }
    prior
}
