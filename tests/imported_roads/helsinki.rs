//! A real extract: the centre of Helsinki. `.ci/extract` fetches it; without it these tests say
//! so and do nothing.

use std::fs;
use std::io::Cursor;

use geo::{Distance, Haversine, Point};
use korydor::shape::Roads;
use korydor::shape::osm::{ImportError, ImportedRoads};

use super::extract::import;

/// What the header of the extract says: west, south, east, north.
const BOX: [f64; 4] = [24.935_18, 60.164_16, 24.953_41, 60.179_11];

fn extract() -> Option<Vec<u8>> {
    let Some(path) = std::env::var_os("KORYDOR_TEST_EXTRACT") else {
        eprintln!("SKIPPED: KORYDOR_TEST_EXTRACT names no extract (see .ci/extract)");
        return None;
    };
    Some(fs::read(path).unwrap())
}

/// Points spread over the box.
fn spread() -> impl Iterator<Item = Point> {
    (0..40_u32).map(|number| {
        let share = |step: f64| (f64::from(number) * step).fract();
        Point::new(
            BOX[0] + (BOX[2] - BOX[0]) * share(0.618_034),
            BOX[1] + (BOX[3] - BOX[1]) * share(0.754_878),
        )
    })
}

#[test]
fn the_streets_of_a_city_lead_from_everywhere_to_everywhere() {
    let Some(file) = extract() else { return };
    let (roads, summary) = import(&file).unwrap();
    assert_eq!(summary.ways, 5130);
    assert!((800..1000).contains(&summary.roads), "{summary:?}");
    assert!((15.0..40.0).contains(&summary.length_km), "{summary:?}");
    assert!(summary.islands_km < 0.2 * summary.length_km, "{summary:?}");
    let stops: Vec<Point> = spread().collect();
    let mut detours = Vec::new();
    for (from, to) in stops
        .iter()
        .flat_map(|from| stops.iter().map(move |to| (*from, *to)))
    {
        if from == to {
            continue;
        }
        let routes = roads.routes(&[from, to], None, 1);
        let route = routes.first().unwrap_or_else(|| panic!("{from:?} {to:?}"));
        assert_eq!(route.line.points().next(), Some(from));
        assert_eq!(route.line.points().next_back(), Some(to));
        let straight = Haversine.distance(from, to) / 1000.0;
        assert!(route.length_km >= straight * 0.99, "{from:?} {to:?}");
        let kmh = route.length_km / (route.duration_s / 3600.0);
        assert!((5.0..60.0).contains(&kmh), "{kmh}");
        detours.push(route.length_km / straight);
    }
    detours.sort_by(f64::total_cmp);
    let median = detours[detours.len() / 2];
    assert!((1.2..1.8).contains(&median), "{median}");
}

#[test]
fn streets_are_called_by_their_names() {
    let Some(file) = extract() else { return };
    let roads = import(&file).unwrap().0;
    let stops = [Point::new(24.9385, 60.1661), Point::new(24.9500, 60.1775)];
    let route = roads.routes(&stops, None, 1).pop().unwrap();
    let named = route.roads.iter().filter(|part| part.road.is_some());
    let named_km: f64 = named.map(|part| part.length_km).sum();
    assert!(named_km > 0.7 * route.length_km, "{:?}", route.roads);
}

#[test]
fn kept_roads_answer_as_before() {
    let Some(file) = extract() else { return };
    let roads = import(&file).unwrap().0;
    let kept = ImportedRoads::from_bytes(&roads.to_bytes().unwrap()).unwrap();
    let stops: Vec<Point> = spread().collect();
    for pair in stops.windows(2) {
        assert_eq!(roads.routes(pair, None, 2), kept.routes(pair, None, 2));
    }
}

#[test]
fn a_real_extract_that_is_cut_off_is_refused() {
    let Some(file) = extract() else { return };
    for share in [1, 3, 5, 7, 9] {
        let part = &file[..file.len() * share / 10];
        let cut = ImportedRoads::import(|| Ok(Cursor::new(part)), &|_, _, _| {});
        assert!(matches!(cut, Err(ImportError::CutOff { .. })), "{cut:?}");
    }
}
