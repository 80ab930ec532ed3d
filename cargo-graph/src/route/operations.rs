//! Actions and functions in a path: which overload is meant, and its arguments.

use graph_syntax::Verb;

use super::walk::Walk;
use super::{End, Route, Step, Unknown, unknown, written};
use crate::csdl::{Operation, OperationKind, Record, RecordKind};

impl<'a> Walk<'a> {
    /// The operation of a name: of the overloads, the one with the arguments that are given, or else the one with the fewest.
    pub(super) fn operation(
        &self,
        end: End<'a>,
        name: &str,
        arguments: Option<&[(String, String)]>,
        in_subtypes: bool,
    ) -> Option<&'a Operation> {
        let operations: Vec<&Operation> = if in_subtypes {
            let subtypes = self.schema.descendants(&end.record.name).into_iter();
            subtypes
                .flat_map(|record| self.schema.bound_to(&record.name))
                .collect()
        } else {
            self.schema.overloads(end.record)
        };
        let given = arguments.unwrap_or_default();
        let mut fitting: Vec<(u32, usize, &Operation)> = Vec::new();
        for operation in operations {
            if operation.is_on_collection() != end.is_many || !is_called(operation, name) {
                continue;
            }
            let named = given.iter().all(|(name, _)| {
                let mut parameters = operation.parameters.iter();
                name.is_empty() || parameters.any(|it| it.name.eq_ignore_ascii_case(name))
            });
            let required = operation
                .parameters
                .iter()
                .filter(|it| !it.annotations.is_optional)
                .count();
            let misfit = match operation.kind {
                OperationKind::Action => given.len(),
                OperationKind::Function if operation.parameters.len() == given.len() => 0,
                OperationKind::Function => required.abs_diff(given.len()),
            };
            let rank = u32::from(!named) * 2 + u32::from(misfit > 0);
            fitting.push((rank, misfit, operation));
        }
        let best = fitting
            .into_iter()
            .min_by_key(|(rank, misfit, _)| (*rank, *misfit))?;
        Some(best.2)
    }

    pub(super) fn call(
        &mut self,
        at: &'a Record,
        operation: &'a Operation,
        arguments: Option<&[(String, String)]>,
        is_implicit: bool,
    ) -> Result<(), Unknown> {
        let given = arguments.unwrap_or_default();
        self.before = operation.short_name().to_owned();
        let required: Vec<_> = operation
            .parameters
            .iter()
            .filter(|it| operation.kind == OperationKind::Function && !it.annotations.is_optional)
            .collect();
        let mut named = Vec::new();
        for (index, (name, value)) in given.iter().enumerate() {
            let mut parameters = operation.parameters.iter();
            let parameter = match name.is_empty() {
                true => operation.parameters.get(index),
                false => parameters.find(|it| it.name.eq_ignore_ascii_case(name)),
            };
            let Some(parameter) = parameter else {
                let names = operation.parameters.iter().map(|it| it.name.as_str());
                return Err(unknown(
                    name,
                    &format!("of the parameters of `{}`", self.before),
                    names,
                ));
            };
            let written = match written::is_placeholder(value) {
                true => value.clone(),
                false => parameter.name.clone(),
            };
            named.push((parameter.name.clone(), self.placeholder(&written)));
        }
        // What documentation leaves out, the call needs all the same.
        for parameter in required {
            if !named.iter().any(|(name, _)| *name == parameter.name) {
                let value = self.placeholder(&parameter.name);
                named.push((parameter.name.clone(), value));
            }
        }
        self.steps.push(Step::Call {
            at,
            is_implicit,
            operation,
            arguments: named,
        });
        self.end = None;
        if let (OperationKind::Function, Some(result)) = (operation.kind, &operation.result) {
            let before = self.before.clone();
            self.lead_to(&result.name, result.is_collection, &before);
            self.end = self.end.filter(|end| end.record.kind == RecordKind::Entity);
        }
        Ok(())
    }
}

/// Whether a name is an operation's: alone, or behind its namespace or the end of that, as an alias is.
fn is_called(operation: &Operation, written: &str) -> bool {
    let (name, written) = (operation.name.to_lowercase(), written.to_lowercase());
    let before = name.strip_suffix(&written);
    before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

/// Why a request with this verb is none: an action is carried out by POST, a function called by GET (OData 4.01, Protocol,
/// section 11.5).
pub(crate) fn has_no(operation: &Operation, verb: Verb) -> Unknown {
    let (is, help) = match operation.kind {
        OperationKind::Function => ("a function", "call it with GET"),
        OperationKind::Action => ("an action", "carry it out with POST"),
    };
    let (name, verb) = (operation.short_name(), verb.word().to_uppercase());
    Unknown {
        text: format!("`{name}` is {is}, which has no {verb}"),
        help: help.to_owned(),
    }
}

impl Route<'_> {
    /// Why the request is none, though the schema has its path: an operation that it ends in has another verb.
    pub(crate) fn refused(&self) -> Option<Unknown> {
        let Some(Step::Call { operation, .. }) = self.steps.last() else {
            return None;
        };
        let is_allowed = match operation.kind {
            OperationKind::Function => self.verb == Verb::Get,
            OperationKind::Action => self.verb == Verb::Post,
        };
        (!is_allowed).then(|| has_no(operation, self.verb))
    }
}
