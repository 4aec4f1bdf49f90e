//! Where corridors pass from land of one side to land of another.

use std::convert::Infallible;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};
use std::thread;

use geo::{LineString, Point};
use jiff::civil::Date;
use quick_cache::sync::Cache;
use serde_json::json;

use super::common::{feature, identity, rounded};
use super::control::{age_properties, with};
use super::corridors::Record;
use super::parties::name_properties;
use super::registry::LayerId;
use crate::model::Feature;
use crate::shape::control::{Age, CONTESTED, Control, ControlHistory};
use crate::shape::crossing::{Crossing, Front, crossings, kilometres};
use crate::shape::network::Network;
use crate::shape::{Atlas, Route};

/// Lines whose crossings are kept once found.
const LINES_KEPT: usize = 20_000;

/// A crossing, and whether a front line shows it.
#[derive(Debug)]
struct Found {
    crossing: Crossing,
    basis: &'static str,
    contested: bool,
}

impl Found {
    /// Beyond contested land, the side is the one that holds the next stated place (before it, the
    /// last one).
    fn name_sides(&mut self, stops: &[(Point, f64)], control: &Control) {
        let crossing = &mut self.crossing;
        self.contested = [&crossing.from, &crossing.to].contains(&&CONTESTED.to_owned());
        let holder = |stop: Option<&(Point, f64)>| {
            let holder = control.control_at(stop?.0)?;
            (holder.party != CONTESTED).then_some(holder.party)
        };
        if crossing.to == CONTESTED {
            let next = stops.iter().find(|(_, km)| *km >= crossing.along_km);
            let beyond = holder(next).filter(|party| *party != crossing.from);
            crossing.to = beyond.unwrap_or_else(|| crossing.to.clone());
        } else if crossing.from == CONTESTED {
            let last = stops.iter().rfind(|(_, km)| *km <= crossing.along_km);
            let before = holder(last).filter(|party| *party != crossing.to);
            crossing.from = before.unwrap_or_else(|| crossing.from.clone());
        }
    }
}

/// A line whose crossings are asked for.
struct Asked<'a> {
    /// Number of the corridor.
    record: usize,
    line: &'a LineString,
    stops: Vec<Point>,
    day: Date,
}

/// The crossings of all corridors, each as of the corridor's day.
pub(super) fn crossing_points(
    records: &[Record<'_>],
    routes: &[Option<Route>],
    atlas: &Atlas,
) -> Vec<Feature> {
    let mut asked: Vec<Asked<'_>> = records
        .iter()
        .zip(routes)
        .enumerate()
        .filter_map(|(record, (known, route))| {
            Some(Asked {
                record,
                line: &route.as_ref()?.line,
                stops: known.stops()?,
                day: known.day()?,
            })
        })
        .collect();
    asked.sort_by_key(|asked| asked.day);
    let mut found = by_day(&asked, atlas.control());
    found.sort_by_key(|(record, _)| *record);
    let mut features = Vec::new();
    for (number, crossings) in found {
        let (record, Some(route)) = (&records[number], &routes[number]) else {
            continue;
        };
        let Some(provenance) = record.provenance() else {
            continue;
        };
        let day = record.day().unwrap_or_default();
        for (number, found) in crossings.iter().enumerate() {
            let Found {
                crossing,
                basis,
                contested,
            } = found;
            let own = json!({
                "name": name(atlas.network(), crossing.at),
                "corridor_id": record.id,
                "corridor_name": record.name(),
                "day": record.day().map(|day| day.to_string()),
                "status": record.status(),
                "from_side": crossing.from,
                "to_side": crossing.to,
                "road": road(route, crossing.along_km),
                "uncertainty_km": rounded(crossing.uncertainty_km, 1),
                "contested": contested,
                "basis": basis,
            });
            let own = with(
                own,
                [
                    age_properties(&Age::on(day, crossing.last_day)),
                    name_properties("from_side", &crossing.from),
                    name_properties("to_side", &crossing.to),
                ],
            );
            features.push(feature(
                LayerId::CrossingPoints,
                identity(["crossing", &record.id, &number.to_string()]),
                &provenance,
                Some(crossing.at.into()),
                own,
            ));
        }
    }
    features
}

/// The crossings of lines in order of their days, on all cores: control of a day takes some tens of
/// milliseconds to make.
fn by_day(asked: &[Asked<'_>], control: &ControlHistory) -> Vec<(usize, Arc<[Found]>)> {
    let days: Vec<&[Asked<'_>]> = asked.chunk_by(|a, b| a.day == b.day).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut found = Vec::new();
        while let Some(day) = days.get(next.fetch_add(1, Ordering::Relaxed)) {
            found.extend(of_day(day, control));
        }
        found
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let workers = cores.min(days.len());
    if workers < 2 {
        return work();
    }
    thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let found = workers.into_iter().map(|worker| {
            let found = worker.join();
            found.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        found.flatten().collect()
    })
}

/// The crossings of lines of one day.
fn of_day(asked: &[Asked<'_>], control: &ControlHistory) -> Vec<(usize, Arc<[Found]>)> {
    // A new report changes few days: the crossings of the others are known from last time.
    static KNOWN: LazyLock<Cache<u64, Arc<[Found]>>> = LazyLock::new(|| Cache::new(LINES_KEPT));
    let Some(Asked { day, .. }) = asked.first() else {
        return Vec::new();
    };
    let state = control.fingerprint(*day);
    let found = asked.iter().map(|asked| {
        let question = question(asked.line, &asked.stops, *day, state);
        let found = KNOWN.get_or_insert_with::<_, Infallible>(&question, || {
            Ok(all(asked.line, &asked.stops, &control.as_of(*day)).into())
        });
        match found {
            Ok(found) => (asked.record, found),
            Err(never) => match never {},
        }
    });
    found.collect()
}

/// What the crossings of a line depend on, in short.
fn question(line: &LineString, stops: &[Point], day: Date, state: u64) -> u64 {
    let mut hash = DefaultHasher::new();
    (day, state, stops.len()).hash(&mut hash);
    let stops = stops.iter().map(|stop| stop.x_y());
    for (x, y) in line.points().map(|at| at.x_y()).chain(stops) {
        (x.to_bits(), y.to_bits()).hash(&mut hash);
    }
    hash.finish()
}

/// Crossings of front lines, and those that two stops in a row held by different sides tell of.
fn all(line: &LineString, stops: &[Point], control: &Control) -> Vec<Found> {
    let fronts: Vec<Front<'_>> = control
        .lines
        .iter()
        .map(|front| Front {
            line: &front.line,
            left: &front.left,
            right: &front.right,
            uncertainty_km: front.uncertainty_km,
            last_day: front.evidence.last_day,
        })
        .collect();
    let mut found: Vec<Found> = crossings(line, &fronts)
        .into_iter()
        .map(|crossing| Found {
            crossing,
            basis: "front_line",
            contested: false,
        })
        .collect();
    let along = stops_along(line, stops);
    for found in &mut found {
        found.name_sides(&along, control);
    }
    for pair in along.windows(2) {
        let ((start, start_km), (end, end_km)) = (pair[0], pair[1]);
        let shown = |found: &Found| (start_km..=end_km).contains(&found.crossing.along_km);
        if found.iter().any(shown) {
            continue;
        }
        let (Some(from), Some(to)) = (control.control_at(start), control.control_at(end)) else {
            continue;
        };
        if from.party == to.party {
            continue;
        }
        let sides = [(start, &from.party), (end, &to.party)];
        let last_days = sides.map(|(stop, party)| control.last_day_at(stop, party));
        let Some(last_day) = last_days.into_iter().flatten().min() else {
            continue;
        };
        let change_km = change(line, start_km, end_km, &from.party, control);
        found.push(Found {
            crossing: Crossing {
                at: position(line, change_km).unwrap_or(end),
                along_km: change_km,
                from: from.party,
                to: to.party,
                uncertainty_km: (change_km - start_km).min(end_km - change_km),
                last_day,
            },
            basis: "leg",
            contested: false,
        });
    }
    found.sort_by(|a, b| a.crossing.along_km.total_cmp(&b.crossing.along_km));
    found
}

/// How far along the line `party` holds the land no more, kilometres: between `start_km`, where it
/// does, and `end_km`, where it does not.
fn change(line: &LineString, start_km: f64, end_km: f64, party: &str, control: &Control) -> f64 {
    const HALVINGS: usize = 10;
    let (mut held, mut lost) = (start_km, end_km);
    for _ in 0..HALVINGS {
        let middle = held.midpoint(lost);
        let holder = position(line, middle).and_then(|at| control.control_at(at));
        if holder.is_some_and(|holder| holder.party == party) {
            held = middle;
        } else {
            lost = middle;
        }
    }
    lost
}

/// The stops with how far along the line each lies.
fn stops_along(line: &LineString, stops: &[Point]) -> Vec<(Point, f64)> {
    let mut along = Vec::with_capacity(stops.len());
    let mut km = 0.0;
    let mut stops = stops.iter().peekable();
    let mut before: Option<Point> = None;
    for at in line.points() {
        km += before.map_or(0.0, |before| kilometres(before, at));
        before = Some(at);
        while let Some(stop) = stops.next_if(|stop| **stop == at) {
            along.push((*stop, km));
        }
    }
    along
}

/// The position so many kilometres along the line.
fn position(line: &LineString, along_km: f64) -> Option<Point> {
    let mut before_km = 0.0;
    for leg in line.lines() {
        let (start, end) = leg.points();
        let km = kilometres(start, end);
        if before_km + km >= along_km && km > 0.0 {
            let part = (along_km - before_km) / km;
            return Some(Point::from(start.0 + leg.delta() * part));
        }
        before_km += km;
    }
    line.points().next_back()
}

/// The place of the network that it is at, or the two that it lies between.
fn name(network: &Network, at: Point) -> String {
    match network.around(at) {
        (place, None) => place.name.to_owned(),
        (place, Some(next)) => format!("between {} and {}", place.name, next.name),
    }
}

/// The road that the way is on so far along it; lengths along roads are longer than those along
/// the line by the same factor everywhere.
fn road(route: &Route, along_km: f64) -> Option<&str> {
    let line_km: f64 = route
        .line
        .lines()
        .map(|leg| {
            let (start, end) = leg.points();
            kilometres(start, end)
        })
        .sum();
    let mut left = along_km / line_km * route.length_km;
    let part = route.roads.iter().find(|part| {
        left -= part.length_km;
        left <= 0.0
    })?;
    part.road.as_deref()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use crate::layer::corridors::records;
    use crate::layer::fixtures::{corridor, reading};
    use crate::model::Status;

    fn found(from: &str, to: &str, day: &str) -> Vec<Feature> {
        let said = corridor(&[from], &[to], Status::Agreed);
        let reading = reading("a", day, vec![said]);
        let atlas = Atlas::embedded();
        let readings = [&reading];
        let records = records(&readings);
        let routes: Vec<Option<Route>> = records.iter().map(|r| r.route(&atlas)).collect();
        crossing_points(&records, &routes, &atlas)
    }

    #[test]
    fn a_corridor_out_of_occupied_land_crosses_the_front_once() {
        let features = found("Melitopol", "Zaporizhzhia", "2022-03-30");
        assert_eq!(features.len(), 1, "{features:?}");
        let properties = &features[0].properties;
        assert_eq!(properties["from_side"], "russia");
        assert_eq!(properties["to_side"], "ukraine");
        assert_eq!(properties["road"], "M18");
        assert_eq!(properties["as_of"], "2022-03-30");
        assert_eq!(properties["quote"], "A corridor was agreed.");
        let Some(geo::Geometry::Point(at)) = features[0].geometry else {
            panic!("no point");
        };
        // Around Vasylivka and Kamianske.
        assert!((47.2..47.7).contains(&at.y()), "{at:?}");
    }

    #[test]
    fn a_corridor_within_the_land_of_one_side_crosses_nothing() {
        assert_eq!(found("Melitopol", "Berdiansk", "2022-03-30"), []);
    }

    #[test]
    fn there_is_no_front_to_cross_before_the_invasion() {
        assert_eq!(found("Melitopol", "Zaporizhzhia", "2022-02-20"), []);
    }
}
