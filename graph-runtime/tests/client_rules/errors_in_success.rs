//! Responses that say 200 in their status and fail in their body: each is an error, and an entity with a property `error` is none.

use graph_runtime::edm::Json;
use graph_runtime::error::Refusal;
use graph_runtime::model::ValueOf;
use graph_runtime::pages::RoundEnd;
use graph_runtime::path::Count;
use graph_runtime::request::{Decode, RawResponse};
use graph_runtime::transfer::UploadSession;
use graph_runtime::{
    Batch, Bytes, Client, Error, Method, Page, Request, StatusCode, graph_request, graph_resource,
};

use crate::server::{Reply, Server, json};
use crate::{client_of, failure, get, within};

graph_resource! {
    service V1 = "v1.0" { users: [user], operations: [operation] }
    entity user { displayName: String, collection function delta() -> [user] }
    complex publicError { code: String, message: String }
    entity operation { status: String, error: publicError }
    abstract entity base { name: String }
    entity derived: base { error: publicError }
    complex outcome { value: String }
    enum mood { good, bad }
}

const ERROR: &str =
    r#"{"error":{"code":"ServiceBusy","message":"Try later.","innerError":{"request-id":"r-1"}}}"#;

async fn says<R: Decode>(body: &str) -> Result<R, Error> {
    let server = Server::saying(json(body)).await;
    within(client_of(&server.origin()).send(get("/v1.0/x?$search=private"))).await
}

fn check(error: &Error) {
    let service = error.service().unwrap_or_else(|| panic!("{error:?}"));
    assert_eq!(service.status(), StatusCode::OK);
    assert_eq!(
        (service.code(), service.message()),
        ("ServiceBusy", "Try later.")
    );
    assert_eq!(error.refusal(), Some(Refusal::Other));
    let text = error.to_string();
    let start = "GET /v1.0/x was answered 200 OK: ServiceBusy: Try later. [request-id r-1] [client-request-id ";
    assert!(text.starts_with(start), "{text}");
}

async fn fails<R: Decode + std::fmt::Debug>(body: &str) {
    check(&failure(says::<R>(body).await));
}

#[tokio::test]
async fn an_error_object_is_an_error_whatever_was_asked_for() {
    for body in [
        ERROR.to_owned(),
        format!("\u{feff} {ERROR}"),
        ERROR.replacen('{', r#"{"@odata.context":"x","#, 1),
        ERROR.replacen('{', r#"{"value":[],"#, 1),
    ] {
        fails::<User>(&body).await;
        fails::<Option<User>>(&body).await;
        fails::<Page<User>>(&body).await;
        fails::<AnyBase>(&body).await;
        fails::<ValueOf<String>>(&body).await;
        fails::<ValueOf<Mood>>(&body).await;
        fails::<Page<Json>>(&body).await;
        fails::<()>(&body).await;
        fails::<Count>(&body).await;
        let error = failure(
            within(async {
                let server = Server::saying(json(&body)).await;
                client_of(&server.origin())
                    .send(get::<UploadSession>("/v1.0/x"))
                    .await
                    .map(drop)
            })
            .await,
        );
        check(&error);
        // What is asked for as it is comes as it is.
        assert_eq!(says::<Bytes>(&body).await.expect("bytes"), body);
        assert_eq!(
            says::<RawResponse>(&body).await.expect("an answer").body,
            body
        );
    }
    // A complex value that has a `value` of its own.
    fails::<Outcome>(ERROR).await;
}

#[tokio::test]
async fn an_error_beside_the_members_is_an_error() {
    let beside = ERROR.replacen(
        '{',
        r#"{"@odata.count":7,"value":[{"id":"1"}],"more":1,"#,
        1,
    );
    fails::<Page<User>>(&beside).await;
    fails::<ValueOf<Vec<String>>>(&ERROR.replacen('{', r#"{"value":["a"],"#, 1)).await;
    let page = says::<Page<User>>(r#"{"value":[{"id":"1"}],"error":null}"#).await;
    assert_eq!(page.expect("a page").value.len(), 1);
}

#[tokio::test]
async fn errors_of_oauth_and_of_odata_3_are_errors() {
    let error =
        failure(says::<User>(r#"{"error":"invalid_grant","error_description":"Expired."}"#).await);
    let service = error.service().expect("a refusal");
    assert_eq!(
        (service.code(), service.message()),
        ("invalid_grant", "Expired.")
    );
    let body = r#"{"odata.error":{"code":"-1, X","message":{"lang":"en-US","value":"No."}}}"#;
    for error in [
        failure(says::<User>(body).await),
        failure(says::<()>(body).await),
    ] {
        let service = error.service().expect("a refusal");
        assert_eq!((service.code(), service.message()), ("-1, X", "No."));
    }
}

#[tokio::test]
async fn an_entity_with_an_error_of_its_own_is_no_error() {
    // What the type declares is its own, even alone: `$select=error`.
    for body in [
        ERROR,
        r#"{"id":"1","status":"failed","error":{"code":"ServiceBusy"}}"#,
    ] {
        let operation = says::<Operation>(body).await.expect("an operation");
        let error = operation.error.as_ref().expect("an error");
        assert_eq!(error.code.as_deref(), Some("ServiceBusy"));
    }
    let typed = ERROR.replacen('{', r##"{"@odata.type":"#microsoft.graph.derived","##, 1);
    let any = says::<AnyBase>(&typed).await.expect("a value");
    assert!(matches!(any, AnyBase::Derived(_)), "{any:?}");
    // What it does not declare stands next to other properties.
    let undeclared = r#"{"id":"1","status":"failed","error":{"code":"a","message":"b"}}"#;
    let user = says::<User>(undeclared).await.expect("a user");
    assert!(user.get_unknown("error").is_some());
    says::<()>(undeclared).await.expect("nothing");
    let outcome = says::<Outcome>(r#"{"value":"a","error":{"code":"b"}}"#).await;
    assert_eq!(outcome.expect("a value").value.as_deref(), Some("a"));
    // Members of pages are entities.
    let page = says::<Page<User>>(&format!(r#"{{"value":[{ERROR}]}}"#)).await;
    assert_eq!(page.expect("a page").value.len(), 1);
    for odd in [
        r#"{"error":null}"#,
        r#"{"error":false}"#,
        r#"{"error":[]}"#,
        r#"{"error":""}"#,
        "{}",
    ] {
        says::<User>(odd).await.expect("a user");
    }
}

/// Two pages, of which the second holds an error for the first time that it is asked for.
async fn listing(failing: &'static str) -> Server {
    let failed = std::sync::atomic::AtomicBool::new(false);
    Server::start_knowing(move |origin, seen| {
        let is_second = seen.line().contains("skiptoken");
        Reply::Send(match is_second {
            true if !failed.swap(true, std::sync::atomic::Ordering::SeqCst) => json(failing),
            true => json(format!(
                r#"{{"value":[{{"id":"2"}}],"@odata.deltaLink":"{origin}/v1.0/users/delta()?$deltatoken=1"}}"#
            )),
            false => json(format!(
                r#"{{"@odata.nextLink":"{origin}/v1.0/users?$skiptoken=1","value":[{{"id":"1"}}]}}"#
            )),
        })
    })
    .await
}

fn client(server: &Server) -> Client {
    client_of(&server.origin())
}

#[tokio::test]
async fn a_page_that_holds_an_error_does_not_end_the_listing() {
    within(async {
        for failing in [
            ERROR,
            r#"{"value":[{"id":"x"}],"error":{"code":"ServiceBusy"}}"#,
        ] {
            let server = listing(failing).await;
            let mut users = client(&server).items(graph_request!(V1: GET /users));
            let first = users.next().await.expect("a user").expect("a user");
            assert_eq!(first.id.as_ref().expect("an id"), "1");
            let error = failure(users.next().await.expect("an error"));
            assert_eq!(error.service().expect("a refusal").code(), "ServiceBusy");
            assert!(users.next().await.is_none());
            // The page is asked for again, and none is left out.
            users.resume();
            let second = users.next().await.expect("a user").expect("a user");
            assert_eq!(second.id.as_ref().expect("an id"), "2");
            assert!(users.next().await.is_none());
            assert_eq!(server.seen().len(), 3);
        }
    })
    .await;
}

#[tokio::test]
async fn a_delta_round_stands_at_the_page_that_holds_an_error() {
    within(async {
        let server = listing(ERROR).await;
        let client = client(&server);
        let mut changes = client.delta(graph_request!(V1: GET /users/delta));
        assert!(changes.next().await.expect("a change").is_ok());
        let error = failure(changes.next().await.expect("an error"));
        assert_eq!(error.service().expect("a refusal").code(), "ServiceBusy");
        let mut rest = client.delta_from(&changes.checkpoint()).expect("the rest");
        assert!(rest.next().await.expect("a change").is_ok());
        assert!(rest.next().await.is_none());
        assert!(matches!(rest.finish(), Ok(RoundEnd::Complete(_))));
    })
    .await;
}

#[tokio::test]
async fn an_error_object_in_a_batch_is_the_error_of_its_request() {
    within(async {
        let body = format!(
            r#"{{"responses":[
                {{"id":"1","status":200,"headers":{{"Content-Type":"application/json"}},"body":{ERROR}}},
                {{"id":"2","status":200,"body":{{"id":"1","error":{{"code":"a"}}}}}},
                {{"id":"3","status":200,"body":{ERROR}}}]}}"#
        );
        let server = Server::saying(json(body)).await;
        let mut batch = Batch::new();
        let failed = batch.add(graph_request!(V1: GET /users/{"1"}));
        let done = batch.add(graph_request!(V1: GET /operations/{"1"}));
        let page = batch.add(graph_request!(V1: GET /users));
        let mut answers = client(&server).run(batch).await.expect("answers");
        for error in [failure(answers.take(failed)), failure(answers.take(page).map(drop))] {
            let service = error.service().expect("a refusal");
            assert_eq!((service.code(), service.status()), ("ServiceBusy", StatusCode::OK));
            assert!(service.path().starts_with("/v1.0/users"), "{service}");
        }
        assert!(answers.take(done).expect("an operation").error.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_batch_that_is_answered_by_an_error_object_is_lost() {
    within(async {
        let server = Server::saying(json(ERROR)).await;
        let mut batch = Batch::new();
        let slot = batch.add(Request::<()>::new(Method::DELETE, "/v1.0/users/1"));
        let mut answers = client(&server).run(batch).await.expect("answers");
        let text = failure(answers.take(slot)).to_string();
        assert!(
            text.contains(
                "is unknown: POST /v1.0/$batch was answered 200 OK: ServiceBusy: Try later."
            ),
            "{text}"
        );
    })
    .await;
}
