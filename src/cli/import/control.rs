//! `korydor import control`: who holds what, from a table or from polygons, into the store.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use jiff::{Timestamp, Unit};
use sha2::{Digest, Sha256};

use super::table::Defaults;
use super::{areas, table, words};
use crate::cli::{CliError, atlas, how_to_take_again};
use crate::intake::{IntakeError, is_web_address};
use crate::model::{Language, Masked, Report};
use crate::report::mask;
use crate::shape::control::ControlImport;
use crate::store::{Archive, GeoPackage, Reception};

/// Take in who holds what: CSV of settlements, or GeoJSON polygons.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// CSV with the columns name or lat and lon, status (who holds it), date, and if known source,
    /// url, tier and oblast; or GeoJSON polygons with such properties.
    file: PathBuf,
    /// The file that holds reports and layers; made where there is none.
    #[arg(long, default_value = "korydor.gpkg")]
    store: PathBuf,
    /// Whom the file is owed to; the name of the file where it is not given.
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Where it was published.
    #[arg(long)]
    url: Option<String>,
    /// The day (YYYY-MM-DD) of rows and areas that do not say theirs.
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// Who holds the places or areas that do not say so.
    #[arg(long)]
    party: Option<String>,
    /// The country (ISO 3166-1, as UA) that names are looked for in.
    #[arg(long, value_parser = country_code)]
    country: Option<[u8; 2]>,
    /// Take the file in although it was withdrawn before; its tombstone goes.
    #[arg(long)]
    again: bool,
}

/// The largest file that is taken.
const MAX_BYTES: u64 = 50 * 1024 * 1024;
/// How many of the rows that were left out are named.
const NAMED: usize = 50;

fn country_code(text: &str) -> Result<[u8; 2], String> {
    let letters: Result<[u8; 2], _> = text.to_uppercase().as_bytes().try_into();
    letters
        .ok()
        .filter(|letters| letters.iter().all(u8::is_ascii_uppercase))
        .ok_or_else(|| "a code of two letters, as UA, is needed".to_owned())
}

/// Takes in the file.
///
/// # Errors
/// [`CliError`] when it cannot be read or nothing of it could be used, or the store cannot be
/// written.
pub(super) fn run(args: Args) -> Result<(), CliError> {
    let text = contents(&args.file)?;
    if args.url.as_deref().is_some_and(|url| !is_web_address(url)) {
        return Err(CliError::Usage(IntakeError::NoWebAddress.to_string()));
    }
    if let Some(date) = &args.date {
        words::day(&date.to_string()).map_err(CliError::Usage)?;
    }
    if let Some(party) = &args.party {
        words::party(party).map_err(CliError::Usage)?;
    }
    let defaults = Defaults {
        day: args.date,
        party: args.party.clone(),
        country: args.country,
    };
    let (import, remarks) = understood(&args, text, &defaults)?;
    remarks.iter().for_each(|remark| eprintln!("{remark}"));
    let (rows, polygons) = (import.settlements.len(), import.areas.len());
    if rows + polygons == 0 {
        return Err(CliError::failed(format!(
            "{}: nothing of it could be used (see above); the store was left as it is",
            args.file.display()
        )));
    }
    let store = GeoPackage::open(&args.store).map_err(CliError::failed)?;
    let archive = Archive::open(Box::new(store), atlas::beside_quietly(&args.store))
        .map_err(CliError::failed)?;
    let receipt = if args.again {
        archive.import_again(&import)
    } else {
        archive.import(&import)
    };
    let done = match receipt.map_err(CliError::failed)?.reception {
        Reception::New => "kept",
        Reception::Known => "this very file was there already",
        Reception::Withdrawn(tombstone) => {
            return Err(CliError::failed(format!(
                "{}: {}",
                args.file.display(),
                how_to_take_again(&tombstone)
            )));
        }
    };
    eprintln!(
        "{}: {rows} settlements, {polygons} areas: {done}",
        args.file.display()
    );
    Ok(())
}

fn contents(path: &Path) -> Result<String, CliError> {
    let failed = |error: std::io::Error| {
        CliError::failed(format!("{}: cannot be read: {error}", path.display()))
    };
    let size = fs::metadata(path).map_err(failed)?.len();
    if size > MAX_BYTES {
        return Err(CliError::failed(format!(
            "{}: {size} bytes are more than {MAX_BYTES}; split the file",
            path.display()
        )));
    }
    let bytes = fs::read(path).map_err(failed)?;
    String::from_utf8(bytes).map_err(|error| {
        CliError::failed(format!(
            "{}: byte {} is not valid UTF-8; convert the file to UTF-8",
            path.display(),
            error.utf8_error().valid_up_to()
        ))
    })
}

/// What a file says, and a line on each row or feature that was left out or repaired.
fn understood(
    args: &Args,
    text: String,
    defaults: &Defaults,
) -> Result<(ControlImport, Vec<String>), CliError> {
    let path = &args.file;
    let failed = |what: String| CliError::failed(format!("{}: {what}", path.display()));
    let is_json = text.trim_start().starts_with(['{', '[']);
    let mut import = ControlImport {
        report: report(
            args,
            mask(&text, &mut Masked::default())
                .as_ref()
                .unwrap_or(&text),
        ),
        received_at: now(),
        settlements: Vec::new(),
        areas: Vec::new(),
    };
    let mut remarks = Vec::new();
    if is_json {
        let read = areas::read(&text, defaults).map_err(failed)?;
        for (number, what) in &read.repaired {
            remarks.push(format!("feature {number}: repaired: {what}"));
        }
        tell("feature", &read.left_out, &mut remarks);
        import.areas = read.areas;
        import.report.text = read.text;
    } else {
        let read = table::read(&text, defaults).map_err(failed)?;
        tell("line", &read.left_out, &mut remarks);
        import.settlements = read.settlements;
        import.report.text = text;
    }
    Ok((import.without_personal_data(), remarks))
}

/// The same of a text of which nothing is said beside it, under the name of a file.
///
/// # Errors
/// [`CliError`] when it is neither a table with the columns that are needed nor GeoJSON.
pub fn understood_alone(
    name: &str,
    text: String,
) -> Result<(ControlImport, Vec<String>), CliError> {
    let args = Args {
        file: PathBuf::from(name),
        store: PathBuf::new(),
        source: None,
        url: None,
        date: None,
        party: None,
        country: None,
        again: false,
    };
    understood(&args, text, &Defaults::default())
}

fn tell<N: std::fmt::Display>(what: &str, left_out: &[(N, String)], remarks: &mut Vec<String>) {
    for (number, wrong) in left_out.iter().take(NAMED) {
        remarks.push(format!("{what} {number}: left out: {wrong}"));
    }
    if left_out.len() > NAMED {
        remarks.push(format!("… and {} more", left_out.len() - NAMED));
    }
}

fn report(args: &Args, text: &str) -> Report {
    let file = args.file.file_name().unwrap_or_default().to_string_lossy();
    // The same file with another day or source is another import.
    let mut hash = Sha256::new();
    hash.update(text.as_bytes());
    let date = args.date.map(|date| date.to_string());
    let said = [&args.source, &args.url, &args.party, &date];
    for part in said.into_iter().flatten() {
        hash.update([0]);
        let hidden = mask(part, &mut Masked::default());
        hash.update(hidden.as_ref().unwrap_or(part).as_bytes());
    }
    let sha256: String = hash
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Report {
        id: sha256[..16].to_owned(),
        title: Some(file.to_string()),
        // The day that its rows speak of is none on which it was published.
        published: None,
        language: Language::En,
        source: Some(args.source.clone().unwrap_or_else(|| file.to_string())),
        url: args.url.clone(),
        sha256,
        text: String::new(),
        masked: Masked::default(),
        paragraphs: Vec::new(),
    }
}

fn now() -> Timestamp {
    let now = Timestamp::now();
    now.round(Unit::Millisecond).unwrap_or(now)
}
