//! The verbs that a path allows: those of the navigation that it ends in.

use super::rules::{Many, One};
use crate::schema::verbs::{
    CollectionDelete, CollectionGet, CollectionPatch, CollectionPost, CollectionPut, EntityDelete,
    EntityGet, EntityPatch, EntityPost, EntityPut, OwnVerbs,
};

/// A path that allows GET.
pub trait AllowsGet {}

/// A path that allows POST.
pub trait AllowsPost {}

/// A path that allows PUT.
pub trait AllowsPut {}

/// A path that allows PATCH.
pub trait AllowsPatch {}

/// A path that allows DELETE.
pub trait AllowsDelete {}

// Written out, since rustc quotes them where a verb is not allowed, and would quote a whole macro call.
impl<V: EntityGet> AllowsGet for One<V> {}
impl<V: EntityPost + OwnVerbs> AllowsPost for One<V> {}
impl<V: EntityPut + OwnVerbs> AllowsPut for One<V> {}
impl<V: EntityPatch + OwnVerbs> AllowsPatch for One<V> {}
impl<V: EntityDelete + OwnVerbs> AllowsDelete for One<V> {}
impl<C: CollectionGet, E> AllowsGet for Many<C, E> {}
impl<C: CollectionPost + OwnVerbs, E> AllowsPost for Many<C, E> {}
impl<C: CollectionPut + OwnVerbs, E> AllowsPut for Many<C, E> {}
impl<C: CollectionPatch + OwnVerbs, E> AllowsPatch for Many<C, E> {}
impl<C: CollectionDelete + OwnVerbs, E> AllowsDelete for Many<C, E> {}
