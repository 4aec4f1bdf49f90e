//! Layers of points: events, claims of control, and the places that corridors name.

use jiff::civil::Date;
use serde_json::json;

use super::StoredReading;
use super::common::{Provenance, feature, identity, point};
use super::control::{age_properties, with};
use super::corridors::Record;
use super::evidence::{of_event, rule};
use super::parties::name_properties;
use super::registry::LayerId;
use crate::model::{CorridorField, Feature, PlaceRef, Verification};
use crate::shape::control::Age;

/// Fighting and movements of forces, the newest report first.
pub(super) fn events(readings: &[&StoredReading]) -> Vec<Feature> {
    let mut features = Vec::new();
    for stored in readings {
        let report = &stored.reading.report;
        for event in &stored.reading.events {
            let provenance = Provenance {
                report,
                quote: &event.quote,
                announced_by: event.by.as_deref(),
                confidence: event.confidence,
                verification: Verification::Unreviewed,
            };
            let (acled_type, acled_subtype) = acled_type_and_subtype(&event.acled);
            let place = &event.place.place;
            let kind = json!(event.kind);
            let id = identity([
                "event",
                &report.id,
                kind.as_str().unwrap_or_default(),
                &place.id,
                &event.quote.start.to_string(),
            ]);
            let own = json!({
                "kind": kind,
                "acled_type": acled_type,
                "acled_subtype": acled_subtype,
                "place_name": place.name,
                "place_name_uk": place.name_uk,
                "place_name_ru": place.name_ru,
                "place_id": place.id,
                "time": event.when.or_report(report.published.as_deref()),
                "day_not_understood": event.when.day_not_understood,
                "evidence": of_event(&event.evidence, &report.id, &event.quote, "time"),
                "rule": rule(&event.rule),
            });
            let geometry = point(place).map(Into::into);
            features.push(feature(LayerId::Events, id, &provenance, geometry, own));
        }
    }
    features
}

/// ACLED writes `type/sub-type`, and one of its types has a slash of its own.
fn acled_type_and_subtype(acled: &str) -> (&str, Option<&str>) {
    const WITH_SLASH: &str = "Explosions/Remote violence";
    match acled.strip_prefix(WITH_SLASH) {
        Some(rest) => (WITH_SLASH, rest.strip_prefix('/')),
        None => match acled.split_once('/') {
            Some((kind, subtype)) => (kind, Some(subtype)),
            None => (acled, None),
        },
    }
}

/// Claims of control, the newest report first.
pub(super) fn control(readings: &[&StoredReading]) -> Vec<Feature> {
    let mut features = Vec::new();
    for stored in readings {
        let report = &stored.reading.report;
        for claim in &stored.reading.control {
            let provenance = Provenance {
                report,
                quote: &claim.quote,
                announced_by: claim.by.as_deref(),
                confidence: claim.confidence,
                verification: Verification::Unreviewed,
            };
            let place = &claim.place.place;
            let id = identity([
                "control",
                &report.id,
                &claim.party,
                &place.id,
                &claim.quote.start.to_string(),
            ]);
            let own = json!({
                "party": claim.party,
                "tier": claim.tier,
                "evidence": of_event(&claim.evidence, &report.id, &claim.quote, "since"),
                "rule": rule(&claim.rule),
                "place_name": place.name,
                "place_name_uk": place.name_uk,
                "place_name_ru": place.name_ru,
                "place_id": place.id,
                "day_not_understood": claim.when.day_not_understood,
            });
            let day = claim.when.or_report(Some(stored.reported_on()));
            let day: Option<Date> = day.and_then(|day| day.parse().ok());
            let age = day.map(|day| age_properties(&Age::on(day, day)));
            let names = name_properties("party", &claim.party);
            let own = with(own, age.into_iter().chain([names]));
            let geometry = point(place).map(Into::into);
            features.push(feature(LayerId::Control, id, &provenance, geometry, own));
        }
    }
    features
}

/// The places of the corridors, in the order of the corridors: origin, way, destination.
pub(super) fn places(records: &[Record<'_>]) -> Vec<Feature> {
    let mut features = Vec::new();
    for record in records {
        let Some(provenance) = record.provenance() else {
            continue;
        };
        let mut add = |place: &PlaceRef, role: &str, field: CorridorField| {
            let place = &place.place;
            let own = json!({
                "name": place.name,
                "name_uk": place.name_uk,
                "name_ru": place.name_ru,
                "place_id": place.id,
                "kind": place.kind,
                "role": role,
                "corridor_id": record.id,
                "status": record.status(),
                "inferred": record.infers(field),
            });
            features.push(feature(
                LayerId::Places,
                identity(["place", &record.id, role, &place.id]),
                &provenance,
                point(place).map(Into::into),
                own,
            ));
        };
        if let Some(place) = record.origin {
            add(place, "from", CorridorField::From);
        }
        for place in record.via() {
            add(place, "via", CorridorField::Via);
        }
        if let Some(place) = record.destination {
            add(place, "to", CorridorField::To);
        }
    }
    features
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acled_sub_types_may_hold_slashes() {
        let cases = [
            ("Battles/Armed clash", ("Battles", Some("Armed clash"))),
            (
                "Explosions/Remote violence/Shelling/artillery/missile attack",
                (
                    "Explosions/Remote violence",
                    Some("Shelling/artillery/missile attack"),
                ),
            ),
            ("Battles", ("Battles", None)),
        ];
        for (text, parts) in cases {
            assert_eq!(acled_type_and_subtype(text), parts);
        }
    }
}
