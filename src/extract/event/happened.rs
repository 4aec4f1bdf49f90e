//! Whether words of fighting report fighting: not where it is denied, feared, planned, over, long
//! ago, or the condition of something else.

use std::ops::Range;

use jiff::civil::Date;

use crate::extract::annotate::Sentence;
use crate::extract::clause::Stance;
use crate::extract::words::{ClauseCue, ClosedSet, Cue, CueMatch, Modality, RoleCue, SpeakerCue};
use crate::model::EventKind;
use crate::report::TokenKind;

/// Whether a cue is stated as something that happens or happened of late.
pub fn is_stated(sentence: &Sentence<'_>, cue: &CueMatch, published: Option<Date>) -> bool {
    let clause = clause(sentence, cue.start);
    let ceasing = ceasing(sentence, cue, &clause);
    let negated = is_negated(sentence, cue.start, &clause) || is_absent(sentence, cue, &clause);
    // «Не припиняють обстріли», "the shelling did not stop": it goes on.
    let goes_on = match ceasing {
        Some(at) => is_negated(sentence, at, &clause),
        None => !negated,
    };
    goes_on
        && is_told(sentence, cue)
        && !is_denied(sentence, cue.start)
        && !has(sentence, &(clause.start..cue.start), Modality::Condition)
        && !is_unreal(sentence, cue, &clause)
        && !is_ahead(sentence, cue, &clause)
        && !is_long_ago(sentence, cue, &clause, published)
}

/// Whether a cue is told as something that is so: not as a claim that is false or that nobody
/// confirms, nor as what would be.
fn is_told(sentence: &Sentence<'_>, cue: &CueMatch) -> bool {
    let says_who_holds = matches!(
        cue.cue,
        Cue::Control(_)
            | Cue::Holding(_)
            | Cue::Fighting(EventKind::Occupation | EventKind::Liberation)
    );
    let is_unknown = sentence
        .clause_at(cue.start)
        .is_some_and(|clause| clause.stance == Stance::Doubted);
    let is_so = match sentence.stance_to_claim_at(cue.start) {
        Stance::Asserted => true,
        // "Perhaps the heaviest shelling yet" was shelling.
        Stance::Possible => !says_who_holds,
        Stance::Unreal | Stance::Doubted | Stance::Denied => false,
    };
    is_so && !is_unknown
}

/// The part of a sentence around a token that no mark and no "but" divides.
fn clause(sentence: &Sentence<'_>, at: usize) -> Range<usize> {
    let is_break = |at: usize| {
        sentence.is_mark(
            at,
            &[",", ";", ":", "—", "–", "(", ")", "\"", "“", "”", "«", "»"],
        ) || sentence.token_has_role(at, RoleCue::ClauseBreak)
    };
    let start = (0..at)
        .rev()
        .find(|at| is_break(*at))
        .map_or(0, |at| at + 1);
    let end = (at..sentence.tokens.len())
        .find(|at| is_break(*at))
        .unwrap_or(sentence.tokens.len());
    start..end
}

fn has(sentence: &Sentence<'_>, within: &Range<usize>, modality: Modality) -> bool {
    sentence
        .cues_in(within)
        .any(|found| found.cue == Cue::Modality(modality))
}

fn is_negated(sentence: &Sentence<'_>, at: usize, clause: &Range<usize>) -> bool {
    const REACH: usize = 4;
    const SUBJECT_REACH: usize = 8;
    // "Without water because of the shelling": what is negated stands before the cause.
    let reason = sentence
        .cues_in(&(clause.start..at))
        .filter(|found| found.cue == Cue::Modality(Modality::Cause) && found.end <= at)
        .filter(|found| !sentence.is_one_of(found.start, ClosedSet::PlainCause))
        .map(|found| found.end)
        .max();
    let start = reason.unwrap_or(clause.start);
    let near = start.max(at.saturating_sub(REACH))..at;
    let subject = start.max(at.saturating_sub(SUBJECT_REACH))..at;
    near.clone().any(|at| sentence.words[at].ends_with("n't"))
        || has(sentence, &near, Modality::Not)
        || has(sentence, &near, Modality::NotYet)
        || has(sentence, &subject, Modality::Nobody)
}

/// «Обстрілів не було», «попаданий не зафиксировано»: the verb behind says that there was none.
fn is_absent(sentence: &Sentence<'_>, cue: &CueMatch, clause: &Range<usize>) -> bool {
    const REACH: usize = 5;
    (cue.end..clause.end.min(cue.end + REACH)).any(|at| {
        sentence.is_one_of(at, ClosedSet::Not) && sentence.is_one_of(at + 1, ClosedSet::Occurs)
    })
}

/// "Stop the shelling", "fighting died down": where the word stands by which it is over.
fn ceasing(sentence: &Sentence<'_>, cue: &CueMatch, clause: &Range<usize>) -> Option<usize> {
    const BEFORE: usize = 4;
    const BEHIND: usize = 6;
    let near = clause.start.max(cue.start.saturating_sub(BEFORE))..clause.end.min(cue.end + BEHIND);
    sentence
        .cues_in(&near)
        .find(|found| found.cue == Cue::Modality(Modality::Ceasing))
        .map(|found| found.start)
}

/// "Russia denied that its forces shelled X": all that follows is denied.
fn is_denied(sentence: &Sentence<'_>, at: usize) -> bool {
    let opens = |at: usize, cue: ClauseCue| {
        let mut cues = sentence.cues_starting_at(at);
        cues.any(|found| found.cue == Cue::Clause(cue))
    };
    // "Denied reports of losses, and took the town": not "…, and that the town fell".
    let goes_on = |at: usize| {
        at > 0
            && sentence.is_mark(at - 1, &[","])
            && sentence.token_has_role(at, RoleCue::And)
            && !opens(at + 1, ClauseCue::That)
    };
    let is_contrast =
        |at: usize| at > 0 && sentence.is_mark(at - 1, &[","]) && opens(at, ClauseCue::Contrast);
    let before = (0..at)
        .rev()
        .find(|at| {
            sentence.is_mark(*at, &[";"])
                || sentence.is_one_of(*at, ClosedSet::But)
                || is_contrast(*at)
                || opens(*at, ClauseCue::Before)
                || goes_on(*at)
        })
        .map_or(0, |at| at + 1)..at;
    let over = |denial: usize| {
        // "X denied it and said that Y": what is said then is not denied.
        let object = denial + 1..sentence.tokens.len().min(denial + 4);
        object
            .into_iter()
            .any(|at| sentence.is_one_of(at, ClosedSet::DeniedThing))
            && sentence
                .cues_in(&(denial + 1..at))
                .any(|found| matches!(found.cue, Cue::Speaker(SpeakerCue::Say)))
    };
    sentence
        .cues_in(&before)
        .any(|found| found.cue == Cue::Modality(Modality::Denial) && !over(found.start))
}

/// "Fear an assault", "called for an end to", "threat of shelling".
fn is_unreal(sentence: &Sentence<'_>, cue: &CueMatch, clause: &Range<usize>) -> bool {
    const REACH: usize = 6;
    // "An exercise in which they repelled".
    let goes_back =
        clause.start > 0 && sentence.is_one_of(clause.start - 1, ClosedSet::RelativeOfEvent);
    let start = if goes_back { 0 } else { clause.start };
    let near = start.max(cue.start.saturating_sub(REACH))..cue.start;
    has(sentence, &near, Modality::Unreal)
}

/// "Will attack", "to withdraw"; not "trying to advance", "continue to shell".
fn is_ahead(sentence: &Sentence<'_>, cue: &CueMatch, clause: &Range<usize>) -> bool {
    const REACH: usize = 2;
    let near = clause.start.max(cue.start.saturating_sub(REACH))..cue.start;
    let is_future = sentence.cues_in(&near).any(|found| {
        found.cue == Cue::Modality(Modality::Future)
            && (found.end == cue.start || !sentence.is_mark(found.start, &["to"]))
            && !sentence.is_mark(found.start, &["be", "being"])
    });
    let tries = clause.start.max(cue.start.saturating_sub(REACH + 2))..cue.start;
    is_future && !has(sentence, &tries, Modality::Attempt)
}

/// "Since 2014", "on the anniversary of the siege".
fn is_long_ago(
    sentence: &Sentence<'_>,
    cue: &CueMatch,
    clause: &Range<usize>,
    published: Option<Date>,
) -> bool {
    const FIRST: i16 = 1900;
    const SINCE: usize = 4;
    // "Besieged since 2013" is besieged still.
    let lasts = matches!(
        cue.cue,
        Cue::Fighting(EventKind::Siege | EventKind::Occupation)
    );
    let is_start = |year: usize| {
        (year.saturating_sub(2)..year).any(|at| sentence.is_one_of(at, ClosedSet::Since))
    };
    // "Since" opens a clause, and the year stands in it.
    let reach = clause.start..sentence.tokens.len().min(clause.end + SINCE);
    let names_past_year = published.is_some_and(|published| {
        reach.clone().any(|at| {
            let token = &sentence.tokens[at];
            token.kind == TokenKind::Number
                && !(lasts && is_start(at))
                && token
                    .text(sentence.text)
                    .parse::<i16>()
                    .is_ok_and(|year| (FIRST..published.year()).contains(&year))
        })
    });
    names_past_year || has(sentence, clause, Modality::LongAgo)
}
