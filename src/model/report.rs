//! A report: what was published, as text with offsets.

use serde::{Deserialize, Serialize};

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

/// A half-open range of Unicode code points of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

/// A published text, cut into paragraphs and sentences.
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
    /// SHA-256 of the text in UTF-8, hexadecimal.
    pub sha256: String,
    /// The text that all offsets refer to.
    #[serde(skip)]
    pub text: String,
    /// Paragraphs (lines or blocks) in order.
    #[serde(skip)]
    pub paragraphs: Vec<Span>,
    /// Sentences in order; none crosses a paragraph.
    #[serde(skip)]
    pub sentences: Vec<Span>,
}
