//! The names of functions: the verb, and the words of the path.

use std::collections::HashSet;

use graph_schema::csdl::{Operation, OperationKind, Schema};
use graph_schema::route::{Route, Step, singular};
use graph_syntax::snake_case;

use crate::verbs::verb;

/// The names that a request's function can have, the best first: `GET /users/{id}/messages` is `get_user_messages` or, where
/// something else is that, `get_users_by_id_messages`.
pub(super) fn function_names(schema: &Schema, route: &Route<'_>) -> [String; 2] {
    [true, false].map(|in_singular| function_name(schema, route, in_singular))
}

fn function_name(schema: &Schema, route: &Route<'_>, in_singular: bool) -> String {
    let mut name = verb(route.method).word().to_owned();
    let mut put = |word: &str| {
        name.push('_');
        name.push_str(word);
    };
    for (index, step) in route.steps.iter().enumerate() {
        let keyed = matches!(
            route.steps.get(index + 1),
            Some(Step::Key(..) | Step::AlternateKey(..))
        );
        let segment = |name: &str| {
            if keyed {
                one_of(name, in_singular)
            } else {
                snake_case(name)
            }
        };
        match step {
            Step::Root(root) => put(&segment(&root.name)),
            Step::Navigation { navigation, .. } => put(&segment(&navigation.name)),
            Step::Property(_, property) => put(&segment(&property.name)),
            Step::Call {
                operation,
                arguments,
                ..
            } => {
                put(&segment(operation.short_name()));
                if is_overloaded(schema, operation) && !arguments.is_empty() {
                    let names: Vec<String> =
                        arguments.iter().map(|(name, _)| snake_case(name)).collect();
                    put(&format!("with_{}", names.join("_and_")));
                }
            }
            Step::Key(..) => {}
            Step::KnownKey(_, name) => put(&snake_case(name)),
            Step::AlternateKey(_, property, _) => {
                put(&format!("by_{}", snake_case(&property.name)));
            }
            Step::Cast(record) => put(&format!("as_{}", snake_case(record.short_name()))),
            Step::AtPath(..) => put("at_path"),
            Step::System(word, _) => put(word),
        }
    }
    name
}

/// The words of a segment that a key follows.
fn one_of(name: &str, in_singular: bool) -> String {
    let words = snake_case(name);
    match singular(&words) {
        one if in_singular && one != words => one,
        _ => format!("{words}_by_id"),
    }
}

/// Returns whether another operation of the same name is bound to the same type.
fn is_overloaded(schema: &Schema, operation: &Operation) -> bool {
    let bound_to = operation.binding.as_ref().map_or("", |ty| &ty.name);
    let others = schema.bound_to(bound_to).filter(|other| {
        other.kind == OperationKind::Function
            && other.name == operation.name
            && other.binding == operation.binding
    });
    others.count() > 1
}

/// The names that functions have already.
#[derive(Default)]
pub(super) struct Taken(HashSet<String>);

impl Taken {
    /// The first of the names that is free, or the last with a number behind it.
    pub(super) fn take(&mut self, names: [String; 2]) -> String {
        for name in &names {
            if self.0.insert(name.clone()) {
                return name.clone();
            }
        }
        let [_, name] = names;
        let mut count = 2;
        let mut free = format!("{name}_{count}");
        while !self.0.insert(free.clone()) {
            count += 1;
            free = format!("{name}_{count}");
        }
        free
    }
}
