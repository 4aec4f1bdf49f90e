//! Positions in the Military Grid Reference System ("37U CQ 12345 67890").
//!
//! The grid and its letters: NGA.SIG.0012 (Implementation Practice Standard of the universal grids), and its tables of
//! column and row letters. The inverse transverse Mercator projection: Krüger's series in the third flattening, C. F. F.
//! Karney, "Transverse Mercator with an accuracy of a few nanometers" (2011), equations 15, 26, 29, 36; on WGS 84.

use std::f64::consts::PI;

/// Semi-major axis of WGS 84, metres.
const AXIS: f64 = 6_378_137.0;
/// Flattening of WGS 84.
const FLATTENING: f64 = 1.0 / 298.257_223_563;
/// Scale on the central meridian.
const SCALE: f64 = 0.9996;
const FALSE_EASTING: f64 = 500_000.0;
const FALSE_NORTHING_SOUTH: f64 = 10_000_000.0;

/// Bands of eight degrees of latitude from 80° south on; the last has twelve.
const BANDS: &[u8] = b"CDEFGHJKLMNPQRSTUVWX";
/// Letters of columns, eight for each of three zones in turn.
const COLUMNS: [&[u8]; 3] = [b"ABCDEFGH", b"JKLMNPQR", b"STUVWXYZ"];
/// Letters of rows, from the equator in odd zones, and five further in even ones.
const ROWS: &[u8] = b"ABCDEFGHJKLMNPQRSTUV";
/// The side of a square, metres, and after how many metres its row letters come again.
const SQUARE: f64 = 100_000.0;
const CYCLE: f64 = 2_000_000.0;

/// A reference to a square of the grid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GridReference<'t> {
    /// Number of the zone, 1 to 60.
    pub zone: u32,
    /// Letters of band, column and row.
    pub letters: [u8; 3],
    /// Digits of easting and northing within the square, as many of one as of the other.
    pub digits: (&'t str, &'t str),
}

impl<'t> GridReference<'t> {
    /// The reference at the start of a text, and how many bytes it takes. "10MAR2022" is a day, and nothing else written in
    /// one is taken with so few digits.
    pub fn at_start(text: &'t str) -> Option<(Self, usize)> {
        const FEWEST_DIGITS: usize = 4;
        const FEWEST_DIGITS_IN_ONE: usize = 6;
        const MOST_DIGITS: usize = 10;
        let zone = digits(text, 0);
        let mut end = zone.len();
        let zone: u32 = (end <= 2).then(|| zone.parse().ok())??;
        let band = letter(text, end)?;
        end += 1;
        let square = end + spaces(text, end);
        let (column, row) = (letter(text, square)?, letter(text, square + 1)?);
        let behind = square + 2;
        let first = behind + spaces(text, behind);
        let one = digits(text, first);
        let second = first + one.len() + spaces(text, first + one.len());
        let other = digits(text, second);
        let (pair, last) = if other.len() == one.len() {
            ((one, other), second + other.len())
        } else {
            let half = one.len().is_multiple_of(2).then_some(one.len() / 2)?;
            (one.split_at_checked(half)?, first + one.len())
        };
        let is_in_one = square == end && first == behind;
        let fewest = if is_in_one {
            FEWEST_DIGITS_IN_ONE
        } else {
            FEWEST_DIGITS
        };
        let number = pair.0.len() + pair.1.len();
        let goes_on = text.get(last..)?.starts_with(char::is_alphanumeric);
        let reference = Self {
            zone,
            letters: [band, column, row],
            digits: pair,
        };
        ((fewest..=MOST_DIGITS).contains(&number) && !goes_on).then_some((reference, last))
    }

    /// Longitude and latitude in degrees of the middle of what the digits tell; `None` where there is no such square.
    pub fn position(&self) -> Option<(f64, f64)> {
        let [band, column, row] = self.letters;
        let place = |letters: &[u8], letter: u8| letters.iter().position(|known| *known == letter);
        if !(1..=60).contains(&self.zone) {
            return None;
        }
        let band = place(BANDS, band)? as f64;
        let columns = COLUMNS.get((self.zone as usize - 1) % COLUMNS.len())?;
        let column = place(columns, column)? as f64 + 1.0;
        let shift = if self.zone.is_multiple_of(2) { 5 } else { 0 };
        let row = (place(ROWS, row)? + ROWS.len() - shift) % ROWS.len();
        let (east, north) = self.digits;
        let places = i32::try_from(east.len()).ok()?;
        let cell = SQUARE / 10_f64.powi(places);
        let within = |digits: &str| Some(digits.parse::<f64>().ok()? * cell + cell / 2.0);
        let easting = column * SQUARE + within(east)?;
        let in_cycle = row as f64 * SQUARE + within(north)?;

        let south = band * 8.0 - 80.0;
        let is_south = south < 0.0;
        let origin = if is_south { FALSE_NORTHING_SOUTH } else { 0.0 };
        // The band is some eight degrees, about 890 km: one of the cycles lies in it.
        let lowest = meridian(south) + origin;
        let cycles = ((lowest - SQUARE - in_cycle) / CYCLE).ceil();
        let northing = in_cycle + cycles * CYCLE;
        let (lon, lat) = geographic(self.zone, easting, northing - origin);
        const TOLERANCE: f64 = 1.0;
        let north = if band as usize + 1 == BANDS.len() {
            84.0
        } else {
            south + 8.0
        };
        // Zones are six degrees wide; around Norway and Svalbard some are twice that.
        let half_width = if matches!(self.letters, [b'V' | b'X', ..]) {
            6.0
        } else {
            3.0
        };
        let from_meridian = (lon - central_meridian(self.zone) + 540.0).rem_euclid(360.0) - 180.0;
        let is_in_square = lat >= south - TOLERANCE
            && lat <= north + TOLERANCE
            && from_meridian.abs() <= half_width + TOLERANCE;
        is_in_square.then_some((lon, lat))
    }
}

fn digits(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    let end = rest.find(|next: char| !next.is_ascii_digit());
    rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
}

fn letter(text: &str, at: usize) -> Option<u8> {
    let next = *text.as_bytes().get(at)?;
    next.is_ascii_uppercase().then_some(next)
}

fn spaces(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.len() - rest.trim_start_matches(' ').len()
}

/// The third flattening.
fn third_flattening() -> f64 {
    FLATTENING / (2.0 - FLATTENING)
}

/// The radius of a circle as long as a meridian, metres.
fn rectifying_radius() -> f64 {
    let n = third_flattening();
    AXIS / (1.0 + n) * (1.0 + n.powi(2) / 4.0 + n.powi(4) / 64.0)
}

/// Scaled metres from the equator to a latitude in degrees, to some hundred metres.
fn meridian(lat: f64) -> f64 {
    let phi = lat.to_radians();
    let n = third_flattening();
    SCALE * rectifying_radius() * (phi - 1.5 * n * (2.0 * phi).sin())
}

/// Longitude of the middle of a zone, in degrees.
fn central_meridian(zone: u32) -> f64 {
    f64::from(zone) * 6.0 - 183.0
}

/// Longitude and latitude in degrees of an easting and of a northing from the equator, metres.
fn geographic(zone: u32, easting: f64, northing: f64) -> (f64, f64) {
    let n = third_flattening();
    let beta = [
        n / 2.0 - 2.0 / 3.0 * n.powi(2) + 37.0 / 96.0 * n.powi(3),
        n.powi(2) / 48.0 + n.powi(3) / 15.0,
        17.0 / 480.0 * n.powi(3),
    ];
    let radius = SCALE * rectifying_radius();
    let (xi, eta) = (northing / radius, (easting - FALSE_EASTING) / radius);
    let (mut xi_plain, mut eta_plain) = (xi, eta);
    for (order, beta) in (1..).zip(beta) {
        let twice = 2.0 * f64::from(order);
        xi_plain -= beta * (twice * xi).sin() * (twice * eta).cosh();
        eta_plain -= beta * (twice * xi).cos() * (twice * eta).sinh();
    }
    let conformal = (xi_plain.sin() / eta_plain.sinh().hypot(xi_plain.cos())).atan();
    let lon = eta_plain.sinh().atan2(xi_plain.cos());
    (
        (central_meridian(zone) + lon.to_degrees() + 540.0).rem_euclid(360.0) - 180.0,
        latitude(conformal).to_degrees(),
    )
}

/// The latitude whose conformal latitude this is, in radians.
fn latitude(conformal: f64) -> f64 {
    const STEPS: usize = 8;
    let eccentricity = (FLATTENING * (2.0 - FLATTENING)).sqrt();
    let half = (PI / 4.0 + conformal / 2.0).tan();
    (0..STEPS).fold(conformal, |phi, _| {
        let part = eccentricity * phi.sin();
        let correction = ((1.0 + part) / (1.0 - part)).powf(eccentricity / 2.0);
        2.0 * (half * correction).atan() - PI / 2.0
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Made with PROJ 9 (EPSG:32601 and on) from the middle of each cell.
    #[test]
    fn squares_lie_where_the_projection_puts_them() {
        for (zone, letters, digits, expected) in CASES {
            let reference = GridReference {
                zone,
                letters: *letters,
                digits,
            };
            let (lon, lat) = reference.position().unwrap();
            assert!(
                (lon - expected.0).abs() < 2e-5 && (lat - expected.1).abs() < 2e-5,
                "{zone}{}: {lon} {lat}, not {expected:?}",
                String::from_utf8_lossy(letters)
            );
        }
    }

    type Case = (
        u32,
        &'static [u8; 3],
        (&'static str, &'static str),
        (f64, f64),
    );
    const CASES: [Case; 8] = [
        (37, b"TCN", ("89462", "16983"), (37.543396, 47.097096)),
        (37, b"UDP", ("26289", "82951"), (38.000303, 48.595303)),
        (37, b"UCR", ("01497", "41584"), (36.230400, 49.993503)),
        (36, b"RXV", ("39290", "86126"), (34.466718, 31.501607)),
        (18, b"QYF", ("80928", "52283"), (-72.338802, 18.542504)),
        (35, b"JPM", ("04633", "01290"), (28.047304, -26.204102)),
        (35, b"VLG", ("85611", "72118"), (24.938403, 60.169901)),
        (36, b"TXU", ("60097", "00600"), (35.139600, 47.838804)),
    ];

    #[test]
    fn references_are_written_with_spaces_or_in_one() {
        for (text, expected) in [
            ("37U CQ 12345 67890.", Some(("12345", "67890", 18))),
            ("37UCQ1234567890", Some(("12345", "67890", 15))),
            ("37UCQ 1234 5678, at", Some(("1234", "5678", 15))),
            ("37U CQ 12345678", Some(("1234", "5678", 15))),
            ("37U CQ 12 34", Some(("12", "34", 12))),
            ("10MAR2022", None),
            ("10 MAR 2022", None),
            ("37U CQ 12345 678", None),
            ("37U CQ 123456 123456", None),
            ("37U CQ", None),
        ] {
            let found = GridReference::at_start(text);
            let found = found.map(|(found, end)| (found.digits.0, found.digits.1, end));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn there_are_letters_that_no_zone_has() {
        for letters in [*b"UIQ", *b"AUC", *b"UAA", *b"UCW"] {
            let reference = GridReference {
                zone: 37,
                letters,
                digits: ("12", "34"),
            };
            assert_eq!(reference.position(), None);
        }
    }
}
