//! Stops of a way as people give them: names or positions.

use geo::Point;
use thiserror::Error;

use super::Question;
use crate::gazetteer::{Gazetteer, Query};
use crate::model::PlaceKind;

/// A stop of a way.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    /// What it was called in the question.
    pub asked: String,
    /// What it is: "Mariupol, Donetsk Oblast, Ukraine", or the position.
    pub label: String,
    /// Gazetteer identifier; `None` for a position.
    pub id: Option<String>,
    /// Where it is, degrees.
    pub position: Point,
}

/// Why a stop is not understood.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum StopError {
    /// Nothing is given.
    #[error("{0} is missing; give the name of a settlement or LON,LAT")]
    Missing(&'static str),
    /// Numbers that are no position.
    #[error(
        "\"{0}\" is no position: write longitude (-180 to 180) and latitude (-90 to 90), such as 37.54,47.10"
    )]
    NotAPosition(String),
    /// A name that nothing answers to.
    #[error("no settlement is known by the name \"{0}\"; try another spelling, or give LON,LAT")]
    Unknown(String),
    /// An area.
    #[error("\"{0}\" is an area; name a settlement in it, or give LON,LAT")]
    Area(String),
}

/// The stops of a question in order. Of namesakes, those near the ends of the way are taken.
pub(super) fn stops(question: &Question, gazetteer: &Gazetteer) -> Result<Vec<Stop>, StopError> {
    let from = stop("from", &question.from, None, gazetteer)?;
    let to = stop("to", &question.to, Some(from.position), gazetteer)?;
    let mut stops = vec![from];
    for via in &question.via {
        let before = stops[stops.len() - 1].position;
        let middle = Point::from((before.0 + to.position.0) / 2.0);
        stops.push(stop("via", via, Some(middle), gazetteer)?);
    }
    stops.push(to);
    Ok(stops)
}

fn stop(
    role: &'static str,
    asked: &str,
    near: Option<Point>,
    gazetteer: &Gazetteer,
) -> Result<Stop, StopError> {
    let asked = asked.trim();
    if asked.is_empty() {
        return Err(StopError::Missing(role));
    }
    if let Some(position) = position(asked) {
        let position = position?;
        return Ok(Stop {
            asked: asked.to_owned(),
            label: format!("{},{}", position.x(), position.y()),
            id: None,
            position,
        });
    }
    let hits = gazetteer.search(&Query {
        near: near.map(|near| near.x_y()),
        limit: 5,
        ..Query::new(asked)
    });
    if hits.is_empty() {
        return Err(StopError::Unknown(asked.to_owned()));
    }
    let located = hits.iter().find_map(|hit| {
        let facts = gazetteer.facts(hit.place);
        let is_point = matches!(
            facts.kind,
            PlaceKind::PopulatedPlace | PlaceKind::District | PlaceKind::Feature
        );
        Some((hit.place, facts.position.filter(|_| is_point)?))
    });
    let (place, position) = located.ok_or_else(|| StopError::Area(asked.to_owned()))?;
    Ok(Stop {
        asked: asked.to_owned(),
        label: gazetteer.label(place),
        id: Some(gazetteer.place(place).id),
        position: position.into(),
    })
}

/// Two numbers with a comma between as a position; `None` for anything else.
fn position(text: &str) -> Option<Result<Point, StopError>> {
    let (lon, lat) = text.split_once(',')?;
    let (lon, lat): (f64, f64) = (lon.trim().parse().ok()?, lat.trim().parse().ok()?);
    let in_range = lon.abs() <= 180.0 && lat.abs() <= 90.0;
    Some(if in_range {
        Ok(Point::new(lon, lat))
    } else {
        Err(StopError::NotAPosition(text.to_owned()))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn names_and_positions_are_understood_and_what_is_neither_is_refused() {
        let gazetteer = Gazetteer::embedded();
        let found = |text: &str| stop("from", text, None, &gazetteer);
        assert_eq!(
            found("Маріуполь").unwrap().id.as_deref(),
            Some("geonames:701822")
        );
        assert_eq!(
            found(" 37.5,47.1 ").unwrap().position,
            Point::new(37.5, 47.1)
        );
        for (text, error) in [
            ("", StopError::Missing("from")),
            (
                "47.1,137.5",
                StopError::NotAPosition("47.1,137.5".to_owned()),
            ),
            ("NaN,1", StopError::NotAPosition("NaN,1".to_owned())),
            ("Qwxzyqwxzy", StopError::Unknown("Qwxzyqwxzy".to_owned())),
            (
                "Kharkiv Oblast",
                StopError::Area("Kharkiv Oblast".to_owned()),
            ),
        ] {
            assert_eq!(found(text), Err(error), "{text}");
        }
    }

    #[test]
    fn of_namesakes_the_one_on_the_way_is_taken() {
        let gazetteer = Gazetteer::embedded();
        let question = Question {
            from: "Berdiansk".to_owned(),
            via: vec!["Tokmak".to_owned(), "Vasylivka".to_owned()],
            to: "Zaporizhzhia".to_owned(),
            day: jiff::civil::date(2022, 3, 30),
            avoidance: crate::routing::Avoidance::default(),
            alternatives: 1,
        };
        let ids: Vec<Option<String>> = stops(&question, &gazetteer)
            .unwrap()
            .into_iter()
            .map(|stop| stop.id)
            .collect();
        let expected = [712_451, 691_469, 686_729, 687_700];
        assert_eq!(ids, expected.map(|id| Some(format!("geonames:{id}"))));
    }
}
