//! Plus codes ("8GXQ37WX+5Q"): Open Location Codes by the specification that Google published under the Apache licence
//! (github.com/google/open-location-code, `Documentation/Specification/specification.md`).

/// The digits of a code; they stand for 0 to 19.
const DIGITS: &[u8] = b"23456789CFGHJMPQRVWX";
/// Digits before the plus in a full code.
const BEFORE_PLUS: usize = 8;
/// Digits that come in pairs; further ones are cells of a grid.
const IN_PAIRS: usize = 10;
const BASE: f64 = 20.0;
/// The grid of a further digit.
const GRID_COLUMNS: f64 = 4.0;
const GRID_ROWS: f64 = 5.0;

/// A code as a text holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlusCode<'t> {
    before: &'t str,
    behind: &'t str,
}

impl<'t> PlusCode<'t> {
    /// The code of some words; `None` where they are none. Codes of areas, padded with zeros, are none either.
    pub fn of(words: &'t str) -> Option<Self> {
        let (before, behind) = words.split_once('+')?;
        let is_digit = |byte: u8| DIGITS.contains(&byte);
        let is_long_enough =
            matches!(before.len(), 4 | 6 | BEFORE_PLUS) && (2..=5).contains(&behind.len());
        let has_letter = words.bytes().any(|byte| byte.is_ascii_alphabetic());
        let is_code =
            is_long_enough && has_letter && before.bytes().chain(behind.bytes()).all(is_digit);
        let code = Self { before, behind };
        let is_on_earth = || {
            let first = code.digits().next().unwrap_or_default();
            let second = code.digits().nth(1).unwrap_or_default();
            first < 9.0 && second < 18.0
        };
        (is_code && (code.is_short() || is_on_earth())).then_some(code)
    }

    /// Whether its first digits are left out, because a town is named beside it.
    pub fn is_short(&self) -> bool {
        self.before.len() < BEFORE_PLUS
    }

    /// Longitude and latitude in degrees of the middle of its cell, near a position where it is short.
    pub fn position(&self, near: Option<(f64, f64)>) -> Option<(f64, f64)> {
        let left_out = BEFORE_PLUS - self.before.len();
        let own: Vec<f64> = self.digits().collect();
        if left_out == 0 {
            return Some(middle(&own));
        }
        let near = near?;
        let mut digits = leading_digits(near, left_out);
        digits.extend(own);
        let (lon, lat) = middle(&digits);
        // The cell of what is left out that lies nearest.
        let size = BASE.powi(2 - (left_out / 2) as i32);
        let nearest = |value: f64, near: f64| value + ((near - value) / size).round() * size;
        Some((nearest(lon, near.0), nearest(lat, near.1)))
    }

    fn digits(&self) -> impl Iterator<Item = f64> + use<'t> {
        let bytes = self.before.bytes().chain(self.behind.bytes());
        bytes.filter_map(|byte| Some(DIGITS.iter().position(|digit| *digit == byte)? as f64))
    }
}

/// Longitude and latitude of the middle of the cell of a full code's digits.
fn middle(digits: &[f64]) -> (f64, f64) {
    let (mut lon, mut lat) = (-180.0, -90.0);
    let (mut wide, mut tall) = (BASE * BASE, BASE * BASE);
    let (pairs, grid) = digits.split_at_checked(IN_PAIRS).unwrap_or((digits, &[]));
    for pair in pairs.chunks(2) {
        wide /= BASE;
        tall /= BASE;
        lat += pair.first().copied().unwrap_or_default() * tall;
        lon += pair.get(1).copied().unwrap_or_default() * wide;
    }
    for digit in grid {
        wide /= GRID_COLUMNS;
        tall /= GRID_ROWS;
        lat += (digit / GRID_COLUMNS).floor() * tall;
        lon += (digit % GRID_COLUMNS) * wide;
    }
    (lon + wide / 2.0, lat + tall / 2.0)
}

/// The first digits of the code of a position: an even number of them.
fn leading_digits((lon, lat): (f64, f64), number: usize) -> Vec<f64> {
    let mut digits = Vec::with_capacity(BEFORE_PLUS);
    let (mut lon, mut lat, mut size) = (lon + 180.0, lat + 90.0, BASE);
    while digits.len() < number {
        for value in [&mut lat, &mut lon] {
            let digit = (*value / size).floor();
            *value -= digit * size;
            digits.push(digit);
        }
        size /= BASE;
    }
    digits
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Decoding examples of the specification's own test data, written from its rules.
    #[test]
    fn codes_lie_where_the_specification_puts_them() {
        for (code, near, expected) in [
            ("7FG49QCJ+2V", None, (2.782_187_5, 20.370_062_5)),
            ("8FVC9G8F+6X", None, (8.524_937_5, 47.365_562_5)),
            ("9G8F+6X", Some((8.5, 47.4)), (8.524_937_5, 47.365_562_5)),
            ("8F+GG", None, (0.0, 0.0)),
        ] {
            let Some(code) = PlusCode::of(code) else {
                assert_eq!(expected, (0.0, 0.0));
                continue;
            };
            let (lon, lat) = code.position(near).unwrap();
            assert!(
                (lon - expected.0).abs() < 1e-6 && (lat - expected.1).abs() < 1e-6,
                "{code:?}: {lon} {lat}"
            );
        }
    }

    #[test]
    fn sums_and_grades_are_no_codes() {
        for words in [
            "2345+67",
            "XX+YY",
            "3C+2B",
            "8GX2PRXX+",
            "8GX20000+",
            "ABCD+EF",
            "XXXXXXXX+22",
        ] {
            assert_eq!(PlusCode::of(words), None, "{words}");
        }
    }
}
