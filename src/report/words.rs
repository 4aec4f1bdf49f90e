//! The words of a stretch of text in small letters, side by side in one string.

use std::ops::{Index, Range};

use super::tokens::Token;

/// The folded words of some tokens; word `n` is that of token `n`.
///
/// One string holds the letters of all of them: a string for each word costs more than reading it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Words {
    letters: String,
    spans: Vec<Range<usize>>,
}

impl Words {
    /// The words of some tokens of `text`.
    pub fn of(text: &str, tokens: &[Token]) -> Self {
        let mut words = Self::default();
        let stretch = tokens.first().map_or(0, |token| token.start)
            ..tokens.last().map_or(0, |token| token.end);
        let start = stretch.start;
        let letters = text.get(stretch).unwrap_or_default();
        words.spans.reserve(tokens.len());
        if letters.is_ascii() && !letters.contains('`') {
            words.letters = letters.to_ascii_lowercase();
            words.spans.extend(tokens.iter().map(|token| {
                let word = token.start - start..token.end - start;
                word.start..word.end - possessive(&words.letters[word])
            }));
        } else {
            for token in tokens {
                words.push(token.text(text));
            }
        }
        words
    }

    fn push(&mut self, word: &str) {
        let start = self.letters.len();
        push_folded(word, &mut self.letters);
        self.spans.push(start..self.letters.len());
    }

    /// Word `at`.
    pub fn get(&self, at: usize) -> Option<&str> {
        self.letters.get(self.spans.get(at)?.clone())
    }

    /// The words of some tokens in a row.
    pub fn slice(&self, tokens: Range<usize>) -> Self {
        let spans = self.spans.get(tokens).unwrap_or_default();
        let start = spans.first().map_or(0, |span| span.start);
        let end = spans.last().map_or(0, |span| span.end);
        Self {
            letters: self.letters.get(start..end).unwrap_or_default().to_owned(),
            spans: spans
                .iter()
                .map(|span| span.start - start..span.end - start)
                .collect(),
        }
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The words in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.spans
            .iter()
            .filter_map(|span| self.letters.get(span.clone()))
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
        words.into_iter().for_each(|word| found.push(word));
        found
    }
}

/// A word as lists of words hold it: in small letters, with one kind of apostrophe, `е` for `ё`,
/// without marks of stress and without the English possessive.
pub fn folded(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    push_folded(word, &mut folded);
    folded
}

/// Appends a word as [`folded`] gives it.
pub fn push_folded(word: &str, folded: &mut String) {
    let start = folded.len();
    for letter in word.chars() {
        match letter {
            '\u{301}' | '\u{ad}' => {}
            '’' | 'ʼ' | '`' | 'ʹ' => folded.push('\''),
            'ё' | 'Ё' => folded.push('е'),
            other => push_lower(other, folded),
        }
    }
    folded.truncate(folded.len() - possessive(&folded[start..]));
}

/// How many bytes of a folded word its possessive ending takes.
fn possessive(word: &str) -> usize {
    if word.ends_with("'s") { "'s".len() } else { 0 }
}

/// Appends a letter in lower case; ASCII and Cyrillic without the tables of Unicode.
fn push_lower(letter: char, folded: &mut String) {
    match letter {
        _ if letter.is_ascii() => folded.push(letter.to_ascii_lowercase()),
        '\u{430}'..='\u{45f}' => folded.push(letter),
        '\u{410}'..='\u{42f}' => folded.push(offset(letter, 0x20)),
        '\u{400}'..='\u{40f}' => folded.push(offset(letter, 0x50)),
        _ => folded.extend(letter.to_lowercase()),
    }
}

fn offset(letter: char, by: u32) -> char {
    char::from_u32(u32::from(letter) + by).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tokens;
    use proptest::prelude::*;

    #[test]
    fn each_token_has_its_word() {
        for (text, expected) in [
            ("Із Маріуполя (TODAY)", "із|маріуполя|(|today|)"),
            ("Mariupol's 20 Buses", "mariupol|20|buses"),
            (
                "Kyiv’s, Сло\u{301}в`янськ, Орёл",
                "kyiv|,|слов'янськ|,|орел",
            ),
            ("", ""),
        ] {
            let words = Words::of(text, &tokens(text, 0, text.len()));
            assert_eq!(words.iter().collect::<Vec<_>>().join("|"), expected);
            assert_eq!(&words[words.len()], "");
        }
    }

    #[test]
    fn words_in_a_row_are_words_of_their_own() {
        let text = "Buses left Сум’янка at 10.";
        let words = Words::of(text, &tokens(text, 0, text.len()));
        let slice = words.slice(1..3);
        assert_eq!(slice.iter().collect::<Vec<_>>(), ["left", "сум'янка"]);
        assert!(words.slice(6..6).is_empty());
    }

    proptest! {
        #[test]
        fn a_stretch_of_text_folds_as_its_words_do(text in "[A-Za-z's`’ЁёА-Яа-я ,]{0,60}") {
            let tokens = tokens(&text, 0, text.len());
            let words = Words::of(&text, &tokens);
            for (token, word) in tokens.iter().zip(words.iter()) {
                prop_assert_eq!(folded(token.text(&text)), word);
            }
        }

        #[test]
        fn letters_are_lowered_as_unicode_says(letter in any::<char>()) {
            let mut folded = String::new();
            push_lower(letter, &mut folded);
            prop_assert_eq!(folded, letter.to_lowercase().collect::<String>());
        }
    }
}
