//! Query options on requests: each in the URL once, percent-encoded once.

use super::filter::Filter;
use super::order::IntoOrder;
use super::queried_by::QueriedBy;
use super::select::Selection;
use crate::model::{Declared, Derived, Page, Value};
use crate::request::{
    COUNT, EXPAND, FILTER, InvalidRequest, ORDER_BY, Options, Request, SEARCH, SELECT, SKIP, TOP,
};

impl Options {
    /// A further condition, next to those that are there.
    pub(super) fn add_filter<X>(&mut self, filter: Filter<X>) {
        self.note(filter.problem());
        let text = filter.into_text();
        let joined = match self.get(FILTER) {
            Some(known) => format!("({known}) and ({text})"),
            None => text,
        };
        self.add(FILTER, joined);
    }

    /// A further navigation property to expand.
    pub(super) fn add_expansion(&mut self, target: &impl ExpandTarget) {
        self.add(EXPAND, target.text());
        self.note(target.problem());
    }
}

/// A type of answer that query options shape: a declared type, or a page of one.
#[diagnostic::on_unimplemented(
    message = "this request does not answer with entities, so it takes no query options",
    label = "nothing to select or expand in its answer",
    note = "query options are for GET requests that read an entity or a collection"
)]
pub trait Queried {
    /// The type whose properties the options name.
    type Entity;

    #[doc(hidden)]
    const IS_DIRECTORY_OBJECT: bool;
}

// Where `T` is no record, rustc has to find nothing here: it would go on with what it found, and complain of that.
#[diagnostic::do_not_recommend]
impl<T: Derived> Queried for T {
    type Entity = <T::Held as Value>::Own;
    const IS_DIRECTORY_OBJECT: bool = T::IS_DIRECTORY_OBJECT;
}

#[diagnostic::do_not_recommend]
impl<T: Value> Queried for Page<T> {
    type Entity = T::Own;
    const IS_DIRECTORY_OBJECT: bool = T::IS_DIRECTORY_OBJECT;
}

/// A collection as an answer.
#[diagnostic::on_unimplemented(
    message = "this request reads a single entity, which cannot be filtered, ordered or paged",
    label = "only collections take this option",
    note = "`select` and `expand` are for single entities, too"
)]
pub trait QueriedMany: Queried {}

#[diagnostic::do_not_recommend]
impl<T: Value + Declared> QueriedMany for Page<T> {}

/// What `expand` takes: a navigation property, or one with options of its own.
#[diagnostic::on_unimplemented(
    message = "this cannot be expanded: it is not a navigation property",
    label = "not a navigation property",
    note = "`expand` takes what is declared with `nav` or `ref`; properties are asked for by `select`"
)]
pub trait ExpandTarget {
    /// The type that has the navigation property.
    type Owner;

    #[doc(hidden)]
    fn text(&self) -> String;

    #[doc(hidden)]
    fn problem(&self) -> Option<Box<InvalidRequest>> {
        None
    }
}

pub(super) fn names_of<X, W>(properties: impl Selection<X, W>) -> String {
    let mut names = Vec::new();
    properties.append_names(&mut names);
    names.join(",")
}

impl<R> Request<R> {
    /// Asks for some of the properties only (`$select`).
    ///
    /// Source: "Use query parameters to customize responses"; OData 4.01, Protocol, "System Query Option `$select`".
    pub fn select<X, W>(self, properties: impl Selection<X, W>) -> Self
    where
        R: Queried<Entity = X>,
    {
        let names = names_of(properties);
        self.with_options(|options| options.add(SELECT, &names))
    }

    /// Asks for related entities, too (`$expand`). What comes is read by [`Nav::of`](crate::schema::Nav::of), and goes on
    /// with `Client::items_from`.
    ///
    /// Source: OData 4.01, Protocol, "System Query Option `$expand`".
    pub fn expand<E: ExpandTarget, W>(self, target: E) -> Self
    where
        R: Queried,
        E::Owner: QueriedBy<R::Entity, W>,
    {
        self.with_options(|options| options.add_expansion(&target))
    }
}

// Bounds on the methods rather than on their impl, so that rustc says why one is not there.
impl<R> Request<R> {
    /// Asks for the members that fulfil a condition (`$filter`). A second filter is a further condition.
    ///
    /// On directory objects, a condition that needs the advanced query capabilities brings what they need with it.
    ///
    /// Source: OData 4.01, Protocol, "System Query Option `$filter`"; "Advanced query capabilities on directory objects".
    pub fn filter<O, W>(self, filter: Filter<O>) -> Self
    where
        R: QueriedMany,
        O: QueriedBy<R::Entity, W>,
    {
        let is_advanced = R::IS_DIRECTORY_OBJECT
            && (filter.is_advanced() || self.options().has(ORDER_BY) || self.ends_in_cast());
        self.with_options(|options| options.add_filter(filter))
            .advanced(is_advanced)
    }

    /// Asks for an order (`$orderby`). A second one orders what is equal by the first.
    ///
    /// Source: OData 4.01, Protocol, "System Query Option `$orderby`".
    pub fn order_by<I: IntoOrder, W>(self, order: I) -> Self
    where
        R: QueriedMany,
        I::Owner: QueriedBy<R::Entity, W>,
    {
        let order = order.into_order();
        let is_advanced = R::IS_DIRECTORY_OBJECT
            && (order.is_advanced() || self.options().has(FILTER) || self.ends_in_cast());
        self.with_options(|options| options.add(ORDER_BY, order.as_str()))
            .advanced(is_advanced)
    }

    /// Asks for the members that match a text (`$search`). The service says what is searched in, and how: for directory
    /// objects, `displayName:Adele`.
    ///
    /// Source: "Use the `$search` query parameter"; OData 4.01, Protocol, "System Query Option `$search`".
    pub fn search(self, text: &str) -> Self
    where
        R: QueriedMany,
    {
        let quoted = format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        let this = self.with_options(|options| options.add(SEARCH, &quoted));
        if R::IS_DIRECTORY_OBJECT {
            return this.eventual();
        }
        this
    }

    /// Asks for this many members to a page at the most (`$top`). The service may give fewer.
    ///
    /// Source: "Paging Microsoft Graph data in your app"; OData 4.01, Protocol, "System Query Option `$top`".
    pub fn top(self, count: u32) -> Self
    where
        R: QueriedMany,
    {
        self.with_options(|options| options.add(TOP, count.to_string()))
    }

    /// Passes over this many members (`$skip`).
    ///
    /// Source: OData 4.01, Protocol, "System Query Option `$skip`".
    pub fn skip(self, count: u32) -> Self
    where
        R: QueriedMany,
    {
        self.with_options(|options| options.add(SKIP, count.to_string()))
    }

    /// Asks for the number of members on all pages (`$count`), which the first page then has.
    ///
    /// Source: OData 4.01, Protocol, "System Query Option `$count`".
    pub fn count(self) -> Self
    where
        R: QueriedMany,
    {
        self.with_options(|options| options.add(COUNT, "true"))
            .advanced(R::IS_DIRECTORY_OBJECT)
    }

    /// "Advanced query capabilities on directory objects", Microsoft Graph documentation: a header, and the count.
    fn advanced(self, is_advanced: bool) -> Self {
        if !is_advanced {
            return self;
        }
        self.with_options(|options| options.add(COUNT, "true"))
            .eventual()
    }
}
