//! When a token is renewed, by the clock alone.

use super::*;

const MINUTE: Duration = Duration::from_secs(60);

fn held(life: Duration) -> (CachedToken, SystemTime) {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let token = AccessToken::expiring("secret", now + life);
    (CachedToken::new(token, None, now).expect("it is kept"), now)
}

#[test]
fn it_is_renewed_five_minutes_early_or_at_half_of_its_life() {
    for (life, good) in [(60 * MINUTE, 55 * MINUTE), (4 * MINUTE, 2 * MINUTE)] {
        let (held, now) = held(life);
        let request = TokenRequest::new("scope");
        assert_eq!(held.state(&request, now), State::Good);
        assert_eq!(held.state(&request, now + good - MARGIN), State::Good);
        assert_eq!(held.state(&request, now + good), State::Renew);
        assert_eq!(held.state(&request, now + life - MARGIN), State::Useless);
    }
}

#[test]
fn the_refused_one_is_useless_and_another_is_not() {
    let (held, now) = held(60 * MINUTE);
    let (same, other) = (AccessToken::from("secret"), AccessToken::from("other"));
    let request = TokenRequest::new("scope");
    assert_eq!(
        held.state(&request.instead_of(Some(&same), None), now),
        State::Useless
    );
    assert_eq!(
        held.state(&request.instead_of(Some(&other), None), now),
        State::Good
    );
    assert_eq!(
        held.state(&request.instead_of(Some(&other), Some("{}")), now),
        State::Useless
    );
}

#[test]
fn one_without_an_end_is_not_kept() {
    assert!(CachedToken::new(AccessToken::from("secret"), None, SystemTime::now()).is_none());
}

struct Failing(std::sync::atomic::AtomicBool);

impl Credential for Failing {
    fn token<'a>(
        &'a self,
        _: TokenRequest<'a>,
    ) -> crate::shared::BoxFuture<'a, Result<AccessToken, BoxError>> {
        let fails = self.0.swap(true, std::sync::atomic::Ordering::SeqCst);
        Box::pin(async move {
            match fails {
                true => Err("the vault is closed".into()),
                false => Ok(AccessToken::expiring(
                    "secret",
                    SystemTime::now() + 60 * MINUTE,
                )),
            }
        })
    }
}

#[tokio::test]
async fn a_token_that_is_still_good_is_used_when_it_cannot_be_renewed() {
    let tokens = Tokens::new(Box::new(Failing(false.into())));
    let request = TokenRequest::new("scope");
    tokens.get(request).await.expect("a token");
    if let Known::Kept(held) = &mut *tokens.known() {
        held.renew_at = SystemTime::UNIX_EPOCH;
    }
    assert_eq!(
        tokens.get(request).await.expect("a token").secret(),
        "secret"
    );
    let Known::Kept(held) = tokens.known().clone() else {
        panic!("it was dropped");
    };
    assert!(
        held.renew_at > SystemTime::now(),
        "the next request would try again"
    );
}

#[tokio::test]
async fn the_only_token_is_kept_for_good_unless_it_says_when_it_ends() {
    use crate::auth::FixedToken;
    let (held, now) = held(60 * MINUTE);
    let request = TokenRequest::new("scope");
    for (fixed, last) in [
        (FixedToken::new("secret"), 1_000_000 * MINUTE),
        (FixedToken::new(held.token), 54 * MINUTE),
    ] {
        let token = fixed.token(request).await.expect("it has one");
        let held = CachedToken::new(token, None, now).expect("it is kept");
        assert_eq!(held.state(&request, now + last), State::Good);
    }
}
