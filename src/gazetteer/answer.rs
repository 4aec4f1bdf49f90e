//! Answers of the gazetteer as GeoJSON (RFC 7946) with GeocodeJSON properties.

use serde_json::{Value, json};

use super::{Gazetteer, Hit, Near, PlaceIx, Reverse};
use crate::model::{Place, PlaceKind};

/// Version of the GeocodeJSON specification that is followed.
const GEOCODEJSON: &str = "0.1.0";
const LICENCE: &str = "CC BY 4.0";
/// Whom the answers are owed to.
pub const ATTRIBUTION: &str = "GeoNames (CC BY 4.0); KATOTTG; Natural Earth";

impl Gazetteer {
    /// The answer to a search: one feature a hit, best first.
    pub fn search_json(&self, typed: &str, hits: &[Hit]) -> Value {
        let features: Vec<Value> = hits
            .iter()
            .map(|hit| self.feature(hit.place, "confidence", json!(hit.confidence)))
            .collect();
        json!({
            "type": "FeatureCollection",
            "geocoding": {
                "version": GEOCODEJSON,
                "licence": LICENCE,
                "attribution": ATTRIBUTION,
                "query": typed,
            },
            "features": features,
        })
    }

    /// The answer to a position: the settlement and the part of it, where there are any, else
    /// the country; `summary` says it in a sentence.
    pub fn reverse_json(&self, (lon, lat): (f64, f64), found: &Reverse) -> Value {
        let near = |near: Near| {
            let metres = near.distance_m.round();
            self.feature(near.place, "distance_m", json!(metres))
        };
        let mut features: Vec<Value> = [found.settlement, found.district]
            .into_iter()
            .flatten()
            .map(near)
            .collect();
        if features.is_empty()
            && let Some(country) = found.country
        {
            features.push(self.feature(country, "distance_m", Value::Null));
        }
        json!({
            "type": "FeatureCollection",
            "geocoding": {
                "version": GEOCODEJSON,
                "licence": LICENCE,
                "attribution": ATTRIBUTION,
                "query": format!("{lon},{lat}"),
                "summary": self.reverse_sentence(found),
            },
            "features": features,
        })
    }

    /// What lies at a position, in a sentence.
    pub fn reverse_sentence(&self, found: &Reverse) -> String {
        if let Some(settlement) = found.settlement {
            let label = self.label(settlement.place);
            return match found.district {
                Some(district) => format!("{} in {label}.", self.name(district.place)),
                None => format!("{label}."),
            };
        }
        let Some(nearest) = found.nearest else {
            return "No settlement is known within 200 km.".to_owned();
        };
        let kilometres = (nearest.distance_m / 1000.0).round();
        let nearest = self.label(nearest.place);
        let country = match found.country {
            Some(country) => format!("Probably {}", self.name(country)),
            None => "The country is not certain".to_owned(),
        };
        format!("{country}; the nearest known settlement is {nearest}, {kilometres} km away.")
    }

    /// Name, first-order unit and country of a place: "Mariupol, Donetsk Oblast, Ukraine".
    pub fn label(&self, place: PlaceIx) -> String {
        let (admin1, country) = self.containers(place);
        let mut label = self.name(place).to_owned();
        for container in [admin1, country].into_iter().flatten() {
            label.push_str(", ");
            label.push_str(self.name(container));
        }
        label
    }

    /// First-order unit and country of a place, other than itself.
    fn containers(&self, place: PlaceIx) -> (Option<PlaceIx>, Option<PlaceIx>) {
        let facts = self.facts(place);
        let admin1 = facts.admin1.and_then(|unit| self.admin1_place(unit));
        let country = facts.country.and_then(|code| self.country_place(code));
        (
            admin1.filter(|unit| *unit != place),
            country.filter(|unit| *unit != place),
        )
    }

    fn feature(&self, ix: PlaceIx, measure: &str, value: Value) -> Value {
        let place = self.place(ix);
        let (admin1, country) = self.containers(ix);
        let name = |unit: Option<PlaceIx>| unit.map(|unit| self.name(unit));
        let geometry = place
            .position()
            .map(|(lon, lat)| json!({ "type": "Point", "coordinates": [lon, lat] }));
        json!({
            "type": "Feature",
            "id": place.id,
            "geometry": geometry,
            "properties": {
                "id": place.id,
                "name": place.name,
                "name_uk": place.name_uk,
                "name_ru": place.name_ru,
                "kind": place.kind,
                "country": place.country,
                "admin1": place.admin1,
                "admin1_name": name(admin1),
                "admin2": place.admin2,
                "katottg": place.katottg,
                "population": place.population,
                measure: value,
                "geocoding": {
                    "type": geocode_type(&place),
                    "label": self.label(ix),
                    "name": place.name,
                    "county": place.admin2,
                    "state": name(admin1),
                    "country": name(country),
                },
            },
        })
    }
}

/// The kind of a place in the words of GeocodeJSON.
fn geocode_type(place: &Place) -> &'static str {
    match place.kind {
        PlaceKind::PopulatedPlace => "city",
        PlaceKind::District => "district",
        PlaceKind::Country => "country",
        PlaceKind::Admin1 => "state",
        PlaceKind::Admin2 => "county",
        PlaceKind::Region | PlaceKind::Water | PlaceKind::Feature => "locality",
    }
}
