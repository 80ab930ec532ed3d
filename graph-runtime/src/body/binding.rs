//! Bindings to what lives elsewhere, and properties that no schema declares.
//!
//! Written out for both types, since rustc quotes these bounds where one does not hold, and would quote a whole macro call.

use super::{Create, Update};
use crate::data::{InheritedBy, Inherits};
use crate::edm::Json;
use crate::nav::{Linkable, Multiple, Nav, Refers, Single};
use crate::path::{Open, Path};
use crate::property::IntoValue;
use crate::reference::Target;

fn bind_name(nav: &str) -> String {
    format!("{nav}@odata.bind")
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
        self.draft.set_links(name, false, [target.into_raw()]);
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
        let targets = targets.into_iter().map(Path::into_raw);
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
        self.draft.set_links(name, false, [target.into_raw()]);
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
        let targets = targets.into_iter().map(Path::into_raw);
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
