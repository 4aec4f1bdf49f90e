//! Areas that the text names for a place: "Springfield, Missouri", a heading with the name of an oblast.

use foldhash::{HashMap, HashMapExt};

use super::candidates::{Scored, sort};
use super::name::Name;
use super::words::PlaceWords;
use crate::gazetteer::{Admin1Ix, PlaceFacts};
use crate::model::{PlaceKind, Report};

/// What the right area is worth.
const STATED_CONTAINER: f64 = 6.0;
/// What it is worth for the other mentions of the name.
const STATED_ELSEWHERE: f64 = 5.0;

/// "Springfield, Missouri", "Bakhmut in Donetsk Oblast": the area right behind a name decides, for all its mentions that
/// have no other. Answers which names are so stated.
pub fn apply_containers(
    report: &Report,
    names: &[Name],
    words: &[String],
    place_words: &PlaceWords,
    scored: &mut [Vec<Scored>],
) -> Vec<bool> {
    let mut stated = vec![false; names.len()];
    let mut areas_of: HashMap<&str, Vec<PlaceFacts>> = HashMap::new();
    for index in 0..names.len().saturating_sub(1) {
        if !is_apposition(report, place_words, &names[index], &names[index + 1]) {
            continue;
        }
        let areas: Vec<PlaceFacts> = scored[index + 1]
            .iter()
            .filter(|area| matches!(area.facts.kind, PlaceKind::Country | PlaceKind::Admin1))
            .map(|area| area.facts)
            .collect();
        if areas.is_empty() {
            continue;
        }
        prefer_container_of(index, scored);
        if raise(&mut scored[index], &areas, STATED_CONTAINER) {
            stated[index] = true;
            areas_of.entry(words[index].as_str()).or_insert(areas);
        } else if is_state(&names[index + 1], &areas) && is_town(&scored[index]) {
            // "Holliday, Mo." is none of the Hollidays elsewhere.
            scored[index].clear();
        }
    }
    if areas_of.is_empty() {
        return stated;
    }
    for (index, word) in words.iter().enumerate() {
        if stated[index] {
            continue;
        }
        if let Some(areas) = areas_of.get(word.as_str()) {
            stated[index] = raise(&mut scored[index], areas, STATED_ELSEWHERE);
        }
    }
    stated
}

fn is_apposition(report: &Report, words: &PlaceWords, name: &Name, next: &Name) -> bool {
    if name.paragraph != next.paragraph || next.bytes.start < name.after {
        return false;
    }
    let between = report.text[name.after..next.bytes.start].trim();
    let behind = between.strip_prefix(',').unwrap_or(between).trim_start();
    matches!(between, "," | "(" | "'s" | "’s") || words.inside.contains(behind)
}

/// Raises the candidates that lie in one of the areas; answers whether there are any.
fn raise(candidates: &mut [Scored], areas: &[PlaceFacts], worth: f64) -> bool {
    let mut any = false;
    for candidate in candidates.iter_mut() {
        if areas.iter().any(|area| holds(area, &candidate.facts)) {
            candidate.prior += worth;
            any = true;
        }
    }
    sort(candidates);
    any
}

fn holds(area: &PlaceFacts, inner: &PlaceFacts) -> bool {
    match (area.kind, inner.kind) {
        (_, PlaceKind::Country | PlaceKind::Region | PlaceKind::Water)
        | (PlaceKind::Admin1, PlaceKind::Admin1) => false,
        (PlaceKind::Admin1, _) => inner.admin1.is_some() && inner.admin1 == area.admin1,
        _ => inner.country.is_some() && inner.country == area.country,
    }
}

/// "Atlanta, Georgia": the area is the one in which the best known bearer of the first name lies.
fn prefer_container_of(index: usize, scored: &mut [Vec<Scored>]) {
    const CLOSE: f64 = 1.5;
    const HOLDS: f64 = 4.0;
    let Some(best) = scored[index].first().map(|first| first.prior) else {
        return;
    };
    let likely: Vec<PlaceFacts> = scored[index]
        .iter()
        .filter(|scored| scored.prior >= best - CLOSE)
        .map(|scored| scored.facts)
        .collect();
    for area in &mut scored[index + 1] {
        let is_area = matches!(area.facts.kind, PlaceKind::Country | PlaceKind::Admin1);
        if is_area && likely.iter().any(|inner| holds(&area.facts, inner)) {
            area.prior += HOLDS;
        }
    }
    sort(&mut scored[index + 1]);
}

/// Whether the area is a state or province as English texts put it behind the name of a town.
fn is_state(name: &Name, areas: &[PlaceFacts]) -> bool {
    areas.len() == 1
        && !name.is_settlement
        && areas.iter().all(|area| {
            area.kind == PlaceKind::Admin1
                && matches!(
                    area.country,
                    Some([b'U', b'S'] | [b'C', b'A'] | [b'A', b'U'])
                )
        })
}

fn is_town(candidates: &[Scored]) -> bool {
    candidates
        .iter()
        .all(|scored| scored.facts.kind == PlaceKind::PopulatedPlace)
}

/// A heading that names a unit ("Kyiv region", «Київська область») speaks for the places below it
/// that lie in the unit, and so does a unit that opens a paragraph.
pub fn apply_headings(report: &Report, names: &[Name], scored: &mut [Vec<Scored>]) {
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
            sort(candidates);
        }
        start = end;
    }
}
