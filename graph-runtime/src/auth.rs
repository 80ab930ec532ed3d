//! Where tokens come from, and how long they are kept.
//!
//! In: a credential, and the audience of a token. Out: a token that should be valid, or the claims that the service demands of one.

#[cfg(feature = "azure-identity")]
mod azure;
pub(crate) mod challenge;
mod credential;
mod tokens;

pub use crate::shared::BoxFuture;
pub use credential::{AccessToken, Credential, FixedToken, TokenRequest};
pub(crate) use tokens::Tokens;
#[cfg(feature = "device-code")]
pub(crate) use tokens::{CachedToken, State};
