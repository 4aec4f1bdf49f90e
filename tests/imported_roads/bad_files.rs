//! Files that are broken, of another kind or hold no roads.

use geo::Point;
use korydor::shape::Roads;
use korydor::shape::osm::{ImportError, ImportedRoads, RoadFileError};
use proptest::prelude::*;

use super::extract::{Extract, import};

fn road() -> Extract {
    Extract::new()
        .nodes(&[(1, 30.0, 50.0), (2, 30.1, 50.0), (3, 30.1, 50.1)])
        .way(&[1, 2, 3], "highway=primary name=Main")
}

#[test]
fn a_file_that_is_cut_off_says_how_far_it_is_whole() {
    let whole = road().bytes();
    let mut cut_off = 0;
    for length in 0..whole.len() {
        match import(&whole[..length]) {
            Err(ImportError::CutOff {
                at, length: all, ..
            }) => {
                assert!(at < all && all == length as u64);
                cut_off += 1;
            }
            // Before the first block is known to be one, and exactly between two blocks.
            Err(ImportError::NotPbf | ImportError::NoRoads { .. }) => {}
            other => panic!("{length} of {}: {other:?}", whole.len()),
        }
    }
    assert!(
        cut_off > whole.len() * 3 / 4,
        "{cut_off} of {}",
        whole.len()
    );
    let error = import(&whole[..whole.len() - 1]).unwrap_err().to_string();
    assert!(
        error.contains("it is cut off: 2 blocks are whole"),
        "{error}"
    );
}

#[test]
fn other_files_are_told_apart_from_extracts() {
    for bytes in [
        &b""[..],
        b"<?xml version=\"1.0\"?><osm version=\"0.6\"/>",
        b"SQLite format 3\0",
        b"\0\0\0\x0d\x0a\x09OSMHeader\x18\x00",
        &[0xff; 4000],
        &[0; 4000],
    ] {
        let error = import(bytes).unwrap_err();
        assert!(matches!(error, ImportError::NotPbf), "{error:?}");
    }
}

#[test]
fn a_file_without_roads_says_how_many_other_ways_it_has() {
    let nodes = [(1, 30.0, 50.0), (2, 30.1, 50.0)];
    let river = Extract::new().nodes(&nodes).way(&[1, 2], "waterway=river");
    let error = river.import().unwrap_err();
    assert!(
        matches!(error, ImportError::NoRoads { ways: 1 }),
        "{error:?}"
    );
    let without_nodes = Extract::new().way(&[1, 2], "highway=primary");
    assert!(matches!(
        without_nodes.import().unwrap_err(),
        ImportError::NoRoads { .. }
    ));
    let of_one_node = Extract::new()
        .nodes(&nodes)
        .way(&[1], "highway=primary")
        .way(&[], "highway=primary");
    assert!(matches!(
        of_one_node.import().unwrap_err(),
        ImportError::NoRoads { .. }
    ));
    let on_the_spot = Extract::new()
        .nodes(&nodes)
        .way(&[1, 1, 1], "highway=primary");
    assert!(matches!(
        on_the_spot.import().unwrap_err(),
        ImportError::NoRoads { .. }
    ));
}

#[test]
fn a_file_that_demands_more_than_is_read_is_refused() {
    let mut extract = road();
    extract.demands.push("LocationsInAnotherWay");
    let error = extract.import().unwrap_err().to_string();
    assert!(error.contains("LocationsInAnotherWay"), "{error}");
}

#[test]
fn tags_that_are_not_utf_8_do_not_hide_the_others() {
    let tags = b"name=\xff\xfe operator=\xc3\x28 highway=primary \xf0\x28=yes ref=A1";
    let roads = road().way_of_bytes(&[1, 3], tags).roads();
    let stops = [Point::new(30.0, 50.0), Point::new(30.1, 50.1)];
    let route = roads.routes(&stops, None, 1).pop().unwrap();
    assert_eq!(route.roads[0].road.as_deref(), Some("A1"));
}

#[test]
fn roads_are_kept_with_their_source() {
    let mut extract = road();
    extract.as_of = Some(1_646_092_800);
    let bytes = extract.roads().to_bytes().unwrap();
    let kept = ImportedRoads::from_bytes(&bytes).unwrap();
    assert_eq!(kept.attribution(), "© OpenStreetMap contributors, ODbL");
    assert_eq!(kept.as_of(), Some(1_646_092_800));
    let stops = [Point::new(30.0, 50.0), Point::new(30.1, 50.1)];
    assert_eq!(
        kept.routes(&stops, None, 1),
        extract.roads().routes(&stops, None, 1)
    );
}

#[test]
fn a_road_file_that_was_cut_off_or_changed_is_refused() {
    let bytes = road().roads().to_bytes().unwrap();
    for length in 0..bytes.len() {
        let error = ImportedRoads::from_bytes(&bytes[..length]).unwrap_err();
        let expected = if length < 12 {
            matches!(error, RoadFileError::NotRoads)
        } else {
            matches!(error, RoadFileError::Damaged(_))
        };
        assert!(expected, "{length}: {error:?}");
    }
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 0x10;
        assert!(ImportedRoads::from_bytes(&changed).is_err(), "byte {at}");
    }
    let mut older = bytes;
    older[12] = 0;
    let error = ImportedRoads::from_bytes(&older).unwrap_err().to_string();
    assert!(error.contains("another version"), "{error}");
}

proptest! {
    #[test]
    fn changed_bytes_never_end_in_a_panic(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)
    ) {
        let mut bytes = road().bytes();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        let _ = import(&bytes);
    }
}
