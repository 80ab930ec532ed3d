//! Raw values of properties, at `/$value`, and complex properties whose type another declaration has.

use graph_runtime::path::{Path as _, RawText};
use graph_runtime::request::{Decode, RawResponse};
use graph_runtime::{
    Bytes, Create, Request, StatusCode, Update, graph_path, graph_request, graph_resource, header,
};

graph_resource! {
    service V1 = "v1.0" {
        users: [user] { get } each { get },
    }

    entity user {
        displayName: String { get, delete },
        accountEnabled: Boolean { get },
        createdDateTime: DateTimeOffset { get },
        certificate: Binary { get },
        size: Int64 { get },
        day: elsewhere::Day { get },
        days: elsewhere::Days { get },
        settings: elsewhere::Settings { get, patch, put, delete },
        reply: elsewhere::Reply { get, patch },
        home: address { get },
    }

    complex address { city: String { get } }
}

mod elsewhere {
    graph_runtime::graph_resource! {
        namespace microsoft.graph.elsewhere;

        pub enum day { monday, tuesday }
        pub flags enum days { monday = 1, tuesday = 2 }
        pub complex settings { timeZone: String }
        pub complex reply { text: String }
        pub complex longReply: reply { more: String }
    }
}

use elsewhere::{AnyReply, LongReply, Reply, Settings};

#[track_caller]
fn assert_raw<R: Decode>(request: Request<R>, line: &str) {
    assert_eq!(request.problem(), None);
    assert_eq!(format!("{} {}", request.method(), request.url()), line);
}

#[test]
fn raw_values_follow_primitive_properties_and_enumerations() {
    let id = "u";
    let request: Request<RawText> = graph_request!(V1: GET /users/{id}/displayName/$value);
    assert_raw(request, "GET /v1.0/users/u/displayName/$value");
    let user = || V1.users().id("u");
    let request: Request<RawText> = user().account_enabled().value().get();
    assert_raw(request, "GET /v1.0/users/u/accountEnabled/$value");
    let request: Request<RawText> = user().created_date_time().value().get();
    assert_raw(request, "GET /v1.0/users/u/createdDateTime/$value");
    let request: Request<RawText> = user().size().value().get();
    assert_raw(request, "GET /v1.0/users/u/size/$value");
    let request: Request<RawText> = graph_request!(V1: GET /users/{id}/home/city/$value);
    assert_raw(request, "GET /v1.0/users/u/home/city/$value");
    let request: Request<RawText> = graph_path!(V1: /users/{id}/day/$value).get();
    assert_raw(request, "GET /v1.0/users/u/day/$value");
    let request: Request<RawText> = graph_path!(V1: /users/{id}/days/$value).get();
    assert_raw(request, "GET /v1.0/users/u/days/$value");
    let request: Request<Bytes> = graph_request!(V1: GET /users/{id}/certificate/$value);
    assert_raw(request, "GET /v1.0/users/u/certificate/$value");
}

fn read(status: StatusCode, media_type: &str, body: &[u8]) -> Result<RawText, String> {
    let mut headers = header::HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, media_type.parse().unwrap());
    let answer = RawResponse {
        status,
        headers,
        body: body.to_vec().into(),
    };
    RawText::from_response(&answer).map_err(|error| error.to_string())
}

#[test]
fn raw_text_is_taken_as_it_is_and_no_content_is_null() {
    let some = |text: &str| {
        Ok(RawText {
            text: Some(text.to_owned()),
        })
    };
    for (body, text) in [
        ("Ann", "Ann"),
        (" \"Ann\" \n", " \"Ann\" \n"),
        ("", ""),
        ("null", "null"),
        ("\u{feff}é", "é"),
        (r#"{"error":{"code":"x"}}"#, r#"{"error":{"code":"x"}}"#),
    ] {
        let value = read(StatusCode::OK, "text/plain;charset=utf-8", body.as_bytes());
        assert_eq!(value, some(text));
    }
    let null = read(StatusCode::NO_CONTENT, "text/plain", b"");
    assert_eq!(null, Ok(RawText { text: None }));
    let error = read(
        StatusCode::OK,
        "application/json",
        br#"{"error":{"code":"x","message":"m"}}"#,
    );
    assert!(error.unwrap_err().contains("error"));
    let error = read(StatusCode::OK, "text/plain", b"\xff\xfe").unwrap_err();
    assert!(error.contains("UTF-8"), "{error}");
}

#[test]
fn complex_properties_of_another_declaration_are_changed_at_their_urls() {
    let id = "u";
    let body = Update::<Settings>::new().set(Settings::TIME_ZONE, "UTC");
    let request: Request<Option<Settings>> = graph_request!(V1: PATCH /users/{id}/settings, body);
    assert_eq!(
        &request.body().unwrap().bytes()[..],
        br##"{"@odata.type":"#microsoft.graph.elsewhere.settings","timeZone":"UTC"}"##.as_slice()
    );
    assert_raw(request, "PATCH /v1.0/users/u/settings");
    let body = Create::<Settings>::new().set(Settings::TIME_ZONE, "UTC");
    let request: Request<Option<Settings>> = graph_request!(V1: PUT /users/{id}/settings, body);
    assert_raw(request, "PUT /v1.0/users/u/settings");
    let request: Request<()> = V1.users().id("u").settings().delete();
    assert_raw(request, "DELETE /v1.0/users/u/settings");
    let request: Request<AnyReply> = graph_request!(V1: GET /users/{id}/reply);
    assert_raw(request, "GET /v1.0/users/u/reply");
    // A subtype's update fits.
    let body = Update::<LongReply>::new()
        .set(LongReply::MORE, "m")
        .set(Reply::TEXT, "t");
    let request: Request<Option<AnyReply>> = graph_request!(V1: PATCH /users/{id}/reply, body);
    assert_raw(request, "PATCH /v1.0/users/u/reply");
}
