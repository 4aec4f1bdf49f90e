//! What changed between two days, as GeoJSON.

use geo::{ChamberlainDuquetteArea, Contains, MultiPolygon, Point};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::common::rounded;
use super::control::{age_properties, with};
use super::parties::name_properties;
use crate::format::{ATTRIBUTION, DISCLAIMER};
use crate::shape::control::{Age, Control, Turn};

/// Land that changed hands in less than this is left out, square kilometres: lines move a little
/// where a settlement far away changes.
const LEAST_KM2: f64 = 1.0;

/// What changed from the end of one day to the end of another, each given with its state:
/// settlements that another party holds (points), and the land that each party gained and lost
/// (areas), with sizes.
pub fn changes(before: (&Control, Date), after: (&Control, Date)) -> Value {
    let ((before, first), (after, last)) = (before, after);
    let change = after.since(before);
    let turns = change.turns.iter();
    let mut features: Vec<Value> = turns.map(|turn| settlement(turn, last)).collect();
    for (kind, lands) in [("gained", &change.gained), ("lost", &change.lost)] {
        for (party, land) in lands {
            let last_day = last_day_of(land, &change.turns, after).unwrap_or(last);
            features.extend(area(kind, party, land, first, Age::on(last, last_day)));
        }
    }
    let last_known = after
        .standings
        .iter()
        .filter(|one| one.is_old(last))
        .count();
    json!({
        "type": "FeatureCollection",
        "title": format!("Changes of control from {first} to {last}{}", match last_known {
            0 => String::new(),
            some => format!(", as far as known ({some} of {} settlements were not heard of for two weeks before)", after.standings.len()),
        }),
        "description": "Settlements that another party holds on the later day (kind settlement, with from and to), and land that a party gained or lost (kind gained and lost). States at the end of both days, as far as known: each feature says until when (as_of, last_claim, currency).",
        "disclaimer": DISCLAIMER,
        "attribution": ATTRIBUTION,
        "from": first.to_string(),
        "to": last.to_string(),
        "numberMatched": features.len(),
        "features": features,
    })
}

/// The last day that is vouched for in land that changed hands: the oldest of its settlements that
/// did, or of all settlements where none lies in it.
fn last_day_of(land: &MultiPolygon, turns: &[Turn<'_>], after: &Control) -> Option<Date> {
    let inside = turns.iter().filter(|turn| {
        let at = turn.after.place.position().map(Point::from);
        at.is_some_and(|at| land.contains(&at))
    });
    let of_turns = inside.map(|turn| turn.after.last_day).min();
    of_turns.or_else(|| {
        after
            .standings
            .iter()
            .map(|standing| standing.last_day)
            .min()
    })
}

fn settlement(turn: &Turn<'_>, day: Date) -> Value {
    let Turn { before, after } = turn;
    let place = &after.place;
    let claim = &after.decided_by;
    let source = &claim.source;
    let geometry = place
        .position()
        .map(|(lon, lat)| json!({ "type": "Point", "coordinates": [lon, lat] }));
    let properties = json!({
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
    });
    let further = [
        age_properties(&after.age(day)),
        name_properties("from", &before.party),
        name_properties("to", &after.party),
    ];
    json!({
        "type": "Feature",
        "id": format!("{}-{}", place.id, claim.period.since),
        "geometry": geometry,
        "properties": with(properties, further),
    })
}

fn area(kind: &str, party: &str, land: &MultiPolygon, before: Date, age: Age) -> Option<Value> {
    let parts = land.iter().cloned();
    let parts: MultiPolygon = parts.filter(|part| square_km(part) >= LEAST_KM2).collect();
    if parts.0.is_empty() {
        return None;
    }
    let size: f64 = parts.iter().map(square_km).sum();
    let properties = json!({
        "kind": kind,
        "party": party,
        "area_km2": rounded(size, 1),
        "from": before.to_string(),
        "to": age.asked.to_string(),
    });
    let further = [age_properties(&age), name_properties("party", party)];
    Some(json!({
        "type": "Feature",
        "id": format!("{kind}-{party}"),
        "geometry": geojson::Geometry::from(&parts),
        "properties": with(properties, further),
    }))
}

fn square_km(part: &geo::Polygon) -> f64 {
    part.chamberlain_duquette_unsigned_area() / 1e6
}
