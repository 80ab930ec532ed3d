//! Runs the cases: instructions below callgrind, allocations, time by turns.

use std::path::Path;
use std::process::Command;

use super::{Outcome, output};

/// One way to do one thing, measured.
pub(super) struct Measured {
    pub(super) what: String,
    pub(super) way: String,
    /// Absent where valgrind is.
    pub(super) instructions: Option<u64>,
    pub(super) allocations: u64,
    /// The shortest of all rounds, in nanoseconds: what else the machine does only adds to it.
    pub(super) nanoseconds: u64,
}

/// How often `measure once` runs a case.
const REPEATED: u64 = 4;

fn cargo(root: &Path, arguments: &[&str]) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(arguments)
        .current_dir(root.join("benches"))
        .env("CARGO_TARGET_DIR", root.join("target/benches"));
    cargo
}

pub(super) fn cases(root: &Path) -> Outcome<Vec<Measured>> {
    output(&mut cargo(root, &["build", "--release", "--bins"]))?;
    let built = root.join("target/benches/release");
    let measure = built.join("measure");
    let has_valgrind = Command::new("valgrind").arg("--version").output().is_ok();
    if !has_valgrind {
        crate::report("valgrind is not installed: instructions are not counted");
    }
    let allocations = output(&mut Command::new(built.join("allocations")))?;
    let times = output(Command::new(&measure).arg("time"))?;
    let mut cases = Vec::new();
    for (number, (counted, timed)) in allocations.lines().zip(times.lines()).enumerate() {
        let (counted, timed) = (fields(counted), fields(timed));
        let [what, way, allocations, ..] = counted[..] else {
            return Err("`allocations` prints what, way, allocations".into());
        };
        let instructions = match has_valgrind {
            true => Some(instructions(&measure, number)?),
            false => None,
        };
        cases.push(Measured {
            what: what.to_owned(),
            way: way.to_owned(),
            instructions,
            allocations: allocations.parse()?,
            nanoseconds: timed
                .get(2)
                .ok_or("`time` prints what, way, shortest")?
                .parse()?,
        });
    }
    Ok(cases)
}

fn instructions(measure: &Path, number: usize) -> Outcome<u64> {
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg("--toggle-collect=*Case*measured*")
        .arg(measure)
        .args(["once", &number.to_string()])
        .output()?;
    let text = String::from_utf8_lossy(&run.stderr);
    let (_, after) = text
        .split_once("Collected : ")
        .ok_or_else(|| format!("callgrind counted nothing: {text}"))?;
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    Ok(digits.parse::<u64>()? / REPEATED)
}

fn fields(line: &str) -> Vec<&str> {
    line.split('\t').collect()
}
