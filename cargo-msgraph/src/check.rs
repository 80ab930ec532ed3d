//! `cargo msgraph check`: compares the declarations in Rust source with the schema.
//!
//! In: the schema, and source files. Out: every disagreement at its place, with what to write instead, as text or as JSON. What a
//! declaration leaves out is none, unless leaving it out says something wrong: a property that the service computes could be set.
//!
//! `sources` finds the declarations, `names` gives Rust paths their types, `compare` has a function for each construct of the
//! language, and `rules` has the names to allow them by.

mod compare;
mod names;
mod rules;
mod sources;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

use graph_schema::csdl::Schema;
use graph_syntax::Item;
use serde_json::json;

use crate::asked::AskedFor;
use crate::outcome::{Outcome, Verbosity};
use crate::output;
use crate::report::{self, Failure, Message, Severity, Source};
use crate::schema_file::SchemaFile;
use sources::Sources;

/// Check declarations against Graph's schema
#[derive(Debug, clap::Args)]
#[command(after_help = rules::help())]
pub struct Options {
    /// The schema: the file that `cargo msgraph fetch` wrote
    #[arg(long, value_name = "FILE")]
    metadata: PathBuf,

    /// How to say what disagrees
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text")]
    format: Format,

    #[command(flatten)]
    verbosity: Verbosity,

    /// Rust source files, Markdown files, or directories to look through for the former
    #[arg(value_name = "SRC", required = true)]
    sources: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people, on standard error
    Text,
    /// For tools, on standard output
    Json,
}

/// One disagreement.
#[derive(Debug)]
struct Problem {
    /// The index of its file.
    file: usize,
    /// The bytes that are wrong.
    at: Range<usize>,
    /// The name of the rule, which is stable.
    rule: &'static str,
    /// The problem: lower case, no full stop.
    text: String,
    /// The advice, in the same form.
    help: String,
}

/// Checks.
///
/// # Errors
///
/// Returns an error if a file cannot be read, no declaration is found, or the schema is none.
pub fn run(options: &Options) -> Result<Outcome, Failure> {
    let sources = sources::read(&options.sources)?;
    if sources.declarations.is_empty() && sources.problems.is_empty() {
        let places: Vec<String> = options
            .sources
            .iter()
            .map(|path| format!("`{}`", path.display()))
            .collect();
        return Err(Failure::new(
            format!(
                "no `graph_resource!` is in {}: {} of Rust or Markdown read",
                places.join(", "),
                counted(sources.files.len(), "file")
            ),
            "name the files or directories with declarations; of Markdown, the files",
        ));
    }
    let file = SchemaFile::read(&options.metadata)?;
    file.say_notes(&asked(&sources), options.verbosity);
    let (sources, problems) = check(&file.schema, sources);
    match options.format {
        Format::Text => print_text(&sources, &problems),
        Format::Json => print_json(&sources, &problems)?,
    }
    if problems.is_empty() {
        Ok(Outcome::Fine)
    } else {
        Ok(Outcome::Found)
    }
}

/// Returns the parts of the schema that the declarations are about, to select warnings.
fn asked(sources: &Sources) -> AskedFor {
    let mut asked = AskedFor::default();
    for found in &sources.declarations {
        let namespace = &found.declaration.namespace.text;
        for item in &found.declaration.items {
            let (roots, navigations, operations) = match item {
                Item::Service(service) => (&service.roots[..], &[][..], &[][..]),
                Item::Extension(it) => (&it.roots[..], &it.navigations[..], &it.operations[..]),
                Item::Record(record) => {
                    let owner = format!("{namespace}.{}", record.name.wire);
                    asked.add_type(&owner);
                    for property in &record.properties {
                        asked.add_property(&owner, &property.name.wire);
                    }
                    (&[][..], &record.navigations[..], &record.operations[..])
                }
                Item::Enumeration(enumeration) => {
                    asked.add_type(&format!("{namespace}.{}", enumeration.name.wire));
                    continue;
                }
            };
            for navigation in roots.iter().chain(navigations) {
                asked.add_segment(&navigation.name.wire);
            }
            for operation in operations {
                asked.add_segment(&operation.name.wire);
            }
        }
    }
    asked
}

fn check(schema: &Schema, mut sources: Sources) -> (Sources, Vec<Problem>) {
    let mut problems = std::mem::take(&mut sources.problems);
    let names = names::Names::new(&sources);
    for found in &sources.declarations {
        compare::compare(schema, &names, found, &mut problems);
    }
    problems.extend(rules::check(&sources));
    problems.retain(|problem| !is_allowed(&sources, problem));
    problems.sort_by_key(|problem| (problem.file, problem.at.start, problem.at.end));
    (sources, problems)
}

/// For each line of some modules' declarations that disagrees with the schema, what to write at its end to allow that.
///
/// A module is a file's name, its namespace, and what stands between the braces of its `graph_resource!`.
pub(crate) fn allowances(
    schema: &Schema,
    modules: &[(String, &str, &str)],
) -> Vec<Vec<(usize, String)>> {
    let mut sources = Sources::default();
    for (file, namespace, text) in modules {
        let text = format!("graph_resource! {{ namespace {namespace};\n{text}\n}}");
        sources.read_text(file.clone(), text, false);
    }
    let (sources, problems) = check(schema, sources);
    let mut found: Vec<BTreeMap<usize, Vec<&str>>> = vec![BTreeMap::new(); modules.len()];
    for problem in &problems {
        if let (Some(file), Some(lines)) =
            (sources.files.get(problem.file), found.get_mut(problem.file))
        {
            // The text begins in the second line of what was read.
            let line = source(file).position(problem.at.start).line;
            let rules = lines.entry(line.saturating_sub(2)).or_default();
            if !rules.contains(&problem.rule) {
                rules.push(problem.rule);
            }
        }
    }
    let allowed = |(line, rules): (usize, Vec<&str>)| (line, rules::allowance(&rules));
    let found = found.into_iter();
    found
        .map(|lines| lines.into_iter().map(allowed).collect())
        .collect()
}

/// Returns whether `// graph-check: allow(rule)` on the same line allows the problem, where the documentation and the schema disagree.
fn is_allowed(sources: &Sources, problem: &Problem) -> bool {
    let Some(file) = sources.files.get(problem.file) else {
        return false;
    };
    let line = file
        .text
        .get(problem.at.start..)
        .and_then(|rest| rest.lines().next())
        .unwrap_or("");
    rules::allowed(line).any(|(_, rule)| rule == problem.rule)
}

fn print_text(sources: &Sources, problems: &[Problem]) {
    for problem in problems {
        let Some(file) = sources.files.get(problem.file) else {
            continue;
        };
        let message = Message {
            severity: Severity::Error,
            text: problem.text.clone(),
            at: problem.at.clone(),
            help: problem.help.clone(),
        };
        report::print_rule(source(file), &message, problem.rule);
    }
    report::print_line(&format!(
        "{} in {} of {}",
        counted(problems.len(), "disagreement"),
        counted(sources.declarations.len(), "declaration"),
        counted(sources.files.len(), "file"),
    ));
}

fn counted(count: usize, word: &str) -> String {
    match count {
        1 => format!("1 {word}"),
        count => format!("{count} {word}s"),
    }
}

fn source(file: &sources::SourceFile) -> Source<'_> {
    Source {
        name: &file.name,
        text: &file.text,
    }
}

/// The form is documented in the README, and stays.
fn print_json(sources: &Sources, problems: &[Problem]) -> Result<(), Failure> {
    let disagreements: Vec<serde_json::Value> = problems
        .iter()
        .filter_map(|problem| {
            let file = sources.files.get(problem.file)?;
            let start = source(file).position(problem.at.start);
            let end = source(file).position(problem.at.end);
            Some(json!({
                "file": file.name,
                "line": start.line,
                "column": start.column,
                "end_line": end.line,
                "end_column": end.column,
                "rule": problem.rule,
                "message": problem.text,
                "help": problem.help,
            }))
        })
        .collect();
    let answer = json!({ "version": 1, "disagreements": disagreements });
    output::print(&format!("{answer:#}\n"))
}
