//! What a request prefers: HTML or JSON, a language, a compression.

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, HeaderName};

use super::error::Problem;
use super::parameters::Parameters;
use crate::model::Language;

/// What a request wants to be answered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A page for people: parameters that it does not know are nobody's fault (`utm_source`).
    Html,
    /// A resource for programs: its parameters are checked.
    Json,
}

/// HTML or JSON, by `f=`, else by the Accept header. Where that leaves it open, JSON, unless the
/// address has parameters besides `f`: then somebody has passed on the address of a page.
pub(super) fn wanted(parameters: &Parameters, headers: &HeaderMap) -> Result<Wanted, Problem> {
    match parameters.text("f") {
        Some("html") => return Ok(Wanted::Html),
        Some("json") => return Ok(Wanted::Json),
        Some(other) => {
            return Err(Problem::bad_request(format!(
                "f is json or html; \"{other}\" is neither"
            )));
        }
        None => {}
    }
    let accepted = joined(headers, ACCEPT);
    let accepted = weighted(&accepted);
    let weight = |is_meant: &dyn Fn(&str) -> bool| {
        let meant = accepted.iter().filter(|(range, _)| is_meant(range));
        meant.map(|(_, weight)| *weight).reduce(f32::max)
    };
    let html = weight(&|range| ["text/html", "application/xhtml+xml", "text/*"].contains(&range));
    let json = weight(&|range| range == "application/json" || range.ends_with("+json"));
    Ok(match (html, json) {
        (Some(html), json) if html > 0.0 && html >= json.unwrap_or(0.0) => Wanted::Html,
        (None, None) if parameters.has_others_than(&["f"]) => Wanted::Html,
        _ => Wanted::Json,
    })
}

/// The language of a page, by `lang=`, else the first of the Accept-Language header that there
/// is, else English.
pub(super) fn language(parameters: &Parameters, headers: &HeaderMap) -> Language {
    if let Some(asked) = parameters.text("lang").and_then(language_of) {
        return asked;
    }
    let accepted = joined(headers, ACCEPT_LANGUAGE);
    let mut accepted = weighted(&accepted);
    accepted.retain(|(_, weight)| *weight > 0.0);
    accepted.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    accepted
        .into_iter()
        .find_map(|(tag, _)| language_of(tag))
        .unwrap_or_default()
}

/// The language of a tag such as `uk-UA`.
fn language_of(tag: &str) -> Option<Language> {
    let primary = tag.split('-').next()?;
    let known = [
        ("en", Language::En),
        ("uk", Language::Uk),
        ("ru", Language::Ru),
    ];
    let found = known
        .iter()
        .find(|(code, _)| code.eq_ignore_ascii_case(primary))?;
    Some(found.1)
}

/// All lines of a header as one.
pub(super) fn joined(headers: &HeaderMap, name: HeaderName) -> String {
    let lines = headers.get_all(name).iter();
    let lines: Vec<&str> = lines.filter_map(|line| line.to_str().ok()).collect();
    lines.join(",")
}

/// The items of a header with their weights from 0 to 1, in its order (RFC 9110, 12.4.2); what
/// is not understood weighs nothing.
pub(super) fn weighted(header: &str) -> Vec<(&str, f32)> {
    let items = header.split(',').map(|item| {
        let mut parts = item.split(';').map(str::trim);
        let value = parts.next().unwrap_or_default();
        let weight = parts.find_map(|part| part.strip_prefix("q=").or(part.strip_prefix("Q=")));
        let weight = weight.map_or(Some(1.0), |weight| weight.trim().parse().ok());
        let weight = weight.filter(|weight| (0.0..=1.0).contains(weight));
        (value, weight.unwrap_or(0.0))
    });
    items.filter(|(value, _)| !value.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn header(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn browsers_and_links_of_pages_get_the_page_and_programs_json() {
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        for (accept, query, answer) in [
            (browser, "", Wanted::Html),
            (browser, "date=2022-03-30&utm_source=x", Wanted::Html),
            (browser, "f=json", Wanted::Json),
            ("*/*", "", Wanted::Json),
            ("", "", Wanted::Json),
            ("*/*", "f=html", Wanted::Html),
            ("*/*", "date=2022-03-30", Wanted::Html),
            ("", "utm_source=x", Wanted::Html),
            ("application/json", "utm_source=x", Wanted::Json),
            ("application/geo+json, */*;q=0.1", "date=x", Wanted::Json),
            ("application/json, text/html;q=0.5", "", Wanted::Json),
            ("text/html;q=0, */*", "date=x", Wanted::Json),
        ] {
            let parameters = Parameters::of_query(query);
            let wanted = wanted(&parameters, &header(ACCEPT, accept)).unwrap();
            assert_eq!(wanted, answer, "{accept} ?{query}");
        }
    }

    #[test]
    fn the_language_is_asked_for_or_the_readers_first_that_there_is() {
        for (accept, query, answer) in [
            ("uk-UA,uk;q=0.9,en;q=0.8", "", Language::Uk),
            ("de, fr;q=0.9, ru;q=0.5, en;q=0.1", "", Language::Ru),
            ("en;q=0.2, uk;q=0.4", "", Language::Uk),
            ("uk;q=0, de", "", Language::En),
            ("uk", "lang=ru", Language::Ru),
            ("uk", "lang=tlh", Language::Uk),
            ("", "", Language::En),
        ] {
            let parameters = Parameters::of_query(query);
            let language = language(&parameters, &header(ACCEPT_LANGUAGE, accept));
            assert_eq!(language, answer, "{accept} ?{query}");
        }
    }
}
