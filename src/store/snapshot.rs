//! All layers at one moment: features in order, encoded once, found by area and by identifier.

use std::collections::HashMap;
use std::io::Write;
use std::ops::Range;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;
use geo::{BoundingRect, Coord, CoordsIter, Geometry, Rect};
use geo_index::rtree::sort::HilbertSort;
use geo_index::rtree::{RTree, RTreeBuilder, RTreeIndex};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::query::{Interval, Query, Selection};
use super::states::States;
use crate::format::{attribution, geojson};
use crate::layer::{Known, Layer, StoredReading, layers, title};
use crate::model::{Feature, Language, Tombstone, Unplaced};

/// All layers and reports at one moment. Immutable.
#[derive(Debug)]
pub struct Snapshot {
    layers: Vec<Arc<LayerSnapshot>>,
    states: Arc<States>,
    reports: Vec<ReportSummary>,
    tombstones: Vec<Tombstone>,
    /// Tombstones by the features, as `layer/id`, that named their reports.
    withdrawn_features: HashMap<String, usize>,
    statements: HashMap<String, Arc<StoredReading>>,
    changed_at: Option<Timestamp>,
    digest: String,
}

/// A report as the list of reports shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportSummary {
    /// Identifier.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// Day of publication.
    pub published: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Language of most of the text.
    pub language: Language,
    /// When it came in.
    pub received_at: Timestamp,
    /// How many statements about corridors it holds.
    pub corridors: usize,
    /// How many events it reports.
    pub events: usize,
    /// How many claims of control it reports.
    pub control: usize,
    /// Names that could not be placed, and why.
    pub unplaced: Vec<Unplaced>,
}

impl Snapshot {
    /// A snapshot of these features and of the readings that they come from, with the layers that
    /// show a state as of the latest day; and what was withdrawn, in the order of withdrawal.
    pub fn new(
        features: &[Feature],
        readings: &[Arc<StoredReading>],
        tombstones: &[Tombstone],
        states: Arc<States>,
    ) -> Self {
        let received = readings.iter().map(|stored| stored.received_at);
        let withdrawn = tombstones.iter().map(|tombstone| tombstone.withdrawn_at);
        let changed_at = received.chain(withdrawn).max();
        let mut of_layer: HashMap<&str, Vec<&Feature>> = HashMap::new();
        for feature in features {
            of_layer.entry(feature.layer).or_default().push(feature);
        }
        let latest = states.on(states.latest());
        let layers: Vec<_> = layers()
            .iter()
            .map(|layer| match latest.layer(layer) {
                Some(state) => Arc::clone(state),
                None => {
                    let features = of_layer.remove(layer.name).unwrap_or_default();
                    Arc::new(LayerSnapshot::new(layer, &features, changed_at))
                }
            })
            .collect();
        let mut reports: Vec<_> = readings.iter().map(|stored| summary(stored)).collect();
        reports.sort_by(|a, b| {
            let key = |report: &ReportSummary| (report.published.clone(), report.received_at);
            key(b).cmp(&key(a))
        });
        let statements = readings.iter().map(|stored| {
            let id = stored.reading.report.id.clone();
            (id, Arc::clone(stored))
        });
        let digest = layers.iter().map(|layer| layer.etag.as_str()).collect();
        Self {
            layers,
            states,
            reports,
            withdrawn_features: (tombstones.iter().enumerate())
                .flat_map(|(at, tombstone)| {
                    tombstone
                        .features
                        .iter()
                        .map(move |feature| (feature.clone(), at))
                })
                .collect(),
            tombstones: tombstones.to_vec(),
            statements: statements.collect(),
            changed_at,
            digest,
        }
    }

    /// A layer by its registry entry.
    pub fn layer(&self, layer: &Layer) -> &LayerSnapshot {
        &self.layers[layer.id as usize]
    }

    /// All layers, in the order of the registry.
    pub fn layers(&self) -> &[Arc<LayerSnapshot>] {
        &self.layers
    }

    /// What answers a question to a layer: the layer, and the question without its time where the
    /// layer is one that shows a state, which is then the one at the end of that time.
    ///
    /// A state that has not been asked for lately is made first: some tens of milliseconds.
    pub fn answering(&self, layer: &Layer, query: Query) -> (Arc<LayerSnapshot>, Query) {
        if !layer.id.shows_a_state() {
            return (Arc::clone(&self.layers[layer.id as usize]), query);
        }
        let state = self.states.at(query.datetime.as_ref());
        let held = state
            .layer(layer)
            .unwrap_or(&self.layers[layer.id as usize]);
        let query = Query {
            datetime: None,
            ..query
        };
        (Arc::clone(held), query)
    }

    /// The states of control of all days.
    pub fn states(&self) -> &Arc<States> {
        &self.states
    }

    /// The reports, the newest first.
    pub fn reports(&self) -> &[ReportSummary] {
        &self.reports
    }

    /// What stands in the place of reports that were withdrawn, in the order of withdrawal.
    pub fn tombstones(&self) -> &[Tombstone] {
        &self.tombstones
    }

    /// The tombstone of a report.
    pub fn tombstone(&self, id: &str) -> Option<&Tombstone> {
        self.tombstones.iter().find(|tombstone| tombstone.id == id)
    }

    /// The tombstone of the last report that a feature rested on, if the feature is gone with it.
    /// Known of features of the layers as they stood at the withdrawal.
    pub fn tombstone_of_feature(&self, layer: &Layer, id: &str) -> Option<&Tombstone> {
        let at = self
            .withdrawn_features
            .get(&format!("{}/{id}", layer.name))?;
        self.tombstones.get(*at)
    }

    /// What was read in a stored report, without its mentions and its text.
    pub fn statements(&self, id: &str) -> Option<&Arc<StoredReading>> {
        self.statements.get(id)
    }

    /// When the newest report came in or was withdrawn; `None` where there is none.
    pub fn changed_at(&self) -> Option<Timestamp> {
        self.changed_at
    }

    /// What the layers hold, in short: equal exactly when they are.
    pub fn digest(&self) -> &str {
        &self.digest
    }
}

fn summary(stored: &StoredReading) -> ReportSummary {
    let reading = &stored.reading;
    let report = &reading.report;
    ReportSummary {
        id: report.id.clone(),
        title: report.title.clone(),
        published: report.published.clone(),
        source: report.source.clone(),
        url: report.url.clone(),
        language: report.language,
        received_at: stored.received_at,
        corridors: reading.corridors.len(),
        events: reading.events.len(),
        control: reading.control.len(),
        unplaced: reading.unplaced.clone(),
    }
}

/// What is asked of a feature; its properties stand in the layer's GeoJSON only.
#[derive(Debug)]
pub struct Entry {
    /// Identifier within the layer.
    pub id: String,
    /// Geometry in degrees; `None` where nothing could be placed.
    pub geometry: Option<Geometry<f64>>,
    /// Its valid time; `None` where no day is known of it.
    pub valid: Option<Interval>,
    /// Where it stands in the layer's GeoJSON.
    json: Range<usize>,
}

/// One layer at one moment.
#[derive(Debug)]
pub struct LayerSnapshot {
    /// The layer's registry entry.
    pub layer: &'static Layer,
    /// Title for people; says of which day the state is, where the layer shows one.
    pub title: String,
    /// Of which days its features are, where the layer shows a state.
    pub known: Option<Known>,
    /// The whole layer as GeoJSON.
    pub geojson: Arc<[u8]>,
    /// The same, compressed.
    pub geojson_gzip: Arc<[u8]>,
    /// Strong entity tag of the GeoJSON.
    pub etag: String,
    /// Whom its data come from.
    pub attribution: String,
    /// The smallest rectangle around all geometries.
    pub extent: Option<Rect>,
    /// From the first to the last valid moment.
    pub interval: Interval,
    entries: Vec<Entry>,
    by_id: HashMap<String, usize>,
    index: RTree<f64>,
    /// Entries by their number in the index, which holds only those with a geometry.
    indexed: Vec<usize>,
}

impl LayerSnapshot {
    pub(super) fn new(
        layer: &'static Layer,
        features: &[&Feature],
        changed_at: Option<Timestamp>,
    ) -> Self {
        let (geojson, ranges) = geojson::layer(layer, features, changed_at);
        let entries: Vec<Entry> = features
            .iter()
            .zip(ranges)
            .map(|(feature, json)| Entry {
                id: feature.id.clone(),
                geometry: feature.geometry.clone(),
                valid: valid_time(feature),
                json,
            })
            .collect();
        let bounds = entries.iter().enumerate().filter_map(|(at, entry)| {
            let bounds = entry.geometry.as_ref()?.bounding_rect()?;
            Some((at, bounds))
        });
        let bounds: Vec<(usize, Rect)> = bounds.collect();
        let mut builder = RTreeBuilder::new(u32::try_from(bounds.len()).unwrap_or(u32::MAX));
        for (_, rect) in &bounds {
            builder.add(rect.min().x, rect.min().y, rect.max().x, rect.max().y);
        }
        let by_id = entries
            .iter()
            .enumerate()
            .map(|(at, entry)| (entry.id.clone(), at))
            .collect();
        let known = Known::of(layer, features);
        Self {
            layer,
            title: title(layer, known.as_ref()),
            known,
            etag: etag_of(&geojson),
            attribution: attribution(features.iter().map(|feature| &feature.properties)),
            geojson_gzip: gzip(&geojson).into(),
            geojson: geojson.into(),
            extent: bounds.iter().map(|(_, rect)| *rect).reduce(around_both),
            interval: span(entries.iter().filter_map(|entry| entry.valid)),
            by_id,
            index: builder.finish::<HilbertSort>(),
            indexed: bounds.iter().map(|(at, _)| *at).collect(),
            entries,
        }
    }

    /// The memory that it takes, in bytes, as an estimate.
    pub(super) fn weight(&self) -> usize {
        let geometries = self.entries.iter().filter_map(|e| e.geometry.as_ref());
        let points: usize = geometries.map(CoordsIter::coords_count).sum();
        let ids: usize = self.entries.iter().map(|entry| 2 * entry.id.len()).sum();
        // An entry also stands in the index and in the table of identifiers.
        let entries = self.entries.len() * (size_of::<Entry>() + 128);
        self.geojson.len() + self.geojson_gzip.len() + entries + ids + points * size_of::<Coord>()
    }

    /// All features in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The feature called `id`.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.by_id.get(id).map(|at| &self.entries[*at])
    }

    /// A feature with its properties, read from the layer's GeoJSON.
    pub fn feature(&self, entry: &Entry) -> Feature {
        let json: Value = serde_json::from_slice(self.json(entry)).unwrap_or_default();
        let properties = match json {
            Value::Object(mut members) => members.remove("properties"),
            _ => None,
        };
        Feature {
            id: entry.id.clone(),
            layer: self.layer.name,
            geometry: entry.geometry.clone(),
            properties: match properties {
                Some(Value::Object(properties)) => properties,
                _ => Map::new(),
            },
        }
    }

    /// A feature as GeoJSON.
    pub fn json(&self, entry: &Entry) -> &[u8] {
        &self.geojson[entry.json.clone()]
    }

    /// The features that a query asks for. Features without geometry meet no area, those of which no day is
    /// known no interval: they have one that nobody has said.
    pub fn select(&self, query: &Query) -> Selection<'_> {
        let near: Vec<&Entry> = match &query.bbox {
            None => self.entries.iter().collect(),
            Some(bbox) => {
                let mut at: Vec<usize> = bbox
                    .rectangles()
                    .iter()
                    .flat_map(|area| {
                        let (min, max) = (area.min(), area.max());
                        self.index.search(min.x, min.y, max.x, max.y)
                    })
                    .filter_map(|number| self.indexed.get(number as usize).copied())
                    .collect();
                at.sort_unstable();
                at.dedup();
                at.into_iter()
                    .map(|at| &self.entries[at])
                    .filter(|entry| {
                        let geometry = entry.geometry.as_ref();
                        geometry.is_some_and(|geometry| bbox.meets(geometry))
                    })
                    .collect()
            }
        };
        let matching: Vec<&Entry> = match &query.datetime {
            None => near,
            Some(asked) => near
                .into_iter()
                .filter(|entry| entry.valid.is_some_and(|valid| valid.meets(asked)))
                .collect(),
        };
        let matching: Vec<&Entry> = match &query.filter {
            None => matching,
            Some(filter) => matching
                .into_iter()
                .filter(|entry| filter.finds(&self.feature(entry).properties))
                .collect(),
        };
        Selection {
            matched: matching.len(),
            page: matching
                .into_iter()
                .skip(query.offset)
                .take(query.limit)
                .collect(),
        }
    }
}

/// The valid time of a feature: the days that it is for, else the day that it is of, else the
/// day of the report; none where none of these is known, or a day is stated that was not understood.
fn valid_time(feature: &Feature) -> Option<Interval> {
    if feature.properties.get("day_not_understood") == Some(&Value::Bool(true)) {
        return None;
    }
    let day = |name: &str| Interval::of(feature.properties.get(name)?.as_str()?);
    if let Some(first) = day("valid_from") {
        return Some(Interval {
            start: first.start,
            end: day("valid_to").unwrap_or(first).end,
        });
    }
    ["time", "day", "as_of", "published"]
        .into_iter()
        .find_map(day)
}

fn span(intervals: impl Iterator<Item = Interval> + Clone) -> Interval {
    Interval {
        start: intervals
            .clone()
            .filter_map(|interval| interval.start)
            .min(),
        end: intervals.filter_map(|interval| interval.end).max(),
    }
}

/// The smallest rectangle around both.
pub(super) fn around_both(a: Rect, b: Rect) -> Rect {
    let (low, high) = ((a.min(), b.min()), (a.max(), b.max()));
    Rect::new(
        (low.0.x.min(low.1.x), low.0.y.min(low.1.y)),
        (high.0.x.max(high.1.x), high.0.y.max(high.1.y)),
    )
}

/// A strong entity tag of a body: 32 hexadecimal digits of its SHA-256, without quotes.
pub fn etag_of(body: &[u8]) -> String {
    let digest = Sha256::digest(body);
    digest
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The body in gzip.
pub fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 4), Compression::fast());
    // Writing to memory cannot fail.
    let written = encoder.write_all(body).and_then(|()| encoder.finish());
    written.unwrap_or_default()
}
