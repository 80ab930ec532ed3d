//! A proxy that the environment names gets nothing that is meant for this machine.

use std::process::Command;

use crate::server::{Server, json};
use crate::{client_of, get, within};

const ORIGIN: &str = "GRAPH_RUNTIME_TEST_ORIGIN";

/// Runs in a process of its own, since the environment is read there; does nothing in the usual run.
#[tokio::test]
async fn a_child_sends_one_request() {
    if let Ok(origin) = std::env::var(ORIGIN) {
        within(client_of(&origin).send(get::<()>("/v1.0/me")))
            .await
            .expect("an answer");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_proxy_gets_nothing_meant_for_this_machine() {
    within(async {
        let server = Server::saying(json("{}")).await;
        let proxy = Server::saying(json("{}")).await;
        let mut child = Command::new(std::env::current_exe().expect("this test"));
        child
            .args(["--exact", "proxy::a_child_sends_one_request"])
            .env(ORIGIN, server.origin());
        for name in [
            "http_proxy",
            "HTTP_PROXY",
            "https_proxy",
            "HTTPS_PROXY",
            "all_proxy",
            "ALL_PROXY",
        ] {
            child.env(name, proxy.origin());
        }
        for name in ["no_proxy", "NO_PROXY", "REQUEST_METHOD"] {
            child.env_remove(name);
        }
        let output = tokio::task::spawn_blocking(move || child.output())
            .await
            .expect("no panic");
        let output = output.expect("a child process");
        assert!(output.status.success(), "{output:?}");
        assert_eq!(proxy.connections(), 0);
        assert_eq!(server.only().line(), "GET /v1.0/me HTTP/1.1");
    })
    .await;
}
