//! Control as of a day → features: settlements, held areas, front lines; and readings → claims.

use std::cmp::Reverse;
use std::sync::Arc;

use geo::{Haversine, Length};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::StoredReading;
use super::common::{Provenance, feature, identity, point, rounded};
use super::evidence::{of_event, rule};
use super::parties::name_properties;
use super::registry::LayerId;
use crate::model::{Feature, Verification};
use crate::shape::control::{
    Age, Basis, CONTESTED, Claim, Control, Evidence, FrontLine, HeldArea, Period, Source, Standing,
};

/// How many settlements an area or a line names.
const NAMED: usize = 5;

/// What the reports claim, in the order of the readings.
pub fn claims(readings: &[&StoredReading]) -> Vec<Arc<Claim>> {
    let mut claims = Vec::new();
    for stored in readings {
        if stored.reading.control.is_empty() {
            continue;
        }
        let report = Arc::new(stored.reading.report.clone());
        for said in &stored.reading.control {
            // Who held it on a day that is not known says nothing of any other day.
            let since = said.when.or_report(Some(stored.reported_on()));
            let Some(day) = since.and_then(|day| day.parse::<Date>().ok()) else {
                continue;
            };
            let contested = said.tier == crate::model::ControlTier::Contested;
            claims.push(Arc::new(Claim {
                place: said.place.place.clone(),
                party: if contested {
                    CONTESTED.to_owned()
                } else {
                    said.party.clone()
                },
                tier: said.tier,
                cut_off: false,
                period: Period::from_day(day),
                source: Source {
                    report: Arc::clone(&report),
                    quote: said.quote.clone(),
                    evidence: said.evidence.clone(),
                    rule: Some(said.rule.clone()),
                    by: said.by.clone(),
                    url: None,
                    basis: Basis::Report,
                    confidence: said.confidence,
                },
            }));
        }
    }
    claims
}

/// The features of the layers that show control as of `day`, a day with this state: settlements by
/// identifier, areas and lines in the order of `control`.
pub fn control_features(control: &Control, day: Date) -> Vec<Feature> {
    let settlements = control.standings.iter();
    let settlements = settlements.map(|standing| settlement(standing, day));
    let areas = control.areas.iter();
    let areas = areas.filter_map(|area| held_area(area, day));
    let lines = control.lines.iter();
    let lines = lines.filter_map(|line| front_line(line, day));
    settlements.chain(areas).chain(lines).collect()
}

/// What every feature says that rests on claims: of which day it is, and how old.
pub fn age_properties(age: &Age) -> Map<String, Value> {
    let properties = json!({
        "as_of": age.as_of().to_string(),
        "last_claim": age.last_claim.to_string(),
        "age_days": age.days(),
        "currency": age.currency(),
    });
    match properties {
        Value::Object(properties) => properties,
        _ => Map::new(),
    }
}

/// An object with further members.
pub(super) fn with(own: Value, further: impl IntoIterator<Item = Map<String, Value>>) -> Value {
    match own {
        Value::Object(mut own) => {
            own.extend(further.into_iter().flatten());
            Value::Object(own)
        }
        other => other,
    }
}

/// Identifier of a place in the layer `control`.
fn settlement_id(claim: &Claim) -> String {
    identity(["control", &claim.place.id])
}

fn settlement(standing: &Standing, day: Date) -> Feature {
    let claim = &standing.decided_by;
    let place = &standing.place;
    let of_other_reports = |other: &&Arc<Claim>| other.source.report.id != claim.source.report.id;
    let mut others = standing.claims.iter().filter(of_other_reports);
    let verification = if standing.party == CONTESTED && claim.party != CONTESTED {
        Verification::Disputed
    } else if others.any(|other| other.party == standing.party) {
        Verification::Corroborated
    } else {
        Verification::Unreviewed
    };
    let other_claims: Vec<Value> = standing
        .claims
        .iter()
        .filter(|other| !Arc::ptr_eq(other, claim))
        .map(|other| {
            let source = &other.source;
            let mut said = json!({
                "party": other.party,
                "tier": other.tier,
                "since": other.period.since.to_string(),
                "basis": source.basis,
                "report_id": source.report.id,
                "source_name": source.report.source,
                "source_url": source.url.as_ref().or(source.report.url.as_ref()),
                "quote": source.quote.exact,
            });
            // What a file says has neither words nor a rule.
            if let Some(rule) = source.rule.as_deref().and_then(rule) {
                said["evidence"] = words_of(source);
                said["rule"] = json!(rule);
            }
            said
        })
        .collect();
    let own = json!({
        "party": standing.party,
        "tier": standing.tier,
        "place_name": place.name,
        "place_name_uk": place.name_uk,
        "place_name_ru": place.name_ru,
        "place_id": place.id,
        "since": claim.period.since.to_string(),
        // Claims of a day that is not known decide nothing.
        "day_not_understood": false,
        "basis": claim.source.basis,
        "cut_off": standing.cut_off,
        "evidence": words_of(&claim.source),
        "rule": claim.source.rule.as_deref().and_then(rule),
        "claims": standing.claims.len(),
        "other_claims": other_claims,
    });
    let own = with(
        own,
        [
            age_properties(&standing.age(day)),
            name_properties("party", &standing.party),
        ],
    );
    let geometry = point(place).map(Into::into);
    sourced(
        LayerId::Control,
        settlement_id(claim),
        &claim.source,
        (claim.source.confidence, verification),
        geometry,
        own,
    )
}

fn words_of(source: &Source) -> Value {
    let Source {
        evidence,
        report,
        quote,
        ..
    } = source;
    of_event(evidence, &report.id, quote, "since")
}

fn held_area(area: &HeldArea, day: Date) -> Option<Feature> {
    let age = area.evidence.age(day);
    let by_size = by_size(&area.evidence);
    let source = main_source(&area.evidence, by_size.first().copied())?;
    let corner = area.polygon.0.first()?.exterior().0.first()?;
    let tier = json!(area.tier);
    let id = identity([
        "area",
        &age.as_of().to_string(),
        &area.party,
        tier.as_str().unwrap_or_default(),
        &format!("{:.5} {:.5}", corner.x, corner.y),
    ]);
    let own = json!({
        "party": area.party,
        "tier": tier,
        "newest_claim": newest_claim(&area.evidence, day),
        "area_km2": rounded(area.area_km2, 1),
        "claims": area.evidence.claims.len() + area.evidence.areas.len(),
        "places": names(&by_size),
    });
    let own = with(
        own,
        [age_properties(&age), name_properties("party", &area.party)],
    );
    let confidence = confidence(&area.evidence);
    Some(sourced(
        LayerId::ControlAreas,
        id,
        source,
        (confidence, Verification::Unreviewed),
        Some(area.polygon.clone().into()),
        own,
    ))
}

fn front_line(front: &FrontLine, day: Date) -> Option<Feature> {
    let age = front.evidence.age(day);
    let claims = &front.evidence.claims;
    // The claim that last changed says why the line runs here.
    let newest = claims
        .iter()
        .max_by_key(|claim| (claim.period.since, claim.place.population, &claim.place.id));
    let source = main_source(&front.evidence, newest)?;
    let (first, last) = (front.line.0.first()?, front.line.0.last()?);
    let id = identity([
        "front",
        &age.as_of().to_string(),
        &front.left,
        &format!("{:.5} {:.5}", first.x, first.y),
        &format!("{:.5} {:.5}", last.x, last.y),
    ]);
    let mut claim_ids: Vec<String> = claims.iter().map(|claim| settlement_id(claim)).collect();
    claim_ids.sort_unstable();
    let own = json!({
        "side": front.left,
        "side_right": front.right,
        "uncertainty_km": rounded(front.uncertainty_km, 1),
        "certainty": front.certainty,
        "newest_claim": newest_claim(&front.evidence, day),
        "length_km": rounded(Haversine.length(&front.line) / 1000.0, 1),
        "claims": claims.len() + front.evidence.areas.len(),
        "claim_ids": claim_ids,
        "places": names(&by_size(&front.evidence)),
    });
    let own = with(
        own,
        [
            age_properties(&age),
            name_properties("side", &front.left),
            name_properties("side_right", &front.right),
        ],
    );
    let confidence = confidence(&front.evidence);
    Some(sourced(
        LayerId::FrontLines,
        id,
        source,
        (confidence, Verification::Unreviewed),
        Some(front.line.clone().into()),
        own,
    ))
}

/// The newest day up to `day` that a claim vouches for.
fn newest_claim(evidence: &Evidence, day: Date) -> String {
    evidence.newest_day.min(day).to_string()
}

fn main_source<'a>(evidence: &'a Evidence, claim: Option<&'a Arc<Claim>>) -> Option<&'a Source> {
    let of_area = evidence.areas.first().map(|area| &area.source);
    claim.map(|claim| &claim.source).or(of_area)
}

fn by_size(evidence: &Evidence) -> Vec<&Arc<Claim>> {
    let mut claims: Vec<&Arc<Claim>> = evidence.claims.iter().collect();
    claims.sort_by_key(|claim| (Reverse(claim.place.population), &claim.place.id));
    claims
}

fn names(by_size: &[&Arc<Claim>]) -> Vec<String> {
    let largest = by_size.iter().take(NAMED);
    largest.map(|claim| claim.place.name.clone()).collect()
}

/// The mean confidence of what it rests on.
fn confidence(evidence: &Evidence) -> f64 {
    let of_claims = evidence.claims.iter().map(|claim| claim.source.confidence);
    let of_areas = evidence.areas.iter().map(|area| area.source.confidence);
    let all: Vec<f64> = of_claims.chain(of_areas).collect();
    all.iter().sum::<f64>() / all.len().max(1) as f64
}

fn sourced(
    layer: LayerId,
    id: String,
    source: &Source,
    (confidence, verification): (f64, Verification),
    geometry: Option<geo::Geometry<f64>>,
    own: Value,
) -> Feature {
    let provenance = Provenance {
        report: &source.report,
        quote: &source.quote,
        announced_by: source.by.as_deref(),
        confidence,
        verification,
    };
    let mut feature = feature(layer, id, &provenance, geometry, own);
    if let Some(url) = &source.url {
        let own_address = Value::from(url.as_str());
        feature
            .properties
            .insert("source_url".to_owned(), own_address);
    }
    feature
}
