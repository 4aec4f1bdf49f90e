//! Handles of messengers beside the name of the service, without an @.

use super::addresses::{LONGEST, is_name_part};
use super::cued::{Between, stands_before};
use super::find::Find;
use super::phrases::Words;
use super::pieces::{Gap, Kind, Pieces};
use super::rules::Rules;
use crate::model::PersonalData;

/// "Telegram: vanya_bus", "Skype: live:.cid.4417abc", "Discord vanya#4417".
pub(super) fn behind_service(pieces: &Pieces, service: usize, rules: &Rules) -> Option<Find> {
    const MARKS: [&str; 4] = [":", "-", "(", "="];
    let mut start = service + 1;
    while start < service + 4
        && pieces.gap(start) != Gap::Line
        && (pieces.is_mark(start, &MARKS)
            || pieces.is_word(start) && rules.messenger.service_fillers.has(pieces.word(start)))
    {
        start += 1;
    }
    let is_apart = start > service + 1 && !pieces.is_mark(service + 1, &["-"])
        || pieces.gap(service + 1) == Gap::Space;
    let is_ascii = |at: usize| pieces.word(at).is_ascii();
    let is_begun = matches!(pieces.kind(start), Some(Kind::Lower | Kind::Title)) && is_ascii(start);
    if !is_apart || !is_begun || pieces.gap(start) == Gap::Line {
        return None;
    }
    let mut end = start + 1;
    while end - start < LONGEST
        && end < pieces.len()
        && pieces.gap(end) == Gap::None
        && is_ascii(end)
        && (is_name_part(pieces, end) || pieces.is_mark(end, &[":", "#"]))
    {
        end += 1;
    }
    while pieces.is_mark(end - 1, &[".", "-", "_", ":", "#", "'"]) {
        end -= 1;
    }
    let parts = start..end;
    let has_sign = parts
        .clone()
        .any(|at| pieces.is_digits(at) || pieces.is_mark(at, &["_", ".", "#"]));
    let is_link = parts.clone().any(|at| pieces.is_mark(at, &["%"]))
        || pieces.gap(end) == Gap::None && pieces.is_mark(end, &["/", "@"])
        || pieces.is_mark(end - 1, &["/"])
        || rules.messenger.sites.has(pieces.word(end - 1));
    let public = &rules.messenger.public;
    let is_public = stands_before(pieces, service, public, &Words::default(), Between::NOTHING)
        || (end..end + 2).any(|at| public.ending_at(pieces, at) > 0);
    let is_handle = (4..=64).contains(&pieces.folded_of(parts.clone()).len());
    let is_organisation = rules
        .messenger
        .is_organisation(pieces.folded_of(parts.clone()));
    (has_sign && is_handle && !is_link && !is_public && !is_organisation).then_some(Find {
        pieces: parts,
        kind: PersonalData::MessengerAddress,
    })
}

/// "olena_hr in Telegram": the handle before a service and a word for "in".
pub(super) fn before_service(pieces: &Pieces, service: usize, rules: &Rules) -> Option<Find> {
    let joint = service.checked_sub(1)?;
    let last = joint.checked_sub(1)?;
    let is_joined = (pieces.word(joint) == "(" || rules.messenger.joints.has(pieces.word(joint)))
        && pieces.gap(joint) != Gap::Line;
    let is_end = pieces.word(last).is_ascii() && (pieces.is_word(last) || pieces.is_digits(last));
    if !is_joined || !is_end || pieces.gap(joint) == Gap::None {
        return None;
    }
    let mut start = last;
    while start > 0
        && last - start < LONGEST
        && pieces.gap(start) == Gap::None
        && is_name_part(pieces, start - 1)
        && pieces.word(start - 1).is_ascii()
    {
        start -= 1;
    }
    let is_whole = start == 0 || pieces.gap(start) != Gap::None;
    let handle = pieces.folded_of(start..joint);
    let has_sign = handle.contains('_') || handle.ends_with(|last: char| last.is_ascii_digit());
    let is_handle = (5..=64).contains(&handle.len())
        && handle.contains(|letter: char| letter.is_ascii_alphabetic())
        && matches!(pieces.kind(start), Some(Kind::Lower | Kind::Title));
    (is_whole && has_sign && is_handle && !rules.messenger.is_organisation(handle)).then_some(
        Find {
            pieces: start..joint,
            kind: PersonalData::MessengerAddress,
        },
    )
}
