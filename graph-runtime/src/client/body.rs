//! Reading the body of an answer: under a limit, before a deadline, and never trusting what the answer says of its length.

use std::time::Duration;

use bytes::Bytes;
use tokio::time::{Instant, timeout_at};

/// What is set aside at once for a body that announces its length. More comes as bytes come.
const SET_ASIDE: u64 = 64 * 1024;

/// tokio's timer needs an end; this one is never met.
const NEVER: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

/// When an attempt has to be over.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deadline {
    at: Instant,
}

/// The deadline has passed.
#[derive(Debug)]
pub(super) struct Elapsed;

/// Why a body was not read to its end.
#[derive(Debug)]
pub(super) enum Fault {
    TooLarge,
    TimedOut,
    Broken(reqwest::Error),
}

impl Deadline {
    pub(super) fn after(limit: Duration) -> Self {
        Deadline {
            at: Instant::now() + limit.min(NEVER),
        }
    }

    pub(super) async fn bound<F: Future>(self, future: F) -> Result<F::Output, Elapsed> {
        timeout_at(self.at, future).await.map_err(|_| Elapsed)
    }
}

/// Reads the body: what came, up to the limit, and how it ended. What comes in one piece is not copied.
pub(super) async fn read(
    response: &mut reqwest::Response,
    limit: u64,
    deadline: Deadline,
) -> (Bytes, Result<(), Fault>) {
    let announced = response.content_length().unwrap_or(0);
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut first = Bytes::new();
    let mut all = Vec::new();
    let end = loop {
        let chunk = match deadline.bound(response.chunk()).await {
            Ok(Ok(Some(chunk))) => chunk,
            Ok(Ok(None)) => break Ok(()),
            Ok(Err(error)) => break Err(Fault::Broken(error)),
            Err(Elapsed) => break Err(Fault::TimedOut),
        };
        let room = most - first.len() - all.len();
        let fits = chunk.slice(..chunk.len().min(room));
        if first.is_empty() && all.is_empty() {
            first = fits;
        } else {
            if all.is_empty() {
                all.reserve(usize::try_from(announced.min(limit).min(SET_ASIDE)).unwrap_or(0));
                all.extend_from_slice(&std::mem::take(&mut first));
            }
            all.extend_from_slice(&fits);
        }
        if chunk.len() > room {
            break Err(Fault::TooLarge);
        }
    };
    match all.is_empty() {
        true => (first, end),
        false => (all.into(), end),
    }
}
