//! What tells names of people: the words of the table `name`.

use std::collections::HashSet;

use foldhash::fast::FixedState;
use serde::Deserialize;

use super::phrases::{Phrases, Words, stem};
use super::pieces::{Gap, Pieces};

/// Names of people.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Name {
    pub roles: Phrases,
    pub offices: Phrases,
    pub bodies: Phrases,
    pub prepositions: Words,
    pub particles: Words,
    pub joins: Words,
    pub between: Words,
    pub not_names: Words,
    /// Words of looking for somebody: a name stands shortly behind.
    pub missing: Phrases,
    /// Words by which somebody asks for a person: the name stands right behind.
    pub seeking: Phrases,
    /// Words for relatives and neighbours.
    pub kin: Words,
    /// Whose they are: of who writes, and of others.
    pub own: Words,
    pub others: Words,
    /// Words between a relative and the name.
    pub naming: Words,
    /// People of public life, who stay; they count as offices.
    public_people: Phrases,
    /// Words behind which whoever is named is a person: "surname".
    pub named: Phrases,
    /// Whose the data are: of somebody who was named before.
    pub owners: Words,
    /// Words beside a day of birth.
    pub born: Words,
    /// Say that somebody was born on the day or in the year beside them.
    pub births: Phrases,
    pub months: Phrases,
    /// Given names that are words of their own in small letters.
    words_too: Words,
    given: Words,
    endings: Vec<String>,
    #[serde(skip)]
    stems: HashSet<String, FixedState>,
    case_endings: Words,
    surname_endings: Vec<String>,
}

impl Name {
    /// Fills in what follows from the lists.
    pub fn complete(&mut self) {
        let stem = |name: &String| stem(name, &self.endings).to_owned();
        self.stems = self.given.0.iter().map(stem).collect();
        let public = self.public_people.written().to_vec();
        self.offices = self
            .offices
            .written()
            .iter()
            .cloned()
            .chain(public)
            .collect::<Vec<_>>()
            .into();
    }

    /// Whether a folded word is a given name, in whatever case.
    pub fn is_given(&self, word: &str) -> bool {
        if self.given.has(word) {
            return true;
        }
        if word.is_ascii() {
            return false;
        }
        // The stem of the nominative with an ending: «Олен-ою», «Сергі-я».
        let letters = word.chars().count();
        let first_ending = letters.saturating_sub(LONGEST_ENDING).max(SHORTEST_STEM);
        let mut ends = word.char_indices().map(|(at, _)| at).chain([word.len()]);
        ends.by_ref().skip(first_ending).any(|at| {
            let (stem, ending) = word.split_at(at);
            self.case_endings.has(ending) && self.stems.contains(stem)
        })
    }

    /// Whether a folded word in small letters is a given name and no other word.
    pub fn is_given_in_small(&self, word: &str) -> bool {
        self.given.has(word) && !self.words_too.has(word)
    }

    /// Whether a folded word is a given name in the nominative.
    pub fn is_nominative(&self, word: &str) -> bool {
        self.given.has(word)
    }

    /// Whether an office stands shortly before piece `at`, in the same line.
    pub fn has_office_near(&self, pieces: &Pieces, at: usize) -> bool {
        const REACH: usize = 8;
        let before = (0..at).rev().take(REACH);
        before
            .take_while(|before| pieces.gap(before + 1) != Gap::Line)
            .any(|before| self.offices.ending_at(pieces, before) > 0)
    }

    /// Whether a part of a folded handle is a given name.
    pub fn is_in_handle(&self, handle: &str) -> bool {
        let mut parts = handle.split(|letter: char| !letter.is_alphabetic());
        parts.any(|part| part.len() > 2 && self.given.has(part))
    }

    /// Whether a folded word ends like a family name or a patronymic.
    pub fn is_surname(&self, word: &str) -> bool {
        let last_part = word.rsplit('-').next().unwrap_or(word);
        self.surname_endings.iter().any(|ending| {
            last_part
                .strip_suffix(ending.as_str())
                .is_some_and(|stem| stem.chars().count() >= SHORTEST_STEM)
        })
    }
}

const LONGEST_ENDING: usize = 3;
const SHORTEST_STEM: usize = 2;
