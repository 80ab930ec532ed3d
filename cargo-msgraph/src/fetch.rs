//! `cargo msgraph fetch`: downloads the schema from the service's public `$metadata` endpoint, which needs no token.
//!
//! In: a version and an origin. Out: the file, which is replaced in one step, and only by a whole schema.

mod download;
mod origin;
mod whole;

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};

use crate::outcome::Outcome;
use crate::report::{self, Failure};
use origin::Origin;

/// Download Graph's schema
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Version of the service
    #[arg(long, value_name = "VERSION", value_parser = ["v1.0", "beta"])]
    version: String,

    /// File to write; replaced only after the whole schema was downloaded
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

/// Downloads the schema.
///
/// # Errors
///
/// Returns an error if the file cannot be written, if the service cannot be reached or refuses the request, or if its response
/// is not a schema.
pub fn run(options: &Options) -> Result<Outcome, Failure> {
    let url = options.base_url.metadata(&options.version)?;
    let output = &options.output;
    if output.is_dir() {
        return Err(Failure::new(
            format!("`{}` is a directory", output.display()),
            "name the file to write",
        ));
    }
    let directory = output.parent().filter(|parent| *parent != Path::new(""));
    if directory.is_some_and(|directory| !directory.is_dir()) {
        return Err(Failure::new(
            format!(
                "cannot write `{}`: its directory does not exist",
                output.display()
            ),
            "name a file in a directory that exists",
        ));
    }
    let bar = if options.quiet {
        ProgressBar::hidden()
    } else {
        progress_bar()
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(format!("cannot start the runtime: {error}"), ""))?;
    let downloaded = runtime.block_on(download::download(&url, &bar));
    bar.finish_and_clear();
    let bytes = downloaded?;
    whole::check(&bytes).map_err(|problem| {
        Failure::new(
            format!("the response of `{url}` is not a schema: {problem}"),
            "try again; if it fails again, open the address in a browser",
        )
    })?;
    replace(output, &bytes)?;
    if !options.quiet {
        report::print_line(&format!("{}: {} bytes", output.display(), bytes.len()));
    }
    Ok(Outcome::Fine)
}

/// Replaces a file in one step: whoever reads it sees the old content or the new one.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    // Named after the process, so that two runs do not write to the same file.
    let mut part = path.as_os_str().to_owned();
    part.push(format!(".{}.part", std::process::id()));
    let written = File::create(&part)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        })
        .and_then(|()| fs::rename(&part, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&part);
        Failure::new(
            format!("cannot write `{}`: {error}", path.display()),
            "name a file in a directory that can be written to",
        )
    })
}

fn progress_bar() -> ProgressBar {
    let bar = ProgressBar::no_length();
    let style = "{spinner} {bytes} of {total_bytes} [{bar:30}] {bytes_per_sec}, {eta}";
    if let Ok(style) = ProgressStyle::with_template(style) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}
