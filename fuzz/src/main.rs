//! Coverage-guided tests (libFuzzer) of everything that reads what others send. `.ci/fuzz SECONDS [TARGET…]` builds and
//! runs them; the variable `KORYDOR_FUZZ_TARGET` says which one a process is.
//!
//! A panic, a wrong place in the text, a text that takes longer than seconds or more memory than a report may take ends the
//! run, and the input is kept. `fuzz/seeds/TARGET` holds the inputs that a run starts from.
#![no_main]

mod control;
mod pieces;
mod query;
mod reading;
mod roads;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

/// The targets by name.
const TARGETS: [(&str, fn(&[u8])); 8] = [
    ("html", reading::html),
    ("text", reading::text),
    ("geoparse", reading::geoparse),
    ("extract", reading::extract),
    ("control_csv", control::csv),
    ("control_geojson", control::geojson),
    ("pbf", roads::pbf),
    ("query", query::requests),
];

static TARGET: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let wanted = std::env::var("KORYDOR_FUZZ_TARGET").unwrap_or_default();
    let known = TARGETS.iter().find(|(name, _)| *name == wanted);
    let names: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    known
        .unwrap_or_else(|| panic!("KORYDOR_FUZZ_TARGET is one of {}", names.join(", ")))
        .1
});

// What a target loads once, it loads for an empty input that no time is measured for.
fuzz_target!(init: TARGET(&[]), |data: &[u8]| TARGET(data));
