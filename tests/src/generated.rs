//! Crates that tests generate, to compile what no test could hold by hand.
//!
//! In: the text of their files. Out: a crate under `target/conformance`, which depends on graph-runtime by path and takes
//! every other version from the workspace's `Cargo.lock`, and the cargo commands to build it without a network.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A crate under `target/conformance`, with graph-runtime (without its client) and serde_json as its dependencies.
#[derive(Debug)]
pub struct Generated {
    name: String,
    directory: PathBuf,
}

impl Generated {
    /// The crate `name`, with its manifest and no source yet. Files of an earlier run stay until they are written anew.
    ///
    /// # Errors
    ///
    /// If the directory or the manifest cannot be written.
    pub fn new(name: &str) -> io::Result<Self> {
        Generated::depending_on(&[], name)
    }

    /// As [`new`](Self::new), with other generated crates as its dependencies.
    ///
    /// # Errors
    ///
    /// If the directory or the manifest cannot be written.
    pub fn depending_on(others: &[&Generated], name: &str) -> io::Result<Self> {
        let this = Generated {
            name: name.to_owned(),
            directory: conformance().join(name),
        };
        let runtime = workspace().join("graph-runtime");
        // Nothing of it is debugged or run for long, and all of it is built once for each change.
        let mut manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
             [workspace]\n\n\
             [dependencies]\n\
             graph-runtime = {{ path = {runtime:?}, default-features = false }}\n\
             serde = {{ version = \"1\", default-features = false }}\n\
             serde_json = {{ version = \"1\", default-features = false, features = [\"raw_value\"] }}\n\n\
             [profile.dev]\ndebug = 0\nincremental = false\n",
        );
        for other in others {
            let table = format!(
                "\n[dependencies.{}]\npath = {:?}\n",
                other.name, other.directory
            );
            manifest.push_str(&table);
        }
        this.write("Cargo.toml", &manifest)?;
        let lock = fs::read_to_string(workspace().join("Cargo.lock"))?;
        fs::write(this.directory.join("Cargo.lock"), lock)?;
        Ok(this)
    }

    /// Where it is.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Writes one of its files, `src/lib.rs` or `src/bin/NAME.rs` for instance; one that is the same already is left alone, so that
    /// nothing is built anew for it.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn write(&self, file: &str, text: &str) -> io::Result<()> {
        let path = self.directory.join(file);
        match fs::read_to_string(&path) {
            Ok(there) if there == text => Ok(()),
            _ => {
                path.parent().map_or(Ok(()), fs::create_dir_all)?;
                fs::write(path, text)
            }
        }
    }

    /// `cargo check`, `cargo build` and so on, for this crate. All generated crates share their dependencies.
    pub fn cargo(&self, subcommand: &str) -> Command {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command
            .arg(subcommand)
            .args(["--quiet", "--offline", "--color", "never", "--target-dir"])
            .arg(conformance().join("target"))
            .arg("--manifest-path")
            .arg(self.directory.join("Cargo.toml"))
            // What cargo says of the test's own crate to the test is not meant for another.
            .env_remove("CARGO_MANIFEST_DIR");
        command
    }

    /// What `cargo build` makes of `src/bin/NAME.rs`.
    pub fn binary(&self, name: &str) -> PathBuf {
        let file = format!("{name}{}", env::consts::EXE_SUFFIX);
        conformance().join("target").join("debug").join(file)
    }
}

/// The root of the workspace.
pub fn workspace() -> PathBuf {
    let mut root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.pop();
    root
}

/// Facts about Graph, for tests and tools to read; `None` where they are not there, which a test says.
pub fn shared(file: &str) -> Option<PathBuf> {
    let path = workspace().join("../shared/graph").join(file);
    path.is_file().then_some(path)
}

fn conformance() -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = target.unwrap_or_else(|| "target".into());
    // A relative one is relative to where cargo was called: the root, in all that calls tests here.
    workspace().join(target).join("conformance")
}
