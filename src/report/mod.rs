//! Bytes → [`Report`]: plain text or HTML becomes one text, personal data in it are masked, and it
//! is cut into paragraphs and sentences; with a title, a language and, where the text gives it, a
//! day of publication.

mod cells;
mod cut;
mod fingerprint;
mod html;
mod language;
mod marks;
mod offsets;
mod personal_data;
mod phrase_table;
mod phrasebook;
mod plain;
mod run;
mod sentences;
mod stretches;
mod tokens;
mod unbroken;
mod words;

use sha2::{Digest, Sha256};

use crate::model::{Language, Masked, Report, one_line};

pub use cells::is_cell_wall;
pub use cut::{Cut, LONGEST_SENTENCE, Paragraph};
pub use fingerprint::Fingerprint;
pub use language::language_of;
pub use marks::{CHAIN_MARKS, is_arrow_shaft, is_chain_mark};
pub use offsets::CodePoints;
pub use personal_data::{MASK, mask, mask_link};
pub use phrase_table::{PhraseTableError, phrase_rows};
pub use phrasebook::{FoundPhrase, FoundPhrases, Phrasebook};
pub use run::Run;
pub use sentences::{paragraphs, sentences};
pub use stretches::{Stretch, stretches};
pub use tokens::{Case, Token, TokenKind, tokens};
pub use unbroken::Unbroken;
pub use words::{FoldedText, Words, folded, push_folded};

/// What the sender says about a report beside its bytes; what is `None` is read from the text.
#[derive(Debug, Clone, Default)]
pub struct Hint {
    /// Media type (`text/plain`, `text/html`); without one the bytes decide.
    pub content_type: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Day of publication, ISO 8601.
    pub published: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Language of the text.
    pub language: Option<Language>,
}

/// Why bytes are no report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// Nothing but white space.
    #[error("the report is empty; send the text of an article or a post")]
    Empty,
    /// Bytes that are no text.
    #[error(
        "the report is not text but {0}; send plain text or HTML (for a PDF, its extracted text)"
    )]
    Binary(&'static str),
    /// Text in another encoding.
    #[error(
        "byte {at} of the report is not valid UTF-8; convert the text to UTF-8 and send it again"
    )]
    NotUtf8 {
        /// Offset of the first bad byte.
        at: usize,
    },
    /// A day that is none.
    #[error("\"{0}\" is not a date; write it as YYYY-MM-DD, for example 2022-03-30")]
    BadDate(String),
}

/// Reads a report from its bytes, which become its text without a copy where they are plain text.
///
/// # Errors
/// [`ReportError`] when the bytes hold no readable text, or the hint's date is none.
pub fn from_bytes(bytes: impl Into<Vec<u8>>, hint: &Hint) -> Result<Report, ReportError> {
    let decoded = plain::decode(bytes.into())?;
    let is_html = match hint.content_type.as_deref() {
        Some(media_type) => media_type.contains("html"),
        None => html::looks_like_html(&decoded),
    };
    if is_html {
        let page = html::page(&decoded);
        let filled = Hint {
            title: hint.title.clone().or(page.title),
            published: hint.published.clone().or(page.published),
            source: hint.source.clone().or(page.source),
            ..hint.clone()
        };
        from_text(page.text, &filled)
    } else {
        from_text(decoded, hint)
    }
}

/// Makes a report of a text. Personal data in it and in what the hint says are masked first, a
/// code point for a code point ([`MASK`]): nothing else of the text changes, offsets will refer to
/// exactly these characters, and identifier and digest are those of the masked text.
///
/// # Errors
/// [`ReportError::Empty`] for white space only, [`ReportError::BadDate`] for a bad date.
pub fn from_text(text: String, hint: &Hint) -> Result<Report, ReportError> {
    if text.trim().is_empty() {
        return Err(ReportError::Empty);
    }
    let published = hint.published.as_deref().map(day).transpose()?;
    let mut masked = Masked::default();
    let mut without_data = |text: String| mask(&text, &mut masked).unwrap_or(text);
    let text = without_data(text);
    let [title, source] = [&hint.title, &hint.source].map(|said| {
        let line = one_line(said.as_deref()?);
        (!line.is_empty()).then(|| without_data(line))
    });
    let url = hint.url.clone();
    let url = url.map(|url| mask_link(&url, &mut masked).unwrap_or(url));
    let paragraphs = paragraphs(&text);
    let sha256 = Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<String>();
    let title = title.or_else(|| headline(&text, &paragraphs));
    Ok(Report {
        id: sha256[..16].to_owned(),
        title,
        published,
        language: hint.language.unwrap_or_else(|| language_of(&text)),
        source,
        url,
        sha256,
        masked,
        text,
        paragraphs,
    })
}

/// The day of a date or date-time in ISO 8601.
fn day(date: &str) -> Result<String, ReportError> {
    let head = date.trim().get(..10).unwrap_or(date.trim());
    head.parse::<jiff::civil::Date>()
        .map(|day| day.to_string())
        .map_err(|_| ReportError::BadDate(date.to_owned()))
}

/// The first paragraph, when it is short and more follows: how reports carry their headline.
fn headline(text: &str, paragraphs: &[std::ops::Range<usize>]) -> Option<String> {
    const LONGEST_HEADLINE: usize = 200;
    let first = text.get(paragraphs.first()?.clone())?.trim();
    (paragraphs.len() > 1 && first.chars().count() <= LONGEST_HEADLINE).then(|| one_line(first))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_plain_text_becomes_a_report_with_headline_and_sentences() {
        let report = from_bytes(
            "Corridors agreed\n\nThree routes were agreed. Buses leave at 9 a.m. from Sumy."
                .as_bytes(),
            &Hint {
                published: Some("2022-03-30T10:00:00Z".into()),
                ..Hint::default()
            },
        )
        .unwrap();
        assert_eq!(report.title.as_deref(), Some("Corridors agreed"));
        assert_eq!(report.published.as_deref(), Some("2022-03-30"));
        assert_eq!(Cut::of(&report).sentences.len(), 3);
        assert_eq!(report.id.len(), 16);
    }

    #[test]
    fn bytes_that_are_no_text_are_refused_with_the_reason() {
        let refused = |bytes: &[u8]| from_bytes(bytes, &Hint::default()).unwrap_err();
        assert_eq!(refused(b" \n\t"), ReportError::Empty);
        assert_eq!(refused(b"caf\xe9 au lait"), ReportError::NotUtf8 { at: 3 });
        assert!(matches!(
            refused(b"%PDF-1.7 \x00\x01"),
            ReportError::Binary(_)
        ));
        assert!(matches!(
            refused(b"\x89PNG\r\n\x1a\n"),
            ReportError::Binary(_)
        ));
        let undated = Hint {
            published: Some("yesterday".into()),
            ..Hint::default()
        };
        assert!(matches!(
            from_bytes(b"Text", &undated),
            Err(ReportError::BadDate(_))
        ));
    }
}
