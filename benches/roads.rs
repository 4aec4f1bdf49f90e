//! How long the schematic road network takes to load, and ways over it: `cargo bench --bench roads`.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use geo::{Coord, MultiPolygon, Point, Rect};
use korydor::gazetteer::{Gazetteer, Query};
use korydor::shape::network::Network;
use korydor::shape::{Atlas, Roads};

fn position(gazetteer: &Gazetteer, name: &str) -> Point {
    let hits = gazetteer.search(&Query::new(name));
    let place = gazetteer.place(hits.first().expect("a place").place);
    place.position().expect("coordinates").into()
}

fn roads(c: &mut Criterion) {
    let gazetteer = Gazetteer::embedded();
    let place = |name: &str| position(&gazetteer, name);
    c.bench_function("roads/load", |b| b.iter(Network::embedded));

    let atlas = Atlas::embedded();
    let day = Some("2022-03-30".parse().expect("a day"));
    let mut group = c.benchmark_group("roads/way");
    for (name, stops) in [
        ("Mariupol - Berdiansk", vec!["Mariupol", "Berdiansk"]),
        (
            "Mariupol - Zaporizhzhia by Berdiansk and Tokmak",
            vec!["Mariupol", "Berdiansk", "Tokmak", "Zaporizhzhia"],
        ),
        ("Uzhhorod - Luhansk", vec!["Uzhhorod", "Luhansk"]),
    ] {
        let stops: Vec<Point> = stops.into_iter().map(place).collect();
        group.bench_function(name, |b| b.iter(|| atlas.route(black_box(&stops), day)));
    }
    let beside = [Point::new(35.45, 47.60), place("Zaporizhzhia")];
    group.bench_function("from a village off the network", |b| {
        b.iter(|| atlas.route(black_box(&beside), day));
    });
    group.finish();

    let stops = [place("Kyiv"), place("Odesa")];
    let network = atlas.network().on(day, true);
    c.bench_function("roads/three ways, Kyiv - Odesa", |b| {
        b.iter(|| network.routes(black_box(&stops), None, 3));
    });
    let areas: MultiPolygon = (0..30)
        .map(|number| {
            let west = 29.0 + f64::from(number) * 0.3;
            let south = 47.0 + f64::from(number % 7) * 0.4;
            let corners = (
                Coord { x: west, y: south },
                Coord {
                    x: west + 0.14,
                    y: south + 0.09,
                },
            );
            Rect::new(corners.0, corners.1).to_polygon()
        })
        .collect();
    c.bench_function("roads/a way around 30 areas", |b| {
        b.iter(|| network.routes(black_box(&stops), Some(&areas), 1));
    });
    let mut group = c.benchmark_group("control");
    group.sample_size(10);
    group.bench_function("as of a day", |b| {
        b.iter(|| atlas.control().as_of("2022-03-30".parse().expect("a day")));
    });
    group.finish();
}

criterion_group!(benches, roads);
criterion_main!(benches);
