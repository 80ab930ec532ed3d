//! The listening sockets and their connections: one task each, all of them ended with the one that accepts.

use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::body;
use crate::service::{Reply, Service, Side};
use crate::wire::Script;

pub(crate) async fn accept(listener: TcpListener, service: Arc<Service>, side: Side) {
    // Dropped with this future, and the connections' tasks with it.
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(serve(stream, Arc::clone(&service), side));
                }
                // What makes accepting fail (a client that is gone again, no more file descriptors) passes.
                Err(_) => tokio::task::yield_now().await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Why hyper stops: the rest of the connection is not HTTP's.
#[derive(Debug)]
struct Ended;

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection ends by a fault")
    }
}

impl std::error::Error for Ended {}

async fn serve(stream: TcpStream, service: Arc<Service>, side: Side) {
    // Only a matter of speed: answers to requests that come one by one would wait for acknowledgements.
    let _ = stream.set_nodelay(true);
    let ending = Mutex::new(None::<Script>);
    let end = |script| {
        *ending.lock().unwrap_or_else(PoisonError::into_inner) = Some(script);
        Ended
    };
    let answer = |request: hyper::Request<Incoming>| {
        let service = Arc::clone(&service);
        let end = &end;
        Box::pin(async move {
            let arrived = Instant::now();
            let (head, body) = request.into_parts();
            let fault = service.meet(&head);
            if fault.as_ref().is_some_and(|fault| !fault.reads_body()) {
                service.record_unread(side, &head, fault.as_ref(), arrived);
                return Err(end(Script::reset()));
            }
            let body = body::read(body, side.largest_body()).await;
            let reply = service.respond(side, &head, body, fault.as_ref(), arrived);
            match reply {
                Reply::Response(response) => Ok(response.map(Full::new)),
                Reply::Late(by, response) => {
                    tokio::time::sleep(by).await;
                    Ok(response.map(Full::new))
                }
                Reply::Script(script) => Err(end(script)),
            }
        })
    };
    // A connection's error is its client's doing, and the client sees it for itself.
    let mut connection =
        http1::Builder::new().serve_connection(TokioIo::new(stream), service_fn(answer));
    let _ = poll_fn(|context| connection.poll_without_shutdown(context)).await;
    let stream = connection.into_parts().io.into_inner();
    let script = ending.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(script) = script {
        let _ = script.play(stream).await;
    }
}
