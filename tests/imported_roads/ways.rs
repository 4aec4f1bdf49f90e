//! Ways through stops: stops on roads, areas to keep out of, further ways.

use std::sync::LazyLock;

use geo::{Distance, Haversine, Intersects, Length, MultiPolygon, Point, Rect};
use korydor::shape::osm::ImportedRoads;
use korydor::shape::{Caution, Roads};
use proptest::prelude::*;

use super::extract::Extract;

const SIDE: i64 = 12;

/// A grid of streets, a step about 0.7 by 1.1 km; every third line is a primary road, every
/// fourth column a one-way street to the north and the next one to the south.
fn grid() -> Extract {
    let mut extract = Extract::new();
    let id = |x: i64, y: i64| y * SIDE + x + 1;
    for y in 0..SIDE {
        for x in 0..SIDE {
            extract = extract.node(id(x, y), 30.0 + x as f64 * 0.01, 50.0 + y as f64 * 0.01, "");
        }
    }
    for line in 0..SIDE {
        let row: Vec<i64> = (0..SIDE).map(|x| id(x, line)).collect();
        let column: Vec<i64> = (0..SIDE).map(|y| id(line, y)).collect();
        let along = if line % 3 == 0 {
            "highway=primary"
        } else {
            "highway=residential"
        };
        let across = match line % 4 {
            1 => "highway=tertiary oneway=yes",
            2 => "highway=tertiary oneway=-1",
            _ => "highway=tertiary",
        };
        extract = extract
            .way(&row, &format!("{along} name=Row_{line}"))
            .way(&column, &format!("{across} name=Column_{line}"));
    }
    extract
}

static GRID: LazyLock<ImportedRoads> = LazyLock::new(|| grid().roads());

fn corner(x: i64, y: i64) -> Point {
    Point::new(30.0 + x as f64 * 0.01, 50.0 + y as f64 * 0.01)
}

fn area(west: f64, south: f64, east: f64, north: f64) -> MultiPolygon {
    MultiPolygon(vec![Rect::new((west, south), (east, north)).to_polygon()])
}

#[test]
fn a_stop_beside_a_road_lies_on_the_line() {
    let stops = [Point::new(30.0123, 50.0042), Point::new(30.0871, 50.0963)];
    let route = GRID.routes(&stops, None, 1).pop().unwrap();
    assert_eq!(route.line.points().next(), Some(stops[0]));
    assert_eq!(route.line.points().next_back(), Some(stops[1]));
    let first_leg = Haversine.distance(stops[0], route.line.points().nth(1).unwrap());
    assert!((100.0..200.0).contains(&first_leg), "{first_leg}");
}

#[test]
fn a_stop_far_from_every_road_has_no_way() {
    for far in [
        Point::new(29.9, 50.05),
        Point::new(30.05, 50.2),
        Point::new(-120.0, 50.05),
        Point::new(30.05, 90.0),
        Point::new(f64::NAN, 50.05),
        Point::new(30.05, f64::INFINITY),
    ] {
        assert!(
            GRID.routes(&[far, corner(1, 1)], None, 1).is_empty(),
            "{far:?}"
        );
    }
    let near = [Point::new(29.95, 50.05), corner(5, 5)];
    let route = GRID.routes(&near, None, 1).pop().unwrap();
    assert!(matches!(route.cautions[..], [Caution::OffRoad { km }] if (3.0..4.0).contains(&km)));
}

#[test]
fn fewer_than_two_different_stops_are_no_way() {
    assert!(GRID.routes(&[], None, 1).is_empty());
    assert!(GRID.routes(&[corner(1, 1)], None, 1).is_empty());
    assert!(
        GRID.routes(&[corner(1, 1), corner(1, 1)], None, 1)
            .is_empty()
    );
    assert!(
        GRID.routes(&[corner(1, 1), corner(2, 1)], None, 0)
            .is_empty()
    );
}

#[test]
fn stops_on_one_piece_of_road_are_joined_along_it() {
    // Between two corners of a street that is one way to the north.
    let (south, north) = (Point::new(30.01, 50.002), Point::new(30.01, 50.008));
    let there = GRID.routes(&[south, north], None, 1).pop().unwrap();
    assert!(
        (there.length_km - 0.667).abs() < 0.01,
        "{}",
        there.length_km
    );
    let back = GRID.routes(&[north, south], None, 1).pop().unwrap();
    assert!(back.length_km > 2.5, "{}", back.length_km);
}

#[test]
fn a_way_keeps_out_of_an_area_where_it_can() {
    let stops = [corner(0, 6), corner(11, 6)];
    let direct = GRID.routes(&stops, None, 1).pop().unwrap();
    let middle = area(30.045, 50.0, 30.065, 50.095);
    assert!(direct.line.intersects(&middle));
    let around = GRID.routes(&stops, Some(&middle), 1).pop().unwrap();
    assert!(!around.line.intersects(&middle));
    assert!(around.length_km > direct.length_km + 5.0);
    assert!(around.cautions.is_empty());
}

#[test]
fn a_stop_in_an_area_to_keep_out_of_is_reached_and_said() {
    let stops = [corner(0, 6), corner(5, 6)];
    let around_it = area(30.035, 50.035, 30.065, 50.085);
    let route = GRID.routes(&stops, Some(&around_it), 1).pop().unwrap();
    assert_eq!(route.line.points().next_back(), Some(stops[1]));
    assert!(matches!(route.cautions[..], [Caution::NotAvoided { km }] if (0.9..1.2).contains(&km)));
}

#[test]
fn an_area_across_all_roads_does_not_stop_the_way() {
    let wall = area(30.045, 49.0, 30.055, 51.0);
    let route = GRID
        .routes(&[corner(0, 6), corner(11, 6)], Some(&wall), 1)
        .pop()
        .unwrap();
    assert!(matches!(route.cautions[..], [Caution::NotAvoided { .. }]));
}

#[test]
fn further_ways_differ_from_the_first() {
    let stops = [corner(0, 0), corner(9, 11)];
    let routes = GRID.routes(&stops, None, 3);
    assert_eq!(routes.len(), 3);
    for (at, route) in routes.iter().enumerate() {
        assert!(route.duration_s <= routes[0].duration_s * 1.8);
        assert!(routes[..at].iter().all(|before| before.line != route.line));
        assert!(route.duration_s >= routes[0].duration_s - 1.0);
    }
    assert_eq!(GRID.routes(&stops, None, 1)[0], routes[0]);
}

#[test]
fn a_network_without_another_way_gives_one() {
    let roads = Extract::new()
        .nodes(&[(1, 30.0, 50.0), (2, 30.1, 50.0)])
        .way(&[1, 2], "highway=primary")
        .roads();
    let stops = [Point::new(30.0, 50.0), Point::new(30.1, 50.0)];
    assert_eq!(roads.routes(&stops, None, 3).len(), 1);
}

#[test]
fn the_same_extract_makes_the_same_bytes() {
    assert_eq!(grid().roads().to_bytes().unwrap(), GRID.to_bytes().unwrap());
}

fn stop() -> impl Strategy<Value = Point> {
    (29.98..30.13_f64, 49.98..50.13_f64).prop_map(Point::from)
}

proptest! {
    #[test]
    fn every_stop_lies_on_the_line_in_order(stops in proptest::collection::vec(stop(), 2..6)) {
        let route = GRID.routes(&stops, None, 1).pop().unwrap();
        let mut line = route.line.points();
        for stop in &stops {
            prop_assert!(line.any(|point| point == *stop), "{stop:?}");
        }
        prop_assert_eq!(route.line.points().next_back(), stops.last().copied());
        // What is said of the length is what is drawn.
        let drawn = Haversine.length(&route.line) / 1000.0;
        prop_assert!((drawn - route.length_km).abs() < 0.01 * drawn + 0.01, "{} {}", drawn, route.length_km);
        let on_roads: f64 = route.roads.iter().map(|part| part.length_km).sum();
        prop_assert!(on_roads <= route.length_km + 1e-9);
        prop_assert!(route.duration_s.is_finite() && route.duration_s >= 0.0);
    }

    #[test]
    fn a_hierarchy_and_a_plain_search_find_ways_of_the_same_time(a in stop(), b in stop()) {
        prop_assume!(a != b);
        let quick = GRID.routes(&[a, b], None, 1).pop().unwrap();
        // An area that holds everything prices all roads alike and is searched without a hierarchy.
        let searched = GRID.routes(&[a, b], Some(&area(29.0, 49.0, 31.0, 51.0)), 1).pop().unwrap();
        let near = |x: f64, y: f64| (x - y).abs() <= 0.02 * x.max(y) + 40.0;
        prop_assert!(near(quick.duration_s, searched.duration_s), "{} {}", quick.duration_s, searched.duration_s);
    }
}
