//! Places that a sentence names and where nothing of what it tells happens: of an office, of a
//! dateline, of talks.

use crate::extract::annotate::Sentence;
use crate::extract::words::{ClosedSet, Cue, SpeakerCue, TimeCue};
use crate::report::{Case, TokenKind};

/// "BEIRUT, Feb 27 -", "Kyiv, 12 March (Ukrinform) —", "Mykolaiv, Ukraine –": whether a place
/// stands in the line before the dash that says where a report was written.
pub fn is_dateline(sentence: &Sentence<'_>, place: usize) -> bool {
    const LONGEST: usize = 16;
    let Some(first) = sentence.places.first().filter(|place| place.start == 0) else {
        return false;
    };
    if !sentence.starts_paragraph || place >= LONGEST {
        return false;
    }
    let is_close = |at: usize| {
        sentence.is_mark(at, &["–", "—", "-", ":", "."])
            && !(at > 0
                && at + 1 < sentence.tokens.len()
                && sentence.tokens[at - 1].end == sentence.tokens[at].start
                && sentence.tokens[at].end == sentence.tokens[at + 1].start)
    };
    let Some(close) = (first.end..sentence.tokens.len().min(LONGEST)).find(|at| is_close(*at))
    else {
        return false;
    };
    let is_place = |at: usize| {
        let mut places = sentence.places.iter();
        places.any(|place| (place.start..place.end).contains(&at))
    };
    let is_time = |at: usize| {
        sentence.tokens[at].kind == TokenKind::Number
            || sentence
                .cues_at(at)
                .any(|found| matches!(found.cue, Cue::Time(_)))
    };
    let is_agency = |at: usize| {
        sentence.is_word(at)
            && (sentence.tokens[at].is_capitalised()
                || sentence.cues.iter().any(|found| {
                    (found.start..found.end).contains(&at)
                        && found.cue == Cue::Speaker(SpeakerCue::Media)
                }))
    };
    let mut is_dated = sentence.tokens[0].case == Case::Upper;
    let is_line = (first.end..close).all(|at| {
        is_dated |= is_time(at) || sentence.is_mark(at, &["("]);
        // "Feb." is a word too.
        !sentence.is_word(at)
            || is_place(at)
            || is_time(at)
            || is_agency(at)
            || sentence
                .cues_at(at)
                .any(|found| matches!(found.cue, Cue::Time(TimeCue::Month | TimeCue::Weekday(_))))
    });
    let names_country = sentence.is_mark(first.end, &[","]) && is_place(first.end + 1);
    is_line && (is_dated || names_country) && place < close
}

/// "Signed in Pretoria", «на переговорах у Стамбулі»: where people met, not where they fought.
pub fn is_of_talks(sentence: &Sentence<'_>, mention: usize) -> bool {
    const REACH: usize = 3;
    let mut places = sentence.places.iter();
    places.any(|place| {
        place.mention == mention
            && (place.start.saturating_sub(REACH)..place.start)
                .any(|at| sentence.is_one_of(at, ClosedSet::Talks))
    })
}

/// "Darfur governor X": the place belongs to the office, not to what happens.
pub fn names_office(sentence: &Sentence<'_>, mention: usize) -> bool {
    sentence
        .places
        .iter()
        .filter(|place| place.mention == mention)
        .any(|place| {
            let is_title = |at: usize| sentence.is_one_of(at, ClosedSet::Office);
            let before = place.start.checked_sub(1);
            let with_of = place
                .start
                .checked_sub(2)
                .filter(|at| sentence.is_mark(at + 1, &["of", "the"]));
            is_title(place.end)
                || (sentence.is_one_of(place.end, ClosedSet::AreaWord) && is_title(place.end + 1))
                || before.is_some_and(is_title)
                || with_of.is_some_and(is_title)
                || (sentence.is_mark(place.end, &["'", "’", "'s", "’s"]) && is_title(place.end + 1))
        })
}

/// "Hostilities in the Gaza Strip": what a headline is about, at no place of it.
pub fn is_headline(sentence: &Sentence<'_>) -> bool {
    let last = sentence.tokens.len().saturating_sub(1);
    sentence.range.start == 0 && !sentence.is_mark(last, &[".", "!", "?"])
}
