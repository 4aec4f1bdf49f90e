//! The dated facts that the binary carries: `geodata/control`, compiled by the build script.

use std::sync::{Arc, LazyLock};

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::claim::{Basis, CONTESTED, Claim, Period, Source};
use super::compiled::{FactFile, Settlement};
use super::import::dataset_reading;
use crate::model::{
    ControlClaim, ControlTier, EventEvidence, Language, Masked, Place, PlaceKind, PlaceRef, Quote,
    Reading, Report, SaidAt, SharedPlace,
};

static COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/control.bin"));

/// Confidence of a fact that was written down from memory: the side is likely right, the day to a
/// few days.
const RECALLED: f64 = 0.5;
/// Confidence of a fact whose source was read.
const READ: f64 = 0.9;

/// Files of facts as reports, and what they claim.
#[derive(Debug, Default)]
pub struct Facts {
    /// Each file as a report: its text is the file, its quotes are lines of it.
    pub files: Vec<Arc<Report>>,
    /// The claims in the order of the files.
    pub claims: Vec<Arc<Claim>>,
}

/// The embedded facts, decoded once.
pub fn embedded() -> &'static Facts {
    static FACTS: LazyLock<Facts> = LazyLock::new(|| {
        // The build script has written what is read here; a test reads it.
        let files: Vec<FactFile> = postcard::from_bytes(COMPILED).unwrap_or_default();
        let mut facts = Facts::default();
        for file in files {
            facts.add(file);
        }
        facts
    });
    &FACTS
}

impl Facts {
    /// The file with this identifier as a reading, to be shown like a report: the last claim of
    /// each line.
    pub fn reading(&self, id: &str) -> Option<Reading> {
        let report = self.files.iter().find(|file| file.id == id)?;
        let of_file = |claim: &&Arc<Claim>| claim.source.report.id == id;
        let mut control: Vec<ControlClaim> = Vec::new();
        for claim in self.claims.iter().filter(of_file) {
            let said = ControlClaim {
                place: PlaceRef {
                    text: claim.place.name.as_str().into(),
                    place: claim.place.clone(),
                    said_at: SaidAt::default(),
                },
                party: claim.party.clone(),
                tier: claim.tier,
                by: None,
                when: Default::default(),
                evidence: Default::default(),
                rule: "row-of-a-file".into(),
                quote: claim.source.quote.clone(),
                confidence: claim.source.confidence,
            };
            match control.last_mut() {
                Some(before) if before.quote.start == said.quote.start => *before = said,
                _ => control.push(said),
            }
        }
        Some(dataset_reading(report.as_ref().clone(), control))
    }

    fn add(&mut self, file: FactFile) {
        let Ok(through) = file.through.parse::<Date>() else {
            return;
        };
        let report = Arc::new(report(&file));
        for settlement in &file.settlements {
            let place = SharedPlace::from(place(settlement, &file.country));
            let quote = Quote {
                exact: settlement.line.as_str().into(),
                start: settlement.start,
                end: settlement.end,
            };
            let starts: Vec<Date> = settlement
                .periods
                .iter()
                .filter_map(|period| period.since.parse().ok())
                .collect();
            for (at, (period, since)) in settlement.periods.iter().zip(&starts).enumerate() {
                let next = starts.get(at + 1);
                self.claims.push(Arc::new(Claim {
                    place: place.clone(),
                    party: period.party.clone(),
                    tier: match (period.party == CONTESTED, period.claimed || period.cut_off) {
                        (true, _) => ControlTier::Contested,
                        (false, true) => ControlTier::Claimed,
                        (false, false) => ControlTier::Assessed,
                    },
                    cut_off: period.cut_off,
                    period: Period {
                        since: *since,
                        until: next.and_then(|next| next.yesterday().ok()),
                        through,
                    },
                    source: Source {
                        report: Arc::clone(&report),
                        quote: quote.clone(),
                        evidence: EventEvidence::default(),
                        rule: None,
                        by: None,
                        url: period.source.clone(),
                        basis: match period.source {
                            Some(_) => Basis::Read,
                            None => Basis::Recalled,
                        },
                        confidence: match period.source {
                            Some(_) => READ,
                            None => RECALLED,
                        },
                    },
                }));
            }
        }
        self.files.push(report);
    }
}

fn report(file: &FactFile) -> Report {
    let sha256: String = Sha256::digest(file.text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Report {
        id: sha256[..16].to_owned(),
        title: Some(file.title.clone()),
        published: None,
        language: Language::En,
        source: Some(format!(
            "Korydor: dated facts, put together on {}",
            file.compiled
        )),
        url: None,
        sha256,
        text: file.text.clone(),
        masked: Masked::default(),
        paragraphs: Vec::new(),
    }
}

fn place(settlement: &Settlement, country: &str) -> Place {
    let known = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Place {
        id: format!("geonames:{}", settlement.geonames),
        name: settlement.name.clone(),
        name_uk: known(&settlement.name_uk),
        name_ru: known(&settlement.name_ru),
        kind: PlaceKind::PopulatedPlace,
        lon: Some(settlement.lon),
        lat: Some(settlement.lat),
        country: Some(country.to_owned()),
        admin1: known(&settlement.admin1),
        admin2: known(&settlement.admin2),
        katottg: None,
        population: settlement.population,
    }
}
