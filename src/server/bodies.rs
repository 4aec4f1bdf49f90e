//! Bodies of requests as they arrive: bounded in length, in time and in number.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::header::{CONNECTION, CONTENT_LENGTH, HeaderValue, RETRY_AFTER};
use axum::http::{HeaderMap, StatusCode};
use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};

use super::error::Problem;
use super::limits::Limits;

/// How many bytes give a body one second more.
const BYTES_A_SECOND: f64 = 16.0 * 1024.0;
/// How much of a body that is too long is read away, so that its sender gets to read why: a connection
/// that is closed over unread bytes takes the answer with it.
const READ_AWAY_BYTES: usize = 4 << 20;
const READ_AWAY_FOR: Duration = Duration::from_secs(5);

/// The bodies that are being received.
#[derive(Debug, Default)]
pub(super) struct Bodies {
    arriving: Mutex<VecDeque<(u64, Arc<Notify>)>>,
    next: AtomicU64,
}

impl Bodies {
    fn arriving(&self) -> MutexGuard<'_, VecDeque<(u64, Arc<Notify>)>> {
        self.arriving.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The whole body.
    ///
    /// # Errors
    /// 413 where it is longer than the limit, as soon as that is known; 408 where it takes too long; 503
    /// where others came after it and there were too many; 400 where it breaks off.
    pub async fn whole(
        &self,
        mut body: Body,
        headers: &HeaderMap,
        limits: &Limits,
    ) -> Result<Vec<u8>, Problem> {
        let most = usize::try_from(limits.max_report_bytes).unwrap_or(usize::MAX);
        let announced = headers
            .get(CONTENT_LENGTH)
            .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        if announced.is_some_and(|length| length > most) {
            tokio::spawn(read_away(body));
            return Err(too_long(most));
        }
        let arriving = self.arrive(limits.max_bodies.get());
        let started = Instant::now();
        let mut bytes = Vec::with_capacity(announced.unwrap_or_default());
        loop {
            let more = Duration::from_secs_f64(bytes.len() as f64 / BYTES_A_SECOND);
            let deadline = started + limits.body_timeout + more;
            let next = tokio::select! {
                next = timeout_at(deadline, next(&mut body)) => next,
                () = arriving.pushed_out.notified() => return Err(pushed_out()),
            };
            match next {
                Err(_) => return Err(too_slow(limits.body_timeout)),
                Ok(Some(Err(()))) => return Err(broken_off()),
                Ok(Some(Ok(piece))) if bytes.len() + piece.len() > most => {
                    tokio::spawn(read_away(body));
                    return Err(too_long(most));
                }
                Ok(Some(Ok(piece))) => bytes.extend_from_slice(&piece),
                Ok(None) => return Ok(bytes),
            }
        }
    }

    fn arrive(&self, most: usize) -> Arriving<'_> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let pushed_out = Arc::new(Notify::new());
        let mut arriving = self.arriving();
        if arriving.len() >= most
            && let Some((_, oldest)) = arriving.pop_front()
        {
            oldest.notify_one();
        }
        arriving.push_back((number, Arc::clone(&pushed_out)));
        Arriving {
            bodies: self,
            number,
            pushed_out,
        }
    }
}

/// A body among those that are being received, until it is dropped.
struct Arriving<'a> {
    bodies: &'a Bodies,
    number: u64,
    pushed_out: Arc<Notify>,
}

impl Drop for Arriving<'_> {
    fn drop(&mut self) {
        let mut arriving = self.bodies.arriving();
        arriving.retain(|(number, _)| *number != self.number);
    }
}

/// The next piece of a body.
async fn next(body: &mut Body) -> Option<Result<Bytes, ()>> {
    loop {
        let frame = std::future::poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await;
        match frame? {
            Err(_) => return Some(Err(())),
            Ok(frame) => {
                // What is no data are trailers, which say nothing about a report.
                if let Ok(piece) = frame.into_data() {
                    return Some(Ok(piece));
                }
            }
        }
    }
}

async fn read_away(mut body: Body) {
    let deadline = Instant::now() + READ_AWAY_FOR;
    let mut read = 0;
    while let Ok(Some(Ok(piece))) = timeout_at(deadline, next(&mut body)).await {
        read += piece.len();
        if read > READ_AWAY_BYTES {
            break;
        }
    }
}

fn too_long(most: usize) -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        format!(
            "a report sent over HTTP has at most {most} bytes on this server; send it in parts, or let the operator take it in with korydor ingest"
        ),
    )
}

fn too_slow(patience: Duration) -> Problem {
    Problem::new(
        StatusCode::REQUEST_TIMEOUT,
        format!(
            "the report did not arrive in time; it has {} seconds, and one more for each 16 KiB: send it again over a faster connection, or in parts",
            patience.as_secs_f64()
        ),
    )
    .with_header(CONNECTION, HeaderValue::from_static("close"))
}

fn pushed_out() -> Problem {
    Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "the report did not arrive before too many others came; send it again in some seconds",
    )
    .with_header(RETRY_AFTER, HeaderValue::from_static("5"))
}

fn broken_off() -> Problem {
    Problem::bad_request("the report did not arrive whole; send it again")
}
