//! Until when what is known of control may be taken for the state of a day, and what is shown after.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use geo::{BoundingRect, Contains, Point, Rect};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use korydor::layer::{Known, LayerId, control_features, title};
use korydor::model::{ControlTier, Feature, Language, Place, PlaceKind, Quote, Report};
use korydor::shape::control::{
    AreaClaim, Basis, CONTESTED, Claim, Control, ControlHistory, Currency, Period, Source,
    embedded_facts,
};
use proptest::prelude::*;

const APRIL: Date = date(2022, 4, 30);
const TODAY: Date = date(2026, 11, 30);

fn source(basis: Basis, name: &str) -> Source {
    let report = Report {
        id: name.to_owned(),
        title: None,
        published: None,
        language: Language::En,
        source: Some(name.to_owned()),
        url: None,
        sha256: String::new(),
        text: String::new(),
        paragraphs: Vec::new(),
        masked: korydor::model::Masked::default(),
    };
    Source {
        report: Arc::new(report),
        quote: Quote {
            exact: "x".into(),
            start: 0,
            end: 1,
        },
        evidence: korydor::model::EventEvidence::default(),
        rule: None,
        by: None,
        url: None,
        basis,
        confidence: 0.9,
    }
}

fn place(id: &str, lon: f64, lat: f64) -> Place {
    Place {
        id: id.to_owned(),
        name: id.to_owned(),
        name_uk: None,
        name_ru: None,
        kind: PlaceKind::PopulatedPlace,
        lon: Some(lon),
        lat: Some(lat),
        country: Some("UA".to_owned()),
        admin1: None,
        admin2: None,
        katottg: None,
        population: 0,
    }
}

fn said(place: Place, party: &str, period: Period) -> Claim {
    Claim {
        place: place.into(),
        party: party.to_owned(),
        tier: if party == CONTESTED {
            ControlTier::Contested
        } else {
            ControlTier::Assessed
        },
        cut_off: false,
        period,
        source: source(Basis::Report, &format!("a report of {}", period.since)),
    }
}

/// What a report of `day` says of a place that the dated facts know.
fn of_known_place(name: &str, party: &str, day: Date) -> Arc<Claim> {
    let facts = &embedded_facts().claims;
    let known = facts.iter().find(|claim| claim.place.name == name).unwrap();
    let mut claim = said(place("", 0.0, 0.0), party, Period::from_day(day));
    claim.place = known.place.clone();
    Arc::new(claim)
}

fn facts_and(claims: Vec<Arc<Claim>>, areas: Vec<Arc<AreaClaim>>) -> ControlHistory {
    let facts = embedded_facts().claims.iter().cloned();
    ControlHistory::new(facts.chain(claims), areas)
}

fn features(history: &ControlHistory, day: Date) -> Vec<Feature> {
    control_features(&history.as_of(day), day)
}

fn of_layer(features: &[Feature], layer: LayerId) -> Vec<&Feature> {
    let name = layer.layer().name;
    features.iter().filter(|each| each.layer == name).collect()
}

fn text<'a>(feature: &'a Feature, name: &str) -> &'a str {
    feature.properties[name].as_str().unwrap()
}

fn day(feature: &Feature, name: &str) -> Date {
    text(feature, name).parse().unwrap()
}

/// What must hold of every feature of a state.
fn is_honest(feature: &Feature, asked: Date) -> Result<(), String> {
    let (as_of, last_claim) = (day(feature, "as_of"), day(feature, "last_claim"));
    let age = feature.properties["age_days"].as_i64().unwrap();
    let reach = last_claim.saturating_add(14.days());
    let currency = if as_of == asked {
        "current"
    } else {
        "last_known"
    };
    let whole = as_of <= reach
        && as_of <= asked
        && last_claim <= as_of
        && age == i64::from((asked - last_claim).get_days())
        && text(feature, "currency") == currency;
    whole
        .then_some(())
        .ok_or_else(|| format!("asked for {asked}: {:?}", feature.properties))
}

#[test]
fn one_village_of_today_does_not_refresh_a_front_of_april() {
    let history = facts_and(vec![of_known_place("Tokmak", "russia", TODAY)], Vec::new());
    let features = features(&history, TODAY);
    for feature in &features {
        is_honest(feature, TODAY).unwrap();
    }
    let lines = of_layer(&features, LayerId::FrontLines);
    assert!(lines.len() > 20);
    for line in lines {
        assert_eq!(text(line, "last_claim"), "2022-04-30");
        assert_eq!(text(line, "as_of"), "2022-05-14");
        assert_eq!(text(line, "currency"), "last_known");
    }
    let settlements = of_layer(&features, LayerId::Control);
    assert!(settlements.len() > 1_000);
    let current = settlements
        .iter()
        .filter(|each| text(each, "currency") == "current");
    let current: Vec<&str> = current.map(|each| text(each, "place_name")).collect();
    assert_eq!(current, ["Tokmak"]);
    let size = |currency: &str| -> f64 {
        let areas = of_layer(&features, LayerId::ControlAreas);
        let areas = areas
            .iter()
            .filter(|area| text(area, "currency") == currency);
        areas
            .map(|area| area.properties["area_km2"].as_f64().unwrap())
            .sum()
    };
    let (current, last_known) = (size("current"), size("last_known"));
    assert!(
        current < 1_000.0 && last_known > 100_000.0,
        "{current} {last_known}"
    );
}

#[test]
fn a_town_that_changes_hands_today_is_current_and_the_line_around_it_as_old_as_its_neighbours() {
    let history = facts_and(
        vec![of_known_place("Kupiansk", "ukraine", TODAY)],
        Vec::new(),
    );
    let control = history.as_of(TODAY);
    let town = control
        .standings
        .iter()
        .find(|one| one.place.name == "Kupiansk")
        .unwrap();
    assert_eq!((town.party.as_str(), town.last_day), ("ukraine", TODAY));
    let at = Point::from(town.place.position().unwrap());
    assert_eq!(control.control_at(at).unwrap().party, "ukraine");
    assert_eq!(control.last_day_at(at, "ukraine"), Some(TODAY));
    for feature in control_features(&control, TODAY) {
        is_honest(&feature, TODAY).unwrap();
        if feature.layer == "front_lines" {
            assert_eq!(text(&feature, "last_claim"), "2022-04-30");
            let rests_on_the_town = text(&feature, "newest_claim") == "2026-11-30";
            let near = feature.geometry.as_ref().unwrap().bounding_rect().unwrap();
            let far = near.max().x < at.x() - 1.5 || near.max().y < at.y() - 1.5;
            assert!(!(rests_on_the_town && far), "{:?}", feature.properties);
        }
    }
    // Taken by the other side, its own ground is of today, and nobody else's is.
    let history = facts_and(
        vec![
            of_known_place("Izium", "ukraine", TODAY),
            of_known_place("Orikhiv", "russia", TODAY),
        ],
        Vec::new(),
    );
    let features = features(&history, TODAY);
    let areas = of_layer(&features, LayerId::ControlAreas);
    let current: Vec<_> = areas
        .iter()
        .filter(|area| text(area, "currency") == "current")
        .collect();
    assert!(!current.is_empty());
    for area in current {
        assert_eq!(
            (text(area, "party"), text(area, "last_claim")),
            ("russia", "2026-11-30")
        );
    }
}

#[test]
fn a_map_of_today_is_current_within_its_edge_and_last_known_weeks_later() {
    let square = Rect::new((36.6, 49.6), (37.4, 50.0)).to_polygon();
    let area = AreaClaim {
        area: square.clone().into(),
        country: "UA".to_owned(),
        party: "russia".to_owned(),
        tier: ControlTier::Assessed,
        period: Period::from_day(TODAY),
        source: source(Basis::Imported, "a map"),
    };
    let history = facts_and(Vec::new(), vec![Arc::new(area)]);
    let now = history.as_of(TODAY);
    let currency = |lon: f64, lat: f64| {
        let at = Point::new(lon, lat);
        let areas = now.areas.iter().filter(|area| area.polygon.contains(&at));
        let ages = areas.map(|area| area.evidence.age(TODAY).currency());
        ages.collect::<Vec<_>>()
    };
    assert_eq!(currency(36.65, 49.7), [Currency::Current]);
    assert_eq!(currency(35.5, 46.9), [Currency::LastKnown]);
    let later = date(2027, 3, 1);
    let aged = history.as_of(later);
    for feature in control_features(&aged, later) {
        is_honest(&feature, later).unwrap();
        assert_eq!(text(&feature, "currency"), "last_known");
    }
    let held = |control: &Control| control.control_at(Point::new(36.65, 49.7)).unwrap().party;
    assert_eq!(
        (held(&now), held(&aged)),
        ("russia".to_owned(), "russia".to_owned())
    );
}

#[test]
fn a_map_does_not_outlive_newer_claims_about_the_places_at_its_edge() {
    let north_of_kyiv = Rect::new((30.0, 50.45), (30.45, 51.2)).to_polygon();
    let area = AreaClaim {
        area: north_of_kyiv.into(),
        country: "UA".to_owned(),
        party: "russia".to_owned(),
        tier: ControlTier::Assessed,
        period: Period::from_day(date(2022, 3, 1)),
        source: source(Basis::Imported, "a map"),
    };
    let history = facts_and(Vec::new(), vec![Arc::new(area)]);
    let holder = |day| {
        let control = history.as_of(day);
        control.control_at(Point::new(30.2, 50.7)).unwrap().party
    };
    assert_eq!(holder(date(2022, 3, 2)), "russia");
    assert_eq!(holder(APRIL), "ukraine");
    assert_eq!(holder(TODAY), "ukraine");
}

#[test]
fn claims_before_and_after_a_day_leave_it_alone() {
    let claims = vec![
        of_known_place("Tokmak", "russia", date(2022, 6, 10)),
        of_known_place("Orikhiv", "ukraine", date(2022, 5, 20)),
    ];
    let history = facts_and(claims, Vec::new());
    let last_claim = |name: &str, on: Date| {
        let control = history.as_of(on);
        let standing = control
            .standings
            .iter()
            .find(|one| one.place.name == name)
            .unwrap();
        let age = standing.age(on);
        (age.last_claim.to_string(), age.currency())
    };
    use Currency::{Current, LastKnown};
    for (name, on, claim, currency) in [
        ("Tokmak", date(2022, 4, 1), "2022-04-01", Current),
        ("Tokmak", date(2022, 5, 14), "2022-04-30", Current),
        ("Tokmak", date(2022, 6, 9), "2022-04-30", LastKnown),
        ("Tokmak", date(2022, 6, 10), "2022-06-10", Current),
        ("Orikhiv", date(2022, 5, 19), "2022-04-30", LastKnown),
        ("Orikhiv", date(2022, 6, 9), "2022-05-20", LastKnown),
    ] {
        assert_eq!(
            last_claim(name, on),
            (claim.to_owned(), currency),
            "{name} on {on}"
        );
    }
}

#[test]
fn months_of_a_long_war_do_not_date_each_others_lines() {
    let facts = embedded_facts().claims.iter();
    let eastern = facts.filter(|claim| claim.place.lon.is_some_and(|lon| lon > 36.0));
    let renewed = eastern
        .filter(|claim| claim.period.until.is_none())
        .map(|claim| {
            let mut claim = claim.as_ref().clone();
            claim.period = Period::from_day(date(2023, 5, 9));
            Arc::new(claim)
        });
    let history = facts_and(renewed.collect(), Vec::new());
    let lines = features(&history, TODAY);
    let lines = of_layer(&lines, LayerId::FrontLines);
    let of = |last_claim: &str| {
        lines
            .iter()
            .filter(|line| text(line, "last_claim") == last_claim)
            .count()
    };
    let (april, may) = (of("2022-04-30"), of("2023-05-09"));
    assert!(
        april > 5 && may > 5 && april + may == lines.len(),
        "{april} {may}"
    );
}

#[test]
fn titles_say_what_was_last_known_and_never_the_day_asked_for() {
    let history = facts_and(vec![of_known_place("Tokmak", "russia", TODAY)], Vec::new());
    let titled = |layer: LayerId, day: Date| {
        let features = features(&history, day);
        let features = of_layer(&features, layer);
        let features: Vec<Feature> = features.into_iter().cloned().collect();
        title(layer.layer(), Known::of(layer.layer(), &features).as_ref())
    };
    for (layer, day, expected) in [
        (
            LayerId::FrontLines,
            date(2022, 3, 30),
            "Front lines as of 30 March 2022",
        ),
        (
            LayerId::FrontLines,
            date(2022, 5, 14),
            "Front lines as of 14 May 2022",
        ),
        (
            LayerId::FrontLines,
            date(2022, 5, 15),
            "Front lines, last known 30 April 2022",
        ),
        (
            LayerId::FrontLines,
            TODAY,
            "Front lines, last known 30 April 2022",
        ),
        (LayerId::FrontLines, date(1990, 1, 1), "Front lines"),
    ] {
        assert_eq!(titled(layer, day), expected, "{day}");
    }
    let settlements = titled(LayerId::Control, TODAY);
    assert!(
        settlements.starts_with("Control of settlements, partly last known 30 April 2022 (1 of "),
        "{settlements}"
    );
}

#[test]
fn days_after_the_last_claim_share_one_state() {
    let history = facts_and(
        vec![of_known_place("Tokmak", "russia", date(2023, 1, 1))],
        Vec::new(),
    );
    let first = history.as_of(date(2024, 1, 1));
    for number in 0..200 {
        let day = date(2024, 1, 1).checked_add(number.days()).unwrap();
        assert!(Arc::ptr_eq(&first, &history.as_of(day)), "{day}");
    }
    let between = history.as_of(date(2022, 6, 1));
    assert!(Arc::ptr_eq(&between, &history.as_of(date(2022, 12, 31))));
    assert!(!Arc::ptr_eq(&between, &first));
}

/// Settlements well inside of the country with claims of a few weeks, some of which go on or end.
fn claims() -> impl Strategy<Value = Vec<Arc<Claim>>> {
    let one = (
        31.0..35.5_f64,
        47.8..50.0_f64,
        0..6_u8,
        0..90_i32,
        0..40_i32,
        0..3_u8,
    );
    prop::collection::vec(one, 0..60)
        .no_shrink()
        .prop_map(|rows| {
            let rows = rows.into_iter().enumerate();
            let claim = rows.map(|(number, (lon, lat, party, since, days, kind))| {
                let party = [
                    "russia", "ukraine", "ukraine", "russia", "russia", CONTESTED,
                ][usize::from(party)];
                let since = date(2022, 3, 1).checked_add(since.days()).unwrap();
                let through = since.checked_add(days.days()).unwrap();
                let period = Period {
                    since,
                    until: (kind == 0).then_some(through),
                    through: if kind == 1 { since } else { through },
                };
                // Some places have two claims.
                let number = number - number % 3 / 2;
                Arc::new(said(
                    place(&format!("place {number:03}"), lon, lat),
                    party,
                    period,
                ))
            });
            let mut claims: Vec<Arc<Claim>> = claim.collect();
            for at in 1..claims.len() {
                if claims[at].place.id == claims[at - 1].place.id {
                    let mut moved = claims[at].as_ref().clone();
                    moved.place = claims[at - 1].place.clone();
                    claims[at] = Arc::new(moved);
                }
            }
            claims
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_shown_as_of_more_than_two_weeks_after_its_last_claim(claims in claims(), days in -5..400_i32) {
        let asked = date(2022, 3, 1).checked_add(days.days()).unwrap();
        let history = ControlHistory::new(claims.clone(), Vec::new());
        let features = features(&history, asked);
        let last_claims: std::collections::HashMap<&str, Date> = of_layer(&features, LayerId::Control)
            .into_iter()
            .map(|each| (each.id.as_str(), day(each, "last_claim")))
            .collect();
        for feature in &features {
            prop_assert_eq!(is_honest(feature, asked), Ok(()));
            if let Some(ids) = feature.properties.get("claim_ids") {
                let ids = ids.as_array().unwrap().iter().map(|id| last_claims[id.as_str().unwrap()]);
                prop_assert_eq!(ids.min().unwrap(), day(feature, "last_claim"));
            }
        }
    }

    #[test]
    fn days_that_share_a_state_have_the_same(claims in claims(), days in -5..400_i32) {
        let asked = date(2022, 3, 1).checked_add(days.days()).unwrap();
        let history = ControlHistory::new(claims.clone(), Vec::new());
        let (shared, own) = (history.as_of(asked), history.make(asked));
        prop_assert!(shared.since <= asked);
        let (shared, own) = (control_features(&shared, asked), control_features(&own, asked));
        prop_assert_eq!(shared, own);
    }
}
