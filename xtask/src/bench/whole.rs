//! All of Graph: what `cargo msgraph import --all` writes, checked by cargo next to the same types as plain serde structs.
//!
//! In: `../shared/graph/beta.csdl`; where it is absent, that is said and nothing is measured. Out: figures; nothing that was written from
//! the schema leaves `target`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use super::applications::{cargo_in, on_runtime};
use super::cost::{self, Costs};
use super::figures::Figure;
use super::{Outcome, output};

pub(super) const IMPORT: &str = "`cargo msgraph import --all`";
pub(super) const CHECK: &str = "`cargo check` of all of Graph";
pub(super) const OURS: &str = "ours";
pub(super) const SERDE: &str = "serde derive";

const ROUNDS: usize = 5;

/// The request of the applications, as the documentation has it.
const REQUEST: &str =
    "PATCH /deviceManagement/deviceConfigurations/{id}/assignments/{assignmentId}";

/// `cargo msgraph`, and what writes plain structs, both built; and the schema.
pub(super) struct Schema {
    metadata: PathBuf,
    scratch: PathBuf,
    built: PathBuf,
}

impl Schema {
    /// `None` where there is no schema.
    pub(super) fn find(root: &Path) -> Outcome<Option<Self>> {
        let metadata = root.join("../shared/graph/beta.csdl");
        if !metadata.exists() {
            crate::report(
                "skipped: all of Graph, and an imported request: `../shared/graph/beta.csdl` is not there",
            );
            return Ok(None);
        }
        crate::report("== cargo msgraph: cargo build --release");
        let mut cargo = Command::new(env!("CARGO"));
        cargo.current_dir(root).args(["build", "--release"]);
        cargo.args(["--package", "cargo-msgraph", "--bins"]);
        output(cargo.args(["--example", "plain_serde"]))?;
        let target = std::env::var_os("CARGO_TARGET_DIR");
        let target = target.map_or_else(|| root.join("target"), PathBuf::from);
        let scratch = root.join("target/bench-compile/whole");
        fs::create_dir_all(&scratch)?;
        Ok(Some(Schema {
            metadata,
            scratch,
            built: target.join("release"),
        }))
    }

    /// The declaration that one request needs.
    pub(super) fn declaration(&self) -> Outcome<String> {
        output(self.import().args(["--request", REQUEST]))
    }

    pub(super) fn figures(&self, root: &Path) -> Outcome<Vec<Figure>> {
        let (ours, plain) = (self.scratch.join("ours.rs"), self.scratch.join("plain.rs"));
        let mut import = Costs::new(IMPORT, OURS);
        for _ in 0..3 {
            let mut command = self.import();
            command.arg("--all").arg("-o").arg(&ours);
            import.add(cost::of(&command, &self.scratch)?);
        }
        let mut write = Command::new(self.built.join("examples/plain_serde"));
        output(write.arg(&self.metadata).arg(&plain))?;

        let ours = self.package(root, "whole-ours", &on_runtime(root), &ours)?;
        let plain = self.package(root, "whole-plain", ON_SERDE, &plain)?;
        let mut figures = import.figures();
        let mut costs =
            [(OURS, ours), (SERDE, plain)].map(|(way, package)| (package, Costs::new(CHECK, way)));
        // In turns, for a machine is not as fast in one minute as in the next.
        for _ in 0..ROUNDS {
            for (package, costs) in &mut costs {
                costs.add(package.check()?);
            }
        }
        figures.extend(costs.iter().flat_map(|(_, costs)| costs.figures()));
        Ok(figures)
    }

    fn import(&self) -> Command {
        let mut command = Command::new(self.built.join("cargo-msgraph"));
        command.args(["msgraph", "import", "--metadata"]);
        command.arg(&self.metadata);
        command
    }

    /// A package that has its dependencies checked already.
    fn package(
        &self,
        root: &Path,
        name: &str,
        dependencies: &str,
        source: &Path,
    ) -> Outcome<Package> {
        let directory = self.scratch.join(name);
        fs::create_dir_all(directory.join("src"))?;
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [dependencies]\n{dependencies}\n[workspace]\n"
        );
        fs::write(directory.join("Cargo.toml"), manifest)?;
        fs::copy(root.join("Cargo.lock"), directory.join("Cargo.lock"))?;
        fs::write(directory.join("src/lib.rs"), "")?;
        let package = Package {
            source: source.to_owned(),
            directory,
        };
        output(package.cargo().arg("check"))?;
        Ok(package)
    }
}

struct Package {
    directory: PathBuf,
    source: PathBuf,
}

impl Package {
    fn cargo(&self) -> Command {
        cargo_in(&self.directory, &self.directory.join("target"))
    }

    /// Checks all of the source, whatever is known of it from before; of the dependencies, nothing is incremental.
    fn check(&self) -> Outcome<cost::Cost> {
        let incremental = self.directory.join("target/debug/incremental");
        match fs::remove_dir_all(incremental) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => fs::copy(&self.source, self.directory.join("src/lib.rs"))?,
        };
        cost::of(self.cargo().arg("check"), &self.directory)
    }
}

const ON_SERDE: &str = r#"jiff = { version = "1", features = ["serde"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
uuid = { version = "1", features = ["serde"] }
"#;
