//! The gazetteer's tables, as text.

use std::error::Error;
use std::fs;
use std::path::Path;

/// The tables, as text.
pub struct Tables {
    /// Countries, first-order units, regions, waters.
    pub areas: String,
    /// Which places are seats of governments.
    pub seats: String,
    /// Settlements, by country code.
    pub places: Vec<(String, String)>,
}

impl Tables {
    /// Reads the tables of the folder `gazetteer`.
    pub fn read(gazetteer: &Path) -> Result<Self, Box<dyn Error>> {
        let text =
            |file: &Path| fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()));
        let mut places = Vec::new();
        for entry in fs::read_dir(gazetteer.join("places"))? {
            let file = entry?.path();
            let country = file
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            places.push((country, text(&file)?));
        }
        places.sort();
        Ok(Self {
            areas: text(&gazetteer.join("areas.tsv"))?,
            seats: text(&gazetteer.join("seats.tsv"))?,
            places,
        })
    }
}

/// A line of a tab separated table, with the table's header.
pub struct Row<'a> {
    header: &'a str,
    line: &'a str,
}

impl<'a> Row<'a> {
    /// The cell under a heading; empty where there is none.
    pub fn text(&self, heading: &str) -> &'a str {
        let column = self.header.split('\t').position(|h| h == heading);
        column
            .and_then(|c| self.line.split('\t').nth(c))
            .unwrap_or_default()
    }

    /// The cell as a whole number; 0 where it is empty.
    pub fn number(&self, heading: &str) -> u32 {
        self.text(heading).parse().unwrap_or_default()
    }
}

/// The rows of a table.
pub fn rows(table: &str) -> impl Iterator<Item = Row<'_>> {
    let mut lines = table.lines();
    let header = lines.next().unwrap_or_default();
    lines
        .filter(|l| !l.is_empty())
        .map(move |line| Row { header, line })
}
