//! Marks of a sentence: what stands in quotation marks, and what ends the reach of a word of saying.

use crate::extract::annotate::Sentence;
use crate::extract::words::{ClosedSet, Cue, SpeakerCue};
use crate::report::{Case, TokenKind};

/// Whether a token stands in quotation marks.
pub fn is_quoted(sentence: &Sentence<'_>, at: usize) -> bool {
    quoted(sentence).get(at).copied().unwrap_or(false)
}

/// Which tokens stand in quotation marks. A mark that closes what the sentence did not open
/// quotes all before it.
pub fn quoted(sentence: &Sentence<'_>) -> Vec<bool> {
    let marks = |at: &usize, marks: &[&str]| sentence.is_mark(*at, marks);
    let tokens = 0..sentence.tokens.len();
    let opening = tokens.clone().find(|at| marks(at, &["“", "«", "„"]));
    let closing = tokens.clone().find(|at| marks(at, &["”", "»"]));
    let mut inside = match (opening, closing) {
        (Some(opening), Some(closing)) => closing < opening,
        (None, Some(_)) => true,
        _ => false,
    };
    tokens
        .map(|at| {
            if sentence.is_mark(at, &["\""]) {
                inside = !inside;
            } else if sentence.is_mark(at, &["“", "«", "„"]) {
                inside = true;
            } else if sentence.is_mark(at, &["”", "»"]) {
                inside = false;
            }
            inside
        })
        .collect()
}

/// What ends the reach of a word of saying.
pub fn is_end(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.is_mark(at, &[".", ";", "!", "?", "\"", "”", "“", "«", "»"])
        && !is_abbreviated(sentence, at)
}

/// "Lt. Gen. X", "U.N. troops": a full stop inside a title or a name.
fn is_abbreviated(sentence: &Sentence<'_>, at: usize) -> bool {
    let goes_on = |next: usize| {
        let token = sentence.tokens.get(next);
        token.is_some_and(|token| token.kind != TokenKind::Word || token.case == Case::Lower)
    };
    sentence.is_mark(at, &["."])
        && at + 1 < sentence.tokens.len()
        && at > 0
        && (goes_on(at + 1)
            || sentence.tokens[at - 1].case == Case::Upper
            || sentence.words[at - 1].chars().count() == 1
            || sentence.cues.iter().any(|found| {
                found.end == at && matches!(found.cue, Cue::Speaker(SpeakerCue::Title))
            }))
}

/// «Пояснила журналістам «Української правди» X»: the marks around a name of a few words.
pub fn is_quoted_name(sentence: &Sentence<'_>, at: usize) -> bool {
    const LONGEST: usize = 4;
    const OPENING: [&str; 3] = ["«", "“", "\""];
    const CLOSING: [&str; 3] = ["»", "”", "\""];
    let is_name = |open: usize, close: usize| {
        close > open + 1
            && sentence.tokens[open + 1].is_capitalised()
            && (open + 1..close).all(|at| sentence.is_word(at) || sentence.is_mark(at, &["-"]))
    };
    let last = sentence.tokens.len().min(at + LONGEST + 2);
    let opens = sentence.is_mark(at, &OPENING)
        && (at + 1..last)
            .find(|close| sentence.is_mark(*close, &CLOSING))
            .is_some_and(|close| is_name(at, close));
    opens
        || sentence.is_mark(at, &CLOSING)
            && (at.saturating_sub(LONGEST + 1)..at)
                .rev()
                .find(|open| sentence.is_mark(*open, &OPENING))
                .is_some_and(|open| is_name(open, at))
}

/// What opens the words that are said.
pub fn is_that(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.is_one_of(at, ClosedSet::ThatIsSaid) || sentence.is_mark(at, &[":"])
}
