//! Words that say that a place lies on a way: "stops: A", "through the checkpoint A", "along the A road".

use std::ops::Range;

use crate::extract::annotate::{DASHES, Sentence};
use crate::extract::words::{ClosedSet, Cue, Ending, RoleCue};
use crate::report::Token;

/// Where a list of stops begins whose first name stands at `at`: "stops: A", «зупинки — А».
pub fn listed_stops(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    let mark = at.checked_sub(1)?;
    if !(sentence.is_mark(mark, &[":"]) || sentence.is_mark(mark, &DASHES)) {
        return None;
    }
    sentence
        .role_ending_at(mark)
        .find(|(role, _)| *role == RoleCue::Stops)
        .map(|(_, start)| start)
}

/// "Through the checkpoint A", «через блокпост А».
pub fn follows_via(sentence: &Sentence<'_>, at: usize) -> bool {
    const LONGEST: usize = 3;
    for end in (at.saturating_sub(LONGEST)..=at).rev() {
        let mut roles = sentence.role_ending_at(end);
        if roles.any(|(role, _)| role == RoleCue::Via) {
            return true;
        }
        if end == 0 || !sentence.token_has_role(end - 1, RoleCue::Filler) {
            return false;
        }
    }
    false
}

/// Whether tokens name a road that something leads along, its noun behind them: "along the Lachin
/// corridor", «по Лачинскому коридору», «Лачинським коридором».
pub fn leads_along(sentence: &Sentence<'_>, name: &Range<usize>) -> bool {
    const REACH: usize = 2;
    let is_small = |token: &Token| !token.is_capitalised();
    let last = &sentence.words[name.end - 1];
    // "The A–B mountain track", "the old A road".
    let is_told = last.is_ascii()
        && sentence.is_word(name.end)
        && sentence.tokens.get(name.end).is_some_and(is_small)
        && sentence.cues_at(name.end).next().is_none();
    let noun = name.end + usize::from(is_told);
    let is_road = sentence.token_has_role(noun, RoleCue::Road)
        && sentence.tokens.get(noun).is_some_and(is_small);
    if !is_road {
        return false;
    }
    let is_latin = last.is_ascii();
    if !is_latin && !sentence.ends_as(name.end - 1, Ending::AdjectiveOfRoad) {
        return false;
    }
    let mut at = name.start;
    while at > 0
        && name.start - at < REACH
        && sentence.token_has_role(at - 1, RoleCue::Filler)
        && is_latin
    {
        at -= 1;
    }
    let roles: Vec<RoleCue> = sentence.role_ending_at(at).map(|(role, _)| role).collect();
    let is_led = roles
        .iter()
        .any(|role| matches!(role, RoleCue::Along | RoleCue::Via));
    let is_instrumental = !is_latin && sentence.ends_as(noun, Ending::Instrumental);
    is_led || is_instrumental && roles.is_empty()
}

/// «Через пункт пропуску «Колотилівка»»: a name in quotation marks behind the word for it.
pub fn names_pass(sentence: &Sentence<'_>, run: &Range<usize>) -> bool {
    run.start > 1
        && sentence.is_mark(run.start - 1, &["«", "\"", "“", "„"])
        && sentence.token_has_role(run.start - 2, RoleCue::Pass)
}

/// "Left A on Thursday by B", "crossed into C by the D gate": where the words begin that tell by which town or
/// crossing somebody gets out, and not by whom something is done.
pub fn leaves_by(sentence: &Sentence<'_>, place: &Range<usize>) -> Option<usize> {
    const REACH: usize = 12;
    let before = place.start.checked_sub(1)?;
    let is_article = sentence.token_has_role(before, RoleCue::Filler);
    let by = before.checked_sub(usize::from(is_article))?;
    let last = by.checked_sub(1)?;
    if !sentence.is_one_of(by, ClosedSet::ByWayOf) {
        return None;
    }
    let ends_phrase = sentence.place_at(last).is_some()
        || sentence.is_one_of(last, ClosedSet::GetsOut)
        || sentence
            .cues_at(last)
            .any(|found| matches!(found.cue, Cue::Time(_)));
    let clause = sentence.clause_at(by)?.tokens.start;
    let mut ahead = clause.max(by.saturating_sub(REACH))..by;
    // "Were allowed to leave A by B": who allows it.
    let is_let = ahead.clone().any(|at| {
        sentence.ends_as(at, Ending::Participle)
            && sentence.is_one_of(at + 1, ClosedSet::Towards)
            && !sentence.is_one_of(at, ClosedSet::GetsOut)
    });
    let goes = ahead.any(|at| sentence.is_one_of(at, ClosedSet::GetsOut));
    (ends_phrase && goes && !is_let).then_some(by)
}
