//! A sentence with its tokens, cues and places: what every rule of this room looks at.

pub mod of_report;

use std::cell::OnceCell;
use std::ops::Range;

use super::table_row::TableRow;
use crate::extract::clause::{Clause, Stance, claim, clause_at, clauses};
use crate::extract::words::{
    ClosedSet, CountWord, Cue, CueMatch, Ending, Lexicon, Memberships, Movement, Passage, RoleCue,
    Worded,
};
use crate::model::{Language, Mode, Span};
use crate::quantity::{self, Quantity};
use crate::report::{FoundPhrases, Run, Token, TokenKind, Words};
use crate::time::{self, DayPhrase, HoursPhrase, Row};

/// A place in a sentence: token range and index into the reading's mentions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceAt {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Index into the mentions.
    pub mention: usize,
    /// Whether the words stand for a place said before ("the city").
    pub refers_back: bool,
}

/// A sentence of the report, taken apart.
#[derive(Debug, Clone)]
pub struct Sentence<'r> {
    /// The whole text of the report.
    pub text: &'r str,
    /// Byte range of the sentence.
    pub range: Range<usize>,
    /// Its first code point in the report.
    first_code_point: usize,
    /// Whether it is the first of its paragraph.
    pub starts_paragraph: bool,
    /// Tokens.
    pub tokens: &'r [Token],
    /// The tokens' words in the lexicon's form.
    pub words: Words<'r>,
    /// What its cells hold, where it is the row of a table of passages.
    pub table_row: Option<TableRow>,
    /// Cues in order.
    pub cues: Vec<CueMatch>,
    /// The bits of the cues (see [`Cue::bit`]).
    kinds: u128,
    /// How many tokens the longest cue has.
    longest_cue: usize,
    /// Places in order.
    pub places: Vec<PlaceAt>,
    /// How many tokens the longest place has.
    longest_place: usize,
    /// Language of the report.
    pub language: Language,
    /// The words that the reader knows.
    pub lexicon: &'r Lexicon,
    phrases: OnceCell<time::Phrases>,
    days: OnceCell<Vec<DayPhrase>>,
    hours: OnceCell<Vec<HoursPhrase>>,
    quantities: OnceCell<Vec<Quantity>>,
    clauses: OnceCell<Vec<Clause>>,
    stances: OnceCell<Vec<Stance>>,
    /// What the next sentence says of what this one tells.
    judged: Stance,
    count_words: OnceCell<FoundPhrases<CountWord>>,
    closed_sets: OnceCell<Memberships>,
}

impl<'r> Sentence<'r> {
    /// Its tokens with text and words.
    pub fn run(&self) -> Run<'r> {
        Run {
            text: self.text,
            tokens: self.tokens,
            words: self.words,
        }
    }

    /// Where some of its tokens stand in the report.
    pub fn span_of(&self, tokens: &Range<usize>) -> Option<Span> {
        let first = self.tokens.get(tokens.start)?.start;
        let last = self.tokens.get(tokens.end.checked_sub(1)?)?.end;
        let before = self.text.get(self.range.start..first)?;
        let start = self.first_code_point + before.chars().count();
        let length = self.text.get(first..last)?.chars().count();
        Some(Span {
            start,
            end: start + length,
        })
    }

    /// Whether what may be a year stands in it: four digits, or numbers that marks join.
    pub fn may_name_years(&self) -> bool {
        let run = self.run();
        let is_year = |at| {
            let number = run.number(at).unwrap_or_default();
            number.len() == 4 || number.contains('.')
        };
        run.numbers().any(is_year) || self.joins_numbers()
    }

    /// Whether a mark joins two numbers in it, as those of a date: "12/06".
    pub fn joins_numbers(&self) -> bool {
        let run = self.run();
        let mut numbers = run.numbers();
        numbers.any(|at| run.touches_next(at) && run.number(at + 2).is_some())
    }

    /// The days that it names, in order.
    pub fn days(&self) -> &[DayPhrase] {
        self.days.get_or_init(|| time::days(self.row()))
    }

    /// The hours that it names, in order.
    pub fn hours(&self) -> &[HoursPhrase] {
        self.hours
            .get_or_init(|| time::hours(self.row(), self.days()))
    }

    /// Its tokens with the phrases of times and quantities.
    pub fn row(&self) -> Row<'_> {
        let Lexicon {
            calendar, numerals, ..
        } = self.lexicon;
        let phrases = self
            .phrases
            .get_or_init(|| time::Phrases::of(self.run(), calendar, numerals, self.language));
        phrases.row(self.run(), calendar)
    }

    /// The words that govern numbers.
    pub fn count_words(&self) -> &FoundPhrases<CountWord> {
        self.count_words
            .get_or_init(|| self.lexicon.count_words.found_in(self.words))
    }

    /// The quantities that it names, in order; days and hours are none.
    pub fn quantities(&self) -> &[Quantity] {
        self.quantities.get_or_init(|| {
            let mut found = quantity::quantities(self.row().numbers);
            found.retain(|quantity| self.place_at(quantity.tokens.start).is_none());
            let days = self.days().iter().map(|phrase| &phrase.tokens);
            let hours = self.hours().iter().map(|phrase| &phrase.tokens);
            let mut times: Vec<&Range<usize>> = days.chain(hours).collect();
            times.sort_unstable_by_key(|tokens| tokens.start);
            found.retain_mut(|quantity| {
                let behind = times.partition_point(|time| time.end <= quantity.tokens.start);
                let Some(time) = times.get(behind) else {
                    return true;
                };
                if time.start >= quantity.number_end {
                    return true;
                }
                // "June 12 345 people": nobody knows what belongs to what.
                let is_within = quantity.number_end <= time.end;
                quantity.amount = quantity::Amount::Unclear;
                !is_within
            });
            found
        })
    }

    /// Its clauses, in order.
    pub fn clauses(&self) -> &[Clause] {
        self.clauses
            .get_or_init(|| clauses(self.words, &self.cues, |at| self.place_at(at).is_some()))
    }

    /// The clause to which token `at` belongs.
    pub fn clause_at(&self, at: usize) -> Option<&Clause> {
        clause_at(self.clauses(), at)
    }

    /// How the one who speaks stands to what token `at` tells: by what the sentence says of its
    /// claims, and by the clauses of denying and of not knowing.
    pub fn stance_at(&self, at: usize) -> Stance {
        let by_clause = self.clause_at(at).map(|clause| clause.stance);
        let by_claim = self.stance_to_claim_at(at);
        by_claim.max(by_clause.unwrap_or(Stance::Asserted))
    }

    /// What the sentence says of the claim to which token `at` belongs.
    pub fn stance_to_claim_at(&self, at: usize) -> Stance {
        let is_number = |at: usize| {
            let token = self.tokens.get(at);
            token.is_some_and(|token| token.kind == TokenKind::Number)
        };
        let stances = self
            .stances
            .get_or_init(|| claim::stances(self.words, &self.cues, is_number));
        stances
            .get(at)
            .map_or(self.judged, |own| self.judged.max(*own))
    }

    /// Whether a cue stands anywhere in the sentence.
    #[inline]
    pub fn has(&self, cue: Cue) -> bool {
        self.kinds & cue.bit() != 0 && self.cues.iter().any(|found| found.cue == cue)
    }

    /// Whether a movement is spoken of within some tokens.
    pub fn moves(&self, within: &Range<usize>, movement: Movement) -> bool {
        self.kinds & Cue::Movement(movement).bit() != 0
            && self
                .cues_in(within)
                .any(|found| found.cue == Cue::Movement(movement))
    }

    /// The cues that start within some tokens.
    pub fn cues_in<'s>(
        &'s self,
        within: &Range<usize>,
    ) -> impl Iterator<Item = &'s CueMatch> + use<'s, 'r> {
        let first = self
            .cues
            .partition_point(|found| found.start < within.start);
        let end = within.end;
        self.cues[first..]
            .iter()
            .take_while(move |found| found.start < end)
    }

    /// The cues to whose words token `at` belongs.
    pub fn cues_at(&self, at: usize) -> impl Iterator<Item = &CueMatch> {
        self.cues_around(at).filter(move |found| found.end > at)
    }

    /// The cues that start at token `at` or so shortly before it that they may reach it.
    fn cues_around(&self, at: usize) -> impl Iterator<Item = &CueMatch> {
        let earliest = (at + 1).saturating_sub(self.longest_cue.max(1));
        self.cues_in(&(earliest..at + 1))
    }

    /// The cues that start at token `at`.
    pub fn cues_starting_at(&self, at: usize) -> impl Iterator<Item = &CueMatch> {
        self.cues_in(&(at..at.saturating_add(1)))
    }

    /// The cues that end just before token `end`.
    pub fn cues_ending_at(&self, end: usize) -> impl Iterator<Item = &CueMatch> {
        self.cues_around(end.saturating_sub(1))
            .filter(move |found| found.end == end)
    }

    /// The place to whose name token `at` belongs.
    pub fn place_at(&self, at: usize) -> Option<&PlaceAt> {
        let behind = self.places.partition_point(|place| place.start <= at);
        let earliest = (at + 1).saturating_sub(self.longest_place);
        let before = self.places.get(..behind).unwrap_or_default().iter().rev();
        before
            .take_while(|place| place.start >= earliest)
            .find(|place| place.end > at)
    }

    /// The role cues that end just before token `end`.
    pub fn role_ending_at(&self, end: usize) -> impl Iterator<Item = (RoleCue, usize)> + '_ {
        self.cues_ending_at(end)
            .filter_map(|found| match found.cue {
                Cue::Role(role) => Some((role, found.start)),
                _ => None,
            })
    }

    /// Whether token `at` carries a role cue.
    pub fn token_has_role(&self, at: usize, role: RoleCue) -> bool {
        self.kinds & Cue::Role(role).bit() != 0
            && self.cues_at(at).any(|found| found.cue == Cue::Role(role))
    }

    /// Whether a place is named by a word that stands for it only ("the city").
    pub fn refers_back_to(&self, mention: usize) -> bool {
        let mut named = self.places.iter().filter(|place| place.mention == mention);
        named.clone().next().is_some() && named.all(|place| place.refers_back)
    }

    /// Takes a further place in; cues inside its name are no cues.
    pub fn name_place(&mut self, place: PlaceAt) {
        self.cues.retain(|found| !is_inside(found, &place));
        self.longest_place = self
            .longest_place
            .max(place.end.saturating_sub(place.start));
        let at = self
            .places
            .partition_point(|known| known.start < place.start);
        self.places.insert(at, place);
    }

    /// Whether token `at` is one of some marks.
    pub fn is_mark(&self, at: usize, marks: &[&str]) -> bool {
        let word = self.words.bytes(at);
        let Some(first) = word.first() else {
            return false;
        };
        marks.iter().any(|mark| {
            let mark = mark.as_bytes();
            mark.first() == Some(first) && mark == word
        })
    }

    /// Whether token `at` is a word of a closed set.
    pub fn is_one_of(&self, at: usize, set: ClosedSet) -> bool {
        let sets = self
            .closed_sets
            .get_or_init(|| self.lexicon.closed_sets.of_each(self.words));
        sets.has(at, set)
    }

    /// Whether the word of token `at` has an ending that tells something.
    pub fn ends_as(&self, at: usize, ending: Ending) -> bool {
        self.lexicon.endings.has(&self.words[at], ending)
    }

    /// All tokens.
    pub fn whole(&self) -> Range<usize> {
        0..self.tokens.len()
    }

    /// Whether digits that are no hour of a clock, and no coordinates, stand within some tokens.
    pub fn has_number(&self, within: &Range<usize>) -> bool {
        (within.start..within.end.min(self.tokens.len())).any(|at| {
            let number = self.run().number(at);
            number.is_some_and(|number| !number.contains(':')) && self.place_at(at).is_none()
        })
    }

    /// Whether the sentence starts with a bullet or a number of a list, or is the row of a table.
    pub fn starts_as_list_item(&self) -> bool {
        self.table_row.is_some()
            || self.is_mark(0, &BULLETS)
            || self.starts_with_picture()
            || (self
                .tokens
                .first()
                .is_some_and(|token| token.kind == TokenKind::Number)
                && self.is_mark(1, &[".", ")"]))
    }

    /// Whether a picture (🚌, 📍, ➡) stands first, as posts use them for bullets.
    fn starts_with_picture(&self) -> bool {
        let first = self.words[0].chars().next();
        first.is_some_and(
            |first| matches!(first, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}'),
        )
    }

    /// Whether token `at` is a word.
    pub fn is_word(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Word)
    }

    /// The mode over land that some tokens name first.
    pub fn first_mode(&self, within: &Range<usize>) -> Option<Mode> {
        self.mode_in(within).map(|worded| worded.value)
    }

    /// The same with its words.
    pub fn mode_in(&self, within: &Range<usize>) -> Option<Worded<Mode>> {
        self.cues_in(within).find_map(|found| match found.cue {
            Cue::Mode(Mode::Air | Mode::Water) => None,
            Cue::Mode(mode) => Some(Worded {
                value: mode,
                words: self.span_of(&(found.start..found.end)),
            }),
            _ => None,
        })
    }

    /// Whether a humanitarian passage or an evacuation is spoken of.
    pub fn names_humanitarian_passage(&self) -> bool {
        self.has(Cue::Passage(Passage::Humanitarian))
            || self.has(Cue::Movement(Movement::Evacuation))
    }

    /// Whether a passage is spoken of, humanitarian by its name or not.
    pub fn names_passage(&self) -> bool {
        self.has(Cue::Passage(Passage::Humanitarian)) || self.has(Cue::Passage(Passage::General))
    }

    /// Whether a passage that is never humanitarian is named, and none that is.
    pub fn speaks_of_other_passages(&self) -> bool {
        self.has(Cue::Passage(Passage::Other)) && !self.has(Cue::Passage(Passage::Humanitarian))
    }
}

/// Bullets that start an item of a list.
pub const BULLETS: [&str; 10] = ["•", "-", "–", "—", "*", "·", "▪", "●", "◦", "✅"];

/// Whether a cue lies wholly inside a place's name: it then is part of the name.
fn is_inside(found: &CueMatch, place: &PlaceAt) -> bool {
    found.start >= place.start && found.end <= place.end
}
