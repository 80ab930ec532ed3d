//! The results as Markdown: the rows that the project holds itself to, then all that was measured, then the notes of
//! `benches/NOTES.md`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::figures::Section;
use super::{applications, builds, requests, whole};

/// A promise.
struct Row {
    what: &'static str,
    ours: &'static str,
    other: &'static str,
    unit: &'static str,
    how: How,
    most: f64,
}

#[derive(Clone, Copy, PartialEq)]
enum How {
    /// Ours divided by the other.
    Ratio,
    /// Ours less the other.
    Difference,
    /// The figure of the other, which is a ratio already, or of ours, where there is no other.
    Value,
}

const fn ratio(what: &'static str, other: &'static str, unit: &'static str, most: f64) -> Row {
    Row {
        what,
        ours: "ours",
        other,
        unit,
        how: How::Ratio,
        most,
    }
}

const fn of_one(row: Row) -> Row {
    Row {
        ours: applications::ONE,
        ..row
    }
}

const fn value(what: &'static str, other: &'static str, unit: &'static str, most: f64) -> Row {
    Row {
        how: How::Value,
        ..ratio(what, other, unit, most)
    }
}

const fn more(what: &'static str, other: &'static str, unit: &'static str, most: f64) -> Row {
    Row {
        ours: applications::IMPORTED,
        how: How::Difference,
        ..ratio(what, other, unit, most)
    }
}

const PATCHES: &str = "build the ten documented PATCHes";
const DECODE: &str = "decode 1,000 assignments";
const TYPE_LAST: &str = "decode them, `@odata.type` last";
const UNKNOWN: &str = "decode them, one unknown property each";
const ENCODE: &str = "encode 1,000 assignments";
const TAGGED: &str = "serde, tagged enum";
const FLATTENED: &str = "serde, flattened map";
const REQWEST: &str = "bare reqwest";
const THEIRS: &str = "theirs / ours, per second";

const ROWS: &[Row] = &[
    ratio(PATCHES, "by hand", "instructions", 1.0),
    ratio("build a URL", "by hand", "allocations", 1.0),
    ratio(DECODE, TAGGED, "instructions", 0.75),
    ratio(DECODE, TAGGED, "µs", 0.75),
    ratio(DECODE, "serde_json::Value", "instructions", 0.45),
    ratio(DECODE, "serde_json::Value", "µs", 0.45),
    ratio(DECODE, "skipping it all", "instructions", 3.0),
    ratio(DECODE, "skipping it all", "µs", 3.0),
    ratio(TYPE_LAST, TAGGED, "instructions", 0.9),
    ratio(TYPE_LAST, TAGGED, "µs", 0.9),
    ratio(UNKNOWN, FLATTENED, "instructions", 0.5),
    ratio(UNKNOWN, FLATTENED, "µs", 0.5),
    ratio(ENCODE, TAGGED, "instructions", 1.0),
    ratio(ENCODE, TAGGED, "µs", 1.0),
    value(requests::ONE, REQWEST, THEIRS, 1.03),
    ratio(requests::ONE, REQWEST, "instructions", 1.03),
    value(requests::MANY, REQWEST, THEIRS, 1.03),
    of_one(ratio(builds::COLD, applications::SDK, "s", 0.5)),
    of_one(ratio(builds::COLD, applications::SDK, "processor s", 0.5)),
    of_one(ratio(builds::TOUCHED, applications::SDK, "s", 1.0)),
    of_one(ratio(
        builds::TOUCHED,
        applications::SDK,
        "processor s",
        1.0,
    )),
    of_one(ratio(builds::BINARY, applications::SDK, "MB", 0.85)),
    more(builds::ALONE, applications::BY_HAND, "s", 1.0),
    more(builds::ALONE, applications::BY_HAND, "processor s", 1.0),
    ratio(whole::CHECK, whole::SERDE, "s", 0.3),
    ratio(whole::CHECK, whole::SERDE, "processor s", 0.3),
    // 2.5 GB and 300 MB.
    value(whole::CHECK, whole::OURS, "MiB", 2384.0),
    value(whole::IMPORT, whole::OURS, "s", 3.0),
    value(whole::IMPORT, whole::OURS, "MiB", 286.0),
];

/// The sections, in their order: their names, and what their tables show.
pub(super) const SECTIONS: &[(&str, &str, &str)] = &[
    (
        super::CASES,
        "All cases",
        "Instructions are callgrind's, the fourth part of four runs, with the result's drop. Time is the shortest of many rounds in \
         which the ways to do the same take turns. What each way does is in `benches/src`, and `cargo bench` there times each case \
         with divan.",
    ),
    (
        super::REQUESTS,
        "Requests per second",
        "Against a hyper server in a thread of its own, over the loopback interface, medians of rounds in which the clients take turns; \
         `µs` is what the client's thread had of the processor for each request, `instructions` what it did there outside the kernel. What each client does is in `benches/peers`.",
    ),
    (
        super::BUILDS,
        "Builds",
        "The shortest of all rounds, and the median; `processor s` is the time of all processors in all processes, and `MiB` the \
         memory of the largest one, which is rustc's. The applications are in `benches/applications`; all have TLS by rustls with \
         *ring*.",
    ),
    (
        super::WHOLE,
        "All of Graph",
        "The schema of Graph beta of July 2021: 1,322 entity types, 1,279 complex types, 874 enumerations. Ours has operations, \
         navigation and paths, too; the structs for serde (`cargo-msgraph/examples/plain_serde.rs`) hold data alone. The crate \
         itself is checked, on dependencies that are built.",
    ),
];

const HEAD: &str = "# What the library costs

Written by `cargo xtask bench`; `cargo xtask bench-compile` takes the figures of builds alone. They need a C compiler, the network, GNU time and,
to count instructions, valgrind. A ratio is ours divided by the other's: less than 1 is less than the other. On a
machine that others use, instructions and the processor's time say more than the clock.
";

pub(super) fn results(root: &Path, sections: &[Option<Section>]) -> String {
    let mut text = HEAD.to_owned();
    text.push_str(
        "\n## What the project holds itself to\n\n\
         | case | against | measured | result | at most | |\n|---|---|---|---|---|---|\n",
    );
    let known: Vec<&Section> = sections.iter().flatten().collect();
    for row in ROWS {
        push_row(&mut text, row, &known);
    }
    for ((_, title, about), section) in SECTIONS.iter().zip(sections) {
        let _infallible = write!(text, "\n## {title}\n\n{about}\n");
        match section {
            Some(section) => push_section(&mut text, section),
            None => text.push_str("\nNot measured.\n"),
        }
    }
    if let Ok(notes) = fs::read_to_string(root.join("benches/NOTES.md")) {
        text.push('\n');
        text.push_str(&notes);
    }
    text
}

fn push_row(text: &mut String, row: &Row, sections: &[&Section]) {
    let of = |way| {
        sections
            .iter()
            .find_map(|section| section.get(row.what, way, row.unit))
    };
    let result = match row.how {
        How::Value => of(row.other),
        How::Ratio | How::Difference => match (of(row.ours), of(row.other)) {
            (Some(ours), Some(other)) if row.how == How::Ratio => Some(ours / other),
            (Some(ours), Some(other)) => Some(ours - other),
            _ => None,
        },
    };
    let other = match row.other == "ours" {
        true => "-",
        false => row.other,
    };
    let is_plain = row.how == How::Ratio || row.unit == THEIRS;
    let unit = if is_plain { "" } else { row.unit };
    let met = match result {
        None => "not measured",
        Some(result) if result <= row.most => "met",
        Some(_) => "**not met**",
    };
    let _infallible = writeln!(
        text,
        "| {} | {other} | {} | {} | {} | {met} |",
        row.what,
        if is_plain { row.unit } else { "" },
        result.map_or("-".to_owned(), |result| with_unit(result, unit)),
        with_unit(row.most, unit),
    );
}

fn with_unit(value: f64, unit: &str) -> String {
    let digits = if value.abs() < 100.0 { 2 } else { 0 };
    format!("{value:.digits$} {unit}").trim_end().to_owned()
}

/// A row for each way to do the same, a column for each unit.
fn push_section(text: &mut String, section: &Section) {
    let _infallible = write!(text, "\nMeasured on {}.\n", section.measured);
    let mut units: Vec<&str> = Vec::new();
    let mut rows: Vec<(&str, &str)> = Vec::new();
    for figure in &section.figures {
        let row = (figure.what.as_str(), figure.way.as_str());
        if !units.contains(&figure.unit.as_str()) {
            units.push(&figure.unit);
        }
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    let _infallible = write!(
        text,
        "\n| | | {} |\n|---|---|{}\n",
        units.join(" | "),
        "---|".repeat(units.len())
    );
    for (what, way) in rows {
        let _infallible = write!(text, "| {what} | {way} |");
        for unit in &units {
            let value = section.get(what, way, unit);
            let value = value.map_or("-".to_owned(), |value| with_unit(value, ""));
            let _infallible = write!(text, " {value} |");
        }
        text.push('\n');
    }
}
