//! A text cut into words, numbers and marks, in one pass and without copies.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with apostrophes and combining marks inside.
    Word,
    /// Digits, with the separators of numbers and hours inside (`1,100`, `10:30`).
    Number,
    /// One other character that is not white space.
    Mark,
}

/// How a word is capitalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// No capital at the start (also numbers and marks).
    Lower,
    /// A capital at the start only.
    Title,
    /// Two or more letters, all capitals.
    Upper,
    /// Capitals inside.
    Mixed,
}

/// A token: byte offsets into the text it was cut from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it is.
    pub kind: TokenKind,
    /// How it is capitalised.
    pub case: Case,
}

impl Token {
    /// The token's characters.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether the word starts with a capital.
    pub fn is_capitalised(&self) -> bool {
        self.case != Case::Lower
    }
}

/// The tokens of `text` from byte `start` up to byte `end`.
pub fn tokens(text: &str, start: usize, end: usize) -> Vec<Token> {
    let mut found = Vec::with_capacity(end.saturating_sub(start) / 3);
    let slice = text.get(start..end).unwrap_or_default();
    let mut at = 0;
    while let Some(character) = character_at(slice, at) {
        let first = at;
        at += character.len_utf8();
        if is_space(character) {
            continue;
        }
        let mut shape = Shape::of(character);
        let kind = if is_letter(character) {
            at = word_end(slice, at, &mut shape);
            TokenKind::Word
        } else if character.is_ascii_digit() {
            at = number_end(slice, at);
            TokenKind::Number
        } else {
            TokenKind::Mark
        };
        found.push(Token {
            start: start + first,
            end: start + at,
            kind,
            case: shape.case(),
        });
    }
    found
}

/// The capitals of a word as they are met.
struct Shape {
    starts_upper: bool,
    letters: usize,
    capitals: usize,
}

impl Shape {
    fn of(first: char) -> Self {
        let starts_upper = is_upper(first);
        Self {
            starts_upper,
            letters: 1,
            capitals: usize::from(starts_upper),
        }
    }

    fn case(&self) -> Case {
        match (self.starts_upper, self.capitals) {
            (false, _) => Case::Lower,
            (true, 1) => Case::Title,
            (true, capitals) if capitals + 1 >= self.letters => Case::Upper,
            _ => Case::Mixed,
        }
    }
}

/// Where the word ends whose first letter ends at `at`.
fn word_end(text: &str, mut at: usize, shape: &mut Shape) -> usize {
    loop {
        at = ascii_word_end(text.as_bytes(), at, shape);
        let Some(next) = character_at(text, at) else {
            break;
        };
        let after = at + next.len_utf8();
        let is_inside =
            is_word_character(next) || (is_apostrophe(next) && letter_follows(text, after));
        if !is_inside {
            break;
        }
        shape.letters += 1;
        shape.capitals += usize::from(is_upper(next));
        at = after;
    }
    at
}

/// Skips the ASCII letters and digits from `at` on.
fn ascii_word_end(bytes: &[u8], mut at: usize, shape: &mut Shape) -> usize {
    let start = at;
    while let Some(byte) = bytes.get(at)
        && byte.is_ascii_alphanumeric()
    {
        shape.capitals += usize::from(byte.is_ascii_uppercase());
        at += 1;
    }
    shape.letters += at - start;
    at
}

/// Where the number ends whose first digit ends at `at`.
fn number_end(text: &str, mut at: usize) -> usize {
    while let Some(next) = character_at(text, at) {
        let after = at + next.len_utf8();
        let is_separator = matches!(next, ',' | '.' | ':' | '\u{a0}' | '\u{202f}');
        let is_inside = next.is_ascii_digit() || (is_separator && digit_follows(text, after));
        if !is_inside {
            break;
        }
        at = after;
    }
    at
}

/// The character at byte `at`; ASCII without decoding.
fn character_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
        Some(_) => text.get(at..)?.chars().next(),
        None => None,
    }
}

// The tables of Unicode are slow; ASCII and the Cyrillic of Ukrainian and Russian need none.

fn is_space(character: char) -> bool {
    match character {
        '\u{400}'..='\u{45f}' => false,
        _ => character.is_whitespace(),
    }
}

fn is_letter(character: char) -> bool {
    matches!(character, 'a'..='z' | 'A'..='Z' | '\u{400}'..='\u{45f}')
        || (!character.is_ascii() && character.is_alphabetic())
}

fn is_upper(character: char) -> bool {
    match character {
        '\u{430}'..='\u{45f}' => false,
        '\u{400}'..='\u{42f}' => true,
        _ => character.is_uppercase(),
    }
}

fn is_word_character(character: char) -> bool {
    is_letter(character)
        || character.is_ascii_digit()
        || (!character.is_ascii()
            && (character.is_alphanumeric()
                || matches!(character, '\u{300}'..='\u{36f}' | '\u{ad}')))
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ' | '`' | 'ʹ')
}

fn letter_follows(text: &str, at: usize) -> bool {
    character_at(text, at).is_some_and(is_letter)
}

fn digit_follows(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_some_and(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_numbers_and_marks_are_told_apart() {
        let text = "Mariupol’s 1,100 buses – о 10:30, UN (Слов'янськ)";
        let words: Vec<_> = tokens(text, 0, text.len())
            .iter()
            .map(|token| token.text(text))
            .collect();
        assert_eq!(
            words,
            [
                "Mariupol’s",
                "1,100",
                "buses",
                "–",
                "о",
                "10:30",
                ",",
                "UN",
                "(",
                "Слов'янськ",
                ")"
            ]
        );
    }

    proptest! {
        #[test]
        fn tokens_are_in_order_and_cover_everything_but_space(text in "\\PC{0,80}") {
            let mut covered = 0;
            for token in tokens(&text, 0, text.len()) {
                prop_assert!(token.start >= covered && token.end > token.start);
                prop_assert!(text[covered..token.start].chars().all(char::is_whitespace));
                covered = token.end;
            }
            prop_assert!(text[covered..].chars().all(char::is_whitespace));
        }
    }
}
