//! Lines that name nobody but the author: how posts and lists begin, and how statements are signed.

use super::actor::{Actor, ActorKind};
use crate::extract::annotate::Sentence;
use crate::extract::words::{ClosedSet, Cue, SpeakerCue};
use crate::report::TokenKind;

/// «Олексій Кулеба / Київська ОВА», "Vitaliy Kim, governor of Mykolaiv region, on Telegram": the
/// one whom a line without a verb names. Reporters and agencies pass on what others say.
pub fn author<'a>(sentence: &Sentence<'_>, actors: &'a [Actor]) -> Option<(&'a Actor, &'a str)> {
    const LONGEST: usize = 24;
    if !sentence.starts_paragraph || sentence.tokens.len() > LONGEST {
        return None;
    }
    let opens = |actor: &&Actor| {
        (0..actor.start).all(|at| !sentence.is_word(at) || is_of_office(sentence, actors, at))
    };
    let (author, name) = actors
        .iter()
        .filter(opens)
        .find_map(|actor| match &actor.kind {
            ActorKind::Person(name) => Some((actor, name)),
            _ => None,
        })?;
    let says_more = author.end < sentence.tokens.len();
    let is_full = name.contains(' ');
    let is_line = (author.end..sentence.tokens.len())
        .all(|at| !sentence.is_word(at) || is_of_office(sentence, actors, at));
    let tells_who = (0..sentence.tokens.len()).any(|at| is_of_speaker(sentence, actors, at));
    let is_media = actors
        .iter()
        .any(|actor| matches!(actor.kind, ActorKind::Media(_)));
    (says_more && is_full && is_line && tells_who && !is_media).then_some((author, name.as_str()))
}

/// Whether a word tells who the author is: a title, an organisation, where it was posted.
fn is_of_speaker(sentence: &Sentence<'_>, actors: &[Actor], at: usize) -> bool {
    let is_cue = sentence.cues_at(at).any(|found| {
        matches!(
            found.cue,
            Cue::Speaker(
                SpeakerCue::Title
                    | SpeakerCue::Organisation
                    | SpeakerCue::Institution
                    | SpeakerCue::Channel
                    | SpeakerCue::Pronoun
                    | SpeakerCue::Auxiliary
            )
        )
    });
    is_cue
        || actors.iter().any(|actor| {
            (actor.start..actor.end).contains(&at)
                && matches!(actor.kind, ActorKind::Organisation(_))
        })
}

/// Whether a word may stand in such a line: of an office, a place, a day, or a small word.
fn is_of_office(sentence: &Sentence<'_>, actors: &[Actor], at: usize) -> bool {
    const LONGEST_SMALL_WORD: usize = 3;
    let is_place = sentence
        .places
        .iter()
        .any(|place| (place.start..place.end).contains(&at));
    let is_time = sentence.tokens[at].kind == TokenKind::Number
        || sentence
            .cues_at(at)
            .any(|found| matches!(found.cue, Cue::Time(_)));
    let is_small = sentence.words[at].chars().count() <= LONGEST_SMALL_WORD
        && sentence
            .cues_at(at)
            .any(|found| matches!(found.cue, Cue::Role(_)));
    is_place
        || is_time
        || is_small
        || is_of_speaker(sentence, actors, at)
        || sentence.is_one_of(at, ClosedSet::AreaWord)
}
