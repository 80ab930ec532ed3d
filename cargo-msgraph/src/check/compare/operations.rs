//! Actions and functions.
//!
//! Overloads are told apart by the names of their parameters, in any order (OData 4.01, CSDL, section 12.2), so the one that was meant is the
//! one with the fewest differences.

use graph_schema::csdl::{self, StructuredType};
use graph_syntax::{Operation, OperationKind, suggest};

use super::Comparison;

impl Comparison<'_> {
    pub(super) fn compare_operations(&mut self, ty: &StructuredType, declared: &[Operation]) {
        let known = self.schema.overloads(ty);
        for operation in declared {
            self.compare_operation(ty, &known, operation);
        }
    }

    fn compare_operation(
        &mut self,
        ty: &StructuredType,
        known: &[&csdl::Operation],
        declared: &Operation,
    ) {
        let name = &declared.name;
        let same_name: Vec<&csdl::Operation> = known
            .iter()
            .copied()
            .filter(|operation| operation.short_name() == name.wire)
            .collect();
        if same_name.is_empty() {
            let choices = known.iter().map(|operation| operation.short_name());
            self.report(
                name.span,
                "unknown-operation",
                format!(
                    "no action or function `{}` is bound to `{}`",
                    name.wire,
                    ty.short_name()
                ),
                suggest(&name.wire, choices).unwrap_or_default(),
            );
            return;
        }
        let meant = same_name
            .iter()
            .copied()
            .filter(|operation| {
                is_action(operation) == (declared.kind == OperationKind::Action)
                    && operation.is_on_collection() == declared.on_collection
            })
            .min_by_key(|operation| difference(declared, operation));
        let Some(operation) = meant else {
            self.report_another_binding(declared, &same_name);
            return;
        };
        self.compare_deprecated(
            name.span,
            &name.wire,
            &declared.attributes,
            &operation.annotations,
        );
        self.compare_parameters(declared, operation);
        self.compare_result(declared, operation);
    }

    fn report_another_binding(&mut self, declared: &Operation, known: &[&csdl::Operation]) {
        let Some(first) = known.first() else { return };
        let name = &declared.name;
        let word = if is_action(first) {
            "action"
        } else {
            "function"
        };
        let collection = if first.is_on_collection() {
            "collection "
        } else {
            ""
        };
        let text = match is_action(first) == (declared.kind == OperationKind::Action) {
            false if is_action(first) => format!("`{}` is an action", name.wire),
            false => format!("`{}` is a function", name.wire),
            true if first.is_on_collection() => {
                format!("`{}` is bound to collections", name.wire)
            }
            true => format!(
                "`{}` is bound to each member, not to collections",
                name.wire
            ),
        };
        self.report(
            name.span,
            "operation-kind",
            text,
            format!("write `{collection}{word} {}`", name.wire),
        );
    }

    fn compare_parameters(&mut self, declared: &Operation, operation: &csdl::Operation) {
        for parameter in &declared.parameters {
            let name = &parameter.name;
            let known = operation
                .parameters
                .iter()
                .find(|known| known.name == name.wire);
            let Some(known) = known else {
                let choices = operation.parameters.iter().map(|known| known.name.as_str());
                self.report(
                    name.span,
                    "unknown-parameter",
                    format!("`{}` has no parameter `{}`", declared.name.wire, name.wire),
                    suggest(&name.wire, choices)
                        .unwrap_or_else(|| format!("remove `{}`", name.wire)),
                );
                continue;
            };
            self.compare_type(&name.wire, &parameter.ty, &known.ty);
            if parameter.is_optional && !is_optional(operation, known) && !is_action(operation) {
                self.report(
                    name.span,
                    "optional",
                    format!("`{}` cannot be left out", name.wire),
                    format!("write `{}`, without `?`", name.wire),
                );
            }
        }
        // A misspelt one was just reported; it is not missing as well.
        let surplus = surplus(declared, operation);
        let missing: Vec<&csdl::Parameter> = operation
            .parameters
            .iter()
            .filter(|known| !is_optional(operation, known) && !is_declared(declared, known))
            .skip(surplus)
            .collect();
        for known in missing {
            let written = self.written(&known.ty);
            self.report(
                declared.name.span,
                "missing-parameter",
                format!(
                    "`{}` cannot be called without `{}`",
                    declared.name.wire, known.name
                ),
                format!("add the parameter `{}: {written}`", known.name),
            );
        }
    }

    fn compare_result(&mut self, declared: &Operation, operation: &csdl::Operation) {
        let name = &declared.name.wire;
        match (&declared.result, &operation.result) {
            (Some(result), Some(actual)) => {
                self.compare_type(&format!("{name}()"), result, actual);
            }
            (Some(result), None) => self.report(
                result.name.span(),
                "result",
                format!("`{name}` returns nothing"),
                format!("remove `-> {result}`"),
            ),
            (None, _) => {}
        }
    }
}

fn is_action(operation: &csdl::Operation) -> bool {
    operation.kind == csdl::OperationKind::Action
}

/// An action's parameter that may be null may be left out of the body.
fn is_optional(operation: &csdl::Operation, parameter: &csdl::Parameter) -> bool {
    let may_be_null = parameter.is_nullable || parameter.ty.is_collection;
    parameter.annotations.is_optional || is_action(operation) && may_be_null
}

fn is_declared(declared: &Operation, known: &csdl::Parameter) -> bool {
    declared
        .parameters
        .iter()
        .any(|parameter| parameter.name.wire == known.name)
}

/// How many parameters are declared that the operation does not have.
fn surplus(declared: &Operation, operation: &csdl::Operation) -> usize {
    declared
        .parameters
        .iter()
        .filter(|parameter| {
            !operation
                .parameters
                .iter()
                .any(|known| known.name == parameter.name.wire)
        })
        .count()
}

fn difference(declared: &Operation, operation: &csdl::Operation) -> usize {
    let missing = operation
        .parameters
        .iter()
        .filter(|known| !is_optional(operation, known) && !is_declared(declared, known))
        .count();
    surplus(declared, operation) + missing
}
