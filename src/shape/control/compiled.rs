//! Dated facts of control as the build script compiles them from `geodata/control`.

use serde::{Deserialize, Serialize};

/// A file of facts: who held which settlement from when to when.
#[derive(Debug, Serialize, Deserialize)]
pub struct FactFile {
    /// Title for people.
    pub title: String,
    /// ISO 3166-1 alpha-2 code of the country that all settlements lie in.
    pub country: String,
    /// Last day that the facts speak of.
    pub through: String,
    /// Day on which they were put together.
    pub compiled: String,
    /// The file as it was written.
    pub text: String,
    /// The settlements in the order of the file.
    pub settlements: Vec<Settlement>,
}

/// A settlement and who held it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Settlement {
    /// GeoNames number.
    pub geonames: u32,
    /// Name to show in English.
    pub name: String,
    /// Name in Ukrainian, empty where unknown.
    pub name_uk: String,
    /// Name in Russian, empty where unknown.
    pub name_ru: String,
    /// Longitude in degrees.
    pub lon: f64,
    /// Latitude in degrees.
    pub lat: f64,
    /// ISO 3166-2 code.
    pub admin1: String,
    /// Name of the second-order unit, empty where unknown.
    pub admin2: String,
    /// Inhabitants, 0 where unknown.
    pub population: u32,
    /// Its line of the file.
    pub line: String,
    /// First code point of the line.
    pub start: usize,
    /// One past the last code point of the line.
    pub end: usize,
    /// Who held it, in order of time; each period ends where the next begins.
    pub periods: Vec<Period>,
}

/// A time in which control of a settlement did not change.
#[derive(Debug, Serialize, Deserialize)]
pub struct Period {
    /// First day, ISO 8601.
    pub since: String,
    /// `ukraine`, `russia`, …, or `contested`.
    pub party: String,
    /// Whether only one side says so.
    pub claimed: bool,
    /// Whether the party holds the place and not the land around it.
    pub cut_off: bool,
    /// Address of the source that was read; `None` where the period is recalled.
    pub source: Option<String>,
}
