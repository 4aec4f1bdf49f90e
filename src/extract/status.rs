//! Where in its life a corridor stands, by the words around it.

use std::ops::Range;

use super::consent;
use super::corridor::Heard;
use super::drafts::Drafts;
use super::groups::{Group, Role};
use super::lexicon::{Cue, CueMatch, Modality, Movement, Passage, RoleCue, SpeakerCue, TimeCue};
use super::sentence::Sentence;
use crate::model::{Corridor, EventKind, Mention, Status};

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
    cues()
        .filter(|stated| !(is_proposed && *stated == (Status::Agreed, Status::Closed)))
        .map(|(_, status)| status)
        .min_by_key(|status| rank(*status))
}

/// The status of the passage that some tokens state, after a head that they share with others:
/// «не випускають автобуси, що вирушили до …». What stops it decides over where it set out.
pub fn status_of_passage(
    sentence: &Sentence<'_>,
    tokens: &Range<usize>,
    head: usize,
) -> Option<Status> {
    let own = status_of(sentence, tokens);
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

const RELATIVES: [&str; 10] = [
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
    if is_negated(sentence, found.start) {
        return negated(status, is_awaited(sentence, found.start));
    }
    match status {
        Status::Completed | Status::Open if is_ahead(sentence, found.start) => {
            Some(Status::Planned)
        }
        status => Some(status),
    }
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
    let near = clause_start(sentence, at).max(at.saturating_sub(REACH))..at;
    sentence.cues_in(&near).any(|found| {
        let is_fighting = matches!(
            found.cue,
            Cue::Fighting(EventKind::Battle | EventKind::Shelling | EventKind::Strike)
        );
        let before = found.start.saturating_sub(BEFORE)..found.start;
        let is_cause = sentence
            .cues_in(&before)
            .any(|found| matches!(found.cue, Cue::Role(_) | Cue::Modality(Modality::Cause)));
        is_fighting && found.end <= at && !is_cause
    })
}

/// Whether a status says more of a report's corridors than the one known so far.
pub fn is_stronger(new: Status, known: Status) -> bool {
    rank(new) < rank(known) || matches!(known, Status::Planned | Status::Unknown)
}

/// "But the convoy was not let through", "none of them worked": a sentence without ends of its
/// own that says what became of the corridors stated before it.
pub fn restate(drafts: &mut Drafts, heard: &Heard<'_>, mentions: &[Mention]) {
    /// How many sentences may lie between.
    const REACH: usize = 2;
    let (sentence, index) = (heard.sentence, heard.index);
    take_in_consent(drafts, heard, mentions);
    let Some(status) = status_of(sentence, &sentence.whole()) else {
        return;
    };
    let is_of_another_day =
        sentence.has(Cue::Time(TimeCue::Earlier)) || sentence.has(Cue::Time(TimeCue::Yesterday));
    if is_of_another_day || sentence.has(Cue::Modality(Modality::Promise)) {
        return;
    }
    let Some(last) = drafts.0.last().map(|draft| draft.sentence) else {
        return;
    };
    let of_all = speaks_of_all(sentence);
    let of_offer = status == Status::Rejected && index - last == 1;
    if !of_all && !of_offer && (!speaks_of_passage(sentence) || index - last > REACH) {
        return;
    }
    let mode = sentence.first_mode(&sentence.whole());
    for draft in &mut drafts.0 {
        // "The buses were not let through": those who drive themselves are not meant.
        let modes_agree =
            mode.is_none() || draft.corridor.mode.is_none_or(|known| Some(known) == mode);
        let is_meant = modes_agree
            && (of_all || draft.sentence == last)
            && (of_offer || names_nothing_else(heard.groups, mentions, &draft.corridor));
        if is_meant && draft.sentence < index && follows(draft.corridor.status, status) {
            draft.corridor.status = status;
        }
    }
}

/// "The Russian side confirmed the route", "Kyiv called the offer unacceptable".
fn take_in_consent(drafts: &mut Drafts, heard: &Heard<'_>, mentions: &[Mention]) {
    let speaks_of_it = speaks_of_passage(heard.sentence)
        || speaks_of_all(heard.sentence)
        || heard.sentence.has(Cue::Status(Status::Proposed))
        || heard.sentence.has(Cue::Status(Status::Rejected));
    let last = drafts.0.last().map(|draft| draft.sentence);
    // "Russia denied it": an answer to the sentence before.
    let answers = last.is_some_and(|last| last + 1 == heard.index)
        && heard
            .groups
            .iter()
            .all(|group| matches!(group.role, Role::In | Role::None));
    let speaks_of_it = speaks_of_it || answers;
    for draft in &mut drafts.0 {
        if speaks_of_it && Some(draft.sentence) == last {
            consent::take_in(&mut draft.corridor, heard.sentence, mentions);
        }
    }
}

/// Whether the places of a sentence are those of a corridor, or only where something happened.
fn names_nothing_else(groups: &[Group], mentions: &[Mention], corridor: &Corridor) -> bool {
    let is_end = |mention: usize| {
        let place = mentions
            .get(mention)
            .and_then(|mention| mention.place.as_ref());
        let mut ends = corridor
            .from
            .iter()
            .chain(&corridor.via)
            .chain(&corridor.to);
        place.is_some_and(|place| ends.any(|end| end.place.id == place.id))
    };
    groups
        .iter()
        .all(|group| group.role == Role::In || group.places().into_iter().all(is_end))
}

/// Whether a status may become another within one report.
fn follows(before: Status, after: Status) -> bool {
    let is_expected = matches!(
        before,
        Status::Proposed | Status::Planned | Status::Agreed | Status::Open | Status::Unknown
    );
    match after {
        Status::Failed
        | Status::Blocked
        | Status::Suspended
        | Status::Cancelled
        | Status::Closed
        | Status::Rejected
        | Status::PartiallyOpen => is_expected,
        Status::Open => matches!(before, Status::Suspended | Status::Blocked | Status::Closed),
        _ => false,
    }
}

/// "The hours that were agreed:": what it says holds for the lines below.
pub fn heads_a_list(sentence: &Sentence<'_>) -> bool {
    sentence.is_mark(sentence.tokens.len().saturating_sub(1), &[":"])
        && sentence
            .cues
            .iter()
            .all(|found| !matches!(found.cue, Cue::Speaker(SpeakerCue::Say)))
}

/// "None of them", "all corridors".
fn speaks_of_all(sentence: &Sentence<'_>) -> bool {
    const REACH: usize = 4;
    let mut quantifiers = (0..sentence.tokens.len()).filter(|at| sentence.is_mark(*at, &ALL));
    let is_convoy = |found: &CueMatch| found.cue == Cue::Movement(Movement::Carrying);
    quantifiers.any(|at| {
        sentence
            .cues_in(&(at..at + REACH))
            .any(|found| is_passage(found) || is_convoy(found))
    }) || (sentence.is_mark(0, &NONE) && sentence.places.is_empty())
}

fn is_passage(found: &CueMatch) -> bool {
    matches!(
        found.cue,
        Cue::Passage(Passage::Humanitarian | Passage::General)
    )
}

/// "The corridor", "the convoy", "it": a passage named before. "More buses" are others.
fn speaks_of_passage(sentence: &Sentence<'_>) -> bool {
    const REACH: usize = 4;
    let is_pronoun = sentence.is_mark(0, &PRONOUNS) || sentence.is_mark(1, &PRONOUNS);
    is_pronoun
        || sentence.cues.iter().any(|found| {
            let moves = matches!(
                found.cue,
                Cue::Movement(Movement::Evacuation | Movement::Carrying)
            );
            let before = found.start.saturating_sub(REACH)..found.start;
            let is_definite = !sentence.words[found.start].is_ascii()
                || before
                    .clone()
                    .any(|at| sentence.is_mark(at, &["the", "this", "that", "these", "both"]));
            let is_another = before.into_iter().any(|at| sentence.is_mark(at, &OTHERS));
            (moves || is_passage(found)) && is_definite && !is_another
        })
}

const ALL: [&str; 14] = [
    "all",
    "none",
    "no",
    "both",
    "neither",
    "усі",
    "всі",
    "жоден",
    "жодного",
    "все",
    "ни",
    "обидва",
    "оба",
    "any",
];
const NONE: [&str; 8] = [
    "none",
    "neither",
    "both",
    "жоден",
    "обидва",
    "ни",
    "оба",
    "nobody",
];
const OTHERS: [&str; 18] = [
    "more",
    "another",
    "other",
    "second",
    "a",
    "ще",
    "інша",
    "інший",
    "інші",
    "іншу",
    "друга",
    "другу",
    "еще",
    "ещё",
    "другая",
    "другой",
    "вторая",
    "second",
];
const PRONOUNS: [&str; 9] = [
    "it", "they", "він", "вона", "вони", "он", "она", "они", "nobody",
];
