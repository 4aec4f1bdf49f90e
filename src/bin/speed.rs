//! temp
#![allow(clippy::unwrap_used)]
use korydor::{
    geoparse,
    read::read,
    report::{Hint, from_bytes, from_text},
    store::split_front_matter,
    world::World,
};
use std::time::Instant;
fn main() {
    let world = World::embedded().unwrap();
    let args: Vec<String> = std::env::args().skip(1).collect();
    let only = args[0].clone();
    let reports: Vec<_> = args[1..]
        .iter()
        .filter_map(|p| {
            let text = String::from_utf8(std::fs::read(p).ok()?).ok()?;
            let (hint, body) = split_front_matter(&text).ok()?;
            from_bytes(body.as_bytes(), &hint).ok()
        })
        .collect();
    let bytes: usize = reports.iter().map(|r| r.text.len()).sum();
    println!("{} reports {} bytes", reports.len(), bytes);
    let run = |name: &str, f: &mut dyn FnMut()| {
        let mut best = f64::MAX;
        let t0 = Instant::now();
        while t0.elapsed().as_secs_f64() < 3.0 {
            let t = Instant::now();
            f();
            best = best.min(t.elapsed().as_secs_f64());
        }
        println!("{name}: {:.2} MB/s", bytes as f64 / best / 1e6);
    };
    if only.contains('t') {
        run("from_text", &mut || {
            for r in &reports {
                std::hint::black_box(from_text(r.text.clone(), &Hint::default()).ok());
            }
        });
    }
    if only.contains('n') {
        run("names", &mut || {
            for r in &reports {
                std::hint::black_box(geoparse::names(r, &world.gazetteer, &world.place_words));
            }
        });
    }
    if only.contains('p') {
        run("places", &mut || {
            for r in &reports {
                std::hint::black_box(geoparse::mentions(r, &world.gazetteer, &world.place_words));
            }
        });
    }
    if only.contains('r') {
        run("read", &mut || {
            for r in &reports {
                std::hint::black_box(read(r, &world));
            }
        });
    }
}
