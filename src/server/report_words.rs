//! The words of a report that the fields of its statements come from, by field, for its page.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use crate::model::{Corridor, CorridorField, EventEvidence, Reading, Span};

/// A field of a statement: what people call it, and its words.
type Said = (&'static str, Vec<Span>);

/// What a field is called.
fn label(field: CorridorField) -> &'static str {
    match field {
        CorridorField::From => "origin",
        CorridorField::Via => "on the way",
        CorridorField::To => "destination",
        CorridorField::Purpose => "purpose",
        CorridorField::Mode => "travel",
        CorridorField::Status => "status",
        CorridorField::AnnouncedBy => "speaker",
        CorridorField::ValidFrom => "first day",
        CorridorField::ValidTo => "last day",
        CorridorField::TimeWindow => "hours",
        CorridorField::PeopleMoved => "people",
        CorridorField::Vehicles => "vehicles",
        CorridorField::Settlements => "settlements",
    }
}

fn of_corridor(said: &Corridor) -> Vec<Said> {
    let fields = CorridorField::ALL.into_iter();
    fields
        .map(|field| (label(field), said.evidence.of(field).collect()))
        .collect()
}

fn of_event(evidence: &EventEvidence) -> Vec<Said> {
    let EventEvidence {
        kind,
        party,
        place,
        by,
        day,
    } = evidence;
    vec![
        ("what happened", kind.clone()),
        ("who holds it", party.clone()),
        ("place", place.clone()),
        ("speaker", by.clone()),
        ("day", day.clone()),
    ]
}

/// The words of all statements, once each, in order of the text, with the fields that they are of.
pub(super) fn by_place(reading: &Reading) -> BTreeMap<Span, BTreeSet<&'static str>> {
    let corridors = reading.corridors.iter().map(of_corridor);
    let events = reading.events.iter().map(|said| of_event(&said.evidence));
    let control = reading.control.iter().map(|said| of_event(&said.evidence));
    let mut words: BTreeMap<Span, BTreeSet<&'static str>> = BTreeMap::new();
    for (label, spans) in corridors.chain(events).chain(control).flatten() {
        for span in spans {
            words.entry(span).or_default().insert(label);
        }
    }
    words
}

/// The fields of a corridor, each with a link to its words, and those without words.
pub(super) fn grounds_of_corridor(said: &Corridor) -> Markup {
    let inferred: Vec<&str> = said.inferred.iter().map(|field| label(*field)).collect();
    html! {
        (links(&of_corridor(said)))
        @if !inferred.is_empty() {
            p.inferred { "Inferred, not stated: " (inferred.join(", ")) }
        }
    }
}

/// The fields of an event or a claim of control, each with a link to its words.
pub(super) fn grounds_of_event(evidence: &EventEvidence) -> Markup {
    links(&of_event(evidence))
}

fn links(fields: &[Said]) -> Markup {
    let first = |(label, spans): &Said| Some((*label, spans.iter().min()?.start));
    let known: Vec<(&str, usize)> = fields.iter().filter_map(first).collect();
    html! {
        @if !known.is_empty() {
            p.grounds {
                "Words: "
                @for (at, (label, start)) in known.iter().enumerate() {
                    @if at > 0 { ", " }
                    a href={ "#q-" (start) } { (label) }
                }
            }
        }
    }
}
