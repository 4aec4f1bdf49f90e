//! Tables of phrases as they stand in `geodata/languages`: a kind, a value and phrases a line.

use thiserror::Error;

/// Why a table of phrases cannot be used.
#[derive(Debug, Error)]
#[error("{file}, line {line}: {reason}")]
pub struct PhraseTableError {
    /// Where the table stands.
    pub file: &'static str,
    /// Which line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: &'static str,
}

/// A line of a table.
#[derive(Debug, Clone, Copy)]
pub struct PhraseRow<'t> {
    /// What its phrases say.
    pub kind: &'t str,
    /// The number or name that belongs to the kind, or a dash.
    pub value: &'t str,
    phrases: &'t str,
    file: &'static str,
    line: usize,
}

impl<'t> PhraseRow<'t> {
    /// Its phrases, in the order of the line.
    pub fn phrases(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        self.phrases.split(", ")
    }

    /// The error that this line is wrong.
    pub fn error(&self, reason: &'static str) -> PhraseTableError {
        PhraseTableError {
            file: self.file,
            line: self.line,
            reason,
        }
    }
}

/// The lines of a table; empty ones and those that begin with `#` are left out.
pub fn phrase_rows<'t>(
    file: &'static str,
    table: &'t str,
) -> impl Iterator<Item = Result<PhraseRow<'t>, PhraseTableError>> + use<'t> {
    let lines = (1..).zip(table.lines());
    let lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    lines.map(move |(number, line)| {
        let columns: Vec<&str> = line.split('\t').collect();
        match columns[..] {
            [kind, value, phrases] => Ok(PhraseRow {
                kind,
                value,
                phrases,
                file,
                line: number,
            }),
            _ => Err(PhraseTableError {
                file,
                line: number,
                reason: "it has not three columns",
            }),
        }
    })
}
