//! Refuses requests whose method does not fit the end of their path.
//!
//! `import`, and `request` in both of its forms, ask here, so that none of them writes what the others refuse.

use super::{End, RequestError, Route, Step};
use crate::Method;
use crate::csdl::{Operation, OperationKind, Property, StructuredKind, StructuredType};

/// Returns the error for an operation and a method. An action is called by POST, a function by GET. The entity that a function
/// returns can take the other verbs of an entity (OData 4.01, Protocol, sections 11.5.4 and 11.5.5).
pub fn has_no(operation: &Operation, method: Method) -> RequestError {
    let (is, help) = match operation.kind {
        OperationKind::Function => ("a function", "call it with GET"),
        OperationKind::Action => ("an action", "carry it out with POST"),
    };
    let name = operation.short_name();
    RequestError {
        text: format!("`{name}` is {is}, which has no {method}"),
        help: help.to_owned(),
    }
}

impl Route<'_> {
    /// Returns why the request is invalid although the schema has its path.
    pub fn refused(&self) -> Option<RequestError> {
        let word = self.method;
        let passed = self.steps.iter().rev().skip(1).find_map(|step| match step {
            Step::Property(owner, property) => passes_through(owner, property, self),
            _ => None,
        });
        if passed.is_some() {
            return passed;
        }
        match self.steps.last()? {
            Step::Call { operation, .. } => {
                let is_allowed = match operation.kind {
                    OperationKind::Function if self.end.is_some_and(|end| !end.is_many) => {
                        self.method != Method::Post
                    }
                    OperationKind::Function => self.method == Method::Get,
                    OperationKind::Action => self.method == Method::Post,
                };
                (!is_allowed).then(|| has_no(operation, self.method))
            }
            Step::System("count", of) => match of {
                Some(end) if end.is_many => (self.method != Method::Get)
                    .then(|| unknown(format!("`$count` has no {word}"), "read it with GET")),
                _ => Some(unknown(
                    "`$count` does not follow a collection whose members have URLs".to_owned(),
                    "remove it",
                )),
            },
            Step::System("ref", of) => self.refused_link(*of),
            Step::System("value", of) => self.refused_stream(*of),
            Step::Property(owner, property) => self.refused_property(owner, property),
            Step::KnownKey(record, name) if self.method == Method::Post => Some(unknown(
                format!(
                    "`{name}` is not an action of a collection of `{}`, and a member has no POST",
                    record.short_name()
                ),
                "create a member with POST to the collection",
            )),
            Step::AtPath(..) if self.method == Method::Post => Some(unknown(
                "an item at a path has no POST".to_owned(),
                "create it with PUT at `:/content`, or with POST at `:/children` of the folder",
            )),
            _ => None,
        }
    }

    /// The link of a single navigation property is read, set and removed, those of members are read, added, and removed one by one
    /// (OData 4.01, Protocol, section 11.4.6).
    fn refused_link(&self, of: Option<End<'_>>) -> Option<RequestError> {
        let word = self.method;
        let mut before = self.steps.iter().rev().skip(1);
        let mut step = before.next();
        let is_of_member = matches!(
            step,
            Some(Step::Key(..) | Step::AlternateKey(..) | Step::KnownKey(..))
        );
        if is_of_member {
            step = before.next();
        }
        let (Some(end), Some(Step::Navigation { .. })) = (of, step) else {
            return Some(unknown(
                "`$ref` does not follow a navigation property".to_owned(),
                "remove it",
            ));
        };
        match (end.is_many, is_of_member, self.method) {
            (true, _, Method::Delete) => Some(unknown(
                "a key is missing: a DELETE unlinks one member".to_owned(),
                "write `/{id}/$ref`",
            )),
            (true, _, Method::Get | Method::Post)
            | (false, false, Method::Get | Method::Put | Method::Delete)
            | (false, true, Method::Get | Method::Delete) => None,
            (true, ..) => Some(unknown(
                format!("`$ref` of a collection has no {word}"),
                "link a member with POST, and unlink it with DELETE of `/{id}/$ref`",
            )),
            (false, true, _) => Some(unknown(
                format!("`$ref` of a member has no {word}"),
                "link it with POST to `$ref` of the collection",
            )),
            (false, false, _) => Some(unknown(
                format!("`$ref` of a single `{}` has no {word}", end.ty.short_name()),
                "link it with PUT",
            )),
        }
    }

    fn refused_stream(&self, of: Option<End<'_>>) -> Option<RequestError> {
        let word = self.method;
        match of {
            Some(end) if end.is_many => Some(unknown(
                format!(
                    "a key is missing: `$value` is of each `{}`",
                    end.ty.short_name()
                ),
                "write `/{id}/$value`",
            )),
            Some(end) if end.ty.kind == StructuredKind::Entity => (self.method == Method::Post)
                .then(|| unknown(format!("a stream has no {word}"), "write it with PUT")),
            _ => self.refused_raw_value(),
        }
    }

    /// The raw value of a property with a single primitive value is read (OData 4.01, Protocol, section 11.2.4.1; URL Conventions,
    /// section 4.7).
    fn refused_raw_value(&self) -> Option<RequestError> {
        let word = self.method;
        let before = self.steps.iter().rev().nth(1);
        let Some(Step::Property(_, property)) = before else {
            return Some(unknown(
                "`$value` follows neither an entity nor a property".to_owned(),
                "remove `/$value`",
            ));
        };
        let name = &property.name;
        let is_structured = matches!(self.steps.last(), Some(Step::System(_, Some(_))));
        let has_no_value = match property.ty.name.as_str() {
            _ if property.ty.is_collection => Some("a list of values"),
            _ if is_structured => Some("a complex value"),
            "Edm.Stream" => Some("a stream, whose own URL gives its bytes"),
            "Edm.Untyped" => Some("any JSON"),
            _ => None,
        };
        if let Some(is) = has_no_value {
            return Some(unknown(
                format!("`{name}` is {is}, which has no `$value`"),
                "remove `/$value`",
            ));
        }
        (self.method != Method::Get).then(|| {
            unknown(
                format!("`$value` of `{name}` has no {word} here"),
                "read it with GET; change the property by PATCH of what has it",
            )
        })
    }

    /// At the URL of a value that is not structured, the service answers GET and, by DELETE, sets it to null.
    fn refused_property(
        &self,
        owner: &StructuredType,
        property: &Property,
    ) -> Option<RequestError> {
        let word = self.method;
        let name = &property.name;
        if property.ty.name == "Edm.Stream" && !property.ty.is_collection {
            return (self.method == Method::Post)
                .then(|| unknown(format!("a stream has no {word}"), "write it with PUT"));
        }
        let is_read_or_cleared = matches!(self.method, Method::Get | Method::Delete);
        let is_changed = self.end.is_some_and(|end| {
            let is_foreign = end.ty.namespace() != owner.namespace();
            // Paths to types of this namespace are those of entities.
            !is_foreign || (!end.is_many && self.method != Method::Post)
        });
        if is_read_or_cleared || is_changed {
            return None;
        }
        Some(match (self.end, property.ty.is_collection) {
            (Some(_), false) => unknown(
                format!("`{name}` is a single value, which has no {word}"),
                "change it with PATCH",
            ),
            (_, false) => unknown(
                format!("`{name}` is a single value, which has no {word}"),
                "change it with a PATCH of its owner",
            ),
            (_, true) => unknown(
                format!("`{name}` is a list of values, which has no {word}"),
                "change the whole list with a PATCH of its owner",
            ),
        })
    }
}

/// A path does not go on behind a value whose type another declaration has.
fn passes_through(
    owner: &StructuredType,
    property: &Property,
    route: &Route<'_>,
) -> Option<RequestError> {
    let (namespace, _) = property.ty.name.rsplit_once('.')?;
    let is_end = matches!(route.steps.last(), Some(Step::Property(_, last)) if std::ptr::eq(*last, property));
    let is_foreign = namespace != "Edm" && namespace != owner.namespace();
    (is_foreign && !is_end).then(|| {
        unknown(
            format!(
                "the type of `{}` is in another namespace, `{}`, so a path cannot continue after it",
                property.name, property.ty.name
            ),
            "read it as a whole",
        )
    })
}

fn unknown(text: String, help: &str) -> RequestError {
    RequestError {
        text,
        help: help.to_owned(),
    }
}
