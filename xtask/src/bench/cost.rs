//! What a command costs: time, time of the processor, memory. GNU time says it.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::figures::Figure;
use super::{Outcome, output};

const TIME: &str = "/usr/bin/time";

/// What one run took.
#[derive(Clone, Copy)]
pub(super) struct Cost {
    /// Seconds by the clock.
    pub(super) wall: f64,
    /// Seconds of all processors, in all processes.
    pub(super) processor: f64,
    /// MiB that the largest process held.
    pub(super) memory: f64,
}

/// Says what is missing before an hour is spent on what needs it.
pub(super) fn is_possible() -> Outcome<()> {
    match Path::new(TIME).exists() {
        true => Ok(()),
        false => Err("GNU time is not installed, which measures processes\n\
             help: on Debian, `apt-get install time`"
            .into()),
    }
}

/// Runs a command to its end. `scratch` is a directory for what GNU time says.
pub(super) fn of(command: &Command, scratch: &Path) -> Outcome<Cost> {
    fs::create_dir_all(scratch)?;
    let said = scratch.join("cost");
    let mut timed = Command::new(TIME);
    timed.args(["-f", "%e %U %S %M", "-o"]).arg(&said);
    timed.arg(command.get_program()).args(command.get_args());
    if let Some(directory) = command.get_current_dir() {
        timed.current_dir(directory);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => timed.env(name, value),
            None => timed.env_remove(name),
        };
    }
    output(&mut timed)?;
    let text = fs::read_to_string(said)?;
    let words: Result<Vec<f64>, _> = text.split_whitespace().map(str::parse).collect();
    match words?[..] {
        [wall, user, system, kib] => Ok(Cost {
            wall,
            processor: user + system,
            memory: kib / 1024.0,
        }),
        _ => Err(format!("GNU time said `{text}`").into()),
    }
}

/// What the same costs in several rounds.
pub(super) struct Costs {
    pub(super) what: &'static str,
    pub(super) way: &'static str,
    rounds: Vec<Cost>,
}

impl Costs {
    pub(super) fn new(what: &'static str, way: &'static str) -> Self {
        let rounds = Vec::new();
        Costs { what, way, rounds }
    }

    pub(super) fn add(&mut self, cost: Cost) {
        crate::report(&format!(
            "{}, {}: {:.2} s, {:.2} s of the processor, {:.0} MiB",
            self.what, self.way, cost.wall, cost.processor, cost.memory
        ));
        self.rounds.push(cost);
    }

    /// The shortest and the median of each; what else the machine does only adds to them.
    pub(super) fn figures(&self) -> Vec<Figure> {
        let sorted = |of: &dyn Fn(&Cost) -> f64| {
            let mut values: Vec<f64> = self.rounds.iter().map(of).collect();
            values.sort_by(f64::total_cmp);
            values
        };
        let mut figures = Vec::new();
        let mut push = |unit: &str, value: Option<&f64>| {
            figures.extend(value.map(|value| Figure::new(self.what, self.way, unit, *value)));
        };
        let (wall, processor) = (sorted(&|it| it.wall), sorted(&|it| it.processor));
        push("s", wall.first());
        push("s, median", wall.get(wall.len() / 2));
        push("processor s", processor.first());
        push("processor s, median", processor.get(processor.len() / 2));
        push("MiB", sorted(&|it| it.memory).last());
        figures
    }
}
