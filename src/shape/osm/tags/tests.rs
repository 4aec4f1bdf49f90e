#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use super::*;

/// Tags as they are written here: "highway=primary oneway=yes".
fn drive(tags: &str) -> Option<Drive> {
    let pairs: Vec<(&str, &str)> = tags
        .split_whitespace()
        .map(|tag| tag.split_once('=').unwrap())
        .collect();
    Rules::embedded().unwrap().drive(Tags(&pairs))
}

fn speeds(tags: &str) -> (Option<f32>, Option<f32>) {
    let drive = drive(tags).unwrap_or_else(|| panic!("{tags} is not driven"));
    (drive.forward_kmh, drive.backward_kmh)
}

#[test]
fn a_class_has_its_speed_in_both_directions() {
    for (tags, speed) in [
        ("highway=primary", 65.0),
        ("highway=residential", 25.0),
        ("highway=track tracktype=grade1", 40.0),
        ("highway=primary surface=gravel", 30.0),
        ("highway=primary smoothness=very_bad", 15.0),
        ("highway=trunk bridge=yes", 85.0),
        ("highway=pedestrian motor_vehicle=yes", 10.0),
    ] {
        assert_eq!(speeds(tags), (Some(speed), Some(speed)), "{tags}");
    }
}

#[test]
fn speed_limits_are_read_as_people_write_them() {
    for (limit, speed) in [
        ("50", 40.0),
        ("90", 72.0),
        ("UA:urban", 40.0),
        ("UA:motorway", 104.0),
        ("50;70", 40.0),
        ("30mph", 38.6),
        ("none", 65.0),
        ("signals", 65.0),
        ("0", 65.0),
        ("fünfzig", 65.0),
        (".", 65.0),
        ("1e9", 3.0),
    ] {
        let (forward, _) = speeds(&format!("highway=primary maxspeed={limit}"));
        assert!(
            (forward.unwrap() - speed).abs() < 0.1,
            "{limit}: {forward:?}"
        );
    }
    let (forward, backward) = speeds("highway=primary maxspeed=90 maxspeed:backward=50");
    assert_eq!((forward, backward), (Some(72.0), Some(40.0)));
}

#[test]
fn one_way_roads_are_driven_one_way() {
    for (tags, forward, backward) in [
        ("highway=primary oneway=yes", true, false),
        ("highway=primary oneway=-1", false, true),
        ("highway=primary oneway=no", true, true),
        ("highway=motorway", true, false),
        ("highway=motorway oneway=no", true, true),
        ("highway=tertiary junction=roundabout", true, false),
        (
            "highway=tertiary junction=roundabout oneway=-1",
            false,
            true,
        ),
        ("highway=tertiary motor_vehicle:backward=no", true, false),
        ("highway=tertiary oneway=alternating", true, true),
    ] {
        let (there, back) = speeds(tags);
        assert_eq!(
            (there.is_some(), back.is_some()),
            (forward, backward),
            "{tags}"
        );
    }
}

#[test]
fn what_cars_may_not_or_cannot_take_is_not_driven() {
    for tags in [
        "highway=footway",
        "highway=footway access=yes",
        "highway=track",
        "highway=track tracktype=grade5",
        "highway=construction motor_vehicle=yes",
        "highway=proposed",
        "highway=primary access=no",
        "highway=primary motor_vehicle=private",
        "highway=service service=driveway",
        "highway=primary area=yes",
        "highway=primary bridge=collapsed",
        "highway=primary oneway=reversible",
        "highway=tertiary oneway=yes motor_vehicle:forward=no",
        "railway=rail",
        "route=ferry motor_vehicle=no",
        "route=ferry foot=yes",
        "building=yes",
    ] {
        assert_eq!(drive(tags), None, "{tags}");
    }
}

#[test]
fn the_closest_access_tag_decides() {
    for (tags, restricted) in [
        ("highway=primary access=no motor_vehicle=yes", false),
        ("highway=primary access=private motorcar=permissive", false),
        ("highway=primary access=destination", true),
        ("highway=primary motor_vehicle=customers;private", true),
        ("highway=primary motor_vehicle=unknown access=yes", false),
    ] {
        let drive = drive(tags).unwrap_or_else(|| panic!("{tags}"));
        assert_eq!(drive.restricted, restricted, "{tags}");
    }
}

#[test]
fn a_road_is_called_by_its_number_and_a_bridge_by_its_own_name() {
    for (tags, label) in [
        ("highway=primary ref=М-14 name=Main", Some("М-14")),
        ("highway=primary name=Main", Some("Main")),
        ("highway=primary", None),
        (
            "highway=primary ref=М-14 bridge=yes bridge:name=Antonivskyi",
            Some("Antonivskyi"),
        ),
        ("route=ferry name=Kerch ref=1", Some("Kerch")),
        ("route=ferry", None),
    ] {
        assert_eq!(drive(tags).unwrap().label.as_deref(), label, "{tags}");
    }
}

#[test]
fn ferries_go_by_their_timetable() {
    for (text, seconds) in [
        ("25", Some(1500)),
        ("1:30", Some(5400)),
        ("00:08:30", Some(510)),
        ("PT1H30M", Some(5400)),
        ("PT", None),
        ("soon", None),
        ("0", None),
        ("99999999999", None),
        ("PTЩ", None),
    ] {
        let drive = drive(&format!("route=ferry motor_vehicle=yes duration={text}")).unwrap();
        assert_eq!(drive.kind, Kind::Ferry);
        assert_eq!(drive.duration_s, seconds, "{text}");
    }
}

#[test]
fn barriers_close_a_road_unless_they_open_for_cars() {
    let rules = Rules::embedded().unwrap();
    for (tags, closes) in [
        (vec![("barrier", "bollard")], true),
        (vec![("barrier", "block")], true),
        (vec![("barrier", "gate")], false),
        (vec![("barrier", "gate"), ("access", "private")], true),
        (
            vec![("barrier", "bollard"), ("motor_vehicle", "yes")],
            false,
        ),
        (vec![("barrier", "toll_booth")], false),
        (vec![("highway", "crossing"), ("access", "no")], false),
    ] {
        assert_eq!(rules.closes(Tags(&tags)), closes, "{tags:?}");
    }
}
