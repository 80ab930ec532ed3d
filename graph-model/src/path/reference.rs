//! References: an entity that a navigation property refers to is linked and unlinked through `$ref`, never changed or
//! deleted itself. What it contains can be reached through it, as the documentation does.
//!
//! Source: OData 4.01, Protocol, section 11.4.6; Microsoft Graph documentation, "Add member", "Remove member".

use std::fmt;
use std::marker::PhantomData;

use http::Method;
use serde::ser::SerializeMap;

use super::Path;
use super::raw::RawPath;
use super::rules::{Many, One};
use crate::body::Draft;
use crate::json::{NotJson, Reader, WrittenForm};
use crate::model::{
    Declared, Extras, FieldOutcome, Fields, Inherits, Page, Record, RecordKind, read_control,
    root_of_chain,
};
use crate::request::Request;
use crate::schema::verbs::{
    CollectionGet, CollectionPost, EntityDelete, EntityGet, EntityPut, Linked, LinkedMember,
    WithLink,
};

/// A path that `$ref` can follow.
#[diagnostic::on_unimplemented(
    message = "no `$ref` belongs here: the path leads to what lives here, not to a reference",
    label = "not a reference",
    note = "`$ref` follows a navigation property that is declared with `ref` instead of `nav`, or with both: `nav name: type {{ get, patch }} ref {{ put, delete }}`"
)]
pub trait Referring {
    /// The path with the verbs of its link.
    type Link;
}

#[diagnostic::do_not_recommend]
impl<V> Referring for One<Linked<V>> {
    type Link = Self;
}

#[diagnostic::do_not_recommend]
impl<V> Referring for One<LinkedMember<V>> {
    type Link = Self;
}

#[diagnostic::do_not_recommend]
impl<C, E> Referring for Many<Linked<C>, E> {
    type Link = Self;
}

#[diagnostic::do_not_recommend]
impl<V, L> Referring for One<WithLink<V, L>> {
    type Link = One<L>;
}

#[diagnostic::do_not_recommend]
impl<C, L, E> Referring for Many<WithLink<C, L>, E> {
    type Link = Many<L, E>;
}

/// A path to the reference itself: `…/manager/$ref`.
///
/// Source: OData 4.01, Protocol, section 11.4.6; "Add member", "Remove member".
#[must_use = "a path is not sent: make it a request with a verb, such as `.delete()`"]
pub struct ReferencePath<X, M> {
    raw: RawPath<M>,
    of: PhantomData<fn() -> X>,
}

impl<X, M> ReferencePath<X, M> {
    pub(crate) fn new(raw: RawPath<M>) -> Self {
        ReferencePath {
            raw,
            of: PhantomData,
        }
    }
}

/// The verbs of a link by which it is set: PUT.
#[diagnostic::on_unimplemented(
    message = "this reference cannot be set: its link allows `{Self}`",
    label = "the declaration does not allow PUT on this link",
    note = "a `ref` lists the verbs of its link behind its type: `ref name: type {{ get, put, delete }}`; without braces, it allows all of them"
)]
pub trait SetsLink {}

/// The verbs of a link by which members are added: POST.
#[diagnostic::on_unimplemented(
    message = "nothing can be linked here: the link allows `{Self}`",
    label = "the declaration does not allow POST on this link",
    note = "a `ref` lists the verbs of its link behind its type: `ref name: [type] {{ get, post }} each {{ get, delete }}`; without braces, it allows all of them"
)]
pub trait AddsLink {}

/// The verbs of a link by which it is removed: DELETE.
#[diagnostic::on_unimplemented(
    message = "this link cannot be removed: it allows `{Self}`",
    label = "the declaration does not allow DELETE on this link",
    note = "a `ref` lists the verbs of its link behind its type: `ref name: type {{ get, put, delete }}`, or `ref name: [type] {{ get, post }} each {{ get, delete }}`; without braces, it allows all of them"
)]
pub trait RemovesLink {}

#[diagnostic::do_not_recommend]
impl<V: EntityPut> SetsLink for V {}

#[diagnostic::do_not_recommend]
impl<V: CollectionPost> AddsLink for V {}

#[diagnostic::do_not_recommend]
impl<V: EntityDelete> RemovesLink for V {}

impl<X, V> ReferencePath<X, One<Linked<V>>> {
    /// Reads where it refers to.
    pub fn get(self) -> Request<Reference>
    where
        V: EntityGet,
    {
        self.raw.request(Method::GET)
    }

    /// Makes it refer to the entity at `target`.
    pub fn put<P, W>(self, target: P) -> Request<()>
    where
        V: SetsLink,
        P: Path<Shape: Target>,
        P::Entity: Inherits<X, W>,
    {
        link(self.raw.request(Method::PUT), target)
    }

    /// Makes it refer to nothing. What it referred to stays.
    pub fn delete(self) -> Request<()>
    where
        V: RemovesLink,
    {
        self.raw.request(Method::DELETE)
    }
}

/// Nothing: it is there for what it says where a key is missing.
#[diagnostic::on_unimplemented(
    message = "a key is missing: members are removed one by one",
    label = "which member is to be removed?",
    note = "the key of the member stands before `$ref`: `DELETE …/members/{{id}}/$ref`"
)]
pub trait RemovedWithoutKey {}

impl<X, C, E> ReferencePath<X, Many<Linked<C>, E>> {
    /// Reads where the members are.
    pub fn get(self) -> Request<Page<Reference>>
    where
        C: CollectionGet,
    {
        self.raw.request(Method::GET)
    }

    /// What removes all members at once, which Graph does not.
    #[doc(hidden)]
    pub fn delete(self) -> Request<()>
    where
        E: RemovedWithoutKey,
    {
        self.raw.request(Method::DELETE)
    }

    /// Adds the entity at `target`.
    pub fn post<P, W>(self, target: P) -> Request<()>
    where
        C: AddsLink,
        P: Path<Shape: Target>,
        P::Entity: Inherits<X, W>,
    {
        link(self.raw.request(Method::POST), target)
    }

    #[doc(hidden)]
    pub fn post_body<P, W>(self, target: P) -> Request<()>
    where
        C: AddsLink,
        P: Path<Shape: Target>,
        P::Entity: Inherits<X, W>,
    {
        self.post(target)
    }

    #[doc(hidden)]
    pub fn post_without_body(self) -> Request<()>
    where
        Self: LinksNothing,
    {
        self.raw.request(Method::POST)
    }
}

/// Nothing: it is there for what it says where the entity to link is missing.
#[diagnostic::on_unimplemented(
    message = "a POST to `$ref` needs a body: the path of the entity to link",
    label = "which entity is to be linked?",
    note = "write its path behind this one: `POST …/members/$ref, graph_path!(Beta: /users/{{id}})`"
)]
pub trait LinksNothing {}

impl<X, V> ReferencePath<X, One<LinkedMember<V>>> {
    /// Removes the member from the collection. The member itself stays.
    pub fn delete(self) -> Request<()>
    where
        V: RemovesLink,
    {
        self.raw.request(Method::DELETE)
    }
}

impl<X, M> Clone for ReferencePath<X, M> {
    fn clone(&self) -> Self {
        ReferencePath::new(self.raw.clone())
    }
}

impl<X, M> fmt::Debug for ReferencePath<X, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.raw.fmt(f)
    }
}

/// A request whose body links to the entity at a path.
fn link<R, P: Path>(request: Request<R>, target: P) -> Request<R> {
    let mut draft = Draft::untyped();
    draft.set_links("@odata.id", false, [target.into_raw().into_link()]);
    draft.send_with(request)
}

/// A path to one entity, which can be linked to.
#[diagnostic::on_unimplemented(
    message = "a whole collection cannot be linked to",
    label = "a key is missing",
    note = "add the key of the entity: `.id(key)`, or `/{{key}}` in a path"
)]
pub trait Target {}

#[diagnostic::do_not_recommend]
impl<V> Target for One<V> {}

/// Where a reference leads.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// The URL of the entity (`@odata.id`).
    pub odata_id: Option<String>,
    form: WrittenForm,
    extras: Extras,
}

#[diagnostic::do_not_recommend]
impl Declared for Reference {
    const ODATA_TYPE: &'static str = "#Edm.EntityReference";
    type Kind = RecordKind;
    type Held = Self;
    type Own = Self;
}

impl Record for Reference {
    root_of_chain!();

    fn new() -> Self {
        Reference {
            odata_id: None,
            form: WrittenForm::default(),
            extras: Extras::default(),
        }
    }

    fn take(&mut self, key: &str, reader: &mut Reader<'_>) -> Result<FieldOutcome, NotJson> {
        match key {
            "@odata.id" | "@id" => {
                let (slot, form) = (&mut self.odata_id, &mut self.form);
                read_control(slot, form, &mut self.extras, key, reader)
            }
            _ => self.extras.take(key, reader),
        }
    }

    fn write<M: SerializeMap>(&self, out: &mut Fields<M>) {
        let name = self.form.0.choose("@odata.id", "@id");
        out.field(name, self.odata_id.as_ref());
    }
}
