//! A request from its first attempt to its end: the policies around what one attempt does.
//!
//! In: a request without its type. Out: a successful answer, or the error of the last attempt. What to do after an attempt is
//! decided elsewhere, by plain functions: `retry` (again, and when), `gate` (who may send), `tokens` (which token).

use tokio::time::sleep;

use super::attempt::Attempt;
use super::failure::Failure;
use super::gate::Permit;
use super::headers;
use super::parts::{PACE, RequestParts};
use super::random::fraction;
use super::redirect::Destination;
use super::response::{OpenResponse, WholeResponse};
use super::retry::Repeatable;
use super::state::{Refused, RequestState};
use super::{Inner, trace};
use crate::auth::{AccessToken, TokenRequest};
use crate::error::Error;

impl Inner {
    /// The whole answer to a request of this client's service.
    pub(crate) async fn execute(
        &self,
        outgoing: &RequestParts<'_>,
    ) -> Result<WholeResponse, Error> {
        headers::check(outgoing)?;
        let place = Destination::first(self.origin.address(outgoing.url)?);
        let opened = self.run(outgoing, &place, true).await?;
        Ok(opened.into_whole())
    }

    /// Sends a request to a place, as often as the client's policy says. A place that is not the client's own gets no token.
    pub(crate) fn run(
        &self,
        outgoing: &RequestParts<'_>,
        place: &Destination,
        whole: bool,
    ) -> impl Future<Output = Result<OpenResponse, Error>> {
        trace::request(outgoing, self.repeat(outgoing, place, whole))
    }

    async fn repeat(
        &self,
        outgoing: &RequestParts<'_>,
        place: &Destination,
        whole: bool,
    ) -> Result<OpenResponse, Error> {
        let mut state = RequestState::new(outgoing)?;
        loop {
            let permit = if outgoing.ahead && self.gate.paused_until().is_none() {
                None
            } else if !outgoing.ahead
                && let Some(permit) = self.gate.try_enter()
            {
                Some(permit)
            } else {
                Box::pin(self.enter(&state)).await?
            };
            let token = match place.own {
                true => Some(self.token(&state.refused).await?),
                false => None,
            };
            // Getting a token takes time, in which the service may have asked for a pause.
            if self.gate.paused_until().is_some() {
                continue;
            }
            let authorization = token
                .as_ref()
                .map(AccessToken::bearer)
                .transpose()
                .map_err(|error| Error::Credential(error.into()))?;

            let attempts = state.begin_attempt();
            let sending = Attempt {
                state: &state,
                place,
                authorization,
            };
            let attempt = self.attempt(&sending, whole);
            let failure = match trace::attempt(attempts, attempt).await {
                Ok(arrived) => {
                    permit.iter().for_each(Permit::answered);
                    return Ok(OpenResponse::new(arrived, state.sent(), permit));
                }
                Err(failure) => failure,
            };
            // Boxed: what is seldom needed does not make each request's future larger.
            Box::pin(self.recover(&mut state, failure, permit, token)).await?;
        }
    }

    /// Waits for its turn, as long as there is time for it.
    async fn enter(&self, state: &RequestState<'_>) -> Result<Option<Permit>, Error> {
        let left = || self.retry.most_time().saturating_sub(state.spent());
        let entered = match state.outgoing.ahead {
            true => self.gate.enter_ahead(left).await.map(|()| None),
            false => self.gate.enter(left).await.map(Some),
        };
        entered.map_err(|remaining| Error::Paused {
            remaining,
            info: state.request(),
        })
    }

    /// Does what another attempt needs: gets another token, or waits. The error of the failed one, if that was the last.
    async fn recover(
        &self,
        state: &mut RequestState<'_>,
        failure: Failure,
        permit: Option<Permit>,
        token: Option<AccessToken>,
    ) -> Result<(), Error> {
        if failure.outcome.is_in_doubt() {
            state.doubt();
        }
        let refused = &mut state.refused;
        if failure.own
            && refused.can_answer(&failure, token.as_ref())
            && self
                .other_token(refused, failure.claims.as_deref(), token)
                .await
        {
            permit.iter().for_each(Permit::answered);
            return Ok(());
        }

        state.added.retries += 1;
        let decision = self.retry.decide(
            state.added.retries,
            Repeatable::of(state.outgoing.method, state.outgoing.may_repeat),
            &failure.outcome,
            state.spent(),
            fraction(),
        );
        match decision.pause.filter(|_| failure.own) {
            Some(pause) => self.gate.pause(pause),
            None => permit.iter().for_each(Permit::answered),
        }
        drop(permit);
        let Some(wait) = decision.again else {
            return Err(failure.error);
        };
        let wait = if state.outgoing.polls {
            wait.max(PACE)
        } else {
            wait
        };
        trace::waits(&failure.error, wait);
        sleep(wait).await;
        Ok(())
    }

    async fn token(&self, refused: &Refused) -> Result<AccessToken, Error> {
        let request = TokenRequest::new(self.origin.scope())
            .instead_of(refused.token.as_ref(), refused.claims.as_deref());
        self.tokens.get(request).await.map_err(Error::Credential)
    }

    /// Whether there is another token than the refused one.
    async fn other_token(
        &self,
        refused: &mut Refused,
        claims: Option<&str>,
        token: Option<AccessToken>,
    ) -> bool {
        refused.token = token;
        refused.claims = claims.map(str::to_owned);
        // That a credential has no other is no news: the service's refusal is.
        match (self.token(refused).await, &refused.token) {
            (Ok(other), Some(old)) => other.secret() != old.secret(),
            _ => false,
        }
    }
}
