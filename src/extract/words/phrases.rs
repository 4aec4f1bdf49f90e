//! The phrases of the lexicon, and which of those that stand in a sentence count.

use std::cmp::Reverse;

use super::cue::{Cue, CueMatch};
use crate::report::{FoundPhrase, Phrasebook, Words};

/// Phrases with their meanings, by tables.
#[derive(Debug)]
pub struct Phrases {
    book: Phrasebook<(Cue, Table)>,
    tables: usize,
}

/// The number of a table. Phrases of one table exclude each other: the longest wins.
pub type Table = usize;

impl Phrases {
    /// The phrases of some tables.
    pub fn of(phrases: Vec<(String, (Cue, Table))>) -> Self {
        let last = phrases.iter().map(|(_, (_, table))| *table).max();
        Self {
            tables: last.map_or(0, |last| last + 1),
            book: Phrasebook::of(phrases),
        }
    }

    /// The cues of a sentence, given its folded words, in order of the text. Within one table the
    /// longest phrase wins; cues of different tables may share words.
    pub fn cues(&self, words: Words<'_>) -> Vec<CueMatch> {
        // About every third word is a cue.
        let mut found: Vec<CueMatch> = Vec::with_capacity(words.len() / 2 + 1);
        let mut covered = vec![0_usize; self.tables];
        self.book.each(words, |standing| {
            // By table, the longest first, then in the order of the lexicon.
            if standing.len() > 1 {
                standing.sort_unstable_by_key(|found| {
                    let (_, table) = found.meaning;
                    (table, Reverse(found.end), found.number)
                });
            }
            let first = found.len();
            // The table that is looked at, and where its longest phrase ends.
            let mut longest = (usize::MAX, 0);
            for standing in standing.iter() {
                let FoundPhrase { start, end, .. } = *standing;
                let (cue, table) = standing.meaning;
                if table != longest.0 {
                    let is_covered = start < covered[table];
                    longest = (table, if is_covered { usize::MAX } else { end });
                }
                if end < longest.1 {
                    continue;
                }
                covered[table] = end;
                let cue = CueMatch { start, end, cue };
                if !found[first..].contains(&cue) {
                    found.push(cue);
                }
            }
        });
        found
    }
}
