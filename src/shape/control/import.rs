//! Imported files of control: settlements and areas with their attribution, as the store keeps them.

use std::sync::Arc;

use geo::MultiPolygon;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::claim::{AreaClaim, Basis, Claim, Period, Source};
use crate::model::{
    ControlClaim, ControlTier, EventEvidence, Masked, Place, PlaceRef, Problem, Quote, Reading,
    Report, SaidAt, one_line,
};
use crate::report::{Fingerprint, mask};

/// How sure one may be of having understood a table or a polygon.
const CONFIDENCE: f64 = 0.95;

/// A file that was imported.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ControlImport {
    /// The file as a report: its text is what the quotes are taken from.
    pub report: Report,
    /// When it came in.
    pub received_at: Timestamp,
    /// Rows about settlements.
    pub settlements: Vec<ImportedSettlement>,
    /// Areas.
    pub areas: Vec<ImportedArea>,
}

/// Who holds what, since when, as a file says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// `russia`, `ukraine`, …, or `contested`.
    pub party: String,
    /// How well founded.
    pub tier: ControlTier,
    /// The day, ISO 8601.
    pub since: Date,
    /// Who says so, where the file names them.
    pub by: Option<String>,
    /// Where it is said, where the file gives an address.
    pub url: Option<String>,
    /// The row, or the properties of the area.
    pub quote: Quote,
}

/// A row about a settlement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportedSettlement {
    /// The words of the file.
    pub text: String,
    /// The place.
    pub place: Place,
    /// What is said.
    #[serde(flatten)]
    pub said: Said,
}

/// An area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportedArea {
    /// Rings of its polygons in degrees, the outer one first.
    pub rings: Vec<Vec<Vec<(f64, f64)>>>,
    /// ISO 3166-1 alpha-2 code of the country.
    pub country: String,
    /// What is said.
    #[serde(flatten)]
    pub said: Said,
}

impl ImportedArea {
    /// The rings of an area, as they are kept.
    pub fn rings_of(area: &MultiPolygon) -> Vec<Vec<Vec<(f64, f64)>>> {
        let points = |ring: &geo::LineString| ring.coords().map(|at| (at.x, at.y)).collect();
        area.iter()
            .map(|polygon| {
                std::iter::once(polygon.exterior())
                    .chain(polygon.interiors())
                    .map(points)
                    .collect()
            })
            .collect()
    }

    fn area(&self) -> MultiPolygon {
        let line = |ring: &Vec<(f64, f64)>| ring.iter().copied().collect::<geo::LineString>();
        let polygons = self.rings.iter().filter_map(|rings| {
            let mut rings = rings.iter().map(line);
            Some(geo::Polygon::new(rings.next()?, rings.collect()))
        });
        polygons.collect()
    }
}

impl ControlImport {
    /// The same with personal data masked, a code point for a code point: quotes stay where they are. Titles
    /// and sources become one line.
    pub fn without_personal_data(mut self) -> Self {
        let report = &mut self.report;
        let mut masked = Masked::default();
        let mut hide = |text: &mut String| {
            if let Some(hidden) = mask(text, &mut masked) {
                *text = hidden;
            }
        };
        hide(&mut report.text);
        for said_of_all in [&mut report.title, &mut report.source] {
            *said_of_all = said_of_all.as_deref().map(one_line);
        }
        let said_of_all = [&mut report.title, &mut report.source, &mut report.url];
        said_of_all.into_iter().flatten().for_each(&mut hide);
        let settlements = self.settlements.iter_mut();
        let said = settlements.map(|row| {
            hide(&mut row.text);
            &mut row.said
        });
        let said: Vec<&mut Said> = said
            .chain(self.areas.iter_mut().map(|row| &mut row.said))
            .collect();
        let shown: Vec<char> = report.text.chars().collect();
        for said in said {
            said.by = said.by.as_deref().map(one_line);
            [&mut said.by, &mut said.url]
                .into_iter()
                .flatten()
                .for_each(&mut hide);
            if let Some(exact) = shown.get(said.quote.start..said.quote.end) {
                let exact: String = exact.iter().collect();
                said.quote.exact = exact.as_str().into();
            }
        }
        report.masked.add(&masked);
        self
    }

    /// The same under the identifier of its text as it is now.
    pub fn renamed(mut self) -> Self {
        let report = &mut self.report;
        let mut hash = Sha256::new();
        hash.update(report.text.as_bytes());
        let said = [
            &report.title,
            &report.source,
            &report.url,
            &report.published,
        ];
        for part in said.into_iter().flatten() {
            hash.update([0]);
            hash.update(part.as_bytes());
        }
        report.sha256 = hash
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        report.id = report.sha256.chars().take(16).collect();
        self
    }

    /// The fingerprint of its text and of what its rows say by more than their text: their parties,
    /// days and areas. The same table with another day is another one.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut said = self.report.text.clone();
        let mut add = |of: &Said, area: &[Vec<Vec<(f64, f64)>>]| {
            let row = serde_json::json!([of.party, of.since, area]);
            said.push_str(&row.to_string());
        };
        self.settlements.iter().for_each(|row| add(&row.said, &[]));
        self.areas.iter().for_each(|row| add(&row.said, &row.rings));
        Fingerprint::of(&said)
    }

    /// The claims that it makes about settlements.
    pub fn claims(&self) -> Vec<Arc<Claim>> {
        let report = Arc::new(self.report.clone());
        let rows = self.settlements.iter();
        rows.map(|row| {
            Arc::new(Claim {
                place: row.place.clone().into(),
                party: row.said.party.clone(),
                tier: row.said.tier,
                cut_off: false,
                period: Period::from_day(row.said.since),
                source: row.said.source(&report),
            })
        })
        .collect()
    }

    /// The claims that it makes about areas.
    pub fn area_claims(&self) -> Vec<Arc<AreaClaim>> {
        let report = Arc::new(self.report.clone());
        let areas = self.areas.iter();
        areas
            .map(|row| {
                Arc::new(AreaClaim {
                    area: row.area(),
                    country: row.country.clone(),
                    party: row.said.party.clone(),
                    tier: row.said.tier,
                    period: Period::from_day(row.said.since),
                    source: row.said.source(&report),
                })
            })
            .collect()
    }

    /// The file as a reading, to be shown like a report: its rows are its claims.
    pub fn reading(&self) -> Reading {
        let rows = self.settlements.iter();
        let control = rows.map(|row| ControlClaim {
            place: PlaceRef {
                text: row.text.as_str().into(),
                place: row.place.clone().into(),
                said_at: SaidAt::default(),
            },
            party: row.said.party.clone(),
            tier: row.said.tier,
            by: row.said.by.clone(),
            when: Default::default(),
            evidence: Default::default(),
            rule: "row-of-a-file".into(),
            quote: row.said.quote.clone(),
            confidence: CONFIDENCE,
        });
        dataset_reading(self.report.clone(), control.collect())
    }
}

impl Said {
    fn source(&self, report: &Arc<Report>) -> Source {
        Source {
            report: Arc::clone(report),
            quote: self.quote.clone(),
            evidence: EventEvidence::default(),
            rule: None,
            by: self.by.clone(),
            url: self.url.clone(),
            basis: Basis::Imported,
            confidence: CONFIDENCE,
        }
    }
}

/// A file of facts or an import as a reading without anything but claims of control.
pub(super) fn dataset_reading(report: Report, control: Vec<ControlClaim>) -> Reading {
    let mut problems = vec![Problem {
        code: "dataset".to_owned(),
        detail: "This is a file of facts about control and not a report.".to_owned(),
        quote: None,
    }];
    problems.extend(Problem::masked(&report.masked));
    Reading {
        doc: report.id.clone(),
        report,
        mentions: Vec::new(),
        corridors: Vec::new(),
        events: Vec::new(),
        control,
        unplaced: Vec::new(),
        problems,
    }
}
