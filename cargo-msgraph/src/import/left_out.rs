//! Removes what cannot be declared from a selection, so that the rest can be.

use graph_schema::csdl::{SourceSpan, Type};

use super::select::{Origin, Selection};
use crate::asked::AskedFor;

impl Selection<'_> {
    /// Takes something out. Its name, and its place in the schema; `None` if it was not there.
    pub(super) fn remove(&mut self, origin: &Origin) -> Option<(String, SourceSpan)> {
        let schema = self.schema;
        match origin {
            Origin::Nothing => None,
            Origin::Root(name) => {
                self.roots.remove(name)?;
                let root = schema.roots.iter().find(|root| root.name == *name)?;
                Some((name.clone(), root.span.clone()))
            }
            Origin::Type(name) => {
                let was_there =
                    self.records.remove(name).is_some() || self.enumerations.remove(name);
                was_there.then(|| (name.clone(), self.span_of(name)))
            }
            Origin::Member(owner, name) => {
                let part = self.records.get_mut(owner);
                let navigation = part.and_then(|part| part.navigations.remove(name));
                let implicit = self
                    .records
                    .get_mut(owner)
                    .and_then(|part| part.implicit.remove(name));
                let was_there = navigation.is_some()
                    || implicit.is_some()
                    || self.left_out.insert(origin.clone());
                was_there.then(|| (format!("{owner}/{name}"), self.span_of_member(owner, name)))
            }
            Origin::Operation(owner, index) => {
                let part = self.records.get_mut(owner)?;
                let operation = schema.operations.get(*index)?;
                let was_there = part.operations.remove(index).is_some();
                was_there.then(|| (operation.name.clone(), operation.span.clone()))
            }
        }
    }

    fn span_of(&self, name: &str) -> SourceSpan {
        let span = match self.schema.find(name) {
            Some(Type::Structured(index)) => self
                .schema
                .structured_types
                .get(index)
                .map(|item| &item.span),
            Some(Type::Enumeration(index)) => {
                self.schema.enumerations.get(index).map(|item| &item.span)
            }
            None => None,
        };
        span.cloned().unwrap_or_default()
    }

    fn span_of_member(&self, owner: &str, name: &str) -> SourceSpan {
        let record = self.schema.structured_type(owner);
        let properties = record.into_iter().flat_map(|record| &record.properties);
        let mut properties = properties
            .filter(|property| property.name == name)
            .map(|item| &item.span);
        let navigations = record.into_iter().flat_map(|record| &record.navigations);
        let mut navigations = navigations
            .filter(|navigation| navigation.name == name)
            .map(|item| &item.span);
        let members = self
            .schema
            .enumeration(owner)
            .into_iter()
            .flat_map(|member| &member.members);
        let mut members = members
            .filter(|member| member.name == name)
            .map(|item| &item.span);
        let span = properties
            .next()
            .or_else(|| navigations.next())
            .or_else(|| members.next());
        span.cloned().unwrap_or_else(|| self.span_of(owner))
    }

    /// Returns whether the selection has entity sets or singletons, so that it declares a service.
    pub(super) fn has_roots(&self) -> bool {
        !self.roots.is_empty()
    }

    /// Says what it is of, for notes on the schema.
    pub(crate) fn ask(&self, asked: &mut AskedFor) {
        for (name, part) in &self.records {
            asked.add_type(name);
            if part.has_properties {
                asked.add_properties(name);
            }
            for property in &part.named {
                asked.add_property(name, property);
            }
        }
        for name in &self.enumerations {
            asked.add_type(name);
        }
    }
}
