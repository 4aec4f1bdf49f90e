//! The HTTP server: one file a resource, all routes in [`router`], all errors in [`error`].

mod bodies;
mod changes;
mod connection;
mod connections;
mod content;
mod error;
mod features;
mod forwarded;
mod geocode;
mod landing;
mod layers;
mod limits;
mod links;
mod openapi;
mod ops;
mod page;
mod parameters;
mod plain_list;
mod preference;
mod report_json;
mod report_page;
mod report_words;
mod reports;
mod router;
mod schema;
mod style;
mod tiles;
mod tokens;
mod ways;
mod withdrawals;
mod words;
mod work;

use std::future::Future;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::intake::Intake;
use bodies::Bodies;
use content::Compressor;
pub use limits::Limits;
use ops::Readiness;
pub use router::router;
use tokens::Gate;
use work::Work;

/// Whether links can start with this address: scheme, host, and perhaps a port and a path.
pub fn is_base_url(url: &str) -> bool {
    forwarded::Address::parse(url).is_some()
}

/// What the operator has set.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The address that links start with (`https://maps.example.org/korydor`); where there is
    /// none, the request says it.
    pub base_url: Option<String>,
    /// The proxies whose `Forwarded` and `X-Forwarded-*` headers are followed where there is no
    /// `base_url`.
    pub trusted_proxies: Vec<IpNet>,
    /// The bearer token of those who may send reports; where there is none, nobody may.
    pub token: Option<String>,
    /// What the server takes on at once.
    pub limits: Limits,
}

/// What all handlers share.
pub struct App {
    intake: Intake,
    config: Config,
    gate: Gate,
    bodies: Bodies,
    /// Reports that are read.
    reading: Work,
    /// Answers that take a while to make.
    answering: Work,
    compressor: Compressor,
    /// Pieces of long answers.
    pieces: Work,
    long_answers: Arc<Semaphore>,
    readiness: Readiness,
}

impl App {
    /// The shared state of a server.
    pub fn new(intake: Intake, config: Config) -> Arc<Self> {
        let limits = &config.limits;
        let answering = Work::new(limits.answers_at_once, limits.max_waiting);
        let cache_bytes = u64::from(limits.cache_mib.get()) << 20;
        Arc::new(Self {
            gate: Gate::new(config.token.as_deref()),
            bodies: Bodies::default(),
            reading: Work::new(limits.reports_at_once, limits.max_waiting),
            compressor: Compressor::new(answering.clone(), cache_bytes),
            answering,
            pieces: Work::new(NonZeroUsize::MIN, limits.max_connections),
            long_answers: Arc::new(Semaphore::new(limits.max_long_answers.get())),
            readiness: Readiness::default(),
            intake,
            config,
        })
    }
}

/// How often to look whether another program has written to the store.
const FOLLOW_EVERY: Duration = Duration::from_secs(1);

/// Serves until `stop` resolves, then lets running requests finish.
pub async fn serve(
    listener: TcpListener,
    app: Arc<App>,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    let follower = tokio::spawn(follow_others(Arc::clone(&app)));
    let limits = app.config.limits.clone();
    connections::serve(listener, router(app), limits, stop).await;
    follower.abort();
}

/// Takes up what other programs (an import, an editor) write to the store.
async fn follow_others(app: Arc<App>) {
    let mut beat = tokio::time::interval(FOLLOW_EVERY);
    beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut trouble = None;
    loop {
        beat.tick().await;
        let app = Arc::clone(&app);
        let followed =
            tokio::task::spawn_blocking(move || app.intake.archive().follow_others()).await;
        match followed {
            Ok(Ok(is_new)) => {
                trouble = None;
                if is_new {
                    tracing::info!("the store was changed by another program");
                }
            }
            Ok(Err(error)) => {
                // Once, not every second.
                let now = Some(error.to_string());
                if trouble != now {
                    tracing::warn!("{error}");
                    trouble = now;
                }
            }
            Err(error) => tracing::error!("following the store failed: {error}"),
        }
    }
}
