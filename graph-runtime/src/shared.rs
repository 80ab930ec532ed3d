//! What all parts of the client stand on: its limits, the clouds.

use std::pin::Pin;
use std::time::Duration;

mod cloud;

pub use cloud::Cloud;

/// A boxed future, so that [`Credential`](crate::Credential) can be a trait object.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What a client waits for and accepts at most.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) connect: Duration,
    pub(crate) attempt: Duration,
    pub(crate) answer: u64,
    pub(crate) in_flight: usize,
}
