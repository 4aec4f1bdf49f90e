//! Places where people gather before they leave: "Assembly points: the school, 5 Mira Street".

use crate::extract::annotate::Sentence;
use crate::extract::words::{ClosedSet, Cue, RoleCue};
use crate::model::PlaceRef;
use crate::report::TokenKind;

/// The meeting points that a sentence names. They are sites in a town: named, not placed.
pub fn meeting_points(sentence: &Sentence<'_>) -> Vec<PlaceRef> {
    let Some(assembly) = sentence
        .cues
        .iter()
        .find(|found| found.cue == Cue::Assembly)
    else {
        return Vec::new();
    };
    let Some(start) = first_token_of_site(sentence, assembly.end) else {
        return Vec::new();
    };
    let end = (start..sentence.tokens.len())
        .find(|&at| ends_list(sentence, at))
        .unwrap_or(sentence.tokens.len());
    let mut points: Vec<PlaceRef> = Vec::new();
    let mut first = start;
    for at in start..=end {
        if at < end && !parts_sites(sentence, at) {
            continue;
        }
        if first < at {
            let text = &sentence.text[sentence.tokens[first].start..sentence.tokens[at - 1].end];
            points.push(PlaceRef::unplaced(text));
        }
        first = at + 1;
    }
    points
}

/// Behind a colon, a dash, "is" or a word of place the site begins.
fn first_token_of_site(sentence: &Sentence<'_>, from: usize) -> Option<usize> {
    const REACH: usize = 9;
    let leads = |at: usize| {
        sentence.is_mark(at, &[":", "–", "—", "-"])
            || sentence.is_one_of(at, ClosedSet::LeadsToSite)
    };
    let names_at_once = sentence.token_has_role(from, RoleCue::Site)
        || sentence.is_one_of(from.wrapping_sub(1), ClosedSet::AtSite);
    let start = if names_at_once {
        from
    } else {
        let colon = (from..from + REACH).find(|&at| sentence.is_mark(at, &[":", "–", "—"]));
        colon.or_else(|| (from..from + REACH).find(|&at| leads(at)))? + 1
    };
    let start = (start..sentence.tokens.len()).find(|&at| {
        !(sentence.is_one_of(at, ClosedSet::NoPartOfSite) || sentence.is_mark(at, &[":"]))
    })?;
    let is_hour =
        sentence.tokens[start].kind == TokenKind::Number && !sentence.is_mark(start + 1, &["-"]);
    (!is_hour).then_some(start)
}

fn ends_list(sentence: &Sentence<'_>, at: usize) -> bool {
    let is_last = at + 1 == sentence.tokens.len();
    sentence.is_mark(at, &[";", "(", "!"])
        || (sentence.is_mark(at, &["."]) && is_last)
        || (sentence.is_mark(at, &[","]) && says_more(sentence, at + 1))
        || sentence.token_has_role(at, RoleCue::ClauseBreak)
        || sentence
            .cues_in(&(at..at + 1))
            .any(|found| matches!(found.cue, Cue::Time(_) | Cue::Status(_)))
}

/// Whether words behind a comma name no further site or number of a house.
fn says_more(sentence: &Sentence<'_>, at: usize) -> bool {
    let Some(token) = sentence.tokens.get(at) else {
        return true;
    };
    let names = token.kind == TokenKind::Number
        || token.is_capitalised()
        || sentence.is_one_of(at, ClosedSet::OpensSite)
        || (at..at + 3).any(|at| sentence.token_has_role(at, RoleCue::Site));
    !names
}

fn parts_sites(sentence: &Sentence<'_>, at: usize) -> bool {
    let is_house_number = sentence
        .tokens
        .get(at + 1)
        .is_some_and(|token| token.kind == TokenKind::Number);
    sentence.is_mark(at, &[","]) && !is_house_number
}
