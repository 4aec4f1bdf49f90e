//! Layers: what they hold ([`registry`]) and how readings become their features ([`features`]).

mod changes;
mod common;
mod control;
mod corridors;
mod counts;
mod crossings;
mod evidence;
#[cfg(test)]
pub(crate) mod fixtures;
mod known;
mod parties;
mod points;
mod proposals;
pub mod registry;

use std::cmp::Reverse;
use std::collections::HashSet;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::model::{Feature, Reading};
use crate::shape::{Atlas, Route};
pub use changes::changes;
pub use control::{age_properties, claims, control_features};
pub use known::{Known, title};
pub use registry::{GeometryType, Layer, LayerId, Property, PropertyType, layer_named, layers};

/// The statements of one report and the moment at which the report came in.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredReading {
    /// The reading; its mentions and the report's text may be left out, layers need neither.
    pub reading: Reading,
    /// When the report came in.
    pub received_at: Timestamp,
    /// The bytes that it came in as, personal data and all, where the operator wants them kept. They go into
    /// the store with the report, and do not come out with it.
    pub original: Option<Vec<u8>>,
    reported_on: String,
}

impl StoredReading {
    /// A reading that came in at `received_at`.
    pub fn new(reading: Reading, received_at: Timestamp) -> Self {
        let received_on = received_at.to_zoned(TimeZone::UTC).date();
        // Somewhere it is tomorrow already.
        let latest = received_on.tomorrow().unwrap_or(received_on);
        let published = reading.report.published.as_deref();
        let reported_on = match published.map(str::parse::<Date>) {
            Some(Ok(day)) if day > latest => received_on.to_string(),
            Some(_) => published.unwrap_or_default().to_owned(),
            None => received_on.to_string(),
        };
        Self {
            reading,
            received_at,
            original: None,
            reported_on,
        }
    }

    /// The same without mentions and text, which layers do not need.
    pub fn statements_only(&self) -> Self {
        let mut reading = self.reading.clone();
        reading.mentions = Vec::new();
        reading.report.text = String::new();
        reading.report.paragraphs = Vec::new();
        Self::new(reading, self.received_at)
    }

    /// Day of publication; the day on which the report came in where it does not say one, or one
    /// that had not come by then: nobody reports from the future.
    pub fn reported_on(&self) -> &str {
        &self.reported_on
    }
}

/// The features that the statements of readings make by themselves: those of all layers, with each
/// claim of control as a point of its own, and no areas and lines.
///
/// Layers "as known at" a moment are the features of the readings that had come out by then.
///
/// Identifiers are unique within a layer: of statements that say the same twice, one stays.
pub fn features(readings: &[&StoredReading], atlas: &Atlas) -> Vec<Feature> {
    let mut features = lasting_features(readings, atlas);
    features.extend(points::control(&newest_first(readings)));
    unique(features)
}

/// The features of all layers but those that show a state as of a day ([`control_features`]).
pub fn lasting_features(readings: &[&StoredReading], atlas: &Atlas) -> Vec<Feature> {
    let records = corridors::records(readings);
    let newest_first = newest_first(readings);
    let routes: Vec<Option<Route>> = records.iter().map(|record| record.route(atlas)).collect();
    let mut features: Vec<Feature> = records
        .iter()
        .zip(&routes)
        .filter_map(|(record, route)| record.feature(route.as_ref()))
        .collect();
    features.extend(points::events(&newest_first));
    features.extend(points::places(&records));
    features.extend(proposals::proposals(&newest_first, atlas));
    features.extend(crossings::crossing_points(&records, &routes, atlas));
    unique(features)
}

fn newest_first<'a>(readings: &[&'a StoredReading]) -> Vec<&'a StoredReading> {
    let mut readings = readings.to_vec();
    readings.sort_by_key(|stored| Reverse((stored.reported_on(), stored.received_at)));
    readings
}

fn unique(mut features: Vec<Feature>) -> Vec<Feature> {
    let mut seen = HashSet::new();
    features.retain(|feature| seen.insert((feature.layer, feature.id.clone())));
    features
}
