//! What changed between two days, as GeoJSON.

use geo::{ChamberlainDuquetteArea, MultiPolygon};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::common::rounded;
use crate::format::{ATTRIBUTION, DISCLAIMER};
use crate::shape::control::{Control, Turn};

/// Land that changed hands in less than this is left out, square kilometres: lines move a little
/// where a settlement far away changes.
const LEAST_KM2: f64 = 1.0;

/// What changed from the end of one day to the end of another: settlements that another party
/// holds (points), and the land that each party gained and lost (areas), with sizes.
pub fn changes(before: &Control, after: &Control) -> Value {
    let change = after.since(before);
    let mut features: Vec<Value> = change.turns.iter().map(settlement).collect();
    for (kind, lands) in [("gained", &change.gained), ("lost", &change.lost)] {
        for (party, land) in lands {
            features.extend(area(kind, party, land, before.as_of, after.as_of));
        }
    }
    json!({
        "type": "FeatureCollection",
        "title": format!("Changes of control from {} to {}", before.as_of, after.as_of),
        "description": "Settlements that another party holds on the later day (kind settlement, with from and to), and land that a party gained or lost (kind gained and lost). States at the end of both days.",
        "disclaimer": DISCLAIMER,
        "attribution": ATTRIBUTION,
        "from": before.as_of.to_string(),
        "to": after.as_of.to_string(),
        "numberMatched": features.len(),
        "features": features,
    })
}

fn settlement(turn: &Turn<'_>) -> Value {
    let Turn { before, after } = turn;
    let place = &after.place;
    let claim = &after.decided_by;
    let source = &claim.source;
    let geometry = place
        .position()
        .map(|(lon, lat)| json!({ "type": "Point", "coordinates": [lon, lat] }));
    json!({
        "type": "Feature",
        "id": format!("{}-{}", place.id, claim.period.since),
        "geometry": geometry,
        "properties": {
            "kind": "settlement",
            "place_name": place.name,
            "place_name_uk": place.name_uk,
            "place_name_ru": place.name_ru,
            "place_id": place.id,
            "population": place.population,
            "from": before.party,
            "to": after.party,
            "tier": after.tier,
            "since": claim.period.since.to_string(),
            "basis": source.basis,
            "report_id": source.report.id,
            "source_name": source.report.source,
            "source_url": source.url.as_ref().or(source.report.url.as_ref()),
            "quote": source.quote.exact,
            "published": source.report.published,
            "confidence": source.confidence,
        },
    })
}

fn area(kind: &str, party: &str, land: &MultiPolygon, before: Date, after: Date) -> Option<Value> {
    let parts = land.iter().cloned();
    let parts: MultiPolygon = parts.filter(|part| square_km(part) >= LEAST_KM2).collect();
    if parts.0.is_empty() {
        return None;
    }
    let size: f64 = parts.iter().map(square_km).sum();
    Some(json!({
        "type": "Feature",
        "id": format!("{kind}-{party}"),
        "geometry": geojson::Geometry::from(&parts),
        "properties": {
            "kind": kind,
            "party": party,
            "area_km2": rounded(size, 1),
            "from": before.to_string(),
            "to": after.to_string(),
        },
    }))
}

fn square_km(part: &geo::Polygon) -> f64 {
    part.chamberlain_duquette_unsigned_area() / 1e6
}
