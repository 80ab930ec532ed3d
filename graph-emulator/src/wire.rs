//! What goes on the wire byte by byte where HTTP's rules are broken on purpose: a response and its fault come in, steps go out.

use std::io;
use std::time::Duration;

use bytes::Bytes;
use hyper::Response;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::fault::{Fault, Kind};

/// How a connection ends.
#[derive(Debug)]
pub(crate) struct Script(Vec<Step>);

#[derive(Debug)]
enum Step {
    Write(Bytes),
    /// In this many pieces, all in this time.
    Slowly(Bytes, usize, Duration),
    /// So many bytes of this pattern; without a number, until the client is gone.
    Repeat(Bytes, Option<u64>),
    Hang,
    Reset,
}

/// How far a body breaks off before the end that was promised.
const MISSING: usize = 100;

impl Script {
    pub(crate) fn reset() -> Self {
        Self(vec![Step::Reset])
    }

    /// The steps of a fault that HTTP has no words for; `None` if the response is sent as any other.
    pub(crate) fn of(fault: &Fault, response: &Response<Bytes>) -> Option<Self> {
        let body = response.body().clone();
        let head = |length: &str| head(response, length);
        let right = || head(&format!("content-length: {}", body.len()));
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
                let whole = [right(), body.clone()].concat();
                let half = match body.len() {
                    0 => whole.len() / 2,
                    length => whole.len() - length.div_ceil(2),
                };
                let part = Bytes::from(whole).slice(..half);
                // A reset overtakes what has not been read yet.
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
                let head = right();
                let pieces = head.len();
                vec![Step::Slowly(head, pieces, *over), Step::Write(body)]
            }
            Kind::SlowBody(over) => {
                let pieces = body.len().clamp(1, 50);
                vec![Step::Write(right()), Step::Slowly(body, pieces, *over)]
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

    /// Carries the steps out and ends the connection.
    pub(crate) async fn play(self, mut stream: TcpStream) -> io::Result<()> {
        for step in self.0 {
            match step {
                Step::Write(bytes) => stream.write_all(&bytes).await?,
                Step::Slowly(bytes, pieces, over) => {
                    let pieces = pieces.max(1);
                    let pause = over / u32::try_from(pieces).unwrap_or(u32::MAX);
                    for piece in bytes.chunks(bytes.len().div_ceil(pieces).max(1)) {
                        stream.write_all(piece).await?;
                        tokio::time::sleep(pause).await;
                    }
                }
                Step::Repeat(pattern, Some(mut left)) => {
                    while left > 0 {
                        let piece = usize::try_from(left).unwrap_or(usize::MAX);
                        let piece = pattern.get(..piece).unwrap_or(&pattern);
                        stream.write_all(piece).await?;
                        left -= piece.len() as u64;
                    }
                }
                Step::Repeat(pattern, None) => loop {
                    stream.write_all(&pattern).await?;
                },
                // Until the client goes or the emulator stops.
                Step::Hang => {
                    let mut ignored = [0];
                    loop {
                        stream.readable().await?;
                        match stream.try_read(&mut ignored) {
                            Ok(0) => break,
                            Ok(_) => {}
                            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                            Err(error) => return Err(error),
                        }
                    }
                }
                Step::Reset => return stream.set_zero_linger(),
            }
        }
        stream.shutdown().await
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
