//! Batches: how they are split, what is sent again, and what is known of each request.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use graph_runtime::error::BatchError;
use graph_runtime::request::{Body, RawResponse};
use graph_runtime::{
    Batch, Bytes, Client, Error, Method, Request, Retry, StatusCode, Update, graph_request,
    graph_resource,
};
use serde_json::{Value, json};

use crate::server::{Reply, Seen, Server, answer, json as answered};
use crate::{TOKEN, builder_of, client_of, failure, get, within};

graph_resource! {
    service V1 = "v1.0" { users: [user] }
    service Beta = "beta" { users: [user] }
    entity user { displayName: String }
}

/// A client that repeats what is throttled, and does not wait long where the service does not say.
fn patient(server: &Server) -> Client {
    let retry = Retry::default().backoff(Duration::from_millis(1), Duration::from_millis(5));
    let client = builder_of(&server.origin()).retry(retry).build();
    client.expect("a client")
}

/// The requests of a batch, as the service sees them.
fn requests_of(seen: &Seen) -> Vec<Value> {
    let body: Value = serde_json::from_slice(&seen.body).expect("JSON");
    body["requests"].as_array().expect("requests").clone()
}

fn responses(all: Vec<Value>) -> Reply {
    Reply::Send(answered(json!({ "responses": all }).to_string()))
}

/// A service that answers each request of a batch by itself, last first, and keeps to `dependsOn`.
async fn service(one: impl Fn(&Value) -> Value + Send + Sync + 'static) -> Server {
    Server::start(move |seen| {
        let mut failed = HashSet::new();
        let mut all = Vec::new();
        for request in requests_of(seen) {
            let on = request["dependsOn"].as_array().cloned().unwrap_or_default();
            let mut answer = match on.iter().any(|on| failed.contains(on)) {
                true => json!({ "status": 424 }),
                false => one(&request),
            };
            answer["id"] = request["id"].clone();
            if answer["status"].as_u64() >= Some(300) {
                failed.insert(request["id"].clone());
            }
            all.push(answer);
        }
        all.reverse();
        responses(all)
    })
    .await
}

fn user(request: &Value) -> Value {
    let url = request["url"].as_str().expect("a URL");
    json!({
        "status": 200,
        "headers": { "Content-Type": "application/json" },
        "body": { "id": url.rsplit('/').next() },
    })
}

fn throttled(wait: &str) -> Value {
    json!({ "status": 429, "headers": { "Retry-After": wait } })
}

#[tokio::test]
async fn a_thousand_requests_are_answered_once_each_in_as_few_round_trips_as_it_takes() {
    within(async {
        // Every fifth answer says to wait, whichever request it is for.
        let state = Arc::new(Mutex::new((
            0_usize,
            HashMap::<String, (usize, Instant)>::new(),
        )));
        let done = state.clone();
        let server = service(move |request| {
            let url = request["url"].as_str().expect("a URL").to_owned();
            let mut state = state.lock().expect("no test has panicked");
            state.0 += 1;
            if let Some((_, until)) = state.1.get(&url) {
                assert!(Instant::now() >= *until, "{url} came too early");
            }
            let turn = state.0;
            if turn.is_multiple_of(5) {
                state
                    .1
                    .insert(url, (0, Instant::now() + Duration::from_millis(50)));
                return throttled("0.05");
            }
            let entry = state.1.entry(url).or_insert((0, Instant::now()));
            entry.0 += 1;
            user(request)
        })
        .await;

        let mut batch = Batch::new();
        let slots: Vec<_> = (0..1_000)
            .map(|n| {
                let id = n.to_string();
                batch.add(graph_request!(V1: GET /users/{id}))
            })
            .collect();
        let mut answers = patient(&server).run(batch).await.expect("answers");
        for (n, slot) in slots.into_iter().enumerate() {
            let user = answers.take(slot).expect("a user");
            assert_eq!(user.id.as_ref().expect("an id"), &*n.to_string());
        }
        let state = done.lock().expect("no test has panicked");
        assert_eq!(state.1.len(), 1_000);
        assert!(
            state.1.values().all(|(times, _)| *times == 1),
            "a request was done twice"
        );
        // 1,000 and what is left of it each time: 200, 40, 8, 1 or so.
        let mut least = 0;
        let (mut left, mut turn) = (1_000, 0);
        while left > 0 {
            least += usize::div_ceil(left, 20);
            let throttled = (turn + left) / 5 - turn / 5;
            (turn, left) = (turn + left, throttled);
        }
        assert_eq!(server.seen().len(), least);
        assert_eq!(answers.round_trips(), least);
        // 50 for all of them, then 10, 2, 1 and 1.
        assert_eq!(least, 64);
    })
    .await;
}

#[tokio::test]
async fn requests_stand_in_a_batch_as_the_protocol_wants_them() {
    within(async {
        let server = service(|_| json!({ "status": 204 })).await;
        let mut batch = Batch::new();
        let update = Update::<User>::new().set(User::DISPLAY_NAME, "Ä \"x\"");
        let first = batch.add(graph_request!(V1: PATCH /users/{"a/b"}, update));
        let second = batch.add(
            Request::<()>::new(Method::PUT, "/v1.0/me/photo/$value?a=%27")
                .with_body(Body::new("image/png", vec![0_u8, 255, 7]))
                .header(http::header::AUTHORIZATION, "Bearer mine")
                .expect("a header")
                .eventual(),
        );
        batch.depends_on(&second, &first);
        let mut answers = client_of(&server.origin())
            .run(batch)
            .await
            .expect("answers");
        assert!(answers.take(first).expect("an answer").is_none());
        answers.take(second).expect("an answer");
        let seen = server.only();
        assert_eq!(seen.line(), "POST /v1.0/$batch HTTP/1.1");
        assert_eq!(
            seen.header("authorization"),
            Some(&*format!("Bearer {TOKEN}"))
        );
        assert_eq!(
            requests_of(&seen),
            [
                json!({
                    "id": "1", "method": "PATCH", "url": "/users/a%2Fb",
                    "headers": { "content-type": "application/json" },
                    "body": { "@odata.type": "#microsoft.graph.user", "displayName": "Ä \"x\"" },
                }),
                json!({
                    "id": "2", "method": "PUT", "url": "/me/photo/$value?a=%27",
                    "headers": { "content-type": "image/png", "consistencylevel": "eventual" },
                    "body": "AP8H", "dependsOn": ["1"],
                }),
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn what_a_throttled_request_held_back_is_sent_again_with_it() {
    within(async {
        let asked = Mutex::new(HashMap::<String, usize>::new());
        let server = service(move |request| {
            let url = request["url"].as_str().expect("a URL").to_owned();
            let mut asked = asked.lock().expect("no test has panicked");
            let times = asked.entry(url.clone()).or_default();
            *times += 1;
            if url == "/users/1" && *times == 1 {
                throttled("0.02")
            } else {
                user(request)
            }
        })
        .await;
        let mut batch = Batch::new();
        let slots = ["0", "1", "2"].map(|id| batch.add(graph_request!(V1: GET /users/{id})));
        batch.depends_on(&slots[2], &slots[1]);
        let mut answers = patient(&server).run(batch).await.expect("answers");
        for slot in slots {
            answers.take(slot).expect("a user");
        }
        let urls = |seen: &Seen| -> Vec<_> {
            requests_of(seen)
                .iter()
                .map(|it| it["url"].to_string())
                .collect()
        };
        let seen = server.seen();
        assert_eq!(urls(&seen[0]).len(), 3);
        assert_eq!(urls(&seen[1]), ["\"/users/1\"", "\"/users/2\""]);
        assert_eq!(seen.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_failed_dependency_and_what_never_ran_are_told_apart() {
    within(async {
        let server = service(|request| match request["url"].as_str() {
            Some("/users/0") => json!({ "status": 404, "body": { "error": { "code": "NotFound", "message": "no" } } }),
            _ => user(request),
        })
        .await;
        let mut batch = Batch::new();
        let slots: Vec<_> = (0..30)
            .map(|n| {
                let id = n.to_string();
                batch.add(graph_request!(V1: GET /users/{id}))
            })
            .collect();
        // A chain of 30: the first 20 go out together, the others have to wait for them.
        for n in 1..30 {
            batch.depends_on(&slots[n], &slots[n - 1]);
        }
        let mut answers = client_of(&server.origin()).run(batch).await.expect("answers");
        for (n, slot) in slots.into_iter().enumerate() {
            let error = failure(answers.take(slot));
            match n {
                0 => assert_eq!(error.service().map(|it| it.code()), Some("NotFound")),
                1..20 => assert_eq!(error.status(), Some(StatusCode::FAILED_DEPENDENCY), "{n}"),
                _ => match error {
                    Error::Batch(error @ BatchError::DependencyFailed { on }) => {
                        assert_eq!(on, n);
                        assert!(error.never_ran());
                    }
                    other => panic!("{n}: {other:?}"),
                },
            }
        }
        assert_eq!(server.seen().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_known_is_kept_when_a_part_fails() {
    within(async {
        let count = Mutex::new(0);
        let server = Server::start(move |seen| {
            let mut count = count.lock().expect("no test has panicked");
            *count += 1;
            if *count == 2 {
                return Reply::Send(answer("403 Forbidden", "", ""));
            }
            let all = requests_of(seen).into_iter().map(|request| {
                let mut answer = user(&request);
                answer["id"] = request["id"].clone();
                answer
            });
            responses(all.collect())
        })
        .await;
        let mut batch = Batch::new();
        let slots: Vec<_> = (0..50)
            .map(|n| {
                let id = n.to_string();
                batch.add(graph_request!(V1: GET /users/{id}))
            })
            .collect();
        let mut answers = client_of(&server.origin())
            .run(batch)
            .await
            .expect("answers");
        for (n, slot) in slots.into_iter().enumerate() {
            match (n, answers.take(slot)) {
                (0..20, Ok(_)) => {}
                (20..40, Err(Error::Batch(error @ BatchError::Lost { .. }))) => {
                    assert!(!error.never_ran());
                }
                (40.., Err(Error::Batch(error @ BatchError::NotSent { .. }))) => {
                    assert!(error.never_ran());
                    assert!(error.to_string().contains("403 Forbidden"), "{error}");
                }
                (n, other) => panic!("{n}: {other:?}"),
            }
        }
        assert_eq!(server.seen().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn answers_that_make_no_sense_are_errors() {
    within(async {
        let ok = json!({ "id": "1", "status": 200, "body": {} });
        for (body, expected) in [
            (
                json!({ "responses": [ok, ok] }).to_string(),
                "it has an id twice",
            ),
            (
                json!({ "responses": [{ "id": "9", "status": 200 }] }).to_string(),
                "it has an id that was not asked for",
            ),
            (
                json!({ "responses": [{ "status": 200 }] }).to_string(),
                "an answer has no `id`",
            ),
            (
                json!({ "responses": [{ "id": "1", "status": "soon" }] }).to_string(),
                "an answer has no `status`",
            ),
            (
                json!({ "responses": {} }).to_string(),
                "`responses` is not an array of objects",
            ),
            (json!({}).to_string(), "it has no `responses`"),
            ("<html>".to_owned(), "it is not a JSON object"),
        ] {
            let server = Server::saying(answered(body)).await;
            let mut batch = Batch::new();
            let slot = batch.add(get::<()>("/v1.0/me"));
            let mut answers = client_of(&server.origin())
                .run(batch)
                .await
                .expect("answers");
            match failure(answers.take(slot)) {
                Error::Batch(error @ BatchError::Malformed { problem, .. }) => {
                    assert_eq!(problem, expected);
                    let text = error.to_string();
                    assert!(
                        text.starts_with("the answer to POST /v1.0/$batch makes no sense"),
                        "{text}"
                    );
                    assert!(text.contains("[client-request-id "), "{text}");
                }
                other => panic!("{expected}: {other:?}"),
            }
        }
        let server = Server::saying(answered(r#"{"responses":[]}"#)).await;
        let mut batch = Batch::new();
        let slot = batch.add(get::<()>("/v1.0/me"));
        let mut answers = client_of(&server.origin())
            .run(batch)
            .await
            .expect("answers");
        let error = failure(answers.take(slot));
        assert!(matches!(error, Error::Batch(BatchError::NoResponse { .. })));
        let id = error
            .request()
            .and_then(|exchange| exchange.client_request_id());
        assert_eq!(server.only().header("client-request-id"), id);
    })
    .await;
}

#[tokio::test]
async fn errors_carry_the_ids_of_the_request_or_of_its_batch() {
    within(async {
        let server = Server::start(|_| {
            let all = json!({ "responses": [
                { "id": "1", "status": 200, "body": 7 },
                { "id": "2", "status": 200, "headers": { "request-id": "own" }, "body": 7 },
                { "id": "3", "status": 404, "body": { "error": { "code": "NotFound", "message": "no",
                    "innerError": { "request-id": "inner" } } } },
                { "id": "4", "status": 404 },
            ] });
            let headers = "Content-Type: application/json\r\nrequest-id: of-the-batch\r\n";
            Reply::Send(answer("200 OK", headers, all.to_string()))
        })
        .await;
        let mut batch = Batch::new();
        let slots = ["1", "2", "3", "4"].map(|id| batch.add(graph_request!(V1: GET /users/{id})));
        let mut answers = client_of(&server.origin()).run(batch).await.expect("answers");
        let seen = server.only();
        let sent = seen.header("client-request-id").expect("an id");
        for (n, (slot, (id, text))) in (1..).zip(slots.into_iter().zip([
            ("of-the-batch", "the answer to GET /v1.0/users/1 (200 OK, 1 bytes) cannot be read: expected a JSON object, found a number"),
            ("own", "the answer to GET /v1.0/users/2 (200 OK, 1 bytes) cannot be read: expected a JSON object, found a number"),
            ("inner", "GET /v1.0/users/3 was answered 404 Not Found: NotFound: no"),
            ("of-the-batch", "GET /v1.0/users/4 was answered 404 Not Found with nothing in the body"),
        ])) {
            let error = failure(answers.take(slot));
            assert_eq!(error.request_id(), Some(id), "{n}");
            assert_eq!(
                error.to_string(),
                format!("{text} [request-id {id}] [client-request-id {sent}]")
            );
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_throttled_in_a_batch_pauses_the_whole_client() {
    within(async {
        let paused = Arc::new(Mutex::new(None::<Instant>));
        let until = paused.clone();
        let server = Server::start(move |seen| {
            let mut until = until.lock().expect("no test has panicked");
            if let Some(until) = *until {
                assert!(Instant::now() >= until, "{} came too early", seen.line());
            }
            if seen.line().starts_with("GET") {
                return Reply::Send(answered("{}"));
            }
            let all = requests_of(seen).into_iter().map(|request| {
                let mut answer = match *until {
                    None => throttled("0.3"),
                    Some(_) => user(&request),
                };
                answer["id"] = request["id"].clone();
                answer
            });
            let all = all.collect();
            until.get_or_insert(Instant::now() + Duration::from_millis(300));
            responses(all)
        })
        .await;
        let client = patient(&server);
        let mut batch = Batch::new();
        let slot = batch.add(graph_request!(V1: GET /users/{"1"}));
        let other = async {
            while server.seen().is_empty() || paused.lock().expect("no panic").is_none() {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            // The answer is on its way.
            tokio::time::sleep(Duration::from_millis(50)).await;
            client.send(get::<()>("/v1.0/me")).await.expect("an answer");
        };
        let (answers, ()) = tokio::join!(client.run(batch), other);
        answers.expect("answers").take(slot).expect("a user");
        assert_eq!(server.seen().len(), 3);
    })
    .await;
}

#[tokio::test]
async fn without_retries_the_service_s_word_comes_back_at_once() {
    within(async {
        let server = service(|_| throttled("1000")).await;
        let mut batch = Batch::new();
        let slot = batch.add(graph_request!(V1: GET /users/{"1"}));
        let mut answers = client_of(&server.origin())
            .run(batch)
            .await
            .expect("answers");
        let error = failure(answers.take(slot));
        assert_eq!(error.status(), Some(StatusCode::TOO_MANY_REQUESTS));
        assert_eq!(answers.round_trips(), 1);
    })
    .await;
}

#[tokio::test]
async fn after_a_pause_that_is_too_long_nothing_is_sent_and_nothing_said_to_be_lost() {
    within(async {
        let server = service(|_| throttled("100000")).await;
        let mut batch = Batch::new();
        let slots: Vec<_> = (0..30)
            .map(|n| {
                let id = n.to_string();
                batch.add(graph_request!(V1: GET /users/{id}))
            })
            .collect();
        let mut answers = patient(&server).run(batch).await.expect("answers");
        for (n, slot) in slots.into_iter().enumerate() {
            match (n, failure(answers.take(slot))) {
                (0..20, error) => assert_eq!(error.status(), Some(StatusCode::TOO_MANY_REQUESTS)),
                (_, Error::Batch(error)) => assert!(error.never_ran(), "{n}: {error}"),
                (n, other) => panic!("{n}: {other:?}"),
            }
        }
        assert_eq!(server.seen().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_batch_whose_answer_got_lost_is_sent_again_only_if_nothing_in_it_could_be_done_twice() {
    within(async {
        for (method, may_repeat, is_repeated) in [
            (Method::GET, false, true),
            (Method::PATCH, false, true),
            (Method::POST, false, false),
            (Method::POST, true, true),
        ] {
            let count = Mutex::new(0);
            let server = Server::start(move |seen| {
                let mut count = count.lock().expect("no test has panicked");
                *count += 1;
                match *count {
                    1 => Reply::Close(Vec::new()),
                    _ => responses(
                        requests_of(seen)
                            .iter()
                            .map(|request| json!({ "id": request["id"], "status": 204 }))
                            .collect(),
                    ),
                }
            })
            .await;
            let mut batch = Batch::new();
            let first = batch.add(get::<()>("/v1.0/me"));
            let mut request = Request::<()>::new(method, "/v1.0/me");
            if may_repeat {
                request = request.may_repeat();
            }
            let second = batch.add(request);
            let mut answers = patient(&server).run(batch).await.expect("answers");
            for slot in [first, second] {
                match answers.take(slot) {
                    Ok(()) => assert!(is_repeated),
                    Err(Error::Batch(BatchError::Lost { .. })) => assert!(!is_repeated),
                    Err(other) => panic!("{other:?}"),
                }
            }
            let trips = if is_repeated { 2 } else { 1 };
            assert_eq!((server.seen().len(), answers.round_trips()), (trips, trips));
        }
    })
    .await;
}

#[tokio::test]
async fn circles_and_foreign_slots_are_reported_before_anything_is_sent() {
    within(async {
        let server = Server::saying(answered("{}")).await;
        let client = client_of(&server.origin());
        let mut batch = Batch::new();
        let slots = ["0", "1", "2"].map(|id| batch.add(graph_request!(V1: GET /users/{id})));
        batch.depends_on(&slots[1], &slots[2]);
        batch.depends_on(&slots[2], &slots[1]);
        match failure(client.run(batch).await) {
            Error::Batch(BatchError::Circle { requests }) => assert_eq!(requests, [2, 3]),
            other => panic!("{other:?}"),
        }

        let mut batch = Batch::new();
        let other = Batch::new().add(get::<()>("/v1.0/me"));
        let own = batch.add(get::<()>("/v1.0/me"));
        batch.depends_on(&own, &other);
        assert!(matches!(
            failure(client.run(batch).await),
            Error::Batch(BatchError::ForeignHandle)
        ));
        assert_eq!(server.connections(), 0);
    })
    .await;
}

#[tokio::test]
async fn versions_go_in_batches_of_their_own() {
    within(async {
        let server = service(user).await;
        let mut batch = Batch::new();
        let one = batch.add(graph_request!(V1: GET /users/{"1"}));
        let two = batch.add(graph_request!(Beta: GET /users/{"2"}));
        let three = batch.add(graph_request!(Beta: GET /users/{"3"}));
        batch.depends_on(&three, &one);
        let mut answers = client_of(&server.origin())
            .run(batch)
            .await
            .expect("answers");
        answers.take(one).expect("a user");
        answers.take(two).expect("a user");
        assert!(matches!(
            failure(answers.take(three)),
            Error::Batch(BatchError::Version { .. })
        ));
        let lines: Vec<_> = server
            .seen()
            .iter()
            .map(|seen| seen.line().to_owned())
            .collect();
        assert_eq!(
            lines,
            ["POST /v1.0/$batch HTTP/1.1", "POST /beta/$batch HTTP/1.1"]
        );
    })
    .await;
}

#[tokio::test]
async fn bodies_that_are_no_json_come_back_from_base64() {
    within(async {
        let server = service(|_| {
            json!({ "status": 200, "headers": { "Content-Type": "image/png" }, "body": "AP8H" })
        })
        .await;
        let mut batch = Batch::new();
        let bytes = batch.add(get::<Bytes>("/v1.0/me/photo/$value"));
        let raw = batch.add(get::<RawResponse>("/v1.0/me/photo/$value"));
        let mut answers = client_of(&server.origin())
            .run(batch)
            .await
            .expect("answers");
        assert_eq!(answers.take(bytes).expect("bytes"), [0, 255, 7][..]);
        assert_eq!(
            answers.take(raw).expect("an answer").headers["content-type"],
            "image/png"
        );
    })
    .await;
}
