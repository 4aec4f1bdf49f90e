//! Where in its life a corridor stands, by the words around it.

use std::ops::Range;

use super::clause::{Opening, Stance};
use super::cue::{Cue, CueMatch, Modality, Movement, Passage, RoleCue, SpeakerCue};
use super::sentence::Sentence;
use crate::model::{EventKind, Status};

/// Statuses from the one that decides to the one that yields when several are spoken of.
///
/// What went wrong decides over what was planned; an agreement over the opening that it is for; an
/// offer over what it offers.
const DECIDING_FIRST: [Status; 12] = [
    Status::Failed,
    Status::Blocked,
    Status::Rejected,
    Status::Cancelled,
    Status::Suspended,
    Status::Closed,
    Status::PartiallyOpen,
    Status::Agreed,
    Status::Proposed,
    Status::Completed,
    Status::Open,
    Status::Planned,
];

fn rank(status: Status) -> usize {
    DECIDING_FIRST
        .iter()
        .position(|known| *known == status)
        .unwrap_or(DECIDING_FIRST.len())
}

/// The status that some tokens of a sentence speak of.
pub fn status_of(sentence: &Sentence<'_>, within: &Range<usize>) -> Option<Status> {
    let cues = || {
        sentence
            .cues_in(within)
            .filter_map(|found| match found.cue {
                Cue::Status(status) => Some((status, stated(sentence, found, status)?)),
                _ => None,
            })
    };
    // "None of the groups has agreed" to what is under discussion leaves it proposed.
    let is_proposed = cues().any(|(_, status)| status == Status::Proposed);
    let found: Vec<Status> = cues()
        .filter(|stated| !(is_proposed && *stated == (Status::Agreed, Status::Closed)))
        .map(|(_, status)| status)
        .collect();
    let decides = |statuses: &[Status]| statuses.iter().copied().min_by_key(|status| rank(*status));
    let last = decides(&found)?;
    if found.len() == 1 {
        return Some(last);
    }
    // What came before, or only says which passages are meant, yields to what is told of them.
    let told: Vec<Status> = sentence
        .cues_in(within)
        .filter_map(|found| match found.cue {
            Cue::Status(status) if !is_background(sentence, found, status) => {
                stated(sentence, found, status)
            }
            _ => None,
        })
        .collect();
    if told.contains(&last) {
        return Some(last);
    }
    let is_firm = |status: &Status| *status != Status::Planned || !is_setting(last);
    let firm: Vec<Status> = told.into_iter().filter(is_firm).collect();
    decides(&firm).or(Some(last))
}

/// Whether a plan may leave a status as it was ("suspended, and is to go on on Monday").
fn is_setting(status: Status) -> bool {
    status.went_wrong() || matches!(status, Status::Suspended | Status::Closed)
}

/// "After being suspended for two days", "of the seven agreed routes".
fn is_background(sentence: &Sentence<'_>, found: &CueMatch, status: Status) -> bool {
    let opening = sentence
        .clause_at(found.start)
        .map_or(Opening::Main, |clause| clause.opening);
    let says_which = || {
        sentence.cues_in(&(found.end..found.end + 1)).any(|next| {
            matches!(
                next.cue,
                Cue::Passage(Passage::Humanitarian | Passage::General)
            )
        })
    };
    match opening {
        // What stops people on a way tells of the way, wherever it is said.
        Opening::Relative => !status.went_wrong(),
        opening if opening.is_background() => true,
        _ => matches!(status, Status::Agreed | Status::Planned | Status::Proposed) && says_which(),
    }
}

/// The status of the passage that some tokens state, after a head that they share with others:
/// «не випускають автобуси, що вирушили до …». What stops it decides over where it set out.
pub fn status_of_passage(
    sentence: &Sentence<'_>,
    tokens: &Range<usize>,
    head: usize,
) -> Option<Status> {
    let own = status_of(sentence, tokens).or_else(|| denied_at(sentence, tokens));
    let first_place = sentence.places.first().map_or(0, |place| place.start);
    let before = 0..first_place.min(tokens.start);
    let between = before.end..tokens.start.max(before.end);
    let mut rest = before.end..tokens.end.max(before.end);
    // What is said before all places holds for this passage if it is the first, or a clause that
    // explains what it was said of.
    let holds = between.is_empty() || rest.any(|at| sentence.is_mark(at, &RELATIVES));
    let is_parted = (0..tokens.start).any(|at| sentence.is_mark(at, &CONTRASTS));
    let stopped = status_of(sentence, &before)
        .filter(|status| holds && !is_parted && rank(*status) < rank(Status::PartiallyOpen));
    match own {
        Some(Status::Open | Status::Planned | Status::Agreed) => stopped.or(own),
        _ => own.or_else(|| status_of(sentence, &(0..head))),
    }
}

/// "Moscow denied there was any corridor from A to B": what is denied as a whole is shown as none.
fn denied_at(sentence: &Sentence<'_>, tokens: &Range<usize>) -> Option<Status> {
    let first = sentence
        .places
        .iter()
        .rfind(|place| tokens.contains(&place.start))?;
    let clause = sentence.clause_at(first.start)?;
    let names_passage = sentence.cues_in(&clause.tokens).any(|found| {
        matches!(
            found.cue,
            Cue::Passage(Passage::Humanitarian | Passage::General)
                | Cue::Movement(Movement::Evacuation)
        )
    });
    (clause.stance == Stance::Denied && names_passage).then_some(Status::Closed)
}

const RELATIVES: [&str; 16] = [
    "яку",
    "якого",
    "якому",
    "которую",
    "котором",
    "которого",
    "що",
    "які",
    "який",
    "яка",
    "которые",
    "который",
    "которая",
    "that",
    "which",
    "who",
];

const CONTRASTS: [&str; 14] = [
    "but",
    "while",
    "although",
    "though",
    "however",
    ";",
    "але",
    "проте",
    "однак",
    "натомість",
    "а",
    "но",
    "однако",
    "зато",
];

/// What a word says in its place: negated, still to come, under a condition, of something else.
fn stated(sentence: &Sentence<'_>, found: &CueMatch, status: Status) -> Option<Status> {
    if depends(sentence, found.start) || is_of_fighting(sentence, found.start) {
        return None;
    }
    match sentence.clause_at(found.start).map(|clause| clause.stance) {
        Some(Stance::Denied) => return negated(status, false).or(Some(Status::Unknown)),
        Some(Stance::Doubted) => return doubted(status),
        Some(Stance::Asserted) | None => {}
    }
    if is_negated(sentence, found.start)
        && !(status == Status::Proposed && is_awaited(sentence, found.end))
    {
        return negated(status, is_awaited(sentence, found.start));
    }
    if is_absent(sentence, found) {
        return Some(Status::Closed);
    }
    match status {
        Status::Completed | Status::Open if is_ahead(sentence, found.start) => {
            Some(Status::Planned)
        }
        status => Some(status),
    }
}

/// «Узгодженого коридору немає»: what is said to be agreed or open does not exist.
fn is_absent(sentence: &Sentence<'_>, found: &CueMatch) -> bool {
    const ABSENT: [&str; 3] = ["немає", "нема", "нет"];
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
            .any(|at| sentence.is_mark(at, &ABSENT))
}

/// Whether some tokens tell of a movement that is over: "were led out", «виїхали», and not "will have
/// been taken".
pub fn is_over(sentence: &Sentence<'_>, within: &Range<usize>) -> bool {
    sentence.has(Cue::Moved)
        && sentence.cues_in(within).any(|found| {
            found.cue == Cue::Moved
                && !is_ahead(sentence, found.start)
                && !depends(sentence, found.start)
        })
}

/// "Were to be taken", «мали вивезти»: a plan of which the report may say that it came to nothing.
pub fn is_past_plan(sentence: &Sentence<'_>, within: &Range<usize>) -> bool {
    const PAST: [&str; 9] = [
        "was",
        "were",
        "had",
        "мав",
        "мала",
        "мали",
        "должен",
        "должна",
        "должны",
    ];
    let mut plans = sentence
        .cues_in(within)
        .filter(|found| found.cue == Cue::Status(Status::Planned))
        .peekable();
    let is_past = |at: usize| at > 0 && sentence.is_mark(at - 1, &PAST);
    plans.peek().is_some()
        && plans.all(|found| sentence.is_mark(found.start, &PAST) || is_past(found.start))
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

/// What is left of a status that nobody can confirm.
fn doubted(status: Status) -> Option<Status> {
    match status {
        Status::Agreed | Status::Planned | Status::Proposed => Some(Status::Proposed),
        Status::Open | Status::PartiallyOpen | Status::Completed => Some(Status::Unknown),
        _ => None,
    }
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

fn is_awaited(sentence: &Sentence<'_>, at: usize) -> bool {
    let clause = clause_start(sentence, at)..at;
    has_modality(sentence, &clause, Modality::NotYet)
}

/// "If the corridor is closed": the clause states nothing.
fn depends(sentence: &Sentence<'_>, at: usize) -> bool {
    let clause = clause_start(sentence, at)..at;
    has_modality(sentence, &clause, Modality::Condition)
}

/// "Will be evacuated", "were to open": what is to come.
fn is_ahead(sentence: &Sentence<'_>, at: usize) -> bool {
    const REACH: usize = 2;
    let before = clause_start(sentence, at).max(at.saturating_sub(REACH))..at;
    sentence.cues_in(&before).any(|found| {
        found.cue == Cue::Modality(Modality::Future)
            // "to" is the helper of the verb that follows it at once, else a preposition.
            && (found.end == at || !sentence.is_mark(found.start, &["to"]))
    })
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

/// Whether a status says more of a report's corridors than the one known so far.
pub fn is_stronger(new: Status, known: Status) -> bool {
    rank(new) < rank(known) || matches!(known, Status::Planned | Status::Unknown)
}

/// "The hours that were agreed:": what it says holds for the lines below.
pub fn heads_a_list(sentence: &Sentence<'_>) -> bool {
    sentence.is_mark(sentence.tokens.len().saturating_sub(1), &[":"])
        && sentence
            .cues
            .iter()
            .all(|found| !matches!(found.cue, Cue::Speaker(SpeakerCue::Say)))
}
