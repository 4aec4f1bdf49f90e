//! Connections: accepted always, held in a table that knows what each waits for, and closed when they
//! have waited too long or when others need the room.
//!
//! A connection is *silent* until the first byte of a request, sends its *head*, and is then *asked for*
//! until its answer is sent. Silent ones cost a server nothing but room, so they go first.

use std::collections::HashMap;
use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tower_service::Service;

use super::connection::{Answer, Connection, Origin, Phase, Watched};
use super::limits::Limits;

/// The longest head of a request, address included; a longer one is answered 431.
const HEAD_BYTES: usize = 16 * 1024;
/// Open files that are not connections: the store, the runtime's own.
const OTHER_FILES: u64 = 64;
/// How often to look for connections that have waited too long.
const SWEEP_EVERY: Duration = Duration::from_millis(250);
/// How long to wait when the system has no room for another connection.
const PAUSE: Duration = Duration::from_millis(20);
/// How long requests may go on after the signal to stop.
const STOP_WITHIN: Duration = Duration::from_secs(10);

/// The connections that there are.
#[derive(Debug, Default)]
struct Table {
    held: Mutex<HashMap<u64, Arc<Connection>>>,
    next: AtomicU64,
}

impl Table {
    fn held(&self) -> MutexGuard<'_, HashMap<u64, Arc<Connection>>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes up a connection, and has another closed where there are more than `most`.
    fn admit(self: &Arc<Self>, origin: Origin, most: NonZeroUsize) -> Held {
        let mut held = self.held();
        if held.len() >= most.get() {
            push_out(&mut held);
        }
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let connection = Arc::new(Connection::new(origin));
        held.insert(number, Arc::clone(&connection));
        Held {
            table: Arc::clone(self),
            number,
            connection,
        }
    }

    fn close_overdue(&self, limits: &Limits) {
        let now = Instant::now();
        for connection in self.held().values() {
            if connection.is_overdue(limits, now) {
                connection.close.notify_one();
            }
        }
    }

    fn push_out(&self) {
        push_out(&mut self.held());
    }
}

/// Closes the connection that is missed least: first those without a request, then those that take
/// nothing of their answer; of these one of the origin that has the most, the one that waits longest.
fn push_out(held: &mut HashMap<u64, Arc<Connection>>) {
    let mut of_origin: HashMap<Origin, usize> = HashMap::new();
    for connection in held.values() {
        *of_origin.entry(connection.origin).or_default() += 1;
    }
    let missed_least = held.iter().min_by_key(|(_, connection)| {
        let progress = *connection.progress();
        let is_needed = match (progress.phase, progress.stuck) {
            (Phase::Silent | Phase::Head, _) => 0,
            (Phase::Asked, Some(_)) => 1,
            (Phase::Asked, None) => 2,
        };
        let neighbours = of_origin.get(&connection.origin).copied().unwrap_or(0);
        (is_needed, std::cmp::Reverse(neighbours), progress.since)
    });
    let Some(number) = missed_least.map(|(number, _)| *number) else {
        return;
    };
    if let Some(connection) = held.remove(&number) {
        connection.close.notify_one();
    }
}

/// A place in the table, given back when it is dropped.
struct Held {
    table: Arc<Table>,
    number: u64,
    connection: Arc<Connection>,
}

impl Drop for Held {
    fn drop(&mut self) {
        self.table.held().remove(&self.number);
    }
}

/// Accepts connections and answers their requests with `router` until `stop` resolves; requests that
/// run then may end.
pub(super) async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stop: impl Future<Output = ()> + Send,
) {
    let most = room_for(limits.max_connections);
    let table = Arc::new(Table::default());
    let (stopping, stopped) = watch::channel(());
    let (working, mut all_done) = mpsc::channel::<Infallible>(1);
    let mut sweep = tokio::time::interval(SWEEP_EVERY.min(limits.head_timeout));
    sweep.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            _ = sweep.tick() => {
                table.close_overdue(&limits);
                continue;
            }
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                let held = table.admit(Origin::of(peer.ip()), most);
                let answering = answer(stream, peer, held, router.clone(), stopped.clone());
                let working = working.clone();
                tokio::spawn(async move {
                    answering.await;
                    drop(working);
                });
            }
            Err(error) if is_of_the_client(&error) => {}
            Err(error) => {
                tracing::warn!("a connection could not be accepted: {error}");
                table.push_out();
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
    drop((listener, working));
    let _ = stopping.send(());
    // Nothing is ever sent: the channel ends when the last connection has.
    let _ = tokio::time::timeout(STOP_WITHIN, all_done.recv()).await;
}

fn is_of_the_client(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}

/// How many of `wanted` connections the system's limit of open files allows, which is raised where it may.
fn room_for(wanted: NonZeroUsize) -> NonZeroUsize {
    let needed = (wanted.get() as u64).saturating_add(OTHER_FILES);
    let allowed = getrlimit(Resource::Nofile);
    let Some(current) = allowed.current else {
        return wanted;
    };
    let mut most = current;
    if current < needed {
        let raised = allowed.maximum.map_or(needed, |most| most.min(needed));
        let limit = Rlimit {
            current: Some(raised),
            maximum: allowed.maximum,
        };
        if setrlimit(Resource::Nofile, limit).is_ok() {
            most = raised;
        }
    }
    let room = usize::try_from(most.saturating_sub(OTHER_FILES)).unwrap_or(usize::MAX);
    let room = NonZeroUsize::new(room).unwrap_or(NonZeroUsize::MIN);
    if room < wanted {
        tracing::warn!(
            "{room} connections at most, not {wanted}: this process may open only {most} files"
        );
    }
    wanted.min(room)
}

async fn answer(
    stream: TcpStream,
    peer: SocketAddr,
    held: Held,
    router: Router,
    mut stopped: watch::Receiver<()>,
) {
    let connection = Arc::clone(&held.connection);
    let service = service_fn(|request: Request<Incoming>| {
        let connection = Arc::clone(&connection);
        connection.asked();
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        let answering = router.clone().call(request);
        async move {
            let response = answering.await?;
            Ok::<_, Infallible>(response.map(|body| Answer { body, connection }))
        }
    });
    let stream = TokioIo::new(Watched {
        stream,
        connection: Arc::clone(&held.connection),
    });
    // The sweep ends what is too slow: the library's own time for heads would hold between requests too.
    let served = http1::Builder::new()
        .max_buf_size(HEAD_BYTES)
        .serve_connection(stream, service);
    let mut served = std::pin::pin!(served);
    let mut is_stopping = false;
    loop {
        tokio::select! {
            // Whatever went wrong with a connection is over with it.
            _ = served.as_mut() => return,
            () = held.connection.close.notified() => return,
            _ = stopped.changed(), if !is_stopping => {
                is_stopping = true;
                served.as_mut().graceful_shutdown();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn origin(address: &str) -> Origin {
        Origin::of(address.parse().unwrap())
    }

    #[test]
    fn an_origin_is_an_address_or_a_network_of_ipv6() {
        assert_eq!(origin("::ffff:192.0.2.1"), origin("192.0.2.1"));
        assert_ne!(origin("192.0.2.1"), origin("192.0.2.2"));
        assert_eq!(origin("2001:db8::1"), origin("2001:db8::2:1"));
        assert_ne!(origin("2001:db8::1"), origin("2001:db8:0:1::1"));
    }

    #[test]
    fn when_the_room_is_full_the_silent_ones_of_the_busiest_origin_go_first() {
        let table = Arc::new(Table::default());
        let most = NonZeroUsize::new(4).unwrap();
        let visitor = table.admit(origin("192.0.2.1"), most);
        let first = table.admit(origin("198.51.100.1"), most);
        let asked = table.admit(origin("198.51.100.1"), most);
        asked.connection.asked();
        let second = table.admit(origin("198.51.100.1"), most);
        let is_held = |held: &Held| table.held().contains_key(&held.number);

        let next = table.admit(origin("203.0.113.1"), most);
        assert!(!is_held(&first));
        let last = table.admit(origin("203.0.113.1"), most);
        for held in [&visitor, &asked, &next, &last] {
            assert!(is_held(held));
        }
        assert!(!is_held(&second));
    }

    #[test]
    fn only_what_waits_for_the_client_is_overdue() {
        let limits = Limits::default();
        let connection = Connection::new(origin("192.0.2.1"));
        let after = |seconds| Instant::now() + Duration::from_secs(seconds);
        assert!(!connection.is_overdue(&limits, after(9)));
        assert!(connection.is_overdue(&limits, after(11)));
        connection.heard();
        assert!(connection.is_overdue(&limits, after(11)));
        connection.asked();
        assert!(!connection.is_overdue(&limits, after(1000)));
        connection.sent(false);
        assert!(connection.is_overdue(&limits, after(31)));
        connection.sent(true);
        assert!(!connection.is_overdue(&limits, after(31)));
        connection.answered();
        assert!(!connection.is_overdue(&limits, after(60)));
        assert!(connection.is_overdue(&limits, after(76)));
    }
}
