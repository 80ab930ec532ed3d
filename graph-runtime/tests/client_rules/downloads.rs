//! Downloads: without the token behind the redirect, from any place on, and going on where they broke off.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use graph_runtime::error::{DownloadError, InvalidRequest};
use graph_runtime::transfer::Download;
use graph_runtime::{Bytes, Error, Request};

use crate::server::{Reply, Seen, Server, answer, redirect};
use crate::{TOKEN, client_of, failure, get, within};

fn content() -> Vec<u8> {
    (0..100_000_u32).map(|n| (n / 7 % 251) as u8).collect()
}

fn start_of(seen: &Seen) -> usize {
    seen.header("range").map_or(0, |range| {
        let start = range
            .strip_prefix("bytes=")
            .and_then(|range| range.strip_suffix('-'));
        start.and_then(|start| start.parse().ok()).expect("a range")
    })
}

/// The content from a byte on, as a storage answers it.
fn part(start: usize, etag: &str) -> Vec<u8> {
    let bytes = content();
    let (total, end) = (bytes.len(), bytes.len() - 1);
    match start {
        0 => answer("200 OK", &format!("ETag: {etag}\r\n"), bytes),
        _ => {
            let headers = format!("ETag: {etag}\r\nContent-Range: bytes {start}-{end}/{total}\r\n");
            answer("206 Partial Content", &headers, &bytes[start..])
        }
    }
}

fn request() -> Request<Bytes> {
    get("/v1.0/me/drive/items/1/content")
}

async fn rest(download: &mut Download) -> Vec<u8> {
    let mut all = Vec::new();
    while let Some(chunk) = download.next().await {
        all.extend_from_slice(&chunk.expect("a chunk"));
    }
    all
}

#[tokio::test]
async fn the_redirect_is_followed_without_the_token_and_from_any_byte_on() {
    within(async {
        let storage = Server::start(|seen| Reply::Send(part(start_of(seen), "\"1\""))).await;
        let there = format!("{}/pre-authenticated", storage.origin());
        let graph = Server::start(move |_| Reply::Send(redirect("302 Found", &there))).await;
        let client = client_of(&graph.origin());
        for from in [0, 1, 77_777] {
            let mut download = client.download(request(), from).await.expect("a download");
            assert_eq!(download.length(), Some(100_000));
            assert_eq!(download.headers()["etag"], "\"1\"");
            assert!(rest(&mut download).await == content()[from as usize..]);
            assert_eq!(download.offset(), 100_000);
            assert!(download.next().await.is_none());
        }
        for seen in storage.seen() {
            assert_eq!(seen.header("authorization"), None);
        }
        for seen in graph.seen() {
            assert_eq!(
                seen.header("authorization"),
                Some(&*format!("Bearer {TOKEN}"))
            );
        }
    })
    .await;
}

/// A storage that breaks off after a third of what it announces, `times` times.
async fn broken(times: usize, etag_later: &'static str) -> Server {
    let asked = Arc::new(AtomicUsize::new(0));
    Server::start(move |seen| {
        let n = asked.fetch_add(1, Ordering::SeqCst);
        let etag = if n == 0 { "\"1\"" } else { etag_later };
        let same = seen
            .header("if-range")
            .is_none_or(|version| version == etag);
        let whole = part(if same { start_of(seen) } else { 0 }, etag);
        match n < times {
            true => Reply::Close(whole[..whole.len() / 3].to_vec()),
            false => Reply::Send(whole),
        }
    })
    .await
}

#[tokio::test]
async fn a_download_that_breaks_off_goes_on_with_the_rest_only() {
    within(async {
        let server = broken(3, "\"1\"").await;
        let client = client_of(&server.origin());
        let mut download = client.download(request(), 0).await.expect("a download");
        assert!(rest(&mut download).await == content());
        let starts: Vec<_> = server.seen().iter().map(start_of).collect();
        assert_eq!(starts.len(), 4);
        assert!(starts.is_sorted() && starts[1] > 30_000, "{starts:?}");
        assert_eq!(server.seen()[1].header("if-range"), Some("\"1\""));
    })
    .await;
}

#[tokio::test]
async fn content_that_changes_meanwhile_is_an_error() {
    within(async {
        let server = broken(1, "\"2\"").await;
        let client = client_of(&server.origin());
        let mut download = client.download(request(), 0).await.expect("a download");
        let error = loop {
            match download.next().await.expect("an error at some time") {
                Ok(_) => {}
                Err(error) => break failure::<()>(Err(error)),
            }
        };
        match error {
            Error::Download(DownloadError::Changed { at }) => assert_eq!(at, download.offset()),
            other => panic!("{other:?}"),
        }
        assert!(download.next().await.is_none());
    })
    .await;
}

#[tokio::test]
async fn a_service_without_ranges_has_its_beginning_dropped() {
    within(async {
        let server = Server::start(|_| Reply::Send(part(0, "\"1\""))).await;
        let client = client_of(&server.origin());
        let mut download = client
            .download(request(), 60_000)
            .await
            .expect("a download");
        assert!(rest(&mut download).await == content()[60_000..]);
    })
    .await;
}

#[tokio::test]
async fn nothing_more_is_the_end_and_no_error() {
    within(async {
        let server = Server::saying(answer(
            "416 Range Not Satisfiable",
            "Content-Range: bytes */100000\r\n",
            "",
        ))
        .await;
        let client = client_of(&server.origin());
        let mut download = client
            .download(request(), 100_000)
            .await
            .expect("a download");
        assert!(download.next().await.is_none());
        let error = failure(client.download(request(), 7).await);
        assert_eq!(
            error.status(),
            Some(http::StatusCode::RANGE_NOT_SATISFIABLE)
        );
    })
    .await;
}

/// What a download from byte 5,000 on ends with, where the service responds like this.
async fn from_5000(reply: Vec<u8>, condition: Option<&str>) -> Result<Vec<u8>, DownloadError> {
    let server = Server::saying(reply).await;
    let client = client_of(&server.origin());
    let mut request = request();
    if let Some(condition) = condition {
        request = request
            .header(http::header::IF_RANGE, condition)
            .expect("a header");
    }
    let unwrap = |error| match error {
        Error::Download(error) => error,
        other => panic!("{other:?}"),
    };
    let mut download = match client.download(request, 5000).await {
        Ok(download) => download,
        Err(error) => return Err(unwrap(error)),
    };
    assert_eq!(server.only().header("if-range"), condition);
    let mut all = Vec::new();
    while let Some(chunk) = download.next().await {
        all.extend_from_slice(&chunk.map_err(unwrap)?);
    }
    Ok(all)
}

#[tokio::test]
async fn what_is_not_the_part_that_was_asked_for_is_an_error() {
    within(async {
        let asked = 5000;
        let short = |length| Err(DownloadError::TooShort { asked, length });
        assert_eq!(from_5000(answer("200 OK", "", "abc"), None).await, short(3));
        let page = "<html>Sign in</html>";
        let html = answer("200 OK", "Content-Type: text/html\r\n", page);
        assert_eq!(from_5000(html, None).await, short(page.len() as u64));
        let page = format!("<html>{}</html>", " ".repeat(9000));
        let html = answer("200 OK", "Content-Type: text/html\r\n", page);
        let at = asked;
        assert_eq!(
            from_5000(html, None).await,
            Err(DownloadError::NoVersion { at })
        );
        let chunked = "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
        assert_eq!(from_5000(chunked.into(), None).await, short(3));
        for status in ["204 No Content", "202 Accepted"] {
            let nothing = from_5000(answer(status, "", ""), None).await;
            assert!(matches!(nothing, Err(DownloadError::NotContent { .. })), "{nothing:?}");
        }
        let unnamed = answer("206 Partial Content", "ETag: \"1\"\r\n", "abc");
        let no_range = Err(DownloadError::NoRange { asked });
        assert_eq!(from_5000(unnamed, None).await, no_range);
        let long = "HTTP/1.1 206 Partial Content\r\nETag: \"1\"\r\nContent-Range: bytes 5000-5001/5002\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
        let length = 5002;
        let too_long = Err(DownloadError::TooLong { length });
        assert_eq!(from_5000(long.into(), None).await, too_long);
    })
    .await;
}

#[tokio::test]
async fn a_callers_if_range_is_sent_and_decides() {
    within(async {
        let rest = Ok(content()[5000..].to_vec());
        let changed = Err(DownloadError::Changed { at: 5000 });
        assert!(from_5000(part(5000, "\"1\""), Some("\"1\"")).await == rest);
        // The whole, since the service knows no ranges.
        assert!(from_5000(part(0, "\"1\""), Some("\"1\"")).await == rest);
        // The whole, since it is another.
        assert_eq!(from_5000(part(0, "\"2\""), Some("\"1\"")).await, changed);
        // A part of another, since the service ignores `If-Range`.
        assert_eq!(from_5000(part(5000, "\"2\""), Some("\"1\"")).await, changed);

        let (date, other) = (
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:39 GMT",
        );
        let dated = |date| {
            let headers =
                format!("Last-Modified: {date}\r\nContent-Range: bytes 5000-5002/5003\r\n");
            answer("206 Partial Content", &headers, "abc")
        };
        assert_eq!(
            from_5000(dated(date), Some(date)).await,
            Ok(b"abc".to_vec())
        );
        assert_eq!(from_5000(dated(other), Some(date)).await, changed);

        let client = client_of("http://127.0.0.1:9");
        for (name, value) in [
            ("if-range", "W/\"1\""),
            ("if-range", "1"),
            ("range", "bytes=5-9"),
        ] {
            let name = http::HeaderName::from_static(name);
            let request = request().header(name.clone(), value).expect("a header");
            match failure(client.download(request, 5000).await) {
                Error::InvalidRequest(InvalidRequest::Header { name: found, .. }) => {
                    assert_eq!(found, name);
                }
                other => panic!("{other:?}"),
            }
        }
    })
    .await;
}

/// What a download ends with that begins with 6 of 10 bytes, whose second request has this response.
async fn cut_at_6(first: &str, second: Vec<u8>) -> (Vec<u8>, Option<Error>, Vec<Seen>) {
    let first = format!("HTTP/1.1 200 OK\r\n{first}Content-Length: 10\r\n\r\nabcdef").into_bytes();
    let asked = AtomicUsize::new(0);
    let server = Server::start(move |_| match asked.fetch_add(1, Ordering::SeqCst) {
        0 => Reply::Close(first.clone()),
        _ => Reply::Send(second.clone()),
    })
    .await;
    let client = client_of(&server.origin());
    let mut download = client.download(request(), 0).await.expect("a download");
    let mut all = Vec::new();
    while let Some(chunk) = download.next().await {
        match chunk {
            Ok(chunk) => all.extend_from_slice(&chunk),
            Err(error) => {
                assert!(download.next().await.is_none());
                return (all, Some(error), server.seen());
            }
        }
    }
    (all, None, server.seen())
}

fn partial(headers: &str, body: &str) -> Vec<u8> {
    answer("206 Partial Content", headers, body)
}

#[tokio::test]
async fn after_a_cut_only_the_same_content_is_joined() {
    within(async {
        let etag = "ETag: \"1\"\r\n";
        let range = "Content-Range: bytes 6-9/10\r\n";
        let (all, error, seen) = cut_at_6(etag, partial(&format!("{etag}{range}"), "ghij")).await;
        assert_eq!((&all[..], error.is_none()), (&b"abcdefghij"[..], true));
        assert_eq!(seen[1].header("range"), Some("bytes=6-"));

        let date = "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n";
        let (all, error, seen) = cut_at_6(date, partial(&format!("{date}{range}"), "ghij")).await;
        assert_eq!((&all[..], error.is_none()), (&b"abcdefghij"[..], true));
        assert_eq!(
            seen[1].header("if-range"),
            Some("Sun, 06 Nov 1994 08:49:37 GMT")
        );

        let (at, asked) = (6, 6);
        for (second, expected) in [
            (
                partial(&format!("ETag: \"2\"\r\n{range}"), "ghij"),
                DownloadError::Changed { at },
            ),
            (partial(range, "ghij"), DownloadError::NoVersion { at }),
            (
                partial(&format!("{etag}Content-Range: bytes 6-10/11\r\n"), "ghijk"),
                DownloadError::OtherLength {
                    expected: 10,
                    found: 11,
                },
            ),
            (
                partial(
                    &format!("{etag}Content-Range: bytes 0-9/10\r\n"),
                    "abcdefghij",
                ),
                DownloadError::OtherRange { asked },
            ),
            (partial(etag, "ghij"), DownloadError::NoRange { asked }),
            (
                answer("204 No Content", "", ""),
                DownloadError::NotContent {
                    asked,
                    status: http::StatusCode::NO_CONTENT,
                },
            ),
            (
                answer("200 OK", "", "<html>"),
                DownloadError::OtherLength {
                    expected: 10,
                    found: 6,
                },
            ),
            (
                answer("200 OK", "", "<html></p>"),
                DownloadError::Changed { at },
            ),
            (
                answer(
                    "416 Range Not Satisfiable",
                    "Content-Range: bytes */6\r\n",
                    "",
                ),
                DownloadError::OtherLength {
                    expected: 10,
                    found: 6,
                },
            ),
        ] {
            let (all, error, _) = cut_at_6(etag, second).await;
            assert_eq!(all, b"abcdef");
            match failure::<()>(Err(error.expect("an error"))) {
                Error::Download(error) => assert_eq!(error, expected),
                other => panic!("{other:?}"),
            }
        }
    })
    .await;
}

#[tokio::test]
async fn without_a_strong_validator_a_download_does_not_go_on() {
    within(async {
        for headers in [
            "",
            "ETag: W/\"1\"\r\n",
            "ETag: W/\"1\"\r\nLast-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n",
        ] {
            let (all, error, seen) = cut_at_6(headers, partial("", "ghij")).await;
            assert_eq!((&all[..], seen.len()), (&b"abcdef"[..], 1));
            assert!(matches!(error, Some(Error::Transport(_))), "{error:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn parts_shorter_than_asked_for_are_joined_to_the_end() {
    within(async {
        for total in ["10", "*"] {
            let server = Server::start(move |seen| {
                let start = start_of(seen);
                if start >= 10 {
                    return Reply::Send(answer(
                        "416 Range Not Satisfiable",
                        "Content-Range: bytes */10\r\n",
                        "",
                    ));
                }
                let end = (start + 3).min(9);
                let headers =
                    format!("ETag: \"1\"\r\nContent-Range: bytes {start}-{end}/{total}\r\n");
                Reply::Send(partial(&headers, &"abcdefghij"[start..=end]))
            })
            .await;
            let client = client_of(&server.origin());
            let mut download = client.download(request(), 1).await.expect("a download");
            assert_eq!(rest(&mut download).await, b"bcdefghij");
            assert_eq!(download.length(), Some(10));
        }
    })
    .await;
}

#[tokio::test]
async fn a_continuation_may_lead_to_another_storage() {
    within(async {
        let storage = broken(2, "\"1\"").await;
        let there = storage.origin();
        let asked = AtomicUsize::new(0);
        let graph = Server::start(move |_| {
            let n = asked.fetch_add(1, Ordering::SeqCst);
            Reply::Send(redirect("302 Found", &format!("{there}/secret/{n}")))
        })
        .await;
        let client = client_of(&graph.origin());
        let mut download = client.download(request(), 0).await.expect("a download");
        assert!(rest(&mut download).await == content());
        let paths: Vec<_> = storage
            .seen()
            .iter()
            .map(|seen| seen.line().to_owned())
            .collect();
        assert_eq!(paths.len(), 3);
        assert!(paths[2].starts_with("GET /secret/2 "), "{paths:?}");
    })
    .await;
}
