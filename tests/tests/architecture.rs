//! Checks what the documents for maintainers say: the tests of each construct and the files that they name exist, each dependency has
//! its reason, and the entry documents stay short.

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

#[test]
fn the_files_that_are_named_exist() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    list_sources(&root, &mut files)?;
    for document in ["ARCHITECTURE.md", "DESIGN.md", "CONTRIBUTING.md"] {
        let text = fs::read_to_string(root.join(document))?;
        let named = text.split('`').skip(1).step_by(2);
        let named = named.filter(|name| name.ends_with(".rs") && !name.contains(' '));
        let missing: Vec<&str> = named
            .filter(|name| !files.iter().any(|file| file.ends_with(name)))
            .collect();
        assert!(missing.is_empty(), "{document}: not there: {missing:?}");
    }
    Ok(())
}

/// Collects the Rust sources below a directory, but for what cargo builds and for hidden directories.
fn list_sources(directory: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if entry.file_type()?.is_dir() {
            if name != "target" && !name.starts_with('.') {
                list_sources(&entry.path(), files)?;
            }
        } else if name.ends_with(".rs") {
            files.push(entry.path());
        }
    }
    Ok(())
}

#[test]
fn each_dependency_has_a_reason() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let manifest = fs::read_to_string(root.join("Cargo.toml"))?;
    let design = fs::read_to_string(root.join("DESIGN.md"))?;
    let (_, reasons) = design
        .split_once("## Dependencies")
        .ok_or("no dependencies")?;
    let words: Vec<&str> = reasons
        .split(|char: char| !char.is_ascii_alphanumeric() && char != '-' && char != '_')
        .collect();
    let dependencies = manifest
        .lines()
        .skip_while(|line| *line != "[workspace.dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.contains("path = "))
        .filter_map(|line| Some(line.split_once(" = ")?.0));
    let mut count = 0;
    for dependency in dependencies {
        assert!(
            words.contains(&dependency),
            "DESIGN.md has no reason for `{dependency}`"
        );
        count += 1;
    }
    assert!(count > 20, "the dependencies are not found");
    Ok(())
}

#[test]
fn the_entry_documents_are_short() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for document in ["README.md", "ARCHITECTURE.md"] {
        let lines = fs::read_to_string(root.join(document))?.lines().count();
        assert!(
            lines <= 150,
            "{document} has {lines} lines: move details to the guide or to DESIGN.md"
        );
    }
    Ok(())
}
