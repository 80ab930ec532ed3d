//! Checks the table of constructs in the guide against the tests: each row names tests, and they exist.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn the_tests_of_each_construct_exist() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = fs::read_to_string(root.join("graph-runtime/docs/declaring.md"))?;
    let rows: Vec<&str> = text
        .lines()
        .skip_while(|line| !line.starts_with("| CSDL |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .collect();
    assert!(rows.len() > 25, "the table of constructs is not found");
    let mut missing = Vec::new();
    for row in rows {
        let mut cells = row.trim_end_matches('|').rsplit('|');
        let tests = cells.next().unwrap_or_default();
        let needs_none = row.contains("| none");
        let mut named = tests.split('`').skip(1).step_by(2).peekable();
        if named.peek().is_none() && !needs_none {
            missing.push(format!("no test: {row}"));
        }
        for test in named {
            if !exists(&root, test)? {
                missing.push(test.to_owned());
            }
        }
    }
    assert!(missing.is_empty(), "not there:\n{}", missing.join("\n"));
    Ok(())
}

/// `file::function`, or a file.
fn exists(root: &Path, test: &str) -> Result<bool, Box<dyn Error>> {
    let (file, function) = match test.split_once("::") {
        Some((file, function)) => (file, Some(function)),
        None => (test, None),
    };
    let Ok(text) = fs::read_to_string(place(root, file)) else {
        return Ok(false);
    };
    Ok(function.is_none_or(|function| text.contains(&format!("fn {function}("))))
}

fn place(root: &Path, file: &str) -> PathBuf {
    match file.split_once('/') {
        Some(("ui" | "tests", _)) => root.join("tests").join(file),
        Some(("downstream", name)) => root.join("tests/downstream/tests").join(name),
        _ => root.join("graph-runtime/tests").join(file),
    }
}
