//! What was measured, kept below `target/bench` until the next time: so `cargo xtask bench-compile` alone leaves the other figures be.
//!
//! A file for each section: a line that says when and where, then lines of what, way, unit, value, with tabs between them.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Outcome, output};

/// One thing that was done in one way, and what it took.
pub(super) struct Figure {
    pub(super) what: String,
    pub(super) way: String,
    pub(super) unit: String,
    pub(super) value: f64,
}

impl Figure {
    pub(super) fn new(what: &str, way: &str, unit: &str, value: f64) -> Self {
        Figure {
            what: what.to_owned(),
            way: way.to_owned(),
            unit: unit.to_owned(),
            value,
        }
    }
}

/// All that is measured together.
pub(super) struct Section {
    /// When and where: `2026-11-25 on AMD EPYC, …`.
    pub(super) measured: String,
    pub(super) figures: Vec<Figure>,
}

impl Section {
    pub(super) fn get(&self, what: &str, way: &str, unit: &str) -> Option<f64> {
        let mut figures = self.figures.iter();
        let found =
            figures.find(|figure| figure.what == what && figure.way == way && figure.unit == unit);
        found.map(|figure| figure.value)
    }
}

/// Keeps the figures of a section, with the word of [`now_and_here`].
pub(super) fn save(root: &Path, name: &str, measured: &str, figures: &[Figure]) -> Outcome<()> {
    let path = file(root, name);
    let mut text = format!("{measured}\n");
    for figure in figures {
        let Figure {
            what,
            way,
            unit,
            value,
        } = figure;
        writeln!(text, "{what}\t{way}\t{unit}\t{value}")?;
    }
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory)?;
    }
    Ok(fs::write(path, text)?)
}

/// The figures of a section; `None` if they were never taken.
pub(super) fn load(root: &Path, name: &str) -> Outcome<Option<Section>> {
    let path = file(root, name);
    if !path.exists() {
        return Ok(None);
    }
    let text = fs::read_to_string(path)?;
    let (measured, lines) = text.split_once('\n').unwrap_or((&text, ""));
    Ok(Some(Section {
        measured: measured.to_owned(),
        figures: parse(lines)?,
    }))
}

pub(super) fn parse(lines: &str) -> Outcome<Vec<Figure>> {
    let figure = |line: &str| match line.split('\t').collect::<Vec<_>>()[..] {
        [what, way, unit, value] => Ok(Figure::new(what, way, unit, value.parse()?)),
        _ => Err(format!("no figure: `{line}`").into()),
    };
    lines.lines().map(figure).collect()
}

fn file(root: &Path, name: &str) -> PathBuf {
    root.join("target/bench").join(name).with_extension("tsv")
}

/// The date, the machine's kind, the compiler, and how much else the machine does.
pub(super) fn now_and_here() -> String {
    let processor = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let processor = processor
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("an unknown processor", |(_, name)| name);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = match load.split(' ').next().filter(|load| !load.is_empty()) {
        Some(load) => format!(", load {load} before"),
        None => String::new(),
    };
    format!(
        "{} on {processor}, {cores} cores, {}, {}{load}",
        said_by("date", &["-u", "+%Y-%m-%d"]),
        std::env::consts::OS,
        said_by("rustc", &["--version"])
    )
}

fn said_by(program: &str, arguments: &[&str]) -> String {
    output(Command::new(program).args(arguments))
        .map_or("unknown".to_owned(), |text| text.trim().to_owned())
}
