//! One passage of a sentence, by the places that it joins: what `items` finds.

use std::ops::Range;

use crate::extract::annotate::Sentence;

/// One passage that a sentence speaks of: indices into the mentions, and the tokens it covers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// Origins that are stated.
    pub from: Vec<usize>,
    /// Places on the way, in order.
    pub via: Vec<usize>,
    /// Destinations.
    pub to: Vec<usize>,
    /// Whose people move.
    pub residents: Vec<usize>,
    /// Ends that a word stands for ("from there"), with its tokens.
    pub referring: Vec<(usize, Range<usize>)>,
    /// Where something merely is.
    pub located: Vec<usize>,
    /// Whether its destination is only the place whose people goods are for.
    pub is_for_beneficiary: bool,
    /// Whether vehicles start at its origin, or pick people up there.
    pub starts_there: bool,
    /// Whether the places came as a chain with dashes.
    pub is_chain: bool,
    /// Tokens before this one (up to a colon) are said of all items of the sentence.
    pub head: usize,
    /// Tokens of the item.
    pub tokens: Range<usize>,
    /// First token of its first place.
    pub first_place: usize,
}

impl Item {
    /// The origins: those stated, or else those whose people move.
    pub fn origins(&self) -> &[usize] {
        if self.from.is_empty() {
            &self.residents
        } else {
            &self.from
        }
    }

    /// The token at which its first origin or, failing that, its first place is named.
    pub fn starts_at(&self, sentence: &Sentence<'_>) -> usize {
        let origin = sentence
            .places
            .iter()
            .filter(|place| self.tokens.contains(&place.start))
            .find(|place| self.origins().contains(&place.mention));
        origin.map_or(self.first_place, |place| place.start)
    }

    /// All tokens that are said of the item: its own, and those before the colon that leads the
    /// items of the sentence.
    pub fn reach(&self) -> Range<usize> {
        let start = if self.tokens.start == self.head {
            0
        } else {
            self.tokens.start
        };
        start..self.tokens.end
    }

    pub fn is_empty(&self) -> bool {
        self.from.is_empty()
            && self.via.is_empty()
            && self.to.is_empty()
            && self.residents.is_empty()
            && self.located.is_empty()
    }
}

/// Two mentions in one sentence are the same place when their first words agree.
pub fn same_name(sentence: &Sentence<'_>, one: usize, other: usize) -> bool {
    const STEM: usize = 4;
    let word = |mention: usize| {
        sentence
            .places
            .iter()
            .find(|place| place.mention == mention)
            .and_then(|place| sentence.words.get(place.start))
            .map(|word| word.chars().take(STEM).collect::<String>())
    };
    word(one).is_some() && word(one) == word(other)
}
