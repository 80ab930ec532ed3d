//! What a service says when it refuses, in all the shapes in which services do.
#![allow(clippy::unwrap_used)]

use bytes::Bytes;
use graph_runtime::{Error, Method, ServiceError};
use http::{HeaderMap, HeaderValue, StatusCode};
use proptest::prelude::*;

#[path = "core/mod.rs"]
mod declared;

use declared::json::any_json;

fn refused_with(headers: &[(&'static str, &'static str)], body: impl Into<Bytes>) -> ServiceError {
    let headers: HeaderMap = headers
        .iter()
        .map(|(name, value)| {
            (
                http::HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        })
        .collect();
    ServiceError::from_answer(
        Method::PATCH,
        "/beta/users/1",
        StatusCode::NOT_FOUND,
        headers,
        &body.into(),
    )
}

fn refused(body: &str) -> ServiceError {
    refused_with(&[], body.to_owned())
}

const START: &str = "PATCH /beta/users/1 was answered 404 Not Found";

#[test]
fn graphs_error_object_is_read_whole() {
    let error = refused_with(
        &[("request-id", "r-header"), ("x-ms-ags-diagnostic", "{}")],
        r#"{"error":{"code":"Request_ResourceNotFound","message":"No such user.","target":"id",
            "details":[{"code":"a","message":"b","target":"c"},{"code":"d"},5],
            "innerError":{"code":"outer","request-id":"r-body","client-request-id":"c","date":"2020-01-31T08:15:00",
                "innererror":{"code":"inner"}}}}"#,
    );
    assert_eq!(error.method(), Method::PATCH);
    assert_eq!(error.path(), "/beta/users/1");
    assert_eq!(error.status(), StatusCode::NOT_FOUND);
    assert_eq!(error.code(), "Request_ResourceNotFound");
    assert_eq!(error.message(), "No such user.");
    assert_eq!(error.target(), Some("id"));
    let details: Vec<_> = error
        .details()
        .iter()
        .map(|detail| (&*detail.code, &*detail.message, detail.target.as_deref()))
        .collect();
    assert_eq!(
        details,
        [("a", "b", Some("c")), ("d", "", None), ("", "", None)]
    );
    assert_eq!(error.inner_codes(), ["outer", "inner"]);
    // The header's is the one that the connection had.
    assert_eq!(error.request_id(), Some("r-header"));
    assert_eq!(error.client_request_id(), Some("c"));
    assert_eq!(error.date(), Some("2020-01-31T08:15:00"));
    assert_eq!(error.diagnostic(), Some("{}"));
    assert_eq!(
        error.to_string(),
        format!(
            "{START}: Request_ResourceNotFound: No such user. (inner) [request-id r-header] [client-request-id c]"
        )
    );
}

#[test]
fn the_ids_are_found_in_either_spelling_and_at_any_depth() {
    for (outer, inner) in [
        ("innerError", "innerError"),
        ("innererror", "innerError"),
        ("innererror", "innererror"),
    ] {
        let error = refused(&format!(
            r#"{{"error":{{"code":"a","{outer}":{{"{inner}":{{"code":"b","request-id":"r"}}}}}}}}"#
        ));
        assert_eq!(error.request_id(), Some("r"));
        assert_eq!(error.inner_codes(), ["b"]);
    }
}

#[test]
fn oauths_error_is_read() {
    let error = refused(
        r#"{"error":"invalid_grant","error_description":"The token expired.","error_codes":[1]}"#,
    );
    assert_eq!(
        (error.code(), error.message()),
        ("invalid_grant", "The token expired.")
    );
    assert_eq!(
        error.to_string(),
        format!("{START}: invalid_grant: The token expired.")
    );
    let error = refused(r#"{"error":"invalid_grant"}"#);
    assert_eq!(error.to_string(), format!("{START}: invalid_grant"));
}

#[test]
fn half_an_error_object_is_better_than_none() {
    for (body, shown) in [
        (r#"{"error":{"code":"a"}}"#, ": a"),
        (r#"{"error":{"message":"m"}}"#, ": m"),
        (
            r#"{"error":{"code":null,"message":"m","details":null,"innerError":null}}"#,
            ": m",
        ),
        (
            r#"{"error":{"code":5,"message":"m","details":{},"innerError":[],"target":1}}"#,
            ": m",
        ),
        (r#"{"error":{"code":"a","innerError":{"code":"a"}}}"#, ": a"),
    ] {
        assert_eq!(
            refused(body).to_string(),
            format!("{START}{shown}"),
            "{body}"
        );
    }
}

#[test]
fn what_is_no_error_object_is_not_quoted() {
    let html = "<html>hunter2</html>";
    let error = refused_with(&[("content-type", "text/html")], html);
    assert_eq!(
        error.to_string(),
        format!("{START} with 20 bytes of text/html instead of Graph's error object")
    );
    for body in [
        html,
        "hunter2",
        "{\"error\":{\"code\":\"hunter2\"",
        "[\"hunter2\"]",
        "\"hunter2\"",
        "5",
        "null",
        "{}",
        "{\"hunter2\":1}",
        "{\"error\":null}",
        "{\"error\":5}",
        "{\"error\":{}}",
        "{\"error\":[{\"code\":\"hunter2\"}]}",
        "{\"error\":{\"code\":\"\",\"message\":\"\"}}",
    ] {
        let error = refused(body);
        assert_eq!((error.code(), error.message()), ("", ""));
        assert_eq!(
            error.to_string(),
            format!(
                "{START} with {} bytes of an unnamed type instead of Graph's error object",
                body.len()
            )
        );
        assert!(!format!("{error:?} {error:#?}").contains("hunter2"));
    }
    let error = refused("");
    assert_eq!(
        error.to_string(),
        format!("{START} with nothing in the body")
    );
}

#[test]
fn bytes_and_nesting_of_any_kind_are_survived() {
    let open = r#"{"error":{"code":"a","innerError":"#;
    for body in [
        Bytes::from_static(b"\xff\xfe{\x00}"),
        Bytes::from("[".repeat(1 << 20)),
        Bytes::from(format!(
            "{open}{}{}",
            r#"{"innerError":"#.repeat(1 << 16),
            "}".repeat(1 << 16)
        )),
        Bytes::from(format!(
            "{open}{}null{}",
            r#"{"innerError":"#.repeat(1 << 16),
            "}".repeat((1 << 16) + 2)
        )),
    ] {
        assert_eq!(refused_with(&[], body).code(), "");
    }
    let deep = format!(
        "{open}{}{{\"code\":\"b\"}}{}",
        r#"{"innerError":"#.repeat(100),
        "}".repeat(102)
    );
    assert_eq!(refused(&deep).inner_codes(), ["b"]);
}

#[test]
fn the_error_of_a_request_leads_to_what_the_service_said() {
    let error = Error::from(refused(r#"{"error":{"code":"a","message":"m"}}"#));
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    assert_eq!(error.service().unwrap().code(), "a");
    assert_eq!(error.to_string(), format!("{START}: a: m"));
    // It says all by itself.
    assert!(std::error::Error::source(&error).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_error_of_any_shape_is_an_error(json in any_json(), place in 0..4) {
        let body = match place {
            0 => json.compact(),
            1 => format!(r#"{{"error":{}}}"#, json.compact()),
            2 => format!(r#"{{"error":{{"code":"a","details":{}}}}}"#, json.compact()),
            _ => format!(r#"{{"error":{{"code":"a","innerError":{}}}}}"#, json.compact()),
        };
        let error = refused(&body);
        let shown = error.to_string();
        prop_assert!(shown.starts_with(START));
        prop_assert!(place < 2 || error.code() == "a");
    }
}
