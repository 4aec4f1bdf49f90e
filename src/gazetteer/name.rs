//! The one form in which names are compared: what [`fold`] makes of them.
//!
//! Upper and lower case, diacritics of Latin and Greek letters, vowel signs of Arabic and Hebrew,
//! apostrophes and dots fall away; dashes and runs of white space become one space. Cyrillic й, ї
//! and ў are letters of their own and stay; ё is written е and ґ is written г, because reports do
//! both. Composed and decomposed input (NFC, NFD) give the same. The index is built with the same
//! code that reads the text, so the two cannot drift apart.

use std::str::Chars;

use unicode_normalization::char::{canonical_combining_class, decompose_canonical};

/// A character of the folded name and the bytes of the source it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoldedChar {
    /// The folded character.
    pub letter: char,
    /// Byte offset in the source of the character that gave it.
    pub start: usize,
    /// Byte offset in the source just after that character.
    pub end: usize,
}

/// Streams the folded characters of `text`; allocates nothing.
pub fn fold(text: &str) -> Fold<'_> {
    Fold {
        source: text.chars(),
        length: text.len(),
        ready: Letters::default(),
        start: 0,
        end: 0,
        space: None,
        begun: false,
    }
}

/// The folded form of a whole name.
pub fn folded(text: &str) -> String {
    fold(text).map(|folded| folded.letter).collect()
}

/// Whether `c` is written as an apostrophe (a letter of its own or a mark of softness).
pub fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '\u{b4}' | '\u{2b9}'
            ..='\u{2bf}'
                | '\u{2c8}'
                | '\u{55a}'
                | '\u{5f3}'
                | '\u{2018}'
                | '\u{2019}'
                | '\u{201b}'
                | '\u{2032}'
                | '\u{ff07}'
    )
}

/// Iterator over the folded characters of a text. See [`fold`].
#[derive(Debug, Clone)]
pub struct Fold<'t> {
    source: Chars<'t>,
    length: usize,
    /// Letters that the last source character gave and that are still to be handed out.
    ready: Letters,
    start: usize,
    end: usize,
    /// Where a separator began that is still to be written, should another letter follow.
    space: Option<usize>,
    begun: bool,
}

impl Iterator for Fold<'_> {
    type Item = FoldedChar;

    fn next(&mut self) -> Option<FoldedChar> {
        // Most letters are ASCII and stand for themselves.
        if self.ready.is_empty()
            && self.space.is_none()
            && let Some(byte) = self.source.as_str().as_bytes().first()
            && byte.is_ascii_alphanumeric()
        {
            (self.start, self.begun) = (self.offset(), true);
            self.end = self.start + 1;
            self.source.next();
            return Some(FoldedChar {
                letter: char::from(byte.to_ascii_lowercase()),
                start: self.start,
                end: self.end,
            });
        }
        loop {
            if self.ready.is_empty() {
                self.take_source()?;
                continue;
            }
            if self.begun
                && let Some(start) = self.space.take()
            {
                return Some(FoldedChar {
                    letter: ' ',
                    start,
                    end: self.start,
                });
            }
            self.space = None;
            self.begun = true;
            return Some(FoldedChar {
                letter: self.ready.take(),
                start: self.start,
                end: self.end,
            });
        }
    }
}

impl Fold<'_> {
    /// Whether the source character read last has more letters to give (ß gives two).
    pub fn is_inside_character(&self) -> bool {
        !self.ready.is_empty()
    }

    fn offset(&self) -> usize {
        self.length - self.source.as_str().len()
    }

    /// Reads one source character into `ready` (nothing for what is dropped); `None` at the end.
    fn take_source(&mut self) -> Option<()> {
        let start = self.offset();
        let c = self.source.next()?;
        self.ready.clear();
        match meaning(c) {
            Meaning::Letter(letter) => self.ready.push(letter),
            Meaning::MayTakeMark(letter) => {
                let marked = with_mark(letter, self.source.as_str());
                self.ready.push(marked);
            }
            Meaning::Separator => {
                self.space.get_or_insert(start);
            }
            Meaning::Nothing => {}
            Meaning::Other => decompose_canonical(c, |part| {
                for lower in part.to_lowercase() {
                    spell(lower, &mut self.ready);
                }
            }),
        }
        self.start = start;
        self.end = self.offset();
        Some(())
    }
}

enum Meaning {
    Letter(char),
    /// Cyrillic и, і, у: a letter of its own with the right mark after it.
    MayTakeMark(char),
    Separator,
    Nothing,
    Other,
}

fn meaning(c: char) -> Meaning {
    match c {
        'a'..='z' | '0'..='9' => Meaning::Letter(c),
        'A'..='Z' => Meaning::Letter(c.to_ascii_lowercase()),
        'И' | 'и' => Meaning::MayTakeMark('и'),
        'І' | 'і' => Meaning::MayTakeMark('і'),
        'У' | 'у' => Meaning::MayTakeMark('у'),
        'а'..='я' => Meaning::Letter(c),
        // Upper case stands 32 code points before lower case here.
        'А'..='Я' => Meaning::Letter(char::from_u32(c as u32 + 32).unwrap_or(c)),
        'Ї' | 'ї' => Meaning::Letter('ї'),
        'Ў' | 'ў' => Meaning::Letter('ў'),
        'Є' | 'є' => Meaning::Letter('є'),
        'Ё' | 'ё' => Meaning::Letter('е'),
        'Ґ' | 'ґ' => Meaning::Letter('г'),
        '.' | '\u{b7}' | '\u{2024}' | '\u{ff0e}' => Meaning::Nothing,
        '-' | '\u{5be}' | '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' => Meaning::Separator,
        '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => Meaning::Separator,
        // Full-width forms repeat ASCII at a fixed distance.
        '\u{ff01}'..='\u{ff5e}' => match char::from_u32(c as u32 - 0xfee0) {
            Some(ascii) => meaning(ascii),
            None => Meaning::Nothing,
        },
        _ if is_apostrophe(c) || is_dropped(c) => Meaning::Nothing,
        _ if c.is_ascii() && !c.is_ascii_whitespace() => Meaning::Letter(c),
        _ if c.is_whitespace() => Meaning::Separator,
        _ => Meaning::Other,
    }
}

/// The letter that `letter` becomes with the combining marks at the start of `rest`.
fn with_mark(letter: char, rest: &str) -> char {
    // The first mark above decides; marks elsewhere (below, overlaid) do not stand in its way.
    let above = rest
        .chars()
        .take_while(|mark| ('\u{300}'..='\u{36f}').contains(mark))
        .find(|mark| canonical_combining_class(*mark) >= 230);
    match (letter, above) {
        ('и', Some('\u{306}')) => 'й',
        ('і', Some('\u{308}')) => 'ї',
        ('у', Some('\u{306}')) => 'ў',
        _ => letter,
    }
}

/// Marks and invisible characters that a name is the same without.
pub fn is_dropped(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{300}'..='\u{36f}'
            | '\u{483}'..='\u{489}'
            | '\u{591}'..='\u{5bd}'
            | '\u{5bf}'
            | '\u{5c1}'
            | '\u{5c2}'
            | '\u{5c4}'
            | '\u{5c5}'
            | '\u{5c7}'
            | '\u{610}'..='\u{61a}'
            | '\u{61c}'
            | '\u{640}'
            | '\u{64b}'..='\u{65f}'
            | '\u{670}'
            | '\u{6d6}'..='\u{6dc}'
            | '\u{6df}'..='\u{6e4}'
            | '\u{6e7}'
            | '\u{6e8}'
            | '\u{6ea}'..='\u{6ed}'
            | '\u{180e}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{fe20}'..='\u{fe2f}'
            | '\u{feff}'
    )
}

/// Writes a lower-case letter without decomposition the way it is written in plain Latin, Greek
/// or Cyrillic.
fn spell(c: char, into: &mut Letters) {
    let plain = match c {
        'ß' => "ss",
        'æ' | 'ǣ' | 'ǽ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ĳ' => "ij",
        'ǆ' => "dz",
        'ǉ' => "lj",
        'ǌ' => "nj",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬆ' | 'ﬅ' => "st",
        'ø' | 'ɔ' => "o",
        'đ' | 'ð' | 'ɖ' | 'ɗ' => "d",
        'ł' | 'ŀ' => "l",
        'ħ' => "h",
        'ŋ' | 'ŉ' => "n",
        'ı' => "i",
        'ĸ' | 'ƙ' => "k",
        'ŧ' => "t",
        'ſ' => "s",
        // Azerbaijani; the English spelling of its places has a (Gəncə, Ganja).
        'ə' | 'ǝ' => "a",
        'ɛ' => "e",
        'ɓ' => "b",
        'ς' => "σ",
        _ => {
            match meaning(c) {
                Meaning::Letter(letter) | Meaning::MayTakeMark(letter) => into.push(letter),
                Meaning::Other => into.push(c),
                Meaning::Separator | Meaning::Nothing => {}
            }
            return;
        }
    };
    plain.chars().for_each(|letter| into.push(letter));
}

/// A short queue: no source character gives more than eight letters.
#[derive(Debug, Clone, Default)]
struct Letters {
    letters: [char; 8],
    from: u8,
    to: u8,
}

impl Letters {
    fn is_empty(&self) -> bool {
        self.from == self.to
    }

    fn clear(&mut self) {
        self.from = 0;
        self.to = 0;
    }

    fn push(&mut self, letter: char) {
        if let Some(slot) = self.letters.get_mut(usize::from(self.to)) {
            *slot = letter;
            self.to += 1;
        }
    }

    fn take(&mut self) -> char {
        let letter = self.letters[usize::from(self.from) & 7];
        self.from += 1;
        letter
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn names_fold_to_one_form() {
        for (name, form) in [
            ("Mariupol", "mariupol"),
            ("  Velyka\u{a0} Novosilka ", "velyka novosilka"),
            ("Івано-Франківськ", "івано франківськ"),
            ("Rostov–on — Don", "rostov on don"),
            ("Кам’янське", "камянське"),
            ("Кам'янське", "камянське"),
            ("L'viv", "lviv"),
            ("Gorod Kyyiv`", "gorod kyyiv"),
            ("Україна", "україна"),
            ("Укра\u{456}\u{308}на", "україна"),
            ("Бии\u{306}ск", "бийск"),
            ("Бийск", "бийск"),
            ("Королёв", "королев"),
            ("Ґрунь", "грунь"),
            ("Łódź", "lodz"),
            ("København", "kobenhavn"),
            ("İstanbul", "istanbul"),
            ("Iğdır", "igdir"),
            ("Großröhrsdorf", "grossrohrsdorf"),
            ("GROẞRÖHRSDORF", "grossrohrsdorf"),
            ("Reykjavík", "reykjavik"),
            ("St. Petersburg", "st petersburg"),
            ("U.S.", "us"),
            ("Ｋｙｉｖ", "kyiv"),
            ("Αθήνα", "αθηνα"),
            ("الخُرطُوم", "الخرطوم"),
            ("غـــزة", "غزة"),
            ("Ganja (Gəncə)", "ganja (ganca)"),
            ("Sana\u{2bd}a\u{2bc}", "sanaa"),
            ("Za\u{ad}porizhzhia", "zaporizhzhia"),
            ("", ""),
            (" - ", ""),
        ] {
            assert_eq!(folded(name), form, "{name:?}");
        }
    }

    #[test]
    fn every_folded_character_knows_its_source() {
        let text = "  Łódź–ß";
        let seen: Vec<(char, &str)> = fold(text)
            .map(|folded| (folded.letter, &text[folded.start..folded.end]))
            .collect();
        let expected = [
            ('l', "Ł"),
            ('o', "ó"),
            ('d', "d"),
            ('z', "ź"),
            (' ', "–"),
            ('s', "ß"),
            ('s', "ß"),
        ];
        assert_eq!(seen, expected);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC*") {
            let once = folded(&text);
            prop_assert_eq!(folded(&once), once);
        }

        #[test]
        fn folding_never_panics_and_keeps_offsets_in_order(text in any::<String>()) {
            let mut last = 0;
            for folded in fold(&text) {
                prop_assert!(last <= folded.start);
                prop_assert!(folded.start < folded.end || folded.letter == ' ');
                prop_assert!(text.get(folded.start..folded.end).is_some());
                last = folded.start;
            }
        }

        #[test]
        fn composed_and_decomposed_input_agree(
            text in "[a-zA-Zà-žА-Яа-яёґїіўЇҐΑ-ωάѓќ\u{300}-\u{30c}가-힣أ-ي ʼ’-]*"
        ) {
            let composed: String = text.nfc().collect();
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(folded(&composed), folded(&decomposed));
        }

        #[test]
        fn ascii_folds_to_ascii_without_edge_or_double_spaces(text in "[ -~\t\n]*") {
            let form = folded(&text);
            prop_assert!(form.is_ascii());
            prop_assert!(!form.contains("  ") && form.trim() == form);
            prop_assert_eq!(form.to_ascii_lowercase(), form);
        }
    }
}
