//! What a word of status says in its place: negated, denied, still to come, under a condition, of
//! something else.

use std::ops::Range;

use crate::extract::annotate::Sentence;
use crate::extract::clause::{Opening, Stance};
use crate::extract::words::{
    ClaimCue, ClauseCue, ClosedSet, Cue, CueMatch, Governing, Modality, Movement, Passage, RoleCue,
    SpeakerCue,
};
use crate::model::{EventKind, Status};

/// What a word says in its place: negated, still to come, under a condition, of something else.
pub fn stated(sentence: &Sentence<'_>, found: &CueMatch, status: Status) -> Option<Status> {
    if depends(sentence, found.start)
        || is_of_fighting(sentence, found.start)
        || is_of_place(sentence, found, status)
        || is_verdict(sentence, found)
    {
        return None;
    }
    let stance = (found.start..found.end)
        .map(|at| sentence.stance_at(at))
        .max();
    match stance.unwrap_or(Stance::Asserted) {
        Stance::Denied => return negated(status, false).or(Some(Status::Unknown)),
        Stance::Doubted => return doubted(status),
        Stance::Unreal => return unreal(status),
        Stance::Possible if is_course(status) && !is_ahead(sentence, found.start) => {
            return Some(Status::Unknown);
        }
        Stance::Possible | Stance::Asserted => {}
    }
    if status == Status::Completed && is_rescheduled(sentence, found) {
        return Some(Status::Suspended);
    }
    if is_wished_for(sentence, found, status) {
        return None;
    }
    if is_infinitive(sentence, found) && !is_negated(sentence, found.start) {
        return match governing_infinitive(sentence, found) {
            Some(Governing::Achieved) => Some(status),
            Some(_) if status == Status::Agreed => Some(Status::Proposed),
            Some(governing) => governed(status, governing),
            None => None,
        };
    }
    if status == Status::Proposed && says_quote(sentence, found) {
        return None;
    }
    if is_negated(sentence, found.start)
        && !(status == Status::Proposed && is_awaited(sentence, found.end))
    {
        // That nobody set out is a failure; that nothing is open is how things stand.
        let is_event = sentence
            .cues_starting_at(found.start)
            .any(|other| other.cue == Cue::Moved);
        return match status {
            Status::Open if is_event => Some(Status::Failed),
            status => negated(status, is_awaited(sentence, found.start)),
        };
    }
    if is_absent(sentence, found) {
        return Some(Status::Closed);
    }
    if let Some(governing) = governing(sentence, found.start) {
        return governed(status, governing);
    }
    match status {
        Status::Completed | Status::Open if is_ahead(sentence, found.start) => {
            Some(Status::Planned)
        }
        status => Some(status),
    }
}

/// "Was moved to 10 a.m.", "to Friday": whether a word of movement is of another time and not of another place.
pub fn is_rescheduled(sentence: &Sentence<'_>, found: &CueMatch) -> bool {
    let time = found.end + 1;
    let starts = |tokens: &Range<usize>| tokens.start <= time && time < tokens.end;
    sentence.is_mark(found.end, &["to"])
        && (sentence.days().iter().any(|day| starts(&day.tokens))
            || sentence.hours().iter().any(|hours| starts(&hours.tokens)))
}

/// «Хотіли відкрити», "might have been opened", «якобы открыт»: the word that governs the verb at a token.
pub(super) fn governing(sentence: &Sentence<'_>, at: usize) -> Option<Governing> {
    /// «Могли бы снова открыть».
    const REACH: usize = 3;
    let near = clause_start(sentence, at).max(at.saturating_sub(REACH))..at;
    let nearest = sentence
        .cues_in(&near)
        .filter_map(|found| match found.cue {
            Cue::Governing(governing) => Some(governing),
            _ => None,
        })
        .last();
    // "Fake: the corridor is open": a verdict on all that follows.
    let verdict = || {
        let leads = sentence.cues_starting_at(0).any(|found| {
            found.cue == Cue::Governing(Governing::Uncertain)
                && sentence.is_mark(found.end, &[":", "—", "–", "-"])
        });
        leads.then_some(Governing::Uncertain)
    };
    nearest.or_else(verdict)
}

/// Whether a word of status stands within some tokens that leaves open how things stand: under a
/// condition, as a verb that asserts nothing by itself.
pub fn leaves_open(sentence: &Sentence<'_>, within: &Range<usize>) -> bool {
    sentence.cues_in(within).any(|found| {
        matches!(found.cue, Cue::Status(status) if !status.went_wrong())
            && (depends(sentence, found.start)
                || is_infinitive(sentence, found)
                || is_wished_for(sentence, found, Status::Open))
    })
}

/// "The reports are false", "nobody has confirmed that": whether a word says it of a claim, and so of the
/// passage only if that is what the claim is about ([`Sentence::stance_at`]).
pub fn is_verdict(sentence: &Sentence<'_>, found: &CueMatch) -> bool {
    // «Не підтверджують»: the verdict begins with its negation.
    let judges = |wanted: &[ClaimCue]| {
        sentence
            .cues_in(&(found.start.saturating_sub(1)..found.end))
            .any(|other| matches!(other.cue, Cue::Claim(claim) if wanted.contains(&claim)))
    };
    let of_claim = || {
        sentence
            .cues_in(&(0..found.start))
            .any(|other| matches!(other.cue, Cue::Claim(ClaimCue::Noun | ClaimCue::Rumour)))
    };
    let leads_on = || {
        sentence
            .cues_in(&(found.end..found.end + 2))
            .any(|next| next.cue == Cue::Clause(ClauseCue::That))
    };
    judges(&[ClaimCue::False, ClaimCue::IsFalse, ClaimCue::NotSo]) && of_claim()
        || judges(&[ClaimCue::Unconfirmed, ClaimCue::IsUnconfirmed]) && (of_claim() || leads_on())
        || judges(&[ClaimCue::Confirms])
            && sentence.stance_to_claim_at(found.start) == Stance::Doubted
}

/// «Хотіли, щоб коридор відкрили», "so that": whether a status is what something is done for.
fn is_wished_for(sentence: &Sentence<'_>, found: &CueMatch, status: Status) -> bool {
    let opening = sentence.clause_at(found.start).map(|clause| clause.opening);
    is_course(status) && opening == Some(Opening::Purpose)
}

/// «Відкрити коридор мали намір»: whether a status is a verb that asserts nothing by itself.
pub(super) fn is_infinitive(sentence: &Sentence<'_>, found: &CueMatch) -> bool {
    sentence
        .cues_starting_at(found.start)
        .any(|other| other.cue == Cue::Claim(ClaimCue::Infinitive) && other.end == found.end)
}

/// The word that governs an infinitive: the last before it in its clause, or else the first behind.
pub(super) fn governing_infinitive(sentence: &Sentence<'_>, found: &CueMatch) -> Option<Governing> {
    let start = clause_start(sentence, found.start);
    let end = clause_end(sentence, found.end);
    let governing = |cue: &CueMatch| match cue.cue {
        Cue::Governing(governing) => Some(governing),
        // «Мають відкрити», «открыть должны».
        Cue::Modality(Modality::Future) => Some(Governing::Intended),
        _ => None,
    };
    let before = sentence.cues_in(&(start..found.start));
    let behind = || sentence.cues_in(&(found.end..end)).find_map(governing);
    before.filter_map(governing).last().or_else(behind)
}

/// What is left of a status whose verb is governed so; what went wrong, and what is asked for, stays.
fn governed(status: Status, governing: Governing) -> Option<Status> {
    let is_course = is_course(status);
    Some(match (governing, status) {
        (Governing::Possible | Governing::Intended, _) if is_course => Status::Planned,
        (Governing::Wished, Status::Agreed) => Status::Proposed,
        (Governing::Wished, _) if is_course => Status::Proposed,
        (Governing::Uncertain | Governing::Almost, _) if is_course => Status::Unknown,
        (Governing::Uncertain, Status::Agreed) => Status::Unknown,
        (Governing::Almost, Status::Agreed) => Status::Proposed,
        _ => status,
    })
}

/// «Узгодженого коридору немає»: what is said to be agreed or open does not exist.
fn is_absent(sentence: &Sentence<'_>, found: &CueMatch) -> bool {
    if !matches!(found.cue, Cue::Status(Status::Agreed | Status::Open)) {
        return false;
    }
    let names_passage = sentence.cues_in(&(found.end..found.end + 2)).any(|next| {
        matches!(
            next.cue,
            Cue::Passage(Passage::Humanitarian | Passage::General)
        )
    });
    names_passage
        && (found.end..sentence.tokens.len())
            .take_while(|at| !sentence.is_mark(*at, &[",", ";", ":"]))
            .any(|at| sentence.is_one_of(at, ClosedSet::IsNotThere))
}

/// What the negation of a status says; of the statuses that went wrong it says nothing.
fn negated(status: Status, is_awaited: bool) -> Option<Status> {
    match status {
        Status::Agreed if is_awaited => Some(Status::Proposed),
        Status::Open | Status::PartiallyOpen | Status::Planned | Status::Agreed => {
            Some(Status::Closed)
        }
        Status::Completed => Some(Status::Failed),
        _ => None,
    }
}

/// «…», – призвал он: the verb of saying behind a quotation is no status of what it tells.
fn says_quote(sentence: &Sentence<'_>, found: &CueMatch) -> bool {
    /// ”, the mayor of the city
    const REACH: usize = 6;
    let before = found.start.saturating_sub(REACH)..found.start;
    let is_said = sentence
        .cues_starting_at(found.start)
        .any(|other| matches!(other.cue, Cue::Speaker(SpeakerCue::Say)));
    is_said
        && before.clone().any(|at| {
            sentence.is_mark(at, &["»", "”"])
                || sentence.is_mark(at, &["\""]) && sentence.is_mark(at + 1, &[",", "–", "—", "-"])
        })
}

/// What is left of a status that nobody can confirm.
fn doubted(status: Status) -> Option<Status> {
    match status {
        Status::Agreed | Status::Proposed => Some(Status::Proposed),
        Status::Planned | Status::Open | Status::PartiallyOpen | Status::Completed => {
            Some(Status::Unknown)
        }
        _ => None,
    }
}

/// What is left of a status that would hold if something else were.
fn unreal(status: Status) -> Option<Status> {
    let is_meant =
        is_course(status) || matches!(status, Status::Agreed | Status::Planned | Status::Proposed);
    is_meant.then_some(Status::Unknown)
}

/// Whether a passage works, or has worked.
fn is_course(status: Status) -> bool {
    matches!(
        status,
        Status::Open | Status::PartiallyOpen | Status::Completed
    )
}

/// Where the clause of a token begins: behind the last comma, semicolon or "but" before it.
fn clause_start(sentence: &Sentence<'_>, at: usize) -> usize {
    (0..at)
        .rev()
        .find(|at| {
            sentence.is_mark(*at, &[",", ";", ":", "—", "–"])
                || sentence.token_has_role(*at, RoleCue::ClauseBreak)
        })
        .map_or(0, |at| at + 1)
}

/// Where the clause ends that goes on at a token.
fn clause_end(sentence: &Sentence<'_>, from: usize) -> usize {
    let breaks = |at: &usize| {
        sentence.is_mark(*at, &[",", ";", ":", "—", "–"])
            || sentence.token_has_role(*at, RoleCue::ClauseBreak)
    };
    let end = sentence.tokens.len();
    (from..end).find(breaks).unwrap_or(end)
}

/// Whether a word of doubt or negation begins within some tokens.
fn has_modality(sentence: &Sentence<'_>, within: &Range<usize>, modality: Modality) -> bool {
    sentence
        .cues_in(within)
        .any(|found| found.cue == Cue::Modality(modality))
}

/// "Was not opened", "none of the buses arrived".
fn is_negated(sentence: &Sentence<'_>, at: usize) -> bool {
    const REACH: usize = 3;
    const SUBJECT_REACH: usize = 10;
    let clause = clause_start(sentence, at);
    let near = clause.max(at.saturating_sub(REACH));
    let contracted = (near..at).any(|at| sentence.words[at].ends_with("n't"));
    // Another status between takes the negation: "not planned to be closed".
    let nearest = sentence
        .cues_in(&(near..at))
        .filter(|found| matches!(found.cue, Cue::Status(_)) && found.end <= at)
        .map(|found| found.end)
        .max()
        .unwrap_or(near);
    let subject = clause.max(at.saturating_sub(SUBJECT_REACH))..at;
    contracted
        || has_modality(sentence, &(nearest..at), Modality::Not)
        || has_modality(sentence, &(nearest..at), Modality::NotYet)
        || has_modality(sentence, &subject, Modality::Nobody)
}

/// "The first buses have not left yet": whether what is said not to be so is to come.
pub fn is_yet_to_come(sentence: &Sentence<'_>, found: &CueMatch) -> bool {
    /// "Have not left the city yet".
    const REACH: usize = 4;
    is_negated(sentence, found.start)
        && (is_awaited(sentence, found.start)
            || (found.end..found.end + REACH).any(|at| sentence.is_mark(at, &["yet"])))
}

fn is_awaited(sentence: &Sentence<'_>, at: usize) -> bool {
    let clause = clause_start(sentence, at)..at;
    has_modality(sentence, &clause, Modality::NotYet)
}

/// "If the corridor is closed": the clause states nothing.
pub fn depends(sentence: &Sentence<'_>, at: usize) -> bool {
    let clause = clause_start(sentence, at)..at;
    has_modality(sentence, &clause, Modality::Condition)
}

/// "Will be evacuated", "were to open": what is to come.
pub fn is_ahead(sentence: &Sentence<'_>, at: usize) -> bool {
    const REACH: usize = 2;
    let before = clause_start(sentence, at).max(at.saturating_sub(REACH))..at;
    sentence.cues_in(&before).any(|found| {
        found.cue == Cue::Modality(Modality::Future)
            // "to" is the helper of the verb that follows it at once, else a preposition.
            && (found.end == at || !sentence.is_mark(found.start, &["to"]))
    })
}

/// "From blocked Mariupol", «із заблокованого міста Маріуполя»: between the word for its part and the place the
/// word says it of the place.
fn is_of_place(sentence: &Sentence<'_>, found: &CueMatch, status: Status) -> bool {
    const FILLERS: usize = 3;
    let follows_role = || {
        sentence.role_ending_at(found.start).any(|(role, _)| {
            matches!(
                role,
                RoleCue::From | RoleCue::To | RoleCue::In | RoleCue::Via | RoleCue::ResidentsBefore
            )
        })
    };
    let precedes_place = || {
        let near = found.end..=found.end + FILLERS;
        near.clone()
            .find(|at| sentence.place_at(*at).is_some())
            .is_some_and(|place| {
                (found.end..place).all(|at| {
                    sentence.token_has_role(at, RoleCue::Filler) || sentence.is_mark(at, &["of"])
                })
            })
    };
    status.went_wrong() && follows_role() && precedes_place()
}

/// "The shelling resumed": the word says it of the fighting.
fn is_of_fighting(sentence: &Sentence<'_>, at: usize) -> bool {
    const REACH: usize = 3;
    const BEFORE: usize = 2;
    const OBJECT: usize = 3;
    let near = clause_start(sentence, at).max(at.saturating_sub(REACH))..at;
    sentence.cues_in(&near).any(|found| {
        let is_fighting = matches!(
            found.cue,
            Cue::Fighting(EventKind::Battle | EventKind::Shelling | EventKind::Strike)
        );
        let before = found.start.saturating_sub(BEFORE)..found.start;
        // "Shelling disrupted the evacuation": the fighting does it to the passage.
        let has_object = sentence.cues_in(&(at + 1..at + 1 + OBJECT)).any(|object| {
            matches!(
                object.cue,
                Cue::Passage(Passage::Humanitarian | Passage::General)
                    | Cue::Movement(Movement::Evacuation | Movement::Carrying)
            )
        });
        let is_cause = sentence
            .cues_in(&before)
            .any(|found| matches!(found.cue, Cue::Role(_) | Cue::Modality(Modality::Cause)));
        is_fighting && found.end <= at && !is_cause && !has_object
    })
}
