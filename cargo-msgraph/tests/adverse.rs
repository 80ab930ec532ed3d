//! Schemas that nobody means well with: each ends in an error, or in notes, that name the place; nothing panics, and memory stays in bounds,
//! which the operating system holds (`ulimit -v`).

#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Address space, of which a command that does nothing takes a fifth; in kilobytes.
const MOST_MEMORY: &str = "400000";

fn written(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).expect("it can be written");
    path
}

fn limited(arguments: &[&str], schema: &Path) -> Output {
    Command::new("sh")
        .args([
            "-c",
            &format!("ulimit -v {MOST_MEMORY} && exec \"$0\" \"$@\""),
        ])
        .arg(env!("CARGO_BIN_EXE_cargo-msgraph"))
        .args(["msgraph", arguments[0], "--metadata"])
        .arg(schema)
        .args(&arguments[1..])
        .output()
        .expect("it runs")
}

fn schema(inner: &str) -> String {
    format!(
        "<Edmx>\n<Schema Namespace=\"microsoft.graph\" Alias=\"graph\">\n\
         <EntityType Name=\"user\"><Property Name=\"mail\" Type=\"Edm.String\"/></EntityType>\n{inner}\n</Schema>\n</Edmx>\n"
    )
}

/// What each subcommand that reads a schema says of it, on standard error, and what `import` writes.
fn said(name: &str, text: &str, code: i32) -> (String, String) {
    let path = written(name, text);
    let source = written(
        &format!("{name}.rs"),
        "graph_resource! { entity user { mail: String } }",
    );
    let checked = limited(
        &["check", "--verbose", &source.display().to_string()],
        &path,
    );
    let imported = limited(&["import", "--all"], &path);
    let mut all = String::new();
    for output in [&checked, &imported] {
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{name}: {said:.2000}");
        assert!(!said.contains("panicked"), "{said:.2000}");
        assert!(said.len() < 500_000, "{name}: {} bytes", said.len());
        all.push_str(&said);
    }
    let out = String::from_utf8_lossy(&imported.stdout).into_owned();
    (all, out)
}

#[test]
fn what_is_no_schema_is_refused_with_its_place() {
    let deep = 100_000;
    let laughs = (1..10)
        .map(|level| {
            let ten = format!("&l{};", level - 1).repeat(10);
            format!("<!ENTITY l{level} \"{ten}\">")
        })
        .collect::<String>();
    let bomb = format!(
        "<!DOCTYPE x [<!ENTITY l0 \"ha\">{laughs}]>\n{}",
        schema("<ComplexType Name=\"&l9;\"/>")
    );
    for (name, text, place, reason) in [
        (
            "deep",
            schema(&format!("{}{}", "<a>".repeat(deep), "</a>".repeat(deep))),
            "4:",
            "nested more than 64 deep",
        ),
        ("entities", bomb, "5:1", "not XML"),
        (
            "unclosed",
            schema("<ComplexType Name=\"a\">"),
            "5:1",
            "not XML",
        ),
        (
            "ends",
            "<Edmx>\n<Schema Namespace=\"n\">\n".to_owned(),
            "2:1",
            "ends before",
        ),
        ("empty", String::new(), "1:1", "has no schema"),
        ("json", "{\"a\": 1}".to_owned(), "1:1", "has no schema"),
    ] {
        let (said, out) = said(name, &text, 1);
        assert_eq!(said.matches(reason).count(), 2, "{name}: {said:.2000}");
        assert_eq!(
            said.matches(&format!("{name}:{place}")).count(),
            2,
            "{name}: {said:.2000}"
        );
        assert_eq!(out, "");
    }
}

#[test]
fn what_is_wrong_in_a_schema_is_named_and_the_rest_goes_on() {
    let huge = "n".repeat(1_000_000);
    let chain: String = (0..3_000)
        .map(|index| {
            format!(
                "<ComplexType Name=\"c{index}\" BaseType=\"graph.c{}\"/>\n",
                index + 1
            )
        })
        .collect();
    let attributes: String = (0..100_000)
        .map(|index| format!(" a{index}=\"\""))
        .collect();
    let laughs =
        "<Annotation Term=\"Org.OData.Core.V1.Description\"><String>&l9;&l9;</String></Annotation>";
    for (name, inner, reason) in [
        ("digit-first", "<ComplexType Name=\"a\"><Property Name=\"3d\" Type=\"Edm.String\"/></ComplexType>".to_owned(), "is not a name"),
        ("no-members", "<EnumType Name=\"e\"/><ComplexType Name=\"a\"><Property Name=\"p\" Type=\"graph.e\"/></ComplexType>".to_owned(), "has no members"),
        ("key", "<EntityType Name=\"e\"><Key><PropertyRef Name=\"k\"/></Key><Property Name=\"k\" Type=\"graph.c\"/></EntityType><ComplexType Name=\"c\"/>".to_owned(), "is not a primitive value"),
        ("entity", "<ComplexType Name=\"a\"><Property Name=\"p\" Type=\"graph.user\"/></ComplexType>".to_owned(), "which cannot be the type of a property"),
        ("parameters", "<Action Name=\"a\" IsBound=\"true\"><Parameter Name=\"b\" Type=\"graph.user\"/><Parameter Name=\"p\" Type=\"Edm.String\"/><Parameter Name=\"p\" Type=\"Edm.String\"/></Action>".to_owned(), "already"),
        ("attributes", format!("<ComplexType{attributes}/>"), "has no `Name`"),
        ("huge-name", format!("<ComplexType Name=\"{huge}\"/>"), "is not a name"),
        ("huge-type", format!("<ComplexType Name=\"a\"><Property Name=\"p\" Type=\"{huge}\"/></ComplexType>"), "has no type"),
        ("huge-base", format!("<ComplexType Name=\"a\" BaseType=\"{huge}\"/>"), "the base of"),
        ("huge-element", format!("<{huge}/>"), "not supported"),
        ("huge-target", format!("<Annotations Target=\"{huge}\"/>"), "not in the schema"),
        ("huge-member", format!("<EnumType Name=\"a\"><Member Name=\"{huge}\"/></EnumType>"), "is not a name"),
        ("missing-base", "<ComplexType Name=\"a\" BaseType=\"graph.gone\"/>".to_owned(), "is not in the schema"),
        ("cycle", "<ComplexType Name=\"a\" BaseType=\"graph.b\"/><ComplexType Name=\"b\" BaseType=\"graph.a\"/>".to_owned(), "extends itself"),
        ("itself", "<ComplexType Name=\"a\" BaseType=\"graph.a\"/>".to_owned(), "extends itself"),
        ("twice", "<ComplexType Name=\"user\"/>".to_owned(), "is already declared"),
        ("chain", chain, "more than 100 bases"),
        ("document-type", format!("<ComplexType Name=\"a\">{laughs}</ComplexType><Gone/>"), "not supported"),
    ] {
        let (said, out) = said(name, &schema(&inner), 0);
        assert!(said.matches(reason).count() >= 2, "{name}: {said:.2000}");
        assert!(said.contains(&format!("{name}:4:")), "{name}: {said:.2000}");
        assert!(out.contains("mail: String"), "{name}: {out:.2000}");
    }
}

#[test]
fn much_of_everything_is_read_within_bounds() {
    let types: String = (0..3_000)
        .map(|index| format!("<ComplexType Name=\"t{index}\" BaseType=\"graph.gone\"/>\n"))
        .collect();
    let (said, _) = said("many-notes", &schema(&types), 0);
    assert!(said.contains("2000 more of the schema"), "{said:.2000}");
}
