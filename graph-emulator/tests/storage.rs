//! Bytes, upload sessions, long work and signing in, over HTTP.

#![allow(clippy::unwrap_used)]

mod common;

use std::time::Duration;

use common::{Client, Response, in_time};
use graph_emulator::{Builder, DeviceOutcome, Emulator, LongWork, On, SignIn};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const UNIT: usize = 320 * 1024;

async fn started(builder: Builder) -> (Emulator, Client) {
    let emulator = in_time(builder.start()).await.unwrap();
    let client = Client::connect(&emulator).await;
    (emulator, client)
}

/// A request to any URL of the emulator, on a connection of its own and without a token.
async fn bare(method: &str, url: &str, headers: &[(&str, &str)], body: &[u8]) -> Response {
    let rest = url.strip_prefix("http://").unwrap();
    let (host, target) = rest.split_once('/').unwrap();
    let mut stream = TcpStream::connect(host).await.unwrap();
    let mut head = format!("{method} /{target} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    let mut got = Vec::new();
    in_time(async {
        stream
            .write_all(&[head.as_bytes(), body].concat())
            .await
            .unwrap();
        stream.read_to_end(&mut got).await.unwrap();
    })
    .await;
    let end = got
        .windows(4)
        .position(|bytes| bytes == b"\r\n\r\n")
        .unwrap();
    let head = String::from_utf8(got[..end].to_vec()).unwrap();
    let mut lines = head.lines();
    let status = lines
        .next()
        .unwrap()
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    let headers = lines.filter_map(|line| line.split_once(": "));
    Response {
        status,
        headers: headers
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        body: got[end + 4..].to_vec(),
    }
}

#[tokio::test]
async fn downloads_are_redirected_and_ranged() {
    let builder = Emulator::builder()
        .content("/v1.0/me/drive/items/1/content", "text/plain", "0123456789")
        .content("/v1.0/me/photo/$value", "image/png", "png");
    let (emulator, mut client) = started(builder).await;
    let redirect = client.get("/v1.0/me/drive/items/1/content").await;
    let url = redirect.header("location").unwrap().to_owned();
    assert!(
        redirect.status == 302 && url.starts_with(&emulator.storage_url()),
        "{url}"
    );

    let whole = bare("GET", &url, &[], b"").await;
    assert_eq!(
        (whole.status, whole.body.as_slice()),
        (200, &b"0123456789"[..])
    );
    let part = bare("GET", &url, &[("range", "bytes=7-")], b"").await;
    assert_eq!((part.status, part.body.as_slice()), (206, &b"789"[..]));
    assert_eq!(part.header("content-range"), Some("bytes 7-9/10"));
    let none = bare("GET", &url, &[("range", "bytes=10-")], b"").await;
    assert_eq!(
        (none.status, none.header("content-range")),
        (416, Some("bytes */10"))
    );
    assert_eq!(
        bare("GET", &url, &[("authorization", "Bearer x")], b"")
            .await
            .status,
        401
    );
    emulator.expire_storage();
    assert_eq!(bare("GET", &url, &[], b"").await.status, 404);

    let photo = client.get("/v1.0/me/photo/$value").await;
    assert_eq!(
        (photo.status, photo.header("content-type")),
        (200, Some("image/png"))
    );
    let put = client
        .send(
            "PUT",
            "/v1.0/me/photo/$value",
            &[("content-type", "image/gif")],
            b"gif",
        )
        .await;
    assert_eq!(put.status, 200);
    assert_eq!(emulator.content("/v1.0/me/photo/$value").unwrap(), "gif");
}

async fn session(client: &mut Client) -> String {
    let target = "/v1.0/me/drive/root:/a.bin:/createUploadSession";
    let body = client.write("POST", target, json!({})).await.json();
    assert_eq!(body["nextExpectedRanges"], json!(["0-"]));
    body["uploadUrl"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn uploads_come_in_fragments() {
    let (emulator, mut client) = started(Emulator::builder()).await;
    let url = session(&mut client).await;
    let content: Vec<u8> = (0..2 * UNIT + 5).map(|at| (at % 251) as u8).collect();
    let total = content.len();
    let put = async |from: usize, until: usize| {
        let range = format!("bytes {from}-{}/{total}", until - 1);
        bare(
            "PUT",
            &url,
            &[("content-range", &range)],
            &content[from..until],
        )
        .await
    };
    let first = put(0, UNIT).await;
    assert_eq!(
        (first.status, first.json()["nextExpectedRanges"].clone()),
        (202, json!([format!("{UNIT}-")]))
    );
    // What is there already, what leaves a gap, and what is no multiple.
    assert_eq!(put(0, UNIT).await.status, 416);
    assert_eq!(put(2 * UNIT, total).await.status, 416);
    assert_eq!(put(UNIT, UNIT + 7).await.status, 400);
    let with_token = [
        ("authorization", "Bearer x"),
        ("content-range", "bytes 0-0/1"),
    ];
    assert_eq!(bare("PUT", &url, &with_token, b"x").await.status, 401);
    let other_total = format!("bytes {UNIT}-{UNIT}/{}", UNIT + 1);
    assert_eq!(
        bare("PUT", &url, &[("content-range", &other_total)], b"x")
            .await
            .status,
        400
    );
    assert_eq!(bare("PUT", &url, &[], b"x").await.status, 400);
    let status = bare("GET", &url, &[], b"").await.json();
    assert_eq!(status["nextExpectedRanges"], json!([format!("{UNIT}-")]));

    assert_eq!(put(UNIT, 2 * UNIT).await.status, 202);
    let last = put(2 * UNIT, total).await;
    assert_eq!(
        (last.status, last.json()["size"].as_u64()),
        (201, Some(total as u64))
    );
    assert_eq!(
        emulator
            .content("/v1.0/me/drive/root:/a.bin:/content")
            .unwrap(),
        content
    );
    assert_eq!(bare("GET", &url, &[], b"").await.status, 404);

    let url = session(&mut client).await;
    assert_eq!(bare("DELETE", &url, &[], b"").await.status, 204);
    assert_eq!(bare("GET", &url, &[], b"").await.status, 404);
    let url = session(&mut client).await;
    emulator.expire_storage();
    assert_eq!(
        bare("PUT", &url, &[("content-range", "bytes 0-0/1")], b"x")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn long_work_is_told_by_its_monitor() {
    let done = LongWork::done_after(2)
        .retry_after("0.5")
        .result(json!({"resourceLocation": "/x"}));
    let failing = LongWork::done_after(0)
        .at_storage()
        .fails("nameAlreadyExists", "No.");
    let builder = Emulator::builder()
        .long_work(On::request("POST", "/v1.0/teams").always(), done)
        .long_work(On::request("POST", "*/copy"), failing);
    let (emulator, mut client) = started(builder).await;
    let accepted = client.write("POST", "/v1.0/teams", json!({})).await;
    assert_eq!(
        (accepted.status, accepted.header("retry-after")),
        (202, Some("0.5"))
    );
    let monitor = accepted
        .header("location")
        .unwrap()
        .strip_prefix(&emulator.url())
        .unwrap()
        .to_owned();
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(client.get(&monitor).await.json()["status"].clone());
    }
    assert_eq!(statuses, ["running", "running", "succeeded"]);
    assert_eq!(client.get(&monitor).await.json()["resourceLocation"], "/x");

    let accepted = client
        .write("POST", "/v1.0/me/drive/items/1/copy", json!({}))
        .await;
    let monitor = accepted.header("location").unwrap();
    assert!(monitor.starts_with(&emulator.storage_url()));
    assert_eq!(
        bare("GET", monitor, &[("authorization", "Bearer x")], b"")
            .await
            .status,
        401
    );
    let failed = bare("GET", monitor, &[], b"").await.json();
    assert_eq!(
        (&failed["status"], &failed["error"]["code"]),
        (&json!("failed"), &json!("nameAlreadyExists"))
    );
}

async fn form(emulator: &Emulator, path: &str, form: &str) -> (u16, Value) {
    let url = format!("{}/contoso.example/oauth2/v2.0/{path}", emulator.url());
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let response = bare("POST", &url, &headers, form.as_bytes()).await;
    (response.status, response.json())
}

async fn status_with(emulator: &Emulator, token: &Value) -> u16 {
    let authorization = format!("Bearer {}", token.as_str().unwrap());
    let url = format!("{}/v1.0/me", emulator.url());
    bare("GET", &url, &[("authorization", &authorization)], b"")
        .await
        .status
}

#[tokio::test]
async fn clients_sign_in_by_secret() {
    let sign_in = SignIn::new("app", "s&cret").token_lifetime(Duration::from_millis(1500));
    let builder = Emulator::builder()
        .seed("/v1.0/me", json!({}))
        .sign_in(sign_in);
    let (emulator, mut client) = started(builder).await;
    assert_eq!(client.get("/v1.0/me").await.status, 401);

    let scope = "scope=https%3A%2F%2Fgraph.microsoft.com%2F.default";
    let body =
        format!("grant_type=client_credentials&client_id=app&client_secret=s%26cret&{scope}");
    let (status, first) = form(&emulator, "token", &body).await;
    assert_eq!((status, &first["expires_in"]), (200, &json!(1)));
    assert_eq!(status_with(&emulator, &first["access_token"]).await, 200);
    tokio::time::sleep(Duration::from_millis(1600)).await;
    assert_eq!(status_with(&emulator, &first["access_token"]).await, 401);
    let (_, second) = form(&emulator, "token", &body).await;
    assert_eq!(status_with(&emulator, &second["access_token"]).await, 200);
    emulator.expire_tokens();
    assert_eq!(status_with(&emulator, &second["access_token"]).await, 401);

    for (body, error) in [
        (
            "grant_type=client_credentials&client_id=app&client_secret=no&scope=x/.default",
            "invalid_client",
        ),
        (
            "grant_type=client_credentials&client_id=app&client_secret=s%26cret&scope=x",
            "invalid_scope",
        ),
        (
            "grant_type=client_credentials&client_id=other&client_secret=s%26cret",
            "unauthorized_client",
        ),
        (
            "grant_type=password&client_id=app",
            "unsupported_grant_type",
        ),
        (
            "grant_type=refresh_token&client_id=app&refresh_token=x",
            "invalid_grant",
        ),
    ] {
        let (status, answer) = form(&emulator, "token", body).await;
        assert!(status >= 400 && answer["error"] == error, "{answer}");
    }
    let url = format!("{}/t/v2.0/.well-known/openid-configuration", emulator.url());
    let discovery = bare("GET", &url, &[], b"").await.json();
    assert_eq!(
        discovery["token_endpoint"],
        format!("{}/t/oauth2/v2.0/token", emulator.url())
    );
}

#[tokio::test]
async fn users_sign_in_by_a_device_code() {
    let sign_in = SignIn::new("app", "secret").device_polls(2);
    let builder = Emulator::builder()
        .seed("/v1.0/me", json!({}))
        .sign_in(sign_in);
    let (emulator, _client) = started(builder).await;
    let (_, device) = form(
        &emulator,
        "devicecode",
        "client_id=app&scope=User.Read+offline_access",
    )
    .await;
    let code = device["device_code"].as_str().unwrap();
    let grant = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code";
    let body = format!("{grant}&client_id=app&device_code={code}");
    for _ in 0..2 {
        let (status, answer) = form(&emulator, "token", &body).await;
        assert_eq!(
            (status, &answer["error"]),
            (400, &json!("authorization_pending"))
        );
    }
    let (_, token) = form(&emulator, "token", &body).await;
    assert_eq!(status_with(&emulator, &token["access_token"]).await, 200);
    let refresh = token["refresh_token"].as_str().unwrap();
    let body = format!("grant_type=refresh_token&client_id=app&refresh_token={refresh}");
    let (_, fresh) = form(&emulator, "token", &body).await;
    assert_eq!(status_with(&emulator, &fresh["access_token"]).await, 200);
    assert_eq!(
        form(&emulator, "token", &body).await.1["error"],
        "invalid_grant"
    );
}

#[tokio::test]
async fn device_codes_end_as_scripted() {
    for (end, error) in [
        (DeviceOutcome::Declined, "authorization_declined"),
        (DeviceOutcome::Expired, "expired_token"),
    ] {
        let sign_in = SignIn::new("app", "secret")
            .device_slow_downs(1)
            .device_polls(1)
            .device_interval(Duration::from_secs(7))
            .device_lifetime(Duration::from_secs(60))
            .device_outcome(end);
        let (emulator, _client) = started(Emulator::builder().sign_in(sign_in)).await;
        let (_, device) = form(&emulator, "devicecode", "client_id=app").await;
        assert_eq!(
            (&device["interval"], &device["expires_in"]),
            (&json!(7), &json!(60))
        );
        let code = device["device_code"].as_str().unwrap();
        let grant = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code";
        let body = format!("{grant}&client_id=app&device_code={code}");
        for error in [
            "slow_down",
            "authorization_pending",
            error,
            "bad_verification_code",
        ] {
            let (status, answer) = form(&emulator, "token", &body).await;
            assert_eq!((status, &answer["error"]), (400, &json!(error)));
        }
    }
}

#[tokio::test]
async fn users_without_offline_access_get_no_refresh_token_and_revoked_ones_are_refused() {
    let sign_in = SignIn::new("app", "secret").device_polls(0);
    let (emulator, _client) = started(Emulator::builder().sign_in(sign_in)).await;
    let grant = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code";
    let mut refresh = None;
    for scope in ["User.Read", "User.Read+offline_access"] {
        let (_, device) = form(
            &emulator,
            "devicecode",
            &format!("client_id=app&scope={scope}"),
        )
        .await;
        let code = device["device_code"].as_str().unwrap();
        let body = format!("{grant}&client_id=app&device_code={code}");
        let (_, token) = form(&emulator, "token", &body).await;
        assert_eq!(token["scope"], scope.replace('+', " "));
        assert!(refresh.is_none());
        refresh = token["refresh_token"].as_str().map(str::to_owned);
    }
    emulator.revoke_sign_ins();
    let refresh = refresh.expect("a refresh token");
    let body = format!("grant_type=refresh_token&client_id=app&refresh_token={refresh}");
    let (_, answer) = form(&emulator, "token", &body).await;
    assert_eq!(answer["error"], "invalid_grant");
}
