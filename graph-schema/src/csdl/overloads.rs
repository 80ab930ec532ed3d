//! Overloads of actions and functions: which of them a call means.

use super::model::{Operation, OperationKind, Schema, StructuredType};

impl Schema {
    /// The actions and functions that are bound to a type or to collections of it, the nearest type's first, without those of
    /// bases that a nearer type overrides.
    pub fn overloads<'a>(&'a self, record: &StructuredType) -> Vec<&'a Operation> {
        let mut all: Vec<(usize, &Operation)> = Vec::new();
        for (distance, base) in self.lineage(&record.name).enumerate() {
            for operation in self.bound_to(&base.name) {
                let is_overridden = all
                    .iter()
                    .any(|(nearer, known)| *nearer < distance && known.overrides(operation));
                if !is_overridden {
                    all.push((distance, operation));
                }
            }
        }
        all.into_iter().map(|(_, operation)| operation).collect()
    }
}

impl Operation {
    /// Tests if it is bound to collections.
    pub fn is_on_collection(&self) -> bool {
        self.binding.as_ref().is_some_and(|ty| ty.is_collection)
    }

    /// Tests if it is called instead of `base`, which is bound to a base of its type: of the overloads that fit a call, the service takes
    /// the one that is bound to the most derived type (OData 4.01, Protocol, sections 11.5.4.2 and 11.5.5.2).
    ///
    /// Functions are told apart by the names of their parameters, in any order; actions only by what they are bound to (CSDL 4.01,
    /// sections 12.2 and 12.4).
    pub fn overrides(&self, base: &Operation) -> bool {
        let is_same = self.short_name() == base.short_name()
            && self.kind == base.kind
            && self.is_on_collection() == base.is_on_collection();
        is_same && (self.kind == OperationKind::Action || self.takes_all_calls_of(base))
    }

    fn takes_all_calls_of(&self, base: &Operation) -> bool {
        let is_optional_in = |operation: &Operation, name: &str| {
            let mut parameters = operation.parameters.iter();
            parameters
                .find(|parameter| parameter.name == name)
                .map(|parameter| parameter.annotations.is_optional)
        };
        let takes_all = base
            .parameters
            .iter()
            .all(|parameter| is_optional_in(self, &parameter.name).is_some());
        let demands_no_more = self.parameters.iter().all(|parameter| {
            parameter.annotations.is_optional
                || is_optional_in(base, &parameter.name) == Some(false)
        });
        takes_all && demands_no_more
    }
}
