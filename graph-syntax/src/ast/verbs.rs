//! The verbs of a navigation: those in its braces, or those that make sense where it has none.

use proc_macro2::Span;

use super::Navigation;

/// `{ get, patch }`.
#[derive(Debug, Clone)]
pub struct VerbList {
    /// The braces.
    pub span: Span,
    /// What stands in them.
    pub verbs: Vec<(Verb, Span)>,
}

/// An HTTP verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Verb {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Verb {
    /// All of them, in the order in which sets of them are named.
    pub const ALL: [Verb; 5] = [Verb::Get, Verb::Post, Verb::Put, Verb::Patch, Verb::Delete];

    /// As it stands in braces.
    pub fn word(self) -> &'static str {
        match self {
            Verb::Get => "get",
            Verb::Post => "post",
            Verb::Put => "put",
            Verb::Patch => "patch",
            Verb::Delete => "delete",
        }
    }

    /// Its name in a set's type: `Get`.
    pub fn type_word(self) -> &'static str {
        match self {
            Verb::Get => "Get",
            Verb::Post => "Post",
            Verb::Put => "Put",
            Verb::Patch => "Patch",
            Verb::Delete => "Delete",
        }
    }

    /// Whether its request has a body.
    pub fn has_body(self) -> bool {
        matches!(self, Verb::Post | Verb::Put | Verb::Patch)
    }
}

const ON_COLLECTION: &[Verb] = &[Verb::Get, Verb::Post];
const ON_ENTITY: &[Verb] = &[Verb::Get, Verb::Put, Verb::Patch, Verb::Delete];
const ON_LINK: &[Verb] = &[Verb::Get, Verb::Put, Verb::Delete];
const ON_LINK_OF_MEMBER: &[Verb] = &[Verb::Get, Verb::Delete];
const ON_READ_ONLY_LINK: &[Verb] = &[Verb::Get];

impl VerbList {
    /// The verbs, or `otherwise` where there is no list. An empty one is a mistake that is reported.
    pub fn verbs_or(list: Option<&VerbList>, otherwise: &[Verb]) -> Vec<Verb> {
        match list {
            Some(list) if !list.verbs.is_empty() => {
                list.verbs.iter().map(|(verb, _)| *verb).collect()
            }
            _ => otherwise.to_vec(),
        }
    }
}

impl Navigation {
    /// The verbs that can stand at its end: all, or those of a link.
    pub fn possible_at_end(&self) -> &'static [Verb] {
        match (self.is_reference, self.target.is_collection) {
            (false, _) => &Verb::ALL,
            (true, true) => ON_COLLECTION,
            (true, false) => ON_LINK,
        }
    }

    /// The verbs that can stand at each member: all, or those of the link to it.
    pub fn possible_on_each(&self) -> &'static [Verb] {
        match self.is_reference {
            false => &Verb::ALL,
            true => ON_LINK_OF_MEMBER,
        }
    }

    /// The verbs at its end: on the collection, on the single entity, or on the link.
    pub fn verbs_at_end(&self) -> Vec<Verb> {
        let otherwise = match (self.is_reference, self.target.is_collection) {
            (_, true) => ON_COLLECTION,
            (true, false) => ON_LINK,
            (false, false) => ON_ENTITY,
        };
        VerbList::verbs_or(self.verbs.as_ref(), otherwise)
    }

    /// The verbs on each member, or on the link to it.
    ///
    /// Where no member can be linked, none is unlinked, unless the declaration says so.
    pub fn verbs_on_each(&self) -> Vec<Verb> {
        let otherwise = match self.is_reference {
            false => ON_ENTITY,
            true if self.is_linkable() => ON_LINK_OF_MEMBER,
            true => ON_READ_ONLY_LINK,
        };
        VerbList::verbs_or(self.each.as_ref(), otherwise)
    }

    /// Whether entities can be linked from here: by `$ref`, or by a binding in a body.
    pub fn is_linkable(&self) -> bool {
        let verb = match self.target.is_collection {
            true => Verb::Post,
            false => Verb::Put,
        };
        self.is_reference && self.verbs_at_end().contains(&verb)
    }
}
