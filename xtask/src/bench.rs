//! `cargo xtask bench`: what the library costs next to other ways, into `benches/RESULTS.md`.
//!
//! In: the cases of `benches/`, a workspace of its own. Out: tables of ratios, ours to the other.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

mod report;
mod run;

pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// Runs everything and writes the results.
pub(crate) fn bench() -> Outcome<()> {
    let root = root()?;
    let cases = run::cases(&root)?;
    let text = report::results(&cases);
    let path = root.join("benches/RESULTS.md");
    fs::write(&path, text)?;
    super::report(&format!("written: {}", path.display()));
    Ok(())
}

fn root() -> Outcome<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = own.parent().ok_or("xtask stands in no workspace")?;
    Ok(root.to_owned())
}

/// Runs a command to its end; what it prints is in the answer.
fn output(command: &mut Command) -> Outcome<String> {
    let output = command
        .output()
        .map_err(|error| format!("{command:?} cannot be started: {error}"))?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{command:?} failed: {errors}").into());
    }
    Ok(String::from_utf8(output.stdout)?)
}
