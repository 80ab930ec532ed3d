//! The service: a thread of its own that answers every request with the same page, as cheaply as hyper does it.

use std::convert::Infallible;
use std::io;
use std::thread;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::runtime;

/// Two users.
const PAGE: &str = r#"{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users","value":[{"id":"6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0","displayName":"Conf Room Adams","mail":"adams@contoso.com","jobTitle":null},{"id":"4562bcc8-c436-4f95-b7c0-4f8ce89dca5e","displayName":"Adele Vance","mail":"adele@contoso.com","jobTitle":"Retail Manager"}]}"#;

/// Starts it; its origin.
pub(crate) fn start() -> io::Result<String> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let origin = format!("http://{}", listener.local_addr()?);
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    thread::spawn(move || runtime.block_on(serve(listener)));
    Ok(origin)
}

async fn serve(listener: std::net::TcpListener) -> io::Result<Infallible> {
    let listener = TcpListener::from_std(listener)?;
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let connection =
            http1::Builder::new().serve_connection(TokioIo::new(stream), service_fn(answer));
        tokio::spawn(connection);
    }
}

/// With the headers that Graph sends.
async fn answer(_: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let mut answer = Response::new(Full::from(PAGE));
    let headers = answer.headers_mut();
    for (name, value) in [
        (
            CONTENT_TYPE,
            "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8",
        ),
        (
            HeaderName::from_static("request-id"),
            "c3a2b1d0-6d2e-4a6c-9a55-0f3b9c8f1a11",
        ),
        (
            HeaderName::from_static("x-ms-ags-diagnostic"),
            r#"{"ServerInfo":{"DataCenter":"West Europe","Slice":"E","Ring":"5","ScaleUnit":"003","RoleInstance":"AM4PEPF00027A5B"}}"#,
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Ok(answer)
}
