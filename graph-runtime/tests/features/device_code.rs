//! The device code flow, with the emulator as identity platform.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use graph_emulator::{DeviceOutcome, Emulator, Fault, On, SignIn};
use graph_runtime::device_code::{DeviceCodeBuilder, DeviceCodeCredential, DeviceCodeError};
use graph_runtime::error::{BuildError, Refusal};
use graph_runtime::{Cloud, Error};

use crate::{CLAIMS, at_once, client, emulator, everything_of, field, forms, me, within};

const DEVICE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// What the user was shown.
#[derive(Clone, Default)]
struct Shown(Arc<Mutex<Vec<String>>>);

impl Shown {
    fn count(&self) -> usize {
        self.0.lock().expect("no test has panicked").len()
    }
}

fn quick() -> SignIn {
    SignIn::new("app", "unused")
        .device_polls(1)
        .device_interval(Duration::ZERO)
}

fn builder(emulator: &Emulator, shown: &Shown) -> DeviceCodeBuilder {
    let shown = shown.clone();
    DeviceCodeCredential::builder("app", move |prompt| {
        assert!(!format!("{prompt:?}").contains(prompt.user_code()));
        assert!(prompt.message().contains(prompt.user_code()));
        assert!(prompt.message().contains(prompt.verification_uri()));
        assert_eq!(prompt.expires_in(), Duration::from_secs(900));
        let mut shown = shown.0.lock().expect("no test has panicked");
        shown.push(prompt.user_code().to_owned());
    })
    .authority(emulator.url())
}

fn credential(emulator: &Emulator, shown: &Shown) -> Arc<DeviceCodeCredential> {
    Arc::new(builder(emulator, shown).build().expect("a credential"))
}

fn cause(error: &Error) -> &DeviceCodeError {
    let Error::Credential(cause) = error else {
        panic!("another error: {error:?}");
    };
    cause.downcast_ref().expect("an error of the flow")
}

#[tokio::test]
async fn the_user_is_asked_once_for_all_requests() {
    let emulator = emulator(quick().device_polls(2)).await;
    let shown = Shown::default();
    let client = client(&emulator, credential(&emulator, &shown));
    for result in at_once(&client, 16).await {
        result.expect("an answer");
    }
    assert_eq!(shown.count(), 1);
    let forms = forms(&emulator);
    assert_eq!(forms.len(), 4, "{forms:?}");
    let scope = format!("{}/.default offline_access", emulator.url());
    assert_eq!(field(&forms[0], "scope"), Some(&*scope));
    let claims = r#"{"access_token":{"xms_cc":{"values":["cp1"]}}}"#;
    for form in &forms {
        assert_eq!(field(form, "client_id"), Some("app"));
        assert_eq!(field(form, "claims"), Some(claims));
        assert_eq!(field(form, "client_secret"), None);
    }
    for poll in &forms[1..] {
        assert_eq!(field(poll, "grant_type"), Some(DEVICE));
    }
}

#[tokio::test]
async fn polls_keep_their_distance() {
    let sign_in = quick()
        .device_polls(2)
        .device_interval(Duration::from_secs(1));
    let emulator = emulator(sign_in).await;
    let shown = Shown::default();
    let client = client(&emulator, credential(&emulator, &shown));
    within(client.send(me())).await.expect("an answer");
    let requests = emulator.requests();
    let times: Vec<Instant> = requests
        .iter()
        .filter(|request| request.path().contains("/oauth2/"))
        .map(|request| request.arrived())
        .collect();
    assert_eq!(times.len(), 4);
    for pair in times.windows(2) {
        assert!(pair[1] - pair[0] >= Duration::from_millis(990));
    }
}

/// RFC 8628, 3.5: 5 s more, for this and all following polls.
#[tokio::test]
async fn slow_down_is_obeyed() {
    let emulator = emulator(quick().device_slow_downs(1).device_polls(0)).await;
    let shown = Shown::default();
    let client = client(&emulator, credential(&emulator, &shown));
    let start = Instant::now();
    within(client.send(me())).await.expect("an answer");
    assert!(start.elapsed() >= Duration::from_secs(5));
    assert_eq!(forms(&emulator).len(), 3);
    assert_eq!(shown.count(), 1);
}

#[tokio::test]
async fn whoever_declines_is_not_asked_again_by_those_that_waited() {
    for (end, words) in [
        (DeviceOutcome::Declined, "the user has declined to sign in"),
        (
            DeviceOutcome::Expired,
            "nobody signed in before the code expired",
        ),
    ] {
        let emulator = emulator(quick().device_outcome(end)).await;
        let shown = Shown::default();
        let client = client(&emulator, credential(&emulator, &shown));
        for result in at_once(&client, 8).await {
            let error = result.expect_err("no token");
            assert_eq!(cause(&error).to_string(), words);
            let text = everything_of(&error);
            assert!(!text.contains("emulator-device") && !text.contains("EMULATOR"));
        }
        assert_eq!(shown.count(), 1);
    }
}

#[tokio::test]
async fn an_unknown_app_is_reported_with_the_platforms_words() {
    let emulator = emulator(SignIn::new("another", "unused")).await;
    let shown = Shown::default();
    let client = client(&emulator, credential(&emulator, &shown));
    let error = within(client.send(me())).await.expect_err("no token");
    assert_eq!(
        cause(&error).to_string(),
        "the identity platform refuses to sign in: unauthorized_client: AADSTS700016: the application was not found."
    );
    assert_eq!(shown.count(), 0);
}

#[tokio::test]
async fn tokens_are_refreshed_early_and_without_the_user() {
    let emulator = emulator(quick().token_lifetime(Duration::from_secs(12))).await;
    let shown = Shown::default();
    let credential = credential(&emulator, &shown);
    let client = client(&emulator, credential.clone());
    within(client.send(me())).await.expect("an answer");
    let first = credential.refresh_token().expect("a refresh token");
    // Behind half of its life, and before its end.
    tokio::time::sleep(Duration::from_millis(6200)).await;
    for _ in 0..3 {
        within(client.send(me())).await.expect("an answer");
    }
    assert_eq!(shown.count(), 1);
    let forms = forms(&emulator);
    let refreshed: Vec<_> = forms
        .iter()
        .filter(|form| field(form, "grant_type") == Some("refresh_token"))
        .collect();
    assert_eq!(refreshed.len(), 1);
    assert_eq!(field(refreshed[0], "refresh_token"), Some(&*first));
    // The new one is kept, and the old one forgotten.
    let second = credential.refresh_token().expect("a refresh token");
    assert_ne!(first, second);
    for shown in [format!("{credential:?}"), format!("{credential:#?}")] {
        assert!(!shown.contains("emulator-"), "{shown}");
    }
    assert!(
        emulator
            .requests()
            .iter()
            .all(|request| request.status() != 401)
    );
}

#[tokio::test]
async fn a_claims_challenge_is_answered_once_by_a_token_with_the_claims() {
    let emulator = emulator(quick()).await;
    emulator.fault(
        On::path("/v1.0/me").times(1),
        Fault::claims_challenge(CLAIMS),
    );
    let shown = Shown::default();
    let client = client(&emulator, credential(&emulator, &shown));
    within(client.send(me())).await.expect("an answer");
    within(client.send(me())).await.expect("an answer");
    assert_eq!(shown.count(), 1);
    let asked = forms(&emulator);
    let last = asked.last().expect("a form");
    assert_eq!(field(last, "grant_type"), Some("refresh_token"));
    assert_eq!(
        field(last, "claims"),
        Some(r#"{"access_token":{"nbf":{"essential":true},"xms_cc":{"values":["cp1"]}}}"#)
    );
    assert_eq!(asked.len(), 4, "a code, two polls, and one refresh");

    // A service that is never content is reported.
    emulator.fault(
        On::path("/v1.0/me").always(),
        Fault::claims_challenge("eyJhIjoxfQ=="),
    );
    let error = within(client.send(me())).await.expect_err("a refusal");
    assert_eq!(error.refusal(), Some(Refusal::Unauthorized));
    assert_eq!(forms(&emulator).len(), 5);
}

#[tokio::test]
async fn a_refresh_token_outlives_the_program_until_it_is_revoked() {
    let emulator = emulator(quick()).await;
    let shown = Shown::default();
    let first = credential(&emulator, &shown);
    within(client(&emulator, first.clone()).send(me()))
        .await
        .expect("an answer");
    let kept = first.refresh_token().expect("a refresh token");

    let builder = builder(&emulator, &shown).refresh_token(kept.clone());
    assert!(!format!("{builder:?} {builder:#?}").contains(&kept));
    let second = Arc::new(builder.build().expect("a credential"));
    let client = client(&emulator, second.clone());
    within(client.send(me())).await.expect("an answer");
    assert_eq!(shown.count(), 1);

    // The token is refused, and so is the refresh token: the user is asked.
    emulator.revoke_sign_ins();
    within(client.send(me())).await.expect("an answer");
    assert_eq!(shown.count(), 2);
}

#[tokio::test]
async fn whoever_is_dropped_leaves_the_code_to_the_next() {
    let sign_in = quick()
        .device_polls(1)
        .device_interval(Duration::from_secs(1));
    let emulator = emulator(sign_in).await;
    let shown = Shown::default();
    let client = client(&emulator, credential(&emulator, &shown));
    let dropped = tokio::time::timeout(Duration::from_millis(1500), client.send(me())).await;
    assert!(dropped.is_err());
    within(client.send(me())).await.expect("an answer");
    assert_eq!(shown.count(), 1);
}

#[tokio::test]
async fn the_platforms_faults_are_outlasted() {
    let emulator = emulator(quick()).await;
    emulator.fault(
        On::path("*/devicecode").times(1),
        Fault::throttled()
            .retry_after("0.1")
            .body("text/html", "<h1>busy</h1>"),
    );
    emulator.fault(On::path("*/token").times(1), Fault::reset_before());
    emulator.fault(
        On::path("*/token").times(1),
        Fault::status(503).retry_after("0.1"),
    );
    let shown = Shown::default();
    let client = client(&emulator, credential(&emulator, &shown));
    within(client.send(me())).await.expect("an answer");
    assert_eq!(shown.count(), 1);
}

#[tokio::test]
async fn what_cannot_be_read_is_reported_without_it() {
    let emulator = emulator(quick()).await;
    let odd = Fault::status(200).body("application/json", r#"{"access_token":"the-secret""#);
    emulator.fault(On::path("*/token"), odd);
    let client = client(&emulator, credential(&emulator, &Shown::default()));
    let error = within(client.send(me())).await.expect_err("no token");
    assert!(matches!(cause(&error), DeviceCodeError::Unreadable));
    assert!(!everything_of(&error).contains("the-secret"));
}

#[tokio::test]
async fn scopes_are_graphs_of_this_cloud_unless_they_say_otherwise() {
    let emulator = emulator(quick()).await;
    let shown = Shown::default();
    let credential = builder(&emulator, &shown)
        .scopes(["User.Read", "openid", "offline_access", "api://x/y"])
        .tenant("11111111-2222-3333-4444-555555555555")
        .build()
        .expect("a credential");
    within(client(&emulator, credential).send(me()))
        .await
        .expect("an answer");
    let scope = format!(
        "{}/User.Read openid api://x/y offline_access",
        emulator.url()
    );
    assert_eq!(field(&forms(&emulator)[0], "scope"), Some(&*scope));
    let asked = emulator.requests();
    assert_eq!(
        asked[0].path(),
        "/11111111-2222-3333-4444-555555555555/oauth2/v2.0/devicecode"
    );
}

#[test]
fn a_bad_setting_is_told_when_the_credential_is_made() {
    let builder = || DeviceCodeCredential::builder("app", |_| {}).cloud(Cloud::China);
    for tenant in ["", ".", "a/b", "a?b", "a b", "..", "ä"] {
        let error = builder().tenant(tenant).build().expect_err("no tenant");
        assert!(matches!(error, BuildError::Tenant), "{tenant}: {error:?}");
    }
    let error = builder()
        .authority("http://login.example")
        .build()
        .expect_err("no authority");
    assert_eq!(
        error.to_string(),
        "the authority is not an origin that credentials may be sent to: it is plain `http` on another machine, which would \
         show them to the network\n\
         help: write scheme, host and perhaps port, as in `https://login.microsoftonline.com`; the tenant is given by itself"
    );
    let error = builder()
        .authority("https://login.microsoftonline.com/common")
        .build()
        .expect_err("no origin");
    assert!(matches!(error, BuildError::Authority { .. }), "{error:?}");
}
