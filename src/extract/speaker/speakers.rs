//! The people and organisations whom a report names, and who of them speaks in a sentence.

use std::collections::HashSet;

use super::actor::{Actor, ActorKind, Reference};
use super::actors::{abbreviations, states};
use super::names::{NameRun, last_word, name_runs, nominative, same_surname};
use super::organisation::{Organisation, organisations};
use super::people::People;
use super::saying::{Saying, sayings};
use super::voice::Voice;
use super::{byline, marks, names, saying};
use crate::extract::annotate::Sentence;
use crate::extract::words::{ClosedSet, Cue, Endings};
use crate::model::Mention;
use crate::report::{Case, folded};

/// The people and organisations whom a report names, and who spoke last.
#[derive(Debug, Default)]
pub struct Speakers {
    people: People,
    /// Capitalised words that stand inside sentences: names, not first words.
    single_names: HashSet<String>,
    last: Option<Voice>,
    last_person: Option<Voice>,
    last_organisation: Option<Voice>,
}

/// The organisations and people that a sentence names.
#[derive(Debug)]
pub struct Named {
    organisations: Vec<Organisation>,
    /// What belongs to an organisation's name is no person.
    people: Vec<NameRun>,
}

impl Named {
    /// Those of a sentence.
    pub fn of(sentence: &Sentence<'_>) -> Self {
        let organisations = organisations(sentence);
        let mut people = name_runs(sentence);
        people.retain(|run| {
            !organisations
                .iter()
                .any(|found| run.start < found.end && found.start < run.end)
        });
        Self {
            organisations,
            people,
        }
    }
}

impl Speakers {
    /// Collects the full names of a report.
    pub fn new(sentences: &[Sentence<'_>], named: &[Named]) -> Self {
        let mut speakers = Self::default();
        let runs = || {
            let by_sentence = sentences.iter().zip(named);
            by_sentence
                .flat_map(|(sentence, named)| named.people.iter().map(move |run| (sentence, run)))
        };
        for (_, run) in runs() {
            if run.end - run.start == 1 && run.start > 0 {
                speakers.single_names.insert(run.text.clone());
            }
        }
        let is_full = |run: &NameRun| run.end - run.start >= 2;
        for (sentence, run) in runs().filter(|(_, run)| is_full(run) && run.start > 0) {
            speakers.remember(sentence, run);
        }
        for (sentence, run) in runs().filter(|(_, run)| is_full(run) && run.start == 0) {
            if speakers.known_without_first_word(&run.text).is_none() {
                speakers.remember(sentence, run);
            }
        }
        speakers
    }

    fn remember(&mut self, sentence: &Sentence<'_>, run: &NameRun) {
        let titles = saying::titles_beside(sentence, run.start, run.end);
        let words = sentence.span_of(&(run.start..run.end));
        self.people.remember(&run.text, titles, words);
    }

    /// The first word of a sentence is capitalised whatever it is: the known name that the words
    /// after it are ("Today Vereshchuk").
    fn known_without_first_word(&self, words: &str) -> Option<&String> {
        let (_, rest) = words.split_once(' ')?;
        let surname = folded(last_word(rest));
        let mut alike = self.people.alike(&surname);
        let meant = alike.find(|person| {
            person.name == rest || (!rest.contains(' ') && same_surname(&person.surname, &surname))
        });
        meant.map(|person| &person.name)
    }

    /// Who speaks in a sentence, where it says so. Pronouns, offices and bare surnames are
    /// answered with the full name that the report gives.
    pub fn attribution(
        &mut self,
        sentence: &Sentence<'_>,
        named: &Named,
        mentions: &[Mention],
    ) -> Option<Voice> {
        let actors = self.actors(sentence, named, mentions);
        let voice = |actor: &Actor, name: &str| self::voice(sentence, actor, name);
        if let Some((author, name)) = byline::author(sentence, &actors) {
            let author = voice(author, name);
            self.last_person = Some(author.clone());
            self.last = Some(author.clone());
            return Some(author);
        }
        let mut passed_on = None;
        let mut speaker = None;
        for saying in sayings(sentence) {
            let Some(actor) = saying::actor(sentence, &actors, &saying) else {
                continue;
            };
            match &actor.kind {
                ActorKind::Organisation(_) if consents(sentence, &saying, actor) => {}
                ActorKind::Media(name) => {
                    passed_on = passed_on.or_else(|| Some(voice(actor, name)))
                }
                kind => {
                    speaker = named_before(sentence, &actors, actor)
                        .or_else(|| self.answer(sentence, actor, &saying));
                    if speaker.is_some() {
                        self.last_person = match kind {
                            ActorKind::Person(_) => speaker.clone(),
                            _ => self.last_person.take(),
                        };
                        break;
                    }
                }
            }
        }
        for actor in &actors {
            match &actor.kind {
                ActorKind::Organisation(name) => {
                    self.last_organisation = Some(voice(actor, name));
                }
                ActorKind::Person(name) if self.last_person.is_none() && name.contains(' ') => {
                    self.last_person = Some(voice(actor, name));
                }
                _ => {}
            }
        }
        let speaker = speaker.or(passed_on);
        if speaker.is_some() {
            self.last.clone_from(&speaker);
        }
        speaker
    }

    fn answer(&self, sentence: &Sentence<'_>, actor: &Actor, saying: &Saying) -> Option<Voice> {
        let by_name = |name: &str| Some(voice(sentence, actor, name));
        // "She": this word, and where the name stands.
        let known = |voice: &Voice| {
            let mut known = voice.clone();
            let here = sentence.span_of(&(actor.start..actor.end));
            known.words.extend(here);
            known
        };
        match &actor.kind {
            ActorKind::Person(name) if saying.takes_genitive => {
                by_name(&self.nominative_of(name, &sentence.lexicon.endings))
            }
            ActorKind::Person(name) | ActorKind::Organisation(name) | ActorKind::Media(name) => {
                let mut voice = by_name(name)?;
                voice.words.extend(self.people.named_at(name));
                voice.words.dedup();
                Some(voice)
            }
            ActorKind::Reference(Reference::Pronoun) => {
                self.last_person.as_ref().or(self.last.as_ref()).map(known)
            }
            ActorKind::Reference(Reference::Office(word)) => self
                .people
                .holder(word)
                .map(|person| known(&person.voice()))
                .or_else(|| self.last_person.as_ref().map(known))
                .or_else(|| self.last.as_ref().map(known))
                .or_else(|| by_name(word)),
            // "The statement", "the post": of the one who spoke.
            ActorKind::Reference(Reference::Organisation(word))
                if self.last.is_some() && DOCUMENTS.iter().any(|known| *known == folded(word)) =>
            {
                self.last.as_ref().map(known)
            }
            ActorKind::Reference(Reference::Organisation(word)) => self
                .last_organisation
                .as_ref()
                .or(self.last.as_ref())
                .map(known)
                .or_else(|| by_name(word)),
        }
    }

    /// «Сергія Гайдая» is the «Сергій Гайдай» whom the report names elsewhere, or by the rules.
    fn nominative_of(&self, name: &str, endings: &Endings) -> String {
        let alike = |one: &str, other: &str| {
            let stem: String = folded(one).chars().take(3).collect();
            folded(other).starts_with(&stem)
        };
        let surname = folded(last_word(name));
        self.people
            .alike(&surname)
            .find(|known| {
                known.name != name
                    && same_surname(&known.surname, &surname)
                    && alike(&known.name, name)
                    && nominative(&known.name, endings) == known.name
            })
            .map_or_else(|| nominative(name, endings), |known| known.name.clone())
    }

    /// All in a sentence who may be its speaker, in order.
    pub fn actors(
        &self,
        sentence: &Sentence<'_>,
        named: &Named,
        mentions: &[Mention],
    ) -> Vec<Actor> {
        let mut actors: Vec<Actor> = named
            .organisations
            .iter()
            .map(|found| Actor {
                start: found.start,
                end: found.end,
                kind: if found.is_media {
                    ActorKind::Media(found.text.clone())
                } else if found.is_bare {
                    ActorKind::Reference(Reference::Organisation(found.text.clone()))
                } else {
                    ActorKind::Organisation(found.text.clone())
                },
            })
            .collect();
        for run in &named.people {
            let mut run = run.clone();
            names::take_in_first_name(sentence, &mut run);
            if let Some(name) = self.full_name(sentence, &run) {
                actors.push(Actor {
                    start: run.start,
                    end: run.end,
                    kind: ActorKind::Person(name),
                });
            }
        }
        actors.extend(abbreviations(sentence, &actors));
        actors.extend(states(sentence, mentions, &actors));
        for (start, end, reference) in saying::references(sentence) {
            let is_title = actors
                .iter()
                .any(|actor| actor.start == end || (actor.start..actor.end).contains(&start));
            if !is_title {
                actors.push(Actor {
                    start,
                    end,
                    kind: ActorKind::Reference(reference),
                });
            }
        }
        actors.sort_by_key(|actor| actor.start);
        actors
    }

    /// The full name for a run: itself when it has two words, or the one that ends like it.
    fn full_name(&self, sentence: &Sentence<'_>, run: &NameRun) -> Option<String> {
        if run.end - run.start >= 2 {
            let known = (run.start == 0)
                .then(|| self.known_without_first_word(&run.text))
                .flatten();
            return Some(known.unwrap_or(&run.text).clone());
        }
        let surname = folded(&run.text);
        let known = self
            .people
            .alike(&surname)
            .find(|person| same_surname(&person.surname, &surname));
        // A lone capitalised word at the start of a sentence may be any word.
        known.map(|person| person.name.clone()).or_else(|| {
            let is_name = sentence
                .tokens
                .get(run.start)
                .is_some_and(|token| token.case == Case::Title);
            let is_long = run.text.chars().count() >= SHORTEST_NAME;
            let stands_inside = run.start > 0 || self.single_names.contains(&run.text);
            (stands_inside && is_name && is_long).then(|| run.text.clone())
        })
    }
}

/// «X подавав тричі, і, за його словами, відповіді не було»: the one whom the words before name.
fn named_before(sentence: &Sentence<'_>, actors: &[Actor], actor: &Actor) -> Option<Voice> {
    if !matches!(actor.kind, ActorKind::Reference(Reference::Pronoun)) {
        return None;
    }
    let is_hers = (actor.start..actor.end).any(|at| sentence.is_one_of(at, ClosedSet::She));
    actors.iter().rev().find_map(|known| match &known.kind {
        ActorKind::Person(name)
            if known.end <= actor.start
                && name.contains(' ')
                && !marks::is_quoted(sentence, known.start)
                && names::may_be(name, is_hers, &sentence.lexicon.endings) =>
        {
            Some(voice(sentence, known, name))
        }
        _ => None,
    })
}

/// Somebody by the words of a sentence.
fn voice(sentence: &Sentence<'_>, actor: &Actor, name: &str) -> Voice {
    let words = sentence.span_of(&(actor.start..actor.end));
    Voice {
        name: name.to_owned(),
        words: words.into_iter().collect(),
    }
}

const DOCUMENTS: [&str; 3] = ["statement", "post", "message"];

/// "The Russian side confirmed the routes": a side that agrees announces nothing.
fn consents(sentence: &Sentence<'_>, saying: &Saying, actor: &Actor) -> bool {
    let mut words = actor.start..actor.end;
    let is_side = words.any(|at| sentence.is_one_of(at, ClosedSet::SideInTalks));
    is_side
        && sentence
            .cues
            .iter()
            .any(|found| matches!(found.cue, Cue::Consent(_)) && found.start == saying.start)
}

/// "Al" of "Al-Tina" is no name.
const SHORTEST_NAME: usize = 3;
