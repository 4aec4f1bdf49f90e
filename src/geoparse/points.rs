//! Coordinates of a text as mentions of places.

use geo::{Distance as _, Haversine, Point as Position};

use super::coordinates::{Coordinates, Point, near_town};
use crate::gazetteer::Gazetteer;
use crate::model::{Mention, POINT, Place, PlaceKind, SharedPlace, SharedText, Unplaced};
use crate::report::{CodePoints, Cut};

/// How sure it is that coordinates are coordinates.
const CONFIDENCE: f64 = 0.95;

/// Adds coordinates to the mentions of a report, which stay in order of the text, and lists those that tell no place.
/// Names within them are none; a name before coordinates in brackets lies where they say.
pub fn take_in(
    read: Vec<Coordinates>,
    cut: &Cut<'_>,
    gazetteer: &Gazetteer,
    mentions: &mut Vec<Mention>,
    unplaced: &mut Vec<Unplaced>,
) {
    if read.is_empty() {
        return;
    }
    let text = &cut.report.text;
    let code_points = CodePoints::new(text);
    let theatre = theatre(mentions);
    let mut points: Vec<Mention> = Vec::with_capacity(read.len());
    for coordinates in read {
        let mut bytes = coordinates.bytes;
        let next = mentions.partition_point(|name| (name.bytes.start as usize) < bytes.end);
        let point = match coordinates.point {
            Point::NearTown(code) => {
                let town = mentions.get(next).and_then(|town| {
                    let between = text.get(bytes.end..town.bytes.start as usize)?;
                    let is_beside = matches!(between, " " | ", " | " (");
                    is_beside.then_some((position(town)?, town.bytes.end as usize))
                });
                let before = || {
                    let before = mentions.get(next.checked_sub(1)?)?;
                    let between = text.get(before.bytes.end as usize..bytes.start)?;
                    let is_beside = matches!(between, " " | ", " | " (" | ": ");
                    is_beside.then_some((position(before)?, bytes.end))
                };
                let found = town.or_else(before);
                let near = found.and_then(|(town, end)| Some((near_town(&code, town)?, end)));
                match near {
                    Some(((lon, lat), end)) => {
                        bytes.end = end;
                        Point::At(lon, lat)
                    }
                    None => Point::Nowhere(
                        "a short plus code, and no town that is known stands beside it".to_owned(),
                    ),
                }
            }
            point => point,
        };
        let place = match within_theatre(point, &theatre) {
            Point::At(lon, lat) => {
                let words = text.get(bytes.clone()).unwrap_or_default();
                Ok(SharedPlace::from(place_at((lon, lat), words, gazetteer)))
            }
            Point::Nowhere(reason) => Err(reason),
            Point::NearTown(_) => continue,
        };
        let words = SharedText::from(text.get(bytes.clone()).unwrap_or_default());
        let (start, end) = (code_points.at(bytes.start), code_points.at(bytes.end));
        let (place, reason) = match place {
            Ok(place) => (Some(place), None),
            Err(reason) => (None, Some(reason)),
        };
        if let Some(point) = &place
            && let Some(name) = next
                .checked_sub(1)
                .and_then(|before| mentions.get_mut(before))
            && matches!(
                text.get(name.bytes.end as usize..bytes.start),
                Some(" (" | " [")
            )
            && lies_elsewhere(name, point)
        {
            let (named, start) = (SharedPlace::from(named(name, point)), name.start);
            name.place = Some(named);
            unplaced.retain(|name| name.start != start);
        }
        unplaced.extend(reason.map(|reason| Unplaced {
            text: words.clone(),
            start,
            end,
            reason: reason.into(),
        }));
        points.push(Mention {
            start,
            end,
            text: words,
            confidence: CONFIDENCE,
            place,
            bytes: bytes.start as u32..bytes.end as u32,
            oblique: false,
        });
    }
    let is_within = |start: usize, end: usize| {
        let point = points.partition_point(|point| point.end <= start);
        let point = points.get(point);
        point.is_some_and(|point| point.start < end && (point.start, point.end) != (start, end))
    };
    mentions.retain(|name| !is_within(name.start, name.end));
    unplaced.retain(|name| !is_within(name.start, name.end));
    mentions.append(&mut points);
    mentions.sort_by_key(|mention| mention.start);
    unplaced.sort_by_key(|name| name.start);
}

fn position(mention: &Mention) -> Option<(f64, f64)> {
    mention.place.as_ref()?.position()
}

fn metres(one: (f64, f64), other: (f64, f64)) -> f64 {
    Haversine.distance(Position::from(one), Position::from(other))
}

/// Whether a name is not placed, or as a settlement or site that is not where coordinates say.
fn lies_elsewhere(name: &Mention, point: &Place) -> bool {
    const NEAR_METRES: f64 = 30_000.0;
    let Some(place) = &name.place else {
        return true;
    };
    let is_local = matches!(
        place.kind,
        PlaceKind::PopulatedPlace | PlaceKind::District | PlaceKind::Feature
    );
    let away = place.position().zip(point.position());
    is_local
        && !place.is_point()
        && away.is_none_or(|(one, other)| metres(one, other) > NEAR_METRES)
}

/// A place of a name where coordinates say.
fn named(name: &Mention, point: &Place) -> Place {
    Place {
        name: name.text.to_string(),
        ..point.clone()
    }
}

/// Longitude and latitude of places that a text names: so many that a long text takes no longer.
fn theatre(mentions: &[Mention]) -> Vec<(f64, f64)> {
    const MOST: usize = 80;
    let is_area = |place: &Place| matches!(place.kind, PlaceKind::Country | PlaceKind::Region);
    let places = mentions.iter().filter_map(|name| name.place.as_ref());
    let places = places.filter(|place| !is_area(place));
    places
        .filter_map(|place| place.position())
        .take(MOST)
        .collect()
}

/// A point far from everything that the text names is a slip: of the order of its numbers, or of a sign.
fn within_theatre(point: Point, theatre: &[(f64, f64)]) -> Point {
    const REACH_METRES: f64 = 1_000_000.0;
    let Point::At(lon, lat) = point else {
        return point;
    };
    let away = |there: &(f64, f64)| metres((lon, lat), *there);
    if theatre.is_empty() || theatre.iter().any(|there| away(there) <= REACH_METRES) {
        return point;
    }
    let nearest = theatre.iter().map(away).fold(f64::INFINITY, f64::min);
    Point::Nowhere(format!(
        "the point lies {:.0} km from the nearest place that the text names; latitude is read first",
        nearest / 1000.0
    ))
}

fn place_at((lon, lat): (f64, f64), words: &str, gazetteer: &Gazetteer) -> Place {
    let rounded = |degrees: f64| (degrees * 1e6).round() / 1e6;
    let (lon, lat) = (rounded(lon), rounded(lat));
    let around = gazetteer.reverse(lon, lat);
    let unit = around.admin1.map(|unit| gazetteer.place(unit));
    let country = around.country.map(|country| gazetteer.place(country));
    Place {
        id: format!("{POINT}{lat},{lon}"),
        name: words.to_owned(),
        name_uk: None,
        name_ru: None,
        kind: PlaceKind::Feature,
        lon: Some(lon),
        lat: Some(lat),
        country: country.and_then(|country| country.country),
        admin1: unit.and_then(|unit| unit.admin1),
        admin2: None,
        katottg: None,
        population: 0,
    }
}
