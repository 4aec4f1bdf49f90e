//! Which words of a text are names of places: candidates from the gazetteer, judged by the words
//! around them.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::words::{PlaceWords, folded};
use crate::gazetteer::{Gazetteer, NameClass, NameKey, NameMatch};
use crate::model::{PlaceKind, Report};
use crate::report::{Case, Token, TokenKind, tokens};

/// A name that is taken for a place's.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// Byte range of the name, without the words for its unit.
    pub bytes: Range<usize>,
    /// What the gazetteer holds for it; `None` for a place that it does not know.
    pub key: Option<NameKey>,
    /// How strongly the context speaks for a place; see [`ACCEPTED`].
    pub evidence: f64,
    /// Whether the words say that a unit is meant and no settlement ("Donetsk region").
    pub is_unit: bool,
    /// Whether the words say that a settlement is meant ("the city of Donetsk").
    pub is_settlement: bool,
    /// Whether it names a road, bridge or the like by a word of its own ("Castello road").
    pub is_feature: bool,
    /// Paragraph of the report.
    pub paragraph: usize,
    /// Byte offset just after the words for its unit.
    pub after: usize,
}

/// Evidence from which on a name counts as a place's.
pub const ACCEPTED: f64 = 1.5;

/// What is known of one paragraph while it is read.
struct Line<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    words: Vec<String>,
    /// All letters are capitals: a headline.
    is_capitals: bool,
    /// Most words are capitalised: a title.
    is_title: bool,
}

/// Words of the whole report that help to judge single ones.
#[derive(Default)]
struct Usage {
    /// Words that also stand in small letters.
    small: HashSet<String>,
    /// Last words of names of people.
    surnames: HashSet<String>,
}

/// The names of places in a report, in order of the text.
pub fn names(report: &Report, gazetteer: &Gazetteer, words: &PlaceWords) -> Vec<Name> {
    let lines: Vec<Line<'_>> = report
        .paragraphs
        .iter()
        .map(|range| Line::new(&report.text, range))
        .collect();
    let mut usage = Usage::default();
    for line in &lines {
        for (token, word) in line.tokens.iter().zip(&line.words) {
            if token.kind == TokenKind::Word && token.case == Case::Lower {
                usage.small.insert(word.clone());
            }
        }
    }
    let mut found: Vec<Name> = Vec::new();
    for (paragraph, line) in lines.iter().enumerate() {
        let first = found.len();
        line.names(paragraph, gazetteer, words, &mut usage, &mut found);
        mark_listed_units(line, words, &mut found[first..]);
        support_neighbours(line, &mut found[first..]);
    }
    support_by_country(gazetteer, &mut found);
    found.retain(|name| {
        let is_surname = usage
            .surnames
            .contains(&folded(&report.text[name.bytes.clone()]));
        name.evidence - if is_surname { 2.5 } else { 0.0 } >= ACCEPTED
    });
    found
}

impl<'t> Line<'t> {
    fn new(text: &'t str, range: &Range<usize>) -> Self {
        let tokens = tokens(text, range.start, range.end);
        let words: Vec<String> = tokens
            .iter()
            .map(|token| folded(token.text(text)))
            .collect();
        let letters: Vec<&Token> = tokens
            .iter()
            .filter(|token| token.kind == TokenKind::Word && token.end - token.start > 3)
            .collect();
        let capitalised = letters
            .iter()
            .filter(|token| token.is_capitalised())
            .count();
        // Lists and chains of names are all capitals and no title.
        let listing = words
            .iter()
            .filter(|word| matches!(word.as_str(), "," | "–" | "—" | "→"))
            .count();
        let capitals = letters
            .iter()
            .filter(|token| token.case == Case::Upper)
            .count();
        Self {
            text,
            is_capitals: letters.len() > 2 && capitals * 10 >= letters.len() * 8,
            is_title: letters.len() > 3
                && capitalised * 10 >= letters.len() * 8
                && listing * 3 < letters.len(),
            tokens,
            words,
        }
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", String::as_str)
    }

    fn is_capitalised(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Word && token.is_capitalised())
    }

    /// Whether a token starts a sentence, a quote or an item of a list.
    fn starts_sentence(&self, at: usize) -> bool {
        at == 0
            || matches!(
                self.word(at - 1),
                "." | "!" | "?" | ":" | "…" | "\"" | "“" | "«" | "•" | "*" | "("
            ) && !self.is_joined(at)
            || (at == 1 && matches!(self.word(0), "—" | "–" | "-"))
    }

    /// Whether the line starts with a bullet or a number.
    fn is_list_item(&self) -> bool {
        matches!(self.word(0), "•" | "-" | "–" | "—" | "*" | "▪" | "●" | "·")
            || (self
                .tokens
                .first()
                .is_some_and(|token| token.kind == TokenKind::Number)
                && matches!(self.word(1), "." | ")"))
    }

    /// Whether no space stands before a token.
    fn is_joined(&self, at: usize) -> bool {
        at > 0 && self.tokens[at - 1].end == self.tokens[at].start && self.word(at - 1) != "("
    }

    fn names(
        &self,
        paragraph: usize,
        gazetteer: &Gazetteer,
        words: &PlaceWords,
        usage: &mut Usage,
        found: &mut Vec<Name>,
    ) {
        let mut matches: Vec<NameMatch> = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let starts_name = self.is_capitalised(at)
                || (words.prefixes.contains(self.word(at))
                    && self.word(at + 1) == "-"
                    && self.is_capitalised(at + 2));
            if !starts_name {
                at += 1;
                continue;
            }
            matches.clear();
            gazetteer.names_at(self.text, self.tokens[at].start, &mut matches);
            let chosen = matches.iter().rev().find_map(|found| {
                let end = self.tokens.partition_point(|token| token.start < found.end);
                self.may_be_name(at..end, words).then_some((end, found.key))
            });
            match chosen {
                Some((end, key)) => {
                    if let Some(name) = self.judge(paragraph, at..end, key, gazetteer, words, usage)
                    {
                        found.push(name);
                        at = end;
                        continue;
                    }
                    // A longer name may have hidden a shorter one: go on with the next word.
                    at += 1;
                }
                None => {
                    if let Some(name) = self.unknown(paragraph, at, words) {
                        at = self
                            .tokens
                            .partition_point(|token| token.start < name.bytes.end);
                        found.push(name);
                    } else {
                        at += 1;
                    }
                }
            }
        }
    }

    /// Whether the capitals of some tokens are those of one name.
    fn may_be_name(&self, range: Range<usize>, words: &PlaceWords) -> bool {
        let Some(last) = self.tokens.get(range.end.saturating_sub(1)) else {
            return false;
        };
        if range.is_empty() || last.kind != TokenKind::Word && last.text(self.text) != "." {
            return false;
        }
        range.clone().skip(1).all(|at| {
            let token = &self.tokens[at];
            let word = self.word(at);
            token.kind != TokenKind::Word
                || token.is_capitalised()
                || words.connectors.contains(word)
                || words.units_after.contains(word)
                || words.kinds_after.contains(word)
                || words.features_after.contains(word)
        }) && !range.clone().any(|at| {
            matches!(
                self.word(at),
                "," | ";" | ":" | "(" | ")" | "\"" | "!" | "?"
            )
        }) && !self.crosses_sentence(range)
    }

    /// "… in Kyiv. Oblast officials": a full stop before a space ends a name unless the word
    /// before it is an abbreviation.
    fn crosses_sentence(&self, range: Range<usize>) -> bool {
        range.clone().skip(1).any(|at| {
            self.word(at) == "."
                && at + 1 < range.end
                && self.tokens[at + 1].start > self.tokens[at].end
                && self.tokens[at - 1].text(self.text).chars().count() > 3
        })
    }

    fn judge(
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
    fn type_before(&self, start: usize, words: &PlaceWords) -> bool {
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

    /// A capitalised name that the gazetteer does not know and the words make a place's:
    /// "the village of Hirske", «село Рибинське», "the Castello road".
    fn unknown(&self, paragraph: usize, at: usize, words: &PlaceWords) -> Option<Name> {
        if words.never.contains(self.word(at))
            || words.prepositions.contains(self.word(at))
            || self.is_capitals
        {
            return None;
        }
        let is_name = |at: usize| {
            self.is_capitalised(at)
                && !words.never.contains(self.word(at))
                && !words.titles_before.contains(self.word(at))
        };
        let mut end = at + 1;
        while is_name(end)
            || (self.word(end) == "-"
                && self.is_joined(end)
                && is_name(end + 1)
                && self.is_joined(end + 1))
        {
            end += if self.word(end) == "-" { 2 } else { 1 };
        }
        let is_village = self.type_before(at, words)
            && at > 0
            && !words.units_after.contains(self.word(at - 1))
            && (self.word(at - 1) == "of" || !self.tokens[at - 1].text(self.text).is_ascii());
        let is_unit = words.units_after.contains(self.word(end));
        let is_feature =
            words.features_after.contains(self.word(end)) && self.word(end) != "corridor";
        let in_chain =
            |mark: usize| matches!(self.word(mark), "–" | "—" | "→" | "-") && !self.is_joined(mark);
        let is_stop = self.tokens.len() > 2
            && end - at <= 3
            && ((at > 0 && in_chain(at - 1) && at > 1) || in_chain(end));
        let is_plain_line = !self.is_title;
        if !(is_stop || (is_plain_line && (is_village || is_unit || is_feature))) {
            return None;
        }
        let text_end = self.tokens[end - 1].end;
        let text = &self.text[self.tokens[at].start..text_end];
        let length = text
            .strip_suffix("'s")
            .or(text.strip_suffix("’s"))
            .unwrap_or(text)
            .len();
        let start = self.tokens[at].start;
        Some(Name {
            bytes: start..start + length,
            key: None,
            // A stop of a chain is a place beside places, or where a list spells chains out.
            evidence: match (is_stop && !is_village, self.is_list_item()) {
                (true, false) => 0.0,
                (true, true) => ACCEPTED,
                (false, _) => 2.0,
            },
            is_unit,
            is_settlement: is_village,
            is_feature,
            paragraph,
            after: if is_feature {
                self.tokens[end].end
            } else {
                start + length
            },
        })
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

/// "Kharkiv, Kyiv and Sumy regions": the unit is said of every name of the list.
fn mark_listed_units(line: &Line<'_>, words: &PlaceWords, names: &mut [Name]) {
    for index in (1..names.len()).rev() {
        let says_unit = names[index].is_unit && {
            let after = line
                .tokens
                .partition_point(|token| token.start < names[index].bytes.end);
            words.units_plural.contains(line.word(after))
        };
        let spread = says_unit
            || (names[index].is_unit
                && index + 1 < names.len()
                && names[index + 1].is_unit
                && names[index].after == names[index].bytes.end);
        if spread && is_listed(line, &names[index - 1], &names[index]) {
            names[index - 1].is_unit = true;
            names[index - 1].evidence += 2.0;
        }
    }
}

/// Names joined by commas, "and" or dashes speak for each other.
fn support_neighbours(line: &Line<'_>, names: &mut [Name]) {
    let strong = |name: &Name| name.evidence >= ACCEPTED;
    let forth = 1..names.len();
    let back = forth.clone().rev();
    for index in forth.chain(back) {
        if !is_listed(line, &names[index - 1], &names[index])
            && !is_chained(line, &names[index - 1], &names[index])
        {
            continue;
        }
        match (strong(&names[index - 1]), strong(&names[index])) {
            (true, false) if names[index].evidence > -2.0 => names[index].evidence += 2.0,
            (false, true) if names[index - 1].evidence > -2.0 => names[index - 1].evidence += 2.0,
            _ => {}
        }
    }
}

/// A name with a bearer in a country that the report is about is more likely a place's.
fn support_by_country(gazetteer: &Gazetteer, names: &mut [Name]) {
    const MOST_CANDIDATES: usize = 12;
    const SHARE: f64 = 0.3;
    const SUPPORT: f64 = 0.7;
    let countries = |name: &Name| -> Vec<[u8; 2]> {
        let candidates = name
            .key
            .into_iter()
            .flat_map(|key| gazetteer.candidates(key));
        candidates
            .take(MOST_CANDIDATES)
            .filter_map(|candidate| gazetteer.facts(candidate.place).country)
            .collect()
    };
    let mut counts: HashMap<[u8; 2], f64> = HashMap::new();
    let mut total = 0.0;
    for name in names.iter().filter(|name| name.evidence >= ACCEPTED + 1.0) {
        if let Some(country) = countries(name).first() {
            *counts.entry(*country).or_default() += 1.0;
            total += 1.0;
        }
    }
    for name in names
        .iter_mut()
        .filter(|name| (ACCEPTED - 1.0..ACCEPTED).contains(&name.evidence))
    {
        let share = countries(name)
            .iter()
            .filter_map(|country| counts.get(country))
            .fold(0.0, |a: f64, b| a.max(*b));
        if share >= SHARE * total && share > 0.0 {
            name.evidence += SUPPORT;
        }
    }
}

fn is_listed(line: &Line<'_>, one: &Name, next: &Name) -> bool {
    let between = tokens_between(line, one, next);
    !between.is_empty()
        && between.len() <= 4
        && between.clone().all(|at| {
            matches!(
                line.word(at),
                "," | "and" | "та" | "і" | "й" | "и" | "or" | "the" | "в" | "у"
            )
        })
}

fn is_chained(line: &Line<'_>, one: &Name, next: &Name) -> bool {
    let between = tokens_between(line, one, next);
    let is_dash = |at: usize| matches!(line.word(at), "–" | "—" | "-" | "→" | "−");
    let leads_on = |at: usize| {
        matches!(
            line.word(at),
            "in" | "the"
                | "direction"
                | "of"
                | "to"
                | "towards"
                | "city"
                | "town"
                | "до"
                | "в"
                | "у"
                | "на"
                | "напрямку"
                | "направлении"
                | "міста"
                | "города"
        )
    };
    between.len() <= 8
        && between.clone().filter(|at| is_dash(*at)).count() == 1
        && between.clone().all(|at| is_dash(at) || leads_on(at))
}

fn tokens_between(line: &Line<'_>, one: &Name, next: &Name) -> Range<usize> {
    let start = line.tokens.partition_point(|token| token.start < one.after);
    let end = line
        .tokens
        .partition_point(|token| token.start < next.bytes.start);
    start..end.max(start)
}
