//! How long a tile of the basemap takes, and reading the embedded geometry.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use korydor::basemap::{Basemap, TileId};

fn tiles(c: &mut Criterion) {
    c.bench_function("basemap/read embedded", |b| {
        b.iter(|| Basemap::embedded().unwrap())
    });
    let basemap = Basemap::embedded().unwrap();
    let mut group = c.benchmark_group("basemap/tile");
    for (name, z, lon, lat) in [
        ("z0 world", 0, 0.0, 0.0),
        ("z1 north east", 1, 31.0, 48.0),
        ("z2 Europe", 2, 31.0, 48.0),
        ("z5 Ukraine", 5, 31.0, 48.0),
        ("z8 Mariupol", 8, 37.5, 47.1),
        ("z10 Kyiv", 10, 30.5, 50.45),
        ("z10 Khartoum", 10, 32.5, 15.6),
        ("z10 Black Sea", 10, 33.0, 43.2),
    ] {
        let id = TileId::at(z, lon, lat).expect("a tile");
        group.bench_function(name, |b| b.iter(|| basemap.tile(black_box(id)).unwrap()));
    }
    group.finish();
}

criterion_group!(benches, tiles);
criterion_main!(benches);
