//! The verbs of a navigation: those in its braces, or those that make sense where it has none.

use proc_macro2::Span;

use super::{Navigation, Operation};

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

impl Operation {
    /// The verbs at its result: GET, which calls a function, unless it lists others.
    pub fn verbs_at_result(&self) -> Vec<Verb> {
        VerbList::verbs_or(self.verbs.as_ref(), &[Verb::Get])
    }

    /// The verbs on each member of the collection that it returns: GET, unless it lists others.
    pub fn verbs_on_each_of_result(&self) -> Vec<Verb> {
        VerbList::verbs_or(self.each.as_ref(), &[Verb::Get])
    }
}

impl Navigation {
    /// The verbs at its end: on the collection, or on the single entity. None but GET go through a `ref`.
    pub fn verbs_at_end(&self) -> Vec<Verb> {
        let otherwise = if self.target.is_collection {
            ON_COLLECTION
        } else {
            ON_ENTITY
        };
        VerbList::verbs_or(self.verbs.as_ref(), otherwise)
    }

    /// The verbs on each member of a collection.
    pub fn verbs_on_each(&self) -> Vec<Verb> {
        VerbList::verbs_or(self.each.as_ref(), ON_ENTITY)
    }

    /// Whether `$ref` can follow: it is a `ref`, or has one.
    pub fn has_link(&self) -> bool {
        self.is_reference || self.link.is_some()
    }

    /// The verbs in braces that are those of the link: of a `ref`, all.
    pub fn link_lists(&self) -> (Option<&VerbList>, Option<&VerbList>) {
        match &self.link {
            Some(link) => (Some(&link.verbs), link.each.as_ref()),
            None if self.is_reference => (self.verbs.as_ref(), self.each.as_ref()),
            None => (None, None),
        }
    }

    /// The verbs that a link can have.
    pub fn possible_at_link(&self) -> &'static [Verb] {
        if self.target.is_collection {
            ON_COLLECTION
        } else {
            ON_LINK
        }
    }

    /// The verbs that the link to a member can have.
    pub fn possible_at_link_of_each(&self) -> &'static [Verb] {
        ON_LINK_OF_MEMBER
    }

    /// The verbs of the link; none, if it has none.
    pub fn verbs_of_link(&self) -> Vec<Verb> {
        if self.has_link() {
            VerbList::verbs_or(self.link_lists().0, self.possible_at_link())
        } else {
            Vec::new()
        }
    }

    /// The verbs of the link to each member; none, if it has none.
    ///
    /// Where no member can be linked, none is unlinked, unless the declaration says so.
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

    /// Whether entities can be linked from here: by `$ref`, or by a binding in a body.
    pub fn is_linkable(&self) -> bool {
        let verb = if self.target.is_collection {
            Verb::Post
        } else {
            Verb::Put
        };
        self.verbs_of_link().contains(&verb)
    }
}
