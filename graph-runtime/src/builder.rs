//! Setting a client up.
//!
//! In: a credential, an origin, limits. Out: a [`Client`] whose TLS is its own: nothing is installed for the whole process.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::auth::{Credential, Tokens};
use crate::client::Client;
use crate::error::BuildError;
use crate::send::{Gate, Inner, Origin, Retry, connection};
use crate::shared::{Cloud, Limits};

/// Sets a [`Client`] up.
///
/// Its `Debug` form shows the limits, and nothing of the credential.
#[must_use]
pub struct ClientBuilder {
    credential: Box<dyn Credential>,
    base_url: String,
    limits: Limits,
    retry: Retry,
}

impl Client {
    /// A client of the public service, `https://graph.microsoft.com`.
    ///
    /// # Errors
    ///
    /// If TLS cannot be set up: the system has no root certificates, say.
    pub fn new(credential: impl Credential) -> Result<Client, BuildError> {
        Client::builder(credential).build()
    }

    /// A client of another cloud, or with other limits.
    pub fn builder(credential: impl Credential) -> ClientBuilder {
        ClientBuilder::new(Box::new(credential))
    }
}

impl ClientBuilder {
    pub(crate) fn new(credential: Box<dyn Credential>) -> Self {
        ClientBuilder {
            credential,
            base_url: Cloud::Public.base_url().to_owned(),
            limits: Limits {
                connect: Duration::from_secs(10),
                attempt: Duration::from_secs(100),
                answer: 64 * 1024 * 1024,
                in_flight: 64,
            },
            retry: Retry::default(),
        }
    }

    /// The cloud whose service is asked, and which the tokens are for. The default is the public one.
    pub fn cloud(self, cloud: Cloud) -> Self {
        self.base_url(cloud.base_url())
    }

    /// How requests are sent again. The default is [`Retry::default`].
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// How many requests of the client, its clones included, may be under way at once; the others wait for their turn, in
    /// order. The default is 64; 0 counts as 1.
    pub fn in_flight_limit(mut self, requests: usize) -> Self {
        self.limits.in_flight = requests;
        self
    }

    /// The origin of the service, if it is not that of a [cloud](Self::cloud): `http://127.0.0.1:8080` for a test.
    ///
    /// A scheme, a host and perhaps a port, without a path. The default is the public service.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// How long connecting may take, the TLS handshake included. The default is 10 s.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.limits.connect = limit;
        self
    }

    /// How long one attempt may take, from connecting to the last byte of the answer, redirects included.
    /// The default is 100 s.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.limits.attempt = limit;
        self
    }

    /// How many bytes the body of an answer may have. The default is 64 MiB.
    pub fn response_limit(mut self, bytes: u64) -> Self {
        self.limits.answer = bytes;
        self
    }

    /// Makes the client. Nothing is sent, and no token is asked for.
    ///
    /// It reads the system's root certificates: make one client and clone it, rather than one for each task.
    ///
    /// # Errors
    ///
    /// If the base URL is no origin, or plain `http` on another machine; if TLS cannot be set up.
    pub fn build(self) -> Result<Client, BuildError> {
        let origin = Origin::parse(&self.base_url)?;
        let tls = connection::tls(&origin).map_err(|error| BuildError::Tls(error.into()))?;
        Ok(Client::of(Arc::new(Inner {
            http: connection::http(&origin, tls, self.limits)
                .map_err(|error| BuildError::Http(error.into()))?,
            origin,
            tokens: Tokens::new(self.credential),
            limits: self.limits,
            retry: self.retry,
            gate: Arc::new(Gate::new(self.limits.in_flight)),
        })))
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL is not shown: before `build` has looked at it, it may hold a password.
        f.debug_struct("ClientBuilder")
            .field("limits", &self.limits)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
