//! Where tokens come from.
//!
//! In: which audience a token has to be for. Out: the token, as a secret that no `Debug` form shows.

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime};

use http::HeaderValue;

use crate::error::BoxError;
use crate::shared::BoxFuture;

/// As the time of the end of a token: that of no token of today.
const NEVER: Duration = Duration::from_secs(300 * 365 * 24 * 60 * 60);

/// Gives the client its tokens.
///
/// A token that says [when it ends](AccessToken::expiring) is kept by the client and renewed five minutes before that: by one
/// request, while the others go on with the old one, or wait if it has ended. For one that does not say, the credential is asked
/// for each request.
///
/// The client's time-outs do not cover this call: an implementation that does I/O needs its own.
///
/// A token that the service refuses (401) is asked for once more, and once with the claims that a claims challenge demands.
/// Source: RFC 6750; "Claims challenges, claims requests, and client capabilities".
///
/// ```
/// use graph_runtime::auth::{AccessToken, BoxFuture, TokenRequest};
/// use graph_runtime::error::BoxError;
/// use graph_runtime::Credential;
///
/// /// Takes the token from the environment, each time anew.
/// struct FromEnvironment;
///
/// impl Credential for FromEnvironment {
///     fn token<'a>(&'a self, _: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
///         Box::pin(async { Ok(AccessToken::from(std::env::var("GRAPH_ACCESS_TOKEN")?)) })
///     }
/// }
/// ```
pub trait Credential: Send + Sync + 'static {
    /// A token that is valid now, without the word `Bearer`.
    ///
    /// # Errors
    ///
    /// Whatever keeps the credential from having one. The client shows it to its caller, so it must not hold a secret.
    fn token<'a>(
        &'a self,
        request: TokenRequest<'a>,
    ) -> BoxFuture<'a, Result<AccessToken, BoxError>>;
}

/// What a token is asked for.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct TokenRequest<'a> {
    scope: &'a str,
    claims: Option<&'a str>,
    rejected: Option<&'a AccessToken>,
}

/// A token, as it goes into the `Authorization` header. A secret: its `Debug` form does not show it.
#[derive(Clone)]
pub struct AccessToken {
    /// Shared: each request has a token of its own.
    secret: Arc<Secret>,
    expires_at: Option<SystemTime>,
}

struct Secret {
    text: Box<str>,
    /// Written once for all requests that go out with it.
    bearer: OnceLock<Result<HeaderValue, UnusableToken>>,
}

/// A credential that is one token. It is never renewed: for tests, scripts, and trying things out.
///
/// A client keeps the token for good, unless it [says when it ends](AccessToken::expiring). Its `Debug` form does not show the token.
#[derive(Clone)]
pub struct FixedToken {
    token: AccessToken,
}

impl<'a> TokenRequest<'a> {
    pub(crate) fn new(scope: &'a str) -> Self {
        TokenRequest {
            scope,
            claims: None,
            rejected: None,
        }
    }

    pub(crate) fn instead_of(
        self,
        rejected: Option<&'a AccessToken>,
        claims: Option<&'a str>,
    ) -> Self {
        TokenRequest {
            claims,
            rejected,
            ..self
        }
    }

    /// The scope, which follows the client's host: `https://graph.microsoft.com/.default`.
    pub fn scope(&self) -> &'a str {
        self.scope
    }

    /// The claims that the service demands of the token, as JSON text, if it has demanded any.
    ///
    /// They go to the identity platform with the request for a token. Source: "Claims challenges, claims requests, and
    /// client capabilities".
    pub fn claims(&self) -> Option<&'a str> {
        self.claims
    }

    /// A token that the service has just refused, though it should be valid: giving it again leads nowhere.
    pub fn rejected(&self) -> Option<&'a AccessToken> {
        self.rejected
    }
}

impl AccessToken {
    /// A token that is valid until `expires_at`, and kept by the client until shortly before that.
    pub fn expiring(secret: impl Into<String>, expires_at: SystemTime) -> Self {
        AccessToken {
            expires_at: Some(expires_at),
            ..secret.into().into()
        }
    }

    /// When it ends, if that is known.
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.expires_at
    }

    /// The token itself, for a credential that hands on another's. Keep it out of logs.
    pub fn secret(&self) -> &str {
        &self.secret.text
    }

    /// The value of `Authorization`, marked as sensitive.
    pub(crate) fn bearer(&self) -> Result<&HeaderValue, UnusableToken> {
        let secret = &*self.secret;
        let bearer = secret.bearer.get_or_init(|| bearer(&secret.text));
        bearer.as_ref().map_err(|unusable| *unusable)
    }
}

fn bearer(secret: &str) -> Result<HeaderValue, UnusableToken> {
    if secret.is_empty() {
        return Err(UnusableToken::Empty);
    }
    // Narrower than what a header could hold: RFC 6750 knows no other characters, and a line break at the end, from
    // a file, is the usual mistake.
    if let Some(at) = secret.bytes().position(|byte| !byte.is_ascii_graphic()) {
        return Err(UnusableToken::Character { at });
    }
    let mut value = HeaderValue::try_from(format!("Bearer {secret}"))
        .map_err(|_| UnusableToken::Character { at: 0 })?;
    value.set_sensitive(true);
    Ok(value)
}

/// Why a token cannot be sent. It says nothing of the token but a position.
#[derive(Debug, Clone, Copy)]
pub(crate) enum UnusableToken {
    Empty,
    Character { at: usize },
}

impl fmt::Display for UnusableToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            UnusableToken::Empty => f.write_str("the token is empty"),
            UnusableToken::Character { at } => write!(
                f,
                "the token holds a character that no token has, at byte {at}\n\
                 help: trim white space and line breaks from where it is read"
            ),
        }
    }
}

impl std::error::Error for UnusableToken {}

impl FixedToken {
    /// A credential that is this token.
    pub fn new(token: impl Into<AccessToken>) -> Self {
        let mut token = token.into();
        // It has an end, but no other takes its place then: the client keeps it, and asks for it once.
        token
            .expires_at
            .get_or_insert(SystemTime::UNIX_EPOCH + NEVER);
        FixedToken { token }
    }
}

impl Credential for FixedToken {
    fn token<'a>(&'a self, _: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(std::future::ready(Ok(self.token.clone())))
    }
}

impl<C: Credential + ?Sized> Credential for Arc<C> {
    fn token<'a>(
        &'a self,
        request: TokenRequest<'a>,
    ) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        (**self).token(request)
    }
}

impl<C: Credential + ?Sized> Credential for Box<C> {
    fn token<'a>(
        &'a self,
        request: TokenRequest<'a>,
    ) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        (**self).token(request)
    }
}

impl From<String> for AccessToken {
    fn from(secret: String) -> Self {
        secret.into_boxed_str().into()
    }
}

impl From<&str> for AccessToken {
    fn from(secret: &str) -> Self {
        Box::<str>::from(secret).into()
    }
}

impl From<Box<str>> for AccessToken {
    fn from(text: Box<str>) -> Self {
        let bearer = OnceLock::new();
        AccessToken {
            secret: Arc::new(Secret { text, bearer }),
            expires_at: None,
        }
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(…)")
    }
}

impl fmt::Debug for FixedToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FixedToken(…)")
    }
}
