//! Reading beside flashgeotext 0.5.5 on the same files in the same run, and how time and memory
//! grow with the text: `cargo bench --bench beside`.
//!
//! `KORYDOR_BENCH_TEXTS` names folders of texts, parted by `:`; without it the sample reports are
//! read. `KORYDOR_BENCH_PYTHON` is the Python that has flashgeotext (`pip install
//! flashgeotext==0.5.5`); without it the comparison is left out.
#![allow(missing_docs, clippy::expect_used)]

use std::fs;
use std::hint::black_box;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use korydor::geoparse::Geoparser;
use korydor::model::Report;
use korydor::read::read;
use korydor::report::{Cut, Hint, from_bytes};
use korydor::world::World;

/// That of the program: reading asks for memory often.
#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() {
    let folders = std::env::var("KORYDOR_BENCH_TEXTS").unwrap_or("geodata/reports".into());
    let files: Vec<PathBuf> = folders
        .split(':')
        .flat_map(|folder| texts(Path::new(folder)))
        .collect();
    beside(&files);
    growth(&files);
}

/// The text files of a folder, by name.
fn texts(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder of texts can be read")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    files.sort();
    files
}

/// One core, the fastest of several passes over all files.
fn beside(files: &[PathBuf]) {
    let world = World::embedded().expect("the embedded knowledge is well formed");
    let reports: Vec<Report> = files
        .iter()
        .filter_map(|file| from_bytes(fs::read(file).ok()?, &Hint::default()).ok())
        .collect();
    let bytes: usize = reports.iter().map(|report| report.text.len()).sum();
    println!(
        "{} texts, {bytes} bytes, one core, fastest pass",
        reports.len()
    );
    let mut geoparser = Geoparser::new(&world.gazetteer, &world.place_words);
    let names = fastest(|| {
        for report in &reports {
            black_box(geoparser.names(&Cut::of(report)));
        }
    });
    let mentions = fastest(|| {
        for report in &reports {
            black_box(geoparser.mentions(&Cut::of(report)));
        }
    });
    let readings = fastest(|| {
        for report in &reports {
            black_box(read(report.clone(), &world));
        }
    });
    let other = flashgeotext(files);
    let mut rows = vec![
        ("recognition of place names", Some(names)),
        ("recognition and resolution", Some(mentions)),
        ("whole reading", Some(readings)),
        ("flashgeotext 0.5.5, recognition", other),
    ];
    if other.is_none() {
        println!("flashgeotext is left out: KORYDOR_BENCH_PYTHON names no Python that has it");
    }
    for (name, seconds) in rows.drain(..) {
        let Some(seconds) = seconds else { continue };
        let speed = bytes as f64 / seconds / 1e6;
        let ratio = other.map_or(String::new(), |other| {
            format!("  {:5.1} times flashgeotext", other / seconds)
        });
        println!("  {name:<34}{speed:7.2} MB/s{ratio}");
    }
}

fn fastest(mut pass: impl FnMut()) -> f64 {
    const PASSES: usize = 60;
    (0..PASSES)
        .map(|_| {
            let start = Instant::now();
            pass();
            start.elapsed().as_secs_f64()
        })
        .fold(f64::INFINITY, f64::min)
}

fn flashgeotext(files: &[PathBuf]) -> Option<f64> {
    let python = std::env::var_os("KORYDOR_BENCH_PYTHON")?;
    let output = Command::new(python)
        .arg("benches/beside.py")
        .args(files)
        .stderr(Stdio::null())
        .output()
        .ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

/// The whole program on ever longer files: the texts over and over, up to the length.
fn growth(files: &[PathBuf]) {
    let texts: Vec<String> = files
        .iter()
        .filter_map(|file| fs::read_to_string(file).ok())
        .collect();
    let text = texts.join("\n\n") + "\n\n";
    let folder = tempfile::tempdir().expect("a folder for the long texts can be made");
    println!("korydor read --format jsonl, one file of");
    for megabytes in [1, 10, 100] {
        let path = folder.path().join(format!("{megabytes}.txt"));
        let mut file = fs::File::create(&path).expect("a long text can be written");
        for _ in 0..megabytes * 1_000_000 / text.len() + 1 {
            file.write_all(text.as_bytes())
                .expect("a long text can be written");
        }
        drop(file);
        let bytes = fs::metadata(&path).expect("the long text is there").len();
        let start = Instant::now();
        let child = Command::new(env!("CARGO_BIN_EXE_korydor"))
            .args(["read", "--format", "jsonl"])
            .arg(&path)
            .stdout(Stdio::null())
            .spawn()
            .expect("korydor starts");
        let memory = peak_memory(child);
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "  {megabytes:>3} MB: {seconds:6.2} s, {:5.2} MB/s, {memory:4} MB of memory at most",
            bytes as f64 / seconds / 1e6
        );
    }
}

/// Waits for a process; the most memory that it was seen to hold, in megabytes (Linux).
fn peak_memory(mut child: Child) -> u64 {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().is_ok_and(|ended| ended.is_none()) {
        let kilobytes = fs::read_to_string(&status).ok().and_then(|status| {
            let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
            line.split_whitespace().nth(1)?.parse::<u64>().ok()
        });
        peak = peak.max(kilobytes.unwrap_or(0));
        std::thread::sleep(Duration::from_millis(5));
    }
    peak / 1000
}
