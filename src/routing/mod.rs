//! Proposals of ways by road, for people who compare them with what reports state.
//!
//! A proposal never changes a stated corridor, is not for navigation, and says nothing about
//! safety: avoiding the places that reports name leaves out what they do not name.

mod answer;
mod avoid;
mod stop;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use thiserror::Error;

pub use answer::{DISCLAIMER, Plan};
pub use avoid::{
    AvoidAreas, AvoidFormat, Avoidance, AvoidedPlace, NotAFormat, NotATrouble, Trouble,
};
pub use stop::{Stop, StopError};

use crate::gazetteer::Gazetteer;
use crate::model::moment;
use crate::shape::Atlas;
use crate::store::Snapshot;

/// Most stops on the way of a proposal.
pub const MOST_VIA: usize = 20;
/// Most proposals for one question.
pub const MOST_ALTERNATIVES: usize = 5;

/// A question for ways by road.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Name or `LON,LAT` of the start.
    pub from: String,
    /// Names or `LON,LAT` of stops on the way, in order.
    pub via: Vec<String>,
    /// Name or `LON,LAT` of the destination.
    pub to: String,
    /// The day of the journey.
    pub day: Date,
    /// What to keep away from.
    pub avoidance: Avoidance,
    /// How many ways at most.
    pub alternatives: usize,
}

/// Why there is no proposal.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum RoutingError {
    /// A stop is not understood.
    #[error(transparent)]
    Stop(#[from] StopError),
    /// All stops are at one position.
    #[error("from and to are the same place; a way needs two")]
    NoDistance,
    /// Too many stops.
    #[error("at most {MOST_VIA} places on the way are taken; there are {0}")]
    TooManyStops(usize),
    /// The roads known here do not lead there.
    #[error(
        "no way by road is known here from {from} to {to}: a stop lies far from every road of the network, which covers Ukraine unless roads were imported"
    )]
    NoWay {
        /// The start.
        from: String,
        /// The destination.
        to: String,
    },
}

/// Ways by road for a question; `snapshot` says where there is fighting. Without it nothing is
/// avoided.
///
/// # Errors
/// [`RoutingError`] where a stop is not understood or no road leads to it.
pub fn plan(
    question: &Question,
    gazetteer: &Gazetteer,
    atlas: &Atlas,
    snapshot: Option<&Snapshot>,
) -> Result<Plan, RoutingError> {
    if question.via.len() > MOST_VIA {
        return Err(RoutingError::TooManyStops(question.via.len()));
    }
    let stops = stop::stops(question, gazetteer)?;
    let positions: Vec<_> = stops.iter().map(|stop| stop.position).collect();
    if positions.iter().all(|position| *position == positions[0]) {
        return Err(RoutingError::NoDistance);
    }
    let areas = snapshot.map_or_else(
        || AvoidAreas::none(question.day),
        |snapshot| AvoidAreas::around(snapshot, question.day, &question.avoidance),
    );
    let avoid = (!areas.polygons.0.is_empty()).then_some(&areas.polygons);
    let routes = atlas.proposals(&positions, Some(question.day), avoid, question.alternatives);
    if routes.is_empty() {
        let name = |stop: Option<&Stop>| stop.map_or_else(String::new, |stop| stop.label.clone());
        return Err(RoutingError::NoWay {
            from: name(stops.first()),
            to: name(stops.last()),
        });
    }
    Ok(Plan {
        stops,
        day: question.day,
        avoidance: question.avoidance.clone(),
        areas,
        routes,
    })
}

/// The day of a `datetime`: a day, or a moment, whose day in UTC is meant. `None` where it is
/// neither.
pub fn day_of(datetime: &str) -> Option<Date> {
    if let Some(moment) = moment(datetime) {
        return Some(moment.to_zoned(TimeZone::UTC).date());
    }
    (datetime.len() == 10).then(|| datetime.parse().ok())?
}

/// The day of a moment in UTC.
pub fn today(now: Timestamp) -> Date {
    now.to_zoned(TimeZone::UTC).date()
}
