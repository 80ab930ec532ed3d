//! `cargo msgraph check`: mistakes, each found at its own line, and the workspace's own declarations, which have none.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use cargo_msgraph::import::{Selection, Service, declarations};
use graph_schema::csdl;
use serde_json::Value;

/// What is meant to be Graph as it is. Other tests invent types on purpose.
const REAL: [&str; 11] = [
    "README.md",
    "graph-runtime/examples",
    "graph-runtime/docs/getting-started.md",
    "graph-runtime/docs/declaring.md",
    "graph-runtime/docs/requests.md",
    "graph-runtime/docs/data.md",
    "graph-runtime/docs/client.md",
    "graph-runtime/docs/testing.md",
    "graph-runtime/docs/cargo-msgraph.md",
    "graph-runtime/docs/several-services.md",
    "graph-runtime/docs/recipes.md",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/check")
        .join(name)
}

/// The service's own schema; without it, says so.
fn beta() -> Option<PathBuf> {
    let path = root().join("../shared/graph/beta.csdl");
    let is_there = path.exists();
    if !is_there {
        // Not by a macro: the test runner would keep it to itself.
        let line = "skipped: `../shared/graph/beta.csdl` is not there\n";
        let _ = std::io::stderr().write_all(line.as_bytes());
    }
    is_there.then_some(path)
}

fn check(metadata: &Path, format: &str, sources: &[PathBuf]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cargo-msgraph"))
        .args(["msgraph", "check", "--format", format, "--metadata"])
        .arg(metadata)
        .args(sources)
        .output()
        .expect("it runs")
}

/// Line and rule of each mistake, as the file itself says.
fn seeded(text: &str) -> Vec<(u64, String)> {
    (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.starts_with("//"))
        .filter_map(|(number, line)| Some((number, line.split_once("// ")?.1)))
        // The first word; what allows a mistake is none.
        .filter_map(|(number, words)| Some((number, words.split(' ').next()?.to_owned())))
        .filter(|(_, word)| word != "graph-check:")
        .collect()
}

/// What is said of all mistakes in a file, which are those that it says it has.
fn assert_finds_all(metadata: &Path, source: &str, count: usize) -> String {
    let source = here(source);
    let expected = seeded(&fs::read_to_string(&source).expect("it can be read"));
    assert_eq!(expected.len(), count);
    let output = check(metadata, "json", &[source]);
    assert_eq!(output.status.code(), Some(1));
    let answer: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(answer["version"], 1);
    let found = answer["disagreements"].as_array().expect("it is a list");
    let places: Vec<(u64, String)> = found
        .iter()
        .map(|one| {
            (
                one["line"].as_u64().expect("it is a number"),
                one["rule"].as_str().expect("it is a word").to_owned(),
            )
        })
        .collect();
    assert_eq!(places, expected);
    found
        .iter()
        .map(|one| {
            let text = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
            format!(
                "{}:{}: {}\n    help: {}\n",
                one["line"],
                one["column"],
                text("message"),
                text("help")
            )
        })
        .collect()
}

fn assert_says(said: &str, expected: &str) {
    let expected = here(expected);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&expected, said).expect("it can be written");
    }
    assert_eq!(said, fs::read_to_string(&expected).expect("it can be read"));
}

#[test]
fn each_mistake_is_found_at_its_own_line() {
    let said = assert_finds_all(&here("schema.csdl"), "mistakes.rs", 30);
    assert_says(&said, "mistakes.txt");
}

#[test]
fn each_other_rule_finds_what_it_is_for_and_nothing_else() {
    let said = assert_finds_all(&here("rules.csdl"), "rules.rs", 21);
    assert_says(&said, "rules.txt");
}

#[test]
fn each_mistake_is_found_by_the_services_own_schema() {
    if let Some(beta) = beta() {
        assert_finds_all(&beta, "mistakes.rs", 30);
    }
}

#[test]
fn the_text_shows_the_line_and_the_fix() {
    let output = check(&here("schema.csdl"), "text", &[here("mistakes.rs")]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stderr);
    for part in [
        "error[unknown-property]: `user` has no property `displayNam`",
        "mistakes.rs:11:9",
        "did you mean `displayName`?",
        "30 disagreements in 1 declaration of 1 file",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn the_help_lists_the_rules() {
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-msgraph"))
        .args(["msgraph", "check", "--help"])
        .output()
        .expect("it runs");
    let help = String::from_utf8_lossy(&output.stdout);
    let (_, listed) = help.split_once("Rules:").expect("it has a list");
    let listed: BTreeSet<&str> = listed.split_whitespace().collect();
    let mut found = BTreeSet::from(["syntax".to_owned(), "unreadable".to_owned()]);
    for file in ["mistakes.rs", "rules.rs"] {
        let text = fs::read_to_string(here(file)).expect("it can be read");
        found.extend(seeded(&text).into_iter().map(|(_, rule)| rule));
    }
    let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
    assert_eq!(listed, found);
}

#[test]
fn lines_that_rustdoc_hides_are_checked_at_their_places() {
    let guide = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hidden.md");
    let text = "# A heading\n\n```rust,standalone_crate\n# graph_resource! {\n#     entity user { displayNam: String }\n#\n# }\n\
                #[allow(unused)]\nfn main() {}\n```\n\n```rust,compile_fail\ngraph_resource! { entity user { wrong: String } }\n```\n";
    fs::write(&guide, text).expect("it can be written");
    let output = check(&here("schema.csdl"), "text", &[guide]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("hidden.md:5:21"), "{said}");
    assert!(said.contains("\n1 disagreement in 1 declaration"), "{said}");
}

#[test]
fn where_no_declaration_is_nothing_was_checked() {
    let empty = Path::new(env!("CARGO_TARGET_TMPDIR")).join("check-nothing");
    fs::create_dir_all(&empty).expect("it can be made");
    let main = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/main.rs");
    for (source, count) in [(empty, "0 files"), (main, "1 file")] {
        for format in ["text", "json"] {
            let output = check(&here("schema.csdl"), format, std::slice::from_ref(&source));
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(1), "{said}");
            assert!(said.contains("no `graph_resource!` is in"), "{said}");
            assert!(said.contains(count), "{said}");
        }
    }
}

#[test]
fn what_the_workspace_declares_of_graph_agrees_with_it() {
    let Some(beta) = beta() else { return };
    let sources = REAL.map(|path| root().join(path));
    let output = check(&beta, "text", &sources);
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}");
}

/// A prefix of a schema is not a schema, and the message says so. Nothing panics.
#[test]
fn a_truncated_schema_is_refused_with_its_place() {
    let text = fs::read(here("schema.csdl")).expect("it can be read");
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("truncated.csdl");
    for length in (0..text.len()).step_by(1024) {
        fs::write(&path, &text[..length]).expect("it can be written");
        let output = check(&path, "text", &[here("mistakes.rs")]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{length}: {said}");
        assert!(said.contains("truncated.csdl:"), "{length}: {said}");
        assert!(said.contains("is not a schema"), "{length}: {said}");
    }
}

#[test]
fn a_source_that_is_not_there_is_named_once() {
    let output = check(&here("schema.csdl"), "text", &[here("nowhere")]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(said.matches("nowhere").count(), 1, "{said}");
    assert!(said.contains("nowhere`: No such file"), "{said}");
}

#[test]
fn all_of_graph_can_be_declared() {
    let Some(beta) = beta() else { return };
    let text = fs::read_to_string(beta).expect("it can be read");
    let schema = csdl::read(&text).unwrap_or_else(|error| panic!("{error}"));
    let mut selection = Selection::new(&schema);
    selection.add_all();
    let service: Service = "Beta=beta".parse().expect("it is a service");
    let declared = declarations(&selection, &service);
    let text = declared
        .unwrap_or_else(|failure| panic!("{failure}"))
        .file();
    assert_eq!(text.matches("graph_resource! {").count(), 7);
}
