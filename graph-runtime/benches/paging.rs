//! A million members over 10,000 pages, next to a loop that is written by hand with reqwest and serde.
//!
//! `cargo bench -p graph-runtime --bench paging` prints the ratio of their throughputs, and how memory grows with pages.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use graph_runtime::{Client, FixedToken, graph_request, graph_resource};
use serde::Deserialize;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

graph_resource! {
    service V1 = "v1.0" { users: [user] }
    entity user {
        accountEnabled: Boolean,
        businessPhones: [String],
        createdDateTime: DateTimeOffset,
        department: String,
        displayName: String,
        jobTitle: String,
        mail: String,
        userPrincipalName: String,
    }
}

/// The same, as one writes it by hand.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)]
struct HandUser {
    id: Option<String>,
    account_enabled: Option<bool>,
    business_phones: Option<Vec<String>>,
    created_date_time: Option<String>,
    department: Option<String>,
    display_name: Option<String>,
    job_title: Option<String>,
    mail: Option<String>,
    user_principal_name: Option<String>,
}

#[derive(Deserialize)]
struct HandPage {
    value: Vec<HandUser>,
    #[serde(rename = "@odata.nextLink")]
    next_link: Option<String>,
}

const PER_PAGE: usize = 100;

/// Writes one page: the members are the same on each, the link is its own.
fn page(members: &str, origin: &str, number: usize, pages: usize) -> Vec<u8> {
    let link = match number + 1 < pages {
        true => format!(
            r#""@odata.nextLink":"{origin}/v1.0/users?$skiptoken={}","#,
            number + 1
        ),
        false => String::new(),
    };
    let body = format!(
        r#"{{"@odata.context":"{origin}/v1.0/$metadata#users",{link}"value":[{members}]}}"#
    );
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json;odata.metadata=minimal\r\n";
    format!("{head}Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

async fn serve(
    mut stream: TcpStream,
    members: Arc<str>,
    origin: String,
    pages: usize,
) -> Option<()> {
    let mut request = Vec::new();
    loop {
        request.clear();
        while !request.ends_with(b"\r\n\r\n") {
            if stream.read_buf(&mut request).await.ok()? == 0 {
                return None;
            }
        }
        let head = String::from_utf8_lossy(&request);
        let number = head
            .split("$skiptoken=")
            .nth(1)
            .and_then(|rest| rest.split(' ').next()?.parse().ok());
        stream
            .write_all(&page(&members, &origin, number.unwrap_or(0), pages))
            .await
            .ok()?;
    }
}

/// On a thread of its own, so that the server takes the same from both.
fn start(pages: usize) -> String {
    let members: Vec<_> = (0..PER_PAGE)
        .map(|n| {
            format!(
                r#"{{"id":"6ea91a8d-e32e-41a1-b7bd-d2d185eed{n:03}","accountEnabled":true,"businessPhones":["+1 425 555 0{n:03}"],"createdDateTime":"2021-07-01T12:00:00Z","department":"Retail","displayName":"Adele Vance {n}","jobTitle":"Retail Manager","mail":"adele{n}@contoso.com","userPrincipalName":"adele{n}@contoso.com"}}"#
            )
        })
        .collect();
    let members: Arc<str> = members.join(",").into();
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async move {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let origin = format!("http://{}", listener.local_addr().unwrap());
            tell.send(origin.clone()).unwrap();
            while let Ok((stream, _)) = listener.accept().await {
                stream.set_nodelay(true).unwrap();
                tokio::spawn(serve(stream, members.clone(), origin.clone(), pages));
            }
        });
    });
    told.recv().unwrap()
}

async fn by_hand(http: &reqwest::Client, origin: &str) -> usize {
    let mut count = 0;
    let mut next = Some(format!("{origin}/v1.0/users"));
    while let Some(url) = next {
        let answer = http.get(url).bearer_auth("token").send().await.unwrap();
        let body = answer.error_for_status().unwrap().bytes().await.unwrap();
        let page: HandPage = serde_json::from_slice(&body).unwrap();
        count += std::hint::black_box(page.value).len();
        next = page.next_link;
    }
    count
}

async fn by_items(client: &Client, origin: &str) -> usize {
    let _ = origin;
    let mut users = client.items(graph_request!(V1: GET /users));
    let mut count = 0;
    while let Some(user) = users.next().await {
        std::hint::black_box(user.unwrap());
        count += 1;
    }
    count
}

/// Resident memory in KiB, where the system tells it.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}

fn main() {
    // Run as a test, it only has to work.
    let is_bench = std::env::args().any(|argument| argument == "--bench");
    let (rounds, pages) = if is_bench { (10, 1_000) } else { (1, 20) };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let origin = start(pages);
    runtime.block_on(async {
        let client = Client::builder(FixedToken::new("token"))
            .base_url(&origin)
            .build()
            .unwrap();
        let http = reqwest::Client::builder()
            .no_proxy()
            .tls_backend_preconfigured(rustls_without_roots())
            .build()
            .unwrap();
        let (mut hand, mut items) = (Duration::ZERO, Duration::ZERO);
        let mut memory = Vec::new();
        for _ in 0..rounds {
            let start = Instant::now();
            assert_eq!(by_hand(&http, &origin).await, pages * PER_PAGE);
            hand += start.elapsed();
            let start = Instant::now();
            assert_eq!(by_items(&client, &origin).await, pages * PER_PAGE);
            items += start.elapsed();
            memory.push(resident());
        }
        let count = rounds * pages * PER_PAGE;
        let rate = |time: Duration| count as f64 / time.as_secs_f64() / 1e6;
        println!("{count} members over {} pages", rounds * pages);
        println!("by hand:        {:.2} million a second", rate(hand));
        println!("Client::items:  {:.2} million a second", rate(items));
        println!(
            "ratio:          {:.3}",
            hand.as_secs_f64() / items.as_secs_f64()
        );
        println!("resident memory after each {pages} pages, in KiB: {memory:?}");
    });
}

fn rustls_without_roots() -> rustls::ClientConfig {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth()
}
