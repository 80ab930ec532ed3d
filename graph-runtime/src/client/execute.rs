//! A request from its first attempt to its end: the policies around what one attempt does.
//!
//! In: a request without its type. Out: a successful answer, or the error of the last attempt. What to do after an attempt is
//! decided elsewhere, by plain functions: `retry` (again, and when), `gate` (who may send), `tokens` (which token).

use tokio::time::sleep;

use super::attempt::{Arrived, Failure, Outgoing, Sending};
use super::course::{Course, Refused, Sent};
use super::gate::Permit;
use super::headers;
use super::redirect::Place;
use super::retry::Repeatable;
use super::{AccessToken, Inner, TokenRequest, monitor, seen};
use crate::answer::{Answer, RawAnswer};
use crate::error::{DecodeError, Error, Exchange, ServiceError};

/// A successful answer, and what an error about it says.
pub(super) struct Answered {
    pub(super) answer: RawAnswer,
    pub(super) sent: Box<Sent>,
}

/// A successful answer whose body may be still to come. The permit is held as long as bytes flow.
pub(super) struct Opened {
    pub(super) arrived: Arrived,
    sent: Box<Sent>,
    _permit: Option<Permit>,
}

impl Answered {
    /// Reads the answer as what its request promised.
    pub(super) fn read<R: Answer>(&self) -> Result<R, Error> {
        R::from_answer(&self.answer).map_err(|error| self.unread(error))
    }

    /// The error of a response that could not be read: what the service said, if that is an error object.
    #[cold]
    pub(super) fn unread(&self, error: DecodeError) -> Error {
        if error.is_error_object() {
            return self.refusal().into();
        }
        error.of_exchange(self.exchange()).into()
    }

    /// The response as what the service refused.
    pub(super) fn refusal(&self) -> ServiceError {
        let RawAnswer {
            status,
            headers,
            body,
        } = &self.answer;
        ServiceError::of_exchange(*self.exchange(), *status, headers.clone(), body)
    }

    pub(super) fn exchange(&self) -> Box<Exchange> {
        self.sent.answered(&self.answer.headers)
    }
}

impl Opened {
    /// The answer, whose body has come whole.
    pub(super) fn into_answered(self) -> Answered {
        let Arrived { mut response, body } = self.arrived;
        Answered {
            answer: RawAnswer {
                status: response.status(),
                headers: std::mem::take(response.headers_mut()),
                body,
            },
            sent: self.sent,
        }
    }

    pub(super) fn exchange(&self) -> Box<Exchange> {
        self.sent.answered(self.arrived.response.headers())
    }
}

impl Inner {
    /// The whole answer to a request of this client's service.
    pub(super) async fn execute(&self, outgoing: &Outgoing<'_>) -> Result<Answered, Error> {
        headers::check(outgoing)?;
        let place = Place::first(self.origin.address(outgoing.url)?);
        let opened = self.run(outgoing, &place, true).await?;
        Ok(opened.into_answered())
    }

    /// Sends a request to a place, as often as the client's policy says. A place that is not the client's own gets no token.
    pub(super) fn run(
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
        let mut course = Course::new(outgoing, &self.random)?;
        loop {
            let permit = match outgoing.ahead {
                true if self.gate.paused_until().is_none() => None,
                false if let Some(permit) = self.gate.try_enter() => Some(permit),
                _ => Box::pin(self.enter(&course)).await?,
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
                    return Ok(Opened {
                        arrived,
                        sent: course.sent(),
                        _permit: permit,
                    });
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
            self.random(),
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
            wait.max(monitor::PACE)
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

    pub(super) fn random(&self) -> f64 {
        self.random.fraction()
    }
}
