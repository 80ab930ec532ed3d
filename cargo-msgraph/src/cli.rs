//! The command line.
//!
//! In: the arguments, as cargo passes them (`cargo-msgraph msgraph check …`) or as somebody types them (`cargo-msgraph check …`).
//! Out: the exit code.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::builder::Styles;
use clap::builder::styling::{AnsiColor, Effects};
use clap::{Parser, Subcommand};

use crate::outcome::Outcome;
use crate::report::{self, Failure};
use crate::{check, fetch, import, request};

// Cargo's own colours.
const STYLES: Styles = Styles::styled()
    .header(AnsiColor::BrightGreen.on_default().effects(Effects::BOLD))
    .usage(AnsiColor::BrightGreen.on_default().effects(Effects::BOLD))
    .literal(AnsiColor::BrightCyan.on_default().effects(Effects::BOLD))
    .placeholder(AnsiColor::Cyan.on_default())
    .error(AnsiColor::BrightRed.on_default().effects(Effects::BOLD))
    .valid(AnsiColor::BrightCyan.on_default().effects(Effects::BOLD))
    .invalid(AnsiColor::Yellow.on_default().effects(Effects::BOLD));

/// Declarations for `graph_resource!` from Microsoft Graph's schema
#[derive(Debug, Parser)]
#[command(
    name = "cargo-msgraph",
    bin_name = "cargo msgraph",
    version,
    styles = STYLES,
    subcommand_required = true,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Options),
    Fetch(fetch::Options),
    Import(import::Options),
    Request(request::Options),
}

/// Runs the command line, the program's name first; says what fails on standard error.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(without_cargo(arguments)) {
        Ok(cli) => cli,
        Err(error) => {
            // Help goes to standard output; where even that is closed, there is nobody to tell.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match execute(cli.command) {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Err(failure) => {
            report::fail(&failure);
            ExitCode::from(1)
        }
    }
}

fn execute(command: Command) -> Result<Outcome, Failure> {
    match command {
        Command::Check(options) => check::run(&options),
        Command::Fetch(options) => fetch::run(&options),
        Command::Import(options) => import::run(&options),
        Command::Request(options) => request::run(&options),
    }
}

/// `cargo msgraph check` runs `cargo-msgraph msgraph check`.
fn without_cargo(arguments: impl IntoIterator<Item = OsString>) -> impl Iterator<Item = OsString> {
    arguments
        .into_iter()
        .enumerate()
        .filter(|(index, argument)| *index != 1 || argument != "msgraph")
        .map(|(_, argument)| argument)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_word_that_cargo_adds_is_left_out_once() {
        let passed = ["cargo-msgraph", "msgraph", "check", "msgraph"].map(OsString::from);
        let kept: Vec<OsString> = without_cargo(passed).collect();
        assert_eq!(kept, ["cargo-msgraph", "check", "msgraph"]);
    }
}
