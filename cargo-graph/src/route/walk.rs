//! One segment after the other: which of the schema's is meant, and where it leads.

use super::written::{SYSTEM, Segment, singular};
use super::{End, Step, Unknown, unknown, written};
use crate::csdl::{Navigation, Operation, Record, RecordKind, Schema};

pub(super) struct Walk<'a> {
    pub(super) schema: &'a Schema,
    pub(super) steps: Vec<Step<'a>>,
    pub(super) end: Option<End<'a>>,
    /// The name of the last segment that is none of a key.
    pub(super) before: String,
    pub(super) names: Vec<String>,
}

impl<'a> Walk<'a> {
    pub(super) fn step(&mut self, segment: &Segment) -> Result<(), Unknown> {
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
        self.end.ok_or_else(|| match self.steps.last() {
            Some(Step::System(word, _)) => Unknown {
                text: format!("nothing comes behind `${word}`, and `{segment}` does"),
                help: format!("a key stands before it: `/{{id}}/${word}`"),
            },
            _ => Unknown {
                text: format!(
                    "nothing comes behind `{}`, and `{segment}` does",
                    self.before
                ),
                help: "remove what is behind it".to_owned(),
            },
        })
    }

    pub(super) fn lead_to(&mut self, ty: &str, is_many: bool, segment: &str) {
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
    pub(super) fn placeholder(&mut self, written: &str) -> String {
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
                    return self.in_parentheses(arguments);
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
        let mut unknown = unknown(written, &of, names);
        let mut words = SYSTEM.into_iter();
        if let Some(word) = words.find(|it| it.eq_ignore_ascii_case(written)) {
            unknown.help = format!("did you mean `${word}`?");
        }
        unknown
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
}
