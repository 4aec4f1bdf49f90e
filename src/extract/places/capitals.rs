//! Runs of capitalised words: what may be a name.

use std::ops::Range;

use super::roles::is_adjective;
use crate::extract::annotate::Sentence;
use crate::extract::words::{ClosedSet, Cue, RoleCue};
use crate::report::{Case, TokenKind};

/// Letters that all forms of a name share.
const SHORTEST_STEM: usize = 5;

/// What the forms of a name begin with.
pub fn stem_of(name: &str) -> String {
    name.chars().take(SHORTEST_STEM).collect()
}

/// «Мариуполь» and «Мариуполя»: forms of one name, which the report may use both.
pub fn is_form_of(one: &str, other: &str) -> bool {
    const LONGEST_ENDING: usize = 3;
    let stem = one
        .chars()
        .zip(other.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let longest = one.chars().count().max(other.chars().count());
    one == other || (!one.is_ascii() && stem >= SHORTEST_STEM && longest - stem <= LONGEST_ENDING)
}

/// The words of a run, without an English possessive.
pub fn name_of(sentence: &Sentence<'_>, run: &Range<usize>) -> String {
    let text = &sentence.text[sentence.tokens[run.start].start..sentence.tokens[run.end - 1].end];
    text.strip_suffix("'s")
        .or(text.strip_suffix("’s"))
        .unwrap_or(text)
        .to_owned()
}

/// Runs of capitalised words that are no known place, person of rank, organisation, month or day.
pub fn capitalised_runs(sentence: &Sentence<'_>) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < sentence.tokens.len() {
        if !may_name(sentence, at) {
            at += 1;
            continue;
        }
        let start = with_article(sentence, at);
        at += 1;
        loop {
            let hyphen = is_joined(sentence, at) && sentence.is_mark(at, &["-", "‑"]);
            if hyphen && is_joined(sentence, at + 1) && is_word(sentence, at + 1) {
                at += 2;
            } else if !hyphen
                && (may_name(sentence, at) || names_road(sentence, at))
                && !is_joined(sentence, at)
            {
                at += 1;
            } else if sentence.is_one_of(at, ClosedSet::ArticleInName)
                && sentence.is_mark(at + 1, &["-"])
                && is_word(sentence, at + 2)
                && sentence.tokens[at + 2].is_capitalised()
                && is_joined(sentence, at + 2)
            {
                // "Hammam al-Alil".
                at += 3;
            } else {
                break;
            }
        }
        // "The City" names no place of its own, "the Old City" does.
        let is_generic = at - start == 1
            && (start..at).all(|at| {
                sentence.token_has_role(at, RoleCue::Filler)
                    || sentence.token_has_role(at, RoleCue::Site)
            });
        // «Восточного Алеппо»: an adjective of the place that follows.
        let is_part = at - start == 1
            && !sentence.words[start].is_ascii()
            && sentence.place_at(at).is_some_and(|place| place.start == at)
            && is_adjective(sentence, start);
        if !is_generic && !is_part {
            runs.push(with_number(sentence, start, at)..at);
        }
    }
    runs
}

/// Where a name begins, its article included ("al-Salam").
fn with_article(sentence: &Sentence<'_>, at: usize) -> usize {
    let has_article = at >= 2
        && sentence.is_mark(at - 1, &["-"])
        && is_joined(sentence, at)
        && is_joined(sentence, at - 1)
        && sentence.is_one_of(at - 2, ClosedSet::ArticleInName);
    if has_article { at - 2 } else { at }
}

/// Where the name of a bridge or road begins, its number included ("the second Friendship Bridge").
fn with_number(sentence: &Sentence<'_>, start: usize, end: usize) -> usize {
    let is_counted = end - start > 1
        && names_road(sentence, end - 1)
        && sentence.words[start].is_ascii()
        && start > 0
        && sentence
            .cues_ending_at(start)
            .any(|found| matches!(found.cue, Cue::Count(_)));
    if is_counted { start - 1 } else { start }
}

/// "Bridge", "Road", written large: the end of a name.
fn names_road(sentence: &Sentence<'_>, at: usize) -> bool {
    let is_large = |token: &crate::report::Token| {
        token.kind == TokenKind::Word && matches!(token.case, Case::Title | Case::Mixed)
    };
    sentence.tokens.get(at).is_some_and(is_large)
        && (sentence.token_has_role(at, RoleCue::Road)
            || sentence.token_has_role(at, RoleCue::Pass))
}

pub fn is_word(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence
        .tokens
        .get(at)
        .is_some_and(|token| token.kind == TokenKind::Word)
}

/// Whether no space stands before a token.
pub fn is_joined(sentence: &Sentence<'_>, at: usize) -> bool {
    at > 0
        && sentence
            .tokens
            .get(at)
            .is_some_and(|token| token.start == sentence.tokens[at - 1].end)
}

fn may_name(sentence: &Sentence<'_>, at: usize) -> bool {
    const SHORTEST: usize = 3;
    let Some(token) = sentence.tokens.get(at) else {
        return false;
    };
    if token.kind != TokenKind::Word || !matches!(token.case, Case::Title | Case::Mixed) {
        return false;
    }
    let is_name = token.text(sentence.text).chars().count() >= SHORTEST
        || sentence.is_mark(at + 1, &["-"]) && is_joined(sentence, at + 1);
    let is_known = || sentence.place_at(at).is_some();
    let means_something = || {
        sentence.cues_at(at).any(|found| {
            !matches!(
                found.cue,
                Cue::Role(RoleCue::Filler) | Cue::Control(_) | Cue::Fighting(_)
            )
        })
    };
    let is_road_number = token
        .text(sentence.text)
        .contains(|c: char| c.is_ascii_digit());
    is_name && !is_road_number && !is_known() && !means_something()
}
