//! The command line.
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use korydor::cli::read;

/// A map server for humanitarian corridors: reads reports, places them, serves the map.
#[derive(Debug, Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Read(read::Args),
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Read(args) => read::run(args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("korydor: {error}");
            ExitCode::from(error.exit_code())
        }
    }
}
