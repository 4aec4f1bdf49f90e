//! What the words around a name say for and against a place.

use std::ops::Range;

use super::line::{Line, Usage};
use super::options::Options;
use super::recognise::{Knowledge, Name, without_possessive};
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
        known: Knowledge<'_>,
        usage: &mut Usage,
    ) -> Option<Name> {
        let Knowledge {
            gazetteer,
            words,
            options,
        } = known;
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
        let is_single = end - start == 1 || self.is_dotted(start..end);
        let prior = prior(gazetteer, key, options);
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
        let is_located = self.is_located(start, words);
        let has_type = self.type_before(start, words);
        let is_settlement = has_type && !self.unit_before(start, words);
        if start > 0 && words.prepositions.contains(self.word(start - 1)) {
            evidence += 1.0;
        }
        if has_type {
            evidence += 3.0;
        }
        if words.units_after.contains(self.word(after)) {
            is_unit = true;
            evidence += 3.0;
        } else if after < self.tokens.len() && words.kinds_after.contains(self.word(after)) {
            evidence += 1.5;
        }
        let name = self.word(start);
        if is_single && !self.may_stand_alone(start, &prior, words) {
            return None;
        }
        if !options.context {
            evidence = prior.weight + if is_single { 0.0 } else { 1.5 };
        }
        let is_dateline = self.is_dateline(start, after)
            && (prior.is_city || prior.is_area || !self.is_capitalised(after));
        if is_dateline && options.context {
            evidence += 3.0;
        } else if options.context {
            if is_single {
                evidence -= self.doubt_of_word(start, name, &prior, words, usage);
                evidence -= self.doubt_of_person(start, after, &prior, words, usage);
            }
            evidence -= self.doubt_of_neighbours(start, after, is_single, &prior, words, usage);
            if is_single && !prior.is_area && self.is_first_half(after, gazetteer) {
                evidence -= 3.0;
            }
        }
        let is_common = !prior.is_major
            && (start..end).all(|at| {
                let word = self.word(at);
                words.common.contains(word)
                    || words.adjectives_before.contains(word)
                    || words.never.contains(word)
                    || words.never_alone.contains(word)
                    || usage.small.contains(word)
            });
        if is_common && !is_single && options.context {
            evidence -= 1.0;
        }
        let text = &self.text[self.tokens[start].start..self.tokens[end - 1].end];
        let first_byte = self.tokens[start].start;
        Some(Name {
            bytes: first_byte..first_byte + without_possessive(text).len(),
            key: Some(key),
            evidence,
            is_unit,
            is_settlement,
            is_common,
            is_feature: false,
            is_located: is_located || has_type || is_dateline,
            paragraph,
            after: self.tokens[after - 1].end,
        })
    }

    /// Whether a word before a name says that something is there.
    pub fn is_located(&self, start: usize, words: &PlaceWords) -> bool {
        start > 0 && words.locating.contains(self.word(start - 1))
    }

    /// "U.S.", "U.N.": letters with dots count as one word.
    fn is_dotted(&self, range: Range<usize>) -> bool {
        range.len() > 1
            && range
                .clone()
                .all(|at| self.word(at) == "." || self.tokens[at].end - self.tokens[at].start == 1)
    }

    /// Whether a single word can name a place at all: "The", "Russian" cannot, and "us" only as "US".
    fn may_stand_alone(&self, at: usize, prior: &Prior, words: &PlaceWords) -> bool {
        let word = self.word(at);
        let is_country_code = prior.is_country
            && self.tokens[at].case == Case::Upper
            && !self.is_capitals
            && word == "us";
        is_country_code
            || !(words.never.contains(word)
                || words.never_alone.contains(word)
                || words.demonyms.contains(word))
    }

    /// Whether a name opens a line as the place that a report comes from: "BERLIN — ", "GLASGOW, Ky. (AP) -",
    /// "Cairo, Nov 10 -", «Горис, 25 сентября.».
    pub fn is_dateline(&self, start: usize, after: usize) -> bool {
        const LONGEST_DATELINE: usize = 14;
        let is_upper = (start..after).all(|at| self.is_upper(at) || self.word(at) == ".");
        let next = self.word(after);
        let is_dash = |at: usize| matches!(self.word(at), "—" | "–" | "-") && !self.is_joined(at);
        if start != 0 {
            // A headline may stand before it.
            return is_upper && !self.is_capitals && self.starts_sentence(start) && is_dash(after);
        }
        if self.is_title && !is_upper {
            return false;
        }
        if is_upper && !self.is_capitals {
            return is_dash(after) || matches!(next, "," | "(") || self.is_capitalised(after);
        }
        if is_upper {
            return false;
        }
        next == ","
            && (after + 1..self.tokens.len().min(after + LONGEST_DATELINE))
                .take_while(|at| self.word(*at) != "." || self.is_joined(*at))
                .any(is_dash)
            && (after + 1..after + 3).any(|at| {
                self.tokens
                    .get(at)
                    .is_some_and(|token| token.kind == TokenKind::Number)
            })
    }

    pub fn is_upper(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.case == Case::Upper)
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

    /// "a region of", "the republic of" right before a name.
    fn unit_before(&self, start: usize, words: &PlaceWords) -> bool {
        let is_unit = |at: usize| words.units_before.contains(self.word(at));
        start > 0 && is_unit(start - 1)
            || start > 1 && self.word(start - 1) == "of" && is_unit(start - 2)
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
        if is_common && !prior.is_major {
            let is_stop = |mark: usize| {
                matches!(self.word(mark), "–" | "—" | "→")
                    || self.word(mark) == "-" && !self.is_joined(mark)
            };
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
        prior: &Prior,
        words: &PlaceWords,
        usage: &mut Usage,
    ) -> f64 {
        let mut doubt = self.doubt_of_title(start, after, is_single, prior, words);
        let Some(before) = start.checked_sub(1) else {
            return doubt;
        };
        let word_before = self.word(before);
        if words.titles_before.contains(word_before) && self.is_capitalised(before) && is_single {
            doubt += if prior.is_major { 1.0 } else { 4.0 };
        }
        let is_initial = word_before == "."
            && before > 0
            && self.tokens[before - 1].kind == TokenKind::Word
            && self.tokens[before - 1].text(self.text).chars().count() == 1;
        // "CTV Winnipeg": letters before a name are no first name.
        let is_name_before = self.is_capitalised(before)
            && !self.is_capitals
            && !self.is_upper(before)
            && !self.is_possessive(before)
            && word_before != "a"
            && !self.is_plain_capital(before, words)
            && !(self.starts_sentence(before)
                && (usage.small.contains(word_before)
                    || words.prepositions.contains(word_before)
                    || words.never.contains(word_before)));
        if (is_name_before && !self.is_title || is_initial) && is_single {
            doubt += match (prior.is_major, prior.is_area || prior.is_city) {
                (true, _) => 1.5,
                (_, true) => 2.0,
                _ => 3.5,
            };
            if !prior.is_area && !prior.is_city {
                usage.surnames.insert(self.word(start).to_owned());
            }
        }
        if is_name_before && !self.is_title && !is_single && !prior.is_area && !prior.is_city {
            doubt += 1.5;
        }
        // "@Kyiv", "#Mariupol", "www.kyiv.ua"
        if matches!(word_before, "@" | "/") || (word_before == "." && self.is_joined(start)) {
            doubt += 3.0;
        }
        // "Al-Ahram", "John-Paul": half of a name.
        let is_half = word_before == "-"
            && self.is_joined(start)
            && self.is_joined(before)
            && before > 0
            && self.is_capitalised(before - 1)
            && usage.last_name_end != Some(self.tokens[before - 1].end);
        if is_half && is_single && !prior.is_area {
            doubt += 3.0;
        }
        doubt
    }

    /// "Abu-Zeidin": the name is but the first half of a word whose second half names no place.
    fn is_first_half(&self, after: usize, gazetteer: &Gazetteer) -> bool {
        let is_halved = self.word(after) == "-"
            && self.is_joined(after)
            && self.is_joined(after + 1)
            && self.is_capitalised(after + 1);
        is_halved && {
            let mut names = Vec::new();
            gazetteer.names_at(self.text, self.tokens[after + 1].start, &mut names);
            names.is_empty()
        }
    }

    /// Capitalised words after a name: it may be the name of an organisation or a person.
    fn doubt_of_title(
        &self,
        start: usize,
        after: usize,
        is_single: bool,
        prior: &Prior,
        words: &PlaceWords,
    ) -> f64 {
        const LONGEST_NAME: usize = 4;
        let is_possessive = self.is_possessive(after - 1);
        if !self.is_capitalised(after) || is_possessive || self.is_capitals {
            return 0.0;
        }
        let run = || {
            (after..after + LONGEST_NAME)
                .take_while(|at| self.is_capitalised(*at))
                .map(|at| self.word(at))
        };
        if run().any(|word| words.organisations_after.contains(word)) {
            return 6.0;
        }
        let opens_line = start == 0 && self.is_upper(start);
        if prior.is_major || self.is_title || opens_line || self.is_plain_capital(after, words) {
            return 0.0;
        }
        if run().any(|word| words.institutions_after.contains(word)) {
            return if prior.is_city { 0.0 } else { 0.7 };
        }
        match (prior.is_city || prior.is_area, is_single) {
            (true, _) => 1.0,
            (_, true) => 2.5,
            (_, false) => 1.5,
        }
    }

    /// Whether a capitalised word beside a name says nothing against it.
    pub fn is_plain_capital(&self, at: usize, words: &PlaceWords) -> bool {
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
pub struct Prior {
    weight: f64,
    /// A country, a unit, a region, a sea.
    pub is_area: bool,
    /// A country, a region, a sea: nothing that shares its name with a common word by chance.
    pub is_major: bool,
    /// A country.
    pub is_country: bool,
    /// A city of 100,000 people or more.
    pub is_city: bool,
    /// Known only as the adjective of a unit.
    adjective_only: bool,
}

const CITY: u32 = 100_000;

fn prior(gazetteer: &Gazetteer, key: NameKey, options: Options) -> Prior {
    let mut prior = Prior {
        weight: 0.0,
        is_area: false,
        is_major: false,
        is_country: false,
        is_city: false,
        adjective_only: true,
    };
    for candidate in gazetteer.candidates(key) {
        if !options.knows(candidate.class) {
            continue;
        }
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
                15_000..CITY => 1.8,
                CITY..500_000 => 2.3,
                _ => 3.0,
            },
        };
        let weight = if candidate.class == NameClass::Generated {
            weight - 0.5
        } else {
            weight
        };
        prior.is_country |= facts.kind == PlaceKind::Country;
        prior.is_major |= matches!(
            facts.kind,
            PlaceKind::Country | PlaceKind::Region | PlaceKind::Water
        );
        prior.is_area |= prior.is_major || facts.kind == PlaceKind::Admin1;
        prior.is_city |= facts.kind == PlaceKind::PopulatedPlace && facts.population >= CITY;
        prior.weight = prior.weight.max(weight);
    }
    prior
}
