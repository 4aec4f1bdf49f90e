//! The theatre of a report: where its firm names lie. A name whose bearer lies on the other side of the world means
//! somebody else's place.

use foldhash::HashSet;

use super::candidates::Scored;
use super::name::Name;
use super::resolved::Resolved;
use super::witnesses::distance;
use crate::gazetteer::{NameClass, PlaceFacts};
use crate::model::PlaceKind;

/// So far from a firm place the theatre reaches.
const REACH_KM: f64 = 1_000.0;
/// So far it reaches within the country of a firm place.
const REACH_WITHIN_COUNTRY_KM: f64 = 2_500.0;
/// Two places that are so near each other are no accident.
const COMPANY_KM: f64 = 300.0;
/// Inhabitants from which on a town that is called by its own name is meant wherever the report plays.
const UNMISTAKABLE: u32 = 150_000;
/// Inhabitants from which on one other name alone does not speak against a town.
const LARGE: u32 = 100_000;
/// Inhabitants from which on a town is firm.
const FIRM: u32 = 30_000;
/// Confidence from which on a name is firm.
const SURE: f64 = 0.6;
/// Names that are asked; more would cost the square of them.
const MOST_SPOTS: usize = 80;

/// Where one name of the report lies.
struct Spot<'t> {
    word: &'t str,
    facts: PlaceFacts,
    is_firm: bool,
}

impl Spot<'_> {
    fn is_country(&self) -> bool {
        self.facts.kind == PlaceKind::Country
    }
}

/// Gives the names whose place lies outside the theatre a bearer within it, and no place where there is none.
/// `stated` are those for which the text itself names the area.
pub fn keep_to_theatre(
    names: &[Name],
    words: &[String],
    scored: &[Vec<Scored>],
    stated: &[bool],
    resolved: &mut [Resolved],
) {
    let spots = spots(names, words, scored, resolved);
    if !spots.iter().any(|spot| spot.is_firm) {
        return;
    }
    for index in 0..names.len() {
        let Some(meant) = meant(&scored[index], &resolved[index]) else {
            continue;
        };
        if stated[index]
            || is_unmistakable(meant, &names[index])
            || is_within(&meant.facts, &words[index], &spots)
        {
            continue;
        }
        let within = scored[index].iter().filter(|other| {
            is_local(&other.facts)
                && (spots.iter()).any(|spot| {
                    spot.word != words[index] && spot.facts.country == other.facts.country
                })
                && is_within(&other.facts, &words[index], &spots)
        });
        let bearer = within.max_by(|a, b| a.prior.total_cmp(&b.prior));
        resolved[index].place = bearer.map(|bearer| bearer.candidate.place);
        resolved[index].confidence *= 0.7;
    }
}

/// The names of the report that have a place, each word once.
fn spots<'t>(
    names: &[Name],
    words: &'t [String],
    scored: &[Vec<Scored>],
    resolved: &[Resolved],
) -> Vec<Spot<'t>> {
    let mut known: HashSet<&str> = HashSet::default();
    let mut spots = Vec::new();
    for (index, word) in words.iter().enumerate() {
        if spots.len() >= MOST_SPOTS {
            break;
        }
        let Some(meant) = meant(&scored[index], &resolved[index]) else {
            continue;
        };
        if meant.facts.position.is_some() && known.insert(word.as_str()) {
            spots.push(Spot {
                word,
                facts: meant.facts,
                is_firm: is_firm(meant, &names[index], resolved[index].confidence),
            });
        }
    }
    spots
}

fn meant<'s>(candidates: &'s [Scored], meaning: &Resolved) -> Option<&'s Scored> {
    let place = meaning.place?;
    candidates
        .iter()
        .find(|scored| scored.candidate.place == place)
}

fn is_local(facts: &PlaceFacts) -> bool {
    matches!(
        facts.kind,
        PlaceKind::PopulatedPlace | PlaceKind::District | PlaceKind::Feature | PlaceKind::Admin2
    ) && facts.position.is_some()
}

fn is_own_name(class: NameClass) -> bool {
    matches!(
        class,
        NameClass::Official | NameClass::Inflected | NameClass::Adjective
    )
}

fn is_firm(meant: &Scored, name: &Name, confidence: f64) -> bool {
    match meant.facts.kind {
        PlaceKind::Country | PlaceKind::Region | PlaceKind::Feature => true,
        PlaceKind::Admin1 => name.is_unit || is_own_name(meant.candidate.class),
        _ => {
            meant.facts.population >= FIRM
                && confidence >= SURE
                && is_own_name(meant.candidate.class)
        }
    }
}

fn is_unmistakable(meant: &Scored, name: &Name) -> bool {
    match meant.facts.kind {
        PlaceKind::Country | PlaceKind::Region | PlaceKind::Water => true,
        PlaceKind::Admin1 => name.is_unit || is_own_name(meant.candidate.class),
        _ => {
            meant.facts.position.is_none()
                || meant.facts.population >= UNMISTAKABLE && is_own_name(meant.candidate.class)
        }
    }
}

/// Whether a place that the report calls `word` lies where its other names lie.
fn is_within(facts: &PlaceFacts, word: &str, spots: &[Spot<'_>]) -> bool {
    let Some(position) = facts.position else {
        return true;
    };
    let away = |spot: &Spot<'_>| {
        let there = spot.facts.position;
        there.map_or(f64::INFINITY, |there| distance(position, there))
    };
    let others = || spots.iter().filter(|spot| spot.word != word);
    let firm = || others().filter(|spot| spot.is_firm);
    let of_country = |spot: &Spot<'_>| spot.facts.country == facts.country;
    let witnesses = firm().count();
    if witnesses == 0 || witnesses == 1 && facts.population >= LARGE {
        return true;
    }
    let has_local = firm().any(|spot| !spot.is_country());
    firm().any(|spot| match (spot.is_country(), has_local) {
        (false, _) => {
            let away = away(spot);
            away <= REACH_KM || of_country(spot) && away <= REACH_WITHIN_COUNTRY_KM
        }
        (true, false) => of_country(spot) || away(spot) <= REACH_KM,
        (true, true) => false,
    }) || others().any(|spot| {
        !spot.is_firm && is_local(&spot.facts) && of_country(spot) && away(spot) <= COMPANY_KM
    })
}
