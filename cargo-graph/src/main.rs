//! `cargo graph`: all of it is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    cargo_graph::run(std::env::args_os())
}
