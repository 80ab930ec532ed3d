//! Every documented request of Graph's beta and v1.0, against the schema: those that the schema knows become a line that
//! `graph_request!` parses, those that are wrong are refused.
//!
//! What does not go as the data says is listed in `documented_requests/`, which this test holds against the run: neither a fix nor
//! a regression goes unseen. `BLESS=1` writes it. The data is `../shared/graph`; where that is absent, the test says so and is skipped.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use cargo_msgraph::request;
use graph_schema::{csdl, route};
use graph_syntax::RequestMacro;

#[test]
fn what_fails_of_beta_is_listed() {
    assert_listed("beta");
}

#[test]
fn what_fails_of_v1_0_is_listed() {
    assert_listed("v1.0");
}

fn assert_listed(version: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let data = root.join("../../shared/graph");
    let read = |name: &str| std::fs::read_to_string(data.join(name));
    let (Ok(schema), Ok(rows)) = (
        read(&format!("{version}.csdl")),
        read(&format!("documented-requests-{version}.tsv")),
    ) else {
        let _ = writeln!(std::io::stderr(), "skipped: ../shared/graph is not there");
        return;
    };
    let schema = csdl::read(&schema).unwrap_or_else(|message| panic!("{}", message.text));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut failures: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for row in rows.lines().skip(1) {
        let fields: Vec<&str> = row.split('\t').collect();
        let [method, path, status, .., page] = fields.as_slice() else {
            panic!("not a row: {row}");
        };
        let is_known = match route::follow(&schema, &format!("{method} {path}")) {
            Ok(found) => {
                let body = request::takes_body(&found).then_some("body");
                let line = request::macro_line("Beta", &found, body);
                let inside = line
                    .strip_prefix("graph_request!(")
                    .and_then(|it| it.strip_suffix(')'));
                let tokens = inside.unwrap_or_default().parse();
                let parsed = tokens
                    .ok()
                    .and_then(|tokens| RequestMacro::parse(tokens).ok());
                assert!(
                    parsed.is_some_and(|it| it.problem.is_none()),
                    "{row}: {line}"
                );
                true
            }
            Err(_) => false,
        };
        let outcome = match (*status == "unresolved", is_known) {
            (false, true) => "known, as the data says",
            (true, false) => "unknown, as the data says",
            (false, false) => "unknown, though the data resolves it",
            (true, true) => "known, though the data does not resolve it",
        };
        *counts.entry(outcome).or_default() += 1;
        if outcome.contains("though") {
            *failures.entry((outcome, page)).or_default() += 1;
        }
    }
    let mut found = String::new();
    for (outcome, count) in &counts {
        writeln!(found, "{count} {outcome}").expect("writing to a string does not fail");
    }
    for ((outcome, page), count) in &failures {
        writeln!(found, "{page} {count} {outcome}").expect("writing to a string does not fail");
    }
    let list = root.join(format!("tests/documented_requests/{version}.txt"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&list, &found).expect("the list can be written");
    }
    let listed = std::fs::read_to_string(&list).unwrap_or_default();
    assert_eq!(found, listed, "bless with BLESS=1, and read what changed");
}
