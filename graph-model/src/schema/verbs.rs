//! The verbs that a navigation allows, as types: one for each set of them, named after its members.
//!
//! A path carries such a type as a marker; a method for a verb is bounded by the verb's trait.

/// The verbs `V` of the link that a navigation property is; `$ref` can follow.
#[derive(Debug, Clone, Copy)]
pub enum Linked<V> {
    #[doc(hidden)]
    Never(V, std::convert::Infallible),
}

/// The verbs `V` of the link to a member of a collection that refers; `$ref` can follow, to unlink it.
#[derive(Debug, Clone, Copy)]
pub enum LinkedMember<V> {
    #[doc(hidden)]
    Never(V, std::convert::Infallible),
}

/// The verbs `V` of what lives here, and the link `L` to it, [`Linked`] or [`LinkedMember`]; `$ref` can follow.
#[derive(Debug, Clone, Copy)]
pub enum WithLink<V, L> {
    #[doc(hidden)]
    Never(V, L, std::convert::Infallible),
}

macro_rules! allows {
    ($($entity:ident $collection:ident, $doc:literal, $entity_message:literal, $collection_message:literal;)*) => {$(
        #[doc = concat!($doc, " Of a set of verbs: on one entity.")]
        #[diagnostic::on_unimplemented(
            message = $entity_message,
            label = "the declaration does not allow this verb here",
            note = "a navigation lists its verbs behind its type: `nav name: type {{ get, patch }}`; those of a collection's members stand behind `each`: `nav name: [type] {{ get, post }} each {{ get, patch }}`; a function lists them after its result: `function name() -> type {{ get, patch }}`"
        )]
        pub trait $entity {}

        #[doc = concat!($doc, " Of a set of verbs: on a collection, where another mistake is likelier than on one entity.")]
        #[diagnostic::on_unimplemented(
            message = $collection_message,
            label = "the path leads to a collection, which does not allow this verb",
            note = "if a member of the collection is meant, its key is missing: `/{{key}}` in a path, `.id(key)` in a chain of calls",
            note = "a collection lists its own verbs behind its type: `nav name: [type] {{ get, post }}`"
        )]
        pub trait $collection {}
    )*};
}

allows! {
    EntityGet CollectionGet, "What allows GET.",
        "this path does not allow GET: it allows `{Self}`",
        "this collection does not allow GET: it allows `{Self}`";
    EntityPost CollectionPost, "What allows POST.",
        "this path does not allow POST: it allows `{Self}`",
        "this collection does not allow POST: it allows `{Self}`";
    EntityPut CollectionPut, "What allows PUT.",
        "this path does not allow PUT: it allows `{Self}`",
        "this collection does not allow PUT: it allows `{Self}`";
    EntityPatch CollectionPatch, "What allows PATCH.",
        "this path does not allow PATCH: it allows `{Self}`",
        "this collection does not allow PATCH: it allows `{Self}`";
    EntityDelete CollectionDelete, "What allows DELETE.",
        "this path does not allow DELETE: it allows `{Self}`",
        "this collection does not allow DELETE: it allows `{Self}`";
}

/// The verbs of what lives at the path itself: not of what a navigation property refers to.
#[diagnostic::on_unimplemented(
    message = "what a `ref` leads to lives elsewhere, and cannot be changed or deleted through it",
    label = "only GET is allowed here",
    note = "change the entity where it lives, at a path of its own such as `/users/{{id}}`",
    note = "`/$ref` behind the path is the reference itself: POST adds to a collection, PUT sets a single one, DELETE removes it"
)]
pub trait OwnVerbs {}

// Of the verbs that change something, `OwnVerbs` says that they are not allowed, and why.
macro_rules! linked {
    ($($mark:ident: $get:ident, $($trait:ident)*;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<V: $get> $get for $mark<V> {}

        $(
            #[diagnostic::do_not_recommend]
            impl<V> $trait for $mark<V> {}
        )*
    )*};
}

linked! {
    Linked: EntityGet, EntityPost EntityPut EntityPatch EntityDelete;
    Linked: CollectionGet, CollectionPost CollectionPut CollectionPatch CollectionDelete;
    LinkedMember: EntityGet, EntityPost EntityPut EntityPatch EntityDelete;
}

// Of what lives here and is linked as well, the verbs are those that it has of its own.
macro_rules! with_link {
    ($($trait:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<V: $trait, L> $trait for WithLink<V, L> {}
    )*};
}

with_link! {
    OwnVerbs
    EntityGet EntityPost EntityPut EntityPatch EntityDelete
    CollectionGet CollectionPost CollectionPut CollectionPatch CollectionDelete
}

macro_rules! sets {
    ($($set:ident: $($entity:ident $collection:ident)+;)*) => {$(
        #[doc = concat!("The verbs in the name: `", stringify!($set), "`.")]
        #[derive(Debug, Clone, Copy)]
        pub enum $set {}

        #[diagnostic::do_not_recommend]
        impl OwnVerbs for $set {}

        $(
            #[diagnostic::do_not_recommend]
            impl $entity for $set {}

            #[diagnostic::do_not_recommend]
            impl $collection for $set {}
        )*
    )*};
}

sets! {
    Get: EntityGet CollectionGet;
    Post: EntityPost CollectionPost;
    Put: EntityPut CollectionPut;
    Patch: EntityPatch CollectionPatch;
    Delete: EntityDelete CollectionDelete;
    GetPost: EntityGet CollectionGet EntityPost CollectionPost;
    GetPut: EntityGet CollectionGet EntityPut CollectionPut;
    GetPatch: EntityGet CollectionGet EntityPatch CollectionPatch;
    GetDelete: EntityGet CollectionGet EntityDelete CollectionDelete;
    PostPut: EntityPost CollectionPost EntityPut CollectionPut;
    PostPatch: EntityPost CollectionPost EntityPatch CollectionPatch;
    PostDelete: EntityPost CollectionPost EntityDelete CollectionDelete;
    PutPatch: EntityPut CollectionPut EntityPatch CollectionPatch;
    PutDelete: EntityPut CollectionPut EntityDelete CollectionDelete;
    PatchDelete: EntityPatch CollectionPatch EntityDelete CollectionDelete;
    GetPostPut: EntityGet CollectionGet EntityPost CollectionPost EntityPut CollectionPut;
    GetPostPatch: EntityGet CollectionGet EntityPost CollectionPost EntityPatch CollectionPatch;
    GetPostDelete: EntityGet CollectionGet EntityPost CollectionPost EntityDelete CollectionDelete;
    GetPutPatch: EntityGet CollectionGet EntityPut CollectionPut EntityPatch CollectionPatch;
    GetPutDelete: EntityGet CollectionGet EntityPut CollectionPut EntityDelete CollectionDelete;
    GetPatchDelete: EntityGet CollectionGet EntityPatch CollectionPatch EntityDelete CollectionDelete;
    PostPutPatch: EntityPost CollectionPost EntityPut CollectionPut EntityPatch CollectionPatch;
    PostPutDelete: EntityPost CollectionPost EntityPut CollectionPut EntityDelete CollectionDelete;
    PostPatchDelete: EntityPost CollectionPost EntityPatch CollectionPatch EntityDelete CollectionDelete;
    PutPatchDelete: EntityPut CollectionPut EntityPatch CollectionPatch EntityDelete CollectionDelete;
    GetPostPutPatch: EntityGet CollectionGet EntityPost CollectionPost EntityPut CollectionPut EntityPatch CollectionPatch;
    GetPostPutDelete: EntityGet CollectionGet EntityPost CollectionPost EntityPut CollectionPut EntityDelete CollectionDelete;
    GetPostPatchDelete: EntityGet CollectionGet EntityPost CollectionPost EntityPatch CollectionPatch EntityDelete CollectionDelete;
    GetPutPatchDelete: EntityGet CollectionGet EntityPut CollectionPut EntityPatch CollectionPatch EntityDelete CollectionDelete;
    PostPutPatchDelete: EntityPost CollectionPost EntityPut CollectionPut EntityPatch CollectionPatch EntityDelete CollectionDelete;
    GetPostPutPatchDelete: EntityGet CollectionGet EntityPost CollectionPost EntityPut CollectionPut EntityPatch CollectionPatch EntityDelete CollectionDelete;
}
