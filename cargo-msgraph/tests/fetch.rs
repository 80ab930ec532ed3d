//! `cargo msgraph fetch` against a server on the loopback interface that answers, breaks off and lies as each test says.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};
use std::thread;

/// What the server sends on one connection, headers and all, before it closes it.
type Answer = Vec<u8>;

struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// One answer for each connection, in this order; connections beyond them are closed.
    fn start(answers: Vec<Answer>) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("it has an address");
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = requests.clone();
        thread::spawn(move || {
            let mut answers = answers.into_iter();
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { continue };
                let mut head = Vec::new();
                let mut byte = [0];
                while !head.ends_with(b"\r\n\r\n") && matches!(stream.read(&mut byte), Ok(1)) {
                    head.push(byte[0]);
                }
                let head = String::from_utf8_lossy(&head).to_lowercase();
                seen.lock().expect("no thread panics").push(head);
                let _ = stream.write_all(&answers.next().unwrap_or_default());
            }
        });
        Server { address, requests }
    }

    fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("no thread panics").clone()
    }
}

fn schema(types: usize) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\"?><edmx:Edmx Version=\"4.0\"><edmx:DataServices><Schema>",
    );
    for index in 0..types {
        text.push_str(&format!("<EntityType Name=\"type{index}\"/>"));
    }
    text.push_str("</Schema></edmx:DataServices></edmx:Edmx>");
    text
}

fn answer(status: &str, headers: &[String], body: &str) -> Answer {
    let mut text = format!("HTTP/1.1 {status}\r\nConnection: close\r\n");
    for header in headers {
        text.push_str(header);
        text.push_str("\r\n");
    }
    text.push_str("\r\n");
    text.push_str(body);
    text.into_bytes()
}

fn whole(body: &str, tag: &str) -> Answer {
    let headers = [
        format!("Content-Length: {}", body.len()),
        format!("ETag: {tag}"),
    ];
    answer("200 OK", &headers, body)
}

/// The connection breaks after so many bytes of the body.
fn broken(body: &str, tag: &str, sent: usize) -> Answer {
    let mut all = whole(body, tag);
    all.truncate(all.len() - body.len() + sent);
    all
}

fn rest(body: &str, tag: &str, start: usize) -> Answer {
    let headers = [
        format!("Content-Length: {}", body.len() - start),
        format!(
            "Content-Range: bytes {start}-{}/{}",
            body.len() - 1,
            body.len()
        ),
        format!("ETag: {tag}"),
    ];
    answer("206 Partial Content", &headers, &body[start..])
}

/// An empty directory of the test's own, and the file to write in it.
fn place(test: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("fetch")
        .join(test);
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).expect("the directory can be made");
    directory.join("beta.csdl")
}

fn fetch(base: &str, target: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cargo-msgraph"))
        .args([
            "msgraph",
            "fetch",
            "--version",
            "beta",
            "--base-url",
            base,
            "-o",
        ])
        .arg(target)
        .output()
        .expect("it runs")
}

fn fetch_from(server: &Server, target: &Path) -> Output {
    fetch(&format!("http://{}", server.address), target)
}

fn files(target: &Path) -> Vec<String> {
    let directory = target.parent().expect("it is in a directory");
    let mut names: Vec<String> = fs::read_dir(directory)
        .expect("it can be read")
        .map(|entry| {
            entry
                .expect("it can be read")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

#[track_caller]
fn assert_fine(output: &Output) {
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{messages}");
}

#[track_caller]
fn assert_fails(output: &Output, code: i32, says: &str) {
    let messages = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{messages}");
    assert!(messages.contains(says), "{messages}");
}

#[test]
fn a_schema_is_downloaded_whole() {
    let (target, body) = (place("whole"), schema(5000));
    let server = Server::start(vec![whole(&body, "\"1\"")]);
    assert_fine(&fetch_from(&server, &target));
    assert_eq!(fs::read_to_string(&target).expect("it is there"), body);
    assert_eq!(files(&target), ["beta.csdl"]);
    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    assert!(requests[0].starts_with("get /beta/$metadata http/1.1\r\n"));
    assert!(!requests[0].contains("authorization"), "{}", requests[0]);
    assert!(!requests[0].contains("range"), "{}", requests[0]);
}

#[test]
fn an_interrupted_download_starts_again() {
    let (target, old, new) = (place("interrupted"), schema(5000), schema(4000));
    let server = Server::start(vec![broken(&old, "\"1\"", 1000), whole(&new, "\"2\"")]);
    assert_fine(&fetch_from(&server, &target));
    assert_eq!(fs::read_to_string(&target).expect("it is there"), new);
    assert_eq!(files(&target), ["beta.csdl"]);
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert!(!requests[1].contains("range"), "{}", requests[1]);
}

#[test]
fn a_download_that_never_completes_leaves_the_file_alone() {
    let (target, body) = (place("gave_up"), schema(5000));
    fs::write(&target, "an older schema").expect("it can be written");
    let mut answers = vec![broken(&body, "\"1\"", 1000)];
    // Connections without a response: the other attempts.
    answers.extend([vec![], vec![], vec![]]);
    let server = Server::start(answers);
    assert_fails(
        &fetch_from(&server, &target),
        1,
        "check the connection, and run it again",
    );
    let left = fs::read_to_string(&target).expect("it is there");
    assert_eq!(left, "an older schema");
    assert_eq!(files(&target), ["beta.csdl"]);
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn what_is_no_schema_leaves_the_file_alone() {
    let all = schema(5000);
    let half = &all[..all
        .find("<EntityType Name=\"type50\"")
        .expect("it is there")];
    let close = |body: &str| answer("200 OK", &[], body);
    for (case, sent, says) in [
        (
            "error",
            answer("503 Service Unavailable", &[], ""),
            "503 Service Unavailable",
        ),
        (
            "unknown",
            answer("404 Not Found", &[], ""),
            "check the version",
        ),
        (
            "page",
            close("<html><body>Sign in</body></html>"),
            "begins with `<html>`",
        ),
        ("text", close("Sign in"), "it is not XML"),
        ("json", close("{\"error\": {}}"), "it is not XML"),
        ("empty", close(""), "it is empty"),
        (
            "two",
            close(&[schema(1), schema(1)].concat()),
            "is not a schema",
        ),
        ("torn", close("<edmx:Edmx></edmx:Oops>"), "is not a schema"),
        // Its end is where the connection closes, so that HTTP takes it for whole.
        ("half", close(half), "it ends in the middle"),
        (
            "compressed",
            answer("200 OK", &["Content-Encoding: gzip".to_owned()], "\u{1f}"),
            "in the encoding `gzip`",
        ),
        (
            "unasked_part",
            rest(&schema(10), "\"1\"", 10),
            "206 Partial Content",
        ),
    ] {
        let target = place(&format!("wrong_{case}"));
        fs::write(&target, "an older schema").expect("it can be written");
        let server = Server::start(vec![sent]);
        assert_fails(&fetch_from(&server, &target), 1, says);
        let left = fs::read_to_string(&target).expect("it is there");
        assert_eq!(left, "an older schema", "{case}");
        assert_eq!(files(&target), ["beta.csdl"], "{case}");
    }
}

#[test]
fn redirects_are_followed_but_not_out_of_tls() {
    let (target, body) = (place("redirect"), schema(10));
    let end = Server::start(vec![whole(&body, "\"1\"")]);
    let to = |url: &str| answer("302 Found", &[format!("Location: {url}")], "");
    let start = Server::start(vec![to(&format!("http://{}/elsewhere", end.address))]);
    assert_fine(&fetch_from(&start, &target));
    assert_eq!(fs::read_to_string(&target).expect("it is there"), body);
    assert!(end.requests()[0].starts_with("get /elsewhere "));

    let target = place("redirect_insecure");
    let start = Server::start(vec![to("http://graph.example/beta")]);
    let output = fetch_from(&start, &target);
    assert_fails(&output, 1, "redirects to `http://graph.example`");
    assert_eq!(files(&target), Vec::<String>::new());

    let target = place("redirect_loop");
    let start = Server::start((0..20).map(|_| to("/beta/$metadata")).collect());
    assert_fails(&fetch_from(&start, &target), 1, "redirects too often");
    assert_eq!(start.requests().len(), 11);
}

#[test]
fn a_wrong_command_line_is_told_apart_by_its_exit_code() {
    let target = place("usage");
    for (base, says) in [
        ("http://graph.microsoft.com", "plain `http` is for"),
        ("https://graph.microsoft.com/beta", "nothing more"),
        ("graph", "write scheme and host"),
    ] {
        assert_fails(&fetch(base, &target), 2, says);
    }
    assert_eq!(files(&target), Vec::<String>::new());
}

#[test]
fn what_cannot_be_written_is_named() {
    let target = place("unwritable");
    let server = Server::start(vec![]);
    let directory = target.parent().expect("it is in a directory");
    assert_fails(&fetch_from(&server, directory), 1, "is a directory");
    let missing = directory.join("missing").join("beta.csdl");
    assert_fails(&fetch_from(&server, &missing), 1, "a directory that exists");
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn runs_at_the_same_time_each_leave_a_whole_file() {
    let target = place("parallel");
    let bodies = [schema(5000), schema(4000), schema(3000)];
    thread::scope(|scope| {
        for body in &bodies {
            let target = &target;
            scope.spawn(move || {
                let server = Server::start(vec![whole(body, "\"1\"")]);
                assert_fine(&fetch_from(&server, target));
            });
        }
    });
    let left = fs::read_to_string(&target).expect("it is there");
    assert!(bodies.contains(&left), "{} bytes", left.len());
    assert_eq!(files(&target), ["beta.csdl"]);
}

#[test]
fn a_version_that_the_service_does_not_have_is_refused() {
    let target = place("version");
    for version in ["v2", "v1.0/users", "..", ""] {
        let output = Command::new(env!("CARGO_BIN_EXE_cargo-msgraph"))
            .args(["msgraph", "fetch", "--version", version, "-o"])
            .arg(&target)
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("[possible values: v1.0, beta]"), "{said}");
        assert!(files(&target).is_empty());
    }
}
