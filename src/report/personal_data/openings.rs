//! Words and marks that open the search for personal data where no digits in a row do.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, BuildError, MatchKind};

use super::phrases::{Words, title};

/// Where a word that was found counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counts {
    /// Wherever it stands.
    Everywhere,
    /// As a whole word.
    Whole,
    /// As the beginning of a word.
    Beginning,
    /// As a whole word with a number behind it: "flat 7".
    BeforeNumber,
    /// As a whole word behind one that says whose: "my aunt".
    BehindOwner,
}

/// The words, ready to be looked for.
#[derive(Debug)]
pub(super) struct Openings {
    automaton: AhoCorasick,
    counts: Vec<Counts>,
    owners: Words,
}

impl Openings {
    /// Those of a list; a word in small letters is found with a capital and in capitals too, and with ё where it has е.
    pub fn of(
        words: impl IntoIterator<Item = (String, Counts)>,
        owners: Words,
    ) -> Result<Self, BuildError> {
        let mut written: Vec<(String, Counts)> = Vec::new();
        for (word, counts) in words {
            let with_dots = word.match_indices('\u{435}').map(|(at, _)| {
                let (before, behind) = word.split_at(at);
                format!(
                    "{before}\u{451}{}",
                    behind.strip_prefix('\u{435}').unwrap_or(behind)
                )
            });
            let spellings: Vec<String> = with_dots.chain([word.clone()]).collect();
            for word in spellings {
                let mut shapes = vec![title(&word), word.to_uppercase(), word];
                shapes.dedup();
                written.extend(shapes.into_iter().map(|shape| (shape, counts)));
            }
        }
        Ok(Self {
            automaton: AhoCorasickBuilder::new()
                .ascii_case_insensitive(true)
                .match_kind(MatchKind::LeftmostLongest)
                .kind(Some(AhoCorasickKind::DFA))
                .build(written.iter().map(|(word, _)| word))?,
            counts: written.into_iter().map(|(_, counts)| counts).collect(),
            owners,
        })
    }

    /// Where they stand in a text, in bytes, and where they count.
    pub fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Range<usize>, Counts)> + 't {
        self.automaton.find_iter(text).filter_map(|found| {
            let counts = self.counts.get(found.pattern().as_usize());
            let counts = counts.copied().unwrap_or(Counts::Everywhere);
            let is_one =
                counts == Counts::Everywhere || self.is_word_of(text, found.range(), counts);
            is_one.then_some((found.range(), counts))
        })
    }

    fn is_word_of(&self, text: &str, range: Range<usize>, counts: Counts) -> bool {
        let before = text.get(..range.start).unwrap_or_default();
        let behind = text.get(range.end..).unwrap_or_default();
        let goes_on = counts != Counts::Beginning && behind.starts_with(char::is_alphabetic);
        if before.ends_with(char::is_alphabetic) || goes_on {
            return false;
        }
        match counts {
            Counts::BeforeNumber => behind
                .trim_start_matches(['.', ' ', '№', '\u{a0}'])
                .starts_with(|digit: char| digit.is_ascii_digit()),
            Counts::BehindOwner => {
                let before = before.trim_end();
                let owner = before.rsplit(|letter: char| !letter.is_alphabetic()).next();
                owner.is_some_and(|owner| {
                    self.owners
                        .has(&owner.to_lowercase().replace('\u{451}', "\u{435}"))
                })
            }
            Counts::Everywhere | Counts::Whole | Counts::Beginning => true,
        }
    }
}
