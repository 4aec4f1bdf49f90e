//! `korydor forget`: the text of a report is erased.

use std::path::PathBuf;

use super::{CliError, existing_archive};
use crate::model::Reason;

/// Erase a report or an imported file of control: its text and all that was read from it are
/// deleted from the store, and their bytes from its file.
///
/// What is left is a tombstone: identifier, day and reason. This cannot be undone. The identifier
/// is made from a hash of the text: whoever has the text can tell that it was here, nobody can get
/// the text from it. Copies of the file elsewhere (backups, snapshots of the disk) are not
/// reached. The file is written anew, which needs as much room again while it lasts.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  korydor forget 1fe22f01a8c1ef1d --reason \"It named people who are in danger.\" --store march.gpkg"
)]
pub struct Args {
    /// Identifier of the report, as `korydor reports` lists it and features name it (report_id).
    id: String,
    /// Why, in a sentence; everyone can read it. Where it is not given, the one stays that was
    /// given when the report was withdrawn.
    #[arg(long, value_name = "TEXT")]
    reason: Option<Reason>,
    /// The file that holds reports and layers.
    #[arg(long, default_value = "korydor.gpkg")]
    store: PathBuf,
}

/// Erases the report.
///
/// # Errors
/// [`CliError`] when there is no such report, or the store cannot be written anew.
pub fn run(args: Args) -> Result<(), CliError> {
    let archive = existing_archive(&args.store)?;
    let tombstone = archive
        .forget(&args.id, args.reason.as_ref())
        .map_err(CliError::failed)?;
    eprintln!("{tombstone}");
    Ok(())
}
