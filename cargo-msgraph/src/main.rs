//! `cargo msgraph`: all of it is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    cargo_msgraph::run(std::env::args_os())
}
