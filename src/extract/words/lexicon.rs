//! The words by which reports speak of corridors and fighting, read from `geodata/languages/*/lexicon.toml`,
//! and the matcher that finds them in a sentence.

use std::collections::BTreeMap;

use super::closed_sets::ClosedSets;
use super::column_words::ColumnWords;
use super::count_words::CountWords;
use super::cue::{Cue, CueMatch, TimeCue};
use super::cue_names::cue;
use super::endings::Endings;
use super::passage_weights::PassageWeights;
use super::phrases::{Phrases, Table};
use super::predicate_words::PredicateWords;
use crate::language::language_files;
use crate::quantity;
use crate::report::{PhraseTableError, Words};
use crate::time::{self, DayWord};

/// Why a lexicon cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// Not TOML, or not tables of lists.
    #[error("lexicon {name}: {source}")]
    Syntax {
        /// Which lexicon.
        name: &'static str,
        /// What the TOML reader says.
        source: toml::de::Error,
    },
    /// A key that no rule knows.
    #[error(
        "lexicon {name}: [{table}] has no key \"{key}\"; see the enums of the lexicon for the known ones"
    )]
    UnknownKey {
        /// Which lexicon.
        name: &'static str,
        /// Its table.
        table: String,
        /// The key.
        key: String,
    },
    /// The words of quantities, or of days and hours.
    #[error(transparent)]
    Phrases(#[from] PhraseTableError),
}

/// All phrases of all languages.
#[derive(Debug)]
pub struct Lexicon {
    phrases: Phrases,
    parties: Vec<String>,
    pub(in crate::extract) numerals: quantity::Vocabulary,
    pub(in crate::extract) calendar: time::Calendar,
    pub(in crate::extract) count_words: CountWords,
    pub(in crate::extract) column_words: ColumnWords,
    pub(in crate::extract) closed_sets: ClosedSets,
    pub(in crate::extract) endings: Endings,
    pub(in crate::extract) weights: PassageWeights,
    pub(in crate::extract) predicate_words: PredicateWords,
}

impl Lexicon {
    /// The lexicons that are compiled in: English, Ukrainian, Russian.
    ///
    /// # Errors
    /// [`LexiconError`] when a file of `geodata/languages` is malformed; a test guards against it.
    pub fn embedded() -> Result<Self, LexiconError> {
        let files = [
            language_files!("lexicon.toml"),
            language_files!("claims.toml"),
            language_files!("clauses.toml"),
        ];
        Self::parse(files.as_flattened())
    }

    /// Reads lexicons from TOML: tables of lists of phrases.
    ///
    /// # Errors
    /// [`LexiconError`] for bad TOML and for keys that mean nothing to the reader.
    pub fn parse(files: &[(&'static str, &str)]) -> Result<Self, LexiconError> {
        let mut phrases_of_all: Vec<(String, (Cue, Table))> = Vec::new();
        let mut parties = Vec::new();
        let mut table_numbers: BTreeMap<String, Table> = BTreeMap::new();
        for &(name, file) in files {
            let tables: BTreeMap<String, BTreeMap<String, Vec<String>>> =
                toml::from_str(file).map_err(|source| LexiconError::Syntax { name, source })?;
            for (table, keys) in tables {
                let next = table_numbers.len();
                let number = *table_numbers.entry(table.clone()).or_insert(next);
                for (key, phrases) in keys {
                    for phrase in phrases {
                        let cue = if table == "party" {
                            Cue::Party(party(&mut parties, &key))
                        } else {
                            cue(&table, &key).ok_or_else(|| LexiconError::UnknownKey {
                                name,
                                table: table.clone(),
                                key: key.clone(),
                            })?
                        };
                        phrases_of_all.push((phrase, (cue, number)));
                    }
                }
            }
        }
        let numerals = quantity::Vocabulary::embedded()?;
        let calendar = time::Calendar::embedded()?;
        let next = table_numbers.len();
        let of_time = *table_numbers.entry("time".to_owned()).or_insert(next);
        for (phrase, word) in calendar.day_words() {
            let cue = Cue::Time(time_cue(word));
            phrases_of_all.push((phrase.to_owned(), (cue, of_time)));
        }
        Ok(Self {
            phrases: Phrases::of(phrases_of_all),
            parties,
            numerals,
            calendar,
            count_words: CountWords::embedded()?,
            column_words: ColumnWords::embedded()?,
            closed_sets: ClosedSets::embedded()
                .map_err(|(name, source)| LexiconError::Syntax { name, source })?,
            endings: Endings::embedded()?,
            weights: PassageWeights::embedded()?,
            predicate_words: PredicateWords::embedded()?,
        })
    }

    /// The names of the parties, in the order of their numbers.
    pub fn parties(&self) -> &[String] {
        &self.parties
    }

    /// The cues of a sentence, given its words in lower case (see [`folded`]), in order of the text.
    /// Within one table of the lexicon the longest phrase wins; cues of different tables may
    /// share words.
    pub fn cues(&self, words: Words<'_>) -> Vec<CueMatch> {
        self.phrases.cues(words)
    }
}

/// What a word for a day tells the rules that ask no more than whether one is named.
fn time_cue(word: DayWord) -> TimeCue {
    match word {
        DayWord::Month(_) => TimeCue::Month,
        DayWord::Weekday(number) => TimeCue::Weekday(number),
        DayWord::Offset(..0) => TimeCue::Yesterday,
        DayWord::Offset(0) => TimeCue::Today,
        DayWord::Offset(_) => TimeCue::Tomorrow,
    }
}

/// The number of a party; the key of its phrases is its name, with spaces for underscores.
fn party(parties: &mut Vec<String>, key: &str) -> usize {
    let name = key.replace('_', " ");
    let known = parties.iter().position(|known| *known == name);
    known.unwrap_or_else(|| {
        parties.push(name);
        parties.len() - 1
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::cue::Passage;
    use super::*;
    use crate::model::{Mode, Status};
    use crate::report::{FoldedText, tokens};

    fn cues(sentence: &str) -> Vec<(String, Cue)> {
        let folded = FoldedText::of(sentence, &tokens(sentence, 0, sentence.len()));
        let words = folded.words();
        Lexicon::embedded()
            .unwrap()
            .cues(words)
            .into_iter()
            .map(|found| {
                let phrase: Vec<&str> = (found.start..found.end).map(|at| &words[at]).collect();
                (phrase.join(" "), found.cue)
            })
            .collect()
    }

    #[test]
    fn every_embedded_lexicon_is_well_formed() {
        Lexicon::embedded().unwrap();
    }

    #[test]
    fn the_longest_phrase_of_a_table_wins() {
        let found = cues("The grain corridor and a humanitarian corridor");
        assert!(found.contains(&("grain corridor".into(), Cue::Passage(Passage::Other))));
        assert!(found.contains(&(
            "humanitarian corridor".into(),
            Cue::Passage(Passage::Humanitarian)
        )));
        assert!(
            !found
                .iter()
                .any(|(_, cue)| *cue == Cue::Passage(Passage::General))
        );
    }

    #[test]
    fn inflected_words_are_found_by_their_stems() {
        let found = cues("погоджено гуманітарних коридорів власним транспортом");
        assert!(found.contains(&("погоджено".into(), Cue::Status(Status::Agreed))));
        assert!(found.contains(&(
            "гуманітарних коридорів".into(),
            Cue::Passage(Passage::Humanitarian)
        )));
        assert!(found.contains(&("власним транспортом".into(), Cue::Mode(Mode::OwnVehicle))));
    }

    #[test]
    fn a_key_without_meaning_is_named() {
        let error = Lexicon::parse(&[("xx", "[status]\nwondrous = [\"x\"]")]).unwrap_err();
        assert!(error.to_string().contains("wondrous"));
    }
}
