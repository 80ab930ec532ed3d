//! What a service says when it refuses, in all the shapes in which services do.
#![allow(clippy::unwrap_used)]

use bytes::Bytes;
use graph_runtime::error::ServiceError;
use graph_runtime::{Error, Method};
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
    ServiceError::from_response(
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
fn the_reason_is_printed_wherever_the_error_object_has_it() {
    for (body, expected) in [
        (
            r#"{"error":{"code":"UnknownError","message":"","innerError":{"code":"deep","message":"The reason."}}}"#,
            "UnknownError: The reason. (deep)",
        ),
        (
            r#"{"error":{"message":null,"innererror":{"innererror":{"code":"deep","message":"The reason."}}}}"#,
            "deep: The reason.",
        ),
        (
            r#"{"error":{"details":[{},{"code":7,"message":{"lang":"en","value":"The reason."}}]}}"#,
            "7: The reason.",
        ),
        (
            r#"{"error":{"code":"a","details":["The reason."]}}"#,
            "a: The reason.",
        ),
        (
            r#"{"Error":{"Code":"a","Message":"The reason.","InnerError":{"Code":"b"}}}"#,
            "a: The reason. (b)",
        ),
        (
            r#"{"error":null,"odata.error":{"code":"a","message":{"value":"The reason."}}}"#,
            "a: The reason.",
        ),
        (r#"{"Message":"The reason."}"#, "The reason."),
        (
            r#"{"code":404,"message":"The reason."}"#,
            "404: The reason.",
        ),
    ] {
        let error = refused(body);
        assert_eq!(error.to_string(), format!("{START}: {expected}"), "{body}");
    }
    let body = r#"{"type":"t","title":"Bad","detail":"The reason.","status":400}"#;
    let headers = [("content-type", "application/problem+json; charset=utf-8")];
    let error = refused_with(&headers, body);
    assert_eq!(error.to_string(), format!("{START}: Bad: The reason."));
    assert_eq!(error.additional()["type"], "t");
}

#[test]
fn known_members_of_another_kind_are_kept() {
    let body = r#"{"error":{"code":true,"message":["a"],"details":{"a":1},"innerError":"b","target":null}}"#;
    let error = refused(body);
    let names: Vec<_> = error.additional().keys().map(String::as_str).collect();
    assert_eq!(names, ["code", "details", "innerError", "message"]);
    assert_eq!(error.body_text(), body);
}

#[test]
fn the_coding_of_a_packed_refusal_is_named() {
    for (coding, expected) in [
        ("gzip", " in the `Content-Encoding` `gzip`"),
        ("br, gzip", " in the `Content-Encoding` `br, gzip`"),
        ("identity", ""),
        ("", ""),
    ] {
        let headers = [
            ("content-type", "application/json"),
            ("content-encoding", coding),
        ];
        let error = refused_with(&headers, "\u{1f}hunter2");
        assert_eq!(
            error.to_string(),
            format!(
                "{START} with 8 bytes of application/json{expected} instead of Graph's error object"
            )
        );
    }
    let headers = [("content-encoding", "gzip")];
    let error = refused_with(&headers, r#"{"error":{"code":"a"}}"#);
    assert_eq!(error.to_string(), format!("{START}: a"));
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
            ": 5: m",
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
fn messages_with_a_language_and_codes_that_are_numbers_are_read() {
    for body in [
        r#"{"odata.error":{"code":"-1, X","message":{"lang":"en-US","value":"No."}}}"#,
        r#"{"error":{"code":"-1, X","message":{"lang":"en-US","value":"No."}}}"#,
        "\u{feff}{\"error\":{\"code\":\"-1, X\",\"message\":\"No.\"}}",
    ] {
        let error = refused(body);
        assert_eq!((error.code(), error.message()), ("-1, X", "No."), "{body}");
        assert_eq!(error.to_string(), format!("{START}: -1, X: No."));
    }
    let error = refused(
        r#"{"error":{"code":403,"message":{"value":"No."},"details":[{"code":1.5,"message":{"value":"a"}}],
            "innerError":{"code":-2147024891,"message":{"lang":"de","value":"Nein."}}}}"#,
    );
    assert_eq!((error.code(), error.message()), ("403", "No."));
    let detail = &error.details()[0];
    assert_eq!((&*detail.code, &*detail.message), ("1.5", "a"));
    assert_eq!(error.inner_codes(), ["-2147024891"]);
    assert_eq!(error.inner_errors()[0].message, "Nein.");
    // Neither text nor the form of a text.
    for message in ["{}", r#"{"lang":"en"}"#, r#"{"value":5}"#, "[1]", "true"] {
        let error = refused(&format!(
            r#"{{"error":{{"code":"a","message":{message}}}}}"#
        ));
        assert_eq!((error.code(), error.message()), ("a", ""), "{message}");
    }
}

#[test]
fn a_status_has_its_name_if_it_has_one() {
    for (status, shown) in [
        (
            509,
            "GET /beta/me was answered 509 Bandwidth Limit Exceeded: a",
        ),
        (599, "GET /beta/me was answered 599: a"),
        (
            500,
            "GET /beta/me was answered 500 Internal Server Error: a",
        ),
    ] {
        let status = StatusCode::from_u16(status).unwrap();
        let body = Bytes::from_static(br#"{"error":{"code":"a"}}"#);
        let error =
            ServiceError::from_response(Method::GET, "/beta/me", status, HeaderMap::new(), &body);
        assert_eq!(error.to_string(), shown);
    }
}

#[test]
fn additional_members_are_kept_and_their_values_not_printed() {
    let error = refused(
        r#"{"error":{"code":"a","message":"m","retryable":"hunter2",
            "details":[{"code":"b","blockedWord":"hunter2","n":[1]},7],
            "innerError":{"code":"c","scope":"hunter2","innererror":{"type":"hunter2","code":"d"}}}}"#,
    );
    assert_eq!(error.additional()["retryable"], "hunter2");
    assert_eq!(error.additional().len(), 1);
    let detail = &error.details()[0];
    assert_eq!(detail.additional()["blockedWord"], "hunter2");
    assert_eq!(detail.additional()["n"][0], 1);
    assert!(error.details()[1].additional().is_empty());
    let [outer, inner] = error.inner_errors() else {
        panic!("{error:?}");
    };
    assert_eq!((&*outer.code, &*inner.code), ("c", "d"));
    assert_eq!(outer.additional()["scope"], "hunter2");
    assert_eq!(outer.additional().len(), 1);
    assert_eq!(inner.additional()["type"], "hunter2");
    let shown = format!("{error} {error:?} {error:#?}");
    assert!(!shown.contains("hunter2"), "{shown}");
    assert!(shown.contains("blockedWord") && shown.contains("retryable"));

    let oauth =
        refused(r#"{"error":"invalid_grant","error_description":"m","suberror":"token_expired"}"#);
    assert_eq!(oauth.additional()["suberror"], "token_expired");
}

#[test]
fn the_body_is_kept_up_to_a_bound_and_not_printed() {
    let html = "<html>hunter2</html>";
    let error = refused(html);
    assert_eq!(error.body_text(), html);
    assert!(!format!("{error} {error:?} {error:#?}").contains("hunter2"));
    assert_eq!(refused("").body_text(), "");
    assert_eq!(
        refused_with(&[], Bytes::from_static(b"a\xff")).body_text(),
        "a\u{fffd}"
    );
    for (length, kept) in [
        (64 * 1024, 64 * 1024),
        (64 * 1024 + 1, 64 * 1024),
        (1 << 20, 64 * 1024),
    ] {
        let error = refused(&"x".repeat(length));
        assert_eq!(error.body_text().len(), kept);
        assert!(
            error.to_string().contains(&format!(" {length} bytes ")),
            "{error}"
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
