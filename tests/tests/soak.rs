//! A soak: many tasks, all kinds of requests, and nearly a third of them met by faults, by a seed.
//!
//! The short form runs with all tests. The long one, 50,000 requests, with its figures:
//! `cargo test --release -p graph-tests --test soak -- --ignored --nocapture`

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use graph_emulator::{Emulator, Fault, On, RandomFaults, RecordedRequest};
use graph_runtime::request::{Body, RawResponse};
use graph_runtime::{Client, Error, FixedToken, Method, Request, Retry, StatusCode};
use graph_tests::memory::memory;
use serde_json::{Value, json};
use tokio::task::JoinSet;

const TASKS: u64 = 64;
const SEED: u64 = 20_240_705;

/// What a run came to.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    /// By a fault's name, how many requests met it.
    faults: BTreeMap<String, u64>,
    received: u64,
    posts_done: u64,
    posts_reported: u64,
}

/// Everything that is known of the requests, in little space: records are looked at and dropped while the soak runs.
#[derive(Default)]
struct Watch {
    tally: Tally,
    /// By method and target: when the last answer was made, and how long it told the client to wait.
    waits: HashMap<String, (Instant, Duration)>,
    checked_waits: u64,
    /// By number, how often a POST was done.
    posts: HashMap<u64, u32>,
}

impl Watch {
    fn look_at(&mut self, request: &RecordedRequest) {
        self.tally.received += 1;
        if let Some(fault) = request.fault() {
            *self.tally.faults.entry(fault.to_owned()).or_default() += 1;
        }
        let key = format!("{} {}", request.method(), request.target());
        if let Some((answered, wait)) = self.waits.remove(&key) {
            let waited = request.arrived() - answered;
            assert!(
                waited >= wait,
                "{key} came back after {waited:?} instead of {wait:?}"
            );
            self.checked_waits += 1;
        }
        if let Some(wait) = request.retry_after() {
            self.waits.insert(key, (request.responded(), wait));
        }
        if request.method() == "POST" && request.status() == 201 {
            *self.posts.entry(number_of(request.target())).or_default() += 1;
        }
    }
}

fn number_of(target: &str) -> u64 {
    target.split("n=").nth(1).unwrap().parse().unwrap()
}

fn faults(seed: u64) -> RandomFaults {
    RandomFaults::seeded(seed)
        .rate(0.3)
        .max_consecutive(6)
        .with(4, Fault::throttled().retry_after("0.004"))
        // Long enough for a client that comes too early to be seen, whatever else it waits for.
        .with(1, Fault::throttled().retry_after("0.15"))
        .with(1, Fault::throttled())
        .with(3, Fault::status(503).retry_after("0.0065"))
        .with(2, Fault::status(503))
        .with(2, Fault::status(504))
        .with(4, Fault::reset_before())
        .with(4, Fault::reset_after())
        .with(3, Fault::reset_within())
        .with(3, Fault::truncated())
        .with(1, Fault::slow_head(Duration::from_millis(20)))
        .with(1, Fault::slow_body(Duration::from_millis(20)))
        .with(1, Fault::late(Duration::from_millis(20)))
}

struct Soak {
    client: Client,
    emulator: Arc<Emulator>,
    reported: AtomicU64,
    /// The POSTs that came back with an answer; all others were reported.
    posted: std::sync::Mutex<Vec<u64>>,
}

impl Soak {
    async fn send(&self, method: Method, url: String, body: Option<Value>) -> Result<Value, Error> {
        let mut request = Request::<RawResponse>::new(method, url);
        if let Some(body) = body {
            request = request.with_body(Body::json(body.to_string()));
        }
        let answer = self.client.send(request).await?;
        Ok(serde_json::from_slice(&answer.body).unwrap_or_default())
    }

    /// One request; what it leaves is right, or the error says that it may not be.
    async fn step(&self, task: u64, n: u64) {
        match (n + n / TASKS) % 20 {
            0..8 => {
                let user = n % 100;
                let url = format!("/v1.0/users/g{user}?n={n}");
                let got = self.send(Method::GET, url, None).await.unwrap();
                assert_eq!(got, json!({"id": format!("g{user}"), "number": user}));
            }
            8..13 => {
                // Nobody but this task changes it.
                let path = format!("/v1.0/users/p{task}");
                let body = json!({"number": n});
                let url = format!("{path}?n={n}");
                self.send(Method::PATCH, url, Some(body)).await.unwrap();
                assert_eq!(self.emulator.get(&path).unwrap()["number"], n);
            }
            13..17 => {
                let url = format!("/v1.0/groups?n={n}");
                match self
                    .send(Method::POST, url, Some(json!({"number": n})))
                    .await
                {
                    Ok(_) => self.posted.lock().unwrap().push(n),
                    Err(_) => {
                        self.reported.fetch_add(1, Ordering::Relaxed);
                    }
                }
            }
            _ => {
                let path = format!("/v1.0/users/d{n}");
                self.emulator.seed(&path, json!({})).unwrap();
                match self
                    .send(Method::DELETE, format!("{path}?n={n}"), None)
                    .await
                {
                    Ok(_) => {}
                    // It was done the time before, whose answer did not come.
                    Err(error) => {
                        assert_eq!(error.status(), Some(StatusCode::NOT_FOUND), "{error}")
                    }
                }
                assert_eq!(self.emulator.get(&path), None);
            }
        }
    }
}

async fn soak(requests: u64, seed: u64, dates: u64) -> Tally {
    let mut builder = Emulator::builder()
        .seed("/v1.0/groups", json!([]))
        .random_faults(faults(seed));
    for user in 0..100 {
        builder = builder.seed(format!("/v1.0/users/g{user}"), json!({"number": user}));
    }
    for task in 0..TASKS {
        builder = builder.seed(format!("/v1.0/users/p{task}"), json!({}));
    }
    for date in 0..dates {
        let date_fault = Fault::throttled().retry_after_date(Duration::from_millis(500));
        builder = builder.fault(On::any().after(date * requests / dates), date_fault);
    }
    let emulator = Arc::new(builder.start().await.unwrap());
    let retry = Retry::default()
        .retries(30)
        .backoff(Duration::from_millis(2), Duration::from_millis(20));
    let client = Client::builder(FixedToken::new(emulator.token()))
        .base_url(emulator.url())
        .retry(retry)
        .build()
        .unwrap();
    let soak = Arc::new(Soak {
        client,
        emulator: Arc::clone(&emulator),
        reported: AtomicU64::new(0),
        posted: std::sync::Mutex::new(Vec::new()),
    });
    let idle = memory("VmRSS");
    let start = Instant::now();

    let is_over = Arc::new(AtomicBool::new(false));
    let watching = {
        let (emulator, is_over) = (Arc::clone(&emulator), Arc::clone(&is_over));
        tokio::spawn(async move {
            let mut watch = Watch::default();
            loop {
                // Before the last look, so that nothing comes in between.
                let is_last = is_over.load(Ordering::SeqCst);
                for request in emulator.take_requests() {
                    watch.look_at(&request);
                }
                if is_last {
                    return watch;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        })
    };
    let mut tasks = JoinSet::new();
    for task in 0..TASKS {
        let soak = Arc::clone(&soak);
        tasks.spawn(async move {
            for n in (task..requests).step_by(TASKS as usize) {
                soak.step(task, n).await;
            }
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }
    is_over.store(true, Ordering::SeqCst);
    let mut watch = watching.await.unwrap();

    let posted = soak.posted.lock().unwrap();
    for n in posted.iter() {
        assert_eq!(watch.posts.get(n), Some(&1), "POST {n} was answered");
    }
    assert!(
        watch.posts.values().all(|times| *times == 1),
        "a POST was done twice"
    );
    watch.tally.posts_done = watch.posts.len() as u64;
    watch.tally.posts_reported = soak.reported.load(Ordering::Relaxed);
    assert!(
        watch.checked_waits > requests / 50,
        "{}",
        watch.checked_waits
    );

    let met: u64 = watch.tally.faults.values().sum();
    println!(
        "{requests} requests in {:?}: {} received, {met} met a fault, {} came back after a Retry-After and none too early",
        start.elapsed(),
        watch.tally.received,
        watch.checked_waits
    );
    println!("{:?}", watch.tally);
    match (idle, memory("VmHWM")) {
        (Some(idle), Some(peak)) => {
            println!(
                "idle {idle} KiB, peak {peak} KiB, {} KiB more",
                peak.saturating_sub(idle)
            );
            assert!(
                peak < idle + 64 * 1024,
                "{idle} KiB idle, {peak} KiB at the peak"
            );
        }
        _ => println!("memory is not measured: there is no /proc here"),
    }
    let share = met as f64 / watch.tally.received as f64;
    assert!((0.25..0.35).contains(&share), "{share}");
    watch.tally
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_short_soak_goes_well_and_repeats() {
    let first = soak(1_200, SEED, 0).await;
    let second = soak(1_200, SEED, 0).await;
    assert_eq!(first, second);
    let dated = soak(400, SEED + 1, 2).await;
    assert_ne!(dated.faults, first.faults);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes minutes; the file says how to run it"]
async fn fifty_thousand_requests_go_well() {
    soak(50_000, SEED, 10).await;
}
