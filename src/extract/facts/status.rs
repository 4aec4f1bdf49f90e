//! Where in its life a corridor stands, by the words around it.

use std::ops::Range;

use super::assertion::{depends, is_ahead, is_rescheduled, is_verdict, is_yet_to_come, stated};
use crate::extract::annotate::Sentence;
use crate::extract::clause::{Opening, Stance};
use crate::extract::words::{
    ClosedSet, Cue, CueMatch, Ending, Modality, Movement, Passage, SpeakerCue,
};
use crate::model::Status;

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
    let said: Vec<Said<'_>> = sentence
        .cues_in(within)
        .filter_map(|found| match found.cue {
            Cue::Status(word) => Some(Said {
                found,
                word,
                status: stated(sentence, found, word)?,
            }),
            _ => None,
        })
        .collect();
    // "None of the groups has agreed" to what is under discussion leaves it proposed; what was
    // agreed and has not begun yet is agreed.
    let is_said = |wanted: Status| said.iter().any(|said| said.status == wanted);
    let (is_proposed, is_agreed) = (is_said(Status::Proposed), is_said(Status::Agreed));
    let found: Vec<Status> = said
        .iter()
        .filter(|said| {
            !(is_proposed && (said.word, said.status) == (Status::Agreed, Status::Closed))
        })
        .filter(|said| {
            let begins = matches!(said.word, Status::Open | Status::Completed);
            !(is_agreed && begins && is_yet_to_come(sentence, said.found))
        })
        .map(|said| said.status)
        .collect();
    let decides = |statuses: &[Status]| statuses.iter().copied().min_by_key(|status| rank(*status));
    let last = decides(&found)?;
    if found.len() == 1 {
        return Some(last);
    }
    // What came before, or only says which passages are meant, yields to what is told of them.
    let mut told = said;
    told.retain(|said| !is_background(sentence, said.found, said.word));
    if let Some(after) = later(sentence, &told) {
        return Some(after);
    }
    let told: Vec<Status> = told.into_iter().map(|said| said.status).collect();
    if told.contains(&last) {
        return goes_on(sentence, within, last).or(Some(last));
    }
    let is_firm = |status: &Status| *status != Status::Planned || !is_setting(last);
    let firm: Vec<Status> = told.into_iter().filter(is_firm).collect();
    decides(&firm).or(Some(last))
}

/// A word of status in its place.
#[derive(Debug, Clone, Copy)]
struct Said<'s> {
    found: &'s CueMatch,
    /// The status that the word names.
    word: Status,
    /// The status that it tells there.
    status: Status,
}

/// "Called off, then resumed", "closed in the morning and reopened at noon": what a passage came to after it
/// was stopped.
fn later(sentence: &Sentence<'_>, told: &[Said<'_>]) -> Option<Status> {
    /// "Then, two hours later, were".
    const REACH: usize = 6;
    let (last, before) = told.split_last()?;
    let stops = |said: &&Said<'_>| said.status.went_wrong() || said.status == Status::Suspended;
    let stop = before.iter().rfind(stops)?.found;
    let (after, status) = (last.found, last.status);
    let runs = matches!(
        status,
        Status::Open | Status::PartiallyOpen | Status::Completed | Status::Agreed
    );
    let resumes = (after.start..after.end).any(|at| sentence.is_one_of(at, ClosedSet::Resumed));
    let between = stop.end.max(after.start.saturating_sub(REACH))..after.end + 1;
    let is_then = || {
        between
            .clone()
            .any(|at| sentence.is_one_of(at, ClosedSet::Then))
    };
    let follows = after.start >= stop.end && (resumes || is_then());
    (runs && follows).then_some(status)
}

/// "Twenty trucks crossed into the region and are now on their way to B": the clause that names the
/// end, where a sentence tells one thing after the other.
fn goes_on(sentence: &Sentence<'_>, within: &Range<usize>, last: Status) -> Option<Status> {
    let is_course = |status: &Status| matches!(status, Status::Completed | Status::Open);
    let end = sentence
        .places
        .iter()
        .rfind(|place| within.contains(&place.start))?;
    let clause = sentence.clause_at(end.start)?;
    if clause.opening != Opening::And || !is_course(&last) {
        return None;
    }
    sentence
        .cues_in(&clause.tokens)
        .filter_map(|found| match found.cue {
            Cue::Status(status) => stated(sentence, found, status),
            _ => None,
        })
        .find(is_course)
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
        // "Soldiers who had been stuck in A began to leave".
        Opening::Relative if had_been(sentence, found.start) => true,
        // What stops people on a way tells of the way, wherever it is said.
        Opening::Relative => !status.went_wrong(),
        opening if opening.is_background() => true,
        _ if is_apposition(sentence, found, status) => true,
        _ => matches!(status, Status::Agreed | Status::Planned | Status::Proposed) && says_which(),
    }
}

/// "Had been stuck", "had long been held": whether a word of status is of a time before the one that is told.
fn had_been(sentence: &Sentence<'_>, at: usize) -> bool {
    const REACH: usize = 3;
    let near = at.saturating_sub(REACH)..at;
    near.clone().any(|at| sentence.is_mark(at, &["had"]))
        && near.rev().any(|at| sentence.is_mark(at, &["been"]))
}

/// "Lorries may again use the road to A, closed for most of March": a participle behind a comma that tells how
/// the way stood before.
fn is_apposition(sentence: &Sentence<'_>, found: &CueMatch, status: Status) -> bool {
    matches!(status, Status::Closed | Status::Suspended | Status::Blocked)
        && found.end == found.start + 1
        && found.start > 0
        && sentence.is_mark(found.start - 1, &[","])
        && sentence.ends_as(found.start, Ending::Participle)
}

/// The status of the passage that some tokens state, after a head that they share with others:
/// «не випускають автобуси, що вирушили до …». What stops it decides over where it set out.
pub fn status_of_passage(
    sentence: &Sentence<'_>,
    tokens: &Range<usize>,
    head: usize,
) -> Option<Status> {
    let own = match status_of(sentence, tokens) {
        // "If a corridor from A to B is opened, people will leave".
        Some(Status::Planned) if denied_at(sentence, tokens) == Some(Status::Unknown) => {
            Some(Status::Unknown)
        }
        own => own.or_else(|| denied_at(sentence, tokens)),
    };
    let first_place = sentence.places.first().map_or(0, |place| place.start);
    let before = 0..first_place.min(tokens.start);
    let between = before.end..tokens.start.max(before.end);
    let mut rest = before.end..tokens.end.max(before.end);
    // What is said before all places holds for this passage if it is the first, or a clause that
    // explains what it was said of.
    let holds = between.is_empty() || rest.any(|at| sentence.is_one_of(at, ClosedSet::Relative));
    let parts = |at| sentence.is_one_of(at, ClosedSet::Contrast) || sentence.is_mark(at, &[";"]);
    let is_parted = (0..tokens.start).any(parts);
    let stopped = status_of(sentence, &before)
        .filter(|status| holds && !is_parted && rank(*status) < rank(Status::PartiallyOpen));
    match own {
        Some(Status::Open | Status::Planned | Status::Agreed) => stopped.or(own),
        _ => own.or_else(|| status_of(sentence, &(0..head))),
    }
}

/// "Moscow denied there was any corridor from A to B": what is denied as a whole is shown as none,
/// and of what nobody confirms, or what would only be, nothing is known.
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
    if !names_passage {
        return None;
    }
    match sentence.stance_at(first.start) {
        // "He denied that the corridor was closed": that it is open nobody says.
        Stance::Denied if tells_of_an_end(sentence, &clause.tokens) => Some(Status::Unknown),
        Stance::Denied => Some(Status::Closed),
        Stance::Doubted | Stance::Unreal | Stance::Possible => Some(Status::Unknown),
        Stance::Asserted => {
            let is_wanting = is_wanting(sentence, first.start);
            (is_wanting || depends(sentence, first.start)).then_some(Status::Unknown)
        }
    }
}

/// Whether some tokens tell that a passage does not work, or works no longer.
fn tells_of_an_end(sentence: &Sentence<'_>, tokens: &Range<usize>) -> bool {
    sentence.cues_in(tokens).any(|found| match found.cue {
        Cue::Status(status) => {
            (status.went_wrong() || status == Status::Closed) && !is_verdict(sentence, found)
        }
        Cue::Modality(Modality::Ceasing) => true,
        _ => false,
    })
}

/// "Without a corridor from A to B": whether what leads to a place is said not to be there.
fn is_wanting(sentence: &Sentence<'_>, place: usize) -> bool {
    /// "Without a single".
    const REACH: usize = 3;
    let passage = sentence.cues_in(&(0..place)).filter(|found| {
        matches!(
            found.cue,
            Cue::Passage(Passage::Humanitarian | Passage::General)
        )
    });
    passage.last().is_some_and(|passage| {
        let before = passage.start.saturating_sub(REACH)..passage.start;
        sentence
            .cues_in(&before)
            .any(|found| found.cue == Cue::Modality(Modality::Not))
    })
}

/// Whether some tokens tell of a movement that is over: "were led out", «виїхали», and not "will have
/// been taken".
pub fn is_over(sentence: &Sentence<'_>, within: &Range<usize>) -> bool {
    sentence.has(Cue::Moved)
        && sentence.cues_in(within).any(|found| {
            found.cue == Cue::Moved
                && !is_ahead(sentence, found.start)
                && sentence.stance_at(found.start) <= Stance::Possible
                && !depends(sentence, found.start)
                && !is_rescheduled(sentence, found)
        })
}

/// How a passage stands by the tense of those who move, where no word of status says it.
pub fn status_by_tense(sentence: &Sentence<'_>, within: &Range<usize>) -> Option<Status> {
    if is_over(sentence, within) {
        return Some(Status::Completed);
    }
    let mut cues = sentence.cues_in(within);
    if cues.any(|found| found.cue == Cue::Moved && is_rescheduled(sentence, found)) {
        return Some(Status::Suspended);
    }
    sentence.cues_in(within).find_map(|found| {
        let status = match found.cue {
            Cue::Moves => Status::Open,
            Cue::WillMove => Status::Planned,
            _ => return None,
        };
        stated(sentence, found, status)
    })
}

/// "Were to be taken", «мали вивезти»: a plan of which the report may say that it came to nothing.
pub fn is_past_plan(sentence: &Sentence<'_>, within: &Range<usize>) -> bool {
    let mut plans = sentence
        .cues_in(within)
        .filter(|found| found.cue == Cue::Status(Status::Planned))
        .peekable();
    let is_past = |at: usize| sentence.is_one_of(at, ClosedSet::PastOfPlan);
    plans.peek().is_some()
        && plans.all(|found| is_past(found.start) || found.start > 0 && is_past(found.start - 1))
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
