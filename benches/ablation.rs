//! What each part of the geoparser brings, and how often places are right that are given with a certain confidence:
//! `cargo bench --bench ablation` (or, without optimising, `cargo test --bench ablation`). World news have no part in any
//! number of the geoparser.
#![allow(missing_docs, clippy::expect_used)]

mod places;

use korydor::geoparse::Options;
use korydor::world::World;
use places::{Corpus, Judged};

/// Lower ends of the bins of confidence.
const BINS: [f64; 8] = [0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95];

fn main() {
    let world = World::embedded().expect("the embedded knowledge is well formed");
    let corpora = places::corpora();
    for corpus in &corpora {
        ablation(corpus, &world);
    }
    let mut all = Vec::new();
    for corpus in &corpora {
        let judged = places::measure(corpus, &world, Options::default()).judged;
        calibration(corpus.name, &judged);
        all.extend(judged);
    }
    calibration("all", &all);
}

fn ablation(corpus: &Corpus, world: &World) {
    println!("\n{:<20} exact F1  overlap F1  within 161 km", corpus.name);
    for (name, options) in Options::ablations() {
        let counts = places::measure(corpus, world, options);
        println!(
            "{name:<20} {:>8.3}  {:>10.3}  {:>13.3}",
            counts.exact_f1(),
            counts.overlap_f1(),
            counts.accuracy()
        );
    }
}

fn calibration(name: &str, judged: &[Judged]) {
    println!("\n{name:<14} places  confidence  right");
    for (index, low) in BINS.iter().enumerate() {
        let high = BINS.get(index + 1).copied().unwrap_or(1.01);
        let bin = || {
            judged
                .iter()
                .filter(|one| (*low..high).contains(&one.confidence))
        };
        let count = bin().count();
        if count == 0 {
            continue;
        }
        let mean = bin().map(|one| one.confidence).sum::<f64>() / count as f64;
        let right = bin().filter(|one| one.is_right).count() as f64 / count as f64;
        println!(
            "{low:.2} - {:<7.2} {count:>6}  {mean:>10.3}  {right:.3}",
            high.min(1.0)
        );
    }
}
