//! Whether a clause has its verb before a token: another verb behind it then has another subject.

use crate::extract::annotate::Sentence;
use crate::extract::clause::Opening;
use crate::extract::words::{Cue, Form, PredicateWord, RoleCue, SpeakerCue};

/// Whether the clause of a token has a verb before it that is not that of a noun ("which leads").
pub fn tells_before(sentence: &Sentence<'_>, end: usize) -> bool {
    /// The longest clause that anybody keeps in mind.
    const REACH: usize = 40;
    let clause = sentence.clause_at(end);
    if clause.is_none_or(|clause| clause.opening == Opening::Relative) {
        return false;
    }
    let start = clause.map_or(0, |clause| clause.tokens.start);
    let mut tells = false;
    for at in start.max(end.saturating_sub(REACH))..end {
        if sentence.token_has_role(at, RoleCue::ClauseBreak) {
            return false;
        }
        let cues = || sentence.cues_starting_at(at);
        let says = cues().any(|found| found.cue == Cue::Speaker(SpeakerCue::Say));
        if says || begins_another(sentence, at) {
            // What is said has a verb of its own, and so has "and the loads for".
            tells = false;
        } else if cues().any(|found| matches!(found.cue, Cue::Moves | Cue::WillMove))
            || is_finite(sentence, at)
        {
            tells = true;
        }
    }
    tells
}

/// Whether another subject may follow a comma or "and" at a token: no place, part of a place, day or
/// verb stands behind it.
fn begins_another(sentence: &Sentence<'_>, at: usize) -> bool {
    let joins =
        |at: usize| sentence.is_mark(at, &[","]) || sentence.token_has_role(at, RoleCue::And);
    let next = at + 1;
    if !joins(at) || joins(next) {
        return false;
    }
    let has = |role: RoleCue| sentence.token_has_role(next, role);
    let goes_on = sentence.place_at(next).is_some()
        || [RoleCue::From, RoleCue::To, RoleCue::Via]
            .into_iter()
            .any(has)
        || is_finite(sentence, next)
        || sentence
            .cues_at(next)
            .any(|found| matches!(found.cue, Cue::Time(_)))
        || sentence.has_number(&(next..next + 1));
    !goes_on
}

/// Whether a word is a verb of which a clause has one.
fn is_finite(sentence: &Sentence<'_>, at: usize) -> bool {
    let words = &sentence.lexicon.predicate_words;
    let Some(word) = sentence.words.get(at) else {
        return false;
    };
    let here = sentence.words.slice(at..at + 1);
    words.at_start(here).iter().any(|(kind, _)| match kind {
        PredicateWord::Acts(form) | PredicateWord::Runs(form) => match form {
            Form::Stem => words.by_ending(word).is_some(),
            // "Say" and "open" may be anything.
            Form::Participle
            | Form::Transitive
            | Form::Bare
            | Form::Gerund
            | Form::Ongoing
            | Form::Plural => false,
            _ => true,
        },
        PredicateWord::Auxiliary(_) | PredicateWord::Being(_) => true,
        _ => false,
    })
}
