//! The names of the rules, and the comments that allow what a rule finds.

use std::fmt::Write as _;

use graph_syntax::suggest;

use super::Problem;
use super::sources::Sources;

/// Every rule, in a word that stays.
pub(super) const RULES: [&str; 34] = [
    "abstract",
    "base",
    "collection",
    "computed",
    "containment",
    "deprecated",
    "flags",
    "immutable",
    "implicit",
    "key",
    "kind",
    "media",
    "member-kind",
    "missing-parameter",
    "namespace",
    "nullable",
    "open",
    "operation-kind",
    "optional",
    "result",
    "syntax",
    "type",
    "unknown-member",
    "unknown-namespace",
    "unknown-navigation",
    "unknown-operation",
    "unknown-parameter",
    "unknown-property",
    "unknown-root",
    "unknown-rule",
    "unknown-type",
    "unreadable",
    "value",
    "verb",
];

const ALLOW: &str = "// graph-check: allow(";

/// The text of `--help` after the options.
pub(super) fn help() -> String {
    let mut text = String::from(
        "A line that ends in `// graph-check: allow(RULE)` may disagree by that rule, whose name stands in brackets behind `error`.\n\
         A `graph_resource!` is found by this name: not in a macro's own definition, and not if it is imported under another.\n\n\
         Rules:",
    );
    let mut column = 80;
    for rule in RULES {
        if column + rule.len() > 78 {
            text.push_str("\n ");
            column = 1;
        }
        // Writing to a string does not fail.
        let _ = write!(text, " {rule}");
        column += rule.len() + 1;
    }
    text
}

/// The end of a line that may disagree by these rules.
pub(super) fn allowance(rules: &[&str]) -> String {
    format!("{ALLOW}{})", rules.join(", "))
}

/// The rules that a line allows, each with the byte that it begins at.
pub(super) fn allowed(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = line.find(ALLOW).map(|at| at + ALLOW.len());
    let list = start.and_then(|start| Some((start, line.get(start..)?.split_once(')')?.0)));
    let (mut at, list) = list.unwrap_or((0, ""));
    list.split(',').filter_map(move |rule| {
        let start = at + rule.len() - rule.trim_start().len();
        at += rule.len() + 1;
        let rule = rule.trim();
        (!rule.is_empty()).then_some((start, rule))
    })
}

/// Returns the allowances in declarations whose name no rule has.
pub(super) fn check(sources: &Sources) -> Vec<Problem> {
    let mut problems = Vec::new();
    for found in &sources.declarations {
        let file = sources.files.get(found.file);
        let text = file.map_or("", |file| file.text.as_str());
        let rest = text.get(found.at.end..).unwrap_or("");
        let end = found.at.end + rest.find('\n').unwrap_or(rest.len());
        let mut start = found.at.start;
        for line in text.get(start..end).unwrap_or("").split_inclusive('\n') {
            let unknown = allowed(line).filter(|(_, rule)| !RULES.contains(rule));
            problems.extend(unknown.map(|(at, rule)| {
                let near = suggest(rule, RULES);
                Problem {
                    file: found.file,
                    at: start + at..start + at + rule.len(),
                    rule: "unknown-rule",
                    text: format!("there is no rule `{rule}`"),
                    help: near
                        .unwrap_or_else(|| "`cargo msgraph check --help` lists them".to_owned()),
                }
            }));
            start += line.len();
        }
    }
    problems
}
