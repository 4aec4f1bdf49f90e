//! Names that were masked beside their data and stand elsewhere in the text again: as the speaker, in the headline.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::pieces::Pieces;
use super::windows::boundary;
use crate::model::PersonalData;

/// How far around a name its office is looked for, in bytes.
const AROUND: usize = 160;

/// Where names of two words and more among `found` stand again, but not those that `is_in_office`; `found` is in
/// order.
pub(super) fn repeated(
    text: &str,
    found: &[(Range<usize>, PersonalData)],
    is_in_office: impl Fn(&Pieces, Range<usize>) -> bool,
) -> Vec<(Range<usize>, PersonalData)> {
    let masked = found
        .iter()
        .filter(|(_, kind)| *kind == PersonalData::Name)
        .filter_map(|(range, _)| text.get(range.clone()));
    let mut known: Vec<&str> = masked
        .filter(|name| name.trim().contains(char::is_whitespace))
        .collect();
    known.sort_unstable();
    known.dedup();
    if known.is_empty() {
        return Vec::new();
    }
    // As many names as a text may hold make an automaton; where they do not, the names beside their data are masked.
    let Ok(automaton) = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(known)
    else {
        return Vec::new();
    };
    let mut next = found.iter().peekable();
    automaton
        .find_iter(text)
        .map(|again| again.range())
        .filter(|again| {
            while next
                .next_if(|(range, _)| range.end <= again.start)
                .is_some()
            {}
            let is_masked = next
                .peek()
                .is_some_and(|(range, _)| range.start < again.end);
            !is_masked
                && is_whole(text, again)
                && !{
                    let (pieces, run) = around(text, again);
                    is_in_office(&pieces, run)
                }
        })
        .map(|again| (again, PersonalData::Name))
        .collect()
}

/// Whether no letter goes on before or behind.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let before = text
        .get(..range.start)
        .and_then(|text| text.chars().next_back());
    let behind = text.get(range.end..).and_then(|text| text.chars().next());
    ![before, behind]
        .into_iter()
        .flatten()
        .any(char::is_alphanumeric)
}

/// The pieces around a range of bytes, and which of them it has.
fn around(text: &str, range: &Range<usize>) -> (Pieces, Range<usize>) {
    let start = boundary(text, range.start.saturating_sub(AROUND));
    let end = boundary(text, range.end.saturating_add(AROUND));
    let pieces = Pieces::of(text, start..end);
    let piece_at = |offset: usize| {
        (0..pieces.len())
            .find(|at| pieces.get(*at).is_none_or(|piece| piece.start >= offset))
            .unwrap_or(pieces.len())
    };
    let (first, last) = (piece_at(range.start), piece_at(range.end));
    (pieces, first..last)
}
