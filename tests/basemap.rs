//! The basemap as a map client meets it: addresses in, decoded tiles out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::collections::HashMap;
use std::io::Read;
use std::sync::LazyLock;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use geo::{Area, BoundingRect, Contains, Coord, Geometry, Intersects, Line, Point, Polygon};
use korydor::basemap::prepared::{MAX_ZOOM, WORLD_BITS, project};
use korydor::basemap::{BUFFER, Basemap, EXTENT, TileId};
use korydor::server::{App, Config};
use mvt_reader::Reader;
use mvt_reader::feature::{Feature, Value};
use proptest::prelude::*;
use serde_json::Value as Json;
use tower::ServiceExt;

static BASEMAP: LazyLock<Basemap> = LazyLock::new(|| Basemap::embedded().unwrap());

/// Features of a tile by layer, in tile units.
fn decode(bytes: Vec<u8>) -> HashMap<String, Vec<Feature<f64>>> {
    let reader = Reader::new(bytes).unwrap();
    let names = reader.get_layer_names().unwrap();
    let features = |i| reader.get_features_as::<f64>(i).unwrap();
    names
        .into_iter()
        .enumerate()
        .map(|(i, name)| (name, features(i)))
        .collect()
}

fn tile(id: TileId) -> HashMap<String, Vec<Feature<f64>>> {
    decode(BASEMAP.tile(id).unwrap())
}

/// The tile that holds a position, and the position in its units.
fn tile_at(z: u8, lon: f64, lat: f64) -> (HashMap<String, Vec<Feature<f64>>>, Point<f64>) {
    let id = TileId::at(z, lon, lat).unwrap();
    let (x, y) = project(lon, lat);
    let in_tile = |units: i32| {
        let side = 1 << (WORLD_BITS - u32::from(z));
        f64::from(units % side) * f64::from(EXTENT) / f64::from(side)
    };
    (tile(id), Point::new(in_tile(x), in_tile(y)))
}

fn polygons(feature: &Feature<f64>) -> Vec<Polygon<f64>> {
    match feature.get_geometry() {
        Geometry::Polygon(p) => vec![p.clone()],
        Geometry::MultiPolygon(ps) => ps.0.clone(),
        _ => Vec::new(),
    }
}

fn segments(feature: &Feature<f64>) -> Vec<Line<f64>> {
    match feature.get_geometry() {
        Geometry::LineString(l) => l.lines().collect(),
        Geometry::MultiLineString(ls) => ls.iter().flat_map(|l| l.lines()).collect(),
        _ => Vec::new(),
    }
}

fn text<'f>(feature: &'f Feature<f64>, key: &str) -> Option<&'f str> {
    match feature.properties.as_ref()?.get(key)? {
        Value::String(s) => Some(s),
        _ => None,
    }
}

fn covered(layer: &str, z: u8, lon: f64, lat: f64) -> bool {
    let (layers, at) = tile_at(z, lon, lat);
    let features = layers.get(layer).into_iter().flatten();
    features.flat_map(polygons).any(|p| p.contains(&at))
}

#[test]
fn land_covers_cities_and_leaves_the_sea() {
    for z in [0, 2, 4, 6, 8, 10] {
        for (name, lon, lat, is_land) in [
            ("Kyiv", 30.52, 50.45, true),
            ("Donetsk", 37.80, 48.00, true),
            ("Khartoum", 32.55, 15.45, true),
            ("Aleppo", 37.10, 36.25, true),
            ("Black Sea", 32.50, 43.20, false),
            ("Caspian Sea", 50.50, 42.00, false),
            ("Mediterranean", 33.00, 33.50, false),
            ("Atlantic", -40.00, 30.00, false),
        ] {
            assert_eq!(covered("land", z, lon, lat), is_land, "{name} at zoom {z}");
        }
    }
}

#[test]
fn land_has_no_seam_at_the_180th_meridian() {
    for lon in [179.999, -179.999] {
        assert!(covered("land", 6, lon, 67.5), "Chukotka at {lon}");
    }
}

#[test]
fn lakes_are_water() {
    assert!(covered("water", 6, 31.5, 61.0), "Ladoga");
}

#[test]
fn the_drained_reservoir_carries_its_last_day() {
    let (layers, at) = tile_at(8, 34.1, 47.5);
    let reservoir = layers["water"]
        .iter()
        .find(|f| polygons(f).iter().any(|p| p.contains(&at)))
        .expect("the Kakhovka reservoir");
    assert!(text(reservoir, "until").is_some_and(|day| day.starts_with("2023-06")));
}

/// Kinds of the borders that cross a straight line between two positions.
fn borders_between(z: u8, from: (f64, f64), to: (f64, f64)) -> Vec<String> {
    let (layers, a) = tile_at(z, from.0, from.1);
    assert_eq!(
        TileId::at(z, from.0, from.1),
        TileId::at(z, to.0, to.1),
        "both in one tile"
    );
    let (_, b) = tile_at(z, to.0, to.1);
    let way = Line::new(Coord::from(a), Coord::from(b));
    let mut kinds: Vec<String> = layers["borders"]
        .iter()
        .filter(|f| segments(f).iter().any(|s| s.intersects(&way)))
        .map(|f| text(f, "kind").unwrap().to_owned())
        .collect();
    kinds.sort();
    kinds.dedup();
    kinds
}

#[test]
fn crimea_and_kherson_are_divided_by_an_oblast_border_only() {
    assert_eq!(
        borders_between(6, (33.75, 46.35), (33.95, 45.95)),
        ["admin1"]
    );
}

#[test]
fn ukraine_and_russia_are_divided_by_a_country_border() {
    let kinds = borders_between(6, (36.2, 50.05), (36.6, 50.6));
    assert!(kinds.contains(&"country".to_owned()), "{kinds:?}");
}

#[test]
fn labels_come_in_three_languages() {
    let (layers, _) = tile_at(6, 30.52, 50.45);
    let kyiv = layers["places"]
        .iter()
        .find(|f| text(f, "name") == Some("Kyiv"))
        .expect("Kyiv");
    assert_eq!(text(kyiv, "name_uk"), Some("Київ"));
    assert_eq!(text(kyiv, "name_ru"), Some("Киев"));
    assert_eq!(text(kyiv, "kind"), Some("city"));
}

#[test]
fn seas_and_rivers_are_named_in_ukrainian() {
    let (layers, _) = tile_at(5, 34.0, 43.2);
    let sea = layers["places"]
        .iter()
        .find(|f| text(f, "name") == Some("Black Sea"))
        .expect("the Black Sea");
    assert_eq!(text(sea, "kind"), Some("water"));
    assert_eq!(text(sea, "name_uk"), Some("Чорне море"));
    let (layers, _) = tile_at(6, 32.8, 49.0);
    let named: Vec<_> = layers["rivers"]
        .iter()
        .filter_map(|f| text(f, "name_uk"))
        .collect();
    assert!(named.contains(&"Дніпро"), "{named:?}");
}

#[test]
fn wide_tiles_are_readable_and_whole() {
    for z in 0..6_u8 {
        for (x, y) in (0..1 << z).flat_map(|x| (0..1 << z).map(move |y| (x, y))) {
            let layers = tile(TileId::new(z, x, y).unwrap());
            let labels = layers.get("places").map_or(0, Vec::len);
            assert!(labels <= 60, "{labels} labels in {z}/{x}/{y}");
            for feature in layers.get("land").into_iter().flatten() {
                assert_eq!(
                    polygons(feature).len(),
                    1,
                    "a hole is wound as a ring in {z}/{x}/{y}"
                );
            }
        }
    }
}

#[test]
fn villages_of_ukraine_are_there_at_the_deepest_zoom() {
    let (layers, _) = tile_at(MAX_ZOOM, 37.312, 47.056);
    assert!(
        layers["places"]
            .iter()
            .any(|f| text(f, "name") == Some("Manhush"))
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]
    #[test]
    fn any_tile_decodes_to_valid_geometry(z in 0..=MAX_ZOOM, x in 0.0..1.0_f64, y in 0.0..1.0_f64) {
        let n = f64::from(1_u32 << z);
        let id = TileId::new(z, (x * n) as u32, (y * n) as u32).unwrap();
        let window = f64::from(-BUFFER)..=f64::from(EXTENT + BUFFER);
        for (layer, features) in tile(id) {
            for feature in features {
                let bounds = feature.get_geometry().bounding_rect().expect("a geometry");
                for c in [bounds.min(), bounds.max()] {
                    prop_assert!(window.contains(&c.x) && window.contains(&c.y), "{layer} {id:?}");
                }
                let polygons = polygons(&feature);
                prop_assert!(polygons.len() <= 1, "{layer} {id:?}: a hole is wound as a ring");
                for polygon in polygons {
                    prop_assert!(polygon.unsigned_area() > 0.0, "{layer} {id:?}");
                }
                for segment in segments(&feature) {
                    prop_assert!(segment.start != segment.end, "{layer} {id:?}");
                }
            }
        }
    }

    #[test]
    fn any_address_is_answered(z in ".{0,4}", x in "[0-9-]{0,12}", y in "[0-9]{0,12}(\\.mvt)?") {
        let path = format!("/tiles/basemap/{}/{x}/{y}", z.replace(|c: char| !c.is_ascii_alphanumeric(), ""));
        let (status, _, _) = get(&path, &[]);
        prop_assert!(
            [StatusCode::OK, StatusCode::NO_CONTENT, StatusCode::NOT_FOUND].contains(&status),
            "{path}: {status}"
        );
    }
}

/// Status, headers and body of an answer.
fn get(path: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, Vec<u8>) {
    static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());
    static APP: LazyLock<Router> = LazyLock::new(|| {
        let intake = support::intake(&FOLDER.path().join("store.gpkg"));
        korydor::server::router(App::new(intake, Config::default()))
    });
    static RUNTIME: LazyLock<tokio::runtime::Runtime> =
        LazyLock::new(|| tokio::runtime::Runtime::new().unwrap());
    let mut request = Request::get(path).header("host", "map.example");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    RUNTIME.block_on(async {
        let answer = APP
            .clone()
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap();
        let (parts, body) = answer.into_parts();
        (
            parts.status,
            parts.headers,
            to_bytes(body, usize::MAX).await.unwrap().to_vec(),
        )
    })
}

const UKRAINE: &str = "/tiles/basemap/5/18/10.mvt";

#[test]
fn a_tile_is_the_same_plain_and_compressed() {
    let (status, plain_headers, plain) = get(UKRAINE, &[]);
    assert_eq!(status, StatusCode::OK);
    assert_eq!(
        plain_headers["content-type"],
        "application/vnd.mapbox-vector-tile"
    );
    let (_, zipped_headers, zipped) = get(UKRAINE, &[("accept-encoding", "br, gzip;q=0.8")]);
    assert_eq!(zipped_headers["content-encoding"], "gzip");
    assert_ne!(zipped_headers["etag"], plain_headers["etag"]);
    let mut unzipped = Vec::new();
    flate2::read::GzDecoder::new(&zipped[..])
        .read_to_end(&mut unzipped)
        .unwrap();
    assert_eq!(unzipped, plain);
    assert!(decode(plain).contains_key("land"));
}

#[test]
fn a_client_that_has_the_tile_gets_304() {
    let (_, headers, _) = get(UKRAINE, &[]);
    let etag = headers["etag"].to_str().unwrap();
    let (status, _, body) = get(UKRAINE, &[("if-none-match", &format!("\"other\", {etag}"))]);
    assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0));
}

#[test]
fn open_sea_without_labels_has_no_content() {
    let (status, _, body) = get("/tiles/basemap/9/200/250.mvt", &[]);
    assert_eq!((status, body.len()), (StatusCode::NO_CONTENT, 0));
}

#[test]
fn tiles_that_do_not_exist_are_explained() {
    for path in [
        "/tiles/basemap/11/0/0.mvt",
        "/tiles/basemap/3/8/0.mvt",
        "/tiles/basemap/3/0/0.png",
    ] {
        let (status, headers, body) = get(path, &[]);
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(headers["content-type"], "application/problem+json");
        let problem: Json = serde_json::from_slice(&body).unwrap();
        assert!(
            problem["detail"]
                .as_str()
                .unwrap()
                .contains("z from 0 to 10"),
            "{path}"
        );
    }
}

#[test]
fn the_tilejson_names_every_layer_that_tiles_have() {
    let (_, _, body) = get("/tiles/basemap.json", &[]);
    let tilejson: Json = serde_json::from_slice(&body).unwrap();
    assert_eq!(
        tilejson["tiles"][0],
        "http://map.example/tiles/basemap/{z}/{x}/{y}.mvt"
    );
    let described: Vec<&str> = tilejson["vector_layers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| l["id"].as_str().unwrap())
        .collect();
    for layer in tile(TileId::new(6, 37, 21).unwrap()).keys() {
        assert!(described.contains(&layer.as_str()), "{layer}");
    }
}

#[test]
fn the_style_is_made_for_language_and_theme() {
    let (status, _, body) = get("/styles/korydor.json?lang=uk&theme=dark", &[]);
    assert_eq!(status, StatusCode::OK);
    let style: Json = serde_json::from_slice(&body).unwrap();
    assert_eq!(
        style["sources"]["basemap"]["url"],
        "http://map.example/tiles/basemap.json"
    );
    let (status, headers, _) = get("/styles/korydor.json?lang=de", &[]);
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(headers["content-type"], "application/problem+json");
}
