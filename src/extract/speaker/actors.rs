//! Those who may speak in a sentence and are no people: states, abbreviations of organisations.

use super::actor::{Actor, ActorKind};
use crate::extract::annotate::{PlaceAt, Sentence};
use crate::extract::words::{Cue, RoleCue};
use crate::model::{Mention, PlaceKind, kind_of_place};
use crate::report::{Case, TokenKind};

/// Which tokens belong to actors who are known.
pub fn taken(sentence: &Sentence<'_>, known: &[Actor]) -> Vec<bool> {
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
            let is_country = kind_of_place(mentions, place.mention) == Some(PlaceKind::Country);
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
pub fn government(place: &PlaceAt, mentions: &[Mention], taken: &[bool]) -> Option<Actor> {
    let tokens = taken.get(place.start..place.end).unwrap_or_default();
    let is_taken = tokens.contains(&true);
    let name = &mentions.get(place.mention)?.text;
    (!is_taken).then(|| Actor {
        start: place.start,
        end: place.end,
        kind: ActorKind::Organisation(name.to_string()),
    })
}
