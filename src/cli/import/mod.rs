//! `korydor import`: data of others beside the reports, one file a kind.

pub mod roads;

use super::CliError;

/// Take in data of others.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Debug, clap::Subcommand)]
enum Kind {
    Roads(roads::Args),
}

/// Takes the data in.
///
/// # Errors
/// [`CliError`] when the data cannot be read or kept.
pub fn run(args: Args) -> Result<(), CliError> {
    match args.kind {
        Kind::Roads(args) => roads::run(args),
    }
}
