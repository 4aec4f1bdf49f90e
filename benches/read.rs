//! How fast reports are read: `cargo bench --bench read`. With the folder of a collection of texts
//! in `KORYDOR_BENCH_TEXTS`, these are read too.
#![allow(missing_docs, clippy::expect_used)]

use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use korydor::geoparse::Geoparser;
use korydor::model::Report;
use korydor::read::read;
use korydor::report::{Cut, Hint, from_bytes, from_text};
use korydor::store::split_front_matter;
use korydor::world::World;

/// The files of a folder as reports, by name; what holds no report is left out.
fn reports(folder: &Path, ending: Option<&str>) -> Vec<Report> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the folder of texts can be read")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            ending.is_none_or(|ending| path.extension().is_some_and(|own| own == ending))
        })
        .collect();
    files.sort();
    files.iter().filter_map(|path| report(path)).collect()
}

fn report(path: &Path) -> Option<Report> {
    let bytes = fs::read(path).ok()?;
    let Ok(text) = std::str::from_utf8(&bytes) else {
        return None;
    };
    let (hint, text) = split_front_matter(text).ok()?;
    from_bytes(text.as_bytes(), &hint).ok()
}

/// One long report: the texts of all, over and over, up to about a megabyte.
fn long_report(reports: &[Report]) -> Report {
    const LENGTH: usize = 1_000_000;
    let texts: Vec<&str> = reports.iter().map(|report| report.text.as_str()).collect();
    let mut text = texts.join("\n\n");
    text.push_str("\n\n");
    let text = text.repeat(LENGTH / text.len() + 1);
    from_text(text, &Hint::default()).expect("the sample reports hold text")
}

fn compare(criterion: &mut Criterion, name: &str, reports: &[Report], world: &World) {
    let bytes: usize = reports.iter().map(|report| report.text.len()).sum();
    println!("{name}: {} reports, {bytes} bytes", reports.len());
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(bytes as u64));
    group.sample_size(20);
    group.bench_function("read", |bencher| {
        bencher.iter(|| {
            for report in reports {
                black_box(read(report.clone(), world));
            }
        });
    });
    group.bench_function("places", |bencher| {
        let mut geoparser = Geoparser::new(&world.gazetteer, &world.place_words);
        bencher.iter(|| {
            for report in reports {
                black_box(geoparser.mentions(&Cut::of(report)));
            }
        });
    });
    group.finish();
}

fn reading(criterion: &mut Criterion) {
    let world = World::embedded().expect("the embedded knowledge is well formed");
    let samples = reports(Path::new("geodata/reports"), Some("txt"));
    compare(criterion, "sample reports", &samples, &world);
    compare(
        criterion,
        "one long report",
        &[long_report(&samples)],
        &world,
    );
    if let Some(folder) = std::env::var_os("KORYDOR_BENCH_TEXTS") {
        let texts = reports(Path::new(&folder), None);
        compare(criterion, "texts", &texts, &world);
    }
}

criterion_group!(benches, reading);
criterion_main!(benches);
