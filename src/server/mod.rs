//! The HTTP server: one file a resource, all routes in [`router`], all errors in [`error`].

mod changes;
mod content;
mod error;
mod features;
mod geocode;
mod landing;
mod layers;
mod links;
mod openapi;
mod ops;
mod page;
mod parameters;
mod report_page;
mod reports;
mod router;
mod style;
mod tiles;
mod ways;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::intake::Intake;
pub use router::router;

/// What the operator has set.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The address that links start with (`https://maps.example.org/korydor`); where there is
    /// none, the request says it.
    pub base_url: Option<String>,
    /// The bearer token of those who may send reports; where there is none, nobody may.
    pub token: Option<String>,
}

/// What all handlers share.
pub struct App {
    intake: Intake,
    config: Config,
    /// Reports that are read at the same time: each may hold memory for 50 MB of text.
    intake_permits: Semaphore,
}

const REPORTS_AT_ONCE: usize = 2;

impl App {
    /// The shared state of a server.
    pub fn new(intake: Intake, config: Config) -> Arc<Self> {
        Arc::new(Self {
            intake,
            config,
            intake_permits: Semaphore::new(REPORTS_AT_ONCE),
        })
    }
}

/// How often to look whether another program has written to the store.
const FOLLOW_EVERY: Duration = Duration::from_secs(1);
/// How long requests may go on after the signal to stop.
const STOP_WITHIN: Duration = Duration::from_secs(10);

/// Serves until `stop` resolves, then lets running requests finish.
///
/// # Errors
/// The I/O error that ended the server.
pub async fn serve(
    listener: TcpListener,
    app: Arc<App>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let follower = tokio::spawn(follow_others(Arc::clone(&app)));
    let (stopping, stopped) = tokio::sync::oneshot::channel();
    let server = axum::serve(listener, router(app)).with_graceful_shutdown(async move {
        stop.await;
        // The receiver may be gone: then the server has ended already.
        let _ = stopping.send(());
    });
    let too_long = async {
        if stopped.await.is_ok() {
            tokio::time::sleep(STOP_WITHIN).await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    let served = tokio::select! {
        served = server => served,
        () = too_long => Ok(()),
    };
    follower.abort();
    served
}

/// Takes up what other programs (an import, an editor) write to the store.
async fn follow_others(app: Arc<App>) {
    let mut beat = tokio::time::interval(FOLLOW_EVERY);
    beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        beat.tick().await;
        let app = Arc::clone(&app);
        let followed =
            tokio::task::spawn_blocking(move || app.intake.archive().follow_others()).await;
        match followed {
            Ok(Ok(true)) => tracing::info!("the store was changed by another program"),
            Ok(Ok(false)) => {}
            Ok(Err(error)) => tracing::warn!("{error}"),
            Err(error) => tracing::error!("following the store failed: {error}"),
        }
    }
}
