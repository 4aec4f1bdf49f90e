//! How much each thing that a report shows speaks for or against humanitarian passages.

use std::collections::HashMap;

use crate::report::{PhraseTableError, phrase_rows};

/// The weights of `geodata/lexicons/passage_evidence.tsv`, by the names of features.
#[derive(Debug)]
pub struct PassageWeights(HashMap<&'static str, f64>);

impl PassageWeights {
    /// The table that is compiled in.
    ///
    /// # Errors
    /// [`PhraseTableError`] for a line that is none, or whose weight is no number.
    pub fn embedded() -> Result<Self, PhraseTableError> {
        let mut weights = HashMap::new();
        for row in phrase_rows("passage_evidence.tsv", PASSAGE_EVIDENCE) {
            let row = row?;
            let weight = row
                .value
                .parse()
                .map_err(|_| row.error("its weight is no number"))?;
            weights.insert(row.kind, weight);
        }
        Ok(Self(weights))
    }

    /// How much a feature weighs; one that the table leaves out weighs nothing.
    pub fn of(&self, feature: &str) -> f64 {
        self.0.get(feature).copied().unwrap_or_default()
    }

    /// The features that have a weight.
    #[cfg(test)]
    pub fn features(&self) -> impl Iterator<Item = &'static str> {
        self.0.keys().copied()
    }
}

const PASSAGE_EVIDENCE: &str = include_str!("../../../geodata/lexicons/passage_evidence.tsv");
