//! Runs the cases of `benches/`: instructions below callgrind, allocations, time by turns.

use std::path::Path;
use std::process::Command;

use super::figures::Figure;
use super::{Outcome, callgrind, in_benches, output};

/// How often `measure once` runs a case.
const REPEATED: f64 = 4.0;

pub(super) fn figures(root: &Path) -> Outcome<Vec<Figure>> {
    crate::report("== cases: cargo build --release");
    output(in_benches(root).args(["build", "--release", "--bins"]))?;
    let built = root.join("target/benches/release");
    let measure = built.join("measure");
    let has_valgrind = callgrind::is_there();
    crate::report("== cases: allocations and time");
    let allocations = output(&mut Command::new(built.join("allocations")))?;
    let times = output(Command::new(&measure).arg("time"))?;
    let mut figures = Vec::new();
    for (number, (counted, timed)) in allocations.lines().zip(times.lines()).enumerate() {
        let (counted, timed) = (fields(counted), fields(timed));
        let [what, way, allocations, ..] = counted[..] else {
            return Err("`allocations` prints what, way, allocations".into());
        };
        // The shortest of all rounds: what else the machine does only adds to it.
        let [.., nanoseconds, _] = timed[..] else {
            return Err("`time` prints what, way, shortest, median".into());
        };
        if has_valgrind {
            crate::report(&format!("== cases: instructions of `{what}`, {way}"));
            let number = number.to_string();
            let all = callgrind::count(&measure, &["once", &number], "*Case*measured*")?;
            figures.push(Figure::new(what, way, "instructions", all / REPEATED));
        }
        let (allocations, nanoseconds): (f64, f64) = (allocations.parse()?, nanoseconds.parse()?);
        figures.push(Figure::new(what, way, "allocations", allocations));
        figures.push(Figure::new(what, way, "µs", nanoseconds / 1000.0));
    }
    Ok(figures)
}

fn fields(line: &str) -> Vec<&str> {
    line.split('\t').collect()
}
