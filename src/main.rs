//! The command line.
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use korydor::cli::{
    export, forget, geocode, import, ingest, read, reports, restore, reverse, route, serve,
    withdraw,
};

/// From many threads at once, the system's allocator holds on to twice the memory; set up in `.cargo/config.toml`.
#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// A map server for humanitarian corridors: reads reports, places them, serves the map.
#[derive(Debug, Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Args),
    Read(read::Args),
    Ingest(ingest::Args),
    Import(import::Args),
    Export(export::Args),
    Reports(reports::Args),
    Withdraw(withdraw::Args),
    Restore(restore::Args),
    Forget(forget::Args),
    Geocode(geocode::Args),
    Reverse(reverse::Args),
    Route(route::Args),
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Serve(args) => serve::run(args),
        Command::Read(args) => read::run(args),
        Command::Ingest(args) => ingest::run(args),
        Command::Import(args) => import::run(args),
        Command::Export(args) => export::run(args),
        Command::Reports(args) => reports::run(args),
        Command::Withdraw(args) => withdraw::run(args),
        Command::Restore(args) => restore::run(args),
        Command::Forget(args) => forget::run(args),
        Command::Geocode(args) => geocode::run(args),
        Command::Reverse(args) => reverse::run(args),
        Command::Route(args) => route::run(args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("korydor: {error}");
            ExitCode::from(error.exit_code())
        }
    }
}
