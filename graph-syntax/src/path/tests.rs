use super::{PathMacro, RequestMacro, Segment};
use crate::mistakes::{mistake_in_path, mistake_in_request};

fn segments(path: &str) -> Vec<String> {
    let tokens = path.parse().expect("the text is tokens");
    PathMacro::parse(tokens)
        .expect("it is a path")
        .segments
        .iter()
        .map(|segment| match segment {
            Segment::Name(name) => name.wire.clone(),
            Segment::Key(key, _) => format!("{{{key}}}"),
            Segment::Cast(name) => format!("as {}", name.wire),
        })
        .collect()
}

#[test]
fn segments_are_names_keys_and_casts() {
    assert_eq!(
        segments("crate::Beta: /users/{f(a, b)}/microsoft.graph.type/r#type/async/self"),
        ["users", "{f (a , b)}", "as type", "type", "async", "self"]
    );
}

#[test]
fn a_body_follows_a_comma() {
    for (request, body) in [
        ("Beta: GET /users", None),
        ("Beta: GET /users,", None),
        ("Beta: PATCH /users/{1}, f(a, b)", Some("f (a , b)")),
    ] {
        let parsed = RequestMacro::parse(request.parse().expect("the text is tokens"))
            .expect("it is a request");
        assert!(parsed.problem.is_none(), "{request}");
        assert_eq!(parsed.body.map(|body| body.to_string()).as_deref(), body);
    }
}

#[test]
fn what_is_no_path_is_told_what_it_lacks() {
    for (path, message) in [
        (
            "",
            "the path has no service\nhelp: begin with the service that you declared: `Beta: /…`",
        ),
        (
            "/users",
            "the path has no service\nhelp: begin with the service that you declared: `Beta: /…`",
        ),
        ("Beta", "expected `:`"),
        ("Beta /users", "expected `:`"),
        (
            "Beta:",
            "the path is missing\nhelp: write it as the documentation prints it: `/users/{id}`",
        ),
        (
            "Beta: users",
            "the path is missing\nhelp: write it as the documentation prints it: `/users/{id}`",
        ),
        (
            "Beta: /",
            "the path ends in `/`\nhelp: remove it, or add a segment",
        ),
        (
            "Beta: /users/",
            "the path ends in `/`\nhelp: remove it, or add a segment",
        ),
        (
            "Beta: /users/{}",
            "the key is missing\nhelp: write a Rust expression in the braces: `{user_id}`",
        ),
        (
            "Beta: /users{1}",
            "a key is a segment of its own\nhelp: write `/` before it",
        ),
        (
            "Beta: /users/\"1\"",
            "a key stands in braces\nhelp: write `{\"…\"}`, or any other Rust expression in them",
        ),
        (
            "Beta: /users/1",
            "a key stands in braces\nhelp: write `{\"…\"}`, or any other Rust expression in them",
        ),
        (
            "Beta: /users?top",
            "expected `/` and another segment, or the end of the path",
        ),
        (
            "Beta: /users, body",
            "expected `/` and another segment, or the end of the path",
        ),
        (
            "Beta: /microsoft.",
            "unexpected end of input, expected ident",
        ),
    ] {
        assert_eq!(mistake_in_path(path).as_deref(), Some(message), "{path}");
    }
}

#[test]
fn what_is_no_request_is_told_what_it_lacks() {
    for (request, message) in [
        (
            "Beta: /users",
            "the request has no verb\nhelp: write it before the path: `GET /…`",
        ),
        (
            "Beta: get /users",
            "`get` is not a verb\nhelp: did you mean `GET`?",
        ),
        (
            "Beta: HEAD /users",
            "`HEAD` is not a verb\nhelp: choose one of `GET`, `POST`, `PUT`, `PATCH`, `DELETE`",
        ),
        (
            "Beta: GET",
            "the path is missing\nhelp: write it as the documentation prints it: `/users/{id}`",
        ),
        (
            "Beta: GET /users/, body",
            "the path ends in `/`\nhelp: remove it, or add a segment",
        ),
        (
            "Beta: GET /users body",
            "expected `/` and another segment, `,` and a body, or the end",
        ),
        (
            "Beta: PATCH /users",
            "a PATCH request needs a body\nhelp: add one behind the path: `PATCH /…, body`",
        ),
        (
            "Beta: POST /users,",
            "a POST request needs a body\nhelp: add one behind the path: `POST /…, body`",
        ),
        (
            "Beta: GET /users, body",
            "a GET request has no body\nhelp: remove it, and the comma before it",
        ),
        (
            "Beta: DELETE /users, body",
            "a DELETE request has no body\nhelp: remove it, and the comma before it",
        ),
    ] {
        assert_eq!(
            mistake_in_request(request).as_deref(),
            Some(message),
            "{request}"
        );
    }
}
