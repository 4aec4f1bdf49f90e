//! What names of places that stand together say for each other.

use foldhash::{HashMap, HashMapExt, HashSet};
use std::ops::Range;

use super::line::Line;
use super::name::{ACCEPTED, Name};
use super::words::PlaceWords;
use crate::gazetteer::Gazetteer;
use crate::model::Report;
use crate::report::{is_arrow_shaft, is_chain_mark};

/// "Kharkiv, Kyiv and Sumy regions": the unit is said of every name of the list.
pub fn mark_listed_units(line: &Line<'_>, words: &PlaceWords, names: &mut [Name]) {
    for index in (1..names.len()).rev() {
        let says_unit = names[index].is_unit && {
            let after = line
                .tokens
                .partition_point(|token| token.start < names[index].bytes.end);
            words.units_plural.contains(line.word(after))
        };
        let spread = says_unit
            || (names[index].is_unit
                && index + 1 < names.len()
                && names[index + 1].is_unit
                && names[index].after == names[index].bytes.end);
        if spread && is_listed(line, words, &names[index - 1], &names[index]) {
            names[index - 1].is_unit = true;
            names[index - 1].evidence += 2.0;
        }
    }
}

/// Names joined by commas, slashes, "and" or dashes, or in cells of a row side by side, speak for each other.
pub fn support_neighbours(line: &Line<'_>, words: &PlaceWords, names: &mut [Name]) {
    let strong = |name: &Name| name.evidence >= ACCEPTED;
    let forth = 1..names.len();
    let back = forth.clone().rev();
    for index in forth.chain(back) {
        if !is_listed(line, words, &names[index - 1], &names[index])
            && !is_chained(line, words, &names[index - 1], &names[index])
        {
            continue;
        }
        match (strong(&names[index - 1]), strong(&names[index])) {
            (true, false) if names[index].evidence > -2.0 => names[index].evidence += 2.0,
            (false, true) if names[index - 1].evidence > -2.0 => names[index - 1].evidence += 2.0,
            _ => {}
        }
    }
}

/// A name that the report uses of a place somewhere ("in Cairns") is more likely a place's elsewhere ("the Cairns police").
pub fn support_by_repetition(report: &Report, names: &mut [Name]) {
    const CLEAR: f64 = ACCEPTED + 1.0;
    const SUPPORT: f64 = 1.5;
    let located: HashSet<&str> = names
        .iter()
        .filter(|name| name.is_located && name.evidence >= CLEAR)
        .map(|name| &report.text[name.bytes.clone()])
        .collect();
    for name in names {
        let is_doubtful = (ACCEPTED - SUPPORT..ACCEPTED).contains(&name.evidence);
        if is_doubtful && located.contains(&report.text[name.bytes.clone()]) {
            name.evidence += SUPPORT;
        }
    }
}

/// A name with a bearer in a country that the report is about is more likely a place's.
pub fn support_by_country(gazetteer: &Gazetteer, names: &mut [Name]) {
    const MOST_CANDIDATES: usize = 12;
    const SHARE: f64 = 0.3;
    const SUPPORT: f64 = 0.7;
    let countries = |name: &Name| -> Vec<[u8; 2]> {
        let candidates = name
            .key
            .into_iter()
            .flat_map(|key| gazetteer.candidates(key));
        candidates
            .take(MOST_CANDIDATES)
            .filter_map(|candidate| gazetteer.facts(candidate.place).country)
            .collect()
    };
    let mut counts: HashMap<[u8; 2], f64> = HashMap::new();
    let mut total = 0.0;
    for name in names.iter().filter(|name| name.evidence >= ACCEPTED + 1.0) {
        if let Some(country) = countries(name).first() {
            *counts.entry(*country).or_default() += 1.0;
            total += 1.0;
        }
    }
    for name in names
        .iter_mut()
        .filter(|name| (ACCEPTED - 1.0..ACCEPTED).contains(&name.evidence))
    {
        let share = countries(name)
            .iter()
            .filter_map(|country| counts.get(country))
            .fold(0.0, |a: f64, b| a.max(*b));
        if share >= SHARE * total && share > 0.0 {
            name.evidence += SUPPORT;
        }
    }
}

fn is_listed(line: &Line<'_>, words: &PlaceWords, one: &Name, next: &Name) -> bool {
    let between = tokens_between(line, one, next);
    !between.is_empty()
        && between.len() <= 4
        && between.clone().all(|at| {
            matches!(line.word(at), "," | "/" | "|") || words.listing.contains(line.word(at))
        })
}

fn is_chained(line: &Line<'_>, words: &PlaceWords, one: &Name, next: &Name) -> bool {
    let between = tokens_between(line, one, next);
    let is_dash = |at: usize| {
        is_chain_mark(line.word(at)) || is_arrow_shaft(line.word(at), line.word(at + 1))
    };
    // "-->" is one arrow.
    let is_new = |at: &usize| is_dash(*at) && (*at == between.start || !is_dash(*at - 1));
    let leads_on = |at: usize| words.leading_on.contains(line.word(at));
    between.len() <= 8
        && between.clone().filter(is_new).count() == 1
        && between.clone().all(|at| is_dash(at) || leads_on(at))
}

fn tokens_between(line: &Line<'_>, one: &Name, next: &Name) -> Range<usize> {
    let start = line.tokens.partition_point(|token| token.start < one.after);
    let end = line
        .tokens
        .partition_point(|token| token.start < next.bytes.start);
    start..end.max(start)
}
