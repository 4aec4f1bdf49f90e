//! Reports as files: a head with what is known of the report, then its text; and the sample
//! reports that the binary carries.

use serde::Deserialize;
use thiserror::Error;

use crate::model::Language;
use crate::report::Hint;

include!(concat!(env!("OUT_DIR"), "/sample_reports.rs"));

/// The sample reports: name and contents of each file, in the order of their names.
pub fn samples() -> &'static [(&'static str, &'static str)] {
    SAMPLE_REPORTS
}

/// Why the head of a report file was not understood.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "the head of the report, between the lines ---, is not TOML with title, published, language, source and url: {0}"
)]
pub struct FrontMatterError(String);

#[derive(Debug, Default, Deserialize)]
struct FrontMatter {
    title: Option<String>,
    published: Option<toml::Value>,
    language: Option<Language>,
    source: Option<String>,
    url: Option<String>,
}

/// Splits a report file into what its head says and its text. A file without a head (its first
/// line is not `---`) is all text.
///
/// # Errors
/// [`FrontMatterError`] when there is a head and it is not TOML of these fields.
pub fn split_front_matter(file: &str) -> Result<(Hint, &str), FrontMatterError> {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    let Some((head, text)) = head_and_text(file) else {
        return Ok((Hint::default(), file));
    };
    let head: FrontMatter =
        toml::from_str(head).map_err(|error| FrontMatterError(error.message().to_owned()))?;
    let hint = Hint {
        content_type: None,
        title: head.title,
        // TOML dates need no quotation marks.
        published: head.published.map(|date| match date {
            toml::Value::String(date) => date,
            other => other.to_string(),
        }),
        source: head.source,
        url: head.url,
        language: head.language,
    };
    Ok((hint, text))
}

fn head_and_text(file: &str) -> Option<(&str, &str)> {
    const RULE: &str = "---";
    let (first, rest) = file.split_once('\n')?;
    if first.trim_end() != RULE {
        return None;
    }
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == RULE {
            let text = &rest[at + line.len()..];
            return Some((&rest[..at], text.trim_start_matches(['\r', '\n'])));
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn a_head_says_what_is_known_and_the_text_follows() {
        let file = "---\ntitle = \"Three routes\"\npublished = 2022-03-30\nlanguage = \"uk\"\nnote = \"ours\"\n---\n\nText\n---\nmore\n";
        let (hint, text) = split_front_matter(file).unwrap();
        assert_eq!(hint.title.as_deref(), Some("Three routes"));
        assert_eq!(hint.published.as_deref(), Some("2022-03-30"));
        assert_eq!(hint.language, Some(Language::Uk));
        assert_eq!(text, "Text\n---\nmore\n");
    }

    #[test]
    fn a_file_without_a_head_is_all_text() {
        for file in ["Text", "", "--- dashes --- in text", "---\nnever closed\n"] {
            assert_eq!(split_front_matter(file).unwrap().1, file);
        }
    }

    #[test]
    fn a_head_that_is_no_toml_is_refused() {
        assert!(split_front_matter("---\ntitle: Three\n---\nText").is_err());
        assert!(split_front_matter("---\nlanguage = \"fr\"\n---\nText").is_err());
    }

    #[test]
    fn every_sample_has_a_head_with_day_and_source() {
        for (name, file) in samples() {
            let (hint, text) = split_front_matter(file).unwrap();
            assert!(hint.published.is_some() && hint.source.is_some(), "{name}");
            assert!(!text.is_empty(), "{name}");
        }
    }
}
