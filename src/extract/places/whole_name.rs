//! Whether a name is whole where it ends, and not the beginning of a longer phrase.

use std::ops::Range;

use super::capitals::{is_joined, is_word, name_of};
use super::way_words::names_pass;
use crate::extract::annotate::Sentence;
use crate::extract::words::{Cue, Ending, Modality, RoleCue, SpeakerCue, TimeCue};

/// Whether a run can end a phrase: what follows is a mark or a word of another phrase, so that
/// "to Turkish hospitals" and "from Lavrov's office" name no place.
pub fn ends_well(sentence: &Sentence<'_>, run: &Range<usize>) -> bool {
    let possessive = name_of(sentence, run).len()
        < sentence.tokens[run.end - 1].end - sentence.tokens[run.start].start;
    let before = run.start.checked_sub(1);
    let is_titled = before.is_some_and(|at| {
        sentence.cues_ending_at(run.start).any(|found| {
            matches!(
                found.cue,
                Cue::Speaker(SpeakerCue::Title | SpeakerCue::Organisation | SpeakerCue::Say)
            ) && !sentence.token_has_role(at, RoleCue::Filler)
                && !sentence.token_has_role(at, RoleCue::From)
        })
    });
    if possessive || is_titled || run.len() > LONGEST_NAME {
        return false;
    }
    if !is_word(sentence, run.end) {
        let is_slashed = sentence.is_mark(run.end, &["/"]) && is_joined(sentence, run.end);
        return !is_slashed && !sentence.is_mark(run.end, &["»", "\"", "”", "-", "@"])
            || run.start == 0
            || names_pass(sentence, run);
    }
    let word = &sentence.words[run.end];
    let is_cyrillic = !sentence.words[run.end - 1].is_ascii();
    if is_cyrillic {
        return !sentence.ends_as(run.end - 1, Ending::AdjectiveOfPlace)
            && !sentence
                .cues_in(&(run.end..run.end + 1))
                .any(|found| matches!(found.cue, Cue::Speaker(SpeakerCue::Say)));
    }
    word == "on"
        || sentence.cues_at(run.end).any(|found| {
            matches!(
                found.cue,
                Cue::Role(
                    RoleCue::From
                        | RoleCue::To
                        | RoleCue::Via
                        | RoleCue::In
                        | RoleCue::And
                        | RoleCue::ClauseBreak
                        | RoleCue::ToAfterFrom
                ) | Cue::Time(
                    TimeCue::Today | TimeCue::Yesterday | TimeCue::Tomorrow | TimeCue::Earlier
                ) | Cue::Status(_)
                    | Cue::Modality(Modality::Not | Modality::Hedge)
            )
        })
        || follows_a_name(word)
}

/// English words that may stand right behind a name or what stands for it: the name is complete.
pub fn follows_a_name(word: &str) -> bool {
    matches!(
        word,
        "by" | "with"
            | "next"
            | "last"
            | "this"
            | "late"
            | "early"
            | "under"
            | "without"
            | "until"
            | "before"
            | "within"
            | "every"
            | "has"
            | "have"
            | "had"
            | "is"
            | "are"
            | "was"
            | "were"
            | "will"
            | "would"
            | "could"
            | "can"
            | "should"
            | "may"
    )
}

const LONGEST_NAME: usize = 7;
