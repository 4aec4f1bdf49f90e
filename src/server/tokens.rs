//! The bearer token (RFC 6750) of those who may change something, and those who guess at it.
//!
//! A wrong token is answered later the more of them came from the same origin lately. A right one is
//! never held up: several senders may share an address, and one of them may have the old token.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use axum::http::header::{
    AUTHORIZATION, CONNECTION, HeaderMap, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE,
};
use quick_cache::sync::Cache;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use super::connection::Origin;
use super::error::Problem;

/// Origins whose failures are remembered.
const ORIGINS: usize = 4096;
/// Failures that cost nothing: a token is changed, a line is forgotten.
const FREE: u32 = 3;
/// The wait after the first failure that is not free; it doubles with each further one.
const FIRST_WAIT: Duration = Duration::from_millis(250);
const LONGEST_WAIT: Duration = Duration::from_secs(8);
/// After this time without a failure all is forgiven.
const FORGIVEN_AFTER: Duration = Duration::from_secs(600);
/// Answers that are held back at once; what is beyond is refused at once and its connection closed.
const HELD_BACK: usize = 64;
const HELD_BACK_OF_ONE: usize = 4;

/// What an origin has tried.
#[derive(Debug)]
struct Guesses {
    failures: Mutex<(u32, Instant)>,
    held_back: Semaphore,
}

impl Guesses {
    fn new() -> Self {
        Self {
            failures: Mutex::new((0, Instant::now())),
            held_back: Semaphore::new(HELD_BACK_OF_ONE),
        }
    }

    /// Counts a failure; gives how many there have been.
    fn fail(&self) -> u32 {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, last) = &mut *failures;
        if last.elapsed() >= FORGIVEN_AFTER {
            *count = 0;
        }
        *count = count.saturating_add(1);
        *last = Instant::now();
        *count
    }
}

/// How long the answer to the `count`th failure in a row is held back.
fn wait_after(count: u32) -> Duration {
    let Some(doublings) = count.checked_sub(FREE + 1) else {
        return Duration::ZERO;
    };
    let factor = 2_u32.saturating_pow(doublings);
    FIRST_WAIT.saturating_mul(factor).min(LONGEST_WAIT)
}

/// Checks tokens.
#[derive(Debug)]
pub(super) struct Gate {
    /// The digest of the token: comparing digests, the time says nothing about the token.
    token: Option<[u8; 32]>,
    guesses: Cache<Origin, Arc<Guesses>>,
    held_back: Semaphore,
}

impl Gate {
    /// A gate that opens to `token`, or to nobody.
    pub fn new(token: Option<&str>) -> Self {
        Self {
            token: token.map(digest),
            guesses: Cache::new(ORIGINS),
            held_back: Semaphore::new(HELD_BACK),
        }
    }

    /// Lets through who has the token.
    ///
    /// # Errors
    /// 403 where nobody may, 401 without a token or with a wrong one, 429 where too many wrong ones come.
    pub async fn check(&self, headers: &HeaderMap, origin: Option<Origin>) -> Result<(), Problem> {
        let Some(token) = &self.token else {
            return Err(Problem::new(
                StatusCode::FORBIDDEN,
                "this server takes no reports over HTTP; its operator can allow it with --token or KORYDOR_TOKEN",
            ));
        };
        let given = headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim());
        let Some(given) = given else {
            return Err(unauthorized(
                "sending or withdrawing a report needs a token: Authorization: Bearer TOKEN",
            ));
        };
        if is_same(&digest(given), token) {
            return Ok(());
        }
        if let Some(origin) = origin {
            self.hold_back(origin).await?;
        }
        Err(
            unauthorized("the token is not the one that this server knows")
                .with_header(CONNECTION, HeaderValue::from_static("close")),
        )
    }

    async fn hold_back(&self, origin: Origin) -> Result<(), Problem> {
        let guesses = self.guesses.get_or_insert_with(&origin, || {
            Ok::<_, std::convert::Infallible>(Arc::new(Guesses::new()))
        });
        let guesses = match guesses {
            Ok(guesses) => guesses,
            Err(never) => match never {},
        };
        let count = guesses.fail();
        // One line for each doubling: whoever guesses cannot fill the log.
        if count.is_power_of_two() {
            tracing::warn!("{count} wrong tokens in a row from {}", origin.0);
        }
        let wait = wait_after(count);
        if wait.is_zero() {
            return Ok(());
        }
        let (Ok(_one), Ok(_all)) = (
            guesses.held_back.try_acquire(),
            self.held_back.try_acquire(),
        ) else {
            return Err(too_many(wait));
        };
        tokio::time::sleep(wait).await;
        Ok(())
    }
}

fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// Whether the digests are the same, in a time that does not depend on where they differ.
fn is_same(one: &[u8; 32], other: &[u8; 32]) -> bool {
    let differing = one.iter().zip(other).map(|(a, b)| a ^ b);
    differing.fold(0, |all, bits| all | bits) == 0
}

fn unauthorized(detail: &str) -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, detail)
        .with_header(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
}

fn too_many(wait: Duration) -> Problem {
    let problem = Problem::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too many wrong tokens came from this address; see that the token is the one of this server, and try again later",
    )
    .with_header(CONNECTION, HeaderValue::from_static("close"));
    match HeaderValue::from_str(&wait.as_secs().max(1).to_string()) {
        Ok(seconds) => problem.with_header(RETRY_AFTER, seconds),
        Err(_) => problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_grows_with_the_failures_and_ends_at_the_longest() {
        let waits = [1, 3, 4, 5, 6, 9, 10, u32::MAX].map(|count| wait_after(count).as_millis());
        assert_eq!(waits, [0, 0, 250, 500, 1000, 8000, 8000, 8000]);
    }

    #[test]
    fn failures_of_an_origin_are_counted() {
        let guesses = Guesses::new();
        assert_eq!([guesses.fail(), guesses.fail(), guesses.fail()], [1, 2, 3]);
    }
}
