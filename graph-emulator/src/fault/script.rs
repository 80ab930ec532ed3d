//! Plans the bytes on the wire for a fault that breaks the rules of HTTP.

use std::time::Duration;

use bytes::Bytes;
use hyper::Response;

use super::{Fault, Kind};

/// The last steps of a connection. The connection ends after them.
#[derive(Debug)]
pub(crate) struct Script(pub(crate) Vec<Step>);

#[derive(Debug)]
pub(crate) enum Step {
    Write(Bytes),
    /// Writes the bytes in this number of pieces, within this time.
    Slowly(Bytes, usize, Duration),
    /// Repeats the pattern up to this number of bytes, or until the client closes the connection.
    Repeat(Bytes, Option<u64>),
    /// Waits until the client closes the connection.
    Hang,
    /// Resets the connection.
    Reset,
}

/// The number of bytes that a truncated body lacks.
const MISSING: usize = 100;

impl Script {
    pub(crate) fn reset() -> Self {
        Self(vec![Step::Reset])
    }

    /// Plans the steps of a fault. Returns `None` if HTTP can express the fault, and the response is sent normally.
    pub(crate) fn new(fault: &Fault, response: &Response<Bytes>) -> Option<Self> {
        let body = response.body().clone();
        let head = |length: &str| head(response, length);
        let whole_head = || head(&format!("content-length: {}", body.len()));
        let steps = match &fault.kind {
            Kind::Status(_)
            | Kind::Headers
            | Kind::Late(_)
            | Kind::NextLink(_)
            | Kind::LoopingLink => {
                return None;
            }
            Kind::ResetBefore | Kind::ResetAfter => vec![Step::Reset],
            Kind::ResetWithin => {
                let whole = [whole_head(), body.clone()].concat();
                let half = match body.len() {
                    0 => whole.len() / 2,
                    length => whole.len() - length.div_ceil(2),
                };
                let part = Bytes::from(whole).slice(..half);
                // The pause lets the client read the bytes: a reset discards what it has not read.
                vec![
                    Step::Slowly(part, 1, Duration::from_millis(20)),
                    Step::Reset,
                ]
            }
            Kind::Truncated => {
                let length = format!("content-length: {}", body.len() + MISSING);
                vec![Step::Write(head(&length)), Step::Write(body)]
            }
            Kind::Silent => vec![Step::Hang],
            Kind::SlowHead(over) => {
                let head = whole_head();
                let pieces = head.len();
                vec![Step::Slowly(head, pieces, *over), Step::Write(body)]
            }
            Kind::SlowBody(over) => {
                let pieces = body.len().clamp(1, 50);
                vec![Step::Write(whole_head()), Step::Slowly(body, pieces, *over)]
            }
            Kind::Huge(length) => vec![
                Step::Write(plain_head(&format!("content-length: {length}"))),
                Step::Write(Bytes::from_static(b"\"")),
                Step::Repeat(Bytes::from_static(&[b'a'; 8192]), length.checked_sub(2)),
                Step::Write(Bytes::from_static(b"\"")),
            ],
            Kind::Endless => vec![
                Step::Write(plain_head("transfer-encoding: chunked")),
                Step::Write(Bytes::from_static(b"1\r\n\"\r\n")),
                Step::Repeat(
                    Bytes::from([&b"1000\r\n"[..], &[b'a'; 4096], b"\r\n"].concat()),
                    None,
                ),
            ],
            Kind::EndlessHead => vec![
                Step::Write(Bytes::from_static(b"HTTP/1.1 200 OK\r\n")),
                Step::Repeat(
                    Bytes::from_static(b"x-more: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n"),
                    None,
                ),
            ],
            Kind::BadChunks => vec![
                Step::Write(plain_head("transfer-encoding: chunked")),
                Step::Write(Bytes::from_static(b"5\r\n{\"a\":\r\nnone\r\n1}\r\n")),
            ],
            Kind::Raw(bytes) => vec![Step::Write(bytes.clone())],
        };
        Some(Self(steps))
    }
}

fn plain_head(framing: &str) -> Bytes {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
    Bytes::from(format!("{head}{framing}\r\n\r\n"))
}

fn head(response: &Response<Bytes>, framing: &str) -> Bytes {
    let mut head = format!("HTTP/1.1 {}\r\n", response.status()).into_bytes();
    for (name, value) in response.headers() {
        head.extend_from_slice(name.as_str().as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
    head.extend_from_slice(framing.as_bytes());
    head.extend_from_slice(b"\r\nconnection: close\r\n\r\n");
    head.into()
}
