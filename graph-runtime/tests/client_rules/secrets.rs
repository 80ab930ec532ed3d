//! No `Debug` and no `Display` form shows a token; and tokens that cannot be sent.

use graph_runtime::auth::{AccessToken, BoxFuture, TokenRequest};
use graph_runtime::error::{BoxError, BuildError};
use graph_runtime::{Client, Credential, Error, FixedToken};

use crate::server::{Server, answer, json};
use crate::{TOKEN, builder_of, client_of, everything_of, failure, get, within};

#[test]
fn setting_up_shows_no_token() {
    let builder = builder_of("https://user:password@graph.microsoft.com");
    let fixed = FixedToken::new(TOKEN);
    let token = AccessToken::from(TOKEN.to_owned());
    assert_eq!(token.secret(), TOKEN);
    let client = client_of("http://127.0.0.1:9");
    for shown in [
        format!("{builder:?} {builder:#?}"),
        format!("{fixed:?} {fixed:#?}"),
        format!("{token:?} {token:#?}"),
        format!("{client:?} {client:#?}"),
    ] {
        assert!(!shown.contains(TOKEN), "{shown}");
        assert!(!shown.contains("password"), "{shown}");
    }
    assert!(format!("{client:?}").contains("http://127.0.0.1:9"));
    assert_eq!(client.origin(), "http://127.0.0.1:9");
    let error = builder.build().expect_err("no origin");
    assert!(!everything_of(&error).contains("password@"), "{error:?}");
}

#[test]
fn plain_http_is_refused_when_the_client_is_made() {
    let error = builder_of("http://graph.microsoft.com")
        .build()
        .expect_err("insecure");
    assert!(matches!(error, BuildError::Insecure { .. }));
    assert_eq!(
        error.to_string(),
        "the base URL is plain `http` on `graph.microsoft.com`, which would show the token to the network\n\
         help: write `https://`; plain `http` is for `127.0.0.1`, `[::1]` and `localhost`"
    );
}

#[tokio::test]
async fn a_token_that_no_header_can_hold_is_not_shown() {
    within(async {
        let server = Server::saying(json("{}")).await;
        for token in [
            "",
            "secret-part\n",
            "secret-part\r\nX-Injected: 1",
            "secret-part with a space",
            "secret-part\0",
            "secret-part-ä",
            "secret-part\u{7f}",
        ] {
            let client = Client::builder(FixedToken::new(token))
                .base_url(server.origin())
                .build()
                .expect("a client");
            let error = failure(client.send(get::<()>("/v1.0/me")).await);
            assert!(
                matches!(error, Error::Credential(_)),
                "{token:?}: {error:?}"
            );
            let shown = everything_of(&error);
            assert!(!shown.contains("secret-part"), "{shown}");
        }
        assert_eq!(server.connections(), 0);
    })
    .await;
}

struct Failing;

impl Credential for Failing {
    fn token<'a>(&'a self, _: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(async { Err("the vault is closed".into()) })
    }
}

#[tokio::test]
async fn a_credential_that_fails_says_why_and_nothing_goes_out() {
    within(async {
        let server = Server::saying(json("{}")).await;
        let credential: Box<dyn Credential> = Box::new(Failing);
        let client = Client::builder(credential)
            .base_url(server.origin())
            .build()
            .expect("a client");
        let error = failure(client.send(get::<()>("/v1.0/me")).await);
        assert!(matches!(error, Error::Credential(_)), "{error:?}");
        let text = "the credential gave no token: the vault is closed";
        assert_eq!(error.to_string(), text);
        assert!(std::error::Error::source(&error).is_none());
        assert_eq!(server.connections(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_service_that_repeats_what_it_was_sent_is_shown_without_headers() {
    within(async {
        // The request's headers, as some gateways send them back.
        let echo = format!("X-Echo: Bearer {TOKEN}\r\nContent-Type: text/html\r\n");
        let body = format!("<pre>Authorization: Bearer {TOKEN}</pre>");
        let server = Server::saying(answer("400 Bad Request", &echo, body)).await;
        let error = failure(
            client_of(&server.origin())
                .send(get::<()>("/v1.0/me"))
                .await,
        );
        assert_eq!(error.status().expect("a status"), 400);

        let server = Server::saying(answer("200 OK", &echo, "{}")).await;
        let response = client_of(&server.origin())
            .send_with_response(get::<()>("/v1.0/me"))
            .await
            .expect("an answer");
        assert!(!format!("{response:?}").contains(TOKEN));
    })
    .await;
}
