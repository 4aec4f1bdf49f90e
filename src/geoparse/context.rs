//! What the words around a name say for and against a place.

use std::ops::Range;

use super::line::{Line, Usage};
use super::recognise::Name;
use super::words::PlaceWords;
use crate::gazetteer::{Gazetteer, NameClass, NameKey};
use crate::model::PlaceKind;
use crate::report::{Case, TokenKind};

impl Line<'_> {
    pub fn judge(
        &self,
        paragraph: usize,
        range: Range<usize>,
        key: NameKey,
        gazetteer: &Gazetteer,
        words: &PlaceWords,
        usage: &mut Usage,
    ) -> Option<Name> {
        let mut end = range.end;
        let mut is_unit = false;
        while end > range.start + 1
            && (words.units_after.contains(self.word(end - 1)) || self.word(end - 1) == "river")
        {
            is_unit = self.word(end - 1) != "river";
            end -= 1;
        }
        if end > range.start
            && self.word(end - 1) == "."
            && end < range.end + 1
            && end - 1 > range.start
            && is_unit
        {
            end -= 1;
        }
        let says_nothing = |at: usize| {
            words.never.contains(self.word(at)) || words.prepositions.contains(self.word(at))
        };
        // "The city" is no name, though London has a City.
        let is_empty = end - range.start > 1
            && (range.start..end).all(|at| !self.is_capitalised(at) || says_nothing(at));
        if is_empty {
            return None;
        }
        let (start, after) = (range.start, range.end);
        let is_single = end - start == 1;
        let prior = prior(gazetteer, key);
        let mut evidence = prior.weight;
        if prior.adjective_only && !is_unit {
            if !self.unit_follows_list(after, words) {
                return None;
            }
            is_unit = true;
            evidence += 4.0;
        }
        if !is_single {
            evidence += 1.5;
        }
        let before = start.checked_sub(1);
        let word_before = before.map_or("", |at| self.word(at));
        let (word_after, after_is_near) = (self.word(after), after < self.tokens.len());
        let is_settlement = self.type_before(start, words);
        evidence += if words.prepositions.contains(word_before) {
            1.0
        } else {
            0.0
        };
        evidence += if is_settlement { 3.0 } else { 0.0 };
        if words.units_after.contains(word_after) {
            is_unit = true;
            evidence += 3.0;
        } else if after_is_near && words.kinds_after.contains(word_after) {
            evidence += 1.5;
        }
        let name = self.word(start);
        let is_major = prior.is_area;
        if is_single {
            if words.never.contains(name) {
                return None;
            }
            evidence -= self.doubt_of_word(start, name, &prior, words, usage);
        }
        evidence -= self.doubt_of_neighbours(start, after, is_single, is_major, words, usage);
        let text = &self.text[self.tokens[start].start..self.tokens[end - 1].end];
        let length = text
            .strip_suffix("'s")
            .or(text.strip_suffix("’s"))
            .unwrap_or(text)
            .len();
        let first_byte = self.tokens[start].start;
        Some(Name {
            bytes: first_byte..first_byte + length,
            key: Some(key),
            evidence,
            is_unit,
            is_settlement,
            is_feature: false,
            paragraph,
            after: self.tokens[after - 1].end,
        })
    }

    /// "the city of", «місто», "the towns of" right before a name.
    pub fn type_before(&self, start: usize, words: &PlaceWords) -> bool {
        let Some(before) = start.checked_sub(1) else {
            return false;
        };
        let at = if matches!(self.word(before), "of" | ".") {
            before.checked_sub(1)
        } else {
            Some(before)
        };
        at.is_some_and(|at| {
            words.types_before.contains(self.word(at)) && self.tokens[at].case == Case::Lower
        })
    }

    /// What speaks against a single word by itself.
    fn doubt_of_word(
        &self,
        at: usize,
        name: &str,
        prior: &Prior,
        words: &PlaceWords,
        usage: &Usage,
    ) -> f64 {
        let token = &self.tokens[at];
        let letters = token.text(self.text).chars().count();
        let mut doubt = 0.0;
        let is_common = words.common.contains(name) || usage.small.contains(name);
        if is_common && !prior.is_area {
            let is_stop = |mark: usize| matches!(self.word(mark), "–" | "—" | "→");
            let has_preposition = at > 0
                && (words.prepositions.contains(self.word(at - 1)) || (at > 1 && is_stop(at - 1)))
                || (is_stop(at + 1) && self.is_capitalised(at + 2));
            doubt += match (self.starts_sentence(at) || self.is_title, has_preposition) {
                (true, false) => 3.5,
                (true, true) => 2.0,
                (false, false) => 2.0,
                (false, true) => 0.5,
            };
        }
        if words.also_people.contains(name) {
            let speaks = words.says_after.contains(self.word(at + 1));
            doubt += if speaks {
                6.0
            } else if prior.is_area {
                0.5
            } else {
                1.0
            };
        }
        let is_abbreviation = token.case == Case::Upper && !self.is_capitals && letters <= 5;
        if is_abbreviation && !prior.is_area {
            doubt += 6.0;
        }
        if letters <= 3 && !prior.is_area {
            doubt += 1.5;
        }
        if self.starts_sentence(at) && !prior.is_area {
            doubt += 0.5;
        }
        doubt
    }

    /// What the words right beside a name say against it: people, organisations, papers.
    fn doubt_of_neighbours(
        &self,
        start: usize,
        after: usize,
        is_single: bool,
        is_major: bool,
        words: &PlaceWords,
        usage: &mut Usage,
    ) -> f64 {
        let mut doubt = 0.0;
        let possessive = {
            let text = self.tokens[after - 1].text(self.text);
            text.ends_with("'s") || text.ends_with("’s")
        };
        let next_is_capital = self.is_capitalised(after) && !possessive && !self.is_capitals;
        if next_is_capital && words.organisations_after.contains(self.word(after)) {
            doubt += 6.0;
        }
        if next_is_capital && !is_major && !self.is_title && !self.is_plain_capital(after, words) {
            doubt += if is_single { 2.5 } else { 1.5 };
        }
        let Some(before) = start.checked_sub(1) else {
            return doubt;
        };
        let word_before = self.word(before);
        if words.titles_before.contains(word_before) && self.is_capitalised(before) && is_single {
            doubt += if is_major { 1.0 } else { 4.0 };
        }
        let is_initial = word_before == "."
            && before > 0
            && self.tokens[before - 1].kind == TokenKind::Word
            && self.tokens[before - 1].text(self.text).chars().count() == 1;
        let is_name_before = self.is_capitalised(before)
            && !self.is_capitals
            && !self.is_plain_capital(before, words)
            && !(self.starts_sentence(before)
                && (usage.small.contains(word_before)
                    || words.prepositions.contains(word_before)
                    || words.never.contains(word_before)));
        if (is_name_before && !self.is_title || is_initial) && is_single {
            doubt += if is_major { 1.5 } else { 3.5 };
            if !is_major {
                usage.surnames.insert(self.word(start).to_owned());
            }
        }
        // "@Kyiv", "#Mariupol", "www.kyiv.ua"
        if matches!(word_before, "@" | "/") || (word_before == "." && self.is_joined(start)) {
            doubt += 3.0;
        }
        doubt
    }

    /// Whether a capitalised word beside a name says nothing against it.
    fn is_plain_capital(&self, at: usize, words: &PlaceWords) -> bool {
        let word = self.word(at);
        // Numbers of roads: M23, E105.
        word.contains(|c: char| c.is_ascii_digit())
            || words.adjectives_before.contains(word)
            || words.prepositions.contains(word)
            || words.units_after.contains(word)
            || words.kinds_after.contains(word)
            || words.types_before.contains(word)
            || words.connectors.contains(word)
            || (words.titles_before.contains(word) && !self.starts_sentence(at))
            || matches!(
                word,
                "monday"
                    | "tuesday"
                    | "wednesday"
                    | "thursday"
                    | "friday"
                    | "saturday"
                    | "sunday"
                    | "january"
                    | "february"
                    | "march"
                    | "april"
                    | "may"
                    | "june"
                    | "july"
                    | "august"
                    | "september"
                    | "october"
                    | "november"
                    | "december"
            )
    }

    /// «Сумської, Київської та Донецької областей»: adjectives joined by commas before a unit.
    fn unit_follows_list(&self, after: usize, words: &PlaceWords) -> bool {
        const LONGEST_LIST: usize = 24;
        (after..self.tokens.len().min(after + LONGEST_LIST))
            .find(|&at| {
                !(self.is_capitalised(at)
                    || matches!(
                        self.word(at),
                        "," | "та" | "і" | "й" | "и" | "а" | "також" | "в" | "у"
                    ))
            })
            .is_some_and(|at| words.units_after.contains(self.word(at)))
    }
}

/// What the gazetteer alone says of a name.
struct Prior {
    weight: f64,
    /// A country, a unit, a region, a sea.
    is_area: bool,
    /// Known only as the adjective of a unit.
    adjective_only: bool,
}

fn prior(gazetteer: &Gazetteer, key: NameKey) -> Prior {
    let mut prior = Prior {
        weight: 0.0,
        is_area: false,
        adjective_only: true,
    };
    for candidate in gazetteer.candidates(key) {
        if candidate.class == NameClass::Adjective {
            prior.weight = prior.weight.max(1.0);
            continue;
        }
        prior.adjective_only = false;
        let facts = gazetteer.facts(candidate.place);
        let weight = match facts.kind {
            PlaceKind::Country => 5.0,
            PlaceKind::Admin1 | PlaceKind::Region => 3.5,
            PlaceKind::Water | PlaceKind::Feature | PlaceKind::Admin2 => 3.0,
            PlaceKind::PopulatedPlace | PlaceKind::District => match facts.population {
                _ if facts.position.is_none() => 0.0,
                0..2_000 => 0.8,
                2_000..15_000 => 1.3,
                15_000..100_000 => 1.8,
                100_000..500_000 => 2.3,
                _ => 3.0,
            },
        };
        let weight = if candidate.class == NameClass::Generated {
            weight - 0.5
        } else {
            weight
        };
        let is_area = matches!(
            facts.kind,
            PlaceKind::Country | PlaceKind::Admin1 | PlaceKind::Region | PlaceKind::Water
        );
        prior.is_area |= is_area;
        prior.weight = prior.weight.max(weight);
    }
    prior
}
