//! The output of commands: files and standard output.
//!
//! In: a path, and which command writes there. Out: whether it may. What it wrote before, it replaces; what somebody else wrote, it
//! does not, unless it is told to.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use crate::report::Failure;

/// As much of a file as its first line takes.
const FIRST_LINE: u64 = 4096;

/// Refuses a file that is there and does not say in its first line that the command wrote it.
///
/// # Errors
///
/// Returns an error if it may not be replaced, or cannot be read.
pub(crate) fn may_replace(path: &Path, command: &str, is_forced: bool) -> Result<(), Failure> {
    // Something other than a file, such as `/dev/stdout`, has no content to lose.
    let holds_something = fs::metadata(path).is_ok_and(|path| path.is_file() && path.len() > 0);
    if is_forced || !holds_something {
        return Ok(());
    }
    let mut start = Vec::new();
    File::open(path)
        .and_then(|file| file.take(FIRST_LINE).read_to_end(&mut start))
        .map_err(|error| Failure::new(format!("{}: {error}", path.display()), ""))?;
    let start = String::from_utf8_lossy(&start);
    let first = start.lines().next().unwrap_or("");
    let says_so = first.contains(&format!("Written by `cargo msgraph {command}`"));
    if first.starts_with("//") && says_so {
        Ok(())
    } else {
        Err(Failure::new(
            format!(
                "`{}` exists, and `cargo msgraph {command}` did not write it",
                path.display()
            ),
            "name another file, or add `--force` to replace this one",
        ))
    }
}

/// Writes to standard output; whoever reads it may stop before the end, as `head` does.
///
/// # Errors
///
/// Returns an error if it cannot be written for another reason.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    let written = output
        .write_all(text.as_bytes())
        .and_then(|()| output.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::new(
            format!("cannot write to standard output: {error}"),
            "",
        )),
        _ => Ok(()),
    }
}
