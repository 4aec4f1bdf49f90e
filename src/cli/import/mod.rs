//! `korydor import`: files of others into the store and beside it.

mod areas;
mod control;
mod roads;
mod table;
mod words;

use super::CliError;

pub use control::understood_alone as control_of;

/// Take in a file of others: who holds what (control), roads.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Control(control::Args),
    Roads(roads::Args),
}

/// Takes in the file.
///
/// # Errors
/// [`CliError`] when it cannot be read or holds nothing that can be used, or the store cannot be
/// written.
pub fn run(args: Args) -> Result<(), CliError> {
    match args.what {
        What::Control(args) => control::run(args),
        What::Roads(args) => roads::run(args),
    }
}
