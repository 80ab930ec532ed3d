//! What it costs to build an application: by hand, with this library, with graph-rs-sdk. All ways take turns.

use std::fs;
use std::path::Path;

use super::Outcome;
use super::applications::{self, Application, BY_HAND};
use super::cost::{self, Cost, Costs};
use super::figures::Figure;

pub(super) const COLD: &str = "cold build";
pub(super) const TOUCHED: &str = "build, one line touched";
pub(super) const CHECKED: &str = "check, one line touched";
pub(super) const BINARY: &str = "stripped release binary";
pub(super) const ALONE: &str = "build of the application alone";

/// Minutes each; the time of the processor tells enough.
const COLD_ROUNDS: usize = 1;
const ROUNDS: usize = 7;

/// The applications, built in every way; `declaration` is what `cargo msgraph import` wrote, if there is a schema.
pub(super) fn figures(root: &Path, declaration: Option<&str>) -> Outcome<Vec<Figure>> {
    let applications = applications::all(root)?;
    let turns: Vec<&Application> = applications.iter().collect();
    let mut figures = Vec::new();
    figures.extend(rounds(COLD, COLD_ROUNDS, &turns, |application, _| {
        remove(&application.directory().join("target"))?;
        of(application, &["build"])
    })?);
    figures.extend(rounds(TOUCHED, ROUNDS, &turns, |application, round| {
        application.touch(&format!("built {round}"))?;
        of(application, &["build"])
    })?);
    for application in &turns {
        of(application, &["check"])?;
    }
    figures.extend(rounds(CHECKED, ROUNDS, &turns, |application, round| {
        application.touch(&format!("checked {round}"))?;
        of(application, &["check"])
    })?);
    if let Some(declaration) = declaration {
        figures.extend(imported(root, declaration, &turns)?);
    }
    // In one directory, since the size alone is asked for: what several depend on is built once.
    let target = root.join("target/bench-compile/release");
    for application in &turns {
        let mut cargo = application.cargo(&target);
        let cost = cost::of(cargo.args(["build", "--release"]), application.directory())?;
        let binary = target.join("release").join(application.name);
        let size = fs::metadata(binary)?.len() as f64 / 1e6;
        crate::report(&format!(
            "{BINARY}, {}: {size:.2} MB, in {:.0} s",
            application.way, cost.wall
        ));
        figures.push(Figure::new(BINARY, application.way, "MB", size));
    }
    Ok(figures)
}

/// The application itself, from nothing, on dependencies that are built.
fn imported(root: &Path, declaration: &str, turns: &[&Application]) -> Outcome<Vec<Figure>> {
    let imported = applications::imported(root, declaration)?;
    let by_hand = turns.iter().find(|application| application.way == BY_HAND);
    let turns = [*by_hand.ok_or("nothing is built by hand")?, &imported];
    of(&imported, &["build"])?;
    rounds(ALONE, ROUNDS, &turns, |application, _| {
        of(application, &["clean", "--package", application.name])?;
        of(application, &["build"])
    })
}

fn rounds(
    what: &'static str,
    rounds: usize,
    turns: &[&Application],
    measure: impl Fn(&Application, usize) -> Outcome<Cost>,
) -> Outcome<Vec<Figure>> {
    crate::report(&format!("== {what}"));
    let mut all: Vec<Costs> = turns
        .iter()
        .map(|application| Costs::new(what, application.way))
        .collect();
    for round in 0..rounds {
        for (application, costs) in turns.iter().zip(&mut all) {
            costs.add(measure(application, round)?);
        }
    }
    Ok(all.iter().flat_map(Costs::figures).collect())
}

fn of(application: &Application, arguments: &[&str]) -> Outcome<Cost> {
    let mut cargo = application.cargo(&application.directory().join("target"));
    cost::of(cargo.args(arguments), application.directory())
}

fn remove(directory: &Path) -> Outcome<()> {
    match directory.exists() {
        true => Ok(fs::remove_dir_all(directory)?),
        false => Ok(()),
    }
}
