//! Names that stand close together mean places that lie close together: "Edmonton … Enfield" are two parts of London.

use super::candidates::{Scored, sort};
use super::name::Name;
use super::witnesses::distance;
use super::words::PlaceWords;
use crate::model::{PlaceKind, Report};

/// So many names before and after a name are its company.
const COMPANY: usize = 8;
/// So many candidates of each name are weighed.
const MOST_CANDIDATES: usize = 6;
/// Where a place has company within about so many kilometres, it gains up to [`WORTH`].
const REACH_KM: f64 = 40.0;
const WORTH: f64 = 1.5;
/// Two names listed together that may be of one kind in one country.
const SAME_LIST: f64 = 1.2;
/// Names with a lead like that need no company.
const CLEAR_MARGIN: f64 = 4.0;

/// Raises candidates near to candidates of the names around.
pub fn support_by_company(
    report: &Report,
    names: &[Name],
    words: &[String],
    place_words: &PlaceWords,
    scored: &mut [Vec<Scored>],
) {
    let gains: Vec<Vec<f64>> = (0..names.len())
        .map(|index| {
            let candidates = &scored[index];
            let is_clear =
                candidates.len() < 2 || candidates[0].prior - candidates[1].prior >= CLEAR_MARGIN;
            if is_clear {
                return Vec::new();
            }
            candidates
                .iter()
                .take(MOST_CANDIDATES)
                .map(|candidate| {
                    company(words, scored, index, candidate)
                        + listed(report, names, place_words, scored, index, candidate)
                })
                .collect()
        })
        .collect();
    for (candidates, gains) in scored.iter_mut().zip(gains) {
        for (candidate, gain) in candidates.iter_mut().zip(&gains) {
            candidate.prior += gain;
        }
        if !gains.is_empty() {
            sort(candidates);
        }
    }
}

/// What the nearest place that a name around may mean is worth, less the less likely it is meant.
fn company(words: &[String], scored: &[Vec<Scored>], index: usize, candidate: &Scored) -> f64 {
    let Some(position) = local(candidate) else {
        return 0.0;
    };
    let around = index.saturating_sub(COMPANY)..(index + COMPANY + 1).min(words.len());
    let mut most: f64 = 0.0;
    for other in around {
        let Some(best) = scored[other].first() else {
            continue;
        };
        if words[other] == words[index] {
            continue;
        }
        for mate in scored[other].iter().take(MOST_CANDIDATES) {
            let Some(there) = local(mate) else { continue };
            if (there.1 - position.1).abs() > 1.5 || there == position {
                continue;
            }
            let likely = (mate.prior - best.prior).exp();
            most = most.max(likely * (-distance(position, there) / REACH_KM).exp());
        }
    }
    most * WORTH
}

/// "New South Wales, Western Australia and Queensland": the neighbour in a list may be of the same kind and country.
fn listed(
    report: &Report,
    names: &[Name],
    words: &PlaceWords,
    scored: &[Vec<Scored>],
    index: usize,
    candidate: &Scored,
) -> f64 {
    if candidate.facts.kind != PlaceKind::Admin1 {
        return 0.0;
    }
    let is_mate = |other: usize| {
        let (first, second) = (&names[index.min(other)], &names[index.max(other)]);
        let between = report.text.get(first.after..second.bytes.start);
        between.is_some_and(|between| {
            let between = between.trim();
            let behind = between.strip_prefix(',').unwrap_or(between).trim_start();
            between == "," || words.joining.contains(behind)
        }) && scored[other].first().is_some_and(|mate| {
            mate.facts.kind == candidate.facts.kind && mate.facts.country == candidate.facts.country
        })
    };
    let has_mate = index > 0 && is_mate(index - 1) || index + 1 < names.len() && is_mate(index + 1);
    if has_mate { SAME_LIST } else { 0.0 }
}

fn local(scored: &Scored) -> Option<(f64, f64)> {
    let is_local = matches!(
        scored.facts.kind,
        PlaceKind::PopulatedPlace | PlaceKind::District | PlaceKind::Feature
    );
    scored.facts.position.filter(|_| is_local)
}
