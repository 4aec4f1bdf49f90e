//! What one server takes on at once, and for how long: all of it is set by the operator.

use std::num::{NonZeroU32, NonZeroUsize};
use std::time::Duration;

use crate::intake::MAX_BYTES;

/// The limits of a server, as options of `korydor serve`.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(next_help_heading = "Limits")]
pub struct Limits {
    /// The longest body of POST /reports, in bytes (`korydor ingest` takes up to 50 MiB).
    #[arg(long, value_name = "BYTES", default_value_t = REPORT_BYTES,
          value_parser = clap::value_parser!(u64).range(1..=MAX_BYTES as u64))]
    pub max_report_bytes: u64,
    /// Connections that are held at once. When there are more, one that waits for nothing is closed
    /// for the new one, of the address that has the most. Lowered where the system allows fewer open files.
    #[arg(long, value_name = "NUMBER", default_value_t = CONNECTIONS)]
    pub max_connections: NonZeroUsize,
    /// How long a connection may take to send the head of a request, in seconds.
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    pub head_timeout: Duration,
    /// How long a connection may stay open between two requests, in seconds.
    #[arg(long, value_name = "SECONDS", default_value = "75", value_parser = seconds)]
    pub idle_timeout: Duration,
    /// How long a body may take to arrive, in seconds; one second more for each 16 KiB of it.
    #[arg(long, value_name = "SECONDS", default_value = "20", value_parser = seconds)]
    pub body_timeout: Duration,
    /// How long a client may take no byte of its answer, in seconds.
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub answer_timeout: Duration,
    /// Bodies that are received at once; a further one ends the oldest.
    #[arg(long, value_name = "NUMBER", default_value_t = BODIES)]
    pub max_bodies: NonZeroUsize,
    /// Reports that are read at once.
    #[arg(long, value_name = "NUMBER", default_value_t = REPORTS_AT_ONCE)]
    pub reports_at_once: NonZeroUsize,
    /// Answers that are made at once where making them takes a while (days, pages, tiles, compression).
    #[arg(long, value_name = "NUMBER", default_value_t = ANSWERS_AT_ONCE)]
    pub answers_at_once: NonZeroUsize,
    /// Long reports that are sent at once.
    #[arg(long, value_name = "NUMBER", default_value_t = LONG_ANSWERS)]
    pub max_long_answers: NonZeroUsize,
    /// Requests that may wait for each of these two; further ones are answered 503.
    #[arg(long, value_name = "NUMBER", default_value_t = WAITING)]
    pub max_waiting: NonZeroUsize,
    /// Memory for answers that are kept ready in compressed form, in MiB.
    #[arg(long, value_name = "MIB", default_value_t = CACHE_MIB)]
    pub cache_mib: NonZeroU32,
}

const REPORT_BYTES: u64 = 1 << 20;
const CONNECTIONS: NonZeroUsize = nonzero(1024);
const BODIES: NonZeroUsize = nonzero(64);
const REPORTS_AT_ONCE: NonZeroUsize = nonzero(2);
const ANSWERS_AT_ONCE: NonZeroUsize = nonzero(2);
const LONG_ANSWERS: NonZeroUsize = nonzero(32);
const WAITING: NonZeroUsize = nonzero(256);
const CACHE_MIB: NonZeroU32 = match NonZeroU32::new(32) {
    Some(mib) => mib,
    None => NonZeroU32::MIN,
};

const fn nonzero(number: usize) -> NonZeroUsize {
    match NonZeroUsize::new(number) {
        Some(number) => number,
        None => NonZeroUsize::MIN,
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_report_bytes: REPORT_BYTES,
            max_connections: CONNECTIONS,
            head_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(75),
            body_timeout: Duration::from_secs(20),
            answer_timeout: Duration::from_secs(30),
            max_bodies: BODIES,
            reports_at_once: REPORTS_AT_ONCE,
            answers_at_once: ANSWERS_AT_ONCE,
            max_long_answers: LONG_ANSWERS,
            max_waiting: WAITING,
            cache_mib: CACHE_MIB,
        }
    }
}

/// A time of a tenth of a second to a day.
fn seconds(text: &str) -> Result<Duration, String> {
    let number: Option<f64> = text.parse().ok();
    number
        .filter(|number| (0.1..=86_400.0).contains(number))
        .map(Duration::from_secs_f64)
        .ok_or_else(|| "a number of seconds from 0.1 to 86400 is needed".to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Options {
        #[command(flatten)]
        limits: Limits,
    }

    #[test]
    fn without_options_the_limits_are_the_default_ones() {
        let options = Options::try_parse_from(["serve"]).unwrap();
        assert_eq!(options.limits, Limits::default());
    }

    #[test]
    fn a_limit_of_nothing_or_of_more_than_can_be_is_refused() {
        for wrong in [
            ["--max-report-bytes", "0"],
            ["--max-report-bytes", "52428801"],
            ["--max-connections", "0"],
            ["--head-timeout", "0"],
            ["--head-timeout", "NaN"],
            ["--idle-timeout", "-1"],
            ["--cache-mib", "0"],
        ] {
            let given = std::iter::once("serve").chain(wrong);
            assert!(Options::try_parse_from(given).is_err(), "{wrong:?}");
        }
    }
}
