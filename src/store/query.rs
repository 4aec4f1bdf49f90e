//! Which features of a layer are asked for: by area, by time, by page.

use std::str::FromStr;

use geo::{BoundingRect, Geometry, Intersects, Rect, coord};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use thiserror::Error;

use super::snapshot::Entry;
use crate::filter::Filter;
use crate::model::moment;
use crate::shape::crs::Crs;

/// A question to a layer.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Only features whose geometry meets this area.
    pub bbox: Option<BoundingBox>,
    /// Only features whose valid time meets this interval.
    pub datetime: Option<Interval>,
    /// Only features whose properties fulfil this.
    pub filter: Option<Filter>,
    /// How many matching features to leave out before the first.
    pub offset: usize,
    /// How many features to give at most.
    pub limit: usize,
}

/// The answer: how many match, and those of the page.
#[derive(Debug)]
pub struct Selection<'a> {
    /// How many features match in all.
    pub matched: usize,
    /// The features of the page, in the order of the layer.
    pub page: Vec<&'a Entry>,
}

/// Why a question was not understood.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ParseQueryError {
    /// Not four or six numbers.
    #[error(
        "bbox is four numbers, the lower corner before the upper one: west,south,east,north (or six, with heights), or in the axis order of bbox-crs; \"{0}\" is not"
    )]
    NotABox(String),
    /// A latitude or longitude that is none.
    #[error("bbox has longitudes from -180 to 180 and latitudes from -90 to 90; \"{0}\" has not")]
    OutOfRange(String),
    /// The south lies north of the north.
    #[error("bbox gives the lower latitude before the higher one; \"{0}\" does not")]
    UpsideDown(String),
    /// No date, no date-time.
    #[error(
        "\"{0}\" is not a time; write 2022-03-30 or 2022-03-30T10:00:00Z, or an interval as 2022-03-01/2022-03-31, open ends as .."
    )]
    NotATime(String),
    /// The interval ends before it starts.
    #[error("the interval \"{0}\" ends before it starts")]
    EndsBeforeItStarts(String),
}

/// An area between two longitudes and two latitudes. A west greater than its east crosses the
/// 180th meridian.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BoundingBox {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

impl BoundingBox {
    /// The area as one rectangle, or two where it crosses the 180th meridian.
    pub fn rectangles(&self) -> Vec<Rect> {
        let between = |west, east| {
            Rect::new(
                coord! { x: west, y: self.south },
                coord! { x: east, y: self.north },
            )
        };
        if self.west <= self.east {
            vec![between(self.west, self.east)]
        } else {
            vec![between(self.west, 180.0), between(-180.0, self.east)]
        }
    }

    /// Whether some point of the geometry lies in the area or on its edge.
    pub fn meets(&self, geometry: &Geometry<f64>) -> bool {
        let Some(bounds) = geometry.bounding_rect() else {
            return false;
        };
        self.rectangles()
            .iter()
            .any(|area| area.intersects(&bounds) && area.intersects(geometry))
    }
}

impl BoundingBox {
    /// Reads four numbers, or six with heights, in the axis order of `crs`: the lower corner before
    /// the upper one. A box in metres is taken as the box in degrees around its corners, which is
    /// the same area.
    ///
    /// # Errors
    /// [`ParseQueryError`] where the numbers are no box.
    pub fn parse(text: &str, crs: Crs) -> Result<Self, ParseQueryError> {
        let numbers: Vec<f64> = text
            .split(',')
            .map(|number| number.trim().parse().ok().filter(|n: &f64| n.is_finite()))
            .collect::<Option<_>>()
            .ok_or_else(|| ParseQueryError::NotABox(text.to_owned()))?;
        let (low, high) = match numbers.as_slice() {
            [a, b, c, d] | [a, b, _, c, d, _] => (coord! { x: *a, y: *b }, coord! { x: *c, y: *d }),
            _ => return Err(ParseQueryError::NotABox(text.to_owned())),
        };
        let (low, high) = (crs.to_degrees(low), crs.to_degrees(high));
        let in_range = [low, high]
            .iter()
            .all(|corner| corner.x.abs() <= 180.0 && corner.y.abs() <= 90.0);
        if !in_range {
            return Err(ParseQueryError::OutOfRange(text.to_owned()));
        }
        if low.y > high.y {
            return Err(ParseQueryError::UpsideDown(text.to_owned()));
        }
        Ok(Self {
            west: low.x,
            south: low.y,
            east: high.x,
            north: high.y,
        })
    }
}

impl FromStr for BoundingBox {
    type Err = ParseQueryError;

    /// Reads west,south,east,north in degrees.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text, Crs::Crs84)
    }
}

/// A span of time, both ends included; an open end is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Interval {
    /// First moment.
    pub start: Option<Timestamp>,
    /// Last moment.
    pub end: Option<Timestamp>,
}

impl Interval {
    /// The day from its first to its last moment in UTC, or the moment of a date-time.
    pub fn of(time: &str) -> Option<Self> {
        if let Some(moment) = moment(time) {
            return Some(Self {
                start: Some(moment),
                end: Some(moment),
            });
        }
        let day: Date = (time.len() == 10).then(|| time.parse().ok())??;
        let first = |day: Date| Some(day.to_zoned(TimeZone::UTC).ok()?.timestamp());
        let start = first(day)?;
        let end = match day.tomorrow() {
            Ok(next) => first(next)?
                .checked_sub(SignedDuration::from_nanos(1))
                .ok()?,
            Err(_) => Timestamp::MAX,
        };
        Some(Self {
            start: Some(start),
            end: Some(end),
        })
    }

    /// Whether the two share a moment.
    pub fn meets(&self, other: &Self) -> bool {
        let not_after = |start: Option<Timestamp>, end: Option<Timestamp>| match (start, end) {
            (Some(start), Some(end)) => start <= end,
            _ => true,
        };
        not_after(self.start, other.end) && not_after(other.start, self.end)
    }
}

impl FromStr for Interval {
    type Err = ParseQueryError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let not_a_time = || ParseQueryError::NotATime(text.to_owned());
        let Some((start, end)) = text.split_once('/') else {
            return Self::of(text).ok_or_else(not_a_time);
        };
        let side = |time: &str| match time {
            "" | ".." => Some(Self::default()),
            time => Self::of(time),
        };
        let interval = Self {
            start: side(start).ok_or_else(not_a_time)?.start,
            end: side(end).ok_or_else(not_a_time)?.end,
        };
        match (interval.start, interval.end) {
            (None, None) => Err(not_a_time()),
            (Some(start), Some(end)) if start > end => {
                Err(ParseQueryError::EndsBeforeItStarts(text.to_owned()))
            }
            _ => Ok(interval),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use geo::{LineString, Point};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_box_is_four_or_six_numbers_in_range() {
        let parse = |text: &str| text.parse::<BoundingBox>();
        assert_eq!(
            parse("35,46,38,48").unwrap(),
            parse("35,46,0,38,48,100").unwrap()
        );
        assert!(parse("170,-10,-170,10").unwrap().rectangles().len() == 2);
        for bad in [
            "",
            "1",
            "1,2,3",
            "1,2,3,4,5",
            "a,b,c,d",
            "NaN,0,1,1",
            "1,2,inf,4",
            "1;2;3;4",
        ] {
            assert_eq!(
                parse(bad),
                Err(ParseQueryError::NotABox(bad.into())),
                "{bad}"
            );
        }
        for bad in ["-181,0,1,1", "0,0,1,91"] {
            assert_eq!(parse(bad), Err(ParseQueryError::OutOfRange(bad.into())));
        }
        assert!(matches!(
            parse("0,5,1,4"),
            Err(ParseQueryError::UpsideDown(_))
        ));
    }

    #[test]
    fn a_box_is_read_in_the_axis_order_of_its_system() {
        let degrees = BoundingBox::parse("35,46,38,48", Crs::Crs84).unwrap();
        let cases = [
            ("46,35,48,38", Crs::Epsg4326),
            ("46,35,0,48,38,9", Crs::Epsg4326),
            (
                "3896182.178,5780349.220,4230140.650,6106854.835",
                Crs::Epsg3857,
            ),
        ];
        for (text, crs) in cases {
            let read = BoundingBox::parse(text, crs).unwrap();
            for (one, other) in [
                (read.west, degrees.west),
                (read.south, degrees.south),
                (read.east, degrees.east),
                (read.north, degrees.north),
            ] {
                assert!((one - other).abs() < 1e-6, "{text}: {read:?}");
            }
        }
        // What clients send as the whole world lies a little beyond it.
        assert!(BoundingBox::parse("-20037509,-20048967,20037509,20048967", Crs::Epsg3857).is_ok());
        assert!(BoundingBox::parse("35,100,38,120", Crs::Epsg4326).is_ok());
        assert!(BoundingBox::parse("100,35,120,38", Crs::Epsg4326).is_err());
    }

    #[test]
    fn a_line_past_the_corner_of_a_box_does_not_meet_it() {
        let diagonal: Geometry = LineString::from(vec![(0.0, 0.0), (10.0, 10.0)]).into();
        assert!("4,4,6,6".parse::<BoundingBox>().unwrap().meets(&diagonal));
        assert!(!"0,8,2,10".parse::<BoundingBox>().unwrap().meets(&diagonal));
    }

    #[test]
    fn times_are_days_moments_and_intervals() {
        let parse = |text: &str| text.parse::<Interval>();
        let day = parse("2022-03-30").unwrap();
        assert_eq!(day.start.unwrap().to_string(), "2022-03-30T00:00:00Z");
        assert_eq!(
            day.end.unwrap().to_string(),
            "2022-03-30T23:59:59.999999999Z"
        );
        let march = parse("2022-03-01/2022-03-31").unwrap();
        assert!(march.meets(&day));
        assert!(parse("../2022-03-30T10:00:00Z").unwrap().meets(&day));
        assert!(parse("2022-03-30T10:00:00+02:00/..").unwrap().meets(&day));
        assert!(!parse("2022-03-31/..").unwrap().meets(&day));
        for bad in [
            "",
            "yesterday",
            "2022",
            "2022-13-01",
            "2022-02-30",
            "../..",
            "/",
            "2022-03-30/x",
            "2022-03-30T10:00:00+25:00",
            "2022-03-30T10:00:00-24:00/..",
            "../2022-03-30T25:00:00Z",
            "2022-03-30T10:00:00+02:00[Europe/Kyiv]",
            "2022-03-30T10:00:00",
            "1/2/3",
        ] {
            assert_eq!(
                parse(bad),
                Err(ParseQueryError::NotATime(bad.into())),
                "{bad}"
            );
        }
        assert!(matches!(
            parse("2022-03-31/2022-03-01"),
            Err(ParseQueryError::EndsBeforeItStarts(_))
        ));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parsers_panic(text in "\\PC{0,40}") {
            let _ = text.parse::<BoundingBox>();
            let _ = text.parse::<Interval>();
        }

        #[test]
        fn a_box_meets_a_point_exactly_when_it_contains_it(
            (west, east) in (-180.0..180.0_f64, -180.0..180.0_f64),
            (south, north) in (-90.0..0.0_f64, 0.0..90.0_f64),
            (lon, lat) in (-180.0..180.0_f64, -90.0..90.0_f64),
        ) {
            let area: BoundingBox = format!("{west},{south},{east},{north}").parse().unwrap();
            let between = if west <= east {
                (west..=east).contains(&lon)
            } else {
                lon >= west || lon <= east
            };
            let inside = between && (south..=north).contains(&lat);
            prop_assert_eq!(area.meets(&Point::new(lon, lat).into()), inside);
        }

        #[test]
        fn meeting_in_time_does_not_depend_on_the_order(a in 0i64..100, b in 0i64..100, c in 0i64..100, d in 0i64..100) {
            let interval = |x: i64, y: i64| Interval {
                start: Timestamp::from_second(x.min(y)).ok(),
                end: Timestamp::from_second(x.max(y)).ok(),
            };
            let (one, other) = (interval(a, b), interval(c, d));
            prop_assert_eq!(one.meets(&other), other.meets(&one));
            prop_assert!(one.meets(&one));
        }
    }
}
