//! Personal data in a text, masked before anything is read or hashed.
//!
//! Each code point of a phone number, an address, a document's number, a plate or a private
//! person's name becomes [`MASK`]: offsets in code points hold, lines stay, and nothing of the
//! data is left to be tried out against a hash. What tells such data is in
//! `geodata/lexicons/personal_data.toml`. Time is linear in the text: a text is looked at closely
//! only near digits in a row, an @ or a link, and each step looks a bounded way ahead and back.

mod addresses;
mod ages;
mod births;
mod checksums;
mod cued;
mod described;
mod digit_runs;
mod find;
mod handles;
mod homes;
mod link;
mod look_alikes;
mod name_rules;
mod name_shapes;
mod names;
mod notices;
mod numbers;
mod openings;
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
use find::{Find, apart};
pub use link::mask_link;
use names::Names;
use pieces::Pieces;
use rules::{RULES, Rules};
use windows::Window;

/// What stands for each code point that was masked: a full block.
pub const MASK: char = '\u{2588}';

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
        Names::of(pieces, &[], rules).is_in_office(run)
    });
    found.extend(repeated);
    found.sort_by_key(|(range, _)| range.start);
    found
}

fn found_in(text: &str, window: Window, rules: &Rules) -> Vec<(Range<usize>, PersonalData)> {
    let look_alikes = &rules.digits.look_alikes;
    let spelt = if window.is_spelt {
        look_alikes.spelt(text, window.range.clone())
    } else {
        Vec::new()
    };
    let pieces = Pieces::with_digits(text, window.range, &spelt);
    let in_address = addresses::web_addresses(&pieces);
    let mut finds = Vec::new();
    addresses::find(&pieces, rules, &mut finds);
    cued::find_accounts(&pieces, &in_address, rules, &mut finds);
    cued::find(&pieces, &in_address, rules, &mut finds);
    wallets::find(&pieces, &in_address, rules, &mut finds);
    plates::find(&pieces, &in_address, rules, &mut finds);
    numbers::find(&pieces, &in_address, rules, &mut finds);
    let mut finds = apart(finds);
    let names = Names::of(&pieces, &finds, rules);
    let described = described::people(&names);
    let homes = homes::find(&names, &described, &in_address);
    let mut people = names.beside(&finds);
    people.extend(notices::introduced(&names, &finds));
    people.extend(described);
    let births: Vec<Find> = people
        .iter()
        .filter_map(|name| births::behind(&pieces, name.end, rules))
        .collect();
    finds.extend(people.into_iter().map(|pieces| Find {
        pieces,
        kind: PersonalData::Name,
    }));
    finds.extend(births);
    finds.extend(homes);
    let found = apart(finds).into_iter().filter_map(|find| {
        let start = pieces.get(find.pieces.start)?.start;
        let end = pieces.get(find.pieces.end.checked_sub(1)?)?.end;
        Some((start..end, find.kind))
    });
    found.collect()
}
