//! OpenStreetMap extracts.

use std::io::Cursor;

use korydor::shape::osm::ImportedRoads;

/// Bytes are imported as roads; those that can be are written and opened again.
pub fn pbf(data: &[u8]) {
    let imported = ImportedRoads::import(|| Ok(Cursor::new(data)), &|_, _, _| {});
    if let Ok((roads, _)) = imported {
        let _ = (roads.pieces(), roads.attribution(), roads.as_of());
        let _ = roads.to_bytes();
    }
}
