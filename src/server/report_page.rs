//! A report as a page: its text with place names and statements marked. The text is escaped, and
//! the page's policy lets nothing run.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use maud::{DOCTYPE, Markup, html};

use super::links::Base;
use super::report_words::{by_place, grounds_of_corridor, grounds_of_event};
use crate::format::DISCLAIMER;
use crate::intake::is_web_address;
use crate::layer::StoredReading;
use crate::model::{Language, Mention, PlaceRef, Quote, Reading, Span};

/// Content security policy of the page: the style sheet of this server, and nothing else. Pages
/// that embed the map show it too.
pub(super) const POLICY: &str =
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";

/// Of each kind of statement the page lists so many.
const LISTED: usize = 2000;

/// The style sheet of the page.
pub(super) const STYLE: &str = include_str!("report_page.css");

/// The page of a report.
pub(super) fn page(stored: &StoredReading, base: &Base) -> String {
    let root = &base.root_of_page(1);
    let text = html! {
        article lang=(code(stored.reading.report.language)) { (marked(&stored.reading, root)) }
    };
    around(stored, root, &html! { div { (key()) (text) } })
}

/// The page of a report whose text is too long for one: what was read in it, and where the text is.
pub(super) fn without_text(stored: &StoredReading, base: &Base) -> String {
    let root = &base.root_of_page(1);
    let id = &stored.reading.report.id;
    let note = html! {
        p { "This report is too long to be shown as a page. " a href={ (root) "reports/" (id) "?f=json" } { "Its text stands in the JSON." } }
    };
    around(stored, root, &html! { article { (note) } })
}

/// What the marks mean.
fn key() -> Markup {
    html! {
        p.key {
            "Underlined: a sentence about a " mark.corridor { "corridor" } ", " mark.event { "fighting" } " or "
            mark.control { "control" } ". Framed: the "
            span.said data-field="status" { "words" }
            " that a field of a statement comes from, with the field’s name. Shaded: a " span.place { "place" } "."
        }
    }
}

fn code(language: Language) -> &'static str {
    match language {
        Language::En => "en",
        Language::Uk => "uk",
        Language::Ru => "ru",
    }
}

fn around(stored: &StoredReading, root: &str, text: &Markup) -> String {
    let reading = &stored.reading;
    let report = &reading.report;
    let title = report.title.as_deref().unwrap_or("Report");
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · Korydor" }
                link rel="stylesheet" href={ (root) "report.css" };
            }
            body {
                header {
                    p { a href=(root) { "← Map" } }
                    h1 lang=(code(report.language)) { bdi { (title) } }
                    p.facts {
                        @if let Some(day) = &report.published { time datetime=(day) { (day) } " · " }
                        @if let Some(source) = &report.source { bdi { (source) } " · " }
                        @if let Some(url) = report.url.as_deref().filter(|url| is_web_address(url)) {
                            a href=(url) target="_blank" rel="nofollow noopener noreferrer" { "original" } " · "
                        }
                        a href={ (root) "reports/" (report.id) "?f=json" } { "JSON" }
                    }
                    p.disclaimer { (DISCLAIMER) }
                }
                main {
                    (text)
                    (understood(reading))
                }
            }
        }
    }
    .into_string()
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

/// A run of the text that the same quotes, the same mention and the words of the same fields cover.
struct Piece<'a> {
    text: String,
    /// Whether a quote or the words of a field start here: the code point that the anchor is named
    /// after.
    anchor: Option<usize>,
    /// Kinds of the quotes that cover it, as classes.
    kinds: String,
    mention: Option<&'a Mention>,
    /// What the fields are called that it gives words to.
    fields: BTreeSet<&'static str>,
}

/// The text cut wherever a quote, a mention or the words of a field start or ends, so that marks that overlap stay
/// well-formed.
fn pieces(reading: &Reading) -> Vec<Piece<'_>> {
    let chars: Vec<char> = reading.report.text.chars().collect();
    let mut quotes = quotes(reading);
    quotes.sort_by_key(|(_, quote)| Reverse(quote.start));
    let mut words: Vec<(Span, BTreeSet<&str>)> = by_place(reading).into_iter().rev().collect();
    let mut mentions: Vec<&Mention> = reading.mentions.iter().collect();
    mentions.sort_by_key(|mention| Reverse(mention.start));

    let quote_ends = quotes
        .iter()
        .flat_map(|(_, quote)| [quote.start, quote.end]);
    let mention_ends = mentions
        .iter()
        .flat_map(|mention| [mention.start, mention.end]);
    let word_ends = words.iter().flat_map(|(span, _)| [span.start, span.end]);
    let mut cuts: Vec<usize> = quote_ends
        .chain(mention_ends)
        .chain(word_ends)
        .chain([0, chars.len()])
        .filter(|cut| *cut <= chars.len())
        .collect();
    cuts.sort_unstable();
    cuts.dedup();

    let mut open_quotes: Vec<(&'static str, &Quote)> = Vec::new();
    let mut open_mentions: Vec<&Mention> = Vec::new();
    let mut open_words: Vec<(Span, BTreeSet<&str>)> = Vec::new();
    let mut pieces = Vec::with_capacity(cuts.len());
    for piece in cuts.windows(2) {
        let (start, end) = (piece[0], piece[1]);
        open_quotes.retain(|(_, quote)| quote.end > start);
        open_mentions.retain(|mention| mention.end > start);
        open_words.retain(|(span, _)| span.end > start);
        let mut is_linked_to = false;
        while let Some(quote) = quotes.pop_if(|(_, quote)| quote.start <= start) {
            open_quotes.push(quote);
            is_linked_to = true;
        }
        while let Some(said) = words.pop_if(|(span, _)| span.start <= start) {
            open_words.push(said);
            is_linked_to = true;
        }
        while let Some(mention) = mentions.pop_if(|mention| mention.start <= start) {
            open_mentions.push(mention);
        }
        let mut kinds: Vec<&str> = open_quotes.iter().map(|(kind, _)| *kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        pieces.push(Piece {
            text: chars[start..end].iter().collect(),
            anchor: is_linked_to.then_some(start),
            kinds: kinds.join(" "),
            mention: open_mentions.first().copied(),
            fields: open_words
                .iter()
                .flat_map(|(_, fields)| fields)
                .copied()
                .collect(),
        });
    }
    pieces
}

fn marked(reading: &Reading, root: &str) -> Markup {
    html! {
        @for piece in pieces(reading) {
            @if let Some(start) = piece.anchor { span id=(format!("q-{start}")) {} }
            @if piece.kinds.is_empty() { (words(&piece, root)) }
            @else { mark class=(piece.kinds) { (words(&piece, root)) } }
        }
    }
}

fn words(piece: &Piece<'_>, root: &str) -> Markup {
    let fields: Vec<&str> = piece.fields.iter().copied().collect();
    let fields = fields.join(", ");
    let text = match piece.mention {
        Some(mention) => place(mention, &piece.text, &fields, root),
        None => html! { (piece.text) },
    };
    if fields.is_empty() {
        return text;
    }
    html! { span.said data-field=(fields) title=(fields) { (text) } }
}

/// A place name with a link to the map, and what it is to the statements about it.
fn place(mention: &Mention, text: &str, fields: &str, root: &str) -> Markup {
    let place = mention.place.as_ref();
    let Some((place, (lon, lat))) = place.and_then(|place| Some((place, place.position()?))) else {
        return html! { span.unplaced title="could not be placed" { (text) } };
    };
    let title = format!(
        "{} ({:.0} %) {fields}",
        place.name,
        mention.confidence * 100.0
    );
    let title = title.trim_end();
    let map = format!("{root}#map=10/{lat:.4}/{lon:.4}");
    html! { a.place href=(map) title=(title) { (text) } }
}

/// What was understood, in words, each line with a link to its sentence.
fn understood(reading: &Reading) -> Markup {
    html! {
        aside {
            h2 { "What Korydor read" }
            @if quotes(reading).is_empty() {
                p { "No statement about a corridor, fighting or control." }
            }
            ul {
                @for said in reading.corridors.iter().take(LISTED) {
                    li.corridor {
                        a href=(anchor(&said.quote)) {
                            @match (said.is_area_proposal(), said.settlements) {
                                (true, Some(count)) => { (count) " settlements in " bdi { (names(&said.to)) } }
                                _ => { bdi { (names(&said.from)) } " → " bdi { (names(&said.to)) } }
                            }
                        }
                        ", " (word(&said.status)) (says(said.announced_by.as_deref()))
                        (grounds_of_corridor(said))
                    }
                }
                @for said in reading.events.iter().take(LISTED) {
                    li.event {
                        a href=(anchor(&said.quote)) { (word(&said.kind)) ", " bdi { (said.place.place.name) } }
                        (says(said.by.as_deref()))
                        (grounds_of_event(&said.evidence))
                    }
                }
                @for said in reading.control.iter().take(LISTED) {
                    li.control {
                        a href=(anchor(&said.quote)) { bdi { (said.place.place.name) } ": held by " bdi { (said.party) } }
                        ", " (word(&said.tier)) (says(said.by.as_deref()))
                        (grounds_of_event(&said.evidence))
                    }
                }
            }
            @let more = left_out(reading);
            @if more > 0 {
                p { "And " (more) " more, which stand in the JSON." }
            }
            @if !reading.unplaced.is_empty() {
                h2 { "Could not be placed" }
                ul { @for name in reading.unplaced.iter().take(LISTED) { li { bdi { (name.text) } ": " (name.reason) } } }
            }
            @if !reading.problems.is_empty() {
                h2 { "To know" }
                ul { @for problem in reading.problems.iter().take(LISTED) { li { (problem.detail) } } }
            }
        }
    }
}

/// How many statements and names are not in the lists of the page.
fn left_out(reading: &Reading) -> usize {
    let listed = [
        reading.corridors.len(),
        reading.events.len(),
        reading.control.len(),
        reading.unplaced.len(),
    ];
    listed
        .iter()
        .map(|count| count.saturating_sub(LISTED))
        .sum()
}

fn anchor(quote: &Quote) -> String {
    format!("#q-{}", quote.start)
}

fn says(speaker: Option<&str>) -> Markup {
    html! { @if let Some(speaker) = speaker { ", says " bdi { (speaker) } } }
}

fn names(places: &[PlaceRef]) -> String {
    if places.is_empty() {
        return "…".to_owned();
    }
    let names: Vec<&str> = places
        .iter()
        .map(|place| place.place.name.as_str())
        .collect();
    names.join(", ")
}

/// A word of a vocabulary, for people.
fn word(term: &impl serde::Serialize) -> String {
    let term = serde_json::to_value(term).unwrap_or_default();
    term.as_str().unwrap_or_default().replace('_', " ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use proptest::prelude::*;

    use super::*;
    use crate::layer::fixtures::{corridor, reading};
    use crate::model::Status;

    fn with_quotes(text: &str, quotes: &[(usize, usize)]) -> Reading {
        let said = quotes.iter().map(|(start, end)| {
            let mut said = corridor(&["Mariupol"], &["Berdiansk"], Status::Agreed);
            said.quote = Quote {
                exact: "".into(),
                start: *start,
                end: *end,
            };
            said
        });
        let mut reading = reading("a", "2022-03-30", said.collect()).reading;
        reading.report.text = text.to_owned();
        reading
    }

    proptest! {
        #[test]
        fn marking_neither_loses_nor_repeats_text_and_anchors_every_quote(
            text in "\\PC{0,30}",
            quotes in proptest::collection::vec((0usize..40, 0usize..40), 0..5),
        ) {
            let length = text.chars().count();
            let quotes: Vec<(usize, usize)> = quotes
                .into_iter()
                .map(|(a, b)| (a.min(b), a.max(b)))
                .filter(|(start, end)| start < end && *end <= length)
                .collect();
            let reading = with_quotes(&text, &quotes);
            let pieces = pieces(&reading);
            let joined: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
            prop_assert_eq!(joined, text);
            for (start, _) in quotes {
                prop_assert!(pieces.iter().any(|piece| piece.anchor == Some(start)));
            }
        }
    }
}
