//! What a passage is for.

use std::ops::Range;

use super::cue::{Cue, Movement};
use super::frame::Frame;
use super::items::Item;
use super::sentence::Sentence;
use crate::model::{Inference, Mode, Purpose};

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

impl Frame {
    /// What an item's passage is for, by its own words, its sentence's, or the report's.
    pub fn purpose(
        &self,
        sentence: &Sentence<'_>,
        item: &Item,
        inferred: &mut Vec<Inference>,
    ) -> Vec<Purpose> {
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
                || (has_bus && self.people)
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
        let own = stated(&item.tokens);
        if !own.is_empty() {
            return own;
        }
        let of_sentence = stated(&(0..item.head));
        if !of_sentence.is_empty() {
            return of_sentence;
        }
        match (self.people, self.aid) {
            (false, true) => vec![Purpose::AidDelivery],
            (true, _) => vec![Purpose::CivilianEvacuation],
            (false, false) => {
                inferred.push(Inference::Purpose);
                vec![Purpose::CivilianEvacuation]
            }
        }
    }
}
