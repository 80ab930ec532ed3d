//! Users who sign in on another device: the device code flow, by the oauth2 crate.
//!
//! In: an app's id, and a way to show the user a code. Out: a [`Credential`] that signs in once and refreshes from then on.
//! Source: RFC 8628; "OAuth 2.0 device authorization grant".

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use oauth2::basic::{BasicClient, BasicTokenResponse};
use oauth2::{
    DeviceAuthorizationResponse, EndpointNotSet, EndpointSet, ExtraDeviceAuthorizationFields,
    RefreshToken, Scope, TokenResponse as _,
};
use serde::{Deserialize, Serialize};
use tokio::time::{Instant, sleep_until};

use crate::auth::{AccessToken, CachedToken, Credential, State, TokenRequest};
use crate::error::BoxError;
use crate::shared::BoxFuture;

mod claims;
mod error;
mod platform;
mod setup;

pub use error::DeviceCodeError;
use platform::Platform;
pub use setup::{DeviceCodeBuilder, DevicePrompt};

/// How long those that asked at the same time are told of a sign-in that failed, before the user is asked again.
const AFTER_FAILURE: Duration = Duration::from_secs(5);

/// For a token that does not say how long it lives. Where it lives shorter, the service refuses it, and it is refreshed.
const USUAL_LIFE: Duration = Duration::from_secs(3600);

type OAuth = BasicClient<EndpointNotSet, EndpointSet, EndpointNotSet, EndpointNotSet, EndpointSet>;

/// A user who signs in on another device, by a code that this program shows. Feature `device-code`.
///
/// The first request of the client asks for a code, has it shown, and waits until the user has entered it, for as long as the
/// code is good: 15 minutes, as a rule. All requests wait with it. From then on, tokens are refreshed without the user, early and
/// by one request; if the refresh token is refused as well, the user is asked again. A claims challenge is answered by
/// a token with those claims.
///
/// A request that is dropped while it waits does not lose the code: the next one goes on with it.
///
/// Source: RFC 8628; "OAuth 2.0 device authorization grant".
///
/// ```no_run
/// # fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use graph_runtime::device_code::DeviceCodeCredential;
/// use graph_runtime::Client;
///
/// let credential = DeviceCodeCredential::builder("the app's client id", |prompt| println!("{}", prompt.message()))
///     .tenant("contoso.onmicrosoft.com")
///     .scopes(["User.Read", "Mail.Read"])
///     .build()?;
/// let client = Client::new(credential)?;
/// # Ok(())
/// # }
/// ```
///
/// The app's registration has to allow public client flows. Its `Debug` form shows no token.
pub struct DeviceCodeCredential {
    oauth: OAuth,
    platform: Platform,
    scopes: Vec<String>,
    prompt: Box<Prompt>,
    /// CachedToken by whoever signs in or refreshes.
    session: tokio::sync::Mutex<Session>,
    refresh: Mutex<Option<RefreshToken>>,
}

type Prompt = dyn Fn(&DevicePrompt<'_>) + Send + Sync;

#[derive(Default)]
struct Session {
    held: Option<CachedToken>,
    pending: Option<Pending>,
    failed: Option<(Instant, DeviceCodeError)>,
}

type Device = DeviceAuthorizationResponse<Message>;

/// What Microsoft's identity platform adds to RFC 8628.
#[derive(Debug, Serialize, Deserialize)]
struct Message {
    message: Option<String>,
}

impl ExtraDeviceAuthorizationFields for Message {}

/// A code that the user has been shown.
struct Pending {
    device: Device,
    claims: Option<String>,
    end: Instant,
    pace: Mutex<Pace>,
}

/// How polls keep their distance, also from those of a request that was dropped.
#[derive(Clone, Copy)]
struct Pace {
    interval: Duration,
    next: Instant,
}

impl DeviceCodeCredential {
    /// The refresh token, for a program that wants its user to stay signed in over a restart: give it to
    /// [`DeviceCodeBuilder::refresh_token`] then. Each refreshing may replace it. `None` before the user has signed in.
    ///
    /// It is a secret that is good for weeks: keep it where passwords are kept.
    pub fn refresh_token(&self) -> Option<String> {
        self.refresh_known()
            .as_ref()
            .map(|token| token.secret().clone())
    }

    async fn get(&self, request: TokenRequest<'_>) -> Result<AccessToken, DeviceCodeError> {
        // Whoever comes second finds what the first has got.
        let mut session = self.session.lock().await;
        if let Some(held) = &session.held
            && held.state(&request, SystemTime::now()) == State::Good
        {
            return Ok(held.token.clone());
        }
        let known = self.refresh_known().clone();
        if let Some(known) = known {
            match self.refresh(&known, &request).await {
                Ok(answer) => return Ok(self.keep(&mut session, &request, &answer)),
                Err(error) if error.needs_the_user() => *self.refresh_known() = None,
                Err(error) => return Err(error),
            }
        }
        if let Some((at, error)) = &session.failed
            && at.elapsed() < AFTER_FAILURE
            && let Some(error) = error.repeated()
        {
            return Err(error);
        }
        match self.sign_in(&mut session, &request).await {
            Ok(answer) => Ok(self.keep(&mut session, &request, &answer)),
            Err(error) => {
                session.failed = error.repeated().map(|error| (Instant::now(), error));
                Err(error)
            }
        }
    }

    async fn refresh(
        &self,
        known: &RefreshToken,
        request: &TokenRequest<'_>,
    ) -> Result<BasicTokenResponse, DeviceCodeError> {
        self.oauth
            .exchange_refresh_token(known)
            .add_scopes(self.scopes(request))
            .add_extra_param("claims", claims::with_capabilities(request.claims()))
            .request_async(&self.platform)
            .await
            .map_err(|error| DeviceCodeError::of(error, &[known.secret()]))
    }

    /// Shows the user a code and waits for the end of it, or goes on waiting where a dropped request has left off.
    async fn sign_in(
        &self,
        session: &mut Session,
        request: &TokenRequest<'_>,
    ) -> Result<BasicTokenResponse, DeviceCodeError> {
        let is_pending = session.pending.as_ref().is_some_and(|pending| {
            pending.claims.as_deref() == request.claims() && Instant::now() < pending.end
        });
        if !is_pending {
            session.pending = None;
        }
        let pending = match &mut session.pending {
            Some(pending) => pending,
            none => none.insert(self.begin(request).await?),
        };
        let result = self.poll(pending).await;
        session.pending = None;
        result
    }

    async fn begin(&self, request: &TokenRequest<'_>) -> Result<Pending, DeviceCodeError> {
        let claims = claims::with_capabilities(request.claims());
        let device: Device = self
            .oauth
            .exchange_device_code()
            .add_scopes(self.scopes(request))
            .add_extra_param("claims", claims)
            .request_async(&self.platform)
            .await
            .map_err(|error| DeviceCodeError::of(error, &[]))?;
        let now = Instant::now();
        // A code that would be good for ever is good for a day.
        let life = device.expires_in().min(Duration::from_secs(24 * 3600));
        let interval = device.interval().min(life);
        (self.prompt)(&DevicePrompt::new(&device));
        Ok(Pending {
            claims: request.claims().map(str::to_owned),
            end: now + life,
            pace: Mutex::new(Pace {
                interval,
                next: now + interval,
            }),
            device,
        })
    }

    async fn poll(&self, pending: &Pending) -> Result<BasicTokenResponse, DeviceCodeError> {
        let pace = || pending.pace.lock().unwrap_or_else(PoisonError::into_inner);
        let next = pace().next;
        sleep_until(next).await;
        let sleep = |asked: Duration| {
            let mut pace = pace();
            pace.interval = pace.interval.max(asked);
            pace.next = Instant::now() + pace.interval;
            sleep_until(pace.next)
        };
        let secrets = [
            pending.device.device_code().secret().as_str(),
            pending.device.user_code().secret().as_str(),
        ];
        let left = pending.end.saturating_duration_since(Instant::now());
        let claims = claims::with_capabilities(pending.claims.as_deref());
        self.oauth
            .exchange_device_access_token(&pending.device)
            .add_extra_param("claims", claims)
            .request_async(&self.platform, sleep, Some(left))
            .await
            .map_err(|error| DeviceCodeError::of(error, &secrets))
    }

    fn keep(
        &self,
        session: &mut Session,
        request: &TokenRequest<'_>,
        answer: &BasicTokenResponse,
    ) -> AccessToken {
        if let Some(refresh) = answer.refresh_token() {
            *self.refresh_known() = Some(refresh.clone());
        }
        let now = SystemTime::now();
        let life = answer.expires_in().unwrap_or(USUAL_LIFE);
        let end = now.checked_add(life).unwrap_or(now + USUAL_LIFE);
        let token = AccessToken::expiring(answer.access_token().secret(), end);
        session.held = CachedToken::new(token.clone(), request.claims(), now);
        session.failed = None;
        token
    }

    fn scopes(&self, request: &TokenRequest<'_>) -> Vec<Scope> {
        let of_graph = request.scope();
        let audience = of_graph.strip_suffix(".default").unwrap_or(of_graph);
        let mut scopes: Vec<_> = match self.scopes.is_empty() {
            true => vec![of_graph.to_owned()],
            false => {
                let asked = self
                    .scopes
                    .iter()
                    .filter(|scope| *scope != "offline_access");
                asked.map(|scope| whole(audience, scope)).collect()
            }
        };
        scopes.push("offline_access".to_owned());
        scopes.into_iter().map(Scope::new).collect()
    }

    fn refresh_known(&self) -> MutexGuard<'_, Option<RefreshToken>> {
        self.refresh.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A scope with its resource. Those of OpenID Connect have none.
fn whole(audience: &str, scope: &str) -> String {
    match scope {
        "openid" | "profile" | "email" => scope.to_owned(),
        _ if scope.contains("://") => scope.to_owned(),
        _ => format!("{audience}{scope}"),
    }
}

impl Credential for DeviceCodeCredential {
    fn token<'a>(
        &'a self,
        request: TokenRequest<'a>,
    ) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(async move { Ok(self.get(request).await?) })
    }
}

impl fmt::Debug for DeviceCodeCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceCodeCredential")
            .field("client_id", &self.oauth.client_id().as_str())
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}
