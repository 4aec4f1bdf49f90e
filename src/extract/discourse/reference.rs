//! Whether a sentence speaks of passages that were named before it, or of others.

use crate::extract::annotate::Sentence;
use crate::extract::words::{ClosedSet, Cue, CueMatch, Movement, Passage, RoleCue, SpeakerCue};

/// "None of them", "all corridors".
pub fn speaks_of_all(sentence: &Sentence<'_>) -> bool {
    const REACH: usize = 4;
    let mut quantifiers =
        (0..sentence.tokens.len()).filter(|at| sentence.is_one_of(*at, ClosedSet::AllOrNone));
    let is_convoy = |found: &CueMatch| found.cue == Cue::Movement(Movement::Carrying);
    quantifiers.any(|at| {
        sentence
            .cues_in(&(at..at + REACH))
            .any(|found| is_passage(found) || is_convoy(found))
    }) || (sentence.is_one_of(0, ClosedSet::NoneAlone) && sentence.places.is_empty())
}

fn is_passage(found: &CueMatch) -> bool {
    matches!(
        found.cue,
        Cue::Passage(Passage::Humanitarian | Passage::General)
    )
}

/// "The corridor", "the convoy", "it": a passage named before. "More buses" are others.
pub fn speaks_of_passage(sentence: &Sentence<'_>) -> bool {
    const REACH: usize = 4;
    let is_pronoun =
        sentence.is_one_of(0, ClosedSet::Pronoun) || sentence.is_one_of(1, ClosedSet::Pronoun);
    is_pronoun
        || sentence.cues.iter().any(|found| {
            let moves = matches!(
                found.cue,
                Cue::Movement(Movement::Evacuation | Movement::Carrying)
            );
            if !(moves || is_passage(found)) {
                return false;
            }
            let before = found.start.saturating_sub(REACH)..found.start;
            let is_definite = !sentence.words[found.start].is_ascii()
                || before
                    .clone()
                    .any(|at| sentence.is_mark(at, &["the", "this", "that", "these", "both"]));
            is_definite
                && !before
                    .into_iter()
                    .any(|at| sentence.is_one_of(at, ClosedSet::FurtherOrUncounted))
        })
}

/// Whether a sentence goes on with what the one before it spoke of: "the buses reached B", "all of
/// them were taken to B", "the evacuees are housed in B". "Seventeen more buses" are others, and
/// "1,300 people came to B" may be.
pub fn refers_to_passage(sentence: &Sentence<'_>) -> bool {
    let names_everybody =
        (0..sentence.tokens.len()).any(|at| sentence.token_has_role(at, RoleCue::Everybody));
    !speaks_of_others(sentence)
        && (speaks_of_passage(sentence)
            || speaks_of_all(sentence)
            || names_everybody
            || is_about_the_people(sentence))
}

/// "The evacuees", «жителей» at the beginning, uncounted.
fn is_about_the_people(sentence: &Sentence<'_>) -> bool {
    const BEGINNING: usize = 3;
    let people = Cue::Movement(Movement::People);
    let mut first = sentence.cues_in(&(0..BEGINNING));
    first.any(|found| {
        let before = 0..found.start;
        let is_the = |at: usize| sentence.is_mark(at, &["the", "these", "those"]);
        let is_counted = sentence.has_number(&(0..found.end)) && !is_the(0);
        found.cue == people
            && !is_counted
            && !before
                .clone()
                .any(|at| sentence.is_one_of(at, ClosedSet::FurtherOrUncounted))
            && (!sentence.words[found.start].is_ascii() || before.clone().any(is_the))
    })
}

/// Whether vehicles that were not named before are spoken of ("a second convoy").
pub fn speaks_of_others(sentence: &Sentence<'_>) -> bool {
    const REACH: usize = 3;
    sentence.cues.iter().any(|found| {
        let before = found.start.saturating_sub(REACH)..found.start;
        (is_passage(found) || found.cue == Cue::Movement(Movement::Carrying))
            && before
                .into_iter()
                .any(|at| sentence.is_one_of(at, ClosedSet::Further))
    })
}

/// Whether a sentence tells of an official under way and of nobody else: "The minister went to B".
pub fn an_official_travels(sentence: &Sentence<'_>) -> bool {
    let is_small = |at: &usize| sentence.token_has_role(*at, RoleCue::Filler);
    let first = sentence.whole().find(|at| !is_small(at));
    let is_official = first.is_some_and(|first| {
        sentence
            .cues_starting_at(first)
            .any(|found| found.cue == Cue::Speaker(SpeakerCue::Title))
    });
    let moves_others = sentence.cues.iter().any(|found| {
        matches!(
            found.cue,
            Cue::Movement(
                Movement::People | Movement::Medical | Movement::Evacuation | Movement::Carrying
            ) | Cue::Mode(_)
                | Cue::Passage(_)
                | Cue::Speaker(SpeakerCue::Say)
        )
    });
    is_official && !moves_others
}
