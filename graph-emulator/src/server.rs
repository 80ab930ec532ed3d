//! The listening socket and its connections: one task each, all of them ended with the one that accepts.

use std::convert::Infallible;
use std::sync::Arc;

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::body;
use crate::service::Service;

pub(crate) async fn accept(listener: TcpListener, service: Arc<Service>) {
    // Dropped with this future, and the connections' tasks with it.
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(serve(stream, Arc::clone(&service)));
                }
                // What makes accepting fail (a client that is gone again, no more file descriptors) passes.
                Err(_) => tokio::task::yield_now().await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn serve(stream: TcpStream, service: Arc<Service>) {
    // Only a matter of speed: answers to requests that come one by one would wait for acknowledgements.
    let _ = stream.set_nodelay(true);
    let answer = |request: hyper::Request<Incoming>| {
        let service = Arc::clone(&service);
        async move {
            let (head, body) = request.into_parts();
            let body = body::read(body).await;
            Ok::<_, Infallible>(service.respond(&head, body))
        }
    };
    // A connection's error is its client's doing, and the client sees it for itself.
    let _ = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service_fn(answer))
        .await;
}
