//! Lines of roads: kept short, measured, cut to pieces.

use geo::{Coord, Distance, Haversine, LineString, Point, SimplifyIdx};

use super::pbf::Micro;

/// Metres in a millionth of a degree of latitude (mean Earth radius).
pub(super) const METRES: f64 = 0.111_194_93;

pub(super) fn degrees(position: Micro) -> Point {
    Point::new(f64::from(position[0]) / 1e6, f64::from(position[1]) / 1e6)
}

/// Millionths of a degree of a position in degrees.
pub(super) fn micro(point: Point) -> Micro {
    [
        (point.x() * 1e6).round() as i32,
        (point.y() * 1e6).round() as i32,
    ]
}

/// Metres along a line (haversine).
pub(super) fn length_m(line: &[Micro]) -> f64 {
    line.windows(2)
        .map(|pair| Haversine.distance(degrees(pair[0]), degrees(pair[1])))
        .sum()
}

/// Metres east and north of `origin`, on a plane that touches there.
pub(super) fn plane(origin: Micro, position: Micro) -> Coord {
    let east = f64::from(position[0]) - f64::from(origin[0]);
    let north = f64::from(position[1]) - f64::from(origin[1]);
    let shrink = (f64::from(origin[1]) / 1e6).to_radians().cos();
    Coord {
        x: east * shrink * METRES,
        y: north * METRES,
    }
}

/// The line without the points that it needs only to be nearer than `tolerance_m` metres to where
/// it was (Ramer, Douglas, Peucker); the ends stay.
pub(super) fn simplified(line: &[Micro], tolerance_m: f64) -> Vec<Micro> {
    let Some(first) = line.first() else {
        return Vec::new();
    };
    let flat: LineString = line
        .iter()
        .map(|position| plane(*first, *position))
        .collect();
    let kept = flat.simplify_idx(tolerance_m);
    kept.into_iter()
        .filter_map(|at| line.get(at))
        .copied()
        .collect()
}

/// Appends the inner points of a line: their number, then differences, as numbers of variable length.
pub(super) fn encode(line: &[Micro], bytes: &mut Vec<u8>) {
    let inner = line
        .get(1..line.len().saturating_sub(1))
        .unwrap_or_default();
    put(inner.len() as u64, bytes);
    let mut before = line.first().copied().unwrap_or_default();
    for position in inner {
        for axis in 0..2 {
            let difference = i64::from(position[axis]) - i64::from(before[axis]);
            put(((difference << 1) ^ (difference >> 63)) as u64, bytes);
        }
        before = *position;
    }
}

/// The line from `from` to `to` whose inner points were appended at `bytes`.
pub(super) fn decode(mut bytes: &[u8], from: Micro, to: Micro) -> Vec<Micro> {
    let mut line = vec![from];
    let mut before = from;
    for _ in 0..take(&mut bytes) {
        if bytes.is_empty() {
            break;
        }
        for axis in &mut before {
            let zigzag = take(&mut bytes);
            let difference = (zigzag >> 1) as i64 ^ -((zigzag & 1) as i64);
            *axis = axis.wrapping_add(difference as i32);
        }
        line.push(before);
    }
    line.push(to);
    line
}

fn put(mut number: u64, bytes: &mut Vec<u8>) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take(bytes: &mut &[u8]) -> u64 {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let Some((byte, rest)) = bytes.split_first() else {
            break;
        };
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    number
}

/// The nearest point of a line: its share of the line's length, itself, metres from `to`.
pub(super) fn nearest(line: &[Micro], to: Micro) -> (f64, Micro, f64) {
    let flat: Vec<Coord> = line.iter().map(|position| plane(to, *position)).collect();
    let mut along = 0.0;
    let mut best = (0.0, 0.0, Coord::zero(), f64::INFINITY);
    for pair in flat.windows(2) {
        let step = pair[1] - pair[0];
        let square = step.x * step.x + step.y * step.y;
        let length = square.sqrt();
        let share = if square > 0.0 {
            (-(pair[0].x * step.x + pair[0].y * step.y) / square).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let foot = pair[0] + step * share;
        let distance = foot.x.hypot(foot.y);
        if distance < best.3 {
            best = (along + share * length, share, foot, distance);
        }
        along += length;
    }
    let shrink = (f64::from(to[1]) / 1e6).to_radians().cos().max(1e-6);
    let position = [
        to[0].wrapping_add((best.2.x / shrink / METRES).round() as i32),
        to[1].wrapping_add((best.2.y / METRES).round() as i32),
    ];
    let share = if along > 0.0 { best.0 / along } else { 0.0 };
    (share.clamp(0.0, 1.0), position, best.3)
}

/// The piece of a line between two shares of its length, in that direction: backwards where
/// `from` is greater than `to`.
pub(super) fn piece(line: &[Micro], from: f64, to: f64) -> Vec<Micro> {
    if (from, to) == (0.0, 1.0) {
        return line.to_vec();
    }
    if from > to {
        let mut piece = piece(line, to, from);
        piece.reverse();
        return piece;
    }
    let Some(origin) = line.first() else {
        return Vec::new();
    };
    let flat: Vec<Coord> = line
        .iter()
        .map(|position| plane(*origin, *position))
        .collect();
    let lengths: Vec<f64> = flat
        .windows(2)
        .map(|pair| (pair[1] - pair[0]).x.hypot((pair[1] - pair[0]).y))
        .collect();
    let whole: f64 = lengths.iter().sum();
    let mut kept = vec![at_share(line, &lengths, from * whole)];
    let mut along = 0.0;
    for (position, length) in line.iter().zip(std::iter::once(&0.0).chain(&lengths)) {
        along += length;
        if along > from * whole && along < to * whole {
            kept.push(*position);
        }
    }
    kept.push(at_share(line, &lengths, to * whole));
    kept.dedup();
    kept
}

/// The point of a line after so many metres.
fn at_share(line: &[Micro], lengths: &[f64], metres: f64) -> Micro {
    let mut left = metres;
    for (pair, length) in line.windows(2).zip(lengths) {
        if left < *length {
            let share = (left / length).max(0.0);
            let between = |axis: usize| {
                let (a, b) = (f64::from(pair[0][axis]), f64::from(pair[1][axis]));
                (a + (b - a) * share).round() as i32
            };
            return [between(0), between(1)];
        }
        left -= length;
    }
    line.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use proptest::prelude::*;

    use super::*;

    const LINE: [Micro; 3] = [
        [30_000_000, 50_000_000],
        [30_010_000, 50_000_000],
        [30_010_000, 50_010_000],
    ];

    #[test]
    fn a_piece_runs_either_way() {
        let there = piece(&LINE, 0.1, 0.9);
        let mut back = piece(&LINE, 0.9, 0.1);
        back.reverse();
        assert_eq!(there, back);
        assert_eq!(there.len(), 3);
        assert_eq!(piece(&LINE, 0.0, 1.0), LINE);
        assert_eq!(piece(&LINE, 1.0, 1.0), [LINE[2]]);
    }

    #[test]
    fn the_nearest_point_of_a_line_is_found() {
        let (share, point, metres) = nearest(&LINE, [30_005_000, 49_999_000]);
        assert_eq!(point, [30_005_000, 50_000_000]);
        assert!((metres - 111.2).abs() < 0.5, "{metres}");
        assert!((share - 0.195).abs() < 0.01, "{share}");
    }

    #[test]
    fn points_that_a_line_hardly_needs_are_left_out() {
        let bent = [
            [30_000_000, 50_000_000],
            [30_005_000, 50_000_010],
            [30_010_000, 50_000_000],
        ];
        assert_eq!(simplified(&bent, 3.0).len(), 2);
        assert_eq!(simplified(&LINE, 3.0), LINE);
    }

    proptest! {
        #[test]
        fn a_line_is_kept_as_it_is(
            line in proptest::collection::vec([-180_000_000..180_000_000, -90_000_000..90_000_000], 2..9)
        ) {
            let mut bytes = vec![7];
            encode(&line, &mut bytes);
            prop_assert_eq!(decode(&bytes[1..], line[0], line[line.len() - 1]), line);
        }

        #[test]
        fn bytes_of_any_kind_make_some_line(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let line = decode(&bytes, LINE[0], LINE[2]);
            prop_assert!(line.len() <= bytes.len() + 2);
        }

        #[test]
        fn the_nearest_point_lies_where_its_share_says(
            lon in 29_990_000..30_020_000_i32, lat in 49_990_000..50_020_000_i32,
        ) {
            let (share, point, _) = nearest(&LINE, [lon, lat]);
            let there = piece(&LINE, 0.0, share);
            let metres = length_m(&[there[there.len() - 1], point]);
            prop_assert!(metres < 1.0, "{metres}");
        }
    }
}
