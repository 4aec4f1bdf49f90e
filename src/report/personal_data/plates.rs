//! Number plates by their shapes.

use super::Find;
use super::pieces::{Gap, Kind, Pieces};
use super::rules::Rules;
use crate::model::PersonalData;

/// Finds plates that need no word before them.
pub(super) fn find(pieces: &Pieces, in_address: &[bool], rules: &Rules, finds: &mut Vec<Find>) {
    for at in 0..pieces.len() {
        let is_start = matches!(pieces.kind(at), Some(Kind::Upper | Kind::Digits))
            && !in_address.get(at).copied().unwrap_or(false);
        if !is_start || is_inside(pieces, at) || is_of_something_else(pieces, at, rules) {
            continue;
        }
        let ends = rules.plate.shapes().filter_map(|(shape, glued)| {
            let end = end_of(pieces, at, shape, glued, rules)?;
            (!goes_on(pieces, end)).then_some(end)
        });
        if let Some(end) = ends.max() {
            finds.push(Find {
                pieces: at..end,
                kind: PersonalData::NumberPlate,
            });
        }
    }
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
    for (number, part) in shape.split(' ').enumerate() {
        let mut is_spaced = false;
        if number > 0 {
            if pieces.is_mark(end, &["-"]) && pieces.gap(end) == Gap::None {
                end += 1;
                if glued {
                    return None;
                }
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
        let is_part = word.chars().count() == part.len()
            && if part.starts_with('L') {
                let is_word = is_spaced || at == end && pieces.gap(end + 1) == Gap::Space;
                pieces.kind(end) == Some(Kind::Upper)
                    && rules.plate.has_letters(word)
                    && !(is_word && rules.plate.not_letters.has(word) && !behind_region)
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
