//! The functions that rustc refuses.
//!
//! In: a crate of functions, and its text. Out: the names of those that do not compile, each with the first error.

use std::collections::BTreeMap;

use graph_tests::generated::Generated;
use serde_json::Value;

/// Has the functions checked, and what they are about: those that are refused, each with the first error.
pub(super) fn refused(requests: &Generated, functions: &str) -> BTreeMap<String, String> {
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
