//! Readings by hand, for tests.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::StoredReading;
use crate::model::{
    Arrangement, Corridor, Evidence, Language, Masked, Place, PlaceKind, PlaceRef, Purpose, Quote,
    Reading, Report, SaidAt, SharedPlace, Status,
};

/// A place of south-eastern Ukraine.
pub(crate) fn place(name: &str) -> PlaceRef {
    let (id, lon, lat, uk) = match name {
        "Mariupol" => (701_822, 37.54131, 47.09514, "Маріуполь"),
        "Berdiansk" => (712_160, 36.78449, 46.75674, "Бердянськ"),
        "Zaporizhzhia" => (687_700, 35.11826, 47.85167, "Запоріжжя"),
        "Melitopol" => (701_404, 35.36542, 46.84891, "Мелітополь"),
        "Enerhodar" => (708_898, 34.65464, 47.49865, "Енергодар"),
        other => panic!("no fixture for {other}"),
    };
    PlaceRef {
        text: name.into(),
        place: SharedPlace::from(Place {
            id: format!("geonames:{id}"),
            name: name.to_owned(),
            name_uk: Some(uk.to_owned()),
            name_ru: None,
            kind: PlaceKind::PopulatedPlace,
            lon: Some(lon),
            lat: Some(lat),
            country: Some("UA".to_owned()),
            admin1: None,
            admin2: None,
            katottg: None,
            population: 0,
        }),
        said_at: SaidAt::default(),
    }
}

/// An oblast.
pub(crate) fn oblast(name: &str, iso: &str) -> PlaceRef {
    let mut region = PlaceRef::unplaced(name);
    region.place = SharedPlace::from(Place {
        id: format!("iso3166-2:{iso}"),
        kind: PlaceKind::Admin1,
        admin1: Some(iso.to_owned()),
        ..Place::clone(&region.place)
    });
    region
}

/// A statement about a corridor between fixture places.
pub(crate) fn corridor(from: &[&str], to: &[&str], status: Status) -> Corridor {
    Corridor {
        from: from.iter().map(|name| place(name)).collect(),
        via: Vec::new(),
        to: to.iter().map(|name| place(name)).collect(),
        purpose: vec![Purpose::CivilianEvacuation],
        mode: None,
        status,
        arrangement: Arrangement::HumanitarianCorridor,
        direction: None,
        announced_by: Some("Iryna Vereshchuk".to_owned()),
        agreed_by: Vec::new(),
        disputed_by: Vec::new(),
        conditions: Vec::new(),
        valid_from: None,
        day_not_understood: false,
        valid_to: None,
        time_window: None,
        meeting_points: Vec::new(),
        settlements: None,
        people_moved: None,
        vehicles: None,
        shares_counts: false,
        inferred: Vec::new(),
        evidence: Evidence::default(),
        rule: "from-to".into(),
        completed_by: Vec::new(),
        left_out: Vec::new(),
        confidence: 0.9,
        quote: Quote {
            exact: "A corridor was agreed.".into(),
            start: 0,
            end: 22,
        },
        context: Vec::new(),
    }
}

/// A statement whose destination no place answers to.
pub(crate) fn unplaced_corridor() -> Corridor {
    let mut corridor = corridor(&["Mariupol"], &[], Status::Planned);
    corridor.to = vec![PlaceRef::unplaced("Nowhere")];
    corridor
}

/// A proposal for 97 settlements in two oblasts.
pub(crate) fn proposal() -> Corridor {
    let mut proposal = corridor(&[], &[], Status::Proposed);
    proposal.settlements = Some(97);
    proposal.to = vec![
        oblast("Kharkiv Oblast", "UA-63"),
        oblast("Sumy Oblast", "UA-59"),
    ];
    proposal
}

/// A reading of a report called `id`, published and received on `day`.
pub(crate) fn reading(id: &str, day: &str, corridors: Vec<Corridor>) -> StoredReading {
    let report = Report {
        id: id.to_owned(),
        title: Some(format!("Report {id}")),
        published: Some(day.to_owned()),
        language: Language::En,
        source: Some("A ministry".to_owned()),
        url: None,
        sha256: id.to_owned(),
        text: "A corridor was agreed.".to_owned(),
        masked: Masked::default(),
        paragraphs: Vec::new(),
    };
    let reading = Reading {
        doc: id.to_owned(),
        report,
        mentions: Vec::new(),
        corridors,
        events: Vec::new(),
        control: Vec::new(),
        unplaced: Vec::new(),
        problems: Vec::new(),
    };
    let received = format!("{day}T12:00:00Z").parse().unwrap();
    StoredReading::new(reading, received)
}
