//! Defines the handle of a running emulator.

use std::error::Error;
use std::net::SocketAddr;
use std::sync::Arc;
use std::{fmt, io};

use bytes::Bytes;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

use crate::fault::{Fault, On, RandomFaults};
use crate::handlers::delta::Resync;
use crate::http::{Origin, Origins};
use crate::path::ResourcePath;
use crate::record::RecordedRequest;
use crate::router::{Router, Settings, State};
use crate::seed::{self, SeedError};
use crate::server;
use crate::store::Stored;

/// A running emulator. Dropping it closes its ports and ends its connections, even in the middle of a request.
pub struct Emulator {
    address: SocketAddr,
    router: Arc<Router>,
    accepting: [AbortHandle; 2],
}

/// An error at the start of an emulator.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// No port of the loopback interface could be opened.
    Bind(io::Error),
    /// A resource could not be seeded.
    Seed(SeedError),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bind(_) => f.write_str("cannot listen on 127.0.0.1"),
            Self::Seed(_) => f.write_str("cannot seed the emulator"),
        }
    }
}

impl Error for StartError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Bind(error) => Some(error),
            Self::Seed(error) => Some(error),
        }
    }
}

impl Emulator {
    pub(crate) async fn start(settings: Settings, state: State) -> Result<Self, StartError> {
        let (listener, address) = listen().await?;
        let (storage, storage_address) = listen().await?;
        let origins = Origins {
            graph: format!("http://{address}"),
            storage: format!("http://{storage_address}"),
        };
        let router = Arc::new(Router::new(settings, origins, state));
        let serve = |listener, origin| {
            tokio::spawn(server::accept(listener, Arc::clone(&router), origin)).abort_handle()
        };
        let accepting = [
            serve(listener, Origin::Graph),
            serve(storage, Origin::Storage),
        ];
        Ok(Self {
            address,
            router,
            accepting,
        })
    }

    /// Returns the base URL of the emulator, without a version and a trailing slash: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn url(&self) -> String {
        self.router.origins.graph.clone()
    }

    /// Returns the address on which the emulator listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the bearer token that the emulator accepts.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.router.settings.token
    }

    /// Returns all requests so far, in the order in which they were executed. A request is recorded before its response is sent.
    ///
    /// Bytes that are not HTTP are refused before they are recorded.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.router.state().records.clone()
    }

    /// Returns all [`requests`](Self::requests) so far, and forgets them.
    #[must_use = "the requests are forgotten"]
    pub fn take_requests(&self) -> Vec<RecordedRequest> {
        std::mem::take(&mut self.router.state().records)
    }

    /// Returns what is stored at the path of a URL such as `/beta/users/1`: the object of a resource, the array of a
    /// collection's items, or `None` if the path does not exist.
    #[must_use]
    pub fn get(&self, url: &str) -> Option<Value> {
        let path = ResourcePath::parse(url).ok()?;
        match self.router.state().store.read(&path)? {
            Stored::Resource(resource) => Some(resource),
            Stored::Collection(items) => Some(Value::Array(items)),
        }
    }

    /// Adds or replaces a resource, as [`Builder::seed`](crate::Builder::seed) does.
    ///
    /// # Errors
    /// Returns a [`SeedError`] if the URL is malformed, or if the value does not fit there.
    pub fn seed(&self, url: &str, resource: Value) -> Result<(), SeedError> {
        seed::seed(&mut self.router.state().store, url, resource)
    }

    /// Removes a resource, as another client's DELETE would. Returns true if the resource existed.
    pub fn remove(&self, url: &str) -> bool {
        let path = ResourcePath::parse(url);
        path.is_ok_and(|path| self.router.state().store.remove(&path).is_ok())
    }

    /// Removes a resource as a deletion that can be undone: delta queries report it with the reason `changed`. Returns true if
    /// the resource existed.
    pub fn soft_delete(&self, url: &str) -> bool {
        let path = ResourcePath::parse(url);
        path.is_ok_and(|path| self.router.state().store.remove_softly(&path).is_ok())
    }

    /// Expires all delta links so far, and the next links of delta queries.
    pub fn expire_delta_links(&self, resync: Resync) {
        self.router.state().delta_links.expire(resync);
    }

    /// Adds a fault for later requests, as [`Builder::fault`](crate::Builder::fault) does.
    pub fn fault(&self, on: On, fault: Fault) {
        self.router.state().faults.add(on, fault);
    }

    /// Sets random faults for later requests, as [`Builder::random_faults`](crate::Builder::random_faults) does.
    pub fn random_faults(&self, faults: RandomFaults) {
        self.router.state().faults.random = Some(faults);
    }

    /// Removes all scripted and random faults.
    pub fn clear_faults(&self) {
        self.router.state().faults.clear();
    }

    /// Returns the bytes at the path of a URL: seeded by [`Builder::content`](crate::Builder::content), put there, or uploaded.
    /// The result of an upload session for `/v1.0/drive/root:/a.txt:` is at `/v1.0/drive/root:/a.txt:/content`.
    #[must_use]
    pub fn content(&self, url: &str) -> Option<Bytes> {
        let path = ResourcePath::parse(url).ok()?;
        self.router.state().contents.get(&path)
    }

    /// Expires all upload sessions and pre-authenticated URLs. Requests for them get 404.
    pub fn expire_storage(&self) {
        self.router.state().contents.expire();
    }

    /// Expires all access tokens that [`Builder::sign_in`](crate::Builder::sign_in) issued. Refresh tokens remain valid.
    pub fn expire_tokens(&self) {
        self.router.state().tokens.expire();
    }

    /// Revokes all access and refresh tokens that were issued, so that all users and clients must sign in again.
    pub fn revoke_sign_ins(&self) {
        self.router.state().tokens.revoke();
    }

    /// Returns the base URL of the [storage](crate#storage), whose origin differs from that of [`url`](Self::url).
    #[must_use]
    pub fn storage_url(&self) -> String {
        self.router.origins.storage.clone()
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
