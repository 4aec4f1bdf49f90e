//! One thing that is done at a time; whether it could be done now can be asked meanwhile.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use crate::store::error::StoreError;

/// How long another program may hold the store before that is said.
const PATIENCE: Duration = Duration::from_millis(500);
/// How long to leave the writer alone before it is asked again.
const PAUSE: Duration = Duration::from_millis(5);

/// A writer, whom one at a time has.
pub(super) struct Turns<W> {
    writer: Mutex<W>,
    /// Whether the writer waits for another program right now.
    waits: Arc<AtomicBool>,
}

impl<W> Turns<W> {
    /// Takes a writer over; `waits` is true while it waits for another program.
    pub fn of(writer: W, waits: Arc<AtomicBool>) -> Self {
        Self {
            writer: Mutex::new(writer),
            waits,
        }
    }

    /// The writer, when its turn has come.
    pub fn lock(&self) -> MutexGuard<'_, W> {
        // The writer's state changes only after a commit: a panic elsewhere cannot spoil it.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the writer could write now, which `check` finds out. While it is at work that is taken for granted,
    /// unless it waits for another program.
    ///
    /// # Errors
    /// [`StoreError`] that says why not.
    pub fn check(
        &self,
        check: impl Fn(&mut W) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let until = Instant::now() + PATIENCE;
        loop {
            match self.writer.try_lock() {
                Ok(mut writer) => return check(&mut writer),
                Err(TryLockError::Poisoned(poisoned)) => return check(&mut poisoned.into_inner()),
                Err(TryLockError::WouldBlock) if !self.waits.load(Ordering::Relaxed) => {
                    return Ok(());
                }
                Err(TryLockError::WouldBlock) if Instant::now() < until => thread::sleep(PAUSE),
                Err(TryLockError::WouldBlock) => return Err(StoreError::Contended),
            }
        }
    }
}
