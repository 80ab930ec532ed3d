//! `cargo msgraph fetch`: downloads the schema from the service's public `$metadata` endpoint, which needs no token.
//!
//! In: a version and an origin. Out: the file, which is replaced only by a whole schema. What an interruption leaves stands
//! next to it, as `FILE.part`, and the next run goes on from there.

mod download;
mod origin;
mod partial;
mod whole;

use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};

use crate::outcome::Outcome;
use crate::report::{self, Failure};
use origin::Origin;
use partial::Partial;

/// Download Graph's schema
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Version of the service
    #[arg(long, value_name = "VERSION", value_parser = ["v1.0", "beta"])]
    version: String,

    /// File to write; replaced only when the whole schema is there
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    /// Origin of the service, for a national cloud: `https://graph.microsoft.us`
    #[arg(
        long,
        value_name = "URL",
        default_value = "https://graph.microsoft.com"
    )]
    base_url: Origin,

    /// Do not show the progress
    #[arg(short, long)]
    quiet: bool,
}

/// Downloads.
///
/// # Errors
///
/// If the file cannot be written, the service cannot be reached or refuses, or what it sends is no schema.
pub fn run(options: &Options) -> Result<Outcome, Failure> {
    let url = options.base_url.metadata(&options.version)?;
    if options.output.is_dir() {
        return Err(Failure::new(
            format!("`{}` is a directory", options.output.display()),
            "name the file to write",
        ));
    }
    let mut partial = Partial::open(&options.output, url.as_str())?;
    let bar = match options.quiet {
        true => ProgressBar::hidden(),
        false => progress_bar(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(format!("no runtime can be started: {error}"), ""))?;
    let downloaded = runtime.block_on(download::download(&url, &mut partial, &bar));
    bar.finish_and_clear();
    if let Err(failure) = downloaded {
        partial.leave();
        return Err(failure);
    }
    let bytes = partial.len();
    if let Err(problem) = whole::check(partial.path()) {
        partial.discard();
        return Err(Failure::new(
            format!("what `{url}` sent is not a schema: {problem}"),
            "try again; if it stays so, look at the address in a browser",
        ));
    }
    partial.finish(&options.output)?;
    if !options.quiet {
        report::print_line(&format!("{}: {bytes} bytes", options.output.display()));
    }
    Ok(Outcome::Fine)
}

fn progress_bar() -> ProgressBar {
    let bar = ProgressBar::no_length();
    let style = "{spinner} {bytes} of {total_bytes} [{bar:30}] {bytes_per_sec}, {eta}";
    if let Ok(style) = ProgressStyle::with_template(style) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}
