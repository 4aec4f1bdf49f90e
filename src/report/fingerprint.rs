//! When two texts are the same to whoever reads them.

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::MASK;

/// What can be seen of a text, in 64 bits: texts have the same where they differ in nothing but
/// white space, line ends, invisible characters, the composition of their letters (Unicode
/// normalisation NFKC), the form of quotation marks, apostrophes and dashes, and the length of what
/// was [masked](MASK).
///
/// The first 64 bits of the SHA-256 of those characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint(i64);

/// How much of a text is handed to the digest at once, in bytes.
const PIECE: usize = 4096;

impl Fingerprint {
    /// The fingerprint of a text.
    pub fn of(text: &str) -> Self {
        let mut hash = Sha256::new();
        let mut piece = String::with_capacity(PIECE + 4);
        // What is invisible goes first, for it may part a letter from its mark; compatibility
        // forms may bring spaces.
        let visible = text.chars().filter(|c| !is_invisible(*c)).nfkc();
        let mut before = None;
        for character in visible.filter(|c| !is_invisible(*c)) {
            // How long what was masked is depends on the spaces in it.
            if character == MASK && before == Some(MASK) {
                continue;
            }
            before = Some(character);
            piece.push(plain(character));
            if piece.len() >= PIECE {
                hash.update(piece.as_bytes());
                piece.clear();
            }
        }
        hash.update(piece.as_bytes());
        let bytes = hash.finalize().into_iter().take(8);
        Self(bytes.fold(0, |bits, byte| bits << 8 | i64::from(byte)))
    }

    /// The fingerprint of these bits.
    pub fn from_bits(bits: i64) -> Self {
        Self(bits)
    }

    /// Its bits.
    pub fn bits(self) -> i64 {
        self.0
    }
}

/// White space, controls, and what Unicode says is not shown (`Default_Ignorable_Code_Point` of
/// `DerivedCoreProperties.txt`, marks of annotation).
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// One form for the quotation marks, apostrophes and dashes that programs put for each other.
fn plain(c: char) -> char {
    match c {
        '\u{2018}'..='\u{201b}' | '\u{2b9}' | '\u{2bc}' | '`' => '\'',
        '\u{201c}'..='\u{201f}' | '\u{ab}' | '\u{bb}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_has_the_same_fingerprint() {
        let text = "Коридор «Ізюм – Лозова» узгоджено.\n\nBuses leave at 9, the mayor's office said: é, й.";
        let same = [
            format!("{text}\n"),
            format!("\u{feff} {text}\u{200b}"),
            text.replace('\n', "\r\n"),
            text.replace(' ', "  "),
            text.replace(' ', "\u{a0}"),
            text.replace(' ', "\u{200b}"),
            text.replace('о', "о\u{ad}"),
            text.nfd().collect(),
            text.nfd()
                .collect::<String>()
                .replace('\u{306}', "\u{34f}\u{306}"),
            text.replace('«', "“").replace('»', "”").replace('–', "—"),
            text.replace('\'', "’"),
        ];
        for (at, other) in same.iter().enumerate() {
            assert_eq!(
                Fingerprint::of(other),
                Fingerprint::of(text),
                "{at}: {other}"
            );
        }
        for other in [
            text.replace('9', "8"),
            text.replace('.', "?"),
            text.to_uppercase(),
        ] {
            assert_ne!(Fingerprint::of(&other), Fingerprint::of(text), "{other}");
        }
        let masked = |length| format!("Call {} now", String::from(MASK).repeat(length));
        assert_eq!(Fingerprint::of(&masked(3)), Fingerprint::of(&masked(17)));
        assert_ne!(Fingerprint::of(&masked(0)), Fingerprint::of(&masked(1)));
        let long = text.repeat(200);
        assert_eq!(
            Fingerprint::of(&long.replace(' ', "\n")),
            Fingerprint::of(&long)
        );
        assert_ne!(Fingerprint::of(&format!("{long}x")), Fingerprint::of(&long));
    }
}
