//! Downloads: without the token behind the redirect, from any place on, and going on where they broke off.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use graph_runtime::{Bytes, Download, DownloadError, Error, Request};

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
