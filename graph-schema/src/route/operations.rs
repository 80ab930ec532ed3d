//! Actions and functions in a path: which overload is meant, and its arguments.

use super::query::is_called;
use super::text::{Argument, Part};
use super::walk::Walk;
use super::{End, RequestError, Step, unknown};
use crate::csdl::{Operation, OperationKind, StructuredKind, StructuredType, TypeRef};

impl<'a> Walk<'a> {
    /// The operations of a name that fit a call best: of the overloads, those with the arguments that are given, or else those with the
    /// fewest. In subtypes, there can be one for each.
    pub(super) fn operations(
        &self,
        end: End<'a>,
        name: &str,
        arguments: Option<&[Argument]>,
        in_subtypes: bool,
    ) -> Vec<&'a Operation> {
        let operations: Vec<&Operation> = if in_subtypes {
            let subtypes = self.schema.descendants(&end.ty.name).into_iter();
            subtypes
                .flat_map(|record| self.schema.bound_to(&record.name))
                .collect()
        } else {
            self.schema.overloads(end.ty)
        };
        let given = arguments.unwrap_or_default();
        let mut fitting: Vec<(u32, usize, &Operation)> = Vec::new();
        for operation in operations {
            if operation.is_on_collection() != end.is_many || !is_called(&operation.name, name) {
                continue;
            }
            let named = given.iter().all(|given| {
                let mut parameters = operation.parameters.iter();
                given.name.is_empty()
                    || parameters.any(|parameter| parameter.name.eq_ignore_ascii_case(&given.name))
            });
            let required = operation
                .parameters
                .iter()
                .filter(|parameter| !parameter.annotations.is_optional)
                .count();
            let misfit = match operation.kind {
                OperationKind::Action => given.len(),
                OperationKind::Function if operation.parameters.len() == given.len() => 0,
                OperationKind::Function => required.abs_diff(given.len()),
            };
            let rank = u32::from(!named) * 2 + u32::from(misfit > 0);
            fitting.push((rank, misfit, operation));
        }
        let order = |(rank, misfit, _): &(u32, usize, &Operation)| (*rank, *misfit);
        let Some(best) = fitting.iter().map(order).min() else {
            return Vec::new();
        };
        fitting.retain(|operation| order(operation) == best);
        fitting.into_iter().map(|(_, _, it)| it).collect()
    }

    /// What a call without a type cast returns: the type that the functions of all subtypes have in common. An action returns what the
    /// first does, since its parameters are the first's as well.
    fn shared_result(&self, operations: &[&'a Operation]) -> Result<Option<TypeRef>, RequestError> {
        let Some((first, others)) = operations.split_first() else {
            return Ok(None);
        };
        let differs = |other: &&&Operation| other.result != first.result;
        let Some(other) = others.iter().find(differs) else {
            return Ok(first.result.clone());
        };
        if first.kind == OperationKind::Action {
            return Ok(first.result.clone());
        }
        let of = |operation: &Operation| operation.result.clone();
        let results: Vec<TypeRef> = operations.iter().filter_map(|it| of(it)).collect();
        let shared = results.first().and_then(|result| {
            let has = |ty: &TypeRef, base: &StructuredType| {
                let mut lineage = self.schema.lineage(&ty.name);
                ty.is_collection == result.is_collection && lineage.any(|it| it.name == base.name)
            };
            let mut lineage = self.schema.lineage(&result.name);
            let base = lineage.find(|base| results.iter().all(|ty| has(ty, base)))?;
            Some(TypeRef {
                name: base.name.clone(),
                ..result.clone()
            })
        });
        if shared.is_some() && results.len() == operations.len() {
            return Ok(shared);
        }
        let bound_to = |operation: &Operation| {
            let binding = operation.binding.as_ref();
            binding.map_or_else(String::new, |ty| ty.name.clone())
        };
        Err(RequestError {
            text: format!(
                "`{}` returns something else on `{}` than on `{}`",
                first.short_name(),
                bound_to(first),
                bound_to(other)
            ),
            help: format!(
                "write the type before it: `/{}/{}`",
                bound_to(first),
                first.short_name()
            ),
        })
    }

    /// The name that stands for an argument.
    pub(super) fn argument(&mut self, argument: &Argument, of: &str) -> String {
        let named = match argument.parts.as_slice() {
            [Part::Placeholder(written)] => return self.placeholder(written),
            _ => self.placeholder(of),
        };
        self.note_example(&format!("value of `{of}`"), &argument.written, &named);
        named
    }

    pub(super) fn call(
        &mut self,
        at: &'a StructuredType,
        operations: &[&'a Operation],
        arguments: Option<&[Argument]>,
        is_implicit: bool,
    ) -> Result<(), RequestError> {
        let Some(&operation) = operations.first() else {
            return Ok(());
        };
        let result = match is_implicit {
            true => self.shared_result(operations)?,
            false => operation.result.clone(),
        };
        let given = arguments.unwrap_or_default();
        self.before = operation.short_name().to_owned();
        let required: Vec<_> = operation
            .parameters
            .iter()
            .filter(|parameter| {
                operation.kind == OperationKind::Function && !parameter.annotations.is_optional
            })
            .collect();
        if operation.kind == OperationKind::Action && !given.is_empty() {
            return Err(RequestError {
                text: format!(
                    "`{}` is an action, whose arguments are in the body",
                    self.before
                ),
                help: "remove the parentheses".to_owned(),
            });
        }
        let mut named: Vec<(String, String)> = Vec::new();
        for (index, argument) in given.iter().enumerate() {
            let name = &argument.name;
            let mut parameters = operation.parameters.iter();
            let parameter = if name.is_empty() {
                operation.parameters.get(index)
            } else {
                parameters.find(|parameter| parameter.name.eq_ignore_ascii_case(name))
            };
            let Some(parameter) = parameter else {
                let written = if name.is_empty() {
                    &argument.written
                } else {
                    name
                };
                let names = operation
                    .parameters
                    .iter()
                    .map(|parameter| parameter.name.as_str());
                return Err(unknown(
                    written,
                    &format!("of the parameters of `{}`", self.before),
                    names,
                ));
            };
            let value = self.argument(argument, &parameter.name);
            named.push((parameter.name.clone(), value));
        }
        // The documentation leaves it out, but the call needs it.
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
            result: result.clone(),
            arguments: named,
        });
        self.end = None;
        if let (OperationKind::Function, Some(result)) = (operation.kind, &result) {
            let before = self.before.clone();
            self.lead_to(&result.name, result.is_collection, &before);
            self.end = self.end.filter(|end| end.ty.kind == StructuredKind::Entity);
        }
        Ok(())
    }
}
