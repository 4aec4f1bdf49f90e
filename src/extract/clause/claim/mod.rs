//! What a sentence says of its own claims: that they are false, that nobody confirms them, that they
//! would be so only if something else were.
//!
//! Their words are data: `geodata/languages/*/claims.toml`.

mod answer;
mod content;
mod supposition;
mod told;
mod verdict;

pub use answer::stance_to_sentence_before;

use super::clauses::Stance;
use crate::extract::words::{ClaimCue, ClauseCue, Cue, CueMatch};
use crate::report::Words;
use content::Ends;
use content::hold_content;
use supposition::{heads_clause, suppose, tells_of_the_past};
use told::Told;
use verdict::{judge, judge_before, leave_unconfirmed, noun_behind, reject};

/// How the one who speaks stands to what each token of a sentence tells; empty where nothing is said
/// of it. `is_number` tells whether a token is a number.
pub fn stances(
    words: Words<'_>,
    cues: &[CueMatch],
    is_number: impl Fn(usize) -> bool,
) -> Vec<Stance> {
    let is_question = words.get(words.len().saturating_sub(1)) == Some("?");
    let speaks_of_claims = cues.iter().any(|found| matches!(found.cue, Cue::Claim(_)));
    if !is_question && !speaks_of_claims {
        return Vec::new();
    }
    let mut told = Told::of(words, cues);
    if is_question {
        told.hold(&(0..words.len()), Stance::Unreal);
    }
    for found in cues {
        let Cue::Claim(cue) = found.cue else { continue };
        match cue {
            ClaimCue::False | ClaimCue::IsFalse => judge(&mut told, found, cue, Stance::Denied),
            ClaimCue::Unconfirmed | ClaimCue::IsUnconfirmed => {
                judge(&mut told, found, cue, Stance::Doubted);
            }
            ClaimCue::UnconfirmedSource => {
                let part = told.part_before(found.start).start..told.part_end(found.end);
                told.hold(&part, Stance::Doubted);
            }
            ClaimCue::NotSo => judge_before(&mut told, found.start),
            ClaimCue::Rejects => reject(&mut told, found),
            ClaimCue::Confirms => leave_unconfirmed(&mut told, found),
            ClaimCue::Despite => {
                if let Some(noun) = noun_behind(&told, found.end) {
                    hold_content(&mut told, noun, Ends::AtComma, Stance::Denied);
                }
            }
            ClaimCue::Fake | ClaimCue::Rumour => {
                // «Чутки, що …».
                let comma = usize::from(
                    words.get(found.end) == Some(",")
                        && told.opens_clause(found.end + 1, ClauseCue::That),
                );
                if let Some(link) = told.starting(found.end + comma, ClaimCue::About) {
                    // A verdict before a colon is on words that are quoted.
                    let is_quoted = words.get(found.end) == Some(":");
                    let stance = match cue {
                        ClaimCue::Fake if !is_quoted => Stance::Denied,
                        _ => Stance::Doubted,
                    };
                    hold_content(&mut told, link.end, Ends::AtComma, stance);
                }
            }
            ClaimCue::Falsely => {
                hold_content(&mut told, found.end, Ends::Late, Stance::Denied);
            }
            ClaimCue::Alleged => {
                /// "Allegedly captured", "the alleged Russian capture of".
                const REACH: usize = 4;
                let clause = told.clause_end(found.end);
                // "Allegedly the corridor from … to … is open".
                let is_of_clause = told.clause_start(found.start) == found.start;
                let end = if is_of_clause {
                    clause
                } else {
                    clause.min(found.end + REACH)
                };
                told.hold(&(found.end..end), Stance::Doubted);
            }
            ClaimCue::Perhaps if !is_number(found.end) => {
                let comma = usize::from(words.get(found.end) == Some(","));
                let clause = found.end..told.clause_end(found.end + comma);
                told.hold(&clause, Stance::Possible);
            }
            ClaimCue::WouldHave => {
                let clause = found.start..told.clause_end(found.end);
                told.hold(&clause, Stance::Unreal);
            }
            ClaimCue::Counterfactual => suppose(&mut told, found),
            ClaimCue::If => {
                let clause = found.end..told.clause_end(found.end);
                if told.has(&clause, ClaimCue::Pluperfect) {
                    suppose(&mut told, found);
                }
            }
            ClaimCue::Conditional => {
                let clause = told.clause_start(found.start)..told.clause_end(found.end);
                told.hold(&clause, Stance::Unreal);
            }
            ClaimCue::Inverted if heads_clause(&told, found.start) => suppose(&mut told, found),
            ClaimCue::Until if !is_number(found.end) => {
                let clause = found.end..told.clause_end(found.end);
                if !tells_of_the_past(&told, &clause) {
                    told.hold(&clause, Stance::Unreal);
                }
            }
            ClaimCue::Ahead => told.hold(&(found.start..found.end), Stance::Unreal),
            _ => {}
        }
    }
    told.stances
}
