//! A workspace outside of this one that holds the packaged crates and an application: it finds what a package lacks.

use std::fs;
use std::process::Command;

use super::CRATES;
use crate::{Outcome, execute, root, run};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Files that each package needs.
const FILES: [&str; 3] = ["LICENSE-APACHE", "LICENSE-MIT", "README.md"];

/// Unpacks the packages below `target/outside`, compiles their examples and tests, and runs the application.
pub(super) fn check() -> Outcome<()> {
    let outside = root().join("target/outside");
    let packages = outside.join("packages");
    if packages.exists() {
        fs::remove_dir_all(&packages)?;
    }
    fs::create_dir_all(&packages)?;
    for name in CRATES {
        let archive =
            format!("-xzf target/package/{name}-{VERSION}.crate -C target/outside/packages");
        execute("unpack", Command::new("tar"), &archive)?;
        let package = packages.join(format!("{name}-{VERSION}"));
        for file in FILES {
            if !package.join(file).is_file() {
                return Err(format!("the package of {name} lacks {file}").into());
            }
        }
    }

    let application = outside.join("application");
    fs::create_dir_all(application.join("src"))?;
    fs::write(application.join("Cargo.toml"), application_manifest())?;
    fs::write(
        application.join("src/main.rs"),
        include_str!("../../outside/main.rs"),
    )?;
    fs::write(outside.join("Cargo.toml"), workspace_manifest())?;
    fs::copy(root().join("Cargo.lock"), outside.join("Cargo.lock"))?;

    // With the target directory and the profile of this workspace, compiled dependencies are used again.
    let to = "--manifest-path target/outside/Cargo.toml --target-dir target";
    run(
        "application outside of the workspace",
        &format!("run {to} --package application"),
    )?;
    run(
        "examples and tests in the packages",
        &format!("check {to} --workspace --all-targets --all-features"),
    )
}

fn application_manifest() -> String {
    format!(
        "[package]\nname = \"application\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\ngraph-runtime = \"{VERSION}\"\n"
    )
}

fn workspace_manifest() -> String {
    let patches: String = CRATES
        .iter()
        .map(|name| format!("{name} = {{ path = \"packages/{name}-{VERSION}\" }}\n"))
        .collect();
    format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\"application\", \"packages/*\"]\n\n\
         [profile.dev]\ndebug = \"line-tables-only\"\n\n[patch.crates-io]\n{patches}"
    )
}
