//! The command line.
//!
//! In: the arguments, as cargo passes them (`cargo-graph graph check …`) or as somebody types them (`cargo-graph check …`).
//! Out: the exit code.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::builder::Styles;
use clap::builder::styling::{AnsiColor, Effects};
use clap::{Parser, Subcommand};

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
    name = "cargo-graph",
    bin_name = "cargo graph",
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

/// How much a command says of the schema.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub struct Verbosity {
    /// Say errors only, no warnings
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say all that was passed over of the schema, not only what concerns this command
    #[arg(short, long)]
    pub verbose: bool,
}

/// How a command ended that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All is well: exit code 0.
    Fine,
    /// Disagreements were found, or some of what was asked for failed; the command has said which. Exit code 1.
    Found,
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

/// `cargo graph check` runs `cargo-graph graph check`.
fn without_cargo(arguments: impl IntoIterator<Item = OsString>) -> impl Iterator<Item = OsString> {
    arguments
        .into_iter()
        .enumerate()
        .filter(|(index, argument)| *index != 1 || argument != "graph")
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
        let passed = ["cargo-graph", "graph", "check", "graph"].map(OsString::from);
        let kept: Vec<OsString> = without_cargo(passed).collect();
        assert_eq!(kept, ["cargo-graph", "check", "graph"]);
    }
}
