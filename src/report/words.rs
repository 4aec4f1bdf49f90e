//! The words of a stretch of text in small letters, side by side in one string.

use std::ops::{Index, Range};

use super::tokens::Token;

/// The folded words of some tokens.
///
/// One string holds the letters of all of them: a string for each word costs more than reading it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct FoldedText {
    letters: String,
    spans: Vec<Span>,
}

/// Where a word stands among the letters, in bytes.
type Span = (u32, u32);

/// Folded words in a row; word `n` is that of token `n`. Cheap to copy.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Words<'w> {
    letters: &'w str,
    spans: &'w [Span],
}

impl FoldedText {
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
                let ending = possessive(&words.letters[word.clone()]);
                (word.start as u32, (word.end - ending) as u32)
            }));
        } else {
            words.letters.reserve(letters.len());
            for token in tokens {
                let start = words.letters.len() as u32;
                push_folded(token.text(text), &mut words.letters);
                words.spans.push((start, words.letters.len() as u32));
            }
        }
        words
    }

    /// All of its words.
    pub fn words(&self) -> Words<'_> {
        Words {
            letters: &self.letters,
            spans: &self.spans,
        }
    }
}

impl<'w> Words<'w> {
    /// Word `at`.
    pub fn get(&self, at: usize) -> Option<&'w str> {
        let (start, end) = *self.spans.get(at)?;
        self.letters.get(start as usize..end as usize)
    }

    /// The bytes of word `at`; none is the empty word.
    pub fn bytes(&self, at: usize) -> &'w [u8] {
        let span = self.spans.get(at);
        span.and_then(|(start, end)| self.letters.as_bytes().get(*start as usize..*end as usize))
            .unwrap_or_default()
    }

    /// The words of some tokens in a row.
    pub fn slice(&self, tokens: Range<usize>) -> Self {
        Self {
            letters: self.letters,
            spans: self.spans.get(tokens).unwrap_or_default(),
        }
    }

    /// The words of some tokens, with the numbers of these tokens.
    pub fn picked(&self, is_wanted: impl Fn(usize) -> bool) -> (Vec<usize>, PickedWords<'w>) {
        let tokens: Vec<usize> = (0..self.len()).filter(|at| is_wanted(*at)).collect();
        let spans = tokens.iter().map(|at| self.spans[*at]).collect();
        let letters = self.letters;
        (tokens, PickedWords { letters, spans })
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
    pub fn iter(&self) -> impl Iterator<Item = &'w str> + use<'w> {
        let letters = self.letters;
        let spans = self.spans.iter();
        spans.filter_map(move |(start, end)| letters.get(*start as usize..*end as usize))
    }
}

/// Words that need not stand side by side.
#[derive(Debug)]
pub struct PickedWords<'w> {
    letters: &'w str,
    spans: Vec<Span>,
}

impl PickedWords<'_> {
    /// They as if they stood side by side.
    pub fn words(&self) -> Words<'_> {
        Words {
            letters: self.letters,
            spans: &self.spans,
        }
    }
}

impl Index<usize> for Words<'_> {
    type Output = str;

    /// Word `at`; none is the empty word.
    fn index(&self, at: usize) -> &str {
        self.get(at).unwrap_or_default()
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
            let folded = FoldedText::of(text, &tokens(text, 0, text.len()));
            let words = folded.words();
            assert_eq!(words.iter().collect::<Vec<_>>().join("|"), expected);
            assert_eq!(&words[words.len()], "");
        }
    }

    #[test]
    fn words_in_a_row_are_words_of_their_own() {
        let text = "Buses left Сум’янка at 10.";
        let folded = FoldedText::of(text, &tokens(text, 0, text.len()));
        let words = folded.words();
        let slice = words.slice(1..3);
        assert_eq!(slice.iter().collect::<Vec<_>>(), ["left", "сум'янка"]);
        assert!(words.slice(6..6).is_empty());
    }

    proptest! {
        #[test]
        fn a_stretch_of_text_folds_as_its_words_do(text in "[A-Za-z's`’ЁёА-Яа-я ,]{0,60}") {
            let tokens = tokens(&text, 0, text.len());
            let folded_text = FoldedText::of(&text, &tokens);
            let words = folded_text.words();
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
