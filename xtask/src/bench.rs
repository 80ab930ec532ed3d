//! `cargo xtask bench`: what the library costs next to other ways, into `benches/RESULTS.md`.
//! `cargo xtask bench-compile`: the figures of builds alone, into the same.
//!
//! In: what is below `benches/`, a workspace of its own. Out: figures below `target/bench`, and the tables of all that are there. What
//! cannot be measured keeps nothing else from it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use figures::Figure;

mod applications;
mod builds;
mod callgrind;
mod cases;
mod cost;
mod figures;
mod report;
mod requests;
mod whole;

pub(crate) use crate::Outcome;

const CASES: &str = "cases";
const REQUESTS: &str = "requests";
const BUILDS: &str = "builds";
const WHOLE: &str = "whole";

/// What can be measured by itself.
pub(crate) const SECTIONS: [&str; 4] = [CASES, REQUESTS, BUILDS, WHOLE];

/// What is measured of builds.
pub(crate) const COMPILE: [&str; 2] = [BUILDS, WHOLE];

/// Measures some sections, and writes the results of all whose figures are there.
pub(crate) fn bench(sections: &[&str]) -> Outcome<()> {
    if let Some(unknown) = sections.iter().find(|name| !SECTIONS.contains(name)) {
        return Err(format!(
            "there is no section `{unknown}`\nhelp: they are {}",
            SECTIONS.join(", ")
        )
        .into());
    }
    let root = root()?;
    let mut failures = Failures::default();
    if sections.contains(&CASES) {
        failures.note(measure(&root, CASES, cases::figures));
    }
    if sections.contains(&REQUESTS) {
        failures.note(measure(&root, REQUESTS, requests::figures));
    }
    if sections.iter().any(|name| COMPILE.contains(name)) {
        compile(&root, sections, &mut failures);
    }
    failures.note(write_results(&root));
    failures.finish()
}

fn compile(root: &Path, sections: &[&str], failures: &mut Failures) {
    if let Err(error) = cost::is_possible() {
        return failures.note(Err(error));
    }
    let schema = match whole::Schema::find(root) {
        Ok(schema) => schema,
        Err(error) => {
            failures.note(Err(error));
            None
        }
    };
    if sections.contains(&BUILDS) {
        failures.note(measure(root, BUILDS, |root| {
            let declaration = schema.as_ref().map(whole::Schema::declaration);
            builds::figures(root, declaration.transpose()?.as_deref())
        }));
    }
    if let Some(schema) = schema.filter(|_| sections.contains(&WHOLE)) {
        failures.note(measure(root, WHOLE, |root| schema.figures(root)));
    }
}

fn measure(
    root: &Path,
    name: &str,
    figures: impl FnOnce(&Path) -> Outcome<Vec<Figure>>,
) -> Outcome<()> {
    let measured = figures::now_and_here();
    figures::save(root, name, &measured, &figures(root)?)
}

fn write_results(root: &Path) -> Outcome<()> {
    let sections = report::SECTIONS.iter();
    let sections: Outcome<Vec<_>> = sections
        .map(|(name, ..)| figures::load(root, name))
        .collect();
    let path = root.join("benches/RESULTS.md");
    fs::write(&path, report::results(root, &sections?))?;
    super::report(&format!("written: {}", path.display()));
    Ok(())
}

/// What could not be measured, said at once and counted at the end.
#[derive(Default)]
struct Failures {
    count: usize,
}

impl Failures {
    fn note(&mut self, outcome: Outcome<()>) {
        if let Err(error) = outcome {
            super::report(&format!("error: {error}"));
            self.count += 1;
        }
    }

    fn finish(self) -> Outcome<()> {
        match self.count {
            0 => Ok(()),
            count => Err(format!("{count} parts were not measured: see above").into()),
        }
    }
}

fn root() -> Outcome<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = own.parent().ok_or("xtask stands in no workspace")?;
    Ok(root.to_owned())
}

/// `cargo` in the workspace of the benches.
fn in_benches(root: &Path) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .current_dir(root.join("benches"))
        .env("CARGO_TARGET_DIR", root.join("target/benches"));
    cargo
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
