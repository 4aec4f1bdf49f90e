//! Which roads lead where.

use geo::Point;
use korydor::model::GeometryBasis;
use korydor::shape::osm::ImportedRoads;
use korydor::shape::{Caution, RoadRoute, Roads};

use super::extract::Extract;

/// A square of four towns, 1 to 4 against the clock from the south west, about 7 by 11 km.
fn square() -> Extract {
    Extract::new().nodes(&[
        (1, 30.0, 50.0),
        (2, 30.1, 50.0),
        (3, 30.1, 50.1),
        (4, 30.0, 50.1),
    ])
}

fn town(number: i64) -> Point {
    let (lon, lat) = [(30.0, 50.0), (30.1, 50.0), (30.1, 50.1), (30.0, 50.1)][number as usize - 1];
    Point::new(lon, lat)
}

fn way(roads: &ImportedRoads, from: i64, to: i64) -> Option<RoadRoute> {
    roads.routes(&[town(from), town(to)], None, 1).pop()
}

fn towns_passed(route: &RoadRoute) -> Vec<i64> {
    let mut passed: Vec<i64> = route
        .line
        .points()
        .filter_map(|point| (1..=4).find(|number| town(*number) == point))
        .collect();
    passed.dedup();
    passed
}

#[test]
fn a_road_is_driven_both_ways_with_its_length_time_and_name() {
    let roads = square()
        .way(&[1, 2], "highway=primary ref=М-14 name=Main")
        .roads();
    for (from, to) in [(1, 2), (2, 1)] {
        let route = way(&roads, from, to).unwrap();
        assert_eq!(towns_passed(&route), [from, to]);
        assert_eq!(route.basis, GeometryBasis::RoadNetwork);
        assert!((route.length_km - 7.15).abs() < 0.01, "{}", route.length_km);
        let kmh = route.length_km / (route.duration_s / 3600.0);
        assert!((kmh - 65.0).abs() < 0.1, "{kmh}");
        assert_eq!(route.roads.len(), 1);
        assert_eq!(route.roads[0].road.as_deref(), Some("М-14"));
        assert!(route.cautions.is_empty());
    }
}

#[test]
fn a_one_way_road_is_left_and_reached_by_another() {
    for (tags, there, back) in [
        ("highway=primary oneway=yes", vec![1, 2], vec![2, 3, 4, 1]),
        ("highway=primary oneway=-1", vec![1, 4, 3, 2], vec![2, 1]),
        ("highway=motorway", vec![1, 2], vec![2, 3, 4, 1]),
        ("highway=primary", vec![1, 2], vec![2, 1]),
    ] {
        let roads = square()
            .way(&[1, 2], tags)
            .way(&[2, 3, 4, 1], "highway=primary")
            .roads();
        assert_eq!(towns_passed(&way(&roads, 1, 2).unwrap()), there, "{tags}");
        assert_eq!(towns_passed(&way(&roads, 2, 1).unwrap()), back, "{tags}");
    }
}

#[test]
fn a_roundabout_is_driven_one_way_round() {
    let roads = square()
        .way(&[1, 2, 3, 4, 1], "highway=primary junction=roundabout")
        .roads();
    assert_eq!(towns_passed(&way(&roads, 1, 4).unwrap()), [1, 2, 3, 4]);
    assert_eq!(towns_passed(&way(&roads, 4, 1).unwrap()), [4, 1]);
}

#[test]
fn no_way_leads_against_a_road_that_only_leaves() {
    // A one-way spur leads nowhere back: it is left out, and its end is as near as the square.
    let roads = square()
        .nodes(&[(5, 30.3, 50.0)])
        .way(&[1, 2, 3, 4, 1], "highway=primary")
        .way(&[2, 5], "highway=primary oneway=yes")
        .roads();
    assert!(
        roads
            .routes(&[town(1), Point::new(30.3, 50.0)], None, 1)
            .is_empty()
    );
}

#[test]
fn closed_roads_are_not_driven() {
    for tags in [
        "highway=primary access=private",
        "highway=primary motor_vehicle=no",
        "highway=construction",
        "highway=primary bridge=collapsed",
        "highway=footway",
    ] {
        let roads = square()
            .way(&[1, 2], tags)
            .way(&[2, 3, 4, 1], "highway=primary")
            .roads();
        assert_eq!(
            towns_passed(&way(&roads, 1, 2).unwrap()),
            [1, 4, 3, 2],
            "{tags}"
        );
    }
}

#[test]
fn a_restricted_road_is_for_its_ends_and_not_for_passing() {
    let roads = square()
        .nodes(&[(5, 30.05, 50.0)])
        .way(&[1, 5, 2], "highway=tertiary access=destination")
        .way(&[2, 3, 4, 1], "highway=primary")
        .roads();
    assert_eq!(towns_passed(&way(&roads, 1, 2).unwrap()), [1, 4, 3, 2]);
    let to_it = roads
        .routes(&[town(1), Point::new(30.05, 50.0)], None, 1)
        .pop()
        .unwrap();
    assert!(to_it.length_km < 4.0, "{}", to_it.length_km);
}

#[test]
fn barriers_close_a_road_and_gates_do_not() {
    for (barrier, passed) in [
        ("barrier=bollard", vec![1, 4, 3, 2]),
        ("barrier=block", vec![1, 4, 3, 2]),
        ("barrier=gate access=private", vec![1, 4, 3, 2]),
        ("barrier=gate", vec![1, 2]),
        ("barrier=bollard motor_vehicle=yes", vec![1, 2]),
        ("highway=crossing", vec![1, 2]),
    ] {
        for plain_nodes in [false, true] {
            let mut extract = square()
                .node(5, 30.05, 50.0, barrier)
                .way(&[1, 5, 2], "highway=primary")
                .way(&[2, 3, 4, 1], "highway=primary");
            extract.plain_nodes = plain_nodes;
            let route = way(&extract.roads(), 1, 2).unwrap();
            assert_eq!(towns_passed(&route), passed, "{barrier}");
        }
    }
}

#[test]
fn a_barrier_where_two_ways_meet_closes_both() {
    let roads = square()
        .node(5, 30.05, 50.0, "barrier=bollard")
        .way(&[1, 5], "highway=primary")
        .way(&[5, 2], "highway=primary")
        .way(&[2, 3, 4, 1], "highway=primary")
        .roads();
    assert_eq!(towns_passed(&way(&roads, 1, 2).unwrap()), [1, 4, 3, 2]);
}

#[test]
fn a_bridge_is_no_junction_with_the_road_below_and_has_its_name() {
    // Two roads cross in the middle of the square without a common node.
    let extract = square()
        .nodes(&[(5, 30.05, 50.05), (6, 30.05, 50.05)])
        .way(
            &[1, 5, 3],
            "highway=primary bridge=yes bridge:name=High_Bridge ref=A",
        )
        .way(&[2, 6, 4], "highway=primary ref=B")
        .way(&[3, 4], "highway=primary");
    let (roads, summary) = extract.import().unwrap();
    assert_eq!(summary.bridges, 1);
    let route = way(&roads, 1, 2).unwrap();
    assert_eq!(towns_passed(&route), [1, 3, 4, 2]);
    let names: Vec<_> = route
        .roads
        .iter()
        .map(|part| part.road.as_deref())
        .collect();
    assert_eq!(names, [Some("High Bridge"), None, Some("B")]);
    let joined = square()
        .nodes(&[(5, 30.05, 50.05)])
        .way(&[1, 5, 3], "highway=primary")
        .way(&[2, 5, 4], "highway=primary")
        .roads();
    assert!(way(&joined, 1, 2).unwrap().length_km < route.length_km / 2.0);
}

#[test]
fn a_ferry_is_taken_where_no_road_leads_on_and_says_so() {
    let ferry = "route=ferry motor_vehicle=yes name=Kerch duration=00:20";
    let by_road = square()
        .way(&[1, 2], ferry)
        .way(&[2, 3, 4, 1], "highway=primary")
        .roads();
    let route = way(&by_road, 1, 2).unwrap();
    assert_eq!(towns_passed(&route), [1, 4, 3, 2]);
    assert!(route.cautions.is_empty());

    let extract = square()
        .way(&[1, 4], "highway=primary")
        .way(&[1, 2], ferry)
        .way(&[2, 3], "highway=primary");
    let (roads, summary) = extract.import().unwrap();
    assert_eq!(summary.ferries, 1);
    let route = way(&roads, 4, 3).unwrap();
    assert_eq!(towns_passed(&route), [4, 1, 2, 3]);
    assert_eq!(route.roads[1].road.as_deref(), Some("ferry Kerch"));
    assert_eq!(
        route.cautions,
        [Caution::Ferry {
            name: Some("Kerch".to_owned())
        }]
    );
    // Its timetable counts, and no waiting: 20 minutes and two roads of 11.1 km at 65 km/h.
    let minutes = route.duration_s / 60.0;
    assert!(
        (minutes - 20.0 - 2.0 * 11.12 / 65.0 * 60.0).abs() < 0.2,
        "{minutes}"
    );
}

#[test]
fn a_way_is_cut_where_the_file_lacks_its_nodes() {
    let (roads, summary) = square()
        .way(&[1, 99, 2], "highway=primary")
        .way(&[2, 3, 4, 1, 98], "highway=primary")
        .import()
        .unwrap();
    assert_eq!(summary.missing_nodes, 2);
    assert_eq!(towns_passed(&way(&roads, 1, 2).unwrap()), [1, 4, 3, 2]);
}

#[test]
fn a_road_that_leads_to_no_other_is_left_out_beside_a_larger_network() {
    let (roads, summary) = square()
        .nodes(&[(5, 30.2, 50.0), (6, 30.21, 50.0)])
        .way(&[1, 2, 3, 4, 1], "highway=primary")
        .way(&[1, 3], "highway=primary")
        .way(&[2, 4], "highway=primary")
        .way(&[5, 6], "highway=primary")
        .import()
        .unwrap();
    assert!(
        (summary.islands_km - 0.715).abs() < 0.01,
        "{}",
        summary.islands_km
    );
    assert!(
        roads
            .routes(&[town(1), Point::new(30.2, 50.0)], None, 1)
            .is_empty()
    );
}

#[test]
fn a_road_that_ends_where_it_begins_is_driven() {
    let roads = square()
        .way(&[1, 2, 3, 4, 1], "highway=residential")
        .roads();
    for (from, to) in [(1, 3), (2, 4), (4, 2)] {
        let route = way(&roads, from, to).unwrap();
        assert!(
            (15.0..20.0).contains(&route.length_km),
            "{}",
            route.length_km
        );
    }
}
