//! Declares the properties that a query names, and no others.

use graph_schema::Method;
use graph_schema::csdl::{Property, Schema, StructuredType};
use graph_schema::route::{Hop, Named, Needs, RequestError, Route, is_called, properties};

use super::{ENTITY, Selection};

/// The properties that a request names with their types, `None` for all of a type.
type Explicit<'a> = Vec<(&'a str, Option<&'a str>)>;

impl Selection<'_> {
    /// Adds properties of types, `user.displayName,mail`, and limits these types to them: what requests read of them as a whole
    /// adds no others.
    ///
    /// # Errors
    ///
    /// Returns an error if the schema does not have the type or a property.
    pub(crate) fn add_properties(&mut self, list: &str) -> Result<(), RequestError> {
        let schema = self.schema;
        let mut ty = None;
        for item in list.split(',').map(str::trim) {
            // The type ends at the last dot; casts have dots, too, but behind a slash.
            let (path, behind) = item.split_at(item.find('/').unwrap_or(item.len()));
            let name = match path.rsplit_once('.') {
                Some((name, property)) => {
                    ty = Some(find_record(schema, name)?);
                    format!("{property}{behind}")
                }
                None => item.to_owned(),
            };
            let Some(record) = ty else {
                return Err(RequestError {
                    text: format!("`{item}` has no type before it"),
                    help: format!("write the type and a dot: `user.{item}`"),
                });
            };
            if name.is_empty() {
                return Err(RequestError {
                    text: format!(
                        "no property of `{}` is named in `{list}`",
                        record.short_name()
                    ),
                    help: format!("write `{}.displayName`, say", record.short_name()),
                });
            }
            let needs = properties(schema, record, &name, "`--property`")?;
            if let Some(undeclared) = needs.undeclared.first() {
                return Err(RequestError {
                    text: format!("`{undeclared}` is not a property of `{}`", record.short_name()),
                    help: "the schema does not declare it; its value is among the undeclared properties".to_owned(),
                });
            }
            self.add_record(&record.name);
            if needs.selected.is_none() {
                self.limited.remove(&record.name);
                self.add_values(&record.name);
            } else {
                self.limited.insert(record.name.clone());
                let mut explicit = Explicit::new();
                put_explicit(&needs, &mut explicit);
                self.add_named(&needs, &explicit);
            }
        }
        Ok(())
    }

    /// Adds what a query needs of the type that it is on.
    pub(super) fn add_needs(
        &mut self,
        record: &StructuredType,
        needs: &Needs<'_>,
        route: &Route<'_>,
    ) {
        let mut explicit = Explicit::new();
        if route.method != Method::Get || needs.selected.is_none() {
            explicit.push((&record.name, None));
        }
        put_explicit(needs, &mut explicit);
        self.add_named(needs, &explicit);
    }

    fn add_named(&mut self, needs: &Needs<'_>, explicit: &Explicit<'_>) {
        let selected = needs.selected.iter().flatten();
        for named in selected.chain(&needs.used) {
            self.add_hops(&named.hops, explicit);
            self.add_end(named);
        }
        for expanded in &needs.expanded {
            self.add_hops(&expanded.hops, explicit);
            self.add_record(&expanded.target.name);
            let Some(inner) = &expanded.needs else {
                continue;
            };
            if inner.selected.is_none() {
                self.add_values(&expanded.target.name);
            }
            self.add_named(inner, explicit);
        }
    }

    /// The value at the end of a path.
    fn add_end(&mut self, named: &Named<'_>) {
        if let Some(Hop::Property(_, property) | Hop::Implicit(_, property)) = named.hops.last() {
            let ty = &property.ty.name;
            let is_wanted = named.is_whole || self.schema.enumeration(ty).is_some();
            if is_wanted && !ty.starts_with("Edm.") {
                self.add_values(ty);
            }
        }
    }

    fn add_hops(&mut self, hops: &[Hop<'_>], explicit: &Explicit<'_>) {
        for hop in hops {
            match hop {
                Hop::Property(owner, property) => {
                    self.add_property(owner, property);
                    self.add_record(&property.ty.name);
                }
                Hop::Implicit(at, property) => {
                    for owner in self.owners(at, property, explicit) {
                        let mut properties = owner.properties.iter();
                        // Subtypes may declare it with different types.
                        if let Some(own) = properties.find(|own| own.name == property.name) {
                            self.add_property(owner, own);
                            if !own.ty.name.starts_with("Edm.") {
                                self.add_values(&own.ty.name);
                            }
                        }
                    }
                }
                Hop::Navigation(owner, navigation) => {
                    self.add_record(&owner.name);
                    let part = self.records.entry(owner.name.clone()).or_default();
                    part.navigations.entry(navigation.name.clone()).or_default();
                    self.add_record(&navigation.ty.name);
                }
                Hop::Cast(record) => self.add_record(&record.name),
            }
        }
    }

    pub(super) fn add_property(&mut self, owner: &StructuredType, property: &Property) {
        // That one is left out, and every entity has its `id`.
        if owner.name == ENTITY {
            return;
        }
        self.add_record(&owner.name);
        let part = self.records.entry(owner.name.clone()).or_default();
        part.named.insert(property.name.clone());
    }
}

impl<'a> Selection<'a> {
    /// The subtypes that a property is meant of which is named without a type cast: those for which the same request names it
    /// or reads all, or else all that declare it.
    fn owners(
        &self,
        at: &StructuredType,
        property: &Property,
        explicit: &Explicit<'_>,
    ) -> Vec<&'a StructuredType> {
        let schema = self.schema;
        let mut owners = schema.descendants(&at.name);
        owners.retain(|record| {
            let mut properties = record.properties.iter();
            properties.any(|declared| declared.name == property.name)
        });
        let is_explicit = |record: &StructuredType| {
            explicit.iter().any(|(name, named)| match named {
                Some(named) => *name == record.name && *named == property.name,
                None => schema.is_or_derives(name, &record.name),
            })
        };
        if owners.iter().any(|record| is_explicit(record)) {
            owners.retain(|record| is_explicit(record));
        }
        owners
    }
}

/// The entity or complex type of a name, whose namespace or its beginning may be left out.
fn find_record<'a>(schema: &'a Schema, name: &str) -> Result<&'a StructuredType, RequestError> {
    let in_graph = format!("microsoft.graph.{name}");
    if let Some(record) = schema
        .structured_type(name)
        .or_else(|| schema.structured_type(&in_graph))
    {
        return Ok(record);
    }
    let mut called = schema
        .structured_types
        .iter()
        .filter(|record| is_called(&record.name, name));
    match (called.next(), called.next()) {
        (Some(record), None) => Ok(record),
        (Some(one), Some(other)) => Err(RequestError {
            text: format!("`{name}` is the name of several types"),
            help: format!("write `{}` or `{}`", one.name, other.name),
        }),
        (None, _) => {
            let names = schema.structured_types.iter().flat_map(|record| {
                let has_namespace = name.contains('.');
                let short = (!has_namespace).then(|| record.short_name());
                [has_namespace.then_some(record.name.as_str()), short]
            });
            let near = graph_syntax::suggest(name, names.flatten());
            Err(RequestError {
                text: format!("`{name}` is not an entity or complex type of the schema"),
                help: near.unwrap_or_default(),
            })
        }
    }
}

fn put_explicit<'n>(needs: &'n Needs<'_>, explicit: &mut Explicit<'n>) {
    let selected = needs.selected.iter().flatten();
    for hop in selected.chain(&needs.used).flat_map(|named| &named.hops) {
        if let Hop::Property(owner, property) = hop {
            explicit.push((&owner.name, Some(&property.name)));
        }
    }
    for expanded in &needs.expanded {
        if let Some(inner) = &expanded.needs {
            if inner.selected.is_none() {
                explicit.push((&expanded.target.name, None));
            }
            put_explicit(inner, explicit);
        }
    }
}
