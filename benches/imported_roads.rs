//! How long a way along imported roads takes, and what preparing them costs.
//!
//! The network is a grid of a million pieces of road between half a million junctions, with faster
//! roads every 4th, 16th and 64th line and junctions off their places, so that roads differ in
//! length. A grid without such roads would have no hierarchy; without the differences there would
//! be many ways of the same time. Both are harder than real roads.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    dead_code
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use geo::{MultiPolygon, Point, Rect};
use korydor::shape::Roads;
use korydor::shape::osm::ImportedRoads;
use rustix::time::{ClockId, Timespec, clock_gettime};

#[path = "../tests/imported_roads/extract.rs"]
mod extract;

use extract::Extract;

/// Junctions on a side: 2 · 708 · 707 pieces are a million.
const SIDE: usize = 708;
const STEP_LON: f64 = 0.003;
const STEP_LAT: f64 = 0.002;

/// Numbers that look random and are the same every time (xorshift).
struct Random(u64);

impl Random {
    /// From 0 to 1.
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn stop(&mut self) -> Point {
        let side = (SIDE - 1) as f64;
        Point::new(
            30.0 + self.next() * side * STEP_LON,
            48.0 + self.next() * side * STEP_LAT,
        )
    }
}

fn grid() -> Extract {
    let mut random = Random(7);
    let mut extract = Extract::new();
    let id = |x: usize, y: usize| (y * SIDE + x + 1) as i64;
    for y in 0..SIDE {
        for x in 0..SIDE {
            let lon = 30.0 + (x as f64 + random.next() * 0.3) * STEP_LON;
            let lat = 48.0 + (y as f64 + random.next() * 0.3) * STEP_LAT;
            extract = extract.node(id(x, y), lon, lat, "");
        }
    }
    for line in 0..SIDE {
        let class = match line {
            _ if line % 64 == 0 => "trunk",
            _ if line % 16 == 0 => "primary",
            _ if line % 4 == 0 => "tertiary",
            _ => "residential",
        };
        let row: Vec<i64> = (0..SIDE).map(|x| id(x, line)).collect();
        let column: Vec<i64> = (0..SIDE).map(|y| id(line, y)).collect();
        let tags = format!("highway={class}");
        extract = extract.way(&row, &tags).way(&column, &tags);
    }
    extract
}

/// Megabytes of memory: now, and at most so far.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let of = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name));
        let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
        kilobytes.map_or_else(
            || "?".to_owned(),
            |kilobytes| (kilobytes / 1024).to_string(),
        )
    };
    format!("{} MB, at most {} MB", of("VmRSS"), of("VmHWM"))
}

fn roads(c: &mut Criterion) {
    let file = grid().bytes();
    println!(
        "extract of {} MB written; memory {}",
        file.len() / 1_000_000,
        memory()
    );
    let begun = Instant::now();
    let (imported, summary) = extract::import(&file).unwrap();
    println!(
        "import: {:.1} s, {} pieces, {} junctions; memory {}",
        begun.elapsed().as_secs_f64(),
        summary.pieces,
        summary.junctions,
        memory()
    );
    let begun = Instant::now();
    let bytes = imported.to_bytes().unwrap();
    println!(
        "to bytes: {:.1} s, {} MB",
        begun.elapsed().as_secs_f64(),
        bytes.len() / 1_000_000
    );
    drop((imported, file));
    let begun = Instant::now();
    let roads = ImportedRoads::from_bytes(&bytes).unwrap();
    drop(bytes);
    println!(
        "from bytes: {:.1} s; memory {}",
        begun.elapsed().as_secs_f64(),
        memory()
    );

    let mut random = Random(11);
    tell("one way between two stops", 2000, || {
        let stops = [random.stop(), random.stop()];
        let begun = Times::now();
        assert_eq!(roads.routes(black_box(&stops), None, 1).len(), 1);
        begun.since()
    });
    tell("one way, keeping out of an area in the middle", 30, || {
        let stops = [random.stop(), random.stop()];
        let area = Rect::new((30.8, 48.5), (31.4, 48.9)).to_polygon();
        let avoid = MultiPolygon(vec![area]);
        let begun = Times::now();
        assert_eq!(roads.routes(black_box(&stops), Some(&avoid), 1).len(), 1);
        begun.since()
    });
    tell("three ways", 30, || {
        let stops = [random.stop(), random.stop()];
        let begun = Times::now();
        black_box(roads.routes(black_box(&stops), None, 3));
        begun.since()
    });
    println!("memory {}", memory());

    let stops: Vec<[Point; 2]> = (0..256).map(|_| [random.stop(), random.stop()]).collect();
    let mut at = 0;
    c.bench_function("roads/one way on a million pieces", |b| {
        b.iter(|| {
            at = (at + 1) % stops.len();
            roads.routes(black_box(&stops[at]), None, 1)
        })
    });
}

/// A moment by the clock and by the processor time of this thread, which does not count the time
/// in which other programs had the processor.
struct Times {
    clock: Instant,
    processor: Timespec,
}

impl Times {
    fn now() -> Self {
        Self {
            clock: Instant::now(),
            processor: clock_gettime(ClockId::ThreadCPUTime),
        }
    }

    fn since(&self) -> [Duration; 2] {
        let processor = clock_gettime(ClockId::ThreadCPUTime) - self.processor;
        [self.clock.elapsed(), processor.try_into().unwrap()]
    }
}

/// Median, 99th of 100 and longest of many times.
fn tell(what: &str, times: usize, mut once: impl FnMut() -> [Duration; 2]) {
    let all: Vec<[Duration; 2]> = (0..times).map(|_| once()).collect();
    for (which, by) in ["by the clock", "processor time"].into_iter().enumerate() {
        let mut sorted: Vec<Duration> = all.iter().map(|both| both[which]).collect();
        sorted.sort();
        let at = |share: f64| sorted[((times - 1) as f64 * share) as usize];
        println!(
            "{what} ({by}, {times} times): median {:.2?}, 99 % {:.2?}, longest {:.2?}",
            at(0.5),
            at(0.99),
            at(1.0)
        );
    }
}

criterion_group!(benches, roads);
criterion_main!(benches);
