//! `korydor read`: reads reports and prints what they state; needs no store and writes nothing.

use std::collections::BTreeMap;
use std::io::{Read as _, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};

use clap::ValueEnum;
use serde::Serializer as _;

use super::CliError;
use super::explain::explain;
use super::ingest::report_files;
use super::progress::Progress;
use crate::fault::caught;
use crate::format::{ATTRIBUTION, DISCLAIMER, geojson};
use crate::intake::take_head;
use crate::layer::{StoredReading, features};
use crate::model::{Language, Masked, PlaceRef, Reading};
use crate::read::read;
use crate::report::{Hint, from_bytes, mask};
use crate::shape::Atlas;
use crate::world::World;

/// Read reports and print what they state about corridors, fighting and control.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  korydor read --format table announcement.txt\n  korydor read --explain announcement.txt\n  curl -s https://example.org/article | korydor read -"
)]
pub struct Args {
    /// Files, folders of files, or - for standard input.
    #[arg(required = true, value_name = "FILE|-")]
    files: Vec<PathBuf>,
    /// How to print the readings.
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// Print for people which rule made each statement, and which words say each of its fields.
    #[arg(long, conflicts_with = "format")]
    explain: bool,
    /// Day of publication of the reports (YYYY-MM-DD).
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// Language of the reports; told from the letters when not given.
    #[arg(long, value_parser = language)]
    lang: Option<Language>,
}

/// How readings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON object a file, indented; an array for several files.
    Json,
    /// One JSON object a line, a line a file.
    Jsonl,
    /// The features of all layers, each with the name of its layer, as one collection.
    Geojson,
    /// For people.
    Table,
}

fn language(text: &str) -> Result<Language, String> {
    match text {
        "en" => Ok(Language::En),
        "uk" => Ok(Language::Uk),
        "ru" => Ok(Language::Ru),
        other => Err(format!(
            "\"{other}\" is not a language that Korydor reads; say en, uk or ru"
        )),
    }
}

/// Runs the command.
///
/// # Errors
/// [`CliError::Failed`] when any of the files could not be read; the others are printed all the same.
pub fn run(args: Args) -> Result<(), CliError> {
    let files = files(&args.files)?;
    let world = World::embedded().map_err(CliError::failed)?;
    let hint = Hint {
        published: args.published,
        language: args.lang,
        ..Hint::default()
    };
    let mut failures = Vec::new();
    let printed = read_in_order(&files, &hint, &world, |outcomes| {
        let readings = files.iter().zip(outcomes).filter_map(|(file, outcome)| {
            outcome
                .map_err(|reason| failures.push(format!("{}: {reason}", file.display())))
                .ok()
        });
        if args.explain {
            return print_explained(readings);
        }
        print(readings, args.format, files.len() > 1)
    });
    match printed {
        // The reader of our output has seen enough (`| head`).
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {}
        printed => printed.map_err(CliError::failed)?,
    }
    if failures.is_empty() {
        Ok(())
    } else {
        Err(CliError::Failed(failures.join("\nkorydor: ")))
    }
}

/// The files that are meant: those of a folder in order of their names.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, CliError> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            found.extend(report_files(path)?);
        } else {
            found.push(path.clone());
        }
    }
    if found.is_empty() {
        return Err(CliError::Failed("the folder holds no files to read".into()));
    }
    Ok(found)
}

/// Reads all files on all cores and gives the outcomes to `take` in the order of the files, each as
/// soon as its turn comes, so that no more than a few are held at a time.
fn read_in_order<T>(
    files: &[PathBuf],
    hint: &Hint,
    world: &World,
    take: impl FnOnce(InOrder<Result<Reading, String>>) -> T,
) -> T {
    let next = AtomicUsize::new(0);
    let workers = std::thread::available_parallelism()
        .map_or(1, usize::from)
        .min(files.len());
    let (sender, receiver) = sync_channel(workers * 2);
    let progress = Progress::new(files.len(), Some("read"));
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let sender = sender.clone();
            let (next, progress) = (&next, &progress);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(file) = files.get(index) else { break };
                    let outcome = read_one(file, hint, world);
                    progress.advance();
                    if sender.send((index, outcome)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        take(InOrder::new(receiver))
    })
}

/// Numbered results of several threads, in the order of their numbers.
struct InOrder<T> {
    receiver: Receiver<(usize, T)>,
    early: BTreeMap<usize, T>,
    next: usize,
}

impl<T> InOrder<T> {
    fn new(receiver: Receiver<(usize, T)>) -> Self {
        Self {
            receiver,
            early: BTreeMap::new(),
            next: 0,
        }
    }
}

impl<T> Iterator for InOrder<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        loop {
            if let Some(result) = self.early.remove(&self.next) {
                self.next += 1;
                return Some(result);
            }
            let (index, result) = self.receiver.recv().ok()?;
            self.early.insert(index, result);
        }
    }
}

fn read_one(file: &Path, hint: &Hint, world: &World) -> Result<Reading, String> {
    let mut bytes = if file == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .read_to_end(&mut bytes)
            .map_err(|error| error.to_string())?;
        bytes
    } else {
        std::fs::read(file).map_err(|error| error.to_string())?
    };
    let hint = take_head(&mut bytes, hint).map_err(|error| error.to_string())?;
    let mut reading = caught(|| from_bytes(bytes, &hint).map(|report| read(report, world)))
        .map_err(|fault| fault.to_string())?
        .map_err(|error| error.to_string())?;
    if let Some(stem) = file.file_stem().filter(|_| file != Path::new("-")) {
        // A file may be named after somebody's number.
        let stem = stem.to_string_lossy().into_owned();
        reading.doc = mask(&stem, &mut Masked::default()).unwrap_or(stem);
    }
    Ok(reading)
}

fn print_explained(readings: impl Iterator<Item = Reading>) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for reading in readings {
        explain(&mut out, &reading)?;
    }
    out.flush()
}

fn print(
    mut readings: impl Iterator<Item = Reading>,
    format: Format,
    several: bool,
) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    match format {
        Format::Json if several => {
            serde_json::Serializer::pretty(&mut out).collect_seq(readings)?;
            writeln!(out)?;
        }
        Format::Json => {
            if let Some(reading) = readings.next() {
                serde_json::to_writer_pretty(&mut out, &reading)?;
                writeln!(out)?;
            }
        }
        Format::Jsonl => {
            for reading in readings {
                serde_json::to_writer(&mut out, &reading)?;
                writeln!(out)?;
            }
        }
        Format::Geojson => {
            let readings: Vec<Reading> = readings.collect();
            serde_json::to_writer(&mut out, &feature_collection(readings))?;
            writeln!(out)?;
        }
        Format::Table => {
            for reading in readings {
                table(&mut out, &reading)?;
            }
        }
    }
    out.flush()
}

/// What the map would show of the readings, without a store.
fn feature_collection(readings: Vec<Reading>) -> serde_json::Value {
    let now = jiff::Timestamp::now();
    let stored: Vec<StoredReading> = readings
        .into_iter()
        .map(|reading| StoredReading::new(reading, now))
        .collect();
    let stored: Vec<&StoredReading> = stored.iter().collect();
    let features: Vec<serde_json::Value> = features(&stored, &Atlas::embedded())
        .iter()
        .map(|feature| {
            let mut written = geojson::feature(feature);
            written["properties"]["layer"] = feature.layer.into();
            written
        })
        .collect();
    serde_json::json!({
        "type": "FeatureCollection",
        "disclaimer": DISCLAIMER,
        "attribution": ATTRIBUTION,
        "features": features,
    })
}

fn table(out: &mut impl Write, reading: &Reading) -> std::io::Result<()> {
    let word = |value: serde_json::Result<serde_json::Value>| match value {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::from("-"),
    };
    let names = |places: &[PlaceRef]| {
        let names: Vec<&str> = places.iter().map(|place| &*place.text).collect();
        if names.is_empty() {
            String::from("?")
        } else {
            names.join(", ")
        }
    };
    let published = reading.report.published.as_deref().unwrap_or("undated");
    writeln!(
        out,
        "{}  {published}  {} places, {} not placed",
        reading.doc,
        reading.mentions.len(),
        reading.unplaced.len()
    )?;
    for corridor in &reading.corridors {
        let purposes: Vec<String> = corridor
            .purpose
            .iter()
            .map(|purpose| word(serde_json::to_value(purpose)))
            .collect();
        writeln!(
            out,
            "  corridor  {} → {}{}{}  [{}]  {}  {}  {}",
            names(&corridor.from),
            if corridor.via.is_empty() {
                String::new()
            } else {
                format!("{} → ", names(&corridor.via))
            },
            names(&corridor.to),
            if corridor.inferred.is_empty() {
                ""
            } else {
                " (inferred in part)"
            },
            word(serde_json::to_value(corridor.status)),
            purposes.join("+"),
            corridor
                .mode
                .map_or_else(|| "-".to_owned(), |mode| word(serde_json::to_value(mode))),
            corridor.announced_by.as_deref().unwrap_or("-"),
        )?;
    }
    for event in &reading.events {
        let kind = word(serde_json::to_value(event.kind));
        writeln!(
            out,
            "  {kind:<9} {}  {}",
            event.place.text,
            event.by.as_deref().unwrap_or("-")
        )?;
    }
    for name in &reading.unplaced {
        writeln!(out, "  not placed  {}: {}", name.text, name.reason)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn results_come_in_the_order_of_their_numbers() {
        let (sender, receiver) = sync_channel(3);
        for number in [2, 0, 1] {
            sender.send((number, number * 10)).unwrap();
        }
        drop(sender);
        assert_eq!(InOrder::new(receiver).collect::<Vec<_>>(), [0, 10, 20]);
    }
}
