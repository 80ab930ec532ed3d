//! From cases to programs that read and write them: `conformance/round_trip.rs`, the declarations of their types, and a `match` over
//! types and forms. They are built under `target/` and run.
//!
//! There are several, each for some of the types: one that has them all takes more than 3 GB to compile.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::process::{Command, Stdio};

use cargo_msgraph::import::{Selection, declarations};
use graph_schema::csdl::Schema;
use graph_tests::generated::Generated;
use serde::Deserialize;

use super::cases::{Case, ENTITY, Form};

const PARTS: usize = 4;

/// What became of a case.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Outcome {
    Done {
        /// The JSON that was written.
        text: String,
        /// The places of what was kept as it came, as JSON pointers.
        kept: BTreeSet<String>,
    },
    Failed {
        error: String,
    },
}

/// Builds the programs and runs them over the cases; in the order of the cases.
pub(crate) fn run(
    version: &str,
    schema: &Schema,
    cases: &[Case],
) -> Result<Vec<Outcome>, Box<dyn Error>> {
    // The programs of both versions are built in one directory.
    let stem = format!("answers_{}", version.replace('.', "_"));
    let name = |part: usize| format!("{stem}_{part}");
    let program = Generated::new(&stem)?;
    let parts = distribute(schema, cases);
    for (part, indices) in parts.iter().enumerate() {
        write_part(
            &program,
            &name(part),
            schema,
            indices.iter().map(|index| &cases[*index]),
        )?;
    }
    if !program.cargo("build").status()?.success() {
        return Err("the declarations of the examples' types do not compile".into());
    }
    let mut outcomes: BTreeMap<usize, Outcome> = BTreeMap::new();
    for (part, indices) in parts.iter().enumerate() {
        let output = Command::new(program.binary(&name(part)))
            .arg(program.directory().join(name(part)))
            .stderr(Stdio::inherit())
            .output()?;
        let text = String::from_utf8(output.stdout)?;
        let mut lines = text.lines();
        for index in indices {
            let Some(line) = lines.next() else {
                let case = &cases[*index];
                return Err(format!("{} at {}: {}", output.status, case.page, case.body).into());
            };
            outcomes.insert(*index, serde_json::from_str(line)?);
        }
    }
    Ok(outcomes.into_values().collect())
}

/// The indices of the cases for each program. A type, its bases and its subtypes are in one.
fn distribute(schema: &Schema, cases: &[Case]) -> Vec<Vec<usize>> {
    let mut families: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, case) in cases.iter().enumerate() {
        let lineage = schema.lineage(&case.ty).filter(|base| base.name != ENTITY);
        let root = lineage.last().map_or(ENTITY, |base| base.name.as_str());
        families.entry(root).or_default().push(index);
    }
    let size = |root: &str| match root {
        ENTITY => 1,
        root => 1 + schema.descendants(root).len(),
    };
    let mut families: Vec<(usize, Vec<usize>)> = families
        .into_iter()
        .map(|(root, cases)| (size(root), cases))
        .collect();
    families.sort_by_key(|(size, _)| std::cmp::Reverse(*size));
    let mut parts = vec![(0, Vec::new()); PARTS];
    for (size, cases) in families {
        if let Some((whole, part)) = parts.iter_mut().min_by_key(|(whole, _)| *whole) {
            *whole += size;
            part.extend(cases);
        }
    }
    parts.into_iter().map(|(_, part)| part).collect()
}

fn write_part<'a>(
    program: &Generated,
    name: &str,
    schema: &Schema,
    cases: impl Iterator<Item = &'a Case>,
) -> Result<(), Box<dyn Error>> {
    let mut forms = BTreeSet::new();
    let mut input = String::new();
    for case in cases {
        forms.insert((case.ty.as_str(), case.form));
        let body = serde_json::to_string(&case.body)?;
        writeln!(input, "{} {:?} {body}", case.ty, case.form)?;
    }
    let mut selection = Selection::new(schema);
    for (ty, _) in &forms {
        selection.add_type(ty);
    }
    let declared = declarations(&selection, &"Beta=beta".parse()?)?;
    let mut calls = String::from(
        "#![allow(deprecated)]\n\nuse graph_runtime::model::ValueOf; use graph_runtime::request::RawResponse; use graph_runtime::Page;\n\n\
         use crate::{Outcome, graph, round_trip};\n\n\
         pub(crate) fn round_trip_as(ty: &str, form: &str, answer: &RawResponse) -> Option<Outcome> {\n    \
         Some(match (ty, form) {\n",
    );
    for (ty, form) in &forms {
        let held = format!("graph::{}", declared.held_path(&selection, ty));
        let read = match form {
            Form::One => held,
            Form::Many => format!("Page<{held}>"),
            Form::Wrapped => format!("ValueOf<{held}>"),
        };
        writeln!(
            calls,
            "        ({ty:?}, \"{form:?}\") => round_trip::<{read}>(answer),"
        )?;
    }
    calls.push_str("        _ => return None,\n    })\n}\n");
    let source = |file: &str| format!("src/bin/{name}/{file}");
    program.write(
        &source("main.rs"),
        include_str!("../../conformance/round_trip.rs"),
    )?;
    program.write(
        &source("probe.rs"),
        include_str!("../../conformance/probe.rs"),
    )?;
    program.write(&source("types.rs"), &calls)?;
    program.write(&source("graph.rs"), &declared.file())?;
    program.write(name, &input)?;
    Ok(())
}
