//! What the words around a name say for and against a place.

use std::ops::Range;

use super::knowledge::Knowledge;
use super::line::{Line, Usage};
use super::name::{Name, without_possessive};
use super::prior::{Prior, prior};
use super::words::PlaceWords;
use crate::gazetteer::NameKey;
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
        if options.context && !prior.is_area {
            if self.feature_follows(start, after, words) {
                return Some(self.named_feature(paragraph, start..end));
            }
            if self.feature_before(start, words) && !self.goes_on_after_hyphen(after) {
                let end = (end..).find(|at| !self.is_capitalised(*at)).unwrap_or(end);
                return Some(self.named_feature(paragraph, start..end));
            }
            if is_single && self.opens_unknown_name(start, after, &prior) {
                return None;
            }
        }
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

    /// "the Homs road", "Novotroitske checkpoint": a line or site that is called after a place, and is not the place.
    fn feature_follows(&self, start: usize, after: usize, words: &PlaceWords) -> bool {
        let next = self.word(after + 1);
        let goes_on = words.prepositions.contains(next) || matches!(next, "the" | "a" | "an");
        let is_named = start > 0
            && (words.prepositions.contains(self.word(start - 1)) || self.word(start - 1) == "the")
            || self.starts_sentence(start);
        // "Crowds left Rafah crossing into Egypt": a verb.
        let may_be_verb = self.word(after) == "crossing";
        words.named_after.contains(self.word(after))
            && !self.is_joined(after)
            && is_named
            && !(may_be_verb && goes_on)
    }

    /// «КПВВ «Новотроїцьке»», «вулиця Сумська», «пункт пропуску Мар'їнка».
    fn feature_before(&self, start: usize, words: &PlaceWords) -> bool {
        let mut at = start;
        while at > 0 && matches!(self.word(at - 1), "«" | "\"" | "“" | "„" | ".") {
            at -= 1;
        }
        at > 0 && words.named_before.contains(self.word(at - 1))
    }

    fn goes_on_after_hyphen(&self, after: usize) -> bool {
        self.word(after) == "-" && self.is_joined(after)
    }

    /// «Новая Богдановка»: what is a town far away by a spelling in another tongue is here the first word of a longer name
    /// that the gazetteer does not hold.
    fn opens_unknown_name(&self, start: usize, after: usize, prior: &Prior) -> bool {
        prior.is_alias_only
            && !prior.is_city
            && !self.is_title
            && !self.word(start).is_ascii()
            && self.is_capitalised(after)
    }

    /// A line or site by the words for its name, which the gazetteer does not hold.
    fn named_feature(&self, paragraph: usize, range: Range<usize>) -> Name {
        let first_byte = self.tokens[range.start].start;
        let text = &self.text[first_byte..self.tokens[range.end - 1].end];
        let last_byte = first_byte + without_possessive(text).len();
        Name {
            bytes: first_byte..last_byte,
            key: None,
            evidence: 2.0,
            is_unit: false,
            is_settlement: false,
            is_common: false,
            is_feature: true,
            is_located: false,
            paragraph,
            after: last_byte,
        }
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

    /// «Сумської, Київської та Донецької областей»: adjectives joined by commas before a unit.
    fn unit_follows_list(&self, after: usize, words: &PlaceWords) -> bool {
        const LONGEST_LIST: usize = 24;
        (after..self.tokens.len().min(after + LONGEST_LIST))
            .find(|&at| {
                !(self.is_capitalised(at)
                    || self.word(at) == ","
                    || words.joining_units.contains(self.word(at)))
            })
            .is_some_and(|at| words.units_after.contains(self.word(at)))
    }
}
