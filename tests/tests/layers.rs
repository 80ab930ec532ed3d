//! Holds the order of the layers in the workspace's crates.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{fs, io};

use graph_tests::layers::Modules;

#[test]
fn the_language_is_layered() -> Result<(), Box<dyn Error>> {
    check(
        "graph-syntax",
        &[
            "names", "edm", "errors", "ast", "parse", "path", "resolve", "check",
        ],
    )
}

#[test]
fn the_expansion_is_layered() -> Result<(), Box<dyn Error>> {
    check("graph-macros", &["path", "expand"])
}

#[test]
fn the_model_is_layered() -> Result<(), Box<dyn Error>> {
    check(
        "graph-model",
        &[
            "edm",
            "json",
            "model",
            "request",
            "schema",
            "query",
            "body",
            "path",
            // What the macros and graph-runtime name.
            "internal",
            "expansion",
            "__private",
        ],
    )
}

#[test]
fn the_client_is_layered() -> Result<(), Box<dyn Error>> {
    check(
        "graph-runtime",
        &[
            "error",
            "shared",
            "auth",
            "send",
            "pages",
            "batch",
            "transfer",
            "device_code",
            "client",
            "builder",
            // What graph-model has, under the names that users know.
            "edm",
            "model",
            "path",
            "query",
            "request",
            "schema",
            "verbs",
            "prelude",
            "guide",
        ],
    )
}

#[test]
fn the_emulator_is_layered() -> Result<(), Box<dyn Error>> {
    check(
        "graph-emulator",
        &[
            "ids", "path", "store", "seed", "http", "fault", "record", "handlers", "router",
            "server", "emulator", "builder",
        ],
    )
}

#[test]
fn the_schema_is_layered() -> Result<(), Box<dyn Error>> {
    check("graph-schema", &["method", "csdl", "route"])
}

#[test]
fn the_tool_is_layered() -> Result<(), Box<dyn Error>> {
    check(
        "cargo-msgraph",
        &[
            "report",
            "outcome",
            "asked",
            "output",
            "verbs",
            "schema_file",
            "service",
            "requests",
            "check",
            "import",
            "request",
            "fetch",
            "cli",
        ],
    )
}

/// Checks a crate against the order of its top-level modules, from the bottom to the top.
fn check(name: &str, order: &[&str]) -> Result<(), Box<dyn Error>> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name);
    let violations = Modules::read(&src.join("src"))?.violations(order);
    assert!(violations.is_empty(), "{name}:\n{}", violations.join("\n"));
    Ok(())
}

/// Writes a crate of these files into a folder of its own, and returns what violates the order `low`, `high`.
fn violations_of(name: &str, files: &[(&str, &str)]) -> io::Result<Vec<String>> {
    let src = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("layers")
        .join(name);
    fs::create_dir_all(src.join("high"))?;
    fs::write(
        src.join("lib.rs"),
        "mod high;\nmod low;\npub use high::High;\n",
    )?;
    for (file, text) in files {
        fs::write(src.join(file), text)?;
    }
    Ok(Modules::read(&src)?.violations(&["low", "high"]))
}

#[test]
fn downward_imports_and_parents_with_children_are_allowed() -> io::Result<()> {
    let violations = violations_of(
        "allowed",
        &[
            (
                "low.rs",
                "pub struct Low;\n// use crate::high::High;\n#[cfg(test)] mod tests { use crate::high::High; }",
            ),
            (
                "high.rs",
                "mod child;\nuse crate::low::{self, Low};\nuse child::Child;\npub struct High;",
            ),
            (
                "high/child.rs",
                "use super::High;\nuse std::fmt;\npub struct Child;",
            ),
        ],
    )?;
    assert_eq!(violations, [""; 0]);
    Ok(())
}

#[test]
fn upward_imports_are_reported_however_they_are_written() -> io::Result<()> {
    let imports = [
        "use crate::high::High;",
        "use crate::{high::{High as Other}};",
        "use crate::high::*;",
        "use super::high;",
        "use crate::High;",
        "fn f() { crate::high::f(); }",
        "fn f(x: &super::high::High) {}",
        "mod inner { use super::super::high::High; }",
    ];
    for (index, import) in imports.iter().enumerate() {
        let files = [("low.rs", *import), ("high.rs", "pub struct High;")];
        let violations = violations_of(&format!("upward{index}"), &files)?;
        assert_eq!(violations.len(), 1, "{import}: {violations:?}");
        assert!(
            violations[0].contains("`high` is above `low`"),
            "{violations:?}"
        );
    }
    Ok(())
}

#[test]
fn circles_of_siblings_are_reported_even_through_re_exports() -> io::Result<()> {
    let violations = violations_of(
        "circle",
        &[
            ("low.rs", ""),
            ("high.rs", "mod a;\nmod b;\npub use a::A;\npub struct High;"),
            ("high/a.rs", "use super::b::B;\npub struct A;"),
            ("high/b.rs", "use super::{A, High};\npub struct B;"),
        ],
    )?;
    assert_eq!(violations.len(), 1, "{violations:?}");
    assert!(violations[0].starts_with("a circle: "), "{violations:?}");
    Ok(())
}

#[test]
fn the_order_names_all_top_level_modules() -> io::Result<()> {
    let files = [
        ("low.rs", ""),
        ("high.rs", ""),
        ("lib.rs", "mod low;\nmod middle;"),
        ("middle.rs", ""),
    ];
    let violations = violations_of("unknown", &files)?;
    assert_eq!(
        violations,
        [
            "`middle` is in no layer: add it to the order",
            "the layer `high` does not exist"
        ]
    );
    Ok(())
}
