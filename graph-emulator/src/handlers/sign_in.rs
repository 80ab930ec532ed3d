//! Handles the sign-in service: exchanges credentials for tokens, or returns OAuth's error (RFC 6749, RFC 8628).

use std::collections::HashMap;
use std::time::{Duration, Instant};

use bytes::Bytes;
use hyper::http::request::Parts;
use hyper::{Method, StatusCode};
use serde_json::{Value, json};

use crate::http::{Query, Response};

mod device;

pub use device::DeviceOutcome;
use device::{DeviceCodes, Poll};

/// The sign-in service, as at `login.microsoftonline.com`: `/{tenant}/oauth2/v2.0/token` and `/{tenant}/oauth2/v2.0/devicecode` of
/// the emulator, for any tenant. With it, the emulator accepts only tokens that it issued and that have not expired.
///
/// Users who ask for `offline_access` get a refresh token, which is valid for one use.
///
/// Source: RFC 6749, 4.4 and 6; RFC 8628; "OAuth 2.0 device authorization grant".
///
/// ```
/// # use std::time::Duration;
/// use graph_emulator::{DeviceOutcome, Emulator, SignIn};
///
/// let builder = Emulator::builder().sign_in(
///     SignIn::new("the-client-id", "the-client-secret")
///         .token_lifetime(Duration::from_secs(2))
///         .device_polls(3)
///         .device_outcome(DeviceOutcome::Declined),
/// );
/// ```
#[derive(Clone)]
#[must_use = "the sign-in service has no effect until it is given to the builder"]
pub struct SignIn {
    client_id: String,
    client_secret: String,
    lifetime: Duration,
    device_polls: u32,
    device_slow_downs: u32,
    device_interval: Duration,
    device_lifetime: Duration,
    device_outcome: DeviceOutcome,
}

impl SignIn {
    /// Creates the service for a client with this secret. The device code flow and refreshing need no secret. A client assertion
    /// is accepted without being checked.
    pub fn new(client_id: impl Into<String>, client_secret: impl Into<String>) -> Self {
        Self {
            client_id: client_id.into(),
            client_secret: client_secret.into(),
            lifetime: Duration::from_secs(3600),
            device_polls: 1,
            device_slow_downs: 0,
            device_interval: Duration::from_secs(1),
            device_lifetime: Duration::from_secs(900),
            device_outcome: DeviceOutcome::SignedIn,
        }
    }

    /// Sets the lifetime of access tokens; the default is one hour. `expires_in` contains it in seconds, rounded down.
    pub fn token_lifetime(mut self, lifetime: Duration) -> Self {
        self.lifetime = lifetime;
        self
    }

    /// Sets how often a poll for a device code gets `authorization_pending` before the outcome; the default is 1.
    pub fn device_polls(mut self, polls: u32) -> Self {
        self.device_polls = polls;
        self
    }

    /// Sets how often a poll for a device code gets `slow_down`, which comes first; the default is 0. After a `slow_down` a
    /// client must wait 5 s longer between polls.
    pub fn device_slow_downs(mut self, polls: u32) -> Self {
        self.device_slow_downs = polls;
        self
    }

    /// Sets the time that a client must wait between polls; the default is 1 s. `interval` contains it in seconds, rounded down.
    pub fn device_interval(mut self, interval: Duration) -> Self {
        self.device_interval = interval;
        self
    }

    /// Sets the `expires_in` of device codes, in seconds, rounded down; the default is 15 minutes. The emulator does not enforce
    /// it: see [`device_outcome`](Self::device_outcome).
    pub fn device_lifetime(mut self, lifetime: Duration) -> Self {
        self.device_lifetime = lifetime;
        self
    }

    /// Sets the outcome of device codes; by default the user signs in.
    pub fn device_outcome(mut self, outcome: DeviceOutcome) -> Self {
        self.device_outcome = outcome;
        self
    }
}

/// Shows no secret.
impl std::fmt::Debug for SignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignIn")
            .field("client_id", &self.client_id)
            .field("lifetime", &self.lifetime)
            .finish_non_exhaustive()
    }
}

/// The tokens and device codes that were issued.
#[derive(Default)]
pub(crate) struct Tokens {
    /// The access tokens, with the time at which they expire.
    issued: HashMap<String, Instant>,
    /// The refresh tokens, with their scopes. Each is valid for one use.
    refresh: HashMap<String, String>,
    devices: DeviceCodes,
    count: u64,
}

/// Shows no token.
impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tokens")
            .field("count", &self.count)
            .finish_non_exhaustive()
    }
}

/// Handles a request to the sign-in service, which needs no token.
pub(crate) fn handle(
    tokens: &mut Tokens,
    sign_in: &SignIn,
    origin: &str,
    head: &Parts,
    body: &Bytes,
) -> Option<Response> {
    let (tenant, endpoint) = head.uri.path().trim_start_matches('/').split_once('/')?;
    let form = String::from_utf8_lossy(body);
    let form = Query::new(Some(&form));
    match (&head.method, endpoint) {
        (&Method::GET, "v2.0/.well-known/openid-configuration") => {
            Some(Response::json(StatusCode::OK, discovery(origin, tenant)))
        }
        (&Method::POST, "oauth2/v2.0/devicecode") => {
            Some(tokens.device_code(sign_in, origin, form))
        }
        (&Method::POST, "oauth2/v2.0/token") => Some(tokens.token(sign_in, form)),
        _ => None,
    }
}

impl Tokens {
    /// Returns true if the token was issued and has not expired.
    pub(crate) fn is_valid(&self, token: &str) -> bool {
        self.issued
            .get(token)
            .is_some_and(|expiry| Instant::now() < *expiry)
    }

    /// Expires all access tokens.
    pub(crate) fn expire(&mut self) {
        self.issued.clear();
    }

    /// Revokes all access and refresh tokens.
    pub(crate) fn revoke(&mut self) {
        self.issued.clear();
        self.refresh.clear();
    }

    fn device_code(&mut self, sign_in: &SignIn, origin: &str, form: Query<'_>) -> Response {
        if form.get("client_id").as_deref() != Some(&sign_in.client_id) {
            return oauth_error(
                "unauthorized_client",
                "AADSTS700016: the application was not found.",
            );
        }
        let scope = form.get("scope").unwrap_or_default();
        self.devices.issue(sign_in, origin, scope)
    }

    fn token(&mut self, sign_in: &SignIn, form: Query<'_>) -> Response {
        if form.get("client_id").as_deref() != Some(&sign_in.client_id) {
            return oauth_error(
                "unauthorized_client",
                "AADSTS700016: the application was not found.",
            );
        }
        let grant = form.get("grant_type").unwrap_or_default();
        match grant.as_str() {
            "client_credentials" => {
                let has_assertion = form.get("client_assertion").is_some();
                let secret = form.get("client_secret");
                if !has_assertion && secret.as_deref() != Some(&sign_in.client_secret) {
                    return oauth_error(
                        "invalid_client",
                        "AADSTS7000215: invalid client secret provided.",
                    );
                }
                let scope = form.get("scope").unwrap_or_default();
                if !scope.ends_with("/.default") {
                    return oauth_error(
                        "invalid_scope",
                        "AADSTS1002012: the scope must end in /.default.",
                    );
                }
                self.issue(sign_in, &scope, false)
            }
            "urn:ietf:params:oauth:grant-type:device_code" => {
                let code = form.get("device_code").unwrap_or_default();
                match self.devices.poll(sign_in, &code) {
                    Poll::SignedIn(scope) => self.issue(sign_in, &scope, true),
                    Poll::Refused(response) => response,
                }
            }
            "refresh_token" => {
                let sent = form.get("refresh_token").unwrap_or_default();
                match self.refresh.remove(&sent) {
                    Some(scope) => self.issue(sign_in, &scope, true),
                    None => oauth_error(
                        "invalid_grant",
                        "AADSTS700082: the refresh token has expired.",
                    ),
                }
            }
            _ => oauth_error(
                "unsupported_grant_type",
                "AADSTS70003: this grant is not supported.",
            ),
        }
    }

    /// Issues an access token, and a refresh token if the user asked for `offline_access`.
    fn issue(&mut self, sign_in: &SignIn, scope: &str, is_user: bool) -> Response {
        self.count += 1;
        let token = format!("emulator-token-{}", self.count);
        self.issued
            .insert(token.clone(), Instant::now() + sign_in.lifetime);
        let mut body = json!({
            "token_type": "Bearer",
            "scope": scope,
            "expires_in": sign_in.lifetime.as_secs(),
            "ext_expires_in": sign_in.lifetime.as_secs(),
            "access_token": token,
        });
        if is_user && scope.split(' ').any(|scope| scope == "offline_access") {
            let refresh = format!("emulator-refresh-{}", self.count);
            body["refresh_token"] = refresh.clone().into();
            self.refresh.insert(refresh, scope.to_owned());
        }
        Response::json(StatusCode::OK, body)
    }
}

fn oauth_error(error: &str, description: &str) -> Response {
    let status = match error {
        "invalid_client" => StatusCode::UNAUTHORIZED,
        _ => StatusCode::BAD_REQUEST,
    };
    Response::json(
        status,
        json!({ "error": error, "error_description": description }),
    )
}

fn discovery(origin: &str, tenant: &str) -> Value {
    let base = format!("{origin}/{tenant}");
    json!({
        "issuer": format!("{base}/v2.0"),
        "token_endpoint": format!("{base}/oauth2/v2.0/token"),
        "authorization_endpoint": format!("{base}/oauth2/v2.0/authorize"),
        "device_authorization_endpoint": format!("{base}/oauth2/v2.0/devicecode"),
        "jwks_uri": format!("{base}/discovery/v2.0/keys"),
    })
}
