//! What all commands share: how much they say, and how they end.

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
