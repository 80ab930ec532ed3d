//! The results as Markdown: the rows that the project holds itself to, then all that was measured.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use super::run::Measured;

/// A promise about two ways to do the same.
struct Row {
    what: &'static str,
    other: &'static str,
    unit: Unit,
    most: f64,
}

#[derive(Clone, Copy)]
enum Unit {
    Instructions,
    Allocations,
    Time,
}

const fn row(what: &'static str, other: &'static str, unit: Unit, most: f64) -> Row {
    Row {
        what,
        other,
        unit,
        most,
    }
}

const PATCHES: &str = "build the ten documented PATCHes";
const DECODE: &str = "decode 1,000 assignments";
const TYPE_LAST: &str = "decode them, `@odata.type` last";
const UNKNOWN: &str = "decode them, one unknown property each";
const ENCODE: &str = "encode 1,000 assignments";

const ROWS: &[Row] = &[
    row(PATCHES, "by hand", Unit::Instructions, 1.0),
    row("build a URL", "by hand", Unit::Allocations, 1.0),
    row(DECODE, "serde, tagged enum", Unit::Instructions, 0.75),
    row(DECODE, "serde, tagged enum", Unit::Time, 0.75),
    row(DECODE, "serde_json::Value", Unit::Instructions, 0.45),
    row(DECODE, "serde_json::Value", Unit::Time, 0.45),
    row(DECODE, "skipping it all", Unit::Instructions, 3.0),
    row(DECODE, "skipping it all", Unit::Time, 3.0),
    row(TYPE_LAST, "serde, tagged enum", Unit::Instructions, 0.9),
    row(TYPE_LAST, "serde, tagged enum", Unit::Time, 0.9),
    row(UNKNOWN, "serde, flattened map", Unit::Instructions, 0.5),
    row(UNKNOWN, "serde, flattened map", Unit::Time, 0.5),
    row(ENCODE, "serde, tagged enum", Unit::Instructions, 1.0),
    row(ENCODE, "serde, tagged enum", Unit::Time, 1.0),
];

const HEAD: &str = "# What the library costs

Written by `cargo xtask bench`, which counts instructions only where valgrind is installed. Ratios are ours divided by the other: less than 1 is less than the other.

Instructions are callgrind's, the fourth part of four runs, with the result's drop. Time is the shortest of many rounds in which the
ways to do the same take turns; on a machine that others use, instructions say more. What each way does is in `benches/src`, and
`cargo bench` there times each case with divan.
";

pub(super) fn results(cases: &[Measured]) -> String {
    let mut text = HEAD.to_owned();
    let _infallible = writeln!(
        text,
        "\n{}\n\n## What the project holds itself to\n",
        machine()
    );
    text.push_str("| case | against | measured | ratio | at most | |\n|---|---|---|---|---|---|\n");
    for row in ROWS {
        push_row(&mut text, row, cases);
    }
    text.push_str("\n## All cases\n\n| case | way | instructions | allocations | µs |\n|---|---|---|---|---|\n");
    for case in cases {
        let instructions = case
            .instructions
            .map_or("-".to_owned(), |count| count.to_string());
        let _infallible = writeln!(
            text,
            "| {} | {} | {instructions} | {} | {:.1} |",
            case.what,
            case.way,
            case.allocations,
            case.nanoseconds as f64 / 1000.0
        );
    }
    if let Some(notes) = notes() {
        text.push_str(&notes);
    }
    text
}

/// What people wrote below the figures stays there.
const NOTES: &str = "\n## Notes\n";

fn notes() -> Option<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../benches/RESULTS.md");
    let text = fs::read_to_string(path).ok()?;
    text.find(NOTES).map(|at| text[at..].to_owned())
}

fn push_row(text: &mut String, row: &Row, cases: &[Measured]) {
    let of = |way: &str| {
        cases
            .iter()
            .find(|case| case.what == row.what && case.way == way)
    };
    let figure = |case: &Measured| match row.unit {
        Unit::Instructions => case.instructions,
        Unit::Allocations => Some(case.allocations),
        Unit::Time => Some(case.nanoseconds),
    };
    let unit = match row.unit {
        Unit::Instructions => "instructions",
        Unit::Allocations => "allocations",
        Unit::Time => "time",
    };
    let ours = of("ours").and_then(figure);
    let theirs = of(row.other).and_then(figure);
    if let (Some(ours), Some(theirs)) = (ours, theirs) {
        push_ratio(
            text,
            row.what,
            row.other,
            unit,
            ours as f64 / theirs as f64,
            row.most,
        );
    }
}

fn push_ratio(text: &mut String, what: &str, other: &str, unit: &str, ratio: f64, most: f64) {
    let met = if ratio <= most { "met" } else { "**not met**" };
    let _infallible = writeln!(
        text,
        "| {what} | {other} | {unit} | {ratio:.2} | {most:.2} | {met} |"
    );
}

/// The machine's kind, the compiler and the date.
fn machine() -> String {
    let processor = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let processor = processor
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("an unknown processor", |(_, name)| name);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        "Measured on {}, {processor}, {cores} cores, {}, {}.",
        said_by("date", &["-u", "+%Y-%m-%d"]),
        std::env::consts::OS,
        said_by("rustc", &["--version"])
    )
}

fn said_by(program: &str, arguments: &[&str]) -> String {
    super::output(Command::new(program).args(arguments))
        .map_or("unknown".to_owned(), |text| text.trim().to_owned())
}
