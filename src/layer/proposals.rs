//! Proposals that count settlements in areas → the areas, each with the count for all of them.

use serde_json::{Value, json};

use super::StoredReading;
use super::common::{Provenance, feature, identity};
use super::evidence::{Carried, Words, rule};
use super::registry::LayerId;
use crate::model::{Corridor, CorridorField, Feature, GeometryBasis, PlaceRef, Span, Verification};
use crate::shape::Atlas;

/// The areas that proposals name, the newest report first.
pub(super) fn proposals(readings: &[&StoredReading], atlas: &Atlas) -> Vec<Feature> {
    let mut features = Vec::new();
    for stored in readings {
        let report = &stored.reading.report;
        let proposals = stored.reading.corridors.iter();
        for proposal in proposals.filter(|corridor| corridor.is_area_proposal()) {
            let provenance = Provenance {
                report,
                quote: &proposal.quote,
                announced_by: proposal.announced_by.as_deref(),
                confidence: proposal.confidence,
                verification: if proposal.disputed_by.is_empty() {
                    Verification::Unreviewed
                } else {
                    Verification::Disputed
                },
            };
            for named in &proposal.to {
                let region = &named.place;
                let area = atlas.area(&region.id);
                let own = json!({
                    "name": region.name,
                    "name_uk": region.name_uk,
                    "name_ru": region.name_ru,
                    "region_id": region.id,
                    "settlements": proposal.settlements,
                    "regions": proposal.to.len(),
                    "status": proposal.status,
                    "inferred": proposal.inferred,
                    "evidence": evidence(proposal, &report.id, named),
                    "rule": rule(&proposal.rule),
                    "geometry_basis": area.is_some().then_some(GeometryBasis::AreaOnly),
                });
                let start = proposal.quote.start.to_string();
                features.push(feature(
                    LayerId::Proposals,
                    identity(["proposal", &report.id, &start, &region.id]),
                    &provenance,
                    area.map(Into::into),
                    own,
                ));
            }
        }
    }
    features
}

/// The words of a proposal, of its areas those of one.
fn evidence(proposal: &Corridor, report_id: &str, region: &PlaceRef) -> Value {
    let quote = Carried {
        report_id,
        quote: &proposal.quote,
    };
    let mut words = Words::of(quote, &[]);
    for field in CorridorField::ALL {
        let spans: Vec<Span> = proposal.evidence.of(field).collect();
        if field == CorridorField::To {
            words.add_place(field, report_id, region, &spans);
        } else {
            words.add_all(field, report_id, &spans);
        }
    }
    words.property()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use crate::layer::fixtures::{oblast, proposal, reading};

    #[test]
    fn a_proposal_is_one_area_for_each_region_with_the_count_for_all() {
        let reading = reading("a", "2022-03-30", vec![proposal()]);
        let features = proposals(&[&reading], &Atlas::embedded());
        assert_eq!(features.len(), 2);
        for feature in &features {
            assert_eq!(feature.properties["settlements"], 97);
            assert_eq!(feature.properties["regions"], 2);
            assert_eq!(feature.properties["geometry_basis"], "area_only");
            assert!(matches!(
                feature.geometry,
                Some(geo::Geometry::MultiPolygon(_))
            ));
        }
        assert_ne!(features[0].id, features[1].id);
    }

    #[test]
    fn a_region_without_a_known_boundary_is_listed_without_geometry() {
        let mut proposal = proposal();
        proposal.to = vec![oblast("Nowhere", "XX-00")];
        let reading = reading("a", "2022-03-30", vec![proposal]);
        let features = proposals(&[&reading], &Atlas::embedded());
        assert_eq!(features[0].geometry, None);
        assert_eq!(features[0].properties["name"], "Nowhere");
    }
}
