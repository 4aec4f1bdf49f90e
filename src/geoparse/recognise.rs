//! Which words of a text are names of places: candidates from the gazetteer, judged by the words
//! around them.

use std::ops::Range;

use super::line::{Line, Usage};
use super::neighbours::{mark_listed_units, support_by_country, support_neighbours};
use super::words::PlaceWords;
use crate::gazetteer::{Gazetteer, NameKey, NameMatch};
use crate::model::Report;
use crate::report::folded;

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

/// The names of places in a report, in order of the text.
pub fn names(report: &Report, gazetteer: &Gazetteer, words: &PlaceWords) -> Vec<Name> {
    let paragraphs = report.paragraphs.iter();
    let lines: Vec<Line<'_>> = paragraphs
        .map(|range| Line::new(&report.text, range))
        .collect();
    let mut usage = Usage::default();
    lines.iter().for_each(|line| usage.take_in(line));
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

    /// A capitalised name that the gazetteer does not know and the words make a place's:
    /// "the village of Hirske", «село Рибинське», "the Castello road".
    fn unknown(&self, paragraph: usize, at: usize, words: &PlaceWords) -> Option<Name> {
        if words.never.contains(self.word(at))
            || words.adjectives_before.contains(self.word(at))
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
