//! One segment after the other: which of the schema's is meant, and where it leads.

use heck::ToSnakeCase;

use super::query::{self, QueryOption};
use super::text::{Argument, Part};
use super::warnings::RequestWarning;
use super::written::{SYSTEM, Segment, singular};
use super::{End, Needs, RequestError, Step, Text, TextPart, unknown, written};
use crate::csdl::{Navigation, Operation, Schema, StructuredKind, StructuredType};

/// Rust's keywords, which are no names of parameters. The list is that of the Rust reference, without `Self`.
const KEYWORDS: [&str; 51] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

pub(super) struct Walk<'a> {
    pub(super) schema: &'a Schema,
    pub(super) steps: Vec<Step<'a>>,
    pub(super) end: Option<End<'a>>,
    /// The name of the last segment that is none of a key.
    pub(super) before: String,
    pub(super) names: Vec<String>,
    pub(super) dropped: Vec<RequestWarning>,
}

impl<'a> Walk<'a> {
    pub(super) fn step(&mut self, segment: &Segment) -> Result<(), RequestError> {
        match segment {
            Segment::System(word) => {
                let of = self.end.take();
                self.steps.push(Step::System(word, of));
                Ok(())
            }
            Segment::AtPath(path) => {
                let end = self.one(&shown(path))?;
                let text = self.text(path);
                self.steps.push(Step::AtPath(end.ty, text));
                Ok(())
            }
            Segment::Key(key) => self.key(key),
            Segment::Name(name, arguments) if self.steps.is_empty() => {
                let mut roots = self.schema.roots.iter();
                let Some(root) = roots.find(|root| root.name.eq_ignore_ascii_case(name)) else {
                    let names = self.schema.roots.iter().map(|root| root.name.as_str());
                    return Err(unknown(name, "of the service", names));
                };
                self.steps.push(Step::Root(root));
                self.lead_to(&root.ty.name, root.ty.is_collection, &root.name);
                self.in_parentheses(arguments.as_deref())
            }
            Segment::Name(name, arguments) => self.name(name, arguments.as_deref()),
        }
    }

    fn one(&self, segment: &str) -> Result<End<'a>, RequestError> {
        self.end.ok_or_else(|| match self.steps.last() {
            Some(Step::System(word, _)) => RequestError {
                text: format!("nothing comes behind `${word}`, and `{segment}` does"),
                help: format!("a key stands before it: `/{{id}}/${word}`"),
            },
            _ => RequestError {
                text: format!(
                    "nothing comes behind `{}`, and `{segment}` does",
                    self.before
                ),
                help: "remove what is behind it".to_owned(),
            },
        })
    }

    pub(super) fn lead_to(&mut self, ty: &str, is_many: bool, segment: &str) {
        self.end = self
            .schema
            .structured_type(ty)
            .map(|ty| End { ty, is_many });
        self.before = segment.to_owned();
    }

    fn key(&mut self, parts: &[Part]) -> Result<(), RequestError> {
        let key = shown(parts);
        let end = self.one(&key)?;
        if end.ty.kind == StructuredKind::Complex {
            return Err(RequestError {
                text: format!(
                    "`{}` holds values of `{}`, which have no keys",
                    self.before,
                    end.ty.short_name()
                ),
                help: format!("remove `/{key}`"),
            });
        }
        if !end.is_many {
            return Err(RequestError {
                text: format!(
                    "`{}` leads to a single `{}`, which takes no key",
                    self.before,
                    end.ty.short_name()
                ),
                help: format!("remove `/{key}`"),
            });
        }
        let step = match parts {
            [Part::Literal(literal)] => self.literal_key(end, literal),
            parts => Step::Key(end.ty, self.text(parts)),
        };
        self.steps.push(step);
        self.end = Some(End {
            is_many: false,
            ..end
        });
        Ok(())
    }

    /// A key without a placeholder: a name that the service knows, or an example's.
    fn literal_key(&mut self, end: End<'a>, literal: &str) -> Step<'a> {
        let is_text = self.schema.keys(end.ty).first().is_none_or(|key| {
            let property = self.schema.property(end.ty, key);
            property.is_none_or(|property| property.ty.name == "Edm.String")
        });
        let is_called = !self.operations(end, literal, None, false).is_empty();
        match written::known_name(literal).filter(|_| is_text && !is_called) {
            Some(name) => {
                if name != literal {
                    self.dropped.push(RequestWarning {
                        text: format!("the key `{literal}` is written as `{name}`"),
                        help: "Graph's own names begin in lower case; ask for the key by a placeholder if it is not one of them".to_owned(),
                    });
                }
                Step::KnownKey(end.ty, name)
            }
            None => {
                let name = self.placeholder(literal);
                self.note_example("key", literal, &name);
                Step::Key(end.ty, Text::Parameter(name))
            }
        }
    }

    /// Notes that a value becomes a parameter.
    pub(super) fn note_example(&mut self, of: &str, written: &str, name: &str) {
        self.dropped.push(RequestWarning {
            text: format!(
                "the {of} `{written}` is left out, as an example of the parameter `{name}`"
            ),
            help: format!("pass it for `{name}`"),
        });
    }

    /// A key or a path, with a name for each placeholder.
    fn text(&mut self, parts: &[Part]) -> Text {
        if let [Part::Placeholder(written)] = parts {
            return Text::Parameter(self.placeholder(written));
        }
        let parts = parts.iter().map(|part| match part {
            Part::Placeholder(written) => TextPart::Parameter(self.placeholder(written)),
            Part::Literal(text) => TextPart::Literal(text.clone()),
        });
        Text::Parts(parts.collect())
    }

    /// Returns the properties that the query needs of the type at the end of the path.
    pub(super) fn needs(
        &self,
        options: &[QueryOption],
    ) -> Result<Option<(&'a StructuredType, Needs<'a>)>, RequestError> {
        let on = match self.steps.last() {
            Some(Step::System(_, of)) => of.map(|end| end.ty),
            Some(Step::Call { result, .. }) => {
                let result = result.as_ref();
                result.and_then(|ty| self.schema.structured_type(&ty.name))
            }
            _ => self.end.map(|end| end.ty),
        };
        if options.is_empty() {
            return Ok(None);
        }
        if let Some(record) = on {
            return Ok(Some((
                record,
                query::resolve(self.schema, record, options)?,
            )));
        }
        let mut names = options.iter().map(|option| option.name.as_str());
        match names.find(|name| matches!(*name, "$select" | "$expand")) {
            Some(name) => Err(RequestError {
                text: format!(
                    "`{name}` names properties, and `{}` leads to no type that has some",
                    self.before
                ),
                help: format!("remove `{name}`"),
            }),
            None => Ok(None),
        }
    }

    /// A name for a placeholder: the documentation's, but `id` says of what.
    pub(super) fn placeholder(&mut self, written: &str) -> String {
        let mut name = written::placeholder_name(written);
        if name == "id" && !self.before.is_empty() {
            let before = self.before.to_snake_case();
            name = format!("{}_id", singular(&before));
        }
        let mut free = name.clone();
        let mut count = 1;
        while self.names.contains(&free) || KEYWORDS.contains(&free.as_str()) {
            count += 1;
            free = format!("{name}{count}");
        }
        self.names.push(free.clone());
        free
    }

    fn in_parentheses(&mut self, arguments: Option<&[Argument]>) -> Result<(), RequestError> {
        match arguments {
            None => Ok(()),
            Some([]) => {
                self.dropped.push(RequestWarning {
                    text: format!("the `()` behind `{}` is left out", self.before),
                    help: "only functions have parentheses without a key in them".to_owned(),
                });
                Ok(())
            }
            // `borders('{sideIndex}')` is a key in OData's own form.
            Some([argument]) if argument.name.is_empty() => {
                self.one(argument.written.trim_matches('\''))?;
                self.key(&argument.parts)
            }
            Some([argument]) => {
                let name = &argument.name;
                let end = self.one(name)?;
                let mut keys = self.schema.keys(end.ty).iter();
                if keys.any(|key| key.eq_ignore_ascii_case(name)) {
                    return self.key(&argument.parts);
                }
                let found = self.schema.lineage(&end.ty.name).find_map(|record| {
                    let mut properties = record.properties.iter();
                    properties
                        .find(|property| property.name.eq_ignore_ascii_case(name))
                        .map(|property| (record, property))
                });
                let Some((record, property)) = found.filter(|_| end.is_many) else {
                    return Err(RequestError {
                        text: format!("`{name}` is not a key of `{}`", end.ty.short_name()),
                        help: String::new(),
                    });
                };
                let value = self.argument(argument, &property.name);
                self.steps.push(Step::AlternateKey(record, property, value));
                self.end = Some(End {
                    is_many: false,
                    ..end
                });
                Ok(())
            }
            Some(_) => Err(RequestError {
                text: format!(
                    "keys of several parts are not supported, and `{}` has one here",
                    self.before
                ),
                help: String::new(),
            }),
        }
    }

    fn name(&mut self, written: &str, arguments: Option<&[Argument]>) -> Result<(), RequestError> {
        let end = self.one(written)?;
        let at = end.ty;
        let (namespace, name) = written.rsplit_once('.').unwrap_or(("", written));
        let matches = |known: &str| known.eq_ignore_ascii_case(name);
        if !namespace.is_empty()
            && let Some(record) = self.cast(at, written)
        {
            self.steps.push(Step::Cast(record));
            self.end = Some(End { ty: record, ..end });
            return self.in_parentheses(arguments);
        }
        let own = self.operations(end, written, arguments, false);
        if !own.is_empty() {
            return self.call(at, &own, arguments, false);
        }
        if !end.is_many {
            if !namespace.is_empty() {
                self.note_namespace(namespace, name);
            }
            for owner in self.schema.lineage(&at.name) {
                if let Some(navigation) = owner
                    .navigations
                    .iter()
                    .find(|navigation| matches(&navigation.name))
                {
                    return self.navigate(at, owner, navigation, None, arguments);
                }
                if let Some(property) = owner
                    .properties
                    .iter()
                    .find(|property| matches(&property.name))
                {
                    self.steps.push(Step::Property(owner, property));
                    self.lead_to(&property.ty.name, property.ty.is_collection, &property.name);
                    return self.in_parentheses(arguments);
                }
            }
            if let Some((owner, navigation, target)) = self.implicit(at, name) {
                return self.navigate(at, owner, navigation, Some(target), arguments);
            }
        }
        let of_subtypes = self.operations(end, written, arguments, true);
        if !of_subtypes.is_empty() {
            return self.call(at, &of_subtypes, arguments, true);
        }
        let unknown = self.not_found(end, written);
        // A text that resembles no segment is a member that the service knows by name, such as `/sites/root`.
        // A dot is not always a namespace's: `contoso.sharepoint.com` is a key of a site.
        let mut namespaces = self.schema.namespaces.iter();
        let is_qualified = namespace.to_lowercase().starts_with("microsoft.")
            || namespaces.any(|known| query::is_called(known, namespace));
        if end.is_many && !is_qualified && arguments.is_none() && unknown.help.is_empty() {
            self.key(&[Part::Literal(written.to_owned())])
        } else {
            Err(unknown)
        }
    }

    /// The type of a type cast: the one of this name or, since pages leave parts of namespaces out, one that ends in it.
    fn cast(&mut self, at: &StructuredType, written: &str) -> Option<&'a StructuredType> {
        let schema = self.schema;
        let below = schema.descendants(&at.name).into_iter();
        let family: Vec<&StructuredType> = schema.lineage(&at.name).chain(below).collect();
        let mut named = family.iter();
        if let Some(record) = named.find(|record| query::is_called(&record.name, written)) {
            return Some(record);
        }
        let name = written.rsplit('.').next().unwrap_or(written);
        let mut named = family.iter();
        let record = named.find(|record| record.short_name().eq_ignore_ascii_case(name))?;
        self.dropped.push(RequestWarning {
            text: format!("`{written}` is written as `{}`", record.name),
            help: "the schema has no type of the first name".to_owned(),
        });
        Some(record)
    }

    fn note_namespace(&mut self, namespace: &str, name: &str) {
        self.dropped.push(RequestWarning {
            text: format!("`{namespace}.` is left out before `{name}`"),
            help: "only type casts and operations have a namespace".to_owned(),
        });
    }

    fn not_found(&self, end: End<'a>, written: &str) -> RequestError {
        let mut names: Vec<&str> = Vec::new();
        let members: Vec<&StructuredType> = self.schema.lineage(&end.ty.name).collect();
        for record in &members {
            let bound = self.schema.bound_to(&record.name);
            let bound = bound.filter(|operation| {
                operation
                    .binding
                    .as_ref()
                    .is_some_and(|ty| ty.is_collection == end.is_many)
            });
            names.extend(bound.map(Operation::short_name));
        }
        let mut inside = members.iter().flat_map(|record| &record.navigations);
        if end.is_many && inside.any(|parameter| parameter.name.eq_ignore_ascii_case(written)) {
            return RequestError {
                text: format!(
                    "a key is missing behind `{}`: `{written}` is a segment of each member",
                    self.before
                ),
                help: format!("write `/{{id}}/{written}`"),
            };
        }
        if !end.is_many {
            names.extend(
                members
                    .iter()
                    .flat_map(|member| &member.navigations)
                    .map(|navigation| navigation.name.as_str()),
            );
            names.extend(
                members
                    .iter()
                    .flat_map(|member| &member.properties)
                    .map(|property| property.name.as_str()),
            );
        }
        let of = if end.is_many {
            format!("of a collection of `{}`", end.ty.short_name())
        } else {
            format!("of `{}`", end.ty.short_name())
        };
        let mut unknown = unknown(written, &of, names);
        let mut words = SYSTEM.into_iter();
        if let Some(word) = words.find(|word| word.eq_ignore_ascii_case(written)) {
            unknown.help = format!("did you mean `${word}`?");
        }
        unknown
    }

    fn navigate(
        &mut self,
        at: &'a StructuredType,
        owner: &'a StructuredType,
        navigation: &'a Navigation,
        implicit: Option<&'a StructuredType>,
        arguments: Option<&[Argument]>,
    ) -> Result<(), RequestError> {
        self.steps.push(Step::Navigation {
            at,
            owner,
            navigation,
            implicit,
        });
        let target = implicit.map_or(navigation.ty.name.as_str(), |target| target.name.as_str());
        self.lead_to(target, navigation.ty.is_collection, &navigation.name);
        self.in_parentheses(arguments)
    }

    /// A navigation property of subtypes: the first that has it, and the type that all of them lead to.
    fn implicit(
        &self,
        at: &'a StructuredType,
        name: &str,
    ) -> Option<(&'a StructuredType, &'a Navigation, &'a StructuredType)> {
        let subtypes = self.schema.descendants(&at.name).into_iter();
        let found: Vec<(&StructuredType, &Navigation)> = subtypes
            .filter_map(|record| {
                let mut navigations = record.navigations.iter();
                let navigation =
                    navigations.find(|navigation| navigation.name.eq_ignore_ascii_case(name))?;
                Some((record, navigation))
            })
            .collect();
        let (owner, navigation) = *found.first()?;
        let mut shared = self.schema.lineage(&navigation.ty.name);
        let target = shared.find(|candidate| {
            found.iter().all(|(_, other)| {
                let mut lineage = self.schema.lineage(&other.ty.name);
                lineage.any(|record| record.name == candidate.name)
            })
        })?;
        Some((owner, navigation, target))
    }
}

/// The parts of a key or a path, as messages show them.
fn shown(parts: &[Part]) -> String {
    let parts = parts.iter().map(|part| match part {
        Part::Placeholder(name) => format!("{{{name}}}"),
        Part::Literal(text) => text.clone(),
    });
    parts.collect()
}
