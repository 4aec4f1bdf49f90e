//! Words of saying, and where the one who says stands beside them.

use super::actor::{Actor, ActorKind, Reference};
use super::marks::{is_end, is_quoted_name, is_that, quoted};
use super::names::spells_office_out;
use crate::extract::annotate::Sentence;
use crate::extract::clause::Opening;
use crate::extract::words::{ClosedSet, Cue, CueMatch, RoleCue, SpeakerCue};
use crate::report::TokenKind;

/// A word of saying in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saying {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// The speaker follows, whatever stands before ("according to").
    pub names_follow: bool,
    /// «За словами»: the name that follows stands in the genitive.
    pub takes_genitive: bool,
}

/// How many tokens a sentence's speaker may stand before the word of saying, and behind it.
const BEFORE: usize = 9;
const AFTER: usize = 14;

/// The words of saying of a sentence, those outside of quotation marks first, the line before a
/// colon («Басурин: жителей вывезут») before all.
pub fn sayings(sentence: &Sentence<'_>) -> Vec<Saying> {
    let mut found: Vec<Saying> = sentence
        .cues
        .iter()
        .filter_map(|cue| {
            match cue.cue {
                Cue::Speaker(SpeakerCue::Say) if !is_noun(sentence, cue) => Some(false),
                Cue::Speaker(SpeakerCue::According) => Some(true),
                // «За його словами», "in her words": saying and pronoun in one.
                Cue::Speaker(SpeakerCue::Pronoun) if is_by_account(sentence, cue) => Some(true),
                _ => None,
            }
            .map(|names_follow| Saying {
                start: cue.start,
                end: if cue.cue == Cue::Speaker(SpeakerCue::Pronoun) {
                    cue.start
                } else {
                    cue.end
                },
                names_follow,
                takes_genitive: names_follow && !sentence.words[cue.start].is_ascii(),
            })
        })
        .collect();
    // "The people whom the UN counts as displaced, AP reports": the clause about a noun speaks of it.
    let is_of_noun = |saying: &Saying| {
        let clause = sentence.clause_at(saying.start);
        clause.is_some_and(|clause| clause.opening == Opening::Relative)
    };
    if !found.iter().all(is_of_noun) {
        found.retain(|saying| !is_of_noun(saying));
    }
    // "Said the ministry in a statement read out by X".
    let is_by = |saying: &Saying| {
        let last = saying.end.checked_sub(1);
        saying.names_follow && last.is_some_and(|at| sentence.is_one_of(at, ClosedSet::SignedBy))
    };
    let quoted = match found.len() {
        0 | 1 => Vec::new(),
        _ => quoted(sentence),
    };
    found.sort_by_key(|saying| {
        let is_quoted = quoted.get(saying.start).copied().unwrap_or(false);
        (is_quoted, !is_by(saying))
    });
    if let Some(colon) = byline(sentence) {
        found.insert(
            0,
            Saying {
                start: colon,
                end: colon + 1,
                names_follow: false,
                takes_genitive: false,
            },
        );
    }
    found
}

/// «За його словами», "in her words".
fn is_by_account(sentence: &Sentence<'_>, cue: &CueMatch) -> bool {
    cue.end - cue.start >= 3 && sentence.is_one_of(cue.start, ClosedSet::InWordsOf)
}

/// The colon after the words that open a sentence, when nobody is said to say anything in them.
fn byline(sentence: &Sentence<'_>) -> Option<usize> {
    const LONGEST: usize = 10;
    let colon = (1..sentence.tokens.len().min(LONGEST)).find(|at| sentence.is_mark(*at, &[":"]))?;
    let is_last = colon + 1 == sentence.tokens.len();
    let says = sentence.cues_in(&(0..colon)).any(|cue| {
        matches!(
            cue.cue,
            Cue::Speaker(SpeakerCue::Say | SpeakerCue::According)
                | Cue::Passage(_)
                | Cue::Movement(_)
        )
    });
    (!is_last && !says).then_some(colon)
}

/// "Media reports", "his claims": nouns that look like verbs of saying.
fn is_noun(sentence: &Sentence<'_>, cue: &CueMatch) -> bool {
    cue.start > 0
        && sentence.is_mark(
            cue.start - 1,
            &[
                "the", "a", "of", "these", "those", "his", "her", "their", "its", "no", "such",
                "some", "to",
            ],
        )
        && sentence.words[cue.start].ends_with('s')
}

/// Who says it: in the apposition before, behind the word, or before it.
pub fn actor<'a>(
    sentence: &Sentence<'_>,
    actors: &'a [Actor],
    saying: &Saying,
) -> Option<&'a Actor> {
    if sentence.is_mark(saying.start, &[":"]) {
        return actors.iter().find(|actor| {
            actor.end == saying.start && !matches!(actor.kind, ActorKind::Reference(_))
        });
    }
    if saying.names_follow {
        return behind(sentence, actors, saying.end, AFTER);
    }
    let verb = before_auxiliaries(sentence, saying.start);
    if is_passive(sentence, saying.start) {
        return None;
    }
    let follows_break = verb == 0
        || sentence.tokens[verb - 1].kind == TokenKind::Mark
        || sentence.is_one_of(verb - 1, ClosedSet::AsIsSaid);
    if follows_break {
        apposed(sentence, actors, verb).or_else(|| {
            let is_slavic = !sentence.words[saying.start].is_ascii();
            let reach = if is_slavic { AFTER } else { 6 };
            let in_order =
                |actor: &&Actor| is_slavic || reads_on(sentence, saying.end, actor.start);
            behind(sentence, actors, saying.end, reach).filter(in_order)
        })
    } else {
        before(sentence, actors, verb).or_else(|| {
            let is_slavic = !sentence.words[saying.start].is_ascii();
            is_slavic
                .then(|| behind(sentence, actors, saying.end, AFTER))
                .flatten()
        })
    }
}

/// "Has also said": the token at which the verb with its helpers and what stands between begins.
fn before_auxiliaries(sentence: &Sentence<'_>, start: usize) -> usize {
    let mut verb = start;
    while let Some(helper) = sentence
        .cues_ending_at(verb)
        .find(|found| matches!(found.cue, Cue::Speaker(SpeakerCue::Auxiliary)))
    {
        verb = helper.start;
    }
    verb
}

/// "Was reported", "is said": the one who says so is not named before.
fn is_passive(sentence: &Sentence<'_>, start: usize) -> bool {
    start > 0
        && sentence.is_mark(
            start - 1,
            &["is", "are", "was", "were", "be", "been", "being"],
        )
}

/// "X, governor of the region, said": the one before the commas.
fn apposed<'a>(sentence: &Sentence<'_>, actors: &'a [Actor], verb: usize) -> Option<&'a Actor> {
    const LONGEST: usize = 16;
    if verb == 0 || !sentence.is_mark(verb - 1, &[",", ")", "—", "–"]) {
        return None;
    }
    let closing = verb - 1;
    // "His deputy, X, said": an office without a name of its own before the commas.
    let enclosed = actors.iter().find(|actor| {
        actor.end == closing
            && actor.start > 1
            && matches!(actor.kind, ActorKind::Person(_))
            && sentence.is_mark(actor.start - 1, &[",", "—", "–"])
            && sentence.cues.iter().any(|found| {
                found.end == actor.start - 1
                    && matches!(
                        found.cue,
                        Cue::Speaker(SpeakerCue::Title | SpeakerCue::Pronoun)
                    )
            })
    });
    if enclosed.is_some() {
        return enclosed;
    }
    let opening = (closing.saturating_sub(LONGEST)..closing)
        .rev()
        .filter(|at| sentence.is_mark(*at, &[",", "(", "—", "–"]))
        .find(|at| {
            actors.iter().any(|actor| {
                actor.end == *at
                    && matches!(
                        actor.kind,
                        ActorKind::Person(_) | ActorKind::Organisation(_)
                    )
            })
        })?;
    let is_quote = (opening..closing).any(|at| is_end(sentence, at));
    // «…, Верещук, заявила»: the words between are a title, a clause or a place, not the speech.
    let apposes = actors
        .iter()
        .find(|actor| actor.end == opening)
        .filter(|_| !is_quote);
    // "The governor, X, said": what stands between the commas is the name itself.
    let inner = actors.iter().rfind(|actor| {
        actor.start > opening && actor.end == closing && matches!(actor.kind, ActorKind::Person(_))
    });
    match (&apposes.map(|actor| &actor.kind), inner) {
        (Some(ActorKind::Person(_)), _) => apposes,
        (_, Some(inner)) => Some(inner),
        _ => apposes,
    }
}

/// The nearest one before the verb within its clause.
fn before<'a>(sentence: &Sentence<'_>, actors: &'a [Actor], verb: usize) -> Option<&'a Actor> {
    let near = |actor: &&Actor| {
        actor.end <= verb
            && verb - actor.end <= BEFORE
            && !(actor.end..verb)
                .any(|at| is_end(sentence, at) || sentence.is_mark(at, &[",", ":"]))
    };
    let adjacent = |actor: &Actor| actor.end == verb;
    let found = actors.iter().rev().filter(near);
    // Abbreviations and references speak where they stand beside the verb.
    found
        .filter(|actor| match actor.kind {
            ActorKind::Reference(_) => verb - actor.end <= 2,
            _ => true,
        })
        .find(|actor| adjacent(actor) || !is_subject_between(sentence, actor.end, verb))
}

/// "People in Mariupol told": somebody else stands between.
fn is_subject_between(sentence: &Sentence<'_>, from: usize, to: usize) -> bool {
    sentence.cues_in(&(from..to)).any(|found| {
        matches!(
            found.cue,
            Cue::Role(RoleCue::ClauseBreak)
                | Cue::Movement(crate::extract::words::Movement::People)
                | Cue::Forces
        )
    })
}

/// The first one behind the word; a person rather than the office that is named first.
fn behind<'a>(
    sentence: &Sentence<'_>,
    actors: &'a [Actor],
    from: usize,
    reach: usize,
) -> Option<&'a Actor> {
    let reachable = |actor: &&Actor| {
        actor.start >= from
            && actor.start - from <= reach
            && !(from..actor.start).any(|at| {
                is_end(sentence, at) && !is_quoted_name(sentence, at) || is_that(sentence, at)
            })
    };
    let mut candidates = actors.iter().filter(reachable);
    let first = candidates.next()?;
    let is_office = |kind: &ActorKind| {
        matches!(
            kind,
            ActorKind::Organisation(_) | ActorKind::Reference(_) | ActorKind::Media(_)
        )
    };
    if !is_office(&first.kind) {
        return Some(first);
    }
    // "The head of the administration, X"; «очільник ОВА X».
    let named = candidates
        .find(|actor| matches!(actor.kind, ActorKind::Person(_)))
        .filter(|person| {
            reads_on(sentence, first.end, person.start)
                || matches!(first.kind, ActorKind::Reference(_))
                    && spells_office_out(sentence, first.end, person.start)
        });
    Some(named.unwrap_or(first))
}

/// Whether only titles, places, organisations and small words stand between two tokens.
fn reads_on(sentence: &Sentence<'_>, from: usize, to: usize) -> bool {
    let mut commas = 0;
    (from..to).all(|at| {
        if sentence.is_mark(at, &[","]) {
            commas += 1;
            return commas == 1;
        }
        let is_place = sentence.place_at(at).is_some();
        // A town in the genitive that no list knows: «мер Енергодара».
        let is_name = sentence.tokens[at].is_capitalised() && !sentence.words[at].is_ascii();
        let is_place_at = |at: usize| sentence.place_at(at).is_some_and(|place| place.start == at);
        let leads_to_place = sentence.is_one_of(at, ClosedSet::Inside) && is_place_at(at + 1);
        is_place
            || leads_to_place
            || is_name
            || sentence.is_mark(at, &["'", "’", "-", "’s", "'s", "by", "for"])
            || is_quoted_name(sentence, at)
            || sentence.is_one_of(at, ClosedSet::AreaWord)
            || sentence.cues_at(at).any(|found| {
                matches!(
                    found.cue,
                    Cue::Speaker(
                        SpeakerCue::Title
                            | SpeakerCue::Organisation
                            | SpeakerCue::Institution
                            | SpeakerCue::Pronoun
                    ) | Cue::Role(RoleCue::Filler)
                )
            })
    })
}

/// Words of a sentence that stand for somebody named before.
pub fn references(sentence: &Sentence<'_>) -> Vec<(usize, usize, Reference)> {
    sentence
        .cues
        .iter()
        .filter(|found| found.cue == Cue::Speaker(SpeakerCue::Pronoun))
        .map(|found| {
            let office = &sentence.words[found.end - 1];
            let is_office = !is_by_account(sentence, found)
                && sentence.tokens[found.end - 1].kind == TokenKind::Word
                && office.chars().count() > LONGEST_PRONOUN;
            let reference = if is_office {
                Reference::Office(office.to_owned())
            } else {
                Reference::Pronoun
            };
            (found.start, found.end, reference)
        })
        .collect()
}

/// "She", «вона» are short; offices are long ("the mayor").
const LONGEST_PRONOUN: usize = 4;

/// The words of the titles beside a name: before it, or between commas behind it.
pub fn titles_beside(sentence: &Sentence<'_>, start: usize, end: usize) -> Vec<String> {
    const REACH: usize = 8;
    let is_title = |at: usize| {
        sentence.cues_at(at).any(|found| {
            matches!(
                found.cue,
                Cue::Speaker(SpeakerCue::Title | SpeakerCue::Pronoun)
            )
        })
    };
    let before = (start.saturating_sub(REACH)..start)
        .rev()
        .take_while(|at| reads_on(sentence, *at, *at + 1) && !sentence.is_mark(*at, &[","]));
    let after = (end..sentence.tokens.len().min(end + REACH))
        .skip_while(|at| sentence.is_mark(*at, &[","]))
        .take_while(|at| reads_on(sentence, *at, *at + 1) && !sentence.is_mark(*at, &[","]));
    let after: Vec<usize> = if sentence.is_mark(end, &[","]) {
        after.collect()
    } else {
        Vec::new()
    };
    before
        .chain(after)
        .filter(|at| is_title(*at))
        .map(|at| sentence.words[at].to_owned())
        .collect()
}
