//! Stand-ins for rooms that are built elsewhere; goes when they are there.
#![allow(missing_docs)]

pub mod gazetteer {
    use crate::model::{Place, PlaceKind};

    #[derive(Debug, Clone, Copy)]
    pub struct Gazetteer;

    #[derive(Debug, Clone, Default)]
    pub struct Query {
        pub text: String,
        pub country: Option<String>,
        pub near: Option<(f64, f64)>,
        pub limit: usize,
    }

    #[derive(Debug, Clone)]
    pub struct Hit {
        pub place: Place,
        pub confidence: f64,
    }

    #[derive(Debug, Clone)]
    pub struct Reverse {
        pub settlement: Option<Place>,
        pub admin1: Option<Place>,
        pub country: Option<Place>,
    }

    const PLACES: &[(&str, u32, f64, f64)] = &[
        ("Mariupol", 701_822, 37.54131, 47.09514),
        ("Berdiansk", 712_160, 36.78449, 46.75674),
        ("Zaporizhzhia", 687_700, 35.11826, 47.85167),
        ("Melitopol", 701_404, 35.36542, 46.84891),
        ("Enerhodar", 708_898, 34.65464, 47.49865),
        ("Sumy", 692_194, 34.80278, 50.9216),
        ("Poltava", 696_643, 34.55367, 49.59373),
    ];

    pub fn known() -> Vec<Place> {
        PLACES
            .iter()
            .map(|(name, id, lon, lat)| Place {
                id: format!("geonames:{id}"),
                name: (*name).to_owned(),
                name_uk: None,
                name_ru: None,
                kind: PlaceKind::PopulatedPlace,
                lon: Some(*lon),
                lat: Some(*lat),
                country: Some("UA".to_owned()),
                admin1: None,
                admin2: None,
                katottg: None,
                population: 0,
            })
            .collect()
    }

    impl Gazetteer {
        pub fn search(&self, query: &Query) -> Vec<Hit> {
            let asked = query.text.to_lowercase();
            known()
                .into_iter()
                .filter(|place| place.name.to_lowercase().starts_with(&asked))
                .take(query.limit)
                .map(|place| Hit {
                    place,
                    confidence: 0.9,
                })
                .collect()
        }

        pub fn reverse(&self, lon: f64, lat: f64) -> Reverse {
            let distance = |place: &Place| {
                let (x, y) = place.position().unwrap_or_default();
                (x - lon).hypot(y - lat)
            };
            Reverse {
                settlement: known()
                    .into_iter()
                    .min_by(|a, b| distance(a).total_cmp(&distance(b))),
                admin1: None,
                country: None,
            }
        }
    }
}

pub mod world {
    use super::gazetteer::Gazetteer;

    #[derive(Debug, Clone)]
    pub struct World {
        pub gazetteer: Gazetteer,
    }

    impl World {
        pub fn embedded() -> Self {
            Self {
                gazetteer: Gazetteer,
            }
        }
    }
}

pub mod read {
    use super::gazetteer::known;
    use super::world::World;
    use crate::model::{
        Arrangement, Corridor, Event, EventKind, Mention, PlaceRef, Purpose, Quote, Reading,
        Report, Status,
    };

    pub const VERSION: &str = "standin-1";

    pub fn read(report: &Report, _world: &World) -> Reading {
        let mut mentions = Vec::new();
        let mut corridors = Vec::new();
        let mut events = Vec::new();
        let chars = |byte: usize| report.text[..byte].chars().count();
        for sentence in &report.sentences {
            let text = &report.text[sentence.clone()];
            let mut named = Vec::new();
            for place in known() {
                for (at, _) in text.match_indices(&place.name) {
                    named.push((at, place.clone()));
                }
            }
            named.sort_by_key(|(at, _)| *at);
            for (at, place) in &named {
                let start = chars(sentence.start + at);
                mentions.push(Mention {
                    start,
                    end: start + place.name.chars().count(),
                    text: place.name.clone(),
                    confidence: 0.9,
                    place: Some(place.clone()),
                });
            }
            let quote = Quote {
                exact: text.to_owned(),
                start: chars(sentence.start),
                end: chars(sentence.end),
            };
            let named: Vec<PlaceRef> = named
                .into_iter()
                .map(|(_, place)| PlaceRef {
                    text: place.name.clone(),
                    place,
                })
                .collect();
            let lower = text.to_lowercase();
            let is_corridor = lower.contains("corridor") || lower.contains("evacuat");
            if let ([from, .., to], true) = (named.as_slice(), is_corridor) {
                corridors.push(Corridor {
                    from: vec![from.clone()],
                    via: named[1..named.len() - 1].to_vec(),
                    to: vec![to.clone()],
                    purpose: vec![Purpose::CivilianEvacuation],
                    mode: None,
                    status: if lower.contains("agreed") {
                        Status::Agreed
                    } else {
                        Status::Unknown
                    },
                    arrangement: Arrangement::HumanitarianCorridor,
                    direction: None,
                    announced_by: None,
                    agreed_by: Vec::new(),
                    disputed_by: Vec::new(),
                    conditions: Vec::new(),
                    valid_from: None,
                    valid_to: None,
                    time_window: None,
                    meeting_points: Vec::new(),
                    settlements: None,
                    people_moved: None,
                    vehicles: None,
                    inferred: Vec::new(),
                    left_out: Vec::new(),
                    confidence: 0.5,
                    quote,
                });
            } else if let ([place], true) = (named.as_slice(), lower.contains("shelling")) {
                events.push(Event {
                    kind: EventKind::Shelling,
                    place: place.clone(),
                    acled: EventKind::Shelling.acled().to_owned(),
                    by: None,
                    quote,
                    confidence: 0.5,
                });
            }
        }
        Reading {
            doc: report.id.clone(),
            report: report.clone(),
            mentions,
            corridors,
            events,
            control: Vec::new(),
            unplaced: Vec::new(),
            problems: Vec::new(),
        }
    }
}
