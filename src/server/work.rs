//! Work that takes a while, off the threads that serve connections: so much at once, so much waiting,
//! and "come back later" for what is beyond.

use std::num::NonZeroUsize;
use std::sync::Arc;

use axum::http::StatusCode;
use axum::http::header::{HeaderValue, RETRY_AFTER};
use tokio::sync::Semaphore;

use super::error::Problem;

/// When to try again after a 503, in seconds.
const LATER: HeaderValue = HeaderValue::from_static("5");

/// A queue in front of some threads. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Work {
    running: Arc<Semaphore>,
    admitted: Arc<Semaphore>,
}

impl Work {
    /// A queue of which `at_once` run and `waiting` more wait.
    pub fn new(at_once: NonZeroUsize, waiting: NonZeroUsize) -> Self {
        let admitted = at_once.saturating_add(waiting.get()).get();
        Self {
            running: Arc::new(Semaphore::new(at_once.get())),
            admitted: Arc::new(Semaphore::new(admitted.min(Semaphore::MAX_PERMITS))),
        }
    }

    /// What `task` gives, when its turn has come. Who stops waiting (a client that hangs up) leaves the
    /// queue; what runs already is finished, and counts until then.
    ///
    /// # Errors
    /// 503 where too many wait already, 500 where the task panics.
    pub async fn run<T: Send + 'static>(
        &self,
        task: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let Ok(place) = Arc::clone(&self.admitted).try_acquire_owned() else {
            return Err(busy());
        };
        let turn = Arc::clone(&self.running).acquire_owned().await;
        let turn = turn.map_err(Problem::internal)?;
        let task = move || {
            let done = task();
            drop((turn, place));
            done
        };
        tokio::task::spawn_blocking(task)
            .await
            .map_err(Problem::internal)
    }
}

fn busy() -> Problem {
    Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "too many requests wait for this server already; try again in some seconds",
    )
    .with_header(RETRY_AFTER, LATER)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use std::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn what_is_beyond_the_queue_is_refused_and_who_leaves_it_makes_room() {
        let work = Work::new(NonZeroUsize::MIN, NonZeroUsize::MIN);
        let (end, ended) = mpsc::channel::<()>();
        let (started, has_started) = tokio::sync::oneshot::channel();
        let first = tokio::spawn({
            let work = work.clone();
            async move {
                let task = move || {
                    let _ = started.send(());
                    ended.recv().is_ok()
                };
                work.run(task).await
            }
        });
        has_started.await.unwrap();
        let mut second = Box::pin(work.run(|| "second"));
        assert!(
            futures_poll(&mut second).await.is_none(),
            "the second waits"
        );
        assert!(work.run(|| "third").await.is_err(), "the third is too much");
        drop(second);
        let fourth = tokio::spawn({
            let work = work.clone();
            async move { work.run(|| "fourth").await }
        });
        end.send(()).unwrap();
        assert!(first.await.unwrap().unwrap());
        assert_eq!(fourth.await.unwrap().unwrap(), "fourth");
    }

    /// What a future gives when it is polled once.
    async fn futures_poll<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
        std::future::poll_fn(|context| {
            let polled = std::pin::Pin::new(&mut *future).poll(context);
            std::task::Poll::Ready(match polled {
                std::task::Poll::Ready(done) => Some(done),
                std::task::Poll::Pending => None,
            })
        })
        .await
    }
}
