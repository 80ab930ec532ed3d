//! Counts instructions, which other load on the machine does not change.

use std::path::Path;
use std::process::Command;

use super::Outcome;

/// Whether valgrind is installed; says so where it is not.
pub(super) fn is_there() -> bool {
    let is_there = Command::new("valgrind").arg("--version").output().is_ok();
    if !is_there {
        crate::report("valgrind is not installed: instructions are not counted");
    }
    is_there
}

/// What a program does below the functions that match a pattern, in the threads that run them.
pub(super) fn count(program: &Path, arguments: &[&str], below: &str) -> Outcome<f64> {
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(format!("--toggle-collect={below}"))
        .arg(program)
        .args(arguments)
        .output()?;
    let text = String::from_utf8_lossy(&run.stderr);
    let (_, after) = text
        .split_once("Collected : ")
        .ok_or_else(|| format!("callgrind counted nothing: {text}"))?;
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    Ok(digits.parse()?)
}
