//! The words around names of places, read from `geodata/lexicons`.

use std::collections::HashSet;

use foldhash::fast::FixedState;
use serde::Deserialize;

use super::coordinates::CoordinateWords;
use super::unit_abbreviations::UnitAbbreviations;
use crate::report::folded;

/// Words that belong together.
#[derive(Debug, Default)]
pub struct WordSet {
    words: HashSet<String, FixedState>,
    /// By length, the last bytes of the words as bits: most other words need no look at the set.
    last_bytes: [u64; LENGTHS],
}

/// From here on, words of different lengths share their entry.
const LENGTHS: usize = 32;

impl WordSet {
    /// Adds a word.
    pub fn insert(&mut self, word: String) {
        let (length, last_byte) = Self::shape(&word);
        self.last_bytes[length] |= last_byte;
        self.words.insert(word);
    }

    /// Whether a word is among them.
    pub fn contains(&self, word: &str) -> bool {
        let (length, last_byte) = Self::shape(word);
        self.last_bytes[length] & last_byte != 0 && self.words.contains(word)
    }

    /// The length of a word and the bit of its last byte.
    fn shape(word: &str) -> (usize, u64) {
        let last_byte = word.as_bytes().last().copied().unwrap_or_default();
        (word.len().min(LENGTHS - 1), 1 << (last_byte % 64))
    }
}

impl FromIterator<String> for WordSet {
    fn from_iter<I: IntoIterator<Item = String>>(words: I) -> Self {
        let mut set = Self::default();
        words.into_iter().for_each(|word| set.insert(word));
        set
    }
}

/// Lists of words, in the folded form of [`folded`].
#[derive(Debug)]
pub struct PlaceWords {
    /// In small letters inside a name.
    pub connectors: WordSet,
    /// In small letters at the start of a name.
    pub prefixes: WordSet,
    /// Prepositions before places.
    pub prepositions: WordSet,
    /// "city of".
    pub types_before: WordSet,
    /// "region", outside the span.
    pub units_after: WordSet,
    /// "regions", said of all names of a list.
    pub units_plural: WordSet,
    /// "airport".
    pub kinds_after: WordSet,
    /// "road": a line or site without coordinates of its own.
    pub features_after: WordSet,
    /// "railway", "refugee": between a name and one of these.
    pub before_features: WordSet,
    /// «Нова», «Красный».
    pub opens_longer_name: WordSet,
    /// "Post".
    pub organisations_after: WordSet,
    /// "Mr".
    pub titles_before: WordSet,
    /// «мер»: offices of places, whose holder's name follows the place's.
    pub offices_before: WordSet,
    /// "said".
    pub says_after: WordSet,
    /// Names of people as often as of places.
    pub also_people: WordSet,
    /// Never a place alone.
    pub never: WordSet,
    /// "Southern".
    pub adjectives_before: WordSet,
    /// "City": a place only with other words.
    pub never_alone: WordSet,
    /// "region of": a unit, no settlement.
    pub units_before: WordSet,
    /// "in", "near": something is there.
    pub locating: WordSet,
    /// "Police": the institution of a town, which keeps its name.
    pub institutions_after: WordSet,
    /// "wife": a person follows.
    pub relations: WordSet,
    /// "Road": the end of the name of a street.
    pub streets: WordSet,
    /// "River": the end of the name of a river or hill.
    pub landforms: WordSet,
    /// "county": the name before it is a place's.
    pub makes_place: WordSet,
    /// «район»: an adjective before it names a district.
    pub districts_after: WordSet,
    /// «ського»: what adjectives that name districts end with.
    pub district_endings: Vec<String>,
    /// "Museum": the end of the name of a building or ground.
    pub sites: WordSet,
    /// "shelling": what happens to a place, before or after its name.
    pub happenings: WordSet,
    /// "checkpoint": what is called after the place before it, and is not the place.
    pub named_after: WordSet,
    /// «КПВВ»: what is called after the place behind it, and is not the place.
    pub named_before: WordSet,
    /// "and": joins two names.
    pub joining: WordSet,
    /// "or": joins names of a list, or leads to the next one.
    pub listing: WordSet,
    /// "in the direction of": leads to the next stop of a chain.
    pub leading_on: WordSet,
    /// «також»: stands between names before the word for their units.
    pub joining_units: WordSet,
    /// "of": stands between the words for a person and the name.
    pub joining_people: WordSet,
    /// "in the": the area that holds the place named before follows.
    pub inside: WordSet,
    /// "Region": what names of units may end with in the gazetteer, the likeliest first.
    pub unit_types: Vec<String>,
    /// "Vladimir": a first name as well.
    pub given_names: WordSet,
    /// Adjectives of nations that are names of places too.
    pub demonyms: WordSet,
    /// Common words that are names of places too.
    pub common: WordSet,
    /// "Ky.", "B.C.".
    pub unit_abbreviations: UnitAbbreviations,
    /// "N", «с. ш.».
    pub coordinates: CoordinateWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    connectors: Vec<String>,
    prefixes: Vec<String>,
    prepositions: Vec<String>,
    types_before: Vec<String>,
    units_after: Vec<String>,
    units_plural: Vec<String>,
    kinds_after: Vec<String>,
    features_after: Vec<String>,
    before_features: Vec<String>,
    opens_longer_name: Vec<String>,
    organisations_after: Vec<String>,
    titles_before: Vec<String>,
    offices_before: Vec<String>,
    says_after: Vec<String>,
    also_people: Vec<String>,
    never: Vec<String>,
    adjectives_before: Vec<String>,
    never_alone: Vec<String>,
    units_before: Vec<String>,
    locating: Vec<String>,
    institutions_after: Vec<String>,
    relations: Vec<String>,
    streets: Vec<String>,
    landforms: Vec<String>,
    makes_place: Vec<String>,
    districts_after: Vec<String>,
    district_endings: Vec<String>,
    sites: Vec<String>,
    happenings: Vec<String>,
    named_after: Vec<String>,
    named_before: Vec<String>,
    joining: Vec<String>,
    listing: Vec<String>,
    leading_on: Vec<String>,
    joining_units: Vec<String>,
    joining_people: Vec<String>,
    inside: Vec<String>,
    unit_types: Vec<String>,
}

impl PlaceWords {
    /// The lists that are compiled in.
    ///
    /// # Errors
    /// The TOML reader's, when `geodata/lexicons/places.toml` is malformed; a test guards against it.
    pub fn embedded() -> Result<Self, toml::de::Error> {
        let lists: Lists = toml::from_str(include_str!("../../geodata/lexicons/places.toml"))?;
        let set = |words: Vec<String>| words.iter().map(|word| folded(word)).collect();
        Ok(Self {
            connectors: set(lists.connectors),
            prefixes: set(lists.prefixes),
            prepositions: set(lists.prepositions),
            types_before: set(lists.types_before),
            units_after: set(lists.units_after),
            units_plural: set(lists.units_plural),
            kinds_after: set(lists.kinds_after),
            features_after: set(lists.features_after),
            before_features: set(lists.before_features),
            opens_longer_name: set(lists.opens_longer_name),
            organisations_after: set(lists.organisations_after),
            titles_before: set(lists.titles_before),
            offices_before: set(lists.offices_before),
            says_after: set(lists.says_after),
            also_people: set(lists.also_people),
            never: set(lists.never),
            adjectives_before: set(lists.adjectives_before),
            never_alone: set(lists.never_alone),
            units_before: set(lists.units_before),
            locating: set(lists.locating),
            institutions_after: set(lists.institutions_after),
            relations: set(lists.relations),
            streets: set(lists.streets),
            landforms: set(lists.landforms),
            makes_place: set(lists.makes_place),
            districts_after: set(lists.districts_after),
            district_endings: lists.district_endings,
            sites: set(lists.sites),
            happenings: set(lists.happenings),
            named_after: set(lists.named_after),
            named_before: set(lists.named_before),
            joining: set(lists.joining),
            listing: set(lists.listing),
            leading_on: set(lists.leading_on),
            joining_units: set(lists.joining_units),
            joining_people: set(lists.joining_people),
            inside: set(lists.inside),
            unit_types: lists.unit_types,
            given_names: lines(include_str!("../../geodata/lexicons/given_names.txt")),
            demonyms: lines(include_str!("../../geodata/lexicons/demonyms.txt")),
            unit_abbreviations: UnitAbbreviations::embedded(),
            coordinates: CoordinateWords::embedded(),
            common: lines(include_str!("../../geodata/lexicons/common_words.txt")),
        })
    }
}

/// The words of a file, one a line; `#` starts a remark.
fn lines(file: &str) -> WordSet {
    file.lines()
        .filter(|line| !line.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_embedded_lists_are_well_formed() {
        let words = PlaceWords::embedded().unwrap();
        assert!(words.prepositions.contains("біля"));
        assert!(words.common.contains("reading"));
    }
}
