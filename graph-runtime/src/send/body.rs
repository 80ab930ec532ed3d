//! Reading the body of an answer: under a limit, before a deadline, and never trusting what the answer says of its length.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;

use bytes::Bytes;
use tokio::time::Sleep;

/// What is set aside at once for a body that announces its length. More comes as bytes come.
const SET_ASIDE: u64 = 64 * 1024;

/// The deadline has passed.
#[derive(Debug)]
pub(crate) struct Elapsed;

/// Why a body was not read to its end.
#[derive(Debug)]
pub(crate) enum Fault {
    TooLarge,
    TimedOut,
    Broken(reqwest::Error),
}

/// Waits for a future until a deadline, which may be that of other futures as well: one timer does for all of an attempt.
pub(crate) fn before<F: Future>(
    mut deadline: Pin<&mut Sleep>,
    mut future: Pin<&mut F>,
) -> impl Future<Output = Result<F::Output, Elapsed>> {
    poll_fn(move |cx| match future.as_mut().poll(cx) {
        Poll::Ready(output) => Poll::Ready(Ok(output)),
        // What has rung counts, also where tokio lets a task that is never idle poll no more.
        Poll::Pending if deadline.is_elapsed() => Poll::Ready(Err(Elapsed)),
        Poll::Pending => deadline.as_mut().poll(cx).map(|()| Err(Elapsed)),
    })
}

/// Reads the body: what came, up to the limit, and how it ended. What comes in one piece is not copied.
pub(crate) async fn read(
    response: &mut reqwest::Response,
    limit: u64,
    mut deadline: Pin<&mut Sleep>,
) -> (Bytes, Result<(), Fault>) {
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut first = Bytes::new();
    let mut all = Vec::new();
    let end = loop {
        let came = before(deadline.as_mut(), pin!(response.chunk())).await;
        let mut chunk = match came {
            Ok(Ok(Some(chunk))) => chunk,
            Ok(Ok(None)) => break Ok(()),
            Ok(Err(error)) => break Err(Fault::Broken(error)),
            Err(Elapsed) => break Err(Fault::TimedOut),
        };
        let room = most - first.len() - all.len();
        let is_too_large = chunk.len() > room;
        chunk.truncate(room);
        if first.is_empty() && all.is_empty() {
            first = chunk;
        } else {
            if all.is_empty() {
                let rest = response.content_length().unwrap_or(0);
                let announced = rest.saturating_add((first.len() + chunk.len()) as u64);
                all.reserve(usize::try_from(announced.min(limit).min(SET_ASIDE)).unwrap_or(0));
                all.extend_from_slice(&std::mem::take(&mut first));
            }
            all.extend_from_slice(&chunk);
        }
        if is_too_large {
            break Err(Fault::TooLarge);
        }
    };
    match all.is_empty() {
        true => (first, end),
        false => (all.into(), end),
    }
}
