//! What never gets as far as a network.

use super::*;
use crate::auth::{AccessToken, Credential, TokenRequest};
use crate::error::BoxError;
use crate::shared::BoxFuture;
use graph_model::request::{InvalidRequest, Method};

struct Untouched;

impl Credential for Untouched {
    fn token<'a>(&'a self, _: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        panic!("a token was asked for")
    }
}

#[tokio::test]
async fn a_request_with_a_problem_returns_it_before_anything_happens() {
    let client = Client::builder(Untouched)
        .base_url("http://127.0.0.1:9")
        .build()
        .expect("a client");
    let problem = InvalidRequest::EmptyKey {
        collection: "/v1.0/users".to_owned(),
    };
    // The URL is no good either: the problem that the path found comes first.
    let request = Request::<()>::to_known(Method::GET, "//".to_owned())
        .with_problem(Some(Box::new(problem.clone())));
    match client.send(request).await {
        Err(Error::InvalidRequest(told)) => assert_eq!(told, problem),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_client_can_be_shared_and_its_futures_sent_between_threads() {
    fn is_shared<T: Clone + Send + Sync + 'static>(_: &T) {}
    fn is_sent<T: Send>(future: T) -> usize {
        drop(future);
        size_of::<T>()
    }
    let client = Client::builder(Untouched)
        .base_url("http://127.0.0.1:9")
        .build()
        .expect("a client");
    is_shared(&client);
    let request = Request::<crate::request::RawResponse>::new(Method::GET, "/");
    assert!(is_sent(client.send(request.clone())) < 1024);
    assert!(is_sent(client.send_with_response(request)) < 1024);
}

#[test]
fn the_value_of_the_authorization_header_is_marked_as_a_secret() {
    let token = AccessToken::from("abc");
    let value = token.bearer().expect("a value");
    assert!(value.is_sensitive());
    assert_eq!(value.as_bytes(), b"Bearer abc");
}

/// What is larger, glibc's allocator has to search for: it costs each request more than all that the client does with it.
#[test]
#[cfg(not(feature = "tracing"))]
fn the_future_of_a_request_is_a_small_block() {
    use crate::auth::FixedToken;
    use crate::send::RequestParts;

    let client = Client::builder(FixedToken::new("token"))
        .base_url("http://127.0.0.1:1")
        .build()
        .expect("a client");
    let request = Request::<()>::new(Method::GET, "/v1.0/me");
    let future = client.inner.boxed(RequestParts::of(&request));
    let size = size_of_val(&*future);
    assert!(size <= 1032, "{size} bytes");
}
