//! Those who may agree or disagree in a sentence.

use super::actor::{Actor, ActorKind};
use super::actors::{government, taken};
use super::speakers::{Named, Speakers};
use crate::extract::annotate::Sentence;
use crate::extract::words::{Cue, RoleCue, SpeakerCue};
use crate::model::Mention;

/// Somebody who may agree or disagree: token range and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// The words that name it.
    pub name: String,
}

/// Organisations, states, capitals that speak for them, and people of a sentence, in order.
pub fn parties(sentence: &Sentence<'_>, mentions: &[Mention]) -> Vec<Party> {
    let mut actors = Speakers::default().actors(sentence, &Named::of(sentence), mentions);
    actors.extend(capitals(sentence, mentions, &actors));
    actors.sort_by_key(|actor| actor.start);
    actors
        .into_iter()
        .filter_map(|actor| match actor.kind {
            ActorKind::Person(name) | ActorKind::Organisation(name) => Some(Party {
                start: actor.start,
                end: actor.end,
                name,
            }),
            ActorKind::Media(_) | ActorKind::Reference(_) => None,
        })
        .collect()
}

/// "Kyiv rejected": a city that stands for its government, as the subject of saying or consent.
fn capitals(sentence: &Sentence<'_>, mentions: &[Mention], known: &[Actor]) -> Vec<Actor> {
    let speaks = |end: usize| {
        sentence.cues_starting_at(end).any(|found| {
            matches!(
                found.cue,
                Cue::Consent(_) | Cue::Speaker(SpeakerCue::Say | SpeakerCue::Auxiliary)
            )
        })
    };
    let taken = taken(sentence, known);
    sentence
        .places
        .iter()
        .filter(|place| {
            let follows_role = sentence.role_ending_at(place.start).any(|(role, _)| {
                !matches!(role, RoleCue::And | RoleCue::Filler | RoleCue::ClauseBreak)
            });
            speaks(place.end) && !follows_role
        })
        .filter_map(|place| government(place, mentions, &taken))
        .collect()
}
