//! The options and results that all commands share.

/// How much a command says of the schema.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub struct Verbosity {
    /// Print errors only, no warnings
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Print all warnings about the schema, not only those that concern this command
    #[arg(short, long)]
    pub verbose: bool,
}

/// The result of a command that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Success: exit code 0.
    Fine,
    /// Disagreements were found, or some of what was asked for failed; the command has said which. Exit code 1.
    Found,
}
