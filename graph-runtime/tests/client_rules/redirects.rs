//! Redirects: where they are followed, and that the token stays at home. The other origin is a second listener.

use graph_runtime::error::RedirectError;
use graph_runtime::request::{Body, RawResponse};
use graph_runtime::{Error, Method, Request};

use crate::server::{Reply, Server, json, redirect};
use crate::{TOKEN, client_of, failure, get, within};

/// A server that redirects `/v1.0/away` to `location` and answers `home` to the rest.
async fn home(status: &'static str, location: String) -> Server {
    Server::start(move |seen| {
        Reply::Send(match seen.line() {
            line if line.contains(" /v1.0/away") => redirect(status, &location),
            _ => json("home"),
        })
    })
    .await
}

fn with_secrets(request: Request<RawResponse>) -> Request<RawResponse> {
    let mut request = request;
    for (name, value) in [
        ("cookie", "a-secret"),
        ("proxy-authorization", "a-secret"),
        ("x-api-key", "a-secret"),
        ("if-match", "a-secret"),
        ("range", "bytes=0-9"),
        ("authorization", "Bearer a-secret"),
    ] {
        request = request
            .header(http::HeaderName::from_static(name), value)
            .expect("a header");
    }
    request
}

#[tokio::test]
async fn at_home_everything_goes_along() {
    within(async {
        let server = home("307 Temporary Redirect", "/v1.0/there?x=%27".to_owned()).await;
        let answer = client_of(&server.origin())
            .send(with_secrets(get("/v1.0/away")))
            .await
            .expect("an answer");
        assert_eq!(answer.body, "home");
        let seen = server.seen();
        assert_eq!(seen[1].line(), "GET /v1.0/there?x=%27 HTTP/1.1");
        for request in &seen {
            assert_eq!(
                request.header("authorization"),
                Some(&*format!("Bearer {TOKEN}"))
            );
            assert_eq!(request.header("x-api-key"), Some("a-secret"));
        }
        assert_eq!(
            seen[0].header("client-request-id"),
            seen[1].header("client-request-id")
        );
    })
    .await;
}

#[tokio::test]
async fn another_origin_gets_no_token_and_no_secret() {
    within(async {
        for status in ["301 x", "302 x", "303 x", "307 x", "308 x"] {
            let other = Server::saying(json("elsewhere")).await;
            let server = home(status, format!("{}/blob?sig=1", other.origin())).await;
            let request = with_secrets(get("/v1.0/away")).with_body(Body::json("a-secret"));
            let answer = client_of(&server.origin())
                .send(request)
                .await
                .expect("an answer");
            assert_eq!(answer.body, "elsewhere");

            let seen = other.only();
            assert_eq!(seen.line(), "GET /blob?sig=1 HTTP/1.1");
            assert!(seen.all("authorization").is_empty(), "{seen:?}");
            assert!(
                !seen.head.contains(TOKEN) && !seen.head.contains("a-secret"),
                "{seen:?}"
            );
            assert!(seen.body.is_empty(), "{seen:?}");
            assert_eq!(seen.header("range"), Some("bytes=0-9"));
            assert_eq!(seen.header("client-request-id"), None);
            assert_eq!(seen.header("referer"), None);
        }
    })
    .await;
}

#[tokio::test]
async fn another_name_of_the_same_machine_is_another_origin() {
    within(async {
        let other = Server::saying(json("elsewhere")).await;
        let location = other.origin().replace("127.0.0.1", "localhost");
        // The same listener, under a name that is not the configured one.
        let server = Server::start({
            let location = location.clone();
            move |_| Reply::Send(redirect("302 Found", &location))
        })
        .await;
        client_of(&server.origin())
            .send(get::<()>("/v1.0/away"))
            .await
            .expect("an answer");
        assert!(other.only().all("authorization").is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_way_back_home_has_no_token() {
    within(async {
        let port = std::sync::Arc::new(std::sync::OnceLock::<String>::new());
        let back = port.clone();
        let other = Server::start(move |_| {
            Reply::Send(redirect(
                "302 Found",
                &format!("{}/v1.0/me", back.get().expect("set")),
            ))
        })
        .await;
        let server = home("302 Found", other.origin()).await;
        port.set(server.origin()).expect("set once");
        client_of(&server.origin())
            .send(get::<()>("/v1.0/away"))
            .await
            .expect("an answer");
        let seen = server.seen();
        assert_eq!(seen.len(), 2);
        assert!(seen[0].header("authorization").is_some());
        assert!(seen[1].all("authorization").is_empty());
        assert!(other.only().all("authorization").is_empty());
    })
    .await;
}

#[tokio::test]
async fn nothing_but_get_is_repeated() {
    within(async {
        let other = Server::saying(json("elsewhere")).await;
        for method in [
            Method::POST,
            Method::PATCH,
            Method::PUT,
            Method::DELETE,
            Method::HEAD,
        ] {
            let server = home("307 x", other.origin()).await;
            let request = Request::<()>::new(method.clone(), "/v1.0/away");
            match failure(client_of(&server.origin()).send(request).await) {
                Error::Redirect {
                    problem:
                        RedirectError::NotRepeatable {
                            method: told,
                            status,
                        },
                    ..
                } => {
                    assert_eq!(told, method);
                    assert_eq!(status, 307);
                }
                error => panic!("{error:?}"),
            }
            assert_eq!(server.seen().len(), 1);
        }
        assert_eq!(other.connections(), 0);
    })
    .await;
}

#[tokio::test]
async fn ten_are_followed_and_no_more() {
    within(async {
        // `/v1.0/7` leads to `/v1.0/6`, and so on to `/v1.0/0`.
        let server = Server::start(|seen| {
            let left: u32 = seen
                .line()
                .trim_start_matches("GET /v1.0/")
                .trim_end_matches(" HTTP/1.1")
                .parse()
                .expect("a number");
            Reply::Send(match left {
                0 => json("home"),
                _ => redirect("302 Found", &(left - 1).to_string()),
            })
        })
        .await;
        let client = client_of(&server.origin());
        client.send(get::<()>("/v1.0/10")).await.expect("an answer");
        assert_eq!(server.seen().len(), 11);
        let error = failure(client.send(get::<()>("/v1.0/11")).await);
        assert!(
            matches!(
                error,
                Error::Redirect {
                    problem: RedirectError::TooMany { followed: 10 },
                    ..
                }
            ),
            "{error:?}"
        );
        assert_eq!(server.seen().len(), 22);
    })
    .await;
}

#[tokio::test]
async fn a_loop_ends() {
    within(async {
        let server = Server::saying(redirect("308 x", "/v1.0/away")).await;
        let error = failure(
            client_of(&server.origin())
                .send(get::<()>("/v1.0/away"))
                .await,
        );
        assert!(
            matches!(
                error,
                Error::Redirect {
                    problem: RedirectError::TooMany { .. },
                    ..
                }
            ),
            "{error:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_redirect_to_nowhere_is_an_error() {
    within(async {
        for (location, insecure) in [
            ("http://graph.example/", true),
            ("http://127.0.0.1.evil.example/", true),
            ("ftp://127.0.0.1/", false),
            ("https://user:password@127.0.0.1/", false),
            ("http://", false),
            ("", false),
        ] {
            let server = match location {
                "" => Server::saying("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n").await,
                location => Server::saying(redirect("302 Found", location)).await,
            };
            let error = failure(
                client_of(&server.origin())
                    .send(get::<()>("/v1.0/away"))
                    .await,
            );
            match error {
                Error::Redirect {
                    problem: RedirectError::Insecure { .. },
                    ..
                } => assert!(insecure, "{location}"),
                Error::Redirect {
                    problem: RedirectError::NoLocation { .. },
                    ..
                } => {
                    assert!(!insecure, "{location}")
                }
                error => panic!("{location}: {error:?}"),
            }
        }
    })
    .await;
}
