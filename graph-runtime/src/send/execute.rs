//! A request from its first attempt to its end: the policies around what one attempt does.
//!
//! In: a request without its type. Out: a successful answer, or the error of the last attempt. What to do after an attempt is
//! decided elsewhere, by plain functions: `retry` (again, and when), `gate` (who may send), `tokens` (which token).

use tokio::time::sleep;

use super::arrived::{Answered, Opened};
use super::attempt::Sending;
use super::course::{Course, Refused};
use super::failure::Failure;
use super::gate::Permit;
use super::headers;
use super::outgoing::{Outgoing, PACE};
use super::random::fraction;
use super::redirect::Place;
use super::retry::Repeatable;
use super::{Inner, seen};
use crate::auth::{AccessToken, TokenRequest};
use crate::error::Error;

impl Inner {
    /// The whole answer to a request of this client's service.
    pub(crate) async fn execute(&self, outgoing: &Outgoing<'_>) -> Result<Answered, Error> {
        headers::check(outgoing)?;
        let place = Place::first(self.origin.address(outgoing.url)?);
        let opened = self.run(outgoing, &place, true).await?;
        Ok(opened.into_answered())
    }

    /// Sends a request to a place, as often as the client's policy says. A place that is not the client's own gets no token.
    pub(crate) fn run(
        &self,
        outgoing: &Outgoing<'_>,
        place: &Place,
        whole: bool,
    ) -> impl Future<Output = Result<Opened, Error>> {
        seen::request(outgoing, self.repeat(outgoing, place, whole))
    }

    async fn repeat(
        &self,
        outgoing: &Outgoing<'_>,
        place: &Place,
        whole: bool,
    ) -> Result<Opened, Error> {
        let mut course = Course::new(outgoing)?;
        loop {
            let permit = if outgoing.ahead && self.gate.paused_until().is_none() {
                None
            } else if !outgoing.ahead
                && let Some(permit) = self.gate.try_enter()
            {
                Some(permit)
            } else {
                Box::pin(self.enter(&course)).await?
            };
            let token = match place.own {
                true => Some(self.token(&course.refused).await?),
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

            let attempts = course.begin_attempt();
            let sending = Sending {
                course: &course,
                place,
                authorization,
            };
            let attempt = self.attempt(&sending, whole);
            let failure = match seen::attempt(attempts, attempt).await {
                Ok(arrived) => {
                    permit.iter().for_each(Permit::answered);
                    return Ok(Opened::new(arrived, course.sent(), permit));
                }
                Err(failure) => failure,
            };
            // Boxed: what is seldom needed does not make each request's future larger.
            Box::pin(self.recover(&mut course, failure, permit, token)).await?;
        }
    }

    /// Waits for its turn, as long as there is time for it.
    async fn enter(&self, course: &Course<'_>) -> Result<Option<Permit>, Error> {
        let left = || self.retry.most_time().saturating_sub(course.spent());
        let entered = match course.outgoing.ahead {
            true => self.gate.enter_ahead(left).await.map(|()| None),
            false => self.gate.enter(left).await.map(Some),
        };
        entered.map_err(|remaining| Error::Paused {
            remaining,
            exchange: course.exchange(),
        })
    }

    /// Does what another attempt needs: gets another token, or waits. The error of the failed one, if that was the last.
    async fn recover(
        &self,
        course: &mut Course<'_>,
        failure: Failure,
        permit: Option<Permit>,
        token: Option<AccessToken>,
    ) -> Result<(), Error> {
        if failure.outcome.is_in_doubt() {
            course.doubt();
        }
        let refused = &mut course.refused;
        if failure.own
            && refused.can_answer(&failure, token.as_ref())
            && self
                .other_token(refused, failure.claims.as_deref(), token)
                .await
        {
            permit.iter().for_each(Permit::answered);
            return Ok(());
        }

        course.added.retries += 1;
        let decision = self.retry.decide(
            course.added.retries,
            Repeatable::of(course.outgoing.method, course.outgoing.may_repeat),
            &failure.outcome,
            course.spent(),
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
        let wait = if course.outgoing.polls {
            wait.max(PACE)
        } else {
            wait
        };
        seen::waits(&failure.error, wait);
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
