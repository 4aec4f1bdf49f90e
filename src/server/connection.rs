//! One connection: what it waits for, as noted by its stream and by the bodies of its answers.

use std::io;
use std::net::{IpAddr, Ipv6Addr};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Instant;

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::Notify;

use super::limits::Limits;

/// Where a client is: its address, or for IPv6 the network of its site, within which it may choose
/// its address as it likes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Origin(pub IpAddr);

impl Origin {
    /// The origin of an address.
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(address) => {
                let network = u128::from(address) & (u128::MAX << 64);
                Self(Ipv6Addr::from(network).into())
            }
            address => Self(address),
        }
    }
}

/// What a connection waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    /// Nothing of a request has come.
    Silent,
    /// A part of the head of a request has come.
    Head,
    /// A request is being answered.
    Asked,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Progress {
    pub(super) phase: Phase,
    pub(super) since: Instant,
    /// Whether it has been answered before.
    pub(super) served: bool,
    /// Since when the client takes nothing of what is sent.
    pub(super) stuck: Option<Instant>,
}

/// One connection, as seen by those who may close it.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) origin: Origin,
    pub(super) progress: Mutex<Progress>,
    pub(super) close: Notify,
}

impl Connection {
    pub(super) fn new(origin: Origin) -> Self {
        Self {
            origin,
            progress: Mutex::new(Progress {
                phase: Phase::Silent,
                since: Instant::now(),
                served: false,
                stuck: None,
            }),
            close: Notify::new(),
        }
    }

    pub(super) fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Bytes have come from the client.
    pub(super) fn heard(&self) {
        let mut progress = self.progress();
        if progress.phase == Phase::Silent {
            (progress.phase, progress.since) = (Phase::Head, Instant::now());
        }
    }

    pub(super) fn asked(&self) {
        let mut progress = self.progress();
        (progress.phase, progress.since) = (Phase::Asked, Instant::now());
    }

    pub(super) fn answered(&self) {
        let mut progress = self.progress();
        (progress.phase, progress.since) = (Phase::Silent, Instant::now());
        progress.served = true;
    }

    /// The client takes what is sent, or does not.
    pub(super) fn sent(&self, taken: bool) {
        let mut progress = self.progress();
        progress.stuck = match progress.stuck {
            _ if taken => None,
            None => Some(Instant::now()),
            stuck => stuck,
        };
    }

    /// Whether it has waited longer than it may.
    pub(super) fn is_overdue(&self, limits: &Limits, now: Instant) -> bool {
        let progress = *self.progress();
        let waited = now.saturating_duration_since(progress.since);
        let stuck = progress.stuck.map(|at| now.saturating_duration_since(at));
        stuck.is_some_and(|stuck| stuck >= limits.answer_timeout)
            || match progress.phase {
                Phase::Silent if progress.served => waited >= limits.idle_timeout,
                Phase::Silent | Phase::Head => waited >= limits.head_timeout,
                Phase::Asked => false,
            }
    }
}

/// The body of an answer, which notes its end.
pub(super) struct Answer {
    pub(super) body: Body,
    pub(super) connection: Arc<Connection>,
}

impl HttpBody for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.connection.answered();
    }
}

/// A stream that notes when bytes come and whether those that go are taken.
pub(super) struct Watched {
    pub(super) stream: TcpStream,
    pub(super) connection: Arc<Connection>,
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, buffer);
        if buffer.filled().len() > before {
            self.connection.heard();
        }
        polled
    }
}

impl AsyncWrite for Watched {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &[u8],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(context, buffer);
        self.connection.sent(polled.is_ready());
        polled
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffers: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(context, buffers);
        self.connection.sent(polled.is_ready());
        polled
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
