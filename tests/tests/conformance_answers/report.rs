//! The list of what happened: counts, and each exception with its page and its reason.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

use graph_schema::csdl::Schema;
use serde_json::Value;

use super::cases::{Case, Cases, Form, Source};
use super::program::Outcome;
use super::verdict;

/// Everything that is counted and listed.
pub(crate) struct Report {
    of_no_known_type: usize,
    bodies_of_no_type: usize,
    answers: Counts,
    requests: Counts,
    /// By what went wrong and why: the pages.
    exceptions: BTreeMap<(Source, Failure, String), BTreeMap<String, usize>>,
}

#[derive(Default)]
struct Counts {
    cases: usize,
    decoded: usize,
    equal: usize,
    read: usize,
    null: usize,
    kept: usize,
    expanded: usize,
    annotations: usize,
    undeclared: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Failure {
    NotDecoded,
    NotEqual,
    Kept,
}

impl Report {
    pub(crate) fn new(cases: &Cases) -> Self {
        Report {
            of_no_known_type: cases.of_no_known_type,
            bodies_of_no_type: cases.bodies_of_no_type,
            answers: Counts::default(),
            requests: Counts::default(),
            exceptions: BTreeMap::new(),
        }
    }

    pub(crate) fn add(
        &mut self,
        schema: &Schema,
        case: &Case,
        outcome: &Outcome,
    ) -> Result<(), Box<dyn Error>> {
        let mut list = |failure, reason: &str, page: String| {
            let key = (case.source, failure, reason.to_owned());
            *self
                .exceptions
                .entry(key)
                .or_default()
                .entry(page)
                .or_default() += 1;
        };
        let counts = match case.source {
            Source::Answer => &mut self.answers,
            Source::Request => &mut self.requests,
        };
        counts.cases += 1;
        let (text, kept) = match outcome {
            Outcome::Failed { error } => {
                let reason = match (&case.json, case.form) {
                    (Value::Number(_), _) => "a number, where the page names an entity type",
                    (Value::Object(object), Form::Many) if !object.contains_key("value") => {
                        "one entity, where the page says that it is a collection"
                    }
                    _ => error.as_str(),
                };
                list(Failure::NotDecoded, reason, case.page.clone());
                return Ok(());
            }
            Outcome::Done { text, kept } => (text, kept),
        };
        counts.decoded += 1;
        let differences = verdict::differences(&case.json, &serde_json::from_str(text)?);
        for reason in &differences {
            list(Failure::NotEqual, reason, case.page.clone());
        }
        counts.equal += usize::from(differences.is_empty());
        let found = verdict::properties(schema, case, kept);
        counts.read += found.read;
        counts.null += found.null;
        counts.kept += found.kept.len();
        counts.expanded += found.expanded;
        counts.annotations += found.annotations;
        counts.undeclared += found.undeclared;
        for (property, reason) in found.kept {
            list(Failure::Kept, &reason, format!("{} {property}", case.page));
        }
        Ok(())
    }

    /// What has to hold, whatever is listed.
    pub(crate) fn assert_shares(&self) {
        for counts in [&self.answers, &self.requests] {
            assert!(
                counts.decoded * 100 >= counts.cases * 99,
                "too few are decoded\n{self}"
            );
            assert!(
                counts.equal * 100 >= counts.decoded * 98,
                "too few are equal\n{self}"
            );
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (source, counts) in [
            (Source::Answer, &self.answers),
            (Source::Request, &self.requests),
        ] {
            match source {
                Source::Answer => writeln!(
                    f,
                    "answers: {} of a known type, {} of none",
                    counts.cases, self.of_no_known_type
                )?,
                Source::Request => writeln!(
                    f,
                    "bodies of requests: {} of a known type, {} of none",
                    counts.cases, self.bodies_of_no_type
                )?,
            }
            writeln!(f, "  {} are decoded", counts.decoded)?;
            writeln!(
                f,
                "  {} of these are equal when they are encoded",
                counts.equal
            )?;
            writeln!(
                f,
                "  properties that the schema declares: {} read, {} null, {} kept as they came",
                counts.read, counts.null, counts.kept
            )?;
            writeln!(
                f,
                "  others: {} expanded, {} annotations, {} not in the schema",
                counts.expanded, counts.annotations, counts.undeclared
            )?;
        }
        let mut last = None;
        for ((source, failure, reason), pages) in &self.exceptions {
            if last != Some((source, failure)) {
                let what = match source {
                    Source::Answer => "answers",
                    Source::Request => "bodies of requests",
                };
                let how = match failure {
                    Failure::NotDecoded => "that are not decoded",
                    Failure::NotEqual => "that are not equal",
                    Failure::Kept => {
                        "with declared properties that were kept as they came, for the page and the schema differ"
                    }
                };
                writeln!(f, "\n{what} {how}")?;
                last = Some((source, failure));
            }
            writeln!(f, "  {}: {reason}", pages.values().sum::<usize>())?;
            for (page, count) in pages {
                match count {
                    1 => writeln!(f, "    {page}")?,
                    _ => writeln!(f, "    {page}, {count} times")?,
                }
            }
        }
        Ok(())
    }
}
