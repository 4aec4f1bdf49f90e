//! Who is said to have agreed to a passage, and who rejects or denies it.

use super::parties::{Party, parties};
use crate::extract::annotate::Sentence;
use crate::extract::words::{ClosedSet, Consent, Cue, CueMatch, Modality, RoleCue, SpeakerCue};
use crate::model::{Corridor, Mention};

/// Those who agreed and those who dispute in a sentence.
pub type Sides = (Vec<String>, Vec<String>);

/// Adds to a corridor who agreed and who disputes, as its sentence says.
pub fn take_in(corridor: &mut Corridor, (agreed, disputed): &Sides) {
    let add = |known: &mut Vec<String>, names: &[String]| {
        for name in names {
            if !known.contains(name) {
                known.push(name.clone());
            }
        }
    };
    add(&mut corridor.agreed_by, agreed);
    add(&mut corridor.disputed_by, disputed);
}

/// Those who agreed and those who dispute in a sentence.
pub fn sides(sentence: &Sentence<'_>, mentions: &[Mention]) -> Sides {
    let speaks_of_consent = sentence
        .cues
        .iter()
        .any(|found| matches!(found.cue, Cue::Consent(_)));
    if !speaks_of_consent {
        return (Vec::new(), Vec::new());
    }
    let parties = parties(sentence, mentions);
    let mut agreed = Vec::new();
    let mut disputed = Vec::new();
    for cue in &sentence.cues {
        match cue.cue {
            Cue::Consent(Consent::Agrees) if !is_negated(sentence, cue) => {
                agreed.extend(subject(sentence, &parties, cue));
            }
            Cue::Consent(Consent::Between) => agreed.extend(listed(sentence, &parties, cue.end)),
            Cue::Consent(Consent::Disputes) => {
                disputed.extend(subject(sentence, &parties, cue));
            }
            _ => {}
        }
    }
    (agreed, disputed)
}

/// The parties before the verb ("Kyiv rejected", "the Azerbaijani side agreed") or behind "by".
fn subject(sentence: &Sentence<'_>, parties: &[Party], cue: &CueMatch) -> Vec<String> {
    const REACH: usize = 7;
    const BY: usize = 4;
    let is_passive = sentence.words[cue.start].ends_with("ed")
        && sentence.is_mark(
            cue.start.saturating_sub(1),
            &["is", "are", "was", "were", "been", "be"],
        );
    if is_passive && !sentence.is_mark(cue.end, &["by", "with"]) {
        return Vec::new();
    }
    let free = |from: usize, to: usize| {
        !(from..to).any(|at| {
            sentence.is_mark(at, &[",", ";", ":", "."])
                || sentence.token_has_role(at, RoleCue::ClauseBreak)
        })
    };
    if sentence.is_mark(cue.end, &["by", "with"]) {
        let agent = parties
            .iter()
            .position(|party| party.start > cue.end && party.start - cue.end <= BY);
        return agent
            .map(|at| joined(sentence, &parties[at..]))
            .unwrap_or_default();
    }
    let Some(nearest) = parties.iter().rposition(|party| {
        party.end <= cue.start && cue.start - party.end <= REACH && free(party.end, cue.start)
    }) else {
        return Vec::new();
    };
    let first = (1..=nearest)
        .rev()
        .find(|at| !is_joined(sentence, &parties[*at - 1], &parties[*at]))
        .unwrap_or(0);
    parties[first..=nearest]
        .iter()
        .map(|party| party.name.clone())
        .collect()
}

/// "Russia and Ukraine": whether nothing but "and" stands between two parties.
fn is_joined(sentence: &Sentence<'_>, one: &Party, other: &Party) -> bool {
    other.start > one.end
        && (one.end..other.start).all(|at| {
            sentence.is_mark(at, &[","]) || sentence.is_one_of(at, ClosedSet::JoinsParties)
        })
}

/// The parties at the start of a list, as far as "and" joins them.
fn joined(sentence: &Sentence<'_>, parties: &[Party]) -> Vec<String> {
    let end = (1..parties.len())
        .find(|at| !is_joined(sentence, &parties[*at - 1], &parties[*at]))
        .unwrap_or(parties.len());
    parties[..end]
        .iter()
        .map(|party| party.name.clone())
        .collect()
}

/// "Agreed between Ukraine and Russia": the parties of a list; one alone agreed with nobody.
fn listed(sentence: &Sentence<'_>, parties: &[Party], from: usize) -> Vec<String> {
    const GAP: usize = 3;
    let first = parties
        .iter()
        .position(|party| party.start >= from && party.start - from <= GAP);
    let found = first
        .map(|at| joined(sentence, &parties[at..]))
        .unwrap_or_default();
    if found.len() > 1 { found } else { Vec::new() }
}

fn is_negated(sentence: &Sentence<'_>, cue: &CueMatch) -> bool {
    const REACH: usize = 4;
    let before = cue.start.saturating_sub(REACH)..cue.start;
    sentence.cues_in(&before).any(|found| {
        matches!(
            found.cue,
            Cue::Modality(Modality::Not | Modality::NotYet | Modality::Nobody | Modality::Denial)
        )
    }) || sentence
        .cues_in(&before)
        .any(|found| found.cue == Cue::Speaker(SpeakerCue::Other))
}
