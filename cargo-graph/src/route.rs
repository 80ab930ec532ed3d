//! A request as documentation writes it, followed through the schema.
//!
//! In: `get /users/{id | userPrincipalName}/Messages?$top=5`, or an absolute URL. Out: a [`Route`], whose steps are the schema's
//! own names; or which segment the schema does not know, and what is near.

use std::fmt;

use graph_syntax::Verb;

use crate::csdl::{
    Navigation, Operation, OperationKind, Property, Record, RecordKind, Root, Schema,
};

mod written;

use written::Segment;
pub(crate) use written::singular;

/// A request that the schema knows.
#[derive(Debug)]
pub struct Route<'a> {
    /// Its verb.
    pub verb: Verb,
    /// Its segments.
    pub steps: Vec<Step<'a>>,
    /// What it ends in; `None` for `$count`, `$ref`, `$value` and what is no record.
    pub end: Option<End<'a>>,
}

/// What a path leads to.
#[derive(Debug, Clone, Copy)]
pub struct End<'a> {
    /// The entity or complex type.
    pub record: &'a Record,
    /// A collection of it.
    pub is_many: bool,
}

/// A segment, with what the schema has for it.
#[derive(Debug)]
pub enum Step<'a> {
    /// An entity set or singleton.
    Root(&'a Root),
    /// A key of an entity type, by the name that stands for it.
    Key(&'a Record, String),
    /// `(appId={app_id})`, behind a collection.
    AlternateKey(&'a Record, &'a Property, String),
    /// A navigation property.
    Navigation {
        /// The type of the path before it.
        at: &'a Record,
        /// The type that declares it: `at`, a base of it, or, without a type cast, a subtype.
        owner: &'a Record,
        /// It.
        navigation: &'a Navigation,
        /// What it leads to, if `owner` is a subtype: a type that all subtypes agree on which have it.
        implicit: Option<&'a Record>,
    },
    /// A type cast.
    Cast(&'a Record),
    /// A structural property with a URL of its own, and the type that declares it.
    Property(&'a Record, &'a Property),
    /// An action or function.
    Call {
        /// The type of the path before it.
        at: &'a Record,
        /// It is declared on a subtype, and called without a type cast.
        is_implicit: bool,
        /// It.
        operation: &'a Operation,
        /// The names of its parameters, each with the name that stands for its argument.
        arguments: Vec<(String, String)>,
    },
    /// `:/{path}:`.
    AtPath(&'a Record, String),
    /// `$count`, `$ref` or `$value`, behind what it is of.
    System(&'static str, Option<End<'a>>),
}

/// Why a request is none that the schema knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// What is wrong, in one line.
    pub text: String,
    /// What to do, if that is known.
    pub help: String,
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.help.as_str() {
            "" => f.write_str(&self.text),
            help => write!(f, "{}\nhelp: {help}", self.text),
        }
    }
}

/// Follows a request through the schema.
///
/// # Errors
///
/// If it is no request, or has a segment that the schema does not have at its place.
pub fn follow<'a>(schema: &'a Schema, request: &str) -> Result<Route<'a>, Unknown> {
    let written = written::parse(request)?;
    let mut walk = Walk {
        schema,
        steps: Vec::new(),
        end: None,
        before: String::new(),
        names: Vec::new(),
    };
    for segment in &written.segments {
        walk.step(segment)?;
    }
    Ok(Route {
        verb: written.verb,
        steps: walk.steps,
        end: walk.end,
    })
}

struct Walk<'a> {
    schema: &'a Schema,
    steps: Vec<Step<'a>>,
    end: Option<End<'a>>,
    /// The name of the last segment that is none of a key.
    before: String,
    names: Vec<String>,
}

impl<'a> Walk<'a> {
    fn step(&mut self, segment: &Segment) -> Result<(), Unknown> {
        match segment {
            Segment::System(word) => {
                let of = self.end.take();
                self.steps.push(Step::System(word, of));
                Ok(())
            }
            Segment::AtPath(path) => {
                let end = self.one(path)?;
                let name = self.placeholder(path);
                self.steps.push(Step::AtPath(end.record, name));
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

    fn one(&self, segment: &str) -> Result<End<'a>, Unknown> {
        self.end.ok_or_else(|| Unknown {
            text: format!(
                "nothing comes behind `{}`, and `{segment}` does",
                self.before
            ),
            help: "remove what is behind it".to_owned(),
        })
    }

    fn lead_to(&mut self, ty: &str, is_many: bool, segment: &str) {
        self.end = self.schema.record(ty).map(|record| End { record, is_many });
        self.before = segment.to_owned();
    }

    fn key(&mut self, key: &str) -> Result<(), Unknown> {
        let end = self.one(key)?;
        if end.record.kind == RecordKind::Complex {
            return Err(Unknown {
                text: format!(
                    "`{}` holds values of `{}`, which have no keys",
                    self.before,
                    end.record.short_name()
                ),
                help: format!("remove `/{key}`"),
            });
        }
        if !end.is_many {
            return Err(Unknown {
                text: format!(
                    "`{}` leads to a single `{}`, which takes no key",
                    self.before,
                    end.record.short_name()
                ),
                help: format!("remove `/{key}`"),
            });
        }
        let name = self.placeholder(key);
        self.steps.push(Step::Key(end.record, name));
        self.end = Some(End {
            is_many: false,
            ..end
        });
        Ok(())
    }

    /// A name for a placeholder: the documentation's, but `id` says of what.
    fn placeholder(&mut self, written: &str) -> String {
        let mut name = written::placeholder_name(written);
        if name == "id" && !self.before.is_empty() {
            let before = graph_syntax::snake_case(&self.before);
            name = format!("{}_id", singular(&before));
        }
        let mut free = name.clone();
        let mut count = 1;
        while self.names.contains(&free)
            || graph_syntax::escape(&free).is_none_or(|escaped| escaped != free)
        {
            count += 1;
            free = format!("{name}{count}");
        }
        self.names.push(free.clone());
        free
    }

    fn in_parentheses(&mut self, arguments: Option<&[(String, String)]>) -> Result<(), Unknown> {
        match arguments {
            None | Some([]) => Ok(()),
            // `borders('{sideIndex}')` is a key in OData's own form.
            Some([(name, value)]) if name.is_empty() => self.key(value),
            Some([(name, value)]) => {
                let end = self.one(name)?;
                let found = self.schema.lineage(&end.record.name).find_map(|record| {
                    let mut properties = record.properties.iter();
                    properties
                        .find(|it| it.name.eq_ignore_ascii_case(name))
                        .map(|it| (record, it))
                });
                let Some((record, property)) = found.filter(|_| end.is_many) else {
                    return Err(Unknown {
                        text: format!("`{name}` is not a key of `{}`", end.record.short_name()),
                        help: String::new(),
                    });
                };
                let value = self.placeholder(value);
                self.steps.push(Step::AlternateKey(record, property, value));
                self.end = Some(End {
                    is_many: false,
                    ..end
                });
                Ok(())
            }
            Some(_) => Err(Unknown {
                text: format!(
                    "keys of several parts are not supported, and `{}` has one here",
                    self.before
                ),
                help: String::new(),
            }),
        }
    }

    fn name(
        &mut self,
        written: &str,
        arguments: Option<&[(String, String)]>,
    ) -> Result<(), Unknown> {
        let end = self.one(written)?;
        let at = end.record;
        let (namespace, name) = written.rsplit_once('.').unwrap_or(("", written));
        let matches = |known: &str| known.eq_ignore_ascii_case(name);
        if !namespace.is_empty() {
            let family = self
                .schema
                .lineage(&at.name)
                .chain(self.schema.descendants(&at.name));
            let mut named = family.filter(|record| matches(record.short_name()));
            if let Some(record) = named.next() {
                self.steps.push(Step::Cast(record));
                self.end = Some(End { record, ..end });
                return Ok(());
            }
        }
        if let Some(operation) = self.operation(end, written, arguments, false) {
            return self.call(at, operation, arguments, false);
        }
        if !end.is_many {
            for owner in self.schema.lineage(&at.name) {
                if let Some(navigation) = owner.navigations.iter().find(|it| matches(&it.name)) {
                    return self.navigate(at, owner, navigation, None, arguments);
                }
                if let Some(property) = owner.properties.iter().find(|it| matches(&it.name)) {
                    self.steps.push(Step::Property(owner, property));
                    self.lead_to(&property.ty.name, property.ty.is_collection, &property.name);
                    return Ok(());
                }
            }
            if let Some((owner, navigation, target)) = self.implicit(at, name) {
                return self.navigate(at, owner, navigation, Some(target), arguments);
            }
        }
        if let Some(operation) = self.operation(end, written, arguments, true) {
            return self.call(at, operation, arguments, true);
        }
        let unknown = self.not_found(end, written);
        // What resembles no segment is a member that the service knows by name, such as `/sites/root`.
        match end.is_many && namespace.is_empty() && arguments.is_none() && unknown.help.is_empty()
        {
            true => self.key(written),
            false => Err(unknown),
        }
    }

    fn not_found(&self, end: End<'a>, written: &str) -> Unknown {
        let mut names: Vec<&str> = Vec::new();
        let members: Vec<&Record> = self.schema.lineage(&end.record.name).collect();
        for record in &members {
            let bound = self.schema.bound_to(&record.name);
            let bound = bound.filter(|it| {
                it.binding
                    .as_ref()
                    .is_some_and(|ty| ty.is_collection == end.is_many)
            });
            names.extend(bound.map(Operation::short_name));
        }
        let mut inside = members.iter().flat_map(|record| &record.navigations);
        if end.is_many && inside.any(|it| it.name.eq_ignore_ascii_case(written)) {
            return Unknown {
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
                    .flat_map(|it| &it.navigations)
                    .map(|it| it.name.as_str()),
            );
            names.extend(
                members
                    .iter()
                    .flat_map(|it| &it.properties)
                    .map(|it| it.name.as_str()),
            );
        }
        let of = match end.is_many {
            true => format!("of a collection of `{}`", end.record.short_name()),
            false => format!("of `{}`", end.record.short_name()),
        };
        unknown(written, &of, names)
    }

    fn navigate(
        &mut self,
        at: &'a Record,
        owner: &'a Record,
        navigation: &'a Navigation,
        implicit: Option<&'a Record>,
        arguments: Option<&[(String, String)]>,
    ) -> Result<(), Unknown> {
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
        at: &'a Record,
        name: &str,
    ) -> Option<(&'a Record, &'a Navigation, &'a Record)> {
        let subtypes = self.schema.descendants(&at.name).into_iter();
        let found: Vec<(&Record, &Navigation)> = subtypes
            .filter_map(|record| {
                let mut navigations = record.navigations.iter();
                let navigation = navigations.find(|it| it.name.eq_ignore_ascii_case(name))?;
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

    /// The operation of a name: of the overloads, the one with the arguments that are given, or else the one with the fewest.
    fn operation(
        &self,
        end: End<'a>,
        name: &str,
        arguments: Option<&[(String, String)]>,
        in_subtypes: bool,
    ) -> Option<&'a Operation> {
        let records: Vec<&Record> = match in_subtypes {
            false => self.schema.lineage(&end.record.name).collect(),
            true => self.schema.descendants(&end.record.name),
        };
        let given = arguments.unwrap_or_default();
        let mut fitting: Vec<(u32, usize, &Operation)> = Vec::new();
        for record in records {
            for operation in self.schema.bound_to(&record.name) {
                let is_many = operation
                    .binding
                    .as_ref()
                    .is_some_and(|ty| ty.is_collection);
                if is_many != end.is_many || !is_called(operation, name) {
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
        }
        let best = fitting
            .into_iter()
            .min_by_key(|(rank, misfit, _)| (*rank, *misfit))?;
        Some(best.2)
    }

    fn call(
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

fn unknown<'n>(written: &str, of: &str, names: impl IntoIterator<Item = &'n str>) -> Unknown {
    let lower = written.to_lowercase();
    let mut near: Vec<(usize, &str)> = names
        .into_iter()
        .map(|name| {
            (
                strsim::damerau_levenshtein(&lower, &name.to_lowercase()),
                name,
            )
        })
        .filter(|(distance, name)| *distance <= 1 + name.len().max(written.len()) / 4)
        .collect();
    near.sort();
    near.dedup();
    let near: Vec<String> = near
        .into_iter()
        .take(3)
        .map(|(_, name)| format!("`{name}`"))
        .collect();
    Unknown {
        text: format!("`{written}` is not a segment {of}"),
        help: match near.is_empty() {
            true => String::new(),
            false => format!("did you mean {}?", near.join(" or ")),
        },
    }
}

#[cfg(test)]
mod tests;
