//! Latitude and longitude in degrees: decimal ("47.0971, 37.5434"), or with minutes and seconds ("48°35'20\"N 38°00'00\"E").

use super::words::{CoordinateWords, Side};

/// Two numbers of degrees as a text writes them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Degrees {
    /// Bytes of the text that they take.
    pub length: usize,
    /// Degrees north, whatever they are.
    pub lat: f64,
    /// Degrees east, whatever they are.
    pub lon: f64,
    /// Whether degree signs or words for their sides make them coordinates.
    pub is_marked: bool,
    /// Decimal places of the number with fewer; none where a comma may part thousands.
    pub decimals: usize,
    /// The comma or semicolon between them.
    pub comma: Option<char>,
}

/// One of the two numbers.
#[derive(Debug, Clone, Copy)]
struct Half {
    degrees: f64,
    side: Option<Side>,
    /// Whether a degree sign stands behind it.
    has_sign: bool,
    has_minutes: bool,
    decimals: usize,
}

impl Half {
    /// Whether it is exact enough for a degree sign alone to make it a coordinate: temperatures have fewer decimal places.
    fn is_exact(&self) -> bool {
        const FEWEST_DECIMALS: usize = 3;
        self.has_minutes || self.decimals >= FEWEST_DECIMALS
    }
}

/// The pair of degrees at the start of a text.
pub fn degrees(text: &str, words: &CoordinateWords) -> Option<Degrees> {
    let mut cursor = Cursor { text, at: 0 };
    let first = half(&mut cursor, words)?;
    let end = cursor.at;
    cursor.skip(&SPACES);
    let mark = cursor.take(&[',', ';', '/']);
    cursor.skip(&SPACES);
    if first.side.is_some() {
        cursor.at += words.joining_at(cursor.rest());
    }
    if cursor.at == end && first.side.is_none() && !first.has_sign {
        return None;
    }
    let second = half(&mut cursor, words)?;
    let mut behind = cursor.rest().chars();
    let goes_on = match behind.next() {
        Some('.' | ',') => behind.next().is_some_and(|next| next.is_ascii_digit()),
        Some(next) => next.is_alphanumeric() || next == '%',
        None => false,
    };
    if goes_on {
        return None;
    }
    let (lat, lon) = match (first.side, second.side) {
        (None, None) => (first, second),
        (Some(one), Some(other)) if one.is_of_latitude() != other.is_of_latitude() => {
            if one.is_of_latitude() {
                (first, second)
            } else {
                (second, first)
            }
        }
        _ => return None,
    };
    let has_sides = first.side.is_some()
        && (lat.decimals.min(lon.decimals) > 0 || lat.has_minutes && lon.has_minutes);
    let has_signs = lat.has_sign && lon.has_sign && lat.is_exact() && lon.is_exact();
    Some(Degrees {
        length: cursor.at,
        lat: lat.degrees,
        lon: lon.degrees,
        is_marked: has_sides || has_signs,
        decimals: lat.decimals.min(lon.decimals),
        comma: mark.filter(|mark| *mark != '/'),
    })
}

/// The degree sign, and what is typed for it.
pub const DEGREE_SIGNS: [char; 4] = ['°', 'º', '˚', '∘'];
const SPACES: [char; 2] = [' ', '\u{a0}'];
const MINUTE_MARKS: [char; 5] = ['\'', '′', '’', '´', '‘'];
const SECOND_MARKS: [char; 7] = ['"', '″', '”', '“', '\'', '′', '’'];

/// A number with what stands beside it.
fn half(cursor: &mut Cursor<'_>, words: &CoordinateWords) -> Option<Half> {
    let mut side = side(cursor, words);
    if side.is_some() {
        cursor.skip(&[' ', '.', ':', '=', '\u{a0}']);
    }
    let is_negative = cursor.take(&['-', '−']).is_some();
    let (degrees, decimals) = cursor.number(3)?;
    let mut half = Half {
        degrees,
        side: None,
        has_sign: cursor.take(&DEGREE_SIGNS).is_some(),
        has_minutes: false,
        decimals,
    };
    if half.has_sign
        && let Some((minutes, mut decimals)) = part(cursor, &MINUTE_MARKS)
    {
        half.degrees += minutes / 60.0;
        half.has_minutes = true;
        if let Some((seconds, decimals_of_seconds)) = part(cursor, &SECOND_MARKS) {
            // Two primes are one mark of seconds.
            cursor.take(&MINUTE_MARKS);
            half.degrees += seconds / 3600.0;
            decimals = decimals_of_seconds;
        }
        half.decimals = decimals;
    }
    if side.is_none() {
        let end = cursor.at;
        cursor.skip(&SPACES);
        side = self::side(cursor, words);
        if side.is_none() {
            cursor.at = end;
        }
    }
    half.side = side;
    if is_negative || matches!(side, Some(Side::South | Side::West)) {
        half.degrees = -half.degrees;
    }
    Some(half)
}

fn side(cursor: &mut Cursor<'_>, words: &CoordinateWords) -> Option<Side> {
    let (side, length) = words.side_at(cursor.rest())?;
    cursor.at += length;
    Some(side)
}

/// Minutes or seconds with one of the marks behind them.
fn part(cursor: &mut Cursor<'_>, marks: &[char]) -> Option<(f64, usize)> {
    let start = cursor.at;
    cursor.skip(&SPACES);
    let number = cursor.number(2).filter(|(value, _)| *value < 60.0);
    cursor.skip(&SPACES);
    if number.is_none() || cursor.take(marks).is_none() {
        cursor.at = start;
        return None;
    }
    number
}

/// A place in a text from which it is read on.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip(&mut self, characters: &[char]) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(characters).len();
    }

    fn take(&mut self, characters: &[char]) -> Option<char> {
        let next = self.rest().chars().next()?;
        characters.contains(&next).then(|| {
            self.at += next.len_utf8();
            next
        })
    }

    fn digits(&mut self) -> &'t str {
        let rest = self.rest();
        let end = rest
            .find(|next: char| !next.is_ascii_digit())
            .unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// A number with at most so many digits before its decimal mark, and how many it has behind it; none where the mark may
    /// part thousands.
    fn number(&mut self, most: usize) -> Option<(f64, usize)> {
        let start = self.at;
        let whole = self.digits();
        if whole.is_empty() || whole.len() > most {
            self.at = start;
            return None;
        }
        let end = self.at;
        if let Some(mark) = self.take(&['.', ',']) {
            let decimals = self.digits().len();
            if decimals > 0 {
                let written = self.text.get(start..self.at)?.replace(',', ".");
                let is_thousands = mark == ',' && decimals == 3;
                let decimals = if is_thousands { 0 } else { decimals };
                return Some((written.parse().ok()?, decimals));
            }
        }
        self.at = end;
        Some((whole.parse().ok()?, 0))
    }
}
