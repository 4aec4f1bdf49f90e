//! `korydor ingest`: reports from files into the store.

use std::fs;
use std::io::{self, Read};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::progress::Progress;
use super::{CliError, atlas, how_to_take_again};
use crate::intake::{Intake, IntakeError};
use crate::layer::StoredReading;
use crate::report::Hint;
use crate::store::{Archive, GeoPackage, Reception};
use crate::world::World;

/// Read reports and keep them in the store.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files or folders (of .txt, .md, .html and .htm files), or - for standard input.
    #[arg(required = true, value_name = "FILE|DIR|-")]
    inputs: Vec<PathBuf>,
    /// The file that holds reports and layers; made where there is none.
    #[arg(long, default_value = "korydor.gpkg")]
    store: PathBuf,
    /// Day of publication (YYYY-MM-DD), where a file does not say it in its head.
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// Who published the reports.
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Where they were published.
    #[arg(long)]
    url: Option<String>,
    /// Take in texts that were withdrawn before as well; their tombstones go.
    #[arg(long)]
    again: bool,
    /// Keep in the store what reports come in as, personal data and all, beside the masked text. Nothing
    /// serves or exports it (`korydor reports original ID` prints it), but whoever gets the file gets it.
    #[arg(long, env = "KORYDOR_KEEP_ORIGINALS")]
    keep_originals: bool,
}

/// Reports between two commits: each commit makes the layers anew.
const BATCH: usize = 256;
/// Endings of the files that a folder is searched for.
const ENDINGS: [&str; 4] = ["txt", "md", "html", "htm"];

/// Takes in the reports.
///
/// # Errors
/// [`CliError`] when the store cannot be opened or written, or some report was not taken in;
/// the others are then kept.
pub fn run(args: Args) -> Result<(), CliError> {
    let mut files = Vec::new();
    for input in &args.inputs {
        files.extend(report_files(input)?);
    }
    let hint = Hint {
        published: args.published,
        source: args.source,
        url: args.url,
        ..Hint::default()
    };
    if let Some(day) = &hint.published
        && day.parse::<jiff::civil::Date>().is_err()
    {
        return Err(CliError::Usage(format!(
            "--published {day} is not a date; write it as YYYY-MM-DD, for example 2022-03-30"
        )));
    }
    let store = GeoPackage::open(&args.store).map_err(CliError::failed)?;
    let archive = Archive::open(Box::new(store), atlas::beside_quietly(&args.store))
        .map_err(CliError::failed)?;
    let world = World::embedded().map_err(CliError::failed)?;
    let intake =
        Intake::new(Arc::new(world), Arc::new(archive)).keeping_originals(args.keep_originals);
    intake.read_again().map_err(CliError::failed)?;

    let progress = Progress::new(files.len(), None);
    let done = ingest_files(&intake, &files, &hint, args.again, |path, result| {
        let line = match result {
            Ok(Reception::New) => format!("{}: kept", path.display()),
            Ok(Reception::Known) => format!("{}: was there already", path.display()),
            Ok(Reception::Withdrawn(tombstone)) => {
                format!("{}: {}", path.display(), how_to_take_again(tombstone))
            }
            Err(reason) => reason.to_string(),
        };
        let is_usual = matches!(result, Ok(Reception::New | Reception::Known));
        if !is_usual || !progress.is_bar() {
            progress.say(&line);
        }
        progress.advance();
    })?;
    drop(progress);
    let withdrawn = match done.withdrawn {
        0 => String::new(),
        count => format!(", {count} withdrawn before"),
    };
    eprintln!(
        "{} new, {} known, {} failed{withdrawn}; the store {} holds {} reports",
        done.new,
        done.known,
        done.failed,
        args.store.display(),
        intake.archive().snapshot().reports().len(),
    );
    match done.failed {
        0 => Ok(()),
        failed => Err(CliError::failed(format!(
            "{failed} of {} reports were not taken in (see above); the others are kept",
            files.len()
        ))),
    }
}

/// What became of the files.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// Reports that are new.
    pub new: usize,
    /// Reports whose text was there already.
    pub known: usize,
    /// Files that hold no report.
    pub failed: usize,
    /// Reports that were left out because their text was withdrawn.
    pub withdrawn: usize,
}

/// Why one file was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The file cannot be read.
    #[error("{}: cannot be read: {source}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file holds no report.
    #[error("{}: {source}", .path.display())]
    Intake {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: IntakeError,
    },
}

/// The report files that a path stands for: itself, or those in a folder and its folders, by name.
///
/// # Errors
/// [`CliError`] when there is no such path or the folder cannot be read.
pub fn report_files(path: &Path) -> Result<Vec<PathBuf>, CliError> {
    if path == Path::new("-") || path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let failed =
        |error: io::Error| CliError::failed(format!("{}: cannot be read: {error}", path.display()));
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        let inner = entry.map_err(failed)?.path();
        let ending = inner.extension().and_then(|ending| ending.to_str());
        if inner.is_dir() {
            // One that cannot be opened is listed as a file that cannot be read.
            files.extend(report_files(&inner).unwrap_or_else(|_| vec![inner]));
        } else if ending.is_some_and(|ending| ENDINGS.contains(&ending)) && !is_readme(&inner) {
            files.push(inner);
        }
    }
    files.sort();
    Ok(files)
}

/// A note about the files of its folder is no report.
fn is_readme(path: &Path) -> bool {
    let stem = path.file_stem().and_then(|stem| stem.to_str());
    stem.is_some_and(|stem| stem.eq_ignore_ascii_case("readme"))
}

/// Takes in files, some at a time in one commit, and tells of each how it was received. A text that
/// was withdrawn is left out, or taken in `again`.
///
/// # Errors
/// [`CliError`] when the store cannot be written; what was committed before stays.
pub fn ingest_files(
    intake: &Intake,
    files: &[PathBuf],
    hint: &Hint,
    again: bool,
    mut tell: impl FnMut(&Path, &Result<Reception, FileError>),
) -> Result<Outcome, CliError> {
    let mut outcome = Outcome::default();
    for batch in files.chunks(BATCH) {
        let mut readings = Vec::with_capacity(batch.len());
        let mut paths = Vec::with_capacity(batch.len());
        for (path, read) in batch.iter().zip(read_all(intake, batch, hint)) {
            match read {
                Ok(reading) => {
                    readings.push(reading);
                    paths.push(path);
                }
                Err(error) => {
                    outcome.failed += 1;
                    tell(path, &Err(error));
                }
            }
        }
        let receipts = if again {
            intake.archive().accept_again(&readings)
        } else {
            intake.archive().accept(&readings, &[])
        };
        for (path, receipt) in paths.into_iter().zip(receipts.map_err(CliError::failed)?) {
            match receipt.reception {
                Reception::New => outcome.new += 1,
                Reception::Known => outcome.known += 1,
                Reception::Withdrawn(_) => outcome.withdrawn += 1,
            }
            tell(path, &Ok(receipt.reception));
        }
    }
    Ok(outcome)
}

/// Reads files on all cores; the readings stand in the order of the files.
fn read_all(
    intake: &Intake,
    files: &[PathBuf],
    hint: &Hint,
) -> Vec<Result<StoredReading, FileError>> {
    let workers = std::thread::available_parallelism().map_or(1, NonZero::get);
    let share = files.len().div_ceil(workers).max(1);
    std::thread::scope(|scope| {
        let parts: Vec<_> = files
            .chunks(share)
            .map(|part| {
                scope.spawn(move || -> Vec<_> {
                    part.iter()
                        .map(|path| read_one(intake, path, hint))
                        .collect()
                })
            })
            .collect();
        let readings = parts.into_iter().flat_map(|part| match part.join() {
            Ok(readings) => readings,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        readings.collect()
    })
}

fn read_one(intake: &Intake, path: &Path, hint: &Hint) -> Result<StoredReading, FileError> {
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    let bytes = bytes.map_err(|source| FileError::Io {
        path: path.to_owned(),
        source,
    })?;
    intake
        .read_file(bytes, hint)
        .map_err(|source| FileError::Intake {
            path: path.to_owned(),
            source,
        })
}
