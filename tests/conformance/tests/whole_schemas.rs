//! All of a schema of Graph, as a user has it: imported, checked against the schema, and compiled.
//!
//! A crate under `target/conformance` for each of the two schemas. The data is `../shared/graph`; where that is absent, the test says so
//! and is skipped.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use graph_tests::generated::{Generated, shared};

#[test]
fn all_of_beta_is_imported_and_compiles_without_a_warning() {
    import_and_compile("beta");
}

#[test]
fn all_of_v1_is_imported_and_compiles_without_a_warning() {
    import_and_compile("v1.0");
}

fn import_and_compile(version: &str) {
    let Some(schema) = shared(&format!("{version}.csdl")) else {
        let _ = writeln!(
            std::io::stderr(),
            "skipped: ../shared/graph/{version}.csdl is not there"
        );
        return;
    };
    let name = format!("whole-{}", version.replace('.', "-"));
    let of_schema = Generated::new(&name).expect("it can be written");
    let module = of_schema.directory().join("src/graph");
    fs::create_dir_all(&module).expect("it can be made");

    let imported = run(&schema, "import", &["--all", "--output"], &module);
    assert_eq!(imported, ExitCode::SUCCESS, "import");
    let checked = run(&schema, "check", &[], &module);
    assert_eq!(checked, ExitCode::SUCCESS, "check");

    let library = "//! All of Microsoft Graph.\n\n#![deny(missing_docs)]\n\n/// Its declarations.\npub mod graph;\n";
    of_schema
        .write("src/lib.rs", library)
        .expect("it can be written");
    let output = of_schema.cargo("check").output().expect("cargo runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert_eq!(said, "", "a warning is one too many");
}

fn run(schema: &Path, command: &str, options: &[&str], module: &Path) -> ExitCode {
    let arguments = ["cargo-msgraph".as_ref(), command.as_ref()];
    let metadata = ["--metadata".as_ref(), schema.as_os_str()];
    let options = options.iter().map(|option| option.as_ref());
    let all = arguments.into_iter().chain(metadata).chain(options);
    cargo_msgraph::run(all.chain([module.as_os_str()]).map(Into::into))
}
