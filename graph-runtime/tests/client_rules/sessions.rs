//! Upload sessions of services that differ: ranges, sizes of fragments, ends, and sessions that are completed by a call.

use std::ops::Range;

use graph_runtime::Error;
use graph_runtime::error::UploadError;
use graph_runtime::request::RawResponse;
use graph_runtime::transfer::{FragmentSize, UploadSession};

use crate::server::{Reply, Server, answer, json};
use crate::uploads::{MIB, content, range_of, session_of, upload_to};
use crate::{client_of, failure, within};

/// Outlook's storage: 200 with a bare number until the last fragment, which is answered 201 with no body.
async fn outlook(largest: usize) -> Server {
    Server::start(move |seen| {
        let (range, total) = range_of(seen);
        Reply::Send(if seen.body.len() > largest {
            answer("413 Payload Too Large", "", "")
        } else if range.end == total {
            answer(
                "201 Created",
                "Location: https://outlook.office.com/x\r\n",
                "",
            )
        } else {
            json(format!(
                r#"{{"expirationDateTime":"x","NextExpectedRanges":["{}"]}}"#,
                range.end
            ))
        })
    })
    .await
}

/// The ranges of all fragments that came.
fn ranges_of(server: &Server) -> Vec<Range<usize>> {
    let seen = server.seen();
    let puts = seen.iter().filter(|seen| seen.line().starts_with("PUT"));
    puts.map(|seen| range_of(seen).0).collect()
}

#[tokio::test]
async fn outlooks_ranges_and_fragments_are_understood() {
    within(async {
        let server = outlook(4_000_000).await;
        let session = session_of(&server, &server.origin()).await;
        let client = client_of("http://127.0.0.1:9");
        let mut bytes = content(8 * MIB);
        let mut session = session.with_fragments(FragmentSize::OUTLOOK);
        let done: Option<UploadSession> = client
            .upload(&mut session, &mut bytes, &mut |_| {})
            .await
            .expect("an answer");
        assert!(done.is_none());
        let size = 3_932_160;
        assert_eq!(
            ranges_of(&server),
            [0..size, size..2 * size, 2 * size..8 * MIB]
        );

        // What is stored keeps the size.
        let text = serde_json::to_string(&session).expect("JSON");
        let stored: UploadSession = serde_json::from_str(&text).expect("a session");
        assert_eq!(serde_json::to_string(&stored).expect("JSON"), text);
        assert!(text.contains("3932160"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn fragments_are_as_large_as_the_session_says() {
    within(async {
        for size in [
            FragmentSize::new(327_680).expect("a size"),
            FragmentSize::multiple_of(204_800, 409_600).expect("a size"),
        ] {
            let server = outlook(usize::MAX).await;
            let session = session_of(&server, &server.origin()).await;
            let client = client_of("http://127.0.0.1:9");
            client
                .upload::<()>(
                    &mut session.with_fragments(size),
                    &mut content(900_000),
                    &mut |_| {},
                )
                .await
                .expect("an answer");
            let lengths: Vec<_> = ranges_of(&server)
                .iter()
                .map(|range| range.len() as u64)
                .collect();
            assert!(
                lengths[..lengths.len() - 1]
                    .iter()
                    .all(|length| *length == size.bytes())
            );
            assert_eq!(lengths.iter().sum::<u64>(), 900_000);
        }
    })
    .await;
}

#[tokio::test]
async fn a_200_or_201_to_the_last_fragment_is_the_end_whatever_its_body() {
    within(async {
        for status in ["200 OK", "201 Created"] {
            for body in [
                "",
                "done",
                "<html>",
                "[]",
                r#"{"nextExpectedRanges":["0-"]}"#,
                r#"{"nextExpectedRanges":7.5}"#,
            ] {
                let server = Server::saying(answer(status, "", body)).await;
                let mut session = session_of(&server, &server.origin()).await;
                let client = client_of("http://127.0.0.1:9");
                let done: RawResponse = client
                    .upload(&mut session, &mut content(5), &mut |_| {})
                    .await
                    .unwrap_or_else(|error| panic!("{status} {body}: {error:?}"));
                assert_eq!(done.body, body);
                assert_eq!(server.seen().len(), 1);
            }
        }
        let early = upload_to(|_| answer("201 Created", "", "")).await;
        assert!(
            matches!(early, Error::Upload(UploadError::EndedEarly { .. })),
            "{early:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_deferred_upload_is_completed_by_a_call() {
    within(async {
        let completed = std::sync::atomic::AtomicBool::new(false);
        let server = Server::start(move |seen| {
            use std::sync::atomic::Ordering::SeqCst;
            assert_eq!(seen.header("authorization"), None);
            Reply::Send(match seen.line().split(' ').next() {
                Some("PUT") | Some("GET") => {
                    answer("202 Accepted", "", r#"{"nextExpectedRanges":[]}"#)
                }
                Some("POST") if completed.swap(true, SeqCst) => answer("404 Not Found", "", ""),
                Some("POST") => {
                    assert_eq!(seen.header("content-length"), Some("0"));
                    answer("201 Created", "", r#"{"id":"x"}"#)
                }
                other => panic!("{other:?}"),
            })
        })
        .await;
        let mut session = session_of(&server, &server.origin()).await;
        let client = client_of("http://127.0.0.1:9");
        client
            .upload::<()>(&mut session, &mut content(5), &mut |_| {})
            .await
            .expect("an answer");
        // After a restart in between.
        let text = serde_json::to_string(&session).expect("JSON");
        let mut session: UploadSession = serde_json::from_str(&text).expect("a session");
        let again = client
            .upload::<()>(&mut session, &mut content(5), &mut |_| {})
            .await;
        let again = failure(again);
        assert!(
            matches!(again, Error::Upload(UploadError::AlreadyComplete)),
            "{again:?}"
        );
        assert!(again.to_string().contains("complete_upload"), "{again}");
        let item: RawResponse = client.complete_upload(&session).await.expect("an item");
        assert_eq!(&item.body[..], br#"{"id":"x"}"#);
        let gone = failure(client.complete_upload::<()>(&session).await);
        assert!(
            matches!(gone, Error::Upload(UploadError::SessionGone)),
            "{gone:?}"
        );
        assert!(!crate::everything_of(&gone).contains("secret"));
    })
    .await;
}

#[tokio::test]
async fn a_stored_session_fills_the_gaps_in_any_order() {
    within(async {
        let bytes = content(1000);
        for (ranges, expected) in [
            (r#"["700-","100-299"]"#, vec![(100, 300), (700, 1000)]),
            (r#"["990"]"#, vec![(990, 1000)]),
            (r#"[250]"#, vec![(250, 1000)]),
            (r#""10-""#, vec![(10, 1000)]),
        ] {
            let last = expected[expected.len() - 1].0;
            let status = format!(r#"{{"nextExpectedRanges":{ranges}}}"#);
            let server = Server::start(move |seen| {
                Reply::Send(if seen.line().starts_with("GET") {
                    json(&status)
                } else if range_of(seen).0.start == last {
                    answer("201 Created", "", "")
                } else {
                    // Nothing of what it expects next.
                    answer("202 Accepted", "", "")
                })
            })
            .await;
            // As the service wrote it.
            let text = format!(
                r#"{{"@odata.context":"x","uploadUrl":"{}/up","expirationDateTime":"x","nextExpectedRanges":["0-"]}}"#,
                server.origin()
            );
            let mut session: UploadSession = serde_json::from_str(&text).expect("a session");
            let client = client_of("http://127.0.0.1:9");
            client
                .upload::<()>(&mut session, &mut bytes.clone(), &mut |_| {})
                .await
                .expect("an answer");
            let sent = ranges_of(&server).into_iter();
            let sent: Vec<_> = sent.map(|range| (range.start, range.end)).collect();
            assert_eq!(sent, expected, "{ranges}");
            for seen in server.seen().iter().filter(|seen| seen.line().starts_with("PUT")) {
                assert_eq!(seen.body, bytes[range_of(seen).0]);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_stored_session_with_a_size_that_no_service_takes_is_refused() {
    for size in ["0", "99999999999", "-5", r#""x""#] {
        let text = format!(r#"{{"uploadUrl":"https://x.example/up","fragmentSize":{size}}}"#);
        assert!(
            serde_json::from_str::<UploadSession>(&text).is_err(),
            "{size}"
        );
    }
}

#[tokio::test]
async fn a_byte_order_mark_in_front_of_ranges_is_passed_over() {
    within(async {
        let server = Server::start(|seen| {
            let (range, total) = range_of(seen);
            Reply::Send(if range.end == total {
                answer("201 Created", "", "<html>")
            } else {
                // The service has more than was sent: an earlier attempt came through.
                let next = (range.end + 100).min(total - 1);
                let body = format!("\u{feff}{{\"nextExpectedRanges\":[\"{next}-\"]}}");
                answer("202 Accepted", "", body)
            })
        })
        .await;
        let session = session_of(&server, &server.origin()).await;
        let size = FragmentSize::multiple_of(100, 100).expect("a size");
        let client = client_of("http://127.0.0.1:9");
        client
            .upload::<()>(
                &mut session.with_fragments(size),
                &mut content(250),
                &mut |_| {},
            )
            .await
            .expect("the end");
        assert_eq!(ranges_of(&server), [0..100, 200..250]);
    })
    .await;
}
