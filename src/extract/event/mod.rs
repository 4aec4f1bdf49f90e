//! Fighting and movements of forces, and who holds a place.

mod control;
mod ground;
mod happened;
mod places;

use std::ops::Range;

use jiff::civil::Date;

use super::groups::Group;
use super::lexicon::{Cue, CueMatch, Lexicon, Modality, RoleCue};
use super::sentence::Sentence;
use crate::model::{ControlClaim, Event, EventKind, Mention, PlaceRef, Quote};
use ground::Ground;

/// What every statement of a sentence shares.
#[derive(Debug, Clone)]
pub struct Source {
    /// The sentence as a quote.
    pub quote: Quote,
    /// Who says so.
    pub speaker: Option<String>,
}

/// Whether a sentence may report fighting or who holds a place.
pub fn reports(sentence: &Sentence<'_>) -> bool {
    let cues = || sentence.cues.iter().map(|found| found.cue);
    let names_place =
        !sentence.places.is_empty() || cues().any(|cue| matches!(cue, Cue::Reference(_)));
    names_place
        && cues().any(|cue| matches!(cue, Cue::Fighting(_) | Cue::Control(_) | Cue::Holding(_)))
}

/// A sentence with its places, as the rules of this room look at it.
#[derive(Debug, Clone, Copy)]
struct Scene<'a> {
    sentence: &'a Sentence<'a>,
    groups: &'a [Group],
    mentions: &'a [Mention],
    ground: &'a Ground,
}

/// Reads the fighting and the claims of control of a report, one sentence after the other.
#[derive(Debug)]
pub struct EventReader<'m> {
    mentions: &'m [Mention],
    parties: &'m [String],
    published: Option<Date>,
    /// Whether the report speaks of forces and war at all: "clashes" and "fights" are of many kinds.
    is_of_war: bool,
    ground: Ground,
}

impl<'m> EventReader<'m> {
    /// Looks over the report for what it is about.
    pub fn new(
        sentences: &[Sentence<'_>],
        mentions: &'m [Mention],
        lexicon: &'m Lexicon,
        published: Option<Date>,
    ) -> Self {
        let cues = || {
            sentences
                .iter()
                .flat_map(|sentence| sentence.cues.iter().map(move |cue| (sentence, cue)))
        };
        let is_strong = |sentence: &Sentence<'_>, cue: &CueMatch| match cue.cue {
            Cue::Forces | Cue::Party(_) | Cue::Conflict => true,
            // «Бої» are of one kind, "battles" of many.
            Cue::Fighting(EventKind::Battle) => !sentence.words[cue.start].is_ascii(),
            Cue::Fighting(kind) => {
                matches!(
                    kind,
                    EventKind::Shelling | EventKind::Strike | EventKind::Siege
                )
            }
            _ => false,
        };
        let is_of_war = cues().any(|(sentence, cue)| is_strong(sentence, cue))
            || cues()
                .filter(|(_, cue)| matches!(cue.cue, Cue::Fighting(_)))
                .count()
                > 1;
        Self {
            is_of_war,
            mentions,
            parties: lexicon.parties(),
            published,
            ground: Ground::default(),
        }
    }

    /// The events and the claims of control that the next sentence states.
    pub fn read(
        &mut self,
        sentence: &Sentence<'_>,
        groups: &[Group],
        source: &Source,
    ) -> (Vec<Event>, Vec<ControlClaim>) {
        let scene = Scene {
            sentence,
            groups,
            mentions: self.mentions,
            ground: &self.ground,
        };
        let found = (
            if self.is_of_war {
                events(&scene, self.published, source)
            } else {
                Vec::new()
            },
            control::claims(&scene, self.parties, self.published, source),
        );
        self.ground.take_in(sentence, groups, self.mentions);
        found
    }

    /// Remembers what a sentence that states nothing speaks of.
    pub fn pass_over(&mut self, sentence: &Sentence<'_>) {
        self.ground.take_in(sentence, &[], self.mentions);
    }
}

/// The events that a sentence reports.
fn events(scene: &Scene<'_>, published: Option<Date>, source: &Source) -> Vec<Event> {
    let sentence = scene.sentence;
    let hedged = sentence.has(Cue::Modality(Modality::Hedge));
    let mut found: Vec<Event> = Vec::new();
    for cue in &sentence.cues {
        let Cue::Fighting(kind) = cue.cue else {
            continue;
        };
        // Not every withdrawal is one of troops.
        let needs_forces = matches!(kind, EventKind::Withdrawal | EventKind::Advance);
        if (needs_forces && !sentence.has(Cue::Forces))
            || !happened::is_stated(sentence, cue, published)
        {
            continue;
        }
        for mention in places::of_event(scene, cue, kind) {
            let Some(place) = place_ref(scene.mentions, mention) else {
                continue;
            };
            let is_known = found
                .iter()
                .any(|event| event.kind == kind && event.place.place.id == place.place.id);
            if !is_known {
                found.push(Event {
                    kind,
                    place,
                    acled: kind.acled().to_owned(),
                    by: source.speaker.clone(),
                    quote: source.quote.clone(),
                    confidence: if hedged { 0.6 } else { 0.8 },
                });
            }
        }
    }
    found
}

/// The clause that holds a token: between semicolons and words such as "but", "while", "where".
fn clause_around(sentence: &Sentence<'_>, token: usize) -> Range<usize> {
    let is_break = |at: usize| {
        sentence.is_mark(at, &[";"])
            || (sentence.token_has_role(at, RoleCue::ClauseBreak)
                && at > 0
                && !sentence.is_mark(at, &["where", "де", "где", "who", "which"]))
    };
    let start = (0..token)
        .rev()
        .find(|at| is_break(*at))
        .map_or(0, |at| at + 1);
    let end = (token..sentence.tokens.len())
        .find(|at| is_break(*at))
        .unwrap_or(sentence.tokens.len());
    start..end
}

/// A mention as a reference, where it was placed.
pub fn place_ref(mentions: &[Mention], mention: usize) -> Option<PlaceRef> {
    let mention = mentions.get(mention)?;
    Some(PlaceRef {
        text: mention.text.clone(),
        place: mention.place.as_deref()?.clone(),
    })
}
