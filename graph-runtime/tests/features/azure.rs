//! azure_identity's client secret credential, with the emulator as identity platform.

use std::sync::Arc;
use std::time::Duration;

use azure_core::credentials::TokenCredential;
use azure_core::http::{ClientOptions, Transport};
use azure_identity::{ClientSecretCredential, ClientSecretCredentialOptions};
use graph_emulator::{Emulator, Fault, On, SignIn};
use graph_runtime::Error;
use graph_runtime::error::Refusal;

use crate::to_emulator::ToEmulator;
use crate::{CLAIMS, at_once, client, emulator, everything_of, field, forms, me, within};

const SECRET: &str = "s&cret+of=the/app";

fn credential(emulator: &Emulator, secret: &str) -> Arc<dyn TokenCredential> {
    let transport = ToEmulator::new(emulator).expect("an HTTP client");
    let options = ClientSecretCredentialOptions {
        client_options: ClientOptions {
            transport: Some(Transport::new(Arc::new(transport))),
            ..Default::default()
        },
    };
    let secret = secret.to_owned().into();
    ClientSecretCredential::new("contoso.example", "app".to_owned(), secret, Some(options))
        .expect("a credential")
}

#[tokio::test]
async fn one_token_serves_many_requests() {
    let emulator = emulator(SignIn::new("app", SECRET)).await;
    let client = client(&emulator, credential(&emulator, SECRET));
    for result in at_once(&client, 32).await {
        result.expect("an answer");
    }
    let forms = forms(&emulator);
    assert_eq!(forms.len(), 1);
    assert_eq!(field(&forms[0], "grant_type"), Some("client_credentials"));
    assert_eq!(field(&forms[0], "client_secret"), Some(SECRET));
    let scope = format!("{}/.default", emulator.url());
    assert_eq!(field(&forms[0], "scope"), Some(&*scope));
}

#[tokio::test]
async fn a_token_near_its_end_is_renewed() {
    // Shorter than what azure_identity keeps a token for: each asking is a new one, and the client asks half-way.
    let sign_in = SignIn::new("app", SECRET).token_lifetime(Duration::from_secs(12));
    let emulator = emulator(sign_in).await;
    let client = client(&emulator, credential(&emulator, SECRET));
    within(client.send(me())).await.expect("an answer");
    within(client.send(me())).await.expect("an answer");
    assert_eq!(forms(&emulator).len(), 1);
    tokio::time::sleep(Duration::from_millis(6200)).await;
    within(client.send(me())).await.expect("an answer");
    within(client.send(me())).await.expect("an answer");
    assert_eq!(forms(&emulator).len(), 2);
}

#[tokio::test]
async fn a_wrong_secret_is_reported_without_it() {
    let emulator = emulator(SignIn::new("app", SECRET)).await;
    let client = client(&emulator, credential(&emulator, "a-wrong-one"));
    let error = within(client.send(me())).await.expect_err("no token");
    assert!(matches!(error, Error::Credential(_)), "{error:?}");
    let text = everything_of(&error);
    assert!(text.contains("AADSTS7000215"), "{text}");
    assert!(!text.contains("a-wrong-one"), "{text}");
}

/// azure_core cannot pass claims on, and azure_identity keeps its token: the refusal is reported at once, and nothing loops.
#[tokio::test]
async fn a_claims_challenge_is_reported_where_the_credential_has_no_other_token() {
    let emulator = emulator(SignIn::new("app", SECRET)).await;
    emulator.fault(On::path("/v1.0/me"), Fault::claims_challenge(CLAIMS));
    let client = client(&emulator, credential(&emulator, SECRET));
    let error = within(client.send(me())).await.expect_err("a refusal");
    assert_eq!(error.refusal(), Some(Refusal::Unauthorized));
    let asked = emulator.requests();
    assert_eq!(asked.iter().filter(|it| it.path() == "/v1.0/me").count(), 1);
    assert_eq!(forms(&emulator).len(), 1);
}

/// Where the credential has another by then, it is tried once.
#[tokio::test]
async fn a_claims_challenge_is_answered_once_where_it_has() {
    let sign_in = SignIn::new("app", SECRET).token_lifetime(Duration::from_secs(60));
    let emulator = emulator(sign_in).await;
    emulator.fault(
        On::path("/v1.0/me").times(1),
        Fault::claims_challenge(CLAIMS),
    );
    let client = client(&emulator, credential(&emulator, SECRET));
    within(client.send(me())).await.expect("an answer");
    let asked = emulator.requests();
    assert_eq!(asked.iter().filter(|it| it.path() == "/v1.0/me").count(), 2);
    assert_eq!(forms(&emulator).len(), 2);
}
