//! What the words around a name say against a place: common words, people, organisations, papers.

use super::line::{Line, Usage};
use super::prior::Prior;
use super::words::PlaceWords;
use crate::gazetteer::Gazetteer;
use crate::report::{Case, TokenKind};

impl Line<'_> {
    /// What speaks against a single word by itself.
    pub fn doubt_of_word(
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
            let is_stop =
                |mark: usize| matches!(self.word(mark), "–" | "—" | "→") || self.joins_stops(mark);
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
        // «Обстріл Сум»
        let has_happened = prior.is_city
            && at > 0
            && (words.happenings.contains(self.word(at - 1))
                || !name.is_ascii() && self.is_capitalised(at - 1) && self.starts_sentence(at - 1));
        if letters <= 3 && !prior.is_area && !has_happened {
            doubt += 1.5;
        }
        if self.starts_sentence(at) && !prior.is_area {
            doubt += 0.5;
        }
        doubt
    }

    /// What the words right beside a name say against it: people, organisations, papers.
    pub fn doubt_of_neighbours(
        &self,
        start: usize,
        after: usize,
        is_single: bool,
        prior: &Prior,
        words: &PlaceWords,
        usage: &mut Usage,
    ) -> f64 {
        const OFFICE: f64 = 1.5;
        if self.has_office(start, after, words) {
            return -OFFICE;
        }
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
                    || words.never.contains(word_before)
                    || self.may_open_sentence(before, prior, words)));
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
            doubt += 2.0;
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

    /// "Shelling", «Обстріл»: the capital of a word that opens a sentence says nothing of a person beside a town, unless
    /// the word is a first name or a title. In English first names are many, and the town must be a city.
    fn may_open_sentence(&self, at: usize, prior: &Prior, words: &PlaceWords) -> bool {
        let word = self.word(at);
        let is_person = words.given_names.contains(word)
            || words.also_people.contains(word)
            || words.titles_before.contains(word);
        words.happenings.contains(word)
            || !is_person
                && (prior.is_city || prior.is_area || prior.is_town && prior.is_inflected_only)
    }

    /// "Abu-Zeidin": the name is but the first half of a word whose second half names no place.
    pub fn is_first_half(&self, after: usize, gazetteer: &Gazetteer) -> bool {
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
        // "Kharkiv Shelling: five dead"
        if words.happenings.contains(self.word(after)) {
            return 0.0;
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

    /// «мер Мелітополя Іван Федоров»: a place between an office and the name of its holder.
    fn has_office(&self, start: usize, after: usize, words: &PlaceWords) -> bool {
        let is_cyrillic = !self.word(start).is_ascii();
        is_cyrillic
            && start > 0
            && words.offices_before.contains(self.word(start - 1))
            && self.is_capitalised(after)
            && self.is_capitalised(after + 1)
    }

    /// Whether a capitalised word beside a name says nothing against it.
    pub fn is_plain_capital(&self, at: usize, words: &PlaceWords) -> bool {
        let word = self.word(at);
        // Numbers of roads: M23, E105.
        word.contains(|c: char| c.is_ascii_digit())
            || words.adjectives_before.contains(word)
            || words.demonyms.contains(word)
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
}
