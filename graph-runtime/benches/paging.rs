//! A million members over 10,000 pages, next to a loop that is written by hand with reqwest and serde.
//!
//! `cargo bench -p graph-runtime --bench paging` prints the ratio of their throughputs, and how memory grows with pages.
//! `cargo bench -p graph-runtime --bench paging -- ahead` prints what a page takes if the service and the program are slow: the loop by hand
//! waits for one after the other, the client requests the next page before it returns this one.
//! Behind `--`, `hand` or `items` does nothing but one of the two, once, for a profiler.
//!
//! The loop by hand is what one writes who knows serde and reqwest: typed fields (the date, too), the page read from a slice, one
//! client with its connection kept. It knows no throttling, no limit of an answer's size and no origin of a link.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
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
    created_date_time: Option<Moment>,
    department: Option<String>,
    display_name: Option<String>,
    job_title: Option<String>,
    mail: Option<String>,
    user_principal_name: Option<String>,
}

/// jiff's own support for serde, without the feature that would switch it on for the library.
struct Moment(#[allow(dead_code)] jiff::Timestamp);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl serde::de::Visitor<'_> for Text {
            type Value = Moment;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a timestamp")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Moment, E> {
                text.parse().map(Moment).map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[derive(Deserialize)]
struct HandPage {
    value: Vec<HandUser>,
    #[serde(rename = "@odata.nextLink")]
    next_link: Option<String>,
}

const PER_PAGE: usize = 100;

/// Whether the service and the program take [`SERVICE`] and [`PROGRAM`] for each page.
static SLOW: AtomicBool = AtomicBool::new(false);
const SERVICE: Duration = Duration::from_millis(20);
const PROGRAM: Duration = Duration::from_millis(15);

async fn take(time: Duration) {
    if SLOW.load(Ordering::Relaxed) {
        tokio::time::sleep(time).await;
    }
}

/// Writes one page: the members are the same on each, the link is its own. `$top` stands for the number of pages.
fn page(members: &str, origin: &str, number: usize, pages: usize) -> Vec<u8> {
    let link = match number + 1 < pages {
        true => format!(
            r#""@odata.nextLink":"{origin}/v1.0/users?$top={pages}&$skiptoken={}","#,
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
    connections: Arc<AtomicUsize>,
) -> Option<()> {
    connections.fetch_add(1, Ordering::Relaxed);
    let mut request = Vec::new();
    loop {
        request.clear();
        while !request.ends_with(b"\r\n\r\n") {
            if stream.read_buf(&mut request).await.ok()? == 0 {
                return None;
            }
        }
        let head = String::from_utf8_lossy(&request);
        let number = |name: &str| {
            let rest = head.split(name).nth(1)?;
            rest.split([' ', '&']).next()?.parse().ok()
        };
        let (left, pages) = (number("$skiptoken="), number("$top=")?);
        take(SERVICE).await;
        stream
            .write_all(&page(&members, &origin, left.unwrap_or(0), pages))
            .await
            .ok()?;
    }
}

struct Service {
    origin: String,
    connections: Arc<AtomicUsize>,
}

/// On a thread of its own, so that the server takes the same from both.
fn start() -> Service {
    let members: Vec<_> = (0..PER_PAGE)
        .map(|n| {
            format!(
                r#"{{"id":"6ea91a8d-e32e-41a1-b7bd-d2d185eed{n:03}","accountEnabled":true,"businessPhones":["+1 425 555 0{n:03}"],"createdDateTime":"2021-07-01T12:00:00Z","department":"Retail","displayName":"Adele Vance {n}","jobTitle":"Retail Manager","mail":"adele{n}@contoso.com","userPrincipalName":"adele{n}@contoso.com"}}"#
            )
        })
        .collect();
    let members: Arc<str> = members.join(",").into();
    let connections = Arc::<AtomicUsize>::default();
    let counter = Arc::clone(&connections);
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
                let counter = Arc::clone(&counter);
                tokio::spawn(serve(stream, members.clone(), origin.clone(), counter));
            }
        });
    });
    Service {
        origin: told.recv().unwrap(),
        connections,
    }
}

async fn by_hand(http: &reqwest::Client, origin: &str, pages: usize) -> usize {
    let mut count = 0;
    let mut next = Some(format!("{origin}/v1.0/users?$top={pages}"));
    while let Some(url) = next {
        let answer = http.get(url).bearer_auth("token").send().await.unwrap();
        let body = answer.error_for_status().unwrap().bytes().await.unwrap();
        let page: HandPage = serde_json::from_slice(&body).unwrap();
        for user in page.value {
            std::hint::black_box(user);
            count += 1;
        }
        take(PROGRAM).await;
        next = page.next_link;
    }
    count
}

async fn by_items(client: &Client, pages: usize) -> usize {
    let mut users = client.items(graph_request!(V1: GET /users).top(pages as u32));
    let mut count = 0;
    while let Some(user) = users.next().await {
        std::hint::black_box(user.unwrap());
        count += 1;
        if count % PER_PAGE == 0 {
            take(PROGRAM).await;
        }
    }
    count
}

/// A line of Linux's `/proc/self/status`, in KiB; 0 elsewhere.
fn memory(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = status.lines().find(|found| found.starts_with(line));
    found
        .and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}

/// How long this thread has run on a processor, where Linux tells it: nobody else's load is in it, and no waiting.
fn on_processor() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text.split(' ').next().and_then(|first| first.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or(0))
}

/// What a run takes.
#[derive(Clone, Copy)]
struct Cost {
    time: Duration,
    processor: Duration,
}

async fn cost(pages: usize, run: impl Future<Output = usize>) -> Cost {
    let (start, before) = (Instant::now(), on_processor());
    assert_eq!(run.await, pages * PER_PAGE);
    Cost {
        time: start.elapsed(),
        processor: on_processor() - before,
    }
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

fn main() {
    let arguments: Vec<_> = std::env::args().collect();
    let is = |name: &str| arguments.iter().any(|argument| argument == name);
    // Run as a test, it only has to work.
    let (rounds, pages) = if is("--bench") { (10, 1_000) } else { (1, 20) };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let service = start();
    let origin = &service.origin;
    runtime.block_on(async {
        let client = Client::builder(FixedToken::new("token"))
            .base_url(origin)
            .build()
            .unwrap();
        let http = reqwest::Client::builder()
            .no_proxy()
            .tls_backend_preconfigured(rustls_without_roots())
            .build()
            .unwrap();
        if is("hand") {
            cost(200, by_hand(&http, origin, 200)).await;
            return;
        }
        if is("items") {
            cost(200, by_items(&client, 200)).await;
            return;
        }
        if is("ahead") {
            SLOW.store(true, Ordering::Relaxed);
            let pages = 50;
            for _ in 0..3 {
                let hand = cost(pages, by_hand(&http, origin, pages)).await;
                let items = cost(pages, by_items(&client, pages)).await;
                let [hand, items] =
                    [hand, items].map(|cost| cost.time.as_secs_f64() * 1e3 / pages as f64);
                println!("by hand {hand:.1} ms a page, Client::items {items:.1} ms");
            }
            return;
        }
        // Both get warm, and their connections.
        cost(pages, by_hand(&http, origin, pages)).await;
        cost(pages, by_items(&client, pages)).await;
        let peak_of_few = memory("VmHWM:");
        cost(10 * pages, by_items(&client, 10 * pages)).await;
        let peak_of_many = memory("VmHWM:");

        let mut rows = Vec::new();
        for round in 0..rounds {
            // Who comes first takes turns, too.
            let (hand, items);
            if round % 2 == 0 {
                hand = cost(pages, by_hand(&http, origin, pages)).await;
                items = cost(pages, by_items(&client, pages)).await;
            } else {
                items = cost(pages, by_items(&client, pages)).await;
                hand = cost(pages, by_hand(&http, origin, pages)).await;
            }
            rows.push((hand, items));
        }
        let rate = |time: Duration| (pages * PER_PAGE) as f64 / time.as_secs_f64() / 1e6;
        let median_of =
            |value: &dyn Fn(&(Cost, Cost)) -> f64| median(rows.iter().map(value).collect());
        println!(
            "{} members over {} pages, by each",
            rounds * pages * PER_PAGE,
            rounds * pages
        );
        println!("medians of {rounds} rounds, in which the two take turns:");
        println!(
            "by hand:              {:.2} million a second",
            median_of(&|(hand, _)| rate(hand.time))
        );
        println!(
            "Client::items:        {:.2} million a second",
            median_of(&|(_, items)| rate(items.time))
        );
        println!(
            "ratio:                {:.3}",
            median_of(&|(hand, items)| hand.time.as_secs_f64() / items.time.as_secs_f64())
        );
        println!(
            "ratio on the processor: {:.3}",
            median_of(&|(hand, items)| hand.processor.as_secs_f64() / items.processor.as_secs_f64())
        );
        println!(
            "peak memory after {pages} pages: {peak_of_few} KiB; after {} more: {peak_of_many} KiB",
            10 * pages
        );
        println!(
            "connections: {}",
            service.connections.load(Ordering::Relaxed)
        );
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
