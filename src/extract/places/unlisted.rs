//! Names that the gazetteer does not hold, at a spot where only a place can stand: the end of a
//! passage ("buses took people from Foua to Aleppo"). They are named and never placed.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::capitals::{capitalised_runs, is_form_of, is_joined, is_word, name_of, stem_of};
use super::group::Role;
use super::links::joins_chain;
use super::roles::{beyond_site, follows_goods, passes_over, says_where};
use super::rows::fills_cell;
use super::way_words::leads_along;
use super::whole_name::ends_well;
use crate::extract::annotate::{BULLETS, PlaceAt, Sentence};
use crate::extract::words::{Cue, Ending, Movement, Passage, RoleCue, SpeakerCue};
use crate::model::Mention;
use crate::report::CodePoints;

/// Finds unlisted names, adds them to the places of their sentences, and returns them as mentions
/// to be put after the `known` ones.
pub fn take_in(
    sentences: &mut [Sentence<'_>],
    known: &[Mention],
    code_points: &CodePoints,
) -> Vec<Mention> {
    let runs: Vec<Vec<Range<usize>>> = sentences.iter().map(capitalised_runs).collect();
    let mut accepted: BTreeSet<String> = BTreeSet::new();
    for (sentence, runs) in sentences.iter().zip(&runs) {
        for (run, is_place) in runs.iter().zip(judged(sentence, runs)) {
            if is_place {
                accepted.insert(name_of(sentence, &with_road(sentence, run)));
            }
        }
    }
    let mut found = Vec::new();
    if accepted.is_empty() {
        return found;
    }
    let forms = Forms::of(known);
    for (sentence, runs) in sentences.iter_mut().zip(&runs) {
        for run in runs {
            let name = name_of(sentence, &with_road(sentence, run));
            if !accepted.contains(&name) {
                continue;
            }
            let start = sentence.tokens[run.start].start;
            let bytes = start..start + name.len();
            let place = PlaceAt {
                start: run.start,
                end: run.end,
                mention: known.len() + found.len(),
                refers_back: false,
            };
            found.push(Mention {
                start: code_points.at(bytes.start),
                end: code_points.at(bytes.end),
                place: forms
                    .first_of(known, &name)
                    .and_then(|mention| mention.place.clone()),
                text: name.as_str().into(),
                confidence: CONFIDENCE,
                bytes: bytes.start as u32..bytes.end as u32,
                oblique: false,
            });
            sentence.name_place(place);
        }
    }
    found
}

/// Mentions by the beginning of their words, which the forms of a name share.
struct Forms(HashMap<String, Vec<usize>>);

impl Forms {
    fn of(known: &[Mention]) -> Self {
        let mut forms: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, mention) in known.iter().enumerate() {
            forms.entry(stem_of(&mention.text)).or_default().push(index);
        }
        Self(forms)
    }

    /// The first mention that is a form of the name.
    fn first_of<'m>(&self, known: &'m [Mention], name: &str) -> Option<&'m Mention> {
        let alike = self.0.get(&stem_of(name))?;
        let mut alike = alike.iter().filter_map(|index| known.get(*index));
        alike.find(|mention| is_form_of(&mention.text, name))
    }
}

/// A name that only its spot in the sentence makes a place's.
const CONFIDENCE: f64 = 0.6;

/// Which of a sentence's runs stand where an end of a passage stands.
fn judged(sentence: &Sentence<'_>, runs: &[Range<usize>]) -> Vec<bool> {
    let mut verdicts: Vec<bool> = runs
        .iter()
        .enumerate()
        .map(|(index, run)| {
            is_end(sentence, run)
                || fills_cell(sentence, run)
                || leads_along(sentence, run)
                || is_named_passage(sentence, run, runs.get(index + 1))
        })
        .collect();
    if runs.is_empty() || !speaks_of_passage(sentence) {
        return vec![false; runs.len()];
    }
    // What a list or a chain joins to a place is a place, and so on from it, forth and back.
    let mut named = Ends::of(sentence);
    for (run, _) in runs
        .iter()
        .zip(&verdicts)
        .filter(|(_, is_place)| **is_place)
    {
        named.add(run);
    }
    loop {
        let mut spreads = false;
        for index in (0..runs.len()).chain((0..runs.len()).rev()) {
            let (Some(run), Some(verdict)) = (runs.get(index), verdicts.get_mut(index)) else {
                continue;
            };
            if !*verdict && named.join(sentence, run) && ends_well(sentence, run) {
                *verdict = true;
                named.add(run);
                spreads = true;
            }
        }
        if !spreads {
            break;
        }
    }
    verdicts
}

/// Where names of places begin and end in a sentence, by token.
struct Ends {
    starts: Vec<bool>,
    ends: Vec<bool>,
}

impl Ends {
    fn of(sentence: &Sentence<'_>) -> Self {
        let tokens = sentence.tokens.len() + 1;
        let mut named = Self {
            starts: vec![false; tokens],
            ends: vec![false; tokens],
        };
        for place in &sentence.places {
            named.add(&(place.start..place.end));
        }
        named
    }

    fn add(&mut self, name: &Range<usize>) {
        for (marks, at) in [(&mut self.starts, name.start), (&mut self.ends, name.end)] {
            if let Some(mark) = marks.get_mut(at) {
                *mark = true;
            }
        }
    }

    /// Whether the nearest name before or behind a run is joined to it.
    fn join(&self, sentence: &Sentence<'_>, run: &Range<usize>) -> bool {
        let is_marked = |marks: &[bool], at: usize| marks.get(at).copied().unwrap_or(false);
        let before = (run.start.saturating_sub(LONGEST_JOINT)..=run.start)
            .rev()
            .find(|at| is_marked(&self.ends, *at));
        let behind = (run.end..=run.end + LONGEST_JOINT).find(|at| is_marked(&self.starts, *at));
        before.is_some_and(|end| joins(sentence, end..run.start))
            || behind.is_some_and(|start| joins(sentence, run.end..start))
    }
}

/// So many tokens may stand between two names of a list or chain.
const LONGEST_JOINT: usize = 3;

/// The name of a road with its noun, where it is no place without it («Лачинскому коридору»).
fn with_road(sentence: &Sentence<'_>, run: &Range<usize>) -> Range<usize> {
    run.start..run.end + usize::from(leads_along(sentence, run))
}

fn speaks_of_passage(sentence: &Sentence<'_>) -> bool {
    sentence.cues.iter().any(|found| {
        matches!(
            found.cue,
            Cue::Passage(Passage::Humanitarian | Passage::General)
                | Cue::Movement(
                    Movement::Evacuation
                        | Movement::Leaving
                        | Movement::Aid
                        | Movement::Carrying
                        | Movement::Medical
                        | Movement::Going
                )
        )
    }) || sentence.starts_as_list_item()
        || starts_with_chain(sentence)
}

/// "Lebedyn – Poltava", a line that starts with a name and a dash.
fn starts_with_chain(sentence: &Sentence<'_>) -> bool {
    const LONGEST: usize = 3;
    sentence.starts_paragraph
        && (1..=LONGEST)
            .any(|at| is_spaced_dash(sentence, at) && (0..at).all(|at| is_word(sentence, at)))
}

/// A dash with spaces around it: it joins the stops of a chain.
fn is_spaced_dash(sentence: &Sentence<'_>, at: usize) -> bool {
    let parts_arrow = |next: usize| joins_chain(sentence, at) && joins_chain(sentence, next);
    joins_chain(sentence, at)
        && (!is_joined(sentence, at) || parts_arrow(at.wrapping_sub(1)))
        && (!is_joined(sentence, at + 1) || parts_arrow(at + 1))
}

/// "The corridor Mokrany – Domanove": a chain of unknown names right after the word for a passage.
fn is_named_passage(
    sentence: &Sentence<'_>,
    first: &Range<usize>,
    second: Option<&Range<usize>>,
) -> bool {
    let follows_passage = sentence.cues_ending_at(first.start).any(|found| {
        matches!(
            found.cue,
            Cue::Passage(Passage::Humanitarian | Passage::General)
        )
    });
    follows_passage
        && is_spaced_dash(sentence, first.end)
        && second.is_some_and(|second| second.start == first.end + 1)
}

/// Whether the tokens between two names make a list or chain of them.
fn joins(sentence: &Sentence<'_>, between: Range<usize>) -> bool {
    let is_dash = |at: usize| is_spaced_dash(sentence, at);
    !between.is_empty()
        && between.len() <= LONGEST_JOINT
        && between.clone().all(|at| {
            sentence.is_mark(at, &[",", "/"])
                || sentence.token_has_role(at, RoleCue::And)
                || sentence.token_has_role(at, RoleCue::Filler)
                || is_dash(at)
        })
        && between.clone().any(|at| {
            is_dash(at)
                || sentence.token_has_role(at, RoleCue::And)
                || sentence.is_mark(at, &[",", "/"])
        })
        // "…, Sergei Lavrov said": a comma alone parts clauses as well.
        && (between.len() > 1
            || !sentence.is_mark(between.start, &[","])
            || in_list(sentence, &between))
}

/// Whether the list around a comma goes on: another comma or "and" stands near.
fn in_list(sentence: &Sentence<'_>, comma: &Range<usize>) -> bool {
    const REACH: usize = 4;
    let near = comma.start.saturating_sub(REACH)..comma.end + REACH;
    near.clone().any(|at| {
        !comma.contains(&at)
            && (sentence.is_mark(at, &[","]) || sentence.token_has_role(at, RoleCue::And))
    })
}

/// Whether the words before a run make it an end, and those behind it do not take it back.
fn is_end(sentence: &Sentence<'_>, run: &Range<usize>) -> bool {
    const REACH: usize = 4;
    /// "Leave Mindat for Matupi".
    const FOR_REACH: usize = 4;
    if !ends_well(sentence, run) {
        return false;
    }
    let mut at = run.start;
    let floor = run.start.saturating_sub(REACH);
    loop {
        let roles: Vec<(RoleCue, usize)> = sentence
            .role_ending_at(at)
            .filter(|(role, _)| {
                matches!(
                    role,
                    RoleCue::From
                        | RoleCue::To
                        | RoleCue::In
                        | RoleCue::Via
                        | RoleCue::For
                        | RoleCue::ResidentsBefore
                )
            })
            .collect();
        let has = |wanted: RoleCue| roles.iter().any(|(role, _)| *role == wanted);
        if let Some(&(_, start)) = roles.iter().min_by_key(|(_, start)| *start) {
            let leaves_for = has(RoleCue::For)
                && (start.saturating_sub(FOR_REACH)..start)
                    .any(|at| sentence.token_has_role(at, RoleCue::From));
            if leaves_for || has(RoleCue::For) && follows_goods(sentence, start) {
                return true;
            }
            if says_where(sentence, start) {
                return false;
            }
            let is_ambiguous = has(RoleCue::In) && !has(RoleCue::From);
            let is_stated = has(RoleCue::From) || has(RoleCue::To) || has(RoleCue::ResidentsBefore);
            if !is_stated && beyond_site(sentence, start).is_some_and(|(role, _)| role != Role::In)
            {
                return true;
            }
            if !is_stated {
                return has(RoleCue::Via) && !sentence.places.is_empty();
            }
            return is_governed(sentence, start)
                && (!is_ambiguous
                    || (starts_before(sentence, start) && looks_accusative(sentence, run)));
        }
        if at <= floor || !passes_over(sentence, at - 1) {
            return false;
        }
        at -= 1;
    }
}

/// Whether an origin is stated before a token.
fn starts_before(sentence: &Sentence<'_>, at: usize) -> bool {
    (0..at).any(|token| sentence.token_has_role(token, RoleCue::From))
}

/// «в Хаммурию», «на Вугледар», not «в Хаммурии», «у Вугледарі».
fn looks_accusative(sentence: &Sentence<'_>, run: &Range<usize>) -> bool {
    !sentence.ends_as(run.end - 1, Ending::NoAccusative)
}

/// Whether a movement or a passage is spoken of before a role's word, and no word of saying,
/// asking or the like stands right before it ("appealed to", "a letter to").
fn is_governed(sentence: &Sentence<'_>, role: usize) -> bool {
    const NEAR: usize = 3;
    let says = sentence
        .cues_in(&(role.saturating_sub(NEAR)..role + 1))
        .any(|found| {
            matches!(
                found.cue,
                Cue::Speaker(SpeakerCue::Say | SpeakerCue::According)
            )
        });
    let moves = |within: Range<usize>| {
        sentence.cues_in(&within).any(|found| {
            matches!(
                found.cue,
                Cue::Passage(Passage::Humanitarian | Passage::General)
                    | Cue::Movement(_)
                    | Cue::Mode(_)
            )
        })
    };
    let starts_line = role <= 3
        && (0..role).all(|at| {
            sentence.is_mark(at, &BULLETS)
                || !is_word(sentence, at)
                || sentence.token_has_role(at, RoleCue::From)
        });
    let after_place = sentence
        .places
        .iter()
        .any(|place| place.end <= role && role - place.end <= NEAR);
    let clause = (0..role)
        .rev()
        .find(|at| sentence.token_has_role(*at, RoleCue::ClauseBreak))
        .unwrap_or(0);
    !says && (moves(clause..role + 1) || after_place || starts_line)
}
