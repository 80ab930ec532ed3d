//! `cargo xtask check`: what every commit passes, and continuous integration runs.
//! `cargo xtask bench`: what the library costs; `cargo xtask bench-compile`: what it costs to build.

use std::env;
use std::process::{Command, ExitCode};

mod bench;

/// Each step: what it is called, and what it has cargo do. No argument holds a space.
const STEPS: &[(&str, &str)] = &[
    ("format", "fmt --all --check"),
    ("clippy", "clippy --workspace --all-targets -- -D warnings"),
    (
        "clippy of graph-model alone",
        "clippy --package graph-model --lib -- -D warnings",
    ),
    (
        "clippy of graph-runtime without its client",
        "clippy --package graph-runtime --no-default-features --lib -- -D warnings",
    ),
    (
        "clippy of azure-identity alone",
        "clippy --package graph-runtime --no-default-features --features azure-identity --lib -- -D warnings",
    ),
    (
        "clippy of device-code alone",
        "clippy --package graph-runtime --no-default-features --features device-code --lib -- -D warnings",
    ),
    (
        "clippy of tracing alone",
        "clippy --package graph-runtime --no-default-features --features tracing --lib -- -D warnings",
    ),
    (
        "clippy of every feature",
        "clippy --package graph-runtime --all-features --all-targets -- -D warnings",
    ),
    // A workspace of its own, without its peers: what is measured is still there.
    (
        "benches",
        "check --manifest-path benches/Cargo.toml --target-dir target/benches --all-targets",
    ),
    ("tests", "test --workspace"),
    (
        "tests of every feature",
        "test --package graph-runtime --all-features --lib --test features",
    ),
    (
        "guide with every feature",
        "test --package graph-runtime --all-features --doc guide",
    ),
    ("documentation", "doc --workspace --all-features --no-deps"),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["check"] => check(),
        ["bench"] => finish(bench::bench(&bench::SECTIONS)),
        ["bench", ref sections @ ..] => finish(bench::bench(sections)),
        ["bench-compile"] => finish(bench::bench(&bench::COMPILE)),
        _ => {
            report(
                "usage: cargo xtask check | bench [cases|requests|builds|whole…] | bench-compile",
            );
            ExitCode::from(2)
        }
    }
}

fn finish(outcome: bench::Outcome<()>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn check() -> ExitCode {
    for (name, arguments) in STEPS {
        report(&format!("== {name}: cargo {arguments}"));
        let status = Command::new(env!("CARGO"))
            .args(arguments.split_whitespace())
            .env("RUSTDOCFLAGS", "-D warnings")
            .status();
        match status {
            Ok(status) if status.success() => {}
            Ok(_) => {
                report(&format!("{name}: failed"));
                return ExitCode::FAILURE;
            }
            Err(error) => {
                report(&format!("{name}: cargo cannot be started: {error}"));
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

#[allow(clippy::print_stderr)]
fn report(line: &str) {
    eprintln!("{line}");
}
