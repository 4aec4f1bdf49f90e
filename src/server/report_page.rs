//! A report as a page: its text with place names and statements marked. The text is escaped, and
//! the page's policy lets nothing run.

use maud::{DOCTYPE, Markup, html};

use super::links::Base;
use crate::format::DISCLAIMER;
use crate::layer::StoredReading;
use crate::model::{Language, Mention, Quote, Reading};

/// Content security policy of the page: the style sheet of this server, and nothing else.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The style sheet of the page.
pub(super) const STYLE: &str = include_str!("report_page.css");

/// The page of a report.
pub(super) fn page(stored: &StoredReading, base: &Base) -> String {
    let reading = &stored.reading;
    let report = &reading.report;
    let title = report.title.as_deref().unwrap_or("Report");
    let language = match report.language {
        Language::En => "en",
        Language::Uk => "uk",
        Language::Ru => "ru",
    };
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · Korydor" }
                link rel="stylesheet" href=(base.url("/report.css"));
            }
            body {
                header {
                    p { a href=(base.url("/")) { "← Map" } }
                    h1 lang=(language) { bdi { (title) } }
                    p.facts {
                        @if let Some(day) = &report.published { time datetime=(day) { (day) } " · " }
                        @if let Some(source) = &report.source { bdi { (source) } " · " }
                        @if let Some(url) = report.url.as_deref().filter(|url| is_web_address(url)) {
                            a href=(url) rel="nofollow noopener noreferrer" { "original" } " · "
                        }
                        a href=(base.url(&format!("/reports/{}?f=json", report.id))) { "JSON" }
                    }
                    p.disclaimer { (DISCLAIMER) }
                }
                main {
                    article lang=(language) { (marked(reading, base)) }
                    (understood(reading))
                }
            }
        }
    }
    .into_string()
}

/// Only these are made links: a report may name any address, `javascript:` among them.
fn is_web_address(url: &str) -> bool {
    ["https://", "http://"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
}

fn quotes(reading: &Reading) -> Vec<(&'static str, &Quote)> {
    let corridors = reading
        .corridors
        .iter()
        .map(|said| ("corridor", &said.quote));
    let events = reading.events.iter().map(|said| ("event", &said.quote));
    let control = reading.control.iter().map(|said| ("control", &said.quote));
    corridors.chain(events).chain(control).collect()
}

/// The text cut wherever a quote or a mention starts or ends; each piece carries the classes of
/// what covers it, so that overlapping marks stay well-formed.
fn marked(reading: &Reading, base: &Base) -> Markup {
    let chars: Vec<char> = reading.report.text.chars().collect();
    let quotes = quotes(reading);
    let mut cuts = vec![0, chars.len()];
    cuts.extend(
        quotes
            .iter()
            .flat_map(|(_, quote)| [quote.start, quote.end]),
    );
    cuts.extend(
        reading
            .mentions
            .iter()
            .flat_map(|mention| [mention.start, mention.end]),
    );
    cuts.retain(|cut| *cut <= chars.len());
    cuts.sort_unstable();
    cuts.dedup();

    // Quotes and mentions start in order of the cuts: what has ended is dropped on the way.
    let mut quotes_ahead = quotes;
    quotes_ahead.sort_by_key(|(_, quote)| std::cmp::Reverse(quote.start));
    let mut mentions_ahead: Vec<&Mention> = reading.mentions.iter().collect();
    mentions_ahead.sort_by_key(|mention| std::cmp::Reverse(mention.start));
    let mut open_quotes: Vec<(&'static str, &Quote)> = Vec::new();
    let mut open_mentions: Vec<&Mention> = Vec::new();
    let mut anchored = None;

    html! {
        @for piece in cuts.windows(2) {
            @let (start, end) = (piece[0], piece[1]);
            @let _ = {
                open_quotes.retain(|(_, quote)| quote.end > start);
                open_mentions.retain(|mention| mention.end > start);
                while let Some(quote) = quotes_ahead.pop_if(|(_, quote)| quote.start <= start) {
                    open_quotes.push(quote);
                }
                while let Some(mention) = mentions_ahead.pop_if(|mention| mention.start <= start) {
                    open_mentions.push(mention);
                }
            };
            @let text: String = chars[start..end].iter().collect();
            @let begins = open_quotes.iter().any(|(_, quote)| quote.start == start) && anchored != Some(start);
            @if begins {
                @let _ = anchored = Some(start);
                span id=(format!("q-{start}")) {}
            }
            @let classes = classes(&open_quotes);
            @match (open_mentions.first(), classes.is_empty()) {
                (None, true) => (text),
                (None, false) => mark class=(classes) { (text) },
                (Some(mention), true) => (place(mention, &text, base)),
                (Some(mention), false) => mark class=(classes) { (place(mention, &text, base)) },
            }
        }
    }
}

fn classes(open_quotes: &[(&'static str, &Quote)]) -> String {
    let mut kinds: Vec<&str> = open_quotes.iter().map(|(kind, _)| *kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.join(" ")
}

fn place(mention: &Mention, text: &str, base: &Base) -> Markup {
    let place = mention.place.as_ref();
    let Some((place, (lon, lat))) = place.and_then(|place| Some((place, place.position()?))) else {
        return html! { span.unplaced title="could not be placed" { (text) } };
    };
    let title = format!("{} ({:.0} %)", place.name, mention.confidence * 100.0);
    let map = base.url(&format!("/#map=10/{lat:.4}/{lon:.4}"));
    html! { a.place href=(map) title=(title) { (text) } }
}

/// What was understood, in words, each line with a link to its sentence.
fn understood(reading: &Reading) -> Markup {
    let names = |places: &[crate::model::PlaceRef]| {
        let names: Vec<&str> = places
            .iter()
            .map(|place| place.place.name.as_str())
            .collect();
        if names.is_empty() {
            "…".to_owned()
        } else {
            names.join(", ")
        }
    };
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().replace('_', " ");
    html! {
        aside {
            h2 { "What Korydor read" }
            @if quotes(reading).is_empty() { p { "No statement about a corridor, fighting or control." } }
            ul {
                @for said in &reading.corridors {
                    li.corridor {
                        a href=(format!("#q-{}", said.quote.start)) {
                            bdi { (names(&said.from)) } " → " bdi { (names(&said.to)) }
                        }
                        ", " (word(serde_json::json!(said.status)))
                        @if let Some(by) = &said.announced_by { ", says " bdi { (by) } }
                        @if !said.inferred.is_empty() { " (in part inferred)" }
                    }
                }
                @for said in &reading.events {
                    li.event {
                        a href=(format!("#q-{}", said.quote.start)) {
                            (word(serde_json::json!(said.kind))) ", " bdi { (said.place.place.name) }
                        }
                        @if let Some(by) = &said.by { ", says " bdi { (by) } }
                    }
                }
                @for said in &reading.control {
                    li.control {
                        a href=(format!("#q-{}", said.quote.start)) {
                            bdi { (said.place.place.name) } ": held by " bdi { (said.party) }
                        }
                        ", " (word(serde_json::json!(said.tier)))
                    }
                }
            }
            @if !reading.unplaced.is_empty() {
                h2 { "Could not be placed" }
                ul { @for name in &reading.unplaced { li { bdi { (name.text) } ": " (name.reason) } } }
            }
            @if !reading.problems.is_empty() {
                h2 { "To know" }
                ul { @for problem in &reading.problems { li { (problem.detail) } } }
            }
        }
    }
}
