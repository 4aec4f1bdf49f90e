//! Small places far from all others that their paragraph names.

use super::candidates::Scored;
use super::name::Name;
use super::resolved::Resolved;
use super::witnesses::{Witnesses, distance};
use crate::gazetteer::PlaceFacts;
use crate::model::PlaceKind;

/// A small place far from every other place of its paragraph is a namesake of the one that is
/// meant: a nearer bearer of the name takes its part, and where there is none the name is not
/// placed. Better missing than misplaced.
pub fn refuse_leaps(
    names: &[Name],
    scored: &[Vec<Scored>],
    stated: &[bool],
    witnesses: &Witnesses,
    resolved: &mut [Resolved],
) {
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
            if own.population >= SMALL || own.kind != PlaceKind::PopulatedPlace || stated[index] {
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
            let same_country = scored[index]
                .iter()
                .filter(|other| other.facts.country == own.country);
            if same_country.count() == 1 && witnesses.share_of_country(own.country) >= MOSTLY {
                continue;
            }
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

/// The only bearer of a name in the country that the report is mostly about stays.
const MOSTLY: f64 = 0.5;
/// So many other places speak against a name that only one place bears.
const ENOUGH_WITNESSES: usize = 3;
/// Places of a paragraph that are asked; long paragraphs would cost the square of their places.
const MOST_WITNESSES: usize = 60;
