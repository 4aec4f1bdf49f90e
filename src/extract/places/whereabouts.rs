//! What is said of where a place lies ("120 km from Kyiv", "a town near Kyiv"): the place named there
//! is no end and no stop.

use crate::extract::annotate::Sentence;
use crate::extract::words::{ClosedSet, Cue, CueMatch, PredicateWord, RoleCue, SpeakerCue};
use crate::report::TokenKind;

/// Whether the place that ends before token `end`, and whose words begin at token `start`, says
/// where another one lies. What leads near a road or a bridge (`is_feature`) passes it.
pub fn says_where(sentence: &Sentence<'_>, start: usize, end: usize, is_feature: bool) -> bool {
    // "A road of 120 km from Sumy to Poltava".
    let goes_on =
        sentence.token_has_role(end, RoleCue::To) && !sentence.token_has_role(end, RoleCue::In);
    !goes_on && (is_distance(sentence, start) || !is_feature && is_neighbourhood(sentence, start))
}

/// Whether who speaks is named behind a word for that ("according to Kyiv").
pub fn is_according_to(sentence: &Sentence<'_>, place: usize) -> bool {
    sentence
        .cues_ending_at(place)
        .any(|found| found.cue == Cue::Speaker(SpeakerCue::According))
}

/// «На північ від Харкова»: it says where something lies.
pub fn is_measured_from(sentence: &Sentence<'_>, start: usize) -> bool {
    start > 0
        && sentence.is_one_of(start, ClosedSet::MeasuredFrom)
        && sentence.is_one_of(start - 1, ClosedSet::SideOfTheWorld)
}

/// "Some 120 km south-west of": a number with a measure, set apart from what moves.
fn is_distance(sentence: &Sentence<'_>, start: usize) -> bool {
    /// Tokens from the number to the place.
    const REACH: usize = 12;
    let near = start.saturating_sub(REACH)..start;
    let counts = |found: &CueMatch| matches!(found.cue, Cue::Count(_));
    if !sentence.has_number(&near) && !sentence.cues_in(&near).any(counts) {
        return false;
    }
    let measure = before_words(sentence, start, |word| word == PredicateWord::Whereabouts);
    let number = before_words(sentence, measure, |word| word == PredicateWord::Distance);
    if number == measure {
        return false;
    }
    let is_number = |at: usize| {
        let token = sentence.tokens.get(at);
        token.is_some_and(|token| token.kind == TokenKind::Number)
            || sentence.cues_at(at).any(counts)
    };
    // "A two-hour drive".
    let hyphen = usize::from(number > 0 && sentence.is_mark(number - 1, &["-"]));
    let Some(first) = number.checked_sub(1 + hyphen).filter(|at| is_number(*at)) else {
        return false;
    };
    let before = before_words(sentence, first, says_what_lies);
    stands_apart(sentence, before)
}

/// "A town near", set apart behind the name of a place.
fn is_neighbourhood(sentence: &Sentence<'_>, start: usize) -> bool {
    let is_near = sentence
        .cues_starting_at(start)
        .any(|found| found.cue == Cue::Role(RoleCue::Near));
    if !is_near {
        return false;
    }
    let before = before_words(sentence, start, says_what_lies);
    let mark = before
        .checked_sub(1)
        .filter(|mark| sentence.is_mark(*mark, &[",", "(", "–", "—"]));
    let name_end = mark.unwrap_or(before);
    name_end > 0 && sentence.place_at(name_end - 1).is_some()
}

/// "To Irpin, a suburb of Kyiv": whether the place that begins at token `place` is only what the one
/// before it, which ends before token `last_end`, is a part of.
pub fn is_whole_of(sentence: &Sentence<'_>, last_end: usize, place: usize) -> bool {
    let apposed = last_end + 1;
    apposed < place && sentence.is_mark(last_end, &[",", "("]) && {
        let before = before_words(sentence, place, |word| word == PredicateWord::PartOf);
        let whole = before_words(sentence, before, |word| word == PredicateWord::Whereabouts);
        before < place && whole == apposed
    }
}

/// Words in front of a distance or of "near" ("a town some").
fn says_what_lies(word: PredicateWord) -> bool {
    matches!(word, PredicateWord::Whereabouts | PredicateWord::Kind)
}

/// Where words of some kinds begin that end before a token.
fn before_words(
    sentence: &Sentence<'_>,
    end: usize,
    is_wanted: impl Fn(PredicateWord) -> bool,
) -> usize {
    /// "To the north-east", with the hyphens.
    const LONGEST: usize = 5;
    const MOST: usize = 5;
    let words = &sentence.lexicon.predicate_words;
    let mut at = end;
    for _ in 0..MOST {
        let starts = (at.saturating_sub(LONGEST)..at).find(|start| {
            let here = sentence.words.slice(*start..at);
            words
                .at_start(here)
                .iter()
                .any(|(word, length)| is_wanted(*word) && *length == at - start)
        });
        match starts {
            Some(start) => at = start,
            None => break,
        }
    }
    at
}

/// Whether a comma, a bracket, a dash or the name of a place stands before a token.
fn stands_apart(sentence: &Sentence<'_>, at: usize) -> bool {
    at.checked_sub(1).is_none_or(|before| {
        sentence.is_mark(before, &[",", "(", "–", "—"]) || sentence.place_at(before).is_some()
    })
}
