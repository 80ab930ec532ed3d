//! The handle of a running emulator.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

use crate::builder::{Builder, Settings};
use crate::delta::Resync;
use crate::error::{SeedError, StartError};
use crate::fault::{Fault, On, RandomFaults};
use crate::path::ResourcePath;
use crate::record::RecordedRequest;
use crate::server;
use crate::service::{Origins, Service, Side, State};
use crate::store::Stored;

/// A running emulator. It stops when it is dropped: the port is closed and the connections are ended, also in the middle of
/// a request.
pub struct Emulator {
    address: SocketAddr,
    service: Arc<Service>,
    accepting: [AbortHandle; 2],
}

impl Emulator {
    /// What the emulator shall hold and how it shall answer, before it starts.
    pub fn builder() -> Builder {
        Builder::new()
    }

    pub(crate) async fn start(settings: Settings, state: State) -> Result<Self, StartError> {
        let (listener, address) = listen().await?;
        let (storage, storage_address) = listen().await?;
        let origins = Origins {
            graph: format!("http://{address}"),
            storage: format!("http://{storage_address}"),
        };
        let service = Arc::new(Service::new(settings, origins, state));
        let serve = |listener, side| {
            tokio::spawn(server::accept(listener, Arc::clone(&service), side)).abort_handle()
        };
        let accepting = [serve(listener, Side::Graph), serve(storage, Side::Storage)];
        Ok(Self {
            address,
            service,
            accepting,
        })
    }

    /// The address to send requests to, without a version and a trailing slash: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn url(&self) -> String {
        self.service.origins.graph.clone()
    }

    /// The address that the emulator listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The bearer token that the emulator wants.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.service.settings.token
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

    /// Removes a resource, as a DELETE by somebody else would. Whether there was one.
    pub fn remove(&self, url: &str) -> bool {
        let path = ResourcePath::parse(url);
        path.is_ok_and(|path| self.service.state().store.remove(&path).is_ok())
    }

    /// Removes a resource as a deletion that can be undone does: delta queries tell of it with the reason `changed`. Whether there
    /// was one.
    pub fn soft_delete(&self, url: &str) -> bool {
        let path = ResourcePath::parse(url);
        path.is_ok_and(|path| self.service.state().store.remove_softly(&path).is_ok())
    }

    /// Makes all delta links so far, and the next links of delta rounds, too old to be used.
    pub fn expire_delta_links(&self, resync: Resync) {
        let deltas = &mut self.service.state().deltas;
        deltas.generation += 1;
        deltas.resync = resync;
    }

    /// Has requests from now on meet a fault, as [`Builder::fault`] does.
    pub fn fault(&self, on: On, fault: Fault) {
        self.service.state().faults.add(on, fault);
    }

    /// Has a share of the requests from now on meet faults, as [`Builder::random_faults`] does.
    pub fn random_faults(&self, faults: RandomFaults) {
        self.service.state().faults.random = Some(faults);
    }

    /// Forgets all faults, scripted and random: from now on, all goes well.
    pub fn clear_faults(&self) {
        self.service.state().faults.clear();
    }

    /// The bytes at a URL's path: seeded by [`Builder::content`], put there, or uploaded. What an upload session for
    /// `/v1.0/drive/root:/a.txt:` has received whole is at `/v1.0/drive/root:/a.txt:/content`.
    #[must_use]
    pub fn content(&self, url: &str) -> Option<Bytes> {
        let path = ResourcePath::parse(url).ok()?;
        self.service.state().storage.get(&path)
    }

    /// Has all upload sessions and pre-authenticated URLs expire: they are answered 404 from now on.
    pub fn expire_storage(&self) {
        self.service.state().storage.expire();
    }

    /// Has all tokens that were given out by [`Builder::sign_in`] expire. Refresh tokens stay good.
    pub fn expire_tokens(&self) {
        self.service.state().tokens.expire();
    }

    /// Has all users and clients sign in anew: the tokens that were given out expire, and the refresh tokens, too.
    pub fn revoke_sign_ins(&self) {
        self.service.state().tokens.revoke();
    }

    /// The address of the [storage](crate#storage), another origin than [`url`](Self::url).
    #[must_use]
    pub fn storage_url(&self) -> String {
        self.service.origins.storage.clone()
    }
}

async fn listen() -> Result<(TcpListener, SocketAddr), StartError> {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .map_err(StartError::Bind)?;
    let address = listener.local_addr().map_err(StartError::Bind)?;
    Ok((listener, address))
}

impl Drop for Emulator {
    fn drop(&mut self) {
        self.accepting.iter().for_each(AbortHandle::abort);
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
