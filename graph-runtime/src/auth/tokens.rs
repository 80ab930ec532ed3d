//! The tokens of a client: kept until shortly before they expire, and renewed by one request while the others go on.
//!
//! In: a credential, and what a request needs. Out: a token that should be valid. When to renew is decided by plain
//! functions of the time.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use tokio::time::timeout;

use super::credential::{AccessToken, Credential, TokenRequest};
use crate::error::BoxError;

/// How long before its end a token is renewed; for one that lives less than twice as long, at half of its life.
const EARLY: Duration = Duration::from_secs(300);

/// How long a failure to renew a token that is still good keeps others from trying.
const AFTER_FAILURE: Duration = Duration::from_secs(30);

/// How long another request may take to renew the token.
const PATIENCE: Duration = Duration::from_secs(30);

/// A token's last seconds are not used: the request has to arrive in them.
const MARGIN: Duration = Duration::from_secs(5);

pub(crate) struct Tokens {
    credential: Box<dyn Credential>,
    known: Mutex<Known>,
    /// CachedToken by whoever renews. A future that is dropped gives it back, and the next one renews.
    renewing: tokio::sync::Mutex<()>,
}

/// What the last token was.
#[derive(Clone)]
enum Known {
    Nothing,
    /// It did not say when it ends, so it was not kept: the credential is asked for each request.
    Unkept,
    Kept(CachedToken),
}

/// A token that is kept.
#[derive(Clone)]
pub(crate) struct CachedToken {
    pub(crate) token: AccessToken,
    claims: Option<String>,
    renew_at: SystemTime,
    end: SystemTime,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum State {
    Good,
    /// Good, and someone should renew it.
    Renew,
    Useless,
}

impl CachedToken {
    /// `None` for a token that does not say when it ends: that is not kept.
    pub(crate) fn new(
        token: AccessToken,
        claims: Option<&str>,
        now: SystemTime,
    ) -> Option<CachedToken> {
        let end = token.expires_at()?;
        let life = end.duration_since(now).unwrap_or(Duration::ZERO);
        let early = EARLY.min(life / 2);
        Some(CachedToken {
            token,
            claims: claims.map(str::to_owned),
            renew_at: end.checked_sub(early).unwrap_or(now),
            end,
        })
    }

    pub(crate) fn state(&self, request: &TokenRequest<'_>, now: SystemTime) -> State {
        let is_refused = request
            .rejected()
            .is_some_and(|rejected| rejected.secret() == self.token.secret());
        let is_lacking = request.claims().is_some() && request.claims() != self.claims.as_deref();
        if is_refused || is_lacking || self.end <= now + MARGIN {
            State::Useless
        } else if self.renew_at <= now {
            State::Renew
        } else {
            State::Good
        }
    }
}

impl Tokens {
    pub(crate) fn new(credential: Box<dyn Credential>) -> Self {
        Tokens {
            credential,
            known: Mutex::new(Known::Nothing),
            renewing: tokio::sync::Mutex::new(()),
        }
    }

    pub(crate) async fn get(&self, request: TokenRequest<'_>) -> Result<AccessToken, BoxError> {
        // Looked at where it is: most often it is good, and that is all.
        let known = match &*self.known() {
            Known::Kept(held) if held.state(&request, SystemTime::now()) == State::Good => {
                return Ok(held.token.clone());
            }
            known => known.clone(),
        };
        match known {
            Known::Unkept => self.renew(request).await,
            // Boxed: what is seldom needed does not make each request's future larger.
            Known::Nothing => Box::pin(self.renew_or_wait(request)).await,
            Known::Kept(old) => Box::pin(self.renew_kept(old, request)).await,
        }
    }

    async fn renew_kept(
        &self,
        old: CachedToken,
        request: TokenRequest<'_>,
    ) -> Result<AccessToken, BoxError> {
        if old.state(&request, SystemTime::now()) == State::Useless {
            return self.renew_or_wait(request).await;
        }
        // Whoever does not get the lock goes on with the old one.
        let Ok(_renewing) = self.renewing.try_lock() else {
            return Ok(old.token);
        };
        match self.renew(request).await {
            Ok(token) => Ok(token),
            Err(_not_yet) => {
                if let Known::Kept(held) = &mut *self.known() {
                    held.renew_at = SystemTime::now() + AFTER_FAILURE;
                }
                Ok(old.token)
            }
        }
    }

    async fn renew_or_wait(&self, request: TokenRequest<'_>) -> Result<AccessToken, BoxError> {
        // Whoever renews may rest while its caller waits for us: then we do it ourselves.
        let Ok(renewing) = timeout(PATIENCE, self.renewing.lock()).await else {
            return self.renew(request).await;
        };
        // Someone else may have renewed it meanwhile.
        let known = self.known().clone();
        match known {
            Known::Kept(held) if held.state(&request, SystemTime::now()) != State::Useless => {
                Ok(held.token)
            }
            Known::Unkept => {
                drop(renewing);
                self.renew(request).await
            }
            Known::Kept(_) | Known::Nothing => self.renew(request).await,
        }
    }

    async fn renew(&self, request: TokenRequest<'_>) -> Result<AccessToken, BoxError> {
        let token = self.credential.token(request).await?;
        let held = CachedToken::new(token.clone(), request.claims(), SystemTime::now());
        *self.known() = held.map_or(Known::Unkept, Known::Kept);
        Ok(token)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
