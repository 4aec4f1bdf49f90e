//! Which place a name means: prior knowledge, what the words say, and the other places of the
//! report as witnesses.

use std::collections::HashMap;

use super::recognise::Name;
use crate::gazetteer::{Admin1Ix, Candidate, Gazetteer, NameClass, PlaceFacts, PlaceIx};
use crate::model::{PlaceKind, Report};

/// A name with the place it was resolved to.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// The place; `None` where the gazetteer knows none.
    pub place: Option<PlaceIx>,
    /// How sure, 0 to 1.
    pub confidence: f64,
    /// Whether the words are an oblique case of the name.
    pub oblique: bool,
}

/// A candidate with its score.
#[derive(Debug, Clone, Copy)]
struct Scored {
    candidate: Candidate,
    facts: PlaceFacts,
    /// Score without witnesses.
    prior: f64,
}

/// What the report's other names say about where it plays.
#[derive(Debug, Default)]
struct Witnesses {
    countries: HashMap<[u8; 2], f64>,
    units: HashMap<Admin1Ix, f64>,
    positions: Vec<(f64, f64)>,
    by_paragraph: HashMap<usize, Vec<(f64, f64)>>,
}

/// At most so many candidates of a name are weighed; the more populous come first.
const MOST_CANDIDATES: usize = 40;

/// Positions that are asked as witnesses, in the report and in a paragraph of it.
const MOST_POSITIONS: usize = 100;

/// Resolves all names of a report together.
pub fn resolve(report: &Report, names: &[Name], gazetteer: &Gazetteer) -> Vec<Resolved> {
    let mut scored: Vec<Vec<Scored>> = names
        .iter()
        .map(|name| candidates(report, name, gazetteer))
        .collect();
    apply_headings(report, names, &mut scored);
    apply_containers(report, names, &mut scored);
    let witnesses = witnesses(names, &scored);
    let mut resolved: Vec<Resolved> = names
        .iter()
        .zip(&scored)
        .map(|(name, candidates)| best(name, candidates, &witnesses))
        .collect();
    refuse_leaps(names, &scored, &mut resolved);
    unite_senses(report, names, &mut resolved);
    resolved
}

/// The candidates of a name with their prior scores, best first.
fn candidates(report: &Report, name: &Name, gazetteer: &Gazetteer) -> Vec<Scored> {
    let Some(key) = name.key else {
        return Vec::new();
    };
    let mut scored: Vec<Scored> = gazetteer
        .candidates(key)
        .take(MOST_CANDIDATES)
        .map(|candidate| score(gazetteer, candidate, name))
        .collect();
    let is_unit_known = scored
        .iter()
        .any(|scored| scored.facts.kind == PlaceKind::Admin1);
    if name.is_unit && !is_unit_known {
        let text = &report.text[name.bytes.clone()];
        let unit = ["region", "oblast", "province", "governorate", "область"]
            .iter()
            .find_map(|unit| gazetteer.key(&format!("{text} {unit}")));
        let named = unit.into_iter().flat_map(|key| gazetteer.candidates(key));
        let of_settlement = scored
            .first()
            .and_then(|first| gazetteer.admin1_place(first.facts.admin1?))
            .map(|place| Candidate {
                place,
                class: NameClass::Alias,
            });
        let units: Vec<Scored> = named
            .chain(of_settlement)
            .map(|candidate| score(gazetteer, candidate, name))
            .filter(|scored| scored.facts.kind == PlaceKind::Admin1)
            .collect();
        scored.extend(units);
    }
    scored.sort_by(|a, b| b.prior.total_cmp(&a.prior));
    scored
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
        PlaceKind::Country => 6.0,
        PlaceKind::Admin1 if name.is_unit => 8.0,
        PlaceKind::Admin1 => 3.6,
        PlaceKind::Admin2 => 1.5,
        PlaceKind::Region => 4.5,
        PlaceKind::Water | PlaceKind::Feature => 3.0,
        PlaceKind::PopulatedPlace => f64::from(facts.population + 100).log10() * 0.9 - 1.0,
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

/// "Springfield, Missouri", "Bakhmut in Donetsk Oblast": the area right behind a name decides.
fn apply_containers(report: &Report, names: &[Name], scored: &mut [Vec<Scored>]) {
    const STATED_CONTAINER: f64 = 6.0;
    for index in 0..names.len().saturating_sub(1) {
        let (name, next) = (&names[index], &names[index + 1]);
        if name.paragraph != next.paragraph || next.bytes.start < name.after {
            continue;
        }
        let between = report.text[name.after..next.bytes.start].trim();
        let is_apposition = matches!(
            between,
            "," | "(" | "in" | "у" | "в" | ", in" | "in the" | "'s" | ", in the"
        );
        if !is_apposition {
            continue;
        }
        let areas: Vec<PlaceFacts> = scored[index + 1]
            .iter()
            .filter(|area| matches!(area.facts.kind, PlaceKind::Country | PlaceKind::Admin1))
            .map(|area| area.facts)
            .collect();
        let holds = |inner: &PlaceFacts| {
            areas.iter().any(|area| match area.kind {
                PlaceKind::Admin1 => inner.admin1.is_some() && inner.admin1 == area.admin1,
                _ => inner.country.is_some() && inner.country == area.country,
            })
        };
        for candidate in &mut scored[index] {
            let is_settlement = matches!(
                candidate.facts.kind,
                PlaceKind::PopulatedPlace | PlaceKind::District
            );
            if is_settlement && holds(&candidate.facts) {
                candidate.prior += STATED_CONTAINER;
            }
        }
        scored[index].sort_by(|a, b| b.prior.total_cmp(&a.prior));
    }
}

/// Countries, units and positions of the names that need no witness themselves.
fn witnesses(names: &[Name], scored: &[Vec<Scored>]) -> Witnesses {
    const CLEAR_MARGIN: f64 = 1.0;
    let mut found = Witnesses::default();
    for (name, candidates) in names.iter().zip(scored) {
        let Some(first) = candidates.first() else {
            continue;
        };
        let margin = candidates
            .get(1)
            .map_or(3.0, |second| first.prior - second.prior);
        let weight = if margin >= CLEAR_MARGIN { 1.0 } else { 0.3 };
        if let Some(country) = first.facts.country {
            *found.countries.entry(country).or_default() += weight;
        }
        let is_local = matches!(
            first.facts.kind,
            PlaceKind::PopulatedPlace | PlaceKind::District | PlaceKind::Admin1
        );
        if is_local {
            if let Some(unit) = first.facts.admin1 {
                *found.units.entry(unit).or_default() += weight;
            }
            if margin >= CLEAR_MARGIN
                && let Some(position) = first.facts.position
            {
                let here = found.by_paragraph.entry(name.paragraph).or_default();
                for positions in [&mut found.positions, here] {
                    if positions.len() < MOST_POSITIONS && !positions.contains(&position) {
                        positions.push(position);
                    }
                }
            }
        }
    }
    let total = |weights: f64| if weights > 0.0 { weights } else { 1.0 };
    let all: f64 = total(found.countries.values().sum());
    found
        .countries
        .values_mut()
        .for_each(|weight| *weight /= all);
    let all: f64 = total(found.units.values().sum());
    found.units.values_mut().for_each(|weight| *weight /= all);
    found
}

impl Witnesses {
    /// How well a place fits with the report's other places, 0 to about 5.
    fn speak_for(&self, facts: &PlaceFacts, paragraph: usize) -> f64 {
        let country = facts
            .country
            .and_then(|country| self.countries.get(&country))
            .copied()
            .unwrap_or(0.0);
        let unit = facts
            .admin1
            .and_then(|unit| self.units.get(&unit))
            .copied()
            .unwrap_or(0.0);
        let is_area = matches!(
            facts.kind,
            PlaceKind::Admin1 | PlaceKind::Country | PlaceKind::Region
        );
        let near = |positions: &[(f64, f64)], reach: f64| {
            facts.position.filter(|_| !is_area).map_or(0.0, |position| {
                let nearest = positions
                    .iter()
                    .filter(|other| **other != position)
                    .map(|other| distance(position, *other))
                    .fold(f64::INFINITY, f64::min);
                (-nearest / reach).exp()
            })
        };
        let here = self
            .by_paragraph
            .get(&paragraph)
            .map_or(0.0, |positions| near(positions, 60.0));
        country.sqrt() * 2.4 + unit.sqrt() * 1.0 + near(&self.positions, 150.0) * 1.2 + here * 1.4
    }
}

/// Rough distance in kilometres, good enough to weigh witnesses (equirectangular).
fn distance((lon1, lat1): (f64, f64), (lon2, lat2): (f64, f64)) -> f64 {
    const KM_PER_DEGREE: f64 = 111.195;
    let shrink = f64::midpoint(lat1, lat2).to_radians().cos();
    let (east, north) = ((lon1 - lon2) * shrink, lat1 - lat2);
    (east * east + north * north).sqrt() * KM_PER_DEGREE
}

fn best(name: &Name, candidates: &[Scored], witnesses: &Witnesses) -> Resolved {
    let mut ranked: Vec<(f64, &Scored)> = candidates
        .iter()
        .map(|scored| {
            (
                scored.prior + witnesses.speak_for(&scored.facts, name.paragraph),
                scored,
            )
        })
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let recognised = 1.0 / (1.0 + (-(name.evidence - 0.5)).exp());
    let Some((score, first)) = ranked.first() else {
        return Resolved {
            place: None,
            confidence: recognised * 0.5,
            oblique: false,
        };
    };
    let margin = ranked
        .iter()
        .find(|(_, other)| other.candidate.place != first.candidate.place)
        .map_or(4.0, |(second, _)| score - second);
    let sure = 1.0 / (1.0 + (-(margin * 1.6 + 0.4)).exp());
    Resolved {
        place: Some(first.candidate.place),
        confidence: ((recognised * sure * 1.02).min(0.99) * 100.0).round() / 100.0,
        oblique: first.candidate.class == NameClass::Inflected,
    }
}

/// A small place far from every other place of its paragraph is a namesake of the one that is
/// meant: a nearer bearer of the name takes its part, and where there is none the name is not
/// placed. Better missing than misplaced.
fn refuse_leaps(names: &[Name], scored: &[Vec<Scored>], resolved: &mut [Resolved]) {
    const SMALL: u32 = 20_000;
    const LEAP_KM: f64 = 180.0;
    let meant = |resolved: &[Resolved], index: usize| -> Option<PlaceFacts> {
        let place = resolved[index].place?;
        scored[index]
            .iter()
            .find(|scored| scored.candidate.place == place)
            .map(|scored| scored.facts)
    };
    let mut start = 0;
    while start < names.len() {
        let paragraph = names[start].paragraph;
        let end = start + names[start..].partition_point(|name| name.paragraph == paragraph);
        let positions: Vec<Option<(f64, f64)>> = (start..end)
            .map(|index| {
                meant(resolved, index)
                    .filter(|facts| facts.kind == PlaceKind::PopulatedPlace)
                    .and_then(|facts| facts.position)
            })
            .collect();
        for index in start..end {
            let Some(own) = meant(resolved, index) else {
                continue;
            };
            let Some(position) = own.position else {
                continue;
            };
            if own.population >= SMALL || own.kind != PlaceKind::PopulatedPlace {
                continue;
            }
            let others: Vec<(f64, f64)> = positions
                .iter()
                .take(MOST_WITNESSES)
                .flatten()
                .copied()
                .filter(|other| *other != position)
                .collect();
            let nearest = |from: (f64, f64)| {
                others
                    .iter()
                    .map(|other| distance(from, *other))
                    .fold(f64::INFINITY, f64::min)
            };
            if others.is_empty() || nearest(position) <= LEAP_KM {
                continue;
            }
            let bearer = scored[index]
                .iter()
                .filter(|other| {
                    other
                        .facts
                        .position
                        .is_some_and(|other| nearest(other) <= LEAP_KM)
                })
                .min_by(|a, b| b.prior.total_cmp(&a.prior));
            let is_ambiguous = scored[index].len() > 1;
            match bearer {
                Some(bearer) => {
                    resolved[index].place = Some(bearer.candidate.place);
                    resolved[index].confidence *= 0.7;
                }
                None if is_ambiguous || others.len() >= ENOUGH_WITNESSES => {
                    resolved[index].place = None;
                }
                None => {}
            }
        }
        start = end;
    }
}

/// So many other places speak against a name that only one place bears.
const ENOUGH_WITNESSES: usize = 3;
/// Places of a paragraph that are asked; long paragraphs would cost the square of their places.
const MOST_WITNESSES: usize = 60;

/// A heading that names a unit ("Kyiv region", «Київська область») speaks for the places below it
/// that lie in the unit, and so does a unit that opens a paragraph.
fn apply_headings(report: &Report, names: &[Name], scored: &mut [Vec<Scored>]) {
    const STATED_ABOVE: f64 = 1.0;
    // A village below its heading that has no coordinates beats its namesakes elsewhere.
    const STATED_ABOVE_UNPLACED: f64 = 2.5;
    const LONGEST_HEADING: usize = 60;
    let mut section: Vec<Admin1Ix> = Vec::new();
    let mut start = 0;
    while start < names.len() {
        let paragraph = names[start].paragraph;
        let end = start + names[start..].partition_point(|name| name.paragraph == paragraph);
        let units = |index: usize| -> Vec<Admin1Ix> {
            scored[index]
                .first()
                .filter(|first| first.facts.kind == PlaceKind::Admin1)
                .and_then(|first| first.facts.admin1)
                .into_iter()
                .collect()
        };
        let opening = if names[start].is_unit {
            units(start)
        } else {
            Vec::new()
        };
        let is_short = report
            .paragraphs
            .get(paragraph)
            .is_some_and(|range| range.len() <= LONGEST_HEADING * 2);
        let is_heading = end - start == 1 && is_short && !opening.is_empty();
        if is_heading {
            section.clone_from(&opening);
        }
        let stated = if opening.is_empty() {
            section.clone()
        } else {
            opening
        };
        for candidates in &mut scored[start..end] {
            for candidate in candidates.iter_mut() {
                let is_settlement = matches!(
                    candidate.facts.kind,
                    PlaceKind::PopulatedPlace | PlaceKind::District
                );
                if is_settlement
                    && candidate
                        .facts
                        .admin1
                        .is_some_and(|unit| stated.contains(&unit))
                {
                    candidate.prior += if candidate.facts.position.is_some() {
                        STATED_ABOVE
                    } else {
                        STATED_ABOVE_UNPLACED
                    };
                }
            }
            candidates.sort_by(|a, b| b.prior.total_cmp(&a.prior));
        }
        start = end;
    }
}

/// One name has one meaning in a report, unless its words say otherwise: the surest decides.
fn unite_senses(report: &Report, names: &[Name], resolved: &mut [Resolved]) {
    let mut senses: HashMap<(&str, bool), (f64, Option<PlaceIx>)> = HashMap::new();
    for (name, meaning) in names.iter().zip(resolved.iter()) {
        let sense = senses
            .entry((&report.text[name.bytes.clone()], name.is_unit))
            .or_insert((0.0, None));
        if meaning.confidence > sense.0 && meaning.place.is_some() {
            *sense = (meaning.confidence, meaning.place);
        }
    }
    for (name, meaning) in names.iter().zip(resolved) {
        if meaning.place.is_none() {
            continue;
        }
        if let Some((_, Some(place))) =
            senses.get(&(&report.text[name.bytes.clone()], name.is_unit))
        {
            meaning.place = Some(*place);
        }
    }
}
