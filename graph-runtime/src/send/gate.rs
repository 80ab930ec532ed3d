//! Who may send now: so many at once, nobody during a pause, and after it one by one.
//!
//! In: a limit, and the pauses that the service asks for. Out: permits, which go back when they are dropped.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::{Instant, sleep_until};

/// The gate of all requests of a client.
pub(crate) struct Gate {
    limit: usize,
    permits: Semaphore,
    state: Mutex<State>,
}

struct State {
    /// How many may be in flight now: 1 after a pause, and one more with each that is answered, up to the limit.
    window: usize,
    /// How many permits there are, held or free. More than the window only as long as they are held.
    issued: usize,
    /// The end of the last pause, which may be over.
    until: Option<Instant>,
}

/// Somebody who may send. Dropping it lets another in.
pub(crate) struct Permit {
    gate: Arc<Gate>,
}

impl Gate {
    pub(crate) fn new(limit: usize) -> Self {
        let limit = limit.clamp(1, Semaphore::MAX_PERMITS);
        Gate {
            limit,
            permits: Semaphore::new(limit),
            state: Mutex::new(State {
                window: limit,
                issued: limit,
                until: None,
            }),
        }
    }

    /// Lets one in whose turn it is now; most often it is. Those who wait are first: what is free goes to them.
    pub(crate) fn try_enter(self: &Arc<Self>) -> Option<Permit> {
        self.admit(self.permits.try_acquire().ok()?)
    }

    /// Waits until it is this one's turn; the time that a pause still lasts, if that is more than `most`.
    pub(crate) async fn enter(
        self: &Arc<Self>,
        most: impl Fn() -> Duration,
    ) -> Result<Permit, Duration> {
        loop {
            self.enter_ahead(&most).await?;
            // It is never closed.
            if let Ok(permit) = self.permits.acquire().await
                && let Some(permit) = self.admit(permit)
            {
                return Ok(permit);
            }
        }
    }

    /// Whoever has a permit may go, unless there is a pause.
    fn admit(self: &Arc<Self>, permit: SemaphorePermit<'_>) -> Option<Permit> {
        permit.forget();
        let permit = Permit { gate: self.clone() };
        self.paused_until().is_none().then_some(permit)
    }

    /// Waits for the end of a pause alone: for one whose future may rest, who would keep a permit from the others.
    pub(crate) async fn enter_ahead(&self, most: impl Fn() -> Duration) -> Result<(), Duration> {
        while let Some(until) = self.paused_until() {
            let left = until.saturating_duration_since(Instant::now());
            if left > most() {
                return Err(left);
            }
            sleep_until(until).await;
        }
        Ok(())
    }

    /// Keeps everyone from sending for this long, and lets one go first then.
    pub(crate) fn pause(&self, wait: Duration) {
        let now = Instant::now();
        // What the clock cannot hold is too long for any budget.
        let until = now
            .checked_add(wait)
            .unwrap_or(now + Duration::from_secs(30 * 365 * 24 * 60 * 60));
        let mut state = self.state();
        state.until = Some(state.until.map_or(until, |known| known.max(until)));
        state.window = 1;
        let surplus = state.issued.saturating_sub(1);
        state.issued -= self.permits.forget_permits(surplus);
    }

    pub(crate) fn paused_until(&self) -> Option<Instant> {
        self.state().until.filter(|until| *until > Instant::now())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Permit {
    /// The service has answered without asking for a pause: one more may be in flight.
    pub(crate) fn answered(&self) {
        let mut state = self.gate.state();
        // An answer to what was sent before a pause says nothing of the time after it.
        if state.until.is_some_and(|until| until > Instant::now()) {
            return;
        }
        if state.window < self.gate.limit {
            state.window += 1;
            if state.issued < state.window {
                state.issued += 1;
                self.gate.permits.add_permits(1);
            }
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut state = self.gate.state();
        if state.issued > state.window {
            state.issued -= 1;
        } else {
            self.gate.permits.add_permits(1);
        }
    }
}

#[cfg(test)]
mod tests;
