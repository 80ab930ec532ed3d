//! Requests per second against a service in this process: this library, bare reqwest and graph-rs-sdk, by turns.
//!
//! `graph-benches-peers [ROUNDS]`. Out: lines of what, way, unit, value, with tabs between them.
//! `graph-benches-peers count WAY [REQUESTS]` sends them one after the other, for callgrind to count, or for a profile.

use std::cell::Cell;
use std::error::Error;
use std::io::{self, Write};
use std::rc::Rc;
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};
use tokio::runtime::Runtime;
use tokio::task::LocalSet;

use clients::Way;

mod clients;
mod server;

pub(crate) type Failure = Box<dyn Error + Send + Sync>;

const ROUNDS: usize = 40;
const ROUND: Duration = Duration::from_millis(150);

/// What came of one round of one client.
#[derive(Clone, Copy)]
struct Round {
    per_second: f64,
    /// Of the processor, in this thread, which is the client's alone.
    nanoseconds: f64,
}

/// How many requests callgrind counts.
const COUNTED: usize = 500;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let ways = clients::ways(&server::start()?)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    match arguments[..] {
        [] => compare(&runtime, &ways, ROUNDS),
        ["count", name, ref requests @ ..] if requests.len() < 2 => {
            let requests = requests.first().map(|requests| requests.parse());
            let way = ways.iter().find(|way| way.name() == name);
            let way = way.ok_or("no client has this name")?;
            runtime.block_on(way.once())?;
            measured(&runtime, way, requests.transpose()?.unwrap_or(COUNTED))
        }
        [rounds] => compare(&runtime, &ways, rounds.parse()?),
        _ => Err("usage: graph-benches-peers [ROUNDS] | count WAY [REQUESTS]".into()),
    }
}

/// Callgrind is told to count below this function alone, which is in the client's thread.
#[inline(never)]
fn measured(runtime: &Runtime, way: &Way, requests: usize) -> Result<(), Failure> {
    for _ in 0..requests {
        runtime.block_on(way.once())?;
    }
    Ok(())
}

fn compare(runtime: &Runtime, ways: &[Way], rounds: usize) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    for (what, tasks) in [("requests, one connection", 1), ("requests, 64 tasks", 64)] {
        let mut measured = vec![Vec::new(); ways.len()];
        for round in 0..=rounds {
            // Each goes first, second and third as often as the others.
            for turn in 0..ways.len() {
                let at = (round + turn) % ways.len();
                let result = LocalSet::new().block_on(runtime, once(&ways[at], tasks))?;
                // The first round connects.
                if round > 0 {
                    measured[at].push(result);
                }
            }
        }
        for (way, own) in ways.iter().zip(&measured) {
            let mut line = |unit: &str, of: &dyn Fn(&Round, &Round) -> f64| {
                let rounds = measured[0].iter().zip(own);
                let value = median(rounds.map(|(ours, own)| of(ours, own)).collect());
                writeln!(out, "{what}\t{}\t{unit}\t{value}", way.name())
            };
            line("per second", &|_, own| own.per_second)?;
            line("µs", &|_, own| own.nanoseconds / 1000.0)?;
            line("theirs / ours, per second", &|ours, own| {
                own.per_second / ours.per_second
            })?;
            line("ours / theirs, µs", &|ours, own| {
                ours.nanoseconds / own.nanoseconds
            })?;
        }
    }
    Ok(())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// One round, in which each of the tasks sends a request whenever its last one is answered.
async fn once(way: &Way, tasks: usize) -> Result<Round, Failure> {
    let done = Rc::new(Cell::new(0_u32));
    let (start, used) = (Instant::now(), processor());
    let running: Vec<_> = (0..tasks)
        .map(|_| {
            let (way, done) = (way.clone(), done.clone());
            tokio::task::spawn_local(async move {
                while start.elapsed() < ROUND {
                    if way.once().await? != 2 {
                        return Err::<(), Failure>("the answer holds two users".into());
                    }
                    done.set(done.get() + 1);
                }
                Ok(())
            })
        })
        .collect();
    for task in running {
        task.await??;
    }
    let done = f64::from(done.get());
    Ok(Round {
        per_second: done / start.elapsed().as_secs_f64(),
        nanoseconds: (processor() - used).as_nanos() as f64 / done,
    })
}

/// What this thread has had of the processor.
fn processor() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let part = |part: i64| u64::try_from(part).unwrap_or_default();
    Duration::from_secs(part(time.tv_sec)) + Duration::from_nanos(part(time.tv_nsec))
}
