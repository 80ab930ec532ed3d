//! `cargo xtask check`: what every commit passes, and continuous integration runs.
//! `cargo xtask package`: the part of the check that concerns publishing.
//! `cargo xtask release`: the commands of a release, in their order.
//! `cargo xtask bench`: what the library costs; `cargo xtask bench-compile`: what it costs to build.

use std::env;
use std::error::Error;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

mod bench;
mod publish;

pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

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
        ["check"] => finish(check()),
        ["package"] => finish(publish::check()),
        ["release"] => {
            publish::release();
            ExitCode::SUCCESS
        }
        ["bench"] => finish(bench::bench(&bench::SECTIONS)),
        ["bench", ref sections @ ..] => finish(bench::bench(sections)),
        ["bench-compile"] => finish(bench::bench(&bench::COMPILE)),
        _ => {
            report(
                "usage: cargo xtask check | package | release | bench [cases|requests|builds|whole…] | bench-compile",
            );
            ExitCode::from(2)
        }
    }
}

fn finish(outcome: Outcome<()>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn check() -> Outcome<()> {
    for (name, arguments) in STEPS {
        run(name, arguments)?;
    }
    publish::check()
}

/// Runs a step of the check with cargo. No argument contains a space.
pub(crate) fn run(name: &str, arguments: &str) -> Outcome<()> {
    execute(name, cargo(), arguments)
}

/// Runs a step of the check with a program. No argument contains a space.
pub(crate) fn execute(name: &str, mut program: Command, arguments: &str) -> Outcome<()> {
    let title = program.get_program().to_string_lossy().into_owned();
    let title = title
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .to_owned();
    report(&format!("== {name}: {title} {arguments}"));
    let status = program
        .args(arguments.split_whitespace())
        .env("RUSTDOCFLAGS", "-D warnings")
        .current_dir(root())
        .status()
        .map_err(|error| format!("{name}: {title} cannot be started: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{name}: failed").into())
    }
}

pub(crate) fn cargo() -> Command {
    Command::new(env!("CARGO"))
}

/// The directory of the workspace.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

#[allow(clippy::print_stderr)]
fn report(line: &str) {
    eprintln!("{line}");
}
