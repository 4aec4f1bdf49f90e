//! `korydor import`: files of others into the store.

mod areas;
mod control;
mod table;
mod words;

use super::CliError;

/// Take in a file: who holds what (control).
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Control(control::Args),
}

/// Takes in the file.
///
/// # Errors
/// [`CliError`] when it cannot be read or holds nothing that can be used, or the store cannot be
/// written.
pub fn run(args: Args) -> Result<(), CliError> {
    match args.what {
        What::Control(args) => control::run(args),
    }
}
