//! `korydor serve`: the map and its data over HTTP.

use std::io::IsTerminal;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ipnet::IpNet;
use tokio::net::TcpListener;

use super::{CliError, atlas, ingest};
use crate::intake::Intake;
use crate::report::Hint;
use crate::server::{App, Config, Limits, is_base_url, serve};
use crate::store::{Archive, GeoPackage, Reception};
use crate::world::World;

/// Serve the map and its data over HTTP.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address and port to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8080")]
    bind: String,
    /// The file that holds reports and layers; made where there is none.
    #[arg(long, default_value = "korydor.gpkg")]
    store: PathBuf,
    /// The address under which the server is seen, with its path prefix where it has one, for
    /// links; without it, each request says.
    #[arg(long, value_name = "URL", value_parser = web_address)]
    base_url: Option<String>,
    /// Addresses or networks of the proxies before this server, with commas between them: links
    /// follow their Forwarded and X-Forwarded-Host, -Proto, -Port and -Prefix headers, and those of
    /// nobody else. A trusted proxy must set or remove each of these headers.
    #[arg(long, value_name = "ADDRESSES", value_delimiter = ',', value_parser = network, env = "KORYDOR_TRUSTED_PROXIES")]
    trusted_proxies: Vec<IpNet>,
    /// A folder of reports to take in at the start.
    #[arg(long, value_name = "DIR")]
    reports: Option<PathBuf>,
    /// The token of those who may send reports; without one, nobody may.
    #[arg(long, env = "KORYDOR_TOKEN", hide_env_values = true)]
    token: Option<String>,
    /// Start an empty store without the sample reports.
    #[arg(long)]
    no_samples: bool,
    /// Keep in the store what reports come in as, personal data and all, beside the masked text. Nothing
    /// serves or exports it (`korydor reports original ID` prints it), but whoever gets the file gets it.
    #[arg(long, env = "KORYDOR_KEEP_ORIGINALS")]
    keep_originals: bool,
    #[command(flatten)]
    limits: Limits,
}

/// A token shorter than this can be found by trying.
const SHORT_TOKEN: usize = 16;

fn web_address(text: &str) -> Result<String, String> {
    is_base_url(text).then(|| text.to_owned()).ok_or_else(|| {
        "an address like https://maps.example.org or https://maps.example.org/korydor is needed; its path has letters, digits and -._~ between slashes".to_owned()
    })
}

fn network(text: &str) -> Result<IpNet, String> {
    let text = text.trim();
    let single = || text.parse().ok().map(|address: IpAddr| address.into());
    text.parse().ok().or_else(single).ok_or_else(|| {
        "addresses or networks like 127.0.0.1, 10.0.0.0/8 or ::1 are needed".to_owned()
    })
}

/// Runs the server until it is told to stop.
///
/// # Errors
/// [`CliError`] when the store cannot be opened or the port is taken.
pub fn run(args: Args) -> Result<(), CliError> {
    log_to_standard_error();
    let store = GeoPackage::open(&args.store).map_err(CliError::failed)?;
    let (atlas, roads) = atlas::beside(&args.store);
    match roads {
        Ok(None) => {}
        Ok(Some(note)) => tracing::info!("{note}"),
        Err(error) => tracing::warn!("lines go without imported roads: {error}"),
    }
    let archive = Archive::open(Box::new(store), atlas).map_err(CliError::failed)?;
    let world = World::embedded().map_err(CliError::failed)?;
    let intake =
        Intake::new(Arc::new(world), Arc::new(archive)).keeping_originals(args.keep_originals);
    if args.keep_originals {
        tracing::warn!(
            "what reports come in as is kept in {}, personal data and all: guard the file and its copies",
            args.store.display()
        );
    }
    if !args.no_samples {
        let count = intake.load_samples().map_err(CliError::failed)?;
        if count > 0 {
            tracing::info!("the store is new: {count} sample reports were loaded");
        }
    }
    // Before anybody is answered: this version may mask what older ones did not.
    match intake.read_again().map_err(CliError::failed)? {
        0 => {}
        count => tracing::info!("{count} reports were read again with this version"),
    }
    let runtime = tokio::runtime::Runtime::new().map_err(CliError::failed)?;
    let config = Config {
        base_url: args.base_url,
        trusted_proxies: args.trusted_proxies,
        token: args.token.filter(|token| !token.is_empty()),
        limits: args.limits,
    };
    if let Some(token) = &config.token
        && token.chars().count() < SHORT_TOKEN
    {
        tracing::warn!(
            "the token has fewer than {SHORT_TOKEN} characters and may be guessed; `openssl rand -hex 32` makes a better one"
        );
    }
    runtime.block_on(listen_and_serve(&args.bind, intake, config, args.reports))
}

fn log_to_standard_error() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    // Fails where a logger is set already, which is as good.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .try_init();
}

async fn listen_and_serve(
    bind: &str,
    intake: Intake,
    config: Config,
    reports: Option<PathBuf>,
) -> Result<(), CliError> {
    let listener = TcpListener::bind(bind).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => CliError::failed(format!(
            "{bind} is taken by another program; stop it, or choose another address with --bind (port 0 takes a free one)"
        )),
        std::io::ErrorKind::InvalidInput => CliError::Usage(format!(
            "--bind {bind} is not an address and a port, for example 127.0.0.1:8080"
        )),
        _ => CliError::failed(format!(
            "cannot listen on {bind}: {error}; choose another address with --bind"
        )),
    })?;
    let address = listener.local_addr().map_err(CliError::failed)?;
    let stop = stop_signal()?;
    println!("Korydor serves http://{address}");
    let background = intake.clone();
    tokio::task::spawn_blocking(move || catch_up(&background, reports.as_deref()));
    serve(listener, App::new(intake, config), stop).await;
    Ok(())
}

/// What may take a while and need not keep the first visitor waiting.
fn catch_up(intake: &Intake, reports: Option<&Path>) {
    let Some(folder) = reports else { return };
    let files = match ingest::report_files(folder) {
        Ok(files) => files,
        Err(error) => return tracing::error!("{error}"),
    };
    let outcome =
        ingest::ingest_files(
            intake,
            &files,
            &Hint::default(),
            false,
            |path, result| match result {
                Ok(Reception::New | Reception::Known) => {}
                Ok(Reception::Withdrawn(tombstone)) => {
                    tracing::info!("{} is left out: {tombstone}", path.display());
                }
                Err(reason) => tracing::warn!("{reason}"),
            },
        );
    match outcome {
        Ok(done) => tracing::info!("{} new reports from {}", done.new, folder.display()),
        Err(error) => tracing::error!("{error}"),
    }
}

/// Resolves when the process is asked to end.
fn stop_signal() -> Result<impl Future<Output = ()> + Send + 'static, CliError> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt()).map_err(CliError::failed)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(CliError::failed)?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("stopping");
    })
}
