//! Typed navigation properties: one constant for each, for `expand`, `any`, `all`, deep inserts and bindings.

use std::fmt;
use std::marker::PhantomData;

use serde_json::value::RawValue;

use super::route::{BaseOf, Route};
use crate::model::{Change, Declared, Extras, Identified, InheritedBy, Page, Record, Value};
use crate::request::{DecodeError, decode};

/// A navigation property of `Owner` that leads to a `Target`; `K` says to how many, and whether they live there.
///
/// Declarations expand to constants of this type: `User::MANAGER`.
pub struct Nav<Owner, Target, K> {
    name: &'static str,
    route: Route,
    of: Marker<(Owner, Target, K)>,
}

type Marker<T> = PhantomData<fn() -> T>;

/// What the marker `K` of a [`Nav`] can be: how many it leads to, and whether it contains them or refers to them.
pub mod kind {
    /// Contains one entity.
    #[derive(Debug, Clone, Copy)]
    pub enum Contained {}

    /// Contains a collection.
    #[derive(Debug, Clone, Copy)]
    pub enum ContainedMany {}

    /// Refers to one entity that lives elsewhere.
    #[derive(Debug, Clone, Copy)]
    pub enum Reference {}

    /// Refers to a collection of entities that live elsewhere.
    #[derive(Debug, Clone, Copy)]
    pub enum ReferenceMany {}

    /// Refers to one entity that lives elsewhere; only the service decides to which.
    #[derive(Debug, Clone, Copy)]
    pub enum ReadOnlyReference {}

    /// Refers to a collection of entities that live elsewhere; only the service decides to which.
    #[derive(Debug, Clone, Copy)]
    pub enum ReadOnlyReferenceMany {}
}

/// How many a navigation property leads to.
pub trait Multiplicity {
    /// What conditions are on: the entity, or a collection.
    type Of<T>;

    /// What holds the values that were expanded: the entity, or a [`Page`] of the collection.
    type Expanded<T>;

    #[doc(hidden)]
    fn read<T: Value>(
        extras: &Extras,
        name: &str,
    ) -> Result<Option<Self::Expanded<T>>, DecodeError>;
}

/// A navigation property to one entity.
#[diagnostic::on_unimplemented(
    message = "this navigation property leads to a collection",
    label = "a collection",
    note = "a collection is set with `bind_all` or `insert_all`"
)]
pub trait Single: Multiplicity {}

/// A navigation property to a collection.
#[diagnostic::on_unimplemented(
    message = "this navigation property leads to a single entity",
    label = "a single entity",
    note = "`filter`, `order_by` and `top` are for collections, as are `bind_all` and `insert_all`; a single entity is set with `bind` or `insert`"
)]
pub trait Multiple: Multiplicity {}

/// A navigation property that refers to what lives elsewhere, and can be bound to it.
#[diagnostic::on_unimplemented(
    message = "this navigation property contains its entities, so none from elsewhere can be bound to it",
    label = "not a `ref`",
    note = "a navigation property that refers is declared with `ref` instead of `nav`"
)]
pub trait Refers: Multiplicity {}

/// A navigation property through which entities can be linked. (What contains its entities is told apart by [`Refers`].)
#[diagnostic::on_unimplemented(
    message = "this navigation property is read only: no entity can be linked through it",
    label = "only the service decides where it refers to",
    note = "the verbs of a link stand behind the type: with `put`, `ref name: type {{ get, put }}`, a single entity can be linked, with `post`, `ref name: [type] {{ get, post }}`, members can; without braces, both can"
)]
pub trait Linkable: Multiplicity {}

macro_rules! multiplicities {
    ($($kind:ident: $of:ty, $expanded:ty, $read:ident;)*) => {$(
        impl Multiplicity for kind::$kind {
            type Of<T> = $of;
            type Expanded<T> = $expanded;

            fn read<T: Value>(
                extras: &Extras,
                name: &str,
            ) -> Result<Option<$expanded>, DecodeError> {
                $read(extras, name)
            }
        }
    )*};
}

multiplicities! {
    Contained: T, T, expanded_entity;
    ContainedMany: Vec<T>, Page<T>, expanded_page;
    Reference: T, T, expanded_entity;
    ReferenceMany: Vec<T>, Page<T>, expanded_page;
    ReadOnlyReference: T, T, expanded_entity;
    ReadOnlyReferenceMany: Vec<T>, Page<T>, expanded_page;
}

/// The value of a name, unless it is null.
fn read_unless_null<T: Value>(extras: &Extras, name: &str) -> Result<Option<T>, DecodeError> {
    let raw = extras.get_unknown(name).map(RawValue::get);
    let raw = raw.filter(|raw| *raw != "null");
    raw.map(|raw| decode(raw.as_bytes())).transpose()
}

fn expanded_entity<T: Value>(extras: &Extras, name: &str) -> Result<Option<T>, DecodeError> {
    read_unless_null(extras, name)
}

/// Members, and what the response says of the collection next to them (OData JSON Format 4.01, sections 4.5.4 and 4.5.5).
fn expanded_page<T: Value>(extras: &Extras, name: &str) -> Result<Option<Page<T>>, DecodeError> {
    let members = read_unless_null(extras, name)?;
    let next_link = read_unless_null(extras, &format!("{name}@odata.nextLink"))?;
    let count = read_unless_null(extras, &format!("{name}@odata.count"))?;
    if members.is_none() && next_link.is_none() && count.is_none() {
        return Ok(None);
    }
    let members = members.unwrap_or_default();
    Ok(Some(Page::of_members(members, next_link, count)))
}

macro_rules! kinds {
    ($($kind:ident: $($trait:ident)*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl $trait for kind::$kind {}
    )*)*};
}

kinds! {
    Contained: Single Linkable;
    ContainedMany: Multiple Linkable;
    Reference: Single Refers Linkable;
    ReferenceMany: Multiple Refers Linkable;
    ReadOnlyReference: Single Refers;
    ReadOnlyReferenceMany: Multiple Refers;
}

/// What expansions call.
pub const fn nav<Owner, Target, K>(name: &'static str) -> Nav<Owner, Target, K> {
    Nav {
        name,
        route: Route::Own,
        of: PhantomData,
    }
}

impl<Owner, Target, K> Nav<Owner, Target, K> {
    /// The name on the wire.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) fn route(&self) -> Route {
        self.route
    }

    pub(crate) fn by_route(self, route: Route) -> Nav<BaseOf<Owner>, Target, K> {
        Nav {
            name: self.name,
            route,
            of: PhantomData,
        }
    }
}

impl<Owner, Target: Declared, K: Multiplicity> Nav<Owner, Target, K> {
    /// The entities that `expand` asked for, as the response holds them: one entity, or a [`Page`] of a collection. `None` if the
    /// response holds nothing.
    ///
    /// A collection may go on: then the page has a [`next_link`](Page::next_link), which `Client::items_from`
    /// and `pages_from` follow. Where only its number was asked for, the page has a
    /// [`count`](Page::count) and no members.
    ///
    /// Source: OData JSON Format 4.01, section 4.5.5 (`nextLink`), 4.5.4 (`count`) and 8.3 (expanded navigation properties).
    ///
    /// # Errors
    ///
    /// If the response holds something else than entities there, or than a link and a number beside them.
    ///
    /// ```
    /// # use graph_runtime::graph_resource;
    /// # graph_resource! {
    /// #     service V1 = "v1.0" { groups: [group] }
    /// #     entity directoryObject {}
    /// #     entity group: directoryObject { ref members: [directoryObject] }
    /// # }
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let group: Group = serde_json::from_str(
    ///     r#"{"members": [{"id": "1"}], "members@odata.nextLink": "https://graph.microsoft.com/v1.0/groups/7/members?$skiptoken=x"}"#,
    /// )?;
    /// let members = Group::MEMBERS.of(&group)?.ok_or("not expanded")?;
    /// assert_eq!(members.value.len(), 1);
    /// assert!(members.next_link.is_some()); // and more: `client.items_from(members)`
    /// # Ok(())
    /// # }
    /// ```
    pub fn of<X, W>(&self, entity: &X) -> Result<Option<K::Expanded<Target::Held>>, DecodeError>
    where
        X: Record,
        Owner: InheritedBy<X, W>,
    {
        K::read(entity.extras(), self.name)
    }

    /// The changes of the navigation property that a delta function tells along with its entity (`members@delta`). `None` if it
    /// tells none.
    ///
    /// Source: OData JSON Format 4.01, section 15; "Get incremental changes for groups", for `members@delta`.
    ///
    /// # Errors
    ///
    /// If the response holds something else than changes there.
    pub fn changes_of<X, W>(
        &self,
        entity: &X,
    ) -> Result<Option<Page<Change<Target::Held>>>, DecodeError>
    where
        X: Record,
        Owner: InheritedBy<X, W>,
        Target::Held: Value<Own: Identified>,
    {
        let (extras, name) = (entity.extras(), format!("{}@delta", self.name));
        let raw = extras.get_unknown(&name).map(RawValue::get);
        let Some(raw) = raw.filter(|raw| *raw != "null") else {
            return Ok(None);
        };
        let changes = if raw.starts_with('{') {
            vec![decode(raw.as_bytes())?]
        } else {
            decode(raw.as_bytes())?
        };
        let next_link = match read_unless_null(extras, &format!("{name}@odata.nextLink"))? {
            Some(link) => Some(link),
            None => read_unless_null(extras, &format!("{}@odata.nextLink", self.name))?,
        };
        Ok(Some(Page::of_members(changes, next_link, None)))
    }
}

impl<Owner, Target, K> Clone for Nav<Owner, Target, K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Owner, Target, K> Copy for Nav<Owner, Target, K> {}

impl<Owner, Target, K> fmt::Debug for Nav<Owner, Target, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Nav({})", self.name)
    }
}
