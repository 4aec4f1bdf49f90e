//! What a rule hears: a sentence with its places, its words as a quote and who says it.

use crate::extract::annotate::Sentence;
use crate::extract::places::Group;
use crate::extract::speaker::Voice;
use crate::model::{EventEvidence, PlaceRef, Quote, Span};

/// What every statement of a sentence shares.
#[derive(Debug, Clone)]
pub struct Source {
    /// The sentence as a quote.
    pub quote: Quote,
    /// Who says so.
    pub speaker: Option<Voice>,
}

impl Source {
    /// The name of who says so.
    pub fn name(&self) -> Option<String> {
        self.speaker.as_ref().map(|voice| voice.name.clone())
    }

    /// The words of what is said of a place, besides those that say what: the place's, the speaker's.
    pub fn evidence(&self, place: &PlaceRef, day: Option<Span>) -> EventEvidence {
        let speaker = self.speaker.iter();
        EventEvidence {
            place: place.said_at.spans().collect(),
            by: speaker.flat_map(|voice| voice.words.clone()).collect(),
            day: day.into_iter().collect(),
            ..EventEvidence::default()
        }
    }
}

/// A sentence with all that is known about it when its turn comes.
#[derive(Debug, Clone, Copy)]
pub struct Heard<'a> {
    /// Its number in the report.
    pub index: usize,
    /// Itself, taken apart.
    pub sentence: &'a Sentence<'a>,
    /// Its places.
    pub groups: &'a [Group],
    /// Its words as a quote.
    pub source: &'a Source,
    /// Who says it, by its own words or those before it.
    pub speaker: Option<&'a Voice>,
    /// Whether it is the headline.
    pub is_headline: bool,
    /// Whether it or a neighbour of it names a humanitarian passage or an evacuation.
    pub is_amid_passages: bool,
}
