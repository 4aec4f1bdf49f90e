//! The words of a stretch of text in small letters, side by side in one string.

use std::ops::Index;

use super::tokens::Token;

/// The folded words of some tokens; word `n` is that of token `n`.
///
/// One string holds the letters of all of them: a string for each word costs more than reading it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Words {
    letters: String,
    ends: Vec<usize>,
}

impl Words {
    /// Puts the words of some tokens of `text` in the place of those held; `fold` appends the
    /// folded form of a word to a string.
    pub fn read(&mut self, text: &str, tokens: &[Token], fold: impl Fn(&str, &mut String)) {
        self.letters.clear();
        self.ends.clear();
        for token in tokens {
            fold(token.text(text), &mut self.letters);
            self.ends.push(self.letters.len());
        }
    }

    /// Word `at`.
    pub fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.letters.get(start..end)
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The words in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|at| self.get(at))
    }
}

impl Index<usize> for Words {
    type Output = str;

    /// Word `at`; none is the empty word.
    fn index(&self, at: usize) -> &str {
        self.get(at).unwrap_or_default()
    }
}

impl<'w> FromIterator<&'w str> for Words {
    fn from_iter<I: IntoIterator<Item = &'w str>>(words: I) -> Self {
        let mut found = Self::default();
        for word in words {
            found.letters.push_str(word);
            found.ends.push(found.letters.len());
        }
        found
    }
}

/// A letter in lower case; ASCII and Cyrillic without the tables of Unicode.
pub fn push_lower(letter: char, folded: &mut String) {
    match letter {
        'A'..='Z' => folded.push(letter.to_ascii_lowercase()),
        _ if letter.is_ascii() => folded.push(letter),
        '\u{430}'..='\u{45f}' => folded.push(letter),
        '\u{410}'..='\u{42f}' => folded.push(offset(letter, 0x20)),
        '\u{400}'..='\u{40f}' => folded.push(offset(letter, 0x50)),
        _ => folded.extend(letter.to_lowercase()),
    }
}

fn offset(letter: char, by: u32) -> char {
    char::from_u32(u32::from(letter) + by).unwrap_or(letter)
}

/// Appends ASCII text in lower case.
pub fn push_ascii_lower(text: &str, folded: &mut String) {
    let start = folded.len();
    folded.push_str(text);
    folded[start..].make_ascii_lowercase();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tokens;
    use proptest::prelude::*;

    #[test]
    fn each_token_has_its_word() {
        let text = "Із Маріуполя (TODAY)";
        let mut words = Words::default();
        words.read(text, &tokens(text, 0, text.len()), |word, folded| {
            word.chars().for_each(|letter| push_lower(letter, folded));
        });
        assert_eq!(
            words.iter().collect::<Vec<_>>(),
            ["із", "маріуполя", "(", "today", ")"]
        );
        assert_eq!((&words[1], &words[9]), ("маріуполя", ""));
    }

    proptest! {
        #[test]
        fn letters_are_lowered_as_unicode_says(letter in any::<char>()) {
            let mut folded = String::new();
            push_lower(letter, &mut folded);
            prop_assert_eq!(folded, letter.to_lowercase().collect::<String>());
        }
    }
}
