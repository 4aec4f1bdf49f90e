//! The words at the head of a table's column that say what the column holds, read from
//! `geodata/languages/*/tables.tsv`.

use crate::language::language_files;
use crate::report::{PhraseTableError, Phrasebook, Words, phrase_rows};

/// What the head of a column says that the column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnWord {
    /// Where people leave.
    From,
    /// Where they are taken.
    To,
    /// What they pass.
    Via,
    /// The whole way ("A - B").
    Way,
    /// What somebody pays, or scores: the rows are no passages.
    Price,
    /// None of these: hours, days, numbers.
    Other,
}

/// The words of all languages together.
#[derive(Debug)]
pub struct ColumnWords {
    book: Phrasebook<ColumnWord>,
}

impl ColumnWords {
    /// The tables that are compiled in: English, Ukrainian, Russian.
    ///
    /// # Errors
    /// [`PhraseTableError`] when a table is malformed; a test guards against it.
    pub fn embedded() -> Result<Self, PhraseTableError> {
        let mut phrases = Vec::new();
        for (file, table) in language_files!("tables.tsv") {
            for row in phrase_rows(file, table) {
                let row = row?;
                let word = of_kind(row.kind).ok_or_else(|| row.error("its kind is not known"))?;
                phrases.extend(row.phrases().map(|phrase| (phrase, word)));
            }
        }
        Ok(Self {
            book: Phrasebook::of(phrases),
        })
    }

    /// What the words at the head of a column say that it holds: "time of departure" is no origin,
    /// and of several phrases the longest counts.
    pub fn of_head(&self, words: Words<'_>) -> Option<ColumnWord> {
        let mut longest: Option<(usize, ColumnWord)> = None;
        let mut decides = None;
        self.book.each(words, |standing| {
            for found in standing {
                let length = found.end - found.start;
                if matches!(found.meaning, ColumnWord::Other | ColumnWord::Price) {
                    decides = Some(found.meaning);
                } else if longest.is_none_or(|(known, _)| length > known) {
                    longest = Some((length, found.meaning));
                }
            }
        });
        decides.or(longest.map(|(_, word)| word))
    }
}

fn of_kind(kind: &str) -> Option<ColumnWord> {
    Some(match kind {
        "from" => ColumnWord::From,
        "to" => ColumnWord::To,
        "via" => ColumnWord::Via,
        "way" => ColumnWord::Way,
        "price" => ColumnWord::Price,
        "other" => ColumnWord::Other,
        _ => return None,
    })
}
