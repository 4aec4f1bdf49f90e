//! The atlas with the roads that were imported beside a store.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

use crate::shape::Atlas;
use crate::shape::osm::ImportedRoads;
use crate::store::{RoadStoreError, read_roads, road_file};

/// The atlas for the store at `store`, and what there is to say of its roads: nothing where none
/// were imported. An error means that the atlas does without them.
pub(super) fn beside(store: &Path) -> (Atlas, Result<Option<String>, RoadStoreError>) {
    let atlas = Atlas::embedded();
    match read_roads(store) {
        Ok(None) => (atlas, Ok(None)),
        Ok(Some(roads)) => {
            let note = describe(&roads, store);
            (atlas.with_roads(Arc::new(roads)), Ok(Some(note)))
        }
        Err(error) => (atlas, Err(error)),
    }
}

/// The same for a command whose result is all that counts: only a failure is spoken of.
pub(super) fn beside_quietly(store: &Path) -> Atlas {
    let (atlas, roads) = beside(store);
    if let Err(error) = roads {
        eprintln!("korydor: lines go without imported roads: {error}");
    }
    atlas
}

fn describe(roads: &ImportedRoads, store: &Path) -> String {
    let as_of = roads
        .as_of()
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .map_or_else(String::new, |time| {
            format!(" as of {}", time.strftime("%Y-%m-%d"))
        });
    format!(
        "roads of {} are used: {} pieces{as_of}, {}",
        road_file(store).display(),
        indicatif::HumanCount(roads.pieces() as u64),
        roads.attribution(),
    )
}
