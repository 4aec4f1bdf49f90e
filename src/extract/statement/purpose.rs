//! What a passage is for.

use std::ops::Range;

use crate::extract::annotate::Sentence;
use crate::extract::discourse::Frame;
use crate::extract::places::Item;
use crate::extract::words::{Cue, Movement};
use crate::model::{Mode, Purpose, Span};

/// Whether people are spoken of who are not said to be wounded or sick.
fn speaks_of_healthy(sentence: &Sentence<'_>, within: &Range<usize>) -> bool {
    let is_sick = |at: usize| {
        sentence
            .cues_in(&(at..at + 1))
            .any(|found| found.cue == Cue::Movement(Movement::Medical))
    };
    sentence
        .cues_in(within)
        .any(|found| found.cue == Cue::Movement(Movement::People) && !is_sick(found.start))
}

/// What an item's passage is for, by its own words, its sentence's, or the report's, and the words that
/// say so.
pub fn purpose_of(
    frame: &Frame,
    sentence: &Sentence<'_>,
    item: &Item,
) -> (Vec<Purpose>, Vec<Span>) {
    let stated = |within: &Range<usize>| {
        let moves = |movement: Movement| sentence.moves(within, movement);
        let has_bus = sentence
            .first_mode(within)
            .is_some_and(|mode| matches!(mode, Mode::Bus | Mode::OwnVehicle));
        let mut purpose = Vec::new();
        let takes_sick = moves(Movement::Medical)
            && (moves(Movement::Evacuation)
                || moves(Movement::Carrying)
                || moves(Movement::Leaving)
                || moves(Movement::Going));
        if takes_sick {
            purpose.push(Purpose::MedicalEvacuation);
        }
        let takes_others = !takes_sick || speaks_of_healthy(sentence, within);
        if !takes_others {
        } else if moves(Movement::Evacuation)
            || moves(Movement::People)
            || moves(Movement::Leaving)
            || (has_bus && frame.people)
        {
            purpose.push(Purpose::CivilianEvacuation);
        }
        if moves(Movement::Aid) || (moves(Movement::Trucks) && purpose.is_empty()) {
            purpose.push(Purpose::AidDelivery);
        }
        if moves(Movement::Dead) && purpose.is_empty() {
            purpose.push(Purpose::RecoveryOfDead);
        }
        purpose
    };
    for within in [item.tokens.clone(), 0..item.head] {
        let purpose = stated(&within);
        if !purpose.is_empty() {
            let words = purpose.iter().filter_map(|purpose| {
                words_of(sentence, &within, *purpose).or(frame.words_of_people)
            });
            return (purpose.clone(), words.collect());
        }
    }
    let (purpose, words) = match (frame.people, frame.aid) {
        (false, true) => (Purpose::AidDelivery, frame.words_of_aid),
        (true, _) => (Purpose::CivilianEvacuation, frame.words_of_people),
        (false, false) => (Purpose::CivilianEvacuation, None),
    };
    (vec![purpose], words.into_iter().collect())
}

/// The first words within some tokens that say a purpose.
fn words_of(sentence: &Sentence<'_>, within: &Range<usize>, purpose: Purpose) -> Option<Span> {
    let says_it = |cue: Cue| {
        matches!(
            (purpose, cue),
            (
                Purpose::CivilianEvacuation,
                Cue::Movement(Movement::Evacuation | Movement::People | Movement::Leaving)
                    | Cue::Mode(_),
            ) | (Purpose::MedicalEvacuation, Cue::Movement(Movement::Medical))
                | (
                    Purpose::AidDelivery,
                    Cue::Movement(Movement::Aid | Movement::Trucks)
                )
                | (Purpose::RecoveryOfDead, Cue::Movement(Movement::Dead))
        )
    };
    let mut cues = sentence.cues_in(within);
    let found = cues.find(|found| says_it(found.cue))?;
    sentence.span_of(&(found.start..found.end))
}
