//! The schematic road network: what is on it, how long its ways are, and what they keep to.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{HashMap, HashSet};
use std::fs;
use std::sync::LazyLock;

use geo::{BoundingRect, Contains, Coord, MultiPolygon, Point, Rect};
use korydor::gazetteer::Gazetteer;
use korydor::model::{GeometryBasis, PlaceKind};
use korydor::shape::network::{Network, ROAD_FACTOR};
use korydor::shape::{Atlas, Caution, RoadRoute, Roads};
use proptest::prelude::*;

static NETWORK: LazyLock<Network> = LazyLock::new(Network::embedded);
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);

fn way(stops: &[Point]) -> Option<RoadRoute> {
    NETWORK.on(None, true).routes(stops, None, 1).pop()
}

fn place(id: &str) -> Point {
    let place = GAZETTEER.place_by_id(&format!("geonames:{id}")).unwrap();
    place.position().unwrap().into()
}

/// Rows of a table of `geodata/roads` as values by column.
fn table(name: &str) -> Vec<HashMap<String, String>> {
    let text = fs::read_to_string(format!("geodata/roads/{name}")).unwrap();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    lines
        .map(|line| {
            let pairs = header.iter().zip(line.split('\t'));
            pairs
                .map(|(name, value)| ((*name).to_owned(), value.to_owned()))
                .collect()
        })
        .collect()
}

/// A published distance and the network's way between the same places.
struct Measured {
    what: String,
    published_km: f64,
    network_km: f64,
    usage: String,
}

fn measured() -> Vec<Measured> {
    let nodes: HashMap<String, Point> = table("nodes.tsv")
        .iter()
        .map(|row| {
            let degrees = |column: &str| row[column].parse::<f64>().unwrap();
            let position = Point::new(degrees("lon"), degrees("lat"));
            (format!("@{}", row["key"]), position)
        })
        .collect();
    let position = |id: &str| match nodes.get(id) {
        Some(position) => *position,
        None => place(id.strip_prefix("geonames:").unwrap()),
    };
    table("distances.tsv")
        .iter()
        .map(|row| {
            let via = row["via_ids"].split(';').filter(|id| !id.is_empty());
            let ids: Vec<&str> = std::iter::once(row["from_id"].as_str())
                .chain(via)
                .chain(std::iter::once(row["to_id"].as_str()))
                .collect();
            let stops: Vec<Point> = ids.into_iter().map(position).collect();
            let what = format!("{} - {} by {}", row["from"], row["to"], row["via"]);
            let way = way(&stops).unwrap_or_else(|| panic!("no way {what}"));
            Measured {
                what,
                published_km: row["km"].parse().unwrap(),
                network_km: way.length_km,
                usage: row["use"].clone(),
            }
        })
        .collect()
}

#[test]
fn ways_of_the_evacuation_are_as_long_as_published() {
    let checks: Vec<Measured> = measured()
        .into_iter()
        .filter(|measured| measured.usage == "check")
        .collect();
    assert_eq!(checks.len(), 4);
    for Measured {
        what,
        published_km,
        network_km,
        ..
    } in checks
    {
        let error = network_km / published_km - 1.0;
        assert!(
            error.abs() < 0.12,
            "{what}: {network_km:.0} km, {error:+.3}"
        );
    }
}

#[test]
fn the_road_factor_is_the_one_that_fits_published_distances() {
    let fit: Vec<(f64, f64)> = measured()
        .into_iter()
        .filter(|measured| measured.usage == "fit")
        .map(|measured| (measured.published_km, measured.network_km / ROAD_FACTOR))
        .collect();
    assert_eq!(fit.len(), 127);
    let ratios = fit.iter().map(|(published, straight)| straight / published);
    let (sum, squares) = ratios.fold((0.0, 0.0), |(sum, squares), ratio| {
        (sum + ratio, squares + ratio * ratio)
    });
    let factor = sum / squares;
    let errors: Vec<f64> = fit
        .iter()
        .map(|(published, straight)| (straight * ROAD_FACTOR / published - 1.0).abs())
        .collect();
    let count = errors.len() as f64;
    let root_mean_square = (errors.iter().map(|e| e * e).sum::<f64>() / count).sqrt();
    let worst = errors.iter().fold(0.0, |a: f64, b| a.max(*b));
    println!("factor {factor:.4}, rms {root_mean_square:.4}, worst {worst:.4}");
    assert!((factor - ROAD_FACTOR).abs() < 0.001, "{factor:.4}");
    assert!(root_mean_square < 0.0555, "{root_mean_square:.4}");
    assert!(worst < 0.175, "{worst:.4}");
}

#[test]
fn every_centre_and_every_place_over_10_000_people_is_on_the_network() {
    let on_network: HashSet<(u64, u64)> = NETWORK
        .places()
        .map(|place| (place.position.x().to_bits(), place.position.y().to_bits()))
        .collect();
    let mut large = 0;
    for row in fs::read_to_string("geodata/gazetteer/places/UA.tsv")
        .unwrap()
        .lines()
        .skip(1)
    {
        let id = row.split('\t').next().unwrap();
        let place = GAZETTEER.place_by_id(&format!("geonames:{id}")).unwrap();
        if place.kind != PlaceKind::PopulatedPlace || place.population <= 10_000 {
            continue;
        }
        large += 1;
        let (lon, lat) = place.position().unwrap();
        assert!(
            on_network.contains(&(lon.to_bits(), lat.to_bits())),
            "{} ({})",
            place.name,
            place.id
        );
    }
    assert!(large > 380, "{large}");
    for seat in fs::read_to_string("geodata/gazetteer/seats.tsv")
        .unwrap()
        .lines()
        .skip(1)
    {
        let id = seat.split('\t').next().unwrap();
        let Some(place) = GAZETTEER.place_by_id(&format!("geonames:{id}")) else {
            continue;
        };
        if place.country.as_deref() == Some("UA") {
            let (lon, lat) = place.position().unwrap();
            let position = (lon.to_bits(), lat.to_bits());
            assert!(on_network.contains(&position), "{}", place.name);
        }
    }
}

#[test]
fn every_place_is_reached_from_kyiv() {
    let kyiv = place("703448");
    for end in NETWORK.places().filter(|end| end.position != kyiv) {
        let way = way(&[kyiv, end.position]).unwrap_or_else(|| panic!("no way to {}", end.name));
        assert_eq!(way.line.points().next_back(), Some(end.position));
    }
}

#[test]
fn most_settlements_off_the_network_join_it_by_a_short_leg() {
    let kyiv = place("703448");
    let mut joined = 0;
    let mut asked = 0;
    for row in fs::read_to_string("geodata/gazetteer/places/UA.tsv")
        .unwrap()
        .lines()
        .skip(1)
    {
        let stop = place(row.split('\t').next().unwrap());
        asked += 1;
        let Some(way) = way(&[stop, kyiv]) else {
            continue;
        };
        joined += 1;
        for caution in &way.cautions {
            if let Caution::OffRoad { km } = caution {
                assert!(*km <= 15.0 * ROAD_FACTOR, "{row}: {km}");
            }
        }
    }
    println!("{joined} of {asked} settlements join the network");
    assert!(joined * 100 > asked * 97, "{joined} of {asked}");
}

#[test]
fn a_village_beside_a_road_joins_it_between_its_nodes_and_says_so() {
    // Between Kamianske and Stepnohirsk, some kilometres east of the M18.
    let village = Point::new(35.45, 47.60);
    let way = way(&[village, place("687700")]).unwrap();
    assert_eq!(way.line.points().next(), Some(village));
    let [Caution::OffRoad { km }] = way.cautions.as_slice() else {
        panic!("{:?}", way.cautions);
    };
    assert!((0.5..10.0).contains(km), "{km}");
}

#[test]
fn a_stop_far_from_every_road_has_no_way() {
    for nowhere in [Point::new(34.0, 43.0), Point::new(2.35, 48.86)] {
        assert_eq!(way(&[nowhere, place("703448")]), None);
    }
}

#[test]
fn a_bridge_known_to_be_destroyed_is_not_proposed_afterwards() {
    let (kherson, oleshky) = (place("706448"), place("691037"));
    let on = |day: &str| {
        let day = Some(day.parse().unwrap());
        NETWORK
            .on(day, true)
            .routes(&[kherson, oleshky], None, 1)
            .pop()
            .unwrap()
    };
    let before = on("2022-03-30");
    let after = on("2022-12-01");
    assert!(before.length_km < 30.0, "{}", before.length_km);
    assert!(after.length_km > 300.0, "{}", after.length_km);
    let closed = |way: &RoadRoute| {
        let mut cautions = way.cautions.iter();
        cautions.any(|caution| matches!(caution, Caution::Closed { .. }))
    };
    assert!(!closed(&before) && !closed(&after));
}

/// Roads that lead straight over everything.
struct Straight;

impl Roads for Straight {
    fn routes(&self, stops: &[Point], _: Option<&MultiPolygon>, _: usize) -> Vec<RoadRoute> {
        vec![RoadRoute {
            line: stops.to_vec().into(),
            length_km: 20.0,
            duration_s: 1200.0,
            roads: Vec::new(),
            basis: GeometryBasis::RoadNetwork,
            cautions: Vec::new(),
        }]
    }
}

#[test]
fn a_way_over_imported_roads_near_a_destroyed_bridge_says_so() {
    let atlas = Atlas::embedded().with_roads(std::sync::Arc::new(Straight));
    let (irpin, kyiv) = (place("707565"), place("703448"));
    let romanivka = Point::new(30.265, 50.492);
    let cautions = |day: &str| {
        let route = atlas.route(&[irpin, romanivka, kyiv], Some(day.parse().unwrap()));
        let route = route.unwrap();
        assert_eq!(route.basis, GeometryBasis::RoadNetwork);
        route.cautions.len()
    };
    assert_eq!(cautions("2022-02-20"), 0);
    assert_eq!(cautions("2022-03-09"), 1);
}

#[test]
fn a_bridge_that_was_opened_again_is_used_again() {
    let (kyiv, zhytomyr) = (place("703448"), place("686967"));
    let closed_on = |day: &str| {
        let ways = NETWORK
            .on(Some(day.parse().unwrap()), true)
            .routes(&[kyiv, zhytomyr], None, 1);
        assert_eq!(ways[0].cautions, [], "{day}");
        ways[0].length_km
    };
    let (before, during, after) = (
        closed_on("2022-02-24"),
        closed_on("2022-04-17"),
        closed_on("2022-04-18"),
    );
    assert!(during > before + 10.0, "{before} {during}");
    assert_eq!(before, after);
}

#[test]
fn a_stated_way_over_a_destroyed_bridge_says_so() {
    let (irpin, kyiv) = (place("707565"), place("703448"));
    let day = Some("2022-03-09".parse().unwrap());
    let route = Atlas::embedded().route(&[irpin, kyiv], day).unwrap();
    assert_eq!(route.basis, GeometryBasis::SchematicNetwork);
    let said: Vec<String> = route.cautions.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "Romanivka bridge over the Irpin: closed to vehicles from 2022-02-25 (blown up, people crossed on foot; temporary crossing from April 2022, new bridge from 21 November 2023)"
        ]
    );
}

#[test]
fn numbers_of_roads_are_official_ones_or_none() {
    let stops = [place("701822"), place("687700")];
    let way = way(&stops).unwrap();
    assert!(
        way.roads
            .iter()
            .any(|part| part.road.as_deref() == Some("H08"))
    );
    for part in &way.roads {
        if let Some(number) = &part.road {
            let digits = number.trim_start_matches(['M', 'H', 'P', 'T']);
            assert!(digits.len() == number.len() - 1, "{number}");
            assert!(
                digits.bytes().all(|digit| digit.is_ascii_digit()),
                "{number}"
            );
        }
    }
    let sum: f64 = way.roads.iter().map(|part| part.length_km).sum();
    assert!((sum - way.length_km).abs() < 1e-6);
}

fn box_around(west: f64, south: f64, east: f64, north: f64) -> MultiPolygon {
    let corners = (Coord { x: west, y: south }, Coord { x: east, y: north });
    MultiPolygon::from(Rect::new(corners.0, corners.1).to_polygon())
}

#[test]
fn a_way_keeps_out_of_an_area_to_be_avoided_where_it_can() {
    // Around Vasylivka, on the way from Melitopol to Zaporizhzhia.
    let area = box_around(35.15, 47.35, 35.45, 47.55);
    let stops = [place("701404"), place("687700")];
    let network = NETWORK.on(None, true);
    let plain = network.routes(&stops, None, 1).pop().unwrap();
    let around = network.routes(&stops, Some(&area), 1).pop().unwrap();
    let inside = |way: &RoadRoute| way.line.points().filter(|at| area.contains(at)).count();
    assert!(inside(&plain) > 0);
    assert_eq!(inside(&around), 0);
    assert_eq!(around.cautions, []);
    assert!(around.length_km > plain.length_km);
}

#[test]
fn a_stop_inside_an_area_to_be_avoided_is_reached_and_the_way_says_so() {
    let area = box_around(37.4, 47.0, 37.7, 47.2);
    let stops = [place("701822"), place("687700")];
    let ways = NETWORK.on(None, true).routes(&stops, Some(&area), 1);
    assert!(matches!(
        ways[0].cautions.as_slice(),
        [Caution::NotAvoided { .. }]
    ));
}

#[test]
fn alternatives_differ_and_are_no_absurd_detours() {
    let pairs = [
        ("701822", "687700"),
        ("703448", "698740"),
        ("706483", "709930"),
        ("692194", "696643"),
        ("706448", "696643"),
    ];
    for (from, to) in pairs {
        let stops = [place(from), place(to)];
        let ways = NETWORK.on(None, true).routes(&stops, None, 3);
        assert!(ways.len() > 1, "{from} - {to}: {} ways", ways.len());
        let legs = |way: &RoadRoute| -> HashSet<[u64; 4]> {
            way.line
                .lines()
                .map(|leg| [leg.start.x, leg.start.y, leg.end.x, leg.end.y].map(f64::to_bits))
                .collect()
        };
        for (at, way) in ways.iter().enumerate() {
            assert!(way.length_km <= ways[0].length_km * 1.6);
            for other in &ways[..at] {
                assert!(way.duration_s >= other.duration_s);
                assert!(legs(way).intersection(&legs(other)).count() < legs(way).len());
            }
        }
    }
}

fn stop() -> impl Strategy<Value = Point> {
    let count = NETWORK.places().count();
    prop_oneof![
        3 => (0..count).prop_map(|at| NETWORK.places().nth(at).unwrap().position),
        1 => (24.0..39.0_f64, 46.5..51.5_f64).prop_map(Point::from),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn stated_places_lie_on_the_line_in_their_order(
        stops in proptest::collection::vec(stop(), 2..5),
    ) {
        let route = Atlas::embedded().route(&stops, None);
        let Some(route) = route else {
            return Ok(());
        };
        prop_assert_eq!(route.line.points().next(), Some(stops[0]));
        prop_assert_eq!(route.line.points().next_back(), stops.last().copied());
        let mut line = route.line.points();
        let mut before = None;
        for stop in stops {
            if before != Some(stop) {
                prop_assert!(line.any(|point| point == stop), "{stop:?} is not on the line in turn");
            }
            before = Some(stop);
        }
        prop_assert!(route.line.points().zip(route.line.points().skip(1)).all(|(a, b)| a != b));
    }

    #[test]
    fn ways_stay_within_the_network_and_its_stops_and_come_out_the_same(
        stops in proptest::collection::vec(stop(), 2..4),
        count in 1..4_usize,
    ) {
        let network = NETWORK.on(None, true);
        let ways = network.routes(&stops, None, count);
        prop_assert_eq!(&network.routes(&stops, None, count), &ways);
        prop_assert!(ways.len() <= count);
        let all: Vec<Point> = NETWORK.places().map(|place| place.position).chain(stops).collect();
        let bounds = geo::MultiPoint::from(all).bounding_rect().unwrap();
        for way in ways {
            prop_assert!(way.length_km.is_finite() && way.duration_s.is_finite());
            prop_assert_eq!(way.basis, GeometryBasis::SchematicNetwork);
            for at in way.line.points() {
                prop_assert!((bounds.min().x..=bounds.max().x).contains(&at.x()));
                prop_assert!((bounds.min().y..=bounds.max().y).contains(&at.y()));
            }
        }
    }
}
