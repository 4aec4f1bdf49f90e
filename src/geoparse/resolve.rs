//! Which place a name means: prior knowledge, what the words say, and the other places of the
//! report as witnesses.

use foldhash::{HashMap, HashMapExt};

use super::candidates::{Scored, candidates};
use super::coherence::support_by_company;
use super::containers::{apply_containers, apply_headings};
use super::leaps::refuse_leaps;
use super::name::Name;
use super::options::Options;
use super::resolved::Resolved;
use super::stated_areas::{StatedArea, keep_to_stated_areas};
use super::theatre::keep_to_theatre;
use super::witnesses::{CITY, Witnesses};
use super::words::PlaceWords;
use crate::gazetteer::{Gazetteer, NameClass, PlaceIx};
use crate::model::{PlaceKind, Report};
use crate::report::folded;

/// Resolves all names of a report together.
pub fn resolve(
    report: &Report,
    names: &[Name],
    gazetteer: &Gazetteer,
    place_words: &PlaceWords,
    options: Options,
) -> Vec<Resolved> {
    let mut scored: Vec<Vec<Scored>> = names
        .iter()
        .map(|name| candidates(report, name, gazetteer, place_words, options))
        .collect();
    let words: Vec<String> = names
        .iter()
        .map(|name| folded(&report.text[name.bytes.clone()]))
        .collect();
    let mut stated = vec![false; names.len()];
    let mut areas = vec![None; names.len()];
    if options.containers {
        apply_headings(report, names, &mut scored);
        areas = keep_to_stated_areas(report, names, &words, place_words, gazetteer, &mut scored);
        stated = apply_containers(report, names, &words, place_words, &mut scored);
        for (stated, area) in stated.iter_mut().zip(&areas) {
            *stated |= matches!(area, Some(StatedArea::Within(_)));
        }
    }
    if !options.witnesses {
        let silent = Witnesses::silent(names.len());
        return (0..names.len())
            .map(|index| best(index, &names[index], &scored[index], &silent, None))
            .collect();
    }
    support_by_company(report, names, &words, place_words, &mut scored);
    let mut witnesses = Witnesses::of(names, &words, &scored);
    let mut apart = Witnesses::without_surroundings_of_cities(names, &words, &scored);
    let publisher = country_of_publisher(report);
    witnesses.hear_publisher(publisher);
    apart.hear_publisher(publisher);
    let mut resolved: Vec<Resolved> = (0..names.len())
        .map(|index| {
            let (name, candidates) = (&names[index], &scored[index]);
            best(index, name, candidates, &witnesses, Some(&apart))
        })
        .collect();
    refuse_unwitnessed(names, &scored, &witnesses, &mut resolved);
    note_units(&scored, &resolved, &witnesses, &mut stated);
    refuse_leaps(names, &scored, &stated, &witnesses, &mut resolved);
    keep_to_theatre(names, &words, &scored, &stated, &mut resolved);
    unite_senses(names, &words, &mut resolved);
    for (meaning, area) in resolved.iter_mut().zip(areas) {
        if let Some(StatedArea::Outside(area)) = area {
            meaning.outside = Some(area);
        }
    }
    resolved
}

/// A name of common words ("Old City", "Far North") means a place only in a country of which the report speaks otherwise.
fn refuse_unwitnessed(
    names: &[Name],
    scored: &[Vec<Scored>],
    witnesses: &Witnesses,
    resolved: &mut [Resolved],
) {
    for (index, meaning) in resolved.iter_mut().enumerate() {
        let facts = scored[index]
            .iter()
            .find(|scored| Some(scored.candidate.place) == meaning.place)
            .map(|scored| scored.facts);
        let is_strange = facts.is_some_and(|facts| !witnesses.know_country(&facts, index));
        if names[index].is_common && is_strange {
            meaning.place = None;
        }
    }
}

/// A place in a unit that the report is much about is no namesake, however far its other places are.
fn note_units(
    scored: &[Vec<Scored>],
    resolved: &[Resolved],
    witnesses: &Witnesses,
    stated: &mut [bool],
) {
    const MUCH: f64 = 0.25;
    for (index, meaning) in resolved.iter().enumerate() {
        let unit = scored[index]
            .iter()
            .find(|scored| Some(scored.candidate.place) == meaning.place)
            .and_then(|scored| scored.facts.admin1);
        stated[index] |= witnesses.share_of_unit(unit) >= MUCH;
    }
}

/// The country in whose domain the report was published.
fn country_of_publisher(report: &Report) -> Option<[u8; 2]> {
    let url = report.url.as_deref()?;
    let host = url.split("://").nth(1)?.split(['/', ':', '?']).next()?;
    let domain = host.rsplit('.').next()?;
    // Domains that are sold to everyone.
    let is_open = matches!(
        domain,
        "co" | "io" | "me" | "tv" | "ai" | "cc" | "eu" | "to" | "ly"
    );
    let letters: [u8; 2] = domain.as_bytes().try_into().ok()?;
    (!is_open).then(|| match letters.map(|letter| letter.to_ascii_uppercase()) {
        [b'U', b'K'] => *b"GB",
        code => code,
    })
}

fn best(
    index: usize,
    name: &Name,
    candidates: &[Scored],
    witnesses: &Witnesses,
    apart: Option<&Witnesses>,
) -> Resolved {
    let mut ranked: Vec<(f64, &Scored)> = candidates
        .iter()
        .map(|scored| {
            let support = witnesses.speak_for(&scored.facts, index, name.paragraph);
            (scored.prior + support, scored)
        })
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    if let Some(apart) = apart {
        prefer_city(index, name, apart, &mut ranked);
    }
    let recognised = 1.0 / (1.0 + (-(name.evidence - 0.5)).exp());
    let Some((score, first)) = ranked.first() else {
        return Resolved {
            place: None,
            confidence: rounded(recognised * 0.5),
            outside: None,
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
        confidence: rounded(recognised * sure * CEILING),
        outside: None,
        oblique: first.candidate.class == NameClass::Inflected,
    }
}

/// A big city that is named plainly, and a namesake in the unit of another city of the report: a city hints at itself, and
/// not at the villages around it. Only what else the report says of their unit speaks for these.
fn prefer_city(index: usize, name: &Name, apart: &Witnesses, ranked: &mut [(f64, &Scored)]) {
    const TIMES: u32 = 10;
    let is_settlement = |scored: &Scored| scored.facts.kind == PlaceKind::PopulatedPlace;
    let Some((_, first)) = ranked.first().copied() else {
        return;
    };
    let own_name = |scored: &Scored| {
        matches!(
            scored.candidate.class,
            NameClass::Official | NameClass::Inflected
        )
    };
    let city = ranked.iter().position(|(_, scored)| {
        is_settlement(scored)
            && own_name(scored)
            && scored.facts.population >= CITY
            && scored.facts.population / TIMES >= first.facts.population
    });
    let Some(city) = city.filter(|city| *city > 0 && is_settlement(first)) else {
        return;
    };
    let fits = |scored: &Scored| {
        let support = apart.speak_for(&scored.facts, index, name.paragraph);
        scored.prior + support
    };
    if fits(first) < fits(ranked[city].1) {
        let score = ranked[0].0;
        ranked[..=city].rotate_right(1);
        ranked[0].0 = score;
    }
}

/// Of the names that nothing speaks against, so many are right: the share on the announcements and the development corpus;
/// `benches/calibration.rs` prints the table, also for texts that had no part in this number.
const CEILING: f64 = 0.98;

fn rounded(confidence: f64) -> f64 {
    (confidence * 100.0).round() / 100.0
}

/// One name has one meaning in a report, unless its words say otherwise: the surest decides.
fn unite_senses(names: &[Name], words: &[String], resolved: &mut [Resolved]) {
    let mut senses: HashMap<(&str, bool), (f64, Option<PlaceIx>)> = HashMap::new();
    for ((name, word), meaning) in names.iter().zip(words).zip(resolved.iter()) {
        let sense = senses
            .entry((word.as_str(), name.is_unit))
            .or_insert((0.0, None));
        if meaning.confidence > sense.0 && meaning.place.is_some() {
            *sense = (meaning.confidence, meaning.place);
        }
    }
    for ((name, word), meaning) in names.iter().zip(words).zip(resolved) {
        if meaning.place.is_none() {
            continue;
        }
        if let Some((_, Some(place))) = senses.get(&(word.as_str(), name.is_unit)) {
            meaning.place = Some(*place);
        }
    }
}
