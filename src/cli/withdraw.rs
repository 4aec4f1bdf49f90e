//! `korydor withdraw`: a report is taken back.

use std::path::PathBuf;

use super::{CliError, existing_archive};
use crate::model::Reason;

/// Take back a report or an imported file of control: what it says leaves all layers.
///
/// Its address then answers that it was withdrawn, on which day and why; its text is kept in the
/// store (`korydor restore` brings it back, `korydor forget` erases it) and not taken in again by
/// mistake. A server that runs on the store follows within seconds.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  korydor withdraw 1fe22f01a8c1ef1d --reason \"The ministry has corrected the day.\" --store march.gpkg"
)]
pub struct Args {
    /// Identifier of the report, as `korydor reports` lists it and features name it (report_id).
    id: String,
    /// Why, in a sentence; everyone can read it.
    #[arg(long, value_name = "TEXT")]
    reason: Reason,
    /// The file that holds reports and layers.
    #[arg(long, default_value = "korydor.gpkg")]
    store: PathBuf,
}

/// Takes the report back.
///
/// # Errors
/// [`CliError`] when there is no such report, or the store cannot be written.
pub fn run(args: Args) -> Result<(), CliError> {
    let archive = existing_archive(&args.store)?;
    let tombstone = archive
        .withdraw(&args.id, Some(&args.reason))
        .map_err(CliError::failed)?;
    eprintln!("{tombstone}");
    Ok(())
}
