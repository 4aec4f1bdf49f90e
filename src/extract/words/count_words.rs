//! The words that govern a number of people, vehicles or settlements, read from
//! `geodata/languages/*/counts.tsv`.

use crate::language::language_files;
use crate::report::{FoundPhrases, PhraseTableError, Phrasebook, Words, phrase_rows};

/// What a phrase says of a number near it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountWord {
    /// Whoever is counted moves, or is moved.
    Moved,
    /// The same as a noun: of those who are counted right behind it.
    MovedNoun,
    /// Something else happens to those who are counted, or is said of them.
    Other,
    /// They wait, wish, need, or may find room: nobody has moved, nor surely will.
    Awaited,
    /// Says what those are like who are counted ("wounded"), and nothing of what becomes of them.
    Modifier,
    /// Makes a verb of a modifier ("were trapped").
    Auxiliary,
    /// Opens a clause about those who are counted.
    Relative,
    /// Opens another clause.
    Opener,
    /// Joins words or clauses.
    And,
    /// The count is one of many days.
    AllTime,
    /// Says nothing of those who are counted ("as planned").
    Nothing,
    /// Those follow who get something, or for whom it is.
    Recipient,
}

/// The words of all languages together.
#[derive(Debug)]
pub struct CountWords {
    book: Phrasebook<CountWord>,
}

impl CountWords {
    /// The tables that are compiled in: English, Ukrainian, Russian.
    ///
    /// # Errors
    /// [`PhraseTableError`] when a table is malformed; a test guards against it.
    pub fn embedded() -> Result<Self, PhraseTableError> {
        Self::parse(&language_files!("counts.tsv"))
    }

    fn parse(tables: &[(&'static str, &str)]) -> Result<Self, PhraseTableError> {
        let mut phrases = Vec::new();
        for &(file, table) in tables {
            for row in phrase_rows(file, table) {
                let row = row?;
                let word = word(row.kind).ok_or_else(|| row.error("its kind is not known"))?;
                phrases.extend(row.phrases().map(|phrase| (phrase, word)));
            }
        }
        Ok(Self {
            book: Phrasebook::of(phrases),
        })
    }

    /// Those that stand in a row of words.
    pub fn found_in(&self, words: Words<'_>) -> FoundPhrases<CountWord> {
        self.book.found_in(words)
    }
}

fn word(kind: &str) -> Option<CountWord> {
    Some(match kind {
        "moved" => CountWord::Moved,
        "noun" => CountWord::MovedNoun,
        "other" => CountWord::Other,
        "awaited" => CountWord::Awaited,
        "modifier" => CountWord::Modifier,
        "auxiliary" => CountWord::Auxiliary,
        "relative" => CountWord::Relative,
        "opener" => CountWord::Opener,
        "and" => CountWord::And,
        "all_time" => CountWord::AllTime,
        "nothing" => CountWord::Nothing,
        "recipient" => CountWord::Recipient,
        _ => return None,
    })
}
