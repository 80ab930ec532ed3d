//! A server that answers what a test wants, byte for byte, and remembers what it was sent.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Barrier;

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

/// What the server does next.
pub(crate) enum Reply {
    /// Sends this and waits for the next request on the connection.
    Send(Vec<u8>),
    /// Sends this and closes the connection.
    Close(Vec<u8>),
    /// Sends this and then nothing more.
    Hang(Vec<u8>),
    /// Sends the first, and then the second again and again, with a pause before each.
    Repeat(Vec<u8>, Duration, Vec<u8>),
    /// Sends this as soon as others wait for the same.
    Together(Arc<Barrier>, Vec<u8>),
}

pub(crate) struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    connections: Arc<AtomicUsize>,
    given_up: Arc<AtomicUsize>,
}

impl Seen {
    pub(crate) fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }

    /// All values of a header.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        self.head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(": "))
            .filter(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
            .collect()
    }

    /// The value of a header that comes at most once.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let all = self.all(name);
        assert!(all.len() <= 1, "{name} came more than once: {all:?}");
        all.first().copied()
    }
}

impl Server {
    pub(crate) async fn start(answer: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Server {
        Server::start_knowing(move |_, seen| answer(seen)).await
    }

    /// A server that knows its own origin, for links.
    pub(crate) async fn start_knowing(
        answer: impl Fn(&str, &Seen) -> Reply + Send + Sync + 'static,
    ) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let server = Server {
            address: listener.local_addr().expect("an address"),
            seen: Arc::default(),
            connections: Arc::default(),
            given_up: Arc::default(),
        };
        let (seen, connections) = (server.seen.clone(), server.connections.clone());
        let given_up = server.given_up.clone();
        let origin = server.origin();
        let answer = Arc::new(move |seen: &Seen| answer(&origin, seen));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(
                    stream,
                    answer.clone(),
                    seen.clone(),
                    given_up.clone(),
                ));
            }
        });
        server
    }

    /// A server that gives everyone the same answer.
    pub(crate) async fn saying(answer: impl Into<Vec<u8>>) -> Server {
        let answer = answer.into();
        Server::start(move |_| Reply::Send(answer.clone())).await
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("no test has panicked").clone()
    }

    /// The only request that came.
    pub(crate) fn only(&self) -> Seen {
        let mut seen = self.seen();
        assert_eq!(seen.len(), 1, "{seen:?}");
        seen.remove(0)
    }

    /// How many connections the client has closed that waited for a hanging answer.
    pub(crate) fn given_up(&self) -> usize {
        self.given_up.load(Ordering::SeqCst)
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

/// A whole answer: `status` is `200 OK`, `headers` are lines with `\r\n` after each.
pub(crate) fn answer(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head = format!(
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// A successful answer in JSON.
pub(crate) fn json(body: impl AsRef<[u8]>) -> Vec<u8> {
    answer("200 OK", "Content-Type: application/json\r\n", body)
}

/// A redirect.
pub(crate) fn redirect(status: &str, location: &str) -> Vec<u8> {
    answer(status, &format!("Location: {location}\r\n"), "")
}

async fn serve(
    mut stream: TcpStream,
    answer: Arc<impl Fn(&Seen) -> Reply>,
    seen: Arc<Mutex<Vec<Seen>>>,
    given_up: Arc<AtomicUsize>,
) -> Option<()> {
    let mut buffer = Vec::new();
    loop {
        let request = receive(&mut stream, &mut buffer).await?;
        let reply = answer(&request);
        seen.lock().ok()?.push(request);
        match reply {
            Reply::Send(bytes) => stream.write_all(&bytes).await.ok()?,
            Reply::Close(bytes) => {
                stream.write_all(&bytes).await.ok()?;
                return stream.shutdown().await.ok();
            }
            Reply::Hang(bytes) => {
                stream.write_all(&bytes).await.ok()?;
                while more(&mut stream, &mut buffer).await.is_some() {}
                given_up.fetch_add(1, Ordering::SeqCst);
                return None;
            }
            Reply::Repeat(head, pause, bytes) => {
                stream.write_all(&head).await.ok()?;
                loop {
                    if !pause.is_zero() {
                        tokio::time::sleep(pause).await;
                    }
                    stream.write_all(&bytes).await.ok()?;
                }
            }
            Reply::Together(barrier, bytes) => {
                barrier.wait().await;
                stream.write_all(&bytes).await.ok()?;
            }
        }
    }
}

/// The next request of a connection; `None` when the client has closed it.
async fn receive(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Seen> {
    let end = loop {
        if let Some(at) = buffer.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            break at + 4;
        }
        more(stream, buffer).await?;
    };
    let rest = buffer.split_off(end);
    let mut request = Seen {
        head: String::from_utf8(std::mem::replace(buffer, rest)).ok()?,
        body: Vec::new(),
    };
    let length = request
        .header("content-length")
        .map_or(Some(0), |value| value.parse().ok())?;
    while buffer.len() < length {
        more(stream, buffer).await?;
    }
    let rest = buffer.split_off(length);
    request.body = std::mem::replace(buffer, rest);
    Some(request)
}

async fn more(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<()> {
    match stream.read_buf(buffer).await {
        Ok(0) | Err(_) => None,
        Ok(_) => Some(()),
    }
}
