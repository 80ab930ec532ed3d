//! A storage that stops reading in the middle of a fragment, so that a process can be killed while it is on the wire, and keeps
//! what came of it: where the upload has to go on is then in the middle of a fragment.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// What has come by now.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) received: Vec<u8>,
    total: usize,
    /// How many bytes have come when it stops reading; 0: it does not.
    pub(crate) stop_at: usize,
    /// Whether it has stopped, in the middle of a fragment.
    pub(crate) has_stopped: bool,
    /// How often.
    pub(crate) broken: usize,
    pub(crate) sessions: usize,
    /// What a client should not have done.
    pub(crate) mistakes: Vec<String>,
}

pub(crate) struct Storage {
    pub(crate) origin: String,
    pub(crate) state: Arc<Mutex<State>>,
}

impl Storage {
    pub(crate) async fn start() -> Self {
        // A small buffer: else a fragment is out of the client's hands long before it is read.
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(32 * 1024).unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let listener = socket.listen(64).unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::<Mutex<State>>::default();
        let (own, shared) = (origin.clone(), Arc::clone(&state));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, own.clone(), Arc::clone(&shared)));
            }
        });
        Self { origin, state }
    }
}

async fn serve(mut stream: TcpStream, origin: String, state: Arc<Mutex<State>>) -> Option<()> {
    loop {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.ok()?);
        }
        let head = String::from_utf8(head).ok()?.to_lowercase();
        let header = |name: &str| {
            let mut lines = head.lines().filter_map(|line| line.split_once(": "));
            lines.find(|(key, _)| *key == name).map(|(_, value)| value)
        };
        let (status, answer) = if head.starts_with("post /v1.0/") {
            let mut state = state.lock().unwrap();
            state.sessions += 1;
            ("200 OK", json!({ "uploadUrl": format!("{origin}/upload") }))
        } else {
            if header("authorization").is_some() {
                state.lock().unwrap().mistakes.push("a token came".into());
            }
            if head.starts_with("put /upload") {
                receive(&mut stream, header("content-range")?, &state).await?;
            }
            let state = state.lock().unwrap();
            match state.received.len() {
                all if all == state.total && all > 0 => ("201 Created", json!({ "id": "1" })),
                next => (
                    "202 Accepted",
                    json!({ "nextExpectedRanges": [format!("{next}-")] }),
                ),
            }
        };
        let body = answer.to_string();
        let head = format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\n");
        let answer = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
        stream.write_all(answer.as_bytes()).await.ok()?;
    }
}

/// Takes a fragment, piece by piece. `None` if it broke off: the rest of it is lost, whoever sent it.
async fn receive(stream: &mut TcpStream, range: &str, state: &Mutex<State>) -> Option<()> {
    let (range, total) = range.strip_prefix("bytes ")?.split_once('/')?;
    let (first, last) = range.split_once('-')?;
    let (first, behind): (usize, usize) = (first.parse().ok()?, last.parse::<usize>().ok()? + 1);
    {
        let mut state = state.lock().unwrap();
        state.total = total.parse().ok()?;
        if first != state.received.len() {
            let came = state.received.len();
            let mistake = format!("after {came} bytes came those from {first} on");
            state.mistakes.push(mistake);
        }
    }
    let mut left = behind - first;
    let mut piece = vec![0; 64 * 1024];
    while left > 0 {
        let most = left.min(piece.len());
        let length = stream.read(&mut piece[..most]).await.unwrap_or(0);
        left -= length;
        let mut state = state.lock().unwrap();
        state.received.extend_from_slice(&piece[..length]);
        let stops = (1..=state.received.len()).contains(&state.stop_at) && left > 0;
        if stops || length == 0 {
            state.has_stopped = stops;
            state.broken += 1;
            if stops {
                break;
            }
            return None;
        }
    }
    if left > 0 {
        // Until the process is gone, it has to think that its bytes go somewhere.
        while state.lock().unwrap().has_stopped {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        return None;
    }
    Some(())
}
