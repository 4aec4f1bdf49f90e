//! Names of places that the gazetteer does not know: the words make them one.

use super::line::{Line, Usage};
use super::name::{ACCEPTED, Name, without_possessive};
use super::words::PlaceWords;
use crate::report::{TokenKind, is_chain_mark};

/// Tokens in the longest name; what goes on for longer is a heading or no prose.
const LONGEST_NAME: usize = 16;

impl Line<'_> {
    /// A capitalised name that the gazetteer does not know and the words make a place's:
    /// "the village of Hirske", «село Рибинське», "the Castello road".
    pub fn unknown(
        &self,
        paragraph: usize,
        at: usize,
        words: &PlaceWords,
        usage: &Usage,
    ) -> Option<Name> {
        if words.never.contains(self.word(at))
            || words.adjectives_before.contains(self.word(at))
            || words.prepositions.contains(self.word(at))
            || words.titles_before.contains(self.word(at))
            || words.demonyms.contains(self.word(at))
            || self.is_capitals
        {
            return None;
        }
        let is_part = at > 0
            && self.is_capitalised(at - 1)
            && !self.is_plain_capital(at - 1, words)
            && !self.is_possessive(at - 1);
        if is_part {
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
            if end - at > LONGEST_NAME {
                return None;
            }
        }
        let is_village = self.type_before(at, words)
            && at > 0
            && !words.units_after.contains(self.word(at - 1))
            && (self.word(at - 1) == "of" || !self.tokens[at - 1].text(self.text).is_ascii());
        let is_unit = words.units_after.contains(self.word(end));
        let is_named_area = words.makes_place.contains(self.word(end));
        let is_feature =
            words.features_after.contains(self.word(end)) && self.word(end) != "corridor";
        let in_chain = |mark: usize| self.joins_stops(mark);
        let is_stop = self.tokens.len() > 2
            && end - at <= 3
            && ((at > 1
                && in_chain(at - 1)
                && !self.is_upper(at - 2)
                && self.ends_stop(end, words))
                || in_chain(end));
        // "Several provinces", "CTV News station": no name, or an organisation's.
        let says_nothing = (at..end)
            .all(|at| usage.small.contains(self.word(at)) || words.common.contains(self.word(at)));
        let is_person = usage.people.contains(self.word(at))
            || at > 0 && words.titles_before.contains(self.word(at - 1));
        let is_half = self.is_second_half(at, usage) || self.is_aged(end);
        let last_is_letter = self.tokens[end - 1].end - self.tokens[end - 1].start == 1;
        if says_nothing || self.is_upper(at) || is_half || is_person || last_is_letter {
            return None;
        }
        let is_plain_line = !self.is_title;
        if !(is_stop || (is_plain_line && (is_village || is_unit || is_named_area || is_feature))) {
            return None;
        }
        let text_end = self.tokens[end - 1].end;
        let length = without_possessive(&self.text[self.tokens[at].start..text_end]).len();
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
            is_common: false,
            is_feature,
            is_located: false,
            paragraph,
            after: if is_feature {
                self.tokens[end].end
            } else {
                start + length
            },
        })
    }

    /// Whether a token is the second half of a word with a hyphen whose first half is no name of a place.
    fn is_second_half(&self, at: usize, usage: &Usage) -> bool {
        at > 1
            && self.word(at - 1) == "-"
            && self.is_joined(at)
            && self.is_joined(at - 1)
            && self.is_capitalised(at - 2)
            && usage.last_name_end != Some(self.tokens[at - 2].end)
    }

    /// Whether the last stop of a chain may end before a token.
    fn ends_stop(&self, at: usize, words: &PlaceWords) -> bool {
        at >= self.tokens.len()
            || is_chain_mark(self.word(at))
            || matches!(self.word(at), "," | ";" | "." | ":" | ")" | "(" | "=")
            || words.joining.contains(self.word(at))
    }

    /// "Clarke Road", "Bob Wills Museum": capitalised words that end with the word for a street, building or ground.
    /// `known_end` is the token after the name of the gazetteer that begins here.
    pub fn street_or_site(
        &self,
        paragraph: usize,
        at: usize,
        known_end: usize,
        words: &PlaceWords,
        usage: &Usage,
    ) -> Option<Name> {
        const LONGEST: usize = 5;
        if self.is_title || self.is_capitals {
            return None;
        }
        let says_nothing = |at: usize| {
            let word = self.word(at);
            words.prepositions.contains(word) && !words.adjectives_before.contains(word)
                || words.titles_before.contains(word) && word != "st"
                || words.demonyms.contains(word)
                || words.never.contains(word)
                    && !words.adjectives_before.contains(word)
                    && !words.prefixes.contains(word)
                    && !matches!(self.word(at + 1), "road" | "street" | "avenue" | "lane")
        };
        let follows_name = |at: usize| {
            self.is_capitalised(at) && !self.is_possessive(at) && !self.is_plain_capital(at, words)
        };
        // "Teaching and Referral Hospital", "Macdonald-Cartier Airport"
        let is_part = at > 0 && follows_name(at - 1)
            || at > 1 && self.word(at - 1) == "and" && follows_name(at - 2)
            || self.is_second_half(at, usage);
        if says_nothing(at)
            || is_part
            || matches!(self.word(at), "the" | "a" | "an")
            || self.starts_sentence(at) && usage.small.contains(self.word(at))
        {
            return None;
        }
        let mut end = at + 1;
        let last = loop {
            let is_initial = self.word(end) == "."
                && self.is_joined(end)
                && self.tokens[end - 1].end - self.tokens[end - 1].start <= 2;
            if is_initial && self.is_capitalised(end + 1) {
                end += 1;
                continue;
            }
            if end - at > LONGEST || !self.is_capitalised(end) {
                return None;
            }
            let word = self.word(end);
            let is_end = words.streets.contains(word)
                || words.landforms.contains(word)
                || words.sites.contains(word)
                || word == "st" && self.word(end + 1) == ".";
            if is_end {
                break end;
            }
            if self.is_possessive(end) && !words.titles_before.contains(self.word(at)) {
                return None;
            }
            end += 1;
        };
        let ending = self.word(last);
        // "Wall Street Journal"
        let goes_on = self.is_capitalised(last + 1) && !self.is_plain_capital(last + 1, words);
        let is_site = words.sites.contains(ending);
        let is_common = || {
            let word = self.word(at);
            words.common.contains(word) || usage.small.contains(word) || words.never.contains(word)
        };
        let is_taken = known_end > last;
        let is_empty = is_site && last - at == 1 && is_common();
        // "Drive", "Close" and "Way" end other names too.
        let is_plain = matches!(ending, "drive" | "close" | "way");
        let is_numbered = at > 0 && self.tokens[at - 1].kind == TokenKind::Number;
        let has_preposition =
            at > 0 && (words.prepositions.contains(self.word(at - 1)) || is_numbered);
        if is_taken
            || is_empty
            || goes_on
            || is_plain && !has_preposition
            || is_site && self.is_possessive(at)
        {
            return None;
        }
        let (start, end) = (self.tokens[at].start, self.tokens[last].end);
        Some(Name {
            bytes: start..end,
            key: None,
            // With the number of a house it is an address and no place of a map.
            evidence: if is_numbered && !is_site { -9.0 } else { 2.0 },
            is_unit: false,
            is_settlement: false,
            is_common: false,
            is_feature: true,
            is_located: false,
            paragraph,
            after: end,
        })
    }
}
