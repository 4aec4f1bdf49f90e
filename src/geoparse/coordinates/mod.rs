//! Coordinates in a text: degrees, references to the military grid, plus codes.

mod degrees;
mod grid;
mod plus_code;
mod words;

use std::collections::HashSet;
use std::ops::Range;

use degrees::{DEGREE_SIGNS, Degrees, degrees};
use grid::GridReference;
use plus_code::PlusCode;
pub use words::CoordinateWords;

use crate::report::{Cut, Token, TokenKind, Words};

/// Coordinates that a text holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Coordinates {
    /// Where they stand, in bytes.
    pub bytes: Range<usize>,
    /// What they tell.
    pub point: Point,
}

/// What coordinates tell.
#[derive(Debug, Clone, PartialEq)]
pub enum Point {
    /// Longitude and latitude in degrees.
    At(f64, f64),
    /// A short plus code: the town whose name follows tells the rest.
    NearTown(String),
    /// There is no such point, and why.
    Nowhere(String),
}

/// The coordinates of a report, in order.
pub fn coordinates(cut: &Cut<'_>, words: &CoordinateWords) -> Vec<Coordinates> {
    let mut found: Vec<Coordinates> = Vec::new();
    for paragraph in &cut.paragraphs {
        let text = Text {
            text: &cut.report.text,
            tokens: &paragraph.tokens,
            folded: paragraph.folded.words(),
            words,
        };
        for (at, token) in paragraph.tokens.iter().enumerate() {
            let is_taken = |last: &Coordinates| {
                last.bytes.end > token.start && last.bytes.start <= token.start
            };
            if found.last().is_some_and(is_taken) {
                continue;
            }
            let read = match token.kind {
                TokenKind::Number if text.may_be_degrees(at) => {
                    text.degrees_at(at).or_else(|| text.grid_reference_at(at))
                }
                TokenKind::Number => text.grid_reference_at(at),
                TokenKind::Word if starts_as_side(token.text(text.text)) => text.degrees_at(at),
                TokenKind::Mark if token.text(text.text) == "+" => text.plus_code_at(at),
                _ => None,
            };
            found.extend(read);
        }
    }
    found
}

/// "N47": a letter and a digit.
fn starts_as_side(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(char::is_uppercase)
        && characters.next().is_some_and(|next| next.is_ascii_digit())
}

struct Text<'t> {
    text: &'t str,
    tokens: &'t [Token],
    folded: Words<'t>,
    words: &'t CoordinateWords,
}

impl Text<'_> {
    fn start_of(&self, at: usize) -> usize {
        self.tokens.get(at).map_or(0, |token| token.start)
    }

    fn kind_of(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// The rest of the paragraph from a byte on.
    fn from(&self, byte: usize) -> &str {
        let end = self.tokens.last().map_or(byte, |last| last.end);
        self.text.get(byte..end).unwrap_or_default()
    }

    fn is_joined(&self, at: usize) -> bool {
        let before = at.checked_sub(1);
        let before = before.and_then(|before| self.tokens.get(before));
        before.is_some_and(|before| before.end == self.start_of(at))
    }

    /// Whether a token begins a word or stands behind what opens one: not so "v47.0971", "1-47.0971", "$47.0971".
    fn is_free(&self, at: usize) -> bool {
        const OPENS: [&str; 8] = ["(", "[", "\"", "«", "“", ":", "@", "|"];
        let before = at.checked_sub(1);
        !self.is_joined(at) || before.is_some_and(|before| OPENS.contains(&self.word(before)))
    }

    /// The words of a token in small letters.
    fn word(&self, at: usize) -> &str {
        &self.folded[at]
    }

    /// Whether a number has decimal places or a degree sign: others are no coordinates.
    fn may_be_degrees(&self, at: usize) -> bool {
        self.word(at).contains(['.', ','])
            || self.word(at + 1).starts_with(DEGREE_SIGNS)
            || matches!(self.word(at + 1), "." | ",") && self.is_joined(at + 1)
    }

    fn degrees_at(&self, at: usize) -> Option<Coordinates> {
        let start = self.start_with_side(at)?;
        let found = degrees(self.from(start), self.words)?;
        let end = start + found.length;
        let next = self.tokens.partition_point(|token| token.start < end);
        if !found.is_marked && !self.may_be_bare(at, &found, next) {
            return None;
        }
        Some(Coordinates {
            bytes: start..end,
            point: point(found.lat, found.lon),
        })
    }

    /// Where coordinates begin whose first number is a token: at its sign, or at the word for its side.
    fn start_with_side(&self, at: usize) -> Option<usize> {
        const MOST_TOKENS: usize = 4;
        let number = self.start_of(at);
        let side = (1..=MOST_TOKENS.min(at))
            .rev()
            .map(|back| at - back)
            .find(|side| {
                self.kind_of(*side) == Some(TokenKind::Word) && {
                    let start = self.start_of(*side);
                    let words = self.text.get(start..number).unwrap_or_default();
                    let behind = self.words.side_at(words);
                    let behind = behind.and_then(|(_, length)| words.get(length..));
                    behind.is_some_and(|behind| {
                        behind
                            .trim_start_matches([' ', '\u{a0}', ':', '=', '.'])
                            .is_empty()
                    })
                }
            });
        let sign = at.checked_sub(1).filter(|before| {
            matches!(self.word(*before), "-" | "−") && self.is_joined(at) && self.is_free(*before)
        });
        side.filter(|side| self.is_free(*side))
            .or(sign)
            .or_else(|| self.is_free(at).then_some(at))
            .map(|first| self.start_of(first))
    }

    /// Whether two numbers without signs and sides may be coordinates: by their many decimal places, or by a word before.
    /// `next` is the token behind them.
    fn may_be_bare(&self, at: usize, found: &Degrees, next: usize) -> bool {
        const REACH: usize = 5;
        let before = |words: &HashSet<String>| {
            (at.saturating_sub(REACH)..at).any(|before| words.contains(self.word(before)))
        };
        let is_amount = self.words.measures.contains(self.word(next))
            || matches!(self.word(next), "%" | "$" | "€" | "₴" | "£")
            || matches!(self.word(next), "-" | "–") && self.is_joined(next);
        if is_amount || before(&self.words.against) {
            return false;
        }
        let fewest = if before(&self.words.cues) {
            1
        } else if before(&self.words.hints) {
            3
        } else if found.comma.is_some() && !self.is_in_list(at, found, next) {
            4
        } else {
            return false;
        };
        found.decimals >= fewest
    }

    /// Whether further numbers stand beside two, behind the same comma.
    fn is_in_list(&self, at: usize, found: &Degrees, next: usize) -> bool {
        let is_comma = |at: usize| {
            let mut mark = self.word(at).chars();
            mark.next() == found.comma && mark.next().is_none()
        };
        let is_number = |at: usize| {
            self.kind_of(at) == Some(TokenKind::Number) && self.word(at).contains(['.', ','])
        };
        is_comma(next) && is_number(next + 1) || at > 1 && is_comma(at - 1) && is_number(at - 2)
    }

    fn grid_reference_at(&self, at: usize) -> Option<Coordinates> {
        if !self.is_free(at) {
            return None;
        }
        let start = self.start_of(at);
        let (reference, length) = GridReference::at_start(self.from(start))?;
        let (lon, lat) = reference.position()?;
        Some(Coordinates {
            bytes: start..start + length,
            point: Point::At(lon, lat),
        })
    }

    /// The plus code around a plus.
    fn plus_code_at(&self, at: usize) -> Option<Coordinates> {
        let plus = self.start_of(at);
        let is_of_code = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        let before = self
            .text
            .get(..plus)?
            .bytes()
            .rev()
            .take_while(is_of_code)
            .count();
        let behind = self
            .text
            .get(plus + 1..)?
            .bytes()
            .take_while(is_of_code)
            .count();
        let bytes = plus - before..plus + 1 + behind;
        let is_part = |beside: Option<char>| beside.is_some_and(char::is_alphanumeric);
        let words = self.text.get(bytes.clone())?;
        let is_whole = !is_part(self.text.get(..bytes.start)?.chars().next_back())
            && !is_part(self.text.get(bytes.end..)?.chars().next());
        let code = PlusCode::of(words).filter(|_| is_whole)?;
        let point = match code.position(None) {
            Some((lon, lat)) => Point::At(lon, lat),
            None => Point::NearTown(words.to_owned()),
        };
        Some(Coordinates { bytes, point })
    }
}

/// Where a short plus code lies near the longitude and latitude of a town.
pub fn near_town(code: &str, town: (f64, f64)) -> Option<(f64, f64)> {
    PlusCode::of(code)?.position(Some(town))
}

fn point(lat: f64, lon: f64) -> Point {
    if lat.abs() > 90.0 {
        Point::Nowhere(format!(
            "there is no such point: latitude {lat} is beyond 90 degrees"
        ))
    } else if lon.abs() > 180.0 {
        Point::Nowhere(format!(
            "there is no such point: longitude {lon} is beyond 180 degrees"
        ))
    } else {
        Point::At(lon, lat)
    }
}
