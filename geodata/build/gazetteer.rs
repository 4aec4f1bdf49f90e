//! Compiles `geodata/gazetteer` into one index: places, their names, identifiers, positions.
//!
//! The code that folds names and lays out the index is the crate's own, so that what is written
//! here and what is read there agree; [`check`] reads the result back.

#[path = "../../src/gazetteer/blob.rs"]
mod blob;
#[path = "../../src/gazetteer/forms.rs"]
mod forms;
#[path = "../../src/gazetteer/name.rs"]
mod name;
#[path = "../../src/gazetteer/names.rs"]
mod names;
#[path = "gazetteer_spellings.rs"]
mod spellings;
#[path = "gazetteer_tables.rs"]
mod tables;

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use fst::{Map, MapBuilder};
use geo_index::kdtree::KDTreeBuilder;

use blob::{Admin1Row, NOWHERE, NameClass, PlaceRow, Section, assemble, posting, section};
use forms::{Declensions, Tongue};
use names::{NameIndex, NameKey};
use tables::Entry;

type Failure = Box<dyn Error>;

/// Writes the index of the tables in `geodata` to `output`.
pub fn compile(geodata: &Path, output: &Path) -> Result<(), Failure> {
    println!("cargo::rerun-if-changed=geodata/gazetteer");
    for shared in ["blob", "forms", "name", "names"] {
        println!("cargo::rerun-if-changed=src/gazetteer/{shared}.rs");
    }
    let mut entries = tables::read(&geodata.join("gazetteer"))?;
    spellings::share(&mut entries);
    let units = Units::of(&entries)?;
    let mut texts = Vec::new();
    let mut rows = Vec::with_capacity(entries.len());
    for entry in &entries {
        rows.push(row(entry, &units, &mut texts)?);
    }
    let grammar = Grammar::read(&geodata.join("languages"))?;
    let names = named(&entries, &grammar);
    let (name_fst, postings) = name_index(names)?;
    let (positions, position_places) = positions(&rows);
    let places: Vec<u8> = rows.iter().flat_map(|row| row.to_bytes()).collect();
    let blob = assemble(&[
        (Section::Names, &name_fst),
        (Section::Postings, &postings),
        (Section::Places, &places),
        (Section::Texts, &texts),
        (Section::Admin1, &units.rows),
        (Section::Numbers, &numbers(&rows)),
        (Section::Identifiers, &identifiers(&entries)?),
        (Section::Positions, &positions),
        (Section::PositionPlaces, &position_places),
    ]);
    check(&blob, &entries)?;
    fs::write(output, blob)?;
    Ok(())
}

/// The first-order units that places refer to.
struct Units<'e> {
    numbers: HashMap<&'e str, u16>,
    rows: Vec<u8>,
}

impl<'e> Units<'e> {
    fn of(entries: &'e [Entry]) -> Result<Self, Failure> {
        let mut codes: Vec<&str> = entries.iter().map(|entry| entry.admin1.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        codes.retain(|code| !code.is_empty());
        let places: HashMap<&str, u32> = (0..)
            .zip(entries)
            .map(|(place, entry)| (entry.id.as_str(), place))
            .collect();
        let mut units = Self {
            numbers: HashMap::new(),
            rows: Vec::new(),
        };
        for (number, code) in (0..).zip(codes) {
            let mut padded = [0; 8];
            padded
                .get_mut(..code.len())
                .ok_or_else(|| format!("admin1 code {code:?} is longer than eight letters"))?
                .copy_from_slice(code.as_bytes());
            let place = places.get(format!("iso3166-2:{code}").as_str());
            let row = Admin1Row {
                code: padded,
                place: place.copied().unwrap_or(u32::MAX),
            };
            units.rows.extend(row.to_bytes());
            units.numbers.insert(code, number);
        }
        Ok(units)
    }
}

fn row(entry: &Entry, units: &Units, texts: &mut Vec<u8>) -> Result<PlaceRow, Failure> {
    let offset = u32::try_from(texts.len())?;
    let number = entry.number();
    let id = if number == 0 { &entry.id } else { "" };
    for text in [
        &entry.name,
        &entry.name_uk,
        &entry.name_ru,
        &entry.admin2,
        &entry.katottg,
        id,
    ] {
        let length = u8::try_from(text.len())
            .map_err(|_| format!("{}: {text:?} is longer than 255 bytes", entry.id))?;
        texts.push(length);
        texts.extend(text.as_bytes());
    }
    let degrees = |value: f64| (value * blob::DEGREE).round() as i32;
    let (lon, lat) = entry.position.map_or((NOWHERE, NOWHERE), |(lon, lat)| {
        (degrees(lon), degrees(lat))
    });
    Ok(PlaceRow {
        number,
        lon,
        lat,
        population: entry.population,
        texts: offset,
        admin1: units
            .numbers
            .get(entry.admin1.as_str())
            .map_or(0, |n| n + 1),
        country: entry.country,
        kind: entry.kind,
    })
}

/// Every folded name with the postings it leads to, in no order.
fn named(entries: &[Entry], grammar: &Grammar) -> Vec<(String, u32)> {
    let mut names = Vec::new();
    for (place, entry) in (0..).zip(entries) {
        let mut add = |name: &str, class| {
            let folded = name::folded(name);
            // A single letter is a name only where it is the very name of the place (Å).
            let long_enough = folded.chars().nth(1).is_some() || class == NameClass::Official;
            if !folded.is_empty() && long_enough {
                names.push((folded, posting(place, class)));
            }
        };
        for (class, name) in &entry.names {
            add(name, *class);
            let inflected = match class {
                NameClass::Official => NameClass::Inflected,
                _ => NameClass::InflectedAlias,
            };
            for form in grammar.forms(name) {
                if let Some(adjective) = adjective_of_oblast(&form) {
                    add(adjective, NameClass::Adjective);
                }
                add(&form, inflected);
            }
            if let Some(adjective) = adjective_of_oblast(name) {
                add(adjective, NameClass::Adjective);
            }
        }
    }
    names
}

/// "Сумської" of "Сумської області": in a list of oblasts the noun is said once.
fn adjective_of_oblast(name: &str) -> Option<&str> {
    let (adjective, noun) = name.split_once(' ')?;
    noun.starts_with("област").then_some(adjective)
}

/// The declensions of the languages whose names are indexed in all cases.
struct Grammar {
    ukrainian: Declensions,
    russian: Declensions,
}

impl Grammar {
    fn read(languages: &Path) -> Result<Self, Failure> {
        let table = |language: &str| -> Result<Declensions, Failure> {
            let path = languages.join(language).join("place_names.tsv");
            println!("cargo::rerun-if-changed={}", path.display());
            let text = fs::read_to_string(&path)
                .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
            Declensions::parse(&text).map_err(|row| format!("{}: {row}", path.display()).into())
        };
        Ok(Self {
            ukrainian: table("uk")?,
            russian: table("ru")?,
        })
    }

    fn forms(&self, name: &str) -> Vec<String> {
        let tongues = forms::tongues(name).into_iter();
        let forms = tongues.flat_map(|tongue| match tongue {
            Tongue::Ukrainian => self.ukrainian.forms(name),
            Tongue::Russian => self.russian.forms(name),
        });
        forms.collect()
    }
}

/// The FST of names and the lists of postings that its values point into.
fn name_index(mut names: Vec<(String, u32)>) -> Result<(Vec<u8>, Vec<u8>), Failure> {
    names.sort_unstable();
    let mut builder = MapBuilder::memory();
    let mut postings: Vec<u32> = Vec::new();
    let mut known: HashMap<Vec<u32>, NameKey> = HashMap::new();
    for group in names.chunk_by(|a, b| a.0 == b.0) {
        let mut list: Vec<u32> = group.iter().map(|(_, posting)| *posting).collect();
        // The order of postings puts the closest class of a place first; only that one counts.
        list.dedup_by_key(|posting| blob::place_and_class(*posting).0);
        list.sort_by_key(|posting| {
            let (place, class) = blob::place_and_class(*posting);
            (class, place)
        });
        let key = match list[..] {
            [one] => NameKey::of_one(one),
            _ => *known.entry(list).or_insert_with_key(|list| {
                let key = NameKey::of_list(postings.len() as u32);
                postings.push(list.len() as u32);
                postings.extend(list);
                key
            }),
        };
        builder.insert(&group[0].0, key.value())?;
    }
    let postings = postings.into_iter().flat_map(u32::to_le_bytes).collect();
    Ok((builder.into_inner()?, postings))
}

/// Pairs of GeoNames number and place, in the order of the numbers.
fn numbers(rows: &[PlaceRow]) -> Vec<u8> {
    let mut pairs: Vec<(u32, u32)> = (0..)
        .zip(rows)
        .filter(|(_, row)| row.number != 0)
        .map(|(place, row)| (row.number, place))
        .collect();
    pairs.sort_unstable();
    pairs
        .into_iter()
        .flat_map(|(number, place)| [number, place])
        .flat_map(u32::to_le_bytes)
        .collect()
}

fn identifiers(entries: &[Entry]) -> Result<Vec<u8>, Failure> {
    let mut pairs: Vec<(&str, u64)> = (0..)
        .zip(entries)
        .filter(|(_, entry)| entry.number() == 0)
        .map(|(place, entry)| (entry.id.as_str(), place))
        .collect();
    pairs.sort_unstable();
    Ok(Map::from_iter(pairs)?.into_fst().into_inner())
}

/// The KD-tree of the settlements and the places in the order of its items.
fn positions(rows: &[PlaceRow]) -> (Vec<u8>, Vec<u8>) {
    let settlements: Vec<(u32, &PlaceRow)> = (0..)
        .zip(rows)
        .filter(|(_, row)| row.lon != NOWHERE && row.kind <= 1)
        .collect();
    let mut builder = KDTreeBuilder::<i32>::new(settlements.len() as u32);
    let mut places = Vec::new();
    for (place, row) in settlements {
        builder.add(row.lon, row.lat);
        places.extend(place.to_le_bytes());
    }
    (builder.finish().into_inner(), places)
}

/// Reads the index back: every place stands in its row, and every name that a place is shown by
/// is found in whole when it is met in a text.
fn check(blob: &[u8], entries: &[Entry]) -> Result<(), Failure> {
    let unreadable = || "the index cannot be read back";
    let index = NameIndex::open(blob).ok_or_else(unreadable)?;
    let rows = section(blob, Section::Places).ok_or_else(unreadable)?;
    let texts = section(blob, Section::Texts).ok_or_else(unreadable)?;
    let units = section(blob, Section::Admin1).ok_or_else(unreadable)?;
    let mut met = Vec::new();
    for (place, entry) in entries.iter().enumerate() {
        let row = PlaceRow::read(rows, place).ok_or_else(unreadable)?;
        let [name, ..] = blob::texts(texts, row.texts as usize).ok_or_else(unreadable)?;
        let unit = match row.admin1.checked_sub(1) {
            None => "",
            Some(unit) => Admin1Row::read(units, usize::from(unit)).map_or("", |(code, _)| code),
        };
        if name != entry.name || unit != entry.admin1 {
            return Err(format!("{} is stored as {name:?} in {unit:?}", entry.id).into());
        }
        met.clear();
        index.names_at(name, 0, &mut met);
        let folded = name::folded(name);
        let found = met.last().is_some_and(|longest| {
            let ends = name::folded(&name[..longest.end]) == folded;
            let mut candidates = index.candidates(longest.key);
            ends && Some(longest.key) == index.key(&folded)
                && candidates.any(|candidate| candidate.place.0 as usize == place)
        });
        if !found {
            return Err(format!("{}: {name:?} is not found by its own name", entry.id).into());
        }
    }
    println!(
        "gazetteer: {} places, {} names, {} bytes",
        entries.len(),
        index.fst().len(),
        blob.len()
    );
    Ok(())
}
