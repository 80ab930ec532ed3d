//! A client of a few lines that says exactly what is on the wire, and never waits for long.

// Each test crate uses a part of it.
#![allow(dead_code)]

use std::future::Future;
use std::time::Duration;

use graph_emulator::Emulator;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Ends a test that hangs.
pub(crate) async fn in_time<F: Future>(future: F) -> F::Output {
    timeout(Duration::from_secs(60), future)
        .await
        .expect("done within a minute")
}

#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Response {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(header, _)| header == name)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), Some("application/json"));
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// The code of an error of Graph's shape.
    pub(crate) fn error_code(&self) -> String {
        let body = self.json();
        let error = &body["error"];
        let inner = &error["innerError"];
        for text in [
            &error["message"],
            &inner["date"],
            &inner["request-id"],
            &inner["client-request-id"],
        ] {
            assert!(text.as_str().is_some_and(|text| !text.is_empty()), "{body}");
        }
        assert_eq!(
            error["innerError"]["request-id"].as_str(),
            self.header("request-id")
        );
        error["code"].as_str().expect("a code").to_owned()
    }
}

/// One connection, kept alive.
pub(crate) struct Client {
    stream: BufReader<TcpStream>,
    token: String,
}

impl Client {
    pub(crate) async fn connect(emulator: &Emulator) -> Self {
        let stream = TcpStream::connect(emulator.address())
            .await
            .expect("a connection");
        Self {
            stream: BufReader::new(stream),
            token: emulator.token().to_owned(),
        }
    }

    pub(crate) async fn get(&mut self, target: &str) -> Response {
        self.send("GET", target, &[], b"").await
    }

    pub(crate) async fn delete(&mut self, target: &str) -> Response {
        self.send("DELETE", target, &[], b"").await
    }

    pub(crate) async fn write(&mut self, method: &str, target: &str, body: Value) -> Response {
        self.send(
            method,
            target,
            &[("Content-Type", "application/json")],
            body.to_string().as_bytes(),
        )
        .await
    }

    /// With the token.
    pub(crate) async fn send(
        &mut self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Response {
        let authorization = format!("Bearer {}", self.token);
        let mut all = vec![("Authorization", authorization.as_str())];
        all.extend(headers);
        self.send_bare(method, target, &all, body).await
    }

    pub(crate) async fn send_bare(
        &mut self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Response {
        let mut head = format!("{method} {target} HTTP/1.1\r\nHost: localhost\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("Content-Length: {}\r\n\r\n", body.len()));
        self.send_raw(&[head.as_bytes(), body].concat()).await;
        self.receive(method == "HEAD").await.expect("a response")
    }

    pub(crate) async fn send_raw(&mut self, bytes: &[u8]) {
        in_time(self.stream.write_all(bytes))
            .await
            .expect("written");
    }

    /// `None` when the connection ended instead.
    pub(crate) async fn receive(&mut self, is_without_body: bool) -> Option<Response> {
        in_time(async {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                head.push(self.stream.read_u8().await.ok()?);
            }
            let head = String::from_utf8(head).expect("a text as head");
            let mut lines = head.lines();
            let status = lines.next()?.split(' ').nth(1)?.parse().expect("a status");
            let headers: Vec<(String, String)> = lines
                .filter_map(|line| line.split_once(": "))
                .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
                .collect();
            let mut response = Response {
                status,
                headers,
                body: Vec::new(),
            };
            if let (Some(length), false) = (response.header("content-length"), is_without_body) {
                response.body = vec![0; length.parse().expect("a length")];
                self.stream.read_exact(&mut response.body).await.ok()?;
            }
            Some(response)
        })
        .await
    }

    /// Whether the other side has ended the connection, within the time that a test waits.
    pub(crate) async fn is_ended(&mut self) -> bool {
        in_time(async { matches!(self.stream.read(&mut [0]).await, Ok(0) | Err(_)) }).await
    }
}
