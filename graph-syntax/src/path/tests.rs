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
            Segment::Cast(namespace, name) => format!("as {namespace}.{}", name.wire),
            Segment::Call(name, arguments) => {
                let arguments = arguments
                    .iter()
                    .map(|(name, value)| format!("{}={{{value}}}", name.wire));
                format!("{}({})", name.wire, arguments.collect::<Vec<_>>().join(","))
            }
            Segment::System(name) => format!("${}", name.wire),
            Segment::AtPath(path, _) => format!(":/{{{path}}}:"),
        })
        .collect()
}

#[test]
fn segments_are_names_keys_and_casts() {
    assert_eq!(
        segments("crate::Beta: /users/{f(a, b)}/microsoft.graph.type/r#type/async/self"),
        [
            "users",
            "{f (a , b)}",
            "as microsoft.graph.type",
            "type",
            "async",
            "self"
        ]
    );
}

#[test]
fn arguments_system_segments_and_paths_below_a_drive_item() {
    for (path, expected) in [
        ("Beta: /users/delta()", &["users", "delta()"][..]),
        (
            "Beta: /me/calendarView(startDateTime={from}, endDateTime={to},)/$count",
            &[
                "me",
                "calendarView(startDateTime={from},endDateTime={to})",
                "$count",
            ],
        ),
        (
            "Beta: /a/microsoft.graph.delta(token={t})",
            &["a", "delta(token={t})"],
        ),
        ("Beta: /me/photo/$value", &["me", "photo", "$value"]),
        (
            "Beta: /groups/{g}/members/{m}/$ref",
            &["groups", "{g}", "members", "{m}", "$ref"],
        ),
        (
            "Beta: /me/drive/root:/{path}:/content",
            &["me", "drive", "root", ":/{path}:", "content"],
        ),
        (
            "Beta: /me/drive/root:/{path}",
            &["me", "drive", "root", ":/{path}:"],
        ),
    ] {
        assert_eq!(segments(path), expected, "{path}");
    }
}

#[test]
fn a_body_follows_a_comma() {
    for (request, body) in [
        ("Beta: GET /users", None),
        ("Beta: GET /users,", None),
        // An action without parameters; whether the path is one is the compiler's to say.
        ("Beta: POST /users/{1}/revokeSignInSessions", None),
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
            "Beta: /users/:id/messages",
            "a key is written in braces\nhelp: write `{id}`, with a Rust expression in the braces",
        ),
        (
            "Beta: /v1.0/users",
            "a path does not begin with the version\nhelp: remove it: the service has the version",
        ),
        (
            "Beta: /users?$select=id",
            "a path has no query\nhelp: query options are methods of the request: `.select(…)`, `.filter(…)`",
        ),
        (
            "Beta:",
            "the path is missing\nhelp: write it as in the documentation: `/users/{id}`",
        ),
        (
            "Beta: users",
            "the path is missing\nhelp: write it as in the documentation: `/users/{id}`",
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
            "a key is written in braces\nhelp: write `{\"…\"}`, or another Rust expression in the braces",
        ),
        (
            "Beta: /users/1",
            "a key is written in braces\nhelp: write `{\"…\"}`, or another Rust expression in the braces",
        ),
        (
            "Beta: /users/delta(token = \"latest\")",
            "an argument is written in braces\nhelp: write `token={…}`, with a Rust expression in the braces",
        ),
        (
            "Beta: /me/drive/root:/a/b.txt:/content",
            "a path below an item is written in braces\nhelp: write `:/{\"…\"}:`, or another Rust expression in the braces",
        ),
        (
            "Beta: /users/$cuont",
            "`$cuont` is not a segment of a path\nhelp: did you mean `$count`?",
        ),
        (
            "Beta: /users/$top",
            "`$top` is not a segment of a path\nhelp: query options are methods of the request: `.top(…)`",
        ),
        (
            "Beta: /users/$batch",
            "`$batch` is not a segment of a path\nhelp: choose one of `$count`, `$ref`, `$value`",
        ),
        (
            "Beta: /users top",
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
            "the path is missing\nhelp: write it as in the documentation: `/users/{id}`",
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
            "a PATCH request needs a body\nhelp: add one after the path: `PATCH /…, body`",
        ),
        (
            "Beta: PUT /users/{1},",
            "a PUT request needs a body\nhelp: add one after the path: `PUT /…, body`",
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
