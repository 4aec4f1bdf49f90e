//! Personal data in a text, masked before anything is read or hashed.
//!
//! Each code point of a phone number, an address, a document's number, a plate or a private
//! person's name becomes [`MASK`]: offsets in code points hold, lines stay, and nothing of the
//! data is left to be tried out against a hash. What tells such data is in
//! `geodata/lexicons/personal_data.toml`. Time is linear in the text: a text is looked at closely
//! only near digits in a row, an @ or a link, and each step looks a bounded way ahead and back.

mod addresses;
mod births;
mod checksums;
mod cued;
mod digit_runs;
mod handles;
mod link;
mod look_alikes;
mod name_rules;
mod name_shapes;
mod names;
mod notices;
mod numbers;
mod phones;
mod phrases;
mod pieces;
mod plates;
mod repeats;
mod rules;
mod wallets;
mod windows;

use std::ops::Range;

use crate::model::{Masked, PersonalData};
pub use link::mask_link;
use pieces::Pieces;
use rules::{RULES, Rules};

/// What stands for each code point that was masked: a full block.
pub const MASK: char = '\u{2588}';

/// Something found: a range of pieces and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Find {
    pieces: Range<usize>,
    kind: PersonalData,
}

/// Masks the personal data of a text; counts in `masked` what there was.
pub fn mask(text: &str, masked: &mut Masked) -> Option<String> {
    let found = found(text);
    if found.is_empty() {
        return None;
    }
    let mut written = String::with_capacity(text.len() + text.len() / 16);
    let mut at = 0;
    for (range, kind) in found {
        masked.count(kind);
        written.push_str(text.get(at..range.start).unwrap_or_default());
        let hidden = text.get(range.clone()).unwrap_or_default();
        written.extend(hidden.chars().map(|character| match character {
            '\n' | '\r' => character,
            _ => MASK,
        }));
        at = range.end;
    }
    written.push_str(text.get(at..).unwrap_or_default());
    Some(written)
}

/// Where personal data stand in a text, as byte ranges in order that do not overlap.
fn found(text: &str) -> Vec<(Range<usize>, PersonalData)> {
    let Ok(rules) = RULES.as_ref() else {
        return Vec::new();
    };
    let windows = windows::windows(text, rules);
    let mut found: Vec<_> = windows
        .into_iter()
        .flat_map(|window| found_in(text, window, rules))
        .collect();
    let repeated = repeats::repeated(text, &found, |pieces, run| {
        names::is_in_office(pieces, run, rules)
    });
    found.extend(repeated);
    found.sort_by_key(|(range, _)| range.start);
    found
}

fn found_in(text: &str, window: Range<usize>, rules: &Rules) -> Vec<(Range<usize>, PersonalData)> {
    let spelt = rules.digits.look_alikes.spelt(text, window.clone());
    let pieces = Pieces::with_digits(text, window, &spelt);
    let in_address = addresses::web_addresses(&pieces);
    let mut finds = Vec::new();
    addresses::find(&pieces, rules, &mut finds);
    cued::find_accounts(&pieces, &in_address, rules, &mut finds);
    cued::find(&pieces, &in_address, rules, &mut finds);
    wallets::find(&pieces, &in_address, rules, &mut finds);
    plates::find(&pieces, &in_address, rules, &mut finds);
    numbers::find(&pieces, &in_address, rules, &mut finds);
    let mut finds = apart(finds);
    finds.extend(names::beside(&pieces, &finds, rules));
    let found = apart(finds).into_iter().filter_map(|find| {
        let start = pieces.get(find.pieces.start)?.start;
        let end = pieces.get(find.pieces.end.checked_sub(1)?)?.end;
        Some((start..end, find.kind))
    });
    found.collect()
}

/// The finds in order; those that overlap are one, of the kind that was found first.
fn apart(mut finds: Vec<Find>) -> Vec<Find> {
    finds.retain(|find| find.pieces.start < find.pieces.end);
    finds.sort_by_key(|find| find.pieces.start);
    let mut apart: Vec<Find> = Vec::with_capacity(finds.len());
    for find in finds {
        match apart.last_mut() {
            Some(last) if find.pieces.start < last.pieces.end => {
                last.pieces.end = last.pieces.end.max(find.pieces.end);
            }
            _ => apart.push(find),
        }
    }
    apart
}
