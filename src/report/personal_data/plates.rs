//! Number plates by their shapes.

use std::ops::Range;

use super::find::Find;
use super::pieces::{Gap, Kind, Pieces};
use super::rules::Rules;
use crate::model::PersonalData;

/// Finds plates that need no word before them.
pub(super) fn find(pieces: &Pieces, in_address: &[bool], rules: &Rules, finds: &mut Vec<Find>) {
    for at in 0..pieces.len() {
        let is_start = (matches!(pieces.kind(at), Some(Kind::Upper | Kind::Digits))
            || pieces.kind(at) == Some(Kind::Lower) && pieces.is_digits(at + 1))
            && !in_address.get(at).copied().unwrap_or(false);
        if !is_start || is_inside(pieces, at) || is_of_something_else(pieces, at, rules) {
            continue;
        }
        let ends = rules.plate.shapes().filter_map(|(shape, glued)| {
            let end = end_of(pieces, at, shape, glued, rules)?;
            let is_plate = !goes_on(pieces, end)
                && (!is_in_small(pieces, at..end)
                    || is_glued(pieces, at, shape)
                    || is_beside_vehicle(pieces, at..end, rules));
            is_plate.then_some(end)
        });
        let weak = rules.plate.beside_vehicle().filter_map(|shape| {
            let end = end_of(pieces, at, shape, false, rules)?;
            let is_plate = !goes_on(pieces, end) && is_beside_vehicle(pieces, at..end, rules);
            is_plate.then_some(end)
        });
        if let Some(end) = ends.chain(weak).max() {
            finds.push(Find {
                pieces: at..end,
                kind: PersonalData::NumberPlate,
            });
        }
    }
}

/// Whether letters of a plate are small ones: more than plates is written so.
fn is_in_small(pieces: &Pieces, parts: Range<usize>) -> bool {
    parts
        .into_iter()
        .any(|at| pieces.kind(at) == Some(Kind::Lower))
}

/// "а123вс 777": whether three parts stand together as on a plate.
fn is_glued(pieces: &Pieces, at: usize, shape: &str) -> bool {
    shape.starts_with('L') && (at + 1..at + 3).all(|part| pieces.gap(part) == Gap::None)
}

/// Whether a word for a vehicle stands near, in the same line.
fn is_beside_vehicle(pieces: &Pieces, parts: Range<usize>, rules: &Rules) -> bool {
    const REACH: usize = 6;
    let is_vehicle = |at: usize| rules.plate.vehicles.ending_at(pieces, at) > 0;
    let mut before = (0..parts.start)
        .rev()
        .take(REACH)
        .take_while(|at| pieces.gap(at + 1) != Gap::Line);
    let mut behind = (parts.end..parts.end + REACH).take_while(|at| pieces.gap(*at) != Gap::Line);
    before.any(is_vehicle) || behind.any(is_vehicle)
}

/// Whether letters, digits or a hyphen stand right before piece `at`.
fn is_inside(pieces: &Pieces, at: usize) -> bool {
    at > 0
        && pieces.gap(at) == Gap::None
        && (pieces.is_word(at - 1)
            || pieces.is_digits(at - 1)
            || pieces.is_mark(at - 1, &["-", "/", ".", ",", "_", "№", "#", "+"]))
}

/// "Unit AA 4417 CC", «зразка 1991 АК 4417 МО»: whether a word before says what else it is.
fn is_of_something_else(pieces: &Pieces, at: usize, rules: &Rules) -> bool {
    let mut before = (0..at).rev().take(2).skip_while(|before| {
        pieces.is_digits(*before) || pieces.is_mark(*before, &["№", "#", "."])
    });
    before
        .next()
        .is_some_and(|before| rules.plate.others.ending_at(pieces, before) > 0)
}

/// Whether letters or digits stand right at piece `end`.
fn goes_on(pieces: &Pieces, end: usize) -> bool {
    let is_more = pieces.is_word(end) || pieces.is_digits(end);
    pieces.gap(end) == Gap::None
        && (is_more
            || pieces.is_mark(end, &["-", "/"])
                && (pieces.is_word(end + 1) || pieces.is_digits(end + 1))
                && pieces.gap(end + 1) == Gap::None)
}

/// One past the last piece of a plate of this shape that starts with piece `at`.
fn end_of(pieces: &Pieces, at: usize, shape: &str, glued: bool, rules: &Rules) -> Option<usize> {
    let mut end = at;
    let mut was_digits = false;
    let is_weak = rules.plate.beside_vehicle().any(|weak| weak == shape);
    for (number, part) in shape.split(' ').enumerate() {
        let mut is_spaced = false;
        if number > 0 {
            let is_hyphenated = pieces.is_mark(end, &["-"]) && pieces.gap(end) == Gap::None;
            if is_hyphenated {
                end += 1;
                if glued {
                    return None;
                }
            }
            // "12-34": these digits are one number where nothing parts them.
            if part == "99" && pieces.is_digits(end) && was_digits && !is_hyphenated {
                return None;
            }
            match pieces.gap(end) {
                Gap::None => {}
                Gap::Space if !glued => is_spaced = true,
                _ => return None,
            }
        }
        let word = pieces.word(end);
        // «АХ 1198 СМ» is a plate, «НА 2000 КМ» is none.
        let behind_region = end > at && rules.plate.regions.has(pieces.word(at));
        was_digits = pieces.is_digits(end);
        if part == "R" {
            if !(pieces.kind(end) == Some(Kind::Upper) && rules.plate.republics.has(word)) {
                return None;
            }
            end += 1;
            continue;
        }
        let is_part = word.chars().count() == part.len()
            && if part.starts_with('W') {
                pieces.kind(end) == Some(Kind::Upper)
            } else if part.starts_with('L') {
                let is_word = is_spaced || at == end && pieces.gap(end + 1) == Gap::Space;
                matches!(pieces.kind(end), Some(Kind::Upper | Kind::Lower))
                    && rules.plate.has_letters(word)
                    && !(is_word
                        && rules.plate.not_letters.has(word)
                        && !behind_region
                        && !(is_weak && rules.plate.units_beside_vehicle.has(word)))
            } else {
                pieces.is_digits(end)
            };
        if !is_part {
            return None;
        }
        end += 1;
    }
    Some(end)
}
