//! What a subscriber sees of requests: everything that it is given is kept, and compared with what it must not see.

use std::fmt::{self, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use graph_emulator::{Emulator, Fault, On};
use graph_runtime::request::RawResponse;
use graph_runtime::transfer::UploadSession;
use graph_runtime::{
    Bytes, Client, FixedToken, Method, Request, Update, graph_request, graph_resource,
};
use serde_json::json;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::within;

graph_resource! {
    service V1 = "v1.0" { users: [user] }
    entity directoryObject {}
    entity user: directoryObject { displayName: String, jobTitle: String, nav messages: [message] }
    entity message { subject: String }
}

const TOKEN: &str = "the-token-of-the-test";
const KEY: &str = "adele@contoso.com";
const TITLE: &str = "Head of Secrets";

/// A span or an event, with its fields as they came: later values behind earlier ones.
#[derive(Debug, Clone)]
struct Seen {
    name: String,
    parent: Option<u64>,
    id: Option<u64>,
    fields: Vec<(String, String)>,
}

impl Seen {
    fn get(&self, name: &str) -> Option<&str> {
        let field = self.fields.iter().rev().find(|(found, _)| found == name);
        field.map(|(_, value)| value.as_str())
    }
}

impl Visit for Seen {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let pair = (field.name().to_owned(), format!("{value:?}"));
        self.fields.push(pair);
    }
}

/// Keeps everything, of whichever level and crate.
#[derive(Clone, Default)]
struct Recorder(Arc<Kept>);

#[derive(Default)]
struct Kept {
    next: AtomicU64,
    seen: Mutex<Vec<Seen>>,
    entered: Mutex<Vec<u64>>,
}

impl Recorder {
    fn seen(&self) -> Vec<Seen> {
        self.0.seen.lock().expect("no test has panicked").clone()
    }

    fn named(&self, name: &str) -> Vec<Seen> {
        let seen = self.seen();
        seen.into_iter().filter(|it| it.name == name).collect()
    }

    fn add(&self, metadata: &Metadata<'_>, id: Option<u64>, visit: impl FnOnce(&mut Seen)) {
        let parent = self.0.entered.lock().expect("no panic").last().copied();
        let mut seen = Seen {
            name: metadata.name().to_owned(),
            parent,
            id,
            fields: Vec::new(),
        };
        visit(&mut seen);
        self.0.seen.lock().expect("no panic").push(seen);
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let id = self.0.next.fetch_add(1, Ordering::SeqCst) + 1;
        self.add(span.metadata(), Some(id), |seen| span.record(seen));
        Id::from_u64(id)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut seen = self.0.seen.lock().expect("no panic");
        let found = seen.iter_mut().find(|it| it.id == Some(span.into_u64()));
        values.record(found.expect("a span that was made"));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.add(event.metadata(), None, |seen| event.record(seen));
    }

    fn enter(&self, span: &Id) {
        self.0
            .entered
            .lock()
            .expect("no panic")
            .push(span.into_u64());
    }

    fn exit(&self, _: &Id) {
        self.0.entered.lock().expect("no panic").pop();
    }
}

async fn emulator() -> Emulator {
    Emulator::builder()
        .token(TOKEN)
        .seed(
            format!("/v1.0/users/{KEY}"),
            json!({ "displayName": "Adele the Unseen" }),
        )
        .start()
        .await
        .expect("an emulator")
}

fn client(emulator: &Emulator) -> Client {
    Client::builder(FixedToken::new(TOKEN))
        .base_url(emulator.url())
        .build()
        .expect("a client")
}

/// Nothing that is nobody's business, anywhere in what was seen.
fn assert_discreet(recorder: &Recorder) {
    let mut all = String::new();
    for seen in recorder.seen() {
        writeln!(all, "{seen:?}").expect("a string takes all");
    }
    assert!(!all.is_empty());
    let encoded = KEY.replace('@', "%40");
    for secret in [
        TOKEN,
        KEY,
        &*encoded,
        TITLE,
        "the Unseen",
        "$select",
        "displayName",
        "Bearer",
    ] {
        assert!(!all.contains(secret), "{secret} in {all}");
    }
}

#[tokio::test]
async fn a_throttled_request_is_one_span_with_two_attempts_and_a_wait() {
    let emulator = emulator().await;
    emulator.fault(On::any().times(1), Fault::throttled().retry_after("0.25"));
    let client = client(&emulator);
    let recorder = Recorder::default();
    {
        let _guard = tracing::subscriber::set_default(recorder.clone());
        let request = graph_request!(V1: GET /users/{KEY}).select(User::DISPLAY_NAME);
        within(client.send(request)).await.expect("an answer");
    }
    let requests = recorder.named("graph.request");
    assert_eq!(requests.len(), 1);
    let request = &requests[0];
    assert_eq!(request.get("http.request.method"), Some("GET"));
    assert_eq!(request.get("url.template"), Some("\"/v1.0/users/{}\""));
    assert_eq!(request.get("http.response.status_code"), Some("200"));
    assert_eq!(request.get("graph.attempts"), Some("2"));
    let sent = emulator.requests();
    let id = sent[0].header("client-request-id").expect("an id");
    assert_eq!(sent[1].header("client-request-id"), Some(id));
    assert!(
        request
            .get("graph.client_request_id")
            .expect("an id")
            .contains(id)
    );
    assert!(
        request
            .get("graph.request_id")
            .is_some_and(|id| id.contains("-0000"))
    );

    let attempts = recorder.named("graph.attempt");
    let told: Vec<_> = attempts
        .iter()
        .map(|it| {
            (
                it.get("number"),
                it.get("http.response.status_code"),
                it.parent,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (Some("1"), Some("429"), request.id),
            (Some("2"), Some("200"), request.id)
        ]
    );
    let ids: Vec<_> = attempts
        .iter()
        .filter_map(|it| it.get("graph.request_id"))
        .collect();
    assert_eq!(ids.len(), 2);
    assert_ne!(ids[0], ids[1]);

    let waits: Vec<_> = recorder
        .seen()
        .into_iter()
        .filter(|it| it.get("wait_ms").is_some())
        .collect();
    assert_eq!(waits.len(), 1);
    assert_eq!(waits[0].get("wait_ms"), Some("250"));
    assert_eq!(waits[0].get("http.response.status_code"), Some("429"));
    assert_eq!(waits[0].parent, request.id);
    assert_discreet(&recorder);
}

#[tokio::test]
async fn a_refusal_is_seen_by_its_status_and_ids() {
    let emulator = emulator().await;
    let client = client(&emulator);
    let recorder = Recorder::default();
    {
        let _guard = tracing::subscriber::set_default(recorder.clone());
        let update = Update::<User>::new().set(User::JOB_TITLE, TITLE);
        let request = graph_request!(V1: PATCH /users/{KEY}, update);
        within(client.send(request)).await.expect("an answer");
        let request = graph_request!(V1: GET /users/{KEY}/messages/{TITLE});
        within(client.send(request)).await.expect_err("not there");
    }
    let requests = recorder.named("graph.request");
    let told: Vec<_> = requests
        .iter()
        .map(|it| (it.get("url.template"), it.get("http.response.status_code")))
        .collect();
    assert_eq!(
        told,
        [
            (Some("\"/v1.0/users/{}\""), Some("200")),
            (Some("\"/v1.0/users/{}/messages/{}\""), Some("404"))
        ]
    );
    assert!(requests[1].get("graph.request_id").is_some());
    assert_discreet(&recorder);
}

#[tokio::test]
async fn what_does_not_get_through_is_seen_without_a_status() {
    let emulator = emulator().await;
    emulator.fault(On::any(), Fault::reset_before());
    let client = Client::builder(FixedToken::new(TOKEN))
        .base_url(emulator.url())
        .retry(graph_runtime::Retry::none())
        .build()
        .expect("a client");
    let recorder = Recorder::default();
    {
        let _guard = tracing::subscriber::set_default(recorder.clone());
        let request = graph_request!(V1: GET /users/{KEY});
        within(client.send(request)).await.expect_err("a reset");
    }
    let requests = recorder.named("graph.request");
    assert_eq!(requests[0].get("http.response.status_code"), None);
    assert_eq!(requests[0].get("graph.attempts"), Some("1"));
    assert!(requests[0].get("graph.client_request_id").is_some());
    assert_discreet(&recorder);
}

/// What goes to a pre-authenticated URL is seen, and the URL is not.
#[tokio::test]
async fn uploads_downloads_and_pages_are_seen_without_their_urls() {
    let emulator = Emulator::builder()
        .token(TOKEN)
        .content("/v1.0/me/drive/items/film/content", "text/plain", "hello")
        .seed(
            "/v1.0/users",
            json!([{ "id": "1" }, { "id": "2" }, { "id": "3" }]),
        )
        .page_size(2)
        .start()
        .await
        .expect("an emulator");
    let client = client(&emulator);
    let stored;
    let recorder = Recorder::default();
    {
        let _guard = tracing::subscriber::set_default(recorder.clone());
        let url = "/v1.0/me/drive/root:/film.mp4:/createUploadSession";
        let request = Request::<UploadSession>::new(Method::POST, url);
        let mut session = within(client.send(request)).await.expect("a session");
        stored = serde_json::to_string(&session).expect("a session is JSON");
        let mut bytes = Bytes::from_static(b"a film");
        within(client.upload::<RawResponse>(&mut session, &mut bytes, &mut |_| {}))
            .await
            .expect("uploaded");
        let request = Request::new(Method::GET, "/v1.0/me/drive/items/film/content");
        let mut download = within(client.download(request, 0)).await.expect("content");
        while let Some(chunk) = within(download.next()).await {
            chunk.expect("a chunk");
        }
        let users = client.items(graph_request!(V1: GET /users));
        within(users.collect_up_to(10)).await.expect("three users");
    }
    let requests = recorder.named("graph.request");
    let told: Vec<_> = requests
        .iter()
        .map(|it| (it.get("url.template"), it.get("http.response.status_code")))
        .collect();
    assert_eq!(
        told,
        [
            (Some("\"/v1.0/me/…\""), Some("200")),
            (Some("\"(upload session)\""), Some("201")),
            (Some("\"/v1.0/me/…\""), Some("200")),
            (Some("\"/v1.0/users\""), Some("200")),
            (Some("\"/v1.0/users\""), Some("200")),
        ]
    );
    let attempts = recorder.named("graph.attempt");
    assert_eq!(attempts.len(), 5);
    assert!(attempts.iter().all(|attempt| attempt.parent.is_some()));
    let all = format!("{:?}", recorder.seen());
    let stored: serde_json::Value = serde_json::from_str(&stored).expect("JSON");
    let url = stored["uploadUrl"].as_str().expect("a URL");
    let path = url
        .strip_prefix(&emulator.storage_url())
        .expect("at the storage");
    for secret in [path, "film.mp4", "skiptoken", "a film", "hello"] {
        assert!(!all.contains(secret), "{secret} in {all}");
    }
}
