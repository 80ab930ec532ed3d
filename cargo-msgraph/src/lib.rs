//! `cargo msgraph`: writes declarations for `graph_resource!` from Microsoft Graph's schema (CSDL, the `$metadata` document), and
//! checks those in Rust source against it.
//!
//! In: the command line. Out: files or standard output, messages on standard error, and the exit code: 0 if all is well, 1 if
//! something was found or failed, 2 if the command line is wrong.
//!
//! A subcommand is a module with its `Options` (clap's derive) and a function that runs them; [`cli`] lists them.

mod asked;
pub mod check;
pub mod cli;
pub mod fetch;
pub mod import;
pub mod outcome;
mod output;
pub mod report;
pub mod request;
mod requests;
mod schema_file;
mod service;
mod verbs;

pub use cli::run;
