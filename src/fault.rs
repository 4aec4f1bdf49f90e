//! The last line of defence: a fault of ours while one thing is read is an error of that one thing, and takes nothing else
//! down.

use std::panic::{AssertUnwindSafe, catch_unwind};

use thiserror::Error;

/// A fault of Korydor itself, not of what it was given. Its message and place stand on standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("could not be read (an internal error: please report it, with the text if you may)")]
pub struct InternalError;

/// Does some work on one report, row or area; where it panics, that is an error.
///
/// The work must leave nothing half done that is looked at afterwards: reading changes nothing but what it returns.
///
/// # Errors
/// [`InternalError`] where the work panicked.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, InternalError> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| InternalError)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn a_fault_in_one_is_an_error_of_that_one() {
        let readings: Vec<_> = (1..=3).map(|length| caught(|| [10, 20][length])).collect();
        assert_eq!(readings, [Ok(20), Err(InternalError), Err(InternalError)]);
    }
}
