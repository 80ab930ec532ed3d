//! The verbs of a navigation property or operation: those in its braces, or the default ones.

use proc_macro2::Span;

use super::{Navigation, Operation};

/// `{ get, patch }`.
#[derive(Debug, Clone)]
pub struct VerbList {
    /// The span of the braces.
    pub span: Span,
    /// The verbs with their spans.
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

    /// Returns the verb as it is written in braces.
    pub fn word(self) -> &'static str {
        match self {
            Verb::Get => "get",
            Verb::Post => "post",
            Verb::Put => "put",
            Verb::Patch => "patch",
            Verb::Delete => "delete",
        }
    }

    /// Returns its part of the name of a type for a set of verbs: `Get`.
    pub fn type_word(self) -> &'static str {
        match self {
            Verb::Get => "Get",
            Verb::Post => "Post",
            Verb::Put => "Put",
            Verb::Patch => "Patch",
            Verb::Delete => "Delete",
        }
    }

    /// Tests if its request has a body.
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
    /// Returns the verbs, or `otherwise` if there is no list. An empty list is reported as an error elsewhere.
    pub fn verbs_or(list: Option<&VerbList>, otherwise: &[Verb]) -> Vec<Verb> {
        match list {
            Some(list) if !list.verbs.is_empty() => {
                list.verbs.iter().map(|(verb, _)| *verb).collect()
            }
            _ => otherwise.to_vec(),
        }
    }
}

impl Operation {
    /// Returns the verbs at its result. The default is GET, which calls a function.
    pub fn verbs_at_result(&self) -> Vec<Verb> {
        VerbList::verbs_or(self.verbs.as_ref(), &[Verb::Get])
    }

    /// Returns the verbs on each member of the collection that it returns. The default is GET.
    pub fn verbs_on_each_of_result(&self) -> Vec<Verb> {
        VerbList::verbs_or(self.each.as_ref(), &[Verb::Get])
    }
}

impl Navigation {
    /// Returns the verbs at its end: on the collection, or on the single entity. A `ref` only allows GET.
    pub fn verbs_at_end(&self) -> Vec<Verb> {
        let otherwise = if self.target.is_collection {
            ON_COLLECTION
        } else {
            ON_ENTITY
        };
        VerbList::verbs_or(self.verbs.as_ref(), otherwise)
    }

    /// Returns the verbs on each member of a collection.
    pub fn verbs_on_each(&self) -> Vec<Verb> {
        VerbList::verbs_or(self.each.as_ref(), ON_ENTITY)
    }

    /// Tests if `$ref` can follow: it is a `ref`, or has one.
    pub fn has_link(&self) -> bool {
        self.is_reference || self.link.is_some()
    }

    /// Returns the lists of verbs for the link. Those are all lists of a `ref`.
    pub fn link_lists(&self) -> (Option<&VerbList>, Option<&VerbList>) {
        match &self.link {
            Some(link) => (Some(&link.verbs), link.each.as_ref()),
            None if self.is_reference => (self.verbs.as_ref(), self.each.as_ref()),
            None => (None, None),
        }
    }

    /// Returns the verbs that a link can allow.
    pub fn possible_at_link(&self) -> &'static [Verb] {
        if self.target.is_collection {
            ON_COLLECTION
        } else {
            ON_LINK
        }
    }

    /// Returns the verbs that the link to a member can allow.
    pub fn possible_at_link_of_each(&self) -> &'static [Verb] {
        ON_LINK_OF_MEMBER
    }

    /// Returns the verbs of the link. They are empty if there is no link.
    pub fn verbs_of_link(&self) -> Vec<Verb> {
        if self.has_link() {
            VerbList::verbs_or(self.link_lists().0, self.possible_at_link())
        } else {
            Vec::new()
        }
    }

    /// Returns the verbs of the link to each member. They are empty if there is no link.
    ///
    /// If members cannot be linked, they can only be unlinked where the declaration lists DELETE.
    pub fn verbs_of_link_of_each(&self) -> Vec<Verb> {
        let otherwise = if self.is_linkable() {
            ON_LINK_OF_MEMBER
        } else {
            ON_READ_ONLY_LINK
        };
        if self.has_link() {
            VerbList::verbs_or(self.link_lists().1, otherwise)
        } else {
            Vec::new()
        }
    }

    /// Tests if entities can be linked from here, by `$ref` or by a binding in a body.
    pub fn is_linkable(&self) -> bool {
        let verb = if self.target.is_collection {
            Verb::Post
        } else {
            Verb::Put
        };
        self.verbs_of_link().contains(&verb)
    }
}
