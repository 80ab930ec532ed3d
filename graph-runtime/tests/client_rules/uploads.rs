//! Upload sessions: in order, without the token, and over restarts.

use std::ops::Range;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use graph_runtime::error::UploadError;
use graph_runtime::request::RawResponse;
use graph_runtime::transfer::{
    AsyncSource, Progress, ReaderSource, StreamSource, UploadSession, UploadSource,
};
use graph_runtime::{Bytes, Error, Method, Request};

use tokio::io::{AsyncRead, AsyncSeek, ReadBuf};

use crate::server::{Reply, Seen, Server, answer, json};
use crate::{client_of, failure, within};

pub(crate) const MIB: usize = 1024 * 1024;

/// What the storage has got: one fragment behind the other, or none if it was told to lose its memory.
#[derive(Default)]
struct Stored {
    bytes: Vec<u8>,
    total: usize,
}

pub(crate) fn range_of(seen: &Seen) -> (Range<usize>, usize) {
    let text = seen.header("content-range").expect("a range");
    let (range, total) = text
        .strip_prefix("bytes ")
        .expect("bytes")
        .split_once('/')
        .expect("a total");
    let (start, end) = range.split_once('-').expect("a range");
    let number = |text: &str| text.parse::<usize>().expect("a number");
    (number(start)..number(end) + 1, number(total))
}

fn expects(from: usize) -> Vec<u8> {
    let body = format!(r#"{{"nextExpectedRanges":["{from}-"]}}"#);
    answer("202 Accepted", "Content-Type: application/json\r\n", body)
}

/// A storage that takes fragments in order, behind the rules that Graph has.
async fn storage(stored: Arc<Mutex<Stored>>) -> Server {
    Server::start(move |seen| {
        assert_eq!(seen.header("authorization"), None, "the token went along");
        let mut stored = stored.lock().expect("no test has panicked");
        if seen.line().starts_with("GET") {
            return Reply::Send(json(format!(
                r#"{{"nextExpectedRanges":["{}-"]}}"#,
                stored.bytes.len()
            )));
        }
        let (range, total) = range_of(seen);
        assert_eq!(seen.body.len(), range.len());
        assert!(
            range.end == total || range.len() % 327_680 == 0,
            "{range:?}"
        );
        stored.total = total;
        if range.start != stored.bytes.len() {
            return Reply::Send(answer("416 Range Not Satisfiable", "", ""));
        }
        stored.bytes.extend_from_slice(&seen.body);
        Reply::Send(match stored.bytes.len() == total {
            true => answer(
                "201 Created",
                "Content-Type: application/json\r\n",
                r#"{"id":"x"}"#,
            ),
            false => expects(stored.bytes.len()),
        })
    })
    .await
}

pub(crate) fn content(length: usize) -> Bytes {
    (0..length)
        .map(|n| (n / 7 % 251) as u8)
        .collect::<Vec<_>>()
        .into()
}

pub(crate) async fn session_of(server: &Server, storage: &str) -> UploadSession {
    let _ = server;
    let url = format!("{storage}/up/secret?token=abc");
    let graph = Server::saying(json(format!(
        r#"{{"uploadUrl":"{url}","expirationDateTime":"2030-01-01T00:00:00Z","nextExpectedRanges":["0-"]}}"#
    )))
    .await;
    let request = Request::new(Method::POST, "/v1.0/me/drive/root:/a:/createUploadSession");
    client_of(&graph.origin())
        .send(request)
        .await
        .expect("a session")
}

#[tokio::test]
async fn fragments_go_in_order_without_the_token() {
    within(async {
        let stored = Arc::new(Mutex::new(Stored::default()));
        let server = storage(stored.clone()).await;
        let mut session = session_of(&server, &server.origin()).await;
        let bytes = content(12 * MIB + 5);
        let mut steps = Vec::new();
        let client = client_of("http://127.0.0.1:9");
        let done: RawResponse = client
            .upload(&mut session, &mut bytes.clone(), &mut |step| {
                steps.push(step)
            })
            .await
            .expect("an answer");
        assert_eq!(
            (done.status.as_u16(), &done.body[..]),
            (201, &br#"{"id":"x"}"#[..])
        );
        assert!(stored.lock().expect("no panic").bytes == bytes);
        let total = bytes.len() as u64;
        let at = |sent| Progress { sent, total };
        let mib = MIB as u64;
        assert_eq!(steps, [at(0), at(5 * mib), at(10 * mib), at(total)]);
        assert_eq!(server.seen().len(), 3);
        assert!(!format!("{session:?}").contains("secret"));
    })
    .await;
}

#[tokio::test]
async fn every_source_gives_the_same() {
    within(async {
        let bytes = content(6 * MIB);
        let chunks: Vec<_> = bytes
            .chunks(100_000)
            .map(|chunk| Ok(Bytes::copy_from_slice(chunk)))
            .collect();
        let file = Halting {
            reader: std::io::Cursor::new(bytes.clone()),
            halts: false,
            ends_at: u64::MAX,
        };
        let sources: [Box<dyn UploadSource>; 4] = [
            Box::new(AsyncSource::new(file).await.expect("a source")),
            Box::new(bytes.clone()),
            Box::new(ReaderSource::new(std::io::Cursor::new(bytes.clone())).expect("a source")),
            Box::new(StreamSource::new(
                Iter(chunks.into_iter()),
                bytes.len() as u64,
            )),
        ];
        for mut source in sources {
            let stored = Arc::new(Mutex::new(Stored::default()));
            let server = storage(stored.clone()).await;
            let mut session = session_of(&server, &server.origin()).await;
            let client = client_of("http://127.0.0.1:9");
            client
                .upload::<()>(&mut session, &mut *source, &mut |_| {})
                .await
                .expect("an answer");
            assert!(stored.lock().expect("no panic").bytes == bytes);
        }
    })
    .await;
}

/// An asynchronous reader that gives little at a time and is ready only every other time, as a file or a socket may be.
struct Halting {
    reader: std::io::Cursor<Bytes>,
    halts: bool,
    /// Where it gives nothing more, whatever it said of its length.
    ends_at: u64,
}

impl Halting {
    fn halt(&mut self, cx: &mut Context<'_>) -> bool {
        self.halts = !self.halts;
        if self.halts {
            cx.waker().wake_by_ref();
        }
        self.halts
    }
}

impl AsyncRead for Halting {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        if self.halt(cx) {
            return Poll::Pending;
        }
        if self.reader.position() >= self.ends_at {
            return Poll::Ready(Ok(()));
        }
        let length = buffer.remaining().min(70_001);
        let read = std::io::Read::read(&mut self.reader, buffer.initialize_unfilled_to(length));
        buffer.advance(read?);
        Poll::Ready(Ok(()))
    }
}

impl AsyncSeek for Halting {
    fn start_seek(mut self: Pin<&mut Self>, to: std::io::SeekFrom) -> std::io::Result<()> {
        std::io::Seek::seek(&mut self.reader, to).map(drop)
    }

    fn poll_complete(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<u64>> {
        match self.halt(cx) {
            true => Poll::Pending,
            false => Poll::Ready(Ok(self.reader.position())),
        }
    }
}

#[tokio::test]
async fn an_asynchronous_source_that_shrinks_is_an_error() {
    within(async {
        let stored = Arc::new(Mutex::new(Stored::default()));
        let server = storage(stored).await;
        let mut session = session_of(&server, &server.origin()).await;
        let mut source = AsyncSource::new(Halting {
            reader: std::io::Cursor::new(content(MIB)),
            halts: false,
            ends_at: 300_000,
        })
        .await
        .expect("a source");
        assert_eq!(source.length(), MIB as u64);
        let uploaded = client_of("http://127.0.0.1:9")
            .upload::<()>(&mut session, &mut source, &mut |_| {})
            .await;
        match failure(uploaded) {
            Error::Upload(UploadError::Source(error)) => {
                assert_eq!(error.kind(), std::io::ErrorKind::UnexpectedEof);
            }
            other => panic!("{other:?}"),
        }
    })
    .await;
}

/// An iterator as a stream.
struct Iter<I>(I);

impl<I: Iterator + Unpin> futures_core::Stream for Iter<I> {
    type Item = I::Item;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<I::Item>> {
        std::task::Poll::Ready(self.0.next())
    }
}

#[tokio::test]
async fn after_a_restart_an_upload_goes_on_where_it_was() {
    within(async {
        let stored = Arc::new(Mutex::new(Stored::default()));
        let server = storage(stored.clone()).await;
        let bytes = content(17 * MIB);
        let mut session = session_of(&server, &server.origin()).await;
        let text = serde_json::to_string(&session).expect("JSON");
        {
            // The process ends in the middle: everything is dropped but the text of the session.
            let client = client_of("http://127.0.0.1:9");
            let mut source = bytes.clone();
            let mut ignore = |_| {};
            let upload = client.upload::<()>(&mut session, &mut source, &mut ignore);
            let half = async {
                while stored.lock().expect("no panic").bytes.len() < 6 * MIB {
                    tokio::time::sleep(std::time::Duration::from_millis(1)).await;
                }
            };
            tokio::select! {
                _ = upload => panic!("it should have been cut off"),
                () = half => {}
            }
        }
        let mut session: UploadSession = serde_json::from_str(&text).expect("a session");
        let client = client_of("http://127.0.0.1:9");
        client
            .upload::<()>(&mut session, &mut bytes.clone(), &mut |_| {})
            .await
            .expect("an answer");
        // The storage takes each byte once only, and refuses what is out of order.
        assert!(stored.lock().expect("no panic").bytes == bytes);
    })
    .await;
}

#[tokio::test]
async fn what_the_storage_has_already_is_not_sent_again() {
    within(async {
        let bytes = content(11 * MIB);
        let stored = Arc::new(Mutex::new(Stored::default()));
        // Another process got that far: the first fragment is answered 416.
        stored.lock().expect("no panic").bytes = bytes[..10 * MIB].to_vec();
        let server = storage(stored.clone()).await;
        let mut session = session_of(&server, &server.origin()).await;
        let client = client_of("http://127.0.0.1:9");
        client
            .upload::<()>(&mut session, &mut bytes.clone(), &mut |_| {})
            .await
            .expect("an answer");
        assert!(stored.lock().expect("no panic").bytes == bytes);
        let methods: Vec<_> = server
            .seen()
            .iter()
            .map(|seen| seen.line()[..3].to_owned())
            .collect();
        assert_eq!(methods, ["PUT", "GET", "PUT"]);
    })
    .await;
}

pub(crate) async fn upload_to(reply: impl Fn(&Seen) -> Vec<u8> + Send + Sync + 'static) -> Error {
    let server = Server::start(move |seen| Reply::Send(reply(seen))).await;
    let mut session = session_of(&server, &server.origin()).await;
    let client = client_of("http://127.0.0.1:9");
    let result = client
        .upload::<()>(&mut session, &mut content(6 * MIB), &mut |_| {})
        .await;
    let error = failure(result);
    let text = crate::everything_of(&error);
    assert!(
        !text.contains("secret") && !text.contains("token=abc"),
        "{text}"
    );
    error
}

#[tokio::test]
async fn a_storage_that_makes_no_sense_is_an_error() {
    within(async {
        let upload = |error| match error {
            Error::Upload(error) => error,
            other => panic!("{other:?}"),
        };
        let gone = upload_to(|_| answer("404 Not Found", "", "")).await;
        assert!(matches!(upload(gone), UploadError::SessionGone));
        let again = upload_to(|_| expects(0)).await;
        assert!(matches!(upload(again), UploadError::Stalled { at: 0 }));
        for ranges in [r#"["99999999999-"]"#, r#"["x-"]"#, r#"["5-1"]"#] {
            let body = format!(r#"{{"nextExpectedRanges":{ranges}}}"#);
            let nonsense = upload_to(move |_| answer("202 Accepted", "", &body)).await;
            assert!(matches!(
                upload(nonsense),
                UploadError::ExpectedRanges { .. }
            ));
        }
        let early = upload_to(|_| answer("200 OK", "", "{}")).await;
        assert!(matches!(upload(early), UploadError::EndedEarly { .. }));
        assert_eq!(
            upload_to(|_| answer("403 Forbidden", "", ""))
                .await
                .status(),
            Some(http::StatusCode::FORBIDDEN)
        );
    })
    .await;
}

#[tokio::test]
async fn plain_http_elsewhere_and_nothing_are_not_uploaded() {
    within(async {
        let text = r#"{"uploadUrl":"http://storage.example/up"}"#;
        let mut session: UploadSession = serde_json::from_str(text).expect("a session");
        let client = client_of("http://127.0.0.1:9");
        let error = failure(
            client
                .upload::<()>(&mut session, &mut content(5), &mut |_| {})
                .await,
        );
        assert!(matches!(error, Error::Protocol { .. }), "{error:?}");
        let text = r#"{"uploadUrl":"http://127.0.0.1:9/up"}"#;
        let mut session: UploadSession = serde_json::from_str(text).expect("a session");
        let error = failure(
            client
                .upload::<()>(&mut session, &mut Bytes::new(), &mut |_| {})
                .await,
        );
        assert!(
            matches!(error, Error::Upload(UploadError::Empty)),
            "{error:?}"
        );
    })
    .await;
}
