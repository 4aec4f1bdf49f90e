//! Report → mentions: recognise names in context, then resolve each with the others as witnesses.

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

mod abbreviations;
mod candidates;
mod coherence;
mod containers;
mod context;
mod coordinates;
mod doubts;
mod knowledge;
mod leaps;
mod line;
mod name;
mod neighbours;
mod options;
mod people;
mod points;
mod prior;
mod recognise;
mod resolve;
mod resolved;
mod stated_areas;
mod theatre;
mod unit_abbreviations;
mod unknown;
mod witnesses;
mod words;

use crate::gazetteer::{Gazetteer, PlaceIx};
use crate::model::{Mention, SharedPlace, SharedText, Unplaced};
use crate::report::{CodePoints, Cut, folded};

pub use name::Name;
pub use options::Options;
pub use words::PlaceWords;

/// Finds the places that reports mention. Mentions of a place share it, over all reports that one
/// geoparser reads.
pub struct Geoparser<'w> {
    gazetteer: &'w Gazetteer,
    words: &'w PlaceWords,
    options: Options,
    places: HashMap<PlaceIx, SharedPlace>,
    texts: HashSet<SharedText>,
    assured: HashSet<String>,
}

impl<'w> Geoparser<'w> {
    /// A geoparser of which all parts take part.
    pub fn new(gazetteer: &'w Gazetteer, words: &'w PlaceWords) -> Self {
        Self::with(gazetteer, words, Options::default())
    }

    /// A geoparser of which some parts are left out.
    pub fn with(gazetteer: &'w Gazetteer, words: &'w PlaceWords, options: Options) -> Self {
        Self {
            gazetteer,
            words,
            options,
            places: HashMap::new(),
            texts: HashSet::new(),
            assured: HashSet::new(),
        }
    }

    /// The names of places in a report, in order of the text.
    pub fn names(&self, cut: &Cut<'_>) -> Vec<Name> {
        recognise::names(cut, self.gazetteer, self.words, self.options, &self.assured)
    }

    /// The mentions of a report of which statements have told that some names are places': those
    /// among them that the gazetteer knows are looked for again. `None` where it knows none.
    pub fn mentions_with(
        &mut self,
        cut: &Cut<'_>,
        names: &[Mention],
    ) -> Option<(Vec<Mention>, Vec<Unplaced>)> {
        let is_known = |name: &&Mention| self.gazetteer.key(&name.text).is_some();
        self.assured = names
            .iter()
            .filter(is_known)
            .map(|name| folded(&name.text))
            .collect();
        let found = (!self.assured.is_empty()).then(|| self.mentions(cut));
        self.assured.clear();
        found
    }

    /// The places that a report mentions, in order of the text, and the names without coordinates.
    pub fn mentions(&mut self, cut: &Cut<'_>) -> (Vec<Mention>, Vec<Unplaced>) {
        let (gazetteer, report) = (self.gazetteer, cut.report);
        let names = self.names(cut);
        let resolved = resolve::resolve(report, &names, gazetteer, self.words, self.options);
        let (places, texts) = (&mut self.places, &mut self.texts);
        let code_points = CodePoints::new(&report.text);
        let mut unplaced = Vec::new();
        let mut mentions: Vec<Mention> = names
            .iter()
            .zip(resolved)
            .map(|(name, meaning)| {
                let text = shared(texts, &report.text[name.bytes.clone()]);
                let (start, end) = (
                    code_points.at(name.bytes.start),
                    code_points.at(name.bytes.end),
                );
                let place = meaning.place.map(|place| {
                    let shared = places.entry(place);
                    shared
                        .or_insert_with(|| gazetteer.place(place).into())
                        .clone()
                });
                let reason: Option<Cow<'static, str>> = match &place {
                    Some(place) if place.position().is_none() => Some(
                        format!(
                            "{} is known by name; no open source gives its coordinates",
                            place.name
                        )
                        .into(),
                    ),
                    Some(_) => None,
                    None if name.is_feature => {
                        Some("a named line or site that the gazetteer does not hold".into())
                    }
                    None if let Some(area) = meaning.outside.and_then(|area| names.get(area)) => {
                        let area = report.text.get(area.bytes.start..area.after);
                        let area = area.unwrap_or_default();
                        Some(format!("places of this name are known, but none in {area}").into())
                    }
                    None if name.key.is_some() => Some(
                        "places of this name are known, but none that fits the places around it"
                            .into(),
                    ),
                    None => Some("the gazetteer does not know this name".into()),
                };
                unplaced.extend(reason.map(|reason| Unplaced {
                    text: text.clone(),
                    start,
                    end,
                    reason,
                }));
                Mention {
                    start,
                    end,
                    text,
                    confidence: meaning.confidence,
                    place,
                    bytes: name.bytes.start as u32..name.bytes.end as u32,
                    oblique: meaning.oblique,
                }
            })
            .collect();
        let read = coordinates::coordinates(cut, &self.words.coordinates);
        points::take_in(read, cut, gazetteer, &mut mentions, &mut unplaced);
        (mentions, unplaced)
    }
}

/// Words that are shared by all who name a place by them.
fn shared(texts: &mut HashSet<SharedText>, text: &str) -> SharedText {
    if let Some(known) = texts.get(text) {
        return known.clone();
    }
    let text = SharedText::from(text);
    texts.insert(text.clone());
    text
}
