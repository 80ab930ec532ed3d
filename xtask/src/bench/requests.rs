//! Runs `benches/peers`: requests per second, next to bare reqwest and graph-rs-sdk.

use std::path::Path;
use std::process::Command;

use super::figures::{self, Figure};
use super::{Outcome, callgrind, in_benches, output};

pub(super) const ONE: &str = "requests, one connection";
pub(super) const MANY: &str = "requests, 64 tasks";

/// How many requests `count` sends.
const COUNTED: f64 = 500.0;

pub(super) fn figures(root: &Path) -> Outcome<Vec<Figure>> {
    crate::report("== requests: cargo build --release, with graph-rs-sdk");
    output(in_benches(root).args(["build", "--release", "--package", "graph-benches-peers"]))?;
    crate::report("== requests: a minute of them");
    let peers = root.join("target/benches/release/graph-benches-peers");
    let mut figures = figures::parse(&output(&mut Command::new(&peers))?)?;
    if callgrind::is_there() {
        for way in [
            "ours",
            "bare reqwest",
            "reqwest, with a time-out",
            "graph-rs-sdk",
        ] {
            crate::report(&format!("== requests: instructions, {way}"));
            let all = callgrind::count(&peers, &["count", way], "*measured*")?;
            figures.push(Figure::new(ONE, way, "instructions", all / COUNTED));
        }
    }
    Ok(figures)
}
