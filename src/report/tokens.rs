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
    let slice = text.get(start..end).unwrap_or_default();
    let mut found = Vec::with_capacity(slice.len() / 5);
    let mut characters = slice.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if character.is_whitespace() {
            continue;
        }
        let kind = if character.is_alphabetic() {
            TokenKind::Word
        } else if character.is_ascii_digit() {
            TokenKind::Number
        } else {
            TokenKind::Mark
        };
        let mut stop = at + character.len_utf8();
        let (mut letters, mut capitals) = (1_usize, usize::from(character.is_uppercase()));
        if kind != TokenKind::Mark {
            while let Some(&(next_at, next)) = characters.peek() {
                let inside = if kind == TokenKind::Word {
                    is_word_character(next)
                        || (is_apostrophe(next) && letter_follows(slice, next_at + next.len_utf8()))
                } else {
                    next.is_ascii_digit()
                        || (matches!(next, ',' | '.' | ':' | '\u{a0}' | '\u{202f}')
                            && digit_follows(slice, next_at + next.len_utf8()))
                };
                if !inside {
                    break;
                }
                letters += 1;
                capitals += usize::from(next.is_uppercase());
                stop = next_at + next.len_utf8();
                characters.next();
            }
        }
        let case = match (character.is_uppercase(), capitals, letters) {
            (false, ..) => Case::Lower,
            (true, 1, _) => Case::Title,
            (true, capitals, letters) if capitals + 1 >= letters && letters > 1 => Case::Upper,
            _ => Case::Mixed,
        };
        found.push(Token {
            start: start + at,
            end: start + stop,
            kind,
            case,
        });
    }
    found
}

fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '\u{300}'..='\u{36f}' | '\u{ad}')
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ' | '`' | 'ʹ')
}

fn letter_follows(text: &str, at: usize) -> bool {
    text.get(at..)
        .and_then(|rest| rest.chars().next())
        .is_some_and(char::is_alphabetic)
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
