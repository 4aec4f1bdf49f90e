//! `korydor reports`: what a store holds, and what was withdrawn from it.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::CliError;
use crate::model::one_line;
use crate::store::{GeoPackage, Store};

/// List the reports and the imported files of a store, or those that were withdrawn; or print what one came
/// in as.
///
/// One line each: identifier, day of publication (or of the withdrawal), title (or reason), with
/// tabs between.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  korydor reports --store march.gpkg\n  korydor reports --withdrawn --store march.gpkg\n  korydor reports original 1fe22f01a8c1ef1d --store march.gpkg"
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// The file that holds reports and layers.
    #[arg(long, default_value = "korydor.gpkg", global = true)]
    store: PathBuf,
    /// Those that were withdrawn, with day and reason.
    #[arg(long)]
    withdrawn: bool,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Print what a report came in as, personal data and all, where it was kept (`--keep-originals` of `serve`
    /// and `ingest`).
    Original {
        /// Identifier of the report, as `korydor reports` lists it.
        id: String,
    },
}

/// Lists the reports, or prints what one came in as.
///
/// # Errors
/// [`CliError`] when there is no such store, or it cannot be read.
pub fn run(args: Args) -> Result<(), CliError> {
    let mut store = GeoPackage::open_read_only(&args.store).map_err(CliError::failed)?;
    let printed = match args.command {
        Some(Command::Original { id }) => original(&mut store, &args.store, &id)?,
        None if args.withdrawn => withdrawn(&mut store)?.into_bytes(),
        None => kept(&mut store)?.into_bytes(),
    };
    match io::stdout().lock().write_all(&printed) {
        // The reader has seen enough (`| head`).
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(CliError::failed),
    }
}

fn original(store: &mut dyn Store, path: &Path, id: &str) -> Result<Vec<u8>, CliError> {
    let original = store.original(id).map_err(CliError::failed)?;
    original.ok_or_else(|| {
        CliError::failed(format!(
            "{} keeps no original of {id}: there is no such report, or it was forgotten, or taken in without --keep-originals",
            path.display()
        ))
    })
}

fn kept(store: &mut dyn Store) -> Result<String, CliError> {
    let readings = store.readings().map_err(CliError::failed)?;
    let imports = store.imports().map_err(CliError::failed)?;
    let reports = readings.iter().map(|stored| &stored.reading.report);
    let reports = reports.chain(imports.iter().map(|import| &import.report));
    let mut list = String::new();
    for report in reports {
        let published = report.published.as_deref().unwrap_or("-");
        let title = one_line(report.title.as_deref().unwrap_or("-"));
        // Writing to a String cannot fail.
        let _ = writeln!(list, "{}\t{published}\t{title}", report.id);
    }
    Ok(list)
}

fn withdrawn(store: &mut dyn Store) -> Result<String, CliError> {
    let tombstones = store.tombstones().map_err(CliError::failed)?;
    let mut list = String::new();
    for tombstone in tombstones {
        let reason = tombstone.reason.as_ref().map_or("-", AsRef::as_ref);
        let forgotten = if tombstone.forgotten {
            "\tforgotten"
        } else {
            ""
        };
        let (id, day) = (&tombstone.id, tombstone.day());
        // Writing to a String cannot fail.
        let _ = writeln!(list, "{id}\t{day}\t{reason}{forgotten}");
    }
    Ok(list)
}
