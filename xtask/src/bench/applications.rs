//! The applications that are built: each sends the same PATCH, in its own way. Their sources are in `benches/applications`.
//!
//! They are written below `target/bench-compile`, each a workspace of its own with target directories of its own.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Outcome, output};

pub(super) const BY_HAND: &str = "by hand";
pub(super) const ONE: &str = "ours, one entity";
pub(super) const THIRTY: &str = "ours, 30 entities";
pub(super) const SDK: &str = "graph-rs-sdk";
pub(super) const IMPORTED: &str = "ours, imported";

/// A package that is built.
pub(super) struct Application {
    pub(super) way: &'static str,
    pub(super) name: &'static str,
    directory: PathBuf,
    /// `src/main.rs`, with `a line` in it that is changed.
    main: String,
}

impl Application {
    fn write(
        root: &Path,
        way: &'static str,
        name: &'static str,
        dependencies: &str,
        main: String,
    ) -> Outcome<Self> {
        let directory = root.join("target/bench-compile").join(name);
        fs::create_dir_all(directory.join("src"))?;
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [dependencies]\n{dependencies}\
             tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n\n\
             [profile.release]\nstrip = true\n\n[workspace]\n"
        );
        fs::write(directory.join("Cargo.toml"), manifest)?;
        // All of them are built from the same versions.
        fs::copy(root.join("Cargo.lock"), directory.join("Cargo.lock"))?;
        let application = Application {
            way,
            name,
            directory,
            main,
        };
        application.touch("as it was")?;
        // Downloads are no part of a build.
        output(
            application
                .cargo(&application.directory.join("target"))
                .arg("fetch"),
        )?;
        Ok(application)
    }

    /// Changes one line.
    pub(super) fn touch(&self, change: &str) -> Outcome<()> {
        let main = self.main.replace("a line", &format!("a line, {change}"));
        Ok(fs::write(self.directory.join("src/main.rs"), main)?)
    }

    pub(super) fn directory(&self) -> &Path {
        &self.directory
    }

    pub(super) fn cargo(&self, target: &Path) -> Command {
        cargo_in(&self.directory, target)
    }
}

/// `cargo`, without what the surroundings set.
pub(super) fn cargo_in(directory: &Path, target: &Path) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .current_dir(directory)
        .env("CARGO_TARGET_DIR", target)
        .env_remove("RUSTFLAGS");
    cargo
}

/// The dependency on this library.
pub(super) fn on_runtime(root: &Path) -> String {
    let path = root.join("graph-runtime");
    format!("graph-runtime = {{ path = {:?} }}\n", path)
}

pub(super) fn all(root: &Path) -> Outcome<Vec<Application>> {
    let source = |name: &str| fs::read_to_string(root.join("benches/applications").join(name));
    let (ours, more) = (source("ours.rs")?, "/* more */");
    let runtime = on_runtime(root);
    Ok(vec![
        Application::write(root, BY_HAND, "by-hand", ON_REQWEST, source("by_hand.rs")?)?,
        Application::write(root, ONE, "ours-one", &runtime, ours.replace(more, ""))?,
        Application::write(
            root,
            THIRTY,
            "ours-thirty",
            &runtime,
            ours.replace(more, &entities(29)),
        )?,
        Application::write(root, SDK, "peer", ON_SDK, source("graph_rs_sdk.rs")?)?,
    ])
}

/// The application whose declaration `cargo msgraph import` wrote.
pub(super) fn imported(root: &Path, declaration: &str) -> Outcome<Application> {
    let main = fs::read_to_string(root.join("benches/applications/imported.rs"))?;
    let runtime = on_runtime(root);
    let application = Application::write(root, IMPORTED, "ours-imported", &runtime, main)?;
    fs::write(application.directory.join("src/graph.rs"), declaration)?;
    Ok(application)
}

/// As this library has it: TLS by rustls with *ring*.
const ON_REQWEST: &str = r#"reqwest = { version = "0.13", default-features = false, features = ["json", "rustls-no-provider"] }
rustls = { version = "0.23", default-features = false, features = ["ring", "std", "tls12"] }
serde = { version = "1", features = ["derive"] }
"#;

/// Its rustls is with *ring*, too.
const ON_SDK: &str = r#"graph-rs-sdk = { version = "3.0.1", default-features = false, features = ["rustls-tls"] }
serde_json = "1"
"#;

/// Entities with ten properties and two navigation properties each.
fn entities(count: usize) -> String {
    let mut text = String::new();
    for number in 0..count {
        let _infallible = write!(
            text,
            "entity thing{number} {{ nav assignments: [deviceConfigurationAssignment], ref next: thing{}",
            (number + 1) % count
        );
        let types = ["String", "Boolean", "Int32", "DateTimeOffset", "[String]"];
        for (property, ty) in types.iter().cycle().take(10).enumerate() {
            let _infallible = write!(text, ", property{property}: {ty}");
        }
        text.push_str(" }\n    ");
    }
    text
}
