//! Accepts connections and serves HTTP on them. Each connection has a task, which ends with the task that accepts.

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

use crate::fault::Script;
use crate::http::{Origin, read_body};
use crate::router::{Reply, Router};

mod play;

pub(crate) async fn accept(listener: TcpListener, router: Arc<Router>, origin: Origin) {
    // Dropping this future drops the set, which aborts the tasks of the connections.
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(serve(stream, Arc::clone(&router), origin));
                }
                // The causes of failure are temporary: a client that has gone, or a lack of file descriptors.
                Err(_) => tokio::task::yield_now().await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Makes hyper stop, because a script plays on the rest of the connection.
#[derive(Debug)]
struct EndedByFault;

impl fmt::Display for EndedByFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a fault ends the connection")
    }
}

impl std::error::Error for EndedByFault {}

async fn serve(stream: TcpStream, router: Arc<Router>, origin: Origin) {
    // Without it, responses on a kept-alive connection would wait for acknowledgements. Failure only costs time.
    let _ = stream.set_nodelay(true);
    let ending = Mutex::new(None::<Script>);
    let end = |script| {
        *ending.lock().unwrap_or_else(PoisonError::into_inner) = Some(script);
        EndedByFault
    };
    let respond = |request: hyper::Request<Incoming>| {
        let router = Arc::clone(&router);
        let end = &end;
        Box::pin(async move {
            let arrived = Instant::now();
            let (head, body) = request.into_parts();
            let fault = router.next_fault(&head);
            if fault.as_ref().is_some_and(|fault| !fault.reads_body()) {
                router.record_unread(origin, &head, fault.as_ref(), arrived);
                return Err(end(Script::reset()));
            }
            let body = read_body(body, origin.max_body_mib() * 1024 * 1024).await;
            let reply = router.respond(origin, &head, body, fault.as_ref(), arrived);
            match reply {
                Reply::Response(response) => Ok(response.map(Full::new)),
                Reply::Late(delay, response) => {
                    tokio::time::sleep(delay).await;
                    Ok(response.map(Full::new))
                }
                Reply::Script(script) => Err(end(script)),
            }
        })
    };
    // Errors of the connection are visible to the client.
    let mut connection =
        http1::Builder::new().serve_connection(TokioIo::new(stream), service_fn(respond));
    let _ = poll_fn(|context| connection.poll_without_shutdown(context)).await;
    let stream = connection.into_parts().io.into_inner();
    let script = ending.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(script) = script {
        let _ = play::play(script, stream).await;
    }
}
