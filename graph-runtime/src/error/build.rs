//! Why a client, or a credential, cannot be made.

use std::fmt;

use super::{BoxError, Chain};

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
    Tls(BoxError),
    /// The HTTP client cannot be set up.
    Http(BoxError),
}

#[cfg(feature = "device-code")]
impl BuildError {
    /// What is wrong with the authority of a credential.
    pub(crate) fn of_authority(error: BuildError) -> Self {
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
                 help: write scheme, host and perhaps port, as in `https://graph.microsoft.com`"
            ),
            BuildError::Insecure { host } => write!(
                f,
                "the base URL is plain `http` on `{host}`, which would show the token to the network\n\
                 help: write `https://`; plain `http` is for `127.0.0.1`, `[::1]` and `localhost`"
            ),
            BuildError::Authority { problem } => write!(
                f,
                "the authority is not an origin that credentials may be sent to: {problem}\n\
                 help: write scheme, host and perhaps port, as in `https://login.microsoftonline.com`; the tenant is given by itself"
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
