//! Abbreviations of units: "Ky.", "B.C.".

use foldhash::HashMap;

/// What an abbreviation stands for.
#[derive(Debug, PartialEq)]
pub struct Unit {
    /// Identifier in the gazetteer.
    pub id: String,
    /// Whether it means the unit also without the name of a town before it.
    pub alone: bool,
}

/// Abbreviations of units by the way they are written.
#[derive(Debug)]
pub struct UnitAbbreviations(HashMap<&'static str, Unit>);

impl UnitAbbreviations {
    /// The list that is compiled in.
    pub fn embedded() -> Self {
        let lines = include_str!("../../geodata/lexicons/unit_abbreviations.tsv").lines();
        let rows = lines
            .filter(|line| !line.starts_with('#'))
            .skip(1)
            .filter_map(|line| {
                let mut cells = line.split('\t');
                let (written, code, stands) = (cells.next()?, cells.next()?, cells.next()?);
                let unit = Unit {
                    id: format!("iso3166-2:{code}"),
                    alone: stands == "anywhere",
                };
                Some((written, unit))
            });
        Self(rows.collect())
    }

    /// What an abbreviation, as it is written, stands for.
    pub fn get(&self, written: &str) -> Option<&Unit> {
        self.0.get(written)
    }
}
