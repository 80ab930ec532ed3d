//! The token endpoint: a form of credentials comes in, a token or OAuth's error goes out (RFC 6749, RFC 8628).

use std::collections::HashMap;
use std::time::{Duration, Instant};

use bytes::Bytes;
use hyper::http::request::Parts;
use hyper::{Method, StatusCode};
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::query::Query;
use crate::service::Origins;

mod device;

pub use device::DeviceEnd;
use device::{Devices, Poll};

/// Signing in as at `login.microsoftonline.com`: at `/{tenant}/oauth2/v2.0/token` and `/{tenant}/oauth2/v2.0/devicecode` of the
/// emulator, for any tenant. An emulator that has it takes no other tokens than those that it gave out, until they expire.
///
/// Refresh tokens go out to users that asked for `offline_access`, and are good for one use.
///
/// Source: RFC 6749, 4.4 and 6; RFC 8628; "OAuth 2.0 device authorization grant".
///
/// ```
/// # use std::time::Duration;
/// use graph_emulator::{DeviceEnd, Emulator, SignIn};
///
/// let builder = Emulator::builder().sign_in(
///     SignIn::new("the-client-id", "the-client-secret")
///         .token_lifetime(Duration::from_secs(2))
///         .device_polls(3)
///         .device_end(DeviceEnd::Declined),
/// );
/// ```
#[derive(Clone)]
#[must_use = "it has to be given to the builder"]
pub struct SignIn {
    client_id: String,
    client_secret: String,
    lifetime: Duration,
    device_polls: u32,
    device_slow_downs: u32,
    device_interval: Duration,
    device_lifetime: Duration,
    device_end: DeviceEnd,
}

impl SignIn {
    /// For a client with this secret. The device code flow and refreshing need no secret; a client assertion is taken unread.
    pub fn new(client_id: impl Into<String>, client_secret: impl Into<String>) -> Self {
        Self {
            client_id: client_id.into(),
            client_secret: client_secret.into(),
            lifetime: Duration::from_secs(3600),
            device_polls: 1,
            device_slow_downs: 0,
            device_interval: Duration::from_secs(1),
            device_lifetime: Duration::from_secs(900),
            device_end: DeviceEnd::SignedIn,
        }
    }

    /// How long a token is good for; an hour where nothing is set. `expires_in` tells it in whole seconds, rounded down.
    pub fn token_lifetime(mut self, lifetime: Duration) -> Self {
        self.lifetime = lifetime;
        self
    }

    /// How often a device code is answered `authorization_pending` before the user has signed in; once where nothing is set.
    pub fn device_polls(mut self, polls: u32) -> Self {
        self.device_polls = polls;
        self
    }

    /// How often a device code is answered `slow_down` at first, which asks the client to wait 5 s longer from then on; never
    /// where nothing is set.
    pub fn device_slow_downs(mut self, polls: u32) -> Self {
        self.device_slow_downs = polls;
        self
    }

    /// How long a client shall wait between its polls, in whole seconds, rounded down; 1 s where nothing is set.
    pub fn device_interval(mut self, interval: Duration) -> Self {
        self.device_interval = interval;
        self
    }

    /// How long a device code is said to be good for, in whole seconds, rounded down; 15 minutes where nothing is set. It is not
    /// held against the client: see [`device_end`](Self::device_end).
    pub fn device_lifetime(mut self, lifetime: Duration) -> Self {
        self.device_lifetime = lifetime;
        self
    }

    /// What becomes of device codes in the end; the user signs in where nothing is set.
    pub fn device_end(mut self, end: DeviceEnd) -> Self {
        self.device_end = end;
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

#[derive(Default)]
pub(crate) struct Tokens {
    issued: HashMap<String, Instant>,
    /// The scopes of the refresh tokens, each good for one use.
    refresh: HashMap<String, String>,
    devices: Devices,
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

impl Tokens {
    pub(crate) fn is_good(&self, token: &str) -> bool {
        self.issued
            .get(token)
            .is_some_and(|end| Instant::now() < *end)
    }

    pub(crate) fn expire(&mut self) {
        self.issued.clear();
    }

    pub(crate) fn revoke(&mut self) {
        self.issued.clear();
        self.refresh.clear();
    }

    /// The answer to a request of the sign-in service; `None` if it is for somebody else.
    pub(crate) fn answer(
        &mut self,
        sign_in: &SignIn,
        origins: &Origins,
        head: &Parts,
        body: &Bytes,
    ) -> Option<Answer> {
        let mut segments = head.uri.path().trim_start_matches('/').splitn(2, '/');
        let (tenant, rest) = (segments.next()?, segments.next()?);
        let form = String::from_utf8_lossy(body);
        let form = Query::new(Some(&form));
        match (&head.method, rest) {
            (&Method::GET, "v2.0/.well-known/openid-configuration") => Some(Answer::new(
                StatusCode::OK,
                discovery(&origins.graph, tenant),
            )),
            (&Method::POST, "oauth2/v2.0/devicecode") => {
                Some(self.device_code(sign_in, origins, form))
            }
            (&Method::POST, "oauth2/v2.0/token") => Some(self.token(sign_in, form)),
            _ => None,
        }
    }

    fn device_code(&mut self, sign_in: &SignIn, origins: &Origins, form: Query<'_>) -> Answer {
        if form.get("client_id").as_deref() != Some(&sign_in.client_id) {
            return refusal(
                "unauthorized_client",
                "AADSTS700016: the application was not found.",
            );
        }
        let scope = form.get("scope").unwrap_or_default();
        self.devices.begin(sign_in, origins, scope)
    }

    fn token(&mut self, sign_in: &SignIn, form: Query<'_>) -> Answer {
        if form.get("client_id").as_deref() != Some(&sign_in.client_id) {
            return refusal(
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
                    return refusal(
                        "invalid_client",
                        "AADSTS7000215: invalid client secret provided.",
                    );
                }
                let scope = form.get("scope").unwrap_or_default();
                if !scope.ends_with("/.default") {
                    return refusal(
                        "invalid_scope",
                        "AADSTS1002012: the scope has to end in /.default.",
                    );
                }
                self.issue(sign_in, &scope, false)
            }
            "urn:ietf:params:oauth:grant-type:device_code" => {
                let code = form.get("device_code").unwrap_or_default();
                match self.devices.poll(sign_in, &code) {
                    Poll::SignedIn(scope) => self.issue(sign_in, &scope, true),
                    Poll::Refused(answer) => answer,
                }
            }
            "refresh_token" => {
                let sent = form.get("refresh_token").unwrap_or_default();
                match self.refresh.remove(&sent) {
                    Some(scope) => self.issue(sign_in, &scope, true),
                    None => refusal(
                        "invalid_grant",
                        "AADSTS700082: the refresh token has expired.",
                    ),
                }
            }
            _ => refusal(
                "unsupported_grant_type",
                "AADSTS70003: this grant is not supported.",
            ),
        }
    }

    /// A refresh token goes out to users only, and to those that asked for `offline_access`.
    fn issue(&mut self, sign_in: &SignIn, scope: &str, is_user: bool) -> Answer {
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
        Answer::new(StatusCode::OK, body)
    }
}

fn refusal(error: &str, description: &str) -> Answer {
    let status = match error {
        "invalid_client" => StatusCode::UNAUTHORIZED,
        _ => StatusCode::BAD_REQUEST,
    };
    Answer::new(
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
