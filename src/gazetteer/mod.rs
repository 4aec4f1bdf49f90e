//! Places by name, identifier and position.
//!
//! The gazetteer is an index that the build script compiles from `geodata/gazetteer`. It lies in
//! the binary and is read in place: opening it costs about a millisecond, once, and only the pages that a
//! question touches are ever loaded.

mod answer;
pub mod blob;
pub mod forms;
pub mod name;
pub mod names;
mod reverse;
mod search;

use std::sync::LazyLock;

use fst::Map;

use crate::model::{Place, PlaceKind};
pub use answer::ATTRIBUTION;
pub use blob::NameClass;
use blob::{Admin1Row, DEGREE, NOWHERE, PlaceRow, Section, posting, section, texts, u32_at};
use names::NameIndex;
pub use names::{Candidate, NameKey, NameMatch, PlaceIx};
pub use reverse::{Near, Reverse};
pub use search::{Answer, Hit, Query};

/// The alignment that the KD-tree in the index asks for.
#[repr(C, align(8))]
struct Aligned<T: ?Sized>(T);

static EMBEDDED: &Aligned<[u8]> =
    &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.bin")));

/// A first-order unit's number in the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Admin1Ix(u16);

/// What ranking needs to know of a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlaceFacts {
    /// What kind of thing it is.
    pub kind: PlaceKind,
    /// Longitude and latitude in degrees; `None` for a place known by name only.
    pub position: Option<(f64, f64)>,
    /// ISO 3166-1 alpha-2 code in capitals.
    pub country: Option<[u8; 2]>,
    /// First-order unit.
    pub admin1: Option<Admin1Ix>,
    /// Inhabitants, 0 where unknown.
    pub population: u32,
}

/// A view of an index of places. Cheap to clone.
#[derive(Clone)]
pub struct Gazetteer {
    names: NameIndex<'static>,
    identifiers: Map<&'static [u8]>,
    places: &'static [u8],
    texts: &'static [u8],
    admin1: &'static [u8],
    numbers: &'static [u8],
    positions: &'static [u8],
    position_places: &'static [u8],
}

impl Gazetteer {
    /// The gazetteer that the binary carries.
    ///
    /// ```
    /// let gazetteer = korydor::gazetteer::Gazetteer::embedded();
    /// let kyiv = gazetteer.place_by_id("geonames:703448").unwrap();
    /// assert_eq!((kyiv.name.as_str(), kyiv.name_ru.as_deref()), ("Kyiv", Some("Киев")));
    /// ```
    pub fn embedded() -> Self {
        static OPENED: LazyLock<Gazetteer> = LazyLock::new(|| match Gazetteer::open(&EMBEDDED.0) {
            Some(gazetteer) => gazetteer,
            None => unreachable!("the build script opens the index after writing it"),
        });
        OPENED.clone()
    }

    fn open(blob: &'static [u8]) -> Option<Self> {
        Some(Self {
            names: NameIndex::open(blob)?,
            identifiers: Map::new(section(blob, Section::Identifiers)?).ok()?,
            places: section(blob, Section::Places)?,
            texts: section(blob, Section::Texts)?,
            admin1: section(blob, Section::Admin1)?,
            numbers: section(blob, Section::Numbers)?,
            positions: section(blob, Section::Positions)?,
            position_places: section(blob, Section::PositionPlaces)?,
        })
    }

    /// How many places it holds.
    pub fn len(&self) -> usize {
        self.places.len() / PlaceRow::SIZE
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Adds to `out` every name that begins at byte `at` of `text` and ends on a word boundary,
    /// the longest last. See [`NameIndex::names_at`].
    ///
    /// ```
    /// let gazetteer = korydor::gazetteer::Gazetteer::embedded();
    /// let mut names = Vec::new();
    /// gazetteer.names_at("до Великої Новосілки", 5, &mut names);
    /// let longest = names.last().unwrap();
    /// let place = gazetteer.candidates(longest.key).next().unwrap().place;
    /// assert_eq!(gazetteer.place(place).name, "Velyka Novosilka");
    /// ```
    pub fn names_at(&self, text: &str, at: usize, out: &mut Vec<NameMatch>) {
        self.names.names_at(text, at, out);
    }

    /// The key of a name as a whole; `None` where no place has it.
    pub fn key(&self, name: &str) -> Option<NameKey> {
        self.names.key(&name::folded(name))
    }

    /// The places that answer to a name, the closest class first, within it the more populous.
    pub fn candidates(&self, key: NameKey) -> impl Iterator<Item = Candidate> + use<> {
        self.names.candidates(key)
    }

    /// What ranking needs to know of a place; allocates nothing.
    pub fn facts(&self, place: PlaceIx) -> PlaceFacts {
        let row = self.row(place);
        PlaceFacts {
            kind: kind(row.kind),
            position: position(&row),
            country: (row.country != [0; 2]).then_some(row.country),
            admin1: row.admin1.checked_sub(1).map(Admin1Ix),
            population: row.population,
        }
    }

    /// A key that leads to one place only, as its official name would.
    pub fn key_of(&self, place: PlaceIx) -> NameKey {
        NameKey::of_one(posting(place.0, NameClass::Official))
    }

    /// The place as the other rooms know it.
    pub fn place(&self, place: PlaceIx) -> Place {
        let row = self.row(place);
        let [name, name_uk, name_ru, admin2, katottg, id] = self.texts(&row);
        let facts = self.facts(place);
        Place {
            id: if row.number == 0 {
                id.to_owned()
            } else {
                format!("geonames:{}", row.number)
            },
            name: name.to_owned(),
            name_uk: some(name_uk),
            name_ru: some(name_ru),
            kind: facts.kind,
            lon: facts.position.map(|(lon, _)| lon),
            lat: facts.position.map(|(_, lat)| lat),
            country: facts
                .country
                .map(|code| code.iter().map(|letter| char::from(*letter)).collect()),
            admin1: facts.admin1.map(|unit| self.admin1_code(unit).to_owned()),
            admin2: some(admin2),
            katottg: some(katottg),
            population: row.population,
        }
    }

    /// The name of a place in English.
    pub fn name(&self, place: PlaceIx) -> &'static str {
        self.texts(&self.row(place))[0]
    }

    /// The raion of a place in Ukrainian, where known.
    pub fn admin2(&self, place: PlaceIx) -> Option<&'static str> {
        let raion = self.texts(&self.row(place))[3];
        (!raion.is_empty()).then_some(raion)
    }

    /// The place with an identifier such as `geonames:701822`, `iso3166-2:UA-14`,
    /// `korydor:donbas` or `katottg:UA01020010010075540`.
    pub fn place_by_id(&self, id: &str) -> Option<Place> {
        Some(self.place(self.find(id)?))
    }

    /// The number of the place with an identifier; see [`Self::place_by_id`].
    pub fn find(&self, id: &str) -> Option<PlaceIx> {
        let Some(number) = id.strip_prefix("geonames:") else {
            return Some(PlaceIx(self.identifiers.get(id)? as u32));
        };
        let number: u32 = number.parse().ok()?;
        let (mut low, mut high) = (0, self.numbers.len() / 8);
        while low < high {
            let middle = low.midpoint(high);
            match u32_at(self.numbers, middle * 2).cmp(&number) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => {
                    return Some(PlaceIx(u32_at(self.numbers, middle * 2 + 1)));
                }
            }
        }
        None
    }

    /// ISO 3166-2 code of a first-order unit.
    pub fn admin1_code(&self, unit: Admin1Ix) -> &'static str {
        Admin1Row::read(self.admin1, usize::from(unit.0)).map_or("", |(code, _)| code)
    }

    /// A first-order unit as a place.
    pub fn admin1_place(&self, unit: Admin1Ix) -> Option<PlaceIx> {
        let (_, place) = Admin1Row::read(self.admin1, usize::from(unit.0))?;
        place.map(PlaceIx)
    }

    /// A country as a place, from its ISO 3166-1 alpha-2 code.
    pub fn country_place(&self, code: [u8; 2]) -> Option<PlaceIx> {
        let [first, second] = code.map(char::from);
        self.find(&format!("iso3166-1:{first}{second}"))
    }

    fn row(&self, place: PlaceIx) -> PlaceRow {
        match PlaceRow::read(self.places, place.0 as usize) {
            Some(row) => row,
            None => unreachable!("place numbers come out of the same index"),
        }
    }

    fn texts(&self, row: &PlaceRow) -> [&'static str; blob::TEXTS] {
        texts(self.texts, row.texts as usize).unwrap_or_default()
    }
}

fn kind(code: u8) -> PlaceKind {
    match code {
        0 => PlaceKind::PopulatedPlace,
        1 => PlaceKind::District,
        2 => PlaceKind::Country,
        3 => PlaceKind::Admin1,
        4 => PlaceKind::Admin2,
        5 => PlaceKind::Region,
        6 => PlaceKind::Water,
        _ => PlaceKind::Feature,
    }
}

fn position(row: &PlaceRow) -> Option<(f64, f64)> {
    let located = row.lon != NOWHERE && row.lat != NOWHERE;
    located.then(|| (f64::from(row.lon) / DEGREE, f64::from(row.lat) / DEGREE))
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn stored_kinds_are_the_kinds_of_the_model() {
        for (code, name) in blob::KINDS.iter().enumerate() {
            let kind = serde_json::to_value(kind(code as u8)).unwrap();
            assert_eq!(kind, *name);
        }
    }
}
