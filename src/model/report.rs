//! A report: what was published, as text with offsets.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Masked;

/// Language of a report or a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Ukrainian.
    Uk,
    /// Russian.
    Ru,
}

/// A published text, cut into paragraphs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Identifier: the first 16 hexadecimal digits of `sha256`.
    pub id: String,
    /// Headline, where there is one.
    pub title: Option<String>,
    /// Day of publication, ISO 8601 (`2022-03-30`).
    pub published: Option<String>,
    /// Language of most of the text.
    pub language: Language,
    /// Who published it.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// SHA-256 of the text, as it was masked, in UTF-8, hexadecimal.
    pub sha256: String,
    /// Personal data that were masked in text, title, source and address before the text was read.
    #[serde(default, skip_serializing_if = "Masked::is_empty")]
    pub masked: Masked,
    /// The text that all offsets refer to (those of readings count its code points).
    #[serde(skip)]
    pub text: String,
    /// Paragraphs (lines or blocks) in order, as byte ranges of `text`.
    #[serde(skip)]
    pub paragraphs: Vec<Range<usize>>,
}

impl Report {
    /// The same report with another headline and text, and the paragraphs of that.
    pub fn with_text(
        &self,
        title: Option<String>,
        text: String,
        paragraphs: Vec<Range<usize>>,
    ) -> Self {
        Self {
            title,
            text,
            paragraphs,
            id: self.id.clone(),
            published: self.published.clone(),
            language: self.language,
            source: self.source.clone(),
            url: self.url.clone(),
            sha256: self.sha256.clone(),
            masked: self.masked.clone(),
        }
    }
}
