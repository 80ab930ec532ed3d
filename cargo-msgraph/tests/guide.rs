//! Runs the commands that the guide's chapter about the tool shows, in their order, in a directory of their own.

#![cfg(unix)]

use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

const TOOL: &str = "cargo msgraph ";

/// The commands of the chapter's shell blocks, without comments. A line that ends in `\` continues in the next one.
fn commands(chapter: &str) -> Vec<String> {
    let mut commands = Vec::new();
    for block in chapter.split("```sh\n").skip(1) {
        let block = block.split("```").next().unwrap_or_default();
        for line in block.replace("\\\n", " ").lines() {
            if line.starts_with(TOOL) {
                commands.push(line.to_owned());
            }
        }
    }
    commands
}

#[test]
fn the_commands_of_the_guide_succeed() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let schema = root.join("../shared/graph/v1.0.csdl");
    if !schema.exists() {
        let line = "skipped: `../shared/graph/v1.0.csdl` is not there\n";
        // Not by a macro: the test runner would hide it.
        std::io::stderr().write_all(line.as_bytes())?;
        return Ok(());
    }
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("guide");
    if directory.exists() {
        fs::remove_dir_all(&directory)?;
    }
    fs::create_dir_all(directory.join("src"))?;
    fs::copy(schema, directory.join("v1.0.csdl"))?;
    fs::write(directory.join("README.md"), "# No declaration is here\n")?;
    fs::write(
        directory.join("requests.txt"),
        "PATCH /users/{id | userPrincipalName}\nGET /me/mailFolders/inbox/messages?$select=subject\n",
    )?;

    let chapter = fs::read_to_string(root.join("graph-runtime/docs/cargo-msgraph.md"))?;
    let commands = commands(&chapter);
    let mut run = 0;
    for command in &commands {
        if command.contains(" fetch ") {
            continue; // It downloads.
        }
        // A second `import` to the same place is fine: the tool wrote what is there.
        let here = command.replace(
            TOOL,
            concat!("'", env!("CARGO_BIN_EXE_cargo-msgraph"), "' "),
        );
        let output = Command::new("sh")
            .args(["-c", &here])
            .current_dir(&directory)
            .output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command}\n{said}");
        run += 1;
    }
    assert!(run >= 5, "only {run} commands were found");

    // What the chapter shows as the first import's text, and as the printed request.
    let first = commands.iter().find(|command| command.contains(" import "));
    let first = first.ok_or("no import")?.replace("-o src/graph.rs", "");
    let first = first.replace(
        TOOL,
        concat!("'", env!("CARGO_BIN_EXE_cargo-msgraph"), "' "),
    );
    let output = Command::new("sh")
        .args(["-c", &first])
        .current_dir(&directory)
        .output()?;
    let written = String::from_utf8(output.stdout)?;
    let declaration = written
        .split_once("\n\n")
        .map(|(_, declaration)| declaration)
        .ok_or("no text")?;
    assert!(
        chapter.contains(declaration),
        "not in the chapter:\n{declaration}"
    );
    Ok(())
}
