//! A server that means harm: the token stays with its origin, memory stays bounded, and each attack ends in a clear error.

#![allow(clippy::unwrap_used)]

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use graph_emulator::{DEFAULT_TOKEN, Emulator, Fault, On};
use graph_runtime::pages::RoundEnd;
use graph_runtime::request::RawResponse;
use graph_runtime::transfer::{Accepted, UploadSession};
use graph_runtime::{
    Batch, Bytes, Client, Error, FixedToken, Method, Request, Retry, graph_request, graph_resource,
};
use graph_tests::memory::memory;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

graph_resource! {
    service V1 = "v1.0" { users: [user] }
    entity user { displayName: String, collection function delta() -> [user] }
}

const LIMIT: u64 = 1024 * 1024;

/// Another origin, which writes down every byte that it gets and answers politely.
struct Thief {
    address: String,
    heard: Arc<Mutex<Vec<u8>>>,
}

impl Thief {
    async fn lurk() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let notes = Arc::clone(&heard);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let notes = Arc::clone(&notes);
                tokio::spawn(async move {
                    let mut piece = [0; 4096];
                    while let Ok(length @ 1..) = stream.read(&mut piece).await {
                        notes.lock().unwrap().extend_from_slice(&piece[..length]);
                        let answer = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 12\r\n\r\n{\"value\":[]}";
                        let _ = stream.write_all(answer).await;
                    }
                });
            }
        });
        Self { address, heard }
    }

    fn heard(&self) -> String {
        String::from_utf8_lossy(&self.heard.lock().unwrap()).to_lowercase()
    }
}

async fn started() -> (Emulator, Client) {
    let users: Vec<_> = (0..4).map(|id| json!({"id": id.to_string()})).collect();
    let emulator = Emulator::builder()
        .seed("/v1.0/users", json!(users))
        .page_size(2)
        .content("/v1.0/me/drive/items/1/content", "text/plain", "hello")
        .start()
        .await
        .unwrap();
    let client = Client::builder(FixedToken::new(emulator.token()))
        .base_url(emulator.url())
        .response_limit(LIMIT)
        .attempt_timeout(Duration::from_millis(1500))
        .retry(Retry::none())
        .build()
        .unwrap();
    (emulator, client)
}

async fn within<F: Future>(future: F) -> F::Output {
    tokio::time::timeout(Duration::from_secs(60), future)
        .await
        .expect("the client hangs")
}

async fn get(client: &Client, url: &str) -> Result<RawResponse, Error> {
    within(client.send(Request::new(Method::GET, url))).await
}

async fn user(client: &Client) -> Result<Option<String>, Error> {
    let request = graph_request!(V1: GET /users/{"1"});
    Ok(within(client.send(request)).await?.display_name)
}

/// An error with its sources, which says something, on few lines, and not the token.
#[allow(clippy::print_stdout)]
fn told(error: &Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        text += &format!(": {inner}");
        source = inner.source();
    }
    for shown in [&text, &format!("{error:?}")] {
        assert!(!shown.contains(DEFAULT_TOKEN), "{shown}");
    }
    println!("{text}");
    assert!(
        text.len() > 10 && text.len() < 2_000 && text.lines().count() < 6,
        "{text}"
    );
    text
}

/// The emulator's fault, and what the error shall speak of.
async fn ends_in(emulator: &Emulator, client: &Client, fault: Fault, word: &str) {
    let name = fault.name().to_owned();
    emulator.fault(On::any(), fault);
    match user(client).await {
        Ok(answer) => panic!("{name}: {answer:?} was taken for an answer"),
        Err(error) => {
            let text = told(&error);
            assert!(text.to_lowercase().contains(word), "{name}: {text}");
        }
    }
}

#[tokio::test]
async fn links_to_other_origins_are_not_followed() {
    let (emulator, client) = started().await;
    let thief = Thief::lurk().await;
    let own = emulator.address();
    for link in [
        format!("http://{}/v1.0/users", thief.address),
        format!("http://{own}@{}/v1.0/users", thief.address),
        format!("http://user:word@{own}/v1.0/users"),
        format!("//{}/v1.0/users", thief.address),
        format!("https://{own}/v1.0/users"),
        format!("http://{own}.evil.example/v1.0/users"),
        format!("http://localhost:{}/v1.0/users", own.port()),
        format!("http://{}\\@{own}/v1.0/users", thief.address),
        "file:///etc/passwd".to_owned(),
        "\u{0}".to_owned(),
    ] {
        emulator.fault(On::any(), Fault::next_link(&link));
        let mut users = client.items(graph_request!(V1: GET /users));
        let error = loop {
            match within(users.next()).await {
                Some(Ok(_)) => {}
                Some(Err(error)) => break error,
                None => panic!("{link:?}: the rest was lost without a word"),
            }
        };
        assert!(
            matches!(error, Error::Protocol { .. } | Error::InvalidRequest(_)),
            "{link:?}: {error:?}"
        );
        told(&error);
    }
    assert_eq!(thief.heard(), "");
}

#[tokio::test]
async fn links_in_a_circle_end() {
    let (emulator, client) = started().await;
    emulator.fault(On::any().always(), Fault::looping_link());
    let mut users = client.items(graph_request!(V1: GET /users));
    let mut seen = 0;
    let error = loop {
        match within(users.next()).await {
            Some(Ok(_)) => seen += 1,
            Some(Err(error)) => break error,
            None => panic!("the circle was taken for an end"),
        }
    };
    assert!(matches!(error, Error::Protocol { .. }), "{error:?}");
    told(&error);
    assert!(seen <= 4 && emulator.requests().len() <= 2, "{seen}");
}

#[tokio::test]
async fn redirects_to_other_origins_go_without_the_token() {
    let (emulator, client) = started().await;
    let thief = Thief::lurk().await;
    emulator.fault(
        On::any(),
        Fault::redirect(format!("http://{}/stolen", thief.address)),
    );
    let answer = get(&client, "/v1.0/users").await.unwrap();
    assert_eq!(answer.body, "{\"value\":[]}");
    let heard = thief.heard();
    assert!(heard.starts_with("get /stolen"), "{heard}");
    assert!(
        !heard.contains("authorization") && !heard.contains(DEFAULT_TOKEN),
        "{heard}"
    );

    // Nothing that changes something is redirected at all.
    emulator.fault(
        On::any(),
        Fault::redirect(format!("http://{}/stolen", thief.address)),
    );
    let delete = Request::<RawResponse>::new(Method::DELETE, "/v1.0/users/1");
    told(&within(client.send(delete)).await.unwrap_err());
    for url in [
        "http://graph.microsoft.com.evil.example/",
        "file:///etc/passwd",
        "javascript:x",
        "http://",
    ] {
        emulator.fault(On::any(), Fault::redirect(url));
        told(&get(&client, "/v1.0/users").await.unwrap_err());
    }
    emulator.fault(
        On::any().times(20),
        Fault::redirect(format!("{}/v1.0/users", emulator.url())),
    );
    told(&get(&client, "/v1.0/users").await.unwrap_err());
    assert_eq!(thief.heard(), heard);
}

/// A whole answer in JSON, with more lines of its head, each with `\r\n`.
fn said(status: &str, lines: &str, body: &serde_json::Value) -> Fault {
    let body = body.to_string();
    let head = format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\n{lines}");
    let length = body.len();
    Fault::raw(format!("{head}content-length: {length}\r\n\r\n{body}"))
}

#[tokio::test]
async fn whatever_names_a_place_elsewhere_gets_no_token_there() {
    let (emulator, client) = started().await;
    let thief = Thief::lurk().await;
    let there = format!("http://{}", thief.address);

    // Links that are for this client alone are not followed, now or later.
    let last = json!({"value": [], "@odata.deltaLink": format!("{there}/v1.0/users/delta")});
    emulator.fault(On::any(), said("200 OK", "", &last));
    let mut changes = client.delta(graph_request!(V1: GET /users/delta));
    assert!(within(changes.next()).await.is_none());
    told(&changes.finish().unwrap_err());
    let lost = format!("location: {there}/v1.0/users/delta\r\n");
    emulator.fault(On::any(), said("410 Gone", &lost, &json!({})));
    let mut changes = client.delta(graph_request!(V1: GET /users/delta));
    assert!(within(changes.next()).await.is_none());
    let RoundEnd::Resync(resync) = changes.finish().unwrap() else {
        panic!("410 was no resync");
    };
    let link = serde_json::to_string(&resync.into_link()).unwrap();
    assert!(!link.contains(&thief.address), "{link}");
    assert_eq!(thief.heard(), "");

    // Monitors and upload sessions may be elsewhere, and are asked without the token.
    let monitor = format!("location: {there}/monitor\r\n");
    emulator.fault(On::any(), said("202 Accepted", &monitor, &json!({})));
    let copy = Request::<RawResponse>::new(Method::POST, "/v1.0/me/drive/items/1/copy");
    let Accepted::Running(monitor) = within(client.begin(copy)).await.unwrap() else {
        panic!("202 was no monitor");
    };
    within(client.check(&monitor)).await.unwrap();
    let session = json!({"uploadUrl": format!("{there}/upload")});
    emulator.fault(On::any(), said("200 OK", "", &session));
    let create = Request::new(Method::POST, "/v1.0/me/drive/items/1/createUploadSession");
    let mut session: UploadSession = within(client.send(create)).await.unwrap();
    let mut bytes = Bytes::from_static(b"what is uploaded");
    let _: RawResponse = within(client.upload(&mut session, &mut bytes, &mut |_| {}))
        .await
        .unwrap();
    let heard = thief.heard();
    assert!(
        heard.contains("get /monitor") && heard.contains("put /upload"),
        "{heard}"
    );
    assert!(
        !heard.contains("authorization") && !heard.contains(DEFAULT_TOKEN),
        "{heard}"
    );

    // What an operation says that it made is read with the token, so only at home.
    let operation = json!({"status": "succeeded", "resourceLocation": format!("{there}/made")});
    let own = format!("location: {}/v1.0/operations/1\r\n", emulator.url());
    emulator.fault(On::any(), said("202 Accepted", &own, &json!({})));
    let copy = Request::<RawResponse>::new(Method::POST, "/v1.0/me/drive/items/1/copy");
    let Accepted::Running(monitor) = within(client.begin(copy)).await.unwrap() else {
        panic!("202 was no monitor");
    };
    emulator.fault(On::any(), said("200 OK", "", &operation));
    let operation = within(client.check(&monitor)).await.unwrap();
    told(&within(client.result(&operation)).await.unwrap_err());
    assert_eq!(thief.heard(), heard);
}

#[tokio::test]
async fn a_batch_that_means_harm_is_an_error() {
    let (emulator, client) = started().await;
    for body in [
        "[".repeat(900_000),
        format!("{{\"responses\":{}", "[".repeat(900_000)),
        format!(
            "{{\"responses\":[{{\"id\":\"1\",\"status\":200,\"body\":{}",
            "{\"a\":".repeat(150_000)
        ),
        "{\"responses\":[{\"id\":\"1\",\"status\":99999}]}".to_owned(),
        "{\"responses\":[{\"id\":\"1\",\"status\":200,\"headers\":7,\"body\":\"\"}]}".to_owned(),
        format!("{{\"responses\":[{}]}}", vec!["{}"; 200_000].join(",")),
    ] {
        emulator.fault(
            On::any(),
            Fault::content_type("application/json").body("application/json", body),
        );
        let mut batch = Batch::new();
        let slot = batch.add(graph_request!(V1: GET /users/{"1"}));
        let mut answers = within(client.run(batch)).await.unwrap();
        told(&answers.take(slot).unwrap_err());
    }
}

#[tokio::test]
async fn a_download_comes_without_the_token() {
    let (emulator, client) = started().await;
    let answer = get(&client, "/v1.0/me/drive/items/1/content")
        .await
        .unwrap();
    assert_eq!(answer.body, "hello");
    let requests = emulator.requests();
    assert!(requests[1].is_at_storage() && requests[1].status() == 200);
    assert_eq!(requests[1].header("authorization"), None);
}

#[tokio::test]
async fn answers_without_sense_are_errors() {
    let (emulator, client) = started().await;
    let bomb =
        |text: &str| Fault::with_header("x-bomb", "1").body("application/json", text.to_owned());
    for (fault, word) in [
        (Fault::bad_chunks(), "body"),
        (Fault::truncated(), "body"),
        (Fault::endless_head(), "head"),
        (Fault::raw("\u{16}\u{3}\u{1}"), "http"),
        (
            Fault::raw("HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n"),
            "content-length",
        ),
        (
            Fault::raw("HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}"),
            "content-length",
        ),
        (Fault::raw("HTTP/1.1 999999 OK\r\n\r\n"), "status"),
        (Fault::raw("HTTP/1.1 200 OK\r\nna me: x\r\n\r\n"), "header"),
        (Fault::raw(""), "connection"),
        (bomb("<html>"), "json"),
        (bomb(""), ""),
        (bomb("[1, 2]"), ""),
        (bomb(&"[".repeat(900_000)), ""),
        (bomb(&"{\"a\":".repeat(150_000)), ""),
        (Fault::reset_within(), ""),
        (Fault::slow_head(Duration::from_secs(40)), "took longer"),
        (Fault::slow_body(Duration::from_secs(40)), "took longer"),
        (Fault::silent(), "took longer"),
    ] {
        ends_in(&emulator, &client, fault, word).await;
    }
    assert_eq!(user(&client).await.unwrap(), None);
}

#[tokio::test]
async fn a_nested_bomb_in_a_property_is_kept_or_refused_and_no_more() {
    let (emulator, client) = started().await;
    let depth = 400_000;
    for text in [
        format!(
            "{{\"id\":\"1\",\"displayName\":\"a\",\"more\":{}{}}}",
            "[".repeat(depth),
            "]".repeat(depth)
        ),
        format!(
            "{{\"id\":\"1\",\"displayName\":\"a\",\"more\":{}1{}}}",
            "{\"a\":".repeat(depth / 4),
            "}".repeat(depth / 4)
        ),
    ] {
        emulator.fault(
            On::any(),
            Fault::content_type("application/json").body("application/json", text),
        );
        match user(&client).await {
            Ok(name) => assert_eq!(name.as_deref(), Some("a")),
            Err(error) => {
                told(&error);
            }
        }
    }
}

#[tokio::test]
async fn headers_of_the_wrong_type_are_no_reason_to_fail() {
    let (emulator, client) = started().await;
    for (name, value) in [
        ("retry-after", "soon"),
        ("etag", "no quotes"),
        ("date", "yesterday"),
        ("location", "::"),
        ("content-type", "nonsense"),
        ("request-id", "not a guid"),
        ("content-encoding", "rot13"),
    ] {
        emulator.fault(On::any(), Fault::with_header(name, value));
        match user(&client).await {
            Ok(name) => assert_eq!(name, None),
            Err(error) => {
                told(&error);
            }
        }
        emulator.fault(On::any(), Fault::status(503).header(name, value));
        let error = user(&client).await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
        told(&error);
    }
    let raw = b"HTTP/1.1 429 Too Many\r\nretry-after: \xff\xfe\r\nrequest-id: \xff\r\ncontent-length: 0\r\n\r\n";
    emulator.fault(On::any(), Fault::raw(&raw[..]));
    told(&user(&client).await.unwrap_err());
}

#[tokio::test]
async fn what_is_compressed_without_being_asked_for_is_not_unpacked() {
    let (emulator, client) = started().await;
    let bomb = Fault::gzip_claim().body("application/json", GZIP_BOMB);
    emulator.fault(On::any(), bomb.clone());
    told(&user(&client).await.unwrap_err());
    emulator.fault(On::any(), bomb);
    let answer = get(&client, "/v1.0/users/1").await;
    // As it came, or not at all.
    if let Ok(answer) = answer {
        assert_eq!(answer.body, GZIP_BOMB);
    }
    let accepted: Vec<_> = emulator.requests();
    assert!(
        accepted
            .iter()
            .all(|request| request.header("accept-encoding").is_none())
    );
}

#[tokio::test]
async fn answers_without_end_are_cut_off() {
    let (emulator, client) = started().await;
    let before = memory("VmRSS");
    let start = Instant::now();
    for fault in [
        Fault::endless(),
        Fault::huge(8 << 30),
        Fault::huge(LIMIT + 1),
    ] {
        for _ in 0..4 {
            emulator.fault(On::any(), fault.clone());
            let error = user(&client).await.unwrap_err();
            assert!(matches!(error, Error::ResponseTooLarge { .. }), "{error:?}");
            told(&error);
        }
    }
    // An error's body is bounded, too, and what is known by its head is told.
    for _ in 0..4 {
        let head = "HTTP/1.1 500 No\r\ncontent-type: application/json\r\n\r\n";
        emulator.fault(
            On::any(),
            Fault::raw(head.to_owned() + &"[".repeat(4 << 20)),
        );
        let error = user(&client).await.unwrap_err();
        assert_eq!(
            error.status().map(|status| status.as_u16()),
            Some(500),
            "{error:?}"
        );
        told(&error);
    }
    assert!(start.elapsed() < Duration::from_secs(30));
    if let (Some(before), Some(after)) = (before, memory("VmHWM")) {
        assert!(after < before + 64 * 1024, "{before} KiB, then {after} KiB");
    }
}

/// 100 kB of `a` in JSON.
const GZIP_BOMB: &[u8] = &[
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xed, 0xc1, 0xc1, 0x09, 0xc0, 0x20,
    0x10, 0x00, 0xb0, 0x5d, 0x6e, 0x0c, 0x87, 0x70, 0x87, 0x03, 0x7d, 0x08, 0x2d, 0x08, 0xbe, 0x44,
    0xdc, 0xbd, 0x6b, 0xf4, 0x91, 0xe4, 0x44, 0x1b, 0x6b, 0x3e, 0xb9, 0x6b, 0xbe, 0x3d, 0x4a, 0x24,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0xf0, 0x5b, 0x71, 0x3f, 0x97, 0xdc, 0x0c, 0x13, 0xb2, 0x86, 0x01, 0x00,
];
