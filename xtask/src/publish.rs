//! What `cargo xtask check` does for publishing: dependencies, packages, and the lowest Rust version; and `cargo xtask release`.

use std::process::{Command, Stdio};

use crate::{Outcome, cargo, report, root, run};

mod outside;
#[cfg(test)]
mod tests;

/// The published crates. Each follows the crates that it depends on, including those for its tests.
const CRATES: [&str; 7] = [
    "graph-syntax",
    "graph-macros",
    "graph-model",
    "graph-schema",
    "graph-emulator",
    "graph-runtime",
    "cargo-msgraph",
];

/// The published version that the public API is compared with. There is none before the first release.
const BASELINE: Option<&str> = None;

/// Runs all checks.
pub(crate) fn check() -> Outcome<()> {
    check_dependencies()?;
    let packages = format!(
        "package --allow-dirty --target-dir target{}",
        selected(&CRATES)
    );
    run("packages", &packages)?;
    outside::check()?;
    check_public_api()?;
    check_lowest_rust()
}

/// Prints the commands of a release, in their order.
#[allow(clippy::print_stdout)]
pub(crate) fn release() {
    if env!("CARGO_PKG_REPOSITORY").is_empty() {
        report("Set `repository` in Cargo.toml before you publish: it is empty.");
    }
    for name in CRATES {
        println!("cargo publish --package {name}");
    }
}

fn check_dependencies() -> Outcome<()> {
    let name = "licences, sources and advisories of dependencies";
    if !is_successful("deny --version") {
        skip(name, "cargo-deny is not installed");
        return Ok(());
    }
    if is_successful("deny fetch db") {
        run(name, "deny --all-features check")
    } else {
        skip("advisories", "their database cannot be downloaded");
        run(name, "deny --all-features check bans licenses sources")
    }
}

fn check_public_api() -> Outcome<()> {
    let name = "changes of the public API";
    let Some(baseline) = BASELINE else {
        skip(name, "no version is published yet");
        return Ok(());
    };
    if !is_successful("semver-checks --version") {
        skip(name, "cargo-semver-checks is not installed");
        return Ok(());
    }
    // It compares libraries. The macros' API is that of graph-runtime.
    let libraries: Vec<&str> = CRATES
        .into_iter()
        .filter(|name| *name != "graph-macros")
        .collect();
    run(
        name,
        &format!(
            "semver-checks --baseline-version {baseline}{}",
            selected(&libraries)
        ),
    )
}

/// Builds the published crates with the Rust version that they state.
fn check_lowest_rust() -> Outcome<()> {
    let version = env!("CARGO_PKG_RUST_VERSION");
    let name = format!("build with Rust {version}");
    let list = Command::new("rustup").args(["toolchain", "list"]).output();
    let list = list.map_or_else(|_| Vec::new(), |output| output.stdout);
    let list = String::from_utf8_lossy(&list);
    let Some(toolchain) = toolchain(&list, version) else {
        skip(&name, "rustup does not have this toolchain");
        return Ok(());
    };
    let arguments = format!(
        "run {toolchain} cargo check --all-features --target-dir target/rust-{version}{}",
        selected(&CRATES)
    );
    crate::execute(&name, Command::new("rustup"), &arguments)
}

/// The name of an installed toolchain of a version such as `1.88`, in what `rustup toolchain list` prints.
fn toolchain<'a>(list: &'a str, version: &str) -> Option<&'a str> {
    list.lines()
        .filter_map(|line| line.split_whitespace().next())
        .find(|name| {
            name.strip_prefix(version)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
        })
}

/// The arguments that select packages, each after a space.
fn selected(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!(" --package {name}"))
        .collect()
}

fn is_successful(arguments: &str) -> bool {
    let status = cargo()
        .args(arguments.split_whitespace())
        .current_dir(root())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}

fn skip(name: &str, reason: &str) {
    report(&format!("== {name}: skipped: {reason}"));
}
