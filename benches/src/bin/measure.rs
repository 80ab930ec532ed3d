//! `measure list`, `measure once NUMBER`, `measure time [ROUNDS]`: the cases, one of them for callgrind, all of them by the clock.
//!
//! Out: lines of fields with tabs between them.

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use graph_benches::{Case, cases};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut out = io::stdout().lock();
    let written = match arguments[..] {
        ["list"] => list(&mut out),
        ["once", number] => once(number),
        ["time"] => time(&mut out, 40),
        ["time", rounds] => time(&mut out, rounds.parse().unwrap_or(40)),
        _ => Err(io::Error::other(
            "usage: measure list | once NUMBER | time [ROUNDS]",
        )),
    };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ignored = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn list(out: &mut impl Write) -> io::Result<()> {
    for (number, case) in cases().iter().enumerate() {
        writeln!(out, "{number}\t{}\t{}", case.what, case.way)?;
    }
    Ok(())
}

/// How often a case runs below callgrind: the first run, which reads pages in and fills caches, counts little.
const REPEATED: usize = 4;

fn once(number: &str) -> io::Result<()> {
    let mut cases = cases();
    let case = number
        .parse()
        .ok()
        .and_then(|number: usize| cases.get_mut(number));
    let case = case.ok_or_else(|| io::Error::other("no case has this number"))?;
    for _ in 0..REPEATED {
        case.measured();
    }
    Ok(())
}

/// The ways to do the same take turns, so that whatever else the machine does falls on all of them.
fn time(out: &mut impl Write, rounds: usize) -> io::Result<()> {
    let mut cases = cases();
    for group in cases.chunk_by_mut(|a, b| a.what == b.what) {
        let repeated: Vec<u32> = group.iter_mut().map(for_a_while).collect();
        let mut times = vec![Vec::new(); group.len()];
        for _ in 0..rounds {
            for ((case, &repeated), times) in group.iter_mut().zip(&repeated).zip(&mut times) {
                let start = Instant::now();
                for _ in 0..repeated {
                    case.measured();
                }
                times.push(start.elapsed().as_nanos() / u128::from(repeated));
            }
        }
        for (case, times) in group.iter().zip(&mut times) {
            times.sort_unstable();
            writeln!(
                out,
                "{}\t{}\t{}\t{}",
                case.what,
                case.way,
                times[0],
                times[times.len() / 2]
            )?;
        }
    }
    Ok(())
}

/// How often a case fits into what is much longer than the clock's steps.
fn for_a_while(case: &mut Case) -> u32 {
    let start = Instant::now();
    let mut repeated = 0;
    while start.elapsed() < Duration::from_millis(5) {
        case.measured();
        repeated += 1;
    }
    repeated
}
