//! `korydor restore`: a report that was taken back counts again.

use std::path::PathBuf;
use std::sync::Arc;

use super::{CliError, existing_archive};
use crate::intake::Intake;
use crate::world::World;

/// Bring back a report or an imported file of control that was withdrawn.
///
/// It is read again and has its old address and time of reception; its tombstone goes. What was
/// forgotten cannot be brought back: take its text in with `korydor ingest --again`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  korydor restore 1fe22f01a8c1ef1d --store march.gpkg")]
pub struct Args {
    /// Identifier of the report, as `korydor reports --withdrawn` lists it.
    id: String,
    /// The file that holds reports and layers.
    #[arg(long, default_value = "korydor.gpkg")]
    store: PathBuf,
}

/// Brings the report back.
///
/// # Errors
/// [`CliError`] when it is not withdrawn, or forgotten, or the store cannot be written.
pub fn run(args: Args) -> Result<(), CliError> {
    let archive = existing_archive(&args.store)?;
    let world = World::embedded().map_err(CliError::failed)?;
    let intake = Intake::new(Arc::new(world), Arc::new(archive));
    let receipt = intake.restore(&args.id).map_err(CliError::failed)?;
    eprintln!("the report {} is restored", receipt.id);
    Ok(())
}
