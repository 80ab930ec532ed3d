//! Every request that Graph's documentation prints, as a user has it: imported, written as a function by `cargo graph request`,
//! and compiled.
//!
//! Two crates under `target/conformance`: one is what `import` declares for all documented requests, the other has their functions. What does
//! not compile is listed in `documented_requests.txt`, which this test holds against the run: neither a fix nor a regression goes
//! unseen. `BLESS=1` writes it. The data is `../shared/graph`; where that is absent, the test says so and is skipped.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::{env, fs};

use cargo_graph::import::{self, Selection, Service};
use cargo_graph::request::{self, Functions};
use cargo_graph::{csdl, route};
use graph_tests::generated::{Generated, shared, workspace};
use serde_json::Value;

/// Where the functions find what they are about.
const DECLARATIONS: &str = "documented_declarations::graph";

/// A line of the documentation.
struct Row<'a> {
    request: String,
    /// Whether the one who collected them finds it in the schema.
    is_resolved: bool,
    page: &'a str,
}

#[test]
fn all_documented_requests_compile_but_for_those_that_are_listed() {
    let read = |name: &str| shared(name).and_then(|path| fs::read_to_string(path).ok());
    let (Some(schema), Some(table)) = (read("beta.csdl"), read("documented-requests-beta.tsv"))
    else {
        let _ = writeln!(std::io::stderr(), "skipped: ../shared/graph is not there");
        return;
    };
    let schema = csdl::read(&schema).unwrap_or_else(|message| panic!("{}", message.text));
    let rows: Vec<Row<'_>> = table.lines().skip(1).map(row).collect();
    let service: Service = "Beta=beta".parse().expect("it is a service");

    let requests = rows.iter().map(|row| row.request.as_str());
    let requests: Vec<_> = requests
        .map(|request| (request, route::follow(&schema, request)))
        .collect();
    let mut selection = Selection::new(&schema);
    for (_, route) in &requests {
        if let Ok(route) = route {
            selection.add_route(route);
        }
    }
    let declared = import::declarations(&selection, &service);
    let declared = declared.unwrap_or_else(|failure| panic!("{failure}"));
    let functions = request::module(&schema, &service, DECLARATIONS, &requests);
    let functions = functions.unwrap_or_else(|failure| panic!("{failure}"));
    let declarations = Generated::new("documented-declarations").expect("it can be written");
    let crate_of_requests = Generated::depending_on(&[&declarations], "documented-requests");
    let crate_of_requests = crate_of_requests.expect("it can be written");
    let write = |to: &Generated, file: &str, text: &str| {
        to.write(file, text)
            .unwrap_or_else(|error| panic!("{file}: {error}"));
    };
    fs::create_dir_all(declarations.directory().join("src/graph")).expect("it can be made");
    for (name, text) in declared.files() {
        write(&declarations, &format!("src/graph/{name}"), &text);
    }
    write(
        &declarations,
        "src/lib.rs",
        "//! What all documented requests need.\n\npub mod graph;\n",
    );
    write(&crate_of_requests, "src/lib.rs", &functions.text);

    let refused = check(&crate_of_requests, &functions.text);
    if !refused.is_empty() {
        // What is left has to be whole: an error can hide others.
        let kept: Vec<_> = requests
            .into_iter()
            .zip(&functions.names)
            .filter(|(_, name)| name.as_ref().is_ok_and(|name| !refused.contains_key(name)))
            .map(|(request, _)| request)
            .collect();
        let rest = request::module(&schema, &service, DECLARATIONS, &kept);
        let rest = rest.unwrap_or_else(|failure| panic!("{failure}"));
        write(&crate_of_requests, "src/lib.rs", &rest.text);
        let hidden = check(&crate_of_requests, &rest.text);
        assert!(hidden.is_empty(), "errors that others hid: {hidden:#?}");
    }

    let found = outcomes(&rows, &functions, &refused);
    let list = workspace().join("tests/conformance/tests/documented_requests.txt");
    if env::var_os("BLESS").is_some() {
        fs::write(&list, &found).expect("the list can be written");
    }
    let listed = fs::read_to_string(&list).unwrap_or_default();
    assert_eq!(found, listed, "bless with BLESS=1, and read what changed");
}

fn row(line: &str) -> Row<'_> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [method, path, status, .., page] = fields.as_slice() else {
        panic!("not a row: {line}");
    };
    Row {
        request: format!("{method} {path}"),
        is_resolved: *status != "unresolved",
        page,
    }
}

/// How many of the requests went how, then the pages of those that did not go as the data says.
fn outcomes(rows: &[Row<'_>], functions: &Functions, refused: &BTreeMap<String, String>) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut exceptions: BTreeSet<String> = BTreeSet::new();
    for (row, name) in rows.iter().zip(&functions.names) {
        let reason = match name {
            Err(unknown) => Some(unknown.text.as_str()),
            Ok(name) => refused.get(name).map(String::as_str),
        };
        let outcome = match (row.is_resolved, reason) {
            (true, None) => "compile, as the data says",
            (true, Some(_)) => "do not compile, though the data resolves them",
            (false, None) => "compile, though the data does not resolve them",
            (false, Some(_)) => "do not compile, as the data says",
        };
        *counts.entry(outcome).or_default() += 1;
        if outcome.contains("though") {
            let verb = row.request.split(' ').next().unwrap_or_default();
            exceptions.insert(format!(
                "{} {verb}: {}",
                row.page,
                reason.unwrap_or("compiles")
            ));
        }
    }
    let mut found = String::new();
    for (outcome, count) in counts {
        writeln!(found, "{count} {outcome}").expect("writing to a string does not fail");
    }
    for exception in exceptions {
        writeln!(found, "{exception}").expect("writing to a string does not fail");
    }
    found
}

/// Has the functions checked, and what they are about: those that are refused, each with the first error.
fn check(requests: &Generated, functions: &str) -> BTreeMap<String, String> {
    let output = requests
        .cargo("check")
        .args(["--message-format", "json"])
        .output()
        .expect("cargo runs");
    let messages = String::from_utf8_lossy(&output.stdout);
    let mut refused = BTreeMap::new();
    for line in messages.lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        if message["reason"] != "compiler-message" {
            continue;
        }
        let message = &message["message"];
        let text = message["message"].as_str().unwrap_or_default();
        let Some(line) = line_in(requests, message) else {
            let is_summary = message["spans"].as_array().is_none_or(Vec::is_empty);
            assert!(is_summary, "not of a function: {}", message["rendered"]);
            continue;
        };
        assert_eq!(message["level"], "error", "{}", message["rendered"]);
        refused
            .entry(function_at(functions, line).to_owned())
            .or_insert_with(|| text.to_owned());
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(
        output.status.success(),
        refused.is_empty(),
        "{errors}{messages}"
    );
    refused
}

/// The line of the crate that a message is about, or that the macro is called at.
fn line_in(requests: &Generated, message: &Value) -> Option<usize> {
    let spans = message["spans"].as_array()?;
    let primary = spans.iter().filter(|span| span["is_primary"] == true);
    primary.chain(spans).find_map(|span| {
        let mut span = span;
        loop {
            let file = span["file_name"].as_str()?;
            let place = requests.directory().join(file);
            if place.starts_with(requests.directory()) {
                return usize::try_from(span["line_start"].as_u64()?).ok();
            }
            span = span.get("expansion")?.get("span")?;
        }
    })
}

/// The name of the function that a line belongs to.
fn function_at(functions: &str, line: usize) -> &str {
    let heads = functions.lines().take(line);
    let heads = heads.filter_map(|line| line.strip_prefix("pub fn "));
    let last = heads.last().unwrap_or_default();
    last.split(['(', '<']).next().unwrap_or(last)
}
