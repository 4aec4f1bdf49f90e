//! How fast the gazetteer answers: `cargo bench --bench geocode`.
#![allow(missing_docs, clippy::unwrap_used)]

use std::fs;
use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use korydor::gazetteer::{Gazetteer, Query};

/// The sample reports, repeated to about a megabyte.
fn text() -> String {
    let mut texts: Vec<String> = fs::read_dir("geodata/reports")
        .into_iter()
        .flatten()
        .filter_map(|entry| fs::read_to_string(entry.ok()?.path()).ok())
        .collect();
    texts.sort();
    let text = texts.join("\n\n");
    text.repeat(1_000_000 / text.len().max(1) + 1)
}

/// Byte offsets at which a word begins.
fn word_starts(text: &str, wanted: impl Fn(char) -> bool) -> Vec<usize> {
    let mut inside = false;
    let starts = text.char_indices().filter(|(_, c)| {
        let begins = c.is_alphanumeric() && !inside;
        inside = c.is_alphanumeric();
        begins
    });
    let wanted = starts.filter(|(_, c)| wanted(*c));
    wanted.map(|(at, _)| at).collect()
}

fn names_in_text(criterion: &mut Criterion) {
    let gazetteer = Gazetteer::embedded();
    let text = text();
    let mut group = criterion.benchmark_group("names_at");
    group.throughput(Throughput::Bytes(text.len() as u64));
    for (name, starts) in [
        ("every word", word_starts(&text, |_| true)),
        ("capitalised words", word_starts(&text, char::is_uppercase)),
    ] {
        println!("{name}: {} starts in {} bytes", starts.len(), text.len());
        group.bench_function(name, |bencher| {
            bencher.iter_batched_ref(
                Vec::new,
                |names| {
                    for at in &starts {
                        names.clear();
                        gazetteer.names_at(&text, *at, names);
                        black_box(&names);
                    }
                },
                BatchSize::LargeInput,
            );
        });
    }
    group.finish();
}

fn questions(criterion: &mut Criterion) {
    let gazetteer = Gazetteer::embedded();
    let mut group = criterion.benchmark_group("search");
    for (name, typed) in [
        ("exact", "Mariupol"),
        ("shared by many", "Іванівка"),
        ("typo", "Zaporizhzhja oblats"),
        ("typo in the first letter", "Nariupol"),
        ("in a unit", "Vasylivka, Zaporizhzhia oblast"),
    ] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| gazetteer.search(&Query::new(black_box(typed))));
        });
    }
    let prefix = Query {
        prefix: true,
        ..Query::new("ma")
    };
    group.bench_function("prefix", |bencher| {
        bencher.iter(|| gazetteer.search(&prefix))
    });
    group.finish();
    criterion.bench_function("reverse", |bencher| {
        bencher.iter(|| gazetteer.reverse(black_box(37.54), black_box(47.10)));
    });
}

criterion_group!(benches, names_in_text, questions);
criterion_main!(benches);
