//! Who says what a sentence states.

use super::groups::is_area_word;
use super::lexicon::{Cue, SpeakerCue, TimeCue, fold};
use super::sentence::Sentence;
use crate::report::{Case, TokenKind};

/// The people whom a report names in full, and who spoke last.
#[derive(Debug, Default)]
pub struct Speakers {
    names: Vec<String>,
    last: Option<String>,
}

/// A run of capitalised words that may be a person's name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct NameRun {
    start: usize,
    end: usize,
    text: String,
}

impl Speakers {
    /// Collects the full names of a report.
    pub fn new(sentences: &[Sentence<'_>]) -> Self {
        let runs: Vec<NameRun> = sentences
            .iter()
            .flat_map(name_runs)
            .filter(|run| run.end - run.start >= 2)
            .collect();
        let mut speakers = Self::default();
        let (first, inside): (Vec<&NameRun>, Vec<&NameRun>) =
            runs.iter().partition(|run| run.start == 0);
        for run in inside {
            speakers.remember(&run.text);
        }
        for run in first {
            if speakers.known_without_first_word(&run.text).is_none() {
                speakers.remember(&run.text);
            }
        }
        speakers
    }

    fn remember(&mut self, name: &str) {
        if !self.names.iter().any(|known| known == name) {
            self.names.push(name.to_owned());
        }
    }

    /// The first word of a sentence is capitalised whatever it is: the known name that the words
    /// after it are ("Today Vereshchuk").
    fn known_without_first_word(&self, words: &str) -> Option<&String> {
        let (_, rest) = words.split_once(' ')?;
        self.names.iter().find(|name| {
            *name == rest
                || (!rest.contains(' ')
                    && name
                        .rsplit(' ')
                        .next()
                        .is_some_and(|last| same_surname(&fold(last), &fold(rest))))
        })
    }

    /// Who speaks in a sentence, where it says so. Pronouns and bare surnames are answered with
    /// the full name that the report gives.
    pub fn attribution(&mut self, sentence: &Sentence<'_>) -> Option<String> {
        // "Norwegian defence ministry": what narrows an organisation down is no person.
        let narrows = |run: &NameRun| {
            sentence.cues.iter().any(|found| {
                found.cue == Cue::Speaker(SpeakerCue::Organisation) && found.start == run.end
            })
        };
        let runs: Vec<NameRun> = name_runs(sentence)
            .into_iter()
            .filter(|run| !narrows(run))
            .collect();
        let speaker = sentence.cues.iter().find_map(|found| match found.cue {
            Cue::Speaker(SpeakerCue::Say) => {
                self.beside(sentence, &runs, found.start, found.end, true)
            }
            Cue::Speaker(SpeakerCue::According) => {
                self.beside(sentence, &runs, found.start, found.end, false)
            }
            _ => None,
        });
        if speaker.is_some() {
            self.last.clone_from(&speaker);
        }
        speaker
    }

    /// Who spoke last.
    pub fn last(&self) -> Option<&String> {
        self.last.as_ref()
    }

    /// The speaker named beside a word of saying at tokens `start..end`.
    fn beside(
        &self,
        sentence: &Sentence<'_>,
        runs: &[NameRun],
        start: usize,
        end: usize,
        may_precede: bool,
    ) -> Option<String> {
        const BEFORE: usize = 9;
        const AFTER: usize = 14;
        let breaks = |from: usize, to: usize| {
            (from..to)
                .any(|at| sentence.is_mark(at, &[".", ";", "!", "?", "\"", "”", "“", "«", "»"]))
        };
        let before = runs
            .iter()
            .filter(|run| {
                may_precede
                    && run.end <= start
                    && start - run.end <= BEFORE
                    && !breaks(run.end, start)
            })
            .filter_map(|run| Some((start - run.end, self.full_name(sentence, run)?)))
            .next_back();
        let after = runs
            .iter()
            .filter(|run| run.start >= end && run.start - end <= AFTER && !breaks(end, run.start))
            .find_map(|run| Some((run.start - end, self.full_name(sentence, run)?)));
        let nearest = |cue: SpeakerCue, before: usize, after: usize| {
            sentence.cues.iter().find(|found| {
                found.cue == Cue::Speaker(cue)
                    && ((may_precede
                        && found.end <= start
                        && start - found.end <= before
                        && !breaks(found.end, start))
                        || (found.start >= end
                            && found.start - end <= after
                            && !breaks(end, found.start)))
            })
        };
        // "The minister" before a name is a title.
        let pronoun = nearest(SpeakerCue::Pronoun, 2, 2)
            .filter(|found| !runs.iter().any(|run| run.start == found.end));
        match (before, after) {
            (Some((near, name)), Some((far, _))) if near <= far => return Some(name),
            (_, Some((_, name))) if pronoun.is_none() => return Some(name),
            (Some((near, name)), _) if pronoun.is_none() || near <= 2 => return Some(name),
            _ => {}
        }
        let organisation = nearest(SpeakerCue::Organisation, 4, 4)
            .map(|found| organisation(sentence, found.start, found.end));
        // "The ministry", «штаб»: an organisation without a name stands for the last speaker.
        let is_bare = organisation
            .as_ref()
            .is_some_and(|name| !name.contains(' ') && name.chars().all(char::is_lowercase));
        match pronoun {
            Some(_) => self.last.clone().or(organisation),
            None if is_bare => self.last.clone().or(organisation),
            None => organisation,
        }
    }

    /// The full name for a run: itself when it has two words, or the one that ends like it.
    fn full_name(&self, sentence: &Sentence<'_>, run: &NameRun) -> Option<String> {
        if run.end - run.start >= 2 {
            let known = (run.start == 0)
                .then(|| self.known_without_first_word(&run.text))
                .flatten();
            return Some(known.unwrap_or(&run.text).clone());
        }
        let surname = fold(&run.text);
        let known = self.names.iter().find(|name| {
            name.rsplit(' ')
                .next()
                .is_some_and(|last| same_surname(&fold(last), &surname))
        });
        // A lone capitalised word at the start of a sentence may be any word.
        let is_first = run.start == 0;
        known.cloned().or_else(|| {
            let is_name = sentence
                .tokens
                .get(run.start)
                .is_some_and(|token| token.case == Case::Title);
            let is_long = run.text.chars().count() >= SHORTEST_NAME;
            (!is_first && is_name && is_long).then(|| run.text.clone())
        })
    }
}

/// "Al" of "Al-Tina" is no name.
const SHORTEST_NAME: usize = 3;

/// «Конашенков» and «Конашенкова»: one is the other with a case ending.
fn same_surname(one: &str, other: &str) -> bool {
    const SHORTEST: usize = 4;
    const LONGEST_ENDING: usize = 3;
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let extra = long.chars().count().saturating_sub(short.chars().count());
    short == long
        || (extra <= LONGEST_ENDING
            && short.chars().count() >= SHORTEST
            && !short.is_ascii()
            && long.starts_with(short))
}

/// Runs of capitalised words that are no place, title, organisation, month or weekday.
fn name_runs(sentence: &Sentence<'_>) -> Vec<NameRun> {
    let is_other = |at: usize| {
        sentence
            .places
            .iter()
            .any(|place| (place.start..place.end).contains(&at))
            || sentence.cues.iter().any(|found| {
                (found.start..found.end).contains(&at)
                    && matches!(
                        found.cue,
                        Cue::Speaker(
                            SpeakerCue::Title | SpeakerCue::Organisation | SpeakerCue::Pronoun
                        ) | Cue::Time(TimeCue::Month(_) | TimeCue::Weekday(_))
                            | Cue::Passage(_)
                    )
            })
            || is_area_word(&sentence.words[at])
    };
    let mut runs = Vec::new();
    let mut at = 0;
    while at < sentence.tokens.len() {
        let is_name = |at: usize| {
            let token = &sentence.tokens[at];
            token.kind == TokenKind::Word
                && matches!(token.case, Case::Title | Case::Mixed)
                && !is_other(at)
                && token.text(sentence.text).chars().count() > 1
        };
        if !is_name(at) {
            at += 1;
            continue;
        }
        let start = at;
        let mut end = at + 1;
        while end < sentence.tokens.len() {
            let joined = sentence.is_mark(end, &["-"])
                && end + 1 < sentence.tokens.len()
                && is_name(end + 1)
                && sentence.tokens[end - 1].end == sentence.tokens[end].start
                && sentence.tokens[end].end == sentence.tokens[end + 1].start;
            if joined {
                end += 2;
            } else if is_name(end) {
                end += 1;
            } else {
                break;
            }
        }
        // The first word of a sentence is capitalised whatever it is: a function word is no name.
        let begins_with_function_word = start == 0
            && sentence.cues.iter().any(|found| {
                found.start == 0 && matches!(found.cue, Cue::Role(_) | Cue::Speaker(_))
            });
        let start = if begins_with_function_word {
            start + 1
        } else {
            start
        };
        if start < end {
            let text = &sentence.text[sentence.tokens[start].start..sentence.tokens[end - 1].end];
            let text = text.trim_end_matches("'s").trim_end_matches("’s");
            runs.push(NameRun {
                start,
                end,
                text: text.to_owned(),
            });
        }
        at = end.max(at + 1);
    }
    runs
}

/// An organisation's words: English puts what narrows it down before, Slavic languages behind.
fn organisation(sentence: &Sentence<'_>, start: usize, end: usize) -> String {
    const LONGEST: usize = 3;
    let is_plain = |at: usize| {
        sentence
            .tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Word)
            && !sentence.cues.iter().any(|found| {
                (found.start..found.end).contains(&at)
                    && matches!(
                        found.cue,
                        Cue::Speaker(SpeakerCue::Say | SpeakerCue::According | SpeakerCue::Pronoun)
                            | Cue::Role(_)
                            | Cue::Time(_)
                    )
            })
    };
    let is_cyrillic = sentence.words[start]
        .chars()
        .next()
        .is_some_and(|letter| !letter.is_ascii());
    let (mut from, mut to) = (start, end);
    if is_cyrillic {
        while to - end < LONGEST && is_plain(to) {
            to += 1;
        }
    } else {
        while from > 0
            && start - from < LONGEST
            && is_plain(from - 1)
            && &sentence.words[from - 1] != "the"
        {
            from -= 1;
        }
    }
    sentence.text[sentence.tokens[from].start..sentence.tokens[to - 1].end].to_owned()
}
