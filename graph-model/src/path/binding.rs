//! Bindings to what lives elsewhere, and properties that no schema declares.
//!
//! Written out for both types, since rustc quotes these bounds where one does not hold, and would quote a whole macro call.

use super::Path;
use super::reference::Target;
use super::rules::Open;
use crate::body::{Create, Link, Update};
use crate::edm::Json;
use crate::model::{InheritedBy, Inherits};
use crate::schema::{IntoValue, Linkable, Multiple, Nav, Refers, Single};

fn bind_name(nav: &str) -> String {
    format!("{nav}@odata.bind")
}

fn link_to(target: impl Path) -> Link {
    target.into_raw().into_link()
}

impl<X> Update<X> {
    /// Binds a navigation property to the entity at `target` (`manager@odata.bind`).
    pub fn bind<O, T, K, P, W, W2>(mut self, nav: Nav<O, T, K>, target: P) -> Self
    where
        O: InheritedBy<X, W>,
        K: Refers + Linkable + Single,
        P: Path<Shape: Target>,
        P::Entity: Inherits<T, W2>,
    {
        let name = bind_name(nav.name());
        self.draft.set_links(name, false, [link_to(target)]);
        self
    }

    /// Binds a navigation property to the entities at `targets` (`members@odata.bind`).
    pub fn bind_all<O, T, K, P, W, W2>(
        mut self,
        nav: Nav<O, T, K>,
        targets: impl IntoIterator<Item = P>,
    ) -> Self
    where
        O: InheritedBy<X, W>,
        K: Refers + Linkable + Multiple,
        P: Path<Shape: Target>,
        P::Entity: Inherits<T, W2>,
    {
        let targets = targets.into_iter().map(link_to);
        let name = bind_name(nav.name());
        self.draft.set_links(name, true, targets);
        self
    }

    /// Sets a property that no schema declares, of an open type.
    pub fn set_undeclared(mut self, name: &str, value: impl IntoValue<Json>) -> Self
    where
        X: Open,
    {
        self.draft
            .set(name.to_owned(), |json| value.append_json(json));
        self
    }
}

impl<X> Create<X> {
    /// Binds a navigation property to the entity at `target` (`manager@odata.bind`).
    pub fn bind<O, T, K, P, W, W2>(mut self, nav: Nav<O, T, K>, target: P) -> Self
    where
        O: InheritedBy<X, W>,
        K: Refers + Linkable + Single,
        P: Path<Shape: Target>,
        P::Entity: Inherits<T, W2>,
    {
        let name = bind_name(nav.name());
        self.draft.set_links(name, false, [link_to(target)]);
        self
    }

    /// Binds a navigation property to the entities at `targets` (`members@odata.bind`).
    pub fn bind_all<O, T, K, P, W, W2>(
        mut self,
        nav: Nav<O, T, K>,
        targets: impl IntoIterator<Item = P>,
    ) -> Self
    where
        O: InheritedBy<X, W>,
        K: Refers + Linkable + Multiple,
        P: Path<Shape: Target>,
        P::Entity: Inherits<T, W2>,
    {
        let targets = targets.into_iter().map(link_to);
        let name = bind_name(nav.name());
        self.draft.set_links(name, true, targets);
        self
    }

    /// Sets a property that no schema declares, of an open type.
    pub fn set_undeclared(mut self, name: &str, value: impl IntoValue<Json>) -> Self
    where
        X: Open,
    {
        self.draft
            .set(name.to_owned(), |json| value.append_json(json));
        self
    }
}
