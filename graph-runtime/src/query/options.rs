//! Query options on requests: each in the URL once, percent-encoded once.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::filter::Filter;
use super::order::IntoOrder;
use super::select::Selection;
use super::subtype::QueriedBy;
use crate::data::{Declared, Derived, Page, Value};
use crate::request::{InvalidRequest, Request};

/// What is percent-encoded in the value of a query option: all but RFC 3986's unreserved characters and those of its
/// `query` that neither end a value nor mean a space to anybody.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b',')
    .remove(b'/')
    .remove(b':')
    .remove(b';')
    .remove(b'=');

/// Query options in the order in which they were first given, their values not encoded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Options {
    list: Vec<(&'static str, String)>,
    /// What makes a request with them impossible to send.
    problem: Option<Box<InvalidRequest>>,
}

impl Options {
    pub(crate) fn has(&self, name: &str) -> bool {
        self.list.iter().any(|(known, _)| *known == name)
    }

    /// Sets an option; a list that is there already is continued.
    pub(super) fn add(&mut self, name: &'static str, value: impl Into<String> + AsRef<str>) {
        let is_list = matches!(name, SELECT | EXPAND | ORDER_BY);
        match self.list.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) if is_list => {
                known.push(',');
                known.push_str(value.as_ref());
            }
            Some((_, known)) => *known = value.into(),
            None => self.list.push((name, value.into())),
        }
    }

    /// A further condition, next to those that are there.
    pub(super) fn add_filter<X>(&mut self, filter: Filter<X>) {
        self.note(filter.problem());
        let text = filter.into_text();
        let joined = match self.list.iter().find(|(known, _)| *known == FILTER) {
            Some((_, known)) => format!("({known}) and ({text})"),
            None => text,
        };
        self.add(FILTER, joined);
    }

    /// A further navigation property to expand.
    pub(super) fn add_expansion(&mut self, target: &impl ExpandTarget) {
        self.add(EXPAND, target.text());
        self.note(target.problem());
    }

    fn note(&mut self, problem: Option<Box<InvalidRequest>>) {
        self.problem = self.problem.take().or(problem);
    }

    pub(crate) fn problem(&self) -> Option<Box<InvalidRequest>> {
        self.problem.clone()
    }

    /// As they stand in the parentheses of an expanded navigation property.
    pub(super) fn nested(&self) -> String {
        let options: Vec<String> = self
            .list
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        options.join(";")
    }

    /// Their names, each once.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.list.iter().map(|(name, _)| *name)
    }

    /// Appends them to a URL. True if the URL has options already.
    pub(crate) fn append_to(&self, url: &mut String) -> bool {
        let has_others = url.contains('?');
        let mut separator = if has_others { '&' } else { '?' };
        for (name, value) in &self.list {
            url.push(separator);
            separator = '&';
            url.push_str(name);
            url.push('=');
            url.extend(utf8_percent_encode(value, RESERVED));
        }
        has_others
    }
}

pub(super) const COUNT: &str = "$count";
pub(super) const EXPAND: &str = "$expand";
pub(super) const FILTER: &str = "$filter";
pub(super) const ORDER_BY: &str = "$orderby";
pub(super) const SEARCH: &str = "$search";
pub(super) const SELECT: &str = "$select";
pub(super) const SKIP: &str = "$skip";
pub(super) const TOP: &str = "$top";

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

    /// Asks for related entities, too (`$expand`). What comes is read by [`Nav::of`](crate::Nav::of), and goes on
    /// with [`Client::items_from`](crate::Client::items_from).
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
