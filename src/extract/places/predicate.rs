//! What the words behind a place tell of it: its verb, and which subjects fit that.

use crate::extract::annotate::Sentence;
use crate::extract::words::{Cue, Form, PredicateWord, SpeakerCue};

/// What a verb does, as far as it tells whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Somebody speaks, or does what passages and vehicles do not.
    Acts,
    /// A passage, vehicles or people on the way may do it, or it is done to them.
    Runs,
    /// No list holds the verb.
    Other,
}

/// The verb behind a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Predicate {
    /// What it does.
    pub deed: Deed,
    /// Which subjects fit it.
    pub form: Form,
    /// One past its last token.
    pub end: usize,
    /// Whether it stands behind "and" and somebody else who acts ("Ankara and the UN said").
    pub shared: bool,
}

/// The verb that stands right behind a token, words between them passed over that may stand there.
pub fn predicate(sentence: &Sentence<'_>, at: usize) -> Option<Predicate> {
    /// "Has not yet, in turn,".
    const MOST_BESIDE: usize = 5;
    let (mut at, shared) = match partner_end(sentence, at) {
        Some(end) => (end, true),
        None => (at, false),
    };
    let mut helper: Option<(Form, bool)> = None;
    for _ in 0..=MOST_BESIDE {
        if sentence.place_at(at).is_some() {
            return None;
        }
        let found = words_at(sentence, at);
        let longest = found.iter().map(|(_, length)| *length).max();
        let has = |wanted: fn(&PredicateWord) -> bool| {
            found
                .iter()
                .filter(|(_, length)| Some(*length) == longest)
                .map(|(word, _)| word)
                .find(|word| wanted(word))
                .copied()
        };
        let end = at + longest.unwrap_or(1);
        let stands_alone =
            |word: &PredicateWord| matches!(word, PredicateWord::State | PredicateWord::Office);
        if helper.is_none() && has(stands_alone).is_some() {
            return Some(Predicate {
                deed: Deed::Acts,
                form: Form::Any,
                end,
                shared,
            });
        }
        if let Some((deed, form)) = verb_at(sentence, &found, at, helper) {
            return Some(Predicate {
                deed,
                form,
                end,
                shared,
            });
        }
        let helps = |word: &PredicateWord| {
            matches!(word, PredicateWord::Auxiliary(_) | PredicateWord::Being(_))
        };
        match has(helps) {
            Some(PredicateWord::Auxiliary(form)) => {
                helper = Some((own_form(sentence, form, at)?, false));
            }
            Some(PredicateWord::Being(form)) => helper = Some((form, true)),
            _ => {
                let passes = has(|word| *word == PredicateWord::Beside).is_some()
                    || sentence
                        .cues_at(at)
                        .any(|found| matches!(found.cue, Cue::Time(_)))
                    || sentence.is_mark(at, &["«", "»", "\"", "“", "”"]);
                if !passes {
                    break;
                }
            }
        }
        at = end;
    }
    // "Will" and "is" with a verb or a state that no list holds.
    let (form, is_being) = helper.filter(|_| sentence.is_word(at))?;
    Some(Predicate {
        deed: if is_being { Deed::Runs } else { Deed::Other },
        form,
        end: at + 1,
        shared,
    })
}

/// "And the UN", «та ООН»: where an organisation ends that acts together with a place.
fn partner_end(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    use crate::extract::words::RoleCue;
    if !sentence.token_has_role(at, RoleCue::And) || !sentence.is_word(at) {
        return None;
    }
    let first = at + 1 + usize::from(sentence.is_mark(at + 1, &["the"]));
    sentence
        .cues_starting_at(first)
        .filter(|found| {
            matches!(
                found.cue,
                Cue::Speaker(SpeakerCue::Institution | SpeakerCue::Organisation)
            )
        })
        .map(|found| found.end)
        .max()
}

fn words_at(sentence: &Sentence<'_>, at: usize) -> Vec<(PredicateWord, usize)> {
    /// Words of the longest phrase.
    const LONGEST: usize = 4;
    let window = at..(at + LONGEST).min(sentence.tokens.len());
    let words = sentence.words.slice(window);
    sentence.lexicon.predicate_words.at_start(words)
}

/// The verb that stands at a token, behind its helper if it has one.
fn verb_at(
    sentence: &Sentence<'_>,
    found: &[(PredicateWord, usize)],
    at: usize,
    helper: Option<(Form, bool)>,
) -> Option<(Deed, Form)> {
    let words = &sentence.lexicon.predicate_words;
    let word = sentence.words.get(at)?;
    let longest = found.iter().map(|(_, length)| *length).max();
    let listed = || {
        found
            .iter()
            .filter(|(_, length)| Some(*length) == longest)
            .filter_map(|(word, _)| match word {
                PredicateWord::Acts(form) => Some((Deed::Acts, *form)),
                PredicateWord::Runs(form) => Some((Deed::Runs, *form)),
                _ => None,
            })
    };
    if let Some((form, is_being)) = helper {
        let mut acts = listed().filter(|(deed, _)| *deed == Deed::Acts);
        // «Може прийняти» acts, "can open" runs where both lists hold the verb in its reflexive form.
        let acts = !words.is_reflexive(word)
            && acts.any(|(_, own)| !is_being || matches!(own, Form::Gerund | Form::Ongoing));
        return if acts {
            Some((Deed::Acts, form))
        } else {
            listed().next().map(|_| (Deed::Runs, form))
        };
    }
    let fitting = |(deed, form): (Deed, Form)| match form {
        Form::Bare | Form::Ongoing => None,
        // "Kyiv blaming Moscow"; buses start, and do not blame.
        Form::Gerund if deed != Deed::Acts => None,
        _ => own_form(sentence, form, at).map(|form| (deed, form)),
    };
    // «Відкрив» acts, «відкрився» is what passages do.
    let (first, second) = if words.is_reflexive(word) {
        (Deed::Runs, Deed::Acts)
    } else {
        (Deed::Acts, Deed::Runs)
    };
    let of = |deed: Deed| {
        listed()
            .filter(move |(listed, _)| *listed == deed)
            .find_map(fitting)
    };
    if let Some(verb) = of(first).or_else(|| of(second)) {
        return Some(verb);
    }
    if !found.is_empty() {
        return None;
    }
    if word.is_ascii() {
        let is_third = word.ends_with("ed") || word.ends_with('s');
        return (is_third && has_object(sentence, at + 1)).then_some((Deed::Other, Form::Any));
    }
    let is_small = sentence
        .tokens
        .get(at)
        .is_some_and(|token| !token.is_capitalised());
    let form = words.by_ending(word).filter(|_| is_small)?;
    Some((Deed::Other, form))
}

/// The form of a listed word at a token; `None` where its ending shows that it is no verb.
fn own_form(sentence: &Sentence<'_>, form: Form, at: usize) -> Option<Form> {
    match form {
        Form::Stem => {
            let words = &sentence.lexicon.predicate_words;
            words.by_ending(sentence.words.get(at)?)
        }
        form => Some(form),
    }
}

/// Whether what a verb does something to begins at a token ("the crossing").
pub fn has_object(sentence: &Sentence<'_>, at: usize) -> bool {
    words_at(sentence, at)
        .iter()
        .any(|(word, _)| *word == PredicateWord::Object)
}
