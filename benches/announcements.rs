//! How much of annotated announcements is understood, by language and by field: `cargo bench --bench announcements` (or,
//! without optimising, `cargo test --bench announcements`).
//!
//! `KORYDOR_BENCH_ANNOUNCEMENTS` names folders of texts and answers, parted by `:`; without it those of the tests are read.
#![allow(missing_docs, clippy::expect_used)]

#[path = "../tests/scores/mod.rs"]
mod scores;

use std::path::Path;

use korydor::world::World;
use scores::Scores;

fn main() {
    let folders = std::env::var("KORYDOR_BENCH_ANNOUNCEMENTS")
        .unwrap_or("tests/announcements:tests/announcements/kept_back".into());
    let world = World::embedded().expect("the embedded knowledge is well formed");
    for folder in folders.split(':') {
        println!("{folder}\n{}", Scores::of(Path::new(folder), &world));
    }
}
