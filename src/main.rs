//! The command line.
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use korydor::cli::{export, ingest, read, serve};

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
    Serve(serve::Args),
    Ingest(ingest::Args),
    Export(export::Args),
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Read(args) => read::run(args),
        Command::Serve(args) => serve::run(args),
        Command::Ingest(args) => ingest::run(args),
        Command::Export(args) => export::run(args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("korydor: {error}");
            ExitCode::from(error.exit_code())
        }
    }
}
