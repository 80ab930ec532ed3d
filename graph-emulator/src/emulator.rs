//! The handle of a running emulator.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

use crate::builder::{Builder, PatchAnswer};
use crate::error::{SeedError, StartError};
use crate::path::ResourcePath;
use crate::record::RecordedRequest;
use crate::server;
use crate::service::Service;
use crate::store::{Store, Stored};

/// A running emulator. It stops when it is dropped: the port is closed and the connections are ended, also in the middle of
/// a request.
pub struct Emulator {
    address: SocketAddr,
    service: Arc<Service>,
    accepting: AbortHandle,
}

impl Emulator {
    /// What the emulator shall hold and how it shall answer, before it starts.
    pub fn builder() -> Builder {
        Builder::new()
    }

    pub(crate) async fn start(
        token: String,
        patch_answers: PatchAnswer,
        store: Store,
    ) -> Result<Self, StartError> {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .map_err(StartError::Bind)?;
        let address = listener.local_addr().map_err(StartError::Bind)?;
        let service = Arc::new(Service::new(
            token,
            patch_answers,
            format!("http://{address}"),
            store,
        ));
        let accepting = tokio::spawn(server::accept(listener, Arc::clone(&service))).abort_handle();
        Ok(Self {
            address,
            service,
            accepting,
        })
    }

    /// The address to send requests to, without a version and a trailing slash: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn url(&self) -> String {
        self.service.url.clone()
    }

    /// The address that the emulator listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The bearer token that the emulator wants.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.service.token
    }

    /// All requests so far, in the order in which they were carried out. A request is among them before its answer is sent.
    ///
    /// What is not HTTP is refused before it is recorded.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.service.state().records.clone()
    }

    /// Like [`requests`](Self::requests), and forgets them.
    #[must_use = "the requests are forgotten"]
    pub fn take_requests(&self) -> Vec<RecordedRequest> {
        std::mem::take(&mut self.service.state().records)
    }

    /// What is now stored at a URL's path, for example `/beta/users/1`: the object of a resource, the array of a collection's
    /// items, or `None` where there is nothing.
    #[must_use]
    pub fn get(&self, url: &str) -> Option<Value> {
        let path = ResourcePath::parse(url).ok()?;
        match self.service.state().store.read(&path)? {
            Stored::Resource(resource) => Some(resource),
            Stored::Collection(items) => Some(Value::Array(items)),
        }
    }

    /// Adds a resource, or replaces the one that is there, as [`Builder::seed`] does.
    ///
    /// # Errors
    /// Where the URL or the value cannot be seeded; see [`SeedError`].
    pub fn seed(&self, url: &str, resource: Value) -> Result<(), SeedError> {
        SeedError::seed(&mut self.service.state().store, url, resource)
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Shows no token.
impl fmt::Debug for Emulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emulator")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}
