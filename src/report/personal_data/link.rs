//! Personal data in the address where a report was published, also where it is percent-encoded.

use std::ops::Range;

use super::{MASK, found};
use crate::model::Masked;

/// Encoded more often than this, an address is read as it stands then.
const MOST_ROUNDS: usize = 4;

/// Masks the personal data of a web address: each character of it that holds a part of them.
pub fn mask_link(link: &str, masked: &mut Masked) -> Option<String> {
    let read = Decoded::of(link);
    let mut hidden = vec![false; link.len()];
    let mut finds = 0;
    // As it stands for links to people, in parts for numbers in a path.
    for text in [&read.text, &in_parts(&read.text)] {
        for (range, kind) in found(text) {
            let written = read.written(range);
            let new = hidden.get_mut(written.clone()).unwrap_or_default();
            if new.iter().all(|is_hidden| !is_hidden) {
                masked.count(kind);
            }
            new.fill(true);
            finds += 1;
        }
    }
    let is_hidden = |at: usize| hidden.get(at).copied().unwrap_or(false);
    let letters = link.char_indices();
    (finds > 0).then(|| {
        letters
            .map(|(at, letter)| if is_hidden(at) { MASK } else { letter })
            .collect()
    })
}

/// An address without percent-encoding.
struct Decoded {
    text: String,
    /// Of each byte of the text, the bytes of the address that it was written with.
    written: Vec<Range<usize>>,
}

impl Decoded {
    fn of(link: &str) -> Self {
        let mut bytes = link.as_bytes().to_vec();
        let mut written: Vec<Range<usize>> = (0..bytes.len()).map(|at| at..at + 1).collect();
        for _ in 0..MOST_ROUNDS {
            let before = bytes.len();
            (bytes, written) = decoded(&bytes, &written);
            if bytes.len() == before {
                break;
            }
        }
        // Bytes that are no UTF-8 become one character of one byte, so that the places hold.
        let mut text = String::with_capacity(bytes.len());
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            text.extend(chunk.invalid().iter().map(|_| '\u{1}'));
        }
        Self { text, written }
    }

    /// The bytes of the address that stand for a range of the text.
    fn written(&self, range: Range<usize>) -> Range<usize> {
        let parts = self.written.get(range).unwrap_or_default();
        match (parts.first(), parts.last()) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => 0..0,
        }
    }
}

/// One round of decoding (RFC 3986, section 2.1).
fn decoded(bytes: &[u8], written: &[Range<usize>]) -> (Vec<u8>, Vec<Range<usize>>) {
    let (mut text, mut ranges) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let (Some(byte), Some(range)) = (bytes.get(at), written.get(at)) {
        let (value, length) = match encoded(bytes.get(at..at + 3)) {
            Some(value) => (value, 3),
            None => (*byte, 1),
        };
        let end = written
            .get(at + length - 1)
            .map_or(range.end, |last| last.end);
        text.push(value);
        ranges.push(range.start..end);
        at += length;
    }
    (text, ranges)
}

fn encoded(bytes: Option<&[u8]>) -> Option<u8> {
    let [b'%', high, low] = bytes? else {
        return None;
    };
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

/// The text with its parts apart, byte for byte: a number in a path is a number of its own, a plus within a value a space.
fn in_parts(text: &str) -> String {
    let mut before = ' ';
    let apart = text.chars().map(|letter| {
        let apart = match letter {
            '/' | '?' | '&' | ';' | '#' => '|',
            '=' => ':',
            '+' | '_' if before.is_alphanumeric() => ' ',
            other => other,
        };
        before = letter;
        apart
    });
    apart.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(link: &str) -> String {
        mask_link(link, &mut Masked::default()).unwrap_or_else(|| link.to_owned())
    }

    #[test]
    fn data_are_found_however_they_are_encoded() {
        for (link, open) in [
            (
                "https://example.org/?mail=olena.k%40ukr.net",
                "https://example.org/?mail=",
            ),
            (
                "https://example.org/?mail=olena.k%2540ukr.net&x=1",
                "https://example.org/?mail=",
            ),
            (
                "https://example.org/tel%3A%2B380%2067%20441%2072%2023",
                "https://example.org/",
            ),
            (
                "https://example.org/%30%36%37%34%34%31%37%32%32%33",
                "https://example.org/",
            ),
            (
                "https://example.org/news/380674417223-bus",
                "https://example.org/news/",
            ),
            (
                "https://example.org/bus?phone=067+441+72+23",
                "https://example.org/bus?phone=",
            ),
            (
                "https://example.org/%FF/067-441-72-23",
                "https://example.org/%FF/",
            ),
        ] {
            let hidden = hidden(link);
            let masked = hidden.strip_prefix(open).unwrap_or_default();
            assert!(masked.starts_with(MASK), "{link}: {hidden}");
            for secret in ["olena", "ukr", "441", "%34", "4417"] {
                assert!(!hidden.contains(secret), "{link}: {hidden}");
            }
        }
    }

    #[test]
    fn addresses_of_articles_stay() {
        for link in [
            "https://www.pravda.com.ua/news/2022/03/30/7335858/",
            "https://x.com/UNOCHA/status/1499982233417228290",
            "https://example.org/%D0%B5%D0%B2%D0%B0%D0%BA%D1%83%D0%B0%D1%86%D1%96%D1%8F-60789012?id=1234567&utm_source=a%20b",
            "https://t.me/V_Zelenskiy_official/1234",
        ] {
            assert_eq!(hidden(link), link);
        }
    }
}
