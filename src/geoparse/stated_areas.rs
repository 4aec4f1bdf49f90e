//! Areas that the text states for a place as its own: «с. Іванівка Пологівського району», "Novoselivka, Kharkiv raion". No
//! place outside them is meant, and where no bearer of the name lies within, none is.

use foldhash::{HashMap, HashMapExt};

use super::candidates::Scored;
use super::name::Name;
use super::witnesses::distance;
use super::words::PlaceWords;
use crate::gazetteer::{Gazetteer, NameClass, PlaceFacts, PlaceIx};
use crate::model::{PlaceKind, Report};

/// How a name stands to the area that is stated for it, by the number of the area's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatedArea {
    /// Bearers of the name lie there; the others are left out.
    Within(usize),
    /// The gazetteer knows bearers of the name, and none there.
    Outside(usize),
}

/// How surely an area beside a name is said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Apposition {
    /// In brackets or in the genitive.
    Close,
    /// Beside a comma, where it may be one of a list, or behind "in", where it may say where people of the place are.
    Loose,
}

/// Leaves to each name the bearers that lie in the area that the text states for it; holds for all its mentions that have no
/// area of their own.
pub fn keep_to_stated_areas(
    report: &Report,
    names: &[Name],
    words: &[String],
    place_words: &PlaceWords,
    gazetteer: &Gazetteer,
    scored: &mut [Vec<Scored>],
) -> Vec<Option<StatedArea>> {
    let mut stated = vec![None; names.len()];
    let mut of_word: HashMap<&str, StatedArea> = HashMap::new();
    for index in 0..names.len() {
        let behind = (index + 1 < names.len())
            .then(|| stands_behind(report, place_words, names, index))
            .flatten()
            .map(|apposition| (index + 1, apposition));
        let before = index
            .checked_sub(1)
            .filter(|area| stands_before(report, place_words, &names[*area], &names[index]))
            .map(|area| (area, Apposition::Loose));
        let found = behind
            .into_iter()
            .chain(before)
            .find_map(|(area, apposition)| {
                let bounds = Bounds::of(&names[area], &scored[area], gazetteer)?;
                kept(&scored[index], &bounds, apposition, gazetteer).map(|bearers| (area, bearers))
            });
        let Some((area, bearers)) = found else {
            continue;
        };
        let found = if bearers.is_empty() {
            StatedArea::Outside(area)
        } else {
            StatedArea::Within(area)
        };
        scored[index] = bearers;
        stated[index] = Some(found);
        of_word.entry(words[index].as_str()).or_insert(found);
    }
    for index in 0..names.len() {
        let Some(found) = of_word.get(words[index].as_str()).copied() else {
            continue;
        };
        if stated[index].is_some() || names[index].is_unit {
            continue;
        }
        let bearers = match found {
            StatedArea::Outside(_) => Some(Vec::new()),
            StatedArea::Within(area) => Bounds::of(&names[area], &scored[area], gazetteer)
                .and_then(|bounds| kept(&scored[index], &bounds, Apposition::Loose, gazetteer)),
        };
        if let Some(bearers) = bearers {
            scored[index] = bearers;
            stated[index] = Some(found);
        }
    }
    stated
}

/// What lies in an area.
struct Bounds {
    facts: PlaceFacts,
    place: PlaceIx,
    /// What its places call a raion; `None` for other areas.
    raion: Option<String>,
}

impl Bounds {
    /// The area that a name means if it surely means one: a unit or raion by the word for it, a country.
    fn of(name: &Name, candidates: &[Scored], gazetteer: &Gazetteer) -> Option<Self> {
        let first = candidates.first()?;
        let is_area = match first.facts.kind {
            PlaceKind::Country => true,
            PlaceKind::Admin1 => name.is_unit,
            PlaceKind::Admin2 => first.facts.country == Some(*b"UA"),
            _ => false,
        };
        if !is_area {
            return None;
        }
        let place = first.candidate.place;
        let raion = (first.facts.kind == PlaceKind::Admin2)
            .then(|| gazetteer.place(place).raion().map(ToOwned::to_owned))
            .flatten();
        Some(Self {
            facts: first.facts,
            place,
            raion,
        })
    }

    fn holds(&self, inner: &Scored, gazetteer: &Gazetteer) -> bool {
        let facts = &inner.facts;
        match (self.facts.kind, facts.kind) {
            (_, PlaceKind::Country | PlaceKind::Region | PlaceKind::Water) => false,
            (PlaceKind::Country, _) => facts.country == self.facts.country,
            (_, PlaceKind::Admin1) => false,
            (PlaceKind::Admin1, _) => facts.admin1 == self.facts.admin1,
            (_, PlaceKind::Admin2) => inner.candidate.place == self.place,
            _ => {
                facts.admin1 == self.facts.admin1
                    && self.raion.is_some()
                    && gazetteer.admin2(inner.candidate.place) == self.raion.as_deref()
            }
        }
    }

    /// Whether a place lies so near that borders that have moved, or are disputed, may part it from the area.
    fn is_near(&self, facts: &PlaceFacts) -> bool {
        const RAION_KM: f64 = 60.0;
        const COUNTRY_KM: f64 = 1_500.0;
        let away = self.facts.position.zip(facts.position);
        let away = away.map_or(0.0, |(area, place)| distance(area, place));
        match self.facts.kind {
            PlaceKind::Admin2 => facts.admin1 == self.facts.admin1 && away <= RAION_KM,
            PlaceKind::Country => away <= COUNTRY_KM,
            _ => false,
        }
    }
}

/// The bearers of a name that lie in an area: none where the area speaks against all. `None` where nothing is said of the
/// name: a city is named as such, a country beside a country.
fn kept(
    candidates: &[Scored],
    bounds: &Bounds,
    apposition: Apposition,
    gazetteer: &Gazetteer,
) -> Option<Vec<Scored>> {
    const TOWN: u32 = 15_000;
    const CITY: u32 = 100_000;
    let first = candidates.first()?;
    let is_local = |facts: &PlaceFacts| {
        matches!(
            facts.kind,
            PlaceKind::PopulatedPlace | PlaceKind::District | PlaceKind::Feature
        )
    };
    if !is_local(&first.facts) {
        return None;
    }
    let within = candidates
        .iter()
        .filter(|inner| bounds.holds(inner, gazetteer));
    let mut within: Vec<Scored> = within.copied().collect();
    // Who bears the name itself comes before who is also called so, coordinates or not.
    let is_own = |scored: &Scored| {
        matches!(
            scored.candidate.class,
            NameClass::Official | NameClass::Inflected
        )
    };
    if within.iter().any(is_own) {
        within.retain(is_own);
    }
    let is_known = match apposition {
        Apposition::Close => CITY,
        Apposition::Loose => TOWN,
    };
    if within.is_empty() {
        let is_only = candidates
            .iter()
            .all(|other| other.candidate.place == first.candidate.place);
        let is_disputed =
            bounds.is_near(&first.facts) && (is_only || bounds.facts.kind == PlaceKind::Country);
        let stands = first.facts.population >= is_known || is_disputed;
        return (!stands).then_some(within);
    }
    // "Bakhmut, Kharkiv region": a list, though there is a hamlet of the name.
    let is_list = apposition == Apposition::Loose
        && first.facts.population >= CITY
        && !bounds.holds(first, gazetteer);
    (!is_list).then_some(within)
}

/// Whether the area is the next name behind another one: "Novoselivka, Kharkiv raion", «Іванівка (Сватівський район)»,
/// «Іванівка Пологівського району».
fn stands_behind(
    report: &Report,
    words: &PlaceWords,
    names: &[Name],
    index: usize,
) -> Option<Apposition> {
    let between = between(report, &names[index], &names[index + 1])?.trim();
    let behind = between.strip_prefix(',').unwrap_or(between).trim_start();
    match between {
        "" | "(" | "[" => Some(Apposition::Close),
        "," => {
            let before = index.checked_sub(1).map(|before| &names[before]);
            let before = before.and_then(|before| self::between(report, before, &names[index]));
            let is_list = before.is_some_and(|before| before.trim() == ",");
            (!is_list).then_some(Apposition::Loose)
        }
        // «З Торського в Дніпропетровську область» says whither.
        _ if behind.is_ascii() && words.inside.contains(behind) => Some(Apposition::Loose),
        _ => None,
    }
}

/// Whether the area stands before a name with the word for a settlement between: «Сватівський район, с. Іванівка»,
/// "Kharkiv region, the village of Petrivka".
fn stands_before(report: &Report, words: &PlaceWords, area: &Name, name: &Name) -> bool {
    const LONGEST: usize = 40;
    let between = between(report, area, name).filter(|between| between.len() <= LONGEST);
    between.is_some_and(|between| {
        let mut parts = between
            .split([' ', '\u{a0}', ',', ':', '(', '.'])
            .filter(|part| !part.is_empty())
            .peekable();
        parts.peek().is_some()
            && parts.all(|part| {
                matches!(part, "the" | "of")
                    || words.types_before.contains(part) && !words.units_before.contains(part)
            })
    })
}

fn between<'r>(report: &'r Report, name: &Name, next: &Name) -> Option<&'r str> {
    (name.paragraph == next.paragraph)
        .then(|| report.text.get(name.after..next.bytes.start))
        .flatten()
}
