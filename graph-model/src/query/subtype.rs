//! Properties of a subtype in a query on its base.
//!
//! In: a constant of the subtype. Out: the same constant for queries on each base of it, written with a type cast
//! (`microsoft.graph.user/displayName`; OData 4.01, URL Conventions, section 4.11) or without one, as Graph allows in places.

use super::filter::Filter;
use super::queried_by::QueriedBy;
use crate::model::Declared;
use crate::schema::{BaseOf, Nav, Property, Route};

impl<S, V, A> Property<S, V, A> {
    /// The property in a query on a base of its type, named without a type cast: `displayName`.
    ///
    /// OData asks for the cast; Graph's documentation leaves it out for members of groups, device configurations and others.
    ///
    /// ```
    /// # use graph_runtime::{graph_request, graph_resource};
    /// graph_resource! {
    ///     service Beta = "beta" { groups: [group] }
    ///     abstract entity directoryObject {}
    ///     entity user: directoryObject { displayName: String }
    ///     entity group: directoryObject { ref members: [directoryObject] }
    /// }
    ///
    /// let group = "marketing";
    /// let request = graph_request!(Beta: GET /groups/{group}/members).select(User::DISPLAY_NAME.implicit());
    /// assert_eq!(request.url(), "/beta/groups/marketing/members?$select=displayName");
    /// ```
    pub fn implicit(self) -> Property<BaseOf<S>, V, A> {
        self.by_route(Route::Implicit)
    }

    /// The property in a query on a base of its type, named with a type cast: `microsoft.graph.user/displayName`.
    pub fn by_cast(self) -> Property<BaseOf<S>, V, A>
    where
        S: Declared,
    {
        self.by_route(Route::Cast(S::ODATA_TYPE))
    }
}

impl<S, T, K> Nav<S, T, K> {
    /// The navigation property in a query on a base of its type, named without a type cast: `manager`.
    pub fn implicit(self) -> Nav<BaseOf<S>, T, K> {
        self.by_route(Route::Implicit)
    }

    /// The navigation property in a query on a base of its type, named with a type cast:
    /// `microsoft.graph.itemAttachment/item`.
    pub fn by_cast(self) -> Nav<BaseOf<S>, T, K>
    where
        S: Declared,
    {
        self.by_route(Route::Cast(S::ODATA_TYPE))
    }
}

/// The entity is an `S`, in a query on a base of it: `isof('microsoft.graph.iosStoreApp')`.
///
/// OData 4.01, URL Conventions, section 5.1.1.9.2. Conditions on different subtypes are joined on their base:
/// `is_of::<A>().on::<Base, _>().or(is_of::<B>())`.
pub fn is_of<S: Declared>() -> Filter<BaseOf<S>> {
    let name = S::ODATA_TYPE.trim_start_matches('#');
    Filter::new(format!("isof('{name}')"), true)
}

impl<O> Filter<O> {
    /// The same condition, as one on an `X`, for others on an `X` to be joined to it.
    pub fn on<X, W>(self) -> Filter<X>
    where
        O: QueriedBy<X, W>,
    {
        self.retyped()
    }
}
