//! The words around coordinates, read from `geodata/languages/*/coordinates.tsv`.

use std::collections::{BTreeMap, HashSet};

use crate::language::language_files;
use crate::report::folded;

/// On which side of the equator or of the prime meridian a position lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// North of the equator.
    North,
    /// South of it.
    South,
    /// East of the prime meridian.
    East,
    /// West of it.
    West,
}

impl Side {
    /// Whether it is one of latitude.
    pub fn is_of_latitude(self) -> bool {
        matches!(self, Self::North | Self::South)
    }
}

/// The words of all languages together.
#[derive(Debug, Default)]
pub struct CoordinateWords {
    /// Sides by the letters of their words, without spaces and full stops.
    sides: BTreeMap<String, Side>,
    /// How many bytes the longest of them has.
    longest: usize,
    /// What joins latitude and longitude.
    joining: HashSet<String>,
    /// What makes two numbers before which it stands coordinates.
    pub cues: HashSet<String>,
    /// What makes exact ones coordinates.
    pub hints: HashSet<String>,
    /// What stands before numbers that are none.
    pub against: HashSet<String>,
    /// What follows numbers that are none.
    pub measures: HashSet<String>,
}

impl CoordinateWords {
    /// The tables that are compiled in: English, Ukrainian, Russian. A test guards against lines that say nothing.
    pub fn embedded() -> Self {
        let mut words = Self::default();
        for (_, table) in language_files!("coordinates.tsv") {
            for (kind, phrase) in phrases(table) {
                words.take_in(kind, phrase);
            }
        }
        words
    }

    fn take_in(&mut self, kind: &str, phrase: &str) {
        let words = match kind {
            "and" => Some(&mut self.joining),
            "cue" => Some(&mut self.cues),
            "hint" => Some(&mut self.hints),
            "against" => Some(&mut self.against),
            "measure" => Some(&mut self.measures),
            _ => None,
        };
        if let Some(words) = words {
            words.insert(folded(phrase));
            return;
        }
        let side = match kind {
            "north" => Side::North,
            "south" => Side::South,
            "east" => Side::East,
            "west" => Side::West,
            _ => return,
        };
        let letters = folded(phrase).replace(' ', "");
        self.longest = self.longest.max(letters.len());
        self.sides.insert(letters, side);
    }

    /// How many bytes the word "and" at the start of a text has, with the space behind it; 0 where there is none.
    pub fn joining_at(&self, text: &str) -> usize {
        let word = text.split(' ').next().unwrap_or_default();
        if self.joining.contains(word) {
            (word.len() + 1).min(text.len())
        } else {
            0
        }
    }

    /// The side that the words at the start of a text name, and how many bytes they have.
    pub fn side_at(&self, text: &str) -> Option<(Side, usize)> {
        let mut letters = String::new();
        let (mut found, mut has_stops) = (None, false);
        let mut characters = text.char_indices().peekable();
        while let Some((at, character)) = characters.next() {
            let end = at + character.len_utf8();
            match character {
                ' ' | '\u{a0}' => {}
                '.' => {
                    // «с. ш.» ends with a full stop of its own; that behind "N" or "latitude" may be the sentence's.
                    if let Some((side, length)) = found
                        && length == at
                        && has_stops
                    {
                        found = Some((side, end));
                    }
                    has_stops = true;
                }
                _ if character.is_alphabetic() => {
                    letters.extend(character.to_lowercase());
                    if letters.len() > self.longest {
                        break;
                    }
                    let goes_on = characters
                        .peek()
                        .is_some_and(|(_, next)| next.is_alphabetic());
                    if !goes_on && let Some(side) = self.sides.get(&letters) {
                        found = Some((*side, end));
                    }
                }
                _ => break,
            }
        }
        found
    }
}

fn phrases(table: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    let rows = lines.filter_map(|line| line.split_once('\t'));
    rows.flat_map(|(kind, phrases)| phrases.split(", ").map(move |phrase| (kind, phrase)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn sides_are_told_by_letters_and_by_words() {
        let words = CoordinateWords::embedded();
        for (text, expected) in [
            ("N, 37", Some((Side::North, 1))),
            ("с. ш., 37", Some((Side::North, "с. ш.".len()))),
            ("сх.д.", Some((Side::East, "сх.д.".len()))),
            (
                "північної широти і",
                Some((Side::North, "північної широти".len())),
            ),
            ("Nobody", None),
            ("", None),
        ] {
            assert_eq!(words.side_at(text), expected, "{text}");
        }
    }

    #[test]
    fn every_line_of_the_tables_says_something() {
        const KINDS: [&str; 9] = [
            "north", "south", "east", "west", "and", "cue", "hint", "against", "measure",
        ];
        for (file, table) in language_files!("coordinates.tsv") {
            let lines = table.lines().filter(|line| !line.starts_with('#'));
            for line in lines {
                let (kind, _) = line.split_once('\t').unwrap();
                assert!(KINDS.contains(&kind), "{file}: {line}");
            }
        }
    }
}
