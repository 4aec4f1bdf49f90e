//! Those who may speak, agree or disagree in a sentence.

use super::super::cue::{Cue, RoleCue, SpeakerCue};
use super::super::sentence::{PlaceAt, Sentence};
use super::saying::Reference;
use super::{Named, Speakers};
use crate::model::{Mention, PlaceKind};
use crate::report::{Case, TokenKind};

/// Somebody in a sentence who may be its speaker.
#[derive(Debug, Clone)]
pub struct Actor {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Who it is.
    pub kind: ActorKind,
}

#[derive(Debug, Clone)]
pub enum ActorKind {
    /// Somebody by name.
    Person(String),
    /// An organisation or a state.
    Organisation(String),
    /// Passes on what others say.
    Media(String),
    /// "She", "the mayor", "the ministry": somebody named before.
    Reference(Reference),
}

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

/// Which tokens belong to actors who are known.
fn taken(sentence: &Sentence<'_>, known: &[Actor]) -> Vec<bool> {
    let mut taken = vec![false; sentence.tokens.len()];
    for actor in known {
        for token in taken.get_mut(actor.start..actor.end).unwrap_or_default() {
            *token = true;
        }
    }
    taken
}

/// Abbreviations that no list knows ("SARC", «МЧС ДНР»).
pub fn abbreviations(sentence: &Sentence<'_>, known: &[Actor]) -> Vec<Actor> {
    let is_large = |at: &usize| {
        let token = &sentence.tokens[*at];
        token.kind == TokenKind::Word && token.case == Case::Upper
    };
    let mut large = (0..sentence.tokens.len()).filter(is_large).peekable();
    if large.peek().is_none() {
        return Vec::new();
    }
    let taken = taken(sentence, known);
    let is_free = |at: usize| {
        taken.get(at) != Some(&true)
            && sentence.place_at(at).is_none()
            && !sentence
                .cues_at(at)
                .any(|found| matches!(found.cue, Cue::Speaker(_) | Cue::Fighting(_)))
    };
    large
        .filter(|at| is_free(*at))
        .map(|at| Actor {
            start: at,
            end: at + 1,
            kind: ActorKind::Organisation(sentence.tokens[at].text(sentence.text).to_owned()),
        })
        .collect()
}

/// "Russia said": a country that speaks.
pub fn states(sentence: &Sentence<'_>, mentions: &[Mention], known: &[Actor]) -> Vec<Actor> {
    let taken = taken(sentence, known);
    sentence
        .places
        .iter()
        .filter(|place| {
            let is_country = mentions
                .get(place.mention)
                .and_then(|mention| mention.place.as_ref())
                .is_some_and(|place| place.kind == PlaceKind::Country);
            let follows_role = place.start > 0
                && sentence.role_ending_at(place.start).any(|(role, _)| {
                    !matches!(role, RoleCue::And | RoleCue::Filler | RoleCue::Between)
                });
            is_country && !follows_role
        })
        .filter_map(|place| government(place, mentions, &taken))
        .collect()
}

/// The government that a place stands for, unless the place belongs to an actor who is known.
fn government(place: &PlaceAt, mentions: &[Mention], taken: &[bool]) -> Option<Actor> {
    let tokens = taken.get(place.start..place.end).unwrap_or_default();
    let is_taken = tokens.contains(&true);
    let name = &mentions.get(place.mention)?.text;
    (!is_taken).then(|| Actor {
        start: place.start,
        end: place.end,
        kind: ActorKind::Organisation(name.to_string()),
    })
}
