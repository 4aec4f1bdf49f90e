//! Places of the gazetteer and the references that reports make to them.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Span;

/// What kind of thing a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// City, town or village.
    PopulatedPlace,
    /// Part of a city.
    District,
    /// Sovereign state or dependent territory.
    Country,
    /// First-order administrative unit: oblast, state, province.
    Admin1,
    /// Second-order administrative unit: raion, county.
    Admin2,
    /// Region without an administration of its own: Donbas, the Middle East.
    Region,
    /// River, lake, sea, strait or bay.
    Water,
    /// Road, bridge, crossing point, dam, plant, exclusion zone: a named feature.
    Feature,
}

/// A place of the gazetteer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Identifier with its authority: `geonames:701822`, `iso3166-2:UA-14`, `korydor:donbas`.
    pub id: String,
    /// Name to show in English (for Ukraine the official romanisation).
    pub name: String,
    /// Name in Ukrainian, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_uk: Option<String>,
    /// Name in Russian, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_ru: Option<String>,
    /// What kind of thing it is.
    pub kind: PlaceKind,
    /// Longitude in degrees; `None` for a place known by name only.
    pub lon: Option<f64>,
    /// Latitude in degrees; `None` for a place known by name only.
    pub lat: Option<f64>,
    /// ISO 3166-1 alpha-2 code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// ISO 3166-2 code of the first-order unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admin1: Option<String>,
    /// Name of the second-order unit (raion).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admin2: Option<String>,
    /// Code of the Ukrainian register of settlements.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub katottg: Option<String>,
    /// Inhabitants, 0 where unknown.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub population: u32,
}

/// The scheme of identifiers of points.
pub const POINT: &str = "geo:";

fn is_zero(n: &u32) -> bool {
    *n == 0
}

impl Place {
    /// Whether a text gives it by its coordinates alone (`geo:47.0971,37.5434`, the scheme of RFC 5870).
    pub fn is_point(&self) -> bool {
        self.id.starts_with(POINT)
    }

    /// What [`Place::admin2`] of the places in a raion calls it: «Полтавський» of «Полтавський район».
    pub fn raion(&self) -> Option<&str> {
        let name = self.name_uk.as_deref()?;
        let (raion, _) = name.rsplit_once(' ')?;
        (self.kind == PlaceKind::Admin2).then_some(raion)
    }

    /// Longitude and latitude, where the place has coordinates.
    pub fn position(&self) -> Option<(f64, f64)> {
        Some((self.lon?, self.lat?))
    }
}

/// A place that all mentions of it in a report share: a long report names few places many times.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedPlace(Arc<Place>);

impl From<Place> for SharedPlace {
    fn from(place: Place) -> Self {
        Self(Arc::new(place))
    }
}

impl Deref for SharedPlace {
    type Target = Place;

    fn deref(&self) -> &Place {
        &self.0
    }
}

impl Serialize for SharedPlace {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for SharedPlace {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Place::deserialize(deserializer).map(Self::from)
    }
}

/// Words of a report, shared by all who hold them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SharedText(Arc<str>);

impl From<&str> for SharedText {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl Deref for SharedText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SharedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl PartialEq<str> for SharedText {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl Borrow<str> for SharedText {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Serialize for SharedText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for SharedText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<str>::deserialize(deserializer).map(|text| Self(text.into()))
    }
}

/// A place as a report names it.
///
/// A name that could not be placed keeps its `text` and has no `place`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceRef {
    /// The words of the report.
    pub text: SharedText,
    /// The place they were resolved to.
    #[serde(flatten)]
    pub place: SharedPlace,
    /// Where the words stand; what is kept of it is a statement's [`Evidence`](super::Evidence).
    #[serde(skip)]
    pub said_at: SaidAt,
}

/// Where a report says a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SaidAt {
    /// Its name.
    pub name: Option<Span>,
    /// Words that stand for a name said elsewhere ("the city", "from there").
    pub reference: Option<Span>,
}

impl SaidAt {
    /// All words that say it.
    pub fn spans(self) -> impl Iterator<Item = Span> {
        self.reference.into_iter().chain(self.name)
    }
}

impl PlaceRef {
    /// A reference to a name that no known place answers to: it has no coordinates.
    pub fn unplaced(text: &str) -> Self {
        Self {
            text: text.into(),
            place: SharedPlace::from(Place {
                id: format!("unplaced:{}", text.to_lowercase()),
                name: text.to_owned(),
                name_uk: None,
                name_ru: None,
                kind: PlaceKind::PopulatedPlace,
                lon: None,
                lat: None,
                country: None,
                admin1: None,
                admin2: None,
                katottg: None,
                population: 0,
            }),
            said_at: SaidAt::default(),
        }
    }
}
