//! Statements about corridors → corridors, with the history of what was said.
//!
//! A corridor is one origin, one destination and one day. A statement with several origins or
//! destinations speaks of several corridors, each with a line of its own, so that no line runs
//! through a place that is not on the way.

mod grounds;

use std::collections::{BTreeMap, BTreeSet};

use geo::Point;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::StoredReading;
use super::common::{Provenance, feature, identity, point, rounded};
use super::counts::{Counted, Counts, tally};
use super::evidence::Carried;
use super::registry::LayerId;
use crate::model::{Corridor, Feature, Mode, PlaceRef, Report, Status, Verification};
use crate::shape::{Atlas, Route};

/// A corridor and the statements that speak of it, oldest first.
pub(super) struct Record<'a> {
    pub id: String,
    pub origin: Option<&'a PlaceRef>,
    pub destination: Option<&'a PlaceRef>,
    day: String,
    statements: Vec<Statement<'a>>,
    counts: Counts,
}

#[derive(Clone, Copy)]
struct Statement<'a> {
    report: &'a Report,
    corridor: &'a Corridor,
    /// The statement that holds the counts of its sentence.
    counting: &'a Corridor,
    /// Orders statements: day of publication, else of reception, then time of reception.
    reported: (&'a str, jiff::Timestamp),
}

impl<'a> Statement<'a> {
    fn carried(&self) -> Carried<'a> {
        Carried {
            report_id: &self.report.id,
            quote: &self.corridor.quote,
        }
    }
}

/// The corridors that the readings speak of, the newest day first.
pub(super) fn records<'a>(readings: &[&'a StoredReading]) -> Vec<Record<'a>> {
    let mut records: BTreeMap<String, Record<'a>> = BTreeMap::new();
    for stored in readings.iter().copied() {
        let mut counting: Option<&Corridor> = None;
        for corridor in &stored.reading.corridors {
            if corridor.is_area_proposal() {
                continue;
            }
            let of_group = counting
                .filter(|first| corridor.shares_counts && first.quote.start == corridor.quote.start)
                .unwrap_or(corridor);
            counting = Some(of_group);
            let statement = Statement {
                report: &stored.reading.report,
                corridor,
                counting: of_group,
                reported: (stored.reported_on(), stored.received_at),
            };
            for origin in ends(&corridor.from) {
                for destination in ends(&corridor.to) {
                    let day = day_of(stored, corridor);
                    let id = record_id(stored, corridor, origin, destination, &day);
                    records
                        .entry(id.clone())
                        .or_insert_with(|| Record {
                            id,
                            origin,
                            destination,
                            day,
                            statements: Vec::new(),
                            counts: Counts::default(),
                        })
                        .statements
                        .push(statement);
                }
            }
        }
    }
    let mut records: Vec<_> = records.into_values().collect();
    for record in &mut records {
        record
            .statements
            .sort_by_key(|said| (said.reported, said.corridor.quote.start));
    }
    records.sort_by_cached_key(|record| {
        (
            std::cmp::Reverse(record.day.clone()),
            record.name(),
            record.id.clone(),
        )
    });
    let counted: Vec<Counted<'_>> = records.iter().map(Record::counted).collect();
    for (record, counts) in records.iter_mut().zip(tally(&counted)) {
        record.counts = counts;
    }
    records
}

fn ends(places: &[PlaceRef]) -> Vec<Option<&PlaceRef>> {
    if places.is_empty() {
        vec![None]
    } else {
        places.iter().map(Some).collect()
    }
}

/// The day that a statement is about: empty where one is stated that was not understood.
fn day_of(stored: &StoredReading, corridor: &Corridor) -> String {
    if corridor.day_not_understood {
        return String::new();
    }
    corridor
        .valid_from
        .clone()
        .unwrap_or_else(|| stored.reported_on().to_owned())
}

fn record_id(
    stored: &StoredReading,
    corridor: &Corridor,
    origin: Option<&PlaceRef>,
    destination: Option<&PlaceRef>,
    day: &str,
) -> String {
    let place_id = |end: Option<&PlaceRef>| end.map_or(String::new(), |end| end.place.id.clone());
    let (from, to) = (place_id(origin), place_id(destination));
    if from.is_empty() && to.is_empty() {
        // Nothing ties two statements without ends together.
        let start = corridor.quote.start.to_string();
        return identity(["corridor", &stored.reading.report.id, &start]);
    }
    if day.is_empty() {
        // Nothing tells that two reports speak of one day.
        return identity(["corridor", &from, &to, &stored.reading.report.id]);
    }
    identity(["corridor", &from, &to, day])
}

impl<'a> Record<'a> {
    /// "Mariupol → Berdiansk"; an end that is not stated is an ellipsis.
    pub fn name(&self) -> String {
        let name =
            |end: Option<&PlaceRef>| end.map_or("…".to_owned(), |end| end.place.name.clone());
        format!("{} → {}", name(self.origin), name(self.destination))
    }

    /// The newest statement that says how the corridor stands, else the newest one.
    fn leading(&self) -> Option<&Statement<'a>> {
        self.statements
            .iter()
            .rev()
            .find(|said| said.corridor.status != Status::Unknown)
            .or(self.statements.last())
    }

    /// The status in the newest statement that gives one.
    pub fn status(&self) -> Status {
        self.leading()
            .map_or(Status::Unknown, |said| said.corridor.status)
    }

    /// Places on the way, from the newest statement that names any.
    pub fn via(&self) -> &'a [PlaceRef] {
        self.newest(|corridor| (!corridor.via.is_empty()).then_some(corridor.via.as_slice()))
            .unwrap_or_default()
    }

    /// The provenance of the statement that gives the status.
    pub fn provenance(&self) -> Option<Provenance<'a>> {
        let said = self.leading()?;
        Some(Provenance {
            report: said.report,
            quote: &said.corridor.quote,
            announced_by: said.corridor.announced_by.as_deref(),
            confidence: said.corridor.confidence,
            verification: if self.union(|corridor| &corridor.disputed_by).is_empty() {
                Verification::Unreviewed
            } else {
                Verification::Disputed
            },
        })
    }

    fn newest<T>(&self, value: impl Fn(&'a Corridor) -> Option<T>) -> Option<T> {
        self.statements
            .iter()
            .rev()
            .find_map(|said| value(said.corridor))
    }

    fn union<T: Ord + 'a>(&self, values: impl Fn(&'a Corridor) -> &'a Vec<T>) -> BTreeSet<&'a T> {
        self.statements
            .iter()
            .flat_map(|said| values(said.corridor))
            .collect()
    }

    fn history(&self) -> Value {
        self.statements
            .iter()
            .map(|said| {
                json!({
                    "status": said.corridor.status,
                    "announced_by": said.corridor.announced_by,
                    "published": said.report.published,
                    "report_id": said.report.id,
                    "quote": said.corridor.quote.exact,
                })
            })
            .collect()
    }

    /// Its name, and the statements that count it, newest first.
    fn counted(&self) -> Counted<'a> {
        let newest_first = self.statements.iter().rev();
        (
            self.name(),
            newest_first.map(|said| said.counting).collect(),
        )
    }

    /// The stated places that can be placed, in order, where both ends can.
    pub fn stops(&self) -> Option<Vec<Point>> {
        let origin = point(&self.origin?.place)?;
        let destination = point(&self.destination?.place)?;
        let via = self.via().iter().filter_map(|place| point(&place.place));
        let origin = std::iter::once(origin);
        Some(origin.chain(via).chain([destination]).collect())
    }

    /// The day that it is for.
    pub fn day(&self) -> Option<Date> {
        self.day.parse().ok()
    }

    /// The way that it takes.
    pub fn route(&self, atlas: &Atlas) -> Option<Route> {
        let stops = self.stops()?;
        match self.newest(|corridor| corridor.mode) {
            Some(Mode::Rail | Mode::Air | Mode::Water) => atlas.straight_route(&stops),
            _ => atlas.route(&stops, self.day()),
        }
    }

    /// The feature of the corridors layer, drawn along `route`.
    pub fn feature(&self, route: Option<&Route>) -> Option<Feature> {
        let provenance = self.provenance()?;
        let leading = self.leading()?.corridor;
        let (from, to) = (as_slice(&self.origin), as_slice(&self.destination));
        let via: Vec<&PlaceRef> = self.via().iter().collect();
        let on_the_way: Vec<&PlaceRef> = from.iter().chain(&via).chain(to).copied().collect();
        let window = self.newest(|corridor| corridor.time_window.as_ref());
        let mut own = json!({
            "name": self.name(),
            "from": names(from),
            "via": names(&via),
            "to": names(to),
            "from_uk": each(from, |place| place.place.name_uk.as_deref()),
            "to_uk": each(to, |place| place.place.name_uk.as_deref()),
            "from_ru": each(from, |place| place.place.name_ru.as_deref()),
            "to_ru": each(to, |place| place.place.name_ru.as_deref()),
            "from_id": each(from, |place| Some(place.place.id.as_str())),
            "via_id": each(&via, |place| Some(place.place.id.as_str())),
            "to_id": each(to, |place| Some(place.place.id.as_str())),
            "from_admin1": each(from, |place| place.place.admin1.as_deref()),
            "to_admin1": each(to, |place| place.place.admin1.as_deref()),
            "purpose": self.union(|corridor| &corridor.purpose),
            "direction": self.newest(|corridor| corridor.direction),
            "mode": self.newest(|corridor| corridor.mode),
            "status": self.status(),
            "status_class": self.status().class(),
            "arrangement": leading.arrangement,
            "agreed_by": self.union(|corridor| &corridor.agreed_by),
            "disputed_by": self.union(|corridor| &corridor.disputed_by),
            "conditions": self.union(|corridor| &corridor.conditions),
            "valid_from": self.newest(|corridor| corridor.valid_from.as_deref()),
            "valid_to": self.newest(|corridor| corridor.valid_to.as_deref()),
            "day_not_understood": self.day.is_empty(),
            "time_start": window.and_then(|window| window.start.as_deref()),
            "time_end": window.and_then(|window| window.end.as_deref()),
            "time_zone": window.and_then(|window| window.tz.as_deref()),
            "unplaced": on_the_way
                .iter()
                .filter(|place| point(&place.place).is_none())
                .map(|place| place.place.name.as_str())
                .collect::<Vec<_>>(),
            "geometry_basis": route.map(|route| route.basis),
            "length_km": route.map(|route| rounded(route.length_km, 1)),
            "duration_min": route.and_then(|route| Some((route.duration_s? / 60.0).round() as u64)),
            "roads": route.map_or_else(Vec::new, Route::road_names),
            "route_notes": route.map_or_else(Vec::new, |route| {
                route.cautions.iter().map(ToString::to_string).collect()
            }),
            "statements": self.statements.len(),
            "history": self.history(),
        });
        if let Value::Object(own) = &mut own {
            own.extend(self.counts.properties());
            own.extend(self.grounds(leading));
        }
        Some(feature(
            LayerId::Corridors,
            self.id.clone(),
            &provenance,
            route.map(|route| route.line.clone().into()),
            own,
        ))
    }
}

fn as_slice<'r, 'a>(end: &'r Option<&'a PlaceRef>) -> &'r [&'a PlaceRef] {
    end.as_slice()
}

fn names<'a>(places: &[&'a PlaceRef]) -> Vec<&'a str> {
    places
        .iter()
        .map(|place| place.place.name.as_str())
        .collect()
}

fn each<'a>(
    places: &[&'a PlaceRef],
    value: impl Fn(&'a PlaceRef) -> Option<&'a str>,
) -> Vec<Option<&'a str>> {
    places.iter().map(|place| value(place)).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use crate::layer::fixtures::{corridor, place, reading, unplaced_corridor};
    use crate::model::{CorridorField, GeometryBasis, Quote};

    fn features(readings: &[StoredReading]) -> Vec<Feature> {
        let atlas = Atlas::embedded();
        let readings: Vec<&StoredReading> = readings.iter().collect();
        records(&readings)
            .iter()
            .map(|record| record.feature(record.route(&atlas).as_ref()).unwrap())
            .collect()
    }

    #[test]
    fn several_origins_with_one_destination_are_several_corridors() {
        let said = corridor(
            &["Mariupol", "Berdiansk"],
            &["Zaporizhzhia"],
            Status::Agreed,
        );
        let features = features(&[reading("a", "2022-03-30", vec![said])]);
        let names: Vec<_> = features.iter().map(|f| &f.properties["name"]).collect();
        assert_eq!(
            names,
            ["Berdiansk → Zaporizhzhia", "Mariupol → Zaporizhzhia"]
        );
        assert_ne!(features[0].id, features[1].id);
    }

    #[test]
    fn a_count_for_several_origins_is_given_with_one_corridor() {
        let mut said = corridor(&["Mariupol", "Berdiansk"], &[], Status::Completed);
        said.people_moved = Some(2_700);
        let mut rest = corridor(&["Melitopol"], &[], Status::Completed);
        rest.shares_counts = true;
        let features = features(&[reading("a", "2022-04-02", vec![said, rest])]);
        let of = |name: &str| -> Vec<Value> {
            let values = features.iter().map(|feature| &feature.properties[name]);
            values.cloned().collect()
        };
        assert_eq!(
            of("name"),
            ["Berdiansk → …", "Mariupol → …", "Melitopol → …"]
        );
        assert_eq!(of("people_moved"), [json!(2_700), json!(null), json!(null)]);
        let holder = json!(["Berdiansk → …"]);
        assert_eq!(
            of("counts_shared_with"),
            [
                json!(["Mariupol → …", "Melitopol → …"]),
                holder.clone(),
                holder
            ]
        );
    }

    #[test]
    fn sentences_that_name_an_end_stand_beside_the_quote() {
        let mut inferred = corridor(&["Melitopol"], &["Zaporizhzhia"], Status::Agreed);
        inferred.inferred = vec![CorridorField::To];
        let mut stated = corridor(&["Melitopol"], &["Zaporizhzhia"], Status::Agreed);
        stated.quote.exact = "From Melitopol to Zaporizhzhia.".into();
        let mut listed = stated.clone();
        listed.context = vec![Quote {
            exact: "To Zaporizhzhia:".into(),
            ..stated.quote.clone()
        }];
        let context = |said: Vec<Corridor>| {
            let features = features(&[reading("a", "2022-03-30", said)]);
            features[0].properties["context"].clone()
        };
        assert_eq!(context(vec![stated.clone()]), json!([]));
        assert_eq!(context(vec![listed]), json!(["To Zaporizhzhia:"]));
        assert_eq!(
            context(vec![stated, inferred]),
            json!(["From Melitopol to Zaporizhzhia."])
        );
    }

    #[test]
    fn the_newest_statement_gives_the_status_and_all_stand_in_the_history() {
        let day = Some("2022-03-30".to_owned());
        let mut planned = corridor(&["Mariupol"], &["Zaporizhzhia"], Status::Planned);
        planned.valid_from = day.clone();
        let mut failed = corridor(&["Mariupol"], &["Zaporizhzhia"], Status::Failed);
        failed.valid_from = day;
        let features = features(&[
            reading("late", "2022-03-31", vec![failed]),
            reading("early", "2022-03-29", vec![planned]),
        ]);
        assert_eq!(features.len(), 1);
        let properties = &features[0].properties;
        assert_eq!(properties["status"], "failed");
        assert_eq!(properties["statements"], 2);
        assert_eq!(properties["history"][0]["status"], "planned");
        assert_eq!(properties["history"][1]["status"], "failed");
        assert_eq!(properties["report_id"], "late");
    }

    #[test]
    fn a_statement_without_a_status_does_not_hide_an_earlier_one() {
        let agreed = corridor(&["Mariupol"], &["Zaporizhzhia"], Status::Agreed);
        let mut counted = corridor(&["Mariupol"], &["Zaporizhzhia"], Status::Unknown);
        counted.people_moved = Some(400);
        let features = features(&[reading("a", "2022-03-30", vec![agreed, counted])]);
        assert_eq!(features[0].properties["status"], "agreed");
        assert_eq!(features[0].properties["people_moved"], 400);
    }

    #[test]
    fn an_inferred_end_that_another_statement_gives_is_inferred_no_more() {
        let mut inferred = corridor(&["Melitopol"], &["Zaporizhzhia"], Status::Agreed);
        inferred.inferred = vec![CorridorField::To];
        let stated = corridor(&["Melitopol"], &["Zaporizhzhia"], Status::Agreed);
        let alone = features(&[reading("a", "2022-03-30", vec![inferred.clone()])]);
        assert_eq!(alone[0].properties["inferred"], json!(["to"]));
        let both = features(&[reading("a", "2022-03-30", vec![inferred, stated])]);
        assert_eq!(both[0].properties["inferred"], json!([]));
    }

    #[test]
    fn the_same_ends_on_another_day_are_another_corridor() {
        let said = || corridor(&["Mariupol"], &["Zaporizhzhia"], Status::Agreed);
        let features = features(&[
            reading("a", "2022-03-29", vec![said()]),
            reading("b", "2022-03-30", vec![said()]),
        ]);
        assert_eq!(features.len(), 2);
        assert_eq!(features[0].properties["published"], "2022-03-30");
    }

    #[test]
    fn an_end_without_a_position_leaves_no_line_and_is_listed() {
        let features = features(&[reading("a", "2022-03-30", vec![unplaced_corridor()])]);
        assert!(features[0].geometry.is_none());
        assert_eq!(features[0].properties["unplaced"], json!(["Nowhere"]));
        assert_eq!(features[0].properties["geometry_basis"], Value::Null);
    }

    #[test]
    fn stated_places_on_the_way_are_on_the_line() {
        let mut said = corridor(&["Mariupol"], &["Zaporizhzhia"], Status::Agreed);
        said.via = corridor(&["Berdiansk"], &[], Status::Agreed).from;
        let features = features(&[reading("a", "2022-03-30", vec![said])]);
        let Some(geo::Geometry::LineString(line)) = &features[0].geometry else {
            panic!("no line");
        };
        let stated = place("Berdiansk").place.position().unwrap();
        assert!(line.0.contains(&stated.into()));
        let properties = &features[0].properties;
        assert_eq!(
            properties["geometry_basis"],
            json!(GeometryBasis::SchematicNetwork)
        );
        let length = properties["length_km"].as_f64().unwrap();
        assert!((250.0..300.0).contains(&length), "{length}");
        assert!(properties["duration_min"].as_u64().unwrap() > 180);
        assert_eq!(properties["roads"][0], "M14");
    }

    #[test]
    fn a_train_does_not_go_by_road() {
        let mut said = corridor(&["Mariupol"], &["Zaporizhzhia"], Status::Agreed);
        said.mode = Some(Mode::Rail);
        let features = features(&[reading("a", "2022-03-30", vec![said])]);
        let properties = &features[0].properties;
        assert_eq!(
            properties["geometry_basis"],
            json!(GeometryBasis::StraightLine)
        );
        assert_eq!(properties["duration_min"], Value::Null);
        assert_eq!(properties["roads"], json!([]));
    }
}
