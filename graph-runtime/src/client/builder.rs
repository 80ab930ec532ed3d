//! Setting a client up.
//!
//! In: a credential, an origin, limits. Out: a [`Client`] whose TLS is its own: nothing is installed for the whole process.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use rustls::ClientConfig;
use rustls_platform_verifier::BuilderVerifierExt;

use super::gate::Gate;
use super::headers;
use super::origin::Origin;
use super::random::Random;
use super::tokens::Tokens;
use super::{Client, Cloud, Credential, Inner, Retry};
use crate::error::{Cause, Chain};

/// What a client waits for and accepts at most.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) connect: Duration,
    pub(super) attempt: Duration,
    pub(super) answer: u64,
    pub(super) in_flight: usize,
}

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

/// Why a client cannot be made.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The base URL is no origin.
    BaseUrl {
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The base URL is plain `http` on a machine that is not this one.
    Insecure {
        /// The host.
        host: String,
    },
    /// The authority of a credential is no origin, or plain `http` on another machine.
    Authority {
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The tenant of a credential is neither an id nor a domain.
    Tenant,
    /// TLS cannot be set up.
    Tls(Cause),
    /// The HTTP client cannot be set up.
    Http(Cause),
}

impl ClientBuilder {
    pub(super) fn new(credential: Box<dyn Credential>) -> Self {
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
    pub fn answer_limit(mut self, bytes: u64) -> Self {
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
        let tls = tls(&origin).map_err(|error| BuildError::Tls(error.into()))?;
        let random = Random::new(tls.crypto_provider().secure_random);
        Ok(Client {
            inner: Arc::new(Inner {
                http: http(&origin, tls, self.limits)
                    .map_err(|error| BuildError::Http(error.into()))?,
                origin,
                tokens: Tokens::new(self.credential),
                limits: self.limits,
                retry: self.retry,
                gate: Arc::new(Gate::new(self.limits.in_flight)),
                random,
            }),
        })
    }
}

pub(super) fn tls(origin: &Origin) -> Result<ClientConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = || {
        ClientConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions()
    };
    let config = match config()?.with_platform_verifier() {
        Ok(config) => config,
        // A test against plain `http` runs on machines without certificates, too. There no `https` is trusted.
        Err(_) if origin.is_plain() => {
            config()?.with_root_certificates(rustls::RootCertStore::empty())
        }
        Err(error) => return Err(error),
    };
    Ok(config.with_no_client_auth())
}

pub(super) fn http(
    origin: &Origin,
    tls: ClientConfig,
    limits: Limits,
) -> Result<reqwest::Client, reqwest::Error> {
    // Everything that another crate could switch on by a feature of reqwest is switched off here, so that one client
    // behaves the same in every program.
    let mut builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .http1_only()
        .no_gzip()
        .no_brotli()
        .no_deflate()
        .no_zstd()
        .no_hickory_dns()
        .redirect(reqwest::redirect::Policy::none())
        // With no retries left from the start, no request is copied for one.
        .retry(reqwest::retry::never().max_retries_per_request(0))
        .referer(false)
        .default_headers(headers::of_all())
        .connect_timeout(limits.connect);
    if origin.is_loopback() {
        // To a proxy, plain `http` would carry the token in the clear, and `127.0.0.1` would be another machine.
        builder = builder.no_proxy();
    }
    builder.build()
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

#[cfg(feature = "device-code")]
impl BuildError {
    /// What is wrong with the authority of a credential.
    pub(super) fn of_authority(error: BuildError) -> Self {
        match error {
            BuildError::BaseUrl { problem } => BuildError::Authority { problem },
            BuildError::Insecure { .. } => BuildError::Authority {
                problem: "it is plain `http` on another machine, which would show them to the network",
            },
            other => other,
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BuildError::BaseUrl { problem } => write!(
                f,
                "the base URL is not an origin: {problem}\n\
                 help: write scheme, host and perhaps port, as in `{}`",
                Cloud::Public.base_url()
            ),
            BuildError::Insecure { host } => write!(
                f,
                "the base URL is plain `http` on `{host}`, which would show the token to the network\n\
                 help: write `https://`; plain `http` is for `127.0.0.1`, `[::1]` and `localhost`"
            ),
            BuildError::Authority { problem } => write!(
                f,
                "the authority is not an origin that credentials may be sent to: {problem}\n\
                 help: write scheme, host and perhaps port, as in `{}`; the tenant is given by itself",
                Cloud::Public.authority()
            ),
            BuildError::Tenant => f.write_str(
                "the tenant is neither an id nor a domain\n\
                 help: write the tenant's GUID, a domain of it as in `contoso.onmicrosoft.com`, or `organizations`",
            ),
            BuildError::Tls(cause) => write!(f, "TLS cannot be set up: {}", Chain(&**cause)),
            BuildError::Http(cause) => {
                write!(f, "the HTTP client cannot be set up: {}", Chain(&**cause))
            }
        }
    }
}

impl std::error::Error for BuildError {}
