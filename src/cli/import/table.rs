//! CSV of settlements: name or position, who holds it, since when, who says so.

use std::collections::HashMap;

use super::words::{Heading, day, heading, party, said};
use crate::fault::caught;
use crate::gazetteer::{Gazetteer, PlaceIx};
use crate::model::{Place, PlaceKind, Quote};
use crate::report::CodePoints;
use crate::shape::control::ImportedSettlement;

/// What holds for all rows that do not say otherwise.
#[derive(Debug, Clone, Default)]
pub(super) struct Defaults {
    pub day: Option<jiff::civil::Date>,
    pub party: Option<String>,
    pub country: Option<[u8; 2]>,
}

/// The rows that were understood, and for each other one its line and what is wrong.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub settlements: Vec<ImportedSettlement>,
    pub left_out: Vec<(u64, String)>,
}

/// A named place farther than this from the stated position is another one, metres.
const SAME_WITHIN_M: f64 = 5_000.0;
/// Of namesakes the one with this many times the inhabitants of the next is meant.
const FAR_LARGER: u32 = 10;

/// Reads the table.
///
/// # Errors
/// A sentence when there are no columns to read places and parties from.
pub(super) fn read(text: &str, defaults: &Defaults) -> Result<Rows, String> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|error| error.to_string())?.clone();
    let mut columns: HashMap<usize, Heading> = HashMap::new();
    for (at, name) in headers.iter().enumerate() {
        if let Some(heading) = heading(name.trim_start_matches('\u{feff}'))
            && !columns.values().any(|known| *known == heading)
        {
            columns.insert(at, heading);
        }
    }
    let has = |wanted: Heading| columns.values().any(|known| *known == wanted);
    let names = headers.iter().collect::<Vec<_>>().join(", ");
    let says_where = has(Heading::Name) || (has(Heading::Lat) && has(Heading::Lon));
    if !says_where {
        return Err(format!(
            "no column says where: name, or lat and lon, are needed; there are: {names}"
        ));
    }
    if !has(Heading::Party) && defaults.party.is_none() {
        return Err(format!(
            "no column says who holds the place: status or party is needed, or --party; there are: {names}"
        ));
    }
    if !has(Heading::Day) && defaults.day.is_none() {
        return Err(format!(
            "no column says since when: date is needed, or --date; there are: {names}"
        ));
    }
    let places = Places {
        gazetteer: Gazetteer::embedded(),
        country: defaults.country,
    };
    let mut rows = Rows::default();
    let points = CodePoints::new(text);
    let mut record = csv::StringRecord::new();
    loop {
        let start = reader.position().byte() as usize;
        let line = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => {
                rows.left_out.push((line, error.to_string()));
                continue;
            }
        }
        let end = reader.position().byte() as usize;
        let words = text.get(start..end).unwrap_or_default();
        let exact = words.trim();
        let start = start + (words.len() - words.trim_start().len());
        let cells: HashMap<u8, &str> = columns
            .iter()
            .filter_map(|(at, heading)| Some((*heading as u8, record.get(*at)?.trim())))
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        let quote = Quote {
            exact: exact.into(),
            start: points.at(start),
            end: points.at(start + exact.len()),
        };
        let understood = caught(|| row(&cells, defaults, &places, quote));
        match understood.unwrap_or_else(|fault| Err(fault.to_string())) {
            Ok(Some(settlement)) => rows.settlements.push(settlement),
            Ok(None) => {}
            Err(wrong) => rows.left_out.push((line, wrong)),
        }
    }
    Ok(rows)
}

fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    let count = |sign: &u8| head.bytes().filter(|byte| byte == sign).count();
    // Of equally many the last one is taken: a file of one column has none of them.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(count)
        .unwrap_or(b',')
}

fn row(
    cells: &HashMap<u8, &str>,
    defaults: &Defaults,
    places: &Places,
    quote: Quote,
) -> Result<Option<ImportedSettlement>, String> {
    let cell = |heading: Heading| cells.get(&(heading as u8)).copied();
    let words = cell(Heading::Party).or(defaults.party.as_deref());
    let Some(held) = party(words.unwrap_or_default())? else {
        return Ok(None);
    };
    let since = match (cell(Heading::Day), defaults.day) {
        (Some(text), _) => day(text)?,
        (None, Some(day)) => day,
        (None, None) => return Err("the row has no date".to_owned()),
    };
    let name = cell(Heading::Name);
    let position = match (cell(Heading::Lon), cell(Heading::Lat)) {
        (Some(lon), Some(lat)) => Some(position(lon, lat)?),
        _ => None,
    };
    let place = match (name, position) {
        (Some(name), Some(at)) => places.at(Some(name), at),
        (None, Some(at)) => places.at(None, at),
        (Some(name), None) => places.named(name, cell(Heading::Unit))?,
        (None, None) => return Err("the row has neither a name nor a position".to_owned()),
    };
    Ok(Some(ImportedSettlement {
        text: name.unwrap_or(&place.name).to_owned(),
        place,
        said: said(cell, held, since, quote),
    }))
}

fn position(lon: &str, lat: &str) -> Result<(f64, f64), String> {
    let number = |text: &str| text.replace(',', ".").parse::<f64>().ok();
    match (number(lon), number(lat)) {
        (Some(lon), Some(lat)) if lon.abs() <= 180.0 && lat.abs() <= 90.0 => Ok((lon, lat)),
        _ => Err(format!("lon {lon}, lat {lat} is not a position in degrees")),
    }
}

struct Places {
    gazetteer: Gazetteer,
    country: Option<[u8; 2]>,
}

impl Places {
    /// The settlement called `name`, in the unit where one is given.
    fn named(&self, name: &str, unit: Option<&str>) -> Result<Place, String> {
        let unknown = || format!("the gazetteer has no settlement \"{name}\" with a position");
        let key = self.gazetteer.key(name).ok_or_else(unknown)?;
        let unit_id = unit.and_then(|unit| self.unit(unit));
        let mut found: Vec<PlaceIx> = Vec::new();
        for candidate in self.gazetteer.candidates(key) {
            let facts = self.gazetteer.facts(candidate.place);
            let fits = facts.kind == PlaceKind::PopulatedPlace
                && facts.position.is_some()
                && self
                    .country
                    .is_none_or(|country| facts.country == Some(country))
                && unit_id.as_deref().is_none_or(|id| {
                    let own = facts.admin1.map(|unit| self.gazetteer.admin1_code(unit));
                    own == Some(id)
                });
            if fits && !found.contains(&candidate.place) {
                found.push(candidate.place);
            }
        }
        let population = |place: &PlaceIx| self.gazetteer.facts(*place).population;
        found.sort_by_key(|place| std::cmp::Reverse(population(place)));
        match found.as_slice() {
            [] => Err(unknown()),
            [only] => Ok(self.gazetteer.place(*only)),
            [first, second, ..]
                if population(first) >= FAR_LARGER.saturating_mul(population(second).max(1)) =>
            {
                Ok(self.gazetteer.place(*first))
            }
            several => {
                let units: Vec<String> = several
                    .iter()
                    .take(4)
                    .map(|place| {
                        let place = self.gazetteer.place(*place);
                        place.admin1.or(place.country).unwrap_or_default()
                    })
                    .collect();
                Err(format!(
                    "\"{name}\" is not one place ({}); give lat and lon, or the oblast",
                    units.join(", ")
                ))
            }
        }
    }

    /// The ISO 3166-2 code of a unit from its code or name.
    fn unit(&self, unit: &str) -> Option<String> {
        let code = format!("iso3166-2:{}", unit.to_uppercase());
        if self.gazetteer.find(&code).is_some() {
            return Some(unit.to_uppercase());
        }
        let names = [unit.to_owned(), format!("{unit} Oblast")];
        names.iter().find_map(|name| {
            let key = self.gazetteer.key(name)?;
            let mut candidates = self.gazetteer.candidates(key);
            let admin1 =
                candidates.find(|one| self.gazetteer.facts(one.place).kind == PlaceKind::Admin1)?;
            let id = self.gazetteer.place(admin1.place).id;
            id.strip_prefix("iso3166-2:").map(str::to_owned)
        })
    }

    /// The place at a position: the settlement of that name near it, else a place of its own.
    fn at(&self, name: Option<&str>, (lon, lat): (f64, f64)) -> Place {
        let near = self.gazetteer.reverse(lon, lat);
        let nearest = near.settlement.or(near.nearest);
        let place = nearest.map(|near| self.gazetteer.place(near.place));
        if let (Some(near), Some(place)) = (nearest, &place) {
            let is_it = match name {
                Some(name) => self.gazetteer.key(name).is_some_and(|key| {
                    let mut candidates = self.gazetteer.candidates(key);
                    candidates.any(|candidate| candidate.place == near.place)
                }),
                None => near.distance_m < SAME_WITHIN_M / 5.0,
            };
            if is_it && near.distance_m < SAME_WITHIN_M {
                return place.clone();
            }
        }
        Place {
            id: format!("position:{lon:.5},{lat:.5}"),
            name: name.map_or_else(|| format!("{lat:.3}, {lon:.3}"), str::to_owned),
            name_uk: None,
            name_ru: None,
            kind: PlaceKind::PopulatedPlace,
            lon: Some(lon),
            lat: Some(lat),
            country: place.as_ref().and_then(|place| place.country.clone()),
            admin1: place.and_then(|place| place.admin1),
            admin2: None,
            katottg: None,
            population: 0,
        }
    }
}
